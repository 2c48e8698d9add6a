/// The words of lists of contracts, and of what customers say.
extension RecognitionWords {
  static let customers: [Slot] = [
    Slot(.accountID, ids, 1, accountID + ["id", "subscription id"]),
    Slot(.company, texts, 1, company),
    Slot(.email, texts, 0, email + ["customer email", "billing email"]),
    Slot(
      .start, dates, 2,
      [
        "start", "start date", "contract start", "customer since", "started", "started at", "subscription start", "since",
        "became a customer date", "activated at", "activation date", "subscribed at", "contract start date", "first contract",
        "onboarded",
      ]),
    Slot(
      .ended, dates, 2,
      [
        "end", "end date", "contract end", "ended", "ended at", "churned", "churned at", "churn date", "cancelled",
        "cancelled at",
        "canceled at", "cancellation date", "termination date", "contract end date",
      ]),
    Slot(
      .yearly, amounts, 3,
      [
        "arr", "annual recurring revenue", "yearly", "annual value", "current arr", "arr now", "acv", "yearly revenue",
        "annual contract value", "annual fee", "annual price", "annual amount", "annual revenue", "yearly fee", "yearly value",
        "yearly price", "yearly amount", "mrr", "current mrr", "mrr now", "monthly recurring revenue", "monthly revenue",
        "monthly fee", "monthly value", "monthly price", "monthly amount", "monthly payment", "monthly subscription fee",
        "monthly contract value",
      ]),
    Slot(
      .yearlyAtStart, amounts, 2,
      [
        "arr at start", "starting arr", "initial arr", "arr start", "first year arr", "start arr", "yearly at start",
        "mrr at start", "starting mrr", "initial mrr", "mrr start", "start mrr",
      ]),
    Slot(.currency, texts, 0, ["currency", "currency code"]),
    Slot(.renewals, amounts, 2, ["renewals", "renewal count", "times renewed", "number of renewals", "renewed"]),
    Slot(
      .term, texts, 0,
      [
        "billing period", "billing cycle", "billing interval", "billing frequency", "contract term", "contract length",
        "contract duration", "subscription term", "term", "term length", "renewal period", "renewal term", "renewal frequency",
        "interval", "plan", "plan interval",
      ]),
    Slot(
      .term, amounts, 0,
      [
        "term months", "term in months", "contract months", "contract term months", "contract length months",
        "contract duration months", "duration months", "term years", "contract years", "term in years", "contract term",
        "contract length", "contract duration", "term", "term length", "subscription term",
      ]),
    Slot(
      .attended, texts, 0.5,
      ["webinar", "webinars", "customer webinar", "customer webinars", "attended", "training", "onboarding", "customer event"]),
  ]

  static let complaints: [Slot] = [
    Slot(.accountID, ids, 0.5, accountID),
    Slot(.leadID, ids, 0.5, leadID + ["requester id"]),
    Slot(.company, texts, 0.5, company),
    Slot(.email, texts, 0.5, email + ["requester", "requester email"]),
    Slot(
      .day, dates, 2,
      [
        "created", "created at", "create date", "createdate", "date", "at", "day", "opened", "opened at", "submitted at",
        "received at",
        "received", "answered at", "created time", "created on", "surveyed at", "responded at", "date created", "response date",
        "submission date",
        "submit date", "submitted on",
      ]),
    Slot(
      .kind, texts, 1.5,
      [
        "sentiment", "survey results", "survey result", "satisfaction", "satisfaction rating", "satisfaction score", "kind",
        "category", "tone", "type",
        "severity",
        "ticket category", "priority",
      ]),
    Slot(.value, amounts, 2, ["score", "nps", "nps score", "rating", "satisfaction score", "csat"]),
  ]
}

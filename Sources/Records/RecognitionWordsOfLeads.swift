/// The words of lists of people.
extension RecognitionWords {
  static let leads: [Slot] = [
    Slot(.leadID, ids, 2, leadID + ["record id", "id", "customer id", "member id", "visitor id", "lead number"]),
    Slot(.email, texts, 1.5, email),
    Slot(.name, texts, 0.5, personName),
    Slot(.company, texts, 0.5, company),
    Slot(
      .created, dates, 3,
      [
        "created", "create date", "created date", "created at", "created on", "created time", "createdate", "creation date",
        "first contact date",
        "first contact", "first seen", "first seen at", "date added", "date created",
        "signup date", "signed up", "registered at", "lead date", "inquiry date", "enquiry date", "first conversion date",
        "submitted at", "submit date", "submission date", "submitted on", "form submitted at",
      ] + stamps),
    Slot(
      .source, texts, 3,
      [
        "source", "lead source", "origin", "original source", "channel",
        "utm source", "acquisition channel", "marketing channel", "lead origin", "traffic source", "first source",
        "lead channel",
        "how did you hear", "how did you find us", "source channel", "acquisition source", "custom source", "referrer",
      ]),
    Slot(
      .handedOver, dates, 2,
      [
        "handed over", "handed over at", "handed over date", "handover", "handover date", "mql date", "mql at",
        "marketing qualified lead date", "sent to sales", "assigned at", "assigned date", "became mql",
      ]),
    Slot(
      .accepted, dates, 2,
      [
        "accepted", "accepted at", "accepted date", "sal date", "sql date", "sales accepted", "sales accepted date",
        "sales qualified lead date", "converted date", "converted at", "converted on",
      ]),
    Slot(
      .qualified, dates, 1,
      [
        "qualified", "qualified on", "qualified at", "qualified date", "qualified by talk", "qualification date",
        "date qualified",
      ]),
    Slot(
      .rejected, dates, 2,
      [
        "sent back", "sent back at", "sent back date", "rejected", "rejected at", "rejected date", "disqualified",
        "disqualified at", "disqualified date", "unqualified date", "recycled date", "returned to marketing",
      ]),
    Slot(
      .rejectionReason, texts, 2,
      [
        "sent back reason", "rejected reason", "rejection reason", "disqualified reason", "unqualified reason",
        "disqualification reason", "reason sent back",
      ]),
    Slot(
      .firstResponse, dates + amounts, 2,
      [
        "first answer", "first answered", "first answered at", "first response", "first response at", "first call",
        "first called",
        "first call at", "first reply", "first replied at", "first outreach", "first outreach date", "response time",
        "hours to first response", "response hours", "first response hours", "time to first response", "first call date",
      ]),
    Slot(.noted, texts, 0.5, ["noted need", "need noted", "noted"]),
    Slot(.dealID, ids, 0.2, ["converted opportunity id", "associated deal ids", "associations deals ids"]),
    Slot(.opened, dates, 1, ["opportunity date"]),
    Slot(
      .won, dates, 1,
      ["became a customer date", "customer date", "became customer", "customer since", "closed won date", "won date"]),
    Slot(.attended, texts + amounts, 0, whoCame),
    Slot(.accountID, ids, 0, accountID.filter { $0 != "customer id" }),
  ]
}

/// Words in the names of files and in cells.
extension RecognitionWords {
  /// A word in a file's name that speaks for a subject. A hint: it never decides alone.
  static let fileHints: [(word: String, subject: Subject)] = [
    ("leads", .leads), ("lead", .leads), ("contacts", .leads), ("contact", .leads), ("prospects", .leads),
    ("qualified", .leads), ("deals", .deals), ("deal", .deals), ("opportunities", .deals), ("opportunity", .deals),
    ("pipeline", .deals), ("closed", .deals), ("touches", .touches), ("touchpoints", .touches), ("journeys", .touches),
    ("activities", .activities), ("activity", .activities), ("calls", .activities), ("tasks", .activities),
    ("task", .activities),
    ("customers", .customers), ("subscriptions", .customers), ("contracts", .customers), ("arr", .customers),
    ("tickets", .complaints), ("ticket", .complaints), ("complaints", .complaints), ("nps", .complaints),
    ("feedback", .complaints), ("satisfaction", .complaints), ("spend", .spend), ("costs", .spend), ("ads", .spend),
    ("budget", .spend), ("weekly", .numbers), ("daily", .numbers), ("monthly", .numbers), ("traffic", .numbers),
    ("sessions", .numbers), ("scans", .entries), ("badge", .entries), ("registrations", .entries), ("attendees", .entries),
    ("webinar", .entries), ("webinars", .entries), ("mqls", .entries),
  ]

  /// Files of this name are about our own people or about settings, whatever dates and addresses they hold.
  static let staffFiles = [
    "owner", "owners", "user", "users", "team", "teams", "employees", "list", "lists", "form", "forms", "campaign", "campaigns",
    "automation", "transaction", "segment", "account", "accounts", "company", "companies", "pipeline", "stage",
  ]

  /// What says a deal is won or lost, wherever a stage, status or outcome is spelled.
  static let wonWords = ["won", "closedwon", "win", "signed", "gewonnen"]
  static let lostWords = ["lost", "closedlost", "loss", "disqualified", "dead", "abandoned", "verloren"]
  static let expansionWords = ["expansion", "upsell", "upgrade", "crosssell", "cross", "existing", "addon"]
  static let renewalWords = ["renewal", "renew", "renewed"]
  static let newWords = ["new"]
  /// What a negative ticket or answer calls itself.
  static let negativeWords = [
    "negative", "bad", "complaint", "complaints", "unsatisfied", "dissatisfied", "detractor", "angry", "unhappy", "poor",
  ]
}

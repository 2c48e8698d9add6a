/// The synonyms: which headings name which field of which subject. Data, not code; a vendor's export is one more phrase.
enum RecognitionWords {
  /// One field a subject may have: its names in exports, the kinds of column that can hold it and how much finding it says.
  struct Slot: Sendable {
    var field: Field
    var kinds: [ColumnFacts.Kind]
    var weight: Double
    var phrases: [Phrase]
    init(_ field: Field, _ kinds: [ColumnFacts.Kind], _ weight: Double, _ phrases: [String]) {
      self.field = field
      self.kinds = kinds
      self.weight = weight
      self.phrases = phrases.map(Phrase.init)
    }
  }

  static let dates: [ColumnFacts.Kind] = [.date, .ambiguousDate]
  static let texts: [ColumnFacts.Kind] = [.category, .key]
  static let ids: [ColumnFacts.Kind] = [.category, .key, .number]
  static let amounts: [ColumnFacts.Kind] = [.number]

  static let email = [
    "email", "email address", "e mail", "mail", "contact email", "work email", "business email",
  ]
  static let personName = [
    "name", "full name", "lead name", "contact name", "first name", "last name", "firstname", "lastname", "attendee name",
    "contact", "contact person", "person",
  ]
  static let company = [
    "company", "company name", "company account", "account name", "account", "organization", "organisation",
    "organization name", "associated company", "employer", "customer", "customer name", "client",
  ]
  static let leadID = [
    "lead id", "contact id", "mql id", "person id", "prospect id", "contactid", "leadid", "user id", "who id",
    "contact", "lead", "associated contact ids", "associated contact id", "contact ids", "primary contact id",
    "associations contacts ids",
  ]
  static let accountID = [
    "account id", "company id", "associated company ids", "associated company id", "organization id", "customer id",
    "associations companies ids",
  ]
  private static let channel = [
    "channel", "channel group", "touch channel", "marketing channel", "medium", "source", "touchpoint", "utm source",
    "source medium",
    "platform", "network", "campaign", "campaign name", "ad name", "ad set name", "campaign group", "placement",
  ]

  /// The fields of a subject with the words for them: everybody's here, and those of each exporter.
  static func slots(of subject: Subject) -> [Slot] { withExporters[subject] ?? [] }

  private static let withExporters = Dictionary(
    uniqueKeysWithValues: Subject.allCases.map { subject in
      let slots = own(subject).map { slot in
        var slot = slot
        slot.phrases += abroad(slot.field, of: subject)
        slot.phrases += Exporter.words(for: slot.field, of: subject)
        return slot
      }
      return (subject, slots)
    })

  private static func own(_ subject: Subject) -> [Slot] {
    switch subject {
    case .leads: leads
    case .deals: deals
    case .stages: stages
    case .touches: touches
    case .entries: entries
    case .activities: activities
    case .customers: customers
    case .complaints: complaints
    case .spend: spend
    case .numbers: numbers
    case .reference: []
    }
  }

  private static let deals: [Slot] = [
    Slot(
      .dealID, ids, 2,
      [
        "deal id", "opportunity id", "opp id", "record id", "id", "dealid", "opportunityid", "order id", "contract id",
        "object id", "funnel id",
      ]),
    Slot(.leadID, ids, 1, leadID + ["contact person"]),
    Slot(.email, texts, 0.5, email),
    Slot(.accountID, ids, 0.5, accountID),
    Slot(.company, texts, 0.5, company),
    Slot(.name, texts, 0.5, ["deal name", "opportunity name", "dealname", "deal title", "name", "title"]),
    Slot(
      .opened, dates, 2,
      [
        "opened", "opened at", "opened date", "open date", "date opened", "create date", "created date", "created",
        "created at",
        "created on", "date created", "createdate", "created time", "deal created", "engage date", "add time", "added on",
        "added at",
        "creation date",
        "deal created date",
        "opportunity created",
      ]),
    Slot(
      .won, dates, 3,
      [
        "won date", "won", "won at", "won time", "closed won date", "date won", "won on", "signed date", "signed at",
      ]),
    Slot(
      .lost, dates, 2,
      ["lost date", "lost", "lost time", "lost at", "closed lost date", "date lost", "lost on"]),
    Slot(
      .closed, dates, 2,
      [
        "actual close date", "actual closing date", "close date", "closed", "closed at", "closed date", "closed on",
        "closing date", "closedate", "decided", "decided at",
        "decision date", "date closed", "won lost date", "date won lost", "actual close", "close", "signed on",
        "signature date", "contract date", "booking date",
        "contract signed", "last stage change", "last stage change at", "last stage change date", "stage changed at",
        "stage changed on",
      ]),
    Slot(
      .stage, texts + amounts, 3,
      [
        "stage", "deal stage", "stage name", "status", "deal status", "outcome", "is won", "is closed won", "is closed lost",
        "is closed", "is deal closed", "opportunity stage", "result", "pipeline stage", "deal pipeline stage id", "dealstage",
        "state", "won", "closed won", "deal won", "won lost", "sales stage",
      ]),
    Slot(
      .amount, amounts, 2,
      [
        "actual revenue", "actual value", "actual amount", "amount", "close value", "deal value", "deal amount", "value", "acv",
        "tcv", "contract value", "deal size", "revenue",
        "monthly revenue", "declared monthly revenue", "arr", "mrr", "total revenue", "opportunity amount",
        "annual contract value", "total value", "total price", "order value", "order total", "net amount", "deal total",
        "bookings", "total", "price", "est revenue",
        "estimated revenue", "est value", "estimated value",
      ]),
    Slot(.currency, texts, 0.5, ["currency", "deal currency", "amount currency", "currency code"]),
    Slot(
      .lossReason, texts, 2,
      [
        "loss reason", "lost reason", "closed lost reason", "reason lost", "reason", "reason for loss", "close reason",
      ]),
    Slot(
      .dealKind, texts, 1, ["type", "deal type", "kind", "opportunity type", "deal kind", "new or existing", "business kind"]),
    Slot(.source, texts, 0, ["lead source", "original source", "deal source", "opportunity source", "source"]),
    Slot(
      .owner, texts + amounts, 1,
      [
        "owner", "deal owner", "opportunity owner", "sales agent", "rep", "sales rep", "sales person", "salesperson",
        "account executive", "owner id", "sr id",
      ]),
  ]

  private static let stages: [Slot] = [
    Slot(.dealID, ids, 2, ["deal id", "opportunity id", "record id"]),
    Slot(.name, texts, 1, ["deal name", "opportunity name", "deal"]),
    Slot(.company, texts, 0.5, company),
    Slot(.stage, texts, 3, ["to stage", "new stage", "stage after", "new value", "stage", "stage name", "deal stage"]),
    Slot(.stageBefore, texts, 3, ["from stage", "old stage", "stage before", "old value", "previous stage"]),
    Slot(
      .day, dates, 2,
      [
        "changed at", "changed on", "entered at", "date entered", "entered on", "edit date", "last modified", "timestamp",
        "date", "at",
        "day",
      ]),
    Slot(.kind, texts, 0.5, ["field", "field event"]),
  ]

  private static let touches: [Slot] = [
    Slot(.leadID, ids, 2, leadID),
    Slot(.email, texts, 1, email),
    Slot(
      .day, dates, 2,
      [
        "at", "day", "date", "time", "timestamp", "touched at", "touch date", "touchpoint date", "occurred at", "event date",
        "event time", "created at", "interaction date", "visited at", "touch time", "touchpoint time", "interaction time",
      ]),
    Slot(.channel, texts, 3, channel + ["touchpoint type", "touch", "touch point"]),
    Slot(.kind, texts, 1, ["kind", "type", "event", "event type", "interaction", "action", "touch type", "type name"]),
  ]

  private static let entries: [Slot] = [
    Slot(
      .badge, ids, 3,
      [
        "badge id", "badge", "badge number", "badge nr", "scan id", "attendee", "attendee id", "registration id", "barcode",
        "registrant id",
      ]),
    Slot(.leadID, ids, 1, leadID),
    Slot(.email, texts, 1.5, email),
    Slot(.name, texts, 0.5, personName),
    Slot(.company, texts, 0.5, company),
    Slot(
      .day, dates, 2,
      [
        "scanned at", "scan time", "scan date", "scanned", "capture date", "captured at", "date captured", "scan datum",
        "registered at", "registration date", "reg date", "registered on", "date registered", "registration time",
        "registered",
        "order date", "attended at", "attended", "joined at", "join time", "date", "at", "day", "time", "timestamp", "mql date",
        "mql at", "became mql", "qualified at", "qualified date", "submitted at", "created at", "created on", "created",
        "entered at",
        "reported at", "reported", "held on", "held at", "attended on", "conversion date", "submission date", "submitted on",
        "booked at", "booked on", "booking time", "event created date time",
      ]),
    Slot(
      .noted, texts, 1.5,
      ["notes", "note", "comment", "comments", "remarks", "scan notes", "conversation notes", "need", "qualifier", "interest"]),
    Slot(.attended, texts + amounts, 0.5, ["attended", "attendance", "showed up", "did attend", "attendee status", "present"]),
    Slot(
      .came, dates, 0.5,
      [
        "join time", "joined at", "check in date", "check in time", "checked in at", "checked in", "check in", "checkin date",
        "checkin time", "attended at", "attended on", "entry time", "login time", "first join time",
      ]),
    Slot(.attended, texts + amounts, 0.3, whoCame),
    Slot(.owner, texts, 2, ["scanned by", "scanner", "booth staff", "scanned by email"]),
    Slot(.source, texts, 0.5, ["source", "list", "campaign", "event", "event name", "webinar"]),
  ]

  private static let activities: [Slot] = [
    Slot(.leadID, ids, 2, leadID),
    Slot(.email, texts, 1, email),
    Slot(.dealID, ids, 1, ["deal id", "opportunity id", "what id"]),
    Slot(
      .day, dates, 2,
      [
        "at", "date", "day", "activity date", "call date", "timestamp", "when", "started at", "time", "logged at",
        "completed at",
        "meeting date", "created date", "created on", "first response at", "first response", "first contacted at",
        "first answer at",
        "first call at", "first reply at", "responded at", "answered at",
      ]),
    Slot(.kind, texts, 1, ["kind", "type", "activity", "activity type", "call type", "task subtype", "engagement type"]),
    Slot(
      .minutes, amounts, 3,
      [
        "minutes", "duration", "duration minutes", "duration min", "call duration", "call duration in seconds", "length",
        "time spent", "minutes spent", "hours", "duration seconds", "duration s", "duration sec", "duration secs", "talk time",
        "call length",
      ]),
    Slot(.owner, texts + amounts, 0.5, ["owner", "assigned to", "rep", "owner id", "agent"]),
    Slot(.reached, texts, 0.5, ["call outcome", "call disposition", "disposition", "call result", "call status", "reached"]),
    Slot(.direction, texts, 0.5, ["direction", "call direction", "email direction"]),
  ]

  private static let period = [
    "date", "day", "week", "month", "period", "date week", "week start", "week starting", "week of", "month start", "time",
    "start date",
    "date start", "week ending", "ds", "week commencing", "week beginning",
    "year month",
    "report date", "send date", "sent date", "sent at", "sent on", "send time", "ym", "yyyymm", "yearmonth",
  ]

  private static let spend: [Slot] = [
    Slot(.period, dates, 2, period),
    Slot(.periodEnd, dates, 0, periodEnd),
    Slot(.currency, texts, 0, ["currency", "currency code"]),
    Slot(.channel, texts, 2, channel + ["campaign type", "line", "item", "activity"]),
    Slot(
      .spent, amounts, 3,
      [
        "spend", "spent", "cost", "costs", "amount spent", "total spent", "media cost", "budget spent",
        "actual cost", "media spend", "ad spend", "net cost",
      ]),
  ]

  private static let numbers: [Slot] = [
    Slot(.period, dates, 2, period),
    Slot(.periodEnd, dates, 0, periodEnd),
    Slot(.currency, texts, 0, ["currency", "currency code"]),
    Slot(.channel, texts, 1, channel + ["metric", "series", "measure", "page", "account name"]),
  ]
}

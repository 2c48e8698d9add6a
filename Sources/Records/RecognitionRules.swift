/// What each subject cannot do without, and what else speaks for or against it.
extension Recognition {
  /// Points beyond the headings; `nil`: not this subject.
  static func bonus(_ facts: TableFacts, as subject: Subject, _ uses: [Recognised.Use]) -> Double? {
    func column(_ field: Field) -> ColumnFacts? {
      guard let use = uses.first(where: { $0.field == field }) else { return nil }
      return facts.columns.first { $0.column == use.column }
    }
    let knowsPeople = column(.leadID) != nil || column(.email) != nil
    switch subject {
    case .leads:
      guard column(.created) != nil, knowsPeople || (column(.name) != nil && column(.company) != nil) else { return nil }
      guard speaksOfPeople(facts, uses), !facts.listsStaff else { return nil }
      if let stamp = column(.created), RecognitionWords.stamps.contains(stamp.bare), !areAnswers(facts, uses) { return nil }
      return leadsBonus(facts, id: column(.leadID), uses)
    case .deals: return dealsBonus(facts, uses)
    case .stages:
      guard column(.dealID) != nil || column(.name) != nil, column(.day) != nil, column(.stage) != nil else { return nil }
      if column(.stageBefore) != nil { return 2 }
      // A row for each stage that a deal was in: the same deal again and again.
      return column(.dealID).map { $0.repeated > 0.2 } ?? false ? 1 : nil
    case .touches:
      guard knowsPeople, column(.day) != nil, column(.channel) != nil, column(.badge) == nil else { return nil }
      let person = column(.leadID) ?? column(.email)
      return (person?.repeated ?? 0) > 0.2 ? 1 : -1
    case .entries:
      guard column(.day) != nil, column(.badge) != nil || column(.email) != nil else { return nil }
      return column(.minutes) == nil ? 0 : -3
    case .activities:
      guard knowsPeople || column(.dealID) != nil, column(.day) != nil else { return nil }
      let isAnswer = column(.day)?.heading.containsAny(of: answers) ?? false
      if isAnswer { return 1.5 }
      return column(.minutes) != nil || (column(.kind) != nil && hints(facts, at: .activities)) ? 0 : nil
    case .customers:
      guard column(.start) != nil, column(.ended) != nil || column(.yearly) != nil else { return nil }
      // What is won or lost is a deal, whatever its days are called.
      if facts.texts.contains(where: { $0.saysWon && $0.saysLost }) { return -4 }
      // What begins and ends with a stage is a deal, or a step of one.
      if column(.yearly) == nil, facts.columns.contains(where: \.isStages) { return nil }
      return column(.accountID) == nil && column(.company) == nil ? -2 : 0
    case .complaints: return complaintsBonus(facts, uses)
    case .spend:
      guard column(.period) != nil, column(.channel) != nil, column(.spent) != nil, !hasPeople(facts) else { return nil }
      return 3
    case .numbers: return numbersBonus(facts, period: column(.period))
    case .reference: return nil
    }
  }

  /// A key called `id`, a date and a category are not yet people.
  private static func speaksOfPeople(_ facts: TableFacts, _ uses: [Recognised.Use]) -> Bool {
    if uses.contains(where: { $0.field == .email || $0.field == .name }) || hints(facts, at: .leads) { return true }
    // Who signed up, and from where.
    let signedUp = facts.columns.contains { $0.isDate && $0.heading.containsAny(of: ["signup", "signed", "registered"]) }
    if signedUp, uses.contains(where: { $0.field == .source }) { return true }
    return facts.columns.contains {
      $0.heading.containsAny(of: [
        "lead", "contact", "mql", "prospect", "person", "leadid", "contactid", "kontakt", "contacto", "contatto",
      ])
    }
  }

  /// The day on which sales turned to somebody is something that sales did.
  static let answers = ["response", "responded", "answer", "answered", "reply", "replied", "contacted", "called"]

  /// The answers to a form: people, nearly each once, and where they heard of us or whose they are; no marks out of ten.
  private static func areAnswers(_ facts: TableFacts, _ uses: [Recognised.Use]) -> Bool {
    func column(_ field: Field) -> ColumnFacts? {
      uses.first { $0.field == field }.flatMap { use in facts.columns.first { $0.column == use.column } }
    }
    guard let person = column(.email) ?? column(.name), person.repeated < 0.2, person.filled > 0.5 else { return false }
    let marks = [
      "nps", "score", "rating", "recommend", "likely", "satisfied", "satisfaction", "empfehlen", "recommander", "recomendar",
    ]
    return column(.source) != nil || column(.company) != nil && column(.name) != nil
      ? !facts.columns.contains { $0.heading.containsAny(of: marks) } : false
  }

  private static let dealWords = [
    "deal", "opportunity", "affaire", "opportunité", "negocio", "negócio", "oportunidad", "oportunidade",
  ]

  private static func leadsBonus(_ facts: TableFacts, id: ColumnFacts?, _ uses: [Recognised.Use]) -> Double {
    var bonus = 0.0
    if let id, ["id", "record id"].contains(id.heading.joined) { bonus -= 1 }
    if let id, id.repeated > 0.5 { bonus -= 4 }
    if facts.columns.contains(where: { $0.saysWon && $0.saysLost }) { bonus -= 3 }
    if facts.columns.contains(where: {
      $0.heading.containsAny(of: dealWords + ["ticket"]) && $0.heading.words.last != "date"
    }) {
      bonus -= 2
    }
    if facts.columns.contains(where: { $0.heading.containsAny(of: ["ticket", "badge", "scanned", "minutes"]) }) { bonus -= 3 }
    if facts.name.containsAny(of: RecognitionWords.staffFiles) { bonus -= 4 }
    // Whoever is asked whether they would recommend us is no new lead.
    if facts.columns.contains(where: {
      $0.heading.containsAny(of: RecognitionWords.recommending + ["respondent", "collector"])
    }) {
      bonus -= 5
    }
    if !uses.contains(where: { [.source, .email, .handedOver, .accepted].contains($0.field) }) { bonus -= 2 }
    return bonus
  }

  private static func dealsBonus(_ facts: TableFacts, _ uses: [Recognised.Use]) -> Double? {
    func column(_ field: Field) -> ColumnFacts? {
      guard let use = uses.first(where: { $0.field == field }) else { return nil }
      return facts.columns.first { $0.column == use.column }
    }
    let stages = uses.filter { $0.field == .stage }.compactMap { use in facts.columns.first { $0.column == use.column } }
    let saysOutcome = stages.contains { $0.saysWon || $0.saysLost }
    let isNamedDeal = facts.columns.contains { $0.heading.containsAny(of: dealWords + ["opp", "dealname"]) }
    let areByStage = areDealsByStage(facts, uses)
    guard column(.won) != nil || column(.closed) != nil || (column(.lost) != nil && saysOutcome) || areByStage else {
      return nil
    }
    guard column(.won) != nil || saysOutcome || isNamedDeal || hints(facts, at: .deals) || areByStage else { return nil }
    var bonus = saysOutcome ? 3.0 : areByStage ? 1 : 0
    if isNamedDeal { bonus += 1.5 }
    if facts.columns.contains(where: { $0.heading.containsAny(of: ["ticket", "minutes", "badge"]) }) { bonus -= 4 }
    return bonus
  }

  private static func complaintsBonus(_ facts: TableFacts, _ uses: [Recognised.Use]) -> Double? {
    guard uses.contains(where: { $0.field == .day }), uses.contains(where: { $0.field != .day }) else { return nil }
    let words = ["ticket", "tickets", "complaint", "complaints", "nps", "satisfaction", "csat"]
    let isNamed = facts.columns.contains { $0.heading.containsAny(of: words + RecognitionWords.recommending) }
    let isNegative = facts.columns.contains { $0.saysNegative }
    guard isNamed || isNegative || hints(facts, at: .complaints) else { return nil }
    return (isNamed ? 2 : 0) + (isNegative ? 1.5 : 0) + (hints(facts, at: .complaints) ? 1 : 0)
  }

  private static func numbersBonus(_ facts: TableFacts, period: ColumnFacts?) -> Double? {
    let dates = facts.dates.filter { $0.filled > 0.5 }
    guard let date = period ?? (dates.count == 1 ? dates.first : nil), !hasPeople(facts) else { return nil }
    // A row for each call is what somebody did, and no number of a day.
    guard
      !facts.columns.contains(where: {
        $0.heading.containsAny(of: ["direction", "caller", "callee"])
          || $0.heading.contains("voicemail") && ($0.kind != .number || $0.isFlag)
      })
    else { return nil }
    let measures = facts.numbers.filter { !$0.heading.contains("id") }
    guard !measures.isEmpty, date.filled > 0.9 else { return nil }
    // One row a period, or many rows a period with a category that tells them apart.
    let isOneRowAPeriod = date.repeated < 0.05
    // A row that is something of its own is no number of a week; but programs number weeks, too.
    let numbersRows = isOneRowAPeriod ? ["id", "record id", "row id", "uuid", "index", "row"] : []
    let isOfThings =
      !isOfMailings(facts)
      && facts.texts.contains {
        // `New LINE ID` counts them.
        $0.isIdentity && !numbersRows.contains($0.heading.joined) && !$0.heading.containsAny(of: ["new", "total", "count"])
      }
    guard facts.rows <= 5 || !isOfThings else { return nil }
    // A stage and a number of its own in every row: those are deals.
    let isNumbered = facts.columns.contains { $0.isIdentity && $0.heading.contains("id") }
    if isNumbered, facts.columns.contains(where: \.isStages) { return nil }
    guard isOneRowAPeriod || !facts.texts.isEmpty || facts.rows <= 20 else { return nil }
    return (period == nil ? 1.5 : 0) + Double(min(3, measures.count)) + (isOneRowAPeriod ? 2 : 0)
  }

  /// What is counted of mails, posts and advertisements: two of these, and a row that has a name of its own is one of them.
  static func isOfMailings(_ facts: TableFacts) -> Bool {
    facts.numbers.count { !NumberKind.isRatio($0.heading) && $0.heading.containsAny(of: RecognitionWords.mailings) } >= 2
  }

  private static func hasPeople(_ facts: TableFacts) -> Bool {
    facts.columns.contains { column in
      column.emails > 0.5
        || ["contact id", "lead id", "email", "mql id", "person id", "deal id", "opportunity id"].contains(
          column.heading.joined)
        || isOfCustomers(column, facts) || isOfSellers(column, facts)
    }
  }

  /// Rows of customers, and nothing of what was done to win them.
  private static func isOfCustomers(_ column: ColumnFacts, _ facts: TableFacts) -> Bool {
    let named = ["customer id", "client id", "cliente id", "id cliente", "kunden id", "user id", "kundennummer"]
    guard named.contains(column.heading.joined), !isOfMailings(facts) else { return false }
    return !facts.numbers.contains {
      $0.heading.containsAny(of: ["spend", "spent", "cost", "clicks", "impressions", "sessions", "visits"])
    }
  }

  /// Rows of our own people and what each is to sell: nobody's activity.
  private static func isOfSellers(_ column: ColumnFacts, _ facts: TableFacts) -> Bool {
    column.kind != .number && column.heading.containsAny(of: Recognition.owners)
      && facts.numbers.contains { $0.heading.containsAny(of: ["quota", "quotas", "target", "attainment"]) }
  }

  static func hints(_ facts: TableFacts, at subject: Subject) -> Bool {
    RecognitionWords.fileHints.contains { $0.subject == subject && facts.name.contains($0.word) }
  }
}

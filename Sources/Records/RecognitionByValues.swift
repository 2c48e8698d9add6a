/// Poor headings: what the cells say when no synonym helps. Only strong evidence counts, since a wrong guess lies quietly.
extension Recognition {
  /// Leads are a table whose ids are met by another table's, later; that other table is deals or touches.
  static func recogniseByTheirValues(
    _ found: inout [Recognised], _ facts: [TableFacts], _ tables: [Table], _ settings: Settings, _ met: inout MetBefore
  ) {
    let isSettled = { (table: Int) in settings.mappings.contains { $0.file == tables[table].file } }
    if !found.contains(where: { $0.subject == .leads }) {
      for at in found.indices where found[at].subject == nil && found[at].refusal == nil && !isSettled(found[at].table) {
        guard let leads = leadsByStructure(facts[found[at].table], others: facts, tables) else { continue }
        found[at] = leads
        break
      }
    }
    guard found.contains(where: { $0.subject == nil }) else { return }
    let people = found.filter { $0.subject == .leads }
    for at in found.indices where found[at].subject == nil && found[at].refusal == nil && !isSettled(found[at].table) {
      for leads in people where found[at].subject == nil {
        if let list = list(facts[found[at].table], of: leads, tables, &met) { found[at] = list }
      }
    }
    guard let leads = people.first(where: { $0.column(.leadID) != nil }), let id = leads.column(.leadID),
      found.contains(where: { $0.subject == nil })
    else { return }
    let known = keyIndex(of: tables[leads.table].columns[id])
    for at in found.indices where found[at].subject == nil && found[at].refusal == nil && !isSettled(found[at].table) {
      let own = facts[found[at].table]
      let days = own.dates.filter { $0.filled > 0.3 && !isPlanned($0.heading) }
      guard let key = keyMeeting(known, of: own, tables), let day = days.first else { continue }
      // The day a deal was made is not the day it ended.
      let end = days.first { !$0.heading.containsAny(of: made) }
      found[at] = follower(own, key: key, day: day, end: end, fallback: found[at])
    }
  }

  /// Addresses or ids that are mostly those of leads, and a day: a list about people we know.
  private static func list(
    _ facts: TableFacts, of leads: Recognised, _ tables: [Table], _ met: inout MetBefore
  ) -> Recognised? {
    var (score, uses) = assign(facts, to: .entries)
    let days = facts.dates.filter {
      $0.filled > 0.9 && !isPlanned($0.heading) && !Periods.saysSent($0.heading) && !isOfLeavingOrPaying($0.heading)
    }
    // What went out to people, or how long was talked with them, is sales' own doing and no list of who came.
    let doings = ["direction", "duration", "call", "sequence", "disposition", "activity", "aktivität", "activité", "actividad"]
    guard !facts.columns.contains(where: { $0.heading.containsAny(of: doings) }) else { return nil }
    if !uses.contains(where: { $0.field == .day }), days.count == 1 {
      uses = filled(uses, with: [(.day, days[0].column)])
      score += 2
    }
    let list = Recognised(table: facts.table, subject: .entries, guess: .entries, score: score, uses: uses)
    guard let day = list.column(.day), score >= 3, !isOfLeavingOrPaying(facts.name),
      !facts.columns.contains(where: { $0.column == day && isOfLeavingOrPaying($0.heading) }), facts.numbers.count <= 2,
      !facts.texts.contains(where: { $0.saysWon || $0.isStages }),
      peopleMet(by: list, in: leads, tables, &met) >= 0.5
    else { return nil }
    return list
  }

  /// Who left, was not reached or was sent an invoice is nobody who came.
  static func isOfLeavingOrPaying(_ heading: Heading) -> Bool {
    let words = heading.words
    return heading.containsAny(of: leavingOrPaying) || words.contains("opt") && words.contains("out")
  }

  private static let leavingOrPaying = [
    "unsubscribe", "unsubscribes", "unsubscribed", "unsub", "optout", "optouts", "optedout", "bounce", "bounces", "bounced",
    "invoice", "invoices", "invoiced", "payment", "payments", "paid", "refund", "refunds", "refunded", "birth", "birthday",
    "birthdate", "cancelled", "canceled", "cancellation", "cancellations", "deleted", "deletion", "login", "abgemeldet",
    "abmeldung", "abmeldungen", "abmeldedatum", "rechnung", "rechnungen", "rechnungsdatum", "bezahlt", "zahlung", "zahlungen",
    "geburtstag", "geburtsdatum", "gekündigt", "kündigung", "storniert", "gelöscht", "désabonnement", "désabonnements",
    "désinscription", "désinscriptions", "facture", "factures", "paiement", "naissance", "annulation", "factura", "facturas",
    "pago", "nacimiento", "baja", "bajas", "fattura", "fatture", "fatura", "faturas", "factuur", "facturen", "uitgeschreven",
  ]

  /// A unique key, one date and one category, and another table whose rows end in won or lost and name those keys. What a heading
  /// says goes before what its cells look like.
  private static func leadsByStructure(_ facts: TableFacts, others: [TableFacts], _ tables: [Table]) -> Recognised? {
    let said = assign(facts, to: .leads).uses
    func known(_ field: Field) -> ColumnFacts? {
      said.first { $0.field == field }.flatMap { use in facts.columns.first { $0.column == use.column } }
    }
    let source =
      known(.source)
      ?? facts.texts.first {
        $0.kind == .category && $0.repeated > 0.5 && !$0.isFlag && !$0.heading.containsAny(of: noSource)
      }
    let date = known(.created) ?? facts.dates.first { $0.filled > 0.9 && !isPlanned($0.heading) }
    guard facts.rows >= 10, !facts.listsStaff, let date, facts.dates.count <= 2 || known(.created) != nil,
      facts.numbers.count <= 2, let source
    else { return nil }
    for id in facts.columns where id.isIdentity && id.kind != .category {
      let keys = keyIndex(of: tables[facts.table].columns[id.column])
      for other in others
      where other.table != facts.table && !other.dates.isEmpty && other.texts.contains(where: { $0.saysWon }) {
        guard keyMeeting(keys, of: other, tables) != nil else { continue }
        let guessed = [(Field.created, date.column), (.source, source.column), (.leadID, id.column)]
        let isNamed = said.contains { $0.field == .leadID || $0.field == .email }
        let said = said.filter { isNamed || $0.column != id.column }
        return Recognised(
          table: facts.table, subject: .leads, guess: .leads, score: threshold, uses: filled(said, with: guessed))
      }
    }
    return nil
  }

  /// What headings say, and of the rest what cells look like, each column once.
  static func filled(_ said: [Recognised.Use], with guessed: [(Field, Int)]) -> [Recognised.Use] {
    var uses = said
    for (field, column) in guessed where !uses.contains(where: { $0.field == field || $0.column == column }) {
      uses.append(Recognised.Use(column: column, field: field))
    }
    return uses.sorted { $0.column < $1.column }
  }

  /// Headings of columns that repeat themselves and say where nobody came from: whose a person is, what a program notes.
  private static let noSource = [
    "owner", "rep", "agent", "assigned", "assignee", "user", "checksum", "modified", "status", "rating", "topic", "salutation",
    "team", "equipe", "country", "city", "language", "gender", "title", "inhaber", "besitzer", "zuständig", "zuständiger",
    "verantwortlich",
    "verkäufer", "eigenaar", "propriétaire", "responsable", "propietario", "proprietario", "proprietário", "担当者", "所有者",
  ]

  /// The column of a table nine of whose ten sampled cells are among the known keys.
  private static func keyMeeting(_ known: KeyIndex, of facts: TableFacts, _ tables: [Table]) -> ColumnFacts? {
    let table = tables[facts.table]
    return facts.columns.first { column in
      (column.kind == .key || column.kind == .number || column.kind == .category) && column.filled > 0.5 && !column.isFlag
        && share(of: table.columns[column.column], rows: table.rowCount, in: known) >= 0.9
    }
  }

  /// Rows that follow people: many a person with a category are touches; one with money or an outcome are deals.
  private static func follower(
    _ facts: TableFacts, key: ColumnFacts, day: ColumnFacts, end: ColumnFacts?, fallback: Recognised
  ) -> Recognised {
    var guessed = [(Field.leadID, key.column)]
    let subject: Subject
    if key.repeated > 0.5, facts.texts.contains(where: \.isStages) {
      // Stage after stage of the same people: no row of it is a deal.
      return fallback
    } else if let stage = facts.texts.first(where: { $0.saysWon || $0.saysLost }) {
      guard let end else { return fallback }
      subject = .deals
      guessed += [(.stage, stage.column), (.closed, end.column)]
      let money = facts.numbers.first { $0.column != key.column && !$0.isFlag }
      if let money { guessed.append((.amount, money.column)) }
    } else if key.repeated > 0.2, let channel = facts.texts.first(where: { $0.kind == .category && $0.column != key.column }) {
      subject = .touches
      guessed += [(.day, day.column), (.channel, channel.column)]
    } else {
      return fallback
    }
    // Cells that are those of the leads' ids say more than a heading of companies.
    let said = assign(facts, to: subject).uses.filter { $0.column != key.column || $0.field == .leadID || $0.field == .email }
    let uses = filled(said, with: guessed)
    // What happened with somebody is no touch where nothing says through which channel.
    if subject == .touches, !uses.contains(where: { $0.field == .channel }) { return fallback }
    return Recognised(table: facts.table, subject: subject, guess: subject, score: threshold, uses: uses)
  }

  /// Deals whose stage is called by no word we know: the one column that says won or lost is it.
  static func addStage(_ found: inout Recognised, _ facts: TableFacts, _ table: Table, _ settings: Settings) {
    guard !settings.mappings.contains(where: { $0.file == table.file }) else { return }
    let stages = found.columns(.stage)
    guard !facts.columns.contains(where: { stages.contains($0.column) && ($0.saysWon || $0.saysLost || $0.isFlag) }) else {
      return
    }
    let taken = found.uses.map(\.column)
    let saying = facts.texts.filter { ($0.saysWon || $0.saysLost) && !taken.contains($0.column) }
    guard let one = saying.first, saying.count == 1 else { return }
    found.uses.append(Recognised.Use(column: one.column, field: .stage))
    found.uses.sort { $0.column < $1.column }
  }

  /// Deals whose amount is called by no word we know: the one column of money is it.
  static func addMoney(_ found: inout Recognised, _ facts: TableFacts, _ table: Table, _ settings: Settings) {
    guard found.column(.amount) == nil, !settings.mappings.contains(where: { $0.file == table.file }) else { return }
    let others = [
      "expected", "weighted", "cost", "costs", "budget", "fee", "fees", "discount", "tax", "vat", "quota", "target", "forecast",
      "gewichtet", "kosten", "rabatt", "steuer", "ust", "mwst", "brutto",
    ]
    let money = facts.numbers.filter { column in
      guard case .numbers(_, _?) = table.columns[column.column].cells else { return false }
      return !found.uses.contains { $0.column == column.column } && !column.describesCustomer
        && !column.heading.containsAny(of: others)
    }
    guard let one = money.first, money.count == 1 else { return }
    found.uses.append(Recognised.Use(column: one.column, field: .amount))
    found.uses.sort { $0.column < $1.column }
  }

  /// Subscriptions whose amount is for one of the intervals that another column names.
  static func addYearly(_ found: inout Recognised, _ facts: TableFacts, _ table: Table, _ settings: Settings) {
    guard found.column(.yearly) == nil, let term = found.column(.term),
      !settings.mappings.contains(where: { $0.file == table.file }),
      facts.columns.contains(where: { $0.column == term && $0.heading.containsAny(of: TermWords.intervals) }),
      case .categories(_, let names) = table.columns[term].cells, names.allSatisfy({ TermWords.months($0) != nil })
    else { return }
    let prices = facts.numbers.filter { TermWords.perInterval($0.heading) }
    guard prices.count == 1 else { return }
    found.uses.append(Recognised.Use(column: prices[0].column, field: .yearly))
    found.uses.sort { $0.column < $1.column }
  }

  /// Amounts that their program has converted into the company's currency go before those in each deal's own.
  static func takeConverted(_ found: inout Recognised, _ facts: TableFacts, _ table: Table, _ settings: Settings) {
    guard !settings.mappings.contains(where: { $0.file == table.file }) else { return }
    let names = ["amount in company currency", "amount converted", "converted amount", "amount in home currency"]
    guard let converted = facts.numbers.first(where: { names.contains($0.heading.joined) }),
      case .numbers(let home, let named) = table.columns[converted.column].cells
    else { return }
    var own: [Double]?
    if let amount = found.column(.amount), amount != converted.column,
      case .numbers(let values, _) = table.columns[amount].cells
    {
      // Where only some rows are converted, the others would be lost.
      guard zip(values, home).allSatisfy({ $0.isNaN || !$1.isNaN }) else { return }
      own = values
    }
    let said = facts.texts.first { $0.heading.joined == converted.heading.joined + " currency" }
    let currency = said.map { table.columns[$0.column] } ?? found.column(.currency).map { table.columns[$0] }
    let isOwn = said == nil
    var code = named
    if code == nil, case .categories(let codes, let names) = currency?.cells {
      let fitting = names.indices.filter { name in
        let rows = codes.indices.filter { codes[$0] == name && !home[$0].isNaN }
        guard isOwn, let own else { return !isOwn && !rows.isEmpty }
        return rows.count > 0 && rows.allSatisfy { abs(own[$0] - home[$0]) <= 0.005 }
      }
      if fitting.count == 1 { code = CurrencyWords.code(names[fitting[0]]) }
    }
    // What they are in is not told: then they say no more than the amounts themselves.
    guard let code else { return }
    found.uses.removeAll { $0.field == .amount || $0.field == .currency || $0.column == converted.column }
    found.uses.append(Recognised.Use(column: converted.column, field: .amount))
    found.uses.sort { $0.column < $1.column }
    found.homeCurrency = code
  }

  /// A sheet by hand that has figures and no time they can be booked to: it says why instead of lying there.
  static func refuseSheets(_ found: inout Recognised, _ facts: TableFacts, _ table: Table, _ settings: Settings) {
    guard found.subject == nil || found.subject == .reference, found.exporter == nil, found.refusal == nil,
      !settings.mappings.contains(where: { $0.file == table.file }), !CalendarColumns.areAll(of: table)
    else { return }
    let names = table.columns.map { column -> [String] in
      if case .categories(_, let names) = column.cells { names } else { [] }
    }
    if areMonthsAcross(table) {
      found.refusal = .monthsAcross
    } else if facts.numbers.isEmpty {
      return
    } else if names.contains(where: { $0.count > 1 && $0.allSatisfy(PeriodName.isQuarter) }) {
      found.refusal = .quarters
    } else if names.contains(where: { $0.count > 1 && $0.allSatisfy(PeriodName.isBareMonth) }) {
      found.refusal = .monthsWithoutYear
    } else if facts.dates.isEmpty,
      facts.numbers.contains(where: {
        $0.heading.containsAny(of: ["spend", "spent", "clicks", "impressions", "sessions", "visits"])
      })
    {
      found.refusal = .withoutTime
    }
    if found.refusal != nil { found.subject = nil }
  }

  private static func areMonthsAcross(_ table: Table) -> Bool {
    guard table.columns.count > 3 else { return false }
    func isMonth(_ text: String) -> Bool { PeriodName(text).map { $0.kind != nil || $0.time == .stretch } ?? false }
    if table.columns.count(where: { isMonth($0.name) }) >= 3 { return true }
    let isNamed = table.columns.contains { !$0.name.hasPrefix("column ") }
    return !isNamed && table.rowCount > 0 && table.text.cells(row: 0).count { isMonth($0) } >= 3
  }

  /// The part of a report that lists those who held the event: nobody who came.
  static func leaveOutHosts(_ found: inout Recognised, _ table: Table) {
    guard found.subject == .entries, table.file.contains("/"),
      Heading(table.stem).containsAny(of: ["host", "hosts", "panelist", "panelists"])
    else { return }
    found.subject = .reference
  }
}

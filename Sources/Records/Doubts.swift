/// Something about rows that are counted, and that somebody should look at: counted, with file and line.
package struct Doubt: Sendable, Hashable {
  package enum Kind: String, CaseIterable, Sendable {
    case dateAhead = "date_ahead"
    case closedBeforeOpened = "closed_before_opened"
    case stepBeforeLead = "step_before_lead"
    case withoutLead = "deal_without_lead"
    case withoutCurrency = "amount_without_currency"
    case withoutRate = "currency_without_rate"
    case gap = "gap_in_series"
    case byValues = "told_by_values"
    case twice = "deal_in_two_files"
    case spentTwice = "money_in_two_files"
    case revenues = "which_revenue"
  }
  package struct Place: Sendable, Hashable {
    package var line: Int
    package var value: String
  }
  package var kind: Kind
  package var file: String
  package var column: String
  package var count: Int
  /// The first of them.
  package var places: [Place]

  static let mostPlaces = 50

  /// What is the matter, in one sentence.
  package var sentence: String {
    let rows = count == 1 ? "1 row" : "\(count.grouped) rows"
    switch kind {
    case .dateAhead: return "\(rows) of \(column) dated after today."
    case .closedBeforeOpened: return "\(rows) closed before it was opened, or before the lead came; refused."
    case .stepBeforeLead:
      return
        "\(count == 1 ? "1 date" : "\(count.grouped) dates") of an answer or another step before the lead came, or far ahead; left out."
    case .withoutLead where column.isEmpty:
      return
        "\(count == 1 ? "1 deal" : "\(count.grouped) deals") of whom nobody knows the lead: no column names one."
    case .withoutLead:
      return "\(count == 1 ? "1 deal" : "\(count.grouped) deals") without a lead we know, by \(column)."
    case .withoutCurrency:
      return "\(count == 1 ? "1 amount" : "\(count.grouped) amounts") of \(column) in no currency that a file names."
    case .withoutRate:
      return
        "\(count == 1 ? "1 amount" : "\(count.grouped) amounts") of \(column) in a currency without a rate; not counted as money."
    case .byValues: return "its headings say nothing: by its values \(column)."
    case .twice:
      return
        "\(count == 1 ? "1 deal has" : "\(count.grouped) deals have") the same name and amount as a deal of \(column), under another id; counted in both."
    case .spentTwice:
      return
        "money of \(count == 1 ? "1 channel" : "\(count.grouped) channels") for days of which \(column) has money, too, and another sum; counted in both."
    case .revenues:
      return "which column is the revenue as a whole? \(column) \(count == 1 ? "is not" : "are not") counted as revenue."
    case .gap: return "\(count == 1 ? "1 period is" : "\(count.grouped) periods are") missing in the column \(column)."
    }
  }

  /// Where it is, the first three: ` Line 669.`, ` Lines 2 (1054), 3 (980) and more.`; of a gap, the line after it. Empty: nowhere.
  package var whereabouts: String {
    let shown = places.prefix(3)
    guard !shown.isEmpty else { return "" }
    let listed = shown.map { "\($0.line.grouped)" + ($0.value.isEmpty ? "" : " (\(Reason.cut($0.value)))") }
    // A place of a gap may stand for several periods.
    let hidden = kind == .gap ? places.count > shown.count : count > shown.count
    let lines = shown.count == 1 ? "line" : "lines"
    return
      " \(kind == .gap ? "Before \(lines)" : shown.count == 1 ? "Line" : "Lines") \(listed.joined(separator: ", "))\(hidden ? " and more" : "")."
  }

  /// What to do at the source.
  package var remedy: String {
    switch kind {
    case .dateAhead: "Correct the dates where they were typed; what has not happened yet is counted as if it had."
    case .closedBeforeOpened: "Correct one of the two dates in the CRM."
    case .stepBeforeLead: "Correct the dates at the source, or the time zone of one of the two columns."
    case .withoutLead: "Link each deal to its contact in the CRM, or export contacts and deals on the same day."
    case .withoutCurrency: "Say the company’s currency in parley.toml: [company] currency = \"EUR\"."
    case .withoutRate: "Say what one of it is worth in parley.toml: [rates] USD = 0.92."
    case .byValues: "Open the file in the Data view and accept or change each column; the answer is kept in parley.toml."
    case .twice: "If both files have the same deals, leave one of them out in the Data view."
    case .spentTwice: "If both files have the same money, leave one of them out in the Data view."
    case .revenues:
      "Call the whole one total revenue, or leave the others out in the Data view; what a platform claims is no revenue of its own."
    case .gap: "Export the series again with the missing periods; where nothing happened, with a zero."
    }
  }
}

extension LedgerBuilding {
  mutating func doubt(_ kind: Doubt.Kind, _ table: Int, _ column: String, count: Int, places: [Doubt.Place]) {
    guard count > 0 else { return }
    joined.doubts.append(
      Doubt(
        kind: kind, file: tables[table].file, column: column, count: count,
        places: Array(places.prefix(Doubt.mostPlaces))))
  }

  /// Deals that name a lead we do not know, or none, where the file has a column for it.
  mutating func doubtStrangers(_ table: Int, _ rows: [Int32], _ links: Links) {
    guard joined.leads.count > 0 else { return }
    guard let index = links.column else {
      if !rows.isEmpty { doubt(.withoutLead, table, "", count: rows.count, places: []) }
      return
    }
    let column = tables[table].columns[index]
    let places = rows.prefix(Doubt.mostPlaces).map { row in
      Doubt.Place(line: tables[table].lines.line(ofRow: Int(row)), value: column.text(Int(row)))
    }
    doubt(.withoutLead, table, column.name, count: rows.count, places: places)
  }

  mutating func doubtSteps() {
    for table in those(.leads) { doubt(.stepBeforeLead, table, "", count: joined.reports[table].stepsLeftOut, places: []) }
  }

  mutating func doubtBackwards(_ table: Int, count: Int) {
    let places = joined.reports[table].rejections.examples.compactMap { example -> Doubt.Place? in
      guard case .before = example.reason else { return nil }
      return Doubt.Place(line: example.line, value: "")
    }
    doubt(.closedBeforeOpened, table, "", count: count, places: places)
  }

  /// Amounts without a sign, where neither a column nor `parley.toml` says what they are.
  mutating func doubtCurrencies() {
    guard settings.currency == nil else { return }
    for (subject, fields) in [
      (Subject.deals, [Field.amount]), (.customers, [.yearly, .yearlyAtStart]), (.spend, [.spent]), (.numbers, [.spent]),
    ] {
      for table in those(subject) where currency(of: table) == nil {
        for field in fields {
          let told = joined.reports[table].columns.firstIndex { $0.field == field }
          guard let column = column(field, of: table) ?? told.map({ tables[table].columns[$0] }),
            case .numbers(let numbers, nil) = column.cells, !namesCurrency(table)
          else {
            continue
          }
          let rows = numbers.indices.filter { !numbers[$0].isNaN && numbers[$0] != 0 }
          let places = rows.prefix(1).map { Doubt.Place(line: tables[table].lines.line(ofRow: $0), value: column.text($0)) }
          doubt(.withoutCurrency, table, column.name, count: rows.count, places: places)
        }
      }
    }
  }

  /// Amounts in a currency whose worth nobody says.
  mutating func doubtRates(_ table: Int, _ rows: [Int32]) {
    let currency = column(.currency, of: table)
    let amounts = [Field.amount, .spent, .yearly, .yearlyAtStart].compactMap { column($0, of: table) }.first
    let spent = joined.reports[table].columns.first { $0.field == .spent }?.heading
    let sign: String? = if case .numbers(_, let sign) = amounts?.cells { sign } else { nil }
    let places = rows.prefix(Doubt.mostPlaces).map { row in
      Doubt.Place(
        line: tables[table].lines.line(ofRow: Int(row)),
        value: currency?.text(Int(row)) ?? sign ?? self.currency(of: table) ?? "")
    }
    doubt(.withoutRate, table, amounts?.name ?? spent ?? currency?.name ?? "", count: rows.count, places: places)
  }

  private func namesCurrency(_ table: Int) -> Bool {
    tables[table].columns.contains {
      Heading($0.name).containsAny(of: [
        "currency", "währung", "währungscode", "devise", "moneda", "divisa", "valuta", "valutacode", "moeda", "通貨",
      ])
    }
  }

  /// Weeks and months that a series passes over; of days only four and more on end, for weekends are none.
  mutating func doubtGaps(_ table: Int, _ periods: Periods, _ used: [Bool]) {
    var rowOf: [Int32: Int] = [:]
    for row in used.indices where used[row] {
      if let day = periods.starts[row], rowOf[day.number] == nil { rowOf[day.number] = row }
    }
    let days = rowOf.keys.sorted().map { Day(number: $0) }
    var missing = 0
    var places: [Doubt.Place] = []
    for (before, after) in zip(days, days.dropFirst()) {
      let next = periods.grain.end(of: before) + 1
      let count: Int
      switch periods.grain {
      case .day: count = after - next > 3 ? after - next : 0
      case .week: count = (after - next) / 7
      case .month: count = max(0, (after.parts.year - next.parts.year) * 12 + after.parts.month - next.parts.month)
      }
      guard count > 0 else { continue }
      missing += count
      let line = rowOf[after.number].map { tables[table].lines.line(ofRow: $0) } ?? 0
      places.append(Doubt.Place(line: line, value: count == 1 ? "\(next)" : "\(count) from \(next)"))
    }
    guard let column = periods.column else { return }
    doubt(.gap, table, tables[table].columns[column].name, count: missing, places: places)
  }
}

extension Reading {
  /// Files that were understood by what is in them alone: nothing is guessed silently.
  func toldByValues(_ files: [Inspection.File]) -> [Doubt] {
    zip(files, recognised).compactMap { file, recognised in
      guard let subject = recognised.subject, recognised.exporter == nil,
        [.leads, .deals, .touches, .activities, .customers, .entries].contains(subject)
      else { return nil }
      let guessed = file.columns.filter { $0.confidence == .cells && $0.field != .email }
      guard guessed.count * 2 > file.columns.count(where: { $0.field != nil }) else { return nil }
      let told = guessed.compactMap { column in column.field.map { "\(column.heading) is taken for \($0.rawValue)" } }
      return Doubt(
        kind: .byValues, file: file.file, column: told.joined(separator: ", "), count: guessed.count, places: [])
    }
  }

  /// Events dated after the clock's day: nobody can know them.
  func datesAhead(of today: Day?) -> [Doubt] {
    guard let today else { return [] }
    var doubts: [Doubt] = []
    for at in recognised.indices {
      // Plans look ahead by nature.
      if joined.plans.contains(where: { $0.file == tables[recognised[at].table].file }) { continue }
      guard let subject = recognised[at].subject, (joined.reports[at].to ?? today) > today,
        let fields = LedgerBuilding.events.first(where: { $0.subject == subject })?.fields
      else { continue }
      let table = answered[recognised[at].table]
      for use in recognised[at].uses where fields.contains(use.field) {
        let column = table.columns[use.column]
        guard let moments = column.moments else { continue }
        var count = 0
        var places: [Doubt.Place] = []
        for row in 0..<moments.count where !moments[row].isMissing && moments[row].day > today {
          count += 1
          if places.count < Doubt.mostPlaces {
            places.append(Doubt.Place(line: table.lines.line(ofRow: row), value: moments[row].day.description))
          }
        }
        if count > 0 {
          doubts.append(Doubt(kind: .dateAhead, file: table.file, column: column.name, count: count, places: places))
        }
      }
    }
    return doubts + decidedAhead(of: today)
  }

  /// Deals decided after the clock's day, by their closing date; a closing that is planned may lie ahead.
  private func decidedAhead(of today: Day) -> [Doubt] {
    let deals = joined.deals
    var rows: [[Int32]] = tables.map { _ in [] }
    for deal in 0..<deals.count {
      guard let end = deals.won[deal] ?? deals.lost[deal], end > today else { continue }
      let table = Int(deals.origin[deal].file)
      if recognised[table].column(.closed) != nil { rows[table].append(deals.origin[deal].row) }
    }
    return rows.indices.compactMap { table in
      guard !rows[table].isEmpty, let index = recognised[table].column(.closed) else { return nil }
      let column = tables[table].columns[index]
      let places = rows[table].prefix(Doubt.mostPlaces).map { row in
        Doubt.Place(line: tables[table].lines.line(ofRow: Int(row)), value: column.text(Int(row)))
      }
      return Doubt(kind: .dateAhead, file: tables[table].file, column: column.name, count: rows[table].count, places: places)
    }
  }
}

/// What one deal row says about its end.
enum Outcome: Sendable { case open, won, lost }

/// The columns of one deals file that are used.
struct DealColumns {
  var opened, won, lost, closed: Moments?
  var amounts: [Double]?
  /// `false`: a closing date is all there is, and nobody knows whether a deal was won.
  var saysOutcome: Bool
  private var verdicts: [Verdict] = []

  /// One stage, status or flag column: what each of its values means.
  private struct Verdict {
    enum Meaning: UInt8 { case nothing, won, lost, closed }
    var codes: [UInt16]
    var meanings: [Meaning]
  }

  init(_ building: LedgerBuilding, _ table: Int) {
    func moments(_ field: Field) -> Moments? { building.column(field, of: table)?.moments }
    opened = moments(.opened)
    won = moments(.won)
    lost = moments(.lost)
    closed = moments(.closed)
    amounts = building.column(.amount, of: table)?.numbers
    saysOutcome = won != nil || lost != nil
    for index in building.recognised[table].columns(.stage) {
      guard let verdict = DealColumns.verdict(of: building.tables[table].columns[index]) else { continue }
      verdicts.append(verdict)
      saysOutcome = true
    }
  }

  private static func verdict(of column: Column) -> Verdict? {
    let heading = Heading(column.name)
    let flagged: Verdict.Meaning =
      heading.containsAny(of: RecognitionWords.lostWords)
      ? .lost : heading.containsAny(of: RecognitionWords.wonWords) ? .won : heading.contains("closed") ? .closed : .nothing
    switch column.cells {
    case .categories(let codes, let names):
      return Verdict(
        codes: codes,
        meanings: names.map { name in
          let words = Heading(name)
          if RecognitionWords.saysLost(words) { return .lost }
          if RecognitionWords.saysWon(words) { return .won }
          return RecognitionWords.yesWords.contains(words.joined) ? flagged : .nothing
        })
    case .numbers(let numbers, _):
      return Verdict(codes: numbers.map { $0.isNaN ? Column.missingCode : $0 == 1 ? 1 : 0 }, meanings: [.nothing, flagged])
    case .keys, .moments, .ambiguousMoments: return nil
    }
  }

  /// A stage that says won or lost; else a date of winning or losing; a deal closed and not won is lost.
  func outcome(_ row: Int) -> Outcome {
    var isClosed = false
    for verdict in verdicts where verdict.codes[row] != Column.missingCode {
      switch verdict.meanings[Int(verdict.codes[row])] {
      case .won: return .won
      case .lost: return .lost
      case .closed: isClosed = true
      case .nothing: break
      }
    }
    if isClosed { return .lost }
    if let won, !won[row].isMissing { return .won }
    if let lost, !lost[row].isMissing { return .lost }
    return .open
  }

  /// The day a decided deal was decided.
  func decided(_ row: Int, _ outcome: Outcome) -> Moment {
    func of(_ moments: Moments?) -> Moment { moments?[row] ?? .missing }
    switch outcome {
    case .open: return .missing
    case .won: return of(won).isMissing ? of(closed) : of(won)
    case .lost: return of(lost).isMissing ? of(closed) : of(lost)
    }
  }

  /// Closing days of the decided deals among some rows.
  func eachDecided(_ rows: Range<Int>, _ body: (Day) -> Void) {
    for row in rows {
      let outcome = outcome(row)
      let end = decided(row, outcome)
      if outcome != .open && !end.isMissing { body(end.day) }
    }
  }

  func decidedField(_ outcome: Outcome) -> Field {
    switch outcome {
    case .won where won != nil && closed == nil: .won
    case .lost where lost != nil && closed == nil: .lost
    case .open, .won, .lost: .closed
    }
  }
}

extension LedgerBuilding {
  mutating func addDeals() {
    var seen = KeyTable(capacity: those(.deals).reduce(0) { $0 + tables[$1].rowCount })
    var reasons = SourceCodes()
    var reports = joined.reports
    var history = readStages(&reports)
    joined.reports = reports
    var unnumbered = DealNames()
    for table in newestFirst(those(.deals)) {
      let from = joined.deals.count
      addDeals(of: table, &seen, &reasons, &history, &unnumbered)
      unnumbered.endFile()
      checkAmounts(of: table, from: from)
    }
    account(for: history)
    doubtTwice()
    joined.deals.lossReasons = reasons.sources.map(\.name)
    record()
  }

  private mutating func addDeals(
    of table: Int, _ seen: inout KeyTable, _ reasons: inout SourceCodes, _ history: inout StageHistory,
    _ unnumbered: inout DealNames
  ) {
    let columns = DealColumns(self, table)
    let stages = StageColumns(self, table)
    let companies = column(.company, of: table)?.keys()
    let currencies = RowCurrencies(
      currencyColumn(of: table, .amount), settings.currency ?? joined.currency, rates: settings.rates)
    remarkUnreadAmounts(table)
    if !columns.saysOutcome { joined.remarks.append(.noOutcome(file: tables[table].file)) }
    let links = linksOfDeals(table)
    let ids = column(.dealID, of: table)?.keys()
    let kinds = dealKinds(of: table)
    let lossReasons = column(.lossReason, of: table).map { reasons.codes(of: $0, rows: tables[table].rowCount) }
    let none = reasons.noneGiven
    var negative = 0
    var older: [Int: Int] = [:]
    var strangers: [Int32] = []
    var rowOfName: [UInt64: Origin] = [:]
    let names = column(.name, of: table)?.keys() ?? []
    // Held here, so that a row's path is added in place.
    var paths = joined.deals.paths
    joined.deals.paths = StagePaths()
    var path = DealPath(stages)
    for row in 0..<tables[table].rowCount {
      let outcome = columns.outcome(row)
      let name = StageHistory.key(name: names.isEmpty ? 0 : names[row], company: companies?[row] ?? 0)
      var changes = history.take(ids?[row] ?? 0)
      if changes.isEmpty { changes = history.take(name) }
      path.read(changes, row: row, opened: columns.opened?[row] ?? .missing, &paths, until: strayFrom)
      var end = columns.decided(row, outcome)
      if end.isMissing, outcome != .open, !isBad(columns.decidedField(outcome), of: table, row: row) {
        end = outcome == .won ? path.won : path.lost
      }
      if outcome != .open && end.isMissing {
        refuseForLack(table, row: row, of: columns.decidedField(outcome))
        continue
      }
      var opened = columns.opened?[row] ?? .missing
      if opened.isMissing && !isBad(.opened, of: table, row: row) { opened = path.first }
      if opened.isMissing && isBad(.opened, of: table, row: row) {
        refuseForLack(table, row: row, of: .opened)
        continue
      }
      guard opened.isMissing || isPlausible(opened.day) else {
        refuse(table, row: row, outOfRange(.opened, table, row))
        continue
      }
      guard end.isMissing || isPlausible(end.day) else {
        refuse(table, row: row, outOfRange(columns.decidedField(outcome), table, row))
        continue
      }
      let lead = links.leads[row]
      if let reason = backwards(table, opened: opened, end: end, outcome, lead, columns) {
        refuse(table, row: row, reason)
        negative += 1
        continue
      }
      if !names.isEmpty, TestRecords.dealKeys.holds(names[row]),
        settings.people.holds(.testRecord, names[row])
      {
        leaveOut(table, row: row, .testRecord, names[row])
        continue
      }
      if !names.isEmpty, let same = aliases[names[row]] {
        if let place = rowOfName[same] {
          merge(.namesake, Origin(file: UInt16(table), row: Int32(row)), into: place, Fingerprint.of(names[row], same))
          joined.reports[table].setAside += 1
          continue
        }
      } else if !names.isEmpty, !aliases.isEmpty, rowOfName[names[row]] == nil {
        rowOfName[names[row]] = Origin(file: UInt16(table), row: Int32(row))
      }
      if let id = ids?[row], id != 0 {
        let earlier = seen.insert(id, Int32(joined.deals.count))
        if earlier >= 0 {
          let place = joined.deals.origin[Int(earlier)]
          if Int(place.file) != table {
            older[Int(place.file), default: 0] += 1
            continue
          }
          merge(.sameDeal, Origin(file: UInt16(table), row: Int32(row)), into: place, id)
          let line = tables[Int(place.file)].lines.line(ofRow: Int(place.row))
          refuse(table, row: row, .repeated(column: column(.dealID, of: table)?.name ?? "", firstLine: line))
          continue
        }
      } else if let newer = unnumbered.meet(name, opened, table: table) {
        older[newer, default: 0] += 1
        continue
      }
      if lead < 0 { strangers.append(Int32(row)) }
      if !opened.isMissing { saw(opened.day, in: table) }
      if !end.isMissing { saw(end.day, in: table) }
      let firstDay = opened.isMissing ? nil : opened.day
      let lastDay = end.isMissing ? nil : max(end.day, firstDay ?? end.day)
      joined.deals.opened.append(firstDay)
      joined.deals.won.append(outcome == .won ? lastDay : nil)
      joined.deals.lost.append(outcome == .lost ? lastDay : nil)
      joined.deals.amount.append((columns.amounts?[row] ?? .nan) * currencies.rate(row))
      paths.append(path.entries)
      joined.deals.kind.append(kinds?[row] ?? .new)
      joined.deals.lead.append(lead)
      let reason = lossReasons?[row] ?? UInt16.max
      joined.deals.lossReason.append(reason == none ? UInt16.max : reason)
      joined.deals.origin.append(Origin(file: UInt16(table), row: Int32(row)))
    }
    joined.deals.paths = paths
    setAside(table, older)
    doubtBackwards(table, count: negative)
    doubtStrangers(table, strangers, links)
    if negative > 0 { joined.remarks.append(.negativeLags(file: tables[table].file, count: negative)) }
    if unnumbered.shared > 0 { joined.remarks.append(.sameNames(file: tables[table].file, count: unnumbered.shared)) }
    if let main = currencies.main {
      if joined.currency == nil { joined.currency = main }
      if !currencies.others.isEmpty {
        joined.remarks.append(.otherCurrencies(file: tables[table].file, count: currencies.others.count, main: main))
        doubtRates(table, currencies.others)
      }
    }
  }

  /// A step that lies more than a day before the one it follows; a day is another clock or another time zone.
  private func backwards(
    _ table: Int, opened: Moment, end: Moment, _ outcome: Outcome, _ lead: Int32, _ columns: DealColumns
  ) -> Reason? {
    func name(_ field: Field) -> String { column(field, of: table)?.name ?? "" }
    let endField = columns.decidedField(outcome)
    if !opened.isMissing, !end.isMissing, end.day < opened.day - 1 {
      return .before(column: name(endField), other: name(.opened))
    }
    guard lead >= 0 else { return nil }
    let created = joined.leads.created[Int(lead)]
    let isEndEarly = !end.isMissing && end.day < created - 1
    guard isEndEarly || !opened.isMissing && opened.day < created - 1 else { return nil }
    let createdName = column(.created, of: Int(joined.leads.origin[Int(lead)].file))?.name ?? ""
    // Both files may call the column “Create Date”.
    return .before(column: name(isEndEarly ? endField : .opened), other: "\(createdName) of its lead")
  }

  private func dealKinds(of table: Int) -> [Deals.Kind]? {
    guard let column = column(.dealKind, of: table), case .categories(let codes, let names) = column.cells else { return nil }
    let kinds = names.map { name -> Deals.Kind in
      let words = Heading(name)
      if words.containsAny(of: RecognitionWords.renewalWords) { return .renewal }
      return words.containsAny(of: RecognitionWords.expansionWords) ? .expansion : .new
    }
    return codes.map { $0 == Column.missingCode ? .new : kinds[Int($0)] }
  }

  /// Amounts that are nearly all nothing are no revenue: they are said, and not counted.
  private mutating func checkAmounts(of table: Int, from: Int) {
    guard let column = column(.amount, of: table), case .numbers(_, let currency) = column.cells else { return }
    let rows = from..<joined.deals.count
    let won = rows.filter { joined.deals.won[$0] != nil }
    let judged = won.isEmpty ? Array(rows) : won
    let above = judged.count { joined.deals.amount[$0] > 0 }
    guard !judged.isEmpty else { return }
    if Double(above) < 0.1 * Double(judged.count) {
      joined.remarks.append(
        .amountsNearlyAllZero(file: tables[table].file, column: column.name, above: above, of: judged.count))
      for deal in rows { joined.deals.amount[deal] = .nan }
    } else {
      joined.recorded.insert(.amounts)
      if joined.currency == nil { joined.currency = currency }
    }
  }

  /// What the columns of leads and deals record, by their being there with something in them.
  private mutating func record() {
    let leads = joined.leads
    let deals = joined.deals
    func has(_ days: OptionalDays) -> Bool { days.contains { $0 != nil } }
    if has(leads.accepted) { joined.recorded.insert(.accepted) }
    if has(deals.opened) || has(leads.opened) { joined.recorded.insert(.opened) }
    if has(deals.won) || has(leads.won) { joined.recorded.insert(.won) }
    if has(deals.lost) { joined.recorded.insert(.lost) }
    if leads.answerHours.contains(where: { !$0.isNaN }) { joined.recorded.insert(.firstResponse) }
  }
}

extension SourceCodes {
  /// The code of an empty cell, where one was met.
  var noneGiven: UInt16? { sources.firstIndex { $0.name == Source.noneGiven }.map { UInt16($0) } }
}

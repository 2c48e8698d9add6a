/// What the rows of the deals so far have left, for those that come behind them.
struct DealMemory: Sendable {
  var seen = KeyTable(capacity: 0)
  var unnumbered = DealNames()
  var strangers: [Int32] = []
  /// Deals that end before they begin.
  var negative = 0
  /// Of those that ended; a rule about the whole file hangs on them.
  var lateness = Lateness()
  var currencies: RowCurrencies?
  /// What most deals of several files were in.
  var mostlyIn: String?
  /// Whether deals were lost because they say why.
  var losesByReason = false
  var stages: [String] = []
  /// The amounts were no revenue.
  var lostAmounts = false
  /// A file links none of its deals: who has its names may be whose they are.
  var mayBeNamed = false

  /// Whether more rows of a table leave what was said of those before.
  func mayGoOn(in table: Int, _ part: TablePart, _ building: LedgerBuilding) -> Bool {
    guard !lostAmounts, let currencies else { return false }
    let columns = DealColumns(
      building.recognised[table], part.table.columns, building.settings.stages, whole: building.tables[table].columns)
    let more = Lateness(columns, rows: part.table.rowCount)
    return (lateness + more).isUsual == lateness.isUsual && columns.losesByReason == losesByReason
      && building.currencyOfMostDeals == mostlyIn
      && building.dealCurrencies(of: table).goesOn(from: currencies)
      && StageColumns(building, table, building.tables[table].columns).names == stages
  }
}

extension LedgerBuilding {
  mutating func addDeals() {
    if those(.deals).contains(where: { parts[$0] != nil }) || those(.stages).contains(where: { parts[$0] != nil }) {
      readDeals()
    }
    record()
  }

  private mutating func readDeals() {
    // What is told of all rows is told anew.
    (joined.remarks, joined.doubts, joined.currency) = ([], [], nil)
    joined.recorded.remove(.amounts)
    var reports = joined.reports
    var history = readStages(&reports)
    joined.reports = reports
    for table in newestFirst(those(.deals)) where parts[table] != nil {
      let isMore = firstFresh(of: table) > 0
      let from = isMore ? 0 : joined.deals.count
      if !isMore {
        step.deals.unnumbered.endFile()
        (step.deals.strangers, step.deals.negative, step.deals.lateness) = ([], 0, Lateness())
      }
      addDeals(of: table, &history)
      checkAmounts(of: table, from: from)
    }
    account(for: history)
    doubtTwice()
    joined.deals.lossReasons = step.names.sources.map(\.name)
  }

  /// The currency that the heading of a table's amounts names.
  func currencyOfAmounts(_ table: Int) -> String? {
    guard let amount = column(.amount, of: table), !amount.hasSeveralCurrencies else { return nil }
    return HeadingWords.currency(amount.name)
  }

  func dealCurrencies(of table: Int) -> RowCurrencies {
    // Amounts that their program has converted are all in one.
    if let home = recognised[table].homeCurrency { return RowCurrencies(home: home) }
    if let named = currencyOfAmounts(table) {
      return RowCurrencies(
        heading: named, rows: tables[table].rowCount, settings.currency ?? joined.currency ?? currencyOfMostDeals,
        rates: settings.rates)
    }
    return RowCurrencies(
      currencyColumn(of: table, .amount), settings.currency ?? joined.currency ?? currencyOfMostDeals, rates: settings.rates)
  }

  private mutating func addDeals(of table: Int, _ history: inout StageHistory) {
    let own = parts[table]?.table.columns ?? []
    let first = firstFresh(of: table)
    let columns = DealColumns(recognised[table], own, settings.stages, whole: tables[table].columns)
    let stages = StageColumns(self, table, own)
    let companies = fresh(.company, of: table)?.keys()
    let currencies = dealCurrencies(of: table)
    remarkUnreadAmounts(table)
    remarkHeadings(table)
    askStages(of: table)
    if !columns.saysOutcome { joined.remarks.append(.noOutcome(file: tables[table].file)) }
    let links = linksOfDeals(table)
    let ids = fresh(.dealID, of: table)?.keys()
    let kinds = dealKinds(of: table)
    let lossReasons = fresh(.lossReason, of: table).map { step.names.codes(of: $0, rows: freshRows(of: table)) }
    let none = step.names.noneGiven
    var older: [Int: Int] = [:]
    var rowOfName: [UInt64: Origin] = [:]
    let names = fresh(.name, of: table)?.keys() ?? []
    // Held here, so that they are changed in place.
    var memory = step.deals
    step.deals = DealMemory()
    (memory.currencies, memory.stages) = (currencies, stages.names)
    (memory.mostlyIn, memory.losesByReason) = (currencyOfMostDeals, columns.losesByReason)
    var paths = joined.deals.paths
    joined.deals.paths = StagePaths()
    var path = DealPath(stages)
    let isDeleted = deletion(of: table)
    memory.lateness = memory.lateness + Lateness(columns, rows: freshRows(of: table))
    let areLate = memory.lateness.isUsual
    if areLate { joined.remarks.append(.enteredLate(file: tables[table].file, count: memory.lateness.late)) }
    let areTests = testDeals(of: table)
    let isLead = leadRows(of: table)
    let ofTests = dealsOfTests(table)
    for at in 0..<freshRows(of: table) {
      let row = first + at
      if isDeleted?(at) ?? false, settings.people.holds(.deleted, ids?[at] ?? 0) {
        leaveOut(table, row: row, .deleted, ids?[at] ?? 0)
        continue
      }
      if isLead?(at) ?? false {
        joined.reports[table].setAside += 1
        continue
      }
      let outcome = columns.outcome(at)
      let name = StageHistory.key(name: names.isEmpty ? 0 : names[at], company: companies?[at] ?? 0)
      var changes = history.take(ids?[at] ?? 0)
      if changes.isEmpty { changes = history.take(name) }
      path.read(changes, row: at, opened: columns.opened?[at] ?? .missing, &paths, until: strayFrom)
      var end = columns.decided(at, outcome)
      if end.isMissing, outcome != .open, !isBad(columns.decidedField(outcome), of: table, row: row) {
        end = outcome == .won ? path.won : path.lost
      }
      // Lost is lost, whenever it was; a win without a day is in no week.
      let isUndated = outcome == .lost && end.isMissing && !isBad(columns.decidedField(.lost), of: table, row: row)
      if outcome != .open && end.isMissing && !isUndated {
        refuseForLack(table, row: row, of: columns.decidedField(outcome))
        continue
      }
      var opened = columns.opened?[at] ?? .missing
      if areLate, !end.isMissing, !opened.isMissing, end.day < opened.day - 1 { opened = .missing }
      if areTests.contains(row), settings.people.holds(.testRecord, names.isEmpty ? 0 : names[at]) {
        leaveOut(table, row: row, .testRecord, names.isEmpty ? 0 : names[at])
        continue
      }
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
      let lead = links.leads[at]
      if lead < 0, let key = ofTests?(at), settings.people.holds(.testRecord, key) {
        leaveOut(table, row: row, .testRecord, key)
        continue
      }
      if let reason = backwards(table, opened: opened, end: end, outcome, lead, columns) {
        refuse(table, row: row, reason)
        memory.negative += 1
        continue
      }
      if !names.isEmpty, TestRecords.dealKeys.holds(names[at]),
        settings.people.holds(.testRecord, names[at])
      {
        leaveOut(table, row: row, .testRecord, names[at])
        continue
      }
      if !names.isEmpty, let same = aliases[names[at]] {
        if let place = rowOfName[same] {
          merge(.namesake, Origin(file: UInt16(table), row: Int32(row)), into: place, Fingerprint.of(names[at], same))
          joined.reports[table].setAside += 1
          continue
        }
      } else if !names.isEmpty, !aliases.isEmpty, rowOfName[names[at]] == nil {
        rowOfName[names[at]] = Origin(file: UInt16(table), row: Int32(row))
      }
      if let id = ids?[at], id != 0 {
        let earlier = memory.seen.insert(id, Int32(joined.deals.count))
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
      } else if let newer = name != 0
        ? memory.unnumbered.meet(name, opened, table: table)
        : memory.unnumbered.meet(lead: lead, opened, end, amount: columns.amounts?[at] ?? .nan, table: table)
      {
        older[newer, default: 0] += 1
        continue
      }
      if lead < 0 { memory.strangers.append(Int32(row)) }
      if isUndated { joined.deals.lostUndated.append(Int32(joined.deals.count)) }
      if !opened.isMissing { saw(opened.day, in: table) }
      if !end.isMissing { saw(end.day, in: table) }
      let firstDay = opened.isMissing ? nil : opened.day
      let lastDay = end.isMissing ? nil : max(end.day, firstDay ?? end.day)
      joined.deals.opened.append(firstDay)
      joined.deals.won.append(outcome == .won ? lastDay : nil)
      joined.deals.lost.append(outcome == .lost ? lastDay : nil)
      joined.deals.amount.append((columns.amounts?[at] ?? .nan) * currencies.rate(row))
      paths.append(path.entries)
      joined.deals.kind.append(kinds?[at] ?? .new)
      joined.deals.lead.append(lead)
      let reason = lossReasons?[at] ?? UInt16.max
      joined.deals.lossReason.append(reason == none ? UInt16.max : reason)
      joined.deals.origin.append(Origin(file: UInt16(table), row: Int32(row)))
    }
    joined.deals.paths = paths
    step.deals = memory
    setAside(table, older)
    tellDeals(of: table, links, currencies)
  }

  private mutating func tellDeals(of table: Int, _ links: Links, _ currencies: RowCurrencies) {
    let (negative, shared) = (step.deals.negative, step.deals.unnumbered.shared)
    doubtBackwards(table, count: negative)
    doubtStrangers(table, step.deals.strangers, links)
    let own = joined.deals.origin.count { Int($0.file) == table }
    let met = own - step.deals.strangers.count
    if joined.leads.count > 4, own > 4, met * 20 < own {
      joined.remarks.append(.dealsMeetNobody(file: tables[table].file, met: max(0, met), of: own))
    }
    let undated = joined.deals.lostUndated.count { Int(joined.deals.origin[Int($0)].file) == table }
    if undated > 0 { joined.remarks.append(.lostWithoutDay(file: tables[table].file, count: undated)) }
    if negative > 0 { joined.remarks.append(.negativeLags(file: tables[table].file, count: negative)) }
    if shared > 0 { joined.remarks.append(.sameNames(file: tables[table].file, count: shared)) }
    guard let main = currencies.main else { return }
    if joined.currency == nil { joined.currency = main }
    if !currencies.others.isEmpty {
      joined.remarks.append(.otherCurrencies(file: tables[table].file, count: currencies.others.count, main: main))
      doubtRates(table, currencies.others)
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
    guard let column = fresh(.dealKind, of: table), case .categories(let codes, let names) = column.cells else { return nil }
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
    // Those in a currency without a rate are unknown, not nothing.
    let others = Set(step.deals.currencies?.others ?? [])
    let judged = (won.isEmpty ? Array(rows) : won).filter { !others.contains(joined.deals.origin[$0].row) }
    let above = judged.count { joined.deals.amount[$0] > 0 }
    guard !judged.isEmpty else { return }
    if Double(above) < 0.1 * Double(judged.count) {
      joined.remarks.append(
        .amountsNearlyAllZero(file: tables[table].file, column: column.name, above: above, of: judged.count))
      for deal in rows { joined.deals.amount[deal] = .nan }
      step.deals.lostAmounts = true
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
    let hasLost = has(deals.lost) || !deals.lostUndated.isEmpty
    if hasLost { joined.recorded.insert(.lost) }
    // Where losses are written down a win would be too: none so far is a count, not a missing file.
    if has(deals.won) || has(leads.won) || hasLost { joined.recorded.insert(.won) }
    if leads.answerHours.contains(where: { !$0.isNaN }) { joined.recorded.insert(.firstResponse) }
  }
}

extension SourceCodes {
  /// The code of an empty cell, where one was met.
  var noneGiven: UInt16? { sources.firstIndex { $0.name == Source.noneGiven }.map { UInt16($0) } }
}

/// Everything the tables say, checked and joined, before any cutoff: what `ledger(asOf:)` cuts.
///
/// Built once a reading, so that another day to look from costs no second join.
struct Joined: Sendable {
  var sources: [Source] = []
  var leads = LeadRows()
  var deals = DealRows()
  var touches = TouchRows()
  var activities = ActivityRows()
  /// The files of activities that first answers were taken from, where no column of leads has any.
  var answersFrom: [Int] = []
  var entries: [EntryList] = []
  var series: [Series] = []
  var controls: [Series] = []
  var plans: [Series] = []
  var customers = CustomerRows()
  var complaints = ComplaintRows()
  var scores = ScoreRows()
  var recorded: Recorded = []
  var currency: String?
  var reports: [FileReport] = []
  var remarks: [Remark] = []
  /// The last day anything happened; `nil` where nothing is dated.
  var lastDay: Day?
  /// The line of each file's rows, for rejections that only a cutoff brings.
  var lines: [LineIndex] = []
  /// The files' names without their endings.
  var stems: [String] = []
  /// Every row that was counted with another, or is nobody.
  var merges: [MergeRow] = []
  /// Names that almost match, proposed.
  var doubts: [Doubt] = []
}

/// The steps from recognised tables to joined records; each fills its part of `joined` and refuses rows by name.
///
/// A first reading and one after rows were added are the same steps: they take what is new of each table, and go on where they ended.
struct LedgerBuilding {
  let tables: [Table]
  let recognised: [Recognised]
  let settings: Settings
  /// Cores that the large loops may use.
  let workers: Int
  var joined = Joined()
  /// Of each table what the step that reads it has not seen; `nil` where that is nothing.
  var parts: [TablePart?] = []
  /// Nothing may lie on or after this day; later dates are strays.
  var strayFrom = Day(number: .max)
  var people = PeopleIndex()
  var ownDomains: [String]
  /// Of each older export, the rows that a newer one has again.
  var overtaken: [Int: RowMarks] = [:]
  /// The keys of names that the user called the same as another.
  var aliases: [UInt64: UInt64] = [:]
  /// Of each file of figures the last day of its last period, and whether the file says that it reaches so far.
  var ends: [Int: (day: Day, isTold: Bool)] = [:]
  /// The last day of any step that a file of people tells.
  var lastStep: Day?
  /// What the step that runs goes on from.
  var step = StepMemory()

  static func join(
    _ tables: [Table], _ recognised: [Recognised], _ settings: Settings, workers: Int, news: [TableNews],
    _ memory: inout JoinMemory
  ) -> Joined {
    var building = LedgerBuilding(
      tables: tables, recognised: recognised, settings: settings, workers: workers, ownDomains: settings.emailDomains)
    memory.begin(tables, recognised, settings)
    building.startReports()
    building.findStrays(news, &memory)
    building.findOvertaken()
    building.findNamesakes()
    let people = building.addLeads(news, &memory.leads)
    building.addWhatSpeaksOfLeads(news, people, &memory)
    building.addNumbers()
    building.addWhoStays(news, &memory.staying)
    building.addReferenceJoins()
    building.doubtSteps()
    building.doubtCurrencies()
    building.finish()
    return building.joined
  }

  private mutating func startReports() {
    for (table, recognised) in zip(tables, recognised) {
      var report = FileReport(file: table.file, bytes: 0)
      report.subject = recognised.subject
      report.guess = recognised.guess
      report.exporter = recognised.exporter
      report.refusal = recognised.refusal
      report.dialect = table.dialect
      report.rows = table.rowCount
      report.rejections = table.rejections
      let stages = recognised.subject == .deals ? StageColumns(self, joined.reports.count, table.columns).stages : [:]
      for (index, column) in table.columns.enumerated() {
        let field = recognised.uses.first { $0.column == index }?.field
        report.columns.append(ColumnReport(heading: column.name, type: column.typeName, field: field))
        report.columns[index].stage = field == nil ? stages[index] : nil
        if recognised.subject != nil, field != nil { report.badCells += column.badCells.count }
      }
      for heading in table.turned?.leftOut ?? [] {
        report.columns.append(ColumnReport(heading: heading, type: "amount", field: nil, aside: .besidePeriods))
      }
      joined.reports.append(report)
      joined.lines.append(table.lines)
      joined.stems.append(table.stem)
      ambiguities(of: table, recognised)
      if table.formulas > 0 { joined.remarks.append(.formulasWithoutValues(file: table.file, count: table.formulas)) }
    }
  }

  private mutating func ambiguities(of table: Table, _ recognised: Recognised) {
    guard recognised.subject != nil else { return }
    for use in recognised.uses {
      let column = table.columns[use.column]
      guard case .ambiguousMoments = column.cells, let row = (0..<table.rowCount).first(where: { !column.isMissing($0) }) else {
        continue
      }
      let text = table.text(row: row, column: use.column)
      let example = text.isEmpty ? column.text(row) : text
      joined.remarks.append(.ambiguousDates(file: table.file, column: column.name, example: example))
    }
  }

  /// Indices of the tables of one subject, in the order of their names.
  func those(_ subject: Subject) -> [Int] { recognised.indices.filter { recognised[$0].subject == subject } }

  /// Of a column the cells that the step has not seen.
  func fresh(_ field: Field, of table: Int) -> Column? {
    guard let index = recognised[table].column(field) else { return nil }
    return parts[table]?.table.columns[index]
  }

  /// Rows that the step has not seen, and the number of the first of them.
  func freshRows(of table: Int) -> Int { parts[table]?.table.rowCount ?? 0 }
  func firstFresh(of table: Int) -> Int { parts[table]?.firstRow ?? tables[table].rowCount }

  func column(_ field: Field, of table: Int) -> Column? {
    recognised[table].column(field).map { tables[table].columns[$0] }
  }

  /// Why a row's cell cannot be used: empty, undecided, or not what the column holds.
  func lack(_ field: Field, of table: Int, row: Int) -> Reason {
    guard let index = recognised[table].column(field) else { return .missing(column: field.rawValue) }
    let column = tables[table].columns[index]
    // Looked up in the file: only where it decides.
    var text: String { tables[table].text(row: row, column: index) }
    switch column.cells {
    case .ambiguousMoments:
      if column.isMissing(row) { return .missing(column: column.name) }
      let text = text
      return .ambiguousDate(column: column.name, cell: text.isEmpty ? column.text(row) : text)
    case .moments where column.badCells.count > 0:
      let text = text
      return text.isEmpty ? .missing(column: column.name) : .notADate(column: column.name, cell: text)
    case .numbers where column.badCells.count > 0:
      let text = text
      return text.isEmpty ? .missing(column: column.name) : .notANumber(column: column.name, cell: text)
    case .moments, .numbers, .categories, .keys: return .missing(column: column.name)
    }
  }

  mutating func refuse(_ table: Int, row: Int, _ reason: Reason) {
    joined.reports[table].rejections.add(line: keepsExamples(table) ? tables[table].lines.line(ofRow: row) : 0, reason)
  }

  /// Past the limit rejections are only counted: reasons then need not be spelled out.
  func keepsExamples(_ table: Int) -> Bool { joined.reports[table].rejections.examples.count < Rejections.limit }

  /// A cell refused for its content was counted bad by the reader; its row is refused instead.
  mutating func refuseForLack(_ table: Int, row: Int, of field: Field) {
    let reason = lack(field, of: table, row: row)
    switch reason {
    case .notADate, .notANumber: joined.reports[table].badCells -= 1
    default: break
    }
    refuse(table, row: row, reason)
  }

  /// Something stands in the cell that its column cannot hold.
  func isBad(_ field: Field, of table: Int, row: Int) -> Bool {
    guard let index = recognised[table].column(field), tables[table].columns[index].badCells.count > 0 else { return false }
    return !tables[table].text(row: row, column: index).isEmpty
  }

  mutating func saw(_ day: Day, in table: Int) {
    if joined.reports[table].from.map({ day < $0 }) ?? true { joined.reports[table].from = day }
    if joined.reports[table].to.map({ day > $0 }) ?? true { joined.reports[table].to = day }
  }

  mutating func saw(_ span: DaySpan, in table: Int) {
    if span.isEmpty { return }
    saw(span.first, in: table)
    saw(span.last, in: table)
  }

  /// Days before this are what programs write for "none" (1900, 1970).
  static let earliest = Day(number: 3652)

  func isPlausible(_ day: Day) -> Bool { day >= LedgerBuilding.earliest && day < strayFrom }

  private mutating func finish() {
    // A file's rows are its records: refused ones, too, and no totals or comments, wherever they were seen.
    for (at, table) in tables.enumerated() {
      let furniture = joined.reports[at].rejections.furniture - table.rejections.furniture
      joined.reports[at].rows = table.rowCount + table.rejections.refused - furniture
    }
    joined.currency = settings.currency ?? joined.currency
    if joined.leads.count > 0 { joined.recorded.insert(.leads) } else { joined.remarks.append(.noLeads) }
    if joined.deals.count > 0 { joined.recorded.insert(.deals) } else { remarkNoDeals() }
    if joined.touches.count > 0 { joined.recorded.insert(.touches) }
    if joined.customers.start.count > 0 { joined.recorded.insert(.customers) }
    if joined.complaints.day.count > 0 { joined.recorded.insert(.complaints) }
    let hasMarketing = joined.leads.count > 0 || joined.series.contains { $0.side == .marketing }
    if !hasMarketing { joined.remarks.append(.noMarketing) }
    joined.lastDay = lastDay(steps: lastStep)
    // A period that nobody says to be over reaches as far as anything is known.
    for table in ends.keys.sorted() {
      guard let end = ends[table], let to = joined.reports[table].to, let last = joined.lastDay else { continue }
      joined.reports[table].to = max(to, end.isTold ? end.day : min(end.day, last))
    }
  }

  private func isLesser(_ subject: Subject?) -> Bool { [.activities, .complaints, .customers].contains(subject) }

  /// The last day something happened. A period counts only up to the last event inside it, for nobody knows how full it is.
  private func lastDay(steps: Day?) -> Day? {
    var last = steps
    for (report, recognised) in zip(joined.reports, recognised) {
      guard let to = report.to, [.leads, .deals, .stages, .touches, .entries].contains(recognised.subject) else { continue }
      last = max(last ?? to, to)
    }
    // Calls, tickets and contracts say less about how far the record reaches: they count where nothing else is dated.
    if last == nil { last = zip(joined.reports, recognised).compactMap { isLesser($1.subject) ? $0.to : nil }.max() }
    let told = Dictionary(
      ends.compactMap { $1.isTold ? (tables[$0].file, $1.day) : nil }, uniquingKeysWith: { max($0, $1) })
    func end(of series: Series, from start: Day) -> Day {
      min(series.grain.end(of: start), told[series.file].map { max($0, start) } ?? series.grain.end(of: start))
    }
    for series in joined.series where series.lastBegun == nil {
      // A sheet made ready for days to come has nothing in them.
      guard let at = series.values.lastIndex(where: { $0 != 0 }) else { continue }
      let own = end(of: series, from: series.starts[at])
      guard let known = last else {
        last = own
        continue
      }
      if series.starts[at] > known || told[series.file] != nil && own > known { last = own }
    }
    if last == nil {
      last = joined.series.compactMap { one in one.lastBegun == nil ? one.starts.last.map { end(of: one, from: $0) } : nil }
        .max()
    }
    let isKnown = last != nil
    for series in joined.series {
      // A campaign that began has happened; how long it is planned to go on says nothing of today.
      guard let begun = series.lastBegun, let end = series.starts.last else { continue }
      last = max(last ?? end, isKnown ? begun : end)
    }
    // Holidays and the like are known for years ahead.
    if last == nil { last = joined.controls.compactMap { one in one.starts.last.map(one.grain.end) }.max() }
    return last
  }
}

extension Series.Grain {
  /// The last day of the period that starts on the day.
  package func end(of start: Day) -> Day {
    switch self {
    case .day: start
    case .week: start + 6
    case .month: start.startOfNextMonth - 1
    }
  }
}

/// Exports of one kind that reach over each other (January to June, then March to August): everything counts once, the newer row.
extension LedgerBuilding {
  /// The same report once more: the same headings, in whatever order.
  func isSameExport(_ a: Int, _ b: Int) -> Bool {
    tables[a].columns.count == tables[b].columns.count
      && tables[a].columns.map(\.name).sorted() == tables[b].columns.map(\.name).sorted()
  }

  /// Files of one subject, the one that reaches furthest first; of two that reach as far the later copy (`deals (2).csv`), else the
  /// later name.
  func newestFirst(_ files: [Int]) -> [Int] {
    guard files.count > 1 else { return files }
    let latest = files.map { reach(of: $0)?.last ?? Day(number: .min) }
    let copies = files.map { LedgerBuilding.copy(tables[$0].stem) }
    return files.indices.sorted { a, b in
      if latest[a] != latest[b] { return latest[a] > latest[b] }
      return copies[a].name == copies[b].name ? copies[a].number > copies[b].number : files[a] > files[b]
    }.map { files[$0] }
  }

  /// `deals (2)` is the second copy of `deals`: what a browser calls a file that it downloads again.
  static func copy(_ stem: String) -> (name: String, number: Int) {
    guard stem.hasSuffix(")"), let open = stem.lastIndex(of: "("), let number = Int(stem[stem.index(after: open)...].dropLast())
    else { return (stem, 0) }
    var name = stem[..<open]
    while name.last == " " { name = name.dropLast() }
    return (String(name), number)
  }

  /// The first and the last day of a file's events; what is planned is none.
  func reach(of table: Int) -> DaySpan? {
    var span = DaySpan()
    for field in [Field.created, .opened, .won, .lost, .handedOver, .accepted, .day, .came, .period, .start] {
      guard let moments = column(field, of: table)?.moments else { continue }
      moments.eachDay(0..<moments.count) { if isPlausible($0) { span.add($0) } }
    }
    if column(.closed, of: table) != nil {
      DealColumns(recognised[table], tables[table].columns, settings.stages, whole: tables[table].columns).eachDecided(
        0..<tables[table].rowCount
      ) {
        if isPlausible($0) { span.add($0) }
      }
    }
    return span.isEmpty ? nil : span
  }

  /// Rows without ids of their own (touches, calls, lists, tickets, numbers) are another export's again where both have the same
  /// headings, their days meet, and at least half of the older rows of those days stand in the newer one, too.
  mutating func findOvertaken() {
    let subjects: [(Subject, Field)] = [
      (.touches, .day), (.activities, .day), (.entries, .day), (.complaints, .day), (.numbers, .period), (.spend, .period),
    ]
    for (subject, field) in subjects {
      let files = newestFirst(those(subject))
      guard files.count > 1 else { continue }
      let spans = files.map { reach(of: $0) }
      for older in files.indices {
        for newer in files.indices where newer < older && isSameExport(files[newer], files[older]) {
          guard let a = spans[older], let b = spans[newer], a.last >= b.first, b.last >= a.first else { continue }
          compare(files[older], with: files[newer], field, from: max(a.first, b.first), to: min(a.last, b.last))
        }
      }
    }
  }

  private mutating func compare(_ older: Int, with newer: Int, _ field: Field, from: Day, to: Day) {
    guard let days = column(field, of: older)?.moments, let others = column(field, of: newer)?.moments else { return }
    let mine = rowKeys(older, days, from, to)
    var known = KeyTable(capacity: 16)
    for (row, key) in rowKeys(newer, others, from, to) { _ = known.insert(key, row) }
    let met = mine.count { known.find($0.key) >= 0 }
    guard met > 0, met * 2 >= mine.count else { return }
    var marks = overtaken[older] ?? RowMarks(count: tables[older].rowCount)
    var rows = 0
    for (row, _) in mine where marks.mark(Int(row)) { rows += 1 }
    overtaken[older] = marks
    setAside(older, [newer: rows])
  }

  /// What a row is about, without what a later export may know better: its day and its texts, not its numbers.
  private func rowKeys(_ table: Int, _ days: Moments, _ from: Day, _ to: Day) -> [(row: Int32, key: UInt64)] {
    let columns = tables[table].columns.sorted { $0.name < $1.name }
    let keys = columns.map { column -> [UInt64] in
      if case .numbers = column.cells, recognised[table].column(.leadID).map({ tables[table].columns[$0].name }) != column.name
      {
        return []
      }
      return column.keys()
    }
    return (0..<days.count).compactMap { row in
      guard !days[row].isMissing, days[row].day >= from, days[row].day <= to else { return nil }
      var key = UInt64(truncatingIfNeeded: days[row].seconds) &* 0x9E37_79B9_7F4A_7C15
      for column in keys where !column.isEmpty { key = (key ^ column[row]) &* 0xBF58_476D_1CE4_E5B9 ^ key >> 29 }
      return (Int32(row), key | 1)
    }
  }

  /// Whether a newer export has the row again.
  func isOvertaken(_ table: Int, _ row: Int) -> Bool { overtaken[table]?.isMarked(row) ?? false }
}

extension LedgerBuilding {
  /// A number whose exports follow one another (a file a month) is one series, called after the last file.
  func continued(_ all: [Series]) -> [Series] {
    var result: [Series] = []
    let tableOf = Dictionary(tables.enumerated().map { ($1.file, $0) }, uniquingKeysWith: { a, _ in a })
    for series in all {
      let at = result.firstIndex { other in
        guard other.name == series.name, other.grain == series.grain, other.side == series.side,
          other.channel == series.channel,
          other.file != series.file, let a = tableOf[other.file], let b = tableOf[series.file], isSameExport(a, b)
        else { return false }
        let (early, late) =
          (other.starts.first ?? Day(number: 0)) < (series.starts.first ?? Day(number: 0))
          ? (other, series) : (series, other)
        guard let end = early.starts.last, let start = late.starts.first else { return false }
        return end < start
      }
      guard let at else {
        result.append(series)
        continue
      }
      let isLater = (result[at].starts.first ?? Day(number: 0)) < (series.starts.first ?? Day(number: 0))
      let (early, late) = isLater ? (result[at], series) : (series, result[at])
      result[at] = late
      result[at].starts = early.starts + late.starts
      result[at].values = early.values + late.values
      result[at].parts = early.hasParts && late.hasParts ? early.parts + late.parts : []
    }
    return result
  }
}

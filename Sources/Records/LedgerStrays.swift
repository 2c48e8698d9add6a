/// A few dates years after all others are slips of a keyboard (2062 for 2026): they must not become "today".
extension LedgerBuilding {
  /// A gap this long with nearly nothing after it parts the strays from the record.
  static let strayGap = 400

  /// The columns whose dates are events: planned closings and ends of contracts are not.
  static let events: [(subject: Subject, fields: [Field])] = [
    (.leads, [.created]), (.deals, [.opened, .won, .lost]), (.touches, [.day]), (.activities, [.day]),
    (.entries, [.day, .came]),
    (.complaints, [.day]), (.customers, [.start]), (.numbers, [.period]), (.spend, [.period]),
  ]

  mutating func findStrays(_ news: [TableNews], _ memory: inout JoinMemory) {
    var columns: [Int: [Moments]] = [:]
    eachEvent { table, _, column in
      if case .moments(let moments, _) = column.cells { columns[table, default: []].append(moments) }
    }
    // Large tables are counted once, and then what is new of them; the small ones share their counts and are counted again.
    let large = columns.keys.filter { tables[$0].rowCount >= Parallel.least }
      .sorted { (tables[$0].rowCount, $0) > (tables[$1].rowCount, $1) }
    var known = large.map { table -> DayCounts in
      if case .all = news[table] { return DayCounts() }
      return memory.days[table] ?? DayCounts()
    }
    memory.days = [:]
    let small = columns.keys.filter { tables[$0].rowCount < Parallel.least }
    let deals = those(.deals).filter { column(.closed, of: $0) != nil }
    let handed = Handed(known.map { $0 })
    known = []
    let counted = Parallel.each(large.count + 1, workers: workers) { at in
      var days: DayCounts
      if at < large.count {
        let own = columns[large[at]] ?? []
        days = handed.take(at) ?? DayCounts()
        for column in own { column.eachDay(days.rows..<column.count) { days.add($0) } }
        days.rows = tables[large[at]].rowCount
      } else {
        days = DayCounts()
        for column in small.flatMap({ columns[$0] ?? [] }) { column.eachDay(0..<column.count) { days.add($0) } }
        for table in deals {
          DealColumns(recognised[table], tables[table].columns, settings.stages, whole: tables[table].columns).eachDecided(
            0..<tables[table].rowCount
          ) {
            days.add($0)
          }
        }
      }
      return days
    }
    var all = counted[large.count]
    for at in large.indices {
      all.add(counted[at])
      memory.days[large[at]] = counted[at]
    }
    let total = all.total
    let few = min(max(3, total / 1000), total / 20)
    // Nothing has a hole of ten years: behind one even a tenth of the rows are slips.
    if let from = all.startOfStrays(few: few, gap: LedgerBuilding.strayGap) ?? all.startOfStrays(few: total / 10, gap: 3650) {
      strayFrom = Day(number: from)
      remarkStrays()
    }
    // Rows that were judged by another day are judged again.
    if strayFrom != memory.strayFrom { memory.forgetSteps() }
    memory.strayFrom = strayFrom
  }

  private func eachEvent(_ body: (Int, Field, Column) -> Void) {
    for (subject, fields) in LedgerBuilding.events {
      for table in those(subject) {
        for field in fields { if let column = column(field, of: table) { body(table, field, column) } }
      }
    }
  }

  private mutating func remarkStrays() {
    var remarks: [Remark] = []
    eachEvent { table, _, column in
      guard let moments = column.moments else { return }
      let strays = moments.filter { !$0.isMissing && $0.day >= strayFrom }
      guard let latest = strays.max() else { return }
      remarks.append(.strayDates(file: tables[table].file, column: column.name, count: strays.count, latest: latest.day))
    }
    for table in those(.deals) {
      guard let column = column(.closed, of: table) else { continue }
      let columns = DealColumns(recognised[table], tables[table].columns, settings.stages, whole: tables[table].columns)
      var count = 0
      var latest = strayFrom
      for row in 0..<tables[table].rowCount where columns.outcome(row) != .open {
        let end = columns.decided(row, columns.outcome(row))
        guard !end.isMissing, end.day >= strayFrom else { continue }
        count += 1
        latest = max(latest, end.day)
      }
      if count > 0 { remarks.append(.strayDates(file: tables[table].file, column: column.name, count: count, latest: latest)) }
    }
    joined.remarks += remarks
  }
}

/// How many events each day holds.
struct DayCounts: Sendable {
  /// Rows of the table that were counted.
  var rows = 0
  private let first = LedgerBuilding.earliest.number
  private var counts = [Int32](repeating: 0, count: 80_000)

  /// A day before the calendar of any business is left out; the last slot holds all later ones.
  mutating func add(_ day: Day) {
    if day.number >= first { counts[min(Int(day.number - first), counts.count - 1)] += 1 }
  }

  mutating func add(_ other: DayCounts) { for at in counts.indices { counts[at] += other.counts[at] } }

  var total: Int { counts.reduce(0) { $0 + Int($1) } }

  /// The first day of the strays: the earliest gap after which few events are left.
  func startOfStrays(few: Int, gap: Int) -> Int32? {
    var after = 0
    var next: Int?
    for index in counts.indices.reversed() where counts[index] > 0 {
      if let next, next - index > gap, after <= few { return startBefore(index, next, after, few, gap) }
      next = index
      after += Int(counts[index])
      if after > few { return nil }
    }
    return nil
  }

  /// Strays can be far from each other too: the gap nearest to the record counts.
  private func startBefore(_ index: Int, _ next: Int, _ after: Int, _ few: Int, _ gap: Int) -> Int32 {
    var start = next
    var at = index
    var seen = after
    var upper = index
    while at >= 0 {
      if counts[at] > 0 {
        if upper - at > gap && seen <= few { start = upper }
        upper = at
        seen += Int(counts[at])
        if seen > few { break }
      }
      at -= 1
    }
    return first + Int32(start)
  }
}

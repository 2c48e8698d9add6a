/// A few dates years after all others are slips of a keyboard (2062 for 2026): they must not become "today".
extension LedgerBuilding {
  /// A gap this long with nearly nothing after it parts the strays from the record.
  static let strayGap = 400

  /// The columns whose dates are events: planned closings and ends of contracts are not.
  static let events: [(subject: Subject, fields: [Field])] = [
    (.leads, [.created]), (.deals, [.opened, .won, .lost]), (.touches, [.day]), (.activities, [.day]), (.entries, [.day]),
    (.complaints, [.day]), (.customers, [.start]), (.numbers, [.period]), (.spend, [.period]),
  ]

  mutating func findStrays() {
    var columns: [Moments] = []
    eachEvent { _, _, column in if case .moments(let moments, _) = column.cells { columns.append(moments) } }
    let deals = those(.deals).filter { column(.closed, of: $0) != nil }
      .map { (columns: DealColumns(self, $0), rows: tables[$0].rowCount) }
    // Each worker takes its part of every column.
    let rows = columns.reduce(0) { $0 + $1.count }
    let parts = rows < Parallel.least ? 1 : max(1, workers)
    let counted = Parallel.each(parts, workers: workers) { part in
      func own(_ count: Int) -> Range<Int> { count * part / parts..<count * (part + 1) / parts }
      var days = Histogram(first: LedgerBuilding.earliest.number, count: 80_000)
      for column in columns { column.eachDay(own(column.count)) { days.add($0) } }
      for one in deals { one.columns.eachDecided(own(one.rows)) { days.add($0) } }
      return days
    }
    var days = counted[0]
    for other in counted.dropFirst() { days.add(other) }
    let total = days.total
    let few = min(max(3, total / 1000), total / 20)
    guard let from = days.startOfStrays(few: few, gap: LedgerBuilding.strayGap) else { return }
    strayFrom = Day(number: from)
    remarkStrays()
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
      let columns = DealColumns(self, table)
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
private struct Histogram: Sendable {
  private let first: Int32
  private var counts: [Int32]

  init(first: Int32, count: Int) {
    self.first = first
    counts = [Int32](repeating: 0, count: count)
  }

  /// A day before the calendar of any business is left out; the last slot holds all later ones.
  mutating func add(_ day: Day) {
    if day.number >= first { counts[min(Int(day.number - first), counts.count - 1)] += 1 }
  }

  mutating func add(_ other: Histogram) { for at in counts.indices { counts[at] += other.counts[at] } }

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

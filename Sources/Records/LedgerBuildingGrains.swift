extension LedgerBuilding {
  /// Of the tables of one platform, the rows that another of them has already: the same campaigns by ad, or the same days again.
  ///
  /// The coarser table is taken before the finer one, the one that reaches further before the shorter. What a row is of is the day
  /// and the campaign, so that two accounts stay apart.
  func repeatedRows() -> [Int: [Bool]] {
    var repeated: [Int: [Bool]] = [:]
    var platforms: [(name: String, tables: [GrainTable])] = []
    for table in recognised.indices {
      guard let exporter = recognised[table].exporter, let platform = exporter.habits.platform,
        recognised[table].subject == .numbers || recognised[table].subject == .spend,
        case .success(let periods) = self.periods(of: table)
      else { continue }
      let one = GrainTable(tables[table], at: table, exporter, periods)
      if let at = platforms.firstIndex(where: { $0.name == platform }) {
        platforms[at].tables.append(one)
      } else {
        platforms.append((platform, [one]))
      }
    }
    for platform in platforms where platform.tables.count > 1 {
      let inOrder = platform.tables.sorted {
        $0.level != $1.level ? $0.level < $1.level : $0.last != $1.last ? $0.last > $1.last : $0.table < $1.table
      }
      for (at, table) in inOrder.enumerated() where at > 0 {
        var marks = [Bool](repeating: false, count: table.rows)
        for earlier in inOrder[..<at] { table.mark(&marks, in: earlier, apart: repeated[earlier.table]) }
        if marks.contains(true) { repeated[table.table] = marks }
      }
    }
    return repeated
  }

  /// Says which files were counted only where no other of their platform had been.
  mutating func remarkGrains(_ repeated: [Int: [Bool]]) {
    for table in repeated.keys.sorted() {
      guard let platform = recognised[table].exporter?.habits.platform, let rows = repeated[table]?.count(where: { $0 }) else {
        continue
      }
      joined.remarks.append(.sameFigures(file: tables[table].file, platform: platform, rows: rows))
    }
  }
}

/// A table of one platform: how fine its rows are, and of what each is.
private struct GrainTable {
  let table: Int
  let level: Int
  let rows: Int
  let last: Day
  private let periods: Periods
  private let campaigns: [(names: String, keys: [UInt64])]

  init(_ table: Table, at index: Int, _ exporter: Exporter, _ periods: Periods) {
    self.table = index
    self.periods = periods
    rows = table.rowCount
    var last = Day(number: .min)
    for row in 0..<rows { if let day = periods.start(row) { last = max(last, day) } }
    self.last = last
    let levels = exporter.habits.levels
    let deepest = levels.lastIndex { $0.first(in: table.columns) != nil }
    // A channel beside the days is one level finer than the days alone.
    level = (deepest.map { $0 + 1 } ?? 0) + (levels.isEmpty && periods.isLong ? 1 : 0)
    campaigns =
      levels.first.map { pattern in
        table.columns.filter { pattern.matches(Heading($0.name)) }.map { (Heading($0.name).joined, $0.keys()) }
      } ?? []
  }

  /// Marks the rows whose day and campaign the other table has.
  func mark(_ marks: inout [Bool], in other: GrainTable, apart: [Bool]?) {
    let shared = campaigns.first { mine in other.campaigns.contains { $0.names == mine.names } }
    let theirs = shared.flatMap { mine in other.campaigns.first { $0.names == mine.names } }
    // Of a week or a month the day says nothing about days: both are then told by the coarser of the two.
    func key(_ day: Day, _ grain: Series.Grain) -> Int64 {
      switch grain {
      case .day: Int64(day.number)
      case .week: Int64(day.startOfWeek.number)
      case .month: Int64(day.startOfMonth.number)
      }
    }
    let grain = [periods.grain, other.periods.grain].max { $0.length < $1.length } ?? .day
    var seen: Set<UInt64> = []
    for row in 0..<other.rows where apart?[row] != true {
      guard let day = other.periods.start(row) else { continue }
      seen.insert(KeyHash.pair(UInt64(bitPattern: key(day, grain)) | 1 << 40, theirs?.keys[row] ?? 1))
    }
    for row in 0..<rows where !marks[row] {
      guard let day = periods.start(row) else { continue }
      if seen.contains(KeyHash.pair(UInt64(bitPattern: key(day, grain)) | 1 << 40, shared?.keys[row] ?? 1)) {
        marks[row] = true
      }
    }
  }
}

extension Series.Grain {
  fileprivate var length: Int {
    switch self {
    case .day: 1
    case .week: 7
    case .month: 30
    }
  }
}

/// The rows of a table that another of its platform has already, and what that other one says of them.
struct Repeated {
  var rows: [Bool]
  /// The headings that were counted there.
  var headings: Set<String> = []
}

extension LedgerBuilding {
  /// Of the tables of one platform, the rows that another of them has already: the same campaigns by ad, or the same days again.
  ///
  /// The coarser table is taken before the finer one, the one that reaches further before the shorter. What a row is of is the day
  /// and the campaign, so that two accounts stay apart.
  func repeatedRows() -> [Int: Repeated] {
    var repeated: [Int: Repeated] = [:]
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
        $0.level != $1.level ? $0.level < $1.level : $0.last != $1.last ? $0.last > $1.last : $0.table > $1.table
      }
      for (at, table) in inOrder.enumerated() where at > 0 {
        var found = Repeated(rows: [Bool](repeating: false, count: table.rows))
        for earlier in inOrder[..<at] where table.mark(&found.rows, in: earlier, apart: repeated[earlier.table]?.rows) {
          found.headings.formUnion(earlier.headings)
        }
        if found.rows.contains(true) { repeated[table.table] = found }
      }
    }
    return repeated
  }

  /// Says which files were counted only where no other of their platform had been.
  mutating func remarkGrains(_ repeated: [Int: Repeated]) {
    for table in repeated.keys.sorted() {
      guard let platform = recognised[table].exporter?.habits.platform, let found = repeated[table],
        tables[table].columns.contains(where: { saysFigures($0, of: table) && found.headings.contains(called($0, of: table)) }
        )
      else {
        continue
      }
      joined.remarks.append(.sameFigures(file: tables[table].file, platform: platform, rows: found.rows.count { $0 }))
    }
  }

  /// Series of one platform and one name from several files are one: their rows are others, by day or by campaign.
  func together(_ all: [Series]) -> [Series] {
    var result: [Series] = []
    let platforms = Set(recognised.filter { $0.exporter?.habits.platform != nil }.map { tables[$0.table].file })
    for series in all {
      guard platforms.contains(series.file),
        let at = result.firstIndex(where: {
          $0.name == series.name && $0.grain == series.grain && $0.file != series.file && platforms.contains($0.file)
            && $0.unit.isSame(as: series.unit)
        })
      else {
        result.append(series)
        continue
      }
      var sums = Dictionary(uniqueKeysWithValues: zip(result[at].starts, result[at].values))
      if case .ratio = series.unit {
        result[at].weigh(with: series)
        continue
      }
      for (day, value) in zip(series.starts, series.values) { sums[day, default: 0] += value }
      result[at].starts = sums.keys.sorted()
      result[at].values = result[at].starts.map { sums[$0] ?? 0 }
    }
    // Two accounts in two currencies are two numbers, and say so.
    for at in result.indices {
      guard case .money(let currency?) = result[at].unit,
        result[..<at].contains(where: {
          $0.name == result[at].name && $0.grain == result[at].grain && !$0.unit.isSame(as: result[at].unit)
        })
      else { continue }
      result[at].name += " (\(currency))"
    }
    return result
  }
}

extension Series {
  /// A ratio of two files is made of the parts of both; where these are not known, the first one stays.
  fileprivate mutating func weigh(with other: Series) {
    let areKnown = hasParts && other.hasParts
    var known: [Day: (value: Double, part: Part)] = [:]
    for (series, isFirst) in [(self, true), (other, false)] {
      for at in series.starts.indices {
        let part = areKnown ? series.parts[at] : Part(of: series.values[at], by: 1)
        guard let own = known[series.starts[at]], !isFirst else {
          known[series.starts[at]] = (series.values[at], part)
          continue
        }
        guard areKnown else { continue }
        let sum = Part(of: own.part.of + part.of, by: own.part.by + part.by)
        known[series.starts[at]] = (sum.by > 0 ? sum.of / sum.by : 0, sum)
      }
    }
    starts = known.keys.sorted()
    values = starts.map { known[$0]?.value ?? 0 }
    parts = areKnown ? starts.compactMap { known[$0]?.part } : []
  }
}

extension Series.Unit {
  fileprivate func isSame(as other: Series.Unit) -> Bool {
    switch (self, other) {
    case (.count, .count), (.ratio, .ratio): true
    case (.money(let a), .money(let b)): a == b
    case (.count, _), (.ratio, _), (.money, _): false
    }
  }
}

/// A table of one platform: how fine its rows are, and of what each is.
private struct GrainTable {
  let table: Int
  let level: Int
  let rows: Int
  let last: Day
  let headings: Set<String>
  private let periods: Periods
  private let campaigns: [(names: String, keys: [UInt64])]

  init(_ table: Table, at index: Int, _ exporter: Exporter, _ periods: Periods) {
    self.table = index
    self.periods = periods
    rows = table.rowCount
    headings = Set(table.columns.map { exporter.name(of: $0) })
    var last = Day(number: .min)
    for row in 0..<rows { if let day = periods.start(row) { last = max(last, day) } }
    self.last = last
    let levels = exporter.habits.levels
    let deepest = levels.lastIndex { $0.first(in: table.columns) != nil }
    // A channel beside the days is one level finer than the days alone.
    level = (deepest.map { $0 + 1 } ?? 0) + (levels.isEmpty && periods.isLong ? 1 : 0)
    campaigns =
      levels.first.map { pattern in
        table.columns.filter { pattern.matches(Heading($0.name)) }.map {
          (pattern.name(of: Heading($0.name)) ?? $0.name, $0.keys())
        }
      } ?? []
  }

  /// Marks the rows whose day and campaign the other table has; whether there were any.
  func mark(_ marks: inout [Bool], in other: GrainTable, apart: [Bool]?) -> Bool {
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
    var isAny = false
    for row in 0..<rows {
      guard let day = periods.start(row) else { continue }
      let own = KeyHash.pair(UInt64(bitPattern: key(day, grain)) | 1 << 40, shared?.keys[row] ?? 1)
      guard seen.contains(own) else { continue }
      marks[row] = true
      isAny = true
    }
    return isAny
  }
}

extension Series.Grain {
  var length: Int {
    switch self {
    case .day: 1
    case .week: 7
    case .month: 30
    }
  }
}

/// Whose people were found in which other table: kept between readings, for a table is then walked again only where it is new.
struct MetBefore: Sendable {
  private struct Pair: Hashable {
    var table: Int
    var column: Int
    var otherTable: Int
    var otherColumn: Int
  }

  /// The sampled cells of a column, and which of them stand in the first rows of another.
  private struct Sample: Sendable {
    var index: KeyIndex
    /// The first cell that is equal to each.
    var first: [Int32]
    var isMet: [Bool]
    var rows = 0

    init(_ table: Table, _ column: Int) {
      let keys = table.columns[column].keys(ofRows: ColumnFacts.sample(of: table.rowCount)).filter { $0 != 0 }
      index = KeyIndex(capacity: keys.count)
      first = index.add(keys, rows: [0..<keys.count])
      isMet = [Bool](repeating: false, count: keys.count)
    }
  }
  private var samples: [Pair: Sample] = [:]
  /// Tables of whose people somebody is among the leads of another.
  private var met: Set<[Int]> = []

  /// Forgets what was said of tables that are others now: of the rows of the first, of all of the second.
  mutating func begin(_ news: [TableNews]) {
    func isSame(_ table: Int) -> Bool { if case .nothing = news[table] { true } else { false } }
    func isLonger(_ table: Int) -> Bool { if case .all = news[table] { false } else { true } }
    samples = samples.filter { isSame($0.key.table) && isLonger($0.key.otherTable) }
    met = met.filter { isSame($0[0]) && isLonger($0[1]) }
  }

  func knows(_ table: Int, _ leads: Int) -> Bool { met.contains([table, leads]) }
  mutating func note(_ table: Int, _ leads: Int) { met.insert([table, leads]) }

  /// Share of a column's sampled, filled cells that stand in a column of another table, which is walked once.
  mutating func share(of column: Int, in table: Int, among otherColumn: Int, in otherTable: Int, _ tables: [Table]) -> Double {
    let pair = Pair(table: table, column: column, otherTable: otherTable, otherColumn: otherColumn)
    var sample = samples[pair] ?? Sample(tables[table], column)
    samples[pair] = nil
    guard !sample.first.isEmpty else { return 0 }
    let rows = tables[otherTable].rowCount
    let other = tables[otherTable].columns[otherColumn]
    let keys = sample.rows == 0 ? other.keys() : other.keys(ofRows: Array(sample.rows..<rows))
    for found in sample.index.find(all: keys) where found >= 0 { sample.isMet[Int(found)] = true }
    sample.rows = rows
    samples[pair] = sample
    return Double(sample.first.count { sample.isMet[Int($0)] }) / Double(sample.first.count)
  }
}

/// The text of cells that are not kept as strings, found again in the file's bytes. Eight bytes a row.
package struct TextStore: Sendable {
  /// Where a cell lies: its distance from the start of the file (40 bits) and its length (24 bits); 0 where it is empty.
  struct Place: Sendable, Equatable, BitwiseCopyable {
    var packed: UInt64
    @inline(__always)
    init(offset: Int, count: Int) { packed = UInt64(truncatingIfNeeded: offset) << 24 | UInt64(truncatingIfNeeded: count) }
    var offset: Int { Int(packed >> 24) }
    var count: Int { Int(packed & 0xFF_FFFF) }
    static let none = Place(offset: 0, count: 0)
  }

  var bytes: FileBytes?
  var places: [Place] = []

  package init() {}
  init(bytes: FileBytes, places: [Place]) {
    self.bytes = bytes
    self.places = places
  }

  /// The cell's text, unquoted and trimmed; invalid bytes become U+FFFD.
  package func text(ofRow row: Int) -> String {
    guard let bytes, places.indices.contains(row), places[row].count > 0 else { return "" }
    return CellBytes(start: bytes.start + places[row].offset, count: places[row].count).text
  }
}

/// Finds any cell of a table again by reading on from the nearest row whose place is kept (every 64th).
package struct RowText: Sendable {
  /// Where a row starts; rows are counted from 0, and so are the lines until the table is put together.
  struct Mark: Sendable {
    var row: Int
    var position: Int
    var line: Int
  }

  var source: ScanSource?
  var rules = RowRules(columns: 1, cellLimit: 1 << 20)
  var marks: [Mark] = []

  package init() {}
  init(source: ScanSource, rules: RowRules, marks: [Mark]) {
    self.source = source
    self.rules = rules
    self.marks = marks
  }

  /// The cell as the file has it: unquoted and trimmed.
  package func cell(row: Int, column: Int) -> String { cells(row: row, columns: column..<(column + 1)).first ?? "" }

  /// All cells of a row: what "where does that come from" shows.
  package func cells(row: Int) -> [String] { cells(row: row, columns: 0..<rules.columns) }

  private func cells(row: Int, columns: Range<Int>) -> [String] {
    let after = marks.partitioningIndex { $0.row > row }
    guard let source, row >= 0, after > 0, columns.lowerBound >= 0, columns.upperBound <= rules.columns else { return [] }
    let mark = marks[after - 1]
    var scanner = RowScanner(source: source, rules: rules, position: mark.position)
    var skipped = row - mark.row
    while let batch = scanner.next(limit: source.end, maximum: skipped + 1) {
      if skipped < batch.count { return columns.map { batch.cell(skipped, $0).text } }
      skipped -= batch.count
    }
    return []
  }
}

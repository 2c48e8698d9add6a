/// The text of a column's cells that are not kept as strings: found again in the file.
package struct TextStore: Sendable {
  var rows = RowText()
  var column = 0

  package init() {}
  init(rows: RowText, column: Int) {
    self.rows = rows
    self.column = column
  }

  /// The cell's text, unquoted and trimmed; invalid bytes become U+FFFD. Empty where the file has been written over.
  package func text(ofRow row: Int) -> String { rows.cell(row: row, column: column) }
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
    guard let source, source.bytes.isAsRead, row >= 0, after > 0, columns.lowerBound >= 0, columns.upperBound <= rules.columns
    else { return [] }
    let mark = marks[after - 1]
    var scanner = RowScanner(source: source, rules: rules, position: mark.position)
    var skipped = row - mark.row
    while let batch = scanner.next(limit: source.end, maximum: skipped + 1) {
      if skipped < batch.count { return columns.map { batch.cell(skipped, $0).text } }
      skipped -= batch.count
    }
    return []
  }

  /// Walks over rows in their order, some at a time; nothing where the file has been written over.
  func walk(_ rows: Range<Int>, _ body: (_ batch: RowBatch, _ firstRow: Int) -> Void) {
    let after = marks.partitioningIndex { $0.row > rows.lowerBound }
    guard let source, source.bytes.isAsRead, after > 0 else { return }
    let first = marks[after - 1].position
    var scanner = RowScanner(source: source, rules: rules, position: first)
    defer { source.bytes.release(first..<scanner.position) }
    var row = marks[after - 1].row
    while row < rows.upperBound {
      let isBefore = row < rows.lowerBound
      let most = min(2048, (isBefore ? rows.lowerBound : rows.upperBound) - row)
      guard let batch = scanner.next(limit: source.end, maximum: most) else { return }
      if !isBefore { body(batch, row) }
      row += batch.count
    }
  }
}

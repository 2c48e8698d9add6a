/// Finds the line of a row again without keeping one number a row: only the rows before which lines were passed over
/// (refused, blank, or inside a quoted cell) are kept.
package struct LineIndex: Sendable {
  /// From `row` on, a row is on the line `line` and those after it on the next ones.
  struct Mark: Sendable {
    var row: UInt32
    var line: UInt32
  }
  private(set) var marks: [Mark] = []
  package init() {}

  /// No marks: row r is on line r + 2.
  package func line(ofRow row: Int) -> Int {
    let after = marks.partitioningIndex { Int($0.row) > row }
    guard after > 0 else { return row + 2 }
    return Int(marks[after - 1].line) + row - Int(marks[after - 1].row)
  }

  mutating func append(row: Int, line: Int) {
    marks.append(Mark(row: UInt32(truncatingIfNeeded: row), line: UInt32(truncatingIfNeeded: line)))
  }

  /// Appends the marks of the next part of the file, whose rows and lines were counted from 0.
  mutating func append(_ later: [Mark], firstRow: Int, firstLine: Int) {
    for mark in later { append(row: Int(mark.row) + firstRow, line: Int(mark.line) + firstLine) }
  }
}

extension Array {
  /// The first index at which `belongsAfter` holds, in an array where it holds from some index on.
  func partitioningIndex(where belongsAfter: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if belongsAfter(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

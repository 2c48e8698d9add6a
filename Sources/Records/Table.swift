/// Named, typed columns of one file as read, with a count and a reason for every row that is not among them.
///
/// All columns have `rowCount` entries. Rows keep the order of the file.
package struct Table: Sendable {
  /// The file's name inside the folder, raw; whoever shows it passes it through `Cells.printable`.
  package var file: String
  package var dialect: Dialect
  package var columns: [Column]
  package var rowCount: Int
  /// Rows of the file that did not become rows of the table.
  package var rejections: Rejections
  /// Line of the file (from 1) on which each row starts.
  package var lines: LineIndex

  package init(
    file: String, dialect: Dialect = Dialect(), columns: [Column], rowCount: Int,
    rejections: Rejections = Rejections(), lines: LineIndex = LineIndex()
  ) {
    self.file = file
    self.dialect = dialect
    self.columns = columns
    self.rowCount = rowCount
    self.rejections = rejections
    self.lines = lines
  }
}

/// One column: its heading as found and its cells in the one type that the whole column supports.
package struct Column: Sendable {
  package var name: String
  package var cells: Cells
  /// How many cells are empty (or say `-`, `--`, `N/A`, `null`); these are missing, not wrong.
  package var emptyCount: Int

  package init(name: String, cells: Cells, emptyCount: Int = 0) {
    self.name = name
    self.cells = cells
    self.emptyCount = emptyCount
  }

  package enum Cells: Sendable {
    /// Seconds since 1970-01-01 00:00 of the file's own clock; `Moment.missing` where empty.
    /// `hasTime` is false when every cell is a bare day.
    case moments([Moment], hasTime: Bool)
    /// A day/month order that no row decides. Both readings are kept until somebody answers.
    case ambiguousMoments(dayFirst: [Moment], monthFirst: [Moment], hasTime: Bool)
    /// Amounts and counts; `.nan` where empty. `currency` is the ISO code seen in cells or heading.
    case numbers([Double], currency: String?)
    /// Few different values: an index into `names` for each row, `Column.missingCode` where empty.
    case categories(codes: [UInt32], names: [String])
    /// Many different values: a 64-bit hash of the trimmed, lower-cased bytes for each row, 0 where empty,
    /// and where to find the bytes again.
    case keys(hashes: [UInt64], text: TextStore)
  }

  package static let missingCode = UInt32.max
}

/// A point in time: seconds since 1970-01-01 00:00 on the clock the file was written by.
package struct Moment: Hashable, Comparable, Sendable {
  package var seconds: Int64
  package init(seconds: Int64) { self.seconds = seconds }
  package init(_ day: Day) { seconds = Int64(day.number) * 86_400 }
  package static let missing = Moment(seconds: .min)
  package var isMissing: Bool { seconds == .min }
  package var day: Day {
    Day(number: Int32(truncatingIfNeeded: seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400))
  }
  package static func < (a: Moment, b: Moment) -> Bool { a.seconds < b.seconds }
}

/// How a file is written.
package struct Dialect: Hashable, Sendable {
  package enum Encoding: String, Sendable {
    case utf8 = "UTF-8"
    case utf16LE = "UTF-16 LE"
    case utf16BE = "UTF-16 BE"
    case latin1 = "Latin-1"
  }
  package enum LineEnd: String, Sendable {
    case lf = "LF"
    case crlf = "CRLF"
    case cr = "CR"
  }
  package var separator: UInt8 = UInt8(ascii: ",")
  package var quoted = true
  package var lineEnd = LineEnd.lf
  package var encoding = Encoding.utf8
  package var hasByteOrderMark = false
  /// Lines above the heading (titles, comment preambles).
  package var preambleLines = 0
  package var hasHeader = true
  /// `1.234,56` rather than `1,234.56`.
  package var decimalComma = false
  package init() {}
}

/// Why a row (or a cell that its row cannot do without) was not used: a fact; `sentence` says it.
package enum Reason: Hashable, Sendable {
  case tooFewCells(found: Int, expected: Int)
  case tooManyCells(found: Int, expected: Int)
  case unclosedQuote
  case cutOff
  case cellTooLong(bytes: Int)
  case repeatedHeading
  case totalsLine
  case notADate(column: String, cell: String)
  case notANumber(column: String, cell: String)
  case ambiguousDate(column: String, cell: String)
  case missing(column: String)
  case before(column: String, other: String)
  case repeated(column: String, firstLine: Int)
  case noMatch(column: String, cell: String, file: String)
  case outOfRange(column: String, cell: String)
  case laterThanCutoff(column: String)
}

/// Counts of refused rows by reason, with the first few examples of each kind and their lines.
package struct Rejections: Sendable {
  package struct Example: Sendable {
    package var line: Int
    package var reason: Reason
    package init(line: Int, reason: Reason) {
      self.line = line
      self.reason = reason
    }
  }
  package private(set) var count = 0
  package private(set) var examples: [Example] = []
  /// Every rejection is counted; the first `limit` are kept to be shown.
  package static let limit = 200
  package init() {}
  package mutating func add(line: Int, _ reason: Reason) {
    count += 1
    if examples.count < Rejections.limit { examples.append(Example(line: line, reason: reason)) }
  }
}

/// Finds the line of a row again without keeping one number a row.
package struct LineIndex: Sendable {
  /// Line of every `stride`-th row; rows between are found by counting on. Empty: row r is on line r + 2.
  package var marks: [Int] = []
  package init() {}
  package func line(ofRow row: Int) -> Int { row + 2 }
}

/// The text of cells that are not kept as strings, found again in the file's bytes.
package struct TextStore: Sendable {
  package init() {}
  /// The cell's text, decoded; invalid bytes become U+FFFD.
  package func text(ofRow row: Int) -> String { "" }
}

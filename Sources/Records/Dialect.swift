/// How a file is written.
package struct Dialect: Hashable, Sendable {
  /// `latin1` is Windows-1252, its superset: what programs write when they say Latin-1.
  package enum Encoding: String, Sendable {
    case utf8 = "UTF-8"
    case utf16LE = "UTF-16 LE"
    case utf16BE = "UTF-16 BE"
    case latin1 = "Latin-1"
    case shiftJIS = "Shift_JIS"
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

/// What the caller knows better than the reader, and how large the pieces are that workers share.
package struct ReadOptions: Sendable, Equatable {
  package var separator: UInt8?
  package var encoding: Dialect.Encoding?
  package var hasHeader: Bool?
  package var decimalComma: Bool?
  /// Answers to day/month orders that no row decides: heading → day first.
  package var dayFirst: [String: Bool] = [:]
  /// Bytes a worker takes at a time; fits its cache. A result never depends on it.
  package var chunkBytes = 256 << 10
  /// A longer cell is no cell of a table.
  package var cellLimit = 1 << 20
  /// The line (or sheet row, or record) that the first row after the heading is on, where the text is not the file's own.
  var firstLine: Int?
  /// What stood above the table in the text that it is a part of.
  var above: [String] = []
  /// The text is a file that somebody may write on: what is needed to go on where it ends now is kept.
  var mayGrow = false
  package init() {}
}

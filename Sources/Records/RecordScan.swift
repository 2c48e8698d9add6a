internal import CScan
import Glibc

/// The bytes of a file as UTF-8, from the end of the byte order mark on, and how its cells are separated.
struct ScanSource: Sendable {
  var bytes: FileBytes
  var first: Int
  var separator: UInt8
  /// Where the text ends; before the end of the bytes only while a sample is looked at.
  var end: Int

  init(bytes: FileBytes, first: Int, separator: UInt8, end: Int? = nil) {
    self.bytes = bytes
    self.first = first
    self.separator = separator
    self.end = min(end ?? bytes.count, bytes.count)
  }

  @inline(__always)
  var start: UnsafePointer<UInt8> { bytes.start }
}

/// One record read byte by byte: what the fast scanner falls back to, and what defines its result.
///
/// A quote opens a quoted cell at the start of a cell (or after spaces, if it then closes on the same line before a separator).
/// Anywhere else it is a character. After the closing quote, characters up to the separator belong to the cell. A cell that
/// spans lines must close before a separator, a line end or the end of the file; if it does not, its quote was never closed.
struct RecordScan {
  enum Fate: Equatable {
    case whole
    /// The quote at `at` is never closed; reading goes on with the line after it.
    case unclosedQuote(at: Int)
    /// The same, where there is no line after it.
    case cutOff(at: Int)
  }
  /// Cells found; the end of each of the first `limit` is in `ends`.
  var cells = 0
  /// Where the record's last cell ends.
  var end = 0
  /// Where the next record starts.
  var next = 0
  /// Line ends inside quoted cells.
  var innerLines = 0
  /// Whether a line end (and not the end of the file) ended it.
  var isTerminated = true
  var fate = Fate.whole
}

extension ScanSource {
  /// Reads the record that starts at `position`; writes at most `limit` cell ends, as distances from `origin`.
  func record(at position: Int, origin: Int, ends: UnsafeMutablePointer<UInt32>, limit: Int) -> RecordScan {
    var scan = RecordScan()
    var i = position
    while true {
      i = cellEnd(at: i, &scan)
      if scan.fate != .whole { return scan }
      if scan.cells < limit { ends[scan.cells] = UInt32(truncatingIfNeeded: i - origin) }
      scan.cells += 1
      guard i < end, start[i] == separator else { break }
      i += 1
    }
    scan.end = i
    scan.next = afterLineEnd(at: i)
    scan.isTerminated = i < end
    return scan
  }

  private func cellEnd(at cell: Int, _ scan: inout RecordScan) -> Int {
    var i = cell
    while i < end, start[i] == 0x20 { i += 1 }
    guard i < end, start[i] == UInt8(ascii: "\"") else { return unquotedEnd(at: i) }
    let quote = i
    guard let close = closingQuote(after: quote) else {
      guard quote == cell else { return unquotedEnd(at: i) }
      let line = lineAfter(quote)
      scan.fate = line < end ? .unclosedQuote(at: quote) : .cutOff(at: quote)
      scan.next = line
      return i
    }
    var lines = 0
    countLines(from: quote, to: close, &lines)
    if quote != cell {
      let after = skippingSpaces(at: close + 1)
      return lines == 0 && endsCell(at: after) ? after : unquotedEnd(at: i)
    }
    if lines > 0 {
      let after = skippingSpaces(at: close + 1)
      guard endsCell(at: after) else {
        scan.fate = .unclosedQuote(at: quote)
        scan.next = lineAfter(quote)
        return i
      }
      scan.innerLines += lines
      return after
    }
    return unquotedEnd(at: close + 1)
  }

  private func closingQuote(after quote: Int) -> Int? {
    var i = quote + 1
    while i < end, let found = memchr(start + i, Int32(UInt8(ascii: "\"")), end - i) {
      let close = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - start
      if close + 1 < end, start[close + 1] == UInt8(ascii: "\"") {
        i = close + 2
      } else {
        return close
      }
    }
    return nil
  }

  private func endsCell(at i: Int) -> Bool { i >= end || start[i] == separator || start[i] == 0x0A || start[i] == 0x0D }

  private func skippingSpaces(at position: Int) -> Int {
    var i = position
    while i < end, start[i] == 0x20, separator != 0x20 { i += 1 }
    return i
  }

  private func unquotedEnd(at position: Int) -> Int {
    var i = position
    while i < end, start[i] != separator, start[i] != 0x0A, start[i] != 0x0D { i += 1 }
    return i
  }

  private func lineAfter(_ position: Int) -> Int {
    var i = position
    while i < end, start[i] != 0x0A, start[i] != 0x0D { i += 1 }
    return afterLineEnd(at: i)
  }

  func afterLineEnd(at i: Int) -> Int {
    guard i < end else { return end }
    return start[i] == 0x0D && i + 1 < end && start[i + 1] == 0x0A ? i + 2 : i + 1
  }

  /// Adds the line ends (LF, CR LF, CR) in a stretch of bytes.
  func countLines(from low: Int, to high: Int, _ lines: inout Int) {
    var i = low
    // 64 bytes at a time; a return that a line feed follows is the first half of its line end, and the feed is counted.
    while i + 65 <= high {
      let found = scan_64(start + i, separator)
      lines += (found.lf | found.cr & ~(found.lf >> 1 | (start[i + 64] == 0x0A ? 1 << 63 : 0))).nonzeroBitCount
      i += 64
    }
    while i < high {
      let byte = start[i]
      if byte == 0x0A || (byte == 0x0D && !(i + 1 < end && start[i + 1] == 0x0A)) { lines += 1 }
      i += 1
    }
  }
}

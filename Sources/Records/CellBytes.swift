/// One cell as it lies in the file. Valid only while the file's bytes are.
struct CellBytes {
  var start: UnsafePointer<UInt8>
  var count: Int

  @inline(__always)
  init(start: UnsafePointer<UInt8>, count: Int) {
    self.start = start
    self.count = count
  }

  @inline(__always)
  subscript(index: Int) -> UInt8 { start[index] }

  @inline(__always)
  var isQuoted: Bool { count > 0 && start[0] == UInt8(ascii: "\"") }

  /// Without blanks (space, tab, no-break space) around it.
  @inline(__always)
  var trimmed: CellBytes {
    // Nearly all cells begin and end with a visible ASCII character.
    if count > 0, start[0] &- 0x21 < 0x5E, start[count - 1] &- 0x21 < 0x5E { return self }
    return trimmedSlowly
  }

  private var trimmedSlowly: CellBytes {
    var low = 0
    var high = count
    while low < high {
      if CellBytes.isBlank(start[low]) {
        low += 1
      } else if low + 1 < high, start[low] == 0xC2, start[low + 1] == 0xA0 {
        low += 2
      } else {
        break
      }
    }
    while high > low {
      if CellBytes.isBlank(start[high - 1]) {
        high -= 1
      } else if high - 1 > low, start[high - 2] == 0xC2, start[high - 1] == 0xA0 {
        high -= 2
      } else {
        break
      }
    }
    return CellBytes(start: start + low, count: high - low)
  }

  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0B || byte == 0x0C }

  /// Trimmed, without its quotes, trimmed again. Doubled quotes inside are still doubled.
  @inline(__always)
  var bare: CellBytes {
    let outer = trimmed
    return outer.isQuoted ? outer.unquoted : outer
  }

  private var unquoted: CellBytes {
    guard count > 1, start[count - 1] == UInt8(ascii: "\"") else { return self }
    return CellBytes(start: start + 1, count: count - 2).trimmed
  }

  /// Whether a quote is left inside `bare`, so that the text has to be put together in `unescaped`.
  @inline(__always)
  var holdsQuote: Bool {
    for index in 0..<count where start[index] == UInt8(ascii: "\"") { return true }
    return false
  }

  /// The text of a cell that begins with a quote: doubled quotes become one, and what follows the closing quote is taken as it is.
  func unescaped(into target: inout [UInt8]) {
    target.removeAll(keepingCapacity: true)
    let quote = UInt8(ascii: "\"")
    let outer = trimmed
    guard outer.isQuoted else {
      target.append(contentsOf: UnsafeBufferPointer(start: outer.start, count: outer.count))
      return
    }
    // Copied in runs from quote to quote.
    var index = 1
    var run = 1
    while index < outer.count {
      guard outer.start[index] == quote else {
        index += 1
        continue
      }
      let isDoubled = index + 1 < outer.count && outer.start[index + 1] == quote
      target.append(contentsOf: UnsafeBufferPointer(start: outer.start + run, count: index - run + (isDoubled ? 1 : 0)))
      index += isDoubled ? 2 : 1
      run = index
      if !isDoubled { break }
    }
    target.append(contentsOf: UnsafeBufferPointer(start: outer.start + run, count: outer.count - run))
  }

  /// The cell's text, unquoted and trimmed; invalid bytes become U+FFFD.
  var text: String {
    let outer = trimmed
    guard outer.isQuoted else {
      return String(decoding: UnsafeBufferPointer(start: outer.start, count: outer.count), as: UTF8.self)
    }
    var bytes: [UInt8] = []
    unescaped(into: &bytes)
    return bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return "" }
      let inner = CellBytes(start: base, count: buffer.count).trimmed
      return String(decoding: UnsafeBufferPointer(start: inner.start, count: inner.count), as: UTF8.self)
    }
  }

  /// A whole line as it stands; without its quotes only where all of it is one quoted cell.
  var line: String {
    let raw = String(decoding: UnsafeBufferPointer(start: trimmed.start, count: trimmed.count), as: UTF8.self)
    guard trimmed.isQuoted, let closing = raw.dropFirst().firstIndex(of: "\""), raw.index(after: closing) < raw.endIndex else {
      return text
    }
    return raw
  }

  /// The first 200 bytes of the text: enough for an example, and never a megabyte kept for one.
  var example: String {
    count <= 200 ? text : CellBytes(start: start, count: 200).text
  }

  /// ASCII letters folded; `lower` must be lower case.
  func equals(ignoringCase lower: StaticString) -> Bool {
    count == lower.utf8CodeUnitCount && hasPrefix(ignoringCase: lower)
  }

  func hasPrefix(ignoringCase lower: StaticString) -> Bool {
    let length = lower.utf8CodeUnitCount
    guard count >= length else { return false }
    for index in 0..<length where CellBytes.lowercased(start[index]) != lower.utf8Start[index] { return false }
    return true
  }

  @inline(__always)
  static func lowercased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  /// How a cell says that it holds nothing.
  enum Emptiness { case filled, empty, emptyIfTyped }

  /// `NA` and `none` are words in a text column and nothing in a date or an amount.
  @inline(__always)
  var emptiness: Emptiness {
    if count == 0 { return .empty }
    if count > 10 { return .filled }
    // Folded: N and n, T and t, minus, the first byte of a dash, number sign, backslash. All other cells say something.
    switch start[0] | 0x20 {
    case 0x6E, 0x74, 0x2D, 0xE2, 0x23, 0x7C: return emptinessOfShort
    default: return .filled
    }
  }

  /// `0000-00-00 00:00:00`, `00.00.0000`: what databases write for no day.
  var isZeroDate: Bool {
    guard count >= 10, count <= 19, start[0] == 0x30 else { return false }
    var separators = 0
    for index in 0..<count where start[index] != 0x30 {
      switch start[index] {
      case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."): separators += 1
      case UInt8(ascii: ":"), UInt8(ascii: "T"), 0x20: continue
      default: return false
      }
    }
    return separators == 2
  }

  private var emptinessOfShort: Emptiness {
    switch start[0] {
    case UInt8(ascii: "-"):
      for index in 1..<count where start[index] != UInt8(ascii: "-") { return .filled }
      return .empty
    case 0xE2:  // – and —
      return count == 3 && start[1] == 0x80 && (start[2] == 0x93 || start[2] == 0x94) ? .empty : .filled
    case UInt8(ascii: "#"): return equals(ignoringCase: "#n/a") ? .empty : .filled
    case UInt8(ascii: "\\"): return equals(ignoringCase: "\\n") ? .empty : .filled
    case UInt8(ascii: "t"), UInt8(ascii: "T"):
      guard count == 3 else { return .filled }
      return equals(ignoringCase: "tbd") || equals(ignoringCase: "tba") || equals(ignoringCase: "tbc") ? .emptyIfTyped : .filled
    case UInt8(ascii: "n"), UInt8(ascii: "N"):
      if count > 5 {
        return equals(ignoringCase: "not closed") || equals(ignoringCase: "not set") || equals(ignoringCase: "no date")
          ? .emptyIfTyped : .filled
      }
      if equals(ignoringCase: "n/a") || equals(ignoringCase: "null") { return .empty }
      if equals(ignoringCase: "na") || equals(ignoringCase: "nan") || equals(ignoringCase: "none")
        || equals(ignoringCase: "nil")
      {
        return .emptyIfTyped
      }
      return equals(ignoringCase: "n.a.") || equals(ignoringCase: "nat") ? .emptyIfTyped : .filled
    default: return .filled
    }
  }
}

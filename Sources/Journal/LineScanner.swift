/// One JSON object taken apart: where each name and value lies in its bytes. Strict: what is no JSON is refused, at its column.
struct LineScanner {
  enum Kind { case text, number, truth, null, object, list }

  /// A value between two places; of a text, what is between its quotes.
  struct Value {
    var kind: Kind
    var low: Int
    var high: Int
    var hasEscapes = false
    /// Nothing in it that a terminal could obey and no byte of a longer letter: it can be taken as it is.
    var isPlain = true
  }

  struct Field {
    var nameLow: Int
    var nameHigh: Int
    var value: Value
  }

  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var at: Int
  private let start: Int
  private let end: Int
  private(set) var fields: [Field] = []

  /// Nothing of ours lies deeper.
  private static let deepest = 8

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    self.bytes = bytes
    start = range.lowerBound
    at = start
    end = range.upperBound
    fields.reserveCapacity(12)
  }

  /// Takes the whole range apart as one object.
  mutating func object() throws(LineFault) {
    fields.removeAll(keepingCapacity: true)
    skipBlanks()
    guard pass(0x7B) else { throw broken }
    skipBlanks()
    if !pass(0x7D) {
      while true {
        skipBlanks()
        guard at < end, bytes[at] == 0x22 else { throw broken }
        let name = try text()
        skipBlanks()
        guard pass(0x3A) else { throw broken }
        let value = try value(depth: 0)
        fields.append(Field(nameLow: name.low, nameHigh: name.high, value: value))
        skipBlanks()
        if pass(0x7D) { break }
        guard pass(0x2C) else { throw broken }
      }
    }
    skipBlanks()
    guard at == end else { throw broken }
  }

  private var broken: LineFault { .notJson(column: at - start + 1) }
  /// Where a value stands in its line.
  func column(of value: Value) -> Int { value.low - start + 1 }

  private mutating func skipBlanks() { while at < end, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 } }

  private mutating func pass(_ wanted: UInt8) -> Bool {
    guard at < end, bytes[at] == wanted else { return false }
    at += 1
    return true
  }

  private mutating func value(depth: Int) throws(LineFault) -> Value {
    guard depth < LineScanner.deepest else { throw broken }
    skipBlanks()
    guard at < end else { throw broken }
    let low = at
    switch bytes[at] {
    case 0x22: return try text()
    case 0x7B, 0x5B:
      let isObject = bytes[at] == 0x7B
      try members(isObject: isObject, depth: depth)
      return Value(kind: isObject ? .object : .list, low: low, high: at)
    case 0x74: return try word("true", .truth)
    case 0x66: return try word("false", .truth)
    case 0x6E: return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func members(isObject: Bool, depth: Int) throws(LineFault) {
    let closing: UInt8 = isObject ? 0x7D : 0x5D
    at += 1
    skipBlanks()
    if pass(closing) { return }
    while true {
      skipBlanks()
      if isObject {
        guard at < end, bytes[at] == 0x22 else { throw broken }
        _ = try text()
        skipBlanks()
        guard pass(0x3A) else { throw broken }
      }
      _ = try value(depth: depth + 1)
      skipBlanks()
      if pass(closing) { return }
      guard pass(0x2C) else { throw broken }
    }
  }

  private mutating func word(_ word: StaticString, _ kind: Kind) throws(LineFault) -> Value {
    let low = at
    for i in 0..<word.utf8CodeUnitCount {
      guard pass(word.utf8Start[i]) else { throw broken }
    }
    return Value(kind: kind, low: low, high: at)
  }

  private mutating func number() throws(LineFault) -> Value {
    let low = at
    _ = pass(0x2D)
    let whole = at
    digits()
    if at > whole + 1, bytes[whole] == 0x30 { at = whole + 1 }
    guard at > whole else { throw broken }
    if pass(0x2E) {
      let part = at
      digits()
      guard at > part else { throw broken }
    }
    if at < end, bytes[at] | 0x20 == 0x65 {
      at += 1
      if !pass(0x2B) { _ = pass(0x2D) }
      let power = at
      digits()
      guard at > power else { throw broken }
    }
    return Value(kind: .number, low: low, high: at)
  }

  private mutating func digits() { while at < end, bytes[at] &- 0x30 < 10 { at += 1 } }

  /// A text whose opening quote is here.
  private mutating func text() throws(LineFault) -> Value {
    at += 1
    var value = Value(kind: .text, low: at, high: at)
    while at < end {
      let byte = bytes[at]
      switch byte {
      case 0x22:
        value.high = at
        at += 1
        return value
      case 0x5C:
        value.hasEscapes = true
        at += 1
        guard at < end else { throw broken }
        switch bytes[at] {
        case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: at += 1
        case 0x75:
          for i in 1...4 {
            guard at + i < end, LineScanner.hex(bytes[at + i]) != nil else { throw broken }
          }
          at += 5
        default: throw broken
        }
      case 0..<0x20: throw broken
      default:
        if byte >= 0x7F { value.isPlain = false }
        at += 1
      }
    }
    throw broken
  }

  static func hex(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46, 0x61...0x66: UInt32((byte | 0x20) - 0x57)
    default: nil
    }
  }

  /// The members of a list.
  func items(of list: Value) throws(LineFault) -> [Value] {
    var inner = LineScanner(bytes, list.low + 1..<list.high - 1)
    var values: [Value] = []
    inner.skipBlanks()
    while inner.at < inner.end {
      values.append(try inner.value(depth: 0))
      inner.skipBlanks()
      _ = inner.pass(0x2C)
      inner.skipBlanks()
    }
    return values
  }
}

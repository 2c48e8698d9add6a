import Glibc

/// Walks over JSON text and says where things lie; nothing is copied and nothing is kept.
struct JsonScanner {
  let start: UnsafePointer<UInt8>
  let end: Int
  var at: Int

  /// Deeper than this is no export.
  static let deepest = 64

  /// A string's bytes between its quotes.
  struct Text: Sendable {
    var low: Int
    var high: Int
    /// It holds a backslash, a control character or begins with a quote: it cannot be taken as it stands.
    var needsCare: Bool
  }

  init(_ start: UnsafePointer<UInt8>, from: Int, to end: Int) {
    self.start = start
    self.end = end
    at = from
  }

  @inline(__always)
  var byte: UInt8 { at < end ? start[at] : 0 }

  @inline(__always)
  mutating func skipBlanks() {
    while at < end, start[at] == 0x20 || start[at] == 0x0A || start[at] == 0x0D || start[at] == 0x09 { at += 1 }
  }

  /// Passes over one character that must be there.
  @inline(__always)
  mutating func pass(_ wanted: UInt8) -> Bool {
    guard at < end, start[at] == wanted else { return false }
    at += 1
    return true
  }

  /// A string whose opening quote is here.
  @inline(__always)
  mutating func string() -> Text? {
    guard pass(UInt8(ascii: "\"")) else { return nil }
    let low = at
    var needsCare = false
    let raw = UnsafeRawPointer(start)
    while at < end {
      // Eight bytes at a time as long as none of them is a quote, a backslash or a control character.
      if at + 8 <= end {
        let word = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
        let quote = word ^ 0x2222_2222_2222_2222
        let slash = word ^ 0x5C5C_5C5C_5C5C_5C5C
        let ones: UInt64 = 0x0101_0101_0101_0101
        let found =
          ((quote &- ones) & ~quote | (slash &- ones) & ~slash | (word &- 0x2020_2020_2020_2020) & ~word)
          & 0x8080_8080_8080_8080
        if found == 0 {
          at += 8
          continue
        }
        at += found.trailingZeroBitCount >> 3
      }
      let byte = start[at]
      if byte == UInt8(ascii: "\"") {
        let text = Text(low: low, high: at, needsCare: needsCare)
        at += 1
        return text
      }
      if byte == UInt8(ascii: "\\") {
        needsCare = true
        at += 2
      } else {
        if byte < 0x20 { needsCare = true }
        at += 1
      }
    }
    at = end
    return nil
  }

  /// A number or a word (`true`, `null`), up to whatever ends it.
  @inline(__always)
  mutating func word() -> Range<Int>? {
    let low = at
    while at < end {
      switch start[at] {
      case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), 0x20, 0x09, 0x0A, 0x0D:
        return low < at ? low..<at : nil
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
        at += 1
      default: return nil
      }
    }
    return low < at ? low..<at : nil
  }

  /// Passes over one value of any kind; false where it is no JSON or the text ends inside it.
  mutating func skipValue(depth: Int = 0) -> Bool {
    guard depth < JsonScanner.deepest else { return false }
    skipBlanks()
    switch byte {
    case UInt8(ascii: "\""): return string() != nil
    case UInt8(ascii: "{"):
      return skipMembers(of: UInt8(ascii: "}")) { scanner in
        guard scanner.string() != nil else { return false }
        scanner.skipBlanks()
        return scanner.pass(UInt8(ascii: ":")) && scanner.skipValue(depth: depth + 1)
      }
    case UInt8(ascii: "["): return skipMembers(of: UInt8(ascii: "]")) { $0.skipValue(depth: depth + 1) }
    default: return word() != nil
    }
  }

  /// The members of an object or a list whose opening bracket is here, each read by `member`.
  @inline(__always)
  mutating func skipMembers(of closing: UInt8, _ member: (inout JsonScanner) -> Bool) -> Bool {
    at += 1
    skipBlanks()
    if pass(closing) { return true }
    while true {
      skipBlanks()
      guard member(&self) else { return false }
      skipBlanks()
      if pass(closing) { return true }
      guard pass(UInt8(ascii: ",")) else { return false }
    }
  }

  /// The string as UTF-8 with its escapes resolved; half a surrogate pair is U+FFFD.
  func resolved(_ text: Text, _ write: (UInt8) -> Void) {
    resolveJson(UnsafeBufferPointer(rebasing: UnsafeBufferPointer(start: start, count: text.high)[text.low...]), write)
  }
}

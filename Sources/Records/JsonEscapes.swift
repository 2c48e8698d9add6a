/// What stands between the quotes of a JSON string as UTF-8, its escapes resolved: line ends and other control characters that are
/// written as a letter become blanks, half a surrogate pair is U+FFFD. Other bytes are handed on as they are.
@inline(__always)
package func resolveJson(_ bytes: UnsafeBufferPointer<UInt8>, _ write: (UInt8) -> Void) {
  var i = 0
  func hex(_ from: Int) -> UInt32? {
    guard from + 4 <= bytes.count else { return nil }
    var value: UInt32 = 0
    for index in from..<from + 4 {
      switch bytes[index] {
      case let digit where digit >= 0x30 && digit <= 0x39: value = value << 4 | UInt32(digit - 0x30)
      case let digit where (digit | 0x20) >= 0x61 && (digit | 0x20) <= 0x66:
        value = value << 4 | UInt32((digit | 0x20) - 0x57)
      default: return nil
      }
    }
    return value
  }
  func put(_ scalar: UInt32) {
    for byte in String(Character(Unicode.Scalar(scalar) ?? "\u{FFFD}")).utf8 { write(byte) }
  }
  while i < bytes.count {
    guard bytes[i] == UInt8(ascii: "\\"), i + 1 < bytes.count else {
      write(bytes[i])
      i += 1
      continue
    }
    let kind = bytes[i + 1]
    i += 2
    switch kind {
    case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "b"), UInt8(ascii: "f"): write(0x20)
    case UInt8(ascii: "u"):
      guard let high = hex(i) else {
        put(0xFFFD)
        continue
      }
      i += 4
      if high & 0xFC00 == 0xD800, i + 1 < bytes.count, bytes[i] == UInt8(ascii: "\\"), bytes[i + 1] == UInt8(ascii: "u"),
        let low = hex(i + 2), low & 0xFC00 == 0xDC00
      {
        i += 6
        put(0x10000 + (high & 0x3FF) << 10 + low & 0x3FF)
      } else {
        put(high)
      }
    default: write(kind)
    }
  }
}

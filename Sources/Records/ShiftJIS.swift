import Glibc

/// Japanese as Windows has written it for thirty years: what Salesforce and Excel save there unless somebody asks for UTF-8.
enum ShiftJIS {
  /// Bytes that are nothing in UTF-8 and pairs of it throughout. Western text has single bytes among letters, so half of the
  /// second bytes would be letters of ASCII, and most first ones from the upper end.
  static func isMeant(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var (low, other, high) = (0, 0, 0)
    var at = 0
    while at < count {
      let lead = start[at]
      switch lead {
      case 0..<0x80: at += 1
      case 0xA1...0xDF:
        other += 1
        at += 1
      case 0x81...0x9F, 0xE0...0xFC:
        // A sample may end within a pair.
        guard at + 1 < count else { return low > 1 && low > other && high * 3 > low }
        let trail = start[at + 1]
        guard (0x40...0xFC).contains(trail), trail != 0x7F else { return false }
        if lead < 0xA0 { low += 1 } else { other += 1 }
        if trail >= 0x80 { high += 1 }
        at += 2
      default: return false
      }
    }
    return low > 1 && low > other && high * 3 > low
  }

  /// The same text as UTF-8; `nil` where this system cannot convert it. What is no character becomes U+FFFD.
  static func transcoded(_ bytes: FileBytes) -> FileBytes? {
    guard let converter = iconv_open("UTF-8", "CP932"), converter != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(converter) }
    var text = [UInt8](repeating: 0, count: 3 * bytes.count + 3)
    let written = text.withUnsafeMutableBytes { target -> Int in
      guard let base = target.baseAddress else { return 0 }
      var input: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(mutating: bytes.start).assumingMemoryBound(
        to: CChar.self)
      var output: UnsafeMutablePointer<CChar>? = base.assumingMemoryBound(to: CChar.self)
      var (left, room) = (bytes.count, target.count)
      while left > 0, iconv(converter, &input, &left, &output, &room) == UInt.max {
        guard left > 0, room >= 3, let at = output else { break }
        for (offset, byte) in [UInt8(0xEF), 0xBF, 0xBD].enumerated() { at[offset] = CChar(bitPattern: byte) }
        output = at + 3
        input = input.map { $0 + 1 }
        (left, room) = (left - 1, room - 3)
      }
      return target.count - room
    }
    text.removeLast(text.count - written)
    return FileBytes(bytes: text)
  }
}

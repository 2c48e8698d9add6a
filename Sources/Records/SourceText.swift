/// A file's bytes as UTF-8, and what they were written in. Everything after this reads UTF-8 only, so that a name has one hash
/// whatever encoding it came in.
struct SourceText {
  var bytes: FileBytes
  /// Where the text starts, after a byte order mark.
  var first = 0
  var encoding = Dialect.Encoding.utf8
  var hasByteOrderMark = false

  /// How many bytes are looked at before the encoding is settled.
  private static let sample = 1 << 20

  init(_ bytes: FileBytes, encoding asked: Dialect.Encoding?) {
    self.bytes = bytes
    let start = bytes.start
    let count = bytes.count
    if count >= 3, start[0] == 0xEF, start[1] == 0xBB, start[2] == 0xBF, asked == nil || asked == .utf8 {
      first = 3
      hasByteOrderMark = true
      return
    }
    let marked: Dialect.Encoding? =
      count < 2
      ? nil
      : start[0] == 0xFF && start[1] == 0xFE ? .utf16LE : start[0] == 0xFE && start[1] == 0xFF ? .utf16BE : nil
    encoding = asked ?? marked ?? SourceText.unmarked(start, min(count, SourceText.sample))
    hasByteOrderMark = marked != nil && marked == encoding
    switch encoding {
    case .utf8: break
    case .utf16LE, .utf16BE:
      self.bytes = SourceText.transcodeUTF16(bytes, from: hasByteOrderMark ? 2 : 0, bigEndian: encoding == .utf16BE)
    case .latin1: self.bytes = SourceText.transcodeWindows1252(bytes)
    case .shiftJIS:
      let text = ShiftJIS.transcoded(bytes)
      if text == nil { encoding = .latin1 }
      self.bytes = text ?? SourceText.transcodeWindows1252(bytes)
    }
  }

  private static func unmarked(_ start: UnsafePointer<UInt8>, _ count: Int) -> Dialect.Encoding {
    // ASCII text in UTF-16 has a NUL in every other byte and hardly any in the others.
    let probe = min(count, 4096) & ~1
    if probe >= 4 {
      var zeros = (even: 0, odd: 0)
      for index in stride(from: 0, to: probe, by: 2) {
        if start[index] == 0 { zeros.even += 1 }
        if start[index + 1] == 0 { zeros.odd += 1 }
      }
      if zeros.odd * 5 > probe, zeros.even * 40 < probe { return .utf16LE }
      if zeros.even * 5 > probe, zeros.odd * 40 < probe { return .utf16BE }
    }
    guard isWindows1252(start, count) else { return .utf8 }
    return ShiftJIS.isMeant(start, count) ? .shiftJIS : .latin1
  }

  /// More bytes that UTF-8 cannot explain than characters that it can. A file cut off inside a character stays UTF-8.
  static func isWindows1252(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var found = Multibyte()
    found.count(start, 0..<count, end: count)
    return found.saysWindows1252
  }

  static func isASCII(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var index = 0
    while index + 8 <= count {
      if UnsafeRawPointer(start).loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 != 0 {
        return false
      }
      index += 8
    }
    while index < count {
      if start[index] >= 0x80 { return false }
      index += 1
    }
    return true
  }

  /// Characters of more than one byte, and bytes that belong to none. Stretches that begin and end with lines may be counted apart.
  struct Multibyte: Sendable {
    var valid = 0
    var invalid = 0
    var saysWindows1252: Bool { invalid > valid }

    mutating func add(_ other: Multibyte) {
      valid += other.valid
      invalid += other.invalid
    }

    mutating func count(_ source: ScanSource, _ range: Range<Int>) { count(source.start, range, end: source.end) }

    /// Counts those that start in the range; the text goes on up to `end`.
    mutating func count(_ start: UnsafePointer<UInt8>, _ range: Range<Int>, end: Int) {
      var index = range.lowerBound
      let raw = UnsafeRawPointer(start)
      while index < range.upperBound {
        if index + 8 <= end, raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
          index += 8
          continue
        }
        let lead = start[index]
        if lead < 0x80 {
          index += 1
          continue
        }
        let length = lead >= 0xF5 || lead < 0xC2 ? 0 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        if length == 0 {
          invalid += 1
          index += 1
          continue
        }
        if index + length > end { break }
        var isWhole = true
        for offset in 1..<length where start[index + offset] & 0xC0 != 0x80 { isWhole = false }
        if lead == 0xE0 && start[index + 1] < 0xA0 || lead == 0xED && start[index + 1] > 0x9F { isWhole = false }
        if lead == 0xF0 && start[index + 1] < 0x90 || lead == 0xF4 && start[index + 1] > 0x8F { isWhole = false }
        if isWhole {
          valid += 1
          index += length
        } else {
          invalid += 1
          index += 1
        }
      }
    }
  }

  // MARK: To UTF-8

  private static func transcodeUTF16(_ bytes: FileBytes, from first: Int, bigEndian: Bool) -> FileBytes {
    transcoded(
      UTF16Scalars(start: bytes.start + first, units: (bytes.count - first) / 2, bigEndian: bigEndian),
      grewWhileRead: bytes.grewWhileRead)
  }

  private static func transcodeWindows1252(_ bytes: FileBytes) -> FileBytes {
    transcoded(Windows1252Scalars(start: bytes.start, count: bytes.count), grewWhileRead: bytes.grewWhileRead)
  }

  /// Counts the bytes first, so that no more memory is taken than the text needs.
  private static func transcoded(_ scalars: some Sequence<UInt32>, grewWhileRead: Bool) -> FileBytes {
    var count = 0
    for scalar in scalars { count += scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4 }
    return FileBytes(count: count, grewWhileRead: grewWhileRead) { target in
      var place = target
      for scalar in scalars {
        if scalar < 0x80 {
          place[0] = UInt8(truncatingIfNeeded: scalar)
          place += 1
          continue
        }
        let width = scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
        place[0] = UInt8(truncatingIfNeeded: (width == 2 ? 0xC0 : width == 3 ? 0xE0 : 0xF0) | scalar >> UInt32(6 * (width - 1)))
        for index in 1..<width {
          place[index] = UInt8(truncatingIfNeeded: 0x80 | scalar >> UInt32(6 * (width - 1 - index)) & 0x3F)
        }
        place += width
      }
    }
  }
}

/// The scalars of UTF-16 bytes; half a surrogate pair is U+FFFD.
private struct UTF16Scalars: Sequence, IteratorProtocol {
  let start: UnsafePointer<UInt8>
  let units: Int
  let bigEndian: Bool
  private var index = 0

  init(start: UnsafePointer<UInt8>, units: Int, bigEndian: Bool) {
    self.start = start
    self.units = units
    self.bigEndian = bigEndian
  }

  @inline(__always)
  private func unit(_ index: Int) -> UInt32 {
    let unit = UnsafeRawPointer(start).loadUnaligned(fromByteOffset: index * 2, as: UInt16.self)
    return UInt32(bigEndian ? UInt16(bigEndian: unit) : UInt16(littleEndian: unit))
  }

  @inline(__always)
  mutating func next() -> UInt32? {
    guard index < units else { return nil }
    let high = unit(index)
    index += 1
    guard high & 0xF800 == 0xD800 else { return high }
    guard high < 0xDC00, index < units, unit(index) & 0xFC00 == 0xDC00 else { return 0xFFFD }
    index += 1
    return 0x10000 + (high & 0x3FF) << 10 + unit(index - 1) & 0x3FF
  }
}

/// The scalars of Windows-1252 bytes.
private struct Windows1252Scalars: Sequence, IteratorProtocol {
  let start: UnsafePointer<UInt8>
  let count: Int
  private var index = 0

  init(start: UnsafePointer<UInt8>, count: Int) {
    self.start = start
    self.count = count
  }

  @inline(__always)
  mutating func next() -> UInt32? {
    guard index < count else { return nil }
    let byte = start[index]
    index += 1
    return byte & 0xE0 == 0x80 ? UInt32(Windows1252Scalars.upper[Int(byte & 0x1F)]) : UInt32(byte)
  }

  /// What Windows-1252 writes in 0x80–0x9F; the five it leaves open are Latin-1's controls.
  private static let upper: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
    0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]
}

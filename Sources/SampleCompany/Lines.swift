import Records

/// One file as it is written: bytes gathered and handed on in pieces, so that a big file is never held whole.
struct Lines {
  let name: String
  private(set) var bytes: [UInt8] = []
  static let piece = 1 << 16

  init(_ name: String) {
    self.name = name
    bytes.reserveCapacity(Lines.piece + 4096)
  }

  var isFull: Bool { bytes.count >= Lines.piece }
  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  mutating func text(_ text: [UInt8]) { bytes.append(contentsOf: text) }
  mutating func text(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
  mutating func text(_ text: String) { bytes.append(contentsOf: text.utf8) }
  mutating func byte(_ byte: UInt8) { bytes.append(byte) }
  mutating func comma() { bytes.append(UInt8(ascii: ",")) }
  mutating func newline() { bytes.append(UInt8(ascii: "\n")) }

  mutating func number(_ value: Int) {
    if value < 0 {
      bytes.append(UInt8(ascii: "-"))
      return number(-value)
    }
    var divisor = 1
    while value / divisor >= 10 { divisor *= 10 }
    var left = value
    while divisor > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: left / divisor))
      left %= divisor
      divisor /= 10
    }
  }

  mutating func mutate(from: Int, _ change: (UInt8) -> UInt8) {
    for index in from..<bytes.count { bytes[index] = change(bytes[index]) }
  }

  mutating func two(_ value: Int) {
    bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / 10))
    bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10))
  }

  /// A cell that may need quotes, or has them in any case.
  mutating func cell(_ text: String, separator: UInt8 = UInt8(ascii: ","), isQuoted: Bool = false) {
    if isQuoted || text.utf8.contains(where: { $0 == separator || $0 == UInt8(ascii: "\"") }) {
      bytes.append(UInt8(ascii: "\""))
      for byte in text.utf8 {
        if byte == UInt8(ascii: "\"") { bytes.append(byte) }
        bytes.append(byte)
      }
      bytes.append(UInt8(ascii: "\""))
    } else {
      bytes.append(contentsOf: text.utf8)
    }
  }
}

/// Dates as text, made once: `YYYY-MM-DD` for every day near the record.
struct DayNames {
  private var text: [UInt8] = []
  private let first = -2_600
  private let last = 1_000

  init() {
    text.reserveCapacity((last - first) * 10)
    var lines = Lines("")
    for index in first..<last {
      let (year, month, day) = Plan.day(index).parts
      lines.number(year)
      lines.byte(UInt8(ascii: "-"))
      lines.two(month)
      lines.byte(UInt8(ascii: "-"))
      lines.two(day)
    }
    text = lines.bytes
  }

  func write(_ day: Int, to lines: inout Lines) {
    let start = (day - first) * 10
    text.withUnsafeBufferPointer { lines.append($0[start..<start + 10]) }
  }

  /// `YYYY-MM-DD HH:MM`; nothing where nothing happened.
  func write(minute: Minute, to lines: inout Lines) {
    guard minute != Clock.never else { return }
    let day = Clock.day(of: minute)
    write(day, to: &lines)
    lines.byte(UInt8(ascii: " "))
    let of = Int(minute) - day * 1440
    lines.two(of / 60)
    lines.byte(UInt8(ascii: ":"))
    lines.two(of % 60)
  }

  /// Nothing for -1.
  func write(known day: Int16, to lines: inout Lines) {
    if day >= 0 { write(Int(day), to: &lines) }
  }
}

extension Lines {
  mutating func append(_ slice: Slice<UnsafeBufferPointer<UInt8>>) {
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: slice))
  }
}

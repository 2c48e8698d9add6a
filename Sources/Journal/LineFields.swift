import Records

/// The fields of one line, asked for by name and kind.
extension LineScanner {
  func find(_ name: StaticString) -> Value? {
    let count = name.utf8CodeUnitCount
    for field in fields where field.nameHigh - field.nameLow == count {
      var i = 0
      while i < count, bytes[field.nameLow + i] == name.utf8Start[i] { i += 1 }
      if i == count { return field.value.kind == .null ? nil : field.value }
    }
    return nil
  }

  /// A name that is there twice could mean either.
  func refuseTwins() throws(LineFault) {
    for (i, field) in fields.enumerated() {
      for other in fields[..<i] where field.nameHigh - field.nameLow == other.nameHigh - other.nameLow {
        var k = 0
        let count = field.nameHigh - field.nameLow
        while k < count, bytes[field.nameLow + k] == bytes[other.nameLow + k] { k += 1 }
        if k == count { throw .twice(field: raw(field.nameLow, field.nameHigh)) }
      }
    }
  }

  func raw(_ low: Int, _ high: Int) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[low..<min(high, low + 60)]), as: UTF8.self)
  }

  private func wrong(_ name: StaticString, _ value: Value, _ expected: String) -> LineFault {
    .wrong(
      field: "\(name)", text: value.kind == .text ? "“\(raw(value.low, value.high))”" : raw(value.low, value.high),
      expected: expected)
  }

  /// A text, one line and free of everything that a terminal would obey.
  func text(_ name: StaticString) throws(LineFault) -> String? {
    guard let value = find(name) else { return nil }
    guard value.kind == .text else { throw wrong(name, value, "a text") }
    let slice = UnsafeBufferPointer(rebasing: bytes[value.low..<value.high])
    if !value.hasEscapes {
      if value.isPlain { return String(decoding: slice, as: UTF8.self) }
      guard let text = String(validating: slice, as: UTF8.self) else { throw .notText(column: column(of: value)) }
      return text.isOneLine ? text : oneLine(text)
    }
    var resolved: [UInt8] = []
    resolved.reserveCapacity(slice.count)
    resolveJson(slice) { resolved.append($0) }
    guard let text = String(validating: resolved, as: UTF8.self) else { throw .notText(column: column(of: value)) }
    return text.isOneLine ? text : oneLine(text)
  }

  func needed<Value>(_ name: StaticString, _ value: Value?) throws(LineFault) -> Value {
    guard let value else { throw .missing(field: "\(name)") }
    return value
  }

  func number(_ name: StaticString) throws(LineFault) -> Double? {
    guard let value = find(name) else { return nil }
    guard value.kind == .number, let number = Double(raw(value.low, value.high)), number.isFinite else {
      throw wrong(name, value, "a number")
    }
    return number
  }

  func whole(_ name: StaticString, _ range: ClosedRange<Int>) throws(LineFault) -> Int? {
    guard let value = find(name), let number = try number(name) else { return nil }
    guard let whole = Int(exactly: number), range.contains(whole) else {
      throw wrong(name, value, "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return whole
  }

  func truth(_ name: StaticString) throws(LineFault) -> Bool? {
    guard let value = find(name) else { return nil }
    guard value.kind == .truth else { throw wrong(name, value, "true or false") }
    return bytes[value.low] == 0x74
  }

  func one<Choice: RawRepresentable & CaseIterable>(_ name: StaticString, _: Choice.Type) throws(LineFault) -> Choice?
  where Choice.RawValue == String {
    guard let value = find(name) else { return nil }
    guard value.kind == .text, let choice = Choice(rawValue: raw(value.low, value.high)) else {
      throw wrong(name, value, "one of " + Choice.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return choice
  }

  /// `2026-10-28`.
  func day(_ name: StaticString) throws(LineFault) -> Day? {
    guard let value = find(name) else { return nil }
    guard value.kind == .text, value.high - value.low == 10, let day = day(at: value.low) else {
      throw wrong(name, value, "a day as 2026-10-28")
    }
    return day
  }

  private func day(at low: Int) -> Day? {
    guard bytes[low + 4] == 0x2D, bytes[low + 7] == 0x2D, let year = digits(low, 4), let month = digits(low + 5, 2),
      let day = digits(low + 8, 2)
    else { return nil }
    return Day(year: year, month: month, day: day)
  }

  private func digits(_ low: Int, _ count: Int) -> Int? {
    var number = 0
    for i in low..<low + count {
      guard bytes[i] &- 0x30 < 10 else { return nil }
      number = number * 10 + Int(bytes[i] - 0x30)
    }
    return number
  }

  /// `2026-10-28T09:05:11.123Z`; always UTC.
  func stamp(_ name: StaticString) throws(LineFault) -> Stamp? {
    guard let value = find(name) else { return nil }
    guard value.kind == .text, value.high - value.low == 24, bytes[value.low + 10] == 0x54, bytes[value.low + 13] == 0x3A,
      bytes[value.low + 16] == 0x3A, bytes[value.low + 19] == 0x2E, bytes[value.low + 23] == 0x5A, let day = day(at: value.low),
      let hour = digits(value.low + 11, 2), let minute = digits(value.low + 14, 2), let second = digits(value.low + 17, 2),
      let part = digits(value.low + 20, 3), hour < 24, minute < 60, second < 61
    else { throw wrong(name, value, "a moment as 2026-10-28T09:05:11.123Z") }
    return Stamp(milliseconds: (Int64(day.number) * 86_400 + Int64(hour * 3600 + minute * 60 + second)) * 1000 + Int64(part))
  }

  /// Twelve hexadecimal digits, a hyphen, sixteen more.
  func id(_ name: StaticString) throws(LineFault) -> EntryId? {
    guard let value = find(name) else { return nil }
    func hex(_ low: Int, _ count: Int) -> UInt64? {
      var number: UInt64 = 0
      for i in low..<low + count {
        guard let digit = LineScanner.hex(bytes[i]) else { return nil }
        number = number << 4 | UInt64(digit)
      }
      return number
    }
    guard value.kind == .text, value.high - value.low == 29, bytes[value.low + 12] == 0x2D, let time = hex(value.low, 12),
      let chance = hex(value.low + 13, 16)
    else { throw wrong(name, value, "an id as 019a1b2c3d4e-0123456789abcdef") }
    return EntryId(time: time, chance: chance)
  }

  /// An object inside the line, taken apart.
  func inner(_ name: StaticString) throws(LineFault) -> LineScanner? {
    guard let value = find(name) else { return nil }
    guard value.kind == .object else { throw wrong(name, value, "an object") }
    return try inner(value)
  }

  func inner(_ value: Value) throws(LineFault) -> LineScanner {
    var scanner = LineScanner(bytes, value.low..<value.high)
    try scanner.object()
    return scanner
  }

  func list(_ name: StaticString) throws(LineFault) -> [Value]? {
    guard let value = find(name) else { return nil }
    guard value.kind == .list else { throw wrong(name, value, "a list") }
    return try items(of: value)
  }

  /// A list of nothing but objects.
  func objects(_ name: StaticString) throws(LineFault) -> [LineScanner]? {
    guard let items = try list(name) else { return nil }
    var objects: [LineScanner] = []
    for item in items {
      guard item.kind == .object else { throw wrong(name, item, "a list of objects") }
      objects.append(try inner(item))
    }
    return objects
  }
}

extension String {
  /// Holds no control character and no mark that turns the direction of what follows.
  var isOneLine: Bool { unicodeScalars.allSatisfy { !$0.isObeyed } }
}

extension Unicode.Scalar {
  /// C0, DEL, C1, line and paragraph separators, and what turns or hides text.
  var isObeyed: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }
}

/// Text as the journal keeps it: one line, without control characters, no longer than an entry may be.
package func oneLine(_ text: String, longest: Int = 2000) -> String {
  var out = String.UnicodeScalarView()
  var count = 0
  var isAfterBlank = true
  for scalar in text.unicodeScalars {
    guard count < longest else { break }
    let isBlank = scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" || scalar.value == 0x2028
    if isBlank {
      if !isAfterBlank {
        out.append(" ")
        count += 1
      }
      isAfterBlank = true
    } else if !scalar.isObeyed {
      out.append(scalar)
      count += 1
      isAfterBlank = false
    }
  }
  while out.last == " " { out.removeLast() }
  return String(out)
}

import Glibc

/// Reads one amount with everything that people and programs put around its digits.
struct AmountReader {
  private var rest: CellBytes
  private let decimalComma: Bool
  private(set) var signs: NumberText.Signs = []

  private static let point = UInt8(ascii: ".")
  private static let comma = UInt8(ascii: ",")
  private static let space = UInt8(ascii: " ")

  init(rest: CellBytes, decimalComma: Bool) {
    self.rest = rest
    self.decimalComma = decimalComma
  }

  mutating func value() -> Double? {
    var factor = 1.0
    if rest.count > 2, rest[0] == UInt8(ascii: "("), rest[rest.count - 1] == UInt8(ascii: ")") {
      factor = -1
      signs.insert(.amount)
      rest = CellBytes(start: rest.start + 1, count: rest.count - 2).trimmed
    }
    takeSign(&factor)
    if takeCurrencyBefore() { takeSign(&factor) }
    takeAfter(&factor)
    takeDash()
    guard let magnitude = digits() else { return nil }
    return factor == 1 ? magnitude : magnitude * factor
  }

  private mutating func drop(first: Int) { rest = CellBytes(start: rest.start + first, count: rest.count - first).trimmed }
  private mutating func drop(last: Int) { rest = CellBytes(start: rest.start, count: rest.count - last).trimmed }

  private mutating func takeSign(_ factor: inout Double) {
    guard rest.count > 1 else { return }
    if rest[0] == UInt8(ascii: "-") || rest[0] == UInt8(ascii: "+") {
      if rest[0] == UInt8(ascii: "-") { factor = -factor }
      drop(first: 1)
    } else if rest.count > 3, rest[0] == 0xE2, rest[1] == 0x88, rest[2] == 0x92 {
      factor = -factor
      drop(first: 3)
    }
  }

  // MARK: Around the digits

  private mutating func takeCurrencyBefore() -> Bool {
    guard rest.count > 1, rest[0] &- 48 > 9 else { return false }
    for length in [3, 2, 1] {
      guard rest.count > length, let index = currency(at: 0, length) else { continue }
      signs.formUnion([.amount, .currency(index)])
      drop(first: length)
      return true
    }
    return false
  }

  /// What may follow the digits: a currency, then a percent sign or a multiple.
  private mutating func takeAfter(_ factor: inout Double) {
    guard rest.count > 1, rest[rest.count - 1] &- 48 > 9 else { return }
    for length in [3, 2, 1] {
      guard rest.count > length, let index = currency(at: rest.count - length, length) else { continue }
      signs.formUnion([.amount, .currency(index)])
      drop(last: length)
      break
    }
    guard rest.count > 1, rest[rest.count - 1] &- 48 > 9 else { return }
    if rest[rest.count - 1] == UInt8(ascii: "%") {
      factor /= 100
      signs.insert(.amount)
      drop(last: 1)
      return
    }
    for (word, multiple) in AmountReader.multiples {
      let length = word.utf8CodeUnitCount
      guard rest.count > length else { continue }
      let tail = CellBytes(start: rest.start + rest.count - length, count: length)
      // One letter: K as it comes, but M and B only in capitals (5m is five minutes or metres).
      let isIt = length == 1 && multiple > 1e3 ? tail[0] == word.utf8Start[0] : tail.equals(ignoringCase: word)
      guard isIt else { continue }
      factor *= multiple
      signs.insert(.amount)
      drop(last: length)
      return
    }
  }

  /// `1.234,-`, `12’500.–`: a dash in the place of the cents.
  private mutating func takeDash() {
    guard rest.count > 2 else { return }
    let width =
      rest[rest.count - 1] == UInt8(ascii: "-")
      ? 1
      : rest.count > 4 && rest[rest.count - 3] == 0xE2 && rest[rest.count - 2] == 0x80
        && (rest[rest.count - 1] == 0x93 || rest[rest.count - 1] == 0x94) ? 3 : 0
    guard width > 0 else { return }
    let sign = rest[rest.count - width - 1]
    let isOurs = sign == (decimalComma ? AmountReader.comma : AmountReader.point)
    guard sign == AmountReader.point || sign == AmountReader.comma else { return }
    signs.formUnion([.amount, sign == AmountReader.comma ? .comma : .point])
    if isOurs { drop(last: width + 1) }
  }

  private static let multiples: [(StaticString, Double)] = [
    ("mio.", 1e6), ("mio", 1e6), ("mrd.", 1e9), ("mrd", 1e9), ("tsd.", 1e3), ("bn", 1e9), ("mn", 1e6), ("k", 1e3), ("M", 1e6),
    ("B", 1e9),
  ]

  /// Which currency the bytes name: its number in `NumberText.currencies` plus one.
  private func currency(at offset: Int, _ length: Int) -> Int? {
    let cell = CellBytes(start: rest.start + offset, count: length)
    switch length {
    case 1: return cell[0] == UInt8(ascii: "$") ? 1 : nil
    case 2:
      if cell[0] == 0xC2, cell[1] == 0xA3 { return 3 }
      if cell[0] == 0xC2, cell[1] == 0xA5 { return 4 }
      if cell.equals(ignoringCase: "r$") { return 13 }
      // Crowns of four countries: money, and nobody says which.
      if cell.equals(ignoringCase: "kr") { return 0 }
      if cell.equals(ignoringCase: "rs") { return 12 }
      if cell.equals(ignoringCase: "ft") { return 23 }
      return nil
    default:
      if cell[0] == 0xE2, cell[1] == 0x82 {
        switch cell[2] {
        case 0xAC: return 2
        case 0xB9: return 12
        case 0xBA: return 16
        case 0xBD: return 17
        case 0xA9: return 18
        case 0xAA: return 19
        case 0xAB: return 20
        case 0xB4: return 21
        default: return nil
        }
      }
      if cell[0] == 0xE0, cell[1] == 0xB8, cell[2] == 0xBF { return 22 }
      if cell[0] | 0x20 == UInt8(ascii: "z"), cell[1] == 0xC5, cell[2] == 0x82 { return 11 }
      if cell[0] | 0x20 == UInt8(ascii: "k"), cell[1] == 0xC4, cell[2] == 0x8D { return 14 }
      if cell.equals(ignoringCase: "rs.") { return 12 }
      if cell.equals(ignoringCase: "us$") { return 1 }
      guard (cell[0] | 0x20) &- 0x61 < 26 else { return nil }
      return AmountReader.codes.firstIndex(of: AmountReader.packed(cell[0] & 0xDF, cell[1] & 0xDF, cell[2] & 0xDF)).map {
        $0 + 1
      }
    }
  }

  private static func packed(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> UInt32 { UInt32(a) << 16 | UInt32(b) << 8 | UInt32(c) }

  private static let codes: [UInt32] = NumberText.currencies.map { code in
    let letters = Array(code.utf8)
    return packed(letters[0], letters[1], letters[2])
  }

  // MARK: The digits

  /// The separators among the digits, and how many digits stand before each and after the last.
  private struct Groups {
    var separators = InlineArray<8, UInt8>(repeating: 0)
    var digits = InlineArray<9, UInt8>(repeating: 0)
    var count = 0
    var total = 0

    /// One to three digits without a leading zero, then groups of three, up to the separator before `end`.
    func isGrouping(upTo end: Int, startsWithZero: Bool) -> Bool {
      guard digits[0] >= 1, digits[0] <= 3, !startsWithZero, digits[end] == 3 else { return false }
      // In India groups of two follow the three: `12,50,000`.
      let isLakh = end > 1 && digits[0] <= 2 && separators[0] == AmountReader.comma && (1..<end).allSatisfy { digits[$0] == 2 }
      return isLakh || (1..<end).allSatisfy { digits[$0] == 3 }
    }

    func isUniform(upTo end: Int) -> Bool {
      for index in 0..<end where separators[index] != separators[0] { return false }
      return true
    }
  }

  private mutating func digits() -> Double? {
    var groups = Groups()
    var index = 0
    while index < rest.count {
      let byte = rest[index]
      if byte &- 48 < 10 {
        groups.digits[groups.count] += 1
        groups.total += 1
        index += 1
        continue
      }
      guard groups.count < 8 else { return nil }
      if byte | 0x20 == UInt8(ascii: "e"), groups.total > 0 { return exponent(from: index) }
      guard let (separator, width) = separator(at: index) else { return nil }
      groups.separators[groups.count] = separator
      groups.count += 1
      index += width
    }
    guard groups.total > 0 else { return nil }
    if groups.count == 0 {
      if (rest[0] == 48 && groups.total > 1) || groups.total > 15 { signs.insert(.identifier) }
      return number(decimalSign: nil)
    }
    if groups.digits[groups.count] == 0 {
      // `144.` and nothing else may end so.
      guard groups.count == 1, groups.separators[0] == AmountReader.point, !decimalComma else { return nil }
      return number(decimalSign: AmountReader.point)
    }
    guard let sign = decimalSign(groups) else { return nil }
    if sign == 0, groups.digits[0] == 0 { return nil }
    return number(decimalSign: sign == 0 ? nil : sign)
  }

  /// The decimal sign, 0 when all separators group thousands, nil when they make no number as the column is written.
  private mutating func decimalSign(_ groups: Groups) -> UInt8? {
    let point = AmountReader.point
    let comma = AmountReader.comma
    let ours = decimalComma ? comma : point
    let count = groups.count
    let last = groups.separators[count - 1]
    let startsWithZero = rest[0] == 48
    guard last == point || last == comma else {
      return groups.isUniform(upTo: count) && groups.isGrouping(upTo: count, startsWithZero: startsWithZero) ? 0 : nil
    }
    if count == 1 {
      if groups.isGrouping(upTo: 1, startsWithZero: startsWithZero) {
        signs.insert(.either)
        return last == ours ? last : 0
      }
    } else if groups.separators[0] == last {
      guard groups.isUniform(upTo: count), groups.isGrouping(upTo: count, startsWithZero: startsWithZero) else { return nil }
      signs.insert(last == comma ? .point : .comma)
      return last == ours ? nil : 0
    } else if !groups.isUniform(upTo: count - 1) || !groups.isGrouping(upTo: count - 1, startsWithZero: startsWithZero) {
      return nil
    }
    signs.insert(last == comma ? .comma : .point)
    return last == ours ? last : nil
  }

  private func separator(at index: Int) -> (separator: UInt8, width: Int)? {
    let byte = rest[index]
    switch byte {
    case AmountReader.point, AmountReader.comma, AmountReader.space, UInt8(ascii: "'"): return (byte, 1)
    case 0xC2: return index + 1 < rest.count && rest[index + 1] == 0xA0 ? (AmountReader.space, 2) : nil
    case 0xE2:
      guard index + 2 < rest.count, rest[index + 1] == 0x80 else { return nil }
      if rest[index + 2] == 0xAF || rest[index + 2] == 0x89 { return (AmountReader.space, 3) }
      return rest[index + 2] == 0x99 ? (UInt8(ascii: "'"), 3) : nil
    default: return nil
    }
  }

  /// `1.2e5`: digits, at most one point, and after the e a sign and digits.
  private func exponent(from index: Int) -> Double? {
    var digitsAfter = 0
    for place in (index + 1)..<max(index + 1, rest.count) {
      let byte = rest[place]
      if byte &- 48 < 10 {
        digitsAfter += 1
      } else if place != index + 1 || (byte != UInt8(ascii: "-") && byte != UInt8(ascii: "+")) {
        return nil
      }
    }
    guard (1...3).contains(digitsAfter) else { return nil }
    for place in 0..<index where rest[place] &- 48 >= 10 && rest[place] != AmountReader.point { return nil }
    return AmountReader.decimal(rest.count) { rest[$0] }
  }

  /// The digits, and a point where the decimal sign stands.
  private func number(decimalSign: UInt8?) -> Double? {
    var whole: UInt64 = 0
    var digits = 0
    var decimals = 0
    var isAfter = false
    for index in 0..<rest.count {
      let byte = rest[index]
      if byte &- 48 < 10 {
        digits += 1
        if digits < 19 { whole = whole &* 10 &+ UInt64(byte &- 48) }
        if isAfter { decimals += 1 }
      } else if byte == decimalSign {
        isAfter = true
      }
    }
    if digits < 19, whole < 1 << 53 { return decimals == 0 ? Double(whole) : Double(whole) / NumberText.powersOfTen(decimals) }
    return AmountReader.decimal(rest.count) { index in
      let byte = rest[index]
      return byte &- 48 < 10 ? byte : byte == decimalSign ? AmountReader.point : nil
    }
  }

  /// Digits that one division does not round rightly are the C library's.
  private static func decimal(_ count: Int, _ byte: (Int) -> UInt8?) -> Double? {
    let value = withUnsafeTemporaryAllocation(of: CChar.self, capacity: count + 1) { text -> Double in
      var used = 0
      for index in 0..<count {
        guard let byte = byte(index) else { continue }
        text[used] = CChar(bitPattern: byte)
        used += 1
      }
      text[used] = 0
      return text.baseAddress.map { strtod($0, nil) } ?? .nan
    }
    return value.isFinite ? value : nil
  }
}

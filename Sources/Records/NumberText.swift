import Glibc

/// How amounts are written, and what one says.
///
/// Understood: `1,234.56` `1.234,56` `1 234,5` `1'234` `$45,000` `€ 1.2M` `45k` `(123)` `12%` `1.2e5`. Whether a comma is a
/// decimal or groups thousands is not decided cell by cell: the caller says which, and `Signs` collects what speaks for either.
enum NumberText {
  /// What a cell shows about its column, besides its value.
  struct Signs: OptionSet {
    let rawValue: UInt16
    /// Only readable with a decimal point, with a decimal comma.
    static let point = Signs(rawValue: 1)
    static let comma = Signs(rawValue: 2)
    /// `00123`, or more than 15 digits: a name made of digits, not an amount.
    static let identifier = Signs(rawValue: 4)
    /// Written as money, a share or a multiple: surely an amount.
    static let amount = Signs(rawValue: 8)
    /// `1.234` or `1,234`: readable either way.
    static let either = Signs(rawValue: 16)
    var currency: Int { Int(rawValue >> 8) }
    static func currency(_ index: Int) -> Signs { Signs(rawValue: UInt16(index) << 8) }
  }

  /// ISO codes, found by their number plus one in `Signs.currency`.
  static let currencies = [
    "USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN", "INR", "BRL", "CZK", "NZD",
  ]

  /// The value, or nil where the cell is no amount under this reading.
  @inline(__always)
  static func value(_ cell: CellBytes, decimalComma: Bool, signs: inout Signs) -> Double? {
    // Plain digits with at most one point: most cells of most files.
    let count = cell.count
    guard count > 0, count < 20 else { return slowValue(cell, decimalComma, &signs) }
    let start = cell.start
    let negative = start[0] == UInt8(ascii: "-")
    var index = negative ? 1 : 0
    let first = index
    var whole: UInt64 = 0
    while index < count, start[index] &- 48 < 10 {
      whole = whole &* 10 &+ UInt64(start[index] &- 48)
      index += 1
    }
    let digits = index - first
    guard digits > 0, digits < 16, digits == 1 || start[first] != 48 else { return slowValue(cell, decimalComma, &signs) }
    if index == count { return negative ? -Double(whole) : Double(whole) }
    guard start[index] == UInt8(ascii: "."), !decimalComma else { return slowValue(cell, decimalComma, &signs) }
    index += 1
    let point = index
    while index < count, start[index] &- 48 < 10 {
      whole = whole &* 10 &+ UInt64(start[index] &- 48)
      index += 1
    }
    let decimals = index - point
    guard index == count, decimals > 0, digits + decimals < 19, whole < 1 << 53 else {
      return slowValue(cell, decimalComma, &signs)
    }
    signs.insert(decimals == 3 && digits <= 3 && whole >= 1000 ? .either : .point)
    let value = Double(whole) / powersOfTen(decimals)
    return negative ? -value : value
  }

  /// Exact: both it and the digits are below 2^53, so that one division rounds once (Clinger 1990).
  @inline(__always)
  private static func powersOfTen(_ exponent: Int) -> Double {
    switch exponent {
    case 1: 1e1
    case 2: 1e2
    case 3: 1e3
    case 4: 1e4
    case 5: 1e5
    case 6: 1e6
    case 7: 1e7
    case 8: 1e8
    case 9: 1e9
    case 10: 1e10
    case 11: 1e11
    case 12: 1e12
    case 13: 1e13
    case 14: 1e14
    case 15: 1e15
    case 16: 1e16
    case 17: 1e17
    default: 1e18
    }
  }

  @inline(never)
  private static func slowValue(_ cell: CellBytes, _ decimalComma: Bool, _ signs: inout Signs) -> Double? {
    guard cell.count > 0, cell.count <= 40 else { return nil }
    var reader = AmountReader(rest: cell, decimalComma: decimalComma)
    let value = reader.value()
    signs.formUnion(reader.signs)
    return value
  }
}

/// Reads one amount with everything that people and programs put around its digits.
private struct AmountReader {
  var rest: CellBytes
  let decimalComma: Bool
  var signs: NumberText.Signs = []

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
    guard let magnitude = digits() else { return nil }
    return magnitude * factor
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

  private mutating func takeCurrencyBefore() -> Bool {
    for (length, index) in [(4, symbol(at: 0, 4)), (3, symbol(at: 0, 3)), (2, symbol(at: 0, 2)), (1, symbol(at: 0, 1))] {
      guard let index, rest.count > length else { continue }
      signs.formUnion([.amount, .currency(index)])
      drop(first: length)
      return true
    }
    return false
  }

  /// What may follow the digits: a currency, a percent sign, a multiple; in any sensible order, at most one of each.
  private mutating func takeAfter(_ factor: inout Double) {
    for length in [3, 2, 1] where rest.count > length {
      if let index = symbol(at: rest.count - length, length) {
        signs.formUnion([.amount, .currency(index)])
        drop(last: length)
        break
      }
    }
    guard rest.count > 1 else { return }
    let last = rest[rest.count - 1]
    let multiples: [(StaticString, Double)] = [
      ("mio.", 1e6), ("mio", 1e6), ("mrd.", 1e9), ("mrd", 1e9), ("tsd.", 1e3), ("bn", 1e9), ("mn", 1e6), ("k", 1e3), ("M", 1e6),
      ("B", 1e9),
    ]
    if last == UInt8(ascii: "%") {
      factor /= 100
      signs.insert(.amount)
      drop(last: 1)
      return
    }
    guard last > 0x39 || last == UInt8(ascii: ".") else { return }
    for (word, multiple) in multiples {
      let length = word.utf8CodeUnitCount
      guard rest.count > length else { continue }
      let tail = CellBytes(start: rest.start + rest.count - length, count: length)
      // One letter: K as it comes, but M and B only in capitals (5m is five minutes or metres).
      let isIt = length == 1 && multiple > 1e3 ? tail[0] == word.utf8Start[0] : tail.equals(ignoringCase: word)
      if isIt {
        factor *= multiple
        signs.insert(.amount)
        drop(last: length)
        return
      }
    }
  }

  /// Which currency the bytes name: its number plus one.
  private func symbol(at offset: Int, _ length: Int) -> Int? {
    guard offset >= 0, offset + length <= rest.count else { return nil }
    let cell = CellBytes(start: rest.start + offset, count: length)
    switch length {
    case 1: return cell[0] == UInt8(ascii: "$") ? 1 : nil
    case 2:
      if cell[0] == 0xC2, cell[1] == 0xA3 { return 3 }
      if cell[0] == 0xC2, cell[1] == 0xA5 { return 4 }
      if cell.equals(ignoringCase: "r$") { return 13 }
      if cell.equals(ignoringCase: "kr") { return 8 }
      return cell.equals(ignoringCase: "zł") ? 11 : nil
    case 3:
      if cell[0] == 0xE2, cell[1] == 0x82, cell[2] == 0xAC { return 2 }
      if cell[0] == 0xE2, cell[1] == 0x82, cell[2] == 0xB9 { return 12 }
      if cell.equals(ignoringCase: "us$") { return 1 }
      for (index, code) in NumberText.currencies.enumerated() {
        var code = code
        let same = code.withUTF8 { letters in (0..<3).allSatisfy { letters[$0] == cell[$0] & ~0x20 } }
        if same { return index + 1 }
      }
      return nil
    default: return nil
    }
  }

  /// The digits with their separators, read as the column is written.
  private mutating func digits() -> Double? {
    guard rest.count > 0 else { return nil }
    var plain: [UInt8] = []
    var groups: [Int] = []  // digits before each grouping separator or decimal sign
    var separators: [UInt8] = []
    var run = 0
    var total = 0
    var index = 0
    while index < rest.count {
      let byte = rest[index]
      if byte &- 48 < 10 {
        plain.append(byte)
        run += 1
        total += 1
      } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "'")
      {
        separators.append(byte)
        plain.append(byte)
        groups.append(run)
        run = 0
      } else if let width = noBreakSpace(at: index) {
        separators.append(UInt8(ascii: " "))
        plain.append(UInt8(ascii: " "))
        groups.append(run)
        run = 0
        index += width - 1
      } else if byte | 0x20 == UInt8(ascii: "e"), total > 0 {
        return exponent(from: index)
      } else {
        return nil
      }
      index += 1
    }
    groups.append(run)
    guard total > 0, run > 0 || (separators.count == 1 && plain.last == UInt8(ascii: ".")) else { return nil }
    if separators.isEmpty {
      if (plain[0] == 48 && total > 1) || total > 15 { signs.insert(.identifier) }
      return decimal(plain)
    }
    return grouped(plain, groups, separators)
  }

  /// `1,234.5`: all separators but a last, different or lonely one group thousands.
  private mutating func grouped(_ plain: [UInt8], _ groups: [Int], _ separators: [UInt8]) -> Double? {
    let point = UInt8(ascii: ".")
    let comma = UInt8(ascii: ",")
    let last = separators[separators.count - 1]
    let earlier = separators.dropLast()
    let lastIsAlone = !earlier.contains(last)
    let mayGroup = isGrouping(groups, upTo: separators.count)
    let isUniform = earlier.allSatisfy { $0 == last }
    var decimalSign: UInt8?
    if last == point || last == comma {
      if !lastIsAlone {
        guard isUniform, mayGroup else { return nil }
        signs.insert(last == comma ? .point : .comma)
        if last == comma ? decimalComma : !decimalComma { return nil }
      } else if separators.count > 1 {
        // The separators before it are all the same, other than it, and group thousands.
        guard let first = earlier.first, earlier.allSatisfy({ $0 == first }), isGrouping(groups, upTo: separators.count - 1)
        else { return nil }
        decimalSign = last
        signs.insert(last == comma ? .comma : .point)
      } else if mayGroup {
        signs.insert(.either)
        if last == (decimalComma ? comma : point) { decimalSign = last }
      } else {
        decimalSign = last
        signs.insert(last == comma ? .comma : .point)
      }
    } else if !isUniform || !mayGroup {
      return nil
    }
    if let decimalSign, decimalSign != (decimalComma ? comma : point) { return nil }
    if decimalSign == nil, groups[0] == 0 { return nil }
    var digits: [UInt8] = []
    for (index, byte) in plain.enumerated() {
      if byte &- 48 < 10 {
        digits.append(byte)
      } else if byte == decimalSign, index == plain.lastIndex(of: byte) {
        digits.append(point)
      }
    }
    return decimal(digits)
  }

  /// One to three digits, then groups of three.
  private func isGrouping(_ groups: [Int], upTo count: Int) -> Bool {
    guard (1...3).contains(groups[0]), rest[0] != 48 else { return false }
    for index in 1...max(1, count) where index < groups.count && index <= count && groups[index] != 3 { return false }
    return true
  }

  private func noBreakSpace(at index: Int) -> Int? {
    if rest[index] == 0xC2, index + 1 < rest.count, rest[index + 1] == 0xA0 { return 2 }
    if rest[index] == 0xE2, index + 2 < rest.count, rest[index + 1] == 0x80, rest[index + 2] == 0xAF || rest[index + 2] == 0x89
    {
      return 3
    }
    if rest[index] == 0xE2, index + 2 < rest.count, rest[index + 1] == 0x80, rest[index + 2] == 0x99 { return 3 }
    return nil
  }

  /// `1.2e5`: digits, one point, and after the e a sign and digits.
  private mutating func exponent(from index: Int) -> Double? {
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
    for place in 0..<index where rest[place] &- 48 >= 10 && rest[place] != UInt8(ascii: ".") { return nil }
    return decimal(Array(UnsafeBufferPointer(start: rest.start, count: rest.count)))
  }

  private func decimal(_ digits: [UInt8]) -> Double? {
    var text = digits.map { CChar(bitPattern: $0) }
    text.append(0)
    let value = text.withUnsafeBufferPointer { buffer in buffer.baseAddress.map { strtod($0, nil) } }
    guard let value, value.isFinite else { return nil }
    return value
  }
}

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
    "USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN", "INR", "BRL", "CZK", "NZD", "TRY", "RUB",
    "KRW",
    "ILS", "VND", "UAH", "THB", "HUF", "AED", "SAR", "QAR", "ZAR", "MXN", "SGD", "HKD", "CNY", "TWD", "RON", "BGN", "ISK",
    "IDR",
    "MYR", "PHP", "CLP", "COP", "ARS", "PEN", "EGP", "NGN", "KES",
  ]

  /// The same as a heading's words have them.
  static let smallCurrencies = currencies.map { $0.lowercased() }

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
  static func powersOfTen(_ exponent: Int) -> Double {
    switch exponent {
    case 0: 1
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
    // Words, which most cells are that get here while types are guessed, have no digit or too many letters.
    var digits = 0
    var letters = 0
    for index in 0..<cell.count {
      if cell[index] &- 48 < 10 { digits += 1 }
      if (cell[index] | 0x20) &- 0x61 < 26 { letters += 1 }
    }
    guard digits > 0, letters <= 7 else { return nil }
    var reader = AmountReader(rest: cell, decimalComma: decimalComma)
    let value = reader.value()
    signs.formUnion(reader.signs)
    return value
  }
}

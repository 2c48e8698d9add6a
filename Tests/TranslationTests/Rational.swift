@testable import Translation

/// An exact fraction in lowest terms: the tests' arithmetic, in which the simplex makes no rounding error at all.
struct Rational: LinearNumber, Hashable {
  let top: Int128
  let bottom: Int128

  init(_ top: Int128, _ bottom: Int128 = 1) {
    precondition(bottom != 0)
    var (a, b) = (top.magnitude, bottom.magnitude)
    while b != 0 { (a, b) = (b, a % b) }
    let common = Int128(max(a, 1))
    self.top = (bottom < 0 ? -top : top) / common
    self.bottom = Int128(bottom.magnitude) / common
  }

  /// `291/2500`, `-0.036`, `12`.
  init?(text: String) {
    let parts = text.split(separator: "/")
    if parts.count == 2, let top = Int128(parts[0]), let bottom = Int128(parts[1]) {
      self.init(top, bottom)
      return
    }
    let decimals = text.split(separator: ".")
    guard let whole = Int128(decimals.joined()) else { return nil }
    let places = decimals.count == 2 ? decimals[1].count : 0
    self.init(whole, (0..<places).reduce(1) { sum, _ in sum * 10 })
  }

  init(integerLiteral value: Int) { self.init(Int128(value)) }
  init?<T: BinaryInteger>(exactly source: T) { self.init(Int128(source)) }

  static var tolerance: Rational { 0 }
  var magnitude: Rational { Rational(Int128(top.magnitude), bottom) }
  var double: Double { Double(top) / Double(bottom) }

  static func + (a: Rational, b: Rational) -> Rational { Rational(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom) }
  static func - (a: Rational, b: Rational) -> Rational { Rational(a.top * b.bottom - b.top * a.bottom, a.bottom * b.bottom) }
  static func * (a: Rational, b: Rational) -> Rational { Rational(a.top * b.top, a.bottom * b.bottom) }
  static func / (a: Rational, b: Rational) -> Rational { Rational(a.top * b.bottom, a.bottom * b.top) }
  static func *= (a: inout Rational, b: Rational) { a = a * b }
  static prefix func - (a: Rational) -> Rational { Rational(-a.top, a.bottom) }
  static func < (a: Rational, b: Rational) -> Bool { a.top * b.bottom < b.top * a.bottom }
}

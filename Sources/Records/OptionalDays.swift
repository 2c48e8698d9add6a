/// A day or none for every row, in four bytes a row where `[Day?]` takes eight: the longest columns of a ledger are of this kind.
/// Public for the reason of `Day`.
public struct OptionalDays: Sendable, Hashable {
  @usableFromInline var numbers: [Int32] = []
  /// No calendar has this day.
  @usableFromInline static var none: Int32 { @inlinable get { Int32.min } }

  package init() {}
  init(numbers: [Int32]) { self.numbers = numbers }
  package init(repeating day: Day?, count: Int) { numbers = [Int32](repeating: OptionalDays.number(day), count: count) }

  @inlinable @inline(__always)
  static func number(_ day: Day?) -> Int32 { day?.number ?? none }

  package mutating func append(_ day: Day?) { numbers.append(OptionalDays.number(day)) }
  /// The earliest day of all; `nil` where there is none.
  var earliest: Day? { numbers.lazy.filter { $0 != OptionalDays.none }.min().map(Day.init(number:)) }

  /// The latest day of all; `nil` where there is none.
  var latest: Day? { numbers.max().flatMap { $0 == OptionalDays.none ? nil : Day(number: $0) } }

  /// As it was known at the end of a day: what came later has not happened.
  func known(at cutoff: Day) -> OptionalDays {
    guard let latest, latest > cutoff else { return self }
    return OptionalDays(numbers: numbers.map { $0 > cutoff.number ? OptionalDays.none : $0 })
  }

  /// The days of some rows only.
  func picked(_ rows: [Int32]) -> OptionalDays { OptionalDays(numbers: rows.map { numbers[Int($0)] }) }

  mutating func append(_ more: OptionalDays) { numbers += more.numbers }
  package mutating func reserveCapacity(_ count: Int) { numbers.reserveCapacity(count) }
}

extension OptionalDays: RandomAccessCollection, MutableCollection, ExpressibleByArrayLiteral {
  public init(arrayLiteral days: Day?...) { numbers = days.map(OptionalDays.number) }
  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { numbers.count }

  @inlinable
  public subscript(row: Int) -> Day? {
    get {
      let number = numbers[row]
      return number == OptionalDays.none ? nil : Day(number: number)
    }
    set { numbers[row] = OptionalDays.number(newValue) }
  }
}

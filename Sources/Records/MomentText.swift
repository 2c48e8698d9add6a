/// What a cell that may be a date says.
///
/// A day and month in figures (`03/04/2026`) are both kept, because only the whole column can say which is which.
struct MomentText: Equatable {
  enum Order: UInt8 { case known, open }
  /// Seconds since 1970-01-01, or with an open order seconds since midnight.
  var seconds: Int64
  var hasTime: Bool
  var order = Order.known
  /// First and second number of an open order, its year, and what stands between.
  var first: UInt8 = 0
  var second: UInt8 = 0
  var year: Int16 = 0
  var separator: UInt8 = 0

  /// The day `2026-10-28` names; nil for everything that is not exactly so.
  ///
  /// Eight bytes at once: less their pattern, digits are 0–9 and hyphens 0; ten times each plus the next makes pairs.
  @inline(__always)
  static func isoDay(_ p: UnsafePointer<UInt8>, _ months: UnsafePointer<Int32>) -> Int32? {
    let bytes = UInt64(littleEndian: UnsafeRawPointer(p).loadUnaligned(as: UInt64.self)) ^ 0x2D30_302D_3030_3030
    guard areDigits(bytes, others: 0xFF00_00FF_0000_0000), let day = two(p + 8) else { return nil }
    let pairs = bytes &* 10 &+ bytes >> 8
    let year = Int(pairs & 0xFF) &* 100 &+ Int(pairs >> 16 & 0xFF)
    return MonthStarts.day(months, year, Int(pairs >> 40 & 0xFF), day)
  }

  /// Eight bytes of which those in `others` are 0 and the rest 0–9.
  @inline(__always)
  private static func areDigits(_ bytes: UInt64, others: UInt64) -> Bool {
    (bytes | (bytes &+ 0x0606_0606_0606_0606)) & 0xF0F0_F0F0_F0F0_F0F0 == 0 && bytes & others == 0
  }

  /// The figures of `03/04/2026`, where a day and a month may be either.
  @inline(__always)
  static func figures(_ p: UnsafePointer<UInt8>) -> (first: UInt8, second: UInt8, year: Int)? {
    guard p[2] == p[5], p[2] == 0x2F || p[2] == 0x2E || p[2] == 0x2D, let first = two(p), let second = two(p + 3),
      let year = four(p + 6),
      first > 0, second > 0, first < 32, second < 32, min(first, second) < 13
    else { return nil }
    return (UInt8(truncatingIfNeeded: first), UInt8(truncatingIfNeeded: second), year)
  }

  @inline(__always)
  private static func two(_ p: UnsafePointer<UInt8>) -> Int? {
    let a = p[0] &- 48
    let b = p[1] &- 48
    return a < 10 && b < 10 ? Int(a) &* 10 &+ Int(b) : nil
  }

  @inline(__always)
  private static func four(_ p: UnsafePointer<UInt8>) -> Int? {
    guard let a = two(p), let b = two(p + 2) else { return nil }
    return a &* 100 &+ b
  }

  /// Seconds since midnight of the `19:05` that ends eight bytes, whatever the first three of them are.
  @inline(__always)
  static func minutes(_ p: UnsafePointer<UInt8>) -> Int64? {
    let all = UInt64(littleEndian: UnsafeRawPointer(p).loadUnaligned(as: UInt64.self))
    let bytes = (all ^ 0x3030_3A30_3000_0000) & 0xFFFF_FFFF_FF00_0000
    guard areDigits(bytes, others: 0x0000_FF00_0000_0000) else { return nil }
    let pairs = bytes &* 10 &+ bytes >> 8
    let hour = Int64(pairs >> 24 & 0xFF)
    let minute = Int64(pairs >> 48 & 0xFF)
    return hour < 24 && minute < 60 ? hour &* 3600 &+ minute &* 60 : nil
  }

  /// Seconds since midnight of `19:05:11`, without anything after it.
  @inline(__always)
  static func clock(_ p: UnsafePointer<UInt8>) -> Int64? {
    let bytes = UInt64(littleEndian: UnsafeRawPointer(p).loadUnaligned(as: UInt64.self)) ^ 0x3030_3A30_303A_3030
    guard areDigits(bytes, others: 0x0000_FF00_00FF_0000) else { return nil }
    let pairs = bytes &* 10 &+ bytes >> 8
    let hour = Int64(pairs & 0xFF)
    let minute = Int64(pairs >> 24 & 0xFF)
    let second = Int64(pairs >> 48 & 0xFF)
    return hour < 24 && minute < 60 && second < 61 ? hour &* 3600 &+ minute &* 60 &+ second : nil
  }

  /// Any of the ways listed in the tests; nil when it is none of them.
  @inline(never)
  static func read(_ cell: CellBytes) -> MomentText? {
    guard cell.count >= 6, cell.count <= 80 else { return nil }
    // Every date has a year in figures; names, which are tried while types are guessed, have none.
    guard (0..<cell.count).contains(where: { cell[$0] &- 48 < 10 }) else { return nil }
    var reader = MomentReader(cell: cell)
    return reader.moment()
  }
}

/// The first day of every month from 1900 to 2099: a look-up where the calendar's divisions would cost more than all the rest.
enum MonthStarts {
  static let all: [Int32] = (1900...2100).flatMap { year in
    (1...12).map { month in Day(year: year, month: month, day: 1)?.number ?? 0 }
  }

  @inline(__always)
  static func day(_ months: UnsafePointer<Int32>, _ year: Int, _ month: Int, _ day: Int) -> Int32? {
    guard year &- 1900 >= 0, year < 2100, month &- 1 >= 0, month < 13 else {
      return Day(year: year, month: month, day: day)?.number
    }
    let place = (year &- 1900) &* 12 &+ month &- 1
    let number = months[place] &+ Int32(truncatingIfNeeded: day) &- 1
    return day > 0 && number < months[place &+ 1] ? number : nil
  }
}

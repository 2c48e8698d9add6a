/// A calendar day of the proleptic Gregorian calendar, counted from 1970-01-01; no time zone, no clock.
///
/// Public where others are `package`: what is only `package` is called across modules and never inlined, and a day's sums stand in the
/// innermost loops of the other rooms.
public struct Day: Hashable, Comparable, Sendable, BitwiseCopyable {
  public var number: Int32

  @inlinable public init(number: Int32) { self.number = number }

  /// `nil` when the parts name no day of the calendar (31 April, month 13).
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Day.length(ofMonth: month, in: year)
    else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// The Monday of a week of ISO 8601, whose first week holds 4 January; `nil` for a number above 53.
  package init?(week: Int, of year: Int) {
    guard (1...53).contains(week), let fourth = Day(year: year, month: 1, day: 4) else { return nil }
    self = fourth.startOfWeek + (week - 1) * 7
  }

  package static func length(ofMonth month: Int, in year: Int) -> Int {
    switch month {
    case 2: (year.isMultiple(of: 4) && !year.isMultiple(of: 100)) || year.isMultiple(of: 400) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Year, month 1–12 and day of the month 1–31.
  package var parts: (year: Int, month: Int, day: Int) {
    let shifted = Int(number) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// 0 is Monday, 6 is Sunday.
  package var weekday: Int { ((Int(number) + 3) % 7 + 7) % 7 }

  package var startOfWeek: Day { self - weekday }
  package var startOfMonth: Day { self - (parts.day - 1) }
  package var startOfQuarter: Day {
    let (year, month, _) = parts
    return Day(year: year, month: (month - 1) / 3 * 3 + 1, day: 1) ?? self
  }
  package var startOfNextMonth: Day {
    let (year, month, _) = parts
    return startOfMonth + Day.length(ofMonth: month, in: year)
  }

  @inlinable public static func == (a: Day, b: Day) -> Bool { a.number == b.number }
  @inlinable public static func < (a: Day, b: Day) -> Bool { a.number < b.number }
  @inlinable public static func <= (a: Day, b: Day) -> Bool { a.number <= b.number }
  @inlinable public static func > (a: Day, b: Day) -> Bool { a.number > b.number }
  @inlinable public static func >= (a: Day, b: Day) -> Bool { a.number >= b.number }
  @inlinable public static func + (day: Day, days: Int) -> Day { Day(number: day.number + Int32(days)) }
  @inlinable public static func - (day: Day, days: Int) -> Day { Day(number: day.number - Int32(days)) }
  /// Whole days from `b` to `a`.
  @inlinable public static func - (a: Day, b: Day) -> Int { Int(a.number) - Int(b.number) }
}

extension Day: CustomStringConvertible {
  /// ISO 8601: `2026-10-28`.
  public var description: String {
    let (year, month, day) = parts
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    let digits = "\(year)"
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "-" + two(month) + "-" + two(day)
  }

  /// `nil` unless the text is exactly `YYYY-MM-DD` and names a day.
  package init?(iso text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }
}

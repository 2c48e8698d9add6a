import Records

/// Minutes since Monday 28 October 2024, 00:00, the first day of the record; `Moment.never` where nothing happened.
///
/// Day 0 is a Monday, so `day % 7` is the weekday.
typealias Minute = Int32

/// The record's own calendar: days are counted from its first Monday, work is Monday to Friday, 9 to 17.
enum Clock {
  static let never: Minute = .min
  static let opens: Int32 = 9 * 60
  static let closes: Int32 = 17 * 60
  static let workday = closes - opens

  static func day(of minute: Minute) -> Int { Int(minute >= 0 ? minute / 1440 : (minute - 1439) / 1440) }
  static func minute(onDay day: Int, _ hour: Int, _ minute: Int = 0) -> Minute { Minute(day * 1440 + hour * 60 + minute) }
  static func isWorkday(_ day: Int) -> Bool { ((day % 7) + 7) % 7 < 5 }

  static func nextWorkday(after day: Int) -> Int {
    var next = day + 1
    while !isWorkday(next) { next += 1 }
    return next
  }

  /// A working day at or beside `day`, inside the bounds; the day itself where they leave none.
  static func workday(near day: Int, from low: Int, to high: Int) -> Int {
    let day = min(high, max(low, day))
    for near in [day, day - 1, day - 2, day + 1, day + 2] where isWorkday(near) && near >= low && near <= high { return near }
    return day
  }

  /// `start` must lie in working time.
  static func adding(_ working: Int32, to start: Minute) -> Minute {
    var day = Self.day(of: start)
    var at = start - Minute(day * 1440)
    var left = working
    while left > closes - at {
      left -= closes - at
      day = nextWorkday(after: day)
      at = opens
    }
    return Minute(day * 1440) + at + left
  }
}

/// Hours in which somebody could have answered: Monday to Friday, 9 to 17, holidays not known.
enum WorkingHours {
  private static let opens: Int64 = 9 * 3600
  private static let closes: Int64 = 17 * 3600
  private static let perDay = closes - opens

  /// Working hours from one moment to a later one; 0 where the answer came outside them before they began again.
  static func between(_ from: Moment, _ to: Moment) -> Float {
    Float(max(0, total(to) - total(from))) / 3600
  }

  /// Working seconds from a fixed Monday to the moment, so that any span is a difference.
  private static func total(_ moment: Moment) -> Int64 {
    let day = moment.day
    let monday = day.startOfWeek
    let weeks = Int64(monday.number + 3) / 7
    let days = Int64(min(day.weekday, 5))
    let inDay = moment.seconds - Int64(day.number) * 86_400
    let today = day.weekday < 5 ? min(max(inDay - opens, 0), perDay) : 0
    return (weeks * 5 + days) * perDay + today
  }
}

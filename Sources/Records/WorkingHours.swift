/// Hours in which somebody could have answered: weekdays, from one hour to another, without holidays. `[calendar]` of parley.toml
/// says which; without it Monday to Friday, 9 to 17.
package struct WorkingHours: Sendable, Hashable {
  /// Hours of the day, 0 to 24.
  package var opens: Int
  package var closes: Int
  /// 0 is Monday: how many days from there somebody works.
  package var workdays: Int
  /// Ascending; days on which nobody works although it is a workday.
  package private(set) var holidays: [Day]

  package init(opens: Int = 9, closes: Int = 17, workdays: Int = 5, holidays: [Day] = []) {
    precondition(opens >= 0 && opens < closes && closes <= 24 && (1...7).contains(workdays), "a day has hours to work in")
    self.opens = opens
    self.closes = closes
    self.workdays = workdays
    self.holidays = Set(holidays.filter { $0.weekday < workdays }).sorted()
  }

  package var hoursADay: Int { closes - opens }

  package func isWorking(_ day: Day) -> Bool { day.weekday < workdays && !holidays.contains(day) }

  /// The end of the working time of a day.
  package func end(of day: Day) -> Moment { Moment(seconds: Moment(day).seconds + Int64(closes) * 3600) }

  /// Working hours from one moment to a later one; 0 where the answer came outside them before they began again.
  package func between(_ from: Moment, _ to: Moment) -> Float { Float(max(0, total(to) - total(from))) / 3600 }

  /// Working seconds from a fixed Monday to the moment, so that any span is a difference.
  private func total(_ moment: Moment) -> Int64 {
    let perDay = Int64(hoursADay) * 3600
    let day = moment.day
    let monday = day.startOfWeek
    let weeks = Int64(monday.number + 3) / 7
    let days = Int64(min(day.weekday, workdays))
    let free = Int64(holidaysBefore(day))
    let inDay = moment.seconds - Int64(day.number) * 86_400
    let today = isWorking(day) ? min(max(inDay - Int64(opens) * 3600, 0), perDay) : 0
    return (weeks * Int64(workdays) + days - free) * perDay + today
  }

  private func holidaysBefore(_ day: Day) -> Int {
    var (low, high) = (0, holidays.count)
    while low < high {
      let middle = (low + high) / 2
      if holidays[middle] < day { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

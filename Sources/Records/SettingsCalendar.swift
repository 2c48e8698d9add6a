import TOMLKit

extension Settings {
  /// `[calendar]`: `days = "mon-fri"`, `from = 9`, `to = 17`, `holidays = ["2026-12-25"]`.
  mutating func readCalendar(_ table: TOMLTable, _ source: SettingsSource) throws(LoadFailure) {
    var (opens, closes, workdays) = (calendar.opens, calendar.closes, calendar.workdays)
    var holidays: [Day] = []
    for (key, value) in table.inOrder {
      switch key {
      case "from": opens = try hour(value, key, 0...23, source)
      case "to": closes = try hour(value, key, 1...24, source)
      case "days":
        let text = try source.text(value, key)
        let ends = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        guard text.hasPrefix("mon-"), let last = ends.firstIndex(of: String(text.dropFirst(4))) else {
          throw source.problem(
            key, "days: “\(Reason.cut(text))” is no week. Write mon- and the last working day: days = \"mon-fri\".")
        }
        workdays = last + 1
      case "holidays":
        guard let array = value.array else {
          throw source.problem(key, "holidays is a list of days. Write holidays = [\"2026-12-25\"].")
        }
        for one in array {
          let text = try source.text(one, key)
          guard let day = Day(iso: text) else {
            throw source.problem(text, "holidays: “\(Reason.cut(text))” is no day. Write it as \"2026-12-25\".")
          }
          holidays.append(day)
        }
      default:
        throw source.problem(key, "calendar has no “\(Reason.cut(key))”. It has days, from, to, holidays.")
      }
    }
    guard opens < closes else {
      throw source.problem("from", "the day ends at \(closes) before it begins at \(opens). Write from = 9 and to = 17.")
    }
    calendar = WorkingHours(opens: opens, closes: closes, workdays: workdays, holidays: holidays)
  }

  private func hour(
    _ value: TOMLValueConvertible, _ key: String, _ range: ClosedRange<Int>, _ source: SettingsSource
  ) throws(LoadFailure) -> Int {
    guard let hour = value.int, range.contains(hour) else {
      throw source.problem(
        key, "\(key) is a full hour from \(range.lowerBound) to \(range.upperBound). Write \(key) = \(key == "from" ? 9 : 17).")
    }
    return hour
  }
}

import Records

/// Files without people: spend by month, numbers by week, the people plan.
extension ParleyLayout {
  mutating func writeNumbers(seed: UInt64, scale: Int) {
    writeSpend(scale: scale)
    writeWeekly(Weekly(seed: seed, scale: scale, requests: requests))
    writePlan(scale: scale)
  }

  private mutating func writeSpend(scale: Int) {
    let table = Plan.spendByMonth()
    for (month, row) in table.enumerated() {
      let day = Plan.months[month]
      for origin in Origin.allCases where row[origin.rawValue] > 0 {
        days.write(day, to: &spend)
        spend.comma()
        spend.text(origin.name)
        spend.comma()
        spend.number(row[origin.rawValue] * scale)
        spend.newline()
      }
      // A thirteenth month, and a row with a cell too many.
      if month == 8 { spend.text("2025-13-01,Paid search,18000\n") }
      if month == 15 { spend.text("2026-02-01,Referrals,900,paid,twice\n") }
    }
  }

  private mutating func writeWeekly(_ numbers: Weekly) {
    for (week, row) in numbers.rows.enumerated() {
      days.write(week * 7, to: &weekly)
      for value in [
        row.sessions, row.engaged, row.posts, row.impressions, row.sends, row.opens, row.clicks, row.demoPageViews,
      ] {
        weekly.comma()
        weekly.number(value)
      }
      weekly.newline()
      // A row that was cut off.
      if week == 70 { weekly.text("2026-03-02,14\n") }
    }
  }

  /// Weeks are written as ISO weeks: a plan reaches past the end of the record and must not be taken for its days.
  private mutating func writePlan(scale: Int) {
    let leave = Plan.leave
    for week in 0..<Plan.fullWeeks + 13 {
      let label = Plan.isoWeek(of: week * 7)
      let away = leave.contains(week) ? 2 : 0
      for (role, heads) in [("account executive", 6 - away), ("sales development", 2)] {
        plan.text(label)
        plan.comma()
        plan.text(role)
        plan.comma()
        plan.number(heads * scale)
        plan.comma()
        plan.number(heads * 8 * scale)
        plan.newline()
      }
    }
  }
}

extension Plan {
  /// Weeks of the record in which two colleagues are away: 12 October 2026 to 10 January 2027.
  static let leave = 102..<115

  /// ISO 8601: the year and week that the week's Thursday lies in, as `2026-W42`.
  static func isoWeek(of monday: Int) -> String {
    let thursday = day(monday + 3)
    let year = thursday.parts.year
    guard let newYear = Day(year: year, month: 1, day: 1) else { return "" }
    let week = (thursday - newYear) / 7 + 1
    return "\(year)-W" + (week < 10 ? "0" : "") + "\(week)"
  }
}

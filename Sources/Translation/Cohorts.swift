import Records

/// Units and what became of them by the month they came, so that young months are compared at equal age and not as they stand.
package struct Cohorts: Sendable, Hashable {
  /// Days after a unit came at which outcomes are counted.
  package static let ages = [30, 60, 90]
  /// Months shown, the newest included: enough to find the same month of last year.
  static let shown = 13

  package struct Month: Sendable, Hashable {
    /// First day of the month.
    package var month: Day
    package var units: Int
    /// Outcomes known at the end of the record, whatever the age.
    package var soFar: Int
    /// Outcomes within each of `ages`; `nil` while a unit of the month is younger.
    package var within: [Int?]
    /// Units and outcomes of the month as it stood on the day of the month on which the newest month stands now.
    package var then: Share
  }

  /// So many of so many.
  package struct Share: Sendable, Hashable {
    package var outcomes: Int
    package var units: Int
    package var value: Double { units > 0 ? Double(outcomes) / Double(units) : 0 }

    package init(outcomes: Int, units: Int) {
      self.outcomes = outcomes
      self.units = units
    }
  }

  /// The newest three months against those before, as they stand and at equal age.
  package struct EqualAge: Sendable, Hashable {
    package var days: Int
    package var newSoFar: Share
    package var oldSoFar: Share
    /// Only units that were watched for `days`, and what they brought within them.
    package var new: Share
    package var old: Share
    /// New less old at equal age, 90%, by weeks as draws of luck.
    package var difference: Estimate
    package var isNoise: Bool { difference.low <= 0 && difference.high >= 0 }
  }

  /// Newest first.
  package var months: [Month]
  /// Days of the newest month that are in the record.
  package var day: Int
  /// `nil` where fewer than twenty of the newest months' units were watched for thirty days, or nothing lies before them.
  package var equalAge: EqualAge?

  /// Units watched before an age is used for the comparison.
  static let watchedEnough = 20

  /// `nil` when no unit lies in the window.
  init?(_ arrivals: Arrivals, window: RecordWindow) {
    let seen = arrivals.seen(in: window)
    guard let last = seen.units.lastIndex(where: { $0 > 0 }) else { return nil }
    let end = window.to
    var month = (seen.first + last).startOfMonth
    day = min(end, month.startOfNextMonth - 1) - month + 1
    months = []
    let oldest = seen.first
    while months.count < Self.shown, month.startOfNextMonth > oldest {
      months.append(Self.month(seen, month, end: end, day: day))
      month = (month - 1).startOfMonth
    }
    while months.last?.units == 0 { months.removeLast() }
    equalAge = Self.equalAge(seen, months, end: end)
  }

  private static func month(_ seen: Arrivals, _ month: Day, end: Day, day: Int) -> Month {
    let lower = max(0, min(seen.units.count, month - seen.first))
    let upper = max(lower, min(seen.units.count, month.startOfNextMonth - seen.first))
    let units = seen.units[lower..<upper].reduce(0, +)
    let stood = month + (day - 1)
    let cut = max(lower, min(upper, lower + day))
    var soFar = 0
    var then = Share(outcomes: 0, units: seen.units[lower..<cut].reduce(0, +))
    var within = ages.map { _ in 0 }
    for win in seen.wins where win.index >= lower && win.index < upper {
      soFar += win.count
      if win.index < cut, seen.first + win.index + win.lag <= stood { then.outcomes += win.count }
      for (a, age) in ages.enumerated() where win.lag < age { within[a] += win.count }
    }
    // The youngest unit of a month came on its last day; it has been watched for that day too.
    let watched = end - (month.startOfNextMonth - 1) + 1
    return Month(
      month: month, units: units, soFar: soFar, within: zip(ages, within).map { watched >= $0 ? $1 : nil }, then: then)
  }

  private static func equalAge(_ seen: Arrivals, _ months: [Month], end: Day) -> EqualAge? {
    guard months.count > 3 else { return nil }
    let start = months[2].month
    let first = months[months.count - 1].month
    func soFar(_ part: ArraySlice<Month>) -> Share {
      Share(outcomes: part.reduce(0) { $0 + $1.soFar }, units: part.reduce(0) { $0 + $1.units })
    }
    for days in ages.reversed() {
      let young = WeeklyCounts(seen, from: start, to: end - days + 1, days: days)
      let old = WeeklyCounts(seen, from: max(first, seen.first), to: min(start - 1, end - days + 1), days: days)
      guard young.units >= watchedEnough, old.units >= watchedEnough else { continue }
      return EqualAge(
        days: days, newSoFar: soFar(months[..<3]), oldSoFar: soFar(months[3...]),
        new: Share(outcomes: young.outcomes, units: young.units), old: Share(outcomes: old.outcomes, units: old.units),
        difference: WeeklyCounts.difference([.init(now: young, before: old, weight: 1)]))
    }
    return nil
  }
}

import Glibc
import Records

/// What a weekly number did in a stretch of weeks, beside what season and trend led one to expect, or beside something that was
/// left as it was. Articles/before-after.md says how, and what it cannot tell.
package struct BeforeAfter: Sendable, Hashable {
  /// What the expectation stands on.
  package enum Footing: Sendable, Hashable {
    /// The same weeks a year earlier, raised or lowered as the weeks before were.
    case lastYear
    /// The weeks before alone: the record has no year behind it.
    case before
    /// The weeks before, moved as a comparison moved.
    case beside
    /// The weeks between, which were left as they were.
    case everyOtherWeek
  }

  package enum Refusal: Error, Sendable, Hashable {
    /// The first whole week after the window's end is not in the data yet.
    case notOver(last: Day)
    case noWholeWeek
    case recordTooShort(weeks: Int, needed: Int)
    case nothingBefore
    case comparisonNotRecorded
    /// Weeks with and without, side by side: a number without ids has no people to follow.
    case notFollowed
    case tooFewPairs(have: Int, needed: Int)
  }

  /// The first Monday and the last Sunday that were counted.
  package var from: Day
  package var to: Day
  package var weeks: Int
  package var footing: Footing
  package var seen: Double
  /// What would have been expected of the same weeks without the change, with its doubt; the luck of the weeks is in it.
  package var expected: Estimate
  /// Seen less expected.
  package var change: Estimate

  static let fewestBefore = 8
  static let mostBefore = 26

  init(from: Day, to: Day, weeks: Int, footing: Footing, seen: Double, expected: Estimate, change: Estimate) {
    self.from = from
    self.to = to
    self.weeks = weeks
    self.footing = footing
    self.seen = seen
    self.expected = expected
    self.change = change
  }

  /// Of a series of weeks; the days of `from ... to` that are no whole weeks are left out.
  package init(_ series: Weeks, from: Day, to: Day, beside comparison: Weeks? = nil) throws(Refusal) {
    let whole = series.whole.map { $0 ?? .nan }
    let monday = from.weekday == 0 ? from : from.startOfWeek + 7
    let end = (to + 1).startOfWeek
    guard end > monday else { throw .noWholeWeek }
    let first = (monday - series.firstMonday) / 7
    let count = (end - monday) / 7
    guard first + count <= whole.count else { throw .notOver(last: series.firstMonday + whole.count * 7 - 1) }
    let known = first > 0 ? whole[..<first].suffix(BeforeAfter.mostBefore).reversed().prefix { $0.isFinite }.count : 0
    guard first >= 0, known >= BeforeAfter.fewestBefore else {
      throw .recordTooShort(weeks: max(0, known), needed: BeforeAfter.fewestBefore)
    }
    let before = Array(whole[first - known..<first])
    let window = whole[first..<first + count]
    let seen = window.reduce(0, +)
    let mean = before.reduce(0, +) / Double(known)
    guard mean > 0, seen.isFinite else { throw .nothingBefore }
    // How much wider than counting alone weeks are; of money, the size of what is counted.
    let spread = before.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(known - 1)
    let unit = max(spread / mean, mean < 1 ? 1 : 0.25)

    func relative(_ total: Double) -> Double { unit / max(total, unit) }
    var value = mean * Double(count)
    var variance = relative(mean * Double(known))
    var footing = Footing.before
    if let comparison {
      let other = comparison.whole.map { $0 ?? .nan }
      let at = (monday - comparison.firstMonday) / 7
      guard at - known >= 0, at + count <= other.count else { throw .comparisonNotRecorded }
      let (was, now) = (other[at - known..<at].reduce(0, +), other[at..<at + count].reduce(0, +))
      guard was > 0, now.isFinite else { throw .comparisonNotRecorded }
      let average = was / Double(known)
      let wide = other[at - known..<at].reduce(0) { $0 + ($1 - average) * ($1 - average) } / Double(known - 1) / average
      value *= now / Double(count) / average
      variance += wide / max(was, wide) + wide / max(now, wide)
      footing = .beside
    } else if first - known - 52 >= 0 {
      let then = whole[first - 52..<first - 52 + count].reduce(0, +)
      let beforeThen = whole[first - known - 52..<first - 52].reduce(0, +)
      if then > 0, beforeThen > 0 {
        value = then * mean * Double(known) / beforeThen
        variance += relative(then) + relative(beforeThen)
        footing = .lastYear
      }
    }
    let deviation = (value * value * variance + unit * max(value, mean)).squareRoot()
    let reach = 1.645 * deviation
    self.from = monday
    self.to = end - 1
    weeks = count
    self.footing = footing
    self.seen = seen
    expected = Estimate(value: value, low: max(0, value - reach), high: value + reach)
    change = Estimate(value: seen - value, low: seen - value - reach, high: seen - value + reach)
  }
}

/// What a change of a metric's volume is expected to bring in a year, once it has had its time.
package struct Expectation: Sendable, Hashable {
  package var change: Estimate
  package var days: Int
  package var hours: Double?
  package var lagDays: Int?
  package var grade: Grade

  package enum Refusal: Error, Sendable, Hashable {
    case noCurve
    case untold(Grade)
    case volume(Response.Refusal)
  }
}

extension Findings {
  /// From today's volume to `then` in each of the metric's periods, for a year.
  package func expectation(_ t: Translation, at then: Double) throws(Expectation.Refusal) -> Expectation {
    guard t.grade != .d, t.grade != .n else { throw .untold(t.grade) }
    guard let response = t.response else { throw .noCurve }
    do throws(Response.Refusal) { try response.check(then) } catch { throw .volume(error) }
    let year = 365.0
    let periods = response.period.days.map { year / $0 } ?? 1
    let change = Estimate(draws: response.change(from: response.today, to: then).map { $0 * periods })
    let units = (then - response.today) * periods
    return Expectation(
      change: change, days: Int(year), hours: t.hoursPerUnit.map { $0.value * units }, lagDays: t.lag?.median, grade: t.grade)
  }

  /// The share of a year's effect that is to be seen within a window of so many days: what a change brings comes late.
  package func shareSeen(_ t: Translation, within days: Int) -> Double {
    let part = min(1, Double(days) / 365)
    guard let draws = t.draws, draws.count > 0 else { return part }
    let shares = (0..<draws.count).map { draws.share($0, comingOver: days, by: days) }
    return part * shares.reduce(0, +) / Double(draws.count)
  }
}

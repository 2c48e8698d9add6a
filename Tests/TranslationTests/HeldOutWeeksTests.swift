import Glibc
import Records
import Testing

@testable import Translation

/// Every other week left as it was, and a source left as it was with few outcomes: by hand, identity, recovery, refusal.
@Suite struct HeldOutWeeksTests {
  private static let monday = Day(year: 2025, month: 1, day: 6) ?? Day(number: 0)

  /// `wins[week]`: so many outcomes, each `lag` days after the Monday that its unit came on.
  private static func cohorts(_ wins: [[Int]], weeks: Int, cutoff: Day? = nil) -> WeekCohorts {
    var units = [Int](repeating: 0, count: weeks * 7)
    var all: [Arrivals.Win] = []
    for (week, lags) in wins.enumerated() {
      units[week * 7] = 10
      for lag in Set(lags).sorted() { all.append(.init(index: week * 7, lag: lag, count: lags.count { $0 == lag })) }
    }
    let last = monday + weeks * 7 - 1
    return WeekCohorts(
      Arrivals(first: monday, units: units, wins: all), window: RecordWindow(from: monday, to: last), cutoff: cutoff ?? last)
  }

  @Test func `by hand: two in each week with it and one in each week between, at one age`() throws {
    // The second outcome of the last week with it comes later than the week between could have had it: it does not count.
    var wins = (0..<8).map { $0.isMultiple(of: 2) ? [1, 2] : [1] }
    wins[6] = [1, 7]
    let found = try BeforeAfter(
      everyOtherWeekOf: HeldOutWeeksTests.cohorts(wins, weeks: 12), from: HeldOutWeeksTests.monday,
      to: HeldOutWeeksTests.monday + 55)
    #expect(found.footing == .everyOtherWeek)
    #expect(found.weeks == 4)
    #expect(found.seen == 7 && found.expected.value == 4)
    #expect(found.change.value == 3)
    // Never surer than the eleven that were counted allow.
    #expect(found.change.high - found.change.value >= 2.353 * 11.0.squareRoot() - 1e-9)
  }

  @Test func `an outcome stands in the week it came in, and weeks before the record are unknown`() {
    let cohorts = HeldOutWeeksTests.cohorts([[1, 8, 8], [], [20]], weeks: 6)
    #expect(cohorts.outcomes.values == [1, 2, 0, 0, 1, 0])
    let late = WeekCohorts(
      Arrivals(first: HeldOutWeeksTests.monday, units: [Int](repeating: 1, count: 28), wins: []),
      window: RecordWindow(from: HeldOutWeeksTests.monday + 14, to: HeldOutWeeksTests.monday + 27),
      cutoff: HeldOutWeeksTests.monday + 27)
    #expect(late.outcomes.values == [nil, nil, 0, 0])
  }

  @Test func `with nothing tried nought is in nine of ten ranges, and an effect comes out`() throws {
    var stream = Draws(name: "held-out-weeks", chain: 0)
    let runs = 400
    var (held, found) = (0, 0.0)
    for _ in 0..<runs {
      var wins = (0..<24).map { _ in (0..<stream.poisson(6)).map { _ in 1 + stream.poisson(20) } }
      let (from, to) = (HeldOutWeeksTests.monday + 4 * 7, HeldOutWeeksTests.monday + 20 * 7 - 1)
      let none = try BeforeAfter(everyOtherWeekOf: HeldOutWeeksTests.cohorts(wins, weeks: 30), from: from, to: to)
      if none.change.low <= 0, none.change.high >= 0 { held += 1 }
      for week in stride(from: 4, to: 20, by: 2) { wins[week] += [1, 1, 1] }
      let some = try BeforeAfter(everyOtherWeekOf: HeldOutWeeksTests.cohorts(wins, weeks: 30), from: from, to: to)
      found += some.change.value - none.change.value
    }
    #expect(held >= runs * 88 / 100, "\(held) of \(runs)")
    #expect(abs(found / Double(runs) - 24) < 1e-9)
  }

  @Test func `a source left as it was is fair with a deal in two weeks, too`() throws {
    var stream = Draws(name: "few-beside", chain: 0)
    let runs = 600
    var (held, told) = (0, 0)
    for _ in 0..<runs {
      func series(_ mean: Double) -> Weeks {
        Weeks(
          firstMonday: HeldOutWeeksTests.monday, values: (0..<52).map { _ in Double(stream.poisson(mean)) }, daysOfLast: 7)
      }
      let (own, other) = (series(0.6), series(0.8))
      let from = HeldOutWeeksTests.monday + 38 * 7
      guard let none = try? BeforeAfter(own, from: from, to: from + 12 * 7 - 1, beside: other) else { continue }
      told += 1
      if none.change.low <= 0, none.change.high >= 0 { held += 1 }
    }
    #expect(told > runs * 95 / 100)
    #expect(held >= told * 88 / 100, "\(held) of \(told)")
  }

  @Test func `each refusal is reached`() {
    func refusal(_ cohorts: WeekCohorts, _ days: Int) -> BeforeAfter.Refusal? {
      do throws(BeforeAfter.Refusal) {
        _ = try BeforeAfter(everyOtherWeekOf: cohorts, from: HeldOutWeeksTests.monday, to: HeldOutWeeksTests.monday + days)
        return nil
      } catch { return error }
    }
    let some = HeldOutWeeksTests.cohorts([[1], [1], [1], [1], [1], [1], [1], [1]], weeks: 12)
    #expect(refusal(some, 3) == .noWholeWeek)
    #expect(refusal(some, 41) == .tooFewPairs(have: 3, needed: 4))
    #expect(refusal(some, 97) == .notOver(last: HeldOutWeeksTests.monday + 83))
    #expect(refusal(HeldOutWeeksTests.cohorts([], weeks: 12), 55) == .nothingBefore)
    #expect(refusal(some, 55) == nil)
  }

  @Test func `a test raises, leaves or lowers a grade by what it found`() {
    func test(_ expected: (Double, Double, Double), _ saw: (Double, Double, Double)) -> PairTest {
      PairTest(
        metric: "m", outcome: .dealsWon, from: HeldOutWeeksTests.monday, to: HeldOutWeeksTests.monday + 55,
        against: "referrals",
        expected: Estimate(value: expected.0, low: expected.1, high: expected.2),
        saw: Estimate(value: saw.0, low: saw.1, high: saw.2))
    }
    func grades(_ test: PairTest) -> String { Grade.allCases.map { test.grade(after: $0).rawValue }.joined() }
    let held = test((5, 2, 8), (4, 1, 7))
    #expect(held.finding == .held && grades(held) == "AAAAAX")
    // Inside what was expected, and so is nothing at all: nothing is proven.
    let open = test((5, -1, 8), (2, -3, 7))
    #expect(open.finding == .open && grades(open) == "ABCDNX")
    let missed = test((5, 4, 6), (1, -1, 3))
    #expect(missed.finding == .missed && grades(missed) == "CCDDNX")
    let more = test((5, 4, 6), (20, 15, 25))
    #expect(more.finding == .missed)
    let against = test((5, 4, 6), (-4, -6, -2))
    #expect(against.finding == .against && grades(against) == "XXXXXX")
    // Where less was expected, less is what holds.
    #expect(test((-5, -8, -2), (-4, -6, -2)).finding == .held)
    #expect(test((-5, -8, -2), (4, 1, 7)).finding == .against)
  }
}

import Foundation
import Records
import Testing

@testable import Translation

/// Arrivals made for one question each: `weeks` weeks, units on Mondays, outcomes ten days later.
private func made(_ units: [Int], _ outcomes: [Int], lag: Int = 10) -> Arrivals {
  var days = [Int](repeating: 0, count: units.count * 7)
  var wins: [Arrivals.Win] = []
  for (week, n) in units.enumerated() {
    days[7 * week] = n
    if outcomes[week] > 0 { wins.append(Arrivals.Win(index: 7 * week, lag: lag, count: outcomes[week])) }
  }
  return Arrivals(first: Day(number: 18_000), units: days, wins: wins)
}

private func window(_ arrivals: Arrivals) -> RecordWindow {
  RecordWindow(from: arrivals.first, to: arrivals.first + (arrivals.units.count - 1))
}

@Suite struct ChangeTests {
  @Test func `Volume, mix and rate add up to the change`() throws {
    var draws = Draws(name: "adds up", chain: 0, seed: 1)
    for _ in 0..<50 {
      let sources = (0..<4).map { _ -> Arrivals in
        let units = (0..<90).map { _ in Int(draws.unit() * 30) }
        return made(units, units.map { draws.binomial($0, 0.2) })
      }
      let change = try Change(sources, window: window(sources[0]), days: 30)
      #expect(abs(change.volume + change.mix + change.rate.value - Double(change.total)) < 1e-9)
      #expect(abs(change.parts.reduce(0) { $0 + $1.mix + $1.rate } - change.mix - change.rate.value) < 1e-9)
      #expect(change.against == .sameWeeksLastYear)
    }
  }

  @Test func `Equal periods have no parts, and twice the units are volume alone`() throws {
    let steady = made(Array(repeating: 20, count: 90), Array(repeating: 4, count: 90))
    let same = try Change([steady], window: window(steady), days: 30)
    #expect(same.total == 0 && same.volume == 0 && same.mix == 0 && same.rate.value == 0 && same.isNoise)
    // The last year at twice the pace, by the same rate.
    let paces = (0..<90).map { $0 < 52 ? 20 : 40 }
    let twice = made(paces, paces.map { $0 / 5 })
    let change = try Change([twice], window: window(twice), days: 30)
    #expect(abs(change.volume - Double(change.total)) < 1e-9 && change.total == 52 && change.isNoise)
  }

  @Test func `Another mix at the same rates is mix alone`() throws {
    let good = (0..<90).map { $0 < 52 ? 30 : 10 }
    let bad = (0..<90).map { $0 < 52 ? 10 : 30 }
    let sources = [made(good, good.map { $0 / 2 }), made(bad, bad.map { $0 / 10 })]
    let change = try Change(sources, window: window(sources[0]), days: 30)
    #expect(change.volume == 0 && abs(change.rate.value) < 1e-9 && abs(change.mix - Double(change.total)) < 1e-9)
    #expect(change.total < 0)
  }

  @Test func `Without a year of record the thirteen weeks before are taken`() throws {
    let arrivals = made(Array(repeating: 20, count: 40), Array(repeating: 4, count: 40))
    let change = try Change([arrivals], window: window(arrivals), days: 30)
    #expect(change.against == .periodBefore && change.before.to == change.now.from - 1)
  }

  @Test func `What is too short or too small is refused`() {
    let short = made(Array(repeating: 20, count: 29), Array(repeating: 4, count: 29))
    #expect(throws: Change.Refusal.recordTooShort(days: 203, needed: 211)) {
      try Change([short], window: window(short), days: 30)
    }
    let small = made(Array(repeating: 2, count: 60), Array(repeating: 0, count: 60))
    #expect(throws: Change.Refusal.tooFewUnits(now: 26, before: 26)) {
      try Change([small], window: window(small), days: 30)
    }
    #expect(throws: Change.Refusal.nothingToFollow) {
      try Change([], window: RecordWindow(from: Day(number: 0), to: Day(number: 900)), days: 30)
    }
  }

  @Test func `The interval of the rate part holds the truth nine times in ten where weeks have luck of their own`() throws {
    var draws = Draws(name: "coverage", chain: 0, seed: 2)
    var inside = 0
    let sets = 400
    for _ in 0..<sets {
      let rates = (0..<5).map { _ in 0.02 + 0.2 * draws.unit() }
      let moved = rates.map { $0 * (0.7 + 0.6 * draws.unit()) }
      let paces = (0..<5).map { _ in 10 + 40 * draws.unit() }
      // One draw of luck a week for all sources, lognormal .2, of mean one.
      let luck = (0..<90).map { _ in exp(0.2 * draws.normal() - 0.02) }
      var sources: [Arrivals] = []
      for s in 0..<5 {
        let units = (0..<90).map { _ in Int(draws.poisson(paces[s])) }
        let outcomes = units.enumerated().map { week, n in
          draws.binomial(n, min(1, (week < 60 ? rates[s] : moved[s]) * luck[week]))
        }
        sources.append(made(units, outcomes))
      }
      let change = try Change(sources, window: window(sources[0]), days: 30)
      let (n1, n0) = (Double(change.now.units), Double(change.before.units))
      var truth = 0.0
      for s in 0..<5 {
        let now = WeeklyCounts(sources[s], from: change.now.from, to: change.now.to, days: 30)
        let before = WeeklyCounts(sources[s], from: change.before.from, to: change.before.to, days: 30)
        truth += (n1 + n0) / 2 * (Double(now.units) / n1 + Double(before.units) / n0) / 2 * (moved[s] - rates[s])
      }
      if change.rate.low <= truth, truth <= change.rate.high { inside += 1 }
    }
    #expect((0.85...0.95).contains(Double(inside) / Double(sets)), "\(inside) of \(sets)")
  }

  // Tables of Student's t, 95%.
  @Test(arguments: [(5.0, 2.015), (12, 1.782), (24, 1.711), (60, 1.671)])
  func `Student’s t is the tabulated one`(freedom: Double, expected: Double) {
    #expect(abs(WeeklyCounts.studentT95(freedom) - expected) < 0.005)
  }
}

@Suite struct CohortTests {
  /// 200 days from 1 January 2026: ten units a day, one of them wins after 40 days.
  private var cohorts: Cohorts? {
    let first = Day(iso: "2026-01-01") ?? Day(number: 0)
    let wins = (0..<200).filter { $0 + 40 < 200 }.map { Arrivals.Win(index: $0, lag: 40, count: 1) }
    let arrivals = Arrivals(first: first, units: Array(repeating: 10, count: 200), wins: wins)
    return Cohorts(arrivals, window: RecordWindow(from: first, to: first + 199))
  }

  @Test func `An age is counted only where a month’s last unit has reached it`() throws {
    let cohorts = try #require(cohorts)
    // 200 days end on 19 July: June's last unit is 20 days old, May's 50, April's 81, March's 111.
    #expect(cohorts.months.map { $0.month.parts.month } == [7, 6, 5, 4, 3, 2, 1])
    #expect(cohorts.day == 19)
    #expect(cohorts.months[0].within == [nil, nil, nil])
    #expect(cohorts.months[1].within == [nil, nil, nil])
    #expect(cohorts.months[2].within == [0, nil, nil])
    #expect(cohorts.months[3].within == [0, 30, nil])
    #expect(cohorts.months[4].within == [0, 31, 31])
  }

  @Test func `The newest month is laid beside the others as they stood on its day`() throws {
    let cohorts = try #require(cohorts)
    for month in cohorts.months { #expect(month.then == Cohorts.Share(outcomes: 0, units: 190)) }
  }

  @Test func `Young months that do as well look worse as they stand and alike at equal age`() throws {
    let equal = try #require(cohorts?.equalAge)
    #expect(equal.days == 60)
    #expect(equal.newSoFar.value < equal.oldSoFar.value / 1.5)
    #expect(equal.new.value == 0.1 && equal.old.value == 0.1 && equal.isNoise)
  }
}

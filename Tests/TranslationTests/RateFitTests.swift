import Records
import Testing

@testable import Translation

/// Arrivals drawn from a known world: `perDay` units a day, each winning with `rate`, after a lag of `lag` days plus up to as many.
private func drawn(
  days: Int, perDay: Int, rate: Double, lag: Int, random: inout Xoshiro256, until cutoff: Day, from first: Day
) -> Arrivals {
  var units = [Int](repeating: 0, count: cutoff - first + 1)
  var wins: [Arrivals.Win] = []
  for day in 0..<min(days, units.count) {
    units[day] = perDay
    for _ in 0..<perDay where random.unit() < rate {
      let waited = lag / 2 + Int(random.unit() * Double(lag))
      if first + day + waited <= cutoff { wins.append(Arrivals.Win(index: day, lag: waited, count: 1)) }
    }
  }
  return Arrivals(first: first, units: units, wins: wins)
}

@Suite struct RateFitTests {
  let first = Day(number: 20_000)

  @Test func `A planted rate is inside nine intervals of ten`() {
    var inside = 0
    var all = 0
    for seed in 1...30 {
      var random = Xoshiro256(seed: UInt64(seed) &* 7919)
      let cutoff = first + 400
      let rates = [0.02, 0.05, 0.11, 0.3]
      let sources = rates.map {
        drawn(days: 400, perDay: 2, rate: $0, lag: 60, random: &random, until: cutoff, from: first)
      }
      guard let fit = RateFit(sources, window: RecordWindow(from: first, to: cutoff), pooled: 4) else { continue }
      for (s, rate) in rates.enumerated() {
        let estimate = fit.sources[s].rate.estimate()
        all += 1
        if estimate.low <= rate && rate <= estimate.high { inside += 1 }
      }
    }
    // 120 intervals at 90%: binomial luck leaves 99 to 117 in 998 worlds of 1,000. Steady worlds may be covered more often, never less.
    #expect(all == 120)
    #expect(inside >= 99)
  }

  @Test func `No win still has an upper bound, and a source of five leans on all`() throws {
    var random = Xoshiro256(seed: 4)
    let cutoff = first + 300
    let big = drawn(days: 300, perDay: 10, rate: 0.1, lag: 30, random: &random, until: cutoff, from: first)
    var none = big
    none.units = none.units.map { _ in 1 }
    none.wins = []
    var five = big
    five.units = five.units.enumerated().map { $0.offset < 5 ? 1 : 0 }
    five.wins = []
    let fit = try #require(RateFit([big, none, five], window: RecordWindow(from: first, to: cutoff), pooled: 3))
    let bound = fit.sources[1].rate.quantile(0.9)
    #expect(bound > 0 && bound < 0.02)
    #expect(fit.sources[2].rate.mean > fit.sources[1].rate.mean)
    #expect(fit.sources[2].rate.quantile(0.95) > 0.03)
  }

  @Test func `Young units are not failures`() throws {
    var random = Xoshiro256(seed: 11)
    let cutoff = first + 300
    // Half of the units came in the last month, when nobody can have won yet.
    var young = drawn(days: 200, perDay: 4, rate: 0.2, lag: 80, random: &random, until: cutoff, from: first)
    for day in 270...300 { young.units[day] = 40 }
    let fit = try #require(RateFit([young], window: RecordWindow(from: first, to: cutoff), pooled: 1))
    let naive = Double(young.winCount) / Double(young.unitCount)
    #expect(naive < 0.1)
    #expect(abs(fit.sources[0].rate.mean - 0.2) < 0.05)
    #expect(fit.sources[0].finished < 0.6)
  }

  @Test func `A record too short for any horizon is refused, and so is one without a win`() {
    var random = Xoshiro256(seed: 2)
    let short = drawn(days: 20, perDay: 5, rate: 0.5, lag: 4, random: &random, until: first + 19, from: first)
    #expect(RateFit([short], window: RecordWindow(from: first, to: first + 19), pooled: 1) == nil)
    let lost = Arrivals(first: first, units: [Int](repeating: 3, count: 200), wins: [])
    #expect(RateFit([lost], window: RecordWindow(from: first, to: first + 199), pooled: 1) == nil)
  }

  @Test func `The day a record begins is found, and a whole record is left alone`() {
    var random = Xoshiro256(seed: 9)
    let from = Day(year: 2025, month: 1, day: 1) ?? first
    let cutoff = from + 364
    let whole = drawn(days: 365, perDay: 12, rate: 0.2, lag: 40, random: &random, until: cutoff, from: from)
    #expect(recordWindow(of: whole, cutoff: cutoff) == RecordWindow(from: from, to: cutoff))
    let begins = Day(year: 2025, month: 6, day: 1) ?? first
    var late = whole
    late.wins = whole.wins.filter { from + $0.index + $0.lag >= begins }
    #expect(recordWindow(of: late, cutoff: cutoff).from == begins)
    let ends = Day(year: 2025, month: 10, day: 15) ?? first
    var stopped = whole
    stopped.wins = whole.wins.filter { from + $0.index + $0.lag <= ends }
    #expect(abs(recordWindow(of: stopped, cutoff: cutoff).to - ends) <= 5)
  }

  @Test func `A count to come has the quantiles of its distribution`() {
    // scipy 1.17.1: nbinom.ppf([.05, .95], 1/.3², …) with mean 12; poisson.ppf([.05, .95], 7.5)
    let uncertain = CountForecast(mean: 12, spread: 0.3)
    #expect(uncertain.quantile(0.05) == 5 && uncertain.quantile(0.5) == 11 && uncertain.quantile(0.95) == 21)
    let certain = CountForecast(mean: 7.5, spread: 0)
    #expect(certain.quantile(0.05) == 3 && certain.quantile(0.95) == 12)
    #expect(abs(poisson(atMost: 3, mean: 9.5) - 0.0148596) < 1e-6)
  }

  @Test func `What is in hand is what then comes`() throws {
    var inside = 0
    for seed in 1...20 {
      var random = Xoshiro256(seed: UInt64(seed) &* 104_729)
      let cutoff = first + 260
      let world = drawn(days: 261, perDay: 8, rate: 0.15, lag: 50, random: &random, until: first + 360, from: first)
      let known = world.seen(in: RecordWindow(from: first, to: cutoff))
      let fit = try #require(RateFit([known], window: RecordWindow(from: first, to: cutoff), pooled: 1))
      let came = Double(world.outcomes(after: cutoff, days: 90, from: first))
      let said = fit.inHand(of: 0, days: 90)
      if said.low <= came && came <= said.high { inside += 1 }
    }
    #expect(inside >= 16)
  }
}

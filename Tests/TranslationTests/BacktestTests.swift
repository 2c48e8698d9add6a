import Records
import Testing

@testable import Translation
@testable import parley_calibrate

@Suite struct BacktestTests {
  @Test func `The score of a count forecast is that of its distribution`() {
    for forecast in [
      CountForecast(mean: 3.2, spread: 0), CountForecast(mean: 7, spread: 0.5), CountForecast(mean: 0.4, spread: 0.3),
    ] {
      // E|X − y| − E|X − X′|/2 over the probabilities, which quantiles give back.
      let steps = 20_000
      let draws = (0..<steps).map { Double(forecast.quantile((Double($0) + 0.5) / Double(steps))) }
      for came in [0, 2, 9] {
        #expect(abs(forecast.crps(came) - WeeklyModel.crps(draws, Double(came))) < 0.003, "\(forecast) \(came)")
      }
    }
    #expect(CountForecast(mean: 0, spread: 0).crps(4) == 4)
  }

  @Test func `A forecast of the past knows nothing that came later`() throws {
    let world = TrackedWorld(.steady, set: 2, seed: 5)
    let cutoff = world.window.to - 90
    let window = RecordWindow(from: world.window.from, to: cutoff)
    let known = world.arrivals.map { one -> Arrivals in
      func before(_ event: Arrivals.Win) -> Bool { one.first + event.index + event.lag <= cutoff }
      return Arrivals(
        first: one.first, units: one.units.enumerated().map { one.first + $0.offset <= cutoff ? $0.element : 0 },
        wins: one.wins.filter(before), losses: one.losses.filter(before))
    }
    func said(_ arrivals: [Arrivals]) throws -> [[Int]] {
      let found = try #require(
        TrackedPosterior.fit(
          arrivals: arrivals, pooled: arrivals.count, window: window, name: "then", effort: Backtest.effort))
      return arrivals.indices.map { found.posterior.inHand(of: $0, days: 90) }
    }
    #expect(try said(world.arrivals) == said(known))
    for rival in Backtest.Rival.allCases {
      for (all, then) in zip(world.arrivals, known) {
        #expect(rival.count(all, window, days: 30) == rival.count(then, window, days: 30))
      }
    }
  }

  @Test func `The refined forecasts beat the last days, the last year and open times the rate`() throws {
    var all = Backtest()
    for set in 0..<4 {
      let world = TrackedWorld(.steady, set: set, seed: 77)
      let parts = Backtest.run(world.arrivals, window: world.window, pooled: world.arrivals.count, refined: "past")
      let own = Backtest.sum(parts)
      all.inside += own.inside
      all.of += own.of
      for i in all.scores.indices { all.scores[i].add(own.scores[i]) }
    }
    #expect(all.of > 60 && Double(all.inside) > 0.85 * Double(all.of))
    for score in all.scores {
      for beside in score.rivals where beside.of > 0 { #expect(beside.own < 0.9 * beside.rival) }
    }
    #expect(try #require(all.skill) > 0.1)
  }
}

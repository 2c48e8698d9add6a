import Records

/// What the same method would have said in the past, using only what was known then, and what came.
///
/// At each past cutoff it says how many outcomes the units already there will bring in the next 30 and 90 days; so do three that know
/// nothing of rates and lags. All are scored by CRPS, so that a range counts and not only its middle.
package struct Backtest: Sendable, Hashable {
  /// Past cutoffs × this source: how many 90-day counts fell inside the range that would have been given.
  package var inside = 0
  package var of = 0
  /// One entry each of `spans`.
  package var scores = Backtest.spans.map { _ in Score() }

  /// Forecasts of one number of days.
  package struct Score: Sendable, Hashable {
    package var of = 0
    package var inside = 0
    /// Inside the range that holds one half.
    package var insideHalf = 0
    /// Sum over forecasts.
    package var crps = 0.0
    /// By rival: over how many forecasts it could say something, its own CRPS there and that of the method.
    package var rivals = Rival.allCases.map { _ in Beside() }
  }

  package struct Beside: Sendable, Hashable {
    package var of = 0
    package var rival = 0.0
    package var own = 0.0
  }

  /// Forecasts that everybody could make.
  package enum Rival: Int, Sendable, CaseIterable {
    /// As many as the units there brought in as many days before.
    case lastDays
    /// As many as in the same days a year before.
    case lastYear
    /// Open units times outcomes so far over units so far.
    case openTimesRate
  }

  package static let spans = [30, 90]
  package static let days = 90
  package static let cutoffs = 6

  /// Share by which the CRPS of both spans together is below that of the best rival that could speak of all of them; negative when it is
  /// worse, `nil` when there was nothing to compare.
  package var skill: Double? {
    let best = Rival.allCases.compactMap { rival -> Double? in
      let beside = scores.map { $0.rivals[rival.rawValue] }
      guard zip(scores, beside).allSatisfy({ $0.of == $1.of }) else { return nil }
      return beside.reduce(0) { $0 + $1.rival }
    }.min()
    guard let best, best > 0 else { return nil }
    return 1 - scores.reduce(0) { $0 + $1.crps } / best
  }

  /// All sources together.
  package static func sum(_ parts: [Backtest]) -> Backtest {
    parts.reduce(into: Backtest()) { sum, part in
      sum.inside += part.inside
      sum.of += part.of
      for (i, score) in part.scores.enumerated() { sum.scores[i].add(score) }
    }
  }
}

extension Backtest.Score {
  package mutating func add(_ other: Backtest.Score) {
    of += other.of
    inside += other.inside
    insideHalf += other.insideHalf
    crps += other.crps
    for (i, beside) in other.rivals.enumerated() {
      rivals[i].of += beside.of
      rivals[i].rival += beside.rival
      rivals[i].own += beside.own
    }
  }

  mutating func add(_ said: Backtest.Said, rivals counts: [Double?], came: Int) {
    of += 1
    let truth = Double(came)
    if said.ninety.low <= truth, truth <= said.ninety.high { inside += 1 }
    if said.fifty.low <= truth, truth <= said.fifty.high { insideHalf += 1 }
    let own = said.crps(came)
    crps += own
    for (i, count) in counts.enumerated() {
      guard let count else { continue }
      rivals[i].of += 1
      rivals[i].own += own
      // Half an outcome for none: a rival that is sure of nothing would be infinitely wrong.
      rivals[i].rival += CountForecast(mean: max(count, 0.5), spread: 0).crps(came)
    }
  }
}

extension Backtest {
  /// A forecast of a count.
  struct Said {
    var ninety: Estimate
    var fifty: Estimate
    var crps: (Int) -> Double
  }

  /// Fewer sweeps than today's figures get: six past days for about the price of one.
  static let effort = HiddenWinner.Effort(sweeps: 170, burn: 50, chains: 1)

  /// One result a source. Up to six cutoffs, 30 days apart, the newest 90 days before the end; only those with at least 120 days of
  /// record behind them. `refined`: the name under which the full pass' sampler is asked instead of the coarse fit.
  package static func run(_ arrivals: [Arrivals], window: RecordWindow, pooled: Int, refined name: String? = nil) -> [Backtest]
  {
    sum(
      of: (0..<cutoffs).map { step(at: $0, arrivals, window: window, pooled: pooled, refined: name) }, sources: arrivals.count)
  }

  /// What several cutoffs gave, source by source.
  static func sum(of steps: [[Backtest]], sources: Int) -> [Backtest] {
    (0..<sources).map { s in .sum(steps.compactMap { $0.isEmpty ? nil : $0[s] }) }
  }

  /// The same at one cutoff, the newest first; nothing where the record is too short for it.
  static func step(
    at step: Int, _ arrivals: [Arrivals], window: RecordWindow, pooled: Int, refined name: String?
  ) -> [Backtest] {
    let cutoff = window.to - days - 30 * step
    guard cutoff - window.from >= 120 else { return [] }
    let then = RecordWindow(from: window.from, to: cutoff)
    guard let say = forecaster(arrivals, then, pooled, name) else { return [] }
    return arrivals.indices.map { s in
      var result = Backtest()
      for (i, span) in spans.enumerated() {
        guard let said = say(s, span) else { continue }
        let came = arrivals[s].outcomes(after: cutoff, days: span, from: window.from)
        let rivals = Rival.allCases.map { $0.count(arrivals[s], then, days: span) }
        result.scores[i].add(said, rivals: rivals, came: came)
        if span == days {
          result.of += 1
          result.inside += result.scores[i].inside
        }
      }
      return result
    }
  }

  private static func forecaster(
    _ arrivals: [Arrivals], _ window: RecordWindow, _ pooled: Int, _ name: String?
  ) -> ((Int, Int) -> Said?)? {
    guard let name else {
      guard let fit = RateFit(arrivals, window: window, pooled: pooled) else { return nil }
      return { source, days in
        let forecast = fit.forecast(of: source, days: days)
        return Said(ninety: forecast.estimate, fifty: forecast.half, crps: forecast.crps)
      }
    }
    guard
      let posterior = TrackedPosterior.fit(
        arrivals: arrivals, pooled: pooled, window: window, name: name + "/" + window.to.description, effort: effort)
    else { return nil }
    return { source, days in
      guard let count = posterior.groups[source].inHand(days) else { return nil }
      let draws = posterior.posterior.inHand(of: source, days: days).map(Double.init)
      return Said(
        ninety: count.estimate, fifty: Estimate(value: count.mean, low: Double(count.p25), high: Double(count.p75), level: 0.5)
      ) { WeeklyModel.crps(draws, Double($0)) }
    }
  }
}

extension Backtest.Rival {
  /// What it would have said at the end of `window`; `nil` where its record is too short.
  package func count(_ arrivals: Arrivals, _ window: RecordWindow, days: Int) -> Double? {
    func earlier(by shift: Int) -> Double {
      Double(arrivals.outcomes(after: window.to - shift, days: days, from: window.from))
    }
    switch self {
    case .lastDays: return earlier(by: days)
    case .lastYear: return window.days >= 365 + 120 ? earlier(by: 365) : nil
    case .openTimesRate:
      let seen = arrivals.seen(in: window)
      guard seen.unitCount > 0 else { return 0 }
      return Double(seen.open(at: window.to).reduce(0, +)) * Double(seen.winCount) / Double(seen.unitCount)
    }
  }
}

extension Arrivals {
  /// Outcomes on the `days` days after `cutoff`, from units that had come by `cameBy` (the cutoff itself unless said) and not before
  /// `from`.
  package func outcomes(after cutoff: Day, days: Int, from: Day, cameBy: Day? = nil) -> Int {
    let limit = cameBy ?? cutoff
    return wins.reduce(0) { sum, win in
      let came = first + win.index
      let won = came + win.lag
      return sum + (came >= from && came <= limit && won > cutoff && won <= cutoff + days ? win.count : 0)
    }
  }
}

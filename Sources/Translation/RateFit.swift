import Records

/// What is believed about several sources and one outcome at the end of one day: rates, timing, how finished each source is.
///
/// The coarse pass: Aalen–Johansen for the shape, a learned beta pool for the rate (Pool). Open and lost units are not won yet.
package struct RateFit: Sendable {
  /// The stated time in days: "within `horizon` days" means lags 0 … horizon − 1.
  package var horizon: Int
  package var window: RecordWindow
  /// All sources together.
  package var pool: ArrivalCurve
  /// One entry a source, in the order given.
  package var sources: [One]

  package struct One: Sendable {
    package var arrivals: Arrivals
    package var curve: ArrivalCurve
    /// Share of the outcomes within the horizon that have come by lag i, i = 0 … horizon; the source's own shape, leaning on all.
    package var timing: [Double]
    package var rate: BetaMixture
    package var units: Int
    package var won: Int
    package var wonInTime: Int
    /// Share of the outcomes within the horizon that the units so far have had time for.
    package var finished: Double
  }

  package static let horizons = [365, 180, 90, 30]
  /// Wins that the pooled timing counts for in a source's own.
  static let timingLean = 10.0
  /// Units that must have been watched for a horizon before it is stated.
  static let watchedEnough = 20

  /// `nil` when the record is shorter than the shortest horizon, nobody was watched that long, or nothing was ever won:
  /// there is then no timing to go by. All arrivals must share one calendar; the first
  /// `pooled` of them are everybody once, the rest are lists of people who are among those.
  package init?(_ arrivals: [Arrivals], window: RecordWindow, pooled: Int) {
    let seen = arrivals.map { $0.seen(in: window) }
    guard let all = Arrivals.sum(Array(seen.prefix(pooled))), !all.wins.isEmpty else { return nil }
    let horizon = RateFit.horizons.first { days in
      window.days >= days && RateFit.watched(all, for: days, until: window.to) >= RateFit.watchedEnough
    }
    guard let horizon else { return nil }
    let pool = ArrivalCurve(all.spells(cutoff: window.to))
    guard pool.value(within: horizon) > 0 else { return nil }
    self.horizon = horizon
    self.window = window
    self.pool = pool

    let pooledTiming = RateFit.share(pool, horizon: horizon)
    let timed = seen.map { one -> (curve: ArrivalCurve, timing: [Double]) in
      let curve = ArrivalCurve(one.spells(cutoff: window.to))
      return (curve, RateFit.timing(one, curve: curve, pooled: pooledTiming, horizon: horizon, until: window.to))
    }
    let cohorts = zip(seen, timed).map { RateFit.cohorts($0, timing: $1.timing, until: window.to) }
    let rates = Pool.rates(cohorts)
    sources = zip(zip(seen, timed), zip(cohorts, rates)).map { first, second in
      let (arrivals, (curve, timing)) = first
      let units = arrivals.unitCount
      let exposure = second.0.reduce(0) { $0 + $1.exposure }
      return One(
        arrivals: arrivals, curve: curve, timing: timing, rate: second.1, units: units, won: arrivals.winCount,
        wonInTime: arrivals.wins.reduce(0) { $0 + ($1.lag < horizon ? $1.count : 0) },
        finished: units > 0 ? min(1, exposure / Double(units)) : 1)
    }
  }

  private static func watched(_ arrivals: Arrivals, for days: Int, until end: Day) -> Int {
    let last = end - (days - 1) - arrivals.first
    guard last >= 0 else { return 0 }
    return arrivals.units.prefix(last + 1).reduce(0, +)
  }

  private static func share(_ curve: ArrivalCurve, horizon: Int) -> [Double] {
    let whole = curve.value(within: horizon)
    return (0...horizon).map { whole > 0 ? curve.value(within: $0) / whole : 0 }
  }

  /// A source's own timing, as far as its oldest unit was watched, blended with the pool by number of wins.
  private static func timing(
    _ arrivals: Arrivals, curve: ArrivalCurve, pooled: [Double], horizon: Int, until end: Day
  ) -> [Double] {
    guard let oldest = arrivals.units.firstIndex(where: { $0 > 0 }) else { return pooled }
    let reach = min(horizon, end - (arrivals.first + oldest) + 1)
    let atReach = curve.value(within: reach)
    let wins = Double(arrivals.wins.reduce(0) { $0 + ($1.lag < reach ? $1.count : 0) })
    guard reach > 0, atReach > 0 else { return pooled }
    return (0...horizon).map { days in
      let own = days <= reach ? curve.value(within: days) / atReach * pooled[reach] : pooled[days]
      return (wins * own + timingLean * pooled[days]) / (wins + timingLean)
    }
  }

  /// Blocks of 28 days back from the end, each unit counted by the share of its outcomes that could have come.
  private static func cohorts(_ arrivals: Arrivals, timing: [Double], until end: Day) -> [Cohort] {
    let horizon = timing.count - 1
    let count = max(0, end - arrivals.first) / 28 + 1
    var exposure = Array(repeating: 0.0, count: count)
    var won = exposure
    var weeks = Array(repeating: [0.0, 0.0, 0.0, 0.0], count: count)
    for (i, n) in arrivals.units.enumerated() where n > 0 {
      let age = end - (arrivals.first + i)
      guard age >= 0 else { continue }
      exposure[age / 28] += Double(n) * timing[min(age + 1, horizon)]
      weeks[age / 28][age % 28 / 7] += Double(n)
    }
    for win in arrivals.wins where win.lag < horizon {
      let age = end - (arrivals.first + win.index)
      guard age >= win.lag else { continue }
      won[age / 28] += Double(win.count)
    }
    return (0..<count).compactMap { b in
      guard exposure[b] > 0 || won[b] > 0 else { return nil }
      // A cohort cannot have fewer chances than outcomes, however young it is.
      return Cohort(
        exposure: max(exposure[b], won[b]), won: won[b],
        rootConcentration: Cohort.rootConcentration(weeks: weeks[b]))
    }
  }

  /// Median, tenth and ninetieth percentile of the lag of source `s` among outcomes within the horizon.
  package func lag(of s: Int) -> Lag {
    func quantile(_ share: Double) -> Int {
      max(0, (sources[s].timing.firstIndex { $0 >= share - 1e-12 } ?? horizon) - 1)
    }
    return Lag(median: quantile(0.5), p10: quantile(0.1), p90: quantile(0.9))
  }

  /// Outcomes that the units already there should bring in the `days` after the end of the window, and how sure that is.
  package func inHand(of s: Int, days: Int) -> Estimate {
    let one = sources[s]
    let p = one.rate.mean
    var mean = 0.0
    var wonByIndex = Array(repeating: 0, count: one.arrivals.units.count)
    for win in one.arrivals.wins { wonByIndex[win.index] += win.count }
    for (i, n) in one.arrivals.units.enumerated() where n > wonByIndex[i] {
      let age = window.to - (one.arrivals.first + i)
      let now = one.timing[min(age + 1, horizon)]
      let later = one.timing[min(age + 1 + days, horizon)]
      mean += Double(n - wonByIndex[i]) * p * (later - now) / max(1e-9, 1 - p * now)
    }
    let width = (one.rate.quantile(0.95) - one.rate.quantile(0.05)) / (2 * Normal.z90)
    let spread = p > 0 ? width / p : 0
    return CountForecast(mean: mean, spread: spread).estimate
  }
}

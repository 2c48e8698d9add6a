import Records

/// What is believed about several sources and one outcome at the end of one day: rates, timing, how finished each source is.
///
/// The coarse pass: Aalen–Johansen for the shape, a learned beta pool for the rate (Pool). Open and lost units are not won yet.
package struct RateFit: Sendable {
  /// The stated time in days: "within `horizon` days" means lags 0 … horizon − 1.
  package var horizon: Int
  /// The longest time, at least the horizon, for which enough units were watched to say anything.
  package var reach: Int
  package var window: RecordWindow
  /// All sources together.
  package var pool: ArrivalCurve
  /// One entry a source, in the order given.
  package var sources: [One]
  /// Variance of the luck that all sources share from month to month, as a share of the mean, squared.
  package var calendarLuck = 0.0

  package struct One: Sendable {
    package var arrivals: Arrivals
    package var curve: ArrivalCurve
    /// Outcomes that have come by i days, as a share of those within the horizon; the source's own shape, leaning on all. It is 1 at
    /// the horizon and goes on past it, as far as enough units were watched.
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
    guard seen.prefix(pooled).contains(where: { !$0.wins.isEmpty }) else { return nil }
    let horizon = RateFit.horizons.first { days in
      guard window.days >= days else { return false }
      return seen.prefix(pooled).reduce(0) { $0 + RateFit.watched($1, for: days, until: window.to) } >= RateFit.watchedEnough
    }
    guard let horizon else { return nil }
    let spells = seen.map { $0.spells(cutoff: window.to) }
    var together = Spells(days: spells[0].days)
    for one in spells.prefix(pooled) { together.add(one) }
    let pool = ArrivalCurve(together)
    guard pool.value(within: horizon) > 0 else { return nil }
    self.horizon = horizon
    self.window = window
    self.pool = pool

    let pooledTiming = RateFit.share(pool, horizon: horizon)
    reach = pooledTiming.count - 1
    let timed = zip(seen, spells).map { one, spells -> (curve: ArrivalCurve, timing: [Double]) in
      let curve = ArrivalCurve(spells)
      return (curve, RateFit.timing(one, curve: curve, pooled: pooledTiming, horizon: horizon))
    }
    let cohorts = zip(seen, timed).map { RateFit.cohorts($0, timing: $1.timing, horizon: horizon, until: window.to) }
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
    calendarLuck = luck(pooled: pooled)
  }

  /// Up to twelve periods of 30 days back from the end, as far as the record goes.
  private func luck(pooled: Int) -> Double {
    let periods = min(12, window.days / 30)
    var observed = [Int](repeating: 0, count: periods)
    for one in sources.prefix(pooled) {
      for win in one.arrivals.wins {
        let ago = window.to - (one.arrivals.first + win.index + win.lag)
        if ago >= 0, ago < 30 * periods { observed[ago / 30] += win.count }
      }
    }
    let expected = (0..<periods).map { period in
      let end = window.to - 30 * period
      return sources.prefix(pooled).reduce(0) { $0 + expectedOutcomes($1, from: end - 29, to: end) }
    }
    return CalendarLuck.variance(observed: observed, expected: expected)
  }

  private func expectedOutcomes(_ one: One, from: Day, to: Day) -> Double {
    var sum = 0.0
    for (i, n) in one.arrivals.units.enumerated() where n > 0 {
      let came = one.arrivals.first + i
      guard came <= to else { break }
      sum += Double(n) * (one.timing[min(to - came + 1, reach)] - one.timing[min(max(0, from - came), reach)])
    }
    return sum * one.rate.mean
  }

  private static func watched(_ arrivals: Arrivals, for days: Int, until end: Day) -> Int {
    let last = end - (days - 1) - arrivals.first
    guard last >= 0 else { return 0 }
    return arrivals.units.prefix(last + 1).reduce(0, +)
  }

  private static func share(_ curve: ArrivalCurve, horizon: Int) -> [Double] {
    let whole = curve.value(within: horizon)
    let reach = max(horizon, (curve.atRisk.lastIndex { $0 >= watchedEnough } ?? 0) + 1)
    return (0...reach).map { whole > 0 ? curve.value(within: $0) / whole : 0 }
  }

  /// A source's own timing, as far as enough of its units were watched, blended with the pool by number of wins.
  private static func timing(
    _ arrivals: Arrivals, curve: ArrivalCurve, pooled: [Double], horizon: Int
  ) -> [Double] {
    // A handful of old units would drag the tail about: the source speaks as far as enough of its own were watched.
    guard let last = curve.atRisk.lastIndex(where: { $0 >= watchedEnough }) else { return pooled }
    let watched = min(pooled.count - 1, last + 1)
    guard curve.value(within: watched) > 0 else { return pooled }
    let scale = pooled[watched] / curve.value(within: watched)
    let wins = Double(arrivals.wins.reduce(0) { $0 + ($1.lag < watched ? $1.count : 0) })
    let blended = pooled.indices.map { days in
      let own = days <= watched ? curve.value(within: days) * scale : pooled[days]
      return (wins * own + timingLean * pooled[days]) / (wins + timingLean)
    }
    return blended.map { $0 / max(blended[horizon], 1e-12) }
  }

  /// Blocks of 28 days back from the end, each unit counted by the share of its outcomes that could have come.
  private static func cohorts(_ arrivals: Arrivals, timing: [Double], horizon: Int, until end: Day) -> [Cohort] {
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
  package func inHand(of s: Int, days: Int) -> Estimate { forecast(of: s, days: days).estimate }

  package func forecast(of s: Int, days: Int) -> CountForecast {
    let one = sources[s]
    let p = one.rate.mean
    var mean = 0.0
    var wonByIndex = Array(repeating: 0, count: one.arrivals.units.count)
    for win in one.arrivals.wins { wonByIndex[win.index] += win.count }
    for (i, n) in one.arrivals.units.enumerated() where n > wonByIndex[i] {
      let age = window.to - (one.arrivals.first + i)
      let now = one.timing[min(age + 1, reach)]
      let later = one.timing[min(age + 1 + days, reach)]
      mean += Double(n - wonByIndex[i]) * p * (later - now) / max(1e-9, 1 - p * now)
    }
    let spread = p > 0 ? one.rate.spread / p : 0
    return CountForecast(mean: mean, spread: (spread * spread + calendarLuck).squareRoot())
  }
}

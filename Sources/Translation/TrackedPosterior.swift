import Records

/// Everything the refined pass says about one outcome: rates, timing, what is in hand, what N more bring, for each group and all together.
package struct TrackedPosterior: Sendable {
  /// The longest of 365, 180, 90 and 30 days for which the record is long enough and at least twenty units were watched.
  package var horizon: Int
  package var window: RecordWindow
  /// All pooled groups together, as they came.
  package var all: Part
  /// One entry a group, in the order given.
  package var groups: [Part]
  package var drift: DriftVerdict
  package var posterior: HiddenWinnerPosterior

  package enum DriftVerdict: Sendable, Hashable {
    /// Too short to tell a better month from better leads: fewer than six blocks of 28 days.
    case tooShort(blocks: Int)
    case steady
    /// Rates of all sources moved together: "today's leads" and "all so far" are two figures.
    case moving(probability: Double)
  }

  /// A rate within a number of days, at 90% and at 50%.
  package struct Within: Sendable, Hashable {
    package var days: Int
    package var ninety: Estimate
    package var fifty: Estimate
  }

  package struct InHandCount: Sendable, Hashable {
    package var days: Int
    /// `nil` where the horizon is longer than the record, or too little is finished to look that far.
    package var count: CountRange?
  }

  package struct Part: Sendable, Hashable {
    package var units: Int
    package var won: Int
    /// Every horizon that the record supports, longest first; the first is the headline.
    package var within: [Within]
    /// The same headline for all units so far rather than today's, where drift was looked for.
    package var soFar: Estimate?
    /// Only when four fifths are finished and the record holds a year.
    package var eventual: Estimate?
    /// Share of the outcomes that all units so far will bring that have come.
    package var finished: Double
    /// `nil` for all together.
    package var lag: Lag?
    package var inHand: [InHandCount]

    package func inHand(_ days: Int) -> CountRange? { inHand.first { $0.days == days }?.count }
  }

  /// What `units` more of a group bring within the horizon.
  package struct More: Sendable, Hashable {
    package var units: Int
    package var days: Int
    package var count: CountRange
    package var byMonth: [Double]
  }

  package static let horizons = [365, 180, 90, 30]
  package static let watchedEnough = 20
  static let finishedForEventual = 0.8
  /// Below it 180 days ahead covered 77% where 90% was claimed.
  static let finishedForLongest = 0.5
  /// By how much the record must have raised the odds that rates move, for it to be said: the prior alone says that they may.
  static let driftSure = 6.0

  /// `nil` when nothing was ever won, the record is shorter than the shortest horizon or fewer than twenty units were watched that long.
  package static func fit(
    arrivals: [Arrivals], pooled: Int, window: RecordWindow, name: String, effort: HiddenWinner.Effort = .standard
  ) -> TrackedPosterior? {
    guard let (model, horizons) = ready(arrivals, pooled, window, name) else { return nil }
    return TrackedPosterior(model.sample(effort), horizons: horizons)
  }

  /// The same with a task for each chain; the same answer to the last byte.
  package static func fitConcurrently(
    arrivals: [Arrivals], pooled: Int, window: RecordWindow, name: String, effort: HiddenWinner.Effort = .standard
  ) async -> TrackedPosterior? {
    guard let (model, horizons) = ready(arrivals, pooled, window, name) else { return nil }
    return TrackedPosterior(await model.sampleConcurrently(effort), horizons: horizons)
  }

  private static func ready(
    _ arrivals: [Arrivals], _ pooled: Int, _ window: RecordWindow, _ name: String
  ) -> (HiddenWinner, [Int])? {
    guard let model = HiddenWinner(arrivals, pooled: pooled, window: window, name: name) else { return nil }
    let horizons = horizons.filter {
      model.tables.recordDays >= $0 && model.tables.watched(for: $0) >= watchedEnough
    }
    return horizons.isEmpty ? nil : (model, horizons)
  }

  private init(_ posterior: HiddenWinnerPosterior, horizons: [Int]) {
    let tables = posterior.model.tables
    self.posterior = posterior
    horizon = horizons[0]
    window = tables.window
    all = Part(posterior, nil, horizons)
    groups = (0..<tables.groups).map { Part(posterior, $0, horizons) }
    if let probability = posterior.driftProbability {
      let odds = probability / max(1 - probability, 1e-9)
      drift = odds > TrackedPosterior.driftSure * Drift.priorOdds ? .moving(probability: probability) : .steady
    } else {
      drift = .tooShort(blocks: tables.recordDays / 28)
    }
  }

  /// What `units` more of a group bring within the horizon: mean, closed intervals, the chance of none, expected by month.
  package func more(of group: Int, units: Int) -> More {
    let found = posterior.more(of: group, units: units, within: horizon)
    return More(units: units, days: horizon, count: CountRange(found.counts), byMonth: found.byMonth)
  }
}

extension TrackedPosterior.Part {
  fileprivate init(_ posterior: HiddenWinnerPosterior, _ group: Int?, _ horizons: [Int]) {
    let tables = posterior.model.tables
    units = group.map { tables.units[$0] } ?? tables.units.prefix(tables.pooled).reduce(0, +)
    won = group.map { tables.won[$0] } ?? tables.won.prefix(tables.pooled).reduce(0, +)
    within = horizons.map { days in
      let draws = posterior.rates(of: group, within: days)
      return TrackedPosterior.Within(
        days: days, ninety: Estimate(draws: draws), fifty: Estimate(draws: draws, level: 0.5))
    }
    soFar =
      tables.tellsDrift ? Estimate(draws: posterior.rates(of: group, within: horizons[0], soFar: true)) : nil
    let finished = posterior.finished(of: group)
    self.finished = finished
    let complete = finished >= TrackedPosterior.finishedForEventual && tables.recordDays >= 365
    eventual = complete ? Estimate(draws: posterior.eventualRates(of: group)) : nil
    lag = group.map { posterior.lag(of: $0, within: horizons[0]) }
    inHand = InHand.horizons.map { days in
      let refused = days > tables.recordDays || (days >= 180 && finished < TrackedPosterior.finishedForLongest)
      return TrackedPosterior.InHandCount(
        days: days, count: refused ? nil : CountRange(posterior.inHand(of: group, days: days)))
    }
  }
}

import Glibc
import Records

/// What weekly numbers without ids have done to a weekly outcome: y = season and trend + Σ effect · saturation(adstock(metric)) + noise.
///
/// The posterior is had by a Gibbs sampler that draws one metric at a time from a grid of shapes, with a place for "does nothing".
/// Trend, season and controls are integrated out, so they cost nothing to carry. The article `weekly.md` says what is assumed.
package struct WeeklyModel: Sendable {
  /// Whole weeks only, oldest first, all of one length.
  package let outcome: [Double]
  package let metrics: [Series]
  package let controls: [[Double]]
  package let firstMonday: Day

  package struct Series: Sendable {
    package var name: String
    package var values: [Double]
    package init(name: String, values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  /// `controls`: events, holidays, spend of others: whatever else may have moved the outcome, by week.
  package init(outcome: [Double], metrics: [(name: String, values: [Double])], controls: [[Double]] = [], firstMonday: Day) {
    self.outcome = outcome
    self.metrics = metrics.map { Series(name: $0.name, values: $0.values) }
    self.controls = controls
    self.firstMonday = firstMonday
  }

  /// Why nothing can be said.
  package enum Refusal: Error, Sendable, Hashable {
    case tooFewWeeks(have: Int, need: Int)
    case unequalLengths
    case notFinite(name: String)
    /// The outcome never changes.
    case outcomeConstant
    /// Counts this small are mostly luck: take an outcome further up.
    case outcomeTooSmall(perWeek: Double, need: Double)
    /// No metric is left; each with its reason.
    case noMetric([Exclusion])
  }

  /// A metric that cannot take part.
  package struct Exclusion: Sendable, Hashable {
    package enum Reason: Sendable, Hashable {
      case constant
      case tooFewActiveWeeks(have: Int, need: Int)
      case tooFewValues(have: Int, need: Int)
      case negative
    }
    package var name: String
    package var reason: Reason
  }

  /// What may be chosen; the defaults are what the calibration was run with.
  package struct Options: Sendable {
    package enum Shapes: Sendable { case both, logisticOnly, hillOnly }
    package var shapes = Shapes.both
    /// Probability, before the data, that a metric does nothing; 0 leaves no place for it.
    package var nothing = 0.35
    package var sweeps = 2500
    package var dropped = 400
    /// Fourier pairs; `nil` by length.
    package var season: Int?
    package var correlations = [0, 0.2, 0.4, 0.6, 0.8]
    /// Prior deviation of an effect as a share of the largest outcome, up to four metrics.
    package var effect = 0.4
    /// The odds of an effect must have risen by so much for it to be said, whatever they were before: √10, what
    /// Jeffreys calls substantial.
    package var found = 3.2
    /// Prior variances of trend and season as multiples of the noise's, learned: what a calm outcome does not show need not be
    /// allowed for, and a metric that once changed its level can be told from a trend.
    package var spreads = [0.01, 0.3, 10]
    /// The same of lasting changes of level, in the outcome or in a metric: counted anew, launched, redesigned. Where the outcome shows none
    /// of them a metric that changed its level tells much; where it changed together with one, neither is taken for the other's cause.
    package var steps = [0.01, 10]
    /// Weeks that "today's level" is read from.
    package var todayWeeks = 13
    /// Below this the outcome is refused; 0 for outcomes that are not counts.
    package var smallestMean = 10.0
    /// Times the sampler may be run on when its two halves disagree.
    package var extensions = 3
    package init() {}
  }

  package static let fewestWeeks = 52
  package static let fewestActiveWeeks = 8
  package static let fewestValues = 3

  /// Metrics that can take part, and those that cannot.
  package func accepted() -> (kept: [Int], excluded: [Exclusion]) {
    var kept: [Int] = []
    var excluded: [Exclusion] = []
    for (i, metric) in metrics.enumerated() {
      let values = metric.values
      let active = values.count { $0 != 0 }
      let sorted = values.sorted()
      let distinct = zip(sorted, sorted.dropFirst()).count { $0 != $1 } + 1
      let reason: Exclusion.Reason? =
        values.contains { $0 < 0 }
        ? .negative
        : distinct == 1
          ? .constant
          : active < Self.fewestActiveWeeks
            ? .tooFewActiveWeeks(have: active, need: Self.fewestActiveWeeks)
            : distinct < Self.fewestValues ? .tooFewValues(have: distinct, need: Self.fewestValues) : nil
      if let reason { excluded.append(Exclusion(name: metric.name, reason: reason)) } else { kept.append(i) }
    }
    return (kept, excluded)
  }

  func refusal(_ options: Options, excluded: [Exclusion]) -> Refusal? {
    let weeks = outcome.count
    if metrics.contains(where: { $0.values.count != weeks }) || controls.contains(where: { $0.count != weeks }) {
      return .unequalLengths
    }
    if weeks < Self.fewestWeeks { return .tooFewWeeks(have: weeks, need: Self.fewestWeeks) }
    if outcome.contains(where: { !$0.isFinite }) { return .notFinite(name: "") }
    if let broken = metrics.first(where: { $0.values.contains { !$0.isFinite } }) { return .notFinite(name: broken.name) }
    if controls.contains(where: { $0.contains { !$0.isFinite } }) { return .notFinite(name: "") }
    if outcome.allSatisfy({ $0 == outcome[0] }) { return .outcomeConstant }
    let mean = outcome.reduce(0, +) / Double(weeks)
    if mean < options.smallestMean { return .outcomeTooSmall(perWeek: mean, need: options.smallestMean) }
    if excluded.count == metrics.count { return .noMetric(excluded) }
    return nil
  }

  /// Fourier pairs a record of this length can carry: a season must be seen twice to be told from a trend.
  package static func seasonPairs(weeks: Int) -> Int { weeks < 104 ? 1 : weeks < 156 ? 2 : 3 }

  /// Columns that are integrated out: one and controls, then trend and season. For a forecast `weeks` reaches past the record and
  /// `later` holds the controls up to there.
  func surroundings(weeks: Int, options: Options, later: [[Double]]? = nil) -> WeeklySurroundings {
    var free = [[Double](repeating: 1, count: weeks)]
    for (known, control) in zip(controls, later ?? controls) {
      let largest = known.reduce(0) { max($0, abs($1)) }
      if largest > 0 { free.append(control.map { $0 / largest }) }
    }
    // Unit variance, as sine and cosine have nearly.
    let span = Double(max(1, outcome.count - 1))
    var held = [(0..<weeks).map { (Double($0) / span - 0.5) * 3.4641016151377544 }]
    for pair in 0..<(options.season ?? Self.seasonPairs(weeks: outcome.count)) {
      let angles = (0..<weeks).map { week in
        let day = firstMonday + 7 * week
        let newYear = Day(year: day.parts.year, month: 1, day: 1) ?? day
        return 2 * Double.pi * Double(pair + 1) * Double(day - newYear + 1) / 365.25
      }
      held.append(angles.map { sin($0) })
      held.append(angles.map { cos($0) })
    }
    // Without a spread for them changes of level are not looked for.
    let steps = (options.steps.isEmpty ? [] : changes()).map { change in (0..<weeks).map { $0 < change ? -0.5 : 0.5 } }
    return WeeklySurroundings(free: free, held: held, steps: steps)
  }

  static let mostChanges = 6

  /// Weeks in which the outcome or a metric changed its level for good; those within two weeks of each other once.
  func changes() -> [Int] {
    let breaks = ([outcome] + metrics.map(\.values)).reduce(into: [Break]()) { breaks, values in
      breaks += Breaks.all(in: Weeks(firstMonday: firstMonday, values: values.map(Optional.some), daysOfLast: 7))
    }
    var weeks: [Int] = []
    for one in breaks.sorted(by: { $0.chance != $1.chance ? $0.chance < $1.chance : $0.monday < $1.monday }) {
      let week = (one.monday - firstMonday) / 7
      if weeks.count < Self.mostChanges, !weeks.contains(where: { abs($0 - week) <= 2 }) { weeks.append(week) }
    }
    return weeks.sorted()
  }
}

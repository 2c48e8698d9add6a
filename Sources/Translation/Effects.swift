import Records

/// What the weekly numbers without ids have done to the nearest weekly outcome, and through the tracked part to the later ones.
///
/// The outcome that is modelled is the earliest on the path that is large enough to be more than luck: leads, because deals come by the
/// handful. Sources that arrive in shows or bought lists are left out of it, so that no post is credited with a booth.
struct WeeklyEffects {
  /// What was modelled.
  enum Base: Sendable, Hashable { case leads, revenue }

  let base: Base
  /// By index into `Findings.metrics`.
  private var fits: [Int: WeeklyModel.MetricFit] = [:]
  private(set) var refusal: WeeklyModel.Refusal?
  private(set) var excluded: [Int: WeeklyModel.Exclusion.Reason] = [:]
  /// What the model would have said of the last half year; only where an effect is claimed, which it must bear out.
  private(set) var hindcast: WeeklyModel.Hindcast?
  /// The mean outcome a week that "today" stands on.
  private(set) var outcomeToday = 0.0

  /// More than these at once are not told apart in two years of weeks, and cost seconds.
  static let mostMetrics = 8

  /// `machines`: opens count machines, so they are no candidate, and what they jumped by is not taken for anybody's work.
  init?(_ ledger: Ledger, metrics: [Metric], machines: MachineOpens?) {
    let grid = WeekGrid(cutoff: ledger.cutoff)
    guard let (base, outcome) = Self.outcome(ledger, metrics, grid) else { return nil }
    self.base = base
    // The metrics with weekly values over the longest stretch come first; monthly money says nothing about weeks.
    let candidates = metrics.indices.filter { m in
      guard case .series(let s) = metrics[m].kind, machines == nil || !metrics[m].countsOpens else { return false }
      if case .ratio = ledger.series[s].unit { return false }
      return ledger.series[s].grain != .month
    }.prefix(Self.mostMetrics)
    guard !candidates.isEmpty else { return nil }
    // Money by the month cannot be told apart from the season as a cause, but it must not be mistaken for one of the others.
    let monthly = ledger.series.filter { $0.grain == .month && $0.side == .marketing }
    let controls = (ledger.controls.filter { $0.grain != .month } + monthly).map { Array($0.weeks(on: grid).whole) }
    let columns = candidates.map { Array(metrics[$0].weeks.whole) }
    // Only weeks that everybody knows.
    let known = outcome.indices.filter { w in outcome[w] != nil && columns.allSatisfy { w < $0.count && $0[w] != nil } }
    guard let from = known.first, let to = known.last, known.count == to - from + 1 else { return nil }
    var options = WeeklyModel.Options()
    if base == .revenue { options.smallestMean = 0 }
    let model = WeeklyModel(
      outcome: (from...to).map { outcome[$0] ?? 0 },
      metrics: zip(candidates, columns).map { m, values in (metrics[m].name, (from...to).map { values[$0] ?? 0 }) },
      controls: controls.map { control in (from...to).map { $0 < control.count ? control[$0] ?? 0 : 0 } },
      firstMonday: grid.firstMonday + 7 * from)
    do throws(WeeklyModel.Refusal) {
      let fit = try model.fit(seed: Self.seed(candidates.map { metrics[$0].name }), options: options)
      outcomeToday = fit.outcomeToday
      let claims = fit.metrics.contains { if case .effect = $0.verdict { true } else { false } }
      if claims { hindcast = model.hindcast(seed: Self.seed(["hindcast"]), options: options) }
      for m in candidates {
        fits[m] = fit.metrics.first { $0.name == metrics[m].name }
        excluded[m] = fit.excluded.first { $0.name == metrics[m].name }?.reason
      }
    } catch {
      refusal = error
    }
  }

  /// FNV-1a of the names: one stream of chance for each analysis, the same on every run.
  private static func seed(_ names: [String]) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in names.joined(separator: "\n").utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash
  }

  /// Leads of steady sources by week; without leads, revenue by week.
  private static func outcome(_ ledger: Ledger, _ metrics: [Metric], _ grid: WeekGrid) -> (Base, [Double?])? {
    let steady = metrics.filter { metric in
      guard case .source = metric.kind else { return false }
      return isSteady(metric.weeks)
    }
    if !steady.isEmpty {
      let length = steady.map { $0.weeks.whole.count }.min() ?? 0
      let sums = (0..<length).map { w -> Double? in
        let values = steady.map { Array($0.weeks.whole)[w] }
        return values.contains { $0 == nil } ? nil : values.reduce(0) { $0 + ($1 ?? 0) }
      }
      return (.leads, sums)
    }
    let revenue = ledger.series.filter { series in
      guard series.side == .sales, series.grain != .month else { return false }
      if case .money = series.unit { return true }
      return false
    }
    guard let first = revenue.first else { return nil }
    return (.revenue, Array(first.weeks(on: grid).whole))
  }

  /// Comes in most weeks and has had no jump that halves or doubles it.
  private static func isSteady(_ weeks: Weeks) -> Bool {
    let known = weeks.whole.compactMap { $0 }
    guard known.count >= WeeklyModel.fewestWeeks, known.count(where: { $0 > 0 }) * 10 >= known.count * 7 else { return false }
    return !Breaks.all(in: weeks).contains { $0.ratio > 2 || $0.ratio < 0.5 }
  }

  /// What may be said of metric `m` and one outcome; `nil` when the model has nothing on it.
  ///
  /// `way`: from what was modelled to the outcome, by the tracked part.
  func translation(metric m: Int, outcome: OutcomeKind, way: OutcomeWay?) -> Translation? {
    if let refusal { return refused(m, outcome, .notModelled(refusal)) }
    if let reason = excluded[m] { return refused(m, outcome, .leftOutOfModel(reason)) }
    guard let fit = fits[m], let way else { return nil }
    var grade = Grade.d
    let ground: Ground
    switch fit.verdict {
    case .noEffect(let smallest): (grade, ground) = (.n, .noEffect(elasticity: smallest.elasticity))
    case .effect(let probability) where (hindcast?.skill ?? 1) <= 0:
      ground = .modelDoubts(.predictsNoBetter(probability: probability))
    case .effect(let probability) where probability < 0.95: ground = .modelDoubts(.leaning(probability: probability))
    case .effect(let probability):
      (grade, ground) = (.c, .modelled(probability: probability, half: max(1, Int(fit.halfLife.value.rounded()))))
    case .cannotBeTold(let doubt): ground = .modelDoubts(doubt)
    }
    var translation = Translation(metric: m, outcome: outcome, evidence: .modelled, grade: grade, ground: ground)
    translation.perUnit = product(fit.perUnit, way.share)
    translation.modelled = ModelledEvidence(
      fit: fit, base: base, share: way.share, outcomeToday: outcomeToday, hindcast: hindcast)
    if grade == .c { answerNext(&translation, fit, way) }
    return translation
  }

  private func refused(_ m: Int, _ outcome: OutcomeKind, _ ground: Ground) -> Translation {
    Translation(metric: m, outcome: outcome, evidence: .modelled, grade: .d, ground: ground)
  }
}

/// What the *why* screen shows of a modelled pair.
package struct ModelledEvidence: Sendable {
  package var fit: WeeklyModel.MetricFit
  var base: WeeklyEffects.Base
  /// Outcomes for one of what was modelled.
  package var share: Estimate
  package var outcomeToday: Double
  package var hindcast: WeeklyModel.Hindcast?

  /// Outcomes a year of a tenth more, alone and of all that move together with it.
  package var tenPercentYear: Estimate { product(fit.tenPercentYear, share) }
  package var togetherYear: Estimate? { fit.joint.map { product($0.tenPercent.scaled(by: 365.25 / 7), share) } }
}

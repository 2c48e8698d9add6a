import Glibc

/// The second stage: whether deals opened while many others were open are won less often.
struct OpenDealFit {
  static let steps = 120
  static let largest = 3.0
  /// Age from which an open deal is forgotten, not open.
  let longest: Int
  /// Days in which nine tenths of the deals are decided.
  let decidedWithin: Int
  /// Open deals by day, forgotten ones left out, in terms of today's room where room has moved.
  let load: [Double]
  /// By source: deals decided, and won of them, of the last two years.
  private(set) var decided: [Double]
  private(set) var won: [Double]
  /// Where the load has no effect to be seen, the effect is zero with this much of the table.
  private(set) var table: [Double] = []
  private(set) var refusal: OpenDeals.Refusal?
  private(set) var probability = 0.25
  /// By shape: mean of h over the deals that the rates come from.
  private(set) var usual: [Double] = [Double](repeating: 0, count: 5)
  private var corners: [Double] = [1, 1, 1, 1]

  static func effect(_ k: Int) -> Double { k == 0 ? 0 : largest * (Double(k) - 0.5) / Double(steps) }

  /// How the load counts: its logarithm, or what is above one of four corners.
  func shape(_ j: Int, _ load: Double) -> Double {
    j == 0 ? log(max(1, load)) : max(0, load / corners[j - 1] - 1)
  }

  /// `scale`: by day, today's room over that day's.
  init(_ h: Handovers, sources: Int, scale: [Double], isFull: Bool) {
    let deals = h.deals
    decided = [Double](repeating: 0, count: sources)
    won = decided
    let lags = (0..<deals.count).filter { deals.closed[$0] >= 0 }.map { Double(deals.closed[$0] - deals.opened[$0]) }
    let forgotten = max(60, Int(quantile(lags, 0.97)))
    longest = forgotten
    decidedWithin = max(7, Int(quantile(lags, 0.9)))
    var open = [Double](repeating: 0, count: h.days + 1)
    for i in 0..<deals.count {
      let from = min(h.days, max(0, Int(deals.opened[i])))
      let last = deals.closed[i] >= 0 ? Int(deals.closed[i]) : h.days
      open[from] += 1
      open[min(h.days, max(from, min(last, from + forgotten)))] -= 1
    }
    for day in 1..<open.count { open[day] += open[day - 1] }
    load = (0..<h.days).map { open[$0] * ($0 < scale.count ? scale[$0] : 1) }
    guard deals.count > 0 else {
      refusal = .dealsNotRecorded
      table = OpenDealFit.prior(isFull: false)
      return
    }
    fit(h, sources, isFull: isFull)
  }

  private static func prior(isFull: Bool) -> [Double] {
    let none = isFull ? 0.35 : 0.8
    let weights = (1...steps).map { exp(-0.5 * effect($0) * effect($0) / 0.64) }
    let total = weights.reduce(0, +)
    return (0..<5).flatMap { _ in [none / 5] + weights.map { (1 - none) * $0 / total / 5 } }
  }

  private mutating func fit(_ h: Handovers, _ sources: Int, isFull: Bool) {
    let deals = h.deals
    let first = Int(h.dealsFrom ?? 0)
    var rows: [(source: Int, day: Int, won: Double)] = []
    for i in 0..<deals.count {
      let day = max(0, Int(deals.opened[i]))
      // Loads of the record's first months are not known: deals from before it are missing.
      guard day <= h.days - 1 - decidedWithin, deals.source[i] != UInt16.max, Int(deals.source[i]) < sources else { continue }
      let isDecided = deals.closed[i] >= 0
      guard isDecided || day <= h.days - 1 - longest else { continue }
      rows.append((Int(deals.source[i]), day, deals.isWon[i] ? 1 : 0))
      // A year old counts half.
      let weight = pow(0.5, Double(h.days - day) / 365)
      decided[rows[rows.count - 1].source] += weight
      won[rows[rows.count - 1].source] += weight * rows[rows.count - 1].won
    }
    let told = rows.filter { $0.day >= first + min(longest, 120) }
    let loads = told.map { load[$0.day] }
    corners = [0.1, 0.3, 0.5, 0.7].map { max(1, quantile(loads, $0)) }
    for j in 0..<5 {
      var (sum, weights) = (0.0, 0.0)
      for row in told {
        let weight = pow(0.5, Double(h.days - row.day) / 365)
        sum += weight * shape(j, load[row.day])
        weights += weight
      }
      usual[j] = weights > 0 ? sum / weights : shape(j, load.last ?? 1)
    }
    table = OpenDealFit.prior(isFull: isFull)
    if told.count < 80 { refusal = .tooFewDecided(told.count) }
    if quantile(loads, 0.95) <= 1.3 * max(1, quantile(loads, 0.05)) { refusal = refusal ?? .loadNeverVaried }
    probability = 1 - (0..<5).reduce(0) { $0 + table[$1 * (OpenDealFit.steps + 1)] }
    guard refusal == nil else { return }
    let halves = h.days / 182 + 1
    var logs: [Double] = []
    for j in 0..<5 {
      var model = SparseRegression(.binomial, width: 3, size: sources + halves + 1)
      let base = (won.reduce(0, +) + 1) / (decided.reduce(0, +) + 2)
      for s in 0..<sources { (model.mean[s], model.precision[s]) = (log(base / (1 - base)), 1) }
      for k in 0..<halves { model.precision[sources + k] = 1 / (0.12 * 0.12) }
      model.precision[sources + halves] = 0.04
      for row in told {
        model.add(
          [(row.source, 1), (sources + row.day / 182, 1), (sources + halves, -(shape(j, load[row.day]) - usual[j]))], trials: 1,
          hits: row.won)
      }
      let fit = model.fit()
      let top = fit.top[sources + halves]
      let variance = max(1e-9, fit.covariance([sources + halves])[0][0])
      let height = fit.evidence - 0.5 * log(variance)
      let prior = table[j * (OpenDealFit.steps + 1)..<(j + 1) * (OpenDealFit.steps + 1)]
      for (k, p) in prior.enumerated() {
        let off = OpenDealFit.effect(k) - top
        logs.append(height + log(max(p, 1e-300)) - 0.5 * off * off / variance)
      }
    }
    table = Pool.normalised(logs)
    probability = 1 - (0..<5).reduce(0) { $0 + table[$1 * (OpenDealFit.steps + 1)] }
  }

  static func draw(_ table: [Double], at share: Double) -> (shape: Int, effect: Double) {
    var left = share
    for (i, p) in table.enumerated() {
      left -= p
      if left < 0 { return (i / (steps + 1), effect(i % (steps + 1))) }
    }
    return (0, 0)
  }
}

/// What many open deals at once do to winning them.
package struct OpenDeals: Sendable {
  package enum Refusal: Error, Sendable, Hashable {
    case dealsNotRecorded
    case tooFewDecided(Int)
    case loadNeverVaried
  }
  /// Open today, forgotten ones left out, and on an ordinary day of the last year.
  package var now: Int
  package var usual: Int
  /// That more open deals cost wins at all.
  package var probability: Double
  /// Share of the wins that a fifth more open deals than today would cost.
  package var lostByFifthMore: Estimate
  package var grade: Grade

  init(_ fit: OpenDealFit) throws(Refusal) {
    if let refusal = fit.refusal { throw refusal }
    let today = fit.load.last ?? 0
    now = Int(today.rounded())
    usual = Int(quantile(Array(fit.load.suffix(364)), 0.5).rounded())
    probability = fit.probability
    let base = min(0.95, max(0.01, fit.won.reduce(0, +) / max(1, fit.decided.reduce(0, +))))
    var values: [(Double, Double)] = []
    for (i, p) in fit.table.enumerated() where p > 1e-12 {
      let (j, k) = (i / (OpenDealFit.steps + 1), i % (OpenDealFit.steps + 1))
      let more = fit.shape(j, today * 1.2) - fit.shape(j, today)
      let odds = base / (1 - base) * exp(-OpenDealFit.effect(k) * more)
      values.append((1 - odds / (1 + odds) / base, p))
    }
    lostByFifthMore = Estimate(weighted: values)
    grade = probability > 0.9 ? .c : probability < 0.1 ? .n : .d
  }
}

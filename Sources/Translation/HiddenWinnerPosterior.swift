import Glibc
import Records

/// What one or more chains kept: flat arrays, one entry (or one row) a draw.
package struct HiddenWinnerDraws: Sendable {
  /// Times at which the lag's survival is kept: twelve months of 30 days, the year, and the first weeks for the curve's beginning.
  static let days: [Int] = (1...12).map { 30 * $0 } + [365, 3, 7, 14, 21]
  static let places = days.map { LagBins.standard.place(Double($0)) }

  package internal(set) var count = 0
  /// draw × group: today's chance, the one of all blocks so far, hidden winners still to come and those the record missed.
  package internal(set) var now: [Double] = []
  package internal(set) var soFar: [Double] = []
  var toCome: [Int32] = []
  var before: [Int32] = []
  /// draw × group × `days`.
  var survival: [Double] = []
  /// draw × group × in-hand horizon: outcomes between the horizons, before the luck of the calendar.
  var inHand: [Int32] = []
  var spread: [UInt8] = []
  var driftStep: [UInt8] = []
  /// Sums over draws: S at the lag edges by group, cohort chances by group × block.
  var edgeSum: [Double]
  var cohortSum: [Double]

  init(_ tables: HiddenWinnerTables) {
    edgeSum = Array(repeating: 0, count: tables.groups * tables.bins.count)
    cohortSum = Array(repeating: 0, count: tables.blocks.count)
  }

  /// Room for what the chains kept, and no more: arrays that grow are half empty.
  mutating func reserve(_ chains: [HiddenWinnerDraws]) {
    now.reserveCapacity(chains.reduce(0) { $0 + $1.now.count })
    soFar.reserveCapacity(chains.reduce(0) { $0 + $1.soFar.count })
    survival.reserveCapacity(chains.reduce(0) { $0 + $1.survival.count })
    toCome.reserveCapacity(chains.reduce(0) { $0 + $1.toCome.count })
    before.reserveCapacity(chains.reduce(0) { $0 + $1.before.count })
    inHand.reserveCapacity(chains.reduce(0) { $0 + $1.inHand.count })
  }

  mutating func append(_ other: HiddenWinnerDraws) {
    count += other.count
    now += other.now
    soFar += other.soFar
    toCome += other.toCome
    before += other.before
    survival += other.survival
    inHand += other.inHand
    spread += other.spread
    driftStep += other.driftStep
    for i in edgeSum.indices { edgeSum[i] += other.edgeSum[i] }
    for i in cohortSum.indices { cohortSum[i] += other.cohortSum[i] }
  }
}

/// The posterior of rate and lag of every group, and what follows from it: rates within a time, winners in hand, what N more bring.
///
/// Chains follow each other in their own order, so the answer does not depend on how many threads ran them.
package struct HiddenWinnerPosterior: Sendable {
  package let model: HiddenWinner
  package let draws: HiddenWinnerDraws
  /// draw × group × in-hand horizon, added up and multiplied by the luck that all sources share.
  private let inHandCounts: [Int32]
  private let calendarSpreads: [Double]

  init(_ model: HiddenWinner, chains: [HiddenWinnerDraws]) {
    var all = HiddenWinnerDraws(model.tables)
    all.reserve(chains)
    for chain in chains { all.append(chain) }
    self.model = model
    draws = all
    calendarSpreads = HiddenWinnerPosterior.calendarWeights(model.tables, all)
    inHandCounts = HiddenWinnerPosterior.withLuck(model, all, calendarSpreads)
  }

  private var groups: Int { model.tables.groups }

  // MARK: Rates

  /// Draws of the chance to win within `days` (90, 180 or 365, or whole months of 30 up to twelve) of a unit that comes today; all pooled
  /// groups together, as they came, where `group` is `nil`.
  package func rates(of group: Int?, within days: Int, soFar: Bool = false) -> [Double] {
    guard let at = HiddenWinnerDraws.days.firstIndex(of: days) else { preconditionFailure("a horizon that is kept") }
    let rates = soFar ? draws.soFar : draws.now
    return (0..<draws.count).map { d in
      mixed(group) { g in
        rates[d * groups + g] * (1 - draws.survival[(d * groups + g) * HiddenWinnerDraws.days.count + at])
      }
    }
  }

  /// Draws of the chance ever to win.
  package func eventualRates(of group: Int?) -> [Double] {
    (0..<draws.count).map { d in mixed(group) { draws.now[d * groups + $0] } }
  }

  private func mixed(_ group: Int?, _ value: (Int) -> Double) -> Double {
    if let group { return value(group) }
    var sum = 0.0
    var units = 0.0
    for g in 0..<model.tables.pooled {
      let n = Double(model.tables.units[g])
      sum += n * value(g)
      units += n
    }
    return units > 0 ? sum / units : 0
  }

  /// Outcomes that came as a share of those that all units so far will bring.
  package func finished(of group: Int?) -> Double {
    let members = group.map { $0..<($0 + 1) } ?? 0..<model.tables.pooled
    var sum = 0.0
    for d in 0..<draws.count {
      var came = 0.0
      var toCome = 0.0
      for g in members {
        came += Double(model.tables.won[g]) + Double(draws.before[d * groups + g])
        toCome += Double(draws.toCome[d * groups + g])
      }
      sum += came + toCome > 0 ? came / (came + toCome) : 1
    }
    return sum / Double(max(1, draws.count))
  }

  /// Quantiles of the lag among outcomes within `days`, from the posterior mean of the curve.
  package func lag(of group: Int, within days: Int) -> Lag {
    let bins = model.tables.bins
    let edges = (0..<bins.count).map { draws.edgeSum[group * bins.count + $0] / Double(max(1, draws.count)) }
    func survival(_ t: Double) -> Double {
      let place = bins.place(t)
      let next = place.bin + 1 < bins.count ? edges[place.bin + 1] : 0
      // Even within a bin: bins are narrow where outcomes are dense.
      return edges[place.bin] + place.share * (next - edges[place.bin])
    }
    let whole = 1 - survival(Double(days))
    func quantile(_ share: Double) -> Int {
      for day in 1..<max(2, days) where 1 - survival(Double(day)) >= share * whole { return day - 1 }
      return max(0, days - 1)
    }
    return Lag(median: quantile(0.5), p10: quantile(0.1), p90: quantile(0.9))
  }

  /// Probability that the drift of all sources together has steps of at least .06 a block; `nil` where the record is too short to tell.
  package var driftProbability: Double? {
    guard model.tables.tellsDrift, draws.count > 0 else { return nil }
    return Double(draws.driftStep.count { Drift.steps[Int($0)] >= Drift.telling }) / Double(draws.count)
  }

  // MARK: In hand

  /// Draws of the outcomes that the open units bring in the `days` (30, 90 or 180) after the end of the window.
  package func inHand(of group: Int?, days: Int) -> [Int] {
    guard let at = InHand.horizons.firstIndex(of: days) else { preconditionFailure("a horizon that is kept") }
    let horizons = InHand.horizons.count
    return (0..<draws.count).map { d in
      if let group { return Int(inHandCounts[(d * groups + group) * horizons + at]) }
      return (0..<model.tables.pooled).reduce(0) { $0 + Int(inHandCounts[(d * groups + $1) * horizons + at]) }
    }
  }

  /// Posterior weights of the spread of the luck that all sources share, from up to twelve periods of 30 days.
  private static func calendarWeights(_ tables: HiddenWinnerTables, _ draws: HiddenWinnerDraws) -> [Double] {
    let bins = tables.bins.count
    let kept = Double(max(1, draws.count))
    let curves = (0..<tables.groups).map { g in
      (0...bins).map { $0 < bins ? draws.edgeSum[g * bins + $0] / kept : 0 }
    }
    func arrived(_ group: Int, _ t: Double) -> Double {
      guard t > 0 else { return 0 }
      let place = tables.bins.place(t)
      let (from, to) = (curves[group][place.bin], curves[group][place.bin + 1])
      return 1 - (from + place.share * (to - from))
    }
    var observed: [Int] = []
    var expected: [Double] = []
    let periods = min(12, tables.recordDays / 30)
    for period in 0..<max(0, periods) {
      let far = Double(30 * period)
      var sum = 0.0
      for cell in tables.cells where cell.source < tables.pooled {
        let t = cell.middle
        let p = draws.cohortSum[cell.source * tables.blockCount + cell.block] / kept
        sum += Double(cell.units) * p * (arrived(cell.source, t - far) - arrived(cell.source, t - far - 30))
      }
      observed.append(tables.wonByPeriod[period])
      expected.append(sum)
    }
    let total = expected.reduce(0, +)
    let scale = total > 0 ? Double(observed.reduce(0, +)) / total : 1
    return Pool.normalised(CalendarLuck.logWeights(observed: observed, expected: expected.map { $0 * scale }))
  }

  /// One draw of luck for all groups of a draw; sums over the horizons. Without it the sum of all sources is too sure.
  private static func withLuck(_ model: HiddenWinner, _ kept: HiddenWinnerDraws, _ weights: [Double]) -> [Int32] {
    var draws = Draws(name: model.name + "/in hand", chain: 0, seed: model.seed)
    let horizons = InHand.horizons.count
    let groups = model.tables.groups
    var counts = kept.inHand
    let logs = weights.map { log(max($0, 1e-300)) }
    for d in 0..<kept.count {
      let sigma = CalendarLuck.spreads[draws.index(logs: logs)]
      let luck = draws.gamma(1 / (sigma * sigma)) * sigma * sigma
      for g in 0..<groups {
        var sum: Int32 = 0
        for h in 0..<horizons {
          let i = (d * groups + g) * horizons + h
          if kept.inHand[i] > 0 { sum += Int32(draws.rounded(Double(kept.inHand[i]) * luck)) }
          counts[i] = sum
        }
      }
    }
    return counts
  }

  // MARK: N more

  /// Draws of what `units` more of a group bring within `days`, and their expectation by month of 30 days. The next batch has luck of its
  /// own:
  /// its chance differs from the source's as cohorts have differed (bunched in time, c = 2).
  package func more(of group: Int, units: Int, within days: Int) -> More {
    guard let at = HiddenWinnerDraws.days.firstIndex(of: days) else { preconditionFailure("a horizon that is kept") }
    var stream = Draws(name: model.name + "/more", chain: group, seed: model.seed)
    let r = model.referenceRates[group]
    let kept = HiddenWinnerDraws.days.count
    let months = (days + 29) / 30
    var counts: [Int] = []
    var byMonth = Array(repeating: 0.0, count: months)
    for d in 0..<draws.count {
      let now = draws.now[d * groups + group]
      let f = 1 / (Pool.spreads[Int(draws.spread[d])] * 2 * r * (1 - r))
      let p = stream.beta(f * now, f * (1 - now))
      let base = (d * groups + group) * kept
      counts.append(stream.binomial(units, p * (1 - draws.survival[base + at])))
      var before = 0.0
      for m in 0..<months {
        let here = 1 - draws.survival[base + (30 * (m + 1) <= days ? m : at)]
        byMonth[m] += Double(units) * now * (here - before)
        before = here
      }
    }
    return More(counts: counts, byMonth: byMonth.map { $0 / Double(max(1, draws.count)) })
  }

  package struct More: Sendable {
    /// One entry a draw.
    package var counts: [Int]
    /// Expected outcomes in each month of 30 days after the units come.
    package var byMonth: [Double]
  }
}

import Glibc

/// The posterior of one group and outcome, thinned: what backwards and the what-if are answered from at once, without the ledger.
///
/// Each draw is a chance ever to win, how the winners arrive over time, and how much the next batch may differ from the rest.
package struct RateDraws: Sendable {
  /// More say no more than a screen can show, and would be carried about for every pair.
  package static let most = 450
  /// Days after the unit at which a draw's arrivals are kept; even in between.
  package static let days: [Int] = [0, 3, 7, 14, 21] + (1...12).map { 30 * $0 } + [365]

  package let count: Int
  /// From the coarse pass: the rate has its doubt, the timing has none.
  package let isCoarse: Bool
  package let horizon: Int
  private let rate: [Float]
  /// draw × `days`, as 65,535ths.
  private let arrived: [UInt16]
  /// α + β of the beta that the next batch's own chance is drawn from.
  private let agreement: [Float]

  /// From the sampler's draws.
  init(_ posterior: HiddenWinnerPosterior, group: Int, horizon: Int) {
    let draws = posterior.draws
    let groups = posterior.model.tables.groups
    let kept = HiddenWinnerDraws.days
    let places = Self.days.map { day in kept.firstIndex(of: day) }
    let step = max(1, draws.count / Self.most)
    let chosen = stride(from: 0, to: draws.count, by: step).prefix(Self.most)
    let r = posterior.model.referenceRates[group]
    var (rate, arrived, agreement): ([Float], [UInt16], [Float]) = ([], [], [])
    for d in chosen {
      let at = d * groups + group
      rate.append(Float(draws.now[at]))
      agreement.append(Float(1 / (Pool.spreads[Int(draws.spread[d])] * 2 * r * (1 - r))))
      for place in places {
        arrived.append(place.map { Self.packed(1 - draws.survival[at * kept.count + $0]) } ?? 0)
      }
    }
    (self.rate, self.arrived, self.agreement, count, isCoarse) = (rate, arrived, agreement, rate.count, false)
    self.horizon = horizon
  }

  /// From the coarse pass: evenly placed quantiles of the rate, the source's own timing in each.
  init(_ one: RateFit.One, horizon: Int, name: String) {
    var stream = Draws(name: name + "/coarse", chain: 0)
    let rates = one.rate.draws(Self.most / 2, &stream)
    let reach = one.timing.count - 1
    let shares = Self.days.map { Self.packed(min(1, one.timing[min($0, reach)])) }
    let overall = max(one.rate.mean, 1e-6)
    rate = rates.map { Float($0) }
    arrived = rates.flatMap { _ in shares }
    agreement = rates.map { _ in Float(1 / (0.04 * 2 * overall * (1 - overall))) }
    count = rates.count
    isCoarse = true
    self.horizon = horizon
  }

  /// Of a weekly number without ids: one entry a draw of the weekly model, the work of a week carried on over the next ones and then on
  /// its way to
  /// the outcome as everybody followed is, `arrived` the share that has come after so many days. Only the timing is told: each works or
  /// does not.
  init(carried: [Adstock?], horizon: Int, arrived way: (Int) -> Double) {
    // A week's number happens evenly on its days, and so does what it leads to: on average as late as the weeks between them say.
    let whole = (0...horizon + 3).map { way($0) }
    func shares(_ adstock: Adstock) -> [UInt16] {
      Self.days.map { day in
        var sum = 0.0
        for (week, weight) in adstock.weights.enumerated() {
          for offset in -3...3 {
            let begun = max(0, 7 * week + offset)
            if day > begun { sum += weight / 7 * whole[min(whole.count - 1, day - begun)] }
          }
        }
        return Self.packed(sum)
      }
    }
    var known: [Adstock: [UInt16]] = [:]
    var arrived: [UInt16] = []
    for one in carried {
      guard let one else {
        arrived += Self.days.map { _ in 0 }
        continue
      }
      let found = known[one] ?? shares(one)
      known[one] = found
      arrived += found
    }
    rate = carried.map { $0 == nil ? 0 : 1 }
    self.arrived = arrived
    agreement = carried.map { _ in 1 }
    (count, isCoarse, self.horizon) = (carried.count, false, horizon)
  }

  private static func packed(_ share: Double) -> UInt16 { UInt16((min(1, max(0, share)) * 65535).rounded()) }

  package func chance(_ draw: Int) -> Double { Double(rate[draw]) }

  /// Share of the winners that have won within `days` days.
  package func arrived(_ draw: Int, within days: Double) -> Double {
    guard days > 0 else { return 0 }
    let base = draw * Self.days.count
    var place = 1
    while place < Self.days.count - 1, Double(Self.days[place]) < days { place += 1 }
    let (from, to) = (Double(Self.days[place - 1]), Double(Self.days[place]))
    let (low, high) = (Double(arrived[base + place - 1]), Double(arrived[base + place]))
    return (low + (high - low) * min(1, (days - from) / (to - from))) / 65535
  }

  /// The chance to win within the horizon.
  package func rate(_ draw: Int) -> Double { chance(draw) * arrived(draw, within: Double(horizon)) }

  /// Of what a unit brings within the horizon, the share that has come after so many days.
  package func share(_ draw: Int, by days: Int) -> Double {
    let whole = arrived(draw, within: Double(horizon))
    return whole > 0 ? min(1, arrived(draw, within: Double(days)) / whole) : 0
  }

  /// Of what units that come evenly on the next `days` days bring within the horizon, the share that has come `by` days from now.
  package func share(_ draw: Int, comingOver days: Int, by end: Int) -> Double {
    guard days > 0, end > 0 else { return 0 }
    let whole = arrived(draw, within: Double(horizon))
    guard whole > 0 else { return 0 }
    let parts = min(days, 12)
    var sum = 0.0
    for part in 0..<parts {
      let came = (Double(part) + 0.5) * Double(days) / Double(parts)
      sum += min(whole, arrived(draw, within: Double(end) - came + 0.5))
    }
    return sum / Double(parts) / whole
  }

  /// Days until half of what comes within the horizon has come, by the mean of all draws.
  package var halfBy: Int {
    func mean(_ days: Double) -> Double { (0..<count).reduce(0) { $0 + chance($1) * arrived($1, within: days) } }
    let half = mean(Double(horizon)) / 2
    return (1...max(1, horizon)).first { mean(Double($0)) >= half } ?? horizon
  }

  /// A chance of the next batch around `mean`, with luck of its own as cohorts have had.
  package func batch(_ draw: Int, mean: Double, _ stream: inout Draws) -> Double {
    guard mean > 0 else { return 0 }
    guard mean < 1 else { return 1 }
    let f = Double(agreement[draw])
    return stream.beta(f * mean, f * (1 - mean))
  }
}

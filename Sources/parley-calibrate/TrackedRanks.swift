import Glibc
import Records
import Translation

/// Simulation-based calibration of the tracked method: companies drawn from its own prior, one source of each looked at.
///
/// Two things are not the prior's, because the method takes them from the data: the rate of reference that the luck of cohorts is scaled
/// by (here the source's own rate), and the weights by which drift is centred (here units). Companies with a rate above .6, of which the
/// method says nothing for sure, are left out.
enum TrackedRanks {
  static let largestRate = 0.6
  static let names = ["chance to win within 90 days", "chance ever to win", "share of winners within 30 days"]

  @Sendable static func run(_ flags: Flags) async { await Ranks.gather(flags, names: names) { places(set: $0, seed: $1) } }

  static func places(set: Int, seed: UInt64, effort: HiddenWinner.Effort = .standard) -> [Double]? {
    var draws = Draws(name: "tracked ranks", chain: set, seed: seed)
    let world = World(&draws)
    guard
      let found = TrackedPosterior.fit(
        arrivals: world.arrivals, pooled: world.arrivals.count, window: world.window, name: "ranks \(set)", effort: effort),
      found.within(90)
    else { return nil }
    let source = Int(draws.unit() * Double(world.arrivals.count))
    func even(_ share: Double) -> Double { (share * 100).rounded() / 100 }
    let whole = found.posterior.eventualRates(of: source)
    let soon = found.posterior.rates(of: source, within: 90)
    // Shares of the same whole per cent are ties: what is beyond it the data hardly touch, and no figure turns on.
    let early = zip(found.posterior.rates(of: source, within: 30), whole).map { even($0 / max($1, 1e-300)) }
    let now = world.now[source]
    func arrived(_ days: Double) -> Double { 1 - world.survival(source, days) }
    return [
      place(now * arrived(90), in: soon, &draws), place(now, in: whole, &draws), place(even(arrived(30)), in: early, &draws),
    ]
  }

  /// One company from the prior.
  private struct World {
    var arrivals: [Arrivals] = []
    var window: RecordWindow
    /// By source: today's chance, and hazards by lag bin.
    var now: [Double] = []
    private var hazards: [[Double]] = []
    private let bins = LagBins.standard

    init(_ draws: inout Draws) {
      let blocks = 10 + Int(draws.unit() * 14)
      let days = 28 * blocks
      let first = Day(number: 17_000)
      window = RecordWindow(from: first, to: first + (days - 1))
      let sources = 4 + Int(draws.unit() * 5)
      let rates = Self.rates(sources, &draws)
      let spread = draws.pick(Pool.spreads)
      let centres = Self.lagCentres(bins.count - 1, &draws)
      let kappa = draws.pick(LagModel.strengths)
      let step = Drift.steps[draws.index(logs: Drift.prior.map { log($0) })]
      var drift = [0.0]
      for _ in 1..<blocks { drift.append(drift[drift.count - 1] + step * draws.normal()) }
      let middle = drift.reduce(0, +) / Double(blocks)
      drift = drift.reversed().map { $0 - middle }
      for rate in rates {
        let own = centres.map { draws.beta(kappa * $0, kappa * (1 - $0)) } + [1]
        let a = exp(draws.between(log(60), log(3000))) / Double(days)
        let units = (0..<days).map { _ in draws.poisson(a) }
        let r = min(0.6, max(0.001, rate))
        var wins: [Arrivals.Win] = []
        for block in 0..<blocks {
          let newest = days - 28 * block
          let weeks = (0..<4).map { week in
            Double(units[(newest - 7 * week - 7)..<(newest - 7 * week)].reduce(0, +))
          }
          let f = 1 / (spread * Cohort.rootConcentration(weeks: weeks) * r * (1 - r))
          let mean = expit(logit(rate) + drift[block])
          let chance = draws.beta(f * mean, f * (1 - mean))
          for day in (newest - 28)..<newest {
            for _ in 0..<draws.binomial(units[day], min(1, max(0, chance))) {
              let lag = Self.lag(own, bins, &draws)
              if day + lag < days { wins.append(.init(index: day, lag: lag, count: 1)) }
            }
          }
        }
        arrivals.append(Arrivals(first: first, units: units, wins: wins, losses: []))
        hazards.append(own)
        now.append(expit(logit(rate) + drift[0] + Drift.untilToday * step * draws.normal()))
      }
    }

    private static func rates(_ sources: Int, _ draws: inout Draws) -> [Double] {
      while true {
        let (strength, centre) = (draws.pick(Pool.strengths), draws.pick(Pool.centres))
        let rates = (0..<sources).map { _ in max(1e-6, draws.beta(strength, strength * (1 - centre) / centre)) }
        if rates.allSatisfy({ $0 <= TrackedRanks.largestRate }) { return rates }
      }
    }

    private static func lagCentres(_ count: Int, _ draws: inout Draws) -> [Double] {
      let step = draws.pick(LagModel.steps)
      var at = draws.index(logs: LagModel.logits.map { -0.5 * ($0 + 2) * ($0 + 2) / 4 })
      return (0..<count).map { k in
        if k > 0 {
          at = draws.index(
            logs: LagModel.logits.map { to in
              let z = (to - LagModel.logits[at] - 0.1) / step
              return -0.5 * z * z
            })
        }
        return LagModel.centres[at]
      }
    }

    private static func lag(_ hazards: [Double], _ bins: LagBins, _ draws: inout Draws) -> Int {
      for k in 0..<(bins.count - 1) where draws.unit() < hazards[k] {
        let x = log1p(-draws.unit() * hazards[k]) / log1p(-min(hazards[k], 1 - 1e-12))
        return Int(bins.edges[k] + x * (bins.edges[k + 1] - bins.edges[k]))
      }
      return Int(bins.edges[bins.count - 1] + draws.unit() * 216)
    }

    func survival(_ source: Int, _ days: Double) -> Double {
      let place = bins.place(days)
      let before = hazards[source].prefix(place.bin).reduce(1.0) { $0 * (1 - $1) }
      return place.bin == bins.count - 1
        ? before * (1 - place.share) : before * pow(1 - hazards[source][place.bin], place.share)
    }
  }
}

extension TrackedPosterior {
  fileprivate func within(_ days: Int) -> Bool { all.within.contains { $0.days == days } }
}

extension Draws {
  mutating func pick(_ values: [Double]) -> Double { values[min(values.count - 1, Int(unit() * Double(values.count)))] }
}

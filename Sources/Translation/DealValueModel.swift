import Glibc
import Records

/// What a deal of each group is worth, with its doubt, and what a number of deals brings in money: one huge deal must show as risk.
///
/// ln amount of a group ~ normal with a normal-inverse-gamma prior around all deals (κ₀ = 5, ν₀ = 5); the mean deal is exp(μ + σ²/2), σ
/// capped at the upper 97.5% point of the pooled one, since a handful of deals could otherwise claim any tail. With a hundred
/// deals or more the shape is checked (probability integral transform, Kolmogorov–Smirnov); where it fails at 1% the
/// group's own amounts speak by a Bayesian bootstrap (Rubin 1981), with all deals as five further ones.
package struct DealValueModel: Sendable {
  package static let lean = 5.0
  package static let checkedFrom = 100
  package static let doubtful = 0.01
  /// Points that stand for all deals in the bootstrap.
  static let pooledAtoms = 64
  /// From so many on, a mean of amounts or a sum of deals is as good as normal (the central limit), and is drawn as that: a large
  /// company's million amounts need not be drawn one by one.
  static let many = 400

  package enum Shape: Sendable, Hashable { case logNormal, bootstrap }

  struct Part: Sendable {
    var amounts: [Double]
    var shape: Shape
    /// Of the normal-inverse-gamma posterior: centre, κₙ, νₙ and νₙσₙ².
    var centre: Double
    var kappa: Double
    var freedom: Double
    var sum: Double

    var mean: Double { amounts.reduce(0, +) / Double(max(1, amounts.count)) }
    var variance: Double {
      let mean = mean
      return amounts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, amounts.count - 1))
    }
  }

  let parts: [Part]
  let atoms: [Double]
  let cap: Double
  let name: String
  let seed: UInt64

  /// Amounts above zero by group; the first `pooled` groups are all deals once. `nil` with fewer than three deals.
  package init?(_ amounts: [[Double]], pooled: Int, name: String, seed: UInt64 = 0) {
    let all = amounts.prefix(pooled).flatMap { $0 }.filter { $0 > 0 }
    guard all.count >= 3 else { return nil }
    self.name = name
    self.seed = seed
    let logs = all.map { log($0) }
    let mean = logs.reduce(0, +) / Double(logs.count)
    let squares = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let freedom = Double(logs.count - 1)
    // All amounts may be equal: a spread of a thousandth keeps the laws proper.
    let variance = max(1e-6, squares / freedom)
    cap = (variance * freedom / chiSquareQuantile(0.025, freedom: freedom)).squareRoot()
    let sorted = all.sorted()
    atoms = (0..<DealValueModel.pooledAtoms).map {
      sorted[Int((Double($0) + 0.5) / Double(DealValueModel.pooledAtoms) * Double(sorted.count))]
    }
    parts = amounts.map { DealValueModel.part($0.filter { $0 > 0 }, centre: mean, variance: variance) }
  }

  private static func part(_ amounts: [Double], centre: Double, variance: Double) -> Part {
    let logs = amounts.map { log($0) }
    let n = Double(logs.count)
    let own = n > 0 ? logs.reduce(0, +) / n : centre
    let kappa = lean + n
    let off = own - centre
    let squares = logs.reduce(0) { $0 + ($1 - own) * ($1 - own) }
    var part = Part(
      amounts: amounts, shape: .logNormal, centre: (lean * centre + n * own) / kappa, kappa: kappa, freedom: lean + n,
      sum: lean * variance + squares + lean * n / kappa * off * off)
    if logs.count >= checkedFrom {
      let spread = (part.sum / part.freedom * (1 + 1 / kappa)).squareRoot()
      let places = logs.map { 0.5 * erfc(-($0 - part.centre) / spread / 2.0.squareRoot()) }
      if kolmogorov(places) < doubtful { part.shape = .bootstrap }
    }
    return part
  }

  package func shape(of group: Int) -> Shape { parts[group].shape }

  /// Draws of the mean amount of a deal of the group.
  package func means(of group: Int, draws count: Int = 900) -> [Double] {
    let part = parts[group]
    let (mean, variance) = (part.mean, part.variance)
    var draws = Draws(name: name + "/mean", chain: group, seed: seed)
    return (0..<count).map { _ in
      switch part.shape {
      case .logNormal:
        let (mu, sigma) = law(part, &draws)
        return exp(mu + sigma * sigma / 2)
      case .bootstrap where part.amounts.count >= DealValueModel.many:
        return max(0, mean + (variance / Double(part.amounts.count)).squareRoot() * draws.normal())
      case .bootstrap:
        var weights = 0.0
        var sum = 0.0
        for amount in part.amounts {
          let weight = -log(draws.unit())
          weights += weight
          sum += weight * amount
        }
        for atom in atoms {
          let weight = draws.gamma(DealValueModel.lean / Double(atoms.count))
          weights += weight
          sum += weight * atom
        }
        return sum / weights
      }
    }
  }

  private func law(_ part: Part, _ draws: inout Draws) -> (mu: Double, sigma: Double) {
    let sigma = min(cap, (part.sum / (2 * draws.gamma(part.freedom / 2))).squareRoot())
    return (part.centre + sigma / part.kappa.squareRoot() * draws.normal(), sigma)
  }

  /// Mean with its interval, and the middle amount; where a group has no deal, the middle of all deals.
  package func value(of group: Int) -> DealValue {
    let own = parts[group].amounts
    return DealValue(mean: Estimate(draws: means(of: group)), median: middle(own.isEmpty ? atoms : own), deals: own.count)
  }

  /// Money from as many deals as each draw says, every deal drawn for itself.
  package func revenue(of group: Int, deals: [Int]) -> [Double] {
    let part = parts[group]
    let (own, variance) = (part.mean, part.variance)
    var draws = Draws(name: name + "/revenue", chain: group, seed: seed)
    return deals.map { count in
      switch part.shape {
      case .logNormal:
        let (mu, sigma) = law(part, &draws)
        guard count < DealValueModel.many else {
          let mean = exp(mu + sigma * sigma / 2)
          return max(0, Double(count) * mean + mean * (Double(count) * expm1(sigma * sigma)).squareRoot() * draws.normal())
        }
        return (0..<max(0, count)).reduce(0.0) { sum, _ in sum + exp(mu + sigma * draws.normal()) }
      case .bootstrap where count >= DealValueModel.many:
        // Of the urn: the mean is itself in doubt, then the deals fall around it.
        let doubt = variance / Double(part.amounts.count)
        let mean = own + doubt.squareRoot() * draws.normal()
        return max(0, Double(count) * mean + (Double(count) * variance).squareRoot() * draws.normal())
      case .bootstrap: return urn(part, count, &draws)
      }
    }
  }

  /// Deals out of a Pólya urn of the group's own, five of everybody's and those drawn before: the bootstrap's predictive law.
  private func urn(_ part: Part, _ count: Int, _ draws: inout Draws) -> Double {
    let own = Double(part.amounts.count)
    var drawn: [Double] = []
    for _ in 0..<max(0, count) {
      let at = draws.unit() * (own + DealValueModel.lean + Double(drawn.count))
      if at < own {
        drawn.append(part.amounts[Int(at)])
      } else if at < own + DealValueModel.lean {
        drawn.append(atoms[Int(draws.unit() * Double(atoms.count))])
      } else {
        drawn.append(drawn[min(drawn.count - 1, Int(at - own - DealValueModel.lean))])
      }
    }
    return drawn.reduce(0, +)
  }
}

/// Money to come, from draws: mean, the intervals that hold half and nine tenths of it, and the chance of nothing at all.
package struct AmountRange: Sendable, Hashable {
  package var fifty: Estimate
  package var ninety: Estimate
  package var none: Double

  /// `draws` must not be empty.
  package init(_ draws: [Double]) {
    fifty = Estimate(draws: draws, level: 0.5)
    ninety = Estimate(draws: draws)
    none = Double(draws.count { $0 == 0 }) / Double(draws.count)
  }
}

extension TrackedPosterior {
  package struct InHandRevenue: Sendable, Hashable {
    package var days: Int
    /// `nil` where the count of deals is refused.
    package var amount: AmountRange?
  }

  /// Money that open units of a group bring in each span after the end of the window.
  package func inHandRevenue(of group: Int, values: DealValueModel) -> [InHandRevenue] {
    groups[group].inHand.map { one in
      InHandRevenue(
        days: one.days,
        amount: one.count == nil
          ? nil : AmountRange(values.revenue(of: group, deals: posterior.inHand(of: group, days: one.days))))
    }
  }

  /// Money that one unit of a group brings within the horizon.
  package func revenuePerUnit(of group: Int, values: DealValueModel) -> Estimate {
    let rates = posterior.rates(of: group, within: horizon)
    let means = values.means(of: group, draws: rates.count)
    return Estimate(draws: zip(rates, means).map { $0 * $1 })
  }
}

/// The value below which χ² lies with the given probability (Wilson & Hilferty 1931; within 1% for three degrees of freedom or more).
func chiSquareQuantile(_ probability: Double, freedom: Double) -> Double {
  // Only lower tails are asked for: the normal quantile by bisection.
  var (low, high) = (-8.0, 8.0)
  for _ in 0..<60 {
    let z = (low + high) / 2
    if 0.5 * erfc(-z / 2.0.squareRoot()) < probability { low = z } else { high = z }
  }
  let root = 1 - 2 / (9 * freedom) + low * (2 / (9 * freedom)).squareRoot()
  return freedom * max(1e-3, root * root * root)
}

/// Probability of a greater distance between `places` and the uniform law, if they are uniform (Kolmogorov's limit with Stephens' 1970
/// correction for few).
package func kolmogorov(_ places: [Double]) -> Double {
  let sorted = places.sorted()
  let n = Double(sorted.count)
  guard n > 0 else { return 1 }
  var distance = 0.0
  for (i, u) in sorted.enumerated() {
    distance = max(distance, (Double(i) + 1) / n - u, u - Double(i) / n)
  }
  let root = n.squareRoot()
  let x = (root + 0.12 + 0.11 / root) * distance
  guard x > 0.2 else { return 1 }
  var sum = 0.0
  for k in 1...50 {
    let term = exp(-2 * Double(k * k) * x * x)
    sum += k.isMultiple(of: 2) ? -term : term
  }
  return min(1, max(0, 2 * sum))
}

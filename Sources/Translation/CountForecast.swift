import Glibc

/// A whole number to come: Poisson around a mean that is itself uncertain (Gamma), so negative binomial.
package struct CountForecast: Sendable {
  package var mean: Double
  /// Standard deviation of the mean as a share of it.
  package var spread: Double

  package init(mean: Double, spread: Double) {
    self.mean = mean
    self.spread = spread
  }

  /// The mean with the closed interval from the 5% to the 95% quantile.
  package var estimate: Estimate {
    Estimate(value: mean, low: Double(quantile(0.05)), high: Double(quantile(0.95)))
  }

  /// The mean with the closed interval from the 25% to the 75% quantile.
  package var half: Estimate {
    Estimate(value: mean, low: Double(quantile(0.25)), high: Double(quantile(0.75)), level: 0.5)
  }

  /// Continuous ranked probability score: Σ over counts k of (P(X ≤ k) − [came ≤ k])².
  package func crps(_ came: Int) -> Double {
    guard mean > 0 else { return Double(came) }
    let (first, shares) = shares
    var (below, sum) = (0.0, Double(max(0, first - came)))
    for (k, share) in zip(first..., shares) {
      below = min(1, below + share)
      let off = k < came ? below : 1 - below
      sum += off * off
    }
    return sum + Double(max(0, came - (first + shares.count)))
  }

  /// The smallest count that is not exceeded with at least `probability`.
  package func quantile(_ probability: Double) -> Int {
    guard mean > 0 else { return 0 }
    let (first, shares) = shares
    var sum = 0.0
    for (k, share) in zip(first..., shares) {
      sum += share
      if sum >= probability { return k }
    }
    return first + shares.count - 1
  }

  /// The probability of each count from `first` on; together they are one. Walked from the likeliest count to both sides by the ratio
  /// of neighbours, until a count is 10²⁰ times less likely: no logarithm a count, and nothing that overflows.
  private var shares: (first: Int, shares: [Double]) {
    let shape = spread > 1e-6 ? 1 / (spread * spread) : 1e12
    let failure = mean / (shape + mean)
    let likeliest = max(0, Int((failure * (shape - 1) / (1 - failure)).rounded(.down)))
    var falling: [Double] = []
    var (weight, total, k) = (1.0, 0.0, likeliest)
    while k > 0 {
      weight *= Double(k) / ((Double(k - 1) + shape) * failure)
      if weight < 1e-20 { break }
      falling.append(weight)
      total += weight
      k -= 1
    }
    var all = Array(falling.reversed())
    (weight, k) = (1, likeliest)
    while weight >= 1e-20 {
      all.append(weight)
      total += weight
      weight *= (Double(k) + shape) / Double(k + 1) * failure
      k += 1
    }
    return (likeliest - falling.count, all.map { $0 / total })
  }
}

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
    let shape = spread > 1e-6 ? 1 / (spread * spread) : 1e12
    let success = shape / (shape + mean)
    let logFailure = log(mean) - log(shape + mean)
    var logTerm = shape * (spread > 1e-6 ? log(success) : -log1p(mean / shape))
    var (below, sum) = (0.0, 0.0)
    var k = 0
    while k < came || (below < 1 - 1e-9 && k < Int(mean * 20 + 1000)) {
      below = min(1, below + exp(logTerm))
      let off = k < came ? below : 1 - below
      sum += off * off
      logTerm += log((Double(k) + shape) / Double(k + 1)) + logFailure
      k += 1
    }
    return sum
  }

  /// The smallest count that is not exceeded with at least `probability`.
  package func quantile(_ probability: Double) -> Int {
    guard mean > 0 else { return 0 }
    let shape = spread > 1e-6 ? 1 / (spread * spread) : 1e12
    let success = shape / (shape + mean)
    var logTerm = shape * log(success)
    var sum = exp(logTerm)
    var k = 0
    let limit = Int(mean * 20 + 1000)
    while sum < probability, k < limit {
      logTerm += log((Double(k) + shape) / Double(k + 1)) + log1p(-success)
      sum += exp(logTerm)
      k += 1
    }
    return k
  }
}

import Glibc

/// A posterior of a rate: Beta distributions weighted by how well each explains the data, tabulated once.
///
/// Densities are laid on an even grid of the logit that spans every component by eight standard deviations, so that both
/// a rate of 40% from 10,000 units and an upper bound from no outcome at all are resolved.
package struct BetaMixture: Sendable {
  package struct Part: Sendable {
    package var weight: Double
    package var alpha: Double
    package var beta: Double
    package init(weight: Double, alpha: Double, beta: Double) {
      self.weight = weight
      self.alpha = alpha
      self.beta = beta
    }
  }

  package let mean: Double
  private let logits: [Double]
  /// Cumulative probability at each grid point, from 0 to 1.
  private let cumulative: [Double]

  /// Weights need not be normalised. `parts` must not be empty; alpha and beta are positive.
  package init(_ parts: [Part], points: Int = 321) {
    precondition(!parts.isEmpty, "a mixture of something")
    let heaviest = parts.reduce(0) { max($0, $1.weight) }
    let kept = parts.filter { $0.weight >= heaviest * 1e-4 }
    let total = kept.reduce(0) { $0 + $1.weight }
    mean = kept.reduce(0) { $0 + $1.weight / total * $1.alpha / ($1.alpha + $1.beta) }

    var low = Double.infinity
    var high = -Double.infinity
    for part in kept {
      let centre = digamma(part.alpha) - digamma(part.beta)
      let spread = (trigamma(part.alpha) + trigamma(part.beta)).squareRoot()
      low = min(low, centre - 8 * spread)
      high = max(high, centre + 8 * spread)
    }
    let step = (high - low) / Double(points - 1)
    var grid = [Double](repeating: 0, count: points)
    var logP = grid
    var logQ = grid
    for i in 0..<points {
      let x = low + Double(i) * step
      grid[i] = x
      // ln p and ln(1 − p) without cancellation at either end.
      let softplus = max(x, 0) + log1p(exp(-abs(x)))
      logP[i] = x - softplus
      logQ[i] = -softplus
    }
    var density = [Double](repeating: 0, count: points)
    for part in kept {
      let constant = log(part.weight / total) - logBeta(part.alpha, part.beta)
      for i in 0..<points {
        // The Jacobian of the logit, p(1 − p), raises both exponents by one.
        density[i] += exp(constant + part.alpha * logP[i] + part.beta * logQ[i])
      }
    }
    var sum = 0.0
    var running = [0.0]
    for i in 1..<points {
      sum += (density[i - 1] + density[i]) / 2 * step
      running.append(sum)
    }
    logits = grid
    cumulative = running.map { $0 / sum }
  }

  /// The rate below which the probability is `probability`.
  package func quantile(_ probability: Double) -> Double {
    var low = 0
    var high = cumulative.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if cumulative[middle] < probability { low = middle } else { high = middle }
    }
    let span = cumulative[high] - cumulative[low]
    let share = span > 0 ? (probability - cumulative[low]) / span : 0
    let x = logits[low] + min(1, max(0, share)) * (logits[high] - logits[low])
    return 1 / (1 + exp(-x))
  }

  package func estimate(level: Double = 0.9) -> Estimate {
    Estimate(value: mean, low: quantile((1 - level) / 2), high: quantile((1 + level) / 2), level: level)
  }
}

/// ln B(a, b).
package func logBeta(_ a: Double, _ b: Double) -> Double { lgamma(a) + lgamma(b) - lgamma(a + b) }

/// Derivative of ln Γ, by recurrence to x ≥ 6 and the asymptotic series (Abramowitz & Stegun 6.3.18).
package func digamma(_ value: Double) -> Double {
  var x = value
  var result = 0.0
  while x < 6 {
    result -= 1 / x
    x += 1
  }
  let inverse = 1 / (x * x)
  return result + log(x) - 0.5 / x - inverse * (1.0 / 12 - inverse * (1.0 / 120 - inverse * (1.0 / 252 - inverse / 240)))
}

/// Second derivative of ln Γ (Abramowitz & Stegun 6.4.12).
package func trigamma(_ value: Double) -> Double {
  var x = value
  var result = 0.0
  while x < 6 {
    result += 1 / (x * x)
    x += 1
  }
  let inverse = 1 / (x * x)
  return result + 1 / x + inverse / 2 + inverse / x * (1.0 / 6 - inverse * (1.0 / 30 - inverse * (1.0 / 42 - inverse / 30)))
}

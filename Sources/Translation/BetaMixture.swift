import Glibc

/// A posterior of a rate: Beta distributions weighted by how well each explains the data.
///
/// Mean and spread are exact and cost nothing; quantiles are read off a table that is made when somebody asks.
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
  /// Standard deviation.
  package let spread: Double
  /// Normalised; those that weigh nothing are left out.
  private let parts: [Part]

  /// Weights need not be normalised. `parts` must not be empty; alpha and beta are positive.
  package init(_ parts: [Part]) {
    precondition(!parts.isEmpty, "a mixture of something")
    let heaviest = parts.reduce(0) { max($0, $1.weight) }
    let kept = parts.filter { $0.weight >= heaviest * 1e-4 }
    let total = kept.reduce(0) { $0 + $1.weight }
    var mean = 0.0
    var square = 0.0
    for part in kept {
      let sum = part.alpha + part.beta
      let own = part.alpha / sum
      mean += part.weight / total * own
      square += part.weight / total * (own * own + own * (1 - own) / (sum + 1))
    }
    self.mean = mean
    spread = max(0, square - mean * mean).squareRoot()
    self.parts = kept.map { Part(weight: $0.weight / total, alpha: $0.alpha, beta: $0.beta) }
  }

  /// The rate below which the probability is `probability`.
  package func quantile(_ probability: Double) -> Double { BetaTable(parts).quantile(probability) }

  /// Draws, each part as often as it weighs: systematic, so that few of them already look like the whole.
  func draws(_ count: Int, _ stream: inout Draws) -> [Double] {
    var found: [Double] = []
    var passed = 0.0
    for part in parts {
      passed += part.weight
      while found.count < count, (Double(found.count) + 0.5) / Double(count) <= passed {
        found.append(stream.beta(part.alpha, part.beta))
      }
    }
    while found.count < count, let last = parts.last { found.append(stream.beta(last.alpha, last.beta)) }
    return found
  }

  package func estimate(level: Double = 0.9) -> Estimate {
    let table = BetaTable(parts)
    return Estimate(value: mean, low: table.quantile((1 - level) / 2), high: table.quantile((1 + level) / 2), level: level)
  }
}

/// The distribution function of a mixture, on an even grid of the logit that spans every component by eight standard deviations: a
/// rate of 40% from 10,000 units and an upper bound from no outcome at all are both resolved.
private struct BetaTable {
  private let logits: [Double]
  /// Cumulative probability at each grid point, from 0 to 1.
  private let cumulative: [Double]
  private static let points = 321

  init(_ parts: [BetaMixture.Part]) {
    var low = Double.infinity
    var high = -Double.infinity
    for part in parts {
      let centre = digamma(part.alpha) - digamma(part.beta)
      let spread = (trigamma(part.alpha) + trigamma(part.beta)).squareRoot()
      low = min(low, centre - 8 * spread)
      high = max(high, centre + 8 * spread)
    }
    let points = BetaTable.points
    let step = (high - low) / Double(points - 1)
    let grid = (0..<points).map { low + Double($0) * step }
    // ln p and ln(1 − p) without cancellation at either end.
    let logQ = grid.map { -(max($0, 0) + log1p(exp(-abs($0)))) }
    let logP = zip(grid, logQ).map { $0 + $1 }
    var density = [Double](repeating: 0, count: points)
    for part in parts {
      let constant = log(part.weight) - logBeta(part.alpha, part.beta)
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

  func quantile(_ probability: Double) -> Double {
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
}

/// ln B(a, b).
package func logBeta(_ a: Double, _ b: Double) -> Double { lnGamma(a) + lnGamma(b) - lnGamma(a + b) }

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

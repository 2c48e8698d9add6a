import Glibc

/// What remains of earlier weeks: a unit works in its own week and, by a share that falls geometrically, in those after it.
///
/// The weights sum to one, so carrying over moves an effect in time and does not enlarge it (Jin et al., *Bayesian Methods for
/// Media Mix Modeling with Carryover and Shape Effects*, Google 2017).
package struct Adstock: Sendable, Hashable {
  /// What is left of a week's work one week later, 0 ≤ decay < 1.
  package var decay: Double
  /// Weeks after which nothing is left, the week itself counted.
  package var weeks: Int

  package init(decay: Double, weeks: Int = 8) {
    self.decay = decay
    self.weeks = weeks
  }

  /// Newest week first, summing to one.
  package var weights: [Double] {
    var weights: [Double] = []
    var weight = 1.0
    for _ in 0..<max(1, weeks) {
      weights.append(weight)
      weight *= decay
    }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }

  /// Weeks before the first are taken as empty.
  package func applied(to values: [Double]) -> [Double] {
    let weights = weights
    return values.indices.map { t in
      var sum = 0.0
      for (lag, weight) in weights.enumerated() where lag <= t { sum += weight * values[t - lag] }
      return sum
    }
  }

  /// Weeks until half of the work is done.
  package var halfLife: Double { decay > 0 ? log(0.5) / log(decay) : 0 }

  /// How many weeks later a unit works, on average.
  package var meanLag: Double { weights.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element } }
}

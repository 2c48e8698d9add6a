import Glibc

/// Units of one source that came within the same 28 days of each other, and how many won in time.
package struct Cohort: Sendable, Hashable {
  /// Units, each counted by the share of the outcomes within the horizon that it has had time for.
  package var exposure: Double
  package var won: Double
  /// √c, c how much the units bunch in few weeks: a booth week is one draw of luck, not four.
  package var rootConcentration: Double

  package init(exposure: Double, won: Double, rootConcentration: Double) {
    self.exposure = exposure
    self.won = won
    self.rootConcentration = rootConcentration
  }

  /// √max(1, k·Σn²/(Σn)²) over the `k` weeks of a cohort.
  package static func rootConcentration(weeks: [Double]) -> Double {
    let sum = weeks.reduce(0, +)
    guard sum > 0 else { return 1 }
    let squares = weeks.reduce(0) { $0 + $1 * $1 }
    return max(1, Double(weeks.count) * squares / (sum * sum)).squareRoot()
  }
}

/// Rates of several sources estimated together: cohorts have luck of their own, and a small source leans on all.
///
/// Cohort: p_sb ~ Beta(f·p_s, f·(1 − p_s)), f = 1/(v·√c·r(1 − r)); source: p_s ~ Beta(a, a(1 − p₀)/p₀). v, a and p₀ are learned
/// from the data on grids (empirical Bayes with the grid's doubt kept). The source's posterior uses the effective counts
/// y/k, n/k with the deflator k = 1 + (n − 1)ρ, ρ = z/(1 + z), z = v·√c·r(1 − r).
package enum Pool {
  package static let spreads = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64]
  package static let strengths = [0.35, 0.7, 1.4, 2.8, 5.6, 11, 22]
  package static let centres: [Double] = (0..<48).map { 0.002 * pow(300, Double($0) / 47) }

  /// Every pair of strength and centre, with what its marginal likelihoods are divided by.
  private static let priors: [(alpha: Double, beta: Double, logBeta: Double)] = strengths.flatMap { a in
    centres.map { centre in
      let beta = a * (1 - centre) / centre
      return (a, beta, logBeta(a, beta))
    }
  }

  /// A steady rate of reference for one source, shrunk towards all: the variance of its cohorts scales with r(1 − r).
  package static func referenceRate(won: Double, exposure: Double, overall: Double) -> Double {
    min(0.6, max(0.001, (won + 4) / (exposure + 4 / max(overall, 1e-9))))
  }

  /// Effective units per unit of a cohort: 1/k.
  package static func deflator(units: Double, spread: Double, rate: Double, rootConcentration: Double) -> Double {
    let z = spread * rootConcentration * rate * (1 - rate)
    return 1 + max(0, units - 1) * (z / (1 + z))
  }

  /// ln of the beta-binomial probability of `won` in `units`, up to the binomial coefficient.
  package static func logMarginal(won: Double, units: Double, alpha: Double, beta: Double) -> Double {
    logBeta(alpha + won, beta + units - won) - logBeta(alpha, beta)
  }

  /// Normalised weights of `spreads`, given each source's cohorts.
  package static func spreadWeights(_ sources: [[Cohort]], overall: Double) -> [Double] {
    let logs = spreads.map { v in
      sources.reduce(0.0) { sum, cohorts in
        let exposure = cohorts.reduce(0) { $0 + $1.exposure }
        let won = cohorts.reduce(0) { $0 + $1.won }
        let rate = referenceRate(won: won, exposure: exposure, overall: overall)
        return sum
          + cohorts.reduce(0.0) { inner, cohort in
            let f = 1 / (v * cohort.rootConcentration * rate * (1 - rate))
            return inner
              + logMarginal(won: cohort.won, units: cohort.exposure, alpha: f * rate, beta: f * (1 - rate))
          }
      }
    }
    return normalised(logs)
  }

  /// The posterior of every source's rate, in the order of `sources`.
  package static func rates(_ sources: [[Cohort]]) -> [BetaMixture] {
    let exposure = sources.reduce(0.0) { $0 + $1.reduce(0) { $0 + $1.exposure } }
    let won = sources.reduce(0.0) { $0 + $1.reduce(0) { $0 + $1.won } }
    let overall = exposure > 0 ? max(won, 0.5) / exposure : 0.01
    let spreadWeight = spreadWeights(sources, overall: overall)

    var parts = Array(repeating: [BetaMixture.Part](), count: sources.count)
    for (v, weight) in zip(spreads, spreadWeight) where weight > 1e-3 {
      let effective = sources.map { effectiveCounts($0, spread: v, overall: overall) }
      let logs = priors.map { prior in
        effective.reduce(0.0) {
          $0 + logBeta(prior.alpha + $1.won, prior.beta + $1.units - $1.won) - prior.logBeta
        }
      }
      for (prior, share) in zip(priors, normalised(logs)) where share > 1e-5 {
        for (s, counts) in effective.enumerated() {
          parts[s].append(
            BetaMixture.Part(
              weight: weight * share, alpha: prior.alpha + counts.won, beta: prior.beta + counts.units - counts.won))
        }
      }
    }
    return parts.map { BetaMixture($0) }
  }

  private static func effectiveCounts(
    _ cohorts: [Cohort], spread: Double, overall: Double
  ) -> (won: Double, units: Double) {
    let exposure = cohorts.reduce(0) { $0 + $1.exposure }
    let won = cohorts.reduce(0) { $0 + $1.won }
    let rate = referenceRate(won: won, exposure: exposure, overall: overall)
    return cohorts.reduce(into: (won: 0.0, units: 0.0)) { sum, cohort in
      let k = deflator(
        units: cohort.exposure, spread: spread, rate: rate, rootConcentration: cohort.rootConcentration)
      sum.won += cohort.won / k
      sum.units += cohort.exposure / k
    }
  }

  package static func normalised(_ logs: [Double]) -> [Double] {
    let top = logs.max() ?? 0
    let raw = logs.map { exp($0 - top) }
    let sum = raw.reduce(0, +)
    return raw.map { $0 / sum }
  }
}

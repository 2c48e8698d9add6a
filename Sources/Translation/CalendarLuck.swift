import Glibc
import Records

/// How much good and bad months have differed beyond what rates and timing explain: the luck that all sources share.
///
/// Outcomes O of past 30-day periods against their expectation E (rescaled to the same total): O ~ Poisson(E·g), g ~ Gamma(σ⁻², σ⁻²),
/// σ on a grid with prior exp(−σ/.15). Without it the sum of all sources is far too sure.
package enum CalendarLuck {
  package static let spreads = [0.02, 0.05, 0.08, 0.12, 0.17, 0.23, 0.3, 0.4, 0.55]

  /// ln of prior times likelihood for each of `spreads`, up to terms that are the same for all.
  package static func logWeights(observed: [Int], expected: [Double]) -> [Double] {
    spreads.map { sigma in
      let shape = 1 / (sigma * sigma)
      return zip(observed, expected).reduce(-sigma / 0.15) { sum, period in
        let (o, e) = (Double(period.0), max(period.1, 1e-9))
        return sum + lnGamma(o + shape) - lnGamma(shape) + shape * log(shape / (shape + e)) + o * log(e / (shape + e))
      }
    }
  }

  /// Mean of σ² under the posterior; the prior's where there is nothing to learn from.
  package static func variance(observed: [Int], expected: [Double]) -> Double {
    let total = expected.reduce(0, +)
    let scale = total > 0 ? Double(observed.reduce(0, +)) / total : 1
    let weights = Pool.normalised(logWeights(observed: observed, expected: expected.map { $0 * scale }))
    return zip(spreads, weights).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
  }
}

import Glibc

/// A regression of counts with normal priors, by Newton's method: rows with a handful of terms each, and few enough terms in all to
/// factor their curvature. What it finds is the posterior's top and its curvature there.
struct SparseRegression {
  enum Family { case binomial, poisson }

  let family: Family
  /// Terms a row may have; unused ones have value 0.
  let width: Int
  let size: Int
  var index: [Int32] = []
  var value: [Double] = []
  /// Binomial: how many tried; Poisson: exposure.
  var trials: [Double] = []
  var hits: [Double] = []
  var mean: [Double]
  var precision: [Double]

  init(_ family: Family, width: Int, size: Int) {
    self.family = family
    self.width = width
    self.size = size
    mean = [Double](repeating: 0, count: size)
    precision = [Double](repeating: 1, count: size)
  }

  mutating func add(_ terms: [(Int, Double)], trials: Double, hits: Double) {
    for k in 0..<width {
      index.append(k < terms.count ? Int32(terms[k].0) : 0)
      value.append(k < terms.count ? terms[k].1 : 0)
    }
    self.trials.append(trials)
    self.hits.append(hits)
  }

  struct Fit {
    var top: [Double]
    var factor: Cholesky
    /// ln of the posterior's mass by Laplace, without the constants that do not depend on the rows.
    var evidence: Double

    func covariance(_ terms: [Int]) -> [[Double]] {
      let columns = terms.map { term in
        var unit = [Double](repeating: 0, count: top.count)
        unit[term] = 1
        return factor.transposedSolved(factor.solved(unit))
      }
      return columns.map { column in terms.map { column[$0] } }
    }

    func draw(_ stream: inout Draws) -> [Double] {
      let away = factor.transposedSolved(top.map { _ in stream.normal() })
      return zip(top, away).map { $0 + $1 }
    }
  }

  func fit(from start: [Double]? = nil) -> Fit {
    var beta = start ?? mean
    var last = -Double.infinity
    var factor = Cholesky(products: [], ridge: 0)
    for _ in 0..<25 {
      let here = step(beta)
      factor = here.factor
      let gain = here.posterior - last
      last = here.posterior
      let move = factor.transposedSolved(factor.solved(here.gradient))
      var scale = 1.0
      let longest = move.reduce(0) { max($0, abs($1)) }
      if longest > 3 { scale = 3 / longest }
      if longest < 1e-6 || (gain >= 0 && gain < 1e-7) { break }
      for i in beta.indices { beta[i] += scale * move[i] }
    }
    var evidence = last - factor.halfLogDeterminant
    for i in 0..<size { evidence += 0.5 * log(precision[i]) }
    return Fit(top: beta, factor: factor, evidence: evidence)
  }

  private func step(_ beta: [Double]) -> (posterior: Double, gradient: [Double], factor: Cholesky) {
    var gradient = [Double](repeating: 0, count: size)
    var curvature = [Double](repeating: 0, count: size * size)
    var posterior = 0.0
    for i in 0..<size {
      let off = beta[i] - mean[i]
      posterior -= 0.5 * precision[i] * off * off
      gradient[i] = -precision[i] * off
      curvature[i * size + i] = precision[i]
    }
    index.withUnsafeBufferPointer { index in
      value.withUnsafeBufferPointer { value in
        for row in trials.indices {
          let from = row * width
          var eta = 0.0
          for k in from..<from + width { eta += value[k] * beta[Int(index[k])] }
          let expected: Double
          let weight: Double
          switch family {
          case .binomial:
            let chance = 1 / (1 + exp(-eta))
            expected = trials[row] * chance
            weight = max(expected * (1 - chance), 1e-12)
            posterior += hits[row] * eta - trials[row] * (eta > 30 ? eta : log1p(exp(eta)))
          case .poisson:
            expected = trials[row] * exp(min(eta, 30))
            weight = max(expected, 1e-12)
            posterior += hits[row] * eta - expected
          }
          let off = hits[row] - expected
          for k in from..<from + width where value[k] != 0 {
            let i = Int(index[k])
            gradient[i] += value[k] * off
            for l in from..<from + width where value[l] != 0 {
              let j = Int(index[l])
              if j <= i { curvature[i * size + j] += weight * value[k] * value[l] }
            }
          }
        }
      }
    }
    let products = (0..<size).map { i in (0..<size).map { j in curvature[max(i, j) * size + min(i, j)] } }
    return (posterior, gradient, Cholesky(products: products, ridge: 0))
  }
}

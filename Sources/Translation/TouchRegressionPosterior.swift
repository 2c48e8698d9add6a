import Glibc
import Records

/// Mode and curvature of a ridge logistic regression: its Laplace approximation, from which draws are taken.
///
/// The log posterior is concave, so Newton's steps, halved where they overshoot, always end at the one mode.
struct LogisticPosterior {
  private(set) var mode: [Double]
  /// ln of the marginal likelihood by Laplace's method, up to a constant that is the same for designs of equal shape.
  let logEvidence: Double
  /// Lower triangle L of the curvature H = L Lᵀ at the mode, row-major.
  private let factor: [Double]

  /// `nil` when forty steps do not suffice or the curvature loses its definiteness to rounding.
  init?(_ design: ExposureDesign, spreads: [Double], start: [Double]?) {
    let p = design.columns
    let precision = spreads.map { 1 / ($0 * $0) }
    var beta = start ?? LogisticPosterior.start(design)
    var (value, gradient, curvature) = LogisticPosterior.derivatives(design, precision, beta)
    var factor: [Double]?
    for _ in 0..<40 {
      guard let lower = choleskyFactor(curvature, p) else { return nil }
      factor = lower
      let step = backSubstituted(lower, forwardSubstituted(lower, gradient, p), p)
      // Twice the distance to the top of the quadratic: below it nothing changes that anybody reads.
      guard zip(step, gradient).reduce(0, { $0 + $1.0 * $1.1 }) > 1e-9 else { break }
      var length = 1.0
      while true {
        let tried = zip(beta, step).map { $0 + length * $1 }
        let found = LogisticPosterior.derivatives(design, precision, tried)
        if found.value >= value - 1e-9 || length < 1e-4 {
          (value, gradient, curvature) = found
          beta = tried
          break
        }
        length /= 2
      }
    }
    guard let factor, beta.allSatisfy(\.isFinite) else { return nil }
    mode = beta
    self.factor = factor
    logEvidence = value - (0..<p).reduce(0) { $0 + log(factor[$1 * p + $1]) }
  }

  /// A coefficient vector from N(mode, H⁻¹).
  func draw(_ chance: inout Xoshiro256) -> [Double] {
    let normal = mode.map { _ in standardNormal(&chance) }
    return zip(mode, backSubstituted(factor, normal, mode.count)).map { $0 + $1 }
  }

  /// Everybody alike: the constant that gives as many openings as there were.
  private static func start(_ design: ExposureDesign) -> [Double] {
    let openings = Double(design.opens.count { $0 })
    let quiet = Double(design.opens.count) - openings
    let shift = design.offset.reduce(0, +) / Double(max(1, design.offset.count))
    var beta = Array(repeating: 0.0, count: design.columns)
    beta[0] = log(max(openings, 1) / max(quiet, 1)) - shift
    return beta
  }

  /// Log posterior, its gradient and the negative of its second derivatives (lower triangle).
  private static func derivatives(
    _ design: ExposureDesign, _ precision: [Double], _ beta: [Double]
  ) -> (value: Double, gradient: [Double], curvature: [Double]) {
    let p = design.columns
    var value = 0.0
    var gradient = Array(repeating: 0.0, count: p)
    var curvature = Array(repeating: 0.0, count: p * p)
    gradient.withUnsafeMutableBufferPointer { g in
      curvature.withUnsafeMutableBufferPointer { h in
        design.values.withUnsafeBufferPointer { x in
          for row in design.opens.indices {
            let at = row * p
            var eta = design.offset[row]
            for j in 0..<p { eta += beta[j] * x[at + j] }
            let chance = 1 / (1 + exp(-eta))
            value += (design.opens[row] ? eta : 0) - (max(eta, 0) + log1p(exp(-abs(eta))))
            let rest = (design.opens[row] ? 1 : 0) - chance
            let spread = chance * (1 - chance)
            for i in 0..<p where x[at + i] != 0 {
              let xi = x[at + i]
              g[i] += rest * xi
              let scaled = spread * xi
              for j in 0...i { h[i * p + j] += scaled * x[at + j] }
            }
          }
        }
      }
    }
    for i in 0..<p {
      value -= 0.5 * precision[i] * beta[i] * beta[i]
      gradient[i] -= precision[i] * beta[i]
      curvature[i * p + i] += precision[i]
    }
    return (value, gradient, curvature)
  }
}

/// L of A = L Lᵀ from the lower triangle of A, row-major; `nil` unless A is positive definite.
private func choleskyFactor(_ a: [Double], _ n: Int) -> [Double]? {
  var l = Array(repeating: 0.0, count: n * n)
  for i in 0..<n {
    for j in 0...i {
      var sum = a[i * n + j]
      for k in 0..<j { sum -= l[i * n + k] * l[j * n + k] }
      if i == j {
        guard sum > 0 else { return nil }
        l[i * n + i] = sum.squareRoot()
      } else {
        l[i * n + j] = sum / l[j * n + j]
      }
    }
  }
  return l
}

/// y of L y = b.
private func forwardSubstituted(_ l: [Double], _ b: [Double], _ n: Int) -> [Double] {
  var y = b
  for i in 0..<n {
    for k in 0..<i { y[i] -= l[i * n + k] * y[k] }
    y[i] /= l[i * n + i]
  }
  return y
}

/// x of Lᵀ x = y.
private func backSubstituted(_ l: [Double], _ y: [Double], _ n: Int) -> [Double] {
  var x = y
  for i in stride(from: n - 1, through: 0, by: -1) {
    for k in i + 1..<max(n, i + 1) { x[i] -= l[k * n + i] * x[k] }
    x[i] /= l[i * n + i]
  }
  return x
}

/// One draw from N(0, 1), by Marsaglia's polar method.
private func standardNormal(_ chance: inout Xoshiro256) -> Double {
  while true {
    let (a, b) = (2 * chance.unit() - 1, 2 * chance.unit() - 1)
    let s = a * a + b * b
    if s > 0, s < 1 { return a * (-2 * log(s) / s).squareRoot() }
  }
}

import Glibc

/// Everything the sampler asks of the weeks: inner products x'My of what the cells say with what is left of the outcome, for every way the
/// noise may be. M weighs weeks as AR(1) noise asks and takes trend, season and controls out.
///
/// M = A − RR', A tridiagonal (1 + r² inside, 1 at both ends, −r beside), R a column for each of the surroundings; so M·x costs a few
/// passes over the weeks, and one such x, made once a draw, serves all cells of a metric. A table of all cells with all cells, which would
/// save those passes, holds a hundred times as much as the weeks themselves.
struct WeeklyProducts: Sendable {
  struct Level: Sendable {
    var noise: WeeklyNoise
    /// x'Mx by cell.
    var own: [Double]
    /// The columns of R one after another, `stride` apart.
    fileprivate var shadows: [Double]
    /// y'My.
    var outcome: Double
    /// ln of what the surroundings and the whitening contribute to the marginal likelihood.
    var logWeight: Double
  }
  let cells: Int
  let weeks: Int
  /// Weeks filled with zeros to a multiple of eight: the length of every row here.
  let stride: Int
  /// By cell, `stride` apart; what the free columns say has been taken out, so that no product is a small difference of large ones.
  private let features: [Float]
  /// The outcome in the same way.
  let outcome: [Double]
  private(set) var levels: [Level]

  /// `features`: one series a cell; `outcome` scaled.
  init(features: [[Double]], outcome: [Double], surroundings: WeeklySurroundings, noises: [WeeklyNoise]) {
    let weeks = outcome.count
    let stride = (weeks + 7) / 8 * 8
    self.weeks = weeks
    self.stride = stride
    cells = features.count
    let projection = Projection(surroundings.free)
    var rows = [Float](repeating: 0, count: features.count * stride)
    for (i, feature) in features.enumerated() {
      for (t, value) in projection.residual(feature).enumerated() { rows[i * stride + t] = Float(value) }
    }
    self.features = rows
    self.outcome = projection.residual(outcome) + Array(repeating: 0, count: stride - weeks)
    levels = []
    for noise in noises {
      let r = noise.correlation
      let white = surroundings.columns.map { Self.whitened($0, r) }
      let precisions = surroundings.precisions(noise)
      let factor = Cholesky(white, precisions: precisions)
      var shadows = [Double](repeating: 0, count: white.count * stride)
      var before = factor.solved(white.map { $0[0] })
      for t in 0..<weeks {
        // R = B'Q: Q the whitened columns made orthogonal, B the whitening.
        let next = t + 1 < weeks ? factor.solved(white.map { $0[t + 1] }) : white.map { _ in 0 }
        let first = t == 0 ? (1 - r * r).squareRoot() : 1
        for k in white.indices { shadows[k * stride + t] = first * before[k] - r * next[k] }
        before = next
      }
      levels.append(
        Level(
          noise: noise, own: [], shadows: shadows, outcome: 0,
          logWeight: 0.5 * log(1 - r * r) - factor.halfLogDeterminant + precisions.reduce(0) { $0 + 0.5 * log($1) }))
    }
    let left = squares(self.outcome)
    var own = levels.map { _ in [Double]() }
    for i in 0..<cells {
      for (l, value) in squares(feature(i)).enumerated() { own[l].append(max(value, 1e-12)) }
    }
    for l in levels.indices { (levels[l].own, levels[l].outcome) = (own[l], left[l]) }
  }

  func feature(_ cell: Int) -> [Double] { (0..<stride).map { Double(features[cell * stride + $0]) } }

  /// x −= size · what the cell says.
  func take(_ size: Double, of cell: Int, from x: inout [Double]) {
    features.withUnsafeBufferPointer { features in
      x.withUnsafeMutableBufferPointer { x in
        for t in 0..<stride { x[t] -= size * Double(features[cell * stride + t]) }
      }
    }
  }

  /// x'Mx for every level.
  func squares(_ x: [Double]) -> [Double] {
    let same = Self.dot(x, x)
    let ends = x[0] * x[0] + x[weeks - 1] * x[weeks - 1]
    var beside = 0.0
    for t in 1..<weeks { beside += x[t] * x[t - 1] }
    return levels.map { level in
      let r = level.noise.correlation
      var sum = same + r * r * (same - ends) - 2 * r * beside
      x.withUnsafeBufferPointer { x in
        level.shadows.withUnsafeBufferPointer { shadows in
          for k in Swift.stride(from: 0, to: shadows.count, by: stride) {
            let share = Self.dot(shadows, from: k, x, count: stride)
            sum -= share * share
          }
        }
      }
      return sum
    }
  }

  /// M·x for one level.
  func weighed(_ x: [Double], level: Int) -> [Double] {
    var result = [Double](repeating: 0, count: stride)
    weigh(x, level: level, into: &result)
    return result
  }

  func weigh(_ x: [Double], level: Int, into result: inout [Double]) {
    let r = levels[level].noise.correlation
    let (inner, count) = (1 + r * r, weeks)
    x.withUnsafeBufferPointer { x in
      result.withUnsafeMutableBufferPointer { y in
        levels[level].shadows.withUnsafeBufferPointer { shadows in
          y[0] = x[0] - r * x[1]
          for t in 1..<(count - 1) { y[t] = inner * x[t] - r * (x[t - 1] + x[t + 1]) }
          y[count - 1] = x[count - 1] - r * x[count - 2]
          for k in Swift.stride(from: 0, to: shadows.count, by: stride) {
            let share = Self.dot(shadows, from: k, x, count: stride)
            for t in 0..<count { y[t] -= share * shadows[k + t] }
          }
        }
      }
    }
  }

  /// Product of each cell of `range` with `weighed`, written to the same places of `result`.
  func products(_ range: Range<Int>, with weighed: [Float], into result: inout [Double]) {
    let octets = stride / 8
    features.withUnsafeBytes { rows in
      weighed.withUnsafeBytes { other in
        result.withUnsafeMutableBufferPointer { out in
          var cell = range.lowerBound
          while cell < range.upperBound {
            // Two cells a turn: the other side is read once for both.
            let second = min(cell + 1, range.upperBound - 1)
            var (a, b) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
            for octet in 0..<octets {
              let y = other.loadUnaligned(fromByteOffset: 32 * octet, as: SIMD8<Float>.self)
              a += y * rows.loadUnaligned(fromByteOffset: 4 * cell * stride + 32 * octet, as: SIMD8<Float>.self)
              b += y * rows.loadUnaligned(fromByteOffset: 4 * second * stride + 32 * octet, as: SIMD8<Float>.self)
            }
            out[cell] = Double(a.sum())
            out[second] = Double(b.sum())
            cell += 2
          }
        }
      }
    }
  }

  /// First week scaled, the others less r times the week before.
  static func whitened(_ x: [Double], _ r: Double) -> [Double] {
    var result = x
    result[0] = x[0] * (1 - r * r).squareRoot()
    for t in 1..<x.count { result[t] = x[t] - r * x[t - 1] }
    return result
  }

  static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for i in a.indices { sum += a[i] * b[i] }
    return sum
  }

  /// `count`, a multiple of eight, of `a` from `from` with those of `b` from its start.
  private static func dot(
    _ a: UnsafeBufferPointer<Double>, from: Int, _ b: UnsafeBufferPointer<Double>, count: Int
  ) -> Double {
    let (left, right) = (UnsafeRawBufferPointer(a), UnsafeRawBufferPointer(b))
    var (s, t) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
    for i in Swift.stride(from: 0, to: 8 * count, by: 64) {
      s +=
        left.loadUnaligned(fromByteOffset: 8 * from + i, as: SIMD4<Double>.self)
        * right.loadUnaligned(fromByteOffset: i, as: SIMD4<Double>.self)
      t +=
        left.loadUnaligned(fromByteOffset: 8 * from + i + 32, as: SIMD4<Double>.self)
        * right.loadUnaligned(fromByteOffset: i + 32, as: SIMD4<Double>.self)
    }
    return (s + t).sum()
  }
}

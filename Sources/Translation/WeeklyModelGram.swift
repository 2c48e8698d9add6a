import Glibc

/// Everything the sampler asks of the weeks: inner products of all cells with each other and with the outcome, for every
/// correlation of the noise, with trend, season and controls projected out. After this the number of weeks no longer matters.
///
/// For AR(1) noise of correlation r the whitened product is Σ xᵗyᵗ + r² Σ (inner weeks) xᵗyᵗ − r Σ xᵗ(yᵗ⁻¹ + yᵗ⁺¹), so two tables of
/// plain products serve every r.
struct WeeklyGram: Sendable {
  struct Level: Sendable {
    var noise: WeeklyNoise
    /// Row-major, `cells` × `cells`.
    var products: [Double]
    var withOutcome: [Double]
    var outcome: Double
    /// ln of what the surroundings and the whitening contribute to the marginal likelihood.
    var logWeight: Double
  }
  let cells: Int
  let weeks: Int
  var levels: [Level]

  /// `features`: one series a cell; `outcome` scaled.
  init(features: [[Double]], outcome: [Double], surroundings: WeeklySurroundings, noises: [WeeklyNoise]) {
    weeks = outcome.count
    cells = features.count
    let projection = Projection(surroundings.free)
    // Taking out first what is free to take anything keeps the products free of cancellation.
    var rows = features.map { projection.residual($0) }
    rows.append(projection.residual(outcome))
    let plain = PaddedRows(rows)
    let neighbours = PaddedRows(rows.map(Self.neighbourSum))
    let count = cells + 1
    let same = plain.products(with: plain)
    let next = plain.products(with: neighbours)
    levels = []
    for noise in noises {
      let r = noise.correlation
      let white = surroundings.columns.map { Self.whitened($0, r) }
      let precisions = surroundings.precisions(noise)
      let factor = Cholesky(white, precisions: precisions)
      // The whitened features' shadows on the whitened surroundings.
      let shadows = PaddedRows(rows.map { row in factor.solved(white.map { Self.dot($0, Self.whitened(row, r)) }) })
      let shadow = shadows.products(with: shadows)
      let squared = r * r
      var products = [Double](repeating: 0, count: cells * cells)
      var withOutcome = [Double](repeating: 0, count: cells)
      var trace = 0.0
      var own = 0.0
      let (first, last) = (rows.map { $0[0] }, rows.map { $0[weeks - 1] })
      for i in 0..<count {
        for j in 0..<count {
          let k = i * count + j
          let ends = first[i] * first[j] + last[i] * last[j]
          let value = same[k] + squared * (same[k] - ends) - r * next[k] - shadow[k]
          if i < cells, j < cells {
            products[i * cells + j] = value
          } else if i < cells {
            withOutcome[i] = value
          } else if j == cells {
            own = value
          }
        }
      }
      for i in 0..<cells { trace += products[i * cells + i] }
      let jitter = 1e-10 * trace / Double(max(1, cells))
      for i in 0..<cells { products[i * cells + i] += jitter }
      levels.append(
        Level(
          noise: noise, products: products, withOutcome: withOutcome, outcome: own,
          logWeight: 0.5 * log(1 - squared) - factor.halfLogDeterminant + precisions.reduce(0) { $0 + 0.5 * log($1) }))
    }
  }

  /// First week scaled, the others less r times the week before.
  static func whitened(_ x: [Double], _ r: Double) -> [Double] {
    var result = x
    result[0] = x[0] * (1 - r * r).squareRoot()
    for t in 1..<x.count { result[t] = x[t] - r * x[t - 1] }
    return result
  }

  private static func neighbourSum(_ x: [Double]) -> [Double] {
    x.indices.map { (($0 > 0 ? x[$0 - 1] : 0) + ($0 + 1 < x.count ? x[$0 + 1] : 0)) }
  }

  static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for i in a.indices { sum += a[i] * b[i] }
    return sum
  }
}

/// One way the noise may be: how neighbouring weeks hang together, and how far trend and season may go in terms of its variance.
struct WeeklyNoise: Sendable, Hashable {
  var correlation: Double
  var spread: Double
}

/// What moves an outcome beside its metrics: columns free to take anything (prior variance 100 σ²), and columns held by a
/// variance that is learned.
struct WeeklySurroundings: Sendable {
  var free: [[Double]]
  var held: [[Double]]

  var columns: [[Double]] { free + held }

  func precisions(_ noise: WeeklyNoise) -> [Double] { free.map { _ in 0.01 } + held.map { _ in 1 / noise.spread } }
}

/// Lower triangle of X'X + the prior's precisions.
struct Cholesky: Sendable {
  private var rows: [[Double]]

  init(_ columns: [[Double]], precisions: [Double]) {
    let n = columns.count
    rows = Array(repeating: [Double](repeating: 0, count: n), count: n)
    for i in 0..<n {
      for j in 0...i {
        var sum = WeeklyGram.dot(columns[i], columns[j]) + (i == j ? precisions[i] : 0)
        for k in 0..<j { sum -= rows[i][k] * rows[j][k] }
        rows[i][j] = i == j ? max(sum, 1e-12).squareRoot() : sum / rows[j][j]
      }
    }
  }

  var halfLogDeterminant: Double { rows.indices.reduce(0) { $0 + log(rows[$1][$1]) } }

  /// L⁻¹b.
  func solved(_ b: [Double]) -> [Double] {
    var x = b
    for i in x.indices {
      for k in 0..<i { x[i] -= rows[i][k] * x[k] }
      x[i] /= rows[i][i]
    }
    return x
  }

  /// L'⁻¹b.
  func transposedSolved(_ b: [Double]) -> [Double] {
    var x = b
    for i in x.indices.reversed() {
      for k in (i + 1)..<max(i + 1, x.count) { x[i] -= rows[k][i] * x[k] }
      x[i] /= rows[i][i]
    }
    return x
  }
}

/// Least squares on columns, to take them out of a series.
struct Projection: Sendable {
  private let columns: [[Double]]
  private let factor: Cholesky

  init(_ columns: [[Double]]) {
    self.columns = columns
    factor = Cholesky(columns, precisions: columns.map { _ in 0.01 })
  }

  func residual(_ x: [Double]) -> [Double] {
    let weights = factor.transposedSolved(factor.solved(columns.map { WeeklyGram.dot($0, x) }))
    var result = x
    for (column, weight) in zip(columns, weights) {
      for t in result.indices { result[t] -= weight * column[t] }
    }
    return result
  }
}

/// Series laid end to end, each filled with zeros to a multiple of four.
struct PaddedRows: Sendable {
  private let count: Int
  private let quads: Int
  private var storage: [SIMD4<Double>]

  init(_ rows: [[Double]]) {
    count = rows.count
    quads = ((rows.first?.count ?? 0) + 3) / 4
    storage = Array(repeating: .zero, count: count * quads)
    for (i, row) in rows.enumerated() {
      for (t, value) in row.enumerated() { storage[i * quads + t / 4][t % 4] = value }
    }
  }

  /// All inner products; both must have the same shape and the result must be symmetric.
  func products(with other: PaddedRows) -> [Double] {
    var result = [Double](repeating: 0, count: count * count)
    let (count, quads) = (count, quads)
    storage.withUnsafeBufferPointer { a in
      other.storage.withUnsafeBufferPointer { b in
        result.withUnsafeMutableBufferPointer { out in
          for i in stride(from: 0, to: count, by: 2) {
            let p = a.baseAddress.map { $0 + i * quads }
            let single = i + 1 == count
            guard let first = p else { return }
            let second = single ? first : first + quads
            for j in stride(from: 0, through: min(i + 1, count - 1), by: 2) {
              guard let base = b.baseAddress else { return }
              let left = base + j * quads
              let right = j + 1 == count ? left : left + quads
              var (s00, s01, s10, s11) = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)
              for t in 0..<quads {
                s00 += first[t] * left[t]
                s01 += first[t] * right[t]
                s10 += second[t] * left[t]
                s11 += second[t] * right[t]
              }
              out[i * count + j] = s00.sum()
              out[j * count + i] = s00.sum()
              if j + 1 < count {
                out[i * count + j + 1] = s01.sum()
                out[(j + 1) * count + i] = s01.sum()
              }
              if !single {
                out[(i + 1) * count + j] = s10.sum()
                out[j * count + i + 1] = s10.sum()
                if j + 1 < count {
                  out[(i + 1) * count + j + 1] = s11.sum()
                  out[(j + 1) * count + i + 1] = s11.sum()
                }
              }
            }
          }
        }
      }
    }
    return result
  }
}

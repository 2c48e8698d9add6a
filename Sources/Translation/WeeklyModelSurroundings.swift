import Glibc

/// One way the noise may be: how neighbouring weeks hang together, and how far trend and season may go in terms of its variance.
struct WeeklyNoise: Sendable, Hashable {
  var correlation: Double
  var spread: Double
  /// The same for changes of level.
  var step: Double
}

/// What moves an outcome beside its metrics: columns free to take anything (prior variance 100 σ²), and columns held by a
/// variance that is learned: trend and season one, changes of level another.
struct WeeklySurroundings: Sendable {
  var free: [[Double]]
  var held: [[Double]]
  var steps: [[Double]]

  var columns: [[Double]] { free + held + steps }

  func precisions(_ noise: WeeklyNoise) -> [Double] {
    free.map { _ in 0.01 } + held.map { _ in 1 / noise.spread } + steps.map { _ in 1 / noise.step }
  }
}

/// Lower triangle L of a positive matrix LL': X'X + the prior's precisions, or products as they are.
struct Cholesky: Sendable {
  private var rows: [[Double]]

  init(_ columns: [[Double]], precisions: [Double]) {
    self.init(size: columns.count) { i, j in WeeklyProducts.dot(columns[i], columns[j]) + (i == j ? precisions[i] : 0) }
  }

  /// Of a matrix of products; `ridge` is added to its diagonal as a share of it.
  init(products: [[Double]], ridge: Double) {
    self.init(size: products.count) { i, j in products[i][j] * (i == j ? 1 + ridge : 1) }
  }

  private init(size n: Int, _ entry: (Int, Int) -> Double) {
    rows = Array(repeating: [Double](repeating: 0, count: n), count: n)
    for i in 0..<n {
      for j in 0...i {
        var sum = entry(i, j)
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

  /// How much of each column lies in `x`.
  func weights(_ x: [Double]) -> [Double] {
    factor.transposedSolved(factor.solved(columns.map { WeeklyProducts.dot($0, x) }))
  }

  func residual(_ x: [Double]) -> [Double] {
    var result = x
    for (column, weight) in zip(columns, weights(x)) {
      for t in result.indices { result[t] -= weight * column[t] }
    }
    return result
  }
}

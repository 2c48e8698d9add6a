/// People walking from channel to channel until they become customers or stay away: a Markov chain of order 1.
///
/// Q[i][j] is the share of touches of channel i after which the next touch was j, r[i] the share after which the deal came. The chance
/// to become a customer from each channel, x, solves (I − Q) x = r (Anderl et al. 2016).
struct ChannelWalk {
  private var next: [[Double]]
  private var won: [Double]
  private var start: [Double]
  private let count: Int

  init(_ journeys: Journeys) {
    count = journeys.channels.count
    next = Array(repeating: Array(repeating: 0, count: count), count: count)
    won = Array(repeating: 0, count: count)
    start = won
    var leaving = won
    var all = 0.0
    for path in journeys.paths {
      let people = Double(path.won + path.notWon)
      guard let first = path.steps.first, let last = path.steps.last, people > 0 else { continue }
      all += people
      start[Int(first)] += people
      for (from, to) in zip(path.steps, path.steps.dropFirst()) { next[Int(from)][Int(to)] += people }
      won[Int(last)] += Double(path.won)
      for step in path.steps { leaving[Int(step)] += people }
    }
    for i in 0..<count where leaving[i] > 0 {
      for j in 0..<count { next[i][j] /= leaving[i] }
      won[i] /= leaving[i]
    }
    if all > 0 { for i in 0..<count { start[i] /= all } }
  }

  /// The chance that somebody becomes a customer when everybody who would meet `removed` stays away instead.
  func chanceOfWinning(without removed: Int? = nil) -> Double {
    let kept = (0..<count).filter { $0 != removed }
    var matrix = kept.map { i in kept.map { j in (i == j ? 1 : 0) - next[i][j] } }
    var right = kept.map { won[$0] }
    // A channel from which nobody ever leaves has no row that could be solved and brings no deal.
    guard let chances = solve(&matrix, &right) else { return 0 }
    return zip(kept, chances).reduce(0) { $0 + start[$1.0] * $1.1 }
  }
}

extension Journeys {
  /// Share of the wins that the chain loses without each channel, not normalised.
  package func removalEffects() -> [Double] {
    let walk = ChannelWalk(self)
    let whole = walk.chanceOfWinning()
    guard whole > 0 else { return channels.map { _ in 0 } }
    return channels.indices.map { max(0, 1 - walk.chanceOfWinning(without: $0) / whole) }
  }

  /// Removal effects, made to sum to the number of wins.
  func removalCredit() -> [Double] {
    let effects = removalEffects()
    let sum = effects.reduce(0, +)
    guard sum > 0 else { return effects }
    return effects.map { $0 / sum * Double(wins) }
  }
}

/// Gaussian elimination with partial pivoting, in place; `nil` where the matrix is singular.
private func solve(_ matrix: inout [[Double]], _ right: inout [Double]) -> [Double]? {
  let n = right.count
  for column in 0..<n {
    var pivot = column
    for row in column..<n where abs(matrix[row][column]) > abs(matrix[pivot][column]) { pivot = row }
    guard abs(matrix[pivot][column]) > 1e-14 else { return nil }
    matrix.swapAt(column, pivot)
    right.swapAt(column, pivot)
    for row in column + 1..<max(n, column + 1) {
      let factor = matrix[row][column] / matrix[column][column]
      guard factor != 0 else { continue }
      for k in column..<n { matrix[row][k] -= factor * matrix[column][k] }
      right[row] -= factor * right[column]
    }
  }
  for row in stride(from: n - 1, through: 0, by: -1) {
    for k in row + 1..<max(n, row + 1) { right[row] -= matrix[row][k] * right[k] }
    right[row] /= matrix[row][row]
  }
  return right
}

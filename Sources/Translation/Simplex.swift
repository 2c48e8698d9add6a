/// What the simplex computes with: doubles in the product, exact fractions in its tests.
package protocol LinearNumber: SignedNumeric, Comparable, Sendable {
  static func / (a: Self, b: Self) -> Self
  /// What counts as nothing: 1e-9 in floating point, zero in exact arithmetic.
  static var tolerance: Self { get }
}

extension Double: LinearNumber {
  package static var tolerance: Double { 1e-9 }
}

/// A linear programme over variables that are never negative: what is to be as large as possible, under rows.
///
/// maximise c·x subject to aᵢ·x ≤, ≥ or = bᵢ and x ≥ 0, by the dense simplex in two phases (Dantzig 1951) with Bland's rule (1977), which
/// cannot run in a circle at a degenerate corner. Rows are scaled so that their largest coefficient is 1. Meant for a hundred rows, not for a
/// thousand: every step touches the whole table.
package struct LinearProgram<Number: LinearNumber>: Sendable {
  package enum Sense: Sendable, Hashable { case atMost, atLeast, equal }

  package struct Row: Sendable {
    package var coefficients: [Number]
    package var sense: Sense
    package var bound: Number
    package init(_ coefficients: [Number], _ sense: Sense, _ bound: Number) {
      self.coefficients = coefficients
      self.sense = sense
      self.bound = bound
    }
  }

  package var rows: [Row]
  /// One coefficient a variable; what is made as large as possible.
  package var objective: [Number]

  package init(maximise objective: [Number], rows: [Row]) {
    self.objective = objective
    self.rows = rows
  }

  package enum Answer: Sendable {
    case optimum(Optimum)
    /// Nothing satisfies all rows.
    case infeasible
    /// It can be made as large as one likes.
    case unbounded
  }

  /// The best corner.
  package struct Optimum: Sendable {
    package var value: Number
    package var solution: [Number]
    /// Growth of the value for one more of a row's bound.
    package var prices: [Number]
    /// How far each row's bound can move, down and up, before its price becomes another; `nil`: without end. For equalities `nil` says nothing.
    package var moves: [(down: Number?, up: Number?)]
  }

  package var isFeasible: Bool {
    var table = SimplexTable(self)
    return table.reachFeasible()
  }

  package func solved() -> Answer {
    var table = SimplexTable(self)
    guard table.reachFeasible() else { return .infeasible }
    guard table.reachOptimum() else { return .unbounded }
    return .optimum(table.optimum)
  }
}

/// The table of one run: columns are the variables, one slack for each inequality, one artificial where a row has no other start.
private struct SimplexTable<Number: LinearNumber> {
  private let program: LinearProgram<Number>
  private let variables: Int
  /// Columns before the artificial ones.
  private let realColumns: Int
  private var cells: [[Number]]
  private var right: [Number]
  private var basis: [Int]
  /// Reduced costs; the value stands at the end.
  private var cost: [Number] = []
  private var value: Number = 0
  /// Of each row: its slack column with the sign it has there, or its artificial one.
  private var unit: [(column: Int, sign: Number)]
  /// What each row was divided by; negative where it was turned round so that its bound is not negative.
  private let scale: [Number]

  init(_ program: LinearProgram<Number>) {
    self.program = program
    variables = program.objective.count
    let slacks = program.rows.count { $0.sense != .equal }
    realColumns = variables + slacks
    var (cells, right, basis, scale): ([[Number]], [Number], [Int], [Number]) = ([], [], [], [])
    var unit: [(column: Int, sign: Number)] = []
    var (nextSlack, artificial) = (variables, realColumns)
    var artificialRows: [Int] = []
    for (i, row) in program.rows.enumerated() {
      var factor = row.coefficients.reduce(0 as Number) { max($0, $1 < 0 ? -$1 : $1) }
      if factor == 0 { factor = 1 }
      if row.bound < 0 { factor = -factor }
      var line = row.coefficients.map { $0 / factor } + [Number](repeating: 0, count: realColumns - variables)
      if row.sense != .equal {
        let sign: Number = (row.sense == .atMost) == (factor > 0) ? 1 : -1
        line[nextSlack] = sign
        unit.append((nextSlack, sign))
        basis.append(sign > 0 ? nextSlack : -1)
        nextSlack += 1
      } else {
        unit.append((-1, 1))
        basis.append(-1)
      }
      if basis[i] < 0 {
        basis[i] = artificial
        if unit[i].column < 0 { unit[i] = (artificial, 1) }
        artificial += 1
        artificialRows.append(i)
      }
      cells.append(line)
      right.append(row.bound / factor)
      scale.append(factor)
    }
    for i in cells.indices {
      cells[i] += artificialRows.map { $0 == i ? 1 as Number : 0 }
    }
    (self.cells, self.right, self.basis, self.scale, self.unit) = (cells, right, basis, scale, unit)
  }

  // MARK: The two phases

  /// Makes the sum of the artificial columns as small as it gets; nothing is left of it where all rows can be satisfied.
  mutating func reachFeasible() -> Bool {
    let columns = cells.first?.count ?? realColumns
    guard columns > realColumns else { return true }
    cost = [Number](repeating: 0, count: columns)
    for j in realColumns..<columns { cost[j] = 1 }
    value = 0
    for i in basis.indices where basis[i] >= realColumns { subtract(row: i, times: 1) }
    _ = climb(upTo: realColumns)
    // Each row may be out by what counts as nothing.
    guard -value <= cells.reduce(Number.tolerance, { sum, _ in sum + Number.tolerance }) else { return false }
    for i in basis.indices where basis[i] >= realColumns {
      // At zero: any real column may take its place; where none can, the row says nothing new.
      if let j = (0..<realColumns).first(where: { size(cells[i][$0]) > Number.tolerance }) { pivot(i, j) }
    }
    return true
  }

  /// False where there is no end.
  mutating func reachOptimum() -> Bool {
    cost = program.objective.map { -$0 } + [Number](repeating: 0, count: (cells.first?.count ?? realColumns) - variables)
    value = 0
    for i in basis.indices where basis[i] < variables {
      let factor = cost[basis[i]]
      if factor != 0 { subtract(row: i, times: factor) }
    }
    return climb(upTo: realColumns)
  }

  private mutating func subtract(row i: Int, times factor: Number) {
    for j in cost.indices { cost[j] -= factor * cells[i][j] }
    value -= factor * right[i]
  }

  private func size(_ x: Number) -> Number { x < 0 ? -x : x }

  /// Bland: the first column that helps enters, and of the rows that stop it first the one of the lowest column leaves.
  private mutating func climb(upTo columns: Int) -> Bool {
    while let entering = (0..<columns).first(where: { cost[$0] < -Number.tolerance }) {
      var leaving: Int?
      var least: Number = 0
      for i in cells.indices where cells[i][entering] > Number.tolerance {
        let ratio = right[i] / cells[i][entering]
        if let found = leaving {
          if ratio < least || (ratio == least && basis[i] < basis[found]) { (leaving, least) = (i, ratio) }
        } else {
          (leaving, least) = (i, ratio)
        }
      }
      guard let leaving else { return false }
      pivot(leaving, entering)
    }
    return true
  }

  private mutating func pivot(_ row: Int, _ column: Int) {
    let factor = cells[row][column]
    for j in cells[row].indices { cells[row][j] = cells[row][j] / factor }
    right[row] = right[row] / factor
    let line = cells[row]
    for i in cells.indices where i != row {
      let times = cells[i][column]
      guard times != 0 else { continue }
      for j in line.indices where line[j] != 0 { cells[i][j] -= times * line[j] }
      right[i] -= times * right[row]
      // What rounding leaves below nothing is nothing.
      if right[i] < 0, right[i] > -Number.tolerance { right[i] = 0 }
    }
    let times = cost[column]
    if times != 0 { subtract(row: row, times: times) }
    basis[row] = column
  }

  // MARK: Reading the corner

  var optimum: LinearProgram<Number>.Optimum {
    var solution = [Number](repeating: 0, count: variables)
    for i in basis.indices where basis[i] < variables { solution[basis[i]] = right[i] }
    let prices = unit.indices.map { i in cost[unit[i].column] * unit[i].sign / scale[i] }
    let moves = unit.indices.map { i -> (down: Number?, up: Number?) in
      var (down, up): (Number?, Number?) = (nil, nil)
      for k in basis.indices {
        // One more of the scaled bound changes what row k's variable is by this.
        let change = cells[k][unit[i].column] * unit[i].sign / scale[i]
        guard size(change) > Number.tolerance else { continue }
        let reach = right[k] / change
        if change < 0 { up = min(up ?? -reach, -reach) } else { down = min(down ?? reach, reach) }
      }
      return (down, up)
    }
    return LinearProgram.Optimum(
      value: value, solution: solution, prices: prices, moves: moves)
  }
}

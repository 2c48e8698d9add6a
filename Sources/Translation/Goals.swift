/// Goals, room and limits as rows over volumes: what can be met at once, what cannot, by how much, and the least that would have to change.
///
/// Every question is a linear programme or a few of them, solved exactly (`LinearProgram`). It knows nothing of leads or weeks: `Alignment`
/// writes the rows. Articles/goals.md says what each answer means and how it was checked.
package struct Goals<Number: LinearNumber>: Sendable {
  package typealias Sense = LinearProgram<Number>.Sense

  /// What a row is: it decides what a conflict is called and whether the row may be moved.
  package enum Kind: String, Sendable {
    case goal, room, hours, budget
    /// The most that was ever tried.
    case tried
    /// A contract: it holds whatever anybody wants.
    case fixed
    /// What is carried from week to week.
    case balance
    /// A bend of a curve.
    case bend

    var isMovable: Bool {
      switch self {
      case .goal, .room, .hours, .budget, .tried: true
      case .fixed, .balance, .bend: false
      }
    }
  }

  package struct Row: Sendable {
    package var name: String
    package var kind: Kind
    package var line: LinearProgram<Number>.Row
    /// The bound is only the least that is known to be possible: room that was never seen full.
    package var isLowerBound: Bool
    /// Rows of one thing, a goal in several stretches of weeks: let go together, and moved by one slack.
    package var unit: Int?

    package init(
      _ name: String, _ kind: Kind, _ coefficients: [Number], _ sense: Sense, _ bound: Number, isLowerBound: Bool = false,
      unit: Int? = nil
    ) {
      self.name = name
      self.kind = kind
      self.unit = unit
      line = LinearProgram.Row(coefficients, sense, bound)
      self.isLowerBound = isLowerBound
    }
  }

  package var variables: [String]
  /// Variables that come only whole: webinars, people.
  package var whole: [Int]
  package var rows: [Row]

  package init(variables: [String], rows: [Row], whole: [Int] = []) {
    self.variables = variables
    self.rows = rows
    self.whole = whole
  }

  // MARK: Can all of it be met

  package enum Verdict: Sendable, Hashable {
    case fits
    /// Not at the usual mix, whatever its size; at another it does. Not a conflict.
    case fitsByAnotherMix
    /// The rows that cannot hold together; leave one of them out and the rest can.
    case collide([Int])
    /// It fails only at a bound that nobody has ever gone beyond.
    case cannotBeTold([Int])
  }

  /// `mixes`: today's volumes of each stretch of weeks, which any factor of its own may make larger or smaller; none: no mix is asked for.
  package func verdict(mixes: [[Number]] = []) -> Verdict {
    guard isFeasible else {
      let rest = rows.indices.filter { rows[$0].kind != .tried && !rows[$0].isLowerBound }
      // What collides without the bounds that prove nothing is told without them.
      return isFeasible(rest) ? .cannotBeTold(conflict(rows.indices.map { $0 })) : .collide(conflict(rest))
    }
    guard !mixes.isEmpty else { return .fits }
    let scaled = rows.map { row in
      LinearProgram.Row(mixes.map { dot(row.line.coefficients, $0) }, row.line.sense, row.line.bound)
    }
    return LinearProgram(maximise: mixes.map { _ in 0 }, rows: scaled).isFeasible ? .fits : .fitsByAnotherMix
  }

  package var isFeasible: Bool { isFeasible(Array(rows.indices)) }

  func isFeasible(_ kept: [Int]) -> Bool {
    LinearProgram(maximise: nothing, rows: kept.map { rows[$0].line }).isFeasible
  }

  private var nothing: [Number] { [Number](repeating: 0, count: variables.count) }

  /// A minimal set of rows that cannot hold together, by deletion in their order; others may exist. `among` must collide.
  func conflict(_ among: [Int]) -> [Int] {
    var kept = among
    for row in among where row == first(of: row, among) {
      let own = together(row)
      let without = kept.filter { !own.contains($0) }
      if !isFeasible(without) { kept = without }
    }
    return kept
  }

  /// The rows that are one thing with this one.
  func together(_ row: Int) -> [Int] {
    rows[row].unit.map { unit in rows.indices.filter { rows[$0].unit == unit } } ?? [row]
  }

  /// The row that speaks for all of its thing.
  private func first(of row: Int, _ among: [Int]) -> Int {
    rows[row].unit.flatMap { unit in among.first { rows[$0].unit == unit } } ?? row
  }

  // MARK: The least change

  /// One row's bound moved until everything fits.
  package struct Fix: Sendable {
    package var row: Int
    /// `nil`: no size of this change makes it fit.
    package var by: Number?
    package var to: Number?
    /// The change as a share of the bound; `nil` where the bound is nothing.
    package var relative: Number?
  }

  /// One fix a movable row of the conflict, the relatively smallest first; those that do not help, last.
  package func fixes(_ conflict: [Int]) -> [Fix] { order(movable(conflict).map(fix)) }

  private func movable(_ conflict: [Int]) -> [Int] {
    conflict.filter { $0 == first(of: $0, conflict) && rows[$0].kind.isMovable && rows[$0].line.sense != .equal }
  }

  private func order(_ fixes: [Fix]) -> [Fix] {
    fixes.sorted { a, b in
      switch (a.relative, b.relative) {
      case (let x?, let y?) where x != y: x < y
      case (_?, nil): true
      case (nil, _?): false
      default:
        if (a.by == nil) != (b.by == nil) { a.by != nil } else { rows[a.row].name < rows[b.row].name }
      }
    }
  }

  /// One slack on this row's bound, made as small as it gets.
  package func fix(_ row: Int) -> Fix {
    fix(row, with: together(row))
  }

  /// The same for some of the rows that are one thing.
  func fix(_ row: Int, with own: [Int]) -> Fix {
    guard let found = least([(own, 1)]) else { return Fix(row: row, by: nil, to: nil, relative: nil) }
    return moved(row, by: found[0])
  }

  private func moved(_ row: Int, by: Number) -> Fix {
    let bound = rows[row].line.bound
    let size = bound < 0 ? -bound : bound
    return Fix(
      row: row, by: by, to: rows[row].line.sense == .atLeast ? bound - by : bound + by, relative: size > 0 ? by / size : nil)
  }

  /// Two bounds moved at once, so that the sum of their relative sizes is least: asked for where no single one helps. Rows of the conflict,
  /// and of the next one that shows when one of these is left out.
  package func pairs(_ conflict: [Int]) -> [(Fix, Fix)] {
    var candidates = conflict
    for row in conflict where row == first(of: row, conflict) {
      let own = together(row)
      let without = rows.indices.filter { !own.contains($0) }
      guard !isFeasible(without) else { continue }
      for next in self.conflict(without) where !candidates.contains(next) { candidates.append(next) }
    }
    candidates = movable(candidates).filter { rows[$0].line.bound != 0 }
    var found: [(pair: (Fix, Fix), size: Number)] = []
    for (at, first) in candidates.enumerated() {
      for second in candidates.dropFirst(at + 1) {
        func weight(_ row: Int) -> Number {
          let bound = rows[row].line.bound
          return 1 / (bound < 0 ? -bound : bound)
        }
        guard let by = least([(together(first), weight(first)), (together(second), weight(second))]) else { continue }
        let (a, b) = (moved(first, by: by[0]), moved(second, by: by[1]))
        found.append(((a, b), by[0] * weight(first) + by[1] * weight(second)))
      }
    }
    return found.sorted {
      $0.size != $1.size ? $0.size < $1.size : ($0.pair.0.row, $0.pair.1.row) < ($1.pair.0.row, $1.pair.1.row)
    }
    .map(\.pair)
  }

  /// Several bounds moved at once, the sum of their relative sizes least: where two are not enough.
  package func lowering(_ all: [Int]) -> [Fix]? {
    let rows = all.filter { $0 == first(of: $0, all) }
    func weight(_ row: Int) -> Number {
      let bound = self.rows[row].line.bound
      return bound == 0 ? 1 : 1 / (bound < 0 ? -bound : bound)
    }
    return least(rows.map { (together($0), weight($0)) }).map { by in zip(rows, by).map { moved($0, by: $1) } }
  }

  /// The least weighted sum of slacks on some rows with which everything fits; `nil`: none.
  private func least(_ moved: [(rows: [Int], weight: Number)]) -> [Number]? {
    let lines = rows.indices.map { i -> LinearProgram<Number>.Row in
      var line = rows[i].line
      line.coefficients += moved.map { $0.rows.contains(i) ? (line.sense == .atLeast ? 1 : -1) : 0 as Number }
      return line
    }
    let objective = nothing + moved.map { -$0.weight }
    guard case .optimum(let best) = LinearProgram(maximise: objective, rows: lines).solved() else { return nil }
    return moved.indices.map { best.solution[variables.count + $0] }
  }

  /// By what factor one variable would have to be worth more in one row (better leads) for everything to fit: bisection in forty steps.
  /// `nil`: not at `most` times either.
  package func factor(of variable: Int, in row: Int, most: Number = 64) -> Number? {
    func fits(_ factor: Number) -> Bool {
      var better = self
      better.rows[row].line.coefficients[variable] = better.rows[row].line.coefficients[variable] * factor
      return better.isFeasible
    }
    var (low, high) = (1 as Number, most)
    guard fits(high) else { return nil }
    guard !fits(low) else { return low }
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if fits(middle) { high = middle } else { low = middle }
    }
    return high
  }

  /// The first of whole steps (weeks of delay, people, ways to spread an event) at which everything fits.
  package static func firstStep(_ steps: ClosedRange<Int>, _ rows: (Int) -> Goals) -> Int? {
    steps.first { rows($0).isFeasible }
  }

  // MARK: The best plan and what it costs

  package enum Optimum: Sendable {
    case largest([Number])
    case smallest([Number])
  }

  /// The best value of an aim under all rows, whole things tried one by one; `nil`: nothing fits, or there is no end.
  package func best(_ aim: Optimum) -> (value: Number, plan: [Number])? {
    guard let first = whole.first else { return linearBest(aim).map { ($0.value, $0.solution) } }
    var found: (value: Number, plan: [Number])?
    guard let counts = counts(of: first) else { return nil }
    for count in counts {
      var fixed = self
      fixed.whole.removeFirst()
      fixed.rows.append(
        Row("", .fixed, nothing.indices.map { $0 == first ? 1 : 0 }, .equal, Number(exactly: count) ?? 0))
      guard let one = fixed.best(aim) else { continue }
      let isBetter =
        switch aim {
        case .largest: found.map { one.value > $0.value } ?? true
        case .smallest: found.map { one.value < $0.value } ?? true
        }
      if isBetter { found = one }
    }
    return found
  }

  /// Whole numbers that a variable can take, at most two hundred.
  private func counts(of variable: Int) -> [Int]? {
    let one = nothing.indices.map { $0 == variable ? 1 as Number : 0 }
    guard case .optimum(let most) = LinearProgram(maximise: one, rows: rows.map(\.line)).solved() else { return nil }
    return (0...200).prefix { Number(exactly: $0).map { $0 <= most.value + Number.tolerance } ?? false }.map { $0 }
  }

  private func linearBest(_ aim: Optimum) -> LinearProgram<Number>.Optimum? {
    let objective: [Number]
    let sign: Number
    switch aim {
    case .largest(let coefficients): (objective, sign) = (coefficients, 1)
    case .smallest(let coefficients): (objective, sign) = (coefficients.map { -$0 }, -1)
    }
    guard case .optimum(var best) = LinearProgram(maximise: objective, rows: rows.map(\.line)).solved() else { return nil }
    best.value = best.value * sign
    best.prices = best.prices.map { $0 * sign }
    return best
  }

  /// What one more of a row's bound is worth to the aim, and from where to where that holds.
  package struct Price: Sendable {
    package var perUnit: Number
    package var from: Number
    /// `nil`: without end.
    package var to: Number?
  }

  /// The prices of a row upwards and downwards, each from a linear programme a step beside the bound: at a corner where more rows meet than
  /// must, they differ. `nil` where nothing fits on that side.
  package func price(of row: Int, _ aim: Optimum) -> (up: Price?, down: Price?)? {
    guard linearBest(aim) != nil else { return nil }
    let bound = rows[row].line.bound
    let size = (bound < 0 ? -bound : bound) + 1
    // A step that no bend of a plan worth speaking of is nearer than.
    let step = size / 16384
    func beside(_ by: Number) -> LinearProgram<Number>.Optimum? {
      var moved = self
      moved.rows[row].line.bound = bound + by
      return moved.linearBest(aim)
    }
    let up = beside(step).map { best in
      Price(perUnit: best.prices[row], from: bound, to: best.moves[row].up.map { bound + step + $0 })
    }
    let down = beside(-step).map { best in
      Price(perUnit: best.prices[row], from: best.moves[row].down.map { bound - step - $0 } ?? bound - size, to: bound)
    }
    return (up, down)
  }

  /// The least and the most of each variable among all plans as good as the best: one plan where they are equal.
  package func ranges(_ aim: Optimum) -> [(least: Number, most: Number)]? {
    guard let best = linearBest(aim) else { return nil }
    var kept = self
    let slip = Number.tolerance * ((best.value < 0 ? -best.value : best.value) + 1)
    switch aim {
    case .largest(let line): kept.rows.append(Row("", .fixed, line, .atLeast, best.value - slip))
    case .smallest(let line): kept.rows.append(Row("", .fixed, line, .atMost, best.value + slip))
    }
    return variables.indices.map { variable in
      let one = nothing.indices.map { $0 == variable ? 1 as Number : 0 }
      let own = best.solution[variable]
      return (kept.linearBest(.smallest(one))?.value ?? own, kept.linearBest(.largest(one))?.value ?? own)
    }
  }

  private func dot(_ a: [Number], _ b: [Number]) -> Number { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
}

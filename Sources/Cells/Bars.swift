/// A series as a line of small columns, from zero to its own maximum: `▂▄·▆░`. `·` is a zero; the unfinished last one is hatched
/// whatever its value. Never the top quarter of a cell, so that rows do not touch. `role` is its side's.
package func sparkline(_ values: [Double], unfinished: Bool = false, role: Role = .spark) -> [Span] {
  let levels: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆"]
  let most = values.filter(\.isFinite).max() ?? 0
  let columns = values.map { value -> Character in
    guard value.isFinite, value > 0, most > 0 else { return "·" }
    return levels[(value / most * 5.99).index(in: 0...5)]
  }
  return [Span(String(columns), role)] + (unfinished ? [Span("░", .unfinished)] : [])
}

/// A thin bar of half cells, `━━╸`, for `value` on a scale where `columns` cells are `full`.
package func bar(_ value: Double, of full: Double, columns: Int) -> String {
  guard value.isFinite, full > 0, columns > 0 else { return "" }
  let halves = (value / full * Double(columns) * 2).rounded().index(in: 0...columns * 2)
  return String(repeating: "━", count: halves / 2) + (halves % 2 == 1 ? "╸" : "")
}

/// How far an outcome has come, where it is expected to end and where it should: `━━━    ┄┄┃┄`.
package struct Bullet: Sendable, Equatable {
  package var soFar: Double
  package var expected: ClosedRange<Double>?
  package var goal: Double?
  /// What the whole width stands for.
  package var full: Double

  package init(soFar: Double, expected: ClosedRange<Double>? = nil, goal: Double? = nil, full: Double) {
    self.soFar = soFar
    self.expected = expected
    self.goal = goal
    self.full = full
  }
}

extension Frame {
  /// Draws a bullet over `columns`: solid happened, dotted is only expected, the tick is the goal.
  package mutating func put(_ bullet: Bullet, columns: Range<Int>, y: Int, role: Role = .sales) {
    let width = columns.count
    guard width > 0, bullet.full > 0 else { return }
    let solid = bar(bullet.soFar, of: bullet.full, columns: width)
    put(solid, x: columns.lowerBound, y: y, role: role)
    if let expected = bullet.expected {
      for column in solid.count..<max(solid.count, width) {
        let left = Double(column) / Double(width) * bullet.full
        let right = Double(column + 1) / Double(width) * bullet.full
        if right > expected.lowerBound && left < expected.upperBound {
          put("┄", x: columns.lowerBound + column, y: y, role: .unfinished)
        }
      }
    }
    if let goal = bullet.goal {
      let column = (goal / bullet.full * Double(width)).index(in: 0...width - 1)
      put("┃", x: columns.lowerBound + column, y: y, role: .marker)
    }
  }
}

extension Double {
  /// This number cut to a whole one inside `range`; what is not a number is its lower end. Never traps.
  package func index(in range: ClosedRange<Int>) -> Int {
    guard !isNaN else { return range.lowerBound }
    if self <= Double(range.lowerBound) { return range.lowerBound }
    if self >= Double(range.upperBound) { return range.upperBound }
    return Int(self)
  }
}

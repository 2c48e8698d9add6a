/// A braille plot over a window of numbers: two dots across and four down in each cell.
///
/// The lowest value stands in the middle of the last row and the highest in the middle of the first, so that scale labels sit on
/// rows. Whatever is drawn later owns a cell that it shares; a curve clears the band out of its own cells.
package struct Plot: Sendable {
  package let columns: Int
  package let rows: Int
  package let across: ClosedRange<Double>
  private let floor: Double
  private let ceiling: Double
  private var dots: [UInt8]
  private var roles: [Role]

  package init(columns: Int, rows: Int, x across: ClosedRange<Double>, y: ClosedRange<Double>) {
    self.columns = max(1, columns)
    self.rows = max(1, rows)
    self.across = across
    let half = (y.upperBound - y.lowerBound) / Double(max(1, rows - 1)) / 2
    floor = y.lowerBound - half
    ceiling = y.upperBound + half
    dots = Array(repeating: 0, count: self.columns * self.rows)
    roles = Array(repeating: .blank, count: self.columns * self.rows)
  }

  /// A line through the points (`xs` ascending), as far as they reach. `every` above 1 dots it: nobody has been there yet.
  package mutating func curve(xs: [Double], ys: [Double], role: Role = .curve, every: Int = 1) {
    guard let first = xs.first, let last = xs.last else { return }
    curve(over: first...max(first, last), role: role, every: every) { interpolate(xs, ys, at: $0) }
  }

  /// A line over a stretch of the window, by its formula.
  package mutating func curve(
    over stretch: ClosedRange<Double>, role: Role = .curve, every: Int = 1, _ formula: (Double) -> Double
  ) {
    var previous: Int?
    for column in 0..<columns * 2 {
      let x = value(atDot: column)
      guard stretch.contains(x), case let height = formula(x), height.isFinite else {
        previous = nil
        continue
      }
      let row = dotRow(height)
      if every <= 1, let previous, abs(previous - row) > 1 {
        for between in (min(previous, row) + 1)..<max(previous, row) { dot(column, between, role) }
      }
      if column % max(1, every) == 0 { dot(column, row, role) }
      previous = row
    }
  }

  /// A range around a line, hatched: dots where column and row together are a multiple of four.
  package mutating func band(xs: [Double], lows: [Double], highs: [Double], role: Role = .band) {
    guard let first = xs.first, let last = xs.last else { return }
    band(over: first...max(first, last), role: role) {
      interpolate(xs, lows, at: $0)
    } high: {
      interpolate(xs, highs, at: $0)
    }
  }

  /// A range by its two formulas.
  package mutating func band(
    over stretch: ClosedRange<Double>, role: Role = .band, low: (Double) -> Double, high: (Double) -> Double
  ) {
    for column in 0..<columns * 2 {
      let x = value(atDot: column)
      let (bottom, top) = (low(x), high(x))
      guard stretch.contains(x), bottom.isFinite, top.isFinite else { continue }
      let (from, to) = (max(0, dotRow(top)), min(rows * 4 - 1, dotRow(bottom)))
      guard from <= to else { continue }
      for row in from...to where (column + row) % 4 == 0 { dot(column, row, role) }
    }
  }

  /// The column of cells that `x` falls in.
  package func column(of x: Double) -> Int {
    let span = across.upperBound - across.lowerBound
    guard span > 0 else { return 0 }
    let dot = (x - across.lowerBound) / span * Double(columns * 2 - 1)
    return (dot / 2 - 0.25).rounded(.toNearestOrEven).index(in: 0...columns - 1)
  }

  /// The row of cells, from the top, whose middle is nearest to `y`.
  package func row(of y: Double) -> Int {
    guard ceiling > floor else { return rows - 1 }
    return ((ceiling - y) / (ceiling - floor) * Double(rows * 4 - 1) / 4).index(in: 0...rows - 1)
  }

  /// What the plot shows at a cell: the braille character and its role, or `nil` where it is empty.
  package func cell(column: Int, row: Int) -> Cell? {
    guard column >= 0, column < columns, row >= 0, row < rows else { return nil }
    let pattern = dots[row * columns + column]
    guard pattern != 0, let scalar = Unicode.Scalar(0x2800 + UInt32(pattern)) else { return nil }
    return Cell(scalar: scalar, role: roles[row * columns + column])
  }

  private func value(atDot column: Int) -> Double {
    across.lowerBound + (across.upperBound - across.lowerBound) * Double(column) / Double(columns * 2 - 1)
  }

  private func dotRow(_ y: Double) -> Int {
    guard ceiling > floor else { return rows * 4 - 1 }
    let exact = (ceiling - y) / (ceiling - floor) * Double(rows * 4 - 1)
    return exact.rounded(.toNearestOrEven).index(in: -1...rows * 4)
  }

  private mutating func dot(_ column: Int, _ row: Int, _ role: Role) {
    guard column >= 0, column < columns * 2, row >= 0, row < rows * 4 else { return }
    let at = row / 4 * columns + column / 2
    if role != .band && roles[at] == .band { dots[at] = 0 }
    // Unicode numbers the upper three dots of the left column, of the right column, then the lowest two.
    let bit = row % 4 == 3 ? 6 + column % 2 : row % 4 + column % 2 * 3
    dots[at] |= 1 << UInt8(bit)
    roles[at] = role
  }
}

/// The height at `x` of the line through the points; outside them, their end.
package func interpolate(_ xs: [Double], _ ys: [Double], at x: Double) -> Double {
  let count = min(xs.count, ys.count)
  guard count > 0 else { return .nan }
  guard x > xs[0] else { return ys[0] }
  guard x < xs[count - 1] else { return ys[count - 1] }
  var low = 0
  var high = count - 1
  while high - low > 1 {
    let middle = (low + high) / 2
    if xs[middle] <= x { low = middle } else { high = middle }
  }
  let step = xs[high] - xs[low]
  return step > 0 ? ys[low] + (ys[high] - ys[low]) * (x - xs[low]) / step : ys[high]
}

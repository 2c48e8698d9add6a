/// A value and what is written there.
package struct Tick: Sendable, Equatable {
  package var value: Double
  package var label: String
  package init(_ value: Double, _ label: String) {
    self.value = value
    self.label = label
  }
}

extension Frame {
  /// Draws a plot with its first cell at (x, y). Blanks between its dots are the band's: a terminal is told of a colour each time
  /// one changes, and a blank shows none.
  package mutating func put(_ plot: Plot, x: Int, y: Int) {
    for row in 0..<plot.rows {
      for column in 0..<plot.columns {
        self[x + column, y + row] = plot.cell(column: column, row: row) ?? Cell(scalar: " ", role: .band)
      }
    }
  }

  /// The axis under a plot that begins at column `x`; it lies at row `y`, its labels at `y + 1`. Heavy is the range that was
  /// tried, dotted is where nobody has been; without one it is a plain line. A label that would touch another is left out.
  package mutating func axis(of plot: Plot, x: Int, y: Int, ticks: [Tick], tried: ClosedRange<Double>? = nil) {
    for column in 0..<plot.columns {
      let inside = tried.map { column >= plot.column(of: $0.lowerBound) && column <= plot.column(of: $0.upperBound) } ?? true
      let line = !inside ? "┈" : tried == nil ? "─" : "━"
      put(line, x: x + column, y: y, role: !inside ? .unfinished : tried == nil ? .muted : .text)
    }
    var free = x
    for tick in ticks {
      let length = Cells.columns(of: tick.label)
      let at = max(x, min(x + plot.columns - length, x + plot.column(of: tick.value) - (length - 1) / 2))
      guard at >= free else { continue }
      put(tick.label, x: at, y: y + 1, role: .muted)
      free = at + length + 1
    }
  }

  /// The scale left of a plot that begins at (x, y): each label ends two columns before it, in the row of its value.
  package mutating func scale(of plot: Plot, x: Int, y: Int, ticks: [Tick]) {
    for tick in ticks { put(tick.label, endingAt: x - 2, y: y + plot.row(of: tick.value), role: .muted) }
  }

  /// A line down through a plot that begins at (x, y), at `value`, with its foot on the axis. It goes through empty cells and the
  /// band and leaves the curve alone. Returns the column it stands in.
  @discardableResult
  package mutating func upright(
    in plot: Plot, x: Int, y: Int, at value: Double, role: Role, foot: String = "┷", top: Int = 0
  ) -> Int {
    let column = plot.column(of: value)
    for row in top..<max(top, plot.rows) {
      let cell = plot.cell(column: column, row: row)
      if cell == nil || cell?.role == .band { put("┊", x: x + column, y: y + row, role: role) }
    }
    put(foot, x: x + column, y: y + plot.rows, role: role)
    return x + column
  }
}

/// Steps of 1, 2, 2.5 or 5 times a power of ten from 0 to at most `maximum`, no more than `most` of them.
package func evenTicks(upTo maximum: Double, most: Int) -> [Double] {
  guard maximum.isFinite, maximum > 0, most > 1 else { return [0] }
  let step = evenStep(atLeast: maximum / Double(most - 1))
  return (0..<most).map { Double($0) * step }.filter { $0 <= maximum * 1.000001 }
}

/// A scale from 0 that reaches `maximum` in whole steps and puts every step on a row: (its top, its step).
package func evenScale(upTo maximum: Double, rows: Int) -> (top: Double, step: Double) {
  guard maximum.isFinite, maximum > 0, rows > 1 else { return (1, 1) }
  let gaps = rows - 1
  let steps = [3, 4, 2, 5].first { gaps % $0 == 0 } ?? (gaps < 5 ? gaps : 1)
  let step = evenStep(atLeast: maximum / Double(steps))
  return (step * Double(steps), step)
}

private func evenStep(atLeast least: Double) -> Double {
  var power = 1.0
  while power * 10 <= least { power *= 10 }
  while power > least { power /= 10 }
  return [1, 2, 2.5, 5, 10].map { $0 * power }.first { $0 >= least * 0.999999 } ?? power * 10
}

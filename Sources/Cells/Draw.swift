/// A stretch of the screen: where a panel, an overlay or a chart lies.
package struct Area: Sendable, Equatable {
  package var columns: Range<Int>
  package var rows: Range<Int>

  package init(columns: Range<Int>, rows: Range<Int>) {
    self.columns = columns
    self.rows = rows
  }

  package var x: Int { columns.lowerBound }
  package var y: Int { rows.lowerBound }
  package var width: Int { columns.count }
  package var height: Int { rows.count }
}

extension Frame {
  /// The whole screen.
  package var area: Area { Area(columns: 0..<width, rows: 0..<height) }

  /// A panel's rule: its name at the left, what belongs to it at the right, both in the line. Heavy while it has the focus.
  package mutating func rule(
    _ columns: Range<Int>, y: Int, heading: [Span] = [], trailing: [Span] = [], focused: Bool = false
  ) {
    for x in columns { put(focused ? "━" : "─", x: x, y: y, role: focused ? .borderFocused : .border, limit: 1) }
    let room = columns.count
    if !heading.isEmpty, room > 1 {
      put(heading + [" "], x: columns.lowerBound, y: y, role: .headline, limit: room)
    }
    let taken = heading.isEmpty ? 0 : heading.columns + 1
    if !trailing.isEmpty, taken + trailing.columns + 2 <= room {
      put([" "] + trailing, endingAt: columns.upperBound - 1, y: y, role: .muted)
    }
  }

  /// The heading of a column inside a rule, with a blank on both sides; its last letter stands at column `x`.
  package mutating func columnHeading(_ text: String, endingAt x: Int, y: Int) {
    put(" \(text) ", endingAt: x + 1, y: y, role: .muted)
  }

  /// The heading of a column inside a rule, with a blank on both sides; its first letter stands at column `x`.
  package mutating func columnHeading(_ text: String, startingAt x: Int, y: Int) {
    put(" \(text) ", x: x - 1, y: y, role: .muted)
  }

  /// Marks a row as chosen: `▸` at its first column, the whole stretch in the role of a selection.
  package mutating func select(_ columns: Range<Int>, y: Int, focused: Bool) {
    let role: Role = focused ? .selection : .selectionElsewhere
    put("▸", x: columns.lowerBound, y: y, role: role, limit: columns.count)
    recolour(columns, y: y, role: role)
  }

  /// Blanks a stretch of the screen.
  package mutating func clear(_ area: Area, role: Role = .blank) {
    for y in area.rows.clamped(to: 0..<height) {
      for x in area.columns.clamped(to: 0..<width) { self[x, y] = Cell(scalar: " ", role: role) }
    }
  }

  /// Copies `other` into this frame with its first cell at (x, y), clipped.
  package mutating func put(_ other: Frame, x: Int, y: Int) {
    for row in 0..<other.height {
      for column in 0..<other.width { self[x + column, y + row] = other[column, row] }
    }
  }
}

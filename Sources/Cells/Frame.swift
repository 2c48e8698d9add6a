/// One screen as values: `height` rows of `width` cells. What a terminal shows, what a golden file holds, what a test compares.
///
/// Everything drawn goes through `put` or the subscript, which clip at the edges, never leave half a wide character behind,
/// and (`put`) show a visible substitute for whatever a terminal would obey. See `Draw.swift` for rules, alignment and rows,
/// `Paragraph.swift` for wrapping, `Bars.swift`, `Plot.swift` and `Axis.swift` for charts, `Overlay.swift` for what lies on top.
package struct Frame: Sendable, Equatable {
  package let width: Int
  package let height: Int
  package private(set) var cells: [Cell]
  /// Where the terminal's own cursor stands (the selected row, an input), for screen readers; `nil`: the corner.
  package var cursor: Place?
  /// Is that cursor shown? For inputs; a selected row only lends it a place.
  package var showsCursor = false

  /// A column and a row, both from 0.
  package struct Place: Sendable, Equatable {
    package var x: Int
    package var y: Int
    package init(x: Int, y: Int) {
      self.x = x
      self.y = y
    }
  }

  package init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
    cells = Array(repeating: Cell.blank, count: self.width * self.height)
  }

  /// The cell at (x, y). Outside the frame there is only blank, and writing there does nothing.
  package subscript(x: Int, y: Int) -> Cell {
    get { holds(x, y) ? cells[y * width + x] : .blank }
    set {
      guard holds(x, y) else { return }
      let at = y * width + x
      var cell = newValue
      // Half a wide character is none.
      let hasRoom = x + 1 < width
      let isCovered = x > 0 && cells[at - 1].width == 2
      if cell.width == 2 && !hasRoom || cell.width == 0 && !isCovered { cell = Cell(scalar: " ", role: cell.role) }
      if cells[at].width == 0 && cell.width != 0 { blank(at - 1) }
      if cells[at].width == 2 && cell.width != 2 && hasRoom { blank(at + 1) }
      cells[at] = cell
      if cell.width == 2 {
        if cells[at + 1].width == 2 && x + 2 < width { blank(at + 2) }
        cells[at + 1] = Cell(scalar: cell.scalar, role: cell.role, width: 0)
      }
    }
  }

  /// Writes `text` from (x, y) to the right, clipped at `limit` columns (and the frame), and returns the columns used.
  /// Whatever a terminal would obey is shown as a visible substitute, never passed on.
  @discardableResult
  package mutating func put(_ text: String, x: Int, y: Int, role: Role, limit: Int = .max) -> Int {
    var used = 0
    var last = -1
    for scalar in text.unicodeScalars {
      switch Glyph(scalar) {
      case .narrow(let shown):
        guard used < limit, x + used < width else { return used }
        self[x + used, y] = Cell(scalar: shown, role: Frame.isMark(shown) ? role.ofMarks : role)
        last = used
        used += 1
      case .wide(let shown):
        guard used + 2 <= limit, x + used + 2 <= width else { return used }
        self[x + used, y] = Cell(scalar: shown, role: role, width: 2)
        last = used
        used += 2
      case .mark(let shown):
        if last >= 0 {
          attach(shown, x + last, y)
        } else {
          guard used < limit, x + used < width else { return used }
          self[x + used, y] = Cell(scalar: "·", role: role)
          last = used
          used += 1
        }
      }
    }
    return used
  }

  /// Gives the cells of a stretch another role and leaves what stands in them: a selected row.
  package mutating func recolour(_ columns: Range<Int>, y: Int, role: Role) {
    guard y >= 0, y < height else { return }
    for x in columns.clamped(to: 0..<width) { cells[y * width + x].role = role }
  }

  private func holds(_ x: Int, _ y: Int) -> Bool { x >= 0 && x < width && y >= 0 && y < height }

  private mutating func blank(_ at: Int) {
    cells[at] = Cell(scalar: " ", role: cells[at].role)
  }

  private mutating func attach(_ mark: Unicode.Scalar, _ x: Int, _ y: Int) {
    guard holds(x, y), cells[y * width + x].mark == "\0" else { return }
    cells[y * width + x].mark = mark
  }

  /// Blocks and bars in a side's colour are its marks, not its words.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "▌", "▐", "█", "━", "╸": true
    default: false
    }
  }
}

/// One column of one row: a base character, at most one combining mark, and what it means.
package struct Cell: Sendable, Equatable {
  package var scalar: Unicode.Scalar
  /// A combining mark, or U+0000.
  package var mark: Unicode.Scalar
  package var role: Role
  /// 1, 2 for a wide character, 0 for the column that a wide character on the left covers.
  package var width: UInt8

  package init(scalar: Unicode.Scalar, mark: Unicode.Scalar = "\0", role: Role, width: UInt8 = 1) {
    self.scalar = scalar
    self.mark = mark
    self.role = role
    self.width = width
  }
  package static let blank = Cell(scalar: " ", role: .blank)
}

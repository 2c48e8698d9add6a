/// One screen as values: `height` rows of `width` cells. What a terminal shows, what a golden file holds, what a test compares.
package struct Frame: Sendable, Equatable {
  package let width: Int
  package let height: Int
  package private(set) var cells: [Cell]
  /// Where the terminal's own cursor stands (the selected row, an input), for screen readers; `nil`: hidden at the corner.
  package var cursor: Place?

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

  package subscript(x: Int, y: Int) -> Cell {
    get { cells[y * width + x] }
    set {
      guard x >= 0, x < width, y >= 0, y < height else { return }
      cells[y * width + x] = newValue
    }
  }

  /// Writes `text` from (x, y) to the right, clipped at `limit` columns (and the frame), and returns the columns used.
  /// Whatever a terminal would obey is shown as a visible substitute, never passed on.
  @discardableResult
  package mutating func put(_ text: String, x: Int, y: Int, role: Role, limit: Int = .max) -> Int {
    var used = 0
    for scalar in text.unicodeScalars where x + used < width && used < limit {
      self[x + used, y] = Cell(scalar: scalar, role: role)
      used += 1
    }
    return used
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

extension Frame {
  /// Writes a number five rows high from (x, y), a pixel two columns wide so that it is square, and returns the column after it.
  /// For digits, `, . – % × € →` and blanks; anything else is left out.
  @discardableResult
  package mutating func figures(_ text: String, x: Int, y: Int, role: Role) -> Int {
    var x = x
    for character in text {
      guard let rows = pixels(of: character) else { continue }
      for (row, pixels) in rows.enumerated() {
        for (column, pixel) in pixels.enumerated() where pixel == "#" {
          put("██", x: x + 2 * column, y: y + row, role: role)
        }
      }
      x += 2 * (rows.first?.count ?? 0) + 2
    }
    return x
  }

  /// Columns that `figures` takes for `text`, without the gap after the last one.
  package static func columnsOfFigures(_ text: String) -> Int {
    max(0, text.compactMap { pixels(of: $0)?.first?.count }.reduce(0) { $0 + 2 * $1 + 2 } - 2)
  }
}

private func pixels(of character: Character) -> [String]? {
  switch character {
  case "0": ["####", "#  #", "#  #", "#  #", "####"]
  case "1": [" ## ", "  # ", "  # ", "  # ", " ###"]
  case "2": ["####", "   #", "####", "#   ", "####"]
  case "3": ["####", "   #", "####", "   #", "####"]
  case "4": ["#  #", "#  #", "####", "   #", "   #"]
  case "5": ["####", "#   ", "####", "   #", "####"]
  case "6": ["####", "#   ", "####", "#  #", "####"]
  case "7": ["####", "   #", "   #", "   #", "   #"]
  case "8": ["####", "#  #", "####", "#  #", "####"]
  case "9": ["####", "#  #", "####", "   #", "####"]
  case ",": ["  ", "  ", "  ", " #", "# "]
  case ".": [" ", " ", " ", " ", "#"]
  case "–", "-", "−": ["   ", "   ", "###", "   ", "   "]
  case "×": ["    ", "#  #", " ## ", "#  #", "    "]
  case "→": ["   #  ", "    # ", "######", "    # ", "   #  "]
  case "%": ["#  #", "  # ", " #  ", "#   ", "#  #"]
  case "€": [" ###", "##  ", "### ", "##  ", " ###"]
  case " ": ["  ", "  ", "  ", "  ", "  "]
  default: nil
  }
}

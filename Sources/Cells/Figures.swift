extension Frame {
  /// Writes a number five rows high from (x, y), a pixel two columns wide so that it is square, and returns the column after it.
  /// For digits, `, . – % × + € $ £ → k M h` and blanks; anything else is left out. At `scale` 2 all of it is twice as large.
  @discardableResult
  package mutating func figures(_ text: String, x: Int, y: Int, role: Role, scale: Int = 1) -> Int {
    var x = x
    for character in text {
      guard let rows = pixels(of: character) else { continue }
      for (row, pixels) in rows.enumerated() {
        for (column, pixel) in pixels.enumerated() where pixel == "#" {
          for line in 0..<scale {
            put(String(repeating: "█", count: 2 * scale), x: x + 2 * scale * column, y: y + scale * row + line, role: role)
          }
        }
      }
      x += scale * (2 * (rows.first?.count ?? 0) + 2)
    }
    return x
  }

  /// Columns that `figures` takes for `text`, without the gap after the last one; `nil` where something of it would be left out.
  package static func columnsOfFigures(_ text: String, scale: Int = 1) -> Int? {
    var columns = 0
    for character in text {
      guard let width = pixels(of: character)?.first?.count else { return nil }
      columns += 2 * width + 2
    }
    return max(0, columns - 2) * scale
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
  case "+": ["   ", " # ", "###", " # ", "   "]
  case "$": [" ####", "# #  ", " ### ", "  # #", "#### "]
  case "£": ["  ##", " #  ", "### ", " #  ", "####"]
  case "k": ["#  ", "# #", "## ", "# #", "# #"]
  case "M": ["#   #", "## ##", "# # #", "#   #", "#   #"]
  case "h": ["#  ", "#  ", "###", "# #", "# #"]
  case " ": ["  ", "  ", "  ", "  ", "  "]
  default: nil
  }
}

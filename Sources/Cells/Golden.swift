extension Frame {
  /// The rows as text, each of exactly `width` columns: what `parley print` prints and a golden file holds.
  package var text: [String] {
    (0..<height).map { y in
      var line = String.UnicodeScalarView()
      for cell in cells[y * width..<(y + 1) * width] where cell.width > 0 {
        line.append(cell.scalar)
        if cell.mark != "\0" { line.append(cell.mark) }
      }
      return String(line)
    }
  }

  /// The rows as roles, one letter a cell; `.` is a blank that means nothing.
  package var roles: [String] {
    (0..<height).map { y in
      String(
        cells[y * width..<(y + 1) * width].map { cell in
          cell.scalar == " " && !cell.role.paintsBlanks ? "." : cell.role.letter
        })
    }
  }

  /// The rows as one string with line ends, blanks at the ends of rows left out if `trimmed`.
  package func printed(trimmed: Bool = true) -> String {
    text.map { line in
      var scalars = line.unicodeScalars[...]
      while trimmed, scalars.last == " " { scalars.removeLast() }
      return String(scalars) + "\n"
    }.joined()
  }
}

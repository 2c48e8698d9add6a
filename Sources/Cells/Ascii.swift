extension Frame {
  /// The same screen in ASCII, cell for cell: sides are `M` and `S`, both is `=`, lines are `-` and `=`, a curve is `*` (tried)
  /// and `o` (not yet), a band is `.`. `⏎`, `→`, `≤` and `≥` become more than one cell, where the row has blanks to give.
  package func ascii() -> Frame {
    var out = self
    for y in 0..<height {
      for x in 0..<width {
        let cell = self[x, y]
        if cell.scalar.value < 0x7F && cell.mark == "\0" { continue }
        var plain: Unicode.Scalar = cell.width == 0 ? " " : asciiFor(cell.scalar, role: cell.role)
        // Alone it stands between words, else it is a week of nothing.
        let isAlone = (x == 0 || self[x - 1, y].scalar == " ") && (x + 1 == width || self[x + 1, y].scalar == " ")
        if cell.scalar == "·", isAlone { plain = cell.role == .spark ? "." : "-" }
        out[x, y] = Cell(scalar: plain, role: cell.role)
      }
      for x in stride(from: width - 1, through: 0, by: -1) {
        let words = asciiWords(self[x, y].scalar)
        // Two blanks of a gap stay, or one: they are what tells one thing from the next.
        _ = [3, 2].contains { gap in words.contains { out.spell($0, x, y, gap: gap) } }
      }
    }
    return out
  }

  /// Puts a word where one cell was, by taking blanks out of the next wide gaps to its right; else leaves the cell as it is.
  private mutating func spell(_ word: String, _ x: Int, _ y: Int, gap: Int) -> Bool {
    var row = (0..<width).map { self[$0, y] }
    let role = row[x].role
    var wanted = word.unicodeScalars.count - 1
    var at = x + 1
    while at + gap <= row.count && wanted > 0 {
      if row[at..<at + gap].allSatisfy({ $0.scalar == " " }) {
        row.remove(at: at)
        wanted -= 1
      } else {
        at += 1
      }
    }
    // At the end of a row there is nothing to be told from.
    while wanted > 0, at < row.count, row.last?.scalar == " " {
      row.removeLast()
      wanted -= 1
    }
    guard wanted == 0 else { return false }
    row.replaceSubrange(x...x, with: word.unicodeScalars.map { Cell(scalar: $0, role: role) })
    for (column, cell) in row.prefix(width).enumerated() { self[column, y] = cell }
    return true
  }
}

/// What says more than one character can, the best first.
private func asciiWords(_ scalar: Unicode.Scalar) -> [String] {
  switch scalar {
  case "⏎": ["enter", "ret"]
  case "→": ["->"]
  case "≤": ["<="]
  case "≥": [">="]
  default: []
  }
}

/// The ASCII character that stands for `scalar`; `?` where there is none.
private func asciiFor(_ scalar: Unicode.Scalar, role: Role) -> Unicode.Scalar {
  switch scalar {
  case "▌": return "M"
  case "▐": return "S"
  case "█":
    switch role {
    case .spark, .marketingMark, .salesMark, .marketing, .sales, .muted: return "#"
    default: return "="
    }
  case "━": return "="
  case "─", "╌", "╴", "╶", "╸", "╺", "▔", "−", "–", "—", "‐", "‑": return "-"
  case "┄", "┈": return "."
  case "…": return "~"
  case "│", "┊", "┆", "╎", "┃", "╵", "╷", "╽", "╿": return "|"
  case "┌", "┐", "└", "┘", "├", "┤", "┬", "┴", "┼", "╭", "╮", "╰", "╯", "┷", "┯", "┿", "╂": return "+"
  case "▸", "▶", "→", "›", "»": return ">"
  case "←", "‹", "«", "◂", "⏎": return "<"
  case "↑", "▲": return "^"
  case "↓", "▼": return "v"
  case "░": return ":"
  case "▒": return "%"
  case "▓": return "#"
  case "▁": return "_"
  case "▂": return "-"
  case "▃": return "="
  case "▄": return "+"
  case "▅": return "*"
  case "▆", "▇": return "#"
  case "·": return "."
  case "✓": return "+"
  case "✗", "×": return "x"
  case "≤": return "<"
  case "≥": return ">"
  case "≠": return "!"
  case "÷": return "/"
  case "≈": return "~"
  case "●", "•": return "*"
  case "○": return "o"
  case "€": return "E"
  case "£": return "L"
  case "“", "”", "„": return "\""
  case "‘", "’", "‚": return "'"
  default: break
  }
  if (0x2800...0x28FF).contains(scalar.value) {
    switch role {
    case .band: return "."
    case .unfinished: return "o"
    case .curve: return "*"
    default: return (scalar.value - 0x2800).nonzeroBitCount > 2 ? "*" : "."
    }
  }
  return letter(scalar) ?? "?"
}

/// A Latin letter without its accent.
private func letter(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
  let plain = [
    ("A", "ÀÁÂÃÄÅĀĂĄ"), ("a", "àáâãäåāăąª"), ("C", "ÇĆĈĊČ"), ("c", "çćĉċč"), ("D", "ĎĐÐ"), ("d", "ďđð"), ("E", "ÈÉÊËĒĔĖĘĚ"),
    ("e", "èéêëēĕėęě"), ("G", "ĜĞĠĢ"), ("g", "ĝğġģ"), ("I", "ÌÍÎÏĨĪĬĮİ"), ("i", "ìíîïĩīĭįı"), ("L", "ĹĻĽĿŁ"),
    ("l", "ĺļľŀł"), ("N", "ÑŃŅŇ"), ("n", "ñńņň"), ("O", "ÒÓÔÕÖØŌŎŐ"), ("o", "òóôõöøōŏőº"), ("R", "ŔŖŘ"), ("r", "ŕŗř"),
    ("S", "ŚŜŞŠȘ"), ("s", "śŝşšșß"), ("T", "ŢŤȚ"), ("t", "ţťț"), ("U", "ÙÚÛÜŨŪŬŮŰŲ"), ("u", "ùúûüũūŭůűų"), ("Y", "ÝŶŸ"),
    ("y", "ýÿŷ"), ("Z", "ŹŻŽ"), ("z", "źżž"),
  ]
  for (base, accented) in plain where accented.unicodeScalars.contains(scalar) { return base.unicodeScalars.first }
  return nil
}

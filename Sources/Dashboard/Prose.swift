import Cells

/// An article's markdown as lines of a given width: headings, paragraphs, lists, tables that fit, formulas as they stand.
///
/// Only what our articles use; anything else is read as plain words. No word is shortened: a table that does not fit is told row by row.
package struct Prose: Sendable {
  private enum Block {
    case heading(String)
    case paragraph(String)
    case item(String)
    case formula(String)
    case table([[String]])
  }

  private let blocks: [Block]

  package init(_ markdown: String) {
    var blocks: [Block] = []
    var isOpen = false
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      let text = line.drop { $0 == " " }
      if text.isEmpty {
        isOpen = false
      } else if line.hasPrefix("#") {
        blocks.append(.heading(String(text.drop { $0 == "#" || $0 == " " })))
        isOpen = false
      } else if text.hasPrefix("|") {
        let cells = Self.cells(String(text))
        // The line under a table's heading has no words.
        if cells.allSatisfy({ $0.allSatisfy { "-: ".contains($0) } }), !cells.allSatisfy(\.isEmpty) { continue }
        if case .table(var rows) = blocks.last {
          rows.append(cells)
          blocks[blocks.count - 1] = .table(rows)
        } else {
          blocks.append(.table([cells]))
        }
        isOpen = false
      } else if line.hasPrefix("    "), !isOpen {
        blocks.append(.formula(String(line.dropFirst(4))))
      } else if text.hasPrefix("* ") || text.hasPrefix("- ") {
        blocks.append(.item(String(text.dropFirst(2))))
        isOpen = true
      } else if isOpen, case .paragraph(let before) = blocks.last {
        blocks[blocks.count - 1] = .paragraph(before + " " + text)
      } else if isOpen, case .item(let before) = blocks.last {
        blocks[blocks.count - 1] = .item(before + " " + text)
      } else {
        blocks.append(.paragraph(String(text)))
        isOpen = true
      }
    }
    self.blocks = blocks
  }

  private static func cells(_ row: String) -> [String] {
    var parts = row.split(separator: "|", omittingEmptySubsequences: false).map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    if parts.first == "" { parts.removeFirst() }
    if parts.last == "" { parts.removeLast() }
    return parts
  }

  /// The whole text, no line wider than `columns`.
  package func lines(_ columns: Int) -> [[Span]] {
    var lines: [[Span]] = []
    var previous: Block?
    for block in blocks {
      if !Self.belong(previous, block), previous != nil { lines.append([]) }
      switch block {
      case .heading(let text): lines += wrap([.headline(Self.plain(text))], to: columns)
      case .paragraph(let text): lines += wrap(Self.spans(text), to: columns)
      case .item(let text):
        lines += wrap(Self.spans(text), to: max(4, columns - 2)).enumerated().map { [Span($0 == 0 ? "· " : "  ", .muted)] + $1 }
      case .formula(let text):
        // A formula keeps its alignment where it fits, and is wrapped like words where it does not.
        lines +=
          Cells.columns(of: text) + 2 <= columns
          ? [[Span("  "), Span(text, .curve)]] : wrap([Span(text, .curve)], to: columns)
      case .table(let rows): lines += Self.table(rows, columns)
      }
      previous = block
    }
    return lines
  }

  private static func belong(_ previous: Block?, _ next: Block) -> Bool {
    switch (previous, next) {
    case (.item, .item), (.formula, .formula): true
    default: false
    }
  }

  /// `code` and **strong** as roles; the marks themselves go.
  private static func spans(_ text: String) -> [Span] {
    var spans: [Span] = []
    for (i, part) in text.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
      if i % 2 == 1 {
        spans.append(.key(String(part)))
        continue
      }
      var strong = false
      var rest = part
      while let at = rest.range(of: "**") {
        spans.append(Span(emphasised(String(rest[..<at.lowerBound])), strong ? .headline : .text))
        rest = rest[at.upperBound...]
        strong.toggle()
      }
      spans.append(Span(emphasised(String(rest)), strong ? .headline : .text))
    }
    return spans.filter { !$0.text.isEmpty }
  }

  /// Without the stars of *emphasis*; a star that stands alone stays.
  private static func emphasised(_ text: String) -> String {
    let letters = Array(text)
    var kept = ""
    for (i, letter) in letters.enumerated() {
      let before = i > 0 ? letters[i - 1] : " "
      let after = i + 1 < letters.count ? letters[i + 1] : " "
      if letter == "*", (before == " ") != (after == " ") || before == "(" || after == "," || after == "." { continue }
      kept.append(letter)
    }
    return kept
  }

  private static func plain(_ text: String) -> String { spans(text).plain }

  private static func table(_ rows: [[String]], _ columns: Int) -> [[Span]] {
    let count = rows.map(\.count).max() ?? 0
    guard count > 0 else { return [] }
    let cells = rows.map { row in (0..<count).map { $0 < row.count ? plain(row[$0]) : "" } }
    var widths = (0..<count).map { c in cells.map { Cells.columns(of: $0[c]) }.max() ?? 0 }
    let least = (0..<count).map { c in
      cells.flatMap { $0[c].split(separator: " ") }.map { Cells.columns(of: String($0)) }.max() ?? 0
    }
    let room = columns - 2 * (count - 1)
    while widths.reduce(0, +) > room {
      guard let c = widths.indices.filter({ widths[$0] > least[$0] }).max(by: { widths[$0] < widths[$1] }) else {
        return stacked(cells, columns)
      }
      widths[c] -= 1
    }
    var lines: [[Span]] = []
    for (r, row) in cells.enumerated() {
      let parts = row.enumerated().map { wrap([Span($1, r == 0 ? .muted : .text)], to: max(1, widths[$0])) }
      for line in 0..<max(1, parts.map(\.count).max() ?? 1) {
        var spans: [Span] = []
        for (c, part) in parts.enumerated() {
          let text = line < part.count ? part[line] : []
          let blanks = Span(String(repeating: " ", count: max(0, widths[c] - text.columns)))
          spans += c == 0 ? text + [blanks] : [Span("  "), blanks] + text
        }
        lines.append(spans)
      }
    }
    return lines
  }

  /// A table too wide for the pane: each row's name, then its cells with their headings.
  private static func stacked(_ cells: [[String]], _ columns: Int) -> [[Span]] {
    guard let heading = cells.first else { return [] }
    return cells.dropFirst().flatMap { row -> [[Span]] in
      let named = zip(heading, row).dropFirst().filter { !$0.1.isEmpty && $0.1 != "–" }
      let rest = named.map { $0.0.isEmpty ? $0.1 : "\($0.0) \($0.1)" }.joined(separator: "; ")
      return wrap([.headline(row[0]), Span(row[0].isEmpty ? "" : ": ", .text), .text(rest)], to: columns, hanging: 2)
    }
  }
}

extension Substring {
  /// The first place of `pattern`, without Foundation.
  fileprivate func range(of pattern: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(pattern) { return start..<index(start, offsetBy: pattern.count) }
      start = index(after: start)
    }
    return nil
  }
}

/// A board's export: groups one below the other, each with its name in a line of its own, the heading once more, its rows and their sums.
enum GroupedSheet {
  /// A group's name alone on its line, and a heading below it: two or three lines of a board, or of any report with a title.
  static func mayBegin(_ grid: TextGrid) -> Bool {
    guard let head = grid.rows.indices.prefix(12).first(where: { grid.rows[$0].count { !$0.isEmpty } > 2 }), head > 0 else {
      return false
    }
    return grid.rows[..<head].contains { $0.count { !$0.isEmpty } == 1 }
  }

  /// The rows of all groups under one heading; `nil` where the sheet has no groups.
  static func flattened(_ sheet: Sheet) -> Sheet? {
    guard let grid = TextGrid(sheet),
      let head = grid.rows.indices.prefix(12).first(where: { at in
        let filled = grid.rows[at].filter { !$0.isEmpty }
        return filled.count > 2 && filled.allSatisfy { !TextGrid.isFigure($0) }
      })
    else { return nil }
    let heading = grid.rows[head]
    let again = grid.rows.indices.filter { $0 > head && grid.rows[$0] == heading }
    func isAlone(_ row: Int) -> Bool { grid.rows[row].count { !$0.isEmpty } == 1 }
    // Two exports pasted together have no names between them.
    guard !again.isEmpty, again.allSatisfy({ row in (max(head, row - 3)..<row).contains(where: isAlone) }) else { return nil }
    var writer = SheetWriter()
    var lines: [Int] = []
    var furniture = Rejections()
    for row in grid.rows.indices where row > head {
      let cells = grid.rows[row]
      let filled = cells.filter { !$0.isEmpty }
      guard !filled.isEmpty else { continue }
      let isSum = cells.first?.isEmpty ?? true && filled.allSatisfy { TextGrid.isFigure($0) }
      guard cells != heading, filled.count > 1, !isSum else {
        furniture.add(line: grid.lines[row], .totalsLine)
        continue
      }
      for (column, text) in cells.enumerated() { writer.cell(column, text) }
      writer.endLine()
      lines.append(grid.lines[row])
    }
    guard !lines.isEmpty else { return nil }
    var flat = Sheet(sheet.name, heading: heading, of: [writer.finished()])
    flat.isHidden = sheet.isHidden
    flat.formulas = sheet.formulas
    flat.rejections = sheet.rejections
    flat.rejections.merge(furniture)
    flat.lines = lines
    return flat
  }
}

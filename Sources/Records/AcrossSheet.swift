/// A table made by hand whose periods stand side by side → the same figures with a row for each period, as every other table has them.
///
/// Labels are channels where something else names what is counted (a title, a second column of labels, a line above them) and
/// metrics where they say it themselves. Totals beside and below are left out: what they add up is there.
struct AcrossSheet {
  /// One stretch of rows under one line of periods.
  struct Block {
    var headings: AcrossHeadings
    /// What stands above the labels, and the titles above that, nearest first.
    var corner: [String]
    var titles: [String]
    var names: [PeriodName]
    var rows: [Row] = []
  }
  struct Row {
    var labels: [String]
    var values: [String]
    /// A line with a label and no figures above it.
    var section = ""
    var line: Int
  }
  struct Turned: Sendable {
    /// Headings that are totals of the periods or stand beside them.
    var leftOut: [String]
  }

  let grid: TextGrid
  let name: String
  private(set) var blocks: [Block] = []
  private(set) var leftOut: [String] = []
  private(set) var refusal: TableRefusal?

  /// The sheet turned, or refused with what it lacks; as it is where its columns are no periods.
  static func turned(_ sheet: Sheet) -> Sheet {
    guard let grid = TextGrid(sheet), let found = AcrossSheet(grid, sheet.name) else { return sheet }
    var sheet = sheet
    if let refusal = found.refusal {
      sheet.refusal = refusal
      return sheet
    }
    switch found.written(sheet) {
    case .success(let turned): return turned
    case .failure(let refusal):
      sheet.refusal = refusal
      return sheet
    }
  }

  /// `nil` where no line of the sheet has periods over figures.
  init?(_ grid: TextGrid, _ name: String) {
    (self.grid, self.name) = (grid, name)
    let starts = grid.rows.indices.prefix(2000).filter { AcrossHeadings.names(in: grid.rows[$0]) != nil }
    guard let first = starts.first, first < 40 else { return nil }
    var above = 0
    for (place, start) in starts.enumerated() {
      let end = place + 1 < starts.count ? starts[place + 1] : grid.rows.count
      guard read(start, above: above..<start, end: end) else { return nil }
      if refusal != nil { return }
      above = (blocks.last?.rows.last.map { grid.lines.firstIndex(of: $0.line) ?? start } ?? start) + 1
    }
    guard !blocks.isEmpty else { return nil }
  }

  /// Reads the rows under a line of periods; false where they are no figures under labels.
  private mutating func read(_ start: Int, above: Range<Int>, end: Int) -> Bool {
    let cells = grid.rows[start]
    let below = start + 1 < end ? grid.rows[start + 1] : []
    let titles = above.reversed().flatMap { grid.rows[$0] }.filter { !$0.isEmpty }
    let names = AcrossHeadings.names(in: cells) ?? []
    let first = names.first { $0.name.isFine }?.column ?? 1
    var years: [YearsNamed] = []
    for text in cells.prefix(first) + titles { years.append(YearsNamed(text)) }
    for part in name.split(separator: "/").reversed() { years.append(YearsNamed(String(part))) }
    let overhead = above.last.map { grid.rows[$0] } ?? []
    guard var read = AcrossHeadings.read(cells, above: overhead, below: below, years: years) else { return false }
    // The same months once more, further down: of the same years.
    if case .failure(.acrossWithoutYear) = read, let last = blocks.last, last.names == names.map(\.name) {
      read = .success(last.headings)
    }
    let rowsFrom: Int
    var block: Block
    switch read {
    case .failure(let refusal):
      guard holdsFigures(start + 1..<end, columns: names.map(\.column), from: first) else {
        return false
      }
      self.refusal = refusal
      return true
    case .success(let headings):
      block = Block(
        headings: headings, corner: (0..<first).map { grid.cell(start, $0) }, titles: titles, names: names.map(\.name))
      rowsFrom = headings.hasSecondLine(below) ? start + 2 : start + 1
      if rowsFrom == start + 2 {
        for at in block.corner.indices where block.corner[at].isEmpty { block.corner[at] = grid.cell(start + 1, at) }
      }
    }
    guard rowsFrom < end, holdsFigures(rowsFrom..<end, columns: block.headings.periods.map(\.column), from: first) else {
      return false
    }
    var section = ""
    for row in rowsFrom..<end {
      let labels = (0..<first).map { grid.cell(row, $0) }
      let values = block.headings.periods.map { grid.cell(row, $0.column) }
      let label = labels.first { !$0.isEmpty }
      if values.allSatisfy(\.isEmpty) {
        if let label, !TextGrid.isFooter(label), !TextGrid.isTotals(label) { section = label }
        continue
      }
      block.rows.append(Row(labels: labels, values: values, section: section, line: grid.lines[row]))
    }
    leftOut += block.headings.leftOut
    blocks.append(block)
    return true
  }

  /// Nearly all cells under the periods are figures, and what stands before them is not.
  private func holdsFigures(_ rows: Range<Int>, columns: [Int], from first: Int) -> Bool {
    var (filled, figures, labelled, words) = (0, 0, 0, 0)
    for row in rows {
      let cells = columns.map { grid.cell(row, $0) }.filter { !$0.isEmpty }
      guard !cells.isEmpty else { continue }
      filled += cells.count
      figures += cells.count { TextGrid.isFigure($0) }
      let label = (0..<first).map { grid.cell(row, $0) }.first { !$0.isEmpty }
      if let label {
        labelled += 1
        if !TextGrid.isFigure(label), PeriodName(label)?.isFine != true || label.utf8.count < 4 { words += 1 }
      }
    }
    return labelled > 0 && figures * 5 >= filled * 4 && words * 5 >= labelled * 4
  }
}

import Cells
import Records

/// One file opened: its account, its parts, the rows of one of them, and what there is to say about the chosen row.
struct FilePanel {
  let part: FilePart
  let report: FileReport
  let rows: [FileRow]
  let row: Int
  let facts: Facts
  /// The account before the last answer, where that changed it.
  let before: FileAccount?

  /// Where the pieces lie: the same for painting and for pointing.
  struct Layout {
    let columns: Range<Int>
    /// Rows of the screen: account, parts, heading of the list; `rows` of the list; the detail below.
    let account: Int
    let tabs: Int
    let head: Int
    let rows: Int
    let detail: Range<Int>

    init(_ area: Area, count: Int) {
      let margin = Chrome.margin(area.width)
      columns = area.x + margin..<area.x + area.width - margin
      let isTall = area.height >= 19
      account = area.y + (isTall ? 1 : 0)
      tabs = account + (isTall ? 2 : 1)
      head = tabs + (isTall ? 2 : 1)
      let below = isTall ? 7 : area.height >= 15 ? 4 : 3
      rows = max(1, min(max(1, count), area.rows.upperBound - head - 1 - below))
      let start = head + 1 + rows + (isTall ? 1 : 0)
      detail = start..<max(start, area.rows.upperBound)
    }
  }

  func paint(on frame: inout Frame, _ area: Area) {
    let layout = Layout(area, count: rows.count)
    let indent = area.width >= 72 ? 2 : 0
    let columns = layout.columns
    let room = columns.count - indent
    frame.put(
      FileAccount(report).line(report.file, before: before, columns: room), x: columns.lowerBound + indent, y: layout.account,
      limit: room)
    for tab in Self.tabs(area, facts, report) {
      let isActive = tab.part == part
      frame.put(tab.text, x: tab.columns.lowerBound, y: layout.tabs, role: isActive ? .tabActive : .muted)
      if isActive { frame.put("▸", x: tab.columns.lowerBound - 1, y: layout.tabs, role: .tabActive) }
    }
    list(on: &frame, layout)
    guard rows.indices.contains(row), layout.detail.count > 1 else { return }
    frame.rule(columns, y: layout.detail.lowerBound)
    var y = layout.detail.lowerBound + 1
    for line in rows[row].detail where y < layout.detail.upperBound {
      y = frame.paragraph(
        line, x: columns.lowerBound + 2, y: y, columns: columns.count - 4, rows: layout.detail.upperBound - y)
    }
  }

  // MARK: Parts

  private static func tabs(_ area: Area, _ facts: Facts, _ report: FileReport) -> [(
    part: FilePart, text: String, columns: Range<Int>
  )] {
    let counts = FileRows(facts: facts, report: report, isRevealed: false, draft: nil)
    var x = area.x + Chrome.margin(area.width) + (area.width >= 72 ? 2 : 1)
    return FilePart.allCases.map { part in
      var text = area.width >= 60 ? part.title : String(part.title.prefix(3))
      if let count = counts.count(part), count > 0 { text += area.width >= 60 ? " " + Numbers.count(count) : "" }
      let width = Cells.columns(of: text)
      defer { x += width + (area.width >= 72 ? 3 : 2) }
      return (part, text, x..<x + width)
    }
  }

  static func tab(at x: Int, _ area: Area, _ facts: Facts, _ report: FileReport?) -> FilePart? {
    report.flatMap { report in tabs(area, facts, report).first { $0.columns.contains(x) }?.part }
  }

  // MARK: Rows

  private func list(on frame: inout Frame, _ layout: Layout) {
    let columns = layout.columns
    let places = places(columns)
    frame.rule(columns, y: layout.head, heading: [], focused: true)
    for (heading, place) in zip(part.columns, places) {
      frame.columnHeading(cut(heading.heading, to: place.count), startingAt: place.lowerBound, y: layout.head)
    }
    if rows.isEmpty {
      frame.paragraph(
        [.muted(nothing)], x: columns.lowerBound + 2, y: layout.head + 1, columns: columns.count - 4,
        rows: max(1, layout.rows + 2))
      return
    }
    let visible = visibleRows(selected: row, count: rows.count, room: layout.rows)
    for (i, index) in visible.enumerated() {
      let y = layout.head + 1 + i
      for (cell, place) in zip(rows[index].cells, places) {
        frame.put(cut(cell.text, to: place.count), x: place.lowerBound, y: y, role: cell.role ?? .text)
      }
      if index == row { choose(columns, y: y, focused: true, on: &frame) }
    }
    if rows.count > visible.count {
      frame.put(
        [.muted(" \(Numbers.count(row + 1)) of \(Numbers.count(rows.count)) ")], endingAt: columns.upperBound - 1,
        y: layout.head)
    }
  }

  /// Where each column stands: by its share of the room; what would be too narrow goes, the last first.
  private func places(_ columns: Range<Int>) -> [Range<Int>] {
    var shown = part.columns
    let width = columns.count - 3
    func widths() -> [Int] {
      let all = shown.reduce(0) { $0 + $1.share }
      return shown.map { $0.share * (width - shown.count + 1) / max(1, all) }
    }
    while shown.count > 2, let least = widths().min(), least < FilePart.least { shown.removeLast() }
    var x = columns.lowerBound + 2
    return widths().map { width in
      defer { x += width + 1 }
      return x..<x + max(1, width)
    }
  }

  /// What an empty part says.
  private var nothing: String {
    if facts.isRefining { return "A moment: this is being put together." }
    return switch part {
    case .columns: "No column was read."
    case .refused: "No row was refused."
    case .people: "Every row is somebody, and everybody has one row."
    case .names: "No name of this file almost matches another."
    case .doubts: "Nothing here is doubtful."
    case .changed:
      facts.inspection.changes == nil
        ? "This is the first reading: the next one is compared with it." : "Nothing has changed here since the last reading."
    }
  }
}

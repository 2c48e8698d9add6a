extension Frame {
  /// Lays a box over the screen: what is beneath is dimmed, the box has a border with its title at the top and its keys at the
  /// bottom right. It stands in the middle, or lower with `y`, and shrinks to the frame. Returns the area inside the border.
  @discardableResult
  package mutating func overlay(
    width wanted: Int, height wantedRows: Int, y: Int? = nil, title: [Span] = [], footer: [Span] = []
  ) -> Area {
    for row in 0..<height { recolour(0..<width, y: row, role: .backdrop) }
    let across = max(0, min(wanted, width))
    let down = max(0, min(wantedRows, height))
    let left = (width - across) / 2
    let top = max(0, min(y ?? (height - down) / 2, height - down))
    let box = Area(columns: left..<left + across, rows: top..<top + down)
    clear(box)
    guard across >= 2, down >= 2 else { return box }

    let line = String(repeating: "─", count: across - 2)
    put("╭\(line)╮", x: left, y: top, role: .overlayBorder)
    put("╰\(line)╯", x: left, y: top + down - 1, role: .overlayBorder)
    for row in top + 1..<top + down - 1 {
      put("│", x: left, y: row, role: .overlayBorder)
      put("│", x: left + across - 1, y: row, role: .overlayBorder)
    }
    if !title.isEmpty, across > 6 {
      put([" "] + title + [" "], x: left + 2, y: top, role: .headline, limit: across - 4)
    }
    if !footer.isEmpty, footer.columns + 6 <= across {
      put([" "] + footer + [" "], endingAt: left + across - 3, y: top + down - 1, role: .muted)
    }
    return Area(columns: left + 1..<left + across - 1, rows: top + 1..<top + down - 1)
  }
}

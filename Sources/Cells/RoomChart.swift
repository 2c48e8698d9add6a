/// What arrives in one span of time against the room there is for it.
package struct ArrivingWeek: Sendable, Equatable {
  package var amount: Double
  package var room: Double
  package var label: String

  package init(_ amount: Double, room: Double, label: String) {
    self.amount = amount
    self.room = room
    self.label = label
  }
}

extension Frame {
  /// Columns of what arrives from (x, y) down `rows` rows, a row for every `step`: answered is solid, unanswered hatched, and the
  /// room lies as a line in the gaps; an infinite one is not known and has none. Choose `step` so that room falls on the edges of rows. Labels stand in the row below.
  package mutating func roomChart(
    _ spans: [ArrivingWeek], x: Int, y: Int, rows: Int, step: Double, barWidth: Int = 3, gap: Int = 2
  ) {
    guard rows > 0, step > 0, barWidth > 0 else { return }
    let levels: [String] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    for (index, span) in spans.enumerated() {
      let left = x + index * (barWidth + gap)
      for row in 0..<rows {
        let base = Double(rows - 1 - row) * step
        let answered = (min(span.amount, span.room) - base) / step
        let arrived = (span.amount - base) / step
        if answered >= 0.05 {
          let level = (answered * 8).rounded(.toNearestOrEven).index(in: 1...8)
          put(String(repeating: levels[level - 1], count: barWidth), x: left, y: y + row, role: .spark)
        } else if arrived >= 0.3 {
          put(String(repeating: "░", count: barWidth), x: left, y: y + row, role: .bad)
        }
      }
      // No line where no room is known.
      guard span.room.isFinite else {
        put(span.label, endingAt: left + max(1, barWidth / 2), y: y + rows, role: .muted)
        continue
      }
      let top = rows - (span.room / step - 0.01).rounded(.up).index(in: 1...rows)
      let onEdge = span.room.remainder(dividingBy: step) == 0
      for column in 0..<barWidth + gap where column >= barWidth || self[left + column, y + top].scalar == " " {
        put(onEdge ? "▔" : "─", x: left + column, y: y + top, role: .limit)
      }
      put(span.label, endingAt: left + max(1, barWidth / 2), y: y + rows, role: .muted)
    }
  }
}

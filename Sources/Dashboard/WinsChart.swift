import Cells
import Translation

/// Deals won against leads a week: what was tried heavy, beyond it dotted; now, the room, and a peak only where one can be told.
struct WinsChart {
  let wins: WinsByVolume

  func paint(on frame: inout Frame, _ area: Area) {
    let points = wins.points
    let rows = ArrivalChart.evenRows(area.height - 4)
    guard rows >= 3, area.width > 30, let most = points.map(\.leads).max(), points.count > 2 else { return }
    let top = points.map(\.wins.high).max() ?? 0
    guard top > 0, top.isFinite else { return }
    let scale = evenScale(upTo: top * 1.02, rows: rows)
    let labels = stride(from: 0.0, through: scale.top * (1 + 1e-9), by: scale.step).map { Tick($0, Numbers.amount($0)) }
    let labelWidth = labels.map { columns(of: $0.label) }.max() ?? 1
    let x = area.x + labelWidth + 1
    let width = area.columns.upperBound - x - 1
    frame.put(cut("deals won of a week’s leads, by leads a week", to: area.width), x: area.x, y: area.y, role: .muted)
    let y = area.y + 2
    var plot = Plot(columns: width, rows: rows, x: 0...most, y: 0...scale.top)
    let (xs, values) = (points.map(\.leads), points.map(\.wins.value))
    plot.band(xs: xs, lows: points.map { max(0, $0.wins.low) }, highs: points.map(\.wins.high))
    let tried = (points.first?.leads ?? 0)...(points.last { !$0.isBeyondTried }?.leads ?? most)
    plot.curve(over: 0...most, role: .unfinished, every: 3) { tried.contains($0) ? .nan : interpolate(xs, values, at: $0) }
    plot.curve(over: tried) { interpolate(xs, values, at: $0) }
    frame.put(plot, x: x, y: y)
    let ticks = evenTicks(upTo: most, most: max(2, width / 9)).map { Tick($0, Numbers.amount($0)) }
    frame.axis(of: plot, x: x, y: y + rows, ticks: ticks, tried: tried)
    frame.scale(of: plot, x: x + 1, y: y, ticks: labels)
    var taken: [Range<Int>] = []
    func mark(_ value: Double, _ word: String, _ role: Role) {
      guard value > 0, value <= most else { return }
      let column = frame.upright(in: plot, x: x, y: y, at: value, role: role)
      var start = max(x, min(column - word.count / 2, area.columns.upperBound - word.count))
      // Words never lie on each other: the later one moves to the right of what is there.
      for own in taken where own.overlaps(start..<start + word.count + 1) { start = own.upperBound }
      frame.put(word, x: start, y: y - 1, role: .headline, limit: area.columns.upperBound - start)
      taken.append(start..<start + word.count + 1)
    }
    mark(wins.now, "now \(Numbers.count(wins.now.rounded()))", .marker)
    if let room = wins.room { mark(room.value, "room \(Numbers.count(room.value.rounded()))", .limit) }
    if case .at(let leads, _, _) = wins.peak { mark(leads, "peak \(Numbers.count(leads.rounded()))", .bad) }
  }
}

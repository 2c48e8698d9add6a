import Cells
import Translation

/// The response curve: outcomes of a period by the volume in it, with the 90% band; heavy as far as it was ever tried, dotted beyond.
enum ResponseChart {
  /// One line for *why*, with the chart under it; nothing where the pair has no curve. Returns the row after it.
  static func section(_ t: Translation, _ findings: Findings, on sheet: inout Frame, _ columns: Range<Int>, y: Int) -> Int {
    guard let response = t.spend?.response ?? t.response else { return y }
    sheet.rule(columns, y: y, heading: [.text("More of it")])
    let line = Wording(findings).response(t)
    var y = sheet.paragraph([.text(line)], x: columns.lowerBound + 2, y: y + 1, columns: columns.count - 3)
    let area = Area(columns: columns.lowerBound + 2..<columns.upperBound, rows: y..<y + 10)
    let isSpend = t.spend != nil
    paint(response, t, findings, isMoney: isSpend || findings.metrics[t.metric].unit == .money, plan: nil, on: &sheet, area)
    y = area.rows.upperBound + 1
    return y
  }

  /// `plan`: a volume that is only thought of, marked beside today's.
  static func paint(
    _ response: Response, _ t: Translation, _ findings: Findings, isMoney: Bool, plan: Double?, on frame: inout Frame,
    _ area: Area
  ) {
    let rows = ArrivalChart.evenRows(area.height - 4)
    let most = max(response.tried.upperBound, plan ?? 0) * 1.15
    guard rows >= 3, area.width > 24, most > 0, !response.curves.isEmpty else { return }
    let points = 32
    let xs = (0...points).map { most * Double($0) / Double(points) }
    let bands = xs.map { x in Estimate(draws: response.curves.map { $0.value(x) }) }
    // Far beyond what was tried the band may go anywhere: the scale is for what was.
    let seen = zip(xs, bands).filter { $0.0 <= max(response.tried.upperBound, plan ?? 0) }
    let top = seen.map(\.1.high).max() ?? 1
    guard top > 0, top.isFinite else { return }
    let scale = evenScale(upTo: top * 1.02, rows: rows)
    func outcome(_ value: Double) -> String {
      t.outcome == .revenueWon ? Numbers.money(value, findings.currency) : Numbers.amount(value)
    }
    func volume(_ value: Double) -> String {
      isMoney ? Numbers.money(value, findings.currency) : Numbers.amount(value)
    }
    let labels = stride(from: 0.0, through: scale.top + 1e-9 * scale.top, by: scale.step).map { Tick($0, outcome($0)) }
    let labelWidth = labels.map { columns(of: $0.label) }.max() ?? 1
    let x = area.x + labelWidth + 1
    let width = area.columns.upperBound - x - 1
    guard width > 14 else { return }
    frame.put(
      cut(
        "\(t.outcome.noun) \(response.period.counted), by \(area.width < 48 ? "volume" : "how much comes in it")",
        to: area.width),
      x: area.x, y: area.y, role: .muted)
    let y = area.y + 2
    var plot = Plot(columns: width, rows: rows, x: 0...most, y: 0...scale.top)
    plot.band(xs: xs, lows: bands.map { max(0, $0.low) }, highs: bands.map(\.high))
    let tried = response.tried
    plot.curve(over: 0...most, role: .unfinished, every: 3) { value in
      tried.contains(value) ? .nan : interpolate(xs, bands.map(\.value), at: value)
    }
    plot.curve(over: tried) { interpolate(xs, bands.map(\.value), at: $0) }
    frame.put(plot, x: x, y: y)
    let ticks = evenTicks(upTo: most, most: max(2, width / 9)).map { Tick($0, volume($0)) }
    frame.axis(of: plot, x: x, y: y + rows, ticks: ticks, tried: tried)
    frame.scale(of: plot, x: x + 1, y: y, ticks: labels)
    mark(response.today, "now \(volume(response.today))", plan, plot, on: &frame, x: x, y: y, right: area.columns.upperBound)
    if let plan {
      mark(plan, "plan \(volume(plan))", response.today, plot, on: &frame, x: x, y: y, right: area.columns.upperBound)
    }
  }

  /// A line down at a volume with its word on top, on the side away from the other one.
  private static func mark(
    _ value: Double, _ word: String, _ other: Double?, _ plot: Plot, on frame: inout Frame, x: Int, y: Int, right: Int
  ) {
    let column = frame.upright(in: plot, x: x, y: y, at: value, role: .marker)
    let isLeft = other.map { value < $0 } ?? (column - x >= word.count)
    let start = isLeft ? max(x, column - word.count) : min(column, right - word.count)
    frame.put(word, x: start, y: y - 1, role: .headline)
  }
}

extension Response.Period {
  /// `a month`, `in 4 weeks`.
  package var counted: String {
    switch self {
    case .week: "a week"
    case .fourWeeks: "of 4 weeks"
    case .month: "a month"
    case .batch: "of a batch"
    }
  }

  /// `every 4 weeks`, `at once`.
  package var held: String {
    switch self {
    case .week: "a week"
    case .fourWeeks: "every 4 weeks"
    case .month: "a month"
    case .batch: "at once"
    }
  }

  /// `in 4 weeks`, after a volume that came in it.
  package var within: String {
    switch self {
    case .week: "in a week"
    case .fourWeeks: "in 4 weeks"
    case .month: "in a month"
    case .batch: "at once"
    }
  }
}

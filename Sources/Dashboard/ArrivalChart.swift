import Cells
import Records
import Translation

/// The chart of the joint panel and of *why*: when outcomes arrive, as counts of a round number of units, with the 90% band.
enum ArrivalChart {
  static func paint(_ t: Translation, _ findings: Findings, on frame: inout Frame, _ area: Area) {
    if let tracked = t.tracked, let worth = t.perUnit, let horizon = t.withinDays, !tracked.curve.steps.isEmpty {
      // Money comes with its deals: those are counted, and what each is worth is said beside.
      let rate = t.outcome == .revenueWon ? 0 : worth.value
      arrivals(t, tracked, rate, horizon, findings, on: &frame, area)
    } else {
      WeeklyChart(metric: findings.metrics[t.metric], findings).paint(on: &frame, area)
    }
  }

  private static func arrivals(
    _ t: Translation, _ tracked: TrackedEvidence, _ rate: Double, _ horizon: Int, _ findings: Findings,
    on frame: inout Frame, _ area: Area
  ) {
    let base = Double(Wording.base(max(rate, tracked.curve.value(within: horizon))))
    let curve = tracked.curve
    let days = horizon
    // The curve at every second day is finer than any dot.
    let xs = stride(from: 0, through: days, by: max(1, days / 180)).map { Double($0) / 7 }
    let at = stride(from: 0, through: days, by: max(1, days / 180)).map { $0 }
    let ys = at.map { curve.value(within: $0) * base }
    // Nobody is there on the day itself.
    let bandXs: [Double] = [0] + tracked.model.map { Double($0.days) / 7 }
    let lows: [Double] = [0] + tracked.model.map { $0.share.low * base }
    let highs: [Double] = [0] + tracked.model.map { $0.share.high * base }
    let top = max(highs.max() ?? 0, ys.max() ?? 0)
    let rows = evenRows(area.height - 3)
    guard rows >= 3, area.width > 20 else { return }
    let scale = evenScale(upTo: max(top, 1e-9) * 1.02, rows: rows)
    let labels = stride(from: 0.0, through: scale.top + 1e-9, by: scale.step).map { Tick($0, Numbers.amount($0)) }
    // Never narrower than three, so that the curves of two rows begin in the same column.
    let labelWidth = max(3, labels.map { columns(of: $0.label) }.max() ?? 1)
    let x = area.x + labelWidth + 1
    let width = area.columns.upperBound - x - 1
    guard width > 10 else { return }
    let metric = findings.metrics[t.metric]
    frame.put(
      cut(
        area.width < 48
          ? "\(t.outcome.counted) of \(Numbers.count(base)), by week"
          : "of \(Numbers.count(base)) \(metric.noun), \(t.outcome.counted) by week",
        to: area.width), x: area.x, y: area.y, role: .muted)
    var plot = Plot(columns: width, rows: rows, x: 0...Double(days) / 7, y: 0...scale.top)
    // The hatching is the model's 90%, the line what came of these units by themselves: where the line leaves it, the two part.
    plot.band(xs: bandXs, lows: lows, highs: highs)
    // Solid as far as somebody was watched; past that nobody has been.
    let reach = curve.atRisk.lastIndex { $0 > 0 } ?? days
    let seen = at.indices.filter { at[$0] <= reach + 1 }
    plot.curve(xs: seen.map { xs[$0] }, ys: seen.map { ys[$0] })
    frame.put(plot, x: x, y: area.y + 1)
    let step = weekStep(days / 7, columns: width)
    // The word stands at the end of the scale: a number that would touch it goes.
    let ticks = stride(from: 0, through: days / 7, by: step).map { Tick(Double($0), "\($0)") }.filter {
      plot.column(of: $0.value) < width - 9
    }
    frame.axis(of: plot, x: x, y: area.y + 1 + rows, ticks: ticks, tried: 0...Double(min(reach, days)) / 7)
    frame.scale(of: plot, x: x + 1, y: area.y + 1, ticks: labels)
    frame.put("weeks", endingAt: area.columns.upperBound - 2, y: area.y + 2 + rows, role: .muted)
    if let newest = tracked.newest, newest.finished < 0.9 {
      let age = Double(tracked.window.to - newest.month) / 7
      if age < Double(days) / 7 {
        let column = frame.upright(in: plot, x: x, y: area.y + 1, at: age, role: .marker)
        let label = Numbers.months[newest.month.parts.month - 1]
        if column + 1 + columns(of: label) < area.columns.upperBound {
          frame.put(label, x: column + 1, y: area.y + 1, role: .headline)
        }
      }
    }
  }

  /// The most rows, up to `most`, whose gaps a scale can share out evenly.
  static func evenRows(_ most: Int) -> Int {
    var rows = most
    while rows > 3, (rows - 1) % 3 != 0, (rows - 1) % 4 != 0, (rows - 1) % 5 != 0 { rows -= 1 }
    return rows
  }

  private static func weekStep(_ weeks: Int, columns: Int) -> Int {
    let most = max(2, columns / 8)
    return [1, 2, 4, 8, 13, 26, 52].first { weeks / $0 < most } ?? 52
  }
}

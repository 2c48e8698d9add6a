import Cells
import Records
import Translation

/// A number by week: two years at most, the same weeks of the year before dotted beneath, so that season is seen and not mistaken.
///
/// Breaks stand as uprights, silences as dots on the axis, the unfinished week as a hatched cell.
struct WeeklyChart {
  let noun: String
  let weeks: Weeks
  let shifts: Shifts
  let label: (Double) -> String

  init(metric: Metric, _ findings: Findings) {
    noun = metric.noun
    weeks = metric.weeks
    shifts = metric.shifts
    let currency = findings.currency
    let isMoney = metric.unit == .money
    label = { isMoney ? Numbers.money($0, currency) : Numbers.amount($0) }
  }

  init(outcome: Outcome, _ findings: Findings) {
    noun = outcome.kind.noun
    weeks = outcome.weeks
    shifts = outcome.shifts
    let currency = findings.currency
    let unit = outcome.unit
    label = { value in
      switch unit {
      case .money: Numbers.money(value, currency)
      case .hours, .medianHours: Numbers.hours(value)
      case .count: Numbers.amount(value)
      }
    }
  }

  /// Whether there is enough to draw.
  var isDrawn: Bool { range != nil }

  /// First and last week that is known, of the whole ones.
  private var range: ClosedRange<Int>? {
    let whole = Array(weeks.whole)
    guard let first = whole.firstIndex(where: { $0 != nil }), let last = whole.lastIndex(where: { $0 != nil }), last > first + 3
    else { return nil }
    return first...last
  }

  func paint(on frame: inout Frame, _ area: Area) {
    guard let range, area.height > 4 else { return }
    let whole = Array(weeks.whole)
    // Two dots a column: more weeks than that would fall on each other.
    let start = max(range.lowerBound, range.upperBound - min(104, max(20, 2 * (area.width - 8))))
    let values = whole[start...range.upperBound].map { $0 ?? .nan }
    let lastYear = (start...range.upperBound).map { week -> Double in
      week - 52 >= range.lowerBound ? whole[week - 52] ?? .nan : .nan
    }
    let unfinished = weeks.daysOfLast < 7 && range.upperBound == whole.count - 1 ? weeks.values.last.flatMap { $0 } : nil
    let top = (values + lastYear + [unfinished ?? 0]).filter(\.isFinite).max() ?? 1
    let rows = ArrivalChart.evenRows(area.height - 3)
    guard rows >= 3, top > 0 else { return }
    let scale = evenScale(upTo: top * 1.02, rows: rows)
    let labels = stride(from: 0.0, through: scale.top + 1e-9 * scale.top, by: scale.step).map { Tick($0, label($0)) }
    let labelWidth = labels.map { columns(of: $0.label) }.max() ?? 1
    let x = area.x + labelWidth + 1
    let width = area.columns.upperBound - x - 1
    guard width > 10 else { return }
    let hasYear = lastYear.contains(where: \.isFinite)
    let title = "\(noun) by week" + (hasYear ? ", dotted: a year before" : "")
    frame.put(
      columns(of: title) <= area.width ? title : cut(hasYear ? "by week, dotted: a year before" : title, to: area.width),
      x: area.x, y: area.y, role: .muted)
    let end = Double(values.count - (unfinished == nil ? 1 : 0))
    var plot = Plot(columns: width, rows: rows, x: 0...max(1, end), y: 0...scale.top)
    if hasYear { plot.curve(xs: lastYear.indices.map(Double.init), ys: lastYear, role: .spark, every: 2) }
    plot.curve(xs: values.indices.map(Double.init), ys: values)
    frame.put(plot, x: x, y: area.y + 1)
    frame.axis(of: plot, x: x, y: area.y + 1 + rows, ticks: months(from: start, count: values.count, width: width))
    frame.scale(of: plot, x: x + 1, y: area.y + 1, ticks: labels)
    mark(on: &frame, plot, x: x, y: area.y + 1, rows: rows, start: start, count: values.count)
    if let unfinished {
      frame.put("░", x: x + plot.column(of: end), y: area.y + 1 + plot.row(of: unfinished), role: .unfinished)
    }
  }

  /// Breaks and silences, where they lie within the weeks shown.
  private func mark(on frame: inout Frame, _ plot: Plot, x: Int, y: Int, rows: Int, start: Int, count: Int) {
    for one in shifts.breaks {
      let week = (one.monday - weeks.firstMonday) / 7 - start
      if week >= 0, week < count { frame.upright(in: plot, x: x, y: y, at: Double(week), role: .limit) }
    }
    for silence in shifts.silences {
      let first = (silence.monday - weeks.firstMonday) / 7 - start
      let (from, to) = (max(0, first), min(count - 1, first + silence.weeks - 1))
      guard from <= to else { continue }
      for column in plot.column(of: Double(from))...plot.column(of: Double(to)) {
        frame.put("┈", x: x + column, y: y + rows, role: .warning)
      }
    }
  }

  private func months(from start: Int, count: Int, width: Int) -> [Tick] {
    let monday = weeks.firstMonday + 7 * start
    // Whole parts of a year, so that the same months come back.
    let every = [1, 2, 3, 4, 6, 12].first { count / 4 / $0 <= width / 9 } ?? 12
    return (0..<count).compactMap { i in
      let (_, month, number) = (monday + 7 * i + 3).parts
      return number <= 7 && (month - 1) % every == 0 ? Tick(Double(i), Numbers.months[month - 1]) : nil
    }
  }
}

import Cells
import Records
import Translation

/// Marketing's list: how many, what changed, by week, how many for one deal, how sure.
struct MetricList {
  let view: TranslateView
  let findings: Findings
  let plan: Plan

  func paint(on frame: inout Frame, _ layout: ListLayout) {
    let panel = layout.left
    let focused = view.side == .marketing
    let y = layout.y
    frame.rule(panel, y: y, heading: [Span("▌", .marketingMark), " ", .marketing("Marketing")], focused: focused)
    let shown = view.metrics(findings)
    let values = shown.map { m in
      let planned = plan.volume(of: findings.metrics[m].name).map {
        Wording(findings).volume($0, findings.metrics[m]).count + 1
      }
      return max(planned ?? 0, Cells.columns(of: value(findings.metrics[m])))
    }
    let columns = Columns(panel, valueWidth: values.max() ?? 1)
    let selected = view.metric(findings)
    let outcome = TranslateView.column(findings)
    frame.columnHeading(period(shown), endingAt: columns.value, y: y)
    if let change = columns.change { frame.columnHeading("change", endingAt: change, y: y) }
    if let weeks = columns.weeks { frame.columnHeading("by week", startingAt: weeks.lowerBound, y: y) }
    let kind = findings.outcomes[outcome].kind
    frame.columnHeading(kind == .revenueWon ? "for one" : "for 1 \(kind.singular)", endingAt: columns.forOne, y: y)
    if shown.isEmpty {
      let text =
        findings.metrics.isEmpty
        ? "No marketing file here yet: leads with their source, scans, ads or weekly numbers." : "Nothing found."
      frame.paragraph([.muted(text)], x: panel.lowerBound + 2, y: y + 1, columns: panel.count - 3, rows: layout.rows)
      return
    }
    let at = selected.flatMap { shown.firstIndex(of: $0) } ?? 0
    let visible = visibleRows(selected: at, count: shown.count, room: layout.rows)
    for (row, index) in visible.enumerated() {
      paint(shown[index], outcome: outcome, on: &frame, columns, y: y + 1 + row)
      if shown[index] == selected { choose(panel, y: y + 1 + row, focused: focused, on: &frame) }
    }
    more(on: &frame, visible, shown.count, panel, y: y + layout.rows)
  }

  private func period(_ shown: [Int]) -> String {
    guard let until = shown.map({ findings.metrics[$0].until }).max(), findings.cutoff - until > 14 else { return "4 weeks" }
    return "to \(Numbers.date(until, today: findings.cutoff))"
  }

  private func paint(_ m: Int, outcome: Int, on frame: inout Frame, _ columns: Columns, y: Int) {
    let metric = findings.metrics[m]
    frame.put(cut(metric.heading, to: columns.name.count), x: columns.name.lowerBound, y: y, role: .text)
    let planned = plan.volume(of: metric.name)
    // `→`: planned, not happened.
    frame.put(
      planned.map { "→" + Wording(findings).volume($0, metric) } ?? value(metric), endingAt: columns.value, y: y,
      role: planned == nil ? .text : .joint)
    if let change = columns.change {
      let text: String
      if planned != nil {
        text = "plan"
      } else if let now = metric.lastFourWeeks, let before = metric.fourWeeksBefore {
        text = Numbers.change(from: before, to: now)
      } else {
        text = "–"
      }
      frame.put(text, endingAt: change, y: y, role: planned == nil ? .muted : .joint)
    }
    if let weeks = columns.weeks { frame.put(spark(metric.weeks, columns: weeks.count), x: weeks.lowerBound, y: y) }
    guard let t = findings.translation(metric: m, outcome: outcome) else { return }
    let (figure, role) = forOne(t, metric)
    frame.put(figure, endingAt: columns.forOne, y: y, role: role)
    frame.put(t.grade.rawValue, x: columns.grade, y: y, role: t.grade.role)
  }

  private func value(_ metric: Metric) -> String {
    metric.lastFourWeeks.map { Wording(findings).figure($0, metric) } ?? "–"
  }

  private func forOne(_ t: Translation, _ metric: Metric) -> (String, Role) {
    switch t.grade {
    case .a, .b, .c, .x:
      t.perUnit.map { worth in
        (
          t.outcome == .revenueWon
            ? Numbers.money(worth.value, findings.currency) : Wording(findings).volume(1 / max(worth.value, 1e-12), metric),
          .text
        )
      } ?? ("–", .muted)
    case .d: (Self.untold(t.ground), .muted)
    case .n: ("no effect", .muted)
    }
  }

  /// Why there is no figure, in two words at most.
  private static func untold(_ ground: Ground) -> String {
    switch ground {
    case .noneYet, .nothingWonYet: "none yet"
    case .tooFew: "too few"
    case .unfinished, .recordTooShort: "too young"
    case .noIds, .nothingMeets, .notModelled, .leftOutOfModel: "no ids"
    case .modelDoubts, .modelled, .noEffect, .spend, .spendNotTold: "not told"
    case .notRecorded, .amountsNotRecorded, .cannotBeSplit: "no file"
    case .nothingDatedYet: "not yet"
    case .consistent, .countMisleads, .machineOpens, .notPredictedBack, .notCheckedBack: "–"
    }
  }

  /// Where each column ends; what does not fit goes: weeks first, then change.
  private struct Columns {
    let name: Range<Int>
    let value: Int
    let change: Int?
    let weeks: Range<Int>?
    let forOne: Int
    let grade: Int

    init(_ panel: Range<Int>, valueWidth: Int) {
      grade = panel.upperBound - 1
      forOne = grade - 3
      let width = panel.count
      // The heading "for 1 deal" is the widest thing in its column.
      var x = forOne - 12
      if width >= 52 {
        let count = max(width < 60 ? 9 : 10, min(52, 10 + (width - 58) / 2))
        weeks = x - count + 2..<x + 2
        x -= count
      } else {
        weeks = nil
      }
      if width >= 46 {
        change = x
        x -= 7
      } else {
        change = nil
      }
      value = x
      name = panel.lowerBound + 2..<max(panel.lowerBound + 3, value - valueWidth)
    }
  }
}

/// Sales' list: so far this quarter, the same days a year earlier, by week.
struct OutcomeList {
  let view: TranslateView
  let findings: Findings

  func paint(on frame: inout Frame, _ layout: ListLayout) {
    let panel = layout.right
    let focused = view.side == .sales
    let y = layout.y
    let wide = panel.count >= 50
    let last = panel.upperBound - 1
    let sparkCount = wide ? max(10, min(52, 10 + (panel.count - 56) * 2 / 3)) : 0
    let spark = last - sparkCount + 1
    let change = wide ? spark - 3 : last
    let before = wide ? change - 8 : last - 7
    let value = before - (wide ? 13 : 9)
    frame.rule(panel, y: y, heading: [Span("▐", .salesMark), " ", .sales("Sales")], focused: focused)
    let start = findings.cutoff.startOfQuarter
    frame.columnHeading("since \(Numbers.date(start, today: findings.cutoff))", endingAt: value, y: y)
    frame.columnHeading(wide ? "a year ago" : "last yr", endingAt: before, y: y)
    frame.columnHeading("change", endingAt: change, y: y)
    if wide { frame.columnHeading("by week", startingAt: spark, y: y) }
    let shown = view.outcomes(findings)
    if shown.isEmpty { frame.put("Nothing found.", x: panel.lowerBound + 2, y: y + 1, role: .muted) }
    let selected = view.outcome(findings)
    let at = selected.flatMap { shown.firstIndex(of: $0) } ?? 0
    let visible = visibleRows(selected: at, count: shown.count, room: layout.rows)
    for (row, index) in visible.enumerated() {
      let outcome = findings.outcomes[shown[index]]
      let line = y + 1 + row
      let role: Role = outcome.isRecorded ? .text : .muted
      frame.put(cut(outcome.kind.heading, to: 15), x: panel.lowerBound + 2, y: line, role: role)
      if outcome.isRecorded {
        frame.put(figure(outcome.quarterToDate, outcome), endingAt: value, y: line, role: .text)
        let then = outcome.comparableFrom == nil ? figure(outcome.yearBefore, outcome) : "partial"
        frame.put(then, endingAt: before, y: line, role: .muted)
        let text: String
        if let now = outcome.quarterToDate, let then = outcome.yearBefore {
          text = Numbers.change(from: then, to: now)
        } else {
          text = "–"
        }
        frame.put(text, endingAt: change, y: line, role: .muted)
        if wide { frame.put(Dashboard.spark(outcome.weeks, columns: sparkCount, role: .salesSpark), x: spark, y: line) }
      } else {
        frame.put("no file says", endingAt: change, y: line, role: .muted)
      }
      if shown[index] == selected { choose(panel, y: line, focused: focused, on: &frame) }
    }
    more(on: &frame, visible, shown.count, panel, y: y + layout.rows)
  }

  func figure(_ value: Double?, _ outcome: Outcome) -> String {
    guard let value else { return "–" }
    switch outcome.unit {
    case .count: return Numbers.count(value)
    case .money: return Numbers.money(value, findings.currency)
    case .hours: return Numbers.count(value) + " h"
    case .medianHours: return Numbers.hours(value)
    }
  }
}

/// The last `columns` weeks up to the last that is known; the unfinished one hatched, unknown weeks blank at the left.
func spark(_ weeks: Weeks, columns: Int, role: Role = .spark) -> [Span] {
  let partial = weeks.daysOfLast < 7 && weeks.values.last.map { $0 != nil } ?? false
  let known = weeks.whole.reversed().drop { $0 == nil }.reversed()
  let shown = Array(known.suffix(columns - (partial ? 1 : 0))).drop { $0 == nil }
  let blanks = columns - (partial ? 1 : 0) - shown.count
  return [Span(String(repeating: " ", count: max(0, blanks)), .blank)]
    + sparkline(shown.map { $0 ?? 0 }, unfinished: partial, role: role)
}

/// Marks the chosen row and gives the whole row its role, so that the terminal's cursor stands on it too.
func choose(_ panel: Range<Int>, y: Int, focused: Bool, on frame: inout Frame) {
  frame.select(panel, y: y, focused: focused)
  if focused { frame.cursor = Frame.Place(x: panel.lowerBound, y: y) }
}

/// Says how many rows are above and below when a list does not fit.
private func more(on frame: inout Frame, _ visible: Range<Int>, _ count: Int, _ panel: Range<Int>, y: Int) {
  let below = count - visible.upperBound
  let above = visible.lowerBound
  guard below > 0 || above > 0 else { return }
  let parts = (above > 0 ? ["↑ \(above)"] : []) + (below > 0 ? ["↓ \(below)"] : [])
  frame.put([.muted(parts.joined(separator: "  "))], x: panel.lowerBound + 2, y: y + 1)
}

extension Grade {
  var role: Role {
    switch self {
    case .a: .gradeA
    case .b: .gradeB
    case .c: .gradeC
    case .d: .gradeD
    case .n: .gradeN
    case .x: .gradeX
    }
  }
}

import Cells
import Records
import Translation

/// Backwards on the screen: the sentence, every metric with what it takes and whether it fits, until when each can begin, the voices.
struct BackPanel {
  let view: BackView
  let findings: Findings
  let answer: Backwards

  private var wording: BackWording { BackWording(findings, answer) }

  /// What was asked, with the field that ← and → change lit, and what is typed into it.
  static func heading(_ view: BackView, _ findings: Findings, on frame: inout Frame, _ area: Area) {
    let margin = Chrome.margin(area.width)
    let more = view.outcome == .revenueWon ? Numbers.money(view.more, findings.currency) : Numbers.count(view.more)
    let day = area.width < 72 ? Numbers.date(view.by, today: findings.cutoff) : Numbers.fullDate(view.by)
    func field(_ text: String, _ isLit: Bool) -> [Span] {
      guard isLit else { return [.text(text)] }
      if let typed = view.typed { return [Span(typed, .input), Span(" ", .cursor)] }
      return [Span(text, .input)]
    }
    let line: [Span] =
      [Span("█", .jointMark), " ", .joint("Back"), "  "] + field(more, view.field == .more) + [
        .text(" more "), .sales(view.outcome == .revenueWon ? "of revenue" : view.outcome.noun), .text(" by "),
      ] + field(day, view.field == .day)
    frame.put(line, x: area.x + margin, y: area.y, limit: area.width - 2 * margin)
    let trailing: [Span] = view.typed == nil ? [.key("esc"), .muted(" back to Translate")] : [.key("⏎"), .muted(" take it")]
    if line.columns + trailing.columns + 3 < area.width {
      frame.put(trailing, endingAt: area.columns.upperBound - 1 - margin, y: area.y)
    }
  }

  /// Where the parts lie at this size.
  private struct Layout {
    let columns: Range<Int>
    let isMini: Bool
    let isNarrow: Bool
    let listY: Int
    let rows: Int
    let timeline: Int

    init(_ area: Area, _ count: Int, sentence: Int, voices: Int, told: Int) {
      let margin = Chrome.margin(area.width)
      columns = area.x + margin..<area.x + area.width - margin
      isMini = area.height < 19 || area.width < 72
      isNarrow = area.width < 110
      listY = area.y + (isMini ? 1 : 2) + sentence + (isMini ? 0 : 1)
      let free = area.rows.upperBound - listY - 1 - voices - (isMini ? 0 : 1)
      // Lines of time only where the list does not suffer from it.
      let wanted = isMini || isNarrow ? 0 : min(free >= 24 ? 6 : 4, told)
      timeline = free >= min(count, 7) + wanted + 3 ? wanted : 0
      rows = max(1, min(count, free - (timeline > 0 ? timeline + 3 : 0)))
    }
  }

  private func sentence(_ area: Area) -> [[Span]] {
    let margin = Chrome.margin(area.width)
    let width = min(area.width - 2 * margin - (area.height < 19 ? 0 : 3), 110)
    return wrap(area.height < 19 || area.width < 72 ? wording.ask : wording.headline, to: width)
  }

  private func voices(_ area: Area) -> [(mark: Span, words: [Span])] {
    if area.height < 19 || area.width < 72 { return [] }
    return [
      (Span("▌", .marketingMark), wording.forMarketing), (Span("▐", .salesMark), wording.forSales),
      (Span("█", .jointMark), wording.forBoth),
    ]
  }

  private func voiceRows(_ area: Area) -> Int {
    let width = min(JointPanel.widest + 16, area.width - 6)
    return voices(area).reduce(0) { $0 + min(2, wrap($1.words, to: width).count) } + (voices(area).isEmpty ? 0 : 1)
      + detailRows(area)
  }

  private func detail(_ area: Area) -> [[Span]] {
    guard answer.rows.indices.contains(selected) else { return [] }
    return wrap(wording.detail(answer.rows[selected]), to: min(JointPanel.widest + 16, area.width - 4))
  }

  /// As many whatever is chosen, so that nothing jumps while one walks.
  private func detailRows(_ area: Area) -> Int { area.height < 19 || area.width < 110 ? 3 : 2 }

  private var selected: Int { view.selected(answer, findings) }

  private var told: [Backwards.Row] { answer.rows.filter { $0.units != nil || $0.carried != nil } }

  private func layout(_ area: Area) -> Layout {
    Layout(area, answer.rows.count, sentence: min(3, sentence(area).count), voices: voiceRows(area), told: told.count)
  }

  /// The row of the answer at a line of the screen.
  func row(at y: Int, _ area: Area) -> Int? {
    let layout = layout(area)
    let visible = visibleRows(selected: selected, count: answer.rows.count, room: layout.rows)
    let index = visible.lowerBound + y - layout.listY - (layout.isMini ? 0 : 1)
    return visible.contains(index) && y >= layout.listY ? index : nil
  }

  func paint(on frame: inout Frame, _ area: Area) {
    let layout = layout(area)
    let indent = layout.isMini ? 0 : 2
    Self.heading(view, findings, on: &frame, area)
    var y = area.y + (layout.isMini ? 1 : 2)
    for line in sentence(area).prefix(3) {
      frame.put(line, x: layout.columns.lowerBound + indent, y: y, role: .headline)
      y += 1
    }
    y = layout.listY
    if !layout.isMini {
      BackList(findings: findings, answer: answer, columns: layout.columns).heading(on: &frame, y: y)
      y += 1
    }
    let list = BackList(findings: findings, answer: answer, columns: layout.columns)
    let visible = visibleRows(selected: selected, count: answer.rows.count, room: layout.rows)
    for index in visible {
      list.paint(answer.rows[index], on: &frame, y: y)
      if index == selected { choose(layout.columns, y: y, focused: true, on: &frame) }
      y += 1
    }
    let hidden = answer.rows.count - visible.count
    if hidden > 0, !layout.isMini {
      frame.put(
        [.muted("↑↓ \(selected + 1) of \(answer.rows.count)")], endingAt: layout.columns.upperBound - 1, y: layout.listY)
    }
    for (i, line) in detail(area).prefix(detailRows(area)).enumerated() {
      frame.put(line, x: layout.columns.lowerBound + indent, y: y + i, role: .text)
    }
    y += detailRows(area)
    if layout.timeline > 0 { y = timeline(layout.timeline, on: &frame, layout.columns, y: y + 1) }
    if !voices(area).isEmpty { y += area.rows.upperBound - y > voiceRows(area) - detailRows(area) ? 1 : 0 }
    for voice in voices(area) {
      guard y < area.rows.upperBound else { return }
      y = frame.paragraph(
        voice.words, x: layout.columns.lowerBound + 2, y: y, columns: min(JointPanel.widest + 16, area.width - 6),
        rows: min(2, area.rows.upperBound - y), beside: voice.mark)
    }
  }

  /// One line a metric from today to the day: solid while a unit that comes then brings at least half by the day.
  private func timeline(_ rows: Int, on frame: inout Frame, _ columns: Range<Int>, y: Int) -> Int {
    let names = 26
    let start = columns.lowerBound + names
    let width = columns.upperBound - start
    let days = max(1, answer.question.by - findings.cutoff)
    frame.rule(
      columns, y: y, heading: [.text("Until when each can still begin")],
      trailing: [.muted("for half of it to come by \(Numbers.date(answer.question.by, today: findings.cutoff))")])
    func column(_ day: Day) -> Int { start + max(0, min(width - 1, (day - findings.cutoff) * width / days)) }
    var month = (findings.cutoff + 1).startOfNextMonth
    var free = start
    while month <= answer.question.by {
      let label = Numbers.months[month.parts.month - 1]
      if column(month) >= free, column(month) + label.count <= columns.upperBound {
        frame.put(label, x: column(month), y: y + 1, role: .muted)
        free = column(month) + label.count + 1
      }
      month = month.startOfNextMonth
    }
    for (i, row) in told.prefix(rows).enumerated() {
      let line = y + 2 + i
      frame.put(cut(findings.metrics[row.metric].heading, to: names - 4), x: columns.lowerBound + 2, y: line, role: .text)
      guard let last = row.lastDay else { continue }
      let end = last > findings.cutoff ? column(last) : start
      for x in start..<columns.upperBound {
        frame.put(x < end ? "━" : "┈", x: x, y: line, role: x < end ? .curve : .unfinished)
      }
      let label =
        last > findings.cutoff
        ? " by \(Numbers.date(last, today: findings.cutoff)) " : " was \(Numbers.date(last, today: findings.cutoff)) "
      if last > findings.cutoff { frame.put("┃", x: end, y: line, role: .marker) }
      frame.put(label, x: min(end + 1, columns.upperBound - label.count), y: line, role: .muted)
    }
    return y + 2 + min(rows, told.count)
  }
}

/// The table of backwards: what each metric takes, beside what is usual and what was ever tried in such a time.
struct BackList {
  let findings: Findings
  let answer: Backwards
  let columns: Range<Int>

  private var isWide: Bool { columns.count >= 108 }
  private var isMini: Bool { columns.count < 70 }
  private var verdictAt: Int { columns.upperBound - 14 }
  private var grade: Int { isMini ? columns.upperBound - 16 : columns.lowerBound + (isWide ? 26 : 23) }
  /// Last column of each figure; `nil` where there is no room for it.
  private var takes: Int { isMini ? columns.upperBound - 18 : grade + (isWide ? 10 : 9) }
  private var range: Int? { isMini ? nil : takes + (isWide ? 16 : 14) }
  private var usual: Int? { range.map { $0 + 9 } }
  private var most: Int? { isWide ? usual.map { $0 + 11 } : nil }
  private var hours: Int? { isWide ? most.map { $0 + 10 } : nil }
  private var money: Int? { isWide ? hours.map { $0 + 9 } : nil }

  func heading(on frame: inout Frame, y: Int) {
    frame.rule(columns, y: y, heading: [.text(isWide ? "What it takes" : "Metric")])
    frame.columnHeading("takes", endingAt: takes, y: y)
    if let range { frame.columnHeading(isWide ? "9 in 10 times" : "9 in 10", endingAt: range, y: y) }
    if let usual { frame.columnHeading("usual", endingAt: usual, y: y) }
    if let most { frame.columnHeading("most ever", endingAt: most, y: y) }
    if let hours { frame.columnHeading("hours", endingAt: hours, y: y) }
    if let money { frame.columnHeading("money", endingAt: money, y: y) }
  }

  func paint(_ row: Backwards.Row, on frame: inout Frame, y: Int) {
    let metric = findings.metrics[row.metric]
    let nameEnd = isMini ? takes - 8 : grade - 1
    frame.put(cut(metric.heading, to: nameEnd - columns.lowerBound - 2), x: columns.lowerBound + 2, y: y, role: .text)
    frame.put(row.grade.rawValue, x: grade, y: y, role: row.grade.role)
    func figure(_ value: Double) -> String {
      metric.unit == .money ? Numbers.money(value, findings.currency) : Numbers.count(value.rounded(.up))
    }
    let role: Role = row.fit == .fits ? .text : .muted
    frame.put(row.told.map { figure($0.value) } ?? "–", endingAt: takes, y: y, role: role)
    if let range {
      let text = row.told.map { $0.high.isFinite ? Numbers.range(figure($0.low), figure($0.high)) : "from \(figure($0.low))" }
      frame.put(text ?? "", endingAt: range, y: y, role: .muted)
    }
    if let usual { frame.put(row.usual.map(figure) ?? "", endingAt: usual, y: y, role: .muted) }
    if let most { frame.put(row.most.map(figure) ?? "", endingAt: most, y: y, role: .muted) }
    if let hours {
      frame.put(row.hours.map { Numbers.count($0.value) } ?? (row.units == nil ? "" : "–"), endingAt: hours, y: y, role: .muted)
    }
    if let money {
      frame.put(
        row.money.map { Numbers.money($0.value, findings.currency) } ?? (row.units == nil ? "" : "–"), endingAt: money, y: y,
        role: .muted)
    }
    frame.put([row.fit.verdict], x: verdictAt, y: y)
  }
}

extension Backwards.Fit {
  /// Mark and word.
  var verdict: Span {
    switch self {
    case .fits: .good("✓ fits")
    case .fewerInAll: .bad("✗ fewer in all")
    case .openInAll: .warning("? open in all")
    case .neverTried: .bad("✗ never tried")
    case .tooLate: .bad("✗ too late")
    case .ended: .muted("? none come")
    case .cannotBeTold: .muted("? not told yet")
    case .noEffect: .muted("  no effect")
    case .misleads: .muted("? misleads")
    }
  }
}

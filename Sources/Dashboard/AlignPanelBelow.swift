import Cells
import Records
import Translation

/// What lies under the chart: keep or win, promises, who waits; and the whole of it in a split pane.
extension AlignPanel {
  func keep(on frame: inout Frame, _ area: Area, isNarrow: Bool) {
    frame.rule(
      area.columns, y: area.y, heading: [.text("The next \(Self.round(answer.budget, outlook.currency))")],
      trailing: isNarrow ? [] : [.key("+ −")], focused: view.part == .keep)
    let x = area.x + (isNarrow ? 1 : 2)
    for (row, line) in wording.keepLines(churnCut: view.churnCut, columns: area.width - (isNarrow ? 1 : 2)).prefix(
      area.height - 1
    ).enumerated() {
      frame.put(line, x: x, y: area.y + 1 + row, limit: area.columns.upperBound - x)
    }
  }

  /// `€50k`: a round sum has no tenths.
  static func round(_ value: Double, _ currency: String?) -> String {
    Numbers.money(value, currency).withoutTenths
  }

  func promises(on frame: inout Frame, _ area: Area, isNarrow: Bool) {
    frame.rule(
      area.columns, y: area.y, heading: [.text("Promises")], trailing: [.muted(isNarrow ? "last week" : "last full week")],
      focused: view.part == .promises)
    let x = area.x + (isNarrow ? 1 : 2)
    let lines = wording.promiseLines(facts.promisedLeads.map { ($0.aWeek, $0.of) }, columns: area.width - (isNarrow ? 1 : 2))
    for (row, line) in lines.prefix(area.height - 1).enumerated() {
      frame.put(line, x: x, y: area.y + 1 + row, limit: area.columns.upperBound - x)
    }
  }

  /// Who stays, what comes up, and what taking part is worth: beside the panels where a screen is tall.
  func customers(on frame: inout Frame, _ area: Area) {
    guard area.height >= 5 else { return }
    frame.rule(area.columns, y: area.y, heading: [.text("Customers")])
    var y = area.y + 1
    for words in [wording.renewalsShort, wording.selectionWords(isShort: true)].compactMap(\.self) {
      y = frame.paragraph(
        [.text(words)], x: area.x + 2, y: y, columns: min(area.width - 4, 150), rows: max(0, area.rows.upperBound - 1 - y))
    }
  }

  /// Queues by source, the longest first: no names.
  func waiting(on frame: inout Frame, _ area: Area) {
    let end = area.columns.upperBound - 1
    let queues = wording.queues
    let all = queues.reduce(0) { $0 + $1.count }
    let isNarrow = area.width < 30
    let sum = all == 0 ? "" : isNarrow ? " \(Numbers.count(all))" : ", \(Numbers.count(all))"
    frame.rule(area.columns, y: area.y, heading: [.text((isNarrow ? "Wait" : "Who waits now") + sum)])
    guard !queues.isEmpty else {
      let words = outlook.promises.recordsAnswers ? "Nobody waits." : "No file says when a lead was answered."
      frame.paragraph([.muted(words)], x: area.x + 2, y: area.y + 1, columns: area.width - 2, rows: area.height - 1)
      return
    }
    frame.columnHeading("leads", endingAt: end - (area.width < 30 ? 7 : 8), y: area.y)
    frame.columnHeading("oldest", endingAt: end, y: area.y)
    let rows = area.height - 1
    for (row, queue) in queues.prefix(rows).enumerated() {
      let y = area.y + 1 + row
      if row == rows - 1, queues.count > rows {
        let rest = queues.dropFirst(row)
        frame.put("\(rest.count) more sources", x: area.x + 2, y: y, role: .muted)
        frame.put("\(rest.reduce(0) { $0 + $1.count })", endingAt: end - (area.width < 30 ? 7 : 8), y: y, role: .text)
        frame.put(
          wording.age(rest.map(\.oldest).max() ?? 0, since: rest.map(\.since).min() ?? outlook.cutoff), endingAt: end, y: y,
          role: .text)
        break
      }
      frame.put(cut(printable(queue.source), to: area.width - (area.width < 30 ? 13 : 19)), x: area.x + 2, y: y, role: .text)
      frame.put("\(queue.count)", endingAt: end - (area.width < 30 ? 7 : 8), y: y, role: .text)
      frame.put(
        wording.age(queue.oldest, since: queue.since), endingAt: end, y: y,
        role: queue.oldest > answer.question.hours ? .warning : .text)
    }
  }

  // MARK: A split pane

  func mini(on frame: inout Frame, _ area: Area) {
    let columns = area.columns
    var y = area.y
    for line in wrap(wording.headline, to: area.width).prefix(4) {
      frame.put(line, x: columns.lowerBound, y: y, role: .headline)
      y += 1
    }
    func row(_ line: [Span]) {
      guard y < area.rows.upperBound else { return }
      frame.put(line, x: columns.lowerBound, y: y, limit: area.width)
      y += 1
    }
    if let at = view.chosenGoal(facts), answer.alignment.standings.indices.contains(at) {
      let aim = facts.aims[at].aim
      let standing = answer.alignment.standings[at]
      let mark: Span = aim.side == .sales ? Span("▐", .salesMark) : Span("▌", .marketingMark)
      row([
        mark,
        .text(
          "\(AlignWording.name(aim.measure, narrow: true)) \(aim.isFloor ? "" : "≤")\(wording.value(aim.value, aim.measure)) "),
        AlignWording.verdict(standing, aim: aim), .muted(" \(wording.range(standing.expected, aim.measure))"),
      ])
    } else if facts.aims.isEmpty {
      row([.muted("no goals · "), .key("a"), .muted(" adds one")])
    }
    row([Span("▐", .salesMark), .text("room ")] + wording.roomByWeek)
    if let fix = view.chosenFix(answer) {
      let (name, size) = wording.fix(fix)
      row([
        Span("█", .jointMark), .joint(view.trying == nil ? "Fix: " : "Tried: "),
        .text(cut(name, to: area.width - 9 - Cells.columns(of: size)) + " " + size),
      ])
      row([.muted("  " + wording.cost(fix))])
      if let played = answer.played(fix) { row([.muted("  ")] + wording.playedShort(played, columns: area.width - 2)) }
    }
    let queues = wording.queues
    if let oldest = queues.map(\.oldest).max(), let since = queues.map(\.since).min() {
      let all = queues.reduce(0) { $0 + $1.count }
      row([.text("\(Numbers.count(all)) \(all == 1 ? "waits" : "wait"), the oldest \(wording.age(oldest, since: since))")])
    } else {
      row([.muted(outlook.promises.recordsAnswers ? "nobody waits" : "answers are not recorded")])
    }
    // What both have to decide comes before what a customer is worth.
    if y + 2 < area.rows.upperBound, let first = wording.keepLines(churnCut: view.churnCut, columns: area.width).first {
      row(first)
    }
    if y < area.rows.upperBound {
      let rows = area.rows.upperBound - y
      frame.paragraph(
        [.joint(wording.question(columns: area.width, rows: rows))], x: columns.lowerBound, y: y, columns: area.width,
        rows: rows)
    }
  }
}

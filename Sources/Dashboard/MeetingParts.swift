import Cells
import Journal
import Records
import Translation

/// The parts of a meeting as lines, and beside each other where there is room for all of them.
struct MeetingParts {
  let agenda: Agenda
  let answer: AlignAnswer?
  let facts: Facts

  private var today: Day { agenda.today }

  /// One step: its heading and its lines.
  func step(_ step: AgendaStep, width: Int) -> (String, [[Span]]) {
    switch step {
    case .since: ("Since \(Numbers.date(agenda.since, today: today))", since(width: width) + [[]] + lastDecisions(width: width))
    case .exceptions: ("Exceptions, three at most", exceptions(width: width))
    case .promises: ("Promises, last full week", promises(width: width))
    case .whatIf: ("What if", whatIf(width: width))
    case .decisions: ("Decisions, three at most", decisions(width: width))
    case .minutes:
      (
        "Minutes",
        Minutes(facts, agenda.findings).markdown.split(separator: "\n", omittingEmptySubsequences: false).map {
          [.text(String($0))]
        }
      )
    }
  }

  func paint(on frame: inout Frame, _ area: Area, _ step: AgendaStep, scrolled: Int) {
    if step == .minutes {
      let (title, lines) = self.step(.minutes, width: area.width - 3)
      frame.rule(
        area.columns, y: area.y, heading: [.headline(title)],
        trailing: [.key("y"), .muted(" copies them · m ends the meeting")], focused: true)
      let room = area.height - 1
      put(
        Array(lines.dropFirst(max(0, min(scrolled, lines.count - room)))), on: &frame, area, y: area.y + 1,
        bottom: area.rows.upperBound)
      return
    }
    let left = Area(columns: area.columns.lowerBound..<area.columns.lowerBound + 48, rows: area.rows)
    let right = Area(columns: left.columns.upperBound + 2..<area.columns.upperBound, rows: area.rows)
    let bottom = area.rows.upperBound - 6
    var y = area.y
    let since = self.since(width: left.width - 3)
    frame.rule(
      left.columns, y: y, heading: [.headline("Since \(Numbers.date(agenda.since, today: today))")], focused: step == .since)
    frame.columnHeading("a week, expected", endingAt: left.columns.upperBound - 16, y: y)
    frame.columnHeading("now", endingAt: left.columns.upperBound - 8, y: y)
    y = put(since, on: &frame, left, y: y + 1, bottom: min(bottom, area.y + 9))
    y = panel("Promises, last full week", promises(width: 33), step == .promises, on: &frame, left, y: y + 1, bottom: bottom)
    _ = panel("Last decisions", lastDecisions(width: left.width - 3), false, on: &frame, left, y: y + 1, bottom: bottom)
    let below = panel(
      "Exceptions, three at most", exceptions(width: right.width - 3), step == .exceptions, on: &frame, right, y: area.y,
      bottom: bottom - 4)
    _ = panel("What if", whatIf(width: right.width - 3), step == .whatIf, on: &frame, right, y: below + 1, bottom: bottom)
    _ = panel(
      "Decisions, three at most", decisions(width: area.width - 3), step == .decisions, on: &frame, area, y: bottom,
      bottom: area.rows.upperBound)
  }

  private func panel(
    _ title: String, _ lines: [[Span]], _ focused: Bool, on frame: inout Frame, _ area: Area, y: Int, bottom: Int
  ) -> Int {
    guard y + 1 < bottom else { return y }
    frame.rule(area.columns, y: y, heading: [.headline(title)], focused: focused)
    return put(lines, on: &frame, area, y: y + 1, bottom: bottom)
  }

  @discardableResult
  private func put(_ lines: [[Span]], on frame: inout Frame, _ area: Area, y: Int, bottom: Int) -> Int {
    var y = y
    for line in lines where y < bottom {
      frame.put(line, x: area.x + 2, y: y, limit: area.width - 2)
      y += 1
    }
    return y
  }

  // MARK: Lines

  private func row(_ name: String, _ cells: [(String, Int, Role)], width: Int) -> [Span] {
    var line: [Span] = [.text(cut(name, to: max(8, width - cells.reduce(0) { $0 + $1.1 })))]
    line.append(Span(String(repeating: " ", count: max(1, width - cells.reduce(0) { $0 + $1.1 } - line.columns))))
    for (text, columns, role) in cells {
      line += [Span(String(repeating: " ", count: max(1, columns - Cells.columns(of: text)))), Span(text, role)]
    }
    return line
  }

  /// What was expected of a week by season and trend, what came, and whether that is more than luck.
  func since(width: Int) -> [[Span]] {
    agenda.moved.flatMap { one -> [[Span]] in
      let came: [(String, Int, Role)] = [(one.now, 8, .text), (one.verdict, 7, one.role)]
      // Where the range has no room beside what came, it has a line of its own.
      guard width >= 44 else { return [row(one.name, came, width: width), [.muted("  expected \(one.expected) a week")]] }
      return [row(one.name, [(one.expected, 15, .muted)] + came, width: width)]
    } + agenda.restatedLines.flatMap { wrap($0, to: width) }
  }

  func exceptions(width: Int) -> [[Span]] {
    let all = agenda.exceptions(answer)
    guard !all.isEmpty else { return [[.muted("Nothing stands out. Good.")]] }
    return all.enumerated().flatMap { i, one in
      [[.key("\(i + 1) "), .headline(cut(one.title, to: width - 2))]]
        + one.lines.flatMap { wrap($0, to: width - 2).prefix(3) }.map { ["  "] + $0 } + [[]]
    }
  }

  func promises(width: Int) -> [[Span]] {
    guard let answer else { return [[.muted("Being worked out, or no file says it.")]] }
    return AlignWording(answer).promiseLines(facts.promisedLeads, columns: width)
  }

  func whatIf(width: Int) -> [[Span]] {
    let planned = agenda.findings.metrics.compactMap { metric in
      facts.plan.volume(of: metric.name).map { "\(metric.heading) at \(Numbers.amount($0))" }
    }
    let text =
      planned.isEmpty
      ? "Turn a number on Translate (1) with + and −, or the room on Align (2); 4 comes back here."
      : "Thought aloud: \(planned.joined(separator: ", ")). Worth a decision?"
    return wrap([planned.isEmpty ? .muted(text) : .text(text)], to: width)
  }

  func lastDecisions(width: Int) -> [[Span]] {
    agenda.lastDecisions.prefix(6).flatMap { story -> [[Span]] in
      let came = agenda.came(story)
      let words = came.words
      let body = story.decision.body
      let room = width - 2 - words.columns - 2
      if room >= columns(of: body.sentence) || room >= 24 {
        let sentence = cut(body.sentence, to: room)
        return [
          [
            came.mark, " ", .text(sentence),
            Span(String(repeating: " ", count: max(1, width - 2 - columns(of: sentence) - words.columns))),
          ] + words
        ]
      }
      return [[came.mark, " ", .text(cut(body.sentence, to: width - 2))]] + wrap(words, to: width - 4).map { ["    "] + $0 }
    }
  }

  func decisions(width: Int) -> [[Span]] {
    var lines: [[Span]] = agenda.decisions.enumerated().map { i, story in
      let body = story.decision.body
      let expected = body.predicted.map { CardText.range($0, agenda.findings) } ?? "nothing in figures"
      let tail: [Span] = [
        Span(body.owner.rawValue, body.owner.role), .muted("  look again \(Numbers.date(body.due, today: today))  "),
        .text(expected),
      ]
      let room = width - 3 - tail.columns - 2
      guard room >= 16 else { return [.key("\(i + 1) "), .text(cut(body.sentence, to: width - 2))] }
      let sentence = cut(body.sentence, to: room)
      return [
        .key("\(i + 1)  "), .text(sentence),
        Span(String(repeating: " ", count: max(2, width - 3 - columns(of: sentence) - tail.columns))),
      ] + tail
    }
    if lines.count < 3 {
      lines.append([
        .key("d "), .muted(lines.isEmpty ? "writes down the first decision" : "writes another, or leave it at \(lines.count)"),
      ])
    }
    lines.append([
      .muted(cut("What was seen is written down; when later data say otherwise, the next meeting tells it.", to: width))
    ])
    return lines
  }
}

import Cells
import Journal
import Records
import Translation

/// The parts of a meeting as lines: beside each other where there is room for all of them, else the one that is at hand.
struct MeetingParts {
  let agenda: Agenda
  let answer: AlignAnswer?
  let facts: Facts

  private var today: Day { agenda.today }

  /// A part at its place.
  private struct Panel {
    var title: String
    var lines: [[Span]]
    var area: Area
    /// What the step is about: it has the rows it needs before the others, and scrolls.
    var focused = false
    var trailing: [Span] = []
    /// Headings of columns, and how far from the end each ends.
    var headings: [(text: String, fromEnd: Int)] = []

    var room: Int { area.height - 1 }
    var hidden: Int { max(0, lines.count - room) }
  }

  /// Lines of the step's part that do not fit: as far as it can be scrolled.
  func hidden(_ area: Area, _ step: AgendaStep) -> Int { laid(area, step).first { $0.focused }?.hidden ?? 0 }

  func paint(on frame: inout Frame, _ area: Area, _ step: AgendaStep, scrolled: Int) {
    for panel in laid(area, step) {
      let area = panel.area
      let start = panel.focused ? max(0, min(scrolled, panel.hidden)) : 0
      let below = panel.hidden - start
      let more: [Span] = below == 0 ? [] : [.muted(panel.focused ? "↓ \(below) more" : "\(below) more")]
      let trailing = panel.trailing + (panel.trailing.isEmpty || more.isEmpty ? [] : [.muted(" · ")]) + more
      frame.rule(area.columns, y: area.y, heading: [.headline(panel.title)], trailing: trailing, focused: panel.focused)
      if more.isEmpty {
        for heading in panel.headings {
          frame.columnHeading(heading.text, endingAt: area.columns.upperBound - 1 - heading.fromEnd, y: area.y)
        }
      }
      for (row, line) in panel.lines.dropFirst(start).prefix(panel.room).enumerated() {
        frame.put(line, x: area.x + 2, y: area.y + 1 + row, limit: area.width - 2)
      }
    }
  }

  private func laid(_ area: Area, _ step: AgendaStep) -> [Panel] {
    guard area.width >= 98, area.height >= 20, step != .minutes else { return [alone(step, area)] }
    let left = area.columns.lowerBound..<area.columns.lowerBound + 48
    let right = left.upperBound + 2..<area.columns.upperBound
    let decided = decisions(width: area.width - 3)
    let bottom = area.rows.upperBound - decided.count - 1
    func panel(_ title: String, _ columns: Range<Int>, _ own: AgendaStep, _ lines: [[Span]]) -> Panel {
      Panel(title: title, lines: lines, area: Area(columns: columns, rows: 0..<0), focused: step == own)
    }
    var since = panel(title(.since), left, .since, self.since(width: left.count - 3))
    since.headings = [("a week, expected", 16), ("now", 8)]
    var earlier = panel("Last decisions", left, .since, lastDecisions(width: left.count - 3))
    // Both belong to one step; the first of them scrolls.
    earlier.focused = false
    let promised = panel(title(.promises), left, .promises, promises(width: 33))
    let stands = panel(title(.exceptions), right, .exceptions, exceptions(width: right.count - 3))
    let thought = panel(title(.whatIf), right, .whatIf, whatIf(width: right.count - 3))
    let last = Panel(
      title: title(.decisions), lines: decided, area: Area(columns: area.columns, rows: bottom..<area.rows.upperBound),
      focused: step == .decisions)
    return stacked([since, earlier, promised], area.y..<bottom) + stacked([stands, thought], area.y..<bottom) + [last]
  }

  /// One below the other. The part of the step has its rows first, then the others in order; one that has no room is left out.
  private func stacked(_ panels: [Panel], _ rows: Range<Int>) -> [Panel] {
    var given = panels.map { _ in 0 }
    var left = rows.count
    for at in panels.indices.sorted(by: { (panels[$0].focused ? 0 : 1, $0) < (panels[$1].focused ? 0 : 1, $1) }) {
      let lines = panels[at].lines.count
      // A blank row parts it from the others.
      let room = left - (given.contains { $0 > 0 } ? 1 : 0)
      guard lines > 0, room >= 2 else { continue }
      left = room - min(room, lines + 1)
      given[at] = min(room, lines + 1)
    }
    var y = rows.lowerBound
    return panels.indices.filter { given[$0] > 0 }.map { at in
      var panel = panels[at]
      panel.area = Area(columns: panel.area.columns, rows: y..<y + given[at])
      y += given[at] + 1
      return panel
    }
  }

  /// One step over the whole area.
  private func alone(_ step: AgendaStep, _ area: Area) -> Panel {
    let width = area.width - 3
    var panel = Panel(title: title(step), lines: [], area: area, focused: true)
    switch step {
    case .since:
      let earlier = lastDecisions(width: width)
      panel.lines = since(width: width) + (earlier.isEmpty ? [] : [[], [.headline("Last decisions")]] + earlier)
      panel.headings = area.width < 60 ? [("a week", 8)] : [("a week, expected", 16), ("now", 8)]
    case .exceptions: panel.lines = exceptions(width: width)
    case .promises: panel.lines = promises(width: width)
    case .whatIf: panel.lines = whatIf(width: width)
    case .decisions: panel.lines = decisions(width: width)
    case .minutes:
      let text = Minutes(facts, agenda.findings, answer).markdown
      panel.lines = text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [[Span]] in
        line.isEmpty ? [[]] : wrap([.text(String(line))], to: width, hanging: line.hasPrefix("- ") ? 2 : 0)
      }
      panel.trailing = [.key("y"), .muted(area.width < 60 ? " copy · m ends" : " copies them · m ends the meeting")]
    }
    return panel
  }

  private func title(_ step: AgendaStep) -> String {
    switch step {
    case .since: "Since \(Numbers.date(agenda.since, today: today))"
    case .exceptions: "Exceptions, three at most"
    case .promises: "Promises, last full week"
    case .whatIf: "What if"
    case .decisions: "Decisions, three at most"
    case .minutes: "Minutes"
    }
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
    let lines = all.enumerated().map { i, one -> [[Span]] in
      [[.key("\(i + 1) "), .headline(cut(one.title, to: width - 2))]]
        + one.lines.flatMap { wrap($0, to: width - 2) }.map { ["  "] + $0 }
    }
    return Array(lines.joined(separator: [[]]))
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
    agenda.lastDecisions.flatMap { story -> [[Span]] in
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
    return lines
      + wrap([.muted("What was seen is written down; when later data say otherwise, the next meeting tells it.")], to: width)
  }
}

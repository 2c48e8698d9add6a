import Cells
import Journal
import Records
import Translation

/// The meeting: an agenda with a clock for each step, what changed since last time, exceptions, promises, decisions.
struct MeetingView: View, Sendable {
  var search = ""
  var said: String?
  let isWrittenIn = true
  private var align = AlignView()
  private var scrolled = 0

  let hints: [(keys: [Command], word: String)] = [
    ([.meet], "meeting, next step"), ([.up, .down], "scroll"), ([.decide], "decide"), ([.vote], "done?"), ([.newIdea], "idea"),
    ([.note], "note"),
    ([.copy], "copy minutes"), ([.undo], "undo"), ([.help], "help"),
  ]
  let purpose =
    "One meeting of both sides: what changed since last time, three exceptions at most, promises, what if, three decisions at most, minutes. m opens it and goes on to the next step; leaving and coming back continues where it was. What it saw is written down: when later data change it, the next meeting says so. A decision’s result shows up by itself on its day."
  let commands: [Command] = [.meet, .up, .down, .decide, .vote, .newIdea, .note, .copy, .undo]

  func found(_ facts: Facts) -> (shown: Int, of: Int) { (0, 0) }

  mutating func perform(_ command: Command, _ facts: Facts, _ area: Area) -> [Effect] {
    guard let findings = facts.findings else { return [] }
    align.refresh(facts)
    switch command {
    case .up: scrolled = max(0, scrolled - 1)
    case .down: scrolled += 1
    case .why, .meet: return goOn(facts, findings)
    case .copy: return [.copy(Minutes(facts, findings).markdown)]
    default: break
    }
    return []
  }

  /// Opens a meeting, or goes on to the next step, or ends it after the last.
  private mutating func goOn(_ facts: Facts, _ findings: Findings) -> [Effect] {
    scrolled = 0
    func draft(_ what: What) -> Draft { Draft(by: Author(.both, name: facts.writer.name), on: findings.cutoff, what) }
    guard let meeting = Agenda.open(facts.journal) else { return [.append([draft(.meetingOpened(title: nil))])] }
    guard let next = meeting.step.next else { return [.append([draft(.meetingClosed(meeting.id))])] }
    return [.append([draft(.meetingStep(meeting.id, step: next.rawValue))])]
  }

  mutating func point(at x: Int, _ y: Int, wheel: Int?, _ facts: Facts, _ area: Area) -> Bool {
    guard let wheel else { return false }
    scrolled = max(0, scrolled + wheel)
    return true
  }

  // MARK: Painting

  func paint(on frame: inout Frame, _ area: Area, _ facts: Facts) {
    guard let findings = facts.findings else {
      Waiting.paint(on: &frame, area, facts)
      return
    }
    let agenda = Agenda(facts, findings, meeting: Agenda.open(facts.journal))
    let margin = Chrome.margin(area.width)
    let columns = area.x + margin..<area.x + area.width - margin
    heading(agenda, on: &frame, columns, y: area.y)
    guard let meeting = agenda.meeting else {
      closed(agenda, on: &frame, area, columns)
      return
    }
    var y = area.y + 1
    if area.height >= 16 {
      steps(meeting, facts, on: &frame, columns, y: y + 1)
      y += 4
    }
    let parts = MeetingParts(agenda: agenda, answer: align.answer(facts), facts: facts)
    if area.width >= 100, area.height >= 26 {
      parts.paint(on: &frame, Area(columns: columns, rows: y..<area.rows.upperBound), meeting.step, scrolled: scrolled)
      return
    }
    // One step at a time where there is no room for all.
    let (title, lines) = parts.step(meeting.step, width: columns.count - 3)
    frame.rule(columns, y: y, heading: [.headline(title)], focused: true)
    let room = area.rows.upperBound - y - 1
    let start = max(0, min(scrolled, lines.count - room))
    for (i, line) in lines.dropFirst(start).prefix(room).enumerated() {
      frame.put(line, x: columns.lowerBound + 2, y: y + 1 + i, limit: columns.count - 2)
    }
  }

  private func heading(_ agenda: Agenda, on frame: inout Frame, _ columns: Range<Int>, y: Int) {
    let today = agenda.today
    var trailing: [Span] = []
    if let meeting = agenda.meeting {
      if columns.count >= 72 { trailing.append(.muted("seen as of \(Numbers.date(meeting.on ?? today, today: today))")) }
      if let now = agenda.facts.now {
        let minute = max(0, (now.milliseconds - meeting.at.milliseconds) / 60_000) + 1
        trailing.append(.muted((trailing.isEmpty ? "" : " · ") + "minute \(minute) of 30"))
      }
    }
    if let before = agenda.before?.on, columns.count >= 72 {
      trailing.append(.muted((trailing.isEmpty ? "" : " · ") + "last met \(Numbers.date(before, today: today))"))
    }
    frame.rule(
      columns, y: y,
      heading: [Span("█", .jointMark), " ", .headline(agenda.meeting == nil ? "No meeting is open" : "Meeting")],
      trailing: trailing)
  }

  /// The steps side by side: done, now, to come; each with how much of its time is used.
  private func steps(_ meeting: MeetingStory, _ facts: Facts, on frame: inout Frame, _ columns: Range<Int>, y: Int) {
    let all = AgendaStep.allCases.filter { $0 != .minutes || columns.count >= 100 }
    let each = columns.count / all.count
    let at = AgendaStep.allCases.firstIndex(of: meeting.step) ?? 0
    for (i, step) in all.enumerated() {
      let x = columns.lowerBound + 1 + i * each
      let mark: Span = i < at ? .good("✓") : i == at ? .key("▸") : " "
      frame.put([mark, " ", Span(cut(step.title, to: each - 3), i == at ? .headline : .muted)], x: x, y: y)
      if step.length > 0, each >= 20 {
        frame.put("\(step.length) min", endingAt: x + each - 3, y: y, role: .muted)
      }
      let width = each - 2
      var share = i < at ? 1.0 : 0.0
      if i == at, let now = facts.now, let begun = meeting.steps.last?.at, step.length > 0 {
        share = min(1, Double(now.milliseconds - begun.milliseconds) / Double(step.length * 60_000))
      }
      let solid = bar(share, of: 1, columns: width)
      frame.put(
        [Span(solid, .curve), Span(String(repeating: "┈", count: max(0, width - Cells.columns(of: solid))), .unfinished)], x: x,
        y: y + 1)
    }
  }

  private func closed(_ agenda: Agenda, on frame: inout Frame, _ area: Area, _ columns: Range<Int>) {
    let width = min(columns.count - 4, JointPanel.widest)
    var y = area.y + (area.height >= 16 ? 2 : 1)
    y = frame.paragraph(
      [.headline("m opens a meeting of both: since last time, exceptions, promises, what if, decisions, minutes.")],
      x: columns.lowerBound + 2, y: y, columns: width, rows: 3)
    y += 1
    guard !agenda.lastDecisions.isEmpty else {
      frame.paragraph([.muted("Nothing was decided yet.")], x: columns.lowerBound + 2, y: y, columns: width)
      return
    }
    frame.rule(columns, y: y, heading: [.headline("Last decisions")])
    for line in MeetingParts(agenda: agenda, answer: nil, facts: agenda.facts).lastDecisions(width: columns.count - 3)
      .prefix(max(0, area.rows.upperBound - y - 1))
    {
      y += 1
      frame.put(line, x: columns.lowerBound + 2, y: y, limit: columns.count - 2)
    }
  }
}

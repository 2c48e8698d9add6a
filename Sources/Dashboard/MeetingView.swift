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
  private var told: (version: Int, told: Agenda.Told)?

  let hints: [(keys: [Command], word: String)] = [
    ([.meet], "meeting, next step"), ([.up, .down], "scroll"), ([.decide], "decide"), ([.vote], "done?"), ([.newIdea], "idea"),
    ([.note], "note"), ([.present], "present"),
    ([.copy], "copy minutes"), ([.undo], "undo"), ([.help], "help"),
  ]
  let purpose =
    "One meeting of both sides: what changed since last time, three exceptions at most, promises, what if, three decisions at most, minutes. m opens it and goes on to the next step; leaving and coming back continues where it was. What it saw is written down: when later data change it, the next meeting says so. A decision’s result shows up by itself on its day."
  let commands: [Command] = [
    .meet, .up, .down, .pageUp, .pageDown, .first, .last, .decide, .vote, .newIdea, .note, .copy, .undo,
  ]

  func found(_ facts: Facts) -> (shown: Int, of: Int) { (0, 0) }

  mutating func perform(_ command: Command, _ facts: Facts, _ area: Area) -> [Effect] {
    guard let findings = facts.findings else { return [] }
    if commands.contains(command), let lines = command.steps(page: max(1, area.height - 8)) { scroll(lines, facts, area) }
    switch command {
    case .why, .meet: return goOn(facts, findings)
    case .copy: return [.copy(Minutes(facts, findings, align.answer(facts)).markdown)]
    default: break
    }
    return []
  }

  mutating func prepare(_ facts: Facts, _ area: Area) {
    guard let findings = facts.findings, told?.version != facts.version else { return }
    let agenda = Agenda(facts, findings, meeting: Agenda.open(facts.journal))
    align.refresh(facts)
    told = (facts.version, agenda.tell(align.answer(facts)))
  }

  /// The agenda of the meeting that is held, with what was worked out of it.
  private func agenda(_ facts: Facts, _ findings: Findings) -> Agenda {
    var agenda = Agenda(facts, findings, meeting: Agenda.open(facts.journal))
    if let told, told.version == facts.version { agenda.told = told.told }
    return agenda
  }

  /// Opens a meeting, or goes on to the next step, or ends it after the last.
  private mutating func goOn(_ facts: Facts, _ findings: Findings) -> [Effect] {
    scrolled = 0
    func draft(_ what: What) -> Draft { Draft(by: Author(.both, name: facts.writer.name), on: findings.cutoff, what) }
    guard let meeting = Agenda.open(facts.journal) else { return [.append([draft(.meetingOpened(title: nil))])] }
    guard let next = meeting.step.next else {
      // What is kept for good is not kept half worked out.
      guard !facts.isRefining else {
        said = "The figures are being worked out: m ends the meeting in a moment."
        return []
      }
      let minutes = Minutes(facts, findings, align.answer(facts), meeting).lines
      return [.append([draft(.meetingClosed(meeting.id, minutes: minutes))])]
    }
    return [.append([draft(.meetingStep(meeting.id, step: next.rawValue))])]
  }

  mutating func point(at x: Int, _ y: Int, wheel: Int?, _ facts: Facts, _ area: Area) -> Bool {
    guard let wheel else { return false }
    scroll(wheel, facts, area)
    return true
  }

  /// No further than there is something to see.
  private mutating func scroll(_ by: Int, _ facts: Facts, _ area: Area) {
    guard let findings = facts.findings else { return }
    let agenda = agenda(facts, findings)
    guard let meeting = agenda.meeting else {
      scrolled = 0
      return
    }
    let parts = MeetingParts(agenda: agenda, answer: align.answer(facts), facts: facts)
    let most = parts.hidden(MeetingView.body(area), meeting.step)
    scrolled = max(0, min(most, min(most, scrolled) + by))
  }

  /// Below the heading and, where there is room, the steps.
  private static func body(_ area: Area) -> Area {
    let margin = Chrome.margin(area.width)
    let top = area.y + (area.height >= 16 ? 5 : 1)
    return Area(columns: area.x + margin..<area.x + area.width - margin, rows: top..<max(top, area.rows.upperBound))
  }

  // MARK: Painting

  func paint(on frame: inout Frame, _ area: Area, _ facts: Facts) {
    guard let findings = facts.findings else {
      Waiting.paint(on: &frame, area, facts)
      return
    }
    let agenda = agenda(facts, findings)
    let margin = Chrome.margin(area.width)
    let columns = area.x + margin..<area.x + area.width - margin
    heading(agenda, on: &frame, columns, y: area.y)
    guard let meeting = agenda.meeting else {
      closed(agenda, on: &frame, area, columns)
      return
    }
    if area.height >= 16 { steps(meeting, facts, on: &frame, columns, y: area.y + 2) }
    MeetingParts(agenda: agenda, answer: align.answer(facts), facts: facts).paint(
      on: &frame, MeetingView.body(area), meeting.step, scrolled: scrolled)
  }

  private func heading(_ agenda: Agenda, on frame: inout Frame, _ columns: Range<Int>, y: Int) {
    let today = agenda.today
    var trailing: [Span] = []
    if let meeting = agenda.meeting {
      if columns.count >= 72 { trailing.append(.muted("seen as of \(Numbers.date(meeting.on ?? today, today: today))")) }
      if let now = agenda.facts.now {
        let minute = max(0, (now.milliseconds - meeting.at.milliseconds) / 60_000) + 1
        // Whoever left it open yesterday is not late.
        if minute <= 120 { trailing.append(.muted((trailing.isEmpty ? "" : " · ") + "minute \(minute) of 30")) }
      }
    }
    if let before = agenda.before?.on, columns.count >= 72 {
      trailing.append(.muted((trailing.isEmpty ? "" : " · ") + "last met \(Numbers.date(before, today: today))"))
    }
    let step = agenda.meeting.flatMap { AgendaStep.allCases.firstIndex(of: $0.step) }.map { $0 + 1 }
    let title = step.map { columns.count < 72 ? "Meeting, step \($0) of \(AgendaStep.allCases.count)" : "Meeting" }
    frame.rule(
      columns, y: y, heading: [Span("█", .jointMark), " ", .headline(title ?? "No meeting is open")], trailing: trailing)
  }

  /// The steps side by side: done, now, to come; each with how much of its time is used.
  private func steps(_ meeting: MeetingStory, _ facts: Facts, on frame: inout Frame, _ columns: Range<Int>, y: Int) {
    let all = AgendaStep.allCases
    let each = columns.count / all.count
    let at = AgendaStep.allCases.firstIndex(of: meeting.step) ?? 0
    for (i, step) in all.enumerated() {
      let x = columns.lowerBound + 1 + i * each
      let mark: Span = i < at ? .good("✓") : i == at ? .key("▸") : " "
      frame.put([mark, " ", Span(columns.count < 100 ? step.short : step.title, i == at ? .headline : .muted)], x: x, y: y)
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
    frame.rule(columns, y: y, heading: [.headline("What came of decisions")])
    for line in MeetingParts(agenda: agenda, answer: nil, facts: agenda.facts).lastDecisions(width: columns.count - 3)
      .prefix(max(0, area.rows.upperBound - y - 1))
    {
      y += 1
      frame.put(line, x: columns.lowerBound + 2, y: y, limit: columns.count - 2)
    }
  }
}

import Cells
import Journal
import Records
import Translation

/// Forms over whatever view is open.
extension State {
  /// The idea that is chosen on the board, where the board is what is seen.
  var chosenIdea: IdeaStory? {
    guard views.active == .brainstorm, views.article == nil else { return nil }
    return (views[.brainstorm] as? BrainstormView)?.selected(facts)?.story
  }

  /// The pair that is looked at: of the evidence, of the question turned round, of the chosen idea, or of the home view.
  var pair: (metric: String, outcome: OutcomeKind)? {
    guard let findings = facts.findings else { return nil }
    if let story = chosenIdea, let kind = OutcomeKind(rawValue: story.idea.body.outcome) {
      return (story.idea.body.metric, kind)
    }
    if views.active == .translate, let why = views.why { return (why.metricName, why.outcome) }
    if views.active == .translate, let back = views.back, let name = back.chosenMetric(findings) { return (name, back.outcome) }
    guard let m = views.translate.metric(findings), let o = views.translate.outcome(findings) else { return nil }
    return (findings.metrics[m].name, findings.outcomes[o].kind)
  }

  mutating func open(formFor command: Command) {
    guard let findings = facts.findings else {
      notice = "Nothing is read yet."
      return
    }
    if case .readOnly(let why) = facts.keeping {
      notice = "Not written: \(why)"
      return
    }
    if command == .newIdea || command == .note {
      overlay = .form(command == .note ? .note(pair?.metric, facts, findings) : .idea(pair, facts, findings))
      return
    }
    if command == .vote, views.active == .meeting {
      let agenda = Agenda(facts, findings, meeting: Agenda.open(facts.journal))
      guard let asked = agenda.askedOf else {
        notice = "No decision waits for a word: what has figures is looked at by itself."
        return
      }
      overlay = .form(.verdict(asked))
      return
    }
    if command == .decide {
      let open = Agenda.open(facts.journal)
      let written = facts.journal.decisions.filter { $0.dropped == nil && $0.decision.body.meeting == open?.id }.count
      if open == nil { notice = "m opens the meeting first; a decision belongs to one." }
      if open != nil, written >= 3 { notice = "Three decisions are written: what is kept is better than what is many." }
      if open != nil, written < 3 { overlay = .form(.decision(facts, findings)) }
      return
    }
    guard let story = chosenIdea else {
      notice = "\(Keymap.keys(for: command).first?.label ?? command.rawValue) does nothing here; ? lists the keys."
      return
    }
    let isOver = Looked(story, findings) != nil
    switch command {
    case .vote where isOver: notice = "It was tried and looked at; there is nothing left to vote on."
    case .vote: overlay = .form(.vote(story, facts))
    case .tryIdea where isOver || story.trial != nil: notice = "It is tried already."
    case .tryIdea where !story.bothVoted: notice = "Both sides vote first (v); then it can be tried."
    case .tryIdea: overlay = .form(.trial(story, findings))
    case .drop: overlay = .form(.drop(story))
    default: break
    }
  }

  mutating func press(_ key: Key, on form: Form) -> [Effect] {
    var form = form
    if case .click(_, let y) = key {
      form.point(at: y, in: frameArea, preview: form.preview(facts))
      overlay = .form(form)
      return []
    }
    switch form.take(key) {
    case .goOn: overlay = .form(form)
    case .close: overlay = nil
    case .keep:
      do throws(Form.Complaint) {
        let drafts = try form.drafts(facts)
        overlay = nil
        return drafts.isEmpty ? [] : [.append(drafts)]
      } catch {
        form.complaint = error.sentence
        overlay = .form(form)
      }
    }
    return []
  }

  /// Takes back what this side wrote last.
  mutating func undo() -> [Effect] {
    guard let last = facts.journal.lastOf(facts.writer.side) else {
      notice = "\(facts.writer.side.rawValue.capitalisedFirst) has written nothing that could be taken back."
      return []
    }
    return [.append([Draft(by: facts.writer, on: facts.findings?.cutoff, .undo(last.id))])]
  }

  /// What was just written is what one looks at next.
  mutating func follow(_ entries: [Entry]) {
    guard var board = views[.brainstorm] as? BrainstormView else { return }
    for entry in entries {
      switch entry.what {
      case .idea(_, of: nil): board.choose(entry.id, facts)
      case .trying(let trial): board.choose(trial.idea, facts)
      case .vote(let vote): board.choose(vote.idea, facts)
      case .idea, .goal, .room, .result, .note, .promise, .decision, .meetingOpened, .meetingStep, .meetingSaw, .meetingClosed,
        .dropped, .undo, .unknown:
        break
      }
    }
    views[.brainstorm] = board
  }
}

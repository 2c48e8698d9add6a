import Cells
import Journal
import Records
import Translation

/// Forms over whatever view is open.
extension State {
  /// The idea that is chosen on the board, where the board is what is seen.
  var chosenIdea: IdeaStory? {
    guard views.active == .brainstorm, !views.isCovered else { return nil }
    return (views[.brainstorm] as? BrainstormView)?.selected(facts)?.story
  }

  /// The pair that is looked at: of the evidence, of the question turned round, of the chosen idea, or of the home view.
  var pair: (metric: String, outcome: OutcomeKind)? {
    guard let findings = facts.findings else { return nil }
    if let present = views.present { return (present.metricName, present.outcome) }
    if let story = chosenIdea, let kind = OutcomeKind(rawValue: story.idea.body.outcome) {
      return (story.idea.body.metric, kind)
    }
    if let kind = views.align?.chosenOutcome(facts), views.active == .align,
      let m = views.translate.metric(findings)
    {
      return (findings.metrics[m].name, kind)
    }
    if views.active == .translate, let why = views.why { return (why.metricName, why.outcome) }
    if views.active == .translate, let back = views.back, let name = back.chosenMetric(findings) { return (name, back.outcome) }
    guard let m = views.translate.metric(findings), let o = views.translate.outcome(findings) else { return nil }
    return (findings.metrics[m].name, findings.outcomes[o].kind)
  }

  /// Shows the pair that is looked at to a room.
  mutating func present() {
    guard views.present == nil else {
      views.article = nil
      views.goBack()
      return
    }
    guard facts.findings != nil else {
      notice = "Nothing is read yet."
      return
    }
    guard let pair else {
      notice = "There is no pair here to present."
      return
    }
    views.article = nil
    views.present = PresentView(metric: pair.metric, outcome: pair.outcome, order: views.translate)
  }

  /// What can be written over whatever view is open.
  enum Writing: Sendable {
    case idea, note, vote, trial, decision, drop

    var command: Command {
      switch self {
      case .idea: .newIdea
      case .note: .note
      case .vote: .vote
      case .trial: .tryIdea
      case .decision: .decide
      case .drop: .drop
      }
    }
  }

  mutating func open(_ writing: Writing) {
    guard let findings = facts.findings else {
      notice = "Nothing is read yet."
      return
    }
    if case .readOnly(let why) = facts.keeping {
      notice = "Not written: \(why)"
      return
    }
    switch writing {
    case .idea, .note:
      guard !findings.metrics.isEmpty else {
        notice = "There is no number of marketing’s here that \(writing == .note ? "a note" : "an idea") could be about."
        return
      }
      let sentence = views.active == .align ? views.align?.proposal(facts) : nil
      overlay = .form(
        writing == .note
          ? .note(pair?.metric, facts, findings) : .idea(pair, sentence: sentence ?? "", facts, findings))
    case .vote where views.active == .meeting: openVerdict(findings)
    case .decision: openDecision(findings)
    case .vote, .trial, .drop: open(writing, on: chosenIdea, findings)
    }
  }

  private mutating func openVerdict(_ findings: Findings) {
    let agenda = Agenda(facts, findings, meeting: Agenda.open(facts.journal))
    guard let asked = agenda.askedOf else {
      notice = "No decision waits for a word: what has figures is looked at by itself."
      return
    }
    overlay = .form(.verdict(asked))
  }

  private mutating func openDecision(_ findings: Findings) {
    guard let open = Agenda.open(facts.journal) else {
      notice = "m opens the meeting first; a decision belongs to one."
      return
    }
    let written = facts.journal.decisions.filter { $0.dropped == nil && $0.decision.body.meeting == open.id }.count
    guard written < 3 else {
      notice = "Three decisions are written: what is kept is better than what is many."
      return
    }
    overlay = .form(.decision(facts, findings))
  }

  private mutating func open(_ writing: Writing, on story: IdeaStory?, _ findings: Findings) {
    guard let story else {
      notice = "\(Keymap.keys(for: writing.command).first?.label ?? "") does nothing here; ? lists the keys."
      return
    }
    let isOver = facts.looked[story.id] != nil
    switch writing {
    case .vote where isOver: notice = "It was tried and looked at; there is nothing left to vote on."
    case .vote: overlay = .form(.vote(story, facts))
    case .trial where isOver || story.trial != nil: notice = "It is tried already."
    case .trial where !story.bothVoted: notice = "Both sides vote first (v); then it can be tried."
    case .trial: overlay = .form(.trial(story, findings))
    case .drop: overlay = .form(.drop(story))
    case .idea, .note, .decision: break
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
    // In the meeting what both wrote, a step or a decision, is what was done last.
    let ofBoth = views.active == .meeting && !views.isCovered
    guard let last = facts.journal.lastOf(facts.writer.side, orBoth: ofBoth) else {
      notice = "\(facts.writer.side.rawValue.capitalisedFirst) has written nothing that could be taken back."
      return []
    }
    // What was written another day, or by somebody else of this side, is not taken back by one stray key.
    guard written.contains(last.id) || askedToUndo == last.id else {
      askedToUndo = last.id
      let on = last.on.map { ", of \(Numbers.date($0, today: facts.findings?.cutoff ?? $0))" } ?? ""
      notice = "u once more takes back \(Wording.named(last.what))\(on)."
      return []
    }
    askedToUndo = nil
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

extension Wording {
  /// `the note “Three asked for shift swap”`: which one it is, as far as it has words.
  static func named(_ what: What) -> String {
    let words: String? =
      switch what {
      case .idea(let idea, _): idea.sentence
      case .note(let note): note.text
      case .decision(let decision): decision.sentence
      case .goal(let goal, _): AlignWording.name(Aim(goal).measure)
      case .meetingOpened(let title): title
      case .room, .vote, .trying, .result, .promise, .meetingStep, .meetingSaw, .meetingClosed, .dropped, .undo, .unknown: nil
      }
    return noun(what).lowercasedFirst + (words.map { " “\(cut(printable($0), to: 40))”" } ?? "")
  }
}

extension AlignView {
  /// The outcome that the chosen goal is set on.
  func chosenOutcome(_ facts: Facts) -> OutcomeKind? {
    guard let goal = chosenGoal(facts) else { return nil }
    switch facts.aims[goal].aim.measure {
    case .total(let kind), .share(let kind, of: _): return kind
    case .leadsAWeek: return .acceptedLeads
    case .answered, .customersKept, .spendAMonth, .metric: return nil
    }
  }

  /// The fix that is tried, or chosen among the fixes, as the beginning of an idea.
  func proposal(_ facts: Facts) -> String? {
    guard let answer = answer(facts) else { return nil }
    let fixes = answer.alignment.fixes
    guard let fix = trying ?? (part == .fixes && fixes.indices.contains(row(.fixes)) ? fixes[row(.fixes)] : nil) else {
      return nil
    }
    return AlignWording(answer).titled(fix)
  }
}

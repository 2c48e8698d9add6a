import Journal

/// What is written down, and what is told of it.
extension State {
  /// Who writes in this pane.
  package mutating func sign(as author: Author) { facts.writer = author }

  mutating func hear(_ event: Event) -> [Effect] {
    switch event {
    case .journal(let journal, let keeping):
      let new = facts.hasJournal ? journal.entries.filter { !facts.journal.holds($0.id) } : []
      // A last line that is only cut off may still be being written by somebody: later it is told when more follows.
      func aside(_ journal: Journal) -> [SetAside] { journal.setAside.filter { !facts.hasJournal || $0.fault != .cutOff } }
      let isWorse = aside(journal).count > aside(facts.journal).count
      facts.journal = journal
      facts.keeping = keeping
      facts.hasJournal = true
      facts.look(again: false)
      if !isMeeting { facts.now = nil }
      if let said = Wording.news(new) { notice = said }
      if isWorse, let last = journal.setAside.last {
        notice = Wording.setAside(journal.setAside.count, last.line, keeping)
      }
    case .kept(let entries, let journal):
      facts.journal = journal
      facts.look(again: false)
      facts.unkept = 0
      written.formUnion(entries.map(\.id))
      isWarned = false
      follow(entries)
      if let last = entries.last {
        switch last.what {
        case .meetingOpened, .meetingSaw: notice = "The meeting is open, and what it sees is written down."
        case .meetingStep: notice = nil
        case .meetingClosed: notice = "The meeting is over. y copies its minutes."
        case .undo(let id):
          let what = journal.entries.last { $0.id == id }.map { Wording.named($0.what) }
          notice = "Taken back: \(what ?? "the entry")."
        case .goal, .room, .idea, .vote, .trying, .result, .note, .promise, .decision, .dropped, .unknown:
          notice = Wording.kept(last.what, facts.keeping)
        }
      }
      if !isMeeting { facts.now = nil }
      return begun(entries)
    case .notKept(let count, let why, let isTriedAgain):
      facts.unkept = count
      notice = isTriedAgain ? "Not kept yet: \(why) It is tried again by itself." : "Not kept: \(why) K tries again."
    case .clock(let now): facts.now = isMeeting ? now : nil
    case .key, .resized, .progressed, .translated, .failed, .folderChanged, .done: break
    }
    return []
  }

  /// A meeting goes on: the clock is asked for.
  package var isMeeting: Bool { Agenda.open(facts.journal) != nil }

  /// A meeting that was just opened begins with its first step, and what it sees is written down.
  private func begun(_ entries: [Entry]) -> [Effect] {
    guard let findings = facts.findings else { return [] }
    for entry in entries {
      guard case .meetingOpened = entry.what else { continue }
      return [
        .append([
          Draft(by: entry.by, on: entry.on, .meetingStep(entry.id, step: AgendaStep.since.rawValue)),
          Draft(by: entry.by, on: entry.on, .meetingSaw(entry.id, Agenda.seen(findings))),
        ])
      ]
    }
    return []
  }

  /// From any view to the meeting; there, to its next step.
  mutating func meet() -> [Effect] {
    guard views.active == .meeting, !views.isCovered else {
      views.open(.meeting)
      return []
    }
    return views.shown.perform(.meet, facts, Chrome.body(frameArea))
  }

  mutating func keepAgain() -> [Effect] {
    guard facts.unkept > 0 else {
      notice = "Everything is kept."
      return []
    }
    return [.appendAgain]
  }

  mutating func changeWriter() {
    facts.writer.side = facts.writer.side == .marketing ? .sales : .marketing
    notice = "You write as \(facts.writer.side.rawValue) now."
  }

  /// Lets nothing be written where nothing may be, and nobody leave unwarned with words that are not on the disk.
  mutating func held(_ effects: [Effect]) -> [Effect] {
    effects.filter { effect in
      switch effect {
      case .append, .appendAgain, .settle, .writeMapping:
        guard case .readOnly(let why) = facts.keeping else { return true }
        notice = "Not written: \(why)"
        return false
      case .quit:
        guard facts.unkept > 0, !isWarned else { return true }
        isWarned = true
        notice = "\(Wording.entries(facts.unkept)) not on the disk. K tries again; q once more leaves without."
        return false
      case .load, .stopLoading, .copy, .useTheme, .redraw, .suspend: return true
      }
    }
  }

  /// Plays keys where there is no outside: what would be written is kept in memory, at moments that are the same every time.
  package mutating func play(_ keys: [Key], keeping scribe: inout Scribe) {
    for key in keys {
      var effects = apply(.key(key))
      while !effects.isEmpty {
        guard case .append(let drafts) = effects.removeFirst() else { continue }
        let before = scribe.journal.entries.count
        scribe.keep(drafts)
        effects += apply(.kept(Array(scribe.journal.entries.suffix(scribe.journal.entries.count - before)), scribe.journal))
      }
    }
  }
}

extension Wording {
  /// Lines of the journal's file that are no entries.
  static func setAside(_ count: Int, _ line: Int, _ keeping: Keeping) -> String {
    let place = if case .file(let name) = keeping { name } else { "the journal" }
    let lines =
      count == 1
      ? "Line \(line) of \(place) is no entry and is" : "\(Numbers.count(count)) lines of \(place) are no entries and are"
    return "\(lines) set aside; parley check says why."
  }

  static func entries(_ count: Int) -> String { count == 1 ? "1 entry is" : "\(Numbers.count(count)) entries are" }

  /// What this pane wrote, once it is on the disk.
  static func kept(_ what: What, _ keeping: Keeping) -> String {
    switch keeping {
    case .memory: "\(noun(what)) is kept until Parley is closed; the sample company lies in no folder."
    case .file(let name): "\(noun(what)) is kept in \(name)."
    case .readOnly: "\(noun(what)) is not kept."
    }
  }

  /// What another pane wrote.
  static func news(_ entries: [Entry]) -> String? {
    // Steps are seen where the meeting is seen, and disturb nobody else.
    let told = entries.filter { entry in
      switch entry.what {
      case .meetingStep, .meetingSaw: false
      case .goal, .room, .idea, .vote, .trying, .result, .note, .promise, .decision, .meetingOpened, .meetingClosed, .dropped,
        .undo,
        .unknown:
        true
      }
    }
    guard let entry = told.last else { return nil }
    if case .meetingOpened = entry.what { return "A meeting was opened; m goes there." }
    if case .meetingClosed = entry.what { return "The meeting is over; its minutes are there for y, on 4." }
    let more = told.count - 1
    let side = entry.by.side.rawValue
    let who = entry.by.name.map { "\($0) (\(side))" } ?? side.capitalisedFirst
    let others = more > 0 ? " and \(Numbers.count(more)) more" : ""
    let what = if case .vote = entry.what { "a vote" } else { noun(entry.what).lowercased() }
    return "\(who) wrote: \(what)\(others)."
  }

  static func noun(_ what: What) -> String {
    switch what {
    case .goal: "The goal"
    case .room: "The room"
    case .idea: "The idea"
    case .vote: "Your vote"
    case .trying: "The trial"
    case .result: "The result"
    case .note: "The note"
    case .promise: "The promise"
    case .decision: "The decision"
    case .meetingOpened: "The meeting"
    case .meetingStep: "The step"
    case .meetingSaw: "What the meeting saw"
    case .meetingClosed: "The end of the meeting"
    case .dropped: "The end of it"
    case .undo: "The undoing"
    case .unknown: "The entry"
    }
  }
}

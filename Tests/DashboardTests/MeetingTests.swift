import Journal
import Records
import Testing

@testable import Dashboard

/// What a meeting freezes, and what becomes of it.
@Suite struct MeetingTests {
  private func state(_ journal: Journal) async -> State {
    let company = await Companies.shared.company("sample", asOf: nil)
    var state = State(company: company.name, columns: 118, rows: 32)
    _ = state.apply(.journal(journal, .memory))
    _ = state.apply(company.event)
    return state
  }

  @Test func `what a meeting saw is frozen, and a number that the data say otherwise later is told by how much`() async throws {
    var state = await state(Journal())
    var scribe = Scribe()
    state.play([.character("4"), .character("m")], keeping: &scribe)
    var seen = try #require(scribe.journal.meetings.first?.seen)
    let at = try #require(seen.firstIndex { $0.name.hasPrefix("deals_won ") })
    #expect(seen.count > 10)
    // The same journal with one deal fewer seen, and a later meeting.
    let unaltered = seen
    seen[at].value -= 1
    let meeting = try #require(scribe.journal.meetings.first)
    func entries(_ seen: [SeenNumber]) -> [Entry] {
      [
        Entry(id: meeting.id, at: meeting.at, by: meeting.by, on: meeting.on, what: .meetingOpened(title: nil)),
        Entry(
          id: EntryId(time: 1, chance: 9), at: Stamp(milliseconds: meeting.at.milliseconds + 1), by: meeting.by, on: meeting.on,
          what: .meetingSaw(meeting.id, seen)),
        Entry(
          id: EntryId(time: 1, chance: 10), at: Stamp(milliseconds: meeting.at.milliseconds + 2), by: meeting.by,
          on: meeting.on,
          what: .meetingClosed(meeting.id)),
      ]
    }
    func screen(_ seen: [SeenNumber]) async -> String {
      var state = await self.state(Journal(entries(seen)))
      var scribe = Scribe(Journal(entries(seen)))
      state.play([.character("4"), .character("m")], keeping: &scribe)
      return state.painted().text.joined(separator: "\n")
    }
    let changed = await screen(seen)
    #expect(changed.contains("Changed under us"), "\(changed)")
    // Unchanged numbers are no restatement, in the same meeting on the same screen.
    let same = await screen(unaltered)
    #expect(same.contains("minute") || same.contains("Since"), "\(same)")
    #expect(!same.contains("Changed under us"), "\(same)")
  }

  @Test func `a meeting that is open is told as well when what it saw is changed`() async throws {
    var state = await state(Journal())
    var scribe = Scribe()
    state.play([.character("4"), .character("m")], keeping: &scribe)
    let meeting = try #require(scribe.journal.meetings.first)
    #expect(!state.painted().text.joined().contains("Changed"))
    var seen = meeting.seen
    let at = try #require(seen.firstIndex { $0.name.hasPrefix("revenue_won ") })
    seen[at].value += 100_000
    let again = Entry(
      id: EntryId(time: 5, chance: 5), at: Stamp(milliseconds: meeting.at.milliseconds + 60_000), by: meeting.by,
      on: meeting.on,
      what: .meetingSaw(meeting.id, seen))
    _ = state.apply(.journal(Journal(scribe.journal.entries + [again]), .memory))
    let screen = state.painted().text.joined(separator: "\n")
    #expect(screen.contains("Changed since we opened: revenue won"), "\(screen)")
    #expect(screen.contains("€"), "money is told as money")
  }

  @Test func `a month that is not over is not frozen: nothing is told as changed on the next day`() async throws {
    let early = try #require(Day(iso: "2026-08-03"))
    let before = await Companies.shared.company("sample", asOf: early)
    let after = await Companies.shared.company("sample", asOf: early + 40)
    let seen = Agenda.seen(try #require(before.findings))
    #expect(seen.contains { $0.name.hasPrefix("paid_search_spend ") })
    let meeting = EntryId(time: 1, chance: 1)
    let journal = Journal([
      Entry(id: meeting, at: Stamp(milliseconds: 1), by: Author(.both), on: early, what: .meetingOpened(title: nil)),
      Entry(
        id: EntryId(time: 2, chance: 2), at: Stamp(milliseconds: 2), by: Author(.both), on: early,
        what: .meetingSaw(meeting, seen)),
    ])
    var facts = Facts(company: "sample")
    facts.findings = after.findings
    facts.journal = journal
    let agenda = Agenda(facts, try #require(after.findings), meeting: nil)
    let spend = agenda.restated.filter { $0.name.contains("spend") }
    #expect(spend.isEmpty, "\(spend)")
  }

  @Test(arguments: [(200, 60), (118, 32), (80, 24), (40, 12)])
  func `up and down go no further than there is something to see`(columns: Int, rows: Int) async throws {
    var state = await state(Journal())
    _ = state.apply(.resized(columns: columns, rows: rows))
    var scribe = Scribe()
    state.play([.character("4"), .character("m")], keeping: &scribe)
    for step in 0..<6 {
      // A key takes the sentence about the last one away.
      _ = state.apply(.key(.up))
      let top = state.painted()
      for _ in 0..<200 { _ = state.apply(.key(.down)) }
      let end = state.painted()
      _ = state.apply(.key(.down))
      #expect(state.painted() == end)
      // The first Up is seen: nothing was counted past the end.
      _ = state.apply(.key(.up))
      #expect(state.painted() != end || end == top, "step \(step)")
      for _ in 0..<200 { _ = state.apply(.key(.up)) }
      #expect(state.painted() == top, "step \(step)")
      if step < 5 { state.play([.character("m")], keeping: &scribe) }
    }
  }

  @Test func `u in the meeting takes back the step, then the meeting, and never somebody's vote`() async throws {
    let early = Entry(
      id: EntryId(time: 1, chance: 1), at: Stamp(milliseconds: 1), by: Author(.marketing), on: nil,
      what: .note(FieldNote(metric: "booth_scans", text: "only the T-shirt")))
    var state = await state(Journal([early]))
    var scribe = Scribe(Journal([early]))
    state.play([.character("4"), .character("m"), .character("m")], keeping: &scribe)
    #expect(scribe.journal.meetings.first?.steps.count == 2)
    state.play([.character("u")], keeping: &scribe)
    #expect(scribe.journal.meetings.first?.steps.count == 1)
    state.play([.character("u")], keeping: &scribe)
    #expect(scribe.journal.meetings.isEmpty)
    #expect(scribe.journal.notes.count == 1)
    #expect(state.painted().text.last?.contains("Taken back: the meeting.") ?? false)
  }

  @Test func `what was written another day is taken back only when u is pressed twice, and is named`() async throws {
    let early = Entry(
      id: EntryId(time: 1, chance: 1), at: Stamp(milliseconds: 1), by: Author(.marketing), on: nil,
      what: .note(FieldNote(metric: "booth_scans", text: "only the T-shirt")))
    var state = await state(Journal([early]))
    var scribe = Scribe(Journal([early]))
    state.play([.character("u")], keeping: &scribe)
    #expect(scribe.journal.notes.count == 1)
    #expect(state.painted().text.last?.contains("u once more takes back the note “only the T-shirt”.") ?? false)
    state.play([.down, .character("u")], keeping: &scribe)
    #expect(scribe.journal.notes.count == 1)
    state.play([.character("u")], keeping: &scribe)
    #expect(scribe.journal.notes.isEmpty)
  }

  @Test func `the minutes of a meeting that is over stay what they were, and what changed since stands below`() async throws {
    var state = await state(Journal())
    var scribe = Scribe(Journal())
    state.play([.character("4")] + [Key](repeating: .character("m"), count: 7), keeping: &scribe)
    let meeting = try #require(scribe.journal.meetings.last)
    #expect(meeting.closed != nil)
    let findings = try #require(await Companies.shared.company("sample", asOf: nil).findings)
    let before = try #require(Minutes(findings, scribe.journal, of: meeting.id)).markdown
    #expect(before == meeting.minutes.joined(separator: "\n") + "\n")
    // The same business as another file of it tells: one deal more in the last whole week.
    var other = findings
    let won = try #require(other.outcomes.firstIndex { $0.kind == .dealsWon })
    other.outcomes[won].weeks.values[other.outcomes[won].weeks.whole.count - 1]? += 1
    let after = try #require(Minutes(other, scribe.journal, of: meeting.id)).markdown
    #expect(after.hasPrefix(before.dropLast()))
    #expect(after.contains("Changed since: deals won"))
  }

  @Test func `a decision whose day came stands first among the exceptions, beside what was expected of it`() async throws {
    let company = await Companies.shared.company("sample", asOf: nil)
    let findings = try #require(company.findings)
    let decision = Decision(
      sentence: "Two more webinars", owner: .marketing, due: findings.cutoff - 10, metric: "customer_webinars",
      predicted: Prediction(outcome: "deals_won", value: 5, low: -40, high: 50, days: 365))
    let entry = Entry(
      id: EntryId(time: 1, chance: 1), at: Stamp(milliseconds: 1), by: Author(.both), on: findings.cutoff - 120,
      what: .decision(decision))
    var state = await state(Journal([entry]))
    var scribe = Scribe(Journal([entry]))
    state.play([.character("4"), .character("m")], keeping: &scribe)
    let screen = state.painted().text.joined(separator: "\n")
    #expect(screen.contains("1 Due: Two more webinars"), "\(screen)")
    #expect(screen.contains("deals, saw"), "\(screen)")
  }

  @Test func `lines of the journal that are no entries are told when it is opened, and when more of them come`() async {
    var state = await state(Journal())
    var journal = Journal()
    journal.setAside = [SetAside(line: 3, fault: .notJson(column: 1))]
    _ = state.apply(.journal(journal, .file("parley.journal.jsonl")))
    #expect(
      state.painted().text.last?.contains("Line 3 of parley.journal.jsonl is no entry and is set aside; parley check says why.")
        ?? false)
    _ = state.apply(.key(.down))
    // The same again is no news, and a tail that somebody may be writing is none either.
    journal.setAside.append(SetAside(line: 4, fault: .cutOff))
    _ = state.apply(.journal(journal, .file("parley.journal.jsonl")))
    #expect(!(state.painted().text.last?.contains("set aside") ?? true))
  }

  @Test func `the clock is told only while a meeting goes on`() async {
    var state = await state(Journal())
    #expect(!state.isMeeting)
    _ = state.apply(.clock(Stamp(milliseconds: 1)))
    #expect(state.facts.now == nil)
    var scribe = Scribe()
    state.play([.character("4"), .character("m")], keeping: &scribe)
    #expect(state.isMeeting)
    _ = state.apply(.clock(Stamp(milliseconds: 12 * 60_000)))
    #expect(state.painted().text.joined().contains("minute 12 of 30"))
  }

  @Test func `a decision's result shows up by itself when the data have passed its day`() async throws {
    let company = await Companies.shared.company("sample", asOf: nil)
    let findings = try #require(company.findings)
    let early = findings.cutoff - 120
    let decision = Decision(
      sentence: "Two more webinars", owner: .marketing, due: findings.cutoff - 10, metric: "customer_webinars",
      predicted: Prediction(outcome: "deals_won", value: 5, low: -40, high: 50, days: 365))
    let entry = Entry(
      id: EntryId(time: 1, chance: 1), at: Stamp(milliseconds: 1), by: Author(.both), on: early, what: .decision(decision))
    let story = try #require(Journal([entry]).decisions.first)
    let looked = try #require(Looked(story, findings))
    #expect(looked.saw != nil)
    #expect(looked.range != nil)
    #expect(looked.expected != nil)
    var open = story
    open.decision.body.due = findings.cutoff + 10
    #expect(Looked(open, findings) == nil)
  }

  @Test func `nothing is written where nothing may be, and nobody leaves unwarned with words that are not on the disk`() async {
    var state = await state(Journal())
    _ = state.apply(.journal(Journal(), .readOnly("Parley was opened with --readonly.")))
    _ = state.apply(.key(.character("4")))
    #expect(state.apply(.key(.character("m"))).isEmpty)
    #expect(state.painted().text.last?.contains("Not written: Parley was opened with --readonly.") ?? false)
    _ = state.apply(.journal(Journal(), .file("parley.journal.jsonl")))
    #expect(!state.apply(.key(.character("m"))).isEmpty)
    _ = state.apply(.notKept(2, why: "the disk is full."))
    #expect(state.apply(.key(.character("q"))).isEmpty)
    #expect(state.apply(.key(.character("K"))) == [.appendAgain])
    #expect(state.apply(.key(.character("q"))) == [.quit])
  }
}

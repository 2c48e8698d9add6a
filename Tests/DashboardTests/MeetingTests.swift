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

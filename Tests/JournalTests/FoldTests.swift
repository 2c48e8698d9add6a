import Journal
import Records
import Testing

/// What entries come to, whatever their order in the file.
@Suite struct FoldTests {
  private static func id(_ n: Int) -> EntryId { EntryId(time: UInt64(1_000_000 + n), chance: UInt64(n)) }
  private static func entry(_ n: Int, _ what: What, by side: Side = .marketing) -> Entry {
    Entry(id: id(n), at: Stamp(milliseconds: Int64(1_000_000 + n)), by: Author(side), on: EntryTests.day, what: what)
  }
  private static let idea = Idea(sentence: "More talks", metric: "booth_scans", outcome: "deals_won", by: EntryTests.day + 90)

  /// A story with everything in it.
  private static let story: [Entry] = [
    entry(1, .idea(idea, of: nil)),
    entry(2, .vote(Vote(idea: id(1), isFor: true, worth: 5, effort: 1, sureness: 3))),
    entry(3, .vote(Vote(idea: id(1), isFor: false, worth: 1, effort: 4, sureness: 4)), by: .sales),
    entry(4, .note(FieldNote(metric: "booth_scans", text: "only the T-shirt")), by: .sales),
    entry(5, .vote(Vote(idea: id(1), isFor: true, worth: 4, effort: 4, sureness: 4)), by: .sales),
    entry(6, .room(AgreedRoom(from: EntryTests.day, leadsAWeek: 64))),
    entry(7, .room(AgreedRoom(from: EntryTests.day, to: EntryTests.day + 70, leadsAWeek: 48)), by: .sales),
    entry(8, .trying(Trial(idea: id(1), from: EntryTests.day, to: EntryTests.day + 42))),
    entry(9, .undo(id(4)), by: .sales),
    entry(
      10,
      .goal(
        Goal(side: .sales, measure: "deals_won", from: EntryTests.day, to: EntryTests.day + 90, value: 30, bound: .floor),
        of: nil)),
    entry(
      11,
      .goal(
        Goal(side: .sales, measure: "deals_won", from: EntryTests.day, to: EntryTests.day + 90, value: 28, bound: .floor),
        of: id(10))),
    entry(12, .meetingOpened(title: nil), by: .both),
    entry(13, .meetingSaw(id(12), [SeenNumber(name: "deals_won", value: 19)]), by: .both),
    entry(14, .decision(Decision(sentence: "48 a week", owner: .both, due: EntryTests.day + 76, meeting: id(12))), by: .both),
    entry(15, .meetingClosed(id(12)), by: .both),
  ]

  private func check(_ journal: Journal, _ comment: Comment) throws {
    let idea = try #require(journal.ideas.first, comment)
    #expect(journal.ideas.count == 1, comment)
    #expect(idea.stage == .trying, comment)
    #expect(idea.vote(of: .sales)?.worth == 4, comment)
    #expect(idea.bothVoted, comment)
    #expect(journal.notes.isEmpty, comment)
    #expect(journal.room(on: EntryTests.day)?.body.leadsAWeek == 48, comment)
    #expect(journal.room(on: EntryTests.day + 71)?.body.leadsAWeek == 64, comment)
    #expect(journal.goals.map(\.body.value) == [28], comment)
    #expect(journal.meetings.first?.closed != nil, comment)
    #expect(journal.meetings.first?.seen.first?.value == 19, comment)
    #expect(journal.decisions.count == 1, comment)
  }

  @Test func `the order of lines in the file makes no difference`() throws {
    for turn in 0..<40 {
      // A different order each time, the same in every run.
      let mixed = FoldTests.story.enumerated().sorted { ($0.offset * 7 + turn * 11) % 17 < ($1.offset * 7 + turn * 11) % 17 }
      try check(Journal(mixed.map(\.element)), "turn \(turn)")
    }
  }

  @Test func `entries that come one at a time, in whatever order, come to the same`() throws {
    for turn in 0..<40 {
      var journal = Journal()
      let mixed = FoldTests.story.enumerated().sorted { ($0.offset * 7 + turn * 11) % 17 < ($1.offset * 7 + turn * 11) % 17 }
      for (_, entry) in mixed { journal.add([entry]) }
      try check(journal, "turn \(turn)")
      #expect(journal.entries == Journal(FoldTests.story).entries)
    }
  }

  @Test func `words changed by a host with a slow clock change what they speak of, whichever came first`() {
    let first = Goal(
      side: .sales, measure: "deals_won", from: EntryTests.day, to: EntryTests.day + 90, value: 30, bound: .floor)
    var second = first
    second.value = 28
    let original = FoldTests.entry(20, .goal(first, of: nil))
    let reworded = FoldTests.entry(19, .goal(second, of: original.id))
    let idea = FoldTests.entry(22, .idea(FoldTests.idea, of: nil))
    let rewrittenIdea = FoldTests.entry(21, .idea(FoldTests.idea, of: idea.id))
    for entries in [[original, reworded, idea, rewrittenIdea], [rewrittenIdea, idea, reworded, original]] {
      var journal = Journal()
      for entry in entries { journal.add([entry]) }
      for one in [journal, Journal(entries)] {
        #expect(one.goals.map(\.body.value) == [28])
        #expect(one.ideas.count == 1)
      }
    }
  }

  @Test func `the same entry twice counts once, as after a merge`() throws {
    let journal = Journal(FoldTests.story + FoldTests.story.reversed())
    #expect(journal.entries.count == FoldTests.story.count)
    try check(journal, "twice")
  }

  @Test func `an undo can be undone`() {
    let note = FoldTests.story[3]
    let undo = FoldTests.entry(20, .undo(note.id), by: .sales)
    #expect(Journal([note]).notes.count == 1)
    #expect(Journal([note, undo]).notes.isEmpty)
    #expect(Journal([note, undo, FoldTests.entry(21, .undo(undo.id), by: .sales)]).notes.count == 1)
  }

  @Test func `an undo takes back the last that stands of one side and leaves the other's alone`() {
    // What both agreed on may be taken back by either; the steps of a meeting are nobody's slip.
    let journal = Journal(FoldTests.story)
    #expect(journal.lastOf(.sales)?.id == FoldTests.id(14))
    #expect(journal.lastOf(.marketing)?.id == FoldTests.id(14))
    let without = Journal(FoldTests.story + [FoldTests.entry(30, .undo(FoldTests.id(14)), by: .sales)])
    #expect(without.lastOf(.sales)?.id == FoldTests.id(7))
    #expect(without.lastOf(.marketing)?.id == FoldTests.id(11))
  }

  @Test func `looked at from an earlier day, later entries are not there yet`() {
    let early = Entry(
      id: FoldTests.id(30), at: Stamp(milliseconds: 5), by: Author(.sales), on: EntryTests.day - 30,
      what: .note(FieldNote(metric: "m", text: "early")))
    let journal = Journal(FoldTests.story + [early])
    #expect(journal.known(by: EntryTests.day - 1).entries == [early])
    #expect(journal.known(by: EntryTests.day).entries.count == FoldTests.story.count + 1)
  }
}

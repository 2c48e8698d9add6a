import Journal
import Records
import Testing

/// Entries as lines, and lines as entries.
@Suite struct EntryTests {
  static let at = Stamp(milliseconds: 1_795_000_000_123)
  static let id = EntryId(time: 1_795_000_000_123, chance: 0x0123_4567_89AB_CDEF)
  static let other = EntryId(time: 1_794_000_000_000, chance: 7)
  static let day = Day(year: 2026, month: 10, day: 28) ?? Day(number: 0)

  static func entry(_ what: What, by author: Author = Author(.sales), id: EntryId = id, at: Stamp = at) -> Entry {
    Entry(id: id, at: at, by: author, on: day, what: what)
  }

  static let prediction = Prediction(
    outcome: "deals_won", value: 5.5, low: 2, high: 7, days: 365, hours: 60, lagDays: 119, grade: "B")

  /// One of each kind, with everything that a kind may have.
  static let kinds: [What] = [
    .goal(
      Goal(side: .marketing, measure: "deals_won of opportunities", from: day, to: day + 90, value: 0.28, bound: .floor),
      of: nil),
    .goal(Goal(side: .sales, measure: "first_response", from: day, to: day + 90, value: 4, bound: .ceiling), of: other),
    .room(AgreedRoom(from: day, leadsAWeek: 64)),
    .room(
      AgreedRoom(
        from: day, to: day + 74, leadsAWeek: 48,
        staffing: Staffing(people: 8, hoursAWeek: 23.2, hoursPerLead: 2.9, away: 2, starting: 1, startingShare: 0.5))),
    .room(
      AgreedRoom(
        from: day, leadsAWeek: 48,
        staffing: Staffing(
          people: 9, hoursAWeek: 23, hoursPerLead: 2.9, away: 2, awayUntil: day + 70, starting: 1, startingShare: 0.125,
          startingFrom: day + 60, ramp: 8))),
    .idea(
      Idea(
        sentence: "Ask for the need first", metric: "booth_scans", outcome: "deals_won", now: 610, then: 400, by: day + 90,
        predicted: prediction), of: nil),
    .idea(Idea(sentence: "Post every day", metric: "posts", outcome: "deals_won", by: day + 30), of: other),
    .vote(Vote(idea: other, isFor: false, worth: 4, effort: 2, sureness: 5, guess: -1.5)),
    .trying(Trial(idea: other, from: day, to: day + 48, comparison: "south is left as it was")),
    .result(Verification(of: other, verdict: .notDone, saw: 8, low: 3, high: 12, text: "never sent")),
    .note(FieldNote(metric: "booth_scans", text: "“Only wanted the T-shirt” – \"quoted\" \\ and 日本語 👩‍💻")),
    .promise(Promise(side: .sales, kind: .answer(workingHours: 4), from: day)),
    .promise(Promise(side: .marketing, kind: .leads(aWeek: 44, of: "demo requests"), from: day, to: day + 90)),
    .decision(
      Decision(
        sentence: "A ceiling of 48 a week", owner: .both, due: day + 77, metric: "handed_over", predicted: prediction,
        meeting: other, idea: other)),
    .meetingOpened(title: "Monday"), .meetingOpened(title: nil), .meetingStep(other, step: "exceptions"),
    .meetingSaw(
      other, [SeenNumber(name: "deals_won", value: 19), SeenNumber(name: "won of opened", value: 0.26, low: 0.2, high: 0.3)]),
    .meetingClosed(other), .meetingClosed(other, minutes: ["# Fernhill", "", "1. “Small firms” \u{2192} wait"]),
    .dropped(other, why: "the show was cancelled"), .dropped(other, why: nil), .undo(other),
  ]

  @Test(arguments: kinds) func `every kind is read as it was written`(what: What) throws {
    let written = EntryTests.entry(what, by: Author(.marketing, name: "Ada L."))
    var reader = JournalReader()
    #expect(reader.feed(Array(written.line.utf8)) == [written])
    #expect(reader.faults.isEmpty)
  }

  @Test func `a line is what the document says it is`() {
    let line = EntryTests.entry(.note(FieldNote(metric: "booth_scans", text: "Only wanted the T-shirt."))).line
    #expect(
      line == """
        {"id":"01a1ee565e7b-0123456789abcdef","at":"2026-11-18T11:06:40.123Z","by":"sales","on":"2026-10-28",\
        "what":"note","metric":"booth_scans","text":"Only wanted the T-shirt."}

        """)
  }

  @Test func `what a terminal would obey is never written and never read`() throws {
    let hostile = "a\u{1B}[31mred\u{07}\r\n\u{9B}2J\u{202E}b"
    let line = EntryTests.entry(.note(FieldNote(metric: "m", text: hostile))).line
    #expect(line.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x7F })
    #expect(oneLine(hostile) == "a[31mred 2Jb")
    let foreign = EntryTests.entry(.note(FieldNote(metric: "m", text: "X"))).line
      .split(separator: "X").joined(separator: "a\\u001b[2J\\n\u{202E}b")
    var reader = JournalReader()
    let read = try #require(reader.feed(Array(foreign.utf8)).first)
    guard case .note(let note) = read.what else { return #expect(Bool(false)) }
    #expect(note.text == "a[2J b")
    // Delete is ASCII, and obeyed all the same.
    let deleting = EntryTests.entry(.note(FieldNote(metric: "m", text: "X"))).line
      .split(separator: "X").joined(separator: "a\u{7F}b")
    guard case .note(let plain)? = reader.feed(Array(deleting.utf8)).first?.what else { return #expect(Bool(false)) }
    #expect(plain.text == "ab")
  }

  @Test func `a kind that only a later Parley knows is counted, not lost and not refused`() {
    let known = EntryTests.entry(.meetingClosed(EntryTests.other)).line
    let later = known.split(separator: "\"closed\"").joined(separator: "\"dream\"")
    var journal = Journal()
    var reader = JournalReader()
    journal.take(Array("{\"parley-journal\":2}\n".utf8) + Array(later.utf8), &reader)
    #expect(journal.unknown == 1)
    #expect(journal.setAside.isEmpty)
    #expect(journal.fileVersion == 2)
  }

  @Test(arguments: [
    ("{\"id\":", "line 2: this is no entry: it stops being JSON at column 7. Put it right, or remove the line."),
    ("<<<<<<< HEAD", "line 2: this is no entry: it stops being JSON at column 1. Put it right, or remove the line."),
    (
      "{\"id\":\"x\"}",
      "line 2: “id” is “x”, which is not an id as 019a1b2c3d4e-0123456789abcdef. Put it right, or remove the line."
    ),
    ("{\"a\":1,\"a\":2}", "line 2: “a” is there twice. Leave one of them."),
    ("{\"at\":\"2026-10-28T09:05:11.123Z\"}", "line 2: “id” is missing. Put it in, or remove the line."),
    ("{\"a\":01}", "line 2: this is no entry: it stops being JSON at column 7. Put it right, or remove the line."),
    ("{\"a\":tru}", "line 2: this is no entry: it stops being JSON at column 9. Put it right, or remove the line."),
    ("{\"a\":\"\\q\"}", "line 2: this is no entry: it stops being JSON at column 8. Put it right, or remove the line."),
    (
      "{\"id\":\"01a1ef2a4e7b-0123456789abcdef\",\"at\":\"yesterday\"}",
      "line 2: “at” is “yesterday”, which is not a moment as 2026-10-28T09:05:11.123Z. Put it right, or remove the line."
    ),
  ]) func `a bad line is set aside with its number and a sentence, and nothing beside it is lost`(bad: String, sentence: String)
  {
    let good = EntryTests.entry(.undo(EntryTests.other)).line
    let after = EntryTests.entry(.meetingClosed(EntryTests.other), id: EntryTests.other).line
    var journal = Journal()
    var reader = JournalReader()
    journal.take(Array((good + bad + "\r\n\n" + after).utf8), &reader)
    #expect(journal.entries.count == 2)
    #expect(journal.setAside.map(\.sentence) == [sentence])
  }

  @Test func `text that is not UTF-8 is set aside`() {
    let line = Array(EntryTests.entry(.note(FieldNote(metric: "m", text: "X"))).line.utf8).map { $0 == 0x58 ? 0xFF : $0 }
    let column = line.prefix { $0 != 0xFF }.count + 1
    let good = Array(EntryTests.entry(.undo(EntryTests.other)).line.utf8)
    var reader = JournalReader()
    #expect(reader.feed(good + line).count == 1)
    #expect(
      reader.faults.map(\.fault.sentence) == [
        "the text that begins at column \(column) is not UTF-8. Put it right, or remove the line."
      ])
  }

  @Test func `a line without its end waits for it, wherever the bytes are cut`() {
    let whole = Array(
      (Journal.header
        + EntryTests.kinds.enumerated().map { i, what in
          EntryTests.entry(what, id: EntryId(time: 9, chance: UInt64(i))).line
        }.joined()).utf8)
    for cut in stride(from: 0, through: whole.count, by: 7) {
      var journal = Journal()
      var reader = JournalReader()
      journal.take(Array(whole[..<cut]), &reader)
      #expect(journal.setAside.allSatisfy { $0.fault == .cutOff }, "cut at \(cut)")
      journal.take(Array(whole[cut...]), &reader)
      #expect(journal.entries.count == EntryTests.kinds.count, "cut at \(cut)")
      #expect(journal.setAside.isEmpty)
    }
  }

  @Test func `a torn last line is told, and the entries before it stand`() {
    let good = EntryTests.entry(.undo(EntryTests.other)).line
    var journal = Journal()
    var reader = JournalReader()
    journal.take(Array((Journal.header + good + "{\"id\":\"01a1").utf8), &reader)
    #expect(journal.entries.count == 1)
    #expect(
      journal.setAside.map(\.sentence) == [
        "line 3: the line is cut off: whoever wrote it was stopped. Nothing before or after it is touched. Remove the line when you like."
      ])
    journal.take(Array(("\n" + EntryTests.entry(.undo(EntryTests.other), id: EntryTests.other).line).utf8), &reader)
    #expect(journal.entries.count == 2)
    #expect(journal.setAside.count == 1)
  }
}

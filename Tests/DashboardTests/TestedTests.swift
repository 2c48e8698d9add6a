import Journal
import Records
import Testing
import Translation

@testable import Dashboard

/// What people tried beside something that was left as it was, and the grade of the pair by it.
@Suite struct TestedTests {
  private static func day(_ iso: String) -> Day { Day(iso: iso) ?? Day(number: 0) }

  /// An idea on demo requests and its trial.
  private static func entries(expecting range: ClosedRange<Double>, beside: String?) -> [Entry] {
    let idea = EntryId(time: 1, chance: 1)
    func entry(_ chance: UInt64, _ what: What) -> Entry {
      Entry(
        id: EntryId(time: 1, chance: chance), at: Stamp(milliseconds: Int64(chance)), by: Author(.both), on: day("2026-03-01"),
        what: what)
    }
    let middle = (range.lowerBound + range.upperBound) / 2
    return [
      entry(
        1,
        .idea(
          Idea(
            sentence: "Answer within the hour", metric: "demo_requests", outcome: "opportunities", by: day("2026-06-28"),
            predicted: Prediction(
              outcome: "opportunities", value: middle, low: range.lowerBound, high: range.upperBound, days: 365)), of: nil)),
      entry(2, .trying(Trial(idea: idea, from: day("2026-03-02"), to: day("2026-06-28"), comparison: beside))),
    ]
  }

  private func state(_ entries: [Entry]) async -> State {
    let company = await Companies.shared.company("sample", asOf: nil)
    var state = State(company: company.name, columns: 118, rows: 32)
    _ = state.apply(.journal(Journal(entries), .memory))
    _ = state.apply(company.event)
    return state
  }

  private func pair(_ state: State) throws -> Translation {
    let findings = try #require(state.facts.findings)
    let m = try #require(findings.metrics.firstIndex { $0.name == "demo_requests" })
    let o = try #require(findings.outcomes.firstIndex { $0.kind == .opportunities })
    return try #require(findings.translation(metric: m, outcome: o))
  }

  @Test func `a test beside another source grades the pair, and nothing else does`() async throws {
    // What there was to see: a trial with a wide prediction says it.
    let looked = try #require(
      await state(TestedTests.entries(expecting: -900...900, beside: "referrals")).facts.looked.values.first)
    let test = try #require(looked.test)
    #expect(test.against == "referrals")
    #expect(try pair(await state(TestedTests.entries(expecting: -900...900, beside: "referrals"))).test == test)
    // Beside nothing, beside what nobody has in the data, and beside a number without outcomes of its own there is a result and no test.
    for beside in [nil, "the north", "sessions"] {
      let state = await state(TestedTests.entries(expecting: -900...900, beside: beside))
      let looked = try #require(state.facts.looked.values.first)
      #expect(looked.saw != nil && looked.test == nil, "\(beside ?? "nothing")")
      #expect(try pair(state).test == nil)
      #expect(try pair(state).grade == .b)
    }
  }

  @Test func `a test that held makes a pair A everywhere and its verbs causal; taken back, it is what counting says`()
    async throws
  {
    var state = await state([])
    let counted = try pair(state)
    #expect(counted.grade == .b)
    let findings = try #require(state.facts.findings)
    let test = PairTest(
      metric: "demo_requests", outcome: .opportunities, from: TestedTests.day("2026-03-02"), to: TestedTests.day("2026-06-28"),
      against: "referrals", expected: Estimate(value: 6, low: 3, high: 9), saw: Estimate(value: 5, low: 1, high: 9))
    var tested = findings
    tested.take([test])
    state.facts.findings = tested
    let pair = try pair(state)
    #expect(pair.grade == .a && pair.untested == .b)
    let wording = Wording(tested)
    #expect(wording.words(pair).headline.plain.contains(" bring about "))
    #expect(
      wording.reason(pair).hasPrefix(
        "Tested 2 Mar to 28 Jun against referrals: expected +3 to +9 opportunities, saw +5 (+1 to +9); it held. Tracked, "))
    #expect(wording.words(pair).beside.plain.hasPrefix("Tested 2 Mar to 28 Jun against referrals"))
    // No other pair is touched, and none but this one has a causal verb.
    for other in tested.translations where other.test == nil {
      #expect(other.grade != .a)
      #expect(!wording.words(other).headline.plain.contains(" bring"))
    }
    tested.take([])
    state.facts.findings = tested
    let again = try self.pair(state)
    #expect(again.grade == .b && again.untested == nil)
    #expect(Wording(tested).words(again) == Wording(findings).words(counted))
  }

  @Test
  func
    `from the journal to the letter: what came beside a source that was left as it was makes the pair A, and undo takes it back`()
    async throws
  {
    let trial = (idea: EntryId(time: 1, chance: 1), from: TestedTests.day("2026-02-16"), to: TestedTests.day("2026-04-26"))
    func entry(_ chance: UInt64, _ what: What) -> Entry {
      Entry(
        id: EntryId(time: 1, chance: chance), at: Stamp(milliseconds: Int64(chance)), by: Author(.both),
        on: TestedTests.day("2026-02-15"), what: what)
    }
    func journal(_ low: Double, _ high: Double, by: Day) -> [Entry] {
      let predicted = Prediction(outcome: "accepted_leads", value: (low + high) / 2, low: low, high: high, days: 365)
      return [
        entry(
          1,
          .idea(
            Idea(
              sentence: "A larger list for ten weeks", metric: "content_syndication", outcome: "accepted_leads", by: by,
              predicted: predicted), of: nil)),
        entry(2, .trying(Trial(idea: trial.idea, from: trial.from, to: by, comparison: "referrals"))),
      ]
    }
    func grade(_ state: State) -> Grade? {
      guard let findings = state.facts.findings,
        let m = findings.metrics.firstIndex(where: { $0.name == "content_syndication" }),
        let o = findings.outcomes.firstIndex(where: { $0.kind == .acceptedLeads })
      else { return nil }
      return findings.translation(metric: m, outcome: o)?.grade
    }
    // The weeks of the bought lists brought more accepted leads, whatever else there was.
    let seen = try #require(await state(journal(-9_000, 9_000, by: trial.to)).facts.looked[trial.idea])
    let (saw, range) = (try #require(seen.saw), try #require(seen.range))
    #expect(range.low > 0)
    let year = saw / seen.share
    let expected = journal(year * 0.8, year * 1.2, by: trial.to)
    var state = await state(expected)
    #expect(grade(await self.state([])) != .a)
    #expect(grade(state) == .a)
    #expect(state.facts.looked[trial.idea]?.verdict == .held)
    var scribe = Scribe(Journal(expected))
    state.play([.character("3"), .right, .right], keeping: &scribe)
    #expect(state.painted().text.joined().contains("held  A"))
    // Marketing's word is no undo of what both wrote; the entry itself can be taken back.
    let undone = Journal(expected + [entry(3, .undo(EntryId(time: 1, chance: 2)))])
    _ = state.apply(.journal(undone, .memory))
    #expect(grade(state) != .a && state.facts.looked.isEmpty)
    // What was expected and did not come takes the pair down, or leaves it where there was nothing to lose.
    let less = await self.state(journal(year * 3, year * 4, by: trial.to))
    #expect(less.facts.looked[trial.idea]?.verdict == .missed)
    #expect(grade(less) != .a)
  }

  @Test func `the newest test of a pair decides, and what was written down counts with its range only`() async throws {
    let findings = try #require(await Companies.shared.company("sample", asOf: nil).findings)
    func test(_ to: String, saw: Double) -> PairTest {
      PairTest(
        metric: "demo_requests", outcome: .opportunities, from: TestedTests.day("2026-01-05"), to: TestedTests.day(to),
        against: "referrals", expected: Estimate(value: 6, low: 3, high: 9),
        saw: Estimate(value: saw, low: saw - 2, high: saw + 2))
    }
    func grade(_ tests: [PairTest]) -> Grade? {
      var findings = findings
      findings.take(tests)
      return findings.translations.first { $0.test != nil }?.grade
    }
    #expect(grade([test("2026-06-28", saw: 5), test("2026-03-29", saw: -8)]) == .a)
    #expect(grade([test("2026-03-29", saw: 5), test("2026-06-28", saw: -8)]) == .x)
    #expect(grade([test("2026-06-28", saw: 0)]) == .c)
    let sample = findings.tested(by: await Companies.shared.company("sample", asOf: nil).journal)
    let graded = sample.translations.filter { $0.grade == .a }.map { sample.metrics[$0.metric].name }
    #expect(graded == ["customer_webinars"])
  }

  @Test func `people name the comparison in words`() async throws {
    let findings = try #require(await Companies.shared.company("sample", asOf: nil).findings)
    #expect(Comparison("every other week", findings)?.beside == .everyOtherWeek)
    #expect(Comparison("Alternate weeks", findings)?.beside == .everyOtherWeek)
    #expect(Comparison("Referrals", findings)?.words == "referrals")
    #expect(Comparison("booth_scans", findings)?.words == "booth scans")
    #expect(Comparison("the north", findings) == nil)
    #expect(Comparison("", findings) == nil)
  }

  @Test func `the strongest note is the one whose words others repeat, then the newest`() async throws {
    let company = await Companies.shared.company("sample", asOf: nil)
    let findings = try #require(company.findings)
    let scans = try #require(findings.metrics.first { $0.name == "booth_scans" })
    func notes(_ texts: [String]) -> [String] {
      let entries = texts.enumerated().map { i, text in
        Entry(
          id: EntryId(time: UInt64(i), chance: 1), at: Stamp(milliseconds: Int64(i)), by: Author(.sales), on: nil,
          what: .note(FieldNote(metric: "booth_scans", text: text)))
      }
      return Heard(scans, Journal(entries)).notes.map(\.body.text)
    }
    #expect(
      notes(["Nice stand.", "Only the T-shirt.", "A T-shirt for the children.", "No budget."]).first
        == "A T-shirt for the children.")
    #expect(notes(["Nice stand.", "No budget."]).first == "No budget.")
    #expect(Heard(scans, Journal()).line(width: 80)?.plain.hasPrefix("Sales coded: “") ?? false)
  }
}

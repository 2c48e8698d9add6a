import Dashboard
import Records
import SampleCompany
import Testing

@testable import Translation

/// The sentences of the evidence, literally.
@Suite struct WordingEvidenceTests {
  private func wording() async throws -> Wording {
    Wording(try #require(await Companies.shared.company("sample", asOf: nil).findings))
  }

  @Test func `A shift is named with week, size and luck, a silence is called no effect`() async throws {
    let wording = try await wording()
    let monday = try #require(Day(iso: "2025-09-01"))
    let shifts = Shifts(
      breaks: [Break(monday: monday, before: 8690, after: 13_759, chance: 1e-13)],
      silences: [Silence(monday: monday + 70, weeks: 4)])
    #expect(
      wording.shifts(shifts) { Numbers.amount($0) } == [
        "Another level from the week of 1 Sep 2025: 8,690 → 13,759 a week (+58%); by luck less than once in 10,000.",
        "4 weeks of nothing from 10 Nov 2025: a counter that was off or a hole in the file, not an effect.",
      ])
    let median = Shifts(breaks: [Break(monday: monday, before: 2.1, after: 19.6, chance: 0.0004)], silences: [])
    #expect(
      wording.shifts(median, isSum: false) { Numbers.hours($0) } == [
        "Another level from the week of 1 Sep 2025: 2.1 h → 20 h (+833%); by luck 4 times in 10,000."
      ])
  }

  @Test func `Four weeks stand beside the same ones last year, or say that the record does not hold them`() async throws {
    let wording = try await wording()
    #expect(
      wording.fourWeeks(last: 124, lastYear: 131, before: 115) { Numbers.amount($0) }
        == "Last four full weeks 124; the same weeks last year 131 (−5%), the four before 115 (+8%).")
    #expect(
      wording.fourWeeks(last: 124, lastYear: nil, before: nil) { Numbers.amount($0) }
        == "Last four full weeks 124; the same weeks last year are not in the record.")
    #expect(
      wording.fourWeeks(last: nil, lastYear: nil, before: nil) { Numbers.amount($0) }
        == "The last four full weeks are not all known.")
  }

  @Test func `Each refusal to take a change apart says why`() async throws {
    let wording = try await wording()
    #expect(
      wording.refusal(.recordTooShort(days: 203, needed: 211), .dealsWon)
        == "Two periods of thirteen weeks at equal age take 211 days of record; there are 203.")
    #expect(
      wording.refusal(.tooFewUnits(now: 26, before: 12), .dealsWon)
        == "26 leads now and 12 then are too few to tell mix from rate.")
    #expect(
      wording.refusal(.nothingToFollow, .salesHours)
        == "Sales hours are not followed lead by lead, so volume, mix and rate cannot be told apart.")
    #expect(wording.refusal(.nothingToFollow, .revenueWon) == "Revenue moves with its deals: look at why deals moved.")
  }

  @Test func `Many looks are counted with what luck alone would bring`() async throws {
    let wording = try await wording()
    let looks = wording.findings.looks
    #expect(
      wording.looks()
        == "\(looks.pairs) pairs were looked at (\(looks.tracked) followed, \(looks.modelled) by week). Were all alike and nothing at work, about \(Numbers.amount(looks.byLuck)) would look good by luck; \(looks.good) do."
    )
  }

  @Test func `Where no file helps it is said why`() async throws {
    let wording = try await wording()
    func said(_ metric: String, _ outcome: OutcomeKind) throws -> String {
      let m = try #require(wording.findings.metrics.firstIndex { $0.name == metric })
      let t = try #require(wording.findings.translations.first { $0.metric == m && $0.outcome == outcome })
      return wording.helpsMost(t)
    }
    #expect(try said("linkedin_ads", .dealsWon) == "No file would improve this grade: only time will.")
    #expect(
      try said("demo_requests", .dealsWon) == "No file would improve this grade: a test that both sides agree on would.")
    #expect(
      try said("demo_requests", .revenueKept)
        == "Would help this pair most: the lead’s id in the customers’ file, to lay revenue kept to a source; it could then reach B."
    )
  }
}

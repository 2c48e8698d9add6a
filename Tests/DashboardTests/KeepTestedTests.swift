import Cells
import Journal
import Records
import Testing
import Translation

@testable import Dashboard

/// What was tried on keeping and looked at: read from the journal, set beside winning, and said with its range and grade.
@Suite struct KeepTestedTests {
  private static func day(_ iso: String) -> Day { Day(iso: iso) ?? Day(number: 0) }

  private func entries(_ saw: Verification, hours: Double?) -> [Entry] {
    func entry(_ chance: UInt64, _ what: What) -> Entry {
      Entry(
        id: EntryId(time: 1, chance: chance), at: Stamp(milliseconds: Int64(chance)), by: Author(.sales),
        on: KeepTestedTests.day("2026-03-01"), what: what)
    }
    return [
      entry(
        1,
        .idea(
          Idea(
            sentence: "A call before every renewal", metric: "customer_webinars", outcome: "revenue_kept",
            by: KeepTestedTests.day("2026-06-28"),
            predicted: Prediction(outcome: "revenue_kept", value: 300_000, low: 200_000, high: 400_000, days: 91, hours: hours)),
          of: nil)),
      entry(2, .result(saw)),
    ]
  }

  private let idea = EntryId(time: 1, chance: 1)

  private func why(_ entries: [Entry], keys: [Key] = [.right, .right, .right, .right, .character("w")]) async throws -> String {
    let company = await Companies.shared.company("sample", asOf: nil)
    var state = State(company: company.name, columns: 200, rows: 60)
    _ = state.apply(.journal(Journal(entries), .memory))
    _ = state.apply(company.event)
    for key in [Key.character("2")] + keys { _ = state.apply(.key(key)) }
    // As one line: the screen breaks sentences where they end.
    return state.painted().text.joined(separator: " ").split(separator: " ").joined(separator: " ")
  }

  @Test func `a result that held with a range is grade A, an hour of it beside an hour of winning, and a choice is said`()
    async throws
  {
    let saw = Verification(of: idea, verdict: .held, saw: 320_000, low: 250_000, high: 390_000)
    let text = try await why(entries(saw, hours: 60))
    #expect(text.contains("“A call before every renewal” kept €320k (€250k–390k) more, as expected. Grade A."), "\(text)")
    #expect(text.contains("over five years, one on winning") && text.contains(": keeping, in 10 of 10 draws"), "\(text)")
    #expect(!text.contains("No effort on keeping has been tested"))
    let panel = try await why(entries(saw, hours: 60), keys: [])
    #expect(panel.contains("an hour: keep €") && panel.contains("· A"), "\(panel)")
  }

  @Test func `without hours, without a range or without a result it says what is missing`() async throws {
    let bare = Verification(of: idea, verdict: .held, saw: 320_000)
    let unsure = try await why(entries(bare, hours: 60))
    #expect(unsure.contains("as unsure as what was expected of it, as expected. Grade C."), "\(unsure)")
    let unpaid = try await why(entries(bare, hours: nil))
    #expect(unpaid.contains("Its hours were not written down"), "\(unpaid)")
    let untold = try await why(entries(Verification(of: idea, verdict: .untold), hours: 60))
    #expect(untold.contains("No effort on keeping has been tested yet") && untold.contains("To find out:"), "\(untold)")
  }
}

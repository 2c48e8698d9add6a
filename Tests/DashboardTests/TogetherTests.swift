import Cells
import Journal
import Records
import Testing
import Translation

@testable import Dashboard

/// Whether both are on course, as the home screen says it.
@Suite struct TogetherTests {
  private func state(_ journal: Journal) async throws -> State {
    let findings = try #require(await Companies.shared.company("sample", asOf: nil).findings)
    var state = State(company: "Fernhill", columns: 200, rows: 60)
    _ = state.apply(.translated(findings, files: [], leftAlone: [], isRefining: false, inspection: nil))
    _ = state.apply(.journal(journal, .memory))
    return state
  }

  private func line(_ state: State) -> String? { state.painted().text.first { $0.contains("Together") } }

  private func entry(_ chance: UInt64, _ what: What) -> Entry {
    Entry(
      id: EntryId(time: 1, chance: chance), at: Stamp(milliseconds: Int64(chance)), by: Author(.sales), on: nil, what: what)
  }

  private let goal = Goal(
    side: .sales, measure: "deals_won", from: Day(iso: "2026-10-01")!, to: Day(iso: "2026-12-31")!, value: 5, bound: .floor)

  @Test func `without a goal nothing is said, a goal is said with its verdict, and one that is dropped no more`() async throws {
    #expect(line(try await state(Journal())) == nil)
    let kept = entry(1, .goal(goal, of: nil))
    let with = try #require(line(try await state(Journal([kept]))))
    #expect(with.contains("5 deals won by 31 Dec: ✓ likely, expect "))
    #expect(line(try await state(Journal([kept, entry(2, .dropped(kept.id, why: nil))]))) == nil)
  }

  @Test func `what is over is no course, what runs comes before what begins`() async throws {
    var over = goal
    (over.from, over.to) = (Day(iso: "2026-07-01")!, Day(iso: "2026-09-30")!)
    #expect(line(try await state(Journal([entry(1, .goal(over, of: nil))]))) == nil)
    var later = goal
    (later.from, later.value) = (Day(iso: "2026-11-02")!, 6)
    let both = try #require(line(try await state(Journal([entry(1, .goal(later, of: nil)), entry(2, .goal(goal, of: nil))]))))
    #expect(both.contains("5 deals won by 31 Dec"))
  }
}

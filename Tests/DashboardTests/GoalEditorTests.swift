import Journal
import Records
import Testing
import Translation

@testable import Dashboard

/// What is typed and turned in a goal, by what it measures.
@Suite struct GoalEditorTests {
  private let cutoff = Day(iso: "2026-10-25")!

  private func outlook() -> Outlook {
    var ledger = Ledger(company: "Weekly", cutoff: cutoff)
    let mondays = (0..<52).map { cutoff - 6 - 7 * (51 - $0) }
    ledger.series = [
      Series(
        name: "Conversion rate", file: "weekly.csv", grain: .week, unit: .ratio, starts: mondays,
        values: mondays.indices.map { [0.031, 0.033, 0.032][$0 % 3] }),
      Series(
        name: "NPS", file: "weekly.csv", grain: .week, starts: mondays,
        values: mondays.indices.map { Double([-4, 1, 3][$0 % 3]) }),
    ]
    return Outlook(ledger)
  }

  private func editor(_ name: String, _ outlook: Outlook) -> GoalEditor {
    var aim = Aim(
      side: .marketing, measure: .metric(name), from: cutoff + 1, to: cutoff + 91, value: 0, isFloor: true)
    aim.value = GoalEditor.usual(aim, outlook)
    // As one that is changed: the value is chosen.
    return GoalEditor(aim, of: EntryId(time: 1, chance: 1), outlook)
  }

  private func type(_ keys: [Key], _ editor: inout GoalEditor) {
    for key in keys { _ = editor.type(key) }
  }

  @Test func `a rate begins at itself, turns by tenths of a hundredth and takes percents`() {
    var open = editor("conversion_rate", outlook())
    #expect(abs(open.aim.value - 0.032) < 1e-9)
    type([.right, .right], &open)
    #expect(abs(open.aim.value - 0.034) < 1e-9)
    type([.character("3"), .character("%"), .down], &open)
    #expect(abs(open.aim.value - 0.03) < 1e-9)
    type([.up, .character("0"), .character("."), .character("2"), .down], &open)
    #expect(abs(open.aim.value - 0.2) < 1e-9)
    // More than all of it is none.
    type([.up, .character("3"), .character("0"), .character("0")], &open)
    if case .wrong(let words)? = open.type(.down) {
      #expect(words == "300 of a hundred is more than all.")
    } else {
      Issue.record("300% of a part was taken")
    }
  }

  @Test func `a score may be asked to lie below zero, a count not`() {
    var score = editor("nps", outlook())
    type(Array(repeating: .left, count: 5), &score)
    #expect(score.aim.value < 0)
    if case .kept(let aim, _)? = score.type(.enter) { #expect(aim.value < 0) } else { Issue.record("not kept") }
    var count = GoalEditor(
      Aim(side: .sales, measure: .total(.dealsWon), from: cutoff + 1, to: cutoff + 91, value: 2, isFloor: true),
      of: EntryId(time: 1, chance: 1), outlook())
    type(Array(repeating: .left, count: 5), &count)
    #expect(count.aim.value == 0)
  }
}

import Cells
import Journal
import Records
import Testing
import Translation

@testable import Dashboard

/// What Align says of goals and rooms that are odd: each a true sentence, and the rest of the view goes on.
@Suite struct AlignWordingTests {
  private func outlook() async throws -> Outlook {
    let company = await Companies.shared.company("sample", asOf: nil)
    return try #require(company.findings?.outlook)
  }

  private let from = Day(iso: "2026-11-02")!
  private let to = Day(iso: "2027-01-31")!

  private func aim(_ measure: Aim.Measure, _ value: Double, isFloor: Bool = true, side: Aim.Side = .marketing) -> Aim {
    Aim(side: side, measure: measure, from: from, to: to, value: value, isFloor: isFloor)
  }

  private func wording(_ aims: [Aim], rooms: [Outlook.RoomSet] = []) async throws -> AlignWording {
    let outlook = try await outlook()
    return AlignWording(
      AlignAnswer(
        outlook,
        AlignAnswer.Question(
          cutoff: outlook.cutoff, aims: aims, set: rooms, dialled: [], trying: nil, budget: nil, hours: 4)))
  }

  @Test func `two goals that contradict each other are named, whoever set them`() async throws {
    let words = try await wording([aim(.leadsAWeek, 45), aim(.leadsAWeek, 30, isFloor: false, side: .sales)])
    #expect(
      words.headline.plain == "These cannot hold together: marketing’s 45 leads a week and sales’ at most 30 leads a week.",
      "\(words.headline.plain)")
  }

  @Test func `a room of nothing leaves everything unanswered, and says so`() async throws {
    let words = try await wording([aim(.leadsAWeek, 40)], rooms: [Outlook.RoomSet(from: from, leads: 0)])
    #expect(
      words.headline.plain.hasPrefix("There is no room at all from 2 Nov to 31 Jan: about 4"), "\(words.headline.plain)")
    #expect(words.question.hasSuffix("?"))
  }

  @Test func `goals of days that are over were met or missed`() async throws {
    let old = Aim(
      side: .sales, measure: .total(.dealsWon), from: Day(iso: "2026-07-01")!, to: Day(iso: "2026-09-30")!, value: 10,
      isFloor: true)
    let never = Aim(
      side: .sales, measure: .total(.dealsWon), from: Day(iso: "2026-07-01")!, to: Day(iso: "2026-09-30")!, value: 900,
      isFloor: true)
    let words = try await wording([old, never])
    #expect(words.answer.alignment.standings.map(\.verdict) == [.met, .missed])
    #expect(words.sentence(old, words.answer.alignment.standings[0]).contains(" It was "))
    #expect(!words.answer.alignment.isConflict)
  }

  @Test func `no sentence claims a cause, and every one ends`() async throws {
    let words = try await wording([aim(.leadsAWeek, 62), aim(.customersKept, 0.9, side: .sales)])
    let report = AlignReport(words.answer, words.answer.question.aims).text
    for word in ["because of", "causes", "leads to ", "thanks to"] { #expect(!report.contains(word), "\(word)") }
    #expect(words.question.hasSuffix("?"))
  }

  @Test func `Align is painted at every size that a pane can have, whatever is chosen in it`() async throws {
    let company = await Companies.shared.company("sample", asOf: nil)
    var state = State(company: "Fernhill", columns: 118, rows: 32)
    _ = state.apply(.journal(company.journal, .memory))
    _ = state.apply(company.event)
    _ = state.apply(.key(.character("2")))
    let sizes = [40, 41, 60, 71, 72, 80, 99, 109, 110, 118, 150, 240].flatMap { columns in
      [12, 13, 19, 20, 21, 22, 24, 27, 28, 29, 30, 32, 45, 70].map { (columns, $0) }
    }
    for keys in [[], [Key.right, .right], [.right], [.right, .enter], [.enter], [.character("w")]] as [[Key]] {
      for key in keys { _ = state.apply(.key(key)) }
      for (columns, rows) in sizes {
        _ = state.apply(.resized(columns: columns, rows: rows))
        let frame = state.painted()
        #expect(frame.width == columns && frame.height == rows)
      }
    }
  }
}

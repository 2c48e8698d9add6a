import Records
import Testing

@testable import Translation

/// Goals that contradict each other, goals that nobody could meet, and goals on numbers without ids.
@Suite struct GoalPairsTests {
  private let cutoff = Day(iso: "2026-10-25")!
  private let quarter = (from: Day(iso: "2026-10-26")!, to: Day(iso: "2027-01-24")!)

  /// A year of weeks: sessions around 4,000, a score around 40, money of 2,300 a week.
  private func outlook() -> Outlook {
    var ledger = Ledger(company: "Weekly", cutoff: cutoff)
    var draws = Draws(name: "weeks of numbers", chain: 0)
    let mondays = (0..<52).map { cutoff - 6 - 7 * (51 - $0) }
    ledger.series = [
      Series(
        name: "Sessions", file: "weekly.csv", grain: .week, starts: mondays,
        values: mondays.map { _ in 4000 + 300 * draws.normal() }),
      Series(
        name: "NPS", file: "weekly.csv", grain: .week, starts: mondays, values: mondays.map { _ in 40 + 3 * draws.normal() }),
    ]
    var spend = Series(
      name: "Spend", file: "spend.csv", grain: .week, unit: .money(currency: "EUR"), starts: mondays,
      values: mondays.map { _ in 2300 + 100 * draws.normal() })
    spend.channel = "Search"
    spend.isSpend = true
    ledger.series.append(spend)
    return Outlook(ledger)
  }

  private func aim(_ measure: Aim.Measure, _ value: Double, isFloor: Bool = true, side: Aim.Side = .marketing) -> Aim {
    Aim(side: side, measure: measure, from: quarter.from, to: quarter.to, value: value, isFloor: isFloor)
  }

  @Test func `At least so much and at most less of one thing collide, and either may give way`() {
    let aims = [aim(.spendAMonth, 20_000), aim(.spendAMonth, 5_000, isFloor: false)]
    let found = Alignment(outlook(), aims: aims, room: [])
    #expect(found.verdict == .collide([.aim(0), .aim(1)]) && found.isConflict)
    // The relatively smaller change first.
    #expect(found.fixes.map(\.kind) == [.move(aim: 0, from: 20_000, to: 5_000), .move(aim: 1, from: 5_000, to: 20_000)])
    #expect(!Alignment(outlook(), aims: [aims[0], aim(.spendAMonth, 30_000, isFloor: false)], room: []).isConflict)
    // What adds up over days collides only where all days of the floor count for the ceiling.
    var early = aim(.metric("sessions"), 30_000, isFloor: false)
    early.to = quarter.from + 27
    let sessions = aim(.metric("sessions"), 52_000)
    #expect(!Alignment(outlook(), aims: [sessions, early], room: []).isConflict)
    early.to = quarter.to
    #expect(Alignment(outlook(), aims: [sessions, early], room: []).isConflict)
  }

  @Test func `A number without ids is judged by how it flowed, a score by its mean`() throws {
    let standings = Standings(outlook())
    let sessions = standings.standing(aim(.metric("sessions"), 44_000))
    let expected = try #require(sessions.expected)
    #expect(sessions.verdict == .likely && abs(expected.value - 52_000) < 3_000 && expected.low > 44_000)
    #expect(standings.standing(aim(.metric("sessions"), 60_000)).verdict == .unlikely)
    let score = try #require(standings.standing(aim(.metric("nps"), 40)).expected)
    #expect(score.low < 40 && 40 < score.high && score.high < 50)
    #expect(standings.standing(aim(.metric("nps"), 55)).verdict == .unlikely)
    #expect(standings.standing(aim(.metric("of no file"), 1)).verdict == .cannotBeTold(.unknownMeasure))
    var past = aim(.metric("sessions"), 1)
    (past.from, past.to) = (cutoff - 27, cutoff)
    #expect(standings.standing(past).verdict == .met)
  }

  @Test func `More than all, and fewer than none, are no goals`() {
    let standings = Standings(outlook())
    #expect(standings.standing(aim(.share(.dealsWon, of: .opportunities), 1.3)).verdict == .cannotBeTold(.impossible))
    #expect(standings.standing(aim(.total(.dealsWon), -5)).verdict == .cannotBeTold(.impossible))
  }

  @Test func `Where everything that is set can be judged and nothing of it waits for leads, nothing collides`() {
    let one = Alignment(outlook(), aims: [aim(.metric("sessions"), 45_000)], room: [])
    #expect(one.verdict == .fits && one.fitsSafely)
    let untold = Alignment(outlook(), aims: [aim(.metric("sessions"), 45_000), aim(.customersKept, 0.9)], room: [])
    #expect(untold.verdict == .cannotBeTold([]))
  }
}

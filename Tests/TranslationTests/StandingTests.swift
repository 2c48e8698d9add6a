import Glibc
import Records
import SampleCompany
import Testing

@testable import Translation

/// Looked at from past days with only what was known then: how often the ranges held, and what was called likely was met.
@Suite struct StandingTests {
  private let reading: Reading

  init() async throws { reading = try await SampleFindings.shared.value.0 }

  private func aim(_ measure: Aim.Measure, _ from: Day, _ to: Day, _ value: Double) -> Aim {
    Aim(side: .both, measure: measure, from: from, to: to, value: value, isFloor: true)
  }

  @Test func `Ranges of a quarter’s leads held at past days, also around the overload, and likely was met`() throws {
    let whole = Outlook(reading.ledger(asOf: nil))
    var (inside, likely, met, unlikely, missed) = (0, 0, 0, 0, 0)
    // Every eighth week from a record of a year on, each looked at thirteen weeks later: the overload lies in the middle of them.
    let days = (0..<5).map { Day(iso: "2025-11-02")! + 56 * $0 }
    for day in days {
      let standings = Standings(Outlook(reading.ledger(asOf: day)))
      let (from, to) = (day + 1, day + 91)
      let came = whole.arrivals.sum(from, to) / 13
      for value in stride(from: 25.0, through: 105, by: 5) {
        let standing = standings.standing(aim(.leadsAWeek, from, to, value))
        if value == 25 {
          let expected = try #require(standing.expected)
          if expected.low <= came, came <= expected.high { inside += 1 }
        }
        switch standing.verdict {
        case .likely:
          likely += 1
          if came >= value { met += 1 }
        case .unlikely:
          unlikely += 1
          if came < value { missed += 1 }
        case .tossUp, .met, .missed, .cannotBeTold: break
        }
      }
    }
    // One of them was made before any overload was seen: nobody could have known it.
    #expect(inside >= days.count - 2, "\(inside) of \(days.count)")
    #expect(Double(met) >= 0.75 * Double(likely), "\(met) of \(likely) called likely were met")
    #expect(Double(missed) >= 0.6 * Double(unlikely), "\(missed) of \(unlikely) called unlikely were missed")
  }

  @Test func `The width comes from the record’s own misses`() throws {
    var outlook = Outlook(reading.ledger(asOf: nil))
    let goal = aim(.leadsAWeek, outlook.cutoff + 1, outlook.cutoff + 91, 60)
    func width(_ misses: [Double]) throws -> Double {
      outlook.misses = misses
      let expected = try #require(Standings(outlook).standing(goal).expected)
      return (expected.high - expected.low) / expected.value
    }
    let calm = try width([Double](repeating: 0, count: 20))
    #expect(abs(try width([]) - calm) < 1e-9)
    #expect(try width((0..<20).map { $0 < 10 ? -0.5 : 0.5 }) > 2 * calm)
    // A mean of thirteen weeks, no bend of it.
    outlook.misses = (0..<20).map { $0 < 10 ? -0.5 : 0.5 }
    let wide = try #require(Standings(outlook).standing(goal).expected?.value)
    outlook.misses = []
    #expect(abs(try #require(Standings(outlook).standing(goal).expected?.value) - wide) < 0.05 * wide)
  }

  @Test func `Goals whose days are over are counted, whatever they are set on`() throws {
    let outlook = Outlook(reading.ledger(asOf: nil))
    let standings = Standings(outlook)
    let (from, to) = (Day(iso: "2026-03-02")!, Day(iso: "2026-04-19")!)
    func standing(_ measure: Aim.Measure, _ value: Double) -> Standing { standings.standing(aim(measure, from, to, value)) }
    // In the overload 39% were answered in time.
    let answered = standing(.answered(withinHours: 4), 0.9)
    #expect(answered.verdict == .missed && (answered.now ?? 1) < 0.55)
    #expect(standing(.answered(withinHours: 4), 0.1).verdict == .met)
    #expect(standing(.share(.acceptedLeads, of: .leads), 0.5).verdict == .met)
    #expect(standing(.share(.dealsWon, of: .opportunities), 0.6).verdict == .missed)
    #expect(standing(.spendAMonth, 1).verdict == .met)
    #expect(standing(.customersKept, 0.9).verdict == .cannotBeTold(.over))
    let old = aim(.total(.dealsWon), outlook.cutoff - 800, outlook.cutoff - 700, 1)
    #expect(standings.standing(old).verdict == .cannotBeTold(.tooLongAgo))
  }
}

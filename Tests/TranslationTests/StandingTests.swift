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

  /// Two sources over two and a half years of weeks, at levels that hold or turn every quarter.
  private func coming(_ level: (Int) -> Double, weeks: Int = 130) -> Coming {
    var stream = Draws(name: "a record of weeks", chain: 3)
    let weekly = [0.6, 0.4].map { part in (0..<weeks).map { Double(stream.poisson(part * level($0))) } }
    let first = Day(iso: "2024-01-01")!
    return Coming(
      weekly: weekly, first: first, cutoff: first + 7 * weeks - 1, byWeekday: [1, 1, 1, 1, 1, 0, 0], name: "test")
  }

  private func width(_ coming: Coming) -> Double { (coming.mean.high - coming.mean.low) / coming.mean.value }

  @Test func `The width comes from the record’s own misses, and a miss bends no mean`() {
    let calm = coming { _ in 60 }
    #expect(calm.misses.offs.count == 8 && calm.misses.deviation < 0.06)
    #expect(abs(calm.mean.value - 60) < 3 && width(calm) < 0.3)
    // Some quarters half as many, some half as many again, and nobody knows which.
    let turning = coming { [60, 100, 45, 60, 40, 90, 60, 35, 80, 60][$0 / 13 % 10] }
    #expect(turning.misses.deviation > 0.2 && width(turning) > 2.5 * width(calm))
    #expect(turning.mean.value > 30 && turning.mean.value < 100)
  }

  @Test func `Leads of days add up to those of weeks, at the weekdays on which they come`() {
    let found = coming { _ in 60 }
    #expect(found.lead == 0)
    let whole = found.between(1, 91)
    let parts = zip(found.between(1, 30), found.between(31, 91)).map { $0 + $1 }
    #expect(zip(whole, parts).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(
      zip(whole, (0..<Outlook.draws).map { d in (0..<13).reduce(0) { $0 + found.totals[d * Coming.weeks + $1] } }).allSatisfy {
        abs($0 - $1) < 1e-3
      })
    #expect(found.between(6, 7).allSatisfy { $0 == 0 })
    #expect(found.between(5, 4).allSatisfy { $0 == 0 })
  }

  @Test func `A source that began lately comes on as since it began, and a record of four weeks as in those`() {
    let young = coming({ _ in 20 }, weeks: 4)
    #expect(abs(young.mean.value - 20) < 5 && young.mean.low > 8)
    let begun = coming { $0 < 118 ? 0 : 50 }
    #expect(abs(begun.mean.value - 50) < 10)
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

import Glibc
import Records
import Testing

@testable import Translation

private let today = Day(iso: "2026-10-28")!

/// A company whose customers renew every so many months, each with a chance of its own; what a list of contracts would have of it.
private struct Terms {
  var ledger = Ledger(company: "Simulated", cutoff: today)
  var leaving = 0
  /// Of today's revenue, what is left in a year at the same prices.
  var kept = 0.0

  init(
    _ count: Int, months: Int, seed: UInt64, mean: Double, strength: Double, years: Double = 3, says: Bool = true,
    atStart: Bool = false
  ) {
    var draws = Draws(name: "terms/\(months)", chain: 0, seed: seed)
    ledger.recorded = [.customers]
    var (now, left) = (0.0, 0.0)
    for _ in 0..<count {
      let start = today - Int(draws.unit() * 365 * years)
      let chance = draws.beta(mean * strength, (1 - mean) * strength)
      var number = 1
      var day = Contracts.anniversary(of: start, 1, months: months)
      while draws.unit() >= chance, day <= today + 400 {
        number += 1
        day = Contracts.anniversary(of: start, number, months: months)
      }
      let yearly = 10_000 * exp(0.5 * draws.normal())
      ledger.customers.start.append(start)
      ledger.customers.ended.append(day <= today ? day : nil)
      ledger.customers.yearlyAtStart.append(atStart ? yearly : .nan)
      ledger.customers.yearlyNow.append(yearly)
      ledger.customers.renewals.append(0)
      ledger.customers.part.append(.unknown)
      ledger.customers.months.append(says ? Int16(months) : 0)
      guard day > today else { continue }
      now += yearly
      if day <= today + 365 { leaving += 1 } else { left += yearly }
    }
    if says { ledger.customers.facts.termColumn = "Billing period" }
    kept = left / now
  }
}

@Suite struct RetentionTermsTests {
  @Test(arguments: [1, 3]) func `Who renews by the month or quarter leaves within the year as often as the interval says`(
    months: Int
  ) throws {
    var (leaving, kept) = (0, 0)
    for seed in 0..<UInt64(40) {
      let world = Terms(
        180, months: months, seed: seed, mean: (months == 1 ? 0.015 : 0.05) * (1 + Double(seed % 4)),
        strength: 12 + 8 * Double(seed % 3),
        says: seed % 2 == 0)
      let found = try Retention(world.ledger)
      #expect(found.months == months)
      if found.leaving.p05 <= world.leaving, world.leaving <= found.leaving.p95 { leaving += 1 }
      if found.netRetention.low <= world.kept, world.kept <= found.netRetention.high { kept += 1 }
    }
    #expect((32...40).contains(leaving), "leaving \(leaving) of 40")
    #expect((31...40).contains(kept), "kept \(kept) of 40")
  }

  @Test func `A column that says monthly is how it is paid where the ends fall on whole years`() throws {
    var world = Terms(200, months: 12, seed: 3, mean: 0.2, strength: 8, years: 4)
    for row in 0..<world.ledger.customers.count { world.ledger.customers.months[row] = 1 }
    let found = try Retention(world.ledger)
    #expect(found.months == 12 && found.lengthSource == .ends(against: "Billing period"))
  }

  @Test func `Each length of term has its own model, and all come up in the year as often as they do`() throws {
    var world = Terms(150, months: 12, seed: 4, mean: 0.2, strength: 8, years: 4)
    let monthly = Terms(150, months: 1, seed: 5, mean: 0.03, strength: 30)
    for row in 0..<monthly.ledger.customers.count {
      world.ledger.customers.start.append(monthly.ledger.customers.start[row])
      world.ledger.customers.ended.append(monthly.ledger.customers.ended[row])
      world.ledger.customers.yearlyAtStart.append(.nan)
      world.ledger.customers.yearlyNow.append(monthly.ledger.customers.yearlyNow[row])
      world.ledger.customers.renewals.append(0)
      world.ledger.customers.part.append(.unknown)
      world.ledger.customers.months.append(1)
    }
    let found = try Retention(world.ledger)
    #expect(found.lengths.map(\.months) == [1, 12] && found.draws.allSatisfy { $0.rates.count == 2 })
    #expect(found.oftenCount == found.lengths[0].customers && found.dueCount < found.lengths[1].customers)
    let leaving = world.leaving + monthly.leaving
    #expect(found.leaving.p05 <= leaving && leaving <= found.leaving.p95, "\(leaving): \(found.leaving)")
  }

  @Test func `Without a price at the start nothing is believed of growth, and what is kept is at today’s prices`() throws {
    var inside = 0
    for seed in 0..<UInt64(40) {
      let world = Terms(200, months: 12, seed: seed, mean: 0.1 + 0.03 * Double(seed % 5), strength: 8, years: 4)
      let found = try Retention(world.ledger)
      #expect(!found.knowsGrowth && found.growth == Estimate(value: 1, low: 1, high: 1))
      if found.netRetention.low <= world.kept, world.kept <= found.netRetention.high { inside += 1 }
    }
    #expect((32...40).contains(inside), "\(inside) of 40")
    #expect(try Retention(Terms(200, months: 12, seed: 1, mean: 0.2, strength: 8, years: 4, atStart: true).ledger).knowsGrowth)
  }

  @Test func `Twelve months compound: those who stay are likelier to stay again`() {
    let one = Retention.Upcoming(day: today, number: 1, yearly: 1, factor: 1, months: 1, rate: 0, share: 1)
    let draw = Retention.Draw(rates: [(1, 19)], growth: 1)
    let stays = RenewalModel.survival(a: 1, b: 19, after: 12)
    #expect(abs(one.chance(draw, times: 12) - (1 - stays)) < 1e-12)
    #expect(one.chance(draw, times: 12) < 1 - pow(0.95, 12))
    #expect(one.amount == 1.0 / 12 && one.times(until: today + 92) == 4)
  }

  @Test func `Where each term has a row, its days decide and a late one may still come`() throws {
    var all = Customers()
    let start = Day(iso: "2023-02-10")!
    all.start = [start]
    all.ended = [nil]
    all.facts.usualDelay = 20
    all.facts.decidedUntil = Day(iso: "2026-02-18")!
    let days = ["2023-02-10", "2024-02-28", "2025-03-01"].map { Day(iso: $0)! }
    all.terms = [days.map { Customers.Term(start: $0, months: 12) }]
    let walk = Contracts.Walk(all, 0, months: 12, cutoff: Day(iso: "2026-03-10")!)
    #expect(walk.decisions.map(\.day) == [days[1], days[2]] && walk.decisions.allSatisfy { !$0.isLost })
    #expect(walk.next?.number == 3 && walk.next?.day == Day(iso: "2026-03-11"))
    let later = Contracts.Walk(all, 0, months: 12, cutoff: Day(iso: "2026-02-01")!)
    #expect(later.next?.day == Day(iso: "2026-03-01"))
  }

  @Test func `Worth over five years is the same by the year and by terms of two, where nobody leaves`() {
    let yearly = KeepOrWin.Worth(yearly: 100, months: 12).ofNew(a: 1e-12, b: 1)
    #expect(abs(KeepOrWin.Worth(yearly: 100, months: 24).ofNew(a: 1e-12, b: 1) - yearly) < 1e-6)
    // By the month twelve chances to leave are in every year.
    let monthly = KeepOrWin.Worth(yearly: 100, growth: 1.1, years: 2, months: 1).ofNew(a: 1, b: 19)
    #expect(abs(monthly - 80 * (1 + RenewalModel.survival(a: 1, b: 19, after: 12))) < 1e-9)
  }

  @Test func `What was said a year ago is set beside what came, and the grade hears of it`() throws {
    let found = try Retention(Terms(400, months: 12, seed: 9, mean: 0.2, strength: 8, years: 5).ledger)
    let before = try #require(found.before)
    #expect(before.customers > 100 && before.said.p05 < before.said.p95)
    #expect(found.grade == (before.held ? .b : .c))
  }
}

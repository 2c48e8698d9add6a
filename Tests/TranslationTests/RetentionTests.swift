import Records
import SampleCompany
import Testing

@testable import Translation

private let today = Day(iso: "2026-10-28")!

/// A company whose customers leave as the model has it, or with a chance of its own for each.
private func simulated(
  _ count: Int, seed: UInt64, a: Double, b: Double, years: Int = 3, growth: Double = 0.03
) -> (ledger: Ledger, leftNextYear: Int) {
  var draws = Draws(name: "customers", chain: 0, seed: seed)
  var ledger = Ledger(company: "Simulated", cutoff: today)
  ledger.recorded = [.customers]
  var leftNextYear = 0
  let from = today - 365 * years
  for _ in 0..<count {
    let start = today - Int(draws.unit() * 365 * 8)
    let chance = draws.beta(a, b)
    var end: Day?
    var number = 1
    while true {
      let day = Contracts.anniversary(of: start, number)
      if draws.unit() < chance {
        end = day
        break
      }
      if day > today { break }
      number += 1
    }
    // Who left before the record of ends is not in the file at all.
    if let end, end < from { continue }
    let yearly = 10_000 + 20_000 * draws.unit()
    ledger.customers.start.append(start)
    ledger.customers.ended.append(end.flatMap { $0 <= today ? $0 : nil })
    ledger.customers.yearlyAtStart.append(yearly)
    ledger.customers.yearlyNow.append(yearly * (0..<max(0, number - 1)).reduce(1) { sum, _ in sum * (1 + growth) })
    ledger.customers.renewals.append(Int32(number - 1))
    ledger.customers.part.append(.unknown)
    if let end, end > today, end <= today + 365 { leftNextYear += 1 }
  }
  return (ledger, leftNextYear)
}

@Suite struct RetentionTests {
  @Test func `Churn of the next year falls in its interval as often as it says`() throws {
    var inside = 0
    let companies = 120
    for seed in 0..<UInt64(companies) {
      let (ledger, left) = simulated(250, seed: seed, a: 0.7 + 0.3 * Double(seed % 4), b: 4 + Double(seed % 5))
      let found = try Retention(ledger)
      if found.leaving.p05 <= left && left <= found.leaving.p95 { inside += 1 }
    }
    // 90% of 120 is 108; closed intervals of whole customers hold a little more.
    #expect((100...118).contains(inside), "\(inside) of \(companies)")
  }

  @Test func `Customers from before the record do not make it look better than it is`() throws {
    let (ledger, _) = simulated(2000, seed: 7, a: 0.8, b: 4)
    let found = try Retention(ledger)
    #expect(abs(found.model.loss(at: 1).value - 0.8 / 4.8) < 0.03)
    #expect(found.growth.low < 1.031 && 1.029 < found.growth.high)
  }

  @Test func `The same bytes twice`() throws {
    let (ledger, _) = simulated(200, seed: 5, a: 1, b: 6)
    let (a, b) = (try Retention(ledger), try Retention(ledger))
    #expect(a.churnNextYear == b.churnNextYear && a.dueLost == b.dueLost && a.netRetention == b.netRetention)
  }

  @Test func `Each refusal is reached`() {
    func refusal(_ ledger: Ledger) -> Retention.Refusal? {
      do throws(Retention.Refusal) {
        _ = try Retention(ledger)
        return nil
      } catch { return error }
    }
    #expect(refusal(Ledger(company: "", cutoff: today)) == .noCustomers)
    var (ledger, _) = simulated(100, seed: 1, a: 1, b: 6)
    ledger.customers.ended = OptionalDays(repeating: nil, count: ledger.customers.count)
    #expect(refusal(ledger) == .noEnds(customers: ledger.customers.count))
    (ledger, _) = simulated(9, seed: 2, a: 1, b: 3)
    ledger.customers.ended[0] = today - 3
    #expect(refusal(ledger).map { if case .tooFewDecisions = $0 { true } else { false } } == true)
  }
}

/// Scenarios 4 and 5 of the sample company, found again by the way a user's files go.
@Suite struct RetentionOfFernhillTests {
  let ledger: Ledger
  let found: Retention

  init() async throws {
    ledger = try await SampleFindings.shared.value.1
    found = try Retention(ledger)
  }

  @Test func `4 · Churn was 14% and is 12%, and whether that is more than luck is said`() throws {
    let truth = Truths.retention
    #expect(found.years.count == 2)
    #expect(abs(found.years[0].churn.value - truth.churnFirstYear) < 2 * truth.tolerance)
    #expect(abs(found.years[1].churn.value - truth.churnSecondYear) < 2 * truth.tolerance)
    // Two points are less than the luck of 300 contracts.
    #expect(found.years[0].churn.low < found.years[1].churn.high)
    #expect(found.customers == 305)
    #expect(found.churnNextYear.low < 0.13 && 0.1 < found.churnNextYear.high)
  }

  @Test func `5 · Attendees renew more, and so do the invited: the honest lift is five points, not twelve`() throws {
    let truth = Truths.quiet
    let selection = try #require(found.selection)
    #expect(abs(selection.attended.rate.value - truth.attended) < 0.012)
    #expect(abs(selection.invited.rate.value - truth.invitedNotAttending) < 0.012)
    #expect(abs(selection.naive.value - (truth.attended - truth.notAttended)) < 0.015)
    #expect(abs(selection.honest.value - (truth.attended - truth.invitedNotAttending)) < 0.015)
    // Against the invited it could be nothing at all.
    #expect(selection.honest.low < 0.01 && selection.probability < 0.97)
  }

  @Test func `Contracts of the coming thirteen weeks are counted, with what is expected to go`() {
    #expect(found.due.count == 13)
    #expect((50...110).contains(found.dueCount))
    #expect(found.dueLost.low < found.dueLost.value && found.dueLost.value < found.dueYearly / 3)
  }
}

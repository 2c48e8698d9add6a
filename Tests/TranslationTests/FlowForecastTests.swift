import Glibc
import Records
import SampleCompany
import Testing

@testable import Translation

/// A quarter of money to come and of accepted leads, foretold at past days and beside the plainest forecasts.
@Suite struct FlowForecastTests {
  private enum Kind: CaseIterable { case steady, alike, wandering, lumpy }

  /// Two and a half years and a quarter more, by month or by week.
  private func record(_ kind: Kind, isMonthly: Bool, _ draws: inout Draws) -> (
    before: Outlook.Daily, after: Double, cutoff: Day
  ) {
    let first = Day(iso: "2024-01-01")!
    let cutoff = Day(iso: "2026-06-30")!
    var (before, after) = (Outlook.Daily(days: [], amounts: []), 0.0)
    var (level, last, due) = (0.0, 0.0, 1)
    let spread = 0.05 + 0.2 * draws.unit()
    var (day, step) = (first, 0)
    while day <= cutoff + 92 {
      let scale = isMonthly ? 40_000.0 : 9_000
      last = kind == .alike ? 0.6 * last + spread * draws.normal() : spread * draws.normal()
      if kind == .wandering { level += (isMonthly ? 0.08 : 0.035) * draws.normal() }
      var amount = scale * exp(level + last)
      due -= 1
      if kind == .lumpy, due == 0 {
        amount += scale * (isMonthly ? 0.8 : 2) * (0.7 + 0.6 * draws.unit())
        due = isMonthly ? 2 + Int(3 * draws.unit()) : 8 + Int(8 * draws.unit())
      }
      if due < 1 { due = isMonthly ? 3 : 11 }
      if day <= cutoff {
        before.days.append(day)
        before.amounts.append(amount)
      } else if day <= cutoff + 91 {
        after += amount
      }
      step += 1
      day = isMonthly ? (day + 31).startOfMonth : day + 7
    }
    return (before, after, cutoff)
  }

  @Test
  func
    `A quarter of money is held nine times in ten, narrower than it was, and nearer than the last month or last year’s quarter`()
    throws
  {
    var draws = Draws(name: "money", chain: 0, seed: 4711)
    var (held, all, widths) = (0, 0, [Double]())
    var off = [0.0, 0, 0]
    for kind in Kind.allCases {
      for isMonthly in [true, false] {
        for _ in 0..<60 {
          let (before, after, cutoff) = record(kind, isMonthly: isMonthly, &draws)
          let forecast = try #require(FlowForecast(before, cutoff: cutoff))
          var stream = Draws(name: "spend", chain: 0)
          // What a week that began before the last day still brings is known with the record.
          let known = before.sum(cutoff + 1, forecast.through)
          let sums = forecast.draws(cutoff + 91 - forecast.through, 240, &stream).map { $0 + known }
          let said = Estimate(draws: sums)
          let truth = after
          all += 1
          if said.low <= truth, truth <= said.high { held += 1 }
          widths.append((said.high - said.low) / said.value)
          let month = before.sum(cutoff - 29, cutoff) * 91 / 30
          let year = before.sum(cutoff - 364, cutoff - 274)
          for (k, guess) in [said.value, max(1, month), max(1, year)].enumerated() { off[k] += abs(log(guess / truth)) }
        }
      }
    }
    let width = widths.sorted()[widths.count / 2]
    print(
      "money of a quarter: held \(held) of \(all), middle width \(width), off \(off.map { $0 / Double(all) }) (forecast, last month, last year)"
    )
    #expect((0.85...0.96).contains(Double(held) / Double(all)), "\(held) of \(all)")
    #expect(off[0] < off[1] && off[0] < off[2])
    #expect(width < 0.6)
  }

  @Test func `A record that is too short or has ended says nothing`() {
    let cutoff = Day(iso: "2026-06-30")!
    let three = (0..<3).map { Day(year: 2026, month: 4 + $0, day: 1)! }
    #expect(FlowForecast(Outlook.Daily(days: three, amounts: [1, 1, 1]), cutoff: cutoff) == nil)
    let old = (0..<12).map { Day(year: 2024, month: 1 + $0, day: 1)! }
    #expect(FlowForecast(Outlook.Daily(days: old, amounts: old.map { _ in 5 }), cutoff: cutoff) == nil)
    #expect(FlowForecast(Outlook.Daily(days: [], amounts: []), cutoff: cutoff) == nil)
  }

  @Test func `The same every month is known to the euro`() throws {
    let cutoff = Day(iso: "2026-06-30")!
    let months = (0..<18).map { Day(year: 2025 + $0 / 12, month: 1 + $0 % 12, day: 1)! }
    let forecast = try #require(FlowForecast(Outlook.Daily(days: months, amounts: months.map { _ in 9_000 }), cutoff: cutoff))
    var stream = Draws(name: "spend", chain: 0)
    let said = Estimate(draws: forecast.draws(92, 200, &stream))
    #expect(forecast.through == cutoff && abs(said.low - said.high) < 1)
    #expect(abs(said.value - 9_000 * 92 / 30.4375) < 1)
  }

  /// At past days of the sample company, with only what was known then; before its overload and after it, which nobody could have foretold.
  @Test func `Money of a quarter is held at past days of the sample company; accepted leads come out a little high`()
    async throws
  {
    let (reading, _, findings) = try await SampleFindings.shared.value
    let whole = try #require(findings.outlook)
    var (held, all) = ([0, 0], [0, 0])
    var off = [[0.0, 0], [0, 0]]
    for back in [91, 350, 392, 434] {
      let day = whole.cutoff - back
      let outlook = try #require(Findings.translate(reading.ledger(asOf: day), workers: 2).outlook)
      let standings = Standings(outlook)
      let accepted = try #require(whole.days[.acceptedLeads])
      let money = try #require(whole.spent)
      for (k, pair) in [(Aim.Measure.total(.acceptedLeads), accepted), (.spendAMonth, money)].enumerated() {
        let aim = Aim(side: .both, measure: pair.0, from: day + 1, to: day + 91, value: 1, isFloor: true)
        guard let expected = standings.standing(aim).expected else { continue }
        let scale = k == 0 ? 1 : 30.4375 / 91
        let truth = pair.1.sum(day + 1, day + 91) * scale
        let naive = pair.1.sum(day - 29, day) * 91 / 30 * scale
        all[k] += 1
        if expected.low <= truth, truth <= expected.high { held[k] += 1 }
        off[k][0] += abs(log(expected.value / truth))
        off[k][1] += abs(log(max(1, naive) / truth))
        print(
          "sample \(pair.0.text) at \(day): \(expected.low) \(expected.value) \(expected.high), came \(truth), last month \(naive)"
        )
      }
    }
    print("sample company: held \(held) of \(all), off \(off)")
    #expect(all[0] >= 4 && all[1] >= 4)
    #expect(held[1] >= all[1] - 1, "\(held) of \(all)")
    // Leads that are there and not yet handed over are counted twice: see what not to over-trust.
    #expect(held[0] >= all[0] - 2 && off[0][0] < 0.25 * Double(all[0]), "\(held) of \(all)")
  }
}

import Testing

@testable import Records
@testable import Translation

/// What is said of four weeks: parts by wholes, spread where it came by the month, and nothing where the file has not all of it.
@Suite struct FourWeeksTests {
  /// Twenty-eight days to Sunday, 31 May 2026, and the day the file begins.
  private static let end = Day(year: 2026, month: 5, day: 31) ?? Day(number: 0)

  private func metric(_ series: Series, cutoff: Day = end) throws -> Metric {
    var ledger = Ledger(company: "four weeks", cutoff: cutoff)
    ledger.series = [series]
    return try #require(Findings.translate(ledger, .coarse).metrics.first)
  }

  private func rates(weights: [Double]) -> Series {
    // Two mailings to many of whom a tenth opens, then two to fifty of whom nine in ten do.
    var rates = Series(
      name: "Open rate", file: "mails.csv", grain: .week, unit: .ratio, starts: (0..<4).map { Self.end - 27 + 7 * $0 },
      values: [0.1, 0.1, 0.9, 0.9])
    rates.parts = zip(rates.values, weights).map { Series.Part(of: $0 * $1, by: $1) }
    return rates
  }

  @Test func `a rate over four weeks is what all of its parts make, and a small week counts little`() throws {
    let told = try #require(try metric(rates(weights: [10_000, 10_000, 50, 50])).lastFourWeeks)
    #expect(abs(told - 2090.0 / 20_100) < 1e-12)
    // Where no file says of how many, every week counts alike.
    #expect(try metric(rates(weights: [])).lastFourWeeks.map { abs($0 - 0.5) < 1e-12 } ?? false)
    // A week without a mail has no rate and is no gap.
    let quiet = try metric(rates(weights: [10_000, 0, 50, 50]))
    #expect(quiet.lastFourWeeks.map { abs($0 - 1090.0 / 10_100) < 1e-12 } ?? false)
    // What was spent in a week that brought nothing is in the price of all.
    var cost = rates(weights: [10, 10, 10, 10])
    cost.parts[1] = Series.Part(of: 40, by: 0)
    #expect(try metric(cost).lastFourWeeks.map { abs($0 - (1 + 40 + 9 + 9) / 30.0) < 1e-12 } ?? false)
    #expect(quiet.fourWeeksBefore == nil)
  }

  @Test func `a day's rate weighs within its week as the week does among weeks`() throws {
    var rates = Series(
      name: "Rate", file: "days.csv", grain: .day, unit: .ratio, starts: (0..<28).map { Self.end - 27 + $0 },
      values: (0..<28).map { $0 == 3 ? 1 : 0.5 })
    rates.parts = (0..<28).map { $0 == 3 ? Series.Part(of: 0, by: 0) : Series.Part(of: 5, by: 10) }
    #expect(try metric(rates).lastFourWeeks.map { abs($0 - 0.5) < 1e-12 } ?? false)
  }

  @Test func `four weeks of which the file does not have the first days are not told`() throws {
    func days(_ count: Int) -> Series {
      Series(
        name: "Clicks", file: "days.csv", grain: .day, starts: (0..<count).map { Self.end - (count - 1) + $0 },
        values: [Double](repeating: 2, count: count))
    }
    #expect(try metric(days(28)).lastFourWeeks == 56)
    #expect(try metric(days(27)).lastFourWeeks == nil)
    let longer = try metric(days(50))
    #expect(longer.lastFourWeeks == 56 && longer.fourWeeksBefore == nil)
    // What there is of the week stays on the chart.
    #expect(try metric(days(27)).weeks.values.compactMap { $0 } == [12, 14, 14, 14])
  }

  @Test func `revenue of a month came on all of its days`() throws {
    var ledger = Ledger(company: "four weeks", cutoff: Self.end)
    ledger.series = [
      Series(
        name: "total_revenue", file: "kpi.csv", grain: .month, unit: .money(currency: "EUR"), side: .sales,
        starts: [Day(year: 2026, month: 4, day: 1), Day(year: 2026, month: 5, day: 1)].compactMap { $0 }, values: [3000, 6200])
    ]
    let revenue = try #require(Findings.translate(ledger, .coarse).outcomes.first { $0.kind == .revenueWon })
    #expect(revenue.lastFourWeeks.map { abs($0 - 28 * 200) < 1e-6 } ?? false)
    #expect(revenue.fourWeeksBefore.map { abs($0 - (25 * 100 + 3 * 200)) < 1e-6 } ?? false)
    #expect(revenue.total.map { abs($0 - 9200) < 1e-6 } ?? false)
    // Weeks after the last month on file are not known, and not nothing.
    ledger.cutoff = Self.end + 30
    let later = try #require(Findings.translate(ledger, .coarse).outcomes.first { $0.kind == .revenueWon })
    #expect(later.lastFourWeeks.map { abs($0 - 28 * 200) < 1e-6 } ?? false)
  }
}

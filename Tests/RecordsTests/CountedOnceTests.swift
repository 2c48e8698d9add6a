import Testing

@testable import Records

/// What was told silently wrong once: money and deals of two files, other currencies, the days of who came, the ends of periods.
@Suite("Counted once, and for what it is")
struct CountedOnceTests {
  private func reading(_ name: String) async throws -> Reading {
    try await Reading.read(.directory(path: Specimen.path(FolderSpecimenTests.place + name)), workers: 2)
  }

  private func sum(_ series: [Series]) -> Double { series.reduce(0) { $0 + $1.values.reduce(0, +) } }

  @Test func `money by day, by campaign and by month was spent once`() async throws {
    let ledger = try await reading("spend-in-three-grains").ledger(asOf: nil)
    var march = 0
    for day in 0..<31 { march += 20 + (day * 7) % 13 }
    let spent = ledger.series.filter(\.isSpend)
    #expect(sum(spent.filter { $0.channel == "Event" }) == 610 + Double(march))
    #expect(sum(spent.filter { $0.channel == "Web" }) == 620)
    // February, which only the months have, stays.
    #expect(spent.filter { $0.channel == "Event" }.map(\.grain) == [.day, .month])
    #expect(ledger.remarks.contains(.sameMoney(file: "months.csv", other: "campaigns.csv", channels: 1, differing: 0)))
    #expect(ledger.remarks.contains(.sameMoney(file: "daily.csv", other: "campaigns.csv", channels: 1, differing: 0)))
    // So are the clicks beside it: March is there by day, February by month.
    let clicks = ledger.series.filter { $0.name == "Event Clicks" }
    #expect(clicks.map(\.grain) == [.day, .month])
    #expect(sum(clicks) == Double(2 * march + 31 + 1200))
  }

  @Test func `money that other files call by other names was spent once`() async throws {
    let ledger = try await reading("spend-by-other-names").ledger(asOf: nil)
    // What leads come from keeps its name, and its money.
    #expect(ledger.series.filter(\.isSpend).map(\.file) == ["channels.csv", "channels.csv"])
    #expect(sum(ledger.series.filter(\.isSpend)) == Double(900 * 5 + 38 * 15))
    #expect(ledger.remarks.contains(.sameMoney(file: "campaigns.csv", other: "channels.csv", channels: 2, differing: 0)))
    #expect(ledger.remarks.contains(.sameMoney(file: "sum.csv", other: "channels.csv", channels: 1, differing: 0)))
  }

  @Test func `two flat budgets of one size are two`() async throws {
    let ledger = try await reading("flat-budgets").ledger(asOf: nil)
    #expect(sum(ledger.series.filter(\.isSpend)) == 5000)
  }

  @Test func `what a customer pays in dollars is not known in euros`() async throws {
    let ledger = try await reading("customers-in-dollars").ledger(asOf: nil)
    #expect(ledger.customers.yearlyNow.map { $0.isNaN ? 0 : $0 } == [12000, 9000, 0, 7000])
    #expect(ledger.remarks.contains(.otherCurrencies(file: "customers.csv", count: 1, main: "EUR")))
  }

  @Test func `money of two files that do not agree is counted in both and doubted`() async throws {
    let reading = try await reading("spend-that-differs")
    #expect(sum(reading.ledger(asOf: nil).series.filter(\.isSpend)) == 610 + 702 + 655 + 450)
    let doubt = reading.inspection().doubts.first { $0.kind == .spentTwice }
    #expect(
      doubt?.sentence
        == "money of 1 channel for days of which fees.csv has money, too, and another sum; counted in both.")
    #expect(doubt?.file == "media.csv")
  }

  @Test func `what was spent in dollars is nobody’s costs in euros`() async throws {
    let ledger = try await reading("spend-in-dollars").ledger(asOf: nil)
    #expect(ledger.currency == "EUR")
    #expect(ledger.remarks.contains(.otherCurrencies(file: "spend.csv", count: 3, main: "EUR")))
    let spent = ledger.series.filter(\.isSpend)
    #expect(spent.map(\.name) == ["Event Spend (USD)"])
    guard case .money(currency: "USD") = spent[0].unit else {
      Issue.record("the money is told in another currency")
      return
    }
  }

  @Test func `deals of a file in dollars are not added to those of one in euros`() async throws {
    let ledger = try await reading("deals-in-two-currencies").ledger(asOf: nil)
    #expect(ledger.deals.count == 6)
    let euros: Double = ledger.deals.amount.filter { !$0.isNaN }.reduce(0, +)
    #expect(euros == 50150.75)
    #expect(ledger.remarks.contains(.otherCurrencies(file: "deals-us.csv", count: 2, main: "EUR")))
    #expect(!ledger.remarks.contains { if case .amountsNearlyAllZero = $0 { true } else { false } })
  }

  @Test(arguments: [("webinar-goto", "2026-03-24"), ("checked-in", "2026-03-26")])
  func `whoever attended came on the day it was held`(folder: String, day: String) async throws {
    let reading = try await reading(folder)
    let came = reading.joined.entries.flatMap(\.entries)
    #expect(came.count == 2)
    #expect(came.allSatisfy { $0.day.description == day })
  }

  @Test func `deals without ids and names that two files have are one each`() async throws {
    let ledger = try await reading("deals-without-ids-twice").ledger(asOf: nil)
    #expect(ledger.deals.count == 6)
    #expect(ledger.deals.won.count { $0 != nil } == 3)
  }

  @Test func `a form that was tried is no lead, and its deal is none`() async throws {
    let ledger = try await reading("deals-of-tests").ledger(asOf: nil)
    #expect(ledger.leads.count == 8)
    #expect(ledger.deals.count == 6)
  }

  @Test func `order numbers, cancelled orders and the visitors of days are not added up`() async throws {
    let ledger = try await reading("orders-and-visitors").ledger(asOf: nil)
    let named = Dictionary(grouping: ledger.series, by: \.file).mapValues { $0.map(\.name).sorted() }
    #expect(named["orders.csv"] == ["SALES"])
    #expect(named["visitors.csv"] == ["new visitors", "pageviews"])
    #expect(named["reach.csv"] == nil)
    // It was read, and its column is none that adds up.
    let reach = try #require(ledger.files.first { $0.file == "reach.csv" })
    #expect(reach.rows > 0 && reach.failure == nil && reach.columns.contains { $0.aside != nil })
    var shipped = 0.0
    for order in 0..<24 where order % 5 != 4 { shipped += 900.5 + Double(17 * order) }
    #expect(sum(ledger.series.filter { $0.file == "orders.csv" }) == shipped)
    #expect(ledger.files.first { $0.file == "orders.csv" }?.setAside == 4)
  }

  @Test func `the last week of a report ends where the report does`() async throws {
    let ledger = try await reading("weeks-to-a-day").ledger(asOf: nil)
    #expect(ledger.cutoff.description == "2026-07-15")
    #expect(ledger.files.first { $0.file == "campaigns.csv" }?.to?.description == "2026-07-15")
    #expect(ledger.series.first?.coveredDays == 3)
  }
}

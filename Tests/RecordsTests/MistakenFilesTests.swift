import Testing

@testable import Records

/// Files that are like what they are not: budgets of one size, lists of who left, rooms that look like calendars.
@Suite("Mistaken for something else")
struct MistakenFilesTests {
  private func sum(_ series: [Series]) -> Double { series.reduce(0) { $0 + $1.values.reduce(0, +) } }

  private func rows(_ count: Int, from first: String, step: Int = 1, _ row: (Int, Day) -> String) -> String {
    (0..<count).map { row($0, day(first) + $0 * step) }.joined(separator: "\n") + "\n"
  }

  @Test func `two budgets of like size, one by weeks and one by months, are both counted and doubted`() async throws {
    let weeks = rows(26, from: "2025-01-06", step: 7) { at, day in "\(day),Search,\(950 + (at * 37) % 130)" }
    let months = (1...6).map { "2025-0\($0),Fairs,\(4150 + ($0 * 173) % 500)" }.joined(separator: "\n")
    let reading = try await reading([
      ("ads.csv", "Week,Channel,Spend\n" + weeks), ("events.csv", "Month,Channel,Cost\n" + months + "\n"),
      ("leads.csv", fiveLeads),
    ])
    let spent = reading.ledger(asOf: nil).series.filter(\.isSpend)
    #expect(Set(spent.map(\.file)).sorted() == ["ads.csv", "events.csv"])
    #expect(!reading.ledger(asOf: nil).remarks.contains { if case .sameMoney = $0 { true } else { false } })
  }

  @Test func `a month that a daily file enters in its middle is spent once`() async throws {
    // From 15 January to 30 April two campaigns a day; by the month one sum of both, January whole.
    var sums = ["2025-01": 900]
    var days = ""
    for at in 0..<106 {
      let day = day("2025-01-15") + at
      let (fair, dinner) = (15 + (at * 7) % 13, 5)
      days += "\(day),Fair,\(fair)\n\(day),Dinner,\(dinner)\n"
      let month = String(day.description.prefix(7))
      if month != "2025-01" { sums[month, default: 0] += fair + dinner }
    }
    let months = sums.keys.sorted().map { "\($0)-01,\(sums[$0] ?? 0)" }.joined(separator: "\n") + "\n"
    let ledger = try await reading([
      ("campaigns.csv", "Day,Campaign,Cost (EUR)\n" + days), ("sum.csv", "Month,Spend (EUR)\n" + months),
      ("leads.csv", fiveLeads),
    ]).ledger(asOf: nil)
    #expect(sum(ledger.series.filter(\.isSpend)) == Double(sums.values.reduce(0, +)))
    #expect(ledger.remarks.contains { if case .sameMoney = $0 { true } else { false } })
  }

  @Test func `a heading in dollars beside deals in euros is not added to them`() async throws {
    let euros = rows(6, from: "2026-01-05") { at, day in "A\(at),won,1000,EUR,\(day),\(day + 30)" }
    let dollars = rows(4, from: "2026-01-06") { at, day in "B\(at),won,5000,\(day),\(day + 30)" }
    let ledger = try await reading([
      ("a.csv", "Deal ID,Stage,Amount,Currency,Create Date,Close Date\n" + euros),
      ("b.csv", "Deal ID,Stage,Amount (USD),Create Date,Close Date\n" + dollars), ("leads.csv", fiveLeads),
    ]).ledger(asOf: nil)
    #expect(ledger.deals.amount.filter { !$0.isNaN }.reduce(0, +) == 6000)
    #expect(ledger.remarks.contains(.otherCurrencies(file: "b.csv", count: 4, main: "EUR")))
  }

  @Test(arguments: [("Subscription Amount", "month", 6000.0), ("Amount", "12 maand", 500)])
  func `what a subscription pays is not paid for each seat`(heading: String, interval: String, yearly: Double) async throws {
    let rows = rows(3, from: "2026-01-05", step: 31) { at, day in "C\(at),Co\(at),\(day),,10,\(interval),500" }
    let ledger = try await reading([
      ("customers.csv", "Customer ID,Company,Start Date,End Date,Seats,Billing Interval,\(heading)\n" + rows)
    ]).ledger(asOf: nil)
    #expect(ledger.customers.yearlyNow == [yearly, yearly, yearly])
  }

  @Test(arguments: [
    ("unsubscribes.csv", "Email,Unsubscribed at,Reason", ",No longer wanted"),
    ("invoices.csv", "Email,Invoice date,Amount", ",100"),
  ])
  func `who left or was sent an invoice is nobody who came`(name: String, head: String, tail: String) async throws {
    let people = ["ann@a", "bob@b", "cy@c", "dee@d", "eve@e"].enumerated().map { "\($1).example,2026-07-0\($0 + 1)" + tail }
    let reading = try await reading([
      (name, head + "\n" + people.joined(separator: "\n") + "\n"), ("leads.csv", fiveLeads),
    ])
    #expect(reading.joined.entries.flatMap(\.entries).isEmpty)
    #expect(reading.ledger(asOf: nil).cutoff.description == "2026-03-02")
  }

  @Test func `a loss reason of none is none`() async throws {
    let deals = """
      Deal ID,Stage,Amount,Create Date,Close Date,Lost Reason
      D1,Proposal,1000,2026-01-05,,Price
      D2,Proposal,1000,2026-01-06,,None
      D3,Won,1000,2026-01-07,2026-02-01,None
      D4,Proposal,1000,2026-01-08,,None
      """
    let reading = try await reading([("deals.csv", deals + "\n"), ("leads.csv", fiveLeads)])
    #expect(reading.joined.deals.lostUndated == [0])
    #expect(reading.joined.deals.won.count { $0 != nil } == 1)
  }

  @Test func `who sits there each weekday is no calendar`() async throws {
    let agents = rows(28, from: "2026-01-05") { at, day in "\(day),\(at % 7 + 1),\(at / 7 + 2),\(at % 7 < 5 ? 4 : 0)" }
    let ledger = try await reading([("agents.csv", "date,weekday,week,agents\n" + agents), ("leads.csv", fiveLeads)])
      .ledger(asOf: nil)
    #expect(ledger.series.contains { $0.file == "agents.csv" } || ledger.controls.contains { $0.file == "agents.csv" })
  }

  @Test func `calls with leads and deals are calls, and a sheet of voicemails is one of numbers`() async throws {
    let calls = rows(20, from: "2026-01-05") { at, day in "\(at % 2 == 0 ? "Lead" : "Deal"),\(day),p@x\(at % 4).example,3,call"
    }
    let phone = rows(20, from: "2026-01-05") { at, day in "\(day),\(20 + at),\(2 + at % 5)" }
    let ledger = try await reading([
      ("activities.csv", "Type,Created at,Email,Minutes,Activity\n" + calls), ("phone.csv", "Date,Calls,Voicemail\n" + phone),
      ("leads.csv", fiveLeads),
    ]).ledger(asOf: nil)
    #expect(ledger.file("activities.csv").setAside == 0)
    #expect(!ledger.files.contains { $0.file == "activities.csv/people" })
    #expect(ledger.series.contains { $0.file == "phone.csv" })
  }

  @Test func `what is made ready with noughts has not happened`() async throws {
    let visits = rows(40, from: "2026-01-05", step: 7) { at, day in "\(day),\(at < 10 ? 500 + at : 0)" }
    let ledger = try await reading([("visits.csv", "Week,Visits\n" + visits)]).ledger(asOf: nil)
    #expect(ledger.cutoff.description == "2026-03-15")
  }
}

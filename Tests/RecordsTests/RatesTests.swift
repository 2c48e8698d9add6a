import Testing

@testable import Records

/// Amounts in several currencies are added where a rate is known.
@Suite struct RatesTests {
  private static let deals = """
    deal_id,lead_id,opened,closed,stage,amount,currency
    D1,L1,2026-01-20,2026-03-01,won,1000,EUR
    D2,L2,2026-02-01,2026-03-08,won,800,EUR
    D3,L3,2026-02-20,2026-03-09,won,500,USD
    D4,L4,2026-02-20,2026-03-09,won,100,SEK
    """

  private func amounts(_ settings: String?, _ deals: String = deals) async throws -> (Ledger, [Double]) {
    let reading = try await reading([("leads.csv", fiveLeads), ("deals.csv", deals)], settings: settings)
    return (reading.ledger(asOf: nil), reading.ledger(asOf: nil).deals.amount)
  }

  @Test func `without a rate an amount in another currency is not added, and its line is told`() async throws {
    let reading = try await reading([("leads.csv", fiveLeads), ("deals.csv", RatesTests.deals)])
    let amounts = reading.ledger(asOf: nil).deals.amount
    #expect(amounts[0] == 1000 && amounts[1] == 800 && amounts[2].isNaN && amounts[3].isNaN)
    let doubt = try #require(reading.inspection().doubts.first { $0.kind == .withoutRate })
    #expect(doubt.count == 2 && doubt.places.map(\.line) == [4, 5] && doubt.places.map(\.value) == ["USD", "SEK"])
    #expect(doubt.sentence == "2 amounts of amount in a currency without a rate; not counted as money.")
  }

  @Test func `with rates every amount is in the company's currency`() async throws {
    let (ledger, amounts) = try await amounts("[company]\ncurrency = \"EUR\"\n[rates]\nUSD = 0.9\nSEK = 0.1\n")
    #expect(amounts == [1000, 800, 450, 10] && ledger.currency == "EUR")
    let (foreign, told) = try await self.amounts(
      "[company]\ncurrency = \"CHF\"\n[rates]\nEUR = 2\nUSD = 1\n", RatesTests.deals)
    #expect(foreign.currency == "CHF" && told[0] == 2000 && told[2] == 500 && told[3].isNaN)
  }

  @Test func `a file that is all in another currency without a rate is not counted as the company's money`() async throws {
    let dollars = """
      deal_id,lead_id,opened,closed,stage,amount,currency
      D1,L1,2026-01-20,2026-03-01,won,1000,USD
      D2,L2,2026-02-01,2026-03-08,won,800,USD
      """
    let read = try await reading(
      [("leads.csv", fiveLeads), ("deals.csv", dollars)], settings: "[company]\ncurrency = \"EUR\"\n")
    let ledger = read.ledger(asOf: nil)
    #expect(ledger.currency == "EUR" && ledger.deals.amount.allSatisfy(\.isNaN))
    #expect(read.inspection().doubts.first { $0.kind == .withoutRate }?.count == 2)
    // Nobody says what the company counts in: then it is what the file says.
    let (own, amounts) = try await self.amounts(nil, dollars)
    #expect(own.currency == "USD" && amounts == [1000, 800])
  }

  @Test func `spend in two currencies is added with a rate and left out without, and so are the ratios made of it`()
    async throws
  {
    let report = """
      Day,Campaign,Currency code,Clicks,Impr.,Avg. CPC,Cost
      2026-02-02,Brand,EUR,10,100,1,20
      2026-02-02,US,USD,10,100,4,40
      2026-02-02,Brand 2,EUR,10,100,1,10
      """
    let files = [("leads.csv", fiveLeads), ("ads.csv", report)]
    let found = try await reading(files)
    let bare = found.ledger(asOf: nil)
    #expect(bare.series("Google Ads Cost")?.values == [30] && bare.series("Google Ads Avg. CPC")?.values == [1.5])
    #expect(found.inspection().doubts.contains { $0.kind == .withoutRate && $0.places.map(\.line) == [3] })
    let settled = try await reading(files, settings: "[company]\ncurrency = \"EUR\"\n[rates]\nUSD = 0.5\n").ledger(asOf: nil)
    #expect(settled.series("Google Ads Cost")?.values == [50])
    #expect(settled.series("Google Ads Clicks")?.values == [30])
    let plain =
      "date,channel,spend,currency\n2026-02-02,a,20,EUR\n2026-02-02,b,40,USD\n2026-02-09,a,21,EUR\n2026-02-09,b,41,USD\n"
    let twice = try await reading([("leads.csv", fiveLeads), ("spend.csv", plain)], settings: "[rates]\nUSD = 0.5\n").ledger(
      asOf: nil)
    #expect(twice.series("a spend")?.values == [20, 21] && twice.series("b spend")?.values == [20, 20.5])
  }

  @Test func `a rate that is none is told with its line, and rates stand in the proposal`() async throws {
    for (text, start) in [
      ("[rates]\nusd = 1\n", "parley.toml:2: rates: “usd” is not a currency."),
      ("[rates]\nUSD = 0\n", "parley.toml:2: rates: USD is worth an amount above 0"),
      ("[rates]\nUSD = \"1\"\n", "parley.toml:2: rates: USD is worth an amount above 0"),
    ] {
      let failure = #expect(throws: LoadFailure.self) { try Settings(toml: text) }
      #expect(failure?.sentence.hasPrefix(start) ?? false, "\(failure?.sentence ?? "")")
    }
    let proposal = try await reading([("leads.csv", fiveLeads)], settings: "[rates]\nUSD = 0.9\n").proposedSettings
    #expect(try Settings(toml: proposal).rates == [Settings.Rate(currency: "USD", rate: 0.9)])
  }
}

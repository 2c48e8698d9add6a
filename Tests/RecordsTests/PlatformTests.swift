import Testing

@testable import Records

/// Advertising platforms beside each other: what is one figure twice, and what is two.
@Suite struct PlatformTests {
  private static let campaigns = """
    Campaign report
    "September 1, 2026 - September 30, 2026"
    Day,Campaign,Currency code,Clicks,Impr.,CTR,Cost,Conversions
    2026-09-01,Brand,EUR,100,1000,10.00%,50.00,1.5
    2026-09-01,Generic,EUR,10,1000,1.00%,20.00,0
    2026-09-02,Brand,EUR,90,3000,3.00%,45.00,2.25
    """
  private static let adGroups = """
    Ad group report
    "September 1, 2026 - September 30, 2026"
    Day,Campaign,Ad group,Currency code,Clicks,Impr.,Cost,Conversions,View-through conv.
    2026-09-01,Brand,Exact,EUR,60,600,30.00,1.5,1
    2026-09-01,Brand,Broad,EUR,40,400,20.00,0,0
    2026-09-03,Brand,Exact,EUR,7,70,3.50,0,2
    """

  @Test func campaignsAndTheirAdGroupsAreCountedOnce() async throws {
    let ledger = try await reading([("campaigns.csv", Self.campaigns), ("groups.csv", Self.adGroups)]).ledger(asOf: nil)
    let cost = try #require(ledger.series("Google Ads Cost"))
    #expect(cost.starts == [day("2026-09-01"), day("2026-09-02"), day("2026-09-03")])
    #expect(cost.values == [70, 45, 3.5])
    #expect(ledger.series("Google Ads Conversions, claimed")?.values == [1.5, 2.25, 0])
    // Only the finer report has it: nothing of it is repeated.
    #expect(ledger.series("Google Ads View-through conv., claimed")?.values == [1, 2])
    #expect(ledger.remarks.contains(.sameFigures(file: "groups.csv", platform: "Google Ads", rows: 2)))
  }

  @Test func twoAccountsOfOnePlatformAreAddedUp() async throws {
    let other = Self.campaigns.replacing("Brand", with: "Marque").replacing("Generic", with: "Autre")
    let ledger = try await reading([("a.csv", Self.campaigns), ("b.csv", other)]).ledger(asOf: nil)
    #expect(ledger.series("Google Ads Cost")?.values == [140, 90])
    #expect(ledger.series.count { $0.name == "Google Ads Cost" } == 1)
  }

  @Test func exportsThatReachOverEachOtherCountEachDayOnce() async throws {
    let later = """
      Campaign report
      "September 2, 2026 - September 30, 2026"
      Day,Campaign,Currency code,Clicks,Impr.,CTR,Cost,Conversions
      2026-09-02,Brand,EUR,91,3000,3.00%,46.00,3.25
      2026-09-03,Brand,EUR,10,100,10.00%,5.00,0
      """
    let ledger = try await reading([("a.csv", Self.campaigns), ("b.csv", later)]).ledger(asOf: nil)
    // The later export knows the second of September better.
    #expect(ledger.series("Google Ads Cost")?.values == [70, 46, 5])
  }

  @Test func ratiosAreMadeOfTheirParts() async throws {
    let ledger = try await reading([("campaigns.csv", Self.campaigns)]).ledger(asOf: nil)
    let rate = try #require(ledger.series("Google Ads CTR"))
    #expect(rate.starts == [day("2026-09-01"), day("2026-09-02")])
    #expect(rate.values == [110.0 / 2000, 90.0 / 3000])
    #expect(rate.parts == [Series.Part(of: 110, by: 2000), Series.Part(of: 90, by: 3000)])
  }

  @Test func visitsBySessionAndByFirstVisitAreTwoThings() async throws {
    let sessions = "Session default channel group,Date,Sessions,Engaged sessions\nDirect,20260901,10,5\nDirect,20260902,11,6\n"
    let firsts = "First user default channel group,Date,New users,Engaged sessions\nDirect,20260901,7,4\nDirect,20260902,8,3\n"
    let ledger = try await reading([("s.csv", sessions), ("f.csv", firsts)]).ledger(asOf: nil)
    #expect(ledger.series("GA4 Direct Engaged sessions")?.values == [5, 6])
    #expect(ledger.series("GA4 first visit Direct Engaged sessions")?.values == [4, 3])
  }

  @Test func oneWholeMonthIsThatMonthAndTwoAreNone() async throws {
    func file(_ from: String, _ to: String) -> String {
      "# Start date: \(from)\n# End date: \(to)\nSession default channel group,Sessions,Key events\nDirect,900,3\nEmail,100,1\n"
    }
    let ledger = try await reading([
      ("june.csv", file("20260601", "20260630")), ("july.csv", file("20260701", "20260731")),
      ("both.csv", file("20260601", "20260731")), ("half.csv", file("20260801", "20260815")),
    ]).ledger(asOf: nil)
    #expect(ledger.series("GA4 Direct Sessions")?.starts == [day("2026-06-01"), day("2026-07-01")])
    #expect(ledger.series("GA4 Direct Sessions")?.grain == .month)
    #expect(ledger.file("both.csv").refusal == .severalMonths(from: day("2026-06-01"), to: day("2026-07-31")))
    #expect(ledger.file("half.csv").refusal == .partOfMonth(from: day("2026-08-01"), to: day("2026-08-15")))
    #expect(ledger.file("both.csv").subject == nil)
    #expect(ledger.remarks.count { if case .monthTotals = $0 { true } else { false } } == 2)
  }

  @Test(arguments: [
    "Campaign,Day,Clicks,Clicks (Comparison),Clicks (Change),Impr.,Cost\nBrand,2026-09-01,10,8,2,100,5\n",
    "\"Sep 1, 2026 - Sep 30, 2026 compared to Aug 1, 2026 - Aug 31, 2026\"\nCampaign,Day,Clicks,Impr.,Cost\nBrand,2026-09-01,10,100,5\n",
    "Campaign,Day,Clicks,Clicks,Impr.,Impr.,Cost,Cost\nBrand,2026-09-01,10,8,100,90,5,4\n",
  ])
  func aComparisonIsRefused(_ text: String) async throws {
    let ledger = try await reading([("ads.csv", text), ("leads.csv", fiveLeads)]).ledger(asOf: nil)
    #expect(ledger.file("ads.csv").refusal == .comparesRanges)
    #expect(!ledger.series.contains { $0.file == "ads.csv" })
  }

  @Test func stagesAreOnePathFromColumnsAndFromRows() async throws {
    let columns = #"""
      Record ID,Deal Name,Deal Stage,Amount,Create Date,Close Date,"Date entered ""Demo (Sales)""","Date entered ""Proposal (Sales)""","Date entered “Closed won (Sales)”"
      1,a,closedwon,10,2026-01-05,2026-03-01,2026-01-20,2026-02-10,2026-03-01
      2,b,Demo,20,2026-01-06,2026-09-01,2026-01-21,,
      """#
    let report = """
      Opportunity ID,Opportunity Name,Stage,Amount,Created Date,Close Date
      1,a,Closed Won,10,2026-01-05,2026-03-01
      2,b,Demo,20,2026-01-06,2026-09-01
      """
    let history = """
      Opportunity ID,From Stage,To Stage,Last Modified
      1,Proposal,Closed Won,2026-03-01 09:00
      1,Proposal,Proposal,2026-02-20 09:00
      1,Demo,Proposal,2026-02-10 09:00
      1,,Demo,2026-01-20 09:00
      2,,Demo,2026-01-21 09:00
      """
    func paths(_ ledger: Ledger) -> [[String]] {
      (0..<ledger.deals.count).map { deal in
        ledger.deals.paths.path(of: deal).map { "\(ledger.deals.paths.stages[Int($0.stage)]) \($0.day)" }
      }
    }
    let one = try await reading([("deals.csv", columns)]).ledger(asOf: nil)
    let two = try await reading([("opportunities.csv", report), ("history.csv", history)]).ledger(asOf: nil)
    #expect(paths(one) == [["Demo 2026-01-20", "Proposal 2026-02-10"], ["Demo 2026-01-21"]])
    #expect(paths(two) == paths(one))
    #expect(two.deals.won == one.deals.won)
    #expect(two.file("history.csv").setAside == 1 && two.file("history.csv").rejections.count == 0)
    let earlier = try await reading([("opportunities.csv", report), ("history.csv", history)]).ledger(asOf: day("2026-02-01"))
    #expect(paths(earlier) == [["Demo 2026-01-20"], ["Demo 2026-01-21"]])
  }

  @Test func aWonDealWithoutACloseDateIsWonOnTheDayOfThatStage() async throws {
    let ledger = try await reading([
      ("opportunities.csv", "Opportunity ID,Opportunity Name,Stage,Close Date\n1,a,Closed Won,\n2,b,Closed Lost,2026-03-05\n"),
      ("history.csv", "Opportunity ID,From Stage,To Stage,Last Modified\n1,,Demo,2026-01-20\n1,Demo,Closed Won,2026-03-01\n"),
    ]).ledger(asOf: nil)
    #expect(ledger.deals.won == [day("2026-03-01"), nil])
    #expect(ledger.deals.opened == [day("2026-01-20"), nil])
  }

  @Test func dealsOfOneNameWithoutAnIdAreSeveralAndSaidToBe() async throws {
    let text = """
      Opportunity Name,Account Name,Stage,Amount,Created Date,Close Date
      Plan,Acme,Closed Won,10,2026-01-05,2026-03-01
      Plan,Acme,Closed Won,20,2026-01-05,2026-03-02
      Plan,Beta,Closed Lost,5,2026-01-15,2026-03-02
      """
    let ledger = try await reading([("a.csv", text)]).ledger(asOf: nil)
    #expect(ledger.deals.count == 3)
    #expect(ledger.remarks.contains(.sameNames(file: "a.csv", count: 1)))
  }
}

import Testing

@testable import Records

/// Raw lists of entries, and numbers by period.
@Suite struct LedgerListsTests {
  private static let scans = """
    badge_id,email,name,company,scanned_at,scanned_by,notes
    B1,cy@c.example,Cy,C,2026-02-02 10:00,rep@us.example,needs a plan
    B2,dee@d.example,Dee,D,2026-02-02 11:00,rep@us.example,
    b2,dee@d.example,Dee,D,2026-02-02 12:00,rep@us.example,
    B1,cy@c.example,Cy,C,2026-02-03 09:00,rep@us.example,
    STF-7,kim@other.example,Kim,Us,2026-02-03 09:10,rep@us.example,
    B9,lee@US.example,Lee,Us,2026-02-03 09:20,rep@us.example,
    B8,zoe@z.example,Zoe,Z,2026-02-03 09:30,rep@us.example,
    """

  @Test func aListOfOneSourceBelongsToItWithRepeatsStaffAndVariants() async throws {
    let ledger = try await reading([("leads.csv", fiveLeads), ("badge-scans.csv", LedgerListsTests.scans)]).ledger(asOf: nil)
    #expect(ledger.file("badge-scans.csv").subject == .entries)
    let fair = ledger.sources.first { $0.name == "fair" }
    #expect(fair?.rawRows == 7)
    #expect(fair?.repeats == 1)
    #expect(fair?.caseVariants == 1)
    #expect(fair?.staff == 2)
    #expect(fair?.entryFiles == ["badge-scans.csv"])
    #expect(ledger.overlays.isEmpty)
    #expect(ledger.leads.noted == [nil, nil, true, false, nil])
    #expect(ledger.recorded.contains(.noted))
    #expect(ledger.file("badge-scans.csv").unmatched == 1)
  }

  @Test func aListOfSeveralSourcesIsAnOverlayOfItsOwn() async throws {
    let list = """
      email,mql_date
      ann@a.example,2026-02-10
      cy@c.example,2026-02-11
      ann@a.example,2026-03-11
      """
    let reading = try await reading([("leads.csv", fiveLeads), ("mqls-2026-q1.csv", list)])
    let ledger = reading.ledger(asOf: nil)
    #expect(ledger.overlays.map(\.name) == ["mqls-2026-q1"])
    #expect(ledger.overlays.first?.leads == [0, 2])
    #expect(ledger.overlays.first?.days == [day("2026-02-10"), day("2026-02-11")])
    #expect(ledger.overlays.first.map { [$0.rows, $0.people, $0.repeats] } == [3, 2, 1])
    #expect(reading.ledger(asOf: day("2026-02-10")).overlays.first.map { [$0.rows, $0.people, $0.repeats] } == [1, 1, 0])
  }

  @Test func aListThatLooksLikeLeadsButRepeatsThemIsAList() async throws {
    let list = "contact_id,email,created,source\nL1,ann@a.example,2026-02-10,x\nL3,cy@c.example,2026-02-11,y\n"
    let ledger = try await reading([("leads.csv", fiveLeads), ("mqls.csv", list)]).ledger(asOf: nil)
    #expect(ledger.file("mqls.csv").subject == .entries)
    #expect(ledger.leads.count == 5)
  }

  @Test func withoutLeadsThePeopleOfTheListAreTheLeads() async throws {
    let ledger = try await reading([("badge-scans.csv", LedgerListsTests.scans)]).ledger(asOf: nil)
    #expect(ledger.file("badge-scans.csv").subject == .leads)
    // Two of the seven rows are our own people, and two come again: nothing of that is a mistake in the file.
    #expect(ledger.leads.count == 3)
    #expect(ledger.file("badge-scans.csv").setAside == 4)
    #expect(ledger.file("badge-scans.csv").rejections.count == 0)
    #expect(ledger.sources.map(\.name) == ["badge-scans"])
  }

  @Test func spendWithOneRowAChannelBecomesASeriesForEach() async throws {
    let ledger = try await reading([
      ("leads.csv", fiveLeads),
      ("spend.csv", "month,channel,spend\n2026-01,Ads,\"1,000\"\n2026-01,Fair,500\n2026-02,Ads,1200\n2026-02,Fair,0\n"),
    ]).ledger(asOf: nil)
    #expect(ledger.file("spend.csv").subject == .spend)
    #expect(ledger.series.map(\.name) == ["Ads spend", "Fair spend"])
    #expect(ledger.series("Ads spend")?.values == [1000, 1200])
    #expect(ledger.series("Ads spend")?.starts == [day("2026-01-01"), day("2026-02-01")])
    #expect(ledger.series("Ads spend")?.grain == .month)
    #expect(ledger.series("Ads spend").flatMap(\.source).map { ledger.sources[$0].name } == "ads")
    if case .money = ledger.series("Ads spend")?.unit {} else { Issue.record("spend is money") }
  }

  @Test func ratesOfManyRowsAndClaimsOfAPlatformAreNotAddedUp() async throws {
    let ledger = try await reading([
      (
        "ads.csv",
        """
        Day,Campaign,Campaign ID,Amount spent (EUR),Impressions,CTR,Purchases,Reach
        2026-01-01,brand,99123456,10,100,0.02,1,80
        2026-01-01,search,99123457,20,300,0.03,2,90
        2026-01-02,brand,99123456,11,110,0.02,0,70
        2026-01-02,search,99123457,21,310,0.01,1,60
        """
      )
    ]).ledger(asOf: nil)
    #expect(
      ledger.series.map(\.name) == [
        "Meta Ads Amount spent", "Meta Ads Impressions", "Meta Ads CTR", "Meta Ads Purchases, claimed",
      ])
    // Two campaigns' rates are one, each as heavy as what it was of; what was clicked the file does not have.
    let rates = try #require(ledger.series("Meta Ads CTR"))
    #expect(
      zip(rates.values, [11.0 / 400, 5.3 / 420]).allSatisfy { abs($0 - $1) < 1e-12 } && rates.parts.map(\.by) == [400, 420])
    #expect(ledger.series("Meta Ads Amount spent")?.values == [30, 32])
    #expect(ledger.currency == "EUR")
    #expect(ledger.file("ads.csv").columns.map(\.aside) == [nil, nil, nil, nil, nil, nil, nil, .overlapping])
  }

  @Test func theRunningWeekStaysAtTheEndAndGoesWhenLookingBack() async throws {
    let reading = try await reading([
      ("leads.csv", fiveLeads + "\nL6,f@f.example,2026-03-11,ads\n"),
      ("weekly.csv", "week,sessions\n2026-02-23,70\n2026-03-02,80\n2026-03-09,30\n"),
    ])
    let now = reading.ledger(asOf: nil)
    #expect(now.cutoff == day("2026-03-11"))
    #expect(now.series("sessions")?.values == [70, 80, 30])
    #expect(now.series("sessions")?.coveredDays == 3)
    let then = reading.ledger(asOf: day("2026-03-10"))
    #expect(then.series("sessions")?.values == [70, 80])
    #expect(then.series("sessions")?.coveredDays == nil)
    #expect(reading.ledger(asOf: day("2026-02-24")).series.isEmpty)
  }

  @Test func aWeekNamedByItsLastDayStartsSixDaysBefore() async throws {
    let ledger = try await reading([("weekly.csv", "week ending,sessions\n2026-03-01,70\n2026-03-08,80\n2026-03-15,80\n")])
      .ledger(asOf: nil)
    #expect(ledger.series.first?.starts.first == day("2026-02-23"))
    #expect(ledger.cutoff == day("2026-03-15"))
  }

  @Test(arguments: [
    ("2026-W14", "2026-03-30"), ("Mar 2026", "2026-03-01"), ("2026-03", "2026-03-01"), ("KW 14/2026", "2026-03-30"),
  ])
  func periodsMayBeWords(_ text: String, _ first: String) {
    #expect(PeriodName.firstDay(of: text) == day(first))
  }

  @Test(arguments: ["ads", "2026", "won", "13-2026", "2026-13", "W14"])
  func otherWordsAreNoPeriods(_ text: String) {
    #expect(PeriodName.firstDay(of: text) == nil)
  }
}

/// Numbers that must not become "today".
@Suite struct LedgerPlansTests {
  @Test func aPlanReachesPastTheEndAndDoesNotMoveIt() async throws {
    let plan = "week,role,heads,room\n2026-W05,seller,6,48\n2026-W05,caller,2,16\n2026-W50,seller,4,32\n2026-W50,caller,2,16\n"
    let ledger = try await reading([("leads.csv", fiveLeads), ("people-plan.csv", plan)]).ledger(asOf: nil)
    #expect(ledger.cutoff == day("2026-03-02"))
    #expect(ledger.plans.map(\.name) == ["seller heads", "caller heads", "seller room", "caller room"])
    #expect(ledger.plans.first?.values == [6, 4])
    #expect(ledger.series.isEmpty)
  }

  @Test func anAnswerWithAScoreIsAComplaintOnlyWithoutTickets() async throws {
    let nps = "account,at,score\nA1,2026-01-07,9\nA2,2026-01-08,3\n"
    let tickets = "ticket_id,account,opened_at,kind,score\nT1,A1,2026-01-09,complaint,bad\nT2,A1,2026-01-10,question,good\n"
    let alone = try await reading([("leads.csv", fiveLeads), ("nps.csv", nps)]).ledger(asOf: nil)
    #expect(alone.complaints.day == [day("2026-01-08")])
    let both = try await reading([("leads.csv", fiveLeads), ("nps.csv", nps), ("tickets.csv", tickets)]).ledger(asOf: nil)
    #expect(both.complaints.day == [day("2026-01-09")])
    #expect(both.file("nps.csv").setAside == 2)
  }
}

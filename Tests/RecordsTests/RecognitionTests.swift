import Testing

@testable import Records

/// One table each, as its vendor writes it, and what it is taken for.
@Suite struct RecognitionTests {
  private static func recognise(_ name: String, _ text: String) async throws -> [String: String] {
    let reading = try await reading([(name, text), ("weekly.csv", "week,visits\n2026-01-05,3\n2026-01-12,4\n")])
    let file = reading.ledger(asOf: nil).file(name)
    var fields = ["": file.subject?.rawValue ?? "-"]
    for column in file.columns { if let field = column.field { fields[column.heading] = field.rawValue } }
    return fields
  }

  @Test func hubSpotContacts() async throws {
    let found = try await RecognitionTests.recognise(
      "all-contacts.csv",
      """
      Record ID,First Name,Last Name,Email,Company Name,Contact owner,Lifecycle Stage,Lead Status,Original Source,Create Date,Close Date,Last Activity Date,Became a Marketing Qualified Lead Date,Became a Sales Qualified Lead Date,Became a Customer Date
      101,Ann,A,ann@a.example,Acme,rep,customer,OPEN,PAID_SEARCH,2026-01-02 10:00,2026-03-01 10:00,2026-03-20 10:00,2026-01-09 10:00,2026-01-20 10:00,2026-03-01 10:00
      102,Bob,B,bob@b.example,Beta,rep,lead,OPEN,ORGANIC_SEARCH,2026-01-03 10:00,,2026-03-21 10:00,,,
      """)
    #expect(found[""] == "leads")
    #expect(found["Record ID"] == "lead_id")
    #expect(found["Email"] == "email")
    #expect(found["Original Source"] == "source")
    #expect(found["Create Date"] == "created")
    #expect(found["Last Activity Date"] == nil)
    #expect(found["Became a Marketing Qualified Lead Date"] == "handed_over")
    #expect(found["Became a Sales Qualified Lead Date"] == "accepted")
    #expect(found["Became a Customer Date"] == "won")
  }

  @Test func hubSpotDeals() async throws {
    let found = try await RecognitionTests.recognise(
      "hubspot-crm-exports.csv",
      """
      Record ID,Deal Name,Pipeline,Deal Stage,Amount,Close Date,Create Date,Deal owner,Deal Type,Associated Contact IDs,Closed Lost Reason,Is Closed Won
      9001,Acme plan,Sales,closedwon,1200,2026-03-01 10:00,2026-01-10 10:00,rep,newbusiness,101,,true
      9002,Beta plan,Sales,closedlost,900,2026-03-05 10:00,2026-01-12 10:00,rep,existingbusiness,102,price,false
      9003,Gamma plan,Sales,qualifiedtobuy,700,2026-09-05 10:00,2026-01-15 10:00,rep,newbusiness,102,,false
      """)
    #expect(found[""] == "deals")
    #expect(found["Record ID"] == "deal_id")
    #expect(found["Deal Stage"] == "stage")
    #expect(found["Is Closed Won"] == "stage")
    #expect(found["Amount"] == "amount")
    #expect(found["Close Date"] == "closed")
    #expect(found["Create Date"] == "opened")
    #expect(found["Associated Contact IDs"] == "lead_id")
    #expect(found["Closed Lost Reason"] == "loss_reason")
  }

  @Test func salesforceOpportunityReport() async throws {
    let found = try await RecognitionTests.recognise(
      "report1700000000.csv",
      """
      Opportunity Owner,Account Name,Opportunity Name,Stage,Amount,Expected Revenue,Probability (%),Age,Close Date,Created Date,Lead Source,Type
      Rep,Acme,Acme plan,Closed Won,1200,1200,100,12,2026-03-01,2026-01-10,Web,New Business
      Rep,Beta,Beta plan,Closed Lost,900,0,0,12,2026-03-05,2026-01-12,Web,New Business
      Rep,Gamma,Gamma plan,Prospecting,700,70,10,12,2026-09-05,2026-01-15,Event,Renewal
      """)
    #expect(found[""] == "deals")
    #expect(found["Stage"] == "stage")
    #expect(found["Account Name"] == "company")
    #expect(found["Close Date"] == "closed")
    #expect(found["Created Date"] == "opened")
    #expect(found["Amount"] == "amount")
    #expect(found["Type"] == "deal_kind")
  }

  @Test func pipedriveDeals() async throws {
    let found = try await RecognitionTests.recognise(
      "deals-99-100.csv",
      """
      Deal - ID,Deal - Title,Deal - Value,Deal - Status,Deal - Stage,Deal - Add time,Deal - Won time,Deal - Lost time,Deal - Lost reason,Deal - Expected close date,Deal - Owner
      1,a,1200,Won,Offer,2026-01-10 10:00:00,2026-03-01 10:00:00,,,2026-03-09,rep
      2,b,900,Lost,Offer,2026-01-12 10:00:00,,2026-03-05 10:00:00,price,2026-03-19,rep
      3,c,700,Open,Talk,2026-01-15 10:00:00,,,,2026-09-05,rep
      """)
    #expect(found[""] == "deals")
    #expect(found["Deal - ID"] == "deal_id")
    #expect(found["Deal - Status"] == "stage")
    #expect(found["Deal - Value"] == "amount")
    #expect(found["Deal - Add time"] == "opened")
    #expect(found["Deal - Won time"] == "won")
    #expect(found["Deal - Lost time"] == "lost")
    #expect(found["Deal - Lost reason"] == "loss_reason")
    #expect(found["Deal - Expected close date"] == nil)
  }

  @Test func metaAds() async throws {
    let found = try await RecognitionTests.recognise(
      "ads-report.csv",
      """
      Campaign name,Ad set name,Day,Reach,Impressions,Link clicks,Amount spent (EUR),Purchases
      brand,a,2026-01-01,10,20,3,4.50,1
      search,a,2026-01-01,11,21,4,5.50,0
      brand,a,2026-01-02,12,22,5,6.50,2
      search,a,2026-01-02,13,23,6,7.50,1
      """)
    #expect(found[""] == "spend")
    #expect(found["Day"] == "period")
    #expect(found["Campaign name"] == "channel")
    #expect(found["Amount spent (EUR)"] == "spent")
    // Told, as what Meta claims; deals are counted from deals.
    #expect(found["Purchases"] == "value")
    #expect(found["Reach"] == nil)
  }

  @Test func trafficByChannelGroup() async throws {
    let found = try await RecognitionTests.recognise(
      "traffic.csv",
      """
      Date,Session primary channel group (Default Channel Group),Sessions,Engaged sessions,Engagement rate
      20260101,Organic Search,100,60,0.6
      20260101,Paid Search,50,20,0.4
      20260102,Organic Search,110,66,0.6
      20260102,Paid Search,40,20,0.5
      """)
    #expect(found[""] == "numbers")
    #expect(found["Date"] == "period")
    #expect(found["Sessions"] == "value")
    #expect(found["Engagement rate"] == "value")
  }

  @Test func headingsThatSayNothingAreReadByTheirCells() async throws {
    var people = "nr,tag,woher\n"
    var ends = "kunde,wann,wie,summe\n"
    for n in 0..<60 {
      people += "K-\(7000 + n),2026-01-\(n % 28 < 9 ? "0" : "")\(n % 28 + 1),\(["anzeige", "messe", "mail"][n % 3])\n"
      if n % 2 == 0 {
        ends +=
          "K-\(7000 + n),2026-02-\(n % 28 < 9 ? "0" : "")\(n % 28 + 1),\(n % 4 == 0 ? "gewonnen" : "verloren"),\(n * 10)\n"
      }
    }
    let ledger = try await reading([("a.csv", people), ("b.csv", ends)]).ledger(asOf: nil)
    #expect(ledger.files.map(\.subject) == [.leads, .deals])
    #expect(ledger.leads.count == 60)
    #expect(ledger.leads.won.count { $0 != nil } == 15)
    #expect(ledger.leads.lost.count { $0 != nil } == 15)
  }

  @Test func aTableThatIsNothingIsNotGuessedLoudly() async throws {
    let ledger = try await reading([
      ("leads.csv", fiveLeads), ("rooms.csv", "room,booked_on,by\nA,2026-01-05,x\nB,2026-01-06,y\nC,2026-01-06,x\n"),
    ]).ledger(asOf: nil)
    #expect(ledger.file("rooms.csv").subject == nil)
    #expect(ledger.leads.count == 5)
    #expect(ledger.cutoff == day("2026-03-02"))
  }

  @Test(arguments: [
    ("mql_id", "mql id"), ("Create Date", "create date"), ("AccountId", "account id"), ("property_createdate", "createdate"),
    ("Amount Spent (EUR)", "amount spent eur"), ("Deal - Won time", "deal won time"), ("IsWon", "is won"),
    ("MEMBER_RATING", "member rating"),
    ("  ", ""),
  ])
  func aHeadingIsItsWords(_ text: String, _ words: String) {
    #expect(Heading(text).joined == words)
  }
}

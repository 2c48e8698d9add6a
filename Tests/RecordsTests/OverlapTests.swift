import Testing

@testable import Records

/// Exports that reach over each other count everything once, the newer row; names that almost match are proposed.
@Suite struct OverlapTests {
  private static let spring = """
    lead_id,email,created,source,accepted
    L1,ann@a.example,2026-01-05,ads,
    L2,bob@b.example,2026-03-12,ads,
    L3,cy@c.example,2026-05-02,fair,
    """
  private static let summer = """
    lead_id,email,created,source,accepted
    L2,bob@b.example,2026-03-12,ads,2026-07-01
    L3,cy@c.example,2026-05-02,fair,
    L4,dee@d.example,2026-08-09,fair,2026-08-10
    """

  @Test func `people of two exports count once, as the newer one knows them, whatever the files are called`() async throws {
    for names in [("a.csv", "b.csv"), ("b.csv", "a.csv")] {
      let ledger = try await reading([(names.0, OverlapTests.spring), (names.1, OverlapTests.summer)]).ledger(asOf: nil)
      #expect(ledger.leads.count == 4)
      #expect(ledger.leads.accepted.count { $0 != nil } == 2)
      #expect(ledger.file(names.0).overlaps == [Overlap(file: names.1, rows: 2)])
      #expect(
        ledger.file(names.0).overlaps.first?.sentence == "2 rows are in \(names.1) again; the newer row there is counted, once."
      )
      #expect(ledger.file(names.0).rejections.count == 0 && ledger.file(names.1).rejections.count == 0)
      #expect(ledger.file(names.0).setAside == 2)
    }
  }

  @Test func `of two copies that reach as far, the one downloaded later is the newer`() async throws {
    let again = OverlapTests.summer.replacing(
      "L3,cy@c.example,2026-05-02,fair,", with: "L3,cy@c.example,2026-05-02,fair,2026-06-01")
    let ledger = try await reading([("leads (1).csv", again), ("leads.csv", OverlapTests.summer)]).ledger(asOf: nil)
    #expect(ledger.leads.count == 3 && ledger.leads.accepted.count { $0 != nil } == 3)
    #expect(ledger.file("leads.csv").overlaps == [Overlap(file: "leads (1).csv", rows: 3)])
    #expect(LedgerBuilding.copy("a (12)") == ("a", 12) && LedgerBuilding.copy("a (b)") == ("a (b)", 0))
  }

  @Test func `a deal of two exports is what the newer one says`() async throws {
    let head = "deal_id,lead_id,opened,closed,stage,amount\n"
    let ledger = try await reading([
      ("leads.csv", fiveLeads),
      ("deals-june.csv", head + "D1,L1,2026-02-01,,demo,100\nD2,L2,2026-03-01,2026-04-01,won,200\n"),
      ("deals-august.csv", head + "D1,L1,2026-02-01,2026-08-01,won,150\nD3,L3,2026-07-01,,demo,300\n"),
    ]).ledger(asOf: nil)
    #expect(ledger.deals.count == 3)
    #expect(ledger.deals.won.count { $0 != nil } == 2)
    #expect(ledger.deals.amount.sorted() == [150, 200, 300])
    #expect(ledger.file("deals-june.csv").overlaps == [Overlap(file: "deals-august.csv", rows: 1)])
    #expect(ledger.file("deals-june.csv").rejections.count == 0)
  }

  @Test func `touches and numbers of the days that two exports share are those of the newer one`() async throws {
    let touches = "lead_id,date,channel\n"
    let ledger = try await reading([
      ("leads.csv", fiveLeads),
      ("touches-1.csv", touches + "L1,2026-01-06,ads\nL1,2026-03-06,ads\nL2,2026-03-07,mail\nL1,2026-03-06,mail\n"),
      ("touches-2.csv", touches + "L1,2026-03-06,ads\nL2,2026-03-07,mail\nL1,2026-03-06,mail\nL2,2026-03-08,mail\n"),
      ("web-1.csv", "date,sessions\n2026-01-01,10\n2026-01-02,11\n2026-01-03,12\n"),
      ("web-2.csv", "date,sessions\n2026-01-02,12\n2026-01-03,13\n2026-01-04,14\n"),
    ]).ledger(asOf: nil)
    #expect(ledger.touches.count == 5)
    #expect(ledger.file("touches-1.csv").overlaps == [Overlap(file: "touches-2.csv", rows: 3)])
    #expect(ledger.series.map(\.name) == ["sessions"])
    #expect(ledger.series.first?.values == [10, 12, 13, 14])
    #expect(ledger.file("web-1.csv").overlaps == [Overlap(file: "web-2.csv", rows: 2)])
  }

  @Test func `a contract of two exports counts once, as the newer one has it, and a renewal is the same contract`() async throws
  {
    let head = "account,contract_start,contract_end,arr\n"
    let ledger = try await reading([
      ("leads.csv", fiveLeads),
      ("customers-june.csv", head + "A,2025-01-01,,100\nB,2025-01-10,,200\nC,2025-02-01,,300\nC,2025-02-01,,40\n"),
      ("customers-august.csv", head + "A,2025-01-01,2026-01-20,100\nB,2026-01-10,,250\nC,2025-02-01,,310\nD,2026-02-01,,400\n"),
    ]).ledger(asOf: nil)
    #expect(ledger.customers.yearlyNow.sorted() == [100, 250, 310, 400])
    #expect(ledger.customers.ended.count { $0 != nil } == 1)
    #expect(ledger.file("customers-june.csv").overlaps == [Overlap(file: "customers-august.csv", rows: 4)])
    #expect(ledger.file("customers-june.csv").rejections.count == 0)
  }

  @Test func `of two contracts of one account both count when only one of them is in the newer export`() async throws {
    let head = "account,contract_start,contract_end,arr\n"
    let ledger = try await reading([
      ("leads.csv", fiveLeads),
      ("customers-june.csv", head + "A,2025-01-01,2025-12-31,100\nA,2025-07-01,,200\n"),
      ("customers-august.csv", head + "A,2025-07-01,,210\nD,2026-02-01,,400\n"),
    ]).ledger(asOf: nil)
    // They overlap, so they are one customer's since the first of them; what has run out is not paid any more.
    #expect(ledger.customers.yearlyNow.sorted() == [210, 400])
    #expect(ledger.customers.start.min() == day("2025-01-01"))
  }

  @Test func `files of one shape about different things are both counted`() async throws {
    let head = "lead_id,date,channel\n"
    let ledger = try await reading([
      ("leads.csv", fiveLeads), ("a.csv", head + "L1,2026-03-06,ads\nL1,2026-03-07,ads\nL1,2026-03-08,ads\n"),
      ("b.csv", head + "L2,2026-03-06,mail\nL2,2026-03-07,mail\nL2,2026-03-08,mail\n"),
    ]).ledger(asOf: nil)
    #expect(ledger.touches.count == 6)
    #expect(ledger.files.allSatisfy { $0.overlaps.isEmpty })
  }

  private static let accounts = "account,sector\nAcme Foods Ltd,food\nBlue Harbour,sea\nCargo 7 AG,sea\n"
  private static let deals = """
    deal_id,account,deal_name,opened,closed,stage,amount
    D1,ACME-Foods,Acme rollout,2026-01-01,2026-02-01,won,100
    D2,Blue Harbor,Blue pilot,2026-01-02,2026-02-02,lost,50
    D3,Cargo 8 AG,Cargo,2026-01-03,2026-02-03,won,70
    D4,Cargo 7 AG,ACME Rollout!,2026-01-04,2026-02-04,won,100
    D5,Cargo 7 AG,Blue pilott,2026-01-04,2026-02-04,won,55
    """

  @Test func `names that almost match are proposed, joined when accepted and forgotten when they are not the same`()
    async throws
  {
    let files = [("accounts.csv", OverlapTests.accounts), ("deals.csv", OverlapTests.deals)]
    let reading = try await reading(files)
    #expect(reading.namesakes.map(\.kind) == [.account, .account, .deal])
    #expect(reading.namesakes.map(\.likeness) == [.spelling, .letter, .spelling])
    #expect(reading.namesakes.map(\.first.line) == [2, 3, 2])
    #expect(reading.namesakes.map(\.second.line) == [2, 3, 5])
    #expect(reading.ledger(asOf: nil).deals.count == 5)
    let prints = reading.namesakes.map { "\"" + Fingerprint.text($0.fingerprint) + "\"" }
    let text = "[people]\nsame = [\(prints[0]), \(prints[2])]\napart = [\(prints[1])]\n"
    let again = reading.settled(by: try Settings(toml: text))
    #expect(again.namesakes.map(\.isSame) == [true, false, true])
    let ledger = again.ledger(asOf: nil)
    #expect(ledger.deals.count == 4)
    #expect(again.merges.map(\.rule) == [.namesake] && again.merges.map(\.line) == [5])
    #expect(ledger.file("deals.csv").joins.contains { $0.otherFile == "accounts.csv" && $0.matched == 3 })
  }
}

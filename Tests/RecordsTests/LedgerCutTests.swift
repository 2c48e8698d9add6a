import Testing

@testable import Records

@Suite struct LedgerCutTests {
  private static func company() async throws -> Reading {
    try await reading([
      (
        "leads.csv",
        """
        lead_id,created,source,handed_over,accepted,first_answer
        L1,2026-01-05,ads,2026-01-06,2026-01-08,2026-01-09
        L2,2026-01-12,ads,2026-02-20,2026-02-21,2026-02-22
        L3,2026-02-15,fair,,,
        """
      ),
      (
        "deals.csv",
        """
        deal_id,lead_id,opened,stage,closed,amount
        D1,L1,2026-01-20,Won,2026-02-10,100
        D2,L2,2026-01-25,Lost,2026-01-30,70
        D3,L2,2026-02-05,Open,,70
        D4,,,Prospecting,,
        """
      ),
      ("touches.csv", "lead_id,at,channel\nL1,2026-01-02,ads\nL1,2026-02-03,mail\nL3,2026-01-30,ads\nL3,2026-02-16,ads\n"),
      ("activities.csv", "lead_id,at,kind,minutes\nL1,2026-01-09,call,30\nL1,2026-02-07,call,60\n"),
      ("customers.csv", "account,start,end,arr\nAcme,2025-01-01,2026-02-09,10\nBeta,2026-02-11,2027-01-01,10\n"),
    ])
  }

  @Test func nothingDatedLaterExists() async throws {
    let ledger = try await LedgerCutTests.company().ledger(asOf: day("2026-02-01"))
    #expect(ledger.cutoff == day("2026-02-01"))
    #expect(ledger.leads.created == [day("2026-01-05"), day("2026-01-12")])
    #expect(ledger.leads.handedOver == [day("2026-01-06"), nil])
    #expect(ledger.leads.accepted == [day("2026-01-08"), nil])
    #expect(ledger.leads.firstResponseHours[1].isNaN)
    #expect(ledger.leads.won == [nil, nil])
    #expect(ledger.leads.lost == [nil, day("2026-01-30")])
    #expect(ledger.leads.salesHours[0] == 0.5)
    #expect(ledger.deals.opened == [day("2026-01-20"), day("2026-01-25")])
    #expect(ledger.deals.won == [nil, nil])
    #expect(ledger.touches.day == [day("2026-01-02")])
    #expect(ledger.customers.start == [day("2025-01-01")])
    #expect(ledger.customers.ended == [nil])
    #expect(ledger.reasons("leads.csv") == [.laterThanCutoff(column: "created")])
    #expect(ledger.lines("leads.csv") == [4])
    #expect(ledger.file("deals.csv").rejections.count == 2)
    #expect(ledger.file("leads.csv").to == ledger.cutoff)
  }

  @Test func `a source that had not begun is no source yet, and the others keep their leads`() async throws {
    let read = try await reading([
      ("leads.csv", "lead_id,created,source\nL1,2026-03-02,fair\nL2,2026-01-12,ads\nL3,2026-01-15,mail\n"),
      ("spend.csv", "week,channel,spend\n2026-01-05,mail,10\n2026-01-12,mail,20\n2026-01-05,fair,5\n"),
    ])
    let whole = read.ledger(asOf: nil)
    #expect(whole.sources.map(\.name) == ["ads", "mail", "fair"])
    let early = read.ledger(asOf: day("2026-02-01"))
    #expect(early.sources.map(\.name) == ["ads", "mail"])
    #expect(early.leads.source == [0, 1])
    #expect(
      early.series.map { $0.source.map { early.sources[$0].name } } == whole.series.map { $0.channel == "mail" ? "mail" : nil })
  }

  @Test func withoutADayEverythingIsThere() async throws {
    let ledger = try await LedgerCutTests.company().ledger(asOf: nil)
    #expect(ledger.cutoff == day("2026-02-21"), "the last acceptance; an answer may be written down for days to come")
    #expect(ledger.leads.count == 3)
    #expect(ledger.leads.lost == [nil, nil, nil], "a second deal of the person is still open")
    #expect(ledger.deals.count == 4)
    #expect(ledger.touches.count == 4)
    #expect(ledger.files.allSatisfy { $0.rejections.count == 0 })
  }

  @Test func aLaterDayThanTheDataOnlyMovesTheCutoff() async throws {
    let reading = try await LedgerCutTests.company()
    let now = reading.ledger(asOf: nil)
    let later = reading.ledger(asOf: day("2027-02-01"))
    #expect(later.cutoff == day("2027-02-01"))
    #expect(later.leads.created == now.leads.created)
    #expect(later.customers.ended == [day("2026-02-09"), day("2027-01-01")])
  }

  @Test func readingWithOneWorkerOrTwoIsTheSame() async throws {
    guard let one = try await Exports.read("olist", workers: 1), let two = try await Exports.read("olist", workers: 2) else {
      return
    }
    let (a, b) = (one.ledger(asOf: day("2018-05-31")), two.ledger(asOf: day("2018-05-31")))
    #expect(a.leads.created == b.leads.created)
    #expect(a.leads.won == b.leads.won)
    #expect(a.leads.source == b.leads.source)
    #expect(a.files.map(\.rejections.count) == b.files.map(\.rejections.count))
  }
}

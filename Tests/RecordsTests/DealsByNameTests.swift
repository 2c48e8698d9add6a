import Testing

@testable import Records

/// Deals that name nobody: what is joined, what is only proposed, and what the user's word makes of it.
@Suite struct DealsByNameTests {
  private let leads = """
    lead_id,email,company,created,source
    L1,a@a.example,Nordlys AS,2026-01-05,ads
    L2,b@b.example,Falk Logistik,2026-01-06,ads
    L3,c@c.example,Falk Logistik,2026-01-07,fair
    L4,d@d.example,Later Ltd,2026-06-01,fair
    """
  private let deals = """
    opportunity_id,account name,stage,amount,created date,close date
    O1,nordlys as,Closed Won,100,2026-02-01,2026-03-01
    O2,Falk Logistik,Closed Won,200,2026-02-01,2026-03-01
    O3,Later Ltd,Closed Won,300,2026-02-01,2026-03-01
    O4,Nordlys,Closed Won,400,2026-02-01,2026-03-01
    """

  private func reading(_ toml: String = "") async throws -> Reading {
    var files = [("leads.csv", leads), ("deals.csv", deals)].map { Folder.MemoryFile(name: $0, bytes: Array($1.utf8)) }
    if !toml.isEmpty { files.append(Folder.MemoryFile(name: "parley.toml", bytes: Array(toml.utf8))) }
    return try await Reading.read(.memory(name: "folder", files: files), workers: 1)
  }

  @Test func `an account that one lead has is joined, one of two leads or of a later one is not, and all is said`() async throws
  {
    let reading = try await reading()
    #expect(reading.ledger(asOf: nil).deals.lead == [0, -1, -1, -1])
    #expect(
      reading.joined.remarks.contains(.joinedByName(file: "deals.csv", column: "account name", count: 1, isAccount: true)))
    #expect(reading.joined.doubts.first { $0.kind == .withoutLead }?.count == 3)
  }

  @Test func `an account that almost matches a lead's is proposed, and joined once the user says that it is the same`()
    async throws
  {
    let pair = try #require(try await reading().inspection().namesakes.first { $0.kind == .account })
    #expect(Set([pair.first.value, pair.second.value]).contains("Nordlys"))
    let said = try await reading("[people]\nsame = [\"\(Fingerprint.text(pair.fingerprint))\"]\n")
    #expect(said.ledger(asOf: nil).deals.lead == [0, -1, -1, 0])
  }

  @Test func `a column that is left out joins nobody`() async throws {
    let left = try await reading("[files.\"deals.csv\".columns]\n\"account name\" = \"none\"\n")
    #expect(left.ledger(asOf: nil).deals.lead.allSatisfy { $0 < 0 })
  }

  @Test func `leads that name their opportunity are its leads, whatever the deal says`() async throws {
    let leads = "Id,Email,Company,LeadSource,CreatedDate,ConvertedOpportunityId\nL1,a@a.example,A,ads,2026-01-05,O2\n"
    let deals = "Id,Name,StageName,Amount,CloseDate,IsClosed,IsWon\nO2,Big,Closed Won,100,2026-03-01,true,true\n"
    let files = [("leads.csv", leads), ("deals.csv", deals)].map { Folder.MemoryFile(name: $0, bytes: Array($1.utf8)) }
    let ledger = try await Reading.read(.memory(name: "folder", files: files), workers: 1).ledger(asOf: nil)
    #expect(ledger.deals.lead == [0])
  }
}

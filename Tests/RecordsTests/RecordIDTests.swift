import Testing

@testable import Records

@Suite struct RecordIDTests {
  @Test func `an id of fifteen characters is the one of eighteen, and case alone makes another`() {
    // Five characters a letter: the bits of its capitals, lowest first, count from A.
    #expect(KeyHash.hash("00Q5g00000Aa1bC") == KeyHash.hash("00Q5g00000Aa1bCEAR"))
    #expect(KeyHash.hash("00Q5g00000Aa1bC") == KeyHash.hash("00q5G00000aA1bcEAR"))
    #expect(KeyHash.hash("00Q5g00000Aa1bC") != KeyHash.hash("00Q5g00000aa1bC"))
    #expect(KeyHash.hash("0065g00000B1xYz") != KeyHash.hash("0065g00000B1xYZ"))
    // Others are the same in any case.
    #expect(KeyHash.hash("badge-00000a1Bc") == KeyHash.hash("BADGE-00000A1bC"))
  }

  @Test func `leads whose ids differ in case alone are two people, and deals find them by the longer id`() async throws {
    let leads =
      "Lead ID,Email,Lead Source,Created Date\n00Q5g00000Aa1bC,a@a.example,ads,2026-01-05\n00Q5g00000Aa1bc,b@b.example,fair,2026-01-06\n"
    let deals =
      "Id,Name,Lead Id,StageName,Amount,CloseDate,IsWon\n0065g00000B1xYz,One,00Q5g00000Aa1bcEAB,Closed Won,100,2026-03-01,true\n"
      + "0065g00000B1xYZ,Two,00Q5g00000Aa1bCEAR,Closed Won,200,2026-03-01,true\n"
    let files = [("leads.csv", leads), ("deals.csv", deals)].map { Folder.MemoryFile(name: $0, bytes: Array($1.utf8)) }
    let ledger = try await Reading.read(.memory(name: "folder", files: files), workers: 1).ledger(asOf: nil)
    #expect(ledger.leads.count == 2 && ledger.deals.count == 2)
    #expect(ledger.deals.lead == [1, 0])
  }
}

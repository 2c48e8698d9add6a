import Testing

@testable import Records

@Suite("Words of stages")
struct StageWordTests {
  @Test(
    arguments: [
      ("Closed Won", .won), ("6 - Closed Won", .won), ("Gewonnen (100 %)", .won), ("Contract signed", .won), ("Sold", .won),
      ("Vertrag unterschrieben", .won), ("Closed Lost", .lost), ("Not sold", .lost), ("Closed, not won", .lost),
      ("Kein Interesse", .lost), ("Absage", .lost), ("Not Won Yet", nil), ("Almost won", nil), ("Demo", .open), ("Kunde", nil),
      ("不成立", .lost), ("成立", .won),
    ] as [(String, Outcome?)])
  func `a stage says won, lost, on its way, or nothing that is known`(stage: String, outcome: Outcome?) {
    #expect(StageWords().outcome(stage) == outcome)
  }

  private static let leads =
    "lead_id,email,source,created\n" + (0..<8).map { "L\($0),a\($0)@b.example,Web,2026-01-0\($0 + 1)\n" }.joined()
  private static let deals =
    "deal_id,lead_id,deal_stage,amount,create_date,close_date\n"
    + (0..<8).map {
      "D\($0),L\($0),\($0 < 3 ? "Kunde" : $0 < 6 ? "Erledigt" : "Demo"),100,2026-02-0\($0 + 1),2026-02-0\($0 + 1)\n"
    }
    .joined()

  @Test func `stages that nobody knows are asked for, with how many deals have them`() async throws {
    let ledger = try await reading([("leads.csv", Self.leads), ("deals.csv", Self.deals)]).ledger(asOf: nil)
    let asked = ledger.remarks.compactMap { if case .unknownStages(_, _, let words, _) = $0 { words } else { nil } }
    #expect(asked == ["“Kunde” (3), “Erledigt” (3)"])
    #expect(ledger.deals.won.allSatisfy { $0 == nil })
  }

  @Test func `an answer under stages is taken`() async throws {
    let toml = "[stages]\nwon = [\"Kunde\"]\nlost = [\"Erledigt\"]\n"
    let ledger = try await reading([("leads.csv", Self.leads), ("deals.csv", Self.deals)], settings: toml).ledger(asOf: nil)
    #expect(ledger.deals.won.count { $0 != nil } == 3)
    #expect(ledger.deals.lost.count { $0 != nil } == 3)
    #expect(!ledger.remarks.contains { if case .unknownStages = $0 { true } else { false } })
  }
}

import Records
import SampleCompany
import Testing

@testable import Translation

/// Scenario 6, *Whose ruler?*: what the rulers make of the sample company's files.
@Suite struct RulersOfFernhill {
  private static let reading = Task { try await Reading.read(.memory(name: "Fernhill", files: Fernhill.files()), workers: 2) }
  private static let rulers = Task { try Rulers(await reading.value.ledger(asOf: nil)) }

  @Test func `LinkedIn won 4, 12, 15 or 19 customers, depending on who is asked`() async throws {
    let rulers = try await RulersOfFernhill.rulers.value
    let linkedIn = try #require(rulers.channels.firstIndex { $0 == "LinkedIn ads" })
    let credit = rulers.credits[linkedIn]
    #expect(rulers.wins == Truths.won)
    #expect(rulers.extensions == Truths.quiet.won)
    #expect(credit.last == Double(Truths.ruler.last))
    #expect(credit.first == Double(Truths.ruler.first))
    #expect(credit.sourceField == Truths.ruler.source)
    #expect(abs(credit.linear - Truths.ruler.linear) < 0.05)
    // 4 alone, 6 + 3 + 2 + 4 + 6 with two others.
    #expect(abs(credit.shapley - 11) < 1e-9)
    #expect(rulers.ranks(under: .last)[linkedIn] == Truths.ruler.rankByLast)
    #expect(rulers.ranks(under: .first)[linkedIn] == Truths.ruler.rankByFirst)
    #expect(
      rulers.verdict(of: linkedIn)
        == .ranksBetween(
          best: Truths.ruler.rankByFirst, worst: Truths.ruler.rankByLast, bestRuler: .first, worstRuler: .last))
  }

  @Test func `Two runs give the same bits`() async throws {
    let ledger = try await RulersOfFernhill.reading.value.ledger(asOf: nil)
    let again = try Rulers(ledger)
    #expect(try await RulersOfFernhill.rulers.value.credits == again.credits)
  }
}

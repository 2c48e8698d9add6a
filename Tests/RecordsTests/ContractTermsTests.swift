import Testing

@testable import Records

/// Lists of contracts as they come: one row a term, one row a customer, money by the month.
@Suite struct ContractTermsTests {
  private func ledger(_ text: String, asOf: String? = nil) async throws -> Ledger {
    try await reading([("leads.csv", fiveLeads), ("contracts.csv", text)]).ledger(asOf: asOf.map(day))
  }

  /// Acme renews twice (once 20 days late), Beta once and leaves, Coil is in its first term, Dune comes back after half a year.
  private let terms = """
    contract_id,account,start_date,end_date,annual_value
    1,Acme,2023-04-01,2024-04-01,1000
    2,Acme,2024-04-01,2025-04-01,1100
    3,Acme,2025-04-21,2026-04-21,1200
    4,Beta,2023-05-01,2024-04-30,500
    5,Beta,2024-05-01,2025-04-30,500
    6,Coil,2025-06-01,2026-06-01,700
    7,Dune,2023-01-01,2024-01-01,300
    8,Dune,2024-07-01,2025-07-01,350
    9,Elm,2026-02-20,2027-02-20,80
    """

  @Test func `terms that follow each other are one customer’s renewals, and who comes back after half a year is new`()
    async throws
  {
    let ledger = try await ledger(terms)
    let all = ledger.customers
    #expect(all.count == 6)
    #expect(all.start == ["2023-04-01", "2023-05-01", "2025-06-01", "2023-01-01", "2024-07-01", "2026-02-20"].map(day))
    #expect(all.ended == [nil, day("2025-04-30"), nil, day("2024-01-01"), day("2025-07-01"), nil])
    #expect(all.yearlyAtStart.prefix(2) == [1000, 500] && all.yearlyNow == [1200, 500, 700, 300, 350, 80])
    // Whose terms are one has no price before it.
    #expect(all.yearlyAtStart.dropFirst(2).allSatisfy { $0.isNaN })
    #expect(all.terms[0].map(\.start) == ["2023-04-01", "2024-04-01", "2025-04-21"].map(day))
    #expect(all.terms[0].allSatisfy { $0.months == 12 } && all.renewals[0] == 2)
    #expect(all.facts.furtherRows == 3 && all.facts.renewalRows == 3 && all.facts.ofSeveralRows == 2)
    #expect(all.facts.usualDelay == 19 && all.facts.decidedUntil == day("2026-02-01"))
  }

  @Test func `looking back, terms that began later do not exist`() async throws {
    let all = try await ledger(terms, asOf: "2025-04-10").customers
    #expect(all.start.count == 4 && all.facts.furtherRows == 2)
    // Two renewals are no list of terms yet: Acme's term of 2024 has ended and nothing else is known.
    #expect(all.ended[0] == day("2025-04-01"))
  }

  @Test func `contracts that overlap are one customer for as long as any runs`() async throws {
    let all = try await ledger(
      "account,start,end,arr\nA,2025-01-01,2025-12-31,100\nA,2025-07-01,,200\nB,2025-02-01,2026-02-01,50\nB,2025-02-01,,40\n"
    ).customers
    #expect(all.count == 2 && all.ended == [nil, nil])
    #expect(all.yearlyAtStart == [100, 90] && all.yearlyNow == [200, 40])
    #expect(all.facts.furtherRows == 2 && all.facts.renewalRows == 0 && all.facts.usualDelay == nil)
  }

  @Test func `a contract’s own id is nobody’s, an address is a customer’s, and a row without either stands alone`() async throws
  {
    let all = try await ledger(
      "subscription_id,email,start,end,arr\nS1,a@x.example,2024-01-01,2024-12-31,10\nS2,A@x.example,2025-01-01,2025-12-31,11\nS3,,2024-01-01,2024-12-31,12\nS4,,2025-01-01,2025-12-31,13\n"
    ).customers
    #expect(all.count == 3)
    #expect(all.yearlyNow == [11, 12, 13])
  }

  @Test func `a month’s money counts twelve times, and an amount that may be for any time is not money a year`() async throws {
    let monthly = try await ledger("account,start,end,MRR,Billing period\nA,2025-01-01,,10,monthly\nB,2025-01-01,,20,annual\n")
      .customers
    #expect(monthly.yearlyNow == [120, 240] && monthly.months == [1, 12])
    #expect(monthly.facts.monthlyColumn == "MRR" && monthly.facts.termColumn == "Billing period")
    #expect(monthly.yearlyAtStart.allSatisfy { $0.isNaN })
    let untold = try await ledger("account,start,end,Contract value\nA,2025-01-01,2026-12-31,10\nB,2025-01-01,2026-12-31,20\n")
      .customers
    #expect(untold.yearlyNow.allSatisfy { $0.isNaN } && untold.facts.untoldMoney == ["Contract value"])
  }

  @Test(arguments: [
    ("monthly", 1), ("Pro (annual)", 12), ("24 months", 24), ("3 years", 36), ("month to month", 1), ("12m", 12), ("2y", 24),
    ("semi-annual", 6), ("Quarterly", 3), ("annual, billed monthly", 12), ("P1Y", 12), ("every 3 months", 3),
  ])
  func `a term is read in the words of lists`(text: String, months: Int) {
    #expect(TermWords.months(text) == months)
  }

  @Test func `what is no length of time is none`() {
    #expect(["Basic", "Enterprise", "", "Plan 7"].allSatisfy { TermWords.months($0) == nil })
    #expect(TermWords.monthsOfOne("term", most: 36) == 1 && TermWords.monthsOfOne("term", most: 3) == nil)
    #expect(TermWords.monthsOfOne("Contract term (years)", most: 3) == 12)
  }
}

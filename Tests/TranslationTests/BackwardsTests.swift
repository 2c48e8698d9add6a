import Records
import SampleCompany
import Testing

@testable import Translation

/// Backwards, the what-if and scenario 7 on the sample company, whose truths are planted.
@Suite struct BackwardsTests {
  let findings: Findings

  init() async throws { (_, _, findings) = try await SampleFindings.shared.value }

  private func translation(_ metric: String, _ outcome: OutcomeKind = .dealsWon) throws -> Translation {
    let m = try #require(findings.metrics.firstIndex { $0.name == metric })
    let o = try #require(findings.outcomes.firstIndex { $0.kind == outcome })
    return try #require(findings.translation(metric: m, outcome: o))
  }

  private func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }

  private func ask(_ more: Double, by text: String, _ outcome: OutcomeKind = .dealsWon) throws -> Backwards {
    try findings.backwards(Backwards.Question(outcome: outcome, more: more, by: try day(text)))
  }

  @Test func `7 · Past the bend: the first money bought deals at half the price of the next, inside what was tried`() throws {
    let t = try translation("paid_search")
    let spend = try #require(t.spend)
    #expect(spend.fit.probability > 0.99)
    #expect(spend.response.tried == 12_000...26_000)
    // People by month are planted without noise: 3,900 contacts for 52 deals, 75 a deal.
    for (money, deals) in [(12_000.0, 1.73), (20_300, 2.17)] {
      let people = Estimate(draws: spend.fit.units.curves.map { $0.value(money) })
      #expect(people.low < deals * 75 && deals * 75 < people.high, "\(people) at \(money)")
    }
    let added = Estimate(draws: spend.fit.units.change(from: 12_000, to: 20_300))
    #expect(added.low < 0.44 * 75 && 0.44 * 75 < added.high && added.low > 0)
    // 8.3k for .44 deals of 52; the year brings more than the record has seen, so deals come a little cheaper than 18.7k.
    let truth = 18_700 * (52.0 / 3900) / (Truths.sources.first { $0.name == "Paid search" }?.eventualRate ?? 1)
    let price = Estimate(medianOf: spend.response.change(from: 12_000, to: 20_300).map { 8_300 / $0 })
    #expect(price.low < truth && truth < price.high, "\(price) for \(truth)")
    guard case .less(let probability) = spend.response.bend else {
      Issue.record("the bend")
      return
    }
    #expect(probability > 0.95)
    #expect(throws: Response.Refusal.beyondTried(asked: 30_000, most: 26_000)) { try spend.response.outcome(at: 30_000) }
    #expect(throws: Response.Refusal.belowTried(asked: 5_000, least: 12_000)) { try spend.response.outcome(at: 5_000) }
  }

  @Test func `money with a curve is a hint of its own, and says what the next of it brings`() throws {
    let t = try translation("paid_search_spend")
    #expect(t.grade == .c && t.evidence == .modelled)
    let (next, each) = (try #require(t.next), try #require(t.perUnit))
    #expect(next.perUnit.value < each.value && next.perUnit.low > 0)
  }

  @Test func `the next units cost what the average ones cost, as long as nothing else can be told`() throws {
    for metric in ["paid_search", "demo_requests", "booth_scans"] {
      let t = try translation(metric)
      let (next, each) = (try #require(t.next), try #require(t.perUnit))
      #expect(next.perUnit.low < each.value && each.value < next.perUnit.high, "\(metric)")
      #expect(next.perUnit.value < each.value * 1.1, "\(metric): a larger batch is not assumed to be better")
      #expect(Double(next.units) + (t.response?.today ?? 0) <= t.response?.tried.upperBound ?? 0)
    }
  }

  // MARK: Backwards

  @Test func `what fits comes first, and what fits was tried in such a time`() throws {
    let answer = try ask(5, by: "2027-03-31")
    #expect(answer.rows.count == findings.metrics.count)
    let first = try #require(answer.rows.first)
    #expect(findings.metrics[first.metric].name == "customer_webinars" && first.fit == .fits)
    let fits = answer.rows.prefix { $0.fit == .fits }.count
    #expect(answer.rows.dropFirst(fits).allSatisfy { $0.fit != .fits })
    for row in answer.rows where row.fit == .fits {
      #expect((row.usual ?? 0) + (row.units?.value ?? .infinity) <= row.most ?? 0)
      #expect((row.lastDay ?? findings.cutoff) > findings.cutoff)
    }
  }

  @Test func `units are those that bring so many in the time that is left: more outcomes or less time take more`() throws {
    func units(_ more: Double, _ by: String) throws -> Estimate {
      let answer = try ask(more, by: by)
      let row = try #require(answer.rows.first { findings.metrics[$0.metric].name == "demo_requests" })
      return try #require(row.units)
    }
    let usual = try units(5, "2027-03-31")
    #expect(usual.low < usual.value && usual.value < usual.high)
    #expect(try units(10, "2027-03-31").value > usual.value * 1.8)
    #expect(try units(5, "2027-01-31").value > usual.value)
    // By the rate alone it takes 5/p; half of the time is gone for those who come last, so it takes more.
    let rate = try #require(try translation("demo_requests").perUnit)
    #expect(usual.value > 5 / rate.value && usual.value < 4 * 5 / rate.value)
  }

  @Test func `too late, no effect, misleading and untold are told apart`() throws {
    let soon = try ask(5, by: "2026-12-15")
    func fit(_ name: String, _ answer: Backwards) throws -> Backwards.Fit {
      try #require(answer.rows.first { findings.metrics[$0.metric].name == name }).fit
    }
    guard case .tooLate(let last) = try fit("paid_search", soon) else {
      Issue.record("four months do not fit into seven weeks")
      return
    }
    #expect(last <= findings.cutoff)
    #expect(try fit("opens", soon) == .misleads)
    #expect(try fit("content_syndication", soon) == .cannotBeTold)
    #expect(try fit("posts", soon) == .noEffect)
    guard case .ended = try fit("mqls_2026_q2", soon) else {
      Issue.record("a list of the second quarter is over")
      return
    }
  }

  @Test func `a question that cannot be answered is refused with its reason`() throws {
    #expect(throws: Backwards.Refusal.nothingMore) { try ask(0, by: "2027-03-31") }
    #expect(throws: Backwards.Refusal.nothingMore) { try ask(-2, by: "2027-03-31") }
    #expect(throws: Backwards.Refusal.past(by: findings.cutoff, cutoff: findings.cutoff)) { try ask(5, by: "2026-10-28") }
    #expect(throws: Backwards.Refusal.beyondRecord(by: try day("2028-01-01"), last: findings.cutoff + 365)) {
      try ask(5, by: "2028-01-01")
    }
    #expect(throws: Backwards.Refusal.noFigure(.complaints)) { try ask(5, by: "2027-03-31", .complaints) }
  }

  // MARK: What if

  @Test func `a planned volume answers inside what was tried and refuses beyond, and fewer bring fewer`() throws {
    let t = try translation("customer_webinars")
    let response = try #require(t.response)
    let more = try #require(try findings.planned(t, at: response.today + 4))
    #expect(more.expected.low > 0 && more.units == 12 && more.months.count == 6)
    func sum(_ part: (Planned.Month) -> CountRange) -> Double { more.months.reduce(0) { $0 + part($1).mean } }
    #expect(sum(\.planned) > sum(\.now))
    let less = try #require(try findings.planned(t, at: response.today - 10))
    #expect(less.expected.high < 0 && (less.more?.mean ?? 0) < 0 && (less.hours?.value ?? 0) < 0)
    #expect(throws: Response.Refusal.self) { try findings.planned(t, at: response.tried.upperBound + 1) }
    let none = try #require(try findings.planned(t, at: response.today))
    #expect(none.expected.value == 0 && none.none == 1)
  }

  @Test func `a plan at today's volume is no plan`() {
    var plan = Plan()
    plan.set("scans", to: 120, today: 100)
    #expect(plan.volume(of: "scans") == 120 && !plan.isEmpty)
    plan.set("scans", to: 100, today: 100)
    #expect(plan.isEmpty)
  }

  @Test func `the coarse pass answers the same questions, and says that it will be refined`() async throws {
    let (_, ledger, _) = try await SampleFindings.shared.value
    let coarse = Findings.translate(ledger, .coarse)
    let question = Backwards.Question(outcome: .dealsWon, more: 5, by: try day("2027-03-31"))
    let (rough, fine) = (try coarse.backwards(question), try findings.backwards(question))
    #expect(rough.isCoarse && !fine.isCoarse)
    func webinars(_ answer: Backwards) -> Double? {
      answer.rows.first { findings.metrics[$0.metric].name == "customer_webinars" }?.units?.value
    }
    let (a, b) = (try #require(webinars(rough)), try #require(webinars(fine)))
    #expect(abs(a / b - 1) < 0.35, "\(a) and \(b)")
  }
}

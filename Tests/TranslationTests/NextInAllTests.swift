import Records
import SampleCompany
import Testing

@testable import Translation

/// The next units with everything counted, at today's room.
@Suite struct NextInAllTests {
  let findings: Findings

  init() async throws { (_, _, findings) = try await SampleFindings.shared.value }

  private func pairs(_ findings: Findings, _ outcome: OutcomeKind) -> [Translation] {
    findings.translations.filter { $0.outcome == outcome && $0.inAll != nil }
  }

  @Test func `all of it is their own, less what others lose that wait, and what piles up`() throws {
    let deals = pairs(findings, .dealsWon)
    #expect(deals.count > 3)
    for t in deals {
      let all = try #require(t.inAll)
      let played = try #require(t.crowding?.more.total)
      #expect(all.units == t.next?.units && all.total == played)
      let sum = all.own.value + all.delayed.value + (all.openDeals?.value ?? 0)
      #expect(abs(sum - all.total.value) < 1e-9 * max(1, abs(sum)))
      #expect(all.delayed.value <= 0.02 * all.own.value && all.own.value > 0)
      #expect((all.verdict == .fewerDeals) == (all.probabilityOfFewer >= 0.9))
    }
    for t in pairs(findings, .opportunities) {
      let all = try #require(t.inAll)
      #expect(all.openDeals == nil && abs(all.own.value + all.delayed.value - all.total.value) < 1e-9 * max(1, all.own.value))
    }
  }

  @Test func `with room for everybody nothing is lost elsewhere; with hardly any, more are no gain`() throws {
    var (free, tight) = (findings, findings)
    free.crowd(.perWeek(500))
    tight.crowd(.perWeek(30))
    for (a, b) in zip(pairs(free, .opportunities), pairs(tight, .opportunities)) {
      let (easy, hard) = (try #require(a.inAll), try #require(b.inAll))
      #expect(easy.verdict == .moreDeals && !easy.tells)
      #expect(abs(easy.delayed.value) < 0.02 * easy.own.value)
      #expect(hard.total.value < 0.75 * easy.total.value && hard.tells)
    }
  }

  @Test func `what nobody's queue is in the way of has no figure of its own`() async throws {
    #expect(findings.translations.allSatisfy { [.dealsWon, .opportunities].contains($0.outcome) || $0.inAll == nil })
    for t in findings.translations where t.inAll != nil {
      guard case .source = findings.metrics[t.metric].kind else {
        Issue.record("\(findings.metrics[t.metric].name) is no source")
        continue
      }
    }
    let (_, ledger, _) = try await SampleFindings.shared.value
    let coarse = Findings.translate(ledger, .coarse)
    #expect(coarse.translations.allSatisfy { $0.inAll == nil })
  }

  @Test func `backwards, a way that makes the others wait is no way, and stands behind those that fit`() throws {
    var tight = findings
    tight.crowd(.perWeek(30))
    let by = try #require(findings.lastDay(for: .opportunities))
    let asked = Backwards.Question(outcome: .opportunities, more: 1, by: min(by, findings.cutoff + 150))
    let answer = tight.crowded(try tight.backwards(asked))
    let played = answer.rows.filter { $0.inAll(asked) != nil }
    #expect(!played.isEmpty)
    for row in played {
      if case .neverTried = row.fit { continue }
      #expect((row.fit == .fewerInAll) == (row.inAll(asked)?.verdict == .fewerDeals))
      #expect((row.fit == .openInAll) == (row.inAll(asked)?.verdict == .cannotBeTold))
    }
    let places = answer.rows.map { $0.fit == .fits ? 0 : $0.fit == .openInAll ? 1 : $0.fit == .fewerInAll ? 2 : 3 }
    #expect(places == places.sorted())
    // Whether a lead is accepted does not hang on its wait.
    let leads = Backwards.Question(outcome: .acceptedLeads, more: 5, by: asked.by)
    #expect(tight.crowded(try tight.backwards(leads)).rows.allSatisfy { $0.inAll(leads) == nil && $0.fit != .fewerInAll })
  }

  @Test func `a planned volume says what it does to others, and fewer units do nothing to them`() throws {
    var tight = findings
    tight.crowd(.perWeek(30))
    let t = try #require(pairs(tight, .dealsWon).first { $0.response.map { $0.today * 1.05 < $0.tried.upperBound } ?? false })
    let response = try #require(t.response)
    let more = try #require(try tight.planned(t, at: response.tried.upperBound))
    #expect(more.inAll?.tells == true)
    #expect(try tight.planned(t, at: response.tried.lowerBound)?.inAll == nil)
  }
}

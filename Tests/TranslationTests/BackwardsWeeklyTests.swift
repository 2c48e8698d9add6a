import Glibc
import Records
import Testing

@testable import Translation

/// Backwards in a company where a weekly number without ids works: most of the leads of a week and of the weeks after it
/// come of its sessions, and of every hundred leads sixteen buy, five weeks later.
@Suite struct BackwardsWeeklyTests {
  private static let decay = 0.5
  private static let shared = Task { () -> Findings in
    let reading = try await Reading.read(.memory(name: "Weekly", files: files()), workers: 2)
    return Findings.translate(reading.ledger(asOf: nil))
  }

  private static func files() -> [Folder.MemoryFile] {
    var draws = Draws(name: "a weekly number that works", chain: 0)
    let monday = Day(number: 19_359).startOfWeek
    let weeks = 120
    var sessions: [Double] = []
    var level = 0.0
    for _ in 0..<weeks {
      level = 0.6 * level + 0.35 * draws.normal()
      sessions.append((1000 * exp(level)).rounded())
    }
    let carried = Adstock(decay: decay).applied(to: sessions)
    var leads = "email,created,source\n"
    var deals = "deal,email,opened,closed,outcome,amount\n"
    var number = 0
    for week in 0..<weeks {
      for _ in 0..<draws.poisson(20 + 100 * carried[week] / (carried[week] + 800)) {
        let came = monday + 7 * week + Int(draws.unit() * 7)
        number += 1
        leads += "p\(number)@company\(number).example,\(came),Website\n"
        let won = came + 20 + Int(draws.unit() * 30)
        guard draws.unit() < 0.16, won < monday + 7 * weeks else { continue }
        deals += "D\(number),p\(number)@company\(number).example,\(came + 5),\(won),won,10000\n"
      }
    }
    let weekly = sessions.enumerated().reduce("week,sessions\n") { $0 + "\(monday + 7 * $1.offset),\(Int($1.element))\n" }
    return [("deals.csv", deals), ("leads.csv", leads), ("weekly.csv", weekly)].map {
      Folder.MemoryFile(name: $0.0, bytes: Array($0.1.utf8))
    }
  }

  private func row(_ more: Double, in days: Int, _ outcome: OutcomeKind = .dealsWon) async throws -> Backwards.Row {
    let findings = try await Self.shared.value
    let m = try #require(findings.metrics.firstIndex { $0.name == "sessions" })
    let answer = try findings.backwards(.init(outcome: outcome, more: more, by: findings.cutoff + days))
    return try #require(answer.rows.first { $0.metric == m })
  }

  @Test func `a weekly number has a lag: what it carries on, then the way of the people it brought`() async throws {
    let findings = try await Self.shared.value
    let t = try #require(
      findings.translations.first { findings.metrics[$0.metric].name == "sessions" && $0.outcome == .dealsWon })
    #expect(t.grade == .c && t.evidence == .modelled && t.draws == nil)
    let carried = try #require(t.carried)
    // Five weeks from a lead to its deal, and about a week more of what the sessions carry on.
    #expect((33...50).contains(carried.halfBy), "\(carried.halfBy)")
    let whole = (0..<carried.count).filter { carried.chance($0) > 0 }
    #expect(whole.count * 20 > carried.count * 19)
    for draw in whole { #expect(carried.share(draw, by: 20) < 0.1 && carried.share(draw, by: 140) > 0.95) }
  }

  @Test func `a weekly number has a deadline, and units that its own way back to deals agrees with`() async throws {
    let findings = try await Self.shared.value
    let row = try await row(2, in: 120)
    let carried = try #require(row.carried)
    #expect(row.grade == .c && row.fit == .fits)
    #expect(row.lastDay == findings.cutoff + 120 - carried.half)
    let untilLeads = try #require(carried.untilLeads)
    #expect(
      untilLeads.low < untilLeads.value && untilLeads.high > 0.6 && untilLeads.low < 1.4, "planted at a week: \(untilLeads)")
    let units = try #require(row.units)
    #expect(units.low < units.value && units.value < units.high)
    // By the truth: sixteen deals a hundred leads, 100·800/(v + 800)² leads a session more.
    let usual = try #require(row.usual) / Double(120 - carried.half) * 7
    let each = 0.16 * 100 * 800 / ((usual + 800) * (usual + 800))
    #expect(units.low < 3 / each && units.high > 2 / each, "\(units) where \(2 / each) would do if none came too late")
  }

  @Test func `more than was ever tried in such a time has no figure, only what the most tried would bring`() async throws {
    let row = try await row(400, in: 120)
    guard case .neverTried(let most, let brought) = row.fit else {
      Issue.record("\(row.fit)")
      return
    }
    #expect(row.units == nil && row.hours == nil && row.money == nil)
    #expect(brought > 0 && brought < 400 && most > row.usual ?? .infinity)
  }

  @Test func `a day before half of it can come is too late`() async throws {
    let row = try await row(2, in: 14)
    guard case .tooLate(let last) = row.fit else {
      Issue.record("\(row.fit)")
      return
    }
    #expect(last < (try await Self.shared.value).cutoff)
  }
}

import Records
import SampleCompany
import Testing

@testable import Translation

/// Coded reasons and what a deal took: by hand, against the ledger, and refused where nothing is recorded.
@Suite struct HeardTests {
  /// Lead k of six is won after k weeks, with k calls before and one after; three more are lost.
  private func folder(calls: Bool) async throws -> Findings {
    func day(_ n: Int) -> String { "\((Day(iso: "2026-01-05") ?? Day(number: 0)) + n)" }
    var leads = "lead_id,created,source\n"
    var deals = "deal_id,lead_id,opened,closed,stage,reason\n"
    var activities = "lead_id,at,kind,minutes\n"
    for k in 1...9 { leads += "L\(k),\(day(0)),fair\n" }
    for k in 1...6 {
      deals += "D\(k),L\(k),\(day(1)),\(day(7 * k)),closed won,\n"
      for call in 0..<k { activities += "L\(k),\(day(call)),call,30\n" }
      activities += "L\(k),\(day(0)),mail,30\n"
      activities += "L\(k),\(day(7 * k + 1)),call,\n"
    }
    for (k, why) in [(7, "no budget"), (8, "no budget"), (9, "")] {
      deals += "D\(k),L\(k),\(day(1)),\(day(20)),closed lost,\(why)\n"
    }
    var files = [("leads.csv", leads), ("deals.csv", deals)]
    if calls { files.append(("activities.csv", activities)) }
    let all = files.map { Folder.MemoryFile(name: $0.0, bytes: Array($0.1.utf8)) }
    return Findings.translate(try await Reading.read(.memory(name: "folder", files: all), workers: 2).ledger(asOf: nil))
  }

  @Test func `by hand: calls until the deal was won, hours, weeks, and reasons with those that gave none`() async throws {
    let metric = try #require(try await folder(calls: true).metrics.first { $0.name == "fair" })
    let takes = try #require(metric.takes)
    #expect(takes.deals == 6)
    #expect(takes.calls?.median == 3.5 && takes.calls?.low == 1.5 && takes.calls?.high == 5.5)
    #expect(takes.weeks?.median == 3.5)
    #expect(takes.hours?.median == 2.25)
    #expect(takes.touches == nil, "no file of touches")
    let lost = try #require(metric.opinions?.lost)
    #expect(lost.all == 3 && lost.file == "deals.csv")
    #expect(lost.reasons.map { "\($0.name) \($0.count)" } == ["no budget 2"])
    #expect(metric.opinions?.sentBack == nil)
    let without = try #require(try await folder(calls: false).metrics.first { $0.name == "fair" }?.takes)
    #expect(without.calls == nil && without.hours == nil && without.weeks != nil)
  }

  @Test func `in the sample the reasons of the sources add up to those of the ledger, and too few deals say nothing`()
    async throws
  {
    let (_, ledger, findings) = try await SampleFindings.shared.value
    var lost: [String: Int] = [:]
    for deal in 0..<ledger.deals.count where ledger.deals.lost[deal] != nil && ledger.deals.lead[deal] >= 0 {
      let code = ledger.deals.lossReason[deal]
      if code != .max { lost[ledger.deals.lossReasons[Int(code)], default: 0] += 1 }
    }
    #expect(!lost.isEmpty)
    var said: [String: Int] = [:]
    for metric in findings.metrics {
      guard case .source = metric.kind else { continue }
      for reason in metric.opinions?.lost?.reasons ?? [] { said[reason.name, default: 0] += reason.count }
    }
    #expect(said == lost)
    for metric in findings.metrics {
      switch metric.kind {
      case .series: #expect(metric.takes == nil && metric.opinions == nil)
      case .source, .overlay:
        let takes = try #require(metric.takes)
        #expect((takes.weeks == nil) == (takes.deals < Takes.fewest))
        if let weeks = takes.weeks { #expect(weeks.low <= weeks.median && weeks.median <= weeks.high) }
      }
    }
  }
}

import Records
import SampleCompany
import Testing

@testable import Translation

/// What the weekly model makes of the sample company's numbers: its truths are written in `Truths`.
@Suite struct WeeklySampleTests {
  private static let reading = Task { try await Reading.read(.memory(name: "Fernhill", files: Fernhill.files()), workers: 2) }
  private static func ledger() async throws -> Ledger { try await reading.value.ledger(asOf: nil) }

  private static func weeks(_ name: String, _ ledger: Ledger) throws -> Weeks {
    let series = try #require(ledger.series.first { snakeCase($0.name) == name }, "\(ledger.series.map(\.name))")
    return series.weeks(on: WeekGrid(cutoff: ledger.cutoff, count: 105))
  }

  private static func requests(_ ledger: Ledger) throws -> Weeks {
    let source = try #require(ledger.sources.firstIndex { $0.name == "Demo requests" }, "\(ledger.sources.map(\.name))")
    return WeekGrid(cutoff: ledger.cutoff, count: 105).sums(recordedFrom: ledger.cutoff - 735) { add in
      for i in ledger.leads.source.indices where Int(ledger.leads.source[i]) == source { add(ledger.leads.created[i], 1) }
    }
  }

  @Test func `Sessions and posts bring no demo requests, and it is said how much would have been seen`() async throws {
    let ledger = try await Self.ledger()
    let outcome = try Self.requests(ledger)
    let metrics = try ["sessions", "posts"].map { name in
      (name: name, values: try Self.weeks(name, ledger).whole.map { $0 ?? 0 })
    }
    let model = WeeklyModel(
      outcome: outcome.whole.map { $0 ?? 0 }, metrics: metrics, controls: [], firstMonday: outcome.firstMonday)
    let fit = try model.fit(seed: 1)
    #expect(fit.weeks == 104 && fit.hasConverged)
    let sessions = fit.metrics[0]
    // Nothing is said only where what could hide is less than a third of all requests; one above .15 is ruled out.
    for metric in fit.metrics {
      #expect(
        metric.verdict
          == (metric.smallest.elasticity <= WeeklyModel.muchHidden
            ? .noEffect(smallest: metric.smallest) : .cannotBeTold(.tooLittleMovement(smallest: metric.smallest))))
    }
    #expect((0.1...0.4).contains(sessions.smallest.elasticity))
    #expect(sessions.elasticity.low == 0 && sessions.elasticity.high < 0.15)
    let hindcast = try #require(model.hindcast(seed: 1))
    #expect(hindcast.weeks == 26 && hindcast.lastYear != nil)
    #expect(hindcast.skill > -0.05 && (18...26).contains(hindcast.inside))
  }

  @Test func `Machines open mails from October 2025`() async throws {
    let ledger = try await Self.ledger()
    let found = try #require(
      MachineOpens.find(
        sends: try Self.weeks("sends", ledger), opens: try Self.weeks("opens", ledger),
        clicks: try Self.weeks("clicks", ledger)))
    #expect(found.monday.description == Truths.opens.firstWeek)
    #expect(abs(found.opensBefore - Truths.opens.opensBefore) < 0.005)
    #expect(abs(found.opensAfter - Truths.opens.opensAfter) < 0.005)
    #expect(abs(found.clicksBefore - Truths.opens.clicksBefore) < 0.001)
    #expect(abs(found.clicksAfter - Truths.opens.clicksAfter) < 0.001)
  }

  @Test func `Sessions jump with the redesign of September 2025`() async throws {
    let ledger = try await Self.ledger()
    let found = try #require(Breaks.find(in: try Self.weeks("sessions", ledger)))
    #expect(found.monday.parts.year == 2025 && (8...9).contains(found.monday.parts.month))
    #expect((1.4...1.8).contains(found.ratio))
  }
}

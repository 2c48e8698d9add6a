import Records
import SampleCompany
import Testing

@testable import Translation

/// From fifty thousand rows on the loops are shared among cores; what they come to must not tell how many there were.
struct WorkersTests {
  private func read(_ workers: Int) async throws -> Reading {
    try await Reading.read(.memory(name: "Fernhill", files: Fernhill.files(scale: 3)), workers: workers)
  }

  @Test("a large folder comes to the same ledger with one worker and with two, on the last day and on an earlier one")
  func ledgers() async throws {
    let (one, two) = (try await read(1), try await read(2))
    let last = one.ledger(asOf: nil).cutoff
    for day in [nil, last - 200] {
      let (a, b) = (one.ledger(asOf: day), two.ledger(asOf: day))
      #expect(a.leads.count > 50_000 || day != nil)
      #expect(a.leads.created == b.leads.created && a.leads.source == b.leads.source)
      let steps: [KeyPath<Leads, OptionalDays>] = [\.handedOver, \.accepted, \.rejected, \.answered, \.opened, \.won, \.lost]
      for step in steps { #expect(a.leads[keyPath: step] == b.leads[keyPath: step]) }
      let figures: [KeyPath<Leads, [Float]>] = [\.firstResponseHours, \.firstResponseWorkingHours, \.wonAmount, \.salesHours]
      for figure in figures {
        #expect(a.leads[keyPath: figure].map(\.bitPattern) == b.leads[keyPath: figure].map(\.bitPattern))
      }
      #expect(a.leads.noted == b.leads.noted)
      #expect(a.deals.lead == b.deals.lead && a.deals.opened == b.deals.opened && a.deals.won == b.deals.won)
      #expect((0..<a.deals.count).allSatisfy { a.deals.paths.path(of: $0) == b.deals.paths.path(of: $0) })
      #expect(a.touches.lead == b.touches.lead && a.touches.day == b.touches.day && a.touches.channel == b.touches.channel)
      #expect(a.salesHoursByDay.days == b.salesHoursByDay.days && a.salesHoursByDay.hours == b.salesHoursByDay.hours)
      #expect(a.overlays.map(\.leads) == b.overlays.map(\.leads))
      #expect(String(describing: a.sources) == String(describing: b.sources))
      #expect(String(describing: a.files) == String(describing: b.files))
      #expect(String(describing: a.remarks) == String(describing: b.remarks))
      #expect(String(describing: a.queues) == String(describing: b.queues))
    }
    #expect(one.merges.count == two.merges.count && one.merges == two.merges)
  }

  @Test("the first figures of a large folder are the same with one worker and with two")
  func findings() async throws {
    let ledger = try await read(2).ledger(asOf: nil)
    let (one, two) = (Findings.translate(ledger, .coarse, workers: 1), Findings.translate(ledger, .coarse, workers: 2))
    #expect(String(describing: one.metrics) == String(describing: two.metrics))
    #expect(String(describing: one.outcomes) == String(describing: two.outcomes))
    #expect(one.translations.count == two.translations.count)
    for (a, b) in zip(one.translations, two.translations) { #expect(String(describing: a) == String(describing: b)) }
  }
}

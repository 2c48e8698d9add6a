import Records
import SampleCompany
import Testing

/// The same company under other vendors' headings, spellings, dates and bytes: the same ledger.
@Suite struct LayoutTests {
  private static let own = Task { try await ledger(.parley) }

  private static func ledger(_ layout: Layout) async throws -> Ledger {
    try await Reading.read(.memory(name: "Fernhill", files: Fernhill.files(layout: layout)), workers: 2).ledger(asOf: nil)
  }

  @Test(arguments: [Layout.hubspot, .salesforce]) func `nothing that is counted depends on the layout`(layout: Layout)
    async throws
  {
    let own = try await LayoutTests.own.value
    let other = try await LayoutTests.ledger(layout)
    #expect(other.cutoff == own.cutoff)
    #expect(other.recorded == own.recorded)
    #expect(other.sources.map(\.name) == own.sources.map(\.name))
    #expect(other.sources.map(\.rawRows) == own.sources.map(\.rawRows))
    #expect(other.leads.created == own.leads.created)
    #expect(other.leads.source == own.leads.source)
    #expect(other.leads.handedOver == own.leads.handedOver)
    #expect(other.leads.accepted == own.leads.accepted)
    #expect(other.leads.rejected == own.leads.rejected)
    #expect(other.leads.won == own.leads.won)
    // Hours may be missing (NaN), which equals nothing.
    #expect(other.leads.salesHours.map(\.description) == own.leads.salesHours.map(\.description))
    #expect(other.leads.firstResponseHours.map(\.description) == own.leads.firstResponseHours.map(\.description))
    #expect(other.deals.opened == own.deals.opened)
    #expect(other.deals.won == own.deals.won)
    #expect(other.deals.lost == own.deals.lost)
    #expect(other.deals.amount == own.deals.amount)
    #expect(other.deals.kind == own.deals.kind)
    #expect(other.deals.lead == own.deals.lead)
    #expect(
      other.deals.lossReason.map { other.deals.lossReasons[at: $0] }
        == own.deals.lossReason.map { own.deals.lossReasons[at: $0] })
    #expect(LayoutTests.paths(other) == LayoutTests.paths(own))
    #expect(other.deals.paths.stages.sorted() == ["Demo", "Proposal", "Qualified"])
    #expect(other.files.reduce(0) { $0 + $1.rejections.refused } == own.files.reduce(0) { $0 + $1.rejections.refused })
    #expect(other.overlays.map(\.leads) == own.overlays.map(\.leads))
    #expect(other.touches.lead == own.touches.lead)
  }

  /// The dated stages of every deal, spelled out.
  private static func paths(_ ledger: Ledger) -> [String] {
    let paths = ledger.deals.paths
    return (0..<ledger.deals.count).map { deal in
      paths.path(of: deal).map { "\(paths.stages[Int($0.stage)]) \($0.day)" }.joined(separator: ", ")
    }
  }

  @Test func `a Salesforce report is quoted, in Windows-1252, with the day after the month and a footer`() throws {
    let files = Fernhill.files(layout: .salesforce)
    let leads = try #require(files.first { $0.name == "contacts.csv" })
    #expect(leads.bytes.starts(with: Array("\"Lead ID\",\"First Name\",\"Last Name\",\"Company / Account\",".utf8)))
    // é is one byte, and no UTF-8.
    #expect(leads.bytes.contains(0xE9))
    #expect(!leads.bytes.contains(0xC3))
    let end = String(decoding: leads.bytes.suffix(300), as: UTF8.self)
    #expect(end.contains("\"Grand Totals (21347 records)\"\r\n\"\"\r\n\"Confidential Information"))
  }
}

extension [String] {
  fileprivate subscript(at code: UInt16) -> String { Int(code) < count ? self[Int(code)] : "" }
}

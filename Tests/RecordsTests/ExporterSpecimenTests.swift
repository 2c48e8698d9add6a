import Testing

@testable import Records

#if canImport(Glibc)
  import Glibc
#endif

/// Each specimen of an export lies beside what it becomes. `PARLEY_REPAINT=1` writes what is read now: read the difference.
@Suite("Exports of every vendor")
struct ExporterSpecimenTests {
  static let folder = "Tests/RecordsTests/Specimens/exports/"
  static let names = (Specimen.names(in: folder) ?? []).filter { $0.hasSuffix(".csv") }
  /// Lists of people say something only beside the people.
  private static let needsPeople = [
    "touchpoints", "webinar", "hubspot-tickets", "campaign-members", "audience", "eventbrite", "badge", "zendesk", "nps",
    "hubspot-calls",
  ]
  private static let people = """
    lead_id,email,created,source
    L1,ann@a.example,2025-12-05,ads
    L2,bob@b.example,2025-12-12,ads
    L3,cy@c.example,2026-04-30,fair
    """

  @Test(arguments: names) func `an export becomes what its specimen says`(name: String) async throws {
    let bytes = try #require(Specimen.file(Self.folder + name)).withUnsafeBytes { Array($0) }
    var files = [Folder.MemoryFile(name: name, bytes: bytes)]
    if Self.needsPeople.contains(where: { name.contains($0) }) {
      files.append(Folder.MemoryFile(name: "people.csv", bytes: Array(Self.people.utf8)))
    }
    // Something that is always counted, so that a refusal can be looked at.
    files.append(Folder.MemoryFile(name: "weekly.csv", bytes: Array("week,visits\n2025-12-01,3\n2025-12-08,4\n".utf8)))
    let reading = try await Reading.read(.memory(name: "folder", files: files), workers: 2)
    let told = Telling.of(reading, without: ["people.csv", "weekly.csv"])
    let path = Specimen.path(Self.folder + name.dropLast(4) + ".told")
    if getenv("PARLEY_REPAINT") != nil {
      Specimen.write(told, to: path)
      return
    }
    let expected = Specimen.file(Self.folder + name.dropLast(4) + ".told")?.withUnsafeBytes {
      String(decoding: $0, as: UTF8.self)
    }
    #expect(told == expected, "\(name) is read otherwise than its specimen says")
  }

  @Test func `every exporter that is counted has a specimen`() async throws {
    var seen: Set<String> = []
    for name in Self.names {
      let bytes = try #require(Specimen.file(Self.folder + name))
      for found in try await Sheet.all(in: bytes, of: name, workers: 1) {
        guard let sheet = try? found.get(), let table = try? await TableReader.read(sheet, workers: 1) else { continue }
        if let exporter = Exporter.of(table.columns.map { Heading($0.name) }) { seen.insert(exporter.name) }
      }
    }
    let connectors = Set(Exporter.connectors.map(\.name))
    let missing = Exporter.all.map(\.name).filter { !seen.contains($0) && !connectors.contains($0) }
    #expect(missing.isEmpty)
  }

  @Test func `an exporter says what its export is worth in one sentence`() {
    for exporter in Exporter.all {
      #expect(!exporter.worth.isEmpty && !exporter.worth.hasSuffix("."), "\(exporter.name)")
    }
  }
}

/// What a reading makes of its files, as lines that a person can check.
enum Telling {
  static func of(_ reading: Reading, without others: Set<String>) -> String {
    let ledger = reading.ledger(asOf: nil)
    var lines: [String] = []
    for file in ledger.files where !others.contains(file.file) {
      lines.append("\(file.file): \(file.exporter?.name ?? "-"), \(file.subject?.rawValue ?? "not counted")")
      if let dialect = file.dialect {
        lines.append(
          "  \(dialect.encoding.rawValue) \(String(decoding: [dialect.separator], as: UTF8.self) == "\t" ? "tab" : String(decoding: [dialect.separator], as: UTF8.self)) \(dialect.preambleLines) above\(dialect.decimalComma ? ", decimal comma" : "")"
        )
      }
      lines.append(
        "  \(file.rows) rows, \(file.rejections.refused) refused, \(file.setAside) set aside, \(file.unmatched) of nobody known"
      )
      if let failure = file.failure { lines.append("  \(failure.sentence)") }
      if let refusal = file.refusal { lines.append("  \(refusal.sentence)") }
      for example in file.rejections.examples { lines.append("  line \(example.line): \(example.reason.sentence)") }
      for column in file.columns {
        let use = column.field?.rawValue ?? column.aside.map { "– \($0.sentence)" } ?? "–"
        lines.append("  \(column.heading) [\(column.type)] → \(use)")
      }
    }
    lines += ledger.remarks.filter { ![.noLeads, .noDeals, .noMarketing].contains($0) }.map { "remark: \($0.sentence)" }
    for source in ledger.sources
    where others.isEmpty || ledger.files.contains(where: { $0.subject == .leads && !others.contains($0.file) }) {
      let code = UInt16(ledger.sources.firstIndex { $0.name == source.name } ?? 0)
      lines.append("source \(source.name): \(ledger.leads.source.count { $0 == code })")
    }
    if ledger.files.contains(where: { $0.subject == .leads && !others.contains($0.file) }) {
      for lead in 0..<ledger.leads.count {
        lines.append(
          "lead \(ledger.leads.created[lead]): handed over \(day(ledger.leads.handedOver[lead])), accepted \(day(ledger.leads.accepted[lead])), opened \(day(ledger.leads.opened[lead])), won \(day(ledger.leads.won[lead]))"
        )
      }
    }
    let deals = ledger.deals
    for deal in 0..<deals.count {
      let path = deals.paths.path(of: deal).map { "\(deals.paths.stages[Int($0.stage)]) \($0.day)" }.joined(separator: ", ")
      lines.append(
        "deal opened \(day(deals.opened[deal])), won \(day(deals.won[deal])), lost \(deals.lostUndated.contains(Int32(deal)) ? "some day" : day(deals.lost[deal])), \(deals.amount[deal]), \(deals.kind[deal]): \(path)"
      )
    }
    for at in 0..<ledger.touches.count {
      lines.append("touch \(ledger.touches.day[at]) \(ledger.touches.channels[Int(ledger.touches.channel[at])])")
    }
    for overlay in ledger.overlays {
      lines.append(
        "list \(overlay.name): \(overlay.rows) rows, \(overlay.people) people, \(overlay.repeats) again, \(overlay.caseVariants) in other letters, \(overlay.staff) staff"
      )
    }
    for source in ledger.sources where !source.entryFiles.isEmpty {
      lines.append(
        "entries of \(source.name): \(source.rawRows) rows, \(source.repeats) again, \(source.caseVariants) in other letters, \(source.staff) staff"
      )
    }
    for at in 0..<ledger.customers.count {
      lines.append(
        "customer from \(ledger.customers.start[at]) until \(day(ledger.customers.ended[at])), \(number(ledger.customers.yearlyNow[at])) a year"
      )
    }
    for day in ledger.complaints.day { lines.append("complaint \(day)") }
    for series in ledger.series + ledger.controls where !others.contains(series.file) {
      let points = zip(series.starts, series.values).map { "\($0) \(number($1))" }.joined(separator: ", ")
      lines.append("series \(series.name), \(series.side), \(series.grain), \(unit(series.unit)): \(points)")
    }
    if let currency = ledger.currency { lines.append("currency \(currency)") }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func day(_ day: Day?) -> String { day.map(\.description) ?? "–" }

  private static func unit(_ unit: Series.Unit) -> String {
    switch unit {
    case .count: "count"
    case .money(let currency): currency ?? "money"
    case .ratio: "ratio"
    }
  }

  /// To six digits after the point: sums of decimal fractions end in noise.
  private static func number(_ value: Double) -> String {
    if value.isNaN { return "–" }
    let rounded = (value * 1e6).rounded() / 1e6
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
  }
}

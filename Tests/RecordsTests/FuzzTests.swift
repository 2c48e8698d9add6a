import Testing

@testable import Records

/// Specimens with bytes changed by chance, the same chance every time: nothing may trap, and no row may vanish.
@Suite("Readers on bytes that nobody wrote")
struct FuzzTests {
  private static let seeds: [(name: String, bytes: [UInt8])] = {
    let exports = ExporterSpecimenTests.names.map { ExporterSpecimenTests.folder + $0 }
    let packed = (Specimen.names(in: "Tests/RecordsTests/Specimens") ?? []).filter { !$0.hasSuffix(".py") && $0.contains(".") }
      .filter { !$0.hasPrefix("bomb") }.map { "Tests/RecordsTests/Specimens/" + $0 }
    return (exports + packed).compactMap { name in
      Specimen.file(name).map { file in (name, file.withUnsafeBytes { Array($0) }) }
    }
  }()

  @Test(arguments: 0..<8) func `changed exports end in sentences or in rows that are all accounted for`(part: Int) async throws
  {
    #expect(FuzzTests.seeds.count > 40)
    var chance = Xoshiro256(seed: 20_261_127 + UInt64(part))
    for (at, seed) in FuzzTests.seeds.enumerated() where at % 8 == part {
      for _ in 0..<12 {
        let bytes = FuzzTests.changed(
          seed.bytes, with: FuzzTests.seeds[Int.random(in: 0..<FuzzTests.seeds.count, using: &chance)].bytes, &chance)
        await FuzzTests.tryReading(bytes, of: seed.name)
      }
    }
  }

  private static func tryReading(_ bytes: [UInt8], of name: String) async {
    let files = [
      Folder.MemoryFile(name: "input.csv", bytes: bytes),
      Folder.MemoryFile(
        name: "people.csv", bytes: Array("lead_id,email,created,source\nL1,ann@a.example,2025-12-05,ads\n".utf8)),
    ]
    let reading: Reading
    do throws(LoadFailure) { reading = try await Reading.read(.memory(name: "folder", files: files), workers: 1) } catch {
      #expect(!error.sentence.isEmpty)
      return
    }
    for table in reading.tables {
      #expect(table.columns.allSatisfy { FuzzTests.count($0) == table.rowCount }, "\(name)")
      #expect(
        zip((0..<table.rowCount).dropFirst(), 0..<table.rowCount).allSatisfy {
          table.lines.line(ofRow: $0) > table.lines.line(ofRow: $1)
        })
    }
    let ledger = reading.ledger(asOf: nil)
    for (index, table) in reading.tables.enumerated() {
      let report = reading.joined.reports[index]
      let refused = report.rejections.count - table.rejections.count
      let used: Int
      switch reading.recognised[index].subject {
      case .deals: used = reading.joined.deals.origin.count { $0.file == UInt16(index) } + refused + report.setAside
      case .touches:
        used =
          reading.joined.touches.files.filter { $0.file == index }.reduce(0) { $0 + $1.kept.count } + refused + report.setAside
      case .complaints: used = reading.joined.complaints.origin.count { $0.file == UInt16(index) } + refused + report.setAside
      case .customers: used = reading.joined.customers.origin.count { $0.file == UInt16(index) } + refused + report.setAside
      case .activities:
        used =
          reading.joined.activities.files.filter { $0.file == index }.reduce(0) { $0 + $1.kept.count } + refused
          + report.setAside
      case .entries:
        let entries = reading.joined.entries.first { $0.file == index }?.entries ?? []
        used = entries.count { $0.standing == .first } + refused + report.setAside
      case .leads:
        // A row is somebody, counted with somebody, nobody, refused, or in a newer export: each row is one of them by itself.
        let file = UInt16(index)
        var told = Set(reading.joined.leads.origin.filter { $0.file == file }.map { Int($0.row) })
        for merge in reading.joined.merges {
          if merge.row.file == file { told.insert(Int(merge.row.row)) }
          if merge.into.file == file { told.insert(Int(merge.into.row)) }
        }
        let lines = Set(report.rejections.examples.map(\.line))
        for row in 0..<table.rowCount where lines.contains(table.lines.line(ofRow: row)) { told.insert(row) }
        let older = report.overlaps.reduce(0) { $0 + $1.rows }
        let unlisted = max(0, report.rejections.count - report.rejections.examples.count)
        #expect(told.count + older + unlisted >= table.rowCount, "\(name): \(told.count) of \(table.rowCount) and \(older)")
        continue
      case .reference: used = table.rowCount + refused
      case .spend, .numbers: used = report.counted + refused + report.setAside
      case .stages: used = (report.joins.first?.matched ?? 0) + refused + report.setAside
      case nil: continue
      }
      #expect(used == table.rowCount, "\(name): \(used) of \(table.rowCount) rows of \(report.file)")
    }
    _ = reading.proposedSettings
    _ = ledger.leads.count
  }

  private static func count(_ column: Column) -> Int {
    switch column.cells {
    case .moments(let moments, _): moments.count
    case .ambiguousMoments(let dayFirst, _, _): dayFirst.count
    case .numbers(let numbers, _): numbers.count
    case .categories(let codes, _): codes.count
    case .keys(let hashes, _): hashes.count
    }
  }

  private static let telling: [UInt8] = Array("\",;\t\n\r#-0129.:/ e%$()[]{}".utf8) + [0, 0xFF, 0xC3, 0xE2, 0x80]

  /// A few changes: bytes set, flipped, left out, doubled, moved; a piece of another specimen put in; the end cut off.
  private static func changed(_ bytes: [UInt8], with other: [UInt8], _ chance: inout Xoshiro256) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...6, using: &chance) {
      guard !bytes.isEmpty else { return bytes }
      let at = Int.random(in: 0..<bytes.count, using: &chance)
      let end = min(bytes.count, at + Int.random(in: 1...60, using: &chance))
      switch Int.random(in: 0..<8, using: &chance) {
      case 0: bytes[at] = telling[Int.random(in: 0..<telling.count, using: &chance)]
      case 1: bytes[at] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &chance)
      case 2: bytes.removeSubrange(at..<end)
      case 3: bytes.insert(contentsOf: bytes[at..<end], at: at)
      case 4: bytes.insert(contentsOf: telling.shuffled(using: &chance).prefix(3), at: at)
      case 5:
        let from = Int.random(in: 0..<max(1, other.count), using: &chance)
        bytes.insert(contentsOf: other[min(from, other.count)..<min(other.count, from + 80)], at: at)
      case 6: bytes.removeLast(min(bytes.count, Int.random(in: 1...80, using: &chance)))
      default:
        let piece = Array(bytes[at..<end])
        bytes.removeSubrange(at..<end)
        bytes.insert(contentsOf: piece, at: Int.random(in: 0...bytes.count, using: &chance))
      }
    }
    return bytes
  }
}

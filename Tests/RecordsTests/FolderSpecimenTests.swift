import Testing

@testable import Records

#if canImport(Glibc)
  import Glibc
#endif

/// Folders as people bring them: each lies beside what it becomes, sum by sum. `PARLEY_REPAINT=1` writes what is read now: read the
/// difference.
@Suite("Folders as people bring them")
struct FolderSpecimenTests {
  static let place = "Tests/RecordsTests/Specimens/folders/"
  static let names = (Specimen.names(in: place) ?? []).filter { !$0.hasSuffix(".told") }

  @Test(arguments: names) func `a folder becomes what its specimen says`(name: String) async throws {
    let folder = Folder.directory(path: Specimen.path(Self.place + name))
    let told: String
    do {
      told = Telling.of(try await Reading.read(folder, workers: 2), without: [])
    } catch {
      let root = Specimen.path(Self.place)
      told = error.sentence.replacing(root, with: "") + "\n"
    }
    let path = Specimen.path(Self.place + name + ".told")
    if getenv("PARLEY_REPAINT") != nil {
      Specimen.write(told, to: path)
      return
    }
    let expected = Specimen.file(Self.place + name + ".told")?.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    #expect(told == expected, "\(name) is read otherwise than its specimen says")
  }

  /// What an export says does not depend on the language its program was set to.
  @Test func `headings in four languages are the same people, deals and sums`() async throws {
    var told: [String] = []
    for name in ["german", "french", "spanish", "dutch"] {
      let reading = try await Reading.read(.directory(path: Specimen.path(Self.place + "plain-" + name)), workers: 1)
      let ledger = reading.ledger(asOf: nil)
      told.append(
        [
          "\(ledger.leads.count) \(ledger.deals.count) \(ledger.deals.amount.reduce(0, +))",
          "\(ledger.leads.created.map(\.description)) \(ledger.deals.won.map { $0?.description ?? "-" })",
          "\(ledger.deals.lost.map { $0?.description ?? "-" }) \(ledger.deals.lead)",
        ].joined(separator: " "))
    }
    #expect(Set(told).count == 1, "\(told)")
    #expect(told.first?.hasPrefix("3 3 4300.5 ") ?? false)
  }
}

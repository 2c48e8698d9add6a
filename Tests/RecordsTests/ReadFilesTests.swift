import Glibc
import Synchronization
import TestFolder
import Testing

@testable import Records

/// Only what changed is read again.
@Suite struct ReadFilesTests {
  private static let deals = "deal_id,lead_id,opened,closed,stage,amount\nD1,L1,2026-01-20,2026-03-01,won,1200\n"

  private func bytes(_ reading: Reading, _ file: String) -> FileBytes? {
    reading.tables.first { $0.file == file }?.text.source?.bytes
  }

  @Test func `a file that is the same still is taken as it was read, and one that was written is read again`() async throws {
    let place = TestFolder()
    place.write("leads.csv", fiveLeads)
    place.write("deals.csv", ReadFilesTests.deals)
    let folder = Folder.directory(path: place.path)
    let first = try await Reading.read(folder, workers: 1)
    place.write("deals.csv", ReadFilesTests.deals + "D2,L2,2026-02-20,2026-03-01,won,300\n")
    let second = try await Reading.read(folder, workers: 1, after: first.files)
    #expect(bytes(first, "leads.csv") != nil && bytes(first, "leads.csv") === bytes(second, "leads.csv"))
    #expect(bytes(first, "deals.csv") !== bytes(second, "deals.csv"))
    #expect(second.ledger(asOf: nil).deals.count == 2)
    // Replaced by another file of its size.
    place.write("web.csv", ReadFilesTests.deals.replacing("1200", with: "1300"))
    #expect(rename("\(place.path)/web.csv", "\(place.path)/deals.csv") == 0)
    let third = try await Reading.read(folder, workers: 1, after: second.files)
    #expect(third.ledger(asOf: nil).deals.amount == [1300])
    // Somebody said that it changed, whatever its stamp says.
    let fourth = try await Reading.read(folder, workers: 1, after: third.files, changed: ["leads.csv"])
    #expect(
      bytes(third, "leads.csv") !== bytes(fourth, "leads.csv") && bytes(third, "deals.csv") === bytes(fourth, "deals.csv"))
    #expect(fourth.ledger(asOf: nil).leads.count == 5)
  }

  @Test func `a workbook that a program replaces is read again, one sheet or several`() async throws {
    let place = TestFolder()
    func put(_ folder: String, _ file: String, as name: String) throws {
      let bytes = try #require(Specimen.file(FolderSpecimenTests.place + folder + "/" + file)).withUnsafeBytes { Array($0) }
      let target = try #require(fopen("\(place.path)/\(name)", "w"))
      #expect(fwrite(bytes, 1, bytes.count, target) == bytes.count)
      fclose(target)
    }
    try put("workbook", "CRM.xlsx", as: "crm.xlsx")
    let folder = Folder.directory(path: place.path)
    let first = try await Reading.read(folder, workers: 1)
    #expect(first.ledger(asOf: nil).deals.amount.reduce(0, +) == 73451.49)
    // Written beside it and renamed, as spreadsheet programs save.
    try put("workbook-formulas", "CRM.xlsx", as: "web.csv")
    #expect(rename("\(place.path)/web.csv", "\(place.path)/crm.xlsx") == 0)
    let second = try await Reading.read(folder, workers: 1, after: first.files)
    #expect(second.ledger(asOf: nil).deals.amount.allSatisfy { $0.isNaN })
    #expect(second.joined.remarks.contains(.formulasWithoutValues(file: "crm.xlsx/Deals", count: 6)))
    try put("workbook-1904", "CRM.xlsx", as: "web.csv")
    #expect(rename("\(place.path)/web.csv", "\(place.path)/crm.xlsx") == 0)
    let third = try await Reading.read(folder, workers: 1, after: second.files)
    #expect(third.ledger(asOf: nil).deals.amount == first.ledger(asOf: nil).deals.amount)
    #expect(Array(third.ledger(asOf: nil).deals.opened) == Array(first.ledger(asOf: nil).deals.opened))
  }

  @Test func `what is taken and what is read anew make the same ledger, and the progress ends at the end`() async throws {
    let place = TestFolder()
    place.write("leads.csv", fiveLeads)
    place.write("deals.csv", ReadFilesTests.deals)
    let folder = Folder.directory(path: place.path)
    let first = try await Reading.read(folder, workers: 2)
    unlink("\(place.path)/deals.csv")
    place.write("web.csv", "date,sessions\n2026-01-01,10\n2026-01-02,11\n")
    let told = Mutex<ReadingProgress?>(nil)
    let again = try await Reading.read(folder, workers: 2, after: first.files) { progress in told.withLock { $0 = progress } }
    let last = try #require(told.withLock { $0 })
    #expect(last.bytesRead == last.bytesTotal && last.bytesTotal > 0)
    #expect(last.files.map(\.name) == ["leads.csv", "web.csv"] && last.files.map(\.rows) == [5, 2])
    #expect(last.files.allSatisfy { if case .read = $0.status { true } else { false } })
    let anew = try await Reading.read(folder, workers: 2)
    #expect(again.tables.map(\.file) == ["leads.csv", "web.csv"] && again.snapshot == anew.snapshot)
    #expect(again.ledger(asOf: nil).files.map(\.bytes) == anew.ledger(asOf: nil).files.map(\.bytes))
  }

  @Test func `a database is read again when only the log beside it has grown`() async throws {
    let place = TestFolder()
    let specimen = "Tests/RecordsTests/Specimens/folders/sqlite-in-use/"
    func copy(_ name: String, bytes count: Int? = nil) throws {
      let bytes = try #require(Specimen.file(specimen + name)).withUnsafeBytes { Array($0) }
      let file = try #require(fopen("\(place.path)/\(name)", "w"))
      fwrite(bytes, 1, count ?? bytes.count, file)
      fclose(file)
    }
    for name in ["leads.csv", "crm.sqlite"] { try copy(name) }
    try copy("crm.sqlite-wal", bytes: 32 + 3 * 4120)
    let folder = Folder.directory(path: place.path)
    let first = try await Reading.read(folder, workers: 1)
    #expect(first.ledger(asOf: nil).deals.count == 1)
    try copy("crm.sqlite-wal")
    let second = try await Reading.read(folder, workers: 1, after: first.files)
    #expect(second.ledger(asOf: nil).deals.count == 2)
    #expect(bytes(first, "leads.csv") === bytes(second, "leads.csv"))
  }
}

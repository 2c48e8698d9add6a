import Glibc
import Records
import TestFolder
import Testing

@testable import parley

/// What was seen last is kept where it may be deleted, and the analyst's file is changed and not written anew.
@Suite struct SeenBeforeTests {
  private func written(_ name: String, of folder: TestFolder) -> String {
    (try? FileBytes.read(path: "\(folder.path)/\(name)")).map { $0.withUnsafeBytes { String(decoding: $0, as: UTF8.self) } }
      ?? ""
  }

  private func snapshot(_ rows: String) async throws -> Snapshot {
    let text = "deal_id,lead_id,opened,closed,stage,amount\n" + rows
    let leads = "lead_id,created,source\nL1,2026-01-05,Fair\n"
    return try await Reading.read(
      .memory(
        name: "x",
        files: [("leads.csv", leads), ("deals.csv", text)].map { Folder.MemoryFile(name: $0.0, bytes: Array($0.1.utf8)) }),
      workers: 1
    ).snapshot
  }

  @Test func `what changed is told in this run and in the next, and deleting what is kept costs nothing but that`() async throws
  {
    let place = TestFolder()
    let environment = ["XDG_CACHE_HOME": place.path + "/cache"]
    func seen() -> SeenBefore { SeenBefore(folder: place.path) { environment[$0] } }
    let (old, new) = (
      try await snapshot("D1,L1,2026-01-20,2026-03-01,won,1200\n"), try await snapshot("D1,L1,2026-01-20,2026-04-01,won,1200\n")
    )
    let first = seen().after(old)
    #expect(first.changes == nil)
    #expect(first.after(old).changes?.isEmpty == true)
    // Another run of the program, after another export.
    let second = seen().after(new)
    #expect(second.changes?.files.first?.lines.map(\.kind) == [.redated])
    #expect(second.after(new).changes == second.changes, "read again without a change, the news stays")
    #expect(seen().changes(to: old)?.files.first?.lines.map(\.kind) == [.redated])
    let kept = try #require(place.names("cache/parley").first)
    #expect(place.names("cache/parley").count == 1 && kept.hasSuffix(".seen"))
    place.write("cache/parley/" + kept, "PARLEY-SEEN-1\nnonsense")
    #expect(seen().after(new).changes == nil, "what is damaged is not believed")
  }

  @Test func `without a place for caches nothing is kept and nothing fails`() async throws {
    let place = TestFolder()
    let snapshot = try await snapshot("D1,L1,2026-01-20,2026-03-01,won,1200\n")
    for environment in [[:], ["XDG_CACHE_HOME": "/proc/none"], ["XDG_CACHE_HOME": "relative"]] as [[String: String]] {
      #expect(SeenBefore(folder: place.path) { environment[$0] }.after(snapshot).changes == nil)
    }
    #expect(SeenBefore(folder: nil) { _ in nil }.after(snapshot).changes == nil)
  }

  @Test func `an answer changes its own line, keeps the file's mode, and is refused where the file is none`() throws {
    let place = TestFolder()
    let text = "# Kim's\n[company]\nname = \"Acme\" # short\n"
    place.write("parley.toml", text)
    let edit = SettingsEdit.subject(file: "a.csv", .leads)
    #expect(try keepAnswer(edit, in: place.path) == "Kept in parley.toml: a.csv: leads.")
    #expect(written("parley.toml", of: place) == text + "\n[files.\"a.csv\"]\nsubject = \"leads\"\n")
    var status = stat()
    #expect(stat("\(place.path)/parley.toml", &status) == 0 && status.st_mode & 0o777 == 0o640)
    #expect(try keepAnswer(edit, in: place.path) == "parley.toml says so already.")
    #expect(place.names() == ["parley.toml"])
    place.write("parley.toml", "[company\n")
    #expect(throws: MappingFailure.self) { try keepAnswer(edit, in: place.path) }
    #expect(written("parley.toml", of: place) == "[company\n")
    #expect(throws: MappingFailure.self) { try keepAnswer(edit, in: nil) }
  }
}

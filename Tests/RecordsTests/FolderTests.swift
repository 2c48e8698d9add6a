import Glibc
import Synchronization
import TestFolder
import Testing

@testable import Records

@Suite struct FolderTests {
  /// A folder on the disk for as long as the body runs.
  private func withFolder(_ files: [String: String], _ body: (String) async throws -> Void) async throws {
    let folder = TestFolder(files.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    try await body(folder.path)
    withExtendedLifetime(folder) {}
  }

  @Test func onlyExportsAreReadAndTheRestIsNamed() async throws {
    let files = [
      "leads.csv": fiveLeads, "b.TSV": "week\tsessions\n2026-01-05\t3\n2026-01-12\t4\n", "notes.pdf": "x", ".hidden.csv": "x",
      "parley.toml": "[company]\nname = \"Us\"\n", "parley.journal": "{}",
    ]
    try await withFolder(files) { path in
      mkdir(path + "/old", 0o755)
      defer { rmdir(path + "/old") }
      let ledger = try await Reading.read(.directory(path: path), workers: 2).ledger(asOf: nil)
      #expect(ledger.files.map(\.file) == ["b.TSV", "leads.csv"])
      #expect(ledger.files.map(\.bytes) == [40, fiveLeads.utf8.count])
      #expect(ledger.leftAlone == ["notes.pdf", "old/"])
      #expect(ledger.company == "Us")
    }
  }

  @Test func aFolderThatCannotBeReadSaysWhy() async throws {
    await #expect(throws: LoadFailure.noSuchFolder(path: "/nowhere/at/all")) {
      _ = try await Reading.read(.directory(path: "/nowhere/at/all"), workers: 1)
    }
    try await withFolder(["a.csv": "x"]) { path in
      await #expect(throws: LoadFailure.notAFolder(path: path + "/a.csv")) {
        _ = try await Reading.read(.directory(path: path + "/a.csv"), workers: 1)
      }
    }
    try await withFolder(["notes.pdf": "x"]) { path in
      await #expect(throws: LoadFailure.emptyFolder(path: path)) {
        _ = try await Reading.read(.directory(path: path), workers: 1)
      }
    }
  }

  @Test func aFileThatFailsDoesNotTakeTheOthersWithIt() async throws {
    let ledger = try await reading([("leads.csv", fiveLeads), ("empty.csv", "")]).ledger(asOf: nil)
    #expect(ledger.files.map(\.file) == ["empty.csv", "leads.csv"])
    #expect(ledger.file("empty.csv").failure == .emptyFile(file: "empty.csv"))
    #expect(ledger.leads.count == 5)
  }

  @Test func theProgressEndsWithEverythingRead() async throws {
    let seen = Mutex<[ReadingProgress]>([])
    let files = [
      Folder.MemoryFile(name: "leads.csv", bytes: Array(fiveLeads.utf8)), Folder.MemoryFile(name: "a.csv", bytes: []),
    ]
    _ = try await Reading.read(.memory(name: "f", files: files), workers: 2) { progress in seen.withLock { $0.append(progress) }
    }
    let last = seen.withLock { $0.last }
    #expect(last?.files.map(\.name) == ["a.csv", "leads.csv"])
    #expect(last?.files.map(\.rows) == [0, 5])
    #expect(last?.bytesRead == last?.bytesTotal)
  }

  @Test(
    arguments: [
      (
        LoadFailure.noSuchFolder(path: "x"),
        "x: there is no such folder. Check the path, or run parley without one for the sample company."
      ),
      (.notAFolder(path: "x"), "x: this is a file. Give the folder that holds the exports."),
      (.unreadable(path: "x", reason: "Permission denied"), "x: it cannot be read: Permission denied. Check its permissions."),
      (
        .nothingRecognised(path: "x", files: 2),
        "x: 2 files read, none recognised as leads, deals or numbers by day, week or month. Say in parley.toml what a file is: [files.\"NAME.csv\"] subject = \"leads\"."
      ),
      (.emptyFile(file: "x"), "x: the file is empty. Export it again."),
      (.onlyAHeading(file: "x"), "x: a heading and no rows. Export it again, or remove the file."),
      (.badSettings(file: "parley.toml", line: 3, problem: "p."), "parley.toml:3: p."),
    ] as [(LoadFailure, String)])
  func aFailureSaysWhereWhatAndWhatToDo(_ failure: LoadFailure, _ sentence: String) {
    #expect(failure.sentence == sentence)
  }

  @Test(
    arguments: [
      (
        Remark.noLeads,
        "No file says who the leads were, so nothing can be followed person by person. Add an export of leads or contacts."
      ),
      (
        .amountsNearlyAllZero(file: "d.csv", column: "mrr", above: 45, of: 841),
        "d.csv: mrr: 45 of 841 deals have an amount above zero, so it is not counted as revenue. Map another column to amount in parley.toml if there is one."
      ),
      (
        .ambiguousDates(file: "l.csv", column: "created", example: "03/04/2026"),
        "l.csv: created: “03/04/2026” may be day first or month first and no row decides. Answer in parley.toml: dates = \"day-first\" or dates = \"month-first\"."
      ),
      (
        .strayDates(file: "l.csv", column: "created", count: 1, latest: day("2062-01-05")),
        "l.csv: created: 1 row dated more than a year after everything else, the last on 2062-01-05, and refused. Correct the dates."
      ),
      (
        .negativeLags(file: "d.csv", count: 2),
        "d.csv: 2 rows with a step before the one it follows, refused. Correct the dates."
      ),
      (.mergedPeople(rows: 5, people: 2), "5 rows are 2 people under several ids, by e-mail. They are counted once."),
    ] as [(Remark, String)])
  func aRemarkSaysWhatPeopleMustKnow(_ remark: Remark, _ sentence: String) {
    #expect(remark.sentence == sentence)
  }
}

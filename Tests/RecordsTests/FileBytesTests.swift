import Glibc
import TestFolder
import Testing

@testable import Records

/// Files that are large enough to be mapped, in a folder of their own that goes with the test.
private struct LargeFile: ~Copyable {
  let folder = TestFolder()
  var path: String { folder.path + "/large.csv" }
  let rows: Int

  init(rows: Int = 60_000) throws {
    self.rows = rows
    write("id,created,source\n" + (0..<rows).map { "L\($0),2026-01-05 08:\(10 + $0 % 50),ads\n" }.joined(), flags: O_CREAT)
  }

  /// Writes over the file from its start (or with `O_APPEND` behind its end).
  func write(_ text: String, flags: Int32) {
    let descriptor = open(path, O_WRONLY | flags, 0o600)
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    var done = 0
    while done < bytes.count {
      let wrote = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + done, bytes.count - done) }
      if wrote <= 0 { break }
      done += wrote
    }
  }
}

@Suite("Large files, which are mapped and may be written over meanwhile")
struct FileBytesTests {
  @Test func `a mapped file reads as a copied one does`() async throws {
    let file = try LargeFile()
    let bytes = try FileBytes.read(path: file.path)
    #expect(bytes.count > FileBytes.mappedFrom)
    let mapped = try await TableReader.read(file: "large.csv", bytes: bytes, workers: 2)
    let copied = try await Specimen.table(bytes: bytes.withUnsafeBytes { Array($0) })
    #expect(mapped.rowCount == file.rows && mapped.times("created") == copied.times("created"))
    #expect(mapped.text(row: 59_999, column: 0) == "L59999")
    #expect(bytes.failure == nil && !bytes.grewWhileRead && bytes.isAsRead)
  }

  @Test func `a file cut short while it is read ends in a sentence, not in a signal`() async throws {
    let file = try LargeFile()
    let bytes = try FileBytes.read(path: file.path)
    #expect(truncate(file.path, 5000) == 0)
    await #expect(throws: LoadFailure.changedWhileRead(file: file.path)) {
      try await TableReader.read(file: "large.csv", bytes: bytes, workers: 2)
    }
    #expect(bytes.start[bytes.count - 1] == 0, "what has gone reads as zeros")
  }

  @Test func `even a file that is emptied is one that changed`() async throws {
    let file = try LargeFile()
    let bytes = try FileBytes.read(path: file.path)
    #expect(truncate(file.path, 0) == 0)
    await #expect(throws: LoadFailure.changedWhileRead(file: file.path)) {
      try await TableReader.read(file: "large.csv", bytes: bytes, workers: 2)
    }
  }

  @Test func `a file that grows is read up to the length it had`() async throws {
    let file = try LargeFile()
    let bytes = try FileBytes.read(path: file.path)
    file.write("L60000,2026-01-05 08:10,ads\n", flags: O_APPEND)
    let table = try await TableReader.read(file: "large.csv", bytes: bytes, workers: 2)
    #expect(table.rowCount == file.rows && bytes.grewWhileRead)
    #expect(table.text(row: 7, column: 0) == "L7", "what was only appended does no harm")
  }

  @Test func `no text is shown from a file that was written over`() async throws {
    let file = try LargeFile()
    let table = try await TableReader.read(file: "large.csv", bytes: FileBytes.read(path: file.path), workers: 2)
    #expect(table.text(row: 7, column: 0) == "L7")
    file.write("id,created,source\nX", flags: 0)
    #expect(table.text(row: 7, column: 0) == "")
    #expect(truncate(file.path, 10) == 0)
    #expect(table.text(row: 59_999, column: 0) == "")
  }
}

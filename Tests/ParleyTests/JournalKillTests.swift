import Glibc
import Journal
import Testing

@testable import parley

/// The real program, writing, and what becomes of it: killed, four at once, a full disk, a disk with errors.
///
/// `PARLEY_KILLS=10000 swift test --filter JournalKillTests` is the long version.
@Suite(.serialized) struct JournalKillTests {
  private static func number(_ name: String, else usual: Int) -> Int {
    getenv(name).flatMap { Int(String(cString: $0)) } ?? usual
  }

  /// Chance that is the same in every run.
  private struct Dice {
    var state: UInt64
    mutating func roll(_ sides: UInt64) -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state % sides
    }
  }

  private static func note(_ folder: String) -> [String] { [Tmux.parley, "note", folder, "-", "--on", "booth_scans"] }

  /// Ids in whole lines of output.
  private static func acknowledged(_ output: [UInt8]) -> [String] {
    guard let end = output.lastIndex(of: 0x0A) else { return [] }
    return output[..<end].split(separator: 0x0A).map { String(decoding: $0.prefix(29), as: UTF8.self) }
  }

  private static func journal(_ folder: String) throws -> Journal {
    var file = JournalFile(folder: folder)
    _ = try file.refresh()
    return file.journal
  }

  /// The ids of the journal as they would be, had one line been lost.
  private static func without(_ id: String, _ folder: String) throws -> Set<String> {
    let text = String(decoding: Spawned.contents(folder + "/parley.journal.jsonl"), as: UTF8.self)
    var reader = JournalReader()
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.contains(id) }
    return Set(reader.feed(Array(lines.joined(separator: "\n").utf8)).map { "\($0.id)" })
  }

  @Test func `killed at any moment, it has lost nothing that it had acknowledged`() async throws {
    let kills = JournalKillTests.number("PARLEY_KILLS", else: 60)
    var dice = Dice(state: 0x9E37_79B9_7F4A_7C15)
    try await withFolder([]) { folder in
      var folder = folder + "/shop"
      var promised: Set<String> = []
      var torn = 0
      for round in 0..<kills {
        if round % 500 == 499 {
          // A journal of its own now and then, so that its beginning is killed, too.
          promised = []
          folder += "/next"
          mkdir(folder, 0o755)
        }
        let writer = try Spawned(JournalKillTests.note(folder))
        let long = String(repeating: "words from the field ", count: Int(dice.roll(60)))
        writer.write((0..<30).map { "\($0) \(long)\n" }.joined())
        let wanted = Int(dice.roll(12))
        var output = Spawned.read(writer.output) { $0.count { $0 == 0x0A } >= wanted }
        // Somewhere in the next entry, or before the first.
        var clock = timespec()
        clock_gettime(CLOCK_MONOTONIC, &clock)
        let until = clock.tv_nsec + Int(dice.roll(wanted == 0 ? 12_000_000 : 800_000))
        while clock.tv_nsec < until, until < 1_000_000_000 { clock_gettime(CLOCK_MONOTONIC, &clock) }
        kill(writer.process, SIGKILL)
        writer.endInput()
        output += Spawned.read(writer.output)
        _ = writer.end()
        promised.formUnion(JournalKillTests.acknowledged(output))
        // Also at the end of each journal, before the next is begun.
        guard round % 20 == 18 || round == kills - 1 else { continue }
        let journal = try JournalKillTests.journal(folder)
        let there = Set(journal.entries.map { "\($0.id)" })
        #expect(!promised.isEmpty, "round \(round): nothing was ever acknowledged, so nothing was proved")
        #expect(promised.allSatisfy { $0.count == 29 }, "an id is cut: \(promised.min { $0.count < $1.count } ?? "")")
        #expect(promised.isSubset(of: there), "round \(round): lost \(promised.subtracting(there).sorted().prefix(3))")
        // The same look finds a loss where there is one.
        let lost = try JournalKillTests.without(promised.min() ?? "", folder)
        #expect(!promised.isSubset(of: lost), "round \(round): a line was taken out and nobody saw it")
        torn = max(torn, journal.setAside.count)
      }
      print("\(kills) kills; \(torn) torn lines set aside; \(promised.count) acknowledged entries in the last journal")
    }
  }

  @Test func `four write at once, and every entry is there once`() async throws {
    let each = JournalKillTests.number("PARLEY_WRITES", else: 60)
    try await withFolder([]) { folder in
      let writers = try (0..<4).map { _ in try Spawned(JournalKillTests.note(folder + "/shop")) }
      let feeding = writers.enumerated().map { i, writer in
        Task.detached {
          for n in 0..<each { writer.write("writer \(i) line \(n)\n") }
          writer.endInput()
        }
      }
      var promised: [String] = []
      for writer in writers { promised += JournalKillTests.acknowledged(Spawned.read(writer.output)) }
      for task in feeding { await task.value }
      for writer in writers { #expect(writer.end() == 0) }
      let journal = try JournalKillTests.journal(folder + "/shop")
      #expect(promised.count == 4 * each)
      #expect(Set(promised) == Set(journal.entries.map { "\($0.id)" }))
      #expect(journal.setAside.isEmpty)
      var texts: [String: Int] = [:]
      for note in journal.notes { texts[note.body.text, default: 0] += 1 }
      #expect(texts.count == 4 * each)
      #expect(texts.values.allSatisfy { $0 == 1 })
    }
  }

  /// Runs notes under a shell's conditions and returns what was promised, what was complained and the file.
  private func written(
    _ lines: Int, in folder: String, _ conditions: String, environment: [String] = []
  ) throws -> (promised: [String], complaint: String, status: CInt) {
    let words = JournalKillTests.note(folder).map { "'\($0)'" }.joined(separator: " ")
    let writer = try Spawned(["sh", "-c", "\(conditions) exec \(words)"], environment: environment)
    writer.write((0..<lines).map { "line \($0) with some words in it\n" }.joined())
    writer.endInput()
    let output = Spawned.read(writer.output)
    let complaint = String(decoding: Spawned.read(writer.errors), as: UTF8.self)
    return (JournalKillTests.acknowledged(output), complaint, writer.end())
  }

  @Test func `a file that may not grow further is told, and what was kept stays whole`() async throws {
    try await withFolder([]) { folder in
      let folder = folder + "/shop"
      let run = try written(40, in: folder, "ulimit -f 4;")
      #expect(run.status == 2)
      #expect(
        run.complaint
          == "parley: \(folder)/parley.journal.jsonl: the file may not grow any further here. Raise the limit (ulimit -f). Nothing of it was kept, and nothing else is lost.\n"
      )
      #expect(run.promised.count > 3 && run.promised.count < 40)
      let journal = try JournalKillTests.journal(folder)
      #expect(journal.entries.map { "\($0.id)" } == run.promised)
      #expect(journal.setAside.isEmpty)
      #expect(try written(5, in: folder, "").promised.count == 5)
    }
  }

  @Test func `a full disk is told, and what was kept stays whole`() async throws {
    try await withFolder([]) { folder in
      let words = JournalKillTests.note(folder + "/shop").map { "'\($0)'" }.joined(separator: " ")
      let shell = try Spawned([
        "unshare", "-rm", "sh", "-c",
        "mount -t tmpfs -o size=16k none '\(folder)/shop' || exit 77; \(words); echo status $?; cat '\(folder)/shop/parley.journal.jsonl'",
      ])
      shell.write((0..<200).map { "line \($0) with some words in it\n" }.joined())
      shell.endInput()
      let output = String(decoding: Spawned.read(shell.output), as: UTF8.self)
      let complaint = String(decoding: Spawned.read(shell.errors), as: UTF8.self)
      guard shell.end() != 77, !output.isEmpty else {
        print("skipped: no disk of our own can be mounted here")
        return
      }
      #expect(complaint.contains("the disk is full. Make room. Nothing of it was kept, and nothing else is lost."))
      let parts = output.split(separator: "status 2\n")
      try #require(parts.count == 2)
      let promised = JournalKillTests.acknowledged(Array(parts[0].utf8))
      var reader = JournalReader()
      #expect(promised.count > 20)
      #expect(reader.feed(Array(parts[1].utf8)).map { "\($0.id)" } == promised)
      #expect(reader.faults.isEmpty)
    }
  }

  /// What fails, and with what; each is met after some entries were kept.
  @Test(arguments: ["write", "short", "fsync", "short-cut", "fsync-cut"])
  func `a disk that reports errors loses nothing that was acknowledged`(kind: String) async throws {
    try await withFolder([("fail.c", JournalKillTests.failing)]) { folder in
      let library = folder + "/fail.so"
      let compiler = try Spawned(["clang", "-shared", "-fPIC", "-O1", "-o", library, folder + "/shop/fail.c", "-ldl"])
      compiler.endInput()
      let complaint = String(decoding: Spawned.read(compiler.errors), as: UTF8.self)
      guard compiler.end() == 0 else {
        print("skipped: no C compiler: \(complaint)")
        return
      }
      let run = try written(12, in: folder + "/shop", "", environment: ["LD_PRELOAD=\(library)", "FAIL=\(kind)"])
      #expect(run.status == 2)
      #expect(
        run.complaint.contains(
          "the disk reports an error. Copy the folder to another disk. Nothing of it was kept, and nothing else is lost."))
      #expect(run.promised.count == 6)
      let after = try written(3, in: folder + "/shop", "")
      #expect(after.promised.count == 3)
      let journal = try JournalKillTests.journal(folder + "/shop")
      let there = journal.entries.map { "\($0.id)" }
      #expect(Set(run.promised + after.promised).isSubset(of: Set(there)))
      // Where even the cut fails, a whole entry may stay behind that was not promised; a piece of one is set aside.
      if !kind.hasSuffix("-cut") { #expect(there == run.promised + after.promised && journal.setAside.isEmpty) }
      if kind == "short-cut" { #expect(journal.setAside.count == 1 && there.count == 9) }
    }
  }

  /// The seventh write (or fsync) to the journal fails; `-cut`: cutting it off again fails, too.
  private static let failing = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <errno.h>
    #include <stdlib.h>
    #include <string.h>
    #include <sys/types.h>
    #include <unistd.h>
    static int is(const char *kind) { const char *f = getenv("FAIL"); return f && !strncmp(f, kind, strlen(kind)); }
    static int cut(void) { const char *f = getenv("FAIL"); return f && strstr(f, "-cut"); }
    static int writes, syncs, broken;
    ssize_t write(int fd, const void *bytes, size_t count) {
      ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
      if (fd < 3) return real(fd, bytes, count);
      if (broken) { errno = EIO; return -1; }
      writes++;
      if (is("write") && writes == 7) { broken = 1; errno = EIO; return -1; }
      if (is("short") && writes == 7) { broken = 1; return real(fd, bytes, count / 2); }
      return real(fd, bytes, count);
    }
    int fsync(int fd) {
      int (*real)(int) = dlsym(RTLD_NEXT, "fsync");
      /* The first entry syncs the folder, too. */
      if (is("fsync") && ++syncs == 8) { errno = EIO; return -1; }
      return real(fd);
    }
    int ftruncate(int fd, off_t size) {
      int (*real)(int, off_t) = dlsym(RTLD_NEXT, "ftruncate");
      if (cut()) { errno = EIO; return -1; }
      return real(fd, size);
    }
    int ftruncate64(int fd, off_t size) { return ftruncate(fd, size); }
    """
}

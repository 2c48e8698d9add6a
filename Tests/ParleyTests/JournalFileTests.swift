import Foundation
import Journal
import Records
import Testing

@testable import parley

/// The journal's file: read as it grows, repaired where it is torn, edited by others.
@Suite struct JournalFileTests {
  private static func note(_ text: String) -> Entry {
    var clock = EntryClock()
    let draft = Draft(by: Author(.sales), on: nil, .note(FieldNote(metric: "booth_scans", text: text)))
    return clock.entry(draft, after: Journal())
  }

  private static func read(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path))) }

  @Test func `what one pane writes the other reads, and only the new of it`() async throws {
    try await withFolder([]) { folder in
      var one = JournalFile(folder: folder + "/shop")
      var other = JournalFile(folder: folder + "/shop")
      #expect(try !other.refresh())
      for n in 1...3 {
        try one.append([JournalFileTests.note("note \(n)")])
        #expect(try other.refresh())
        #expect(other.journal.notes.count == n)
        #expect(try !other.refresh())
      }
      #expect(try one.refresh())
      #expect(one.journal.entries == other.journal.entries)
    }
  }

  @Test func `cut off after any byte, it goes on with a new line, and what was whole stays`() async throws {
    try await withFolder([]) { folder in
      let folder = folder + "/shop"
      var file = JournalFile(folder: folder)
      let first = JournalFileTests.note("the first")
      let second = JournalFileTests.note("the second")
      let third = JournalFileTests.note("the third")
      try file.append([first])
      let before = try JournalFileTests.read(file.path).count
      try file.append([second])
      let whole = try JournalFileTests.read(file.path)
      for cut in before..<whole.count {
        try Data(whole[..<cut]).write(to: URL(fileURLWithPath: file.path))
        var again = JournalFile(folder: folder)
        try again.append([third])
        _ = try again.refresh()
        let ids = Set(again.journal.entries.map(\.id))
        #expect(ids.isSuperset(of: [first.id, third.id]), "cut at \(cut)")
        // Only the end of the line was missing: all of it is there.
        #expect(ids.contains(second.id) == (cut == whole.count - 1), "cut at \(cut)")
        #expect(again.journal.setAside.count == (cut == before || cut == whole.count - 1 ? 0 : 1), "cut at \(cut)")
      }
    }
  }

  @Test func `a journal that was edited by hand or merged is read again`() async throws {
    try await withFolder([]) { folder in
      var file = JournalFile(folder: folder + "/shop")
      let entries = (0..<5).map { JournalFileTests.note("note \($0)") }
      try file.append(entries)
      #expect(try file.refresh())
      let text = String(decoding: try JournalFileTests.read(file.path), as: UTF8.self)
      var lines = text.split(separator: "\n").map(String.init)
      lines.swapAt(1, 4)
      let merged = "<<<<<<< ours\n" + lines.joined(separator: "\n") + "\n=======\n" + lines[2] + "\n>>>>>>> theirs\n"
      try Data(merged.utf8).write(to: URL(fileURLWithPath: file.path))
      #expect(try file.refresh())
      #expect(file.journal.entries == Journal(entries).entries)
      #expect(file.journal.setAside.map(\.line) == [1, 8, 10])
      try FileManager.default.removeItem(atPath: file.path)
      #expect(try file.refresh())
      #expect(file.journal.entries.isEmpty)
    }
  }

  @Test func `what one pane writes stays in its order, and after what it had read from a clock that is ahead`() {
    var clock = EntryClock()
    let ahead = Stamp(milliseconds: Stamp.now.milliseconds + 60_000)
    let note = Draft(by: Author(.sales), on: nil, .note(FieldNote(metric: "m", text: "x")))
    let known = Journal([Entry(note, id: EntryId(time: 1, chance: 1), at: ahead)])
    let written = (0..<50).map { _ in clock.entry(note, after: known) }
    #expect(Journal(known.entries + written).entries == known.entries + written)
    let wrong = Journal([Entry(note, id: EntryId(time: 1, chance: 1), at: Stamp(milliseconds: .max / 2))])
    #expect(clock.entry(note, after: wrong).at.milliseconds < ahead.milliseconds + 1000)
  }

  @Test func `what is no ordinary file is not written to`() async throws {
    try await withFolder([]) { folder in
      mkfifo(folder + "/shop/parley.journal.jsonl", 0o644)
      var file = JournalFile(folder: folder + "/shop")
      #expect(throws: JournalFailure.notAFile(path: folder + "/shop/parley.journal.jsonl")) {
        try file.append([JournalFileTests.note("x")])
      }
    }
  }

  @Test func `a folder that may not be written to is told, and its journal is still read`() async throws {
    try await withFolder(shop) { folder in
      guard geteuid() != 0 else {
        print("skipped: root may write everywhere")
        return
      }
      chmod(folder + "/shop", 0o555)
      defer { chmod(folder + "/shop", 0o755) }
      let run = try await parley(["note", "shop", "a sentence", "--on", "booth_scans"], in: folder)
      #expect(run.status == 2)
      #expect(
        run.complaint
          == "parley: shop/parley.journal.jsonl: you may not write here. Ask for the right to, or work in a copy of the folder. Nothing of it was kept, and nothing else is lost.\n"
      )
    }
  }

  @Test func `a journal of 100,000 entries is read in a moment, and what is added later is read alone`() async throws {
    try await withFolder([]) { folder in
      var file = JournalFile(folder: folder + "/shop")
      let start: UInt64 = 1_795_000_000_000
      var entries: [Entry] = []
      for n in 0..<UInt64(100_000) {
        let text = "Only wanted the T-shirt, and asked for another one, number \(n)."
        entries.append(
          Entry(
            id: EntryId(time: start + n, chance: n &* 0x9E37_79B9_7F4A_7C15), at: Stamp(milliseconds: Int64(start + n)),
            by: Author(.sales), on: Day(number: 20_000), what: .note(FieldNote(metric: "booth_scans", text: text))))
      }
      try file.append(entries)
      let clock = ContinuousClock()
      let time = try clock.measure { _ = try file.refresh() }
      #expect(file.journal.notes.count == 100_000)
      print("100,000 entries, \(try JournalFileTests.read(file.path).count / 1_000_000) MB: \(time)")
      try file.append([JournalFileTests.note("one more")])
      let more = try clock.measure { _ = try file.refresh() }
      print("one more: \(more)")
      #expect(file.journal.notes.count == 100_001)
      // Whatever the machine and the build: one entry costs a sliver of all of them, and all of them no time to fetch coffee in.
      #expect(more * 20 < time)
      #expect(time < .seconds(5))
    }
  }
}

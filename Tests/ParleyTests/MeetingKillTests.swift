import Foundation
import Glibc
import Journal
import Testing

@testable import parley

/// Two panes on one folder, the real program in a real terminal: a meeting from its beginning to its end, killed in its middle, held up
/// by another program, and on a folder that lies on another host.
@Suite(.serialized, .disabled(if: Tmux.isMissing)) struct MeetingKillTests {
  private static func command(_ folder: String, _ arguments: String = "") -> String {
    "exec '\(Tmux.parley)' '\(folder)/shop' \(arguments)"
  }

  private static func journal(_ folder: String) throws -> Journal {
    var file = JournalFile(folder: folder + "/shop")
    _ = try file.refresh()
    return file.journal
  }

  /// Opens a meeting and writes a decision, which is acknowledged on the screen.
  private func decide(_ sentence: String, _ tmux: Tmux) async throws {
    try await tmux.press("d")
    try await tmux.until(shows: "one sentence, as it will stand in the minutes")
    try await tmux.tell(["send-keys", "-l", sentence])
    try await tmux.press("C-s")
    try await tmux.until(shows: "The decision is kept in parley.journal.jsonl.")
  }

  @Test func `killed in the middle of a meeting, it goes on where it was, with all that was acknowledged`() async throws {
    try await withFolder(shop) { folder in
      try await Tmux.with(width: 118, height: 32, command: MeetingKillTests.command(folder, "--as sales")) { tmux in
        try await tmux.until(shows: "Joint meaning")
        try await tmux.press("4")
        try await tmux.until(shows: "No meeting is open")
        try await tmux.press("m")
        try await tmux.until(shows: "▸ Since last time")
        try await tmux.press("m")
        try await tmux.until(shows: "▸ Exceptions")
        try await decide("Fewer scans and more talks", tmux)
        let process = try #require(pid_t(try await tmux.ask("#{pane_pid}")))
        #expect(kill(process, SIGKILL) == 0)
        // Whoever was writing was stopped in the middle of a line.
        let path = folder + "/shop/parley.journal.jsonl"
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        let promised = try MeetingKillTests.journal(folder)
        let last = try #require(whole.dropLast().lastIndex(of: 0x0A))
        let torn = whole + whole[(last + 1)...].prefix(70)
        try torn.write(to: URL(fileURLWithPath: path))

        try await tmux.tell(["respawn-pane", "-k", MeetingKillTests.command(folder, "--as sales")])
        try await tmux.until(shows: "of parley.journal.jsonl is no entry and is set aside; parley check says why.")
        try await tmux.press("4")
        let screen = try await tmux.until(shows: "▸ Exceptions")
        #expect(screen.contains { $0.contains("1  Fewer scans and more talks") })
        // It goes on from there, and the torn line is in nobody's way.
        try await tmux.press("m")
        try await tmux.until(shows: "▸ Promises")
        try await decide("Look at the fair again", tmux)
        let journal = try MeetingKillTests.journal(folder)
        #expect(journal.entries.starts(with: promised.entries))
        #expect(journal.decisions.map(\.decision.body.sentence) == ["Fewer scans and more talks", "Look at the fair again"])
        #expect(journal.setAside.count == 1)
        #expect(journal.meetings.count == 1 && journal.meetings[0].closed == nil)
      }
    }
  }

  @Test
  func `two panes hold one meeting by keys alone: what one writes the other sees, and what was decided comes back on its day`()
    async throws
  {
    try await withFolder(shop) { folder in
      try await Tmux.with(
        width: 118, height: 32, command: MeetingKillTests.command(folder, "--as marketing --as-of 2026-01-20")
      ) { tmux in
        try await Tmux.with(
          width: 118, height: 32, command: MeetingKillTests.command(folder, "--as sales --as-of 2026-01-20")
        ) { other in
          for pane in [tmux, other] {
            try await pane.until(shows: "Joint meaning")
            try await pane.press("4")
            try await pane.until(shows: "No meeting is open")
          }
          try await tmux.press("m")
          try await other.until(shows: "▸ Since last time")
          try await decide("Fewer scans and more talks", tmux)
          try await other.until(shows: "1  Fewer scans and more talks")
          try await decide("Answer within a day", other)
          try await tmux.until(shows: "2  Answer within a day")
          try await decide("No fair in spring", other)
          try await tmux.until(shows: "3  No fair in spring")
          try await other.press("d")
          try await other.until(shows: "Three decisions are written")
          for step in ["Exceptions", "Promises", "What if", "Decisions", "Minutes"] {
            try await other.press("m")
            for pane in [tmux, other] { try await pane.until(shows: "▸ \(step)") }
          }
          try await tmux.press("m")
          for pane in [tmux, other] { try await pane.until(shows: "No meeting is open") }
        }
      }
      let minutes = try await parley(["minutes", "shop"], in: folder)
      #expect(minutes.text.contains("2. Answer within a day (owner: both, look again 7 Apr 2026)"), "\(minutes.text)")
    }
  }

  @Test func `another program that holds the journal does not hold the screen, and what was written comes by itself`()
    async throws
  {
    try await withFolder(shop) { folder in
      let path = folder + "/shop/parley.journal.jsonl"
      try Data(Journal.header.utf8).write(to: URL(fileURLWithPath: path))
      let descriptor = open(path, O_RDWR)
      defer { close(descriptor) }
      try #require(flock(descriptor, LOCK_EX) == 0)
      try await Tmux.with(width: 118, height: 32, command: MeetingKillTests.command(folder)) { tmux in
        try await tmux.until(shows: "1 row refused")
        try await tmux.press("n")
        try await tmux.until(shows: "what was heard")
        try await tmux.tell(["send-keys", "-l", "They ask for the price first"])
        try await tmux.press("C-s")
        try await tmux.until(shows: "Not kept yet: ")
        // The screen obeys meanwhile, and nobody leaves with words that are not on the disk.
        try await tmux.press("3")
        try await tmux.until(shows: "Proposed")
        try await tmux.press("q")
        try await tmux.until(shows: "1 entry is not on the disk.")
        flock(descriptor, LOCK_UN)
        try await tmux.until(shows: "The note is kept in parley.journal.jsonl.")
        #expect(try MeetingKillTests.journal(folder).notes.map(\.body.text) == ["They ask for the price first"])
      }
    }
  }

  @Test func `where the kernel hears nothing of other hosts, the journal is looked at by itself`() async throws {
    try await withFolder(shop + [("far.c", MeetingKillTests.far)]) { folder in
      let library = folder + "/far.so"
      let compiler = try Spawned(["clang", "-shared", "-fPIC", "-O1", "-o", library, folder + "/shop/far.c", "-ldl"])
      compiler.endInput()
      let complaint = String(decoding: Spawned.read(compiler.errors), as: UTF8.self)
      guard compiler.end() == 0 else {
        print("skipped: no C compiler: \(complaint)")
        return
      }
      try FileManager.default.removeItem(atPath: folder + "/shop/far.c")
      let command = "LD_PRELOAD='\(library)' " + MeetingKillTests.command(folder).dropFirst(5)
      try await Tmux.with(width: 118, height: 32, command: "exec env " + command) { tmux in
        try await tmux.until(shows: "Joint meaning")
        let began = ContinuousClock.now
        let run = try await parley(["note", "shop", "a sentence from afar", "--on", "fair"], in: folder)
        #expect(run.status == 0, "\(run.complaint)")
        try await tmux.until(shows: "Sales wrote: the note.")
        // A second, and what a busy machine takes for the rest.
        #expect(ContinuousClock.now - began < .seconds(10))
      }
    }
  }

  /// A folder that lies on another host: statfs says NFS, and a watch on it tells nothing.
  private static let far = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <sys/inotify.h>
    #include <sys/vfs.h>
    int statfs(const char *path, struct statfs *disk) {
      int (*real)(const char *, struct statfs *) = dlsym(RTLD_NEXT, "statfs");
      int result = real(path, disk);
      disk->f_type = 0x6969;
      return result;
    }
    int inotify_add_watch(int fd, const char *path, unsigned mask) { (void)fd; (void)path; (void)mask; return 1; }
    """
}

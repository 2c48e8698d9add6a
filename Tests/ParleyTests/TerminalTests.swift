import Glibc
import Subprocess
import Testing

@testable import parley

/// The real program in a real terminal.
@Suite(.disabled(if: Tmux.isMissing)) struct TerminalTests {
  /// Nothing of the dashboard may be left: the other screen, a hidden cursor, the mouse, modes of the line.
  func isClean(_ tmux: Tmux) async throws -> Bool {
    try await tmux.ask("#{alternate_on}#{cursor_flag}#{mouse_any_flag}#{keypad_cursor_flag}#{keypad_flag}") == "01000"
  }

  @Test func `quitting leaves the terminal as it was`() async throws {
    try await Tmux.with { tmux in
      try await tmux.type("stty -g")
      try await tmux.until("modes") { $0.contains { $0.split(separator: ":").count > 10 } }
      let before = try await tmux.screen().first { $0.split(separator: ":").count > 10 }
      try await tmux.open()
      #expect(try await tmux.ask("#{alternate_on}") == "1")
      try await tmux.press("q")
      try await tmux.until(shows: "ended:0")
      #expect(try await isClean(tmux))
      try await tmux.type("clear; stty -g")
      let after = try await tmux.until("modes") { $0.contains { $0.split(separator: ":").count > 10 } }
      #expect(after.first { $0.split(separator: ":").count > 10 } == before)
    }
  }

  @Test(arguments: ["TERM", "HUP", "INT", "QUIT", "ABRT", "SEGV", "BUS", "ILL", "FPE", "TRAP"])
  func `a signal ends it by that signal and the terminal is given back`(name: String) async throws {
    try await Tmux.with { tmux in
      try await tmux.type("clear; \(Tmux.parley)")
      try await tmux.until(shows: "Parley  ")
      try await tmux.tell(["run-shell", "kill -\(name) $(ps -o pid= --ppid #{pane_pid} | head -1)"])
      // A shell that sees its program die of an interrupt forgets the rest of the line: ask again.
      try await tmux.until("the shell") { !($0.first?.contains("Parley") ?? true) }
      try await tmux.type("echo ended:$?")
      let screen = try await tmux.until("its status") { $0.contains { $0.contains("ended:1") } }
      let numbers = [
        "TERM": SIGTERM, "HUP": SIGHUP, "INT": SIGINT, "QUIT": SIGQUIT, "ABRT": SIGABRT, "SEGV": SIGSEGV, "BUS": SIGBUS,
        "ILL": SIGILL, "FPE": SIGFPE, "TRAP": SIGTRAP,
      ]
      #expect(screen.contains { $0.contains("ended:\(128 + (numbers[name] ?? 0))") })
      #expect(try await isClean(tmux))
    }
  }

  @Test func `what was written to standard error meanwhile comes out when the terminal is given back`() async throws {
    try await Tmux.with { tmux in
      try await tmux.open()
      try await tmux.tell([
        "run-shell", "echo the last words > /proc/$(ps -o pid= --ppid #{pane_pid} | tr -d ' ' | head -1)/fd/2",
      ])
      #expect(try await !tmux.screen().contains { $0.contains("the last words") })
      try await tmux.tell(["run-shell", "kill -ABRT $(ps -o pid= --ppid #{pane_pid} | head -1)"])
      try await tmux.until(shows: "ended:134")
      #expect(try await tmux.screen().contains { $0.contains("the last words") })
    }
  }

  @Test func `closing the terminal ends the program`() async throws {
    try await Tmux.with(command: "exec \(Tmux.parley)") { tmux in
      try await tmux.until(shows: "Parley")
      let pid = try #require(try await pid_t(tmux.ask("#{pane_pid}")))
      try await tmux.tell(["new-window", "exec sh"])
      try await tmux.tell(["kill-window", "-t", ":0"])
      let limit = ContinuousClock.now + .seconds(5)
      while kill(pid, 0) == 0 && ContinuousClock.now < limit { try await Task.sleep(for: .milliseconds(5)) }
      #expect(kill(pid, 0) != 0)
    }
  }

  @Test func `it stops on ctrl-z and comes back with fg`() async throws {
    try await Tmux.with { tmux in
      try await tmux.open()
      try await tmux.press("C-z")
      try await tmux.until("the shell's prompt") { $0.contains { $0.hasSuffix("$") || $0.contains("Stopped") } }
      #expect(try await isClean(tmux))
      try await tmux.type("clear; echo between; fg")
      try await tmux.until("the dashboard again") { $0.first?.contains("Parley") ?? false }
      #expect(try await tmux.ask("#{alternate_on}") == "1")
      try await tmux.press("q")
      try await tmux.until(shows: "between")
      #expect(try await isClean(tmux))
    }
  }

  @Test func `it lives through one cell and through every size, and paints itself again`() async throws {
    try await Tmux.with { tmux in
      try await tmux.open()
      let headings = try await tmux.until(shows: "for 1 deal")[1]
      for (width, height) in [(1, 1), (200, 60), (2, 1), (20, 5), (1, 24), (80, 1), (80, 24)] {
        try await tmux.tell(["resize-window", "-x", "\(width)", "-y", "\(height)"])
      }
      // Figures may have been refined meanwhile; where they stand has not changed.
      try await tmux.until("the screen in its first size") {
        $0.count > 23 && $0[0].hasPrefix("Parley   1▸Translate") && $0[1] == headings && $0[23].hasPrefix("↑↓ row")
      }
      try await tmux.press("q")
      try await tmux.until(shows: "ended:0")
    }
  }

  @Test func `NO_COLOR shows no colour`() async throws {
    try await Tmux.with { tmux in
      try await tmux.open("NO_COLOR=1")
      let shown = try await tmux.tell(["capture-pane", "-p", "-e"])
      for part in shown.split(separator: "\u{1B}[").dropFirst() {
        let numbers = part.prefix { $0 != "m" }.split(separator: ";").compactMap { Int($0) }
        #expect(numbers.allSatisfy { $0 < 30 || $0 == 39 || $0 == 49 }, "an order of colour: \(numbers)")
      }
      #expect(shown.contains("\u{1B}[1m"))
    }
  }

  @Test func `colours come from the theme, and the palette is left alone`() async throws {
    try await Tmux.with { tmux in
      try await tmux.open()
      #expect(try await tmux.tell(["capture-pane", "-p", "-e"]).contains("48;5;233"))
    }
  }

  @Test func `what is copied inside tmux is in tmux's buffer`() async throws {
    try await Tmux.with { tmux in
      try await tmux.open()
      try await tmux.until(shows: "for 1 deal")
      try await tmux.press("y")
      var copied = ""
      let limit = ContinuousClock.now + .seconds(5)
      while copied.isEmpty && ContinuousClock.now < limit { copied = (try? await tmux.tell(["show-buffer"])) ?? "" }
      #expect(!copied.isEmpty)
    }
  }

  @Test func `on a terminal of old everything is ASCII`() async throws {
    try await Tmux.with { tmux in
      try await tmux.open("LC_ALL=C TERM=vt100")
      let screen = try await tmux.screen()
      #expect(screen.joined().unicodeScalars.allSatisfy { $0.isASCII })
      try await tmux.press("q")
      try await tmux.until(shows: "ended:0")
    }
  }

  @Test func `without a UTF-8 locale a modern terminal still shows everything`() async throws {
    try await Tmux.with { tmux in
      try await tmux.open("LC_ALL=C")
      #expect(try await tmux.screen().joined().contains("▌"))
    }
  }

  @Test(arguments: [("TERM=no-such-terminal", "does not know"), ("TERM=dumb", "cannot move"), ("TERM=", "not set")])
  func `a terminal it cannot use gets one sentence`(setting: String, says: String) async throws {
    try await Tmux.with(width: 200) { tmux in
      try await tmux.type("clear; \(setting) \(Tmux.parley); echo ended:$?")
      let screen = try await tmux.until(shows: "ended:")
      #expect(screen.filter { $0.contains("parley: TERM: ") && $0.contains(says) }.count == 1)
      #expect(!screen.contains { $0.contains("ended:0") })
    }
  }

  @Test func `without a terminal it says so in one sentence and sends no escapes`() async throws {
    let result = try await run(
      .path(.init(Tmux.parley)), input: .none, output: .string(limit: 1 << 16), error: .string(limit: 1 << 16))
    #expect(!result.terminationStatus.isSuccess)
    #expect(result.standardOutput == "")
    #expect(
      result.standardError
        == "parley: standard input: this is not a terminal. Open the dashboard in one, or print a screen with: parley print\n")
  }
}

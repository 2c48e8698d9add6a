import Glibc
import Subprocess
import Testing

/// A tmux server of our own with one pane in it, so that tests see what a person would.
struct Tmux: Sendable {
  /// The program under test, built beside this test bundle.
  static let parley: String = {
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") }
    let folder = bundle.map { $0.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") }
    return (folder ?? packageRoot + "/.build/debug") + "/parley"
  }()

  /// The folder that holds `Package.swift`.
  static let packageRoot = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  /// Says aloud when these tests cannot run.
  static let isMissing: Bool = {
    let folders = (getenv("PATH").map { String(cString: $0) } ?? "").split(separator: ":")
    let missing = !folders.contains { folder in access("\(folder)/tmux", X_OK) == 0 }
    if missing { print("skipped: the tests in a real terminal need tmux, and there is none") }
    return missing
  }()

  let socket: String

  /// A server with one pane of that size that runs `command`: by default a plain shell. Kills the server when `body` is done.
  static func with<Result: Sendable>(
    width: Int = 80, height: Int = 24, command: String = "exec sh", term: String = "tmux-256color",
    _ body: (Tmux) async throws -> Result
  ) async throws -> Result {
    let tmux = Tmux(socket: "parley-test-\(getpid())-\(UInt32.random(in: 0...UInt32.max))")
    let settings = [
      "set -g default-terminal \(term)", "set -sg escape-time 0", "set -g status off", "set -g remain-on-exit on",
      "set -g default-shell /bin/sh",
    ]
    // The first command starts the server without anybody's own configuration.
    var start = ["start-server"]
    for setting in settings { start += [";"] + setting.split(separator: " ").map(String.init) }
    let environment = ["-e", "PS1=$ ", "-e", "ENV=", "-e", "LC_ALL=C.UTF-8", "-e", "COLORTERM=", "-e", "NO_COLOR="]
    start += [";", "new-session", "-d", "-x", "\(width)", "-y", "\(height)"] + environment + [command]
    _ = try await tmux.tell(start)
    do {
      let result = try await body(tmux)
      _ = try? await tmux.tell(["kill-server"])
      return result
    } catch {
      _ = try? await tmux.tell(["kill-server"])
      throw error
    }
  }

  /// One tmux command; its output.
  @discardableResult
  func tell(_ words: [String]) async throws -> String {
    let result = try await run(
      .name("tmux"), arguments: .init(["-L", socket, "-f", "/dev/null"] + words), output: .string(limit: 1 << 20),
      error: .string(limit: 1 << 16))
    guard result.terminationStatus.isSuccess else {
      throw Refused(words: words, why: result.standardError)
    }
    return result.standardOutput
  }

  /// Types text literally, then Enter.
  func type(_ line: String) async throws {
    try await tell(["send-keys", "-l", line])
    try await tell(["send-keys", "Enter"])
  }

  func press(_ keys: String...) async throws { try await tell(["send-keys"] + keys) }

  /// The rows of the pane.
  func screen() async throws -> [String] {
    try await tell(["capture-pane", "-p"]).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The value of a tmux format such as `#{cursor_flag}`.
  func ask(_ format: String) async throws -> String {
    try await String(tell(["display-message", "-p", format]).prefix { $0 != "\n" })
  }

  /// Waits until the screen is as wanted; after a minute, records what it was instead.
  @discardableResult
  func until(
    _ wanted: String, at location: SourceLocation = #_sourceLocation, _ holds: ([String]) -> Bool
  ) async throws -> [String] {
    var last: [String] = []
    let limit = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < limit {
      last = try await screen()
      if holds(last) { return last }
      try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("never came: \(wanted)\n\(last.joined(separator: "\n"))", sourceLocation: location)
    throw Refused(words: [wanted], why: "the screen never showed it")
  }

  /// Waits until some row holds `text`.
  @discardableResult
  func until(shows text: String, at location: SourceLocation = #_sourceLocation) async throws -> [String] {
    try await until(text, at: location) { $0.contains { $0.contains(text) } }
  }

  /// Opens the dashboard from the shell and waits for it; when it ends, the shell prints its status as `ended:N`.
  func open(_ before: String = "", _ arguments: String = "", at location: SourceLocation = #_sourceLocation) async throws {
    try await type("clear; \(before) \(Tmux.parley) \(arguments); echo ended:$?")
    try await until("the dashboard", at: location) { $0.first?.contains("Parley") ?? false }
  }

  struct Refused: Error {
    var words: [String]
    var why: String
  }
}

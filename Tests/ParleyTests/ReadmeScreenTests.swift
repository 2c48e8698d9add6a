import Dashboard
import Foundation
import Testing

/// The README shows the program as it is. `PARLEY_REPAINT=1` writes the screen and the table of keys into it.
@Suite struct ReadmeScreenTests {
  static let path = Tmux.packageRoot + "/README.md"
  static let isRepainting = ProcessInfo.processInfo.environment["PARLEY_REPAINT"] == "1"

  private func readme() throws -> [String] {
    try String(contentsOfFile: ReadmeScreenTests.path, encoding: .utf8).components(separatedBy: "\n")
  }

  /// Where the lines inside the fence after `mark` stand.
  private func fence(after mark: String, _ lines: [String]) throws -> Range<Int> {
    let start = try #require(lines.firstIndex { $0.contains(mark) }, "README.md does not say \(mark)")
    let open = try #require(lines[start...].firstIndex { $0.hasPrefix("```") })
    let close = try #require(lines[(open + 1)...].firstIndex { $0.hasPrefix("```") })
    return open + 1..<close
  }

  @Test func `the screen in the README is what the program prints`() async throws {
    let ran = try await parley(["print", "--size", "118x32"])
    var lines = try readme()
    let shown = try fence(after: "`parley print --size 118x32`", lines)
    guard ReadmeScreenTests.isRepainting else {
      #expect(Array(lines[shown]) == ran.lines, "README.md should show:\n\(ran.text)")
      return
    }
    lines.replaceSubrange(shown, with: ran.lines)
    let table = try #require(lines.firstIndex(of: "| keys | do |"))
    let end = try #require(lines[table...].firstIndex(of: ""))
    let rows = Keymap.bindings.map { "| \($0.keys.map { "`\($0.label)`" }.joined(separator: " ")) | \($0.command.sentence) |" }
    lines.replaceSubrange(table + 2..<end, with: rows)
    try lines.joined(separator: "\n").write(toFile: ReadmeScreenTests.path, atomically: true, encoding: .utf8)
  }

  @Test func `every command that the README shows is one`() async throws {
    let help = try await parley(["--help"]).text
    let named = try readme().flatMap { line -> [String] in
      line.components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 && $0.element.hasPrefix("parley ") }.map(
        \.element)
    }
    #expect(named.count >= 8)
    for command in named {
      let word = command.split(separator: " ")[1]
      // Folders are written in capitals or brackets.
      if word.hasPrefix("[") || word.hasPrefix("-") || word == word.uppercased() { continue }
      #expect(help.contains("  \(word) "), "\(command) is no command")
    }
  }
}

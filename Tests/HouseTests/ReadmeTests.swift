import Dashboard
import Testing

/// What the README repeats of the program is the program's own.
@Suite struct ReadmeTests {
  @Test func `the table of keys is the keymap`() throws {
    let readme = try #require(SourceText.read("README.md"))
    let rows = Keymap.bindings.map { binding in
      let keys = binding.keys.map { "`\($0.label)`" }.joined(separator: " ")
      return "| \(keys) | \(binding.command.sentence) |"
    }
    let table = readme.split(separator: "\n").map(String.init)
    let start = try #require(table.firstIndex(of: "| keys | do |"), "README.md has no table of keys")
    let written = Array(table[(start + 2)...].prefix { $0.hasPrefix("|") })
    #expect(written == rows, "README.md should say:\n\(rows.joined(separator: "\n"))")
  }

  @Test func `every key means one thing`() {
    var seen: [Key: Command] = [:]
    for binding in Keymap.bindings {
      for key in binding.keys {
        if let other = seen[key] { Issue.record("\(key.label) is \(other) and \(binding.command)") }
        seen[key] = binding.command
      }
    }
    #expect(Set(Keymap.bindings.map(\.command)) == Set(Command.allCases))
  }

  @Test(arguments: ["README.md", "Sources/README.md", "Tests/README.md", "themes/README.md"])
  func `every file that a document names is there`(path: String) throws {
    let text = try #require(SourceText.read(path), "\(path) is missing")
    for part in text.split(separator: "`", omittingEmptySubsequences: false).enumerated() where part.offset % 2 == 1 {
      let name = String(part.element)
      guard name.hasPrefix("Sources/") || name.hasPrefix("Tests/") || name.hasPrefix("themes/") || name == ".ci/run",
        !name.contains(where: { "*<>…{} \n".contains($0) }), name == name.uppercased() || !name.contains("NAME")
      else { continue }
      let bare = name.hasSuffix("/") ? String(name.dropLast()) : name
      #expect(SourceText.read(bare) != nil || SourceText.isFolder(bare), "\(path) names \(name)")
    }
  }

  @Test(arguments: ["README.md", "Sources/README.md", "Tests/README.md", "themes/README.md"])
  func `lines of documents fit a terminal that is split once`(path: String) throws {
    for (i, line) in try #require(SourceText.read(path)).split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      // Tables and commands cannot be broken.
      if line.hasPrefix("|") || line.contains("&&") || line.hasPrefix("<") { continue }
      #expect(line.count <= 140, "\(path):\(i + 1) has \(line.count) columns")
    }
  }
}

import Testing

/// The habits that can be read off the text of a file.
@Suite struct HabitTests {
  /// Lines a file may have: beyond that it holds several thoughts.
  static let most = 360

  @Test func `no file is longer than one can keep in mind`() {
    for file in SourceText.sources {
      #expect(file.lines.count <= HabitTests.most, "\(file) has \(file.lines.count) lines")
    }
  }

  @Test func `no value is taken by force outside tests`() {
    report(SourceText.sources) { line in
      if line.contains("try!") { return "try!" }
      if line.contains("as!") { return "as!" }
      if line.contains("fatalError") { return "fatalError" }
      return HabitTests.unwraps(line) ? "a forced value" : nil
    }
  }

  @Test func `time, chance and surroundings come in as arguments below the executable`() {
    let outside = [
      "getenv", "setenv", "clock_gettime", "gettimeofday", "ContinuousClock", "SystemRandomNumberGenerator", "Date()",
    ]
    report(SourceText.sources.filter { !["parley", "parley-calibrate"].contains($0.room) }) { line in
      if let found = outside.first(where: { line.contains($0) }) { return found }
      if line.contains(".random(") || line.contains(".shuffled()") || line.contains(".randomElement()") { return "chance" }
      return line.contains("isatty(") ? "a terminal" : nil
    }
  }

  @Test func `nothing is shared that can change`() {
    report(SourceText.sources) { line in
      // A computed one has a brace; a stored one is shared by everybody.
      guard line.contains("static var "), !line.contains("{") else { return nil }
      return "a stored static var"
    }
    report(SourceText.sources) { $0.hasPrefix("var ") || $0.hasPrefix("package var ") ? "a global var" : nil }
    report(SourceText.sources) { $0.contains("nonisolated(unsafe)") && !$0.contains(" let ") ? "nonisolated(unsafe)" : nil }
  }

  @Test func `nobody is called manager`() {
    let empty = [
      "Manager", "Helper", "Util", "Utils", "Utility", "Service", "Handler", "Controller", "Provider", "Factory", "Base",
      "Common", "Core", "Kit", "Extensions", "Data", "Info", "Impl", "Wrapper", "Context",
    ]
    // The fifth view is called Data on the screen; Fernhill's Base is its customer base.
    let allowed = ["DataView", "Base"]
    for file in SourceText.sources {
      var names = [String(file.name.prefix { $0 != "." && $0 != "+" })]
      for line in file.code {
        let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
        for (word, next) in zip(words, words.dropFirst())
        where ["struct", "class", "enum", "protocol", "actor", "typealias"].contains(word) { names.append(next) }
      }
      for name in names where !allowed.contains(name) {
        let parts = HabitTests.parts(name)
        for part in empty where parts.contains(part) { Issue.record("\(file): \(name): \(part) says nothing") }
      }
    }
  }

  @Test func `every type says what it is`() {
    for file in SourceText.sources where !file.path.contains("/C") || file.room == "Cells" {
      let lines = file.lines
      for (i, line) in lines.enumerated() {
        // Types at the top of a file; what lies inside is said by its surroundings.
        let words = line.split(separator: " ").prefix { $0 != "{" }
        guard !line.hasPrefix(" "),
          let at = words.firstIndex(where: { ["struct", "class", "enum", "protocol", "actor"].contains($0) }),
          at <= 3, !words.prefix(at).contains(where: { $0.hasPrefix("//") || $0 == "extension" || $0 == "import" })
        else { continue }
        var above = i - 1
        while above >= 0, lines[above].hasPrefix("@") { above -= 1 }
        #expect(above >= 0 && lines[above].hasPrefix("///"), "\(file):\(i + 1): \(line)")
      }
    }
  }

  // MARK: How lines are read

  private func report(
    _ files: [SourceText], at location: SourceLocation = #_sourceLocation, _ found: (String) -> String?
  ) {
    for file in files {
      for (i, line) in file.code.enumerated() {
        if let what = found(line) { Issue.record("\(file):\(i + 1): \(what): \(line)", sourceLocation: location) }
      }
    }
  }

  /// `name!`, `call()!`, `list[0]!`; not `a != b`, not `!flag`.
  static func unwraps(_ line: String) -> Bool {
    let scalars = Array(line.unicodeScalars)
    for (i, scalar) in scalars.enumerated() where scalar == "!" && i > 0 {
      let before = scalars[i - 1]
      let after = i + 1 < scalars.count ? scalars[i + 1] : " "
      if after == "=" { continue }
      if before.properties.isAlphabetic || before == ")" || before == "]" || before == "_" || ("0"..."9").contains(before) {
        return true
      }
    }
    return false
  }

  /// `KeyTable` → Key, Table.
  static func parts(_ name: String) -> [String] {
    var parts: [String] = []
    for character in name {
      if character.isUppercase || parts.isEmpty { parts.append("") }
      parts[parts.count - 1].append(character)
    }
    return parts
  }

  @Test(arguments: [
    ("let a = b!", true), ("f()!.c", true), ("list[0]!", true), ("a != b", false), ("if !done {", false), ("x = !y", false),
  ]) func `a forced value is told from a negation`(line: String, isForced: Bool) {
    #expect(HabitTests.unwraps(line) == isForced)
  }

  @Test func `comments and texts are not code`() {
    let file = SourceText(path: "Sources/X/y.swift", text: "let a = \"b! \\\"c!\" // d!\n/// e!\nlet f = g")
    #expect(file.code == ["let a = \"\" ", "", "let f = g"])
  }
}

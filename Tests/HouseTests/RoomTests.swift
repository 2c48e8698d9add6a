import Testing

/// The rooms and their doors: which room may import which, as `Sources/README.md` draws it.
@Suite struct RoomTests {
  /// Lowest first. A new import is a new door: draw it in `Sources/README.md`, too.
  static let doors: [String: Set<String>] = [
    "Cells": [],
    "Records": ["CScan", "CPack", "TOMLKit", "Glibc", "Synchronization"],
    "SampleCompany": ["Journal", "Records", "Glibc"],
    "Translation": ["Records", "Glibc"],
    "Journal": ["Records"],
    "Dashboard": ["Cells", "Translation", "Journal", "Records", "Glibc"],
    // Not shipped: simulates companies and says how often the intervals hold the truth.
    "parley-calibrate": ["Records", "Translation", "Glibc"],
    "parley": [
      "CTerm", "Cells", "Dashboard", "Journal", "Records", "SampleCompany", "Translation", "ArgumentParser", "TOMLKit",
      "Glibc", "Synchronization",
    ],
  ]

  @Test func `the source files are where this test looks for them`() {
    #expect(Set(SourceText.sources.map(\.room)) == Set(RoomTests.doors.keys))
    #expect(SourceText.sources.count > 100)
  }

  @Test(arguments: RoomTests.doors.keys.sorted()) func `a room imports only what the diagram allows`(room: String) throws {
    let allowed = try #require(RoomTests.doors[room])
    for file in SourceText.sources where file.room == room {
      for name in file.imports where !allowed.contains(name) { Issue.record("\(file) imports \(name)") }
    }
  }

  @Test func `nobody imports Foundation, whose start-up everybody would pay for`() {
    for file in SourceText.sources {
      #expect(!file.imports.contains { $0.hasPrefix("Foundation") }, "\(file)")
    }
  }

  @Test func `every door that the diagram allows is used`() {
    for (room, allowed) in RoomTests.doors.sorted(by: { $0.key < $1.key }) {
      let used = Set(SourceText.sources.filter { $0.room == room }.flatMap(\.imports))
      for name in allowed.sorted() where !used.contains(name) { Issue.record("\(room) may import \(name), and never does") }
    }
  }

  @Test func `every room of the diagram is a target`() throws {
    let manifest = try #require(SourceText.read("Package.swift"))
    for room in RoomTests.doors.keys { #expect(manifest.contains("name: \"\(room)\""), "\(room)") }
  }

  @Test func `the top level holds what a newcomer looks for and nothing else`() {
    // Package.resolved is written by the package manager and ignored by git.
    let names = SourceText.names(".").filter { $0 != "Package.resolved" }
    #expect(names == ["LICENSE", "Package.swift", "README.md", "Sources", "Tests", "themes"])
  }
}

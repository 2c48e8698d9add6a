import Cells
import Testing

@testable import Dashboard
@testable import Records

/// What is said is said whole: sentences, notices, accounts of files.
@Suite struct SaidWholeTests {
  private func state(_ columns: Int, _ rows: Int) async -> State {
    let company = await Companies.shared.company("sample", asOf: nil)
    var state = State(company: company.name, columns: columns, rows: rows)
    _ = state.apply(company.event)
    return state
  }

  private func lines(_ state: State) -> [String] {
    let frame = state.painted()
    return (0..<frame.height).map { y in
      String(String.UnicodeScalarView((0..<frame.width).map { frame[$0, y].scalar }))
    }
  }

  @Test(arguments: [
    ("One. Two is longer. Three.", 40, 1, "One. Two is longer. Three."),
    ("One. Two is longer. Three.", 20, 1, "One. Two is longer."),
    ("One. Two is longer. Three.", 10, 1, "One."),
    ("6.3% of 1,000 came. The next 5: 0–3.", 22, 1, "6.3% of 1,000 came."),
    ("Only one sentence that does not fit.", 10, 1, "Only one sentence that does not fit."),
    ("Is it over? Nobody knows.", 12, 1, "Is it over?"),
  ]) func `a sentence that does not fit goes as a whole`(text: String, columns: Int, rows: Int, left: String) {
    #expect(whole([.text(text)], to: columns, rows: rows).plain == left)
  }

  @Test func `sentences in spans of their own go one by one, with their roles`() {
    let line: [Span] = [
      .warning("The record is short."), Span(" 150 of 813 so far."), .muted(" Deals are recorded from May only."),
    ]
    #expect(whole(line, to: 60, rows: 1) == [.warning("The record is short."), Span(" 150 of 813 so far.")])
    #expect(whole(line, to: 25, rows: 1) == [.warning("The record is short.")])
  }

  @Test(arguments: [(40, 12), (80, 24), (118, 32)])
  func `a notice that begins with a long path keeps its remedy`(columns: Int, rows: Int) async {
    var state = await state(columns, rows)
    let path = "/home/marketing/exports/2026/october/second-week/final/deals.csv"
    _ = state.apply(.done("\(path): it cannot be written: No space left on device. Free some space, then press K."))
    let seen = lines(state).suffix(4).joined(separator: " ").split(separator: " ").joined(separator: " ")
    #expect(
      seen.contains("…/deals.csv: it cannot be written: No space left on device. Free some space, then press K."), "\(seen)")
  }

  @Test func `a notice that fits stands in the last row alone`() async {
    var state = await state(80, 24)
    let before = lines(state)
    _ = state.apply(.done("Kept in parley.toml."))
    let after = lines(state)
    #expect(after.last?.hasPrefix("Kept in parley.toml.") ?? false)
    #expect(before.dropLast() == after.dropLast())
  }

  @Test func `what a file held before an answer is never cut off`() {
    var now = FileReport(file: "badge-scans-barcelona-2025-03.csv", bytes: 0)
    now.subject = .entries
    now.rows = 867
    now.setAside = 146
    var before = FileAccount(now)
    before.used = 720
    before.aside = 147
    for columns in [38, 78, 114, 196] {
      let line = FileAccount(now).line(now.file, before: before, columns: columns)
      #expect(line.columns <= columns)
      #expect(line.plain.contains("721 used") && line.plain.contains("Before: "), "\(columns): \(line.plain)")
      #expect(line.plain.contains("720"))
    }
    #expect(FileAccount(now).line(now.file, before: FileAccount(now), columns: 114).plain.contains("Before") == false)
  }

  @Test func `a merge that was kept apart is taken back by 0, the last one first, and 0 without one says so`() async throws {
    var state = await state(118, 32)
    var edits: [SettingsEdit] = []
    func press(_ words: String) throws {
      for word in words.split(separator: " ") {
        for key in try #require(Key.named(String(word))) {
          for effect in state.apply(.key(key)) { if case .settle(let edit) = effect { edits.append(edit) } }
        }
      }
    }
    try press("5 Down Enter Right Right 0")
    #expect(edits == [])
    #expect(lines(state).last?.contains("Nobody was kept apart in this sitting.") ?? false)
    try press("x Down x 0 0 0")
    try #require(edits.count == 4)
    guard case .apart(let first) = edits[0], case .apart(let second) = edits[1] else {
      Issue.record("x keeps apart")
      return
    }
    #expect(first != second)
    #expect(edits[2...] == [.open(second), .open(first)])
  }

  @Test(arguments: ["Enter", "4 m"]) func `what is worked out once is what would be worked out anew`(keys: String) async throws
  {
    var one = await state(118, 32)
    var other = await state(80, 24)
    for word in keys.split(separator: " ") {
      for key in try #require(Key.named(String(word))) {
        _ = one.apply(.key(key))
        _ = other.apply(.key(key))
      }
    }
    _ = other.apply(.resized(columns: 118, rows: 32))
    #expect(lines(one) == lines(other))
    for key in [Key.named("Down"), Key.named("PgDn")] {
      _ = one.apply(.key(try #require(key?.first)))
      _ = other.apply(.key(try #require(key?.first)))
    }
    #expect(lines(one) == lines(other))
  }

  @Test(arguments: ["c", "5 Down Enter c", "Enter c", "2 c"])
  func `one key from anywhere tells what changed in all files, those that did first`(keys: String) async throws {
    var company = await Companies.shared.company("sample", asOf: nil)
    var changes = Changes()
    changes.files = [
      Changes.File(file: "deals.csv", lines: [Changes.Line(kind: .redated, count: 3, lines: [4, 8, 9], isDeal: true)]),
      Changes.File(file: "weekly.csv", lines: [Changes.Line(kind: .gone, count: 1, lines: [], isDeal: false)]),
    ]
    company.inspection.changes = changes
    var state = State(company: company.name, columns: 118, rows: 32)
    _ = state.apply(company.event)
    for word in keys.split(separator: " ") {
      for key in try #require(Key.named(String(word))) { _ = state.apply(.key(key)) }
    }
    let seen = lines(state)
    #expect(seen.contains { $0.contains("deals.csv  1,110 rows") })
    #expect(seen.contains { $0.contains("deals re-dated") && $0.contains("line 4, 8, 9") })
    #expect(seen.contains { $0.contains("weekly.csv: row gone") })
  }
}

import Cells
import Dashboard
import Glibc
import Journal
import Records
import Testing

/// Every file in `Sessions`: a sentence, the data, the size, the keys, then the screen.
///
/// `PARLEY_REPAINT=1 swift test --filter SessionTests` writes what is seen now into the files; read the diff before it is kept.
@Suite struct SessionTests {
  static let isRepainting = getenv("PARLEY_REPAINT").map { String(cString: $0) } == "1"

  @Test(arguments: SessionFile.all) func `the keys lead to the recorded screen`(file: SessionFile) async throws {
    let session = try file.session()
    let asOf = try session.asOf.map { try #require(Day(iso: $0), "\(file): as-of is no date") }
    guard let place = file.place(of: session.data) else {
      print("skipped: \(file) needs \(session.data), which is not here")
      return
    }
    if let what = session.awaits {
      // A screen that is wrong is not recorded: that would be to defend it.
      #expect(session.screen == nil, "\(file) both has a screen and awaits a better one")
      print("waits: \(file): \(what)")
      return
    }
    let frame = await SessionTests.painted(session, Companies.shared.company(place, asOf: asOf))
    if SessionTests.isRepainting {
      try file.write(session.written(frame, withRoles: session.roles != nil))
      return
    }
    let screen = try #require(session.screen, "\(file) has no screen: repaint it")
    #expect(differences(screen, frame.text) == "", "\(session.sentence)")
    if let roles = session.roles { #expect(differences(roles, frame.roles) == "", "roles: \(session.sentence)") }
  }

  /// What `parley replay` and `parley print` show, too.
  private static func painted(_ session: Session, _ company: Company) -> Frame {
    var state = State(
      company: company.name, columns: session.columns, rows: session.rows, themes: ["dark", "light"])
    var scribe = Scribe(company.journal)
    _ = state.apply(.journal(scribe.journal, .memory))
    _ = state.apply(company.event)
    state.play(session.keys, keeping: &scribe)
    let frame = state.painted()
    return session.isASCII ? frame.ascii() : frame
  }

  @Test func `there are sessions, each with a sentence of its own, and each of a legal shape`() throws {
    #expect(SessionFile.all.count > 40)
    var sentences: Set<String> = []
    for file in SessionFile.all {
      let session = try file.session()
      #expect(!session.sentence.isEmpty, "\(file) says nothing")
      #expect(sentences.insert(session.sentence).inserted, "\(file) says what another says: \(session.sentence)")
      guard !SessionTests.isRepainting, session.awaits == nil else { continue }
      #expect(session.screen?.count == session.rows, "\(file) has another height than it says")
      if let roles = session.roles {
        #expect(roles.count == session.rows && roles.allSatisfy { $0.count == session.columns }, "\(file): roles")
        #expect(roles.joined().allSatisfy { $0 == "." || Role(letter: $0) != nil }, "\(file): a letter of no role")
      }
    }
  }

  @Test func `every key that the keymap knows is pressed in some session`() throws {
    var pressed: Set<Key> = []
    for file in SessionFile.all { pressed.formUnion(try file.session().keys) }
    for binding in Keymap.bindings {
      for key in binding.keys { #expect(pressed.contains(key), "no session presses \(key.label)") }
    }
  }
}

/// The rows that differ, expected above seen, with a mark under the first cell that does.
func differences(_ expected: [String], _ seen: [String]) -> String {
  var lines: [String] = []
  for row in 0..<max(expected.count, seen.count) {
    let (old, new) = (row < expected.count ? expected[row] : "(none)", row < seen.count ? seen[row] : "(none)")
    guard old != new else { continue }
    let same = zip(old, new).prefix { $0 == $1 }.count
    lines += [
      "row \(row) expected │\(old)│", "row \(row) seen     │\(new)│",
      String(repeating: " ", count: "row \(row) expected │".count + same) + "^",
    ]
  }
  return lines.joined(separator: "\n")
}

/// One `.session` file beside this one.
struct SessionFile: Sendable, CustomTestStringConvertible, CustomStringConvertible {
  var name: String
  var path: String { SessionFile.folder + "/" + name }
  var testDescription: String { name }
  var description: String { name }

  static let folder = "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/") + "/Sessions"

  static let all: [SessionFile] = {
    guard let listing = opendir(folder) else { return [] }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".session") { names.append(name) }
    }
    return names.sorted().map { SessionFile(name: $0) }
  }()

  func session() throws -> Session {
    try Session(String(decoding: #require(Companies.contents(of: path)), as: UTF8.self))
  }

  /// Where the session's data lies; `nil` when it is not here.
  func place(of data: String) -> String? {
    if data == "sample" { return data }
    let path = SessionFile.folder + "/" + data
    return access(path, R_OK) == 0 ? path : nil
  }

  func write(_ text: String) throws {
    let file = try #require(fopen(path, "w"))
    defer { fclose(file) }
    let bytes = Array(text.utf8)
    #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
  }
}

import Glibc
import TestFolder
import Testing

@testable import Records

/// A folder that is written on while it is read: what comes of going on is what comes of reading it anew, to the last word.
@Suite("Files that grow") struct GrowingTests {
  /// Folders that are grown; `PARLEY_GROWS` asks for more.
  private static let folders = getenv("PARLEY_GROWS").flatMap { Int(String(cString: $0)) } ?? 12

  @Test(arguments: 0..<folders)
  func `a folder that grows in pieces is at each step what it would be read anew`(part: Int) async throws {
    var chance = Xoshiro256(seed: 20_261_128 + UInt64(part))
    var company = GrowingCompany(&chance)
    let place = GrowingPlace()
    try place.write(company.start(&chance), anew: true)
    var reading = try await Reading.read(place.folder, workers: 1 + part % 2)
    for _ in 0..<8 {
      let files = reading.files
      let (pieces, changed) = company.more(&chance)
      try place.write(pieces, anew: Bool.random(using: &chance))
      reading = try await Reading.read(place.folder, workers: 1 + part % 2, after: files, changed: changed)
      let anew = try await Reading.read(place.folder, workers: 1)
      #expect(Told.differ(reading, anew) == nil && reading.snapshot == anew.snapshot)
    }
  }

  @Test func `new rows are read alone, and each step of the join goes on with them`() async throws {
    let place = GrowingPlace()
    let company = GrowingCompany.plain
    try place.write(company.map { ($0.name, $0.lines.joined(separator: "\n") + "\n") }, anew: true)
    var reading = try await Reading.read(place.folder, workers: 1)
    #expect(reading.files.readings == [0, 0, 0, 0, 0])
    func grow(_ name: String, _ lines: [String]) async throws -> [Int] {
      try place.write([(name, lines.map { $0 + "\n" }.joined())], anew: false)
      reading = try await Reading.read(place.folder, workers: 1, after: reading.files, changed: [name])
      let anew = try await Reading.read(place.folder, workers: 1)
      #expect(Told.differ(reading, anew) == nil)
      return reading.files.readings
    }
    #expect(
      try await grow("leads.csv", ["L90,new@a.example,2026-04-01,ads", "L91,newer@a.example,2026-04-02,fair"]) == [
        1, 1, 1, 1, 1,
      ])
    #expect(try await grow("touches.csv", ["L90,2026-04-03,mail", "L1,2026-04-03,call back"]) == [2, 2, 2, 2, 2])
    #expect(
      try await grow("deals.csv", ["D90,L90,2026-04-05,won,2026-04-20,900", "D1,L1,2026-04-05,won,2026-04-20,900"]) == [
        3, 3, 3, 3, 3,
      ])
    #expect(try await grow("calls.csv", ["L90,2026-04-06 10:00,call,12"]) == [4, 4, 4, 4, 4])
    #expect(try await grow("webinar.csv", ["new@a.example,2026-04-07,yes"]) == [5, 5, 5, 5, 5])
    // Somebody whom an earlier row named comes; whom the first row named twice stays.
    #expect(try await grow("touches.csv", ["L99,2026-04-08,mail"]) == [6, 6, 6, 6, 6])
    #expect(try await grow("leads.csv", ["L99,late@a.example,2026-04-01,ads"]) == [7, 7, 0, 7, 7])
    // One who was there came earlier than was thought.
    #expect(try await grow("leads.csv", ["L98,ann@a.example,2025-12-01,ads"]) == [8, 0, 0, 0, 0])
    // The first cell that a column cannot hold.
    #expect(try await grow("deals.csv", ["D91,L90,soon,open,,100"]) == [9, 0, 1, 1, 1])
  }

  @Test(arguments: Dress.endings)
  func `rows that are added are read alone, whatever kind of file they are in`(ending: String) async throws {
    let place = GrowingPlace()
    func dressed(_ name: String, _ lines: [String]) -> (String, [UInt8]) {
      (name.replacing("csv", with: ending), Dress.lines(Array((lines.joined(separator: "\n") + "\n").utf8), ending))
    }
    try place.write(GrowingCompany.plain.map { dressed($0.name, $0.lines) }, anew: true)
    let first = try await Reading.read(place.folder, workers: 1)
    let heading = ["lead_id,date,channel"]
    let name = dressed("touches.csv", []).0
    var more = dressed("touches.csv", heading + ["L5,2026-04-03,mail", "L6,2026-04-03,site"]).1
    if !ending.hasPrefix("jsonl") { more.removeFirst(heading[0].utf8.count + 1) }
    try place.write([(name, more)], anew: false)
    let second = try await Reading.read(place.folder, workers: 2, after: first.files, changed: [name])
    #expect(second.files.readings == [1, 1, 1, 1, 1] && second.ledger(asOf: nil).touches.lead.count == 122)
    #expect(Told.differ(second, try await Reading.read(place.folder, workers: 1)) == nil)
    // Written anew with the same rows: nothing is new.
    try place.write([(name, [UInt8]())], anew: true)
    let third = try await Reading.read(place.folder, workers: 1, after: second.files, changed: [name])
    #expect(third.files.readings == [2, 2, 2, 2, 2])
    #expect(Told.differ(third, try await Reading.read(place.folder, workers: 1)) == nil)
  }

  @Test func `lines of JSON with a key that none before had are read from the beginning`() async throws {
    let place = GrowingPlace()
    func write(_ lines: [String]) throws { try place.write([("leads.jsonl", lines.map { $0 + "\n" }.joined())], anew: false) }
    try write((1..<6).map { "{\"lead_id\": \"L\($0)\", \"created\": \"2026-03-0\($0)\", \"source\": \"ads\"}" })
    let first = try await Reading.read(place.folder, workers: 1)
    try write(["no object", "{\"lead_id\": \"L7\", \"created\": \"2026-03-07\", \"source\": \"fair\"}"])
    let second = try await Reading.read(place.folder, workers: 1, after: first.files)
    #expect(second.files.readings[0] == 1 && second.tables[0].rejections.examples.map(\.line) == [6])
    #expect(Told.differ(second, try await Reading.read(place.folder, workers: 1)) == nil)
    try write(["{\"lead_id\": \"L8\", \"created\": \"2026-03-08\", \"email\": \"h@h.example\"}"])
    let third = try await Reading.read(place.folder, workers: 1, after: second.files)
    #expect(third.files.readings[0] == 0)
    #expect(Told.differ(third, try await Reading.read(place.folder, workers: 1)) == nil)
  }

  @Test func `a file whose old bytes are not what they were is read from its beginning`() async throws {
    let place = GrowingPlace()
    try place.write([("leads.csv", fiveLeads + "\n")], anew: true)
    let first = try await Reading.read(place.folder, workers: 1)
    #expect(first.tables[0].end != nil)
    let changed = fiveLeads.replacing("ads", with: "bus") + "\nL6,fay@f.example,2026-03-03,fair\n"
    place.forget("leads.csv")
    try place.write([("leads.csv", changed)], anew: true)
    let second = try await Reading.read(place.folder, workers: 1, after: first.files)
    #expect(second.ledger(asOf: nil).sources.map(\.name) == ["bus", "fair"] && second.files.readings[0] == 0)
    // What was taken once is not there for another.
    let third = try await Reading.read(place.folder, workers: 1, after: first.files)
    #expect(Told.differ(third, second) == nil)
  }

  @Test func `what is said of a whole file is said of what it has grown to, and once`() async throws {
    let place = GrowingPlace()
    let leads = "lead_id,email,created\n" + (1...5).map { "L\($0),p\($0)@x.example,2026-01-0\($0)\n" }.joined()
    // Entered in March what ended in February: most are so, and one more is the same.
    let deals =
      "deal_id,lead_id,opened,closed,stage,amount\n"
      + (1...4).map { "D\($0),L\($0),2026-03-0\($0),2026-02-1\($0),Closed Won,\($0)000\n" }.joined()
    try place.write([("leads.csv", leads), ("deals.csv", deals)], anew: true)
    let first = try await Reading.read(place.folder, workers: 1)
    try place.write(
      [
        ("leads.csv", "L6,p6@x.example,2026-01-06\nL7,p7@x.example,2026-01-07\n"),
        ("deals.csv", "D5,L5,2026-03-05,2026-02-15,Closed Won,5000\n"),
      ], anew: false)
    let second = try await Reading.read(place.folder, workers: 1, after: first.files)
    let late = second.ledger(asOf: nil).remarks.compactMap { if case .enteredLate(_, let count) = $0 { count } else { nil } }
    #expect(late == [5])
    #expect(Told.differ(second, try await Reading.read(place.folder, workers: 1)) == nil)
    // Where most no longer are, what was said before does not hold.
    let plain = (6...14).map { "D\($0),L1,2026-01-20,2026-02-20,Closed Lost,\($0)000\n" }.joined()
    try place.write([("deals.csv", plain)], anew: false)
    let third = try await Reading.read(place.folder, workers: 1, after: second.files)
    #expect(Told.differ(third, try await Reading.read(place.folder, workers: 1)) == nil)
  }

  @Test(arguments: ["L6,\"fay@f", "L6,fay@f.example,2026-03-03,fair", "L6,f\u{E9}", "\"", "L6,\"fay\n"])
  func `a line that is not written to its end is read again with what follows`(half: String) async throws {
    let place = GrowingPlace()
    let rest = "@f.example\",2026-03-03,fair\nL7,gil@g.example,2026-03-04,ads\n"
    try place.write([("leads.csv", fiveLeads + "\n" + half)], anew: true)
    let first = try await Reading.read(place.folder, workers: 1)
    #expect(first.tables[0].end == nil)
    try place.write([("leads.csv", rest)], anew: false)
    let second = try await Reading.read(place.folder, workers: 1, after: first.files)
    #expect(Told.differ(second, try await Reading.read(place.folder, workers: 1)) == nil)
  }
}

/// Everything a reading tells, as text.
enum Told {
  /// The first line in which two readings differ, and what stands before it.
  static func differ(_ one: Reading, _ other: Reading) -> String? {
    let (a, b) = (of(one), of(other))
    if a == b { return nil }
    let lines = (a.split(separator: "\n"), b.split(separator: "\n"))
    let same = zip(lines.0, lines.1).prefix { $0 == $1 }.count
    let before = lines.0[max(0, same - 12)..<same].joined(separator: " ")
    return "\(before) … \(lines.0.dropFirst(same).prefix(3)) for \(lines.1.dropFirst(same).prefix(3))"
  }

  static func of(_ reading: Reading) -> String {
    var out = ""
    write(reading.ledger(asOf: nil), "ledger", &out)
    write(reading.ledger(asOf: Day(iso: "2026-02-20")), "earlier", &out)
    write(reading.merges, "merges", &out)
    write(reading.inspection(today: Day(iso: "2026-03-01")), "inspection", &out)
    write(reading.mappings, "mappings", &out)
    out += reading.proposedSettings
    for (at, table) in reading.tables.enumerated() {
      for row in 0..<table.rowCount {
        for column in table.columns.indices { out += table.text(row: row, column: column) + "\u{1F}" }
        out += "\(table.lines.line(ofRow: row))\n"
      }
      write(table.columns.map(\.badCells), "bad \(at)", &out)
      write(table.rejections, "refused \(at)", &out)
    }
    return out
  }

  /// All stored values; what is unordered in the order of its texts.
  private static func write(_ value: Any, _ label: String, _ out: inout String) {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .dictionary?, .set?:
      out += mirror.children.map { child in
        var text = ""
        write(child.value, "", &text)
        return text
      }.sorted().joined()
    case nil where mirror.children.isEmpty: out += "\(label)=\(value)\n"
    case .enum? where mirror.children.isEmpty: out += "\(label)=\(value)\n"
    default:
      out += "\(label):\(mirror.children.count)\n"
      for child in mirror.children { write(child.value, child.label ?? "", &out) }
    }
  }
}

/// A folder whose files are written on.
final class GrowingPlace {
  private let place = TestFolder()
  /// What each file holds.
  private var files: [String: [UInt8]] = [:]
  var folder: Folder { .directory(path: place.path) }

  func forget(_ name: String) { files[name] = nil }

  /// Writes at the end of each file; `anew`: all of it to another file that takes its place.
  func write(_ pieces: [(name: String, text: String)], anew: Bool) throws {
    try write(pieces.map { ($0.name, Array($0.text.utf8)) }, anew: anew)
  }

  func write(_ pieces: [(String, [UInt8])], anew: Bool) throws {
    for (name, bytes) in pieces {
      let all = files[name, default: []] + bytes
      files[name] = all
      let piece = anew ? nil : Dress.piece(bytes, name)
      guard let piece else {
        place.write(name + ".part", Dress.whole(all, name))
        #expect(rename("\(place.path)/\(name).part", "\(place.path)/\(name)") == 0)
        continue
      }
      let file = try #require(fopen("\(place.path)/\(name)", "a"))
      fwrite(piece, 1, piece.count, file)
      fclose(file)
    }
  }
}

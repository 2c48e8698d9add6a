import Testing

@testable import Records

/// Files that are no plain text: what is in them becomes the same tables. `Specimens/make.py` says who wrote them and what is in them.
@Suite struct PackedFileTests {
  /// Every part of a file: the table by its name, or the sentence of its failure.
  private func parts(
    _ name: String, bytes: FileBytes, workers: Int = 2
  ) async throws -> [(name: String, table: Table?, failure: String?)] {
    var parts: [(name: String, table: Table?, failure: String?)] = []
    for found in try await Sheet.all(in: bytes, of: name, workers: workers) {
      switch found {
      case .success(let sheet): parts.append((sheet.name, try await TableReader.read(sheet, workers: workers), nil))
      case .failure(let failure): parts.append(("", nil, failure.sentence))
      }
    }
    return parts
  }

  private func specimen(_ name: String) async throws -> [(name: String, table: Table?, failure: String?)] {
    try await parts(name, bytes: try #require(Specimen.file("Tests/RecordsTests/Specimens/\(name)")))
  }

  private func refusal(_ name: String, bytes: FileBytes? = nil) async throws -> String {
    let bytes = try bytes ?? #require(Specimen.file("Tests/RecordsTests/Specimens/\(name)"))
    do {
      let found = try await parts(name, bytes: bytes)
      return found.compactMap(\.failure).joined(separator: " ")
    } catch let failure as LoadFailure {
      return failure.sentence
    }
  }

  private func json(_ text: String, _ name: String = "a.json") async throws -> [(name: String, table: Table?, failure: String?)]
  {
    try await parts(name, bytes: FileBytes(bytes: Array(text.utf8)))
  }

  /// The five leads that every specimen holds.
  private func expectLeads(_ table: Table, won: [String] = ["true", "false", "", "true", "false"]) {
    #expect(table.columns.map(\.name).prefix(6) == ["id", "email", "source", "created", "won", "amount"])
    #expect(table.rowCount == 5)
    #expect(
      (0..<5).map { table.text(row: $0, column: 1) } == [
        "ann@example.com", "bob@example.com", "čápová@example.com", "d\"q\"@example.com", "eve@example.com",
      ])
    #expect((0..<5).map { table.text(row: $0, column: 2) } == ["Trade show", "Web", "Web; paid", "Web", "Referral"])
    #expect(table.days("created") == ["2026-01-05", "2026-01-06", "2026-01-07", "", "2026-02-28"])
    #expect((0..<5).map { table.text(row: $0, column: 4).lowercased() } == won)
    #expect(table.numbers("amount")?.map { $0.isNaN ? -999 : $0 } == [1200.5, -999, 80, -3, 0.1])
  }

  // MARK: Compression

  @Test(arguments: ["leads.csv.gz", "leads.csv.zst"]) func `a packed export is the export`(name: String) async throws {
    let found = try await specimen(name)
    #expect(found.map(\.name) == [name])
    let table = try #require(found[0].table)
    expectLeads(table)
    #expect(table.stem == "leads")
    #expect(table.lines.line(ofRow: 0) == 2)
  }

  @Test func `what is cut off or a bomb is refused with what to do`() async throws {
    #expect(
      try await refusal("cut.csv.gz")
        == "cut.csv.gz: it cannot be opened: it ends too early. Export it again, or save it as CSV.")
    #expect(
      try await refusal("bomb.csv.zst")
        == "bomb.csv.zst: it cannot be opened: it unpacks to more than 64 MiB, which no export of its size does. Export it again, or save it as CSV."
    )
    let bytes = try #require(Specimen.file("Tests/RecordsTests/Specimens/leads.csv.gz"))
    var broken = bytes.withUnsafeBytes { Array($0) }
    for index in 20..<60 { broken[index] ^= 0x5A }
    #expect(try await refusal("leads.csv.gz", bytes: FileBytes(bytes: broken)).contains("it is damaged after"))
  }

  @Test func `an archive gives each export in it and nothing else`() async throws {
    let found = try await specimen("exports.zip")
    #expect(found.compactMap { $0.table?.file }.sorted() == ["exports.zip/spend.csv", "exports.zip/week 35/leads.csv"])
    let leads = try #require(found.first { $0.name.hasSuffix("leads.csv") }?.table)
    expectLeads(leads)
    #expect(leads.stem == "leads")
  }

  // MARK: Workbooks

  @Test func `each sheet of a workbook is a table, its title passed over, its days days`() async throws {
    let found = try await specimen("leads.xlsx")
    #expect(found.map(\.name) == ["leads.xlsx/Leads", "leads.xlsx/Calls"])
    let leads = try #require(found[0].table)
    expectLeads(leads)
    #expect(leads.stem == "Leads")
    // As Excel numbers its rows.
    #expect((0..<5).map { leads.lines.line(ofRow: $0) } == [4, 5, 6, 7, 8])
    let calls = try #require(found[1].table)
    #expect(calls.times("called") == ["2026-01-05 14:05:30", "2026-01-06 00:00:00"])
    #expect(calls.numbers("share") == [0.25, 1])
    #expect((0..<2).map { calls.text(row: $0, column: 0) } == ["L1", "L2 L3"])
  }

  @Test func `a workbook by another program: prefixes, inline texts, gaps, 1904, formats that only look like days`()
    async throws
  {
    let table = try #require(try await specimen("odd.xlsx").first?.table)
    #expect(table.file == "odd.xlsx")
    #expect(table.columns.map(\.name) == ["name", "start", "days"])
    #expect(table.days("start") == ["2026-01-01", ""])
    #expect(table.numbers("days") == [7, 9])
    #expect(table.text(row: 0, column: 0) == "a & b")
    #expect((0..<2).map { table.lines.line(ofRow: $0) } == [5, 6])
  }

  @Test func `entities are not expanded and absurd sheets have an end`() async throws {
    #expect(
      try await refusal("entities.xlsx")
        == "entities.xlsx: it cannot be opened: it declares a document type, which no workbook does. Export it again, or save it as CSV."
    )
    #expect(try await refusal("far.xlsx").contains("it has a row 99999999, and no sheet has so many"))
  }

  // MARK: SQLite

  @Test func `tables and views of a database are tables, and nothing is written beside it`() async throws {
    let before = Specimen.names(in: "Tests/RecordsTests/Specimens")
    let found = try await specimen("crm.sqlite")
    #expect(found.map(\.name) == ["", "crm.sqlite/le\"ads", "crm.sqlite/webs"])
    #expect(found[0].failure?.contains("its query does not come to an end") == true)
    expectLeads(try #require(found[1].table))
    #expect(found[2].table?.rowCount == 3)
    #expect(Specimen.names(in: "Tests/RecordsTests/Specimens") == before)
  }

  private static let inUse = "Tests/RecordsTests/Specimens/folders/sqlite-in-use/crm.sqlite"

  private func deals(_ change: (inout [UInt8]) -> Void) throws -> Int? {
    let file = try #require(Specimen.file(PackedFileTests.inUse))
    var log = try #require(Specimen.file(PackedFileTests.inUse + "-wal")).withUnsafeBytes { Array($0) }
    change(&log)
    let sheets = try? SqliteSheets.read(file, log: FileBytes(bytes: log), of: "crm.sqlite")
    return try sheets?.first?.get().bytes.withUnsafeBytes { $0.count { $0 == UInt8(ascii: "\n") } - 1 }
  }

  @Test func `of a database in use what its log has committed is read, and nothing that is torn, damaged or older`() throws {
    #expect(try deals { _ in } == 2)
    // The last transaction is not whole, or was changed, or is of a log before this one.
    #expect(try deals { $0.removeLast() } == 1)
    #expect(try deals { $0[$0.count - 9] ^= 1 } == 1)
    #expect(try deals { $0[$0.count - 4096 - 16] ^= 1 } == 1)
    // Nothing but a heading, another page size, no log at all: the file alone, which is empty.
    #expect(try deals { $0.removeLast($0.count - 32) } == nil)
    #expect(try deals { $0[10] = 0xFF } == nil)
    #expect(try deals { $0[0] = 0 } == nil)
  }

  @Test func `a damaged database says so`() async throws {
    let bytes = try #require(Specimen.file("Tests/RecordsTests/Specimens/crm.sqlite"))
    var broken = bytes.withUnsafeBytes { Array($0) }
    for index in 100..<broken.count { broken[index] = 0xA5 }
    #expect(try await refusal("crm.sqlite", bytes: FileBytes(bytes: broken)).contains("cannot be opened"))
  }

  // MARK: JSON

  private static let leads = [
    #"{"id":"L1","email":"ann@example.com","source":"Trade show","created":"2026-01-05","won":true,"amount":1200.5}"#,
    #"{"id":"L2","email":"bob@example.com","source":"Web","created":"2026-01-06","won":false,"amount":null}"#,
    #"{"id":"L3","email":"\u010d\u00e1pov\u00E1@example.com","source":["Web"," paid"],"created":"2026-01-07","amount":80}"#,
    #"{"amount": -3, "id":"L4","email":"d\"q\"@example.com","source":"Web","created":"","won":true}"#,
    #"{"id":"L5","email":"eve@example.com","source":"Referral","created":"2026-02-28","won":false,"amount":1e-1}"#,
  ]

  @Test(arguments: [1, 2, 3]) func `one record a line, keys in any order`(workers: Int) async throws {
    let text = "\u{FEFF}" + PackedFileTests.leads.joined(separator: "\n") + "\n"
    let table = try #require(
      try await parts("leads.jsonl", bytes: FileBytes(bytes: Array(text.utf8)), workers: workers).first?.table)
    expectLeads(table)
    #expect((0..<5).map { table.lines.line(ofRow: $0) } == [1, 2, 3, 4, 5])
  }

  @Test func `many records are read in parts, and keys that only some have stand where they belong`() async throws {
    // Long enough to be cut; the later half has its keys the other way round and one more.
    let count = 60_000
    let lines = (0..<count).map { i in
      i < count / 2
        ? #"{"n": \#(i), "email": "person\#(i)@example.com", "created": "2026-01-05", "note": "said \"hello\" once"}"#
        : #"{"extra": \#(i), "created": "2026-01-06", "email": "person\#(i)@example.com", "n": \#(i)}"#
    }
    let bytes = FileBytes(bytes: Array(lines.joined(separator: "\r\n").utf8))
    #expect(bytes.count > 4 << 20)
    var tables: [Table] = []
    for workers in [1, 2] {
      tables.append(try #require(try await parts("a.ndjson", bytes: bytes, workers: workers).first?.table))
    }
    for table in tables {
      #expect(table.columns.map(\.name) == ["n", "email", "created", "note", "extra"])
      #expect(table.rowCount == count)
      #expect(table.numbers("n") == (0..<count).map(Double.init))
      #expect(table.numbers("extra")?.last == Double(count - 1))
      #expect(table.text(row: count - 1, column: 1) == "person\(count - 1)@example.com")
      #expect(table.text(row: 7, column: 3) == "said \"hello\" once")
      #expect(table.lines.line(ofRow: count - 1) == count)
    }
  }

  @Test func `a line that is no record is refused with its number and the next one is read`() async throws {
    let text = [PackedFileTests.leads[0], "[1, 2]", "", #"{"id": "L9", "email""#, PackedFileTests.leads[1], #"{"id": "L5"#]
    let table = try #require(try await json(text.joined(separator: "\n"), "a.jsonl").first?.table)
    #expect(table.rowCount == 2)
    #expect(table.lines.line(ofRow: 1) == 5)
    #expect(table.rejections.count == 3)
    #expect(table.rejections.examples.map(\.line) == [2, 4, 6])
    #expect(
      table.rejections.examples[0].reason.sentence
        == "this is not a JSON object. Write one record a line, or export it again.")
    #expect(table.rejections.examples[2].reason == .cutOff)
    #expect(table.blankLines == 1)
  }

  @Test func `a list of records, wherever it lies in the document`() async throws {
    let list = "[\n" + PackedFileTests.leads.joined(separator: ",\n") + "\n]"
    expectLeads(try #require(try await json(list).first?.table))
    let inside = #"{"paging": {"next": null}, "results": \#(list), "total": 5}"#
    let table = try #require(try await json(inside).first?.table)
    expectLeads(table)
    #expect(table.file == "a.json")
    #expect(table.lines.line(ofRow: 0) == 2)
  }

  @Test func `objects inside records give columns, several lists give several tables`() async throws {
    let text = """
      {"deals": [{"id": 1, "properties": {"amount": 5, "stage": "won"}, "owner": {"id": 7}}, {"id": 2, "properties": {"amount": 6}}],
       "spend": [["month", "spend"], ["2026-01", 10], ["2026-02", 20]], "empty": []}
      """
    let found = try await json(text)
    #expect(found.map(\.name) == ["a.json/deals", "a.json/spend"])
    #expect(found[0].table?.columns.map(\.name) == ["id", "amount", "stage", "owner.id"])
    #expect(found[0].table?.numbers("amount") == [5, 6])
    #expect(found[1].table?.numbers("spend") == [10, 20])
  }

  @Test func `a document that is cut off keeps what is whole and says so`() async throws {
    let text = "[" + PackedFileTests.leads.joined(separator: ",\n").dropLast(20)
    let table = try #require(try await json(String(text)).first?.table)
    #expect(table.rowCount == 4)
    #expect(table.rejections.examples.map(\.reason) == [.cutOff])
  }

  @Test(arguments: ["{\"a\": }", "{\"a\": [1,2,", "[[[[[[", "{}", "[]", "[1, 2]", "{\"a\":\"\\uD800\"", "[{\"a\":\"\\"])
  func `what is no record ends in a sentence`(text: String) async throws {
    let sentence = try await refusal("a.json", bytes: FileBytes(bytes: Array(text.utf8)))
    #expect(sentence.hasPrefix("a.json: "))
  }

  @Test func `nesting without end is refused, not followed`() async throws {
    let deep = String(repeating: "[", count: 200_000)
    _ = try await refusal("a.json", bytes: FileBytes(bytes: Array(deep.utf8)))
    let objects = String(repeating: "{\"a\":", count: 200_000)
    _ = try await refusal("a.json", bytes: FileBytes(bytes: Array(objects.utf8)))
    let lines = "{\"a\":1,\"b\":1}\n" + String(repeating: "{\"a\":", count: 100_000) + "\n{\"a\":2,\"b\":2}\n"
    let table = try #require(try await json(lines, "a.jsonl").first?.table)
    #expect(table.rowCount == 2)
    #expect(table.rejections.count == 1)
  }
}

import Testing

@testable import Records

@Suite("Which records are rows")
struct TableRowTests {
  @Test func `rows with too few or too many cells are refused with their line`() async throws {
    let table = try await Specimen.table("a,b,c\n1,2,3\n4,5\n6,7,8,9\n\n10,11,12,,\n13,14,15\n16,17,18\n")
    #expect(table.numbers("a") == [1, 10, 13, 16])
    #expect(table.blankLines == 1)
    #expect(
      table.rejectionLines == [
        "specimen.csv:3: 2 cells where the heading has 3. Add the missing separators, or quote line breaks inside cells.",
        "specimen.csv:4: 4 cells where the heading has 3. Quote the cells that hold a separator.",
      ])
    #expect((0..<4).map(table.lines.line(ofRow:)) == [2, 6, 7, 8])
  }

  @Test func `a total may stand further to the right, and reports end in several languages`() async throws {
    let lines = [
      "stage\tname\tamount\tclosed", "Won\tAda\t10\t2026-01-05", "\tBea\t20\t2026-01-06", "\tSubtotal\tSum\t30", "\t\tCount\t2",
      "\tTotal\t30\t", "\tTotal\tx\t2026-01-07", "Total : Compte\t\t30\t", "Gesamtsummen (2 Datensätze)\t\t\t",
      "Confidential Information - Do Not Distribute\t\t\t", "Cya\tCount\t5\t2026-01-08", "Vertrauliche Informationen",
    ]
    let table = try await Specimen.table(lines.joined(separator: "\n") + "\n")
    #expect(table.rejections.examples.map(\.line) == [4, 5, 6, 8, 9, 10, 12])
    #expect(table.rejections.examples.allSatisfy { $0.reason == .totalsLine })
    #expect(table.rowCount == 4)
  }

  @Test func `a quote that is never closed costs one row`() async throws {
    let rows = (0..<50).map { "\($0),\"fine, \($0)\"\n" }.joined()
    let table = try await Specimen.table("a,b\n1,x\n2,\"never closed\n" + rows)
    #expect(table.rowCount == 51)
    #expect(table.rejections.count == 1)
    #expect(table.rejectionLines == ["specimen.csv:3: a quote is opened and never closed. Close it, or write it twice."])
    #expect(table.lines.line(ofRow: 1) == 4)
    let plain = try await Specimen.table("a,b\n1,x\n2,\"never closed\n3,y\n4,z\n")
    #expect(plain.numbers("a") == [1, 3, 4])
    #expect(plain.rejections.examples.map(\.line) == [3])
  }

  @Test func `a file cut off in a row, a quote or a character says so`() async throws {
    for ending in ["3", "3,\"abc"] {
      let table = try await Specimen.table("a,b\n1,x\n2,y\n" + ending)
      #expect(table.rowCount == 2)
      #expect(table.rejectionLines == ["specimen.csv:4: the file ends inside this row. Export it again."])
    }
    let table = try await Specimen.table(bytes: Array("a,b\n1,xé\n2,y\n3,z".utf8) + [0xC3])
    #expect(table.rejections.examples.map(\.reason) == [.cutOff])
    #expect(table.dialect.encoding == .utf8)
  }

  @Test func `a file that grew leaves out its unfinished last row`() async throws {
    func read(_ text: String) async throws -> Table {
      let bytes = FileBytes(count: text.utf8.count, grewWhileRead: true) { target in
        for (index, byte) in text.utf8.enumerated() { target[index] = byte }
      }
      return try await TableReader.read(file: "growing.csv", bytes: bytes)
    }
    let cut = try await read("a,b\n1,x\n2,y")
    #expect(cut.rowCount == 1)
    #expect(cut.rejections.examples.map(\.reason) == [.cutOff])
    #expect(try await read("a,b\n1,x\n2,y\n").rowCount == 2)
  }

  @Test func `a cell beyond the limit costs its row and nothing else`() async throws {
    let long = String(repeating: "x", count: 3000)
    let lines = String(repeating: "x\n", count: 1000)
    var options = ReadOptions()
    options.cellLimit = 1024
    let table = try await Specimen.table("a,b\n1,x\n2,\(long)\n3,\"\(lines)\"\n4,y\n", options: options)
    #expect(table.numbers("a") == [1, 4])
    #expect(table.rejections.examples.map(\.reason) == [.cellTooLong(bytes: 3000), .cellTooLong(bytes: 2002)])
    #expect(table.lines.line(ofRow: 1) == 1005)
  }

  @Test func `thousands of columns are columns`() async throws {
    let heading = (0..<2000).map { "c\($0)" }.joined(separator: ",")
    let row = (0..<2000).map { "\($0)" }.joined(separator: ",")
    let table = try await Specimen.table(heading + "\n" + row + "\n" + row + "\n")
    #expect(table.columns.count == 2000)
    #expect(table.numbers("c1999") == [1999, 1999])
  }

  @Test func `NUL bytes in cells are characters`() async throws {
    let table = try await Specimen.table("a,b\n1,x\u{0}y\n2,z\nand so on,3\nfour,five\nsix,seven\neight,nine\nten,eleven\n")
    #expect(table.text(row: 0, column: 1) == "x\u{0}y")
    #expect(table.rowCount == 7)
  }

  @Test func `what is no table is refused`() async {
    let files: [([UInt8], LoadFailure)] = [
      ([], .emptyFile(file: "specimen.csv")),
      (Array("\n\n  \n".utf8), .emptyFile(file: "specimen.csv")),
      ([0xEF, 0xBB, 0xBF], .emptyFile(file: "specimen.csv")),
      (Array("x".utf8), .onlyAHeading(file: "specimen.csv")),
      (Array("name,city\n".utf8), .onlyAHeading(file: "specimen.csv")),
      ([0x89] + Array("PNG\r\n\u{1a}\n....".utf8), .notATable(file: "specimen.csv")),
      (Array("PK\u{3}\u{4}....".utf8), .notATable(file: "specimen.csv")),
      (Array("<!DOCTYPE html>\n<html><body>Sign in, please</body></html>".utf8), .notATable(file: "specimen.csv")),
      (Array("{\"a\": 1, \"b\": 2}\n".utf8), .notATable(file: "specimen.csv")),
      ((0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 >> 3) }, .notATable(file: "specimen.csv")),
      (Array("This is a letter to you, dear reader.\nIt has many words in it.\n".utf8), .notATable(file: "specimen.csv")),
    ]
    for (bytes, failure) in files {
      await #expect(throws: failure) { try await Specimen.table(bytes: bytes) }
    }
  }

  @Test func `a file that is not there or no file says why`() {
    #expect(throws: LoadFailure.unreadable(path: "/nowhere/x.csv", reason: "No such file or directory")) {
      try FileBytes.read(path: "/nowhere/x.csv")
    }
    #expect(throws: LoadFailure.unreadable(path: "/", reason: "it is not a file")) { try FileBytes.read(path: "/") }
  }

  @Test func `every reason has a sentence that says what to do`() {
    let reasons: [(Reason, String)] = [
      (
        .tooFewCells(found: 1, expected: 3),
        "1 cell where the heading has 3. Add the missing separators, or quote line breaks inside cells."
      ),
      (
        .cellTooLong(bytes: 2_000_000),
        "a cell of 2000000 bytes. No cell may be longer than 1 MiB; shorten it or leave the column out."
      ),
      (
        .notADate(column: "Close Date", cell: "soon"),
        "Close Date: “soon” is not a date. Write it like 2026-10-28, or map the column in parley.toml."
      ),
      (
        .ambiguousDate(column: "Day", cell: "03/04/2026"),
        "Day: “03/04/2026” may be day first or month first. Answer it in parley.toml."
      ),
      (.missing(column: "Email"), "Email is empty. Fill it in, or map the column in parley.toml."),
      (.before(column: "Won", other: "Created"), "Won is before Created. Correct one of the two dates."),
      (.repeated(column: "ID", firstLine: 7), "ID was already on line 7. Keep one of the two rows."),
      (.noMatch(column: "ID", cell: "x", file: "leads.csv"), "ID: “x” is not in leads.csv. Export both files on the same day."),
      (.outOfRange(column: "Age", cell: "-4"), "Age: “-4” is out of range. Correct it, or map the column in parley.toml."),
      (.laterThanCutoff(column: "Won"), "Won is later than the day everything is counted to. Give a later --as-of."),
    ]
    for (reason, sentence) in reasons { #expect(reason.sentence == sentence) }
    #expect(
      Reason.notANumber(column: "Amount", cell: "1.2k").sentence(file: "spend.csv", line: 412)
        == "spend.csv:412: Amount: “1.2k” is not an amount. Write it like 1200, or map the column in parley.toml.")
  }

  @Test func `text from the file is cut`() {
    #expect(Reason.cut(String(repeating: "é", count: 40)).count == 40)
    #expect(Reason.cut(String(repeating: "é", count: 41)) == String(repeating: "é", count: 40) + "…")
    #expect(Reason.cut("a" + String(repeating: "\u{301}", count: 100_000)).utf8.count < 170)
  }
}

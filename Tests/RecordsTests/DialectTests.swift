import Testing

@testable import Records

@Suite("How a file is written")
struct DialectTests {
  @Test(arguments: [",", ";", "\t", "|", ":"])
  func `any usual separator is found`(separator: String) async throws {
    let rows = [["name", "city", "seats"], ["Ada", "Bonn", "3"], ["Grace", "Lyon", "12"]]
    let table = try await Specimen.table(rows.map { $0.joined(separator: separator) }.joined(separator: "\n"))
    #expect(table.dialect.separator == separator.utf8.first)
    #expect(table.columns.map(\.name) == rows[0])
    #expect(table.texts == [rows[1], rows[2]])
  }

  @Test func `separators inside quotes do not count`() async throws {
    let table = try await Specimen.table("a;b\n\"x, y, z\";\"1;2\"\n\"u, v, w\";3\n")
    #expect(table.dialect.separator == UInt8(ascii: ";"))
    #expect(table.texts == [["x, y, z", "1;2"], ["u, v, w", "3"]])
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `any line end is found`(lineEnd: String) async throws {
    let table = try await Specimen.table(["a,b", "1,x", "2,y", ""].joined(separator: lineEnd))
    #expect(table.dialect.lineEnd == (lineEnd == "\n" ? .lf : lineEnd == "\r" ? .cr : .crlf))
    #expect(table.texts == [["1", "x"], ["2", "y"]])
    #expect(table.lines.line(ofRow: 1) == 3)
  }

  @Test func `line ends may be mixed`() async throws {
    let table = try await Specimen.table("a,b\r\n1,x\n2,y\r3,z\r\n")
    #expect(table.texts == [["1", "x"], ["2", "y"], ["3", "z"]])
    #expect((0..<3).map(table.lines.line(ofRow:)) == [2, 3, 4])
  }

  @Test func `doubled quotes are one and stray quotes are characters`() async throws {
    let table = try await Specimen.table("what,size\n\"say \"\"hi\"\"\",1\npipe 5\",2\n6\" x 4\",3\n\"a\"b,4\n\"\"c,5\n")
    #expect(table.texts.map { $0[0] } == ["say \"hi\"", "pipe 5\"", "6\" x 4\"", "ab", "c"])
    #expect(table.numbers("size") == [1, 2, 3, 4, 5])
  }

  @Test func `a quoted cell may follow spaces`() async throws {
    let table = try await Specimen.table("name, city\nAda, \"Bonn, Germany\"\nGrace, \"Lyon\"\n")
    #expect(table.texts == [["Ada", "Bonn, Germany"], ["Grace", "Lyon"]])
  }

  @Test func `the same text has the same hash in every encoding`() async throws {
    let text = "id,name\nMÜLLER-1,Müller “quoted” €\nb-2,Ørsted\n"
    let utf8 = Array(text.utf8)
    let utf16LE = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let utf16BE = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    let windows = text.unicodeScalars.map { scalar -> UInt8 in
      switch scalar {
      case "“": 0x93
      case "”": 0x94
      case "€": 0x80
      default: UInt8(scalar.value)
      }
    }
    let files: [([UInt8], Dialect.Encoding, Bool)] = [
      (utf8, .utf8, false), ([0xEF, 0xBB, 0xBF] + utf8, .utf8, true), ([0xFF, 0xFE] + utf16LE, .utf16LE, true),
      (utf16LE, .utf16LE, false),
      ([0xFE, 0xFF] + utf16BE, .utf16BE, true), (utf16BE, .utf16BE, false), (windows, .latin1, false),
    ]
    let expected = try #require(try await Specimen.table(bytes: utf8).hashes("id"))
    for (bytes, encoding, hasMark) in files {
      let table = try await Specimen.table(bytes: bytes)
      #expect(table.dialect.encoding == encoding)
      #expect(table.dialect.hasByteOrderMark == hasMark)
      #expect(table.columns.map(\.name) == ["id", "name"])
      #expect(table.hashes("id") == expected)
      #expect(table.words("name") == ["Müller “quoted” €", "Ørsted"])
    }
  }

  @Test func `UTF-16 pairs are one character, and half a pair is none`() async throws {
    let units = Array("a\tb\nx🙂\t1\ny".utf16) + [0xD83D] + Array("\t2\n".utf16)
    let table = try await Specimen.table(bytes: [0xFF, 0xFE] + units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
    #expect(table.texts == [["x🙂", "1"], ["y\u{FFFD}", "2"]])
  }

  @Test func `Latin-1 far down in a file is found too`() async throws {
    var bytes = Array("id,name\n".utf8)
    let plain = Array(repeating: UInt8(ascii: "x"), count: 2000)
    for number in 0..<600 { bytes += Array("\(number),".utf8) + plain + [0x0A] }
    bytes += Array("1,M".utf8) + [0xFC] + Array("ller\n".utf8)
    let table = try await Specimen.table(bytes: bytes, workers: 2)
    #expect(table.dialect.encoding == .latin1)
    #expect(table.text(row: 600, column: 1) == "Müller")
  }

  @Test func `titles and comments above the heading are a preamble`() async throws {
    let analytics = try await Specimen.table(
      "# ----\n# Traffic acquisition, by day\n# Start date: 20260901\n# ----\n\nDate,Sessions\n20260901,12\n20260902,15\n")
    #expect(analytics.dialect.preambleLines == 5)
    #expect(analytics.days("Date") == ["2026-09-01", "2026-09-02"])
    #expect(analytics.lines.line(ofRow: 0) == 7)
    let ads = try await Specimen.table(
      "Campaign report\n\"September 1, 2026 - September 30, 2026\"\nDay,Campaign,Cost\n2026-09-01,Brand,\"1,200.50\"\n2026-09-02,Brand,80\nTotal: account, ,1280.50\n"
    )
    #expect(ads.dialect.preambleLines == 2)
    #expect(ads.columns.map(\.name) == ["Day", "Campaign", "Cost"])
    #expect(ads.numbers("Cost") == [1200.5, 80])
    #expect(ads.rejectionLines == ["specimen.csv:6: a totals or footer line, not a row. Nothing to do."])
  }

  @Test func `footers and totals are no rows, companies called Total are`() async throws {
    let table = try await Specimen.table(
      """
      Account,Amount,Stage
      Total Energies,12,Won
      Acme,5,Lost
      ,17,Grand total
      Grand Totals (2 records),,
      Confidential Information - Do Not Distribute
      Copyright (c) 2000-2026 salesforce.com
      """)
    #expect(table.words("Account") == ["Total Energies", "Acme"])
    #expect(table.rejections.count == 4)
    #expect(table.rejections.examples.allSatisfy { $0.reason == .totalsLine })
    #expect(table.rejections.examples.map(\.line) == [4, 5, 6, 7])
  }

  @Test func `a heading that comes again is refused`() async throws {
    let table = try await Specimen.table("name,seats\nAda,1\nname,seats\nGrace,2\n")
    #expect(table.numbers("seats") == [1, 2])
    #expect(table.rejections.examples.map(\.line) == [3])
    #expect(table.rejections.examples.first?.reason == .repeatedHeading)
    #expect((0..<2).map(table.lines.line(ofRow:)) == [2, 4])
  }

  @Test func `a file without a heading gets numbered columns`() async throws {
    let table = try await Specimen.table("Southborough,MA,9686\nNorthbridge,MA,14061\n")
    #expect(!table.dialect.hasHeader)
    #expect(table.columns.map(\.name) == ["column 1", "column 2", "column 3"])
    #expect(table.rowCount == 2)
    #expect(table.lines.line(ofRow: 0) == 1)
    let words = try await Specimen.table("Ada,north\nGrace,south\nEdsger,north\n")
    #expect(!words.dialect.hasHeader)
  }

  @Test func `years may head columns, other numbers may not`() async throws {
    #expect(
      try await Specimen.table("Campaign,2024,2025\nBrand,1,2\nGeneric,3,4\n").columns.map(\.name) == [
        "Campaign", "2024", "2025",
      ])
    #expect(try await Specimen.table("Brand,1,2\nGeneric,3,4\n").rowCount == 2)
  }

  @Test func `headings are cleaned, numbered when they repeat and named when they are empty`() async throws {
    let text = "\u{FEFF}“Name”,Deal owner,Deal owner,\u{A0}Stage\u{A0}, ,Amount ↑,Deal owner (2)\nAda,x,y,Won,,3,z\n"
    let table = try await Specimen.table(text)
    #expect(
      table.columns.map(\.name) == [
        "Name", "Deal owner", "Deal owner (2)", "Stage", "column 5", "Amount", "Deal owner (2) (2)",
      ])
  }

  @Test func `a separator at the end of the heading or of the rows adds no column of its own`() async throws {
    let heading = try await Specimen.table("a,b,\n1,x\n2,y\n3,z\n")
    #expect(heading.columns.map(\.name) == ["a", "b"])
    #expect(heading.rowCount == 3)
    let rows = try await Specimen.table("a,b\n1,x,\n2,y,\n3,z\n4,u\n5,v\n")
    #expect(rows.columns.map(\.name) == ["a", "b"])
    #expect(rows.rowCount == 5)
  }

  @Test func `what the caller knows wins`() async throws {
    var options = ReadOptions()
    options.separator = UInt8(ascii: "|")
    options.hasHeader = false
    let table = try await Specimen.table("a,b|c\nd,e|f\n", options: options)
    #expect(table.texts == [["a,b", "c"], ["d,e", "f"]])
  }
}

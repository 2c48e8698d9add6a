import Testing

@testable import Records

/// Every way of writing that exports are known for, each by the column it stands in.
@Suite("Ways in which exports are written")
struct TableDialectTests {
  @Test(arguments: [
    ("Create Date", "2026-03-05", "2026-03-05 00:00:00"), ("Create Date", "2026-03-05 19:05", "2026-03-05 19:05:00"),
    ("Date", "20260305", "2026-03-05 00:00:00"), ("Date + hour (YYYYMMDDHH)", "2026030519", "2026-03-05 19:00:00"),
    ("Start Date (in UTC)", "3/25/2026", "2026-03-25 00:00:00"), ("Edit Date", "3/25/2026, 7:05 PM", "2026-03-25 19:05:00"),
    ("Day", "05-Mar-2026", "2026-03-05 00:00:00"), ("Date", "Fri, Jun 5, 2026", "2026-06-05 00:00:00"),
    ("Send Date", "Sep 26, 2026 7:05 PM", "2026-09-26 19:05:00"),
    ("Created", "2026-03-05T19:05:11+02:00", "2026-03-05 19:05:11"),
    ("CreatedDate", "2026-03-05T19:05:11.000+0000", "2026-03-05 19:05:11"), ("Close Date", "46086", "2026-03-05 00:00:00"),
    ("Close Date", "46086.5", "2026-03-05 12:00:00"), ("created_at", "1772737511", "2026-03-05 19:05:11"),
    ("created_at", "1772737511000", "2026-03-05 19:05:11"), ("Datum", "25.03.2026", "2026-03-25 00:00:00"),
    ("Date", "5 mars 2026", "2026-03-05 00:00:00"), ("time", "2026-08-03 08:20 +0000", "2026-08-03 08:20:00"),
  ])
  func `a date is read as it stands in its column`(heading: String, cell: String, moment: String) async throws {
    let rows = (0..<3).map { "x\($0)\t\(cell)" }.joined(separator: "\n")
    let table = try await Specimen.table("name\t\(heading)\n\(rows)\n")
    #expect(table.times(heading) == [moment, moment, moment])
  }

  @Test(arguments: [
    ("1,234.56", 1234.56), ("$45,000", 45000), ("45k", 45000), ("1.2M", 1_200_000), ("12.50", 12.5), ("€ 1,200.50", 1200.5),
    ("5.25%", 0.0525), ("(120)", -120), ("0.33", 0.33),
  ])
  func `an amount is read as it stands`(cell: String, value: Double) async throws {
    let table = try await Specimen.table("name\tAmount\nx\t\(cell)\ny\t--\nz\t-\nu\t\(cell)\n")
    #expect(table.numbers("Amount")?.first == value)
    #expect(table.column("Amount")?.emptyCount == 2)
  }

  @Test func `a decimal comma is the whole file's`() async throws {
    let table = try await Specimen.table("Kampagne;Kosten;Klicks\nA;1.234,56;1.234\nB;80,10;12\n")
    #expect(table.numbers("Kosten") == [1234.56, 80.1])
    #expect(table.numbers("Klicks") == [1234, 12])
    #expect(table.dialect.decimalComma)
  }

  @Test(arguments: [";", ",", "\t"]) func `a line that names the separator is no heading`(separator: String) async throws {
    let rows = [["Day", "Clicks"], ["2026-09-01", "10"], ["2026-09-02", "11"]].map { $0.joined(separator: separator) }
    let table = try await Specimen.table("sep=\(separator)\r\n" + rows.joined(separator: "\r\n") + "\r\n")
    #expect(table.columns.map(\.name) == ["Day", "Clicks"])
    #expect(table.numbers("Clicks") == [10, 11])
    #expect(table.lines.line(ofRow: 0) == 3)
    #expect(table.dialect.separator == separator.utf8.first)
  }

  @Test func `groups say their name once, and a dash is a group without one`() async throws {
    let table = try await Specimen.table(
      "Stage  ↑,Owner ↓,Deal,Amount\nWon,Ann,a,1\n,,b,2\n,Bob,c,3\n-,Bob,d,4\nLost,,e,5\n")
    #expect(table.columns.map(\.name) == ["Stage", "Owner", "Deal", "Amount"])
    #expect(table.words("Stage") == ["Won", "Won", "Won", "", "Lost"])
    #expect(table.words("Owner") == ["Ann", "Ann", "Bob", "Bob", "Bob"])
    #expect(table.column("Stage")?.emptyCount == 1)
  }

  @Test(arguments: ["Overall Total", "Total", "Grand Total", "Average", "Sum", "Zwischensumme", "合計", "\"Overall totals\""])
  func `a row of totals as wide as the table is none of its rows`(word: String) async throws {
    let table = try await Specimen.table("Channel,Clicks,Sessions\na,12,40\nb,30,60\nOver,1,2\n\(word),42,100\n")
    #expect(table.rowCount == (word == "Sum" ? 4 : 3), "\(word)")
  }

  @Test func `a grand total beside the table is none of its rows`() async throws {
    let table = try await Specimen.table("Source,Date,Sessions\na,20260105,40\nb,20260105,60\n,,100,Grand total\n")
    #expect(table.numbers("Sessions") == [40, 60])
    #expect(table.rejections.examples.map(\.reason) == [.totalsLine])
    #expect(table.rejections.refused == 0)
  }

  @Test func `an empty cell that belongs to no group stays empty`() async throws {
    let table = try await Specimen.table("Stage,Deal\nWon,a\n,b\nWon,c\n")
    #expect(table.words("Stage") == ["Won", "", "Won"])
  }

  @Test(arguments: [
    "Date entered \"Demo (Sales Pipeline)\"", "Date entered 'Demo (Sales Pipeline)'", "Date entered “Demo (Sales Pipeline)”",
    "Date entered ‘Demo (Sales Pipeline)’", "hs_v2_date_entered_demo", "property_hs_date_entered_demo",
  ])
  func `a stage is named by its heading, however that is quoted`(heading: String) {
    #expect(Heading(heading).words.starts(with: ["date", "entered", "demo"]))
    let stage = StageColumns.stage(heading)
    #expect(stage?.isCertain == true)
    #expect(stage?.name.lowercased() == "demo")
  }

  @Test(arguments: [
    ("Währung", "währung"), ("ÉTAPE", "étape"), ("“Name”", "name"),
    ("Sitzung – primäre Channelgruppe", "sitzung primäre channelgruppe"),
    ("Amount\u{A0}(EUR)", "amount eur"),
  ])
  func `a heading in another language is its words, too`(text: String, words: String) {
    #expect(Heading(text).joined == words)
  }

  @Test(arguments: [
    (["Campaign report", "\"September 1, 2026 - September 30, 2026\""], "2026-09-01", "2026-09-30"),
    (["# Start date: 20260901", "# End date: 20260930"], "2026-09-01", "2026-09-30"),
    (["Report Time: 9/1/2026 - 9/30/2026"], "2026-09-01", "2026-09-30"), (["1.9.2026 – 30.9.2026"], "2026-09-01", "2026-09-30"),
    (["20260901-20260930"], "2026-09-01", "2026-09-30"), (["Date range,2026-09-01,2026-09-30"], "", ""),
    (["3/4/2026 - 5/4/2026"], "", ""), (["September 1 - September 30, 2026"], "2026-09-01", "2026-09-30"),
    (["Start Date,2026-09-01", "End Date,2026-09-30"], "2026-09-01", "2026-09-30"),
  ])
  func `a preamble says which time a report covers, unless it may be two`(lines: [String], from: String, to: String) {
    let range = Preamble(lines: lines).range
    #expect(range?.from.description ?? "" == from)
    #expect(range?.to.description ?? "" == to)
  }

  @Test(arguments: [
    (["Currency: EUR"], "EUR"), (["Account: Example (1)", "Account currency,USD"], "USD"), (["Campaign report"], ""),
  ])
  func `a preamble says which money a report is in`(lines: [String], currency: String) {
    #expect(Preamble(lines: lines).currency ?? "" == currency)
  }

  @Test func `several tables in one file are several, each on the file's own lines`() async throws {
    let text =
      "# Overview\n# Start date: 20260901\n\nDate,Users\n20260901,4\n20260902,5\n\n# By country\nCountry,Users\nDE,3\nFR,6\n\nTotal,9\n"
    let sheets = TextTables.split(FileBytes(bytes: Array(text.utf8)), of: "a.csv")
    #expect(sheets.map(\.name) == ["a.csv/Date", "a.csv/Country"])
    let tables = try await [TableReader.read(sheets[0], workers: 1), TableReader.read(sheets[1], workers: 1)]
    #expect(tables.map(\.rowCount) == [2, 2])
    #expect(tables[0].lines.line(ofRow: 0) == 5)
    #expect(tables[1].lines.line(ofRow: 0) == 10)
    #expect(tables[1].rejections.examples.map(\.reason) == [.totalsLine])
    #expect(tables[0].preamble.lines == ["# Overview", "# Start date: 20260901"])
  }

  @Test(arguments: [
    "a,b\n1,2\n\n3,4\n", "a,b\n1,\"x\n\ny\"\n2,z\n", "Title\n\na,b\n1,2\n",
    "a,b\n1,2\n\nGrand Totals (1 records)\n\nCopyright (c) us\n",
    "a,b\n1,2\n\na,b\n3,4\n",
  ])
  func `blank lines alone make no second table`(text: String) {
    #expect(TextTables.split(FileBytes(bytes: Array(text.utf8)), of: "a.csv").count == 1)
  }
}

import Testing

@testable import Records

@Suite("What the cells of a column are")
struct TableTypingTests {
  private func column(_ cells: [String], heading: String = "x") async throws -> Table {
    try await Specimen.table(heading + "\tother\n" + cells.map { $0 + "\tw\n" }.joined())
  }

  @Test(arguments: [
    "2026-03-05", "2026/03/05", "2026-3-5", "20260305", "05-Mar-2026", "5 Mar 2026", "5-Mar-26", "Mar 5, 2026", "March 5, 2026",
    "Fri, Mar 5, 2026", "Friday, March 5, 2026", "Thu 5 March 2026", "5. März 2026", "5 mars 2026", "5 de marzo de 2026",
    "5 de março de 2026", "2026-Mar-05", "Mar 5th, 2026",
  ])
  func `a day may be written in any of these ways`(cell: String) async throws {
    #expect(try await column([cell, cell]).days("x") == ["2026-03-05", "2026-03-05"])
  }

  @Test(arguments: [
    "2026-03-05 19:05", "2026-03-05T19:05:00", "2026-03-05T19:05:00Z", "2026-03-05T19:05:00.250+02:00",
    "2026-03-05 19:05:00.123456",
    "2026-03-05 19:05:00 UTC", "2026-03-05 19:05 +0200", "Mar 5, 2026 7:05 PM", "Mar 5, 2026, 7:05:00 p.m.",
    "Mar 5, 2026 at 7:05 PM",
    "5.3.2026 19:05", "202603051905", "05.03.26, 19:05", "2026-03-05 7:05 pm",
  ])
  func `a time may be written in any of these ways, and is the file's own clock`(cell: String) async throws {
    let table = try await column([cell, cell])
    #expect(table.times("x") == ["2026-03-05 19:05:00", "2026-03-05 19:05:00"])
    guard case .moments(_, let hasTime)? = table.column("x")?.cells else { return }
    #expect(hasTime)
  }

  @Test func `months, weeks, hours and epochs are moments too`() async throws {
    #expect(try await column(["2026-03", "2026-04"]).days("x") == ["2026-03-01", "2026-04-01"])
    #expect(try await column(["March 2026", "Apr 2026"]).days("x") == ["2026-03-01", "2026-04-01"])
    #expect(try await column(["2026-W01", "2026-W10"]).days("x") == ["2025-12-29", "2026-03-02"])
    #expect(try await column(["2026030519", "2026030607"]).times("x") == ["2026-03-05 19:00:00", "2026-03-06 07:00:00"])
    #expect(try await column(["1772737500", "1772737501"], heading: "created_at").days("x") == nil)
    #expect(
      try await column(["1772737500", "1772737501"], heading: "created_at").times("created_at")?.first == "2026-03-05 19:05:00")
    #expect(try await column(["1772737500", "1772737501"]).numbers("x") == [1_772_737_500, 1_772_737_501])
  }

  @Test func `days that do not exist are not dates`() async throws {
    let cells = Array(repeating: "2026-01-05", count: 30) + ["2026-02-30", "2026-13-01", "2026-00-10"]
    let table = try await column(cells)
    let dates = try #require(table.column("x"))
    #expect(dates.badCells.count == 3)
    #expect(dates.badCells.examples.map(\.line) == [32, 33, 34])
    #expect(dates.badCells.examples.first?.reason == .notADate(column: "x", cell: "2026-02-30"))
    #expect(table.days("x")?.suffix(4) == ["2026-01-05", "", "", ""])
  }

  @Test func `one day above 12 decides the order of the whole column`() async throws {
    #expect(try await column(["03/04/2026", "13/04/2026"]).days("x") == ["2026-04-03", "2026-04-13"])
    #expect(try await column(["03/04/2026", "04/13/2026"]).days("x") == ["2026-03-04", "2026-04-13"])
    #expect(try await column(["03.04.2026", "04.05.2026"]).days("x") == ["2026-04-03", "2026-05-04"])
  }

  @Test func `an order that nothing decides is kept open with both readings`() async throws {
    let table = try await column(["03/04/2026", "05/06/2026", ""])
    guard case .ambiguousMoments(let dayFirst, let monthFirst, let hasTime)? = table.column("x")?.cells else {
      Issue.record("not ambiguous")
      return
    }
    #expect(dayFirst.prefix(2).map(\.day.description) == ["2026-04-03", "2026-06-05"])
    #expect(monthFirst.prefix(2).map(\.day.description) == ["2026-03-04", "2026-05-06"])
    #expect(dayFirst[2].isMissing && monthFirst[2].isMissing && !hasTime)
    #expect(table.column("x")?.emptyCount == 1)
    #expect(try await column(["05/05/2026", "06/06/2026"]).days("x") == ["2026-05-05", "2026-06-06"])
  }

  @Test func `another date column of the file or an answer decides an open order`() async throws {
    let other = try await Specimen.table("created,closed\n03/04/2026,25/04/2026\n05/06/2026,26/06/2026\n")
    #expect(other.days("created") == ["2026-04-03", "2026-06-05"])
    let otherMark = try await Specimen.table("created,closed\n03/04/2026,25.04.2026\n05/06/2026,26.06.2026\n")
    #expect(otherMark.days("created") == nil)
    var options = ReadOptions()
    options.dayFirst = ["created": false]
    let answered = try await Specimen.table("created,closed\n03/04/2026,25/04/2026\n05/06/2026,26/06/2026\n", options: options)
    #expect(answered.days("created") == ["2026-03-04", "2026-05-06"])
    #expect(answered.days("closed") == ["2026-04-25", "2026-06-26"])
  }

  @Test func `where rows disagree about the order the most win and the others are bad cells`() async throws {
    let cells = Array(repeating: "13/04/2026", count: 20) + ["04/25/2026", "04/05/2026"]
    let table = try await column(cells)
    #expect(table.days("x")?.suffix(3) == ["2026-04-13", "", "2026-05-04"])
    #expect(table.column("x")?.badCells.examples.map(\.line) == [22])
  }

  @Test(arguments: [
    ("1,234.56", 1234.56), ("-1,234,567.5", -1_234_567.5), ("$45,000.00", 45000), ("$ 45,000.5", 45000.5), ("€ 1.2M", 1.2e6),
    ("45.5k", 45500),
    ("(123.5)", -123.5), ("($1,200.25)", -1200.25), ("12.5%", 0.125), ("1234.50 USD", 1234.5), ("USD 1234.50", 1234.5),
    ("1.5e3", 1500),
    ("+7.25", 7.25), ("−7.25", -7.25), ("144.", 144), ("0.020", 0.02), ("1'234.50", 1234.5), ("R$ 10.25", 10.25), (".5", 0.5),
  ])
  func `an amount with a decimal point may be written in any of these ways`(cell: String, value: Double) async throws {
    #expect(try await column([cell, "7.25"]).numbers("x") == [value, 7.25])
  }

  @Test(arguments: [
    ("1.234,56", 1234.56), ("1 234,5", 1234.5), ("1\u{A0}234,5", 1234.5), ("1\u{202F}234,5 €", 1234.5), ("12,5%", 0.125),
    ("€1.234.567,5", 1_234_567.5),
    ("1.234", 1234), ("-0,5", -0.5), ("2,5 Mio. €", 2.5e6), ("1.234,-", 1234), ("€ 12.500,–", 12500), ("1 234,50 zł", 1234.5),
  ])
  func `an amount with a decimal comma may be written in any of these ways`(cell: String, value: Double) async throws {
    let table = try await column([cell, "7,25"])
    #expect(table.numbers("x") == [value, 7.25])
    #expect(table.dialect.decimalComma)
  }

  @Test(arguments: [
    ("₹ 12,50,000.00", 1_250_000), ("1,59,99,900.5", 15_999_900.5), ("CHF 9’100.–", 9100), ("AED 5,000.25", 5000.25),
    ("₺1,234.5", 1234.5), ("Rs. 1,200.5", 1200.5),
  ])
  func `an amount may be written as people of other countries do`(cell: String, value: Double) async throws {
    #expect(try await Specimen.table("id\tx\na\t\(cell)\nb\t7.25\n").numbers("x") == [value, 7.25])
  }

  @Test(arguments: [
    ("Amount (k€)", 1000.0), ("Umsatz in TEUR", 1000), ("Revenue ($000s)", 1000), ("Budget (M€)", 1e6), ("Bank", 1),
    ("Weekly (EUR)", 1), ("Kontakte", 1),
  ])
  func `a heading may say that its amounts are thousands`(heading: String, factor: Double) async throws {
    #expect(try await Specimen.table("id\t\(heading)\na\t1.5\nb\t7.25\n").numbers(heading) == [1.5 * factor, 7.25 * factor])
  }

  @Test func `what databases write for no day is empty`() async throws {
    let table = try await Specimen.table(
      "id\tx\na\t0000-00-00 00:00:00\nb\t2026-03-01 10:00:00\nc\t0000-00-00\nd\t00.00.0000\n")
    #expect(table.days("x") == ["", "2026-03-01", "", ""])
    #expect(table.column("x")?.badCells.count == 0)
  }

  @Test func `amounts of one column in two currencies say so`() async throws {
    let table = try await Specimen.table("id\tx\na\tEUR 10\nb\tUSD 20\nc\tEUR 30\n")
    #expect(table.column("x")?.hasSeveralCurrencies == true)
    #expect(try await Specimen.table("id\tx\na\t€ 10\nb\t20 EUR\n").column("x")?.hasSeveralCurrencies == false)
  }

  @Test func `the time that a report covers decides the order of day and month, where only one fits`() async throws {
    let rows = "Start Date,Spent,Clicks\n9/1/2026,1,2\n9/2/2026,2,3\n"
    func days(from: String, to: String) async throws -> [String]? {
      try await Specimen.table("\"Report Start: \(from)\"\n\"Report End: \(to)\"\n\n" + rows).days("Start Date")
    }
    #expect(try await days(from: "September 1, 2026", to: "September 30, 2026") == ["2026-09-01", "2026-09-02"])
    #expect(try await days(from: "January 1, 2026", to: "December 31, 2026") == nil)
    #expect(try await Specimen.table(rows).days("Start Date") == nil)
  }

  @Test func `the decimal sign is decided for the column, then for the file`() async throws {
    let point = try await Specimen.table("a;b\n1,234;1.5\n2,345;2.5\n")
    #expect(point.numbers("a") == [1234, 2345])
    let comma = try await Specimen.table("a;b\n1,234;1,5\n2,345;2,5\n")
    #expect(comma.numbers("a") == [1.234, 2.345])
    let late = try await Specimen.table(
      "a\tb\n" + String(repeating: "1.234\tx\n", count: 3000) + String(repeating: "1,5\tx\n", count: 3000))
    #expect(late.numbers("a")?.first == 1234)
    #expect(late.numbers("a")?.last == 1.5)
    #expect(late.column("a")?.badCells.count == 0)
  }

  @Test func `what means nothing is empty`() async throws {
    let table = try await column(["1.5", "-", "--", "–", "N/A", "null", "NaN", "NA", "", "2.5"])
    #expect(table.column("x")?.emptyCount == 8)
    #expect(table.numbers("x")?.filter { !$0.isNaN } == [1.5, 2.5])
    #expect(table.column("x")?.badCells.count == 0)
    let words = try await column(["EMEA", "NA", "null", "EMEA", "-"])
    #expect(words.words("x") == ["EMEA", "NA", "", "EMEA", ""])
  }

  @Test func `the currency is named by cells or heading`() async throws {
    func currency(_ table: Table, _ name: String) -> String? {
      guard case .numbers(_, let currency)? = table.column(name)?.cells else { return nil }
      return currency
    }
    #expect(currency(try await column(["$1.50", "$2.50"]), "x") == "USD")
    #expect(currency(try await column(["1.50", "2.50"], heading: "Amount spent (EUR)"), "Amount spent (EUR)") == "EUR")
    #expect(currency(try await column(["1.50", "2.50"]), "x") == nil)
  }

  @Test func `a few cells of another type are bad and are counted, many make another type`() async throws {
    let few = try await column(Array(repeating: "12.5", count: 40) + ["1.2x", "abc"])
    #expect(few.column("x")?.badCells.count == 2)
    #expect(
      few.column("x")?.badCells.examples.first?.reason.sentence
        == "x: “1.2x” is not an amount. Write it like 1200, or map the column in parley.toml.")
    let many = try await column(Array(repeating: "12.5", count: 40) + Array(repeating: "abc", count: 10))
    #expect(many.words("x")?.count == 50)
    let lateMany = try await column(Array(repeating: "12", count: 3000) + Array(repeating: "abc", count: 3000))
    #expect(lateMany.words("x")?.last == "abc")
    #expect(lateMany.words("x")?.first == "12")
  }

  @Test func `names made of digits are keys`() async throws {
    let zip = try await column((0..<200).map { "0\($0 + 1000)" })
    #expect(zip.hashes("x")?.count == 200)
    let long = try await column((0..<200).map { "1234567890123\(1000 + $0)" })
    #expect(long.hashes("x")?.count == 200)
    let heading = try await column(["1", "2", "2"], heading: "Record ID")
    #expect(Set(heading.hashes("Record ID") ?? []).count == 2)
    #expect(try await column(["1", "2", "2"], heading: "Paid").numbers("Paid") == [1, 2, 2])
    let lateZero = try await column((0..<3000).map { "\($0 + 5000)" } + ["00123"])
    #expect(lateZero.hashes("x")?.count == 3001)
  }

  @Test func `few different words are categories, many are keys`() async throws {
    let few = try await column((0..<1000).map { ["Won", "Lost", "Open"][$0 % 3] })
    #expect(few.words("x")?.prefix(4) == ["Won", "Lost", "Open", "Won"])
    let many = try await column((0..<1000).map { "Company \($0)" })
    let hashes = try #require(many.hashes("x"))
    #expect(Set(hashes).count == 1000)
    guard case .keys(_, let text)? = many.column("x")?.cells else { return }
    #expect(text.text(ofRow: 999) == "Company 999")
    // Few in the sample and many afterwards.
    let later = try await column((0..<9000).map { $0 < 1500 ? "same" : "Company \($0)" })
    #expect(Set(later.hashes("x") ?? []).count == 7501)
  }

  @Test func `a column that is empty at first is typed by what comes`() async throws {
    let table = try await column((0..<5000).map { $0 < 4000 ? "" : "2026-03-05" })
    #expect(table.days("x")?.last == "2026-03-05")
    #expect(table.column("x")?.emptyCount == 4000)
  }

  @Test func `keys join whatever their case, blanks and quotes`() async throws {
    let a = try await column(["Ada@Example.com", "grace@x.org", "\"Say \"\"Hi\"\"\""], heading: "Email")
    let b = try await Specimen.table("n,Email\n1,\" ada@example.COM \"\n2,GRACE@X.ORG\n3, say \"hi\" \n")
    #expect(a.hashes("Email") == b.hashes("Email"))
    #expect(a.hashes("Email")?[0] == KeyHash.hash(" ADA@example.com"))
    #expect(KeyHash.hash("") == 0)
  }
}

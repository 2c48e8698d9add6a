import Testing

@testable import Records

@Suite struct SettingsTests {
  @Test func theAnalystsFileIsReadWhole() throws {
    let settings = try Settings(
      toml: """
        [company]
        name = "Fernhill"
        currency = "EUR"
        fiscal_year_start = 4
        email_domain = "Fernhill.example"

        [files."x.csv"]
        subject = "leads"
        dates = "day-first"
        [files."x.csv".columns]
        "First Contact" = "created"
        "Score" = "none"

        [files."y.csv"]
        subject = "none"
        dates = { "When" = "month-first" }
        """)
    #expect(settings.company == "Fernhill")
    #expect(settings.currency == "EUR")
    #expect(settings.fiscalYearStart == 4)
    #expect(settings.emailDomains == ["fernhill.example"])
    #expect(settings.mappings.map(\.file) == ["x.csv", "y.csv"])
    #expect(settings.mappings.map(\.subject) == [.leads, nil])
    #expect(settings.mappings.map(\.isLeftOut) == [false, true])
    #expect(settings.mappings[0].fields.map(\.heading) == ["First Contact", "Score"])
    #expect(settings.mappings[0].fields.map(\.field) == [.created, nil])
    #expect(
      settings.dayFirst == [
        Settings.DayFirst(file: "x.csv", heading: "", isDayFirst: true),
        Settings.DayFirst(file: "y.csv", heading: "When", isDayFirst: false),
      ])
  }

  @Test(
    arguments: [
      ("[company]\nname = Fern\n", 2, nil),
      (
        "[files.\"x.csv\"]\n\nsubject = \"leeds\"\n", 3,
        "“leeds” is no subject. Write one of leads, deals, stages, touches, entries, activities, customers, complaints, spend, numbers, reference, none."
      ),
      (
        "[company]\n# currency\ncurrency = \"euro\"\n", 3,
        "currency: “euro” is not a currency. Write its three letters: currency = \"EUR\"."
      ),
      (
        "[company]\nfiscal_year_start = 13\n", 2,
        "fiscal_year_start is a month from 1 to 12. Write fiscal_year_start = 4 for April."
      ),
      (
        "[company]\nnmae = \"x\"\n", 2,
        "company has no “nmae”. It has name, currency, fiscal_year_start, hour_cost, email_domain."
      ),
      (
        "[files.\"x.csv\"]\ndates = \"european\"\n", 2,
        "dates: “european” is no order. Write dates = \"day-first\" or dates = \"month-first\"."
      ),
      ("files = 3\n", 1, "“files” is a table. Write [files] on a line of its own."),
      ("[company]\nname = 3\n", 2, "“name” is a text. Put it in quotes."),
    ] as [(String, Int, String?)])
  func aMistakeIsToldWithItsLine(_ text: String, _ line: Int, _ problem: String?) throws {
    do {
      _ = try Settings(toml: text)
      Issue.record("read without complaint: \(text)")
    } catch {
      guard case .badSettings(let file, let found, let what) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(file == "parley.toml")
      #expect(found == line)
      if let problem { #expect(what == problem) }
    }
  }

  @Test func whatTheUserSettledWinsOverTheGuess() async throws {
    let file = "nr,tag,woher,datum\nA1,x,ads,2026-01-05\nA2,y,fair,2026-01-12\n"
    await #expect(throws: LoadFailure.nothingRecognised(path: "folder", files: 1)) {
      _ = try await reading([("liste.csv", file)])
    }
    let ledger = try await reading(
      [("liste.csv", file)],
      settings: """
        [company]
        name = "Fern"
        [files."liste.csv"]
        subject = "leads"
        [files."liste.csv".columns]
        nr = "lead_id"
        woher = "source"
        datum = "created"
        """
    ).ledger(asOf: nil)
    #expect(ledger.company == "Fern")
    #expect(ledger.leads.created == [day("2026-01-05"), day("2026-01-12")])
    #expect(ledger.sources.map(\.name) == ["ads", "fair"])
  }

  @Test func aFileLeftOutIsNotCounted() async throws {
    let ledger = try await reading(
      [("leads.csv", fiveLeads), ("old-leads.csv", "lead_id,created,source\nX1,2020-01-01,ads\n")],
      settings: "[files.\"old-leads.csv\"]\nsubject = \"none\"\n"
    ).ledger(asOf: nil)
    #expect(ledger.leads.count == 5)
    #expect(ledger.file("old-leads.csv").subject == nil)
  }

  @Test func theProposalReadsBackToTheSameLedger() async throws {
    let files = [
      ("leads.csv", fiveLeads),
      ("deals \"q1\".csv", "deal_id,lead_id,opened,stage,closed,amount\nD1,L1,2026-01-20,Won,2026-02-01,100\n"),
    ]
    let first = try await reading(files)
    let proposal = first.proposedSettings
    let second = try await reading(files, settings: proposal)
    #expect(second.mappings == first.mappings)
    #expect(second.proposedSettings == proposal)
    #expect(second.ledger(asOf: nil).leads.won == first.ledger(asOf: nil).leads.won)
    #expect(
      proposal.hasPrefix(
        """
        # What Parley takes these files for. Correct a line and it will be believed; delete one and it will guess again.

        [company]
        name = "folder"
        # currency = "EUR"
        fiscal_year_start = 1
        # email_domain = "example.com"

        [files."deals \\"q1\\".csv"]
        subject = "deals"
        [files."deals \\"q1\\".csv".columns]
        "deal_id" = "deal_id"
        """))
  }

  @Test func headingsOfAnyKindSurviveTheProposal() throws {
    let odd = "a\"b\\c\td\u{1b}[31m\u{85}ü"
    let settings = try Settings(toml: "[files.\"x\".columns]\n\(Reading.quoted(odd)) = \"name\"\n")
    #expect(settings.mappings.first?.fields.first?.heading == odd)
  }
}

@Suite struct TomlHeadingTests {
  @Test(arguments: ["[", "[\n", "[!]", "[\u{98}", "[[ .a]]", "x = 1\n  [%"]) func `a heading without a name ends in a sentence`(
    text: String
  ) {
    #expect(throws: LoadFailure.self) { try Settings(toml: text) }
  }

  @Test func `headings with names are read`() throws {
    #expect(try Settings(toml: "[company]\nname = \"A\"\n[ \"files\".\"x.csv\" ]\nsubject = \"leads\"\n").company == "A")
  }
}

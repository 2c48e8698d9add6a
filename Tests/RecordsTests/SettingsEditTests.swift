import Testing

@testable import Records

/// Answers are written into the analyst's file: what is not asked stays byte for byte.
@Suite struct SettingsEditTests {
  private static let analysts = """
    # Ours. Ask Kim before you change it.
    [company]
    name = "Acme" # as on the contract

    [files."deals.csv"]     # from HubSpot
    subject = "deals"
    dates = "day-first"

    # the amount is yearly
    [files."deals.csv".columns]
    "Deal ID" = "deal_id"   # not the record id
    'Amount' = "amount"

    [keys]
    quit = ["q", "x"]

    """

  private func edited(_ edit: SettingsEdit, _ text: String = analysts) throws -> String { try edit.applied(to: text) }

  @Test func `a column that is there is changed where it stands, with its comment`() throws {
    let text = try edited(.column(file: "deals.csv", heading: "Deal ID", nil, of: .deals))
    #expect(
      text == SettingsEditTests.analysts.replacing("\"Deal ID\" = \"deal_id\"   # not", with: "\"Deal ID\" = \"none\"   # not"))
    let amount = try edited(.column(file: "deals.csv", heading: "Amount", .yearly, of: .deals))
    #expect(amount == SettingsEditTests.analysts.replacing("'Amount' = \"amount\"", with: "'Amount' = \"yearly\""))
  }

  @Test func `a new column stands behind the last of its table, and comments stay where they were`() throws {
    let text = try edited(.column(file: "deals.csv", heading: "Close “Date”", .closed, of: .deals))
    #expect(
      text
        == SettingsEditTests.analysts.replacing(
          "'Amount' = \"amount\"\n", with: "'Amount' = \"amount\"\n\"Close “Date”\" = \"closed\"\n"))
  }

  @Test func `a new file gets its subject and its table at the end`() throws {
    let text = try edited(.column(file: "leads 2.csv", heading: "E-Mail", .email, of: .leads))
    #expect(
      text == SettingsEditTests.analysts
        + "\n[files.\"leads 2.csv\"]\nsubject = \"leads\"\n[files.\"leads 2.csv\".columns]\nE-Mail = \"email\"\n")
    let settings = try Settings(toml: text)
    #expect(settings.mappings.map(\.file) == ["deals.csv", "leads 2.csv"])
    #expect(settings.mappings[1].subject == .leads && settings.mappings[1].fields.map(\.heading) == ["E-Mail"])
  }

  @Test func `an empty text, and one without a last line end, are fine`() throws {
    #expect(try edited(.subject(file: "a.csv", .leads), "") == "[files.\"a.csv\"]\nsubject = \"leads\"\n")
    #expect(
      try edited(.same(255), "[company]\nname = \"A\"")
        == "[company]\nname = \"A\"\n\n[people]\nsame = [\"00000000000000ff\"]\n")
  }

  @Test func `a subject is changed, left out and given back`() throws {
    let out = try edited(.subject(file: "deals.csv", nil))
    #expect(out == SettingsEditTests.analysts.replacing("subject = \"deals\"", with: "subject = \"none\""))
    let forgotten = try edited(.forgetFile(file: "deals.csv"))
    #expect(try Settings(toml: forgotten).mappings.isEmpty)
    #expect(forgotten.contains("# the amount is yearly\n") && forgotten.contains("[keys]\nquit = [\"q\", \"x\"]\n"))
    let guessed = try edited(.forget(file: "deals.csv", heading: "Amount"))
    #expect(guessed == SettingsEditTests.analysts.replacing("'Amount' = \"amount\"\n", with: ""))
  }

  @Test func `lists grow and shrink by one fingerprint, in one line or in many`() throws {
    let one = "[people]\napart = [\"00000000000000aa\"] # two Kims\n"
    #expect(try edited(.apart(187), one) == "[people]\napart = [\"00000000000000aa\", \"00000000000000bb\"] # two Kims\n")
    #expect(try edited(.apart(170), one) == one)
    #expect(try edited(.open(170), one) == "[people]\n")
    #expect(try edited(.same(170), one) == "[people]\nsame = [\"00000000000000aa\"]\n")
    let many = "[people]\napart = [\n  \"00000000000000aa\", # Kim, again\n  \"00000000000000bb\",\n]\n"
    #expect(
      try edited(.apart(204), many)
        == "[people]\napart = [\n  \"00000000000000aa\", # Kim, again\n  \"00000000000000bb\", \"00000000000000cc\",\n]\n")
    #expect(try Settings(toml: edited(.open(187), many)).people.apart == [170])
    #expect(try Settings(toml: edited(.open(170), many)).people.apart == [187])
  }

  @Test func `a rule goes off and on again`() throws {
    let off = try edited(.rule(.sameEmail, isOff: true))
    #expect(off == SettingsEditTests.analysts + "\n[people]\noff = [\"same_email\"]\n")
    #expect(try Settings(toml: edited(.rule(.sameEmail, isOff: false), off)).people.off.isEmpty)
  }

  @Test func `tables written in one line, as dotted keys or in long strings are changed in their own way`() throws {
    let inline = "[files.\"a.csv\"]\ncolumns = { \"A, b\" = \"email\", C = \"name\" } # both\n"
    #expect(
      try edited(.column(file: "a.csv", heading: "C", .company, of: nil), inline)
        == "[files.\"a.csv\"]\ncolumns = { \"A, b\" = \"email\", C = \"company\" } # both\n")
    #expect(
      try edited(.column(file: "a.csv", heading: "D", nil, of: nil), inline)
        == "[files.\"a.csv\"]\ncolumns = { \"A, b\" = \"email\", C = \"name\", D = \"none\" } # both\n")
    let dotted = "[files.\"a.csv\"]\ncolumns.\"A\" = \"email\"\n[company]\nname = \"A\"\n"
    #expect(
      try edited(.column(file: "a.csv", heading: "B", .name, of: nil), dotted)
        == "[files.\"a.csv\"]\ncolumns.\"A\" = \"email\"\ncolumns.B = \"name\"\n[company]\nname = \"A\"\n")
    let long = "[company]\nname = \"\"\"\n[files.\"a.csv\"]\nsubject = \\\"deals\\\"\n\"\"\"\n"
    let changed = try edited(.subject(file: "a.csv", .leads), long)
    #expect(changed == long + "\n[files.\"a.csv\"]\nsubject = \"leads\"\n")
  }

  @Test func `headings that hold anything are found again`() throws {
    let headings = ["a.b", "“x” \"y\"", "tab\tbed", "Größe", "", "new\nline", "\\", "[x]", "# no comment"]
    var text = SettingsEditTests.analysts
    for heading in headings { text = try edited(.column(file: "odd.csv", heading: heading, .name, of: .leads), text) }
    for heading in headings { text = try edited(.column(file: "odd.csv", heading: heading, .company, of: .leads), text) }
    let mapping = try #require(try Settings(toml: text).mappings.first { $0.file == "odd.csv" })
    #expect(mapping.fields.map(\.heading).sorted() == headings.sorted())
    #expect(mapping.fields.allSatisfy { $0.field == .company })
    #expect(text.hasPrefix(SettingsEditTests.analysts))
  }

  @Test func `a text that is no TOML is not touched`() {
    #expect(throws: LoadFailure.self) { try edited(.same(1), "[company\nname = 1") }
  }
}

import Testing

@testable import Records

/// People, not events: who is merged or left out, by which rule, and how it is taken back.
@Suite struct PeopleTests {
  private static let leads = """
    lead_id,email,name,created,source
    L1,ann@a.example,Ann A,2026-01-05,ads
    L2,Ann@A.example,Ann A,2026-01-12,ads
    L3,cy@c.example,Cy C,2026-02-02,fair
    L3,cy@c.example,Cy C,2026-02-09,fair
    L4,test@test.com,Tim T,2026-02-10,fair
    L5,eve@e.example,Test Test,2026-03-02,fair
    L6,kim@us.example,Kim U,2026-03-03,fair
    """

  private func merges(_ settings: String? = nil) async throws -> (Ledger, [Merge]) {
    let reading = try await reading([("leads.csv", PeopleTests.leads)], settings: settings)
    return (reading.ledger(asOf: nil), reading.merges)
  }

  @Test func `two cases of one e-mail are one person, an id twice too, and test records are nobody`() async throws {
    let (ledger, merges) = try await merges()
    #expect(ledger.leads.count == 3)
    #expect(merges.map(\.rule) == [.sameID, .sameEmail, .testRecord, .testRecord])
    #expect(merges.map(\.line) == [5, 3, 6, 7])
    #expect(merges.map(\.intoLine) == [4, 2, nil, nil])
    #expect(merges.map(\.value) == ["L3", "Ann@A.example", "test@test.com", "eve@e.example"])
    #expect(merges[1].masked == "A••@•• (13)")
    #expect(ledger.file("leads.csv").setAside == 2)
  }

  @Test func `our own domain makes nobody of an address only where it is named`() async throws {
    let (ledger, merges) = try await merges("[company]\nemail_domain = \"us.example\"\n")
    #expect(ledger.leads.count == 2)
    #expect(merges.contains { $0.rule == .staff && $0.line == 8 })
  }

  @Test func `a rule that is off merges nobody`() async throws {
    let (ledger, merges) = try await merges("[people]\noff = [\"same_email\", \"test_record\"]\n")
    #expect(ledger.leads.count == 6)
    #expect(merges.map(\.rule) == [.sameID])
  }

  @Test func `one merge is taken back by its fingerprint, and the others stay`() async throws {
    let (_, before) = try await merges()
    let print = Fingerprint.text(before[1].fingerprint)
    let (ledger, merges) = try await merges("[people]\napart = [\"\(print)\"]\n")
    #expect(ledger.leads.count == 4)
    #expect(merges.map(\.rule) == [.sameID, .testRecord, .testRecord])
    let same = Fingerprint.text(before[0].fingerprint)
    let (apart, _) = try await self.merges("[people]\napart = [\"\(same)\"]\n")
    #expect(apart.leads.count == 4)
    #expect(apart.file("leads.csv").rejections.count == 0)
    let test = Fingerprint.text(before[2].fingerprint)
    let (kept, _) = try await self.merges("[people]\napart = [\"\(test)\"]\n")
    #expect(kept.leads.count == 4)
  }

  @Test func `what the user said of people stands in the proposal without a value of the files`() async throws {
    let text = "[people]\noff = [\"same_name\"]\napart = [\"00000000000000ff\"]\n"
    let proposal = try await reading([("leads.csv", PeopleTests.leads)], settings: text).proposedSettings
    #expect(proposal.contains("[people]\noff = [\"same_name\"]\napart = [\"00000000000000ff\"]\n"))
    #expect(!proposal.contains("ann"))
    #expect(try Settings(toml: proposal).people == Settings(toml: text).people)
  }

  @Test(arguments: [
    ("[people]\noff = [\"all\"]\n", 2, "“all” is no rule. Write one of same_id,"),
    ("[people]\napart = [\"ann@a.example\"]\n", 2, "“ann@a.example” is no fingerprint of a key."),
    ("[people]\nmerge = [\"x\"]\n", 2, "people has no “merge”. It has off, apart, same."),
    ("[people]\noff = \"same_id\"\n", 2, "“off” is a list of texts. Write off = [\"…\"]."),
  ]) func `what cannot be said of people is told with its line`(_ text: String, _ line: Int, _ start: String) throws {
    let failure = #expect(throws: LoadFailure.self) { try Settings(toml: text) }
    #expect(failure?.sentence.hasPrefix("parley.toml:\(line): \(start)") ?? false)
  }

  @Test func `a list says who comes again, in other letters, under a second address, as staff, or not at all`() async throws {
    let list = """
      contact_id,email,badge_id,name,at,attendee status
      L1,ann@a.example,B1,Ann A,2026-02-10 10:00,attended
      L1,ann@a.example,B1,Ann A,2026-02-10 11:00,attended
      L1,ann@a.example,b1,Ann A,2026-02-10 12:00,attended
      L1,ann@home.example,,Ann A,2026-02-10 13:00,attended
      L2,bob@b.example,STF-1,Bob,2026-02-10 14:00,attended
      L3,cy@c.example,B3,Cy C,2026-02-10 15:00,cancelled
      L4,dee@d.example,B4,Test,2026-02-10 16:00,attended
      L5,eve@e.example,B5,Eve E,2026-02-10 17:00,attended
      """
    let reading = try await reading([("leads.csv", fiveLeads), ("badge-scans.csv", list)])
    let ledger = reading.ledger(asOf: nil)
    #expect(ledger.file("badge-scans.csv").subject == .entries)
    #expect(reading.merges.map(\.rule) == [.again, .otherCase, .otherAddress, .staff, .stayedAway, .testRecord])
    #expect(reading.merges.map(\.line) == [3, 4, 5, 6, 7, 8])
    #expect(reading.merges.prefix(3).map(\.intoLine) == [2, 2, 2])
    #expect(ledger.overlays.first.map { [$0.rows, $0.people] } == [6, 2])
    let print = Fingerprint.text(reading.merges[2].fingerprint)
    let settings = try Settings(toml: "[people]\napart = [\"\(print)\"]\n")
    let again = reading.settled(by: settings)
    #expect(again.ledger(asOf: nil).overlays.first.map { [$0.rows, $0.people] } == [6, 3])
  }
}

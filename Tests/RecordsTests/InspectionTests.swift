import Testing

@testable import Records

/// What is shown of columns, what is doubted row by row, and what changed between two readings.
@Suite struct InspectionTests {
  @Test func `columns are shown with their meaning, how sure it is, and values that cannot be read`() async throws {
    let settings =
      "[files.\"leads.csv\"]\nsubject = \"leads\"\n[files.\"leads.csv\".columns]\nNote = \"none\"\nWho = \"name\"\n"
    let text = """
      Lead ID,E-Mail,Created,Lead Source,Who,Note
      L1,ann@a.example,2026-01-05,Ads,Ann Archer,x
      L2,bob@b.example,2026-02-05,Fair,Bob Baker,
      """
    let columns = try await reading([("leads.csv", text)], settings: settings).inspection().columns(of: "leads.csv")
    #expect(columns.map(\.field) == [.leadID, .email, .created, .source, .name, nil])
    #expect(columns.map(\.isIgnored) == [false, false, false, false, false, true])
    #expect(columns.map(\.filled) == [2, 2, 2, 2, 2, 1])
    #expect(columns[1].shown == "a••@•• (13), b••@•• (13)")
    #expect(columns[2].shown == "2026-01-05 … 2026-02-05")
    #expect(columns[3].shown == "Ads, Fair")
    #expect(columns[4].shown == "A•• (10), B•• (9)")
    if case .heading(let likeness) = columns[0].confidence { #expect(likeness > 0.95) } else { Issue.record("by its heading") }
    if case .yours = columns[4].confidence {} else { Issue.record("the user said so") }
  }

  @Test func `doubts are counted with file, line and what to do`() async throws {
    let deals = """
      deal_id,lead_id,opened,closed,stage,amount
      D1,L1,2026-01-20,2026-03-01,won,1200
      D2,,2026-02-01,2026-03-08,lost,800
      D3,L9,2026-02-20,,demo,950
      D4,L2,2026-03-20,2026-03-01,won,100
      """
    let weekly = "week,sessions\n2026-01-05,70\n2026-01-12,80\n2026-02-02,80\n2026-02-09,82\n"
    let reading = try await reading([("leads.csv", fiveLeads), ("deals.csv", deals), ("weekly.csv", weekly)])
    let doubts = reading.inspection(today: day("2026-03-01")).doubts
    let dealDoubts = doubts.filter { $0.file == "deals.csv" }
    #expect(dealDoubts.map(\.kind) == [.closedBeforeOpened, .withoutLead, .withoutCurrency, .dateAhead, .dateAhead])
    #expect(dealDoubts.map(\.count) == [1, 2, 4, 1, 1])
    #expect(dealDoubts.map { $0.places.map(\.line) } == [[5], [3, 4], [2], [5], [3]])
    #expect(dealDoubts[1].sentence == "2 deals without a lead we know, by lead_id.")
    let gap = try #require(doubts.first { $0.file == "weekly.csv" })
    #expect(gap.kind == .gap && gap.count == 2 && gap.sentence == "2 periods are missing in the column week.")
    #expect(gap.places == [Doubt.Place(line: 4, value: "2 from 2026-01-19")])
    #expect(reading.inspection().doubts.allSatisfy { $0.kind != .dateAhead })
    #expect(doubts.allSatisfy { !$0.remedy.isEmpty })
  }

  private func snapshot(_ deals: String, _ more: [(name: String, text: String)] = []) async throws -> Snapshot {
    try await reading(
      [("leads.csv", fiveLeads), ("deals.csv", "deal_id,lead_id,opened,closed,stage,amount\n" + deals)] + more
    ).snapshot
  }

  @Test func `a deal re-dated, an amount changed, rows added and gone are told with their lines`() async throws {
    let old = try await snapshot(
      "D1,L1,2026-01-20,2026-03-01,won,1200\nD2,L2,2026-02-01,2026-03-08,lost,800\nD3,L3,2026-02-20,2026-05-01,demo,950\n",
      [("web.csv", "date,sessions\n2026-01-01,10\n2026-01-02,11\n2026-01-03,12\n")])
    let new = try await snapshot(
      "D4,L4,2026-02-21,2026-05-01,demo,10\nD3,L3,2026-02-20,2026-06-01,demo,950\nD1,L1,2026-01-20,2026-03-01,won,1300\n",
      [("web.csv", "date,sessions\n2026-01-01,10\n2026-01-02,15\n2026-01-03,12\n2026-01-04,12\n")])
    let changes = Changes(from: old, to: new)
    #expect(changes.files.map(\.file) == ["deals.csv", "web.csv"])
    let deals = try #require(changes.file("deals.csv"))
    #expect(deals.lines.map(\.kind) == [.added, .redated, .amounts, .gone])
    #expect(deals.lines.map(\.lines) == [[2], [3], [4], []])
    #expect(deals.lines.map(\.what) == ["deal added", "deal re-dated", "amounts changed", "deal gone"])
    #expect(deals.lines[1].sentence == "1 deal re-dated since the last reading: line 3.")
    let web = try #require(changes.file("web.csv"))
    #expect(web.lines.map(\.kind) == [.added, .amounts])
    #expect(web.lines.map(\.lines) == [[5], [3]])
    #expect(Changes(from: new, to: new).isEmpty)
  }

  @Test func `files that come and go are told, and the order of rows is no change`() async throws {
    let a = try await snapshot("D1,L1,2026-01-20,2026-03-01,won,1200\nD2,L2,2026-02-01,2026-03-08,lost,800\n")
    let b = try await snapshot(
      "D2,L2,2026-02-01,2026-03-08,lost,800\nD1,L1,2026-01-20,2026-03-01,won,1200\n",
      [("web.csv", "date,sessions\n2026-01-01,1\n")])
    let changes = Changes(from: a, to: b)
    #expect(changes.files.map(\.file) == ["web.csv"] && changes.files[0].lines.map(\.kind) == [.newFile])
    #expect(Changes(from: b, to: a).files.first?.lines.map(\.kind) == [.fileGone])
  }

  @Test func `a snapshot is read back as it was written, and damaged ones are not read at all`() async throws {
    let snapshot = try await snapshot("D1,L1,2026-01-20,2026-03-01,won,1200\n")
    let bytes = snapshot.encoded
    #expect(Snapshot(encoded: bytes) == snapshot)
    for length in stride(from: 0, to: bytes.count, by: 7) { #expect(Snapshot(encoded: Array(bytes[..<length])) == nil) }
    for at in stride(from: 0, to: bytes.count, by: 5) {
      var damaged = bytes
      damaged[at] ^= 0x41
      #expect(Snapshot(encoded: damaged) == nil)
    }
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(!text.contains("ann@") && !text.contains("won"))
  }

  @Test func `what was understood by values alone is asked about, and deals that name nobody are told`() async throws {
    func day(_ at: Int) -> String { "2026-0\(1 + at / 20)-\(10 + at % 20)" }
    let people = (0..<60).map { "K\(100 + $0),\(day($0)),\(["Messe", "Web", "Webinar"][$0 % 3])" }.joined(separator: "\n")
    let ends = (0..<20).map { "K\(100 + $0 * 3),2026-05-\(10 + $0),\($0 % 2 == 0 ? "gewonnen" : "verloren"),\(100 + $0)" }
    let unnamed = try await reading([("a.csv", "A,B,C\n" + people), ("b.csv", "A,B,C,D\n" + ends.joined(separator: "\n"))])
    let doubts = unnamed.inspection().doubts.filter { $0.kind == .byValues }
    #expect(doubts.map(\.file) == ["a.csv", "b.csv"])
    #expect(
      doubts.first?.sentence
        == "its headings say nothing: by its values A is taken for lead_id, B is taken for created, C is taken for source.")
    #expect(try await reading([("leads.csv", fiveLeads)]).inspection().doubts.allSatisfy { $0.kind != .byValues })
    let deals = "deal_id,account,opened,closed,stage,amount\nD1,A,2026-02-01,2026-03-01,won,100\n"
    let unlinked = try await reading([("leads.csv", fiveLeads), ("deals.csv", deals)]).inspection().doubts
    #expect(
      unlinked.first { $0.kind == .withoutLead }?.sentence
        == "1 deal of whom nobody knows the lead: no column names one.")
  }

  @Test func `of several columns of revenue the whole is asked for, and none is counted until somebody says`() async throws {
    let kpi = "month,visits,shop sales,gross revenue\n2026-01,500,900,1100\n2026-02,501,905,1103\n2026-03,502,909,1106\n"
    let open = try await reading([("kpi.csv", kpi)])
    #expect(
      open.inspection().doubts.first { $0.kind == .revenues }?.sentence
        == "which column is the revenue as a whole? shop sales, gross revenue are not counted as revenue.")
    #expect(open.ledger(asOf: nil).series.map(\.name) == ["visits"])
    let answer = "[files.\"kpi.csv\"]\nsubject = \"numbers\"\n[files.\"kpi.csv\".columns]\n\"shop sales\" = \"none\"\n"
    let settled = try await reading([("kpi.csv", kpi)], settings: answer)
    #expect(settled.ledger(asOf: nil).series.map(\.name) == ["visits", "gross revenue"])
    #expect(settled.inspection().doubts.allSatisfy { $0.kind != .revenues })
    // What a mail or a platform says it brought is in the whole.
    let named = kpi.replacing("shop sales", with: "email revenue")
    let whole = try await reading([("kpi.csv", named)])
    #expect(whole.ledger(asOf: nil).series.map(\.name) == ["visits", "gross revenue"])
  }
}

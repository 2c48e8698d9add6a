import Testing

@testable import Records

/// Who waits at the end of the last day, what came back, and in whose working hours that is counted.
@Suite struct QueueTests {
  /// Wednesday 28 October 2026 is the last day; a Monday's answer, a lead that was tried, one that came back, one that is old.
  private let leads = """
    lead_id,email,created,handed_over,sent_back,sent_back_reason,first_answer,source
    L1,ann@a.example,2026-10-26 10:00,2026-10-26 10:00,,,2026-10-26 11:30,ads
    L2,bob@b.example,2026-10-28 09:00,2026-10-28 15:00,,,,ads
    L3,cy@c.example,2026-10-27 09:00,2026-10-27 16:00,,,,fair
    L4,dee@d.example,2026-10-20 09:00,2026-10-20 09:00,2026-10-21,wrong size,,fair
    L5,eve@e.example,2026-10-20 09:00,2026-10-20 09:00,2026-10-22,,,fair
    L6,fay@f.example,2026-08-03 09:00,2026-08-03 09:00,,,,fair
    L7,gus@g.example,2026-10-28 16:00,,,,,fair

    """
  private let calls = "contact_id,at,kind,minutes\nL3,2026-10-28 10:00,call,4\n"

  private func queues(settings: String? = nil, asOf: Day? = nil) async throws -> (Queues, Ledger) {
    let read = try await reading([("leads.csv", leads), ("activities.csv", calls)], settings: settings)
    let ledger = read.ledger(asOf: asOf)
    return (ledger.queues, ledger)
  }

  @Test func `who was handed over, and has no answer, waits since that minute in working hours`() async throws {
    let (queues, ledger) = try await queues()
    #expect(ledger.cutoff == day("2026-10-28"))
    #expect(queues.waiting.map { ledger.sources[Int($0.source)].name } == ["ads", "fair"])
    // From 15 to 17 on the day itself; from 16 to 17 the day before and then a whole day.
    #expect(queues.waiting.map(\.workingHours) == [2, 9])
    #expect(queues.waiting.map(\.hasTime) == [true, true])
    // Somebody called, and reached nobody.
    #expect(queues.waiting.map(\.isAttempted) == [false, true])
    // Nobody waits since August, and who was not handed over waits for nobody.
    #expect(queues.neverAnswered == 1)
  }

  @Test func `what came back is kept with its reason, or with none`() async throws {
    let (queues, _) = try await queues()
    #expect(queues.recordsReasons && queues.reasons == ["wrong size"])
    #expect(queues.sentBack.map(\.day) == [day("2026-10-21"), day("2026-10-22")])
    #expect(queues.sentBack.map(\.reason) == [0, nil])
  }

  @Test func `days that only an answer could read are handed over, too`() async throws {
    func waiting(_ days: [String], _ settings: String?) async throws -> [Int] {
      let answered = "L9,z@a.example,2026-10-01 08:00,,2026-10-01 09:00,ads\n"
      let rows = days.enumerated().map { "L\($0),p\($0)@a.example,2026-10-0\($0 + 5) 08:00,\($1),,ads\n" }.joined()
      let read = try await reading(
        [("leads.csv", "lead_id,email,created,handed_over,first_answer,source\n" + rows + answered)], settings: settings)
      let queues = read.ledger(asOf: day("2026-10-09")).queues
      return queues.waiting.map { Int($0.workingHours) }
    }
    let told = try await waiting(["2026-10-05 10:00", "2026-10-06 15:00", "", "2026-10-08 09:00"], nil)
    let asked = try await waiting(
      ["05/10/2026 10:00", "06/10/2026 15:00", "", "08/10/2026 09:00"],
      "[files.\"leads.csv\"]\nsubject = \"leads\"\ndates = \"day-first\"\n")
    #expect(told.count == 3)
    #expect(asked == told)
  }

  @Test func `the day before, only what was known then waits`() async throws {
    let (queues, _) = try await queues(asOf: day("2026-10-27"))
    #expect(queues.waiting.map(\.workingHours) == [1])
    #expect(queues.waiting.map(\.isAttempted) == [false])
  }

  @Test func `hours, days and holidays are those of parley.toml`() async throws {
    let (queues, _) = try await queues(
      settings: "[calendar]\nfrom = 8\nto = 18\ndays = \"mon-sat\"\nholidays = [\"2026-10-28\"]\n")
    #expect(queues.calendar == WorkingHours(opens: 8, closes: 18, workdays: 6, holidays: [day("2026-10-28")]))
    #expect(queues.waiting.map(\.workingHours) == [0, 2])
  }

  @Test(arguments: [
    ("[calendar]\nfrom = 9.5\n", "from is a full hour from 0 to 23. Write from = 9."),
    ("[calendar]\nto = 25\n", "to is a full hour from 1 to 24. Write to = 17."),
    ("[calendar]\nfrom = 18\n", "the day ends at 17 before it begins at 18. Write from = 9 and to = 17."),
    (
      "[calendar]\ndays = \"tue-fri\"\n", "days: “tue-fri” is no week. Write mon- and the last working day: days = \"mon-fri\"."
    ),
    ("[calendar]\nholidays = \"2026-12-25\"\n", "holidays is a list of days. Write holidays = [\"2026-12-25\"]."),
    ("[calendar]\nholidays = [\"25.12.\"]\n", "holidays: “25.12.” is no day. Write it as \"2026-12-25\"."),
    ("[calendar]\nlunch = 12\n", "calendar has no “lunch”. It has days, from, to, holidays."),
    ("[company]\nhour_cost = -3\n", "hour_cost is what an hour of sales costs. Write hour_cost = 60."),
  ]) func `a calendar that is none is refused with what to write`(text: String, sentence: String) {
    #expect(throws: LoadFailure.badSettings(file: "parley.toml", line: 2, problem: sentence)) { try Settings(toml: text) }
  }

  @Test func `what customers took part in is read from words`() async throws {
    let customers = """
      account,start,end,arr,webinar
      A1,2024-01-10,,1000,attended
      A2,2024-02-10,,1000,invited
      A3,2024-03-10,2026-03-10,1000,none
      A4,2024-04-10,,1000,
      """
    let ledger = try await reading([("leads.csv", leads), ("customers.csv", customers)]).ledger(asOf: nil)
    #expect(ledger.customers.part == [.attended, .invited, .none, .none])
  }
}

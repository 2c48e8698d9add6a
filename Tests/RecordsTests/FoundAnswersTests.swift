import Testing

@testable import Records

/// First answers that stand only among what sales did.
@Suite struct FoundAnswersTests {
  private let leads = """
    lead_id,email,created,source
    L1,ann@a.example,2026-03-02 09:00,web
    L2,bob@b.example,2026-03-02 15:30,web
    L3,cy@c.example,2026-03-06 16:00,fair
    L4,dee@d.example,2026-03-09 08:30,fair

    """
  private let calls = """
    lead_id,at,kind,direction,call outcome,minutes
    L1,2026-03-01 10:00,call,outbound,connected,3
    L1,2026-03-03 09:15,call,outbound,connected,12
    L1,2026-03-02 11:30,call,outbound,no answer,1
    L2,2026-03-02 16:00,call,inbound,connected,5
    L2,2026-03-03 10:30,email,outbound,,2
    L3,2026-03-07 09:00,note,,,4
    L3,2026-03-09 09:30,meeting,,,30

    """

  @Test func `the first call, mail or meeting out to a lead that has come is its first answer`() async throws {
    let ledger = try await reading([("leads.csv", leads), ("calls.csv", calls)]).ledger(asOf: nil)
    #expect(ledger.recorded.contains(.firstResponse))
    // A call before it came, one that came in and a note are none; rows may stand in any order.
    #expect(ledger.leads.answered.map { $0?.description } == ["2026-03-02", "2026-03-03", "2026-03-09", nil])
    #expect(ledger.leads.firstResponseHours.prefix(3).map { $0 } == [2.5, 19, 65.5])
    #expect(ledger.leads.firstResponseWorkingHours.prefix(3).map { $0 } == [2.5, 3, 1.5])
    // Tried is not reached: L2 called by itself, which is reached; L3 was met.
    #expect(ledger.file("calls.csv").foundAnswers == FoundAnswers(leads: 4, tried: 3, reached: 3))
    // A promise is kept by who was reached, not by who was tried.
    #expect(ledger.leads.promisedWorkingHours.prefix(3).map { $0 } == [8.25, 0.5, 1.5])
    #expect(ledger.leads.promisedWorkingHours[3].isNaN)
    #expect(ledger.queues.waiting.count == 1)
  }

  @Test func `what was not known at a day is no answer of it`() async throws {
    let read = try await reading([("leads.csv", leads), ("calls.csv", calls)])
    let early = read.ledger(asOf: day("2026-03-02"))
    #expect(early.leads.answered.map { $0?.description } == ["2026-03-02", nil])
    #expect(early.file("calls.csv").foundAnswers == FoundAnswers(leads: 2, tried: 1, reached: 1))
    // L1 was only tried on that day.
    #expect(early.leads.promisedWorkingHours[0].isNaN && early.leads.promisedWorkingHours[1] == 0.5)
  }

  @Test func `where nothing says who was reached, nobody is counted as reached`() async throws {
    let plain = "lead_id,at,kind,minutes\nL1,2026-03-02 11:30,call,4\nL2,2026-03-02 16:00,email,2\n"
    let ledger = try await reading([("leads.csv", leads), ("activities.csv", plain)]).ledger(asOf: nil)
    #expect(ledger.file("activities.csv").foundAnswers == FoundAnswers(leads: 4, tried: 2, reached: nil))
    #expect(ledger.leads.reachedWorkingHours.isEmpty && ledger.leads.promisedWorkingHours[0] == 2.5)
  }

  @Test func `without times of day it is compared by days`() async throws {
    let plain = "lead_id,date,kind,minutes\nL1,2026-03-02,call,4\nL2,2026-03-04,call,2\nL3,2026-03-05,call,2\n"
    let ledger = try await reading([("leads.csv", leads), ("activities.csv", plain)]).ledger(asOf: nil)
    #expect(ledger.leads.answered.map { $0?.description } == ["2026-03-02", "2026-03-04", nil, nil])
    #expect(ledger.leads.firstResponseHours.prefix(2).map { $0 } == [0, 48])
  }

  @Test func `a column of first answers wins, also where it is empty`() async throws {
    let told = """
      lead_id,email,created,source,first_answer
      L1,ann@a.example,2026-03-02 09:00,web,2026-03-04 09:00
      L2,bob@b.example,2026-03-02 15:30,web,
      L3,cy@c.example,2026-03-06 16:00,fair,

      """
    let ledger = try await reading([("leads.csv", told), ("calls.csv", calls)]).ledger(asOf: nil)
    #expect(ledger.leads.answered.map { $0?.description } == ["2026-03-04", nil, nil])
    #expect(ledger.files.allSatisfy { $0.foundAnswers == nil })
  }
}

import Records
import SampleCompany
import Testing

/// What the reader makes of the sample company's files, without a word of settings.
@Suite struct LedgerOfFernhill {
  private static let reading = Task { try await Reading.read(.memory(name: "Fernhill", files: Fernhill.files()), workers: 2) }
  private static func ledger() async throws -> Ledger { try await reading.value.ledger(asOf: nil) }

  @Test func everyFileIsWhatItIs() async throws {
    let ledger = try await LedgerOfFernhill.ledger()
    let subjects = ledger.files.map { "\($0.file) \($0.subject?.rawValue ?? "-")" }
    #expect(subjects.filter { $0.hasPrefix("badge-scans") }.allSatisfy { $0.hasSuffix(" entries") })
    #expect(
      subjects.filter { !$0.hasPrefix("badge-scans") } == [
        "activities.csv activities", "contacts.csv leads", "customers.csv customers", "deals.csv deals",
        "mqls-2026-q2.csv entries",
        "nps.csv complaints", "people-plan.csv numbers", "spend.csv spend", "tickets.csv complaints", "touches.csv touches",
        "webinars.csv entries", "weekly.csv numbers",
      ])
    #expect(ledger.cutoff.description == Truths.cutoff)
  }

  @Test func everySourceHasThePeopleDealsAndWinsThatWerePlanted() async throws {
    let ledger = try await LedgerOfFernhill.ledger()
    for truth in Truths.sources where truth.volume > 0 {
      let code = try #require(ledger.sources.firstIndex { $0.name == truth.name })
      let people = ledger.leads.source.indices.filter { Int(ledger.leads.source[$0]) == code }
      #expect(people.count == truth.volume, "\(truth.name)")
      #expect(people.count { ledger.leads.handedOver[$0] != nil } == truth.handedOver, "\(truth.name)")
      #expect(people.count { ledger.leads.opened[$0] != nil } == truth.opened, "\(truth.name)")
      #expect(people.count { ledger.leads.won[$0] != nil } == truth.won, "\(truth.name)")
      let revenue = people.reduce(0) { ledger.leads.wonAmount[$1].isNaN ? $0 : $0 + Double(ledger.leads.wonAmount[$1]) }
      #expect(abs(revenue - Double(truth.won * truth.averageAmount)) < 1, "\(truth.name)")
    }
    #expect(ledger.customers.ended.count { $0 == nil } == Truths.customers)
  }

  @Test func scansAndListsCountPeople() async throws {
    let ledger = try await LedgerOfFernhill.ledger()
    let booth = try #require(ledger.sources.first { $0.name == "Booth scans" })
    #expect(booth.rawRows == Truths.booth.rows)
    #expect(booth.repeats == Truths.booth.repeats)
    #expect(booth.staff == Truths.booth.staff)
    #expect(booth.caseVariants == Truths.booth.caseVariants)
    #expect(booth.entryFiles.count == 6)
    #expect(ledger.leads.noted.count { $0 == true } == Truths.booth.noted)
    #expect(
      ledger.leads.noted.indices.count { ledger.leads.noted[$0] == true && ledger.leads.won[$0] != nil }
        == Truths.booth.wonNoted)
    let list = try #require(ledger.overlays.first)
    #expect(ledger.overlays.count == 1)
    #expect(
      [list.rows, list.people, list.repeats] == [
        Truths.mqls.rows, Truths.mqls.people, Truths.mqls.reentered + Truths.mqls.doubled,
      ])
    #expect(ledger.sources.first { $0.name == "Customer webinars" }?.rawRows == Truths.quiet.attendees)
  }

  @Test func everyBrokenRowIsRefusedByNameAndNoOther() async throws {
    let ledger = try await LedgerOfFernhill.ledger()
    func refused(_ file: String) -> Int? { ledger.files.first { $0.file == file }?.rejections.count }
    #expect(refused("contacts.csv") == Truths.dirty.contacts)
    #expect(refused("deals.csv") == Truths.dirty.deals)
    #expect(refused("webinars.csv") == Truths.dirty.webinars)
    #expect(refused("customers.csv") == Truths.dirty.customers)
    #expect(refused("spend.csv") == Truths.dirty.spend)
    #expect(refused("weekly.csv") == Truths.dirty.weekly)
  }

  @Test func theLastWeekIsThreeOfSevenDays() async throws {
    let ledger = try await LedgerOfFernhill.ledger()
    let sessions = try #require(ledger.series.first { $0.name == "sessions" })
    #expect(sessions.coveredDays == Truths.daysOfLastWeek)
    #expect(ledger.series.filter { $0.file == "spend.csv" }.allSatisfy { $0.source != nil || $0.channel == "Outbound" })
    #expect(
      ledger.plans.map(\.name) == [
        "account executive heads", "sales development heads", "account executive room", "sales development room",
      ])
  }

  @Test func theFirstAnswerIsCountedInWorkingHours() async throws {
    let ledger = try await LedgerOfFernhill.ledger()
    let start = try #require(Day(iso: "2026-02-16"))
    let end = try #require(Day(iso: "2026-04-26"))
    func median(_ isBusy: Bool) -> Float {
      let hours = ledger.leads.handedOver.indices.compactMap { lead -> Float? in
        guard let day = ledger.leads.handedOver[lead], (start...end).contains(day) == isBusy else { return nil }
        let hours = ledger.leads.firstResponseWorkingHours[lead]
        return hours.isNaN ? nil : hours
      }.sorted()
      return hours.isEmpty ? .nan : hours[hours.count / 2]
    }
    #expect(abs(median(false) - Float(Truths.overload.calm.medianHours)) < 0.1)
    #expect(abs(median(true) - Float(Truths.overload.busy.medianHours)) < 0.3)
  }
}

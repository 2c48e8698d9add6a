import Records
import SampleCompany
import Testing

/// Scenarios about customers, mails and the team.
@Suite struct CustomerScenarioTests {
  private static let first = Day(iso: "2024-10-28")!

  @Test func fewerCustomersLeaveInTheSecondYear() {
    let starts = Read.customers.days("start")
    let ends = Read.customers.days("end")
    func churn(from: Day, to: Day) -> Double {
      var here = 0
      var left = 0
      for (start, end) in zip(starts, ends) where start! < from && (end ?? cutoff) >= from {
        here += 1
        if let end, end < to { left += 1 }
      }
      return Double(left) / Double(here)
    }
    let truth = Truths.retention
    let middle = CustomerScenarioTests.first + 365
    #expect(abs(churn(from: CustomerScenarioTests.first, to: middle) - truth.churnFirstYear) < truth.tolerance)
    #expect(abs(churn(from: middle, to: middle + 366) - truth.churnSecondYear) < truth.tolerance)
  }

  @Test func attendeesRenewMoreAndSoDoTheInvited() {
    var kept: [String: (decided: Int, left: Int)] = [:]
    for row in Read.customers.rows {
      let offset = day(row[1])! - CustomerScenarioTests.first
      let end = day(row[2]).map { $0 - CustomerScenarioTests.first }
      let anniversary = (offset % 365 + 365) % 365
      let decided = [anniversary, anniversary + 365].count { $0 > offset && $0 <= end ?? 730 }
      kept[row[8], default: (0, 0)].decided += decided
      kept[row[8], default: (0, 0)].left += end == nil ? 0 : 1
    }
    let truth = Truths.quiet
    func renewed(_ groups: [String]) -> Double {
      let (decided, left) = groups.reduce((0, 0)) { ($0.0 + kept[$1]!.decided, $0.1 + kept[$1]!.left) }
      return 1 - Double(left) / Double(decided)
    }
    #expect(abs(renewed(["attended"]) - truth.attended) < truth.tolerance)
    #expect(abs(renewed(["none", "invited"]) - truth.notAttended) < truth.tolerance)
    #expect(abs(renewed(["invited"]) - truth.invitedNotAttending) < truth.tolerance)
  }

  @Test func theQuietChannelHasItsAttendees() {
    let truth = Truths.quiet
    #expect(Set(Read.webinars.values("webinar")).count == truth.webinars)
    #expect(Read.webinars.rows.count == truth.registrations)
    #expect(Read.webinars.values("attended").count { $0 == "yes" } == truth.attendees)
    let attending = Set(Read.webinars.rows.filter { $0[4] == "yes" }.map { $0[3] })
    let group = Dictionary(uniqueKeysWithValues: Read.customers.rows.map { ($0[0], $0[8]) })
    #expect(attending.allSatisfy { group[$0] == "attended" })
    #expect(attending.count == Read.customers.values("webinar").count { $0 == "attended" })
    let emails = Set(Read.contacts.values("email"))
    #expect(Read.webinars.rows.filter { $0[4] == "yes" }.allSatisfy { emails.contains($0[2]) })
  }

  @Test func everyWonDealIsACustomer() {
    let accounts = Set(Read.customers.values("account"))
    let outcome = Read.deals.column("outcome")
    for row in Read.deals.rows { #expect(accounts.contains(row[2]) == (row[outcome] == "won" || row[9] == "expansion")) }
  }

  @Test func twoColleaguesAreAwayForThirteenWeeks() {
    var room: [String: Int] = [:]
    for row in Read.plan.rows { room[row[0], default: 0] += Int(row[3])! }
    let truth = Truths.conflict
    let away = room.filter { $0.value == truth.roomOnLeave }.keys.sorted()
    #expect(away.count == truth.weeksOnLeave)
    #expect(away.first == truth.firstWeek)
    #expect(away.last == truth.lastWeek)
    #expect(room.values.count { $0 == truth.room } == room.count - away.count)
    #expect((truth.goal - truth.roomOnLeave) * truth.weeksOnLeave == 182)
  }

  @Test func machinesOpenMailsAndNobodyClicks() {
    let truth = Truths.opens
    func share(_ column: String, _ isIn: (String) -> Bool) -> Double {
      let rows = Read.weekly.rows.filter { isIn($0[0]) }
      let index = Read.weekly.column(column)
      let sends = Read.weekly.column("sends")
      return rows.reduce(0) { $0 + Double($1[index])! } / rows.reduce(0) { $0 + Double($1[sends])! }
    }
    #expect(abs(share("opens") { $0 < truth.firstWeek } - truth.opensBefore) < 0.003)
    #expect(abs(share("opens") { $0 >= truth.firstWeek } - truth.opensAfter) < 0.003)
    #expect(abs(share("clicks") { $0 < truth.firstWeek } - truth.clicksBefore) < 0.0005)
    #expect(abs(share("clicks") { $0 >= truth.firstWeek } - truth.clicksAfter) < 0.0005)
  }
}

import Records
import SampleCompany
import Testing

/// The table of channels, counted again from the written bytes.
@Suite struct TableTests {
  @Test(arguments: Truths.sources) func everyChannelHasExactlyItsCounts(truth: Truths.Source) {
    let source = Read.contacts.column("source")
    let handed = Read.contacts.column("handed_over")
    let own = Read.contacts.rows.filter { $0[source] == truth.name }
    #expect(own.count == (truth.volume > 0 ? truth.volume : truth.opened))
    #expect(own.count { !$0[handed].isEmpty } == truth.handedOver)

    let person = Read.deals.column("contact_id")
    let outcome = Read.deals.column("outcome")
    let amount = Read.deals.column("amount")
    let deals = Read.deals.rows.filter { Read.contacts.rows[Read.contact[$0[person]]!][source] == truth.name }
    let won = deals.filter { $0[outcome] == "won" }
    #expect(deals.count == truth.opened)
    #expect(won.count == truth.won)
    #expect(won.reduce(0) { $0 + Int($1[amount])! } == truth.won * truth.averageAmount)

    let channel = Read.spend.column("channel")
    let spent = Read.spend.column("spend")
    #expect(Read.spend.rows.filter { $0[channel] == truth.name }.reduce(0) { $0 + Int($1[spent])! } == truth.spend)
  }

  @Test func theTotalsAreTheCompanys() {
    #expect(Read.contacts.values("handed_over").count { !$0.isEmpty } == Truths.handedOver)
    #expect(Read.deal.count == Truths.opened)
    let outcome = Read.deals.column("outcome")
    #expect(Read.deal.values.count { Read.deals.rows[$0][outcome] == "won" } == Truths.won)
    #expect(Read.customers.values("end").count { $0.isEmpty } == Truths.customers)
    let active = Read.customers.rows.filter { $0[1...2].last!.isEmpty }
    let yearly = Read.customers.column("arr")
    #expect(active.reduce(0) { $0 + Int($1[yearly])! } == Truths.yearlyRevenue)
  }

  @Test func theWeeksAreHundredAndFourAndThreeDays() {
    let weeks = Read.weekly.days("week").compactMap { $0 }
    #expect(weeks.count == 105)
    #expect(weeks.allSatisfy { $0.weekday == 0 })
    #expect(cutoff - weeks.last! + 1 == Truths.daysOfLastWeek)
    #expect(Read.contacts.days("created").compactMap { $0 }.min() == weeks.first)
  }

  @Test func everyDealFollowsItsLeadInTime() {
    let created = Read.contacts.column("created")
    let answered = Read.contacts.column("first_answer")
    let handed = Read.contacts.column("handed_over")
    let stages = ["qualified_on", "demo_on", "proposal_on"].map { Read.deals.column($0) }
    let person = Read.deals.column("contact_id")
    let opened = Read.deals.column("opened")
    let closed = Read.deals.column("closed")
    let outcome = Read.deals.column("outcome")
    for row in Read.deals.rows {
      let lead = Read.contacts.rows[Read.contact[row[person]]!]
      #expect(lead[created].prefix(10) <= row[opened])
      if !lead[handed].isEmpty { #expect(lead[created] <= lead[handed] && lead[handed] <= lead[answered]) }
      if !lead[answered].isEmpty { #expect(lead[answered].prefix(10) <= row[opened]) }
      if row[outcome] == "open" {
        #expect(day(row[closed])! > cutoff)
      } else {
        #expect(row[opened] < row[closed] && day(row[closed])! <= cutoff)
        #expect(stages.allSatisfy { row[$0] <= row[closed] })
      }
    }
  }

  @Test func theWaitsAreThePlantedOnes() {
    let person = Read.deals.column("contact_id")
    let outcome = Read.deals.column("outcome")
    let source = Read.contacts.column("source")
    let opened = Read.deals.days("opened")
    let closed = Read.deals.days("closed")
    let created = Read.contacts.days("created")
    var first: [String: Day] = [:]
    for (who, day) in zip(Read.touches.values("contact_id"), Read.touches.days("at")) where first[who] == nil {
      first[who] = day
    }
    var fromTouch: [Double] = []
    var fromOpening: [Double] = []
    var scans: [Double] = []
    for index in Read.deal.values where Read.deals.rows[index][outcome] == "won" {
      let who = Read.deals.rows[index][person]
      fromTouch.append(Double(closed[index]! - first[who]!))
      fromOpening.append(Double(closed[index]! - opened[index]!))
      let lead = Read.contact[who]!
      if Read.contacts.rows[lead][source] == "Booth scans" { scans.append(Double(closed[index]! - created[lead]!)) }
    }
    let waits = Truths.waits
    #expect(abs(median(fromTouch) - waits.firstTouchToWon) <= waits.tolerance)
    #expect(abs(median(fromOpening) - waits.openedToWon) <= waits.tolerance)
    #expect(abs(median(scans) - waits.boothScans.median) <= waits.tolerance)
    #expect(abs(scans.sorted()[1] - waits.boothScans.p10) <= 15)
    #expect(abs(scans.sorted()[15] - waits.boothScans.p90) <= 15)
  }

  @Test func salesHoursAddUp() {
    let source = Read.contacts.column("source")
    var minutes: [String: Int] = [:]
    for (who, spent) in zip(Read.activities.values("contact_id"), Read.activities.values("minutes")) {
      minutes[Read.contacts.rows[Read.contact[who]!][source], default: 0] += Int(spent)!
    }
    #expect(minutes["Booth scans"] == Truths.booth.hours * 60)
    #expect(minutes["Referrals"] == 27 * 9 * 60)
    let others = ["Paid search", "LinkedIn ads", "Content syndication", "Demo requests", "Email nurture"]
    #expect(others.reduce(0) { $0 + minutes[$1]! } == 4570 * 174)
  }
}

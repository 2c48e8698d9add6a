import Glibc
import Records
import SampleCompany
import Testing

/// Scenarios about leads, each recounted from the bytes.
@Suite struct ScenarioTests {
  @Test func theBoothParadeHasItsRowsAndItsPeople() {
    var people: Set<String> = []
    var noted: Set<String> = []
    var rows = 0
    var repeats = 0
    var staff = 0
    var variants = 0
    let files = Read.files.filter { $0.name.hasPrefix("badge-scans-") }
    #expect(files.count == 6)
    for file in files {
      for row in Sheet.cells(file.bytes).dropFirst() {
        rows += 1
        #expect(row.count == 7)
        if row[0].hasPrefix("STF-") {
          staff += 1
        } else if row[0] != row[0].uppercased() {
          variants += 1
          #expect(people.contains(row[1].lowercased()))
        } else if people.insert(row[1]).inserted {
          if !row[6].isEmpty { noted.insert(row[1]) }
        } else {
          repeats += 1
        }
      }
    }
    let truth = Truths.booth
    #expect(rows == truth.rows)
    #expect(people.count == truth.people)
    #expect([repeats, staff, variants] == [truth.repeats, truth.staff, truth.caseVariants])
    #expect(repeats + staff + variants == 868)
    #expect(noted.count == truth.noted)

    let emails = Read.contacts.values("email")
    let won = Read.deals.rows.filter { $0[Read.deals.column("outcome")] == "won" }.map { $0[Read.deals.column("contact_id")] }
    #expect(won.count { people.contains(emails[Read.contact[$0]!]) } == truth.won)
    #expect(won.count { noted.contains(emails[Read.contact[$0]!]) } == truth.wonNoted)
  }

  @Test func moreLeadsBringFewerWins() {
    let handed = Read.contacts.values("handed_over")
    let answers = Read.contacts.values("first_answer")
    let outcome = Read.deals.column("outcome")
    for (isBusy, truth) in [(true, Truths.overload.busy), (false, Truths.overload.calm)] {
      var leads = 0
      var opened = 0
      var won = 0
      var waits: [Double] = []
      for (index, text) in handed.enumerated() {
        guard let day = day(text), (overload.from...overload.to).contains(day) == isBusy else { continue }
        leads += 1
        if let deal = Read.deal[Read.contacts.rows[index][0]] {
          opened += 1
          if Read.deals.rows[deal][outcome] == "won" { won += 1 }
        }
        guard let from = minute(text), let to = minute(answers[index]) else { continue }
        waits.append(Double(workingMinutes(from: from, to: to)) / 60)
      }
      #expect([leads, opened, won] == [truth.handedOver, truth.opened, truth.won])
      #expect(abs(median(waits) - truth.medianHours) < 0.05)
      #expect(abs(Double(waits.count { $0 <= 4 }) / Double(waits.count) - truth.inTime) < 0.01)
    }
  }

  @Test func salesAnswersAboutItsRoomOnceItIsFull() {
    var answers = [Int](repeating: 0, count: 105)
    for day in Read.contacts.days("first_answer") {
      if let day { answers[(day - Day(iso: "2024-10-28")!) / 7] += 1 }
    }
    // From the third overload week to the last full week of working off.
    let full = answers[70...98].map(Double.init)
    #expect(abs(median(full) - Double(Truths.overload.room)) <= 2)
  }

  @Test func newCustomersOfTheOverloadComplain() {
    let starts = Dictionary(uniqueKeysWithValues: Read.customers.rows.map { ($0[0], day($0[1])!) })
    for (isBusy, truth) in [(true, Truths.overload.busy), (false, Truths.overload.calm)] {
      let own = starts.filter {
        $0.value >= Day(iso: "2024-10-28")! && $0.value <= cutoff - 60
          && (overload.from...overload.to).contains($0.value) == isBusy
      }
      let bad = Read.tickets.rows.count { row in
        guard row[4] == "bad", let start = own[row[1]] else { return false }
        return (0..<60).contains(day(row[2])! - start)
      }
      #expect(abs(Double(bad) / Double(own.count) - truth.complaints) < 0.05)
      let scores = Read.nps.rows.filter { own[$0[0]] != nil }.map { Int($0[2])! }
      #expect(100 * (scores.count { $0 >= 9 } - scores.count { $0 <= 6 }) / scores.count == truth.scores.net)
    }
  }

  @Test func trafficIsNotALead() {
    let truth = Truths.traffic
    let from = Day(iso: "2025-09-01")!
    let to = Day(iso: "2025-12-31")!
    var before = 0
    var after = 0
    let sources = Read.contacts.values("source")
    for (source, day) in zip(sources, Read.contacts.days("created")) where source == "Demo requests" {
      if day! < from { before += 1 } else if day! <= to { after += 1 }
    }
    #expect(Int((Double(before) / 308 * 30.4375).rounded()) == truth.requestsBefore)
    #expect(after == 4 * truth.requestsAfter)
    let handed = Read.contacts.values("handed_over")
    let opened = Read.deal.keys.map { Read.contact[$0]! }.filter { sources[$0] == "Demo requests" }.map { day(handed[$0])! }
    #expect(opened.count { $0 >= from && $0 <= to } == 4 * truth.openedAfter)
    #expect(Int((Double(opened.count { $0 < from }) / 308 * 30.4375).rounded()) == truth.openedBefore)

    let sessions = Read.weekly.values("sessions").map { Double($0)! }
    let monthly = 365.25 / 12 / 7
    #expect(abs(sessions[..<44].reduce(0, +) / 44 * monthly / Double(truth.sessionsBefore) - 1) < 0.001)
    #expect(abs(sessions[44..<62].reduce(0, +) / 18 * monthly / Double(truth.sessionsAfter) - 1) < 0.001)
  }

  @Test func theRulersDisagreeAboutLinkedIn() {
    var paths: [String: [String]] = [:]
    for row in Read.touches.rows { paths[row[0], default: []].append(row[2]) }
    let outcome = Read.deals.column("outcome")
    let heard = Read.contacts.column("heard_of_us")
    var first: [String: Int] = [:]
    var last: [String: Int] = [:]
    var linear = 0.0
    var reported = 0
    for (who, deal) in Read.deal where Read.deals.rows[deal][outcome] == "won" {
      let path = paths[who]!
      first[path.first!, default: 0] += 1
      last[path.last!, default: 0] += 1
      linear += Double(path.count { $0 == "LinkedIn ads" }) / Double(path.count)
      if Read.contacts.rows[Read.contact[who]!][heard] == "LinkedIn" { reported += 1 }
    }
    let truth = Truths.ruler
    #expect(first["LinkedIn ads"] == truth.first)
    #expect(last["LinkedIn ads"] == truth.last)
    #expect(abs(linear - truth.linear) < 1e-9)
    #expect(reported == truth.selfReported)
    #expect(first.values.count { $0 > truth.first } == truth.rankByFirst - 1)
    #expect(last.values.count { $0 > truth.last } == truth.rankByLast - 1)
  }

  @Test func noTouchOfABuyerIsLaterThanTheDeal() {
    let outcome = Read.deals.column("outcome")
    let opened = Read.deals.column("opened")
    for row in Read.touches.rows {
      guard let deal = Read.deal[row[0]], Read.deals.rows[deal][outcome] == "won" else { continue }
      #expect(row[1] <= Read.deals.rows[deal][opened])
    }
  }

  @Test func paidSearchBendsWithItsSpend() {
    let truth = Truths.bend
    var spend: [String: Double] = [:]
    for row in Read.spend.rows where row[1] == "Paid search" { spend[String(row[0].prefix(7))] = Double(row[2])! }
    var contacts: [String: Double] = [:]
    for (source, created) in zip(Read.contacts.values("source"), Read.contacts.values("created")) where source == "Paid search"
    {
      let month = String(created.prefix(7))
      contacts[month == "2024-10" ? "2024-11" : month, default: 0] += 1
    }
    #expect(spend.count == 24)
    var scales: [Double] = []
    for (month, spent) in spend { scales.append(contacts[month]! / (1 - exp(-spent / truth.scale))) }
    #expect(scales.max()! / scales.min()! < 1.02)
    // 3,900 contacts a win for each 75: wins a month at unlimited spend.
    #expect(abs(median(scales) * 52 / 3900 - truth.ceiling) < truth.tolerance)
  }

  @Test func octoberIsUnfinishedNotWorse() {
    let outcome = Read.deals.column("outcome")
    let closed = Read.deals.column("closed")
    func cohort(from: String, to: String) -> [Int] {
      var counts = [0, 0, 0, 0]
      for (index, text) in Read.contacts.values("handed_over").enumerated() where !text.isEmpty {
        guard text.prefix(10) >= from, text.prefix(10) <= to, let handed = day(text) else { continue }
        let isWatched = cutoff - handed >= 60
        counts[0] += 1
        counts[2] += isWatched ? 1 : 0
        guard let deal = Read.deal[Read.contacts.rows[index][0]], Read.deals.rows[deal][outcome] == "won" else { continue }
        counts[1] += 1
        counts[3] += isWatched && day(Read.deals.rows[deal][closed])! - handed <= 60 ? 1 : 0
      }
      return counts
    }
    for (truth, from, to) in [
      (Truths.unfinished.winter, "2026-01-01", "2026-03-31"), (Truths.unfinished.autumn, "2026-08-01", "2026-10-28"),
    ] {
      #expect(cohort(from: from, to: to) == [truth.handedOver, truth.won, truth.watched60, truth.wonWithin60])
    }
  }

  @Test func theListCountsRowsNotPeople() {
    let truth = Truths.mqls
    #expect(Read.mqls.rows.count == truth.rows)
    #expect(Set(Read.mqls.values("contact_id")).count == truth.people)
    #expect(Read.mqls.values("accepted").count { !$0.isEmpty } == truth.accepted)
    #expect(Read.mqls.values("list").count { $0 == "event tool" } == truth.doubled)
    #expect(truth.rows - truth.reentered - truth.doubled == truth.people)
    #expect(Read.mqls.values("became_mql").allSatisfy { $0 >= "2026-04-01" && $0 <= "2026-06-30" })
  }

  @Test func whoIsCalledFastQualifies() {
    var cells: [[[Int]]] = [[[0, 0], [0, 0], [0, 0]], [[0, 0], [0, 0], [0, 0]]]
    let handed = Read.contacts.values("handed_over")
    let answered = Read.contacts.values("first_answer")
    let qualified = Read.contacts.values("qualified")
    for (index, source) in Read.contacts.values("source").enumerated() where source == "Demo requests" {
      guard let from = minute(handed[index]), let to = minute(answered[index]) else { continue }
      let speed = to - from < 60 ? 0 : to / 1440 == from / 1440 ? 1 : 2
      let side = day(handed[index])!.weekday < 3 ? 0 : 1
      cells[side][speed][0] += 1
      cells[side][speed][1] += qualified[index].isEmpty ? 0 : 1
    }
    for (side, truth) in [Truths.speed.early, Truths.speed.late].enumerated() {
      for (speed, cell) in truth.enumerated() { #expect(cells[side][speed] == [cell.people, cell.qualified]) }
    }
    for (speed, cell) in Truths.speed.all.enumerated() {
      #expect(cells[0][speed][0] + cells[1][speed][0] == cell.people)
      #expect(cells[0][speed][1] + cells[1][speed][1] == cell.qualified)
    }
    // Mantel-Haenszel over the two groups of weekdays, under an hour against later.
    var top = 0.0
    var bottom = 0.0
    for side in cells.map({ $0.map { $0.map(Double.init) } }) {
      top += side[0][1] * side[2][0] / (side[0][0] + side[2][0])
      bottom += side[2][1] * side[0][0] / (side[0][0] + side[2][0])
    }
    #expect(abs(top / bottom - Truths.speed.ratioWithin) < 0.06)
  }
}

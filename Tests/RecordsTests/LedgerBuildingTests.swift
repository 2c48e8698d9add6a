import Testing

@testable import Records

@Suite struct LedgerBuildingTests {
  @Test func anIdTwiceKeepsTheEarliestRowAndNamesItsLine() async throws {
    let ledger = try await reading([
      ("leads.csv", "lead_id,created,source\nL1,2026-02-01,ads\nL2,2026-01-01,fair\nL1,2026-01-15,mail\nl1 ,2026-03-01,ads\n")
    ]).ledger(asOf: nil)
    #expect(ledger.leads.count == 2)
    #expect(ledger.leads.created[0] == day("2026-01-15"))
    #expect(ledger.sources[Int(ledger.leads.source[0])].name == "mail")
    #expect(ledger.lines("leads.csv") == [2, 5])
    #expect(
      ledger.reasons("leads.csv") == [.repeated(column: "lead_id", firstLine: 4), .repeated(column: "lead_id", firstLine: 4)])
  }

  @Test func oneIdWithTwoAddressesStaysWithTheFirstRow() async throws {
    let ledger = try await reading([
      ("leads.csv", "lead_id,email,created,source\nL1,ann@a.example,2026-02-01,ads\nL1,bob@b.example,2026-01-01,fair\n")
    ]).ledger(asOf: nil)
    #expect(ledger.leads.created == [day("2026-02-01")])
    #expect(ledger.lines("leads.csv") == [3])
  }

  @Test func oneMailUnderTwoIdsIsOnePersonWithTheFirstOfEveryDate() async throws {
    let ledger = try await reading([
      (
        "leads.csv",
        """
        lead_id,email,created,source,accepted
        L1,Ann@a.example,2026-02-01,ads,2026-02-09
        L2,ann@A.example,2026-01-01,fair,2026-02-20
        L3,bob@b.example,2026-01-03,fair,
        """
      ),
      ("deals.csv", "deal_id,lead_id,opened,stage,closed,amount\nD1,L2,2026-02-10,Won,2026-03-01,100\n"),
    ]).ledger(asOf: nil)
    #expect(ledger.leads.count == 2)
    #expect(ledger.leads.created[0] == day("2026-01-01"))
    #expect(ledger.sources[Int(ledger.leads.source[0])].name == "fair")
    #expect(ledger.leads.accepted[0] == day("2026-02-09"))
    #expect(ledger.leads.won[0] == day("2026-03-01"))
    #expect(ledger.remarks.contains(.mergedPeople(rows: 2, people: 1)))
    #expect(ledger.file("leads.csv").rejections.count == 0)
  }

  @Test func withoutIdsTheMailIsThePerson() async throws {
    let ledger = try await reading([
      ("leads.csv", "email,created,source\nann@a.example,2026-02-01,ads\n ANN@a.example ,2026-02-05,fair\n,2026-02-05,fair\n")
    ]).ledger(asOf: nil)
    #expect(ledger.leads.count == 1)
    #expect(ledger.reasons("leads.csv") == [.missing(column: "email"), .repeated(column: "email", firstLine: 2)])
  }

  @Test func aDealTakesItsLeadThroughOpenedWonAndAmount() async throws {
    let ledger = try await reading([
      ("leads.csv", fiveLeads),
      (
        "deals.csv",
        """
        deal_id,lead_id,opened,stage,closed,amount,type,reason
        D1,L1,2026-01-20,Won,2026-02-01,100,New business,
        D2,L1,2026-02-20,Closed Won,2026-03-01,50,Expansion,
        D3,L2,2026-01-25,Lost,2026-02-05,70,New business,price
        D4,L3,2026-02-10,Lost,2026-02-20,70,New business,timing
        D5,L3,2026-02-25,Proposal,2026-09-30,80,New business,
        D6,,2026-02-25,Won,2026-03-10,30,Renewal,
        """
      ),
    ]).ledger(asOf: nil)
    #expect(ledger.leads.opened == [day("2026-01-20"), day("2026-01-25"), day("2026-02-10"), nil, nil])
    #expect(ledger.leads.won == [day("2026-02-01"), nil, nil, nil, nil])
    #expect(ledger.leads.lost == [nil, day("2026-02-05"), nil, nil, nil])
    #expect(ledger.leads.wonAmount[0] == 150)
    #expect(ledger.leads.wonAmount[1].isNaN)
    #expect(ledger.deals.lead == [0, 0, 1, 2, 2, -1])
    #expect(ledger.deals.kind == [.new, .expansion, .new, .new, .new, .renewal])
    #expect(ledger.deals.lossReasons.filter { $0 != Source.noneGiven } == ["price", "timing"])
    #expect(ledger.deals.lossReason[0] == UInt16.max)
    #expect(ledger.cutoff == day("2026-03-10"), "an expected closing is no event")
    #expect(ledger.file("deals.csv").joins.map(\.matched) == [5])
    #expect(ledger.file("deals.csv").joins.map(\.of) == [5])
    #expect(ledger.recorded.isSuperset(of: [.leads, .deals, .opened, .won, .lost, .amounts]))
    #expect(!ledger.recorded.contains(.accepted))
  }

  @Test func aDayBeforeIsAnotherClockAndTwoDaysAreRefused() async throws {
    let ledger = try await reading([
      ("leads.csv", fiveLeads),
      ("deals.csv", "lead_id,won_date,amount\nL1,2026-01-04,100\nL2,2026-01-10,100\nL3,2026-02-02,100\n"),
    ]).ledger(asOf: nil)
    #expect(ledger.leads.won[0] == day("2026-01-05"))
    #expect(ledger.leads.won[1] == nil)
    #expect(ledger.leads.won[2] == day("2026-02-02"))
    #expect(ledger.reasons("deals.csv") == [.before(column: "won_date", other: "created of its lead")])
    #expect(ledger.lines("deals.csv") == [3])
    #expect(ledger.remarks.contains(.negativeLags(file: "deals.csv", count: 1)))
  }

  @Test func aWonDealWithoutADayCannotBePlaced() async throws {
    let ledger = try await reading([
      ("leads.csv", fiveLeads),
      (
        "deals.csv",
        "deal_id,lead_id,opened,stage,closed\nD1,L1,2026-02-01,Won,\nD2,L2,2026-02-01,Open,\nD3,L2,2026-02-01,Lost,2026-02-03\nD3,L2,2026-02-01,Lost,2026-02-03\n"
      ),
    ]).ledger(asOf: nil)
    #expect(ledger.deals.count == 2)
    #expect(ledger.reasons("deals.csv") == [.missing(column: "closed"), .repeated(column: "deal_id", firstLine: 4)])
  }

  @Test func aFlagForWonAndOneForClosedTellTheOutcome() async throws {
    let ledger = try await reading([
      (
        "opportunities.csv",
        """
        Id,Name,StageName,Amount,CloseDate,CreatedDate,IsClosed,IsWon
        A1,x,Negotiation,5,2026-08-01,2026-01-01,false,false
        A2,y,Signature,5,2026-03-01,2026-01-01,true,true
        A3,z,Nope,5,2026-03-02,2026-01-01,true,false
        """
      )
    ]).ledger(asOf: nil)
    #expect(ledger.deals.won == [nil, day("2026-03-01"), nil])
    #expect(ledger.deals.lost == [nil, nil, day("2026-03-02")])
    #expect(ledger.cutoff == day("2026-03-02"))
  }

  @Test func severalContactsInOneCellFindTheFirstThatIsALead() async throws {
    let ledger = try await reading([
      ("leads.csv", fiveLeads),
      (
        "deals.csv",
        "Deal Name,Associated Contact IDs,Deal Stage,Create Date,Close Date\na,X9;L4,closedwon,2026-02-20,2026-03-01\nb,L1,closedlost,2026-02-21,2026-03-02\n"
      ),
    ]).ledger(asOf: nil)
    #expect(ledger.deals.lead == [3, 0])
  }

  @Test func aDealOfAnUnknownLeadStaysADeal() async throws {
    let ledger = try await reading([
      ("leads.csv", fiveLeads), ("deals.csv", "lead_id,won_date,amount\nL1,2026-02-01,10\nL99,2026-02-03,20\n"),
    ]).ledger(asOf: nil)
    #expect(ledger.deals.lead == [0, -1])
    #expect(ledger.file("deals.csv").joins.first.map { [$0.matched, $0.of] } == [1, 2])
    #expect(ledger.file("deals.csv").rejections.count == 0)
  }

  @Test func datesThatMayBeReadTwoWaysWaitForAnAnswer() async throws {
    let leads = "lead_id,created,source\nL1,03/04/2026,ads\nL2,05/06/2026,ads\nL3,07/01/2026,fair\n"
    let waiting = try await reading([("leads.csv", leads), ("weekly.csv", "week,sessions\n2026-01-05,5\n2026-01-12,6\n")])
      .ledger(asOf: nil)
    #expect(waiting.leads.count == 0)
    #expect(waiting.remarks.contains(.ambiguousDates(file: "leads.csv", column: "created", example: "03/04/2026")))
    #expect(waiting.reasons("leads.csv").first == .ambiguousDate(column: "created", cell: "03/04/2026"))
    #expect(waiting.file("leads.csv").rejections.count == 3)
    for (answer, first) in [("day-first", "2026-04-03"), ("month-first", "2026-03-04")] {
      let settled = try await reading([("leads.csv", leads)], settings: "[files.\"leads.csv\"]\ndates = \"\(answer)\"\n")
        .ledger(asOf: nil)
      #expect(settled.leads.created.first == day(first))
      #expect(settled.remarks.contains(.noDeals))
      #expect(settled.leads.count == 3)
    }
  }

  @Test func aFewDatesYearsLaterAreNotToday() async throws {
    var leads = "lead_id,created,source\n"
    for n in 1...40 { leads += "L\(n),2026-01-\(n % 28 < 9 ? "0" : "")\(n % 28 + 1),ads\n" }
    let ledger = try await reading([("leads.csv", leads + "L90,2062-01-05,ads\nL91,1900-01-01,ads\n")]).ledger(asOf: nil)
    #expect(ledger.leads.count == 40)
    #expect(ledger.cutoff == day("2026-01-28"))
    #expect(ledger.remarks.contains(.strayDates(file: "leads.csv", column: "created", count: 1, latest: day("2062-01-05"))))
    #expect(
      ledger.reasons("leads.csv") == [
        .outOfRange(column: "created", cell: "2062-01-05"), .outOfRange(column: "created", cell: "1900-01-01"),
      ])
  }

  @Test func aBadCellCostsTheRowOnlyWhereTheRowNeedsIt() async throws {
    var leads = "lead_id,created,source,accepted\n"
    for n in 10...40 { leads += "L\(n),2026-01-\(n % 28 < 9 ? "0" : "")\(n % 28 + 1),ads,2026-02-03\n" }
    let ledger = try await reading([("leads.csv", leads + "L90,soon,ads,\nL91,2026-01-07,ads,yes!\n")]).ledger(asOf: nil)
    #expect(ledger.leads.count == 32)
    #expect(ledger.leads.accepted.last == .some(nil))
    #expect(ledger.file("leads.csv").badCells == 1)
    #expect(ledger.reasons("leads.csv") == [.notADate(column: "created", cell: "soon")])
    #expect(ledger.lines("leads.csv") == [33])
  }

  @Test func answersBeforeTheirLeadAreLeftOutAndTold() async throws {
    var leads = "lead_id,created,source,first_answer\n"
    for n in 10...40 { leads += "L\(n),2026-01-\(n % 18 + 10) 09:00,ads,2026-01-\(n == 12 ? "24" : "02") 10:00\n" }
    let reading = try await reading([("leads.csv", leads)])
    let ledger = reading.ledger(asOf: nil)
    #expect(ledger.leads.count == 31)
    #expect((0..<31).filter { ledger.leads.answered[$0] != nil }.count == 1)
    #expect(ledger.file("leads.csv").stepsLeftOut == 30)
    let doubt = try #require(reading.inspection().doubts.first { $0.kind == .stepBeforeLead })
    #expect(
      doubt.count == 30
        && doubt.sentence == "30 dates of an answer or another step before the lead came, or far ahead; left out.")
  }

  @Test func theFirstAnswerIsCountedInHoursFromTheHandover() async throws {
    let ledger = try await reading([
      (
        "contacts.csv",
        """
        contact_id,created,source,handed_over,accepted,sent_back,first_answer
        C1,2026-01-05 08:00,ads,2026-01-06 09:00,2026-01-06 12:00,,2026-01-06 11:30
        C2,2026-01-05 08:00,ads,,,,2026-01-05 20:00
        C3,2026-01-05 08:00,ads,2026-01-07 09:00,,2026-01-08 10:00,
        """
      )
    ]).ledger(asOf: nil)
    #expect(ledger.leads.firstResponseHours[0] == 2.5)
    #expect(ledger.leads.firstResponseHours[1] == 12)
    #expect(ledger.leads.firstResponseHours[2].isNaN)
    #expect(ledger.leads.rejected == [nil, nil, day("2026-01-08")])
    #expect(ledger.recorded.isSuperset(of: [.accepted, .firstResponse]))
  }

  @Test func touchesAndMinutesOfKnownPeopleCountAndStrangersAreNamed() async throws {
    let ledger = try await reading([
      ("leads.csv", fiveLeads),
      (
        "touches.csv",
        "lead_id,at,channel,kind\nL1,2026-01-02,ads,click\nL1,2026-01-05,mail,open\nL2,2026-01-06,ads,click\nL9,2026-01-07,ads,click\nL2,,ads,click\n"
      ),
      ("activities.csv", "lead_id,at,kind,minutes\nL1,2026-01-06,call,30\nL1,2026-01-07,call,60\nL3,2026-02-07,mail,\n"),
    ]).ledger(asOf: nil)
    #expect(ledger.touches.lead == [0, 0, 1])
    #expect(ledger.touches.channel.map { ledger.touches.channels[Int($0)] } == ["ads", "mail", "ads"])
    #expect(
      ledger.reasons("touches.csv") == [.noMatch(column: "lead_id", cell: "L9", file: "leads.csv"), .missing(column: "at")])
    #expect(ledger.lines("touches.csv") == [5, 6])
    #expect(ledger.leads.salesHours[0] == 1.5)
    #expect(ledger.leads.salesHours[2].isNaN)
    #expect(ledger.recorded.isSuperset(of: [.touches, .salesHours]))
  }

  @Test func contractsEndWhenTheyEndAndFriendlyTicketsAreNoComplaints() async throws {
    let ledger = try await reading([
      ("leads.csv", fiveLeads),
      (
        "customers.csv",
        "account,start,end,arr_at_start,arr,renewals\nAcme,2024-01-01,2025-12-31,1000,1200,1\nBeta,2025-03-01,2027-02-28,500,,0\nGamma,,2026-01-01,1,1,0\n"
      ),
      (
        "tickets.csv",
        "ticket_id,account,created,sentiment\nT1,Acme,2026-01-09,negative\nT2,Acme,2026-01-10,positive\nT3,Beta,2026-01-11,neutral\n"
      ),
    ]).ledger(asOf: nil)
    #expect(ledger.customers.count == 2)
    #expect(ledger.customers.ended == [day("2025-12-31"), nil])
    #expect(ledger.customers.yearlyNow == [1200, 500])
    #expect(ledger.customers.renewals == [1, 0])
    #expect(ledger.reasons("customers.csv") == [.missing(column: "start")])
    #expect(ledger.cutoff == day("2026-03-02"))
    #expect(ledger.complaints.day == [day("2026-01-09")])
    #expect(ledger.file("tickets.csv").setAside == 2)
  }
}

@Suite struct WorkingHoursTests {
  /// 2026-01-05 is a Monday.
  @Test(
    arguments: [
      ("2026-01-05", 10, "2026-01-05", 12, 2), ("2026-01-05", 16, "2026-01-06", 10, 2), ("2026-01-09", 16, "2026-01-12", 10, 2),
      ("2026-01-10", 12, "2026-01-11", 12, 0), ("2026-01-05", 6, "2026-01-05", 10, 1), ("2026-01-05", 9, "2026-01-19", 9, 80),
      ("2026-01-05", 20, "2026-01-06", 8, 0),
    ] as [(String, Int, String, Int, Float)])
  func nightsAndWeekendsDoNotCount(_ from: String, _ hour: Int, _ to: String, _ until: Int, _ hours: Float) {
    func moment(_ text: String, _ hour: Int) -> Moment { Moment(seconds: Moment(day(text)).seconds + Int64(hour) * 3600) }
    #expect(WorkingHours().between(moment(from, hour), moment(to, until)) == hours)
  }
}

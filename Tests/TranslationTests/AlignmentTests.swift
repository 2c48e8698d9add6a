import Records
import SampleCompany
import Testing

@testable import Translation

/// Scenario 10 of the sample company and what else Align must be able to say of it.
@Suite struct AlignmentOfFernhillTests {
  let outlook: Outlook

  init() async throws { outlook = try #require(try await SampleFindings.shared.value.2.outlook) }

  private let quarter = (from: Day(iso: "2026-11-02")!, to: Day(iso: "2027-01-31")!)

  private var goals: [Aim] {
    [
      Aim(side: .marketing, measure: .leadsAWeek, from: quarter.from, to: quarter.to, value: 62, isFloor: true),
      Aim(
        side: .sales, measure: .share(.dealsWon, of: .opportunities), from: quarter.from, to: quarter.to, value: 0.2,
        isFloor: true),
    ]
  }

  @Test func `10 · Two goals, one team: fourteen leads a week go unanswered while two are away`() throws {
    let found = Alignment(outlook, aims: goals, room: outlook.rooms())
    guard case .collide(let causes) = found.verdict else {
      Issue.record("\(found.verdict)")
      return
    }
    #expect(causes.contains(.aim(0)) && causes.contains(.room(0)))
    let above = try #require(found.unanswered)
    #expect(abs(above.leads - Double(Truths.conflict.goal - Truths.conflict.roomOnLeave)) < 0.01)
    #expect(above.until == Day(iso: "2027-01-10"))
    #expect(abs((found.overfull?.share ?? 0) - 62.0 / 48) < 0.01)
  }

  @Test func `10 · The smallest fixes stand side by side, each with what it costs`() throws {
    let found = Alignment(outlook, aims: goals, room: outlook.rooms())
    func first(_ isRight: (Alignment.Fix.Kind) -> Bool) throws -> Alignment.Fix {
      try #require(found.fixes.first { isRight($0.kind) }, "\(found.fixes.map(\.kind))")
    }
    let lower = try first { if case .move(aim: 0, from: 62, to: _) = $0 { true } else { false } }
    guard case .move(_, _, let to) = lower.kind else { return }
    #expect(abs(to - 48) < 0.01 && lower.until == Day(iso: "2027-01-10"))
    let bar = try first { if case .raiseBar = $0 { true } else { false } }
    guard case .raiseBar(_, _, let leads, let value, let hold) = bar.kind else { return }
    // The leads that bring least go first: nearly a quarter of them, and far less of what they are worth.
    #expect(abs(leads - 14.0 / 62) < 0.01 && value < leads / 2 && !hold.isEmpty)
    #expect(bar.deals > lower.deals)
    let later = try first { if case .later = $0 { true } else { false } }
    guard case .later(_, let from, _) = later.kind else { return }
    #expect(from == Day(iso: "2027-01-11"))
    let room = try first { if case .moreRoom = $0 { true } else { false } }
    guard case .moreRoom(_, let size, let people) = room.kind else { return }
    #expect(abs(size - 62) < 0.01 && people == 2)
    #expect((room.hours ?? 0) > 0 && room.deals > 0)
  }

  @Test func `Where sales makes the room, the same goals fit`() {
    let room = outlook.rooms(set: [Outlook.RoomSet(from: quarter.from, leads: 70)])
    let found = Alignment(outlook, aims: [goals[0]], room: room)
    #expect(found.verdict == .fits || found.verdict == .fitsByAnotherMix)
    #expect(found.unanswered == nil)
  }

  private func leads(
    _ value: Double, isFloor: Bool = true, _ from: String = "2026-11-02", _ to: String = "2027-01-31"
  ) -> Aim {
    Aim(
      side: isFloor ? .marketing : .sales, measure: .leadsAWeek, from: Day(iso: from)!, to: Day(iso: to)!, value: value,
      isFloor: isFloor)
  }

  private func found(_ aims: [Aim], _ rooms: [(from: String, leads: Double)]) -> Alignment {
    Alignment(
      outlook, aims: aims,
      room: outlook.rooms(set: rooms.map { Outlook.RoomSet(from: Day(iso: $0.from)!, leads: $0.leads) }))
  }

  @Test func `Goals of different months do not collide: each week has a volume of its own`() {
    let november = leads(62, "2026-11-02", "2026-11-29")
    let winter = leads(45, isFloor: false, "2026-12-01", "2027-01-31")
    let apart = found([november, winter], [("2026-11-02", 100)])
    #expect(apart.verdict == .fits, "\(apart.verdict)")
    // With too little room it is November that gives way, and as long as it lasts.
    let short = found([november, winter], [("2026-11-02", 48)])
    #expect(short.verdict == .collide([.aim(0), .room(0)]), "\(short.verdict)")
    #expect(!short.fixes.isEmpty && short.fixes.allSatisfy { $0.until == Day(iso: "2026-11-29") }, "\(short.fixes)")
  }

  @Test func `A goal above a room in two steps is one goal: lowered once, and the room raised once`() {
    let two = found([leads(62)], [("2026-11-02", 45), ("2027-01-11", 60)])
    let kinds = two.fixes.map(\.kind)
    #expect(kinds.contains { if case .move(0, 62, let to) = $0 { abs(to - 45) < 0.01 } else { false } }, "\(kinds)")
    #expect(kinds.contains { if case .moreRoom(45, let to, _) = $0 { abs(to - 62) < 0.01 } else { false } }, "\(kinds)")
    #expect(kinds.contains { if case .raiseBar(0, let to, _, _, _) = $0 { abs(to - 45) < 0.01 } else { false } }, "\(kinds)")
    #expect(!kinds.contains { if case .together = $0 { true } else { false } })
    #expect(two.helpless.isEmpty)
  }

  @Test func `A floor above a ceiling gives way as a whole, and a ceiling that is raised lets more in`() throws {
    let pair = found([leads(60), leads(45, isFloor: false)], [("2026-11-02", 48), ("2027-01-11", 64)])
    let lower = try #require(pair.fixes.first { if case .move(0, 60, _) = $0.kind { true } else { false } })
    guard case .move(_, _, let to) = lower.kind else { return }
    #expect(abs(to - 45) < 0.01 && lower.until == nil)
    #expect(!pair.fixes.contains { if case .together = $0.kind { true } else { false } })
    let wide = found([leads(60), leads(45, isFloor: false)], [("2026-11-02", 100)])
    let raised = try #require(wide.fixes.first { if case .move(1, 45, _) = $0.kind { true } else { false } })
    #expect(raised.leads > 0 && raised.deals > 0)
  }

  @Test func `The same goal twice is one`() {
    let once = found([leads(62)], [("2026-11-02", 48)])
    let twice = found([leads(62), leads(62)], [("2026-11-02", 48)])
    #expect(!once.fixes.isEmpty && twice.fixes.map(\.kind) == once.fixes.map(\.kind))
    let lower = twice.fixes.first { if case .move = $0.kind { true } else { false } }
    #expect(lower?.applied(to: [leads(62), leads(62)], twice.weeks).aims.map(\.value) == [48, 48])
  }

  @Test(arguments: [0, 1, 2, 3, 4])
  func `Whatever change is proposed, with it nothing collides`(_ place: Int) throws {
    let cases: [(aims: [Aim], rooms: [(String, Double)])] = [
      ([leads(62)], [("2026-11-02", 48)]),
      ([leads(62)], [("2026-11-02", 45), ("2027-01-11", 60)]),
      // More room for the weeks that have too little takes none away from those in between.
      ([leads(62), leads(75, "2026-11-30", "2026-12-27")], [("2026-11-02", 40), ("2026-11-30", 80), ("2026-12-28", 40)]),
      // A bar at the room does not bring so many under the ceiling.
      ([leads(66), leads(60, isFloor: false)], [("2026-11-02", 64)]),
      ([leads(62), leads(66, "2026-11-02", "2026-12-27")], [("2026-11-02", 48)]),
    ]
    let (aims, rooms) = cases[place]
    let now = found(aims, rooms)
    #expect(now.isConflict && !now.fixes.isEmpty)
    let set = rooms.map { Outlook.RoomSet(from: Day(iso: $0.0)!, leads: $0.1) }
    for fix in now.fixes {
      let then = now.with(fix, outlook, set: set)
      #expect(!then.isConflict, "\(fix.kind): \(then.verdict)")
    }
  }

  @Test func `Goals of the same weeks hold the same leads back once`() throws {
    // Neither more room alone ends it, nor a higher ceiling alone.
    let ceiling = leads(60, isFloor: false)
    let found = found([leads(62), leads(66, "2026-11-02", "2026-12-27"), ceiling], [("2026-11-02", 48)])
    let both = try #require(found.fixes.first { if case .together = $0.kind { true } else { false } }, "\(found.fixes)")
    // Eighteen in each of eight weeks, fourteen in each of the other five.
    #expect(abs(both.leads + 8 * 18 + 5 * 14) < 0.1, "\(both.leads)")
  }

  @Test func `A change lowers what comes by itself, too, where that is more than there is room for`() throws {
    let set = [Outlook.RoomSet(from: quarter.from, leads: 5)]
    let tight = Alignment(outlook, aims: [leads(20)], room: outlook.rooms(set: set))
    let at = try #require(tight.fixes.firstIndex { if case .move(0, 20, _) = $0.kind { true } else { false } })
    // 43 come, not 20.
    #expect(tight.fixes[at].leads < -13 * 30)
    let played = try #require(tight.played(outlook, set: set, fixes: tight.fixes)?.fixes[at])
    #expect(played.course.weeks.allSatisfy { $0.arriving.value < 8 })
    // The same on the screen as in the play.
    let tried = tight.with(tight.fixes[at], outlook, set: set)
    #expect(tried.weeks.allSatisfy { $0.arriving < 5.01 } && tried.unanswered == nil && !tried.isConflict)
    #expect(!tight.fixes.contains { if case .later = $0.kind { true } else { false } })
  }

  @Test func `Who waits already takes room first: the queue is named, and the room that clears it`() throws {
    var late = outlook
    late.waitingNow = 300
    let room = late.rooms(set: [Outlook.RoomSet(from: quarter.from, leads: 64)])
    let queue = Alignment(late, aims: [leads(62)], room: room)
    #expect(queue.verdict == .collide([.aim(0), .queue]), "\(queue.verdict)")
    let more = try #require(queue.fixes.first { if case .moreRoom = $0.kind { true } else { false } })
    guard case .moreRoom(_, let to, _) = more.kind else { return }
    #expect(abs(to - (62 + 300.0 / 13)) < 0.01 && more.until == quarter.to)
    // One more of room is worth something all the same.
    #expect((queue.roomPrice?.deals.value ?? 0) > 0)
    // Let go, they take none of it.
    let gone = Alignment.Fix(
      kind: .letGo(leads: 280, days: 3), until: nil, relative: nil, leads: 0, hours: nil, deals: 0)
    let set = [Outlook.RoomSet(from: quarter.from, leads: 64)]
    #expect(!queue.with(gone, late, set: set).isConflict)
    let both = Alignment.Fix(kind: .together([gone]), until: nil, relative: nil, leads: 0, hours: nil, deals: 0)
    #expect(!queue.with(both, late, set: set).isConflict)
    // A day’s work that waits is no queue.
    late.waitingNow = 20
    #expect(!Alignment(late, aims: [leads(62)], room: room).isConflict)
    // Nor is one known where nobody knows the room.
    late.waitingNow = 300
    let unknown = late.rooms().map { _ in Alignment.Room(64, .lowerBound) }
    #expect(!Alignment(late, aims: [leads(62)], room: unknown).isConflict)
  }

  @Test func `A room that was never seen full is no proof of a conflict`() {
    let room = outlook.rooms().map { _ in Alignment.Room(48, .lowerBound) }
    guard case .cannotBeTold = Alignment(outlook, aims: goals, room: room).verdict else {
      Issue.record("a lower bound proved something")
      return
    }
  }

  @Test func `A measured room is a range: what its upper end would hold is no conflict, what that cannot hold is one`() {
    let room = outlook.rooms().map { _ in Alignment.Room(48, .measured, high: 70) }
    guard case .cannotBeTold = Alignment(outlook, aims: [goals[0]], room: room).verdict else {
      Issue.record("62 within 48 and 70 was called a conflict")
      return
    }
    let narrow = outlook.rooms().map { _ in Alignment.Room(48, .measured, high: 55) }
    #expect(Alignment(outlook, aims: [goals[0]], room: narrow).isConflict)
  }

  @Test func `2 · More leads, fewer wins: weeks above room beside the others`() throws {
    let overload = try #require(outlook.overload)
    #expect((8...12).contains(overload.over.weeks))
    #expect(overload.over.load > 1.5)
    // In time 88% → 39%; won of opened 26.8% → 14.8% (9.3–22.7).
    #expect(Double(overload.over.inTime) / Double(overload.over.due) < 0.5)
    #expect(Double(overload.under.inTime) / Double(overload.under.due) > 0.8)
    #expect(abs(overload.over.wonOfOpened.value - 0.148) < 0.05)
    #expect(abs(overload.under.wonOfOpened.value - 0.268) < 0.05)
    #expect(overload.probability > 0.95)
    // Negative tickets in the first 60 days: 0.4 → 1.3 each.
    let (calm, busy) = (try #require(overload.under.complaintsEach), try #require(overload.over.complaintsEach))
    #expect(abs(calm.value - 0.4) < 0.15 && abs(busy.value - 1.3) < 0.45 && calm.high < busy.low, "\(calm) \(busy)")
    let complaining = try #require(overload.complaining)
    #expect(complaining.verdict == .worse && complaining.grade == .c)
    #expect(complaining.estimate.low < 1.3 / 0.4 && 1.3 / 0.4 < complaining.estimate.high)
    // Fewer were content.
    #expect(try #require(overload.answering).estimate.value < -10)
  }

  @Test func `4 · Keep or win: what keeping would have to do is told, and no choice without a tested effect`() throws {
    let found = try KeepAgainstWin(outlook)
    let (even, winning) = (try #require(found.breakEven(60_000)), try #require(found.winning(60_000)))
    // Kept customers worth as much as those won, by the worth of either.
    let equal = winning.deals.value * found.valueNew.value / found.valueKept.value
    #expect(abs(even.customers.value - equal) < 0.05 * equal && even.customers.low < equal && equal < even.customers.high)
    // Twice the money has to keep twice as many.
    #expect(abs((found.breakEven(120_000)?.customers.value ?? 0) - 2 * even.customers.value) < 1e-9)
    let leads = winning.deals.value * found.leadsPerDeal.value
    #expect(abs(winning.leads.value - leads) < 0.05 * leads)
    // At the break-even both are as likely to be worth more.
    let keeping = try #require(found.keeping(60_000, churnCut: even.churn.value))
    #expect(abs(keeping.probability - 0.5) < 0.15)
    #expect(found.keeping(60_000, churnCut: 3 * even.churn.value)?.probability == 1)
  }

  @Test func `4 · A tested effect on keeping is set beside winning, an hour and a euro, and chosen only at nine in ten`() throws
  {
    var priced = outlook
    priced.hourCost = 60
    let found = try KeepAgainstWin(priced)
    func tested(_ kept: Double, _ spread: Double, hours: Double? = 100) -> KeepAgainstWin.Tested {
      KeepAgainstWin.Tested(
        name: "calls", kept: Estimate(value: kept, low: kept - spread, high: kept + spread), hours: hours, held: true,
        isSeen: true)
    }
    // Customers kept for an hour, times what one is worth.
    let hour = try #require(found.hour(tested(400_000, 40_000)))
    let worth = 400_000 / found.yearlyKept / 100 * found.valueKept.value
    #expect(abs(hour.keep.value - worth) < 0.05 * worth && hour.choice == .keep)
    #expect(abs(hour.win.value - (found.hour?.win.value ?? 0)) < 1e-6)
    #expect(try #require(found.hour(tested(0, 1000))).choice == .win)
    // As much as winning brings, and unsure: no choice.
    let even = 400_000 * hour.win.value / hour.keep.value
    #expect(try #require(found.hour(tested(even, even))).choice == nil)
    // Where more leads delay others for more than they bring, an hour of winning is worth less than nothing.
    #expect(try #require(found.hour(tested(even, even), margin: [-0.01])).win.high < 0)
    #expect(try #require(found.euro(tested(400_000, 40_000))).keep.value > 0)
    priced.hourCost = nil
    #expect(try KeepAgainstWin(priced).euro(tested(400_000, 40_000)) == nil)
    #expect(found.hour(tested(400_000, 40_000, hours: nil)) == nil)
    #expect(tested(1, 1).grade == .a)
  }

  @Test func `2 · New customers answer worse where they started above room`() throws {
    let overload = try #require(outlook.overload)
    let (calm, busy) = (try #require(overload.under.answers), try #require(overload.over.answers))
    // Planted: 226 of 400 promoters and 62 detractors, 22 of 50 and 16.
    #expect(busy.count == 50 && busy.high == 22 && busy.low == 16 && busy.top == 10)
    #expect(abs(busy.net.value - 12) < 0.5 && abs(calm.net.value - 41) < 3)
    #expect(busy.net.high < calm.net.low + 10 && busy.net.low < 12 && 12 < busy.net.high)
  }

  @Test func `Promises are counted from answers, not from attempts, and silence counts after its time`() {
    let promises = outlook.promises
    let answered = promises.answered(promises.four, within: 4, hoursADay: 8)
    #expect(answered.due > 100 && answered.inTime <= answered.due)
    #expect((answered.median?.hours ?? 99) < 4 && (answered.slowestTenth?.hours ?? 0) > (answered.median?.hours ?? 0))
    let delivered = promises.delivered(promises.four)
    #expect(delivered.leads == delivered.accepted + delivered.bySilence + delivered.rejected + delivered.undecided)
    let back = promises.sentBack(promises.four)
    #expect(back.count > 0 && back.withReason == back.count)
    #expect(promises.reasonsInOrder.first?.name == "wrong size")
  }
}

@Suite struct AlignmentTests {
  private func empty() -> Outlook { Outlook(Ledger(company: "", cutoff: Day(iso: "2026-10-28")!)) }

  private func aim(_ measure: Aim.Measure, _ from: String, _ to: String, _ value: Double) -> Aim {
    Aim(side: .both, measure: measure, from: Day(iso: from)!, to: Day(iso: to)!, value: value, isFloor: true)
  }

  @Test func `A folder without anything gets a verdict and no conflict`() {
    let found = Alignment(empty(), aims: [aim(.leadsAWeek, "2026-11-02", "2027-01-31", 10)], room: empty().rooms())
    #expect(found.standings[0].verdict == .cannotBeTold(.noWeeks))
    #expect(!found.isConflict)
    #expect(Alignment(empty(), aims: [], room: []).verdict == .noGoals)
  }

  @Test func `Goals that end before they begin, or of what nobody records, are told so`() {
    let found = Alignment(
      empty(),
      aims: [
        aim(.total(.dealsWon), "2027-01-31", "2026-11-02", 3), aim(.total(.revenueWon), "2026-11-02", "2027-01-31", 3),
        aim(.metric("nonsense"), "2026-11-02", "2027-01-31", 3), aim(.customersKept, "2026-11-02", "2027-01-31", 0.9),
      ], room: [])
    #expect(
      found.standings.map(\.verdict) == [
        .cannotBeTold(.backwards), .cannotBeTold(.notRecorded), .cannotBeTold(.unknownMeasure), .cannotBeTold(.noCustomers),
      ])
  }

  @Test func `Measures are written as they are read`() {
    let all: [Aim.Measure] = [
      .leadsAWeek, .total(.dealsWon), .share(.dealsWon, of: .opportunities), .share(.acceptedLeads, of: .leads),
      .answered(withinHours: 4), .customersKept, .spendAMonth, .metric("booth_scans"),
    ]
    for one in all { #expect(Aim.Measure(one.text) == one) }
    #expect(Aim.Measure("accepted_leads of handed_over_leads") == .share(.acceptedLeads, of: .leads))
  }
}

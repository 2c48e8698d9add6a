import Records
import SampleCompany
import Testing

@testable import Translation

/// What the programme proposes is played: waiting, the queue and deals of each change, and where the weeks say no.
@Suite struct PlayedPlanTests {
  let outlook: Outlook
  let workload: Workload

  init() async throws {
    outlook = try #require(try await SampleFindings.shared.value.2.outlook)
    workload = try outlook.workload.get()
  }

  private let from = Day(iso: "2026-11-02")!
  private let to = Day(iso: "2027-01-31")!

  private func aim(_ leads: Double) -> Aim {
    Aim(side: .marketing, measure: .leadsAWeek, from: from, to: to, value: leads, isFloor: true)
  }

  private func played(_ leads: Double, room: Double? = nil) throws -> (
    alignment: Alignment, now: Alignment.Played, fixes: [Alignment.Played]
  ) {
    let set = room.map { [Outlook.RoomSet(from: from, leads: $0)] } ?? []
    let alignment = Alignment(outlook, aims: [aim(leads)], room: outlook.rooms(set: set))
    let found = try #require(alignment.played(outlook, set: set, fixes: alignment.fixes))
    return (alignment, found.now, found.fixes.compactMap(\.self))
  }

  @Test func `Nothing planned is played as it comes, draw by draw`() {
    let dial = RoomDial.perWeek(50)
    let played = workload.play([Course(dial), Course(dial, planned: [nil, nil])], beside: [0, 0])
    // Who comes last is still answered when a shorter run has ended; all else is the same.
    for (one, other) in zip(played[0].weeks, workload.ahead(dial).weeks) {
      #expect(one.arriving == other.arriving && one.room == other.room && one.backlog == other.backlog)
    }
    #expect(played[1].weeks == played[0].weeks && played[1].deals?.low == 0 && played[1].deals?.high == 0)
  }

  @Test func `As many come as are planned, with the luck of weeks`() {
    let course = Course(.perWeek(500), planned: [Double?](repeating: 62, count: 13))
    let weeks = workload.play([course], beside: [0])[0].weeks
    let mean = weeks.map(\.arriving.value).reduce(0, +) / 13
    #expect(abs(mean - 62) < 0.5, "\(mean)")
    // The turn of the year has fewer of them, and the other weeks as many more.
    let usual = weeks.filter { week in
      !(0..<5).contains { (week.monday + $0).parts.month == 12 && (week.monday + $0).parts.day >= 24 }
    }
    #expect(usual.count == 11 && usual.allSatisfy { $0.arriving.low < 62 && $0.arriving.high > 62 })
  }

  @Test func `What is held back does not come, and of the others none the fewer`() {
    let names = outlook.sources.map(\.name)
    let all = workload.play(
      [Course(.perWeek(500)), Course(.perWeek(500), held: names.map { .init($0, weeks: 0..<13, 1) })], beside: [0, 0])
    let left = zip(all[1].weeks, all[0].weeks).map { $0.arriving.value / $1.arriving.value }
    #expect(left.allSatisfy { $0 < 0.05 }, "\(left)")
    #expect((all[1].deals?.high ?? 0) < 0)
    let more = workload.play(
      [Course(.perWeek(500)), Course(.perWeek(500), more: [.init(names[0], weeks: 2..<4, 10)])], beside: [0, 0])
    let added = zip(more[1].weeks, more[0].weeks).map { ($0.arriving.value - $1.arriving.value).rounded() }
    #expect(added == [0, 0, 10, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0])
  }

  @Test func `Who is let go waits no more, and takes no room from who comes`() {
    let ages = workload.waitingByAge
    #expect(abs(ages.reduce(0, +) - workload.waitingNow) < 1e-9)
    let none = RoomDial.perWeek(0)
    let all = workload.play(
      [Course(none), Course(none, lettingGo: -1), Course(none, lettingGo: ages.count)], beside: [0, 0, 0])
    let (kept, gone) = (all[0].weeks[0].backlog.value, all[1].weeks[0].backlog.value)
    #expect(kept - gone > 0 && kept - gone <= workload.waitingNow + 1e-9)
    #expect(all[2].weeks == all[0].weeks && (all[1].deals?.value ?? 1) <= 0)
  }

  @Test func `A goal that begins later holds nothing back before it begins`() throws {
    let january = Day(iso: "2027-01-04")!
    let goal = Aim(side: .marketing, measure: .leadsAWeek, from: january, to: to, value: 62, isFloor: true)
    let set = [Outlook.RoomSet(from: from, leads: 30)]
    let alignment = Alignment(outlook, aims: [goal], room: outlook.rooms(set: set))
    let found = try #require(alignment.played(outlook, set: set, fixes: alignment.fixes))
    var seen = 0
    for (fix, one) in zip(alignment.fixes, found.fixes) {
      switch fix.kind {
      case .move, .raiseBar, .fewerHours: seen += 1
      case .later, .moreRoom, .tryMore, .letGo, .together: continue
      }
      let before = alignment.weeks.indices.filter { alignment.weeks[$0].monday < january }
      #expect(before.allSatisfy { fix.ceilings(alignment)[$0] == nil })
      #expect(before.allSatisfy { one.course.weeks[$0].arriving == found.now.course.weeks[$0].arriving }, "\(fix.kind)")
      #expect(fix.ceilings(alignment).contains { $0 != nil })
    }
    #expect(seen > 0)
  }

  @Test func `One room that goals cut into stretches is one cause`() {
    let november = Aim(
      side: .marketing, measure: .leadsAWeek, from: from, to: Day(iso: "2026-11-29")!, value: 10, isFloor: true)
    let many = Aim(side: .sales, measure: .total(.opportunities), from: from, to: to, value: 400, isFloor: true)
    let found = Alignment(
      outlook, aims: [november, many], room: outlook.rooms(set: [Outlook.RoomSet(from: from, leads: 30)]))
    guard case .collide(let causes) = found.verdict else {
      Issue.record("\(found.verdict)")
      return
    }
    #expect(causes == [.aim(1), .room(0)], "\(causes)")
  }

  @Test func `10 · 62 a week against 48 leaves a queue that every change shortens`() throws {
    let (alignment, now, fixes) = try played(62)
    #expect(alignment.isConflict && now.isContradicted)
    let queue = try #require(now.course.worst)
    // Fourteen a week for ten weeks, a little less for those who give up.
    #expect(queue.backlog.low > 80 && queue.backlog.high < 260)
    #expect(now.course.clearing != .nothingWaits)
    for (fix, one) in zip(alignment.fixes, fixes) {
      #expect((one.course.worst?.backlog.value ?? 0) < 0.6 * queue.backlog.value, "\(fix.kind)")
    }
    // The leads that bring least held back: no fewer deals, though means alone said so.
    let bar = try #require(alignment.fixes.firstIndex { if case .raiseBar = $0.kind { true } else { false } })
    #expect(alignment.fixes[bar].deals < 0 && (fixes[bar].course.deals?.value ?? -9) > alignment.fixes[bar].deals)
  }

  @Test func `Where somebody waits for longer than a week a plan is contradicted, and one with slack is not`() throws {
    // A fifth more than there is room for, thirteen weeks long.
    func course(_ leads: Double) -> Course { Course(.perWeek(60), planned: [Double?](repeating: leads, count: 13)) }
    let found = workload.play([course(72), course(45)], beside: [0, 0])
    #expect(found[0].runsOver() && !found[1].runsOver())
    #expect(found[0].weeks[12].backlog.value > 20 && found[1].weeks[12].backlog.value < 10)
    #expect(!found[0].runsOver(first: 1))
    let slack = try played(48, room: 75)
    #expect(!slack.alignment.isConflict && !slack.now.isContradicted)
    #expect((slack.now.course.worst?.answerDays.value ?? 9) < 2)
  }

  @Test func `Played twice, and with two threads, is the same`() throws {
    let alignment = Alignment(outlook, aims: [aim(62)], room: outlook.rooms())
    let (a, b) = (
      alignment.played(outlook, set: [], fixes: alignment.fixes),
      alignment.played(outlook, set: [], fixes: alignment.fixes, workers: 2)
    )
    #expect(a?.now == b?.now && a?.fixes == b?.fixes)
    // Played alone, a change says what it says among the others.
    let one = alignment.played(outlook, set: [], fixes: [alignment.fixes[1]])
    #expect(one?.fixes.first == a?.fixes[1] && one?.now.course.weeks == a?.now.course.weeks)
  }
}

import Records
import Testing

@testable import Translation
@testable import parley_calibrate

/// Room, waiting and open deals where the truth is known, and where nothing can be said.
@Suite struct RoomTests {
  /// `perDay` leads on every working day, answered first come first served, `room` a day.
  private func queue(weeks: Int, perDay: (Int) -> Int, room: Int) -> Handovers {
    let monday = Day(number: 19_723)
    var h = Handovers(first: monday, cutoff: monday + weeks * 7 - 1, sources: ["one"])
    var waiting: [Int32] = []
    var rows: [(came: Int32, answered: Int32)] = []
    for day in 0..<weeks * 7 where day % 7 < 5 {
      for _ in 0..<perDay(day) { waiting.append(Int32(day)) }
      for _ in 0..<min(room, waiting.count) { rows.append((waiting.removeFirst(), Int32(day))) }
    }
    rows += waiting.map { ($0, -1) }
    rows.sort { $0.came < $1.came }
    for row in rows {
      h.came.append(row.came)
      h.source.append(0)
      h.answered.append(row.answered)
      h.wait.append(row.answered < 0 ? .nan : Float(row.answered - row.came) + 0.1)
      h.wasEarly.append(row.answered > row.came)
      h.opened.append(-1)
      h.noted.append(0)
    }
    return h
  }

  @Test func `A team that always finishes has no upper figure, only the most it answered without a queue`() throws {
    let room = try RoomFit(queue(weeks: 52, perDay: { 6 + $0 % 3 }, room: 30)).room
    #expect(room.status == .neverFull && room.perWeek == nil && room.history.isEmpty)
    #expect(room.mostWithoutQueue >= 30 && room.mostWithoutQueue <= 40 && room.grade == .d)
  }

  @Test func `A team with a queue shows its room whatever comes`() throws {
    for room in [8, 20] {
      let found = try RoomFit(queue(weeks: 52, perDay: { $0 % 140 < 70 ? room + 4 : room - 3 }, room: room)).room
      let week = try #require(found.perWeek)
      #expect(abs(week.value - Double(room * 5)) < 0.06 * Double(room * 5))
      #expect(week.low < Double(room * 5) && Double(room * 5) < week.high)
    }
  }

  @Test func `A queue of last year is dated, and says when`() throws {
    let room = try RoomFit(queue(weeks: 60, perDay: { $0 < 200 ? 12 : 5 }, room: 10)).room
    guard case .dated(_, let last) = room.status else {
      Issue.record("\(room.status)")
      return
    }
    #expect(last - Day(number: 19_723) < 330 && room.grade == .d)
  }

  @Test func `Leads that nobody ever answers are no queue`() throws {
    var h = queue(weeks: 52, perDay: { _ in 8 }, room: 30)
    for i in 0..<h.count where i % 9 == 0 { h.answered[i] = -1 }
    for i in 0..<h.count where i % 9 == 0 { h.wait[i] = .nan }
    let room = try RoomFit(h).room
    #expect(room.status == .neverFull)
    #expect(abs(room.ignored - 1.0 / 9) < 0.03)
    #expect(try Workload(h).waitingNow < 2)
  }

  @Test func `What cannot be said is refused with its reason`() {
    let empty = Handovers(first: Day(number: 0), cutoff: Day(number: 100), sources: ["one"])
    #expect(throws: Room.Refusal.noLeads) { try Workload(empty) }
    var silent = queue(weeks: 20, perDay: { _ in 8 }, room: 30)
    for i in 0..<silent.count { silent.answered[i] = -1 }
    #expect(throws: Room.Refusal.answersNotRecorded) { try Workload(silent) }
    #expect(throws: Room.Refusal.tooFewAnswers(30)) { try Workload(queue(weeks: 3, perDay: { _ in 2 }, room: 9)) }
    #expect(throws: Room.Refusal.recordTooShort(days: 28)) { try Workload(queue(weeks: 4, perDay: { _ in 5 }, room: 9)) }
    var ledger = Ledger(company: "none", cutoff: Day(number: 20_000))
    #expect(throws: Room.Refusal.noLeads) { try Handovers(ledger) }
    ledger.recorded = []
    #expect(throws: Room.Refusal.noLeads) { try Workload(ledger) }
  }

  @Test func `Without deals nothing is said of waiting, and room is`() throws {
    let load = try Workload(queue(weeks: 52, perDay: { $0 % 140 < 70 ? 12 : 7 }, room: 10))
    #expect(load.room.perWeek != nil)
    guard case .failure(.dealsNotRecorded) = load.waiting, case .failure(.dealsNotRecorded) = load.openDeals else {
      Issue.record("\(load.waiting)")
      return
    }
  }

  @Test func `A room of zero leaves everybody waiting and still answers`() throws {
    let load = try Workload(queue(weeks: 52, perDay: { $0 % 140 < 70 ? 12 : 7 }, room: 10))
    let ahead = load.ahead(.perWeek(0))
    #expect(ahead.weeks.allSatisfy { $0.room.value == 0 })
    #expect(ahead.weeks[12].backlog.value > ahead.weeks[3].backlog.value)
    #expect(load.winsByVolume(.perWeek(0)).points.allSatisfy { $0.wins.value.isFinite })
  }

  @Test func `People, leave and ramp become a dial by week`() {
    let monday = Day(iso: "2026-11-02")!
    let plan = StaffPlan(
      people: 8, hoursEach: 24, hoursPerLead: 3, away: 2, awayUntil: monday + 13, starting: 1, startingFrom: monday + 7, ramp: 4
    )
    #expect((0..<6).map { plan.room(ofWeek: monday + 7 * $0) } == [48, 50, 68, 70, 72, 72])
    // Away until a Wednesday is away for three of five days.
    var short = plan
    (short.awayUntil, short.starting) = (monday + 2, 0)
    #expect(short.room(ofWeek: monday) == (64 - 2 * 8 * 3.0 / 5).rounded() && short.room(ofWeek: monday + 7) == 64)
    // As rooms that are set: one for each change, and the last goes on.
    let rooms = plan.rooms(from: monday)
    #expect(rooms.map(\.leads) == [48, 50, 68, 70, 72] && rooms.last?.to == nil)
    #expect(rooms.dropLast().map(\.to) == [6, 13, 20, 27].map { monday + $0 })
    #expect(StaffPlan(people: 3, hoursEach: 10, hoursPerLead: 0).room(ofWeek: monday) == 0)
  }

  /// Four companies of each kind; articles/room.md has the figures of many.
  @Test func `In companies whose truth is known: calm ones get no upper figure, room and a hundred more are held`() {
    let all = RoomWorld.Family.allCases.flatMap { family in
      [RoomWorld.Scenario.calm, .busy, .overload, .harmless].flatMap { scenario in
        (0..<3).map { RoomSuite.one(family, scenario, set: $0, seed: 424_243, runs: 6, peaks: false) }
      }
    }
    let calm = all.filter { $0.scenario.hasSuffix("calm") }
    #expect(calm.count { !$0.isMeasured } >= calm.count - 1)
    let measured = all.filter(\.isMeasured)
    #expect(measured.count { abs($0.roomError) < 0.15 } * 5 >= measured.count * 4)
    let answers = all.flatMap(\.answers)
    let held = answers.count { answer in
      let allowed = 1.64 * answer.error
      return answer.said.total.low - allowed <= answer.truth && answer.truth <= answer.said.total.high + allowed
    }
    #expect(held * 10 >= answers.count * 8)
    #expect(answers.count { $0.said.verdict == .fewerDeals && $0.truth > 0.5 } <= 1)
  }
}

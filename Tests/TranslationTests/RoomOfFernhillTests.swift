import Records
import SampleCompany
import Testing

@testable import Translation

/// Scenarios 2 and 10 of the sample company: more leads and fewer wins, and a room that is too small for the coming weeks.
@Suite struct RoomOfFernhillTests {
  let ledger: Ledger
  let findings: Findings
  let workload: Workload

  init() async throws {
    let reading: Reading
    (reading, ledger, findings) = try await SampleFindings.shared.value
    _ = reading
    workload = try #require(findings.workload).get()
  }

  @Test func `2 · More leads, fewer wins: the planted room is found, and that it is measured`() throws {
    let room = try #require(workload.room.perWeek)
    let truth = Double(Truths.overload.room)
    #expect(room.low < truth && truth < room.high)
    guard case .measured(let days) = workload.room.status else {
      Issue.record("room is \(workload.room.status)")
      return
    }
    #expect(days >= 20 && workload.room.grade == .b)
    // In the middle of the overload it was seen best.
    let week = try #require(Day(iso: "2026-05-04"))
    let then = workload.room.history[(week - workload.room.historyFrom) / 7]
    #expect(abs(then.value - truth) < 0.08 * truth)
  }

  @Test func `2 · Waiting costs deals here: sign, range and grade`() throws {
    let waiting = try workload.waiting.get()
    let five = try #require(waiting.steps.first { $0.days == 5 })
    #expect(five.kept.high < 1 && waiting.probability > 0.95 && waiting.grade == .c)
    #expect(waiting.steps.map(\.kept.value) == waiting.steps.map(\.kept.value).sorted(by: >))
    // Suspecting nobody of picking the hot ones says more harm than suspecting somebody.
    #expect(waiting.keptUnguarded.value < five.kept.value)
  }

  @Test
  func `2 · At a room below what comes, a hundred more bought leads delay as many others and bring no more deals for sure`()
    throws
  {
    let bought = try #require(ledger.sources.firstIndex { $0.name == "Content syndication" })
    let more = workload.more(100, of: bought, .perWeek(48))
    #expect(more.delay.high < 0 && more.own.low > 0)
    #expect(more.delayed.value > 50)
    #expect(more.verdict != .moreDeals)
    // With room for all nobody is delayed, and their own deals are the whole.
    let roomy = workload.more(100, of: bought, .perWeek(500))
    #expect(roomy.delayed.value < 1 && roomy.own.value > more.own.value && roomy.total.value > more.total.value)
  }

  @Test func `10 · Two colleagues away: what arrives goes over the room of 48, with 62 a week all the more`() throws {
    let now = workload.ahead(.perWeek(Double(Truths.conflict.room)))
    let away = workload.ahead(.perWeek(Double(Truths.conflict.roomOnLeave)))
    #expect(now.weeks.count == 13)
    let today = Double(Truths.conflict.today)
    let quiet = now.weeks.prefix(6).map(\.arriving.value).reduce(0, +) / 6
    #expect(abs(quiet - today) < 0.2 * today)
    for (before, after) in zip(now.weeks, away.weeks) {
      #expect(after.room.value < before.room.value && after.backlog.value >= before.backlog.value)
      #expect(after.arriving == before.arriving)
    }
    let goal = try Workload(
      Handovers(ledger),
      campaigns: [
        Inflow.Campaign(source: 0, week: 0, leads: Double((Truths.conflict.goal - Truths.conflict.today) * 13), weeks: 13)
      ])
    let over = goal.ahead(.perWeek(Double(Truths.conflict.roomOnLeave)))
    #expect(over.weeks[12].backlog.low > away.weeks[12].backlog.low && over.weeks[12].overProbability > 0.5)
  }

  @Test func `More room never leaves more waiting, and a factor of the estimate is that many leads`() throws {
    let rooms = [20.0, 40, 60, 80].map { workload.ahead(.perWeek($0)) }
    for (less, more) in zip(rooms, rooms.dropFirst()) {
      #expect(zip(less.weeks, more.weeks).allSatisfy { $0.backlog.value >= $1.backlog.value && $0.room.value < $1.room.value })
    }
    let (plain, half) = (workload.ahead(), workload.ahead(RoomDial([.times(0.5)])))
    #expect(zip(plain.weeks, half.weeks).allSatisfy { abs($0.room.value - 2 * $1.room.value) < 1e-6 })
    #expect(rooms[0].clearing == .doesNotClear(probability: 0))
  }

  @Test func `One thread and two say the same`() throws {
    let asks = [Workload.Ask(100, of: 0), Workload.Ask(50, of: 1)]
    let (one, two) = (workload.more(asks, .perWeek(50)), workload.more(asks, .perWeek(50), workers: 2))
    #expect(one.map(\.draws) == two.map(\.draws))
    #expect(try Workload(Handovers(ledger)).more(asks, .perWeek(50)).map(\.draws) == one.map(\.draws))
  }

  @Test func `The findings carry what the next units do to others, at the planned room`() throws {
    let crowded = findings.translations.filter { $0.crowding != nil }
    #expect(!crowded.isEmpty && crowded.allSatisfy { $0.outcome == .dealsWon })
    // Sales found them itself: nobody waits for their answer.
    let outbound = findings.metrics.firstIndex { $0.name == "outbound" }
    #expect(!crowded.contains { $0.metric == outbound })
    var freed = findings
    freed.crowd(.perWeek(500))
    for (before, after) in zip(crowded, freed.translations.filter { $0.crowding != nil }) {
      let (before, after) = (try #require(before.crowding), try #require(after.crowding))
      #expect(after.more.delayed.value < 0.05 * before.more.delayed.value + 1)
      #expect(after.leads == before.leads)
    }
  }
}

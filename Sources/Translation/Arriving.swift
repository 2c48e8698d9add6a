import Glibc
import Records

/// The coming weeks against room: who comes, what is left waiting, how long an answer takes, and when the queue is gone.
package struct Arriving: Sendable {
  package struct Week: Sendable, Hashable {
    package var monday: Day
    package var arriving: Estimate
    /// As the dial says, in leads of today's mix, with the closed days that are usual.
    package var room: Estimate
    /// Waiting at its end.
    package var backlog: Estimate
    /// Mean days until the first answer of those who come in it.
    package var answerDays: Estimate
    /// That more come than can be answered.
    package var overProbability: Double
  }

  package enum Clearing: Sendable, Hashable {
    /// Nothing to speak of waits today.
    case nothingWaits
    /// Half of the draws have cleared by then; the range of weeks in which nine tenths do, `nil` for later than shown.
    case clears(week: Int, earliest: Int, latest: Int?)
    /// Less than half of the draws clear within the weeks shown.
    case doesNotClear(probability: Double)
  }

  package var weeks: [Week]
  package var clearing: Clearing
  package var waitingNow: Double
  package static let shown = 13
}

extension Workload {
  /// The next thirteen weeks. `quick`: fewer draws, for a dial under somebody's fingers.
  package func ahead(_ dial: RoomDial = .asEstimated, quick: Bool = false) -> Arriving {
    let count = quick ? Workload.quick : worlds.count
    let runs = (0..<count).map { Replay(start, worlds[$0], dial, until: min(ReplayStart.days, 7 * (Arriving.shown + 3))) }
    let weeks = (0..<Arriving.shown).map { w in
      Arriving.Week(
        monday: inflow.firstMonday + 7 * w, arriving: Estimate(draws: runs.map { $0.arrived[w] }),
        room: Estimate(draws: runs.map { $0.room[w] }), backlog: Estimate(draws: runs.map { $0.backlog[w] }),
        answerDays: Estimate(draws: runs.map { $0.answered[w] > 0 ? $0.waited[w] / $0.answered[w] : 0 }),
        overProbability: Double(runs.count { $0.arrived[w] > $0.room[w] }) / Double(count))
    }
    return Arriving(weeks: weeks, clearing: clearing(runs), waitingNow: waitingNow)
  }

  private func clearing(_ runs: [Replay]) -> Arriving.Clearing {
    let aDay = max(1.5, 0.6 * room.arrivingLately / Double(max(1, room.workdaysAWeek)))
    guard waitingNow > aDay else { return .nothingWaits }
    let firsts = runs.map { run in (0..<Arriving.shown).first { run.backlog[$0] <= aDay } ?? Arriving.shown }.sorted()
    let within = Double(firsts.count { $0 < Arriving.shown }) / Double(firsts.count)
    guard within >= 0.5 else { return .doesNotClear(probability: within) }
    func at(_ share: Double) -> Int { firsts[min(firsts.count - 1, Int(share * Double(firsts.count)))] }
    let latest = at(0.95)
    return .clears(week: at(0.5), earliest: at(0.05), latest: latest < Arriving.shown ? latest : nil)
  }
}

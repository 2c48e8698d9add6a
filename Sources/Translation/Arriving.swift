import Glibc
import Records

/// The coming weeks against room, played: who comes, what is left waiting, how long an answer takes, when the queue is gone, and the deals.
///
/// Where leads are planned they come as planned, with the luck of weeks; everything else as in `Replay`.
package struct Arriving: Sendable, Hashable {
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
    /// That more wait at its end than a week's room answers: somebody waits for longer than a week.
    package var lateProbability: Double
  }

  package enum Clearing: Sendable, Hashable {
    /// No more wait at the end of any week than come in a day.
    case nothingWaits
    /// The week from which on no more than that wait, in half of the draws, with the range of nine tenths; `nil`: later than shown.
    case clears(week: Int, earliest: Int, latest: Int?)
    /// Less than half of the draws clear within the weeks shown.
    case doesNotClear(probability: Double)
  }

  package var weeks: [Week]
  package var clearing: Clearing
  package var waitingNow: Double
  /// Deals that come of it beside the course that it is compared with; `nil` where it is compared with none.
  package var deals: Estimate?
  package static let shown = 13

  /// The week at whose end most wait.
  package var worst: Week? { weeks.max { $0.backlog.value < $1.backlog.value } }

  /// Whether, as likely as not, somebody waits for longer than a week in one of the first so many weeks.
  package func runsOver(first count: Int = shown) -> Bool { weeks.prefix(count).contains { $0.lateProbability >= 0.5 } }
}

/// How the coming weeks may go: the room that is said, and the leads that are sent.
package struct Course: Sendable, Hashable {
  /// Leads of one source in some of the weeks.
  package struct Part: Sendable, Hashable {
    package var source: String
    package var weeks: Range<Int>
    package var amount: Double
    package init(_ source: String, weeks: Range<Int>, _ amount: Double) {
      (self.source, self.weeks, self.amount) = (source, weeks, amount)
    }
  }

  package var dial: RoomDial
  /// By week ahead, leads of all sources together; `nil`: as they come.
  package var planned: [Double?]
  /// The share of a source's leads that is held back.
  package var held: [Part]
  /// Leads a week that a source brings on top.
  package var more: [Part]
  /// Who waits today for more days than these is answered no more.
  package var lettingGo: Int?

  package init(
    _ dial: RoomDial = .asEstimated, planned: [Double?] = [], held: [Part] = [], more: [Part] = [], lettingGo: Int? = nil
  ) {
    (self.dial, self.planned, self.held, self.more, self.lettingGo) = (dial, planned, held, more, lettingGo)
  }

  /// The same room, and nobody plans anything.
  package var unplanned: Course { Course(dial) }
}

extension Workload {
  /// The next thirteen weeks. `quick`: fewer draws, for a dial under somebody's fingers.
  package func ahead(_ dial: RoomDial = .asEstimated, quick: Bool = false) -> Arriving {
    let count = quick ? Workload.quick : worlds.count
    let days = min(ReplayStart.days, 7 * (Arriving.shown + 3))
    return arriving((0..<count).map { Replay(start, worlds[$0], dial, until: days) })
  }

  /// Several courses of the coming half-year, each with the deals that it brings more or fewer than the one at `beside`.
  package func play(_ courses: [Course], beside: [Int], quick: Bool = false, workers: Int = 1) -> [Arriving] {
    let lines = Parallel.each(quick ? Workload.quick : worlds.count, workers: workers) { d in
      courses.map { course in
        let world = sent(course, worlds[d])
        let run = Replay(start, world, course.dial, lettingGo: course.lettingGo)
        return (run: run, deals: deals(run, world))
      }
    }
    return courses.indices.map { k in
      var found = arriving(lines.map { $0[k].run })
      if beside.indices.contains(k), beside[k] != k {
        found.deals = Estimate(draws: lines.map { $0[k].deals - $0[beside[k]].deals })
      }
      return found
    }
  }

  /// Draws of the deals that the second and the third course bring more than the first.
  func gains(_ courses: [Course], quick: Bool) -> ([Double], [Double]) {
    let sums = (0..<(quick ? Workload.quick : worlds.count)).map { d in
      courses.map { course in
        let world = sent(course, worlds[d])
        return deals(Replay(start, world, course.dial, lettingGo: course.lettingGo), world)
      }
    }
    return (sums.map { $0[1] - $0[0] }, sums.map { $0[2] - $0[0] })
  }

  private func arriving(_ runs: [Replay]) -> Arriving {
    let weeks = (0..<Arriving.shown).map { w in
      Arriving.Week(
        monday: inflow.firstMonday + 7 * w, arriving: Estimate(draws: runs.map { $0.arrived[w] }),
        room: Estimate(draws: runs.map { $0.room[w] }), backlog: Estimate(draws: runs.map { $0.backlog[w] }),
        answerDays: Estimate(draws: runs.map { $0.answered[w] > 0 ? $0.waited[w] / $0.answered[w] : 0 }),
        overProbability: Double(runs.count { $0.arrived[w] > $0.room[w] }) / Double(runs.count),
        lateProbability: Double(runs.count { $0.backlog[w] > $0.room[w + 1] + 1e-9 }) / Double(runs.count))
    }
    return Arriving(weeks: weeks, clearing: clearing(runs), waitingNow: waitingNow)
  }

  private func clearing(_ runs: [Replay]) -> Arriving.Clearing {
    let aDay = max(1.5, 0.6 * room.arrivingLately / Double(max(1, room.workdaysAWeek)))
    // The week after the last one that leaves more waiting.
    let firsts = runs.map { run in ((0..<Arriving.shown).last { run.backlog[$0] > aDay } ?? -1) + 1 }.sorted()
    func at(_ share: Double) -> Int { firsts[min(firsts.count - 1, Int(share * Double(firsts.count)))] }
    guard at(0.5) > 0 else { return .nothingWaits }
    let within = Double(firsts.count { $0 < Arriving.shown }) / Double(firsts.count)
    guard within >= 0.5 else { return .doesNotClear(probability: within) }
    let latest = at(0.95)
    return .clears(week: at(0.5), earliest: at(0.05), latest: latest < Arriving.shown ? latest : nil)
  }

  /// The leads of a world as a course sends them.
  private func sent(_ course: Course, _ world: ReplayWorld) -> ReplayWorld {
    guard course != course.unplanned else { return world }
    var world = world
    func days(of week: Int) -> Range<Int> {
      let from = week == 0 ? 0 : start.lead + 7 * week
      return from..<min(ReplayStart.days, start.lead + 7 * week + 7)
    }
    for part in course.held {
      guard let s = sources.firstIndex(of: part.source), s < start.sources else { continue }
      for day in part.weeks.flatMap(days) { world.arrivals[s * ReplayStart.days + day] *= Float(max(0, 1 - part.amount)) }
    }
    for part in course.more {
      guard let s = sources.firstIndex(of: part.source), s < start.sources else { continue }
      for week in part.weeks {
        let open = days(of: week).filter { (cutoff.weekday + 1 + $0) % 7 < 5 }.suffix(5)
        for day in open { world.arrivals[s * ReplayStart.days + day] += Float(part.amount / 5) }
      }
    }
    // As many as planned over all weeks for which as many are; which of them is a busy one stays the luck of weeks.
    var open = course.planned.indices.filter { course.planned[$0] != nil && $0 < Inflow.weeks }
    while let first = open.first {
      let alike = open.filter { course.planned[$0] == course.planned[first] }
      open.removeAll(where: alike.contains)
      let span = alike.flatMap(days).filter { $0 >= start.lead }
      var came = 0.0
      for day in span { for s in 0..<start.sources { came += Double(world.arrivals[s * ReplayStart.days + day]) } }
      guard came > 0 else { continue }
      let factor = Float(min(50, (course.planned[first] ?? 0) * Double(alike.count) / came))
      for day in span { for s in 0..<start.sources { world.arrivals[s * ReplayStart.days + day] *= factor } }
    }
    return world
  }

  /// Deals won of all that open, at the load that they make.
  private func deals(_ run: Replay, _ world: ReplayWorld) -> Double {
    let openings = run.openings(start)
    let load = Replay.load(openings, start)
    var sum = 0.0
    for w in 0..<ReplayStart.weeks {
      let pressure = start.pressure(world, load[w])
      for s in 0..<start.sources {
        let opened = openings[s * ReplayStart.weeks + w]
        if opened > 0 { sum += opened / (1 + exp(-(world.winning[s] - pressure))) }
      }
    }
    return sum
  }
}

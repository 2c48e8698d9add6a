import Glibc

/// What more leads of one source do to deals won, everything else the same: their own, those lost by delaying others, and those
/// lost because deals pile up.
package struct MoreLeads: Sendable {
  package enum Verdict: Sendable, Hashable { case moreDeals, fewerDeals, cannotBeTold }

  package var source: Int
  package var units: Int
  package var own: Estimate
  package var delay: Estimate
  package var openDeals: Estimate
  package var total: Estimate
  /// The same at 50%.
  package var half: Estimate
  package var probabilityOfFewer: Double
  package var verdict: Verdict
  /// Others that are answered later for it, and the days that they wait longer in all.
  package var delayed: Estimate
  package var extraDays: Estimate
  /// All draws of the total, for sums and tests.
  package var draws: [Double]
}

extension Workload {
  /// `units` more leads of `source`, spread over the second to the eighth week ahead, at the room that the dial says.
  package func more(_ units: Int = 100, of source: Int, _ dial: RoomDial = .asEstimated, quick: Bool = false) -> MoreLeads {
    var byDay = [Double](repeating: 0, count: ReplayStart.days)
    let span = start.lead + 7..<start.lead + 56
    let working = span.filter { (cutoff.weekday + 1 + $0) % 7 < 5 }
    for day in working { byDay[day] = Double(units) / Double(working.count) }
    let extra = Replay.Extra(source: source, byDay: byDay)
    var (own, delay, piling, later, longer): ([Double], [Double], [Double], [Double], [Double]) = ([], [], [], [], [])
    for world in worlds.prefix(quick ? Workload.quick : worlds.count) {
      let without = Replay(start, world, dial)
      let with = Replay(start, world, dial, extra: extra)
      let lines = Workload.lines(without, with, start, world, extra: source)
      own.append(lines.own)
      delay.append(lines.delay)
      piling.append(lines.piling)
      let moved = Workload.moved(without, with, start)
      later.append(moved.leads)
      longer.append(moved.days)
    }
    let total = own.indices.map { own[$0] + delay[$0] + piling[$0] }
    let fewer = Double(total.count { $0 < 0 }) / Double(max(1, total.count))
    return MoreLeads(
      source: source, units: units, own: Estimate(draws: own), delay: Estimate(draws: delay),
      openDeals: Estimate(draws: piling), total: Estimate(draws: total), half: Estimate(draws: total, level: 0.5),
      probabilityOfFewer: fewer, verdict: fewer >= 0.9 ? .fewerDeals : fewer <= 0.1 ? .moreDeals : .cannotBeTold,
      delayed: Estimate(draws: later), extraDays: Estimate(draws: longer), draws: total)
  }

  private static func lines(
    _ without: Replay, _ with: Replay, _ start: ReplayStart, _ world: ReplayWorld, extra: Int
  ) -> (own: Double, delay: Double, piling: Double) {
    let weeks = ReplayStart.weeks
    let (before, after) = (without.openings(start), with.openings(start))
    let (lighter, heavier) = (Replay.load(before, start), Replay.load(after, start))
    var (own, delay, piling) = (0.0, 0.0, 0.0)
    for w in 0..<weeks {
      let (low, high) = (start.pressure(world, lighter[w]), start.pressure(world, heavier[w]))
      for s in 0...start.sources {
        let rate = world.winning[s < start.sources ? s : extra]
        let won = 1 / (1 + exp(-(rate - low)))
        let opened = after[s * weeks + w]
        if s < start.sources { delay += (opened - before[s * weeks + w]) * won } else { own += opened * won }
        piling += opened * (1 / (1 + exp(-(rate - high))) - won)
      }
    }
    return (own, delay, piling)
  }

  /// Of the others, how many are answered later than they would be, and by how many days in all.
  private static func moved(_ without: Replay, _ with: Replay, _ start: ReplayStart) -> (leads: Double, days: Double) {
    let ages = start.giveUp + 1
    var (leads, days) = (0.0, 0.0)
    for cohort in 0..<without.byAge.count / ages {
      var gap = 0.0
      var widest = 0.0
      for age in 0..<ages {
        gap += Double(without.byAge[cohort * ages + age] - with.byAge[cohort * ages + age])
        widest = max(widest, gap)
        days += max(0, gap)
      }
      leads += widest
    }
    return (leads, days)
  }
}

extension ReplayStart {
  /// What a load of open deals takes from the log odds of winning.
  func pressure(_ world: ReplayWorld, _ load: Double) -> Double {
    world.loadEffect * (loads.shape(world.loadShape, load) - loads.usual[world.loadShape])
  }
}

import Glibc
import Records

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
  /// Opportunities: before they open nothing piles up.
  package var opened: Opened
  /// Others that are answered later for it, and the days that they wait longer in all.
  package var delayed: Estimate
  package var extraDays: Estimate
  /// All draws of the total, for sums and tests.
  package var draws: [Double]

  /// What they do to deals that open: their own, and those of others that are answered later.
  package struct Opened: Sendable, Hashable {
    package var own: Estimate
    package var delay: Estimate
    package var total: Estimate
    package var probabilityOfFewer: Double
    package var verdict: Verdict
  }

  /// Nine in ten on one side, or nothing is said.
  static func verdict(fewer: Double) -> Verdict { fewer >= 0.9 ? .fewerDeals : fewer <= 0.1 ? .moreDeals : .cannotBeTold }
}

extension Workload {
  /// So many more leads of a source.
  package struct Ask: Sendable, Hashable {
    package var units: Int
    package var source: Int
    /// Weeks ahead that they are spread over: from the second to the eighth.
    package var weeks: Range<Int>
    package init(_ units: Int, of source: Int, weeks: Range<Int> = 1..<8) {
      (self.units, self.source, self.weeks) = (units, source, weeks)
    }
  }

  /// `units` more leads of `source`, spread over the second to the eighth week ahead, at the room that the dial says.
  package func more(_ units: Int = 100, of source: Int, _ dial: RoomDial = .asEstimated, quick: Bool = false) -> MoreLeads {
    more([Ask(units, of: source)], dial, quick: quick)[0]
  }

  /// The same for several, each by itself beside the same weeks without any of them.
  package func more(_ asks: [Ask], _ dial: RoomDial, quick: Bool = false, workers: Int = 1) -> [MoreLeads] {
    let extras = asks.map { ask in
      let days = start.lead + 7 * ask.weeks.lowerBound..<min(ReplayStart.days, start.lead + 7 * ask.weeks.upperBound)
      let span = days.filter { (cutoff.weekday + 1 + $0) % 7 < 5 }
      var byDay = [Double](repeating: 0, count: ReplayStart.days)
      for day in span { byDay[day] = Double(ask.units) / Double(span.count) }
      return Replay.Extra(source: ask.source, byDay: byDay)
    }
    let lines = Parallel.each(quick ? Workload.quick : worlds.count, workers: workers) { d -> [Lines] in
      let without = Replay(start, worlds[d], dial)
      return extras.map { extra in
        Workload.lines(without, Replay(start, worlds[d], dial, extra: extra), start, worlds[d], extra: extra.source)
      }
    }
    return asks.indices.map { k in
      func draws(_ part: (Lines) -> Double) -> [Double] { lines.map { part($0[k]) } }
      let total = draws { $0.own + $0.delay + $0.piling }
      let opened = draws { $0.opened + $0.openedLater }
      func below(_ draws: [Double]) -> Double { Double(draws.count { $0 < 0 }) / Double(max(1, draws.count)) }
      let fewer = below(total)
      return MoreLeads(
        source: asks[k].source, units: asks[k].units, own: Estimate(draws: draws(\.own)),
        delay: Estimate(draws: draws(\.delay)),
        openDeals: Estimate(draws: draws(\.piling)), total: Estimate(draws: total), half: Estimate(draws: total, level: 0.5),
        probabilityOfFewer: fewer, verdict: MoreLeads.verdict(fewer: fewer),
        opened: MoreLeads.Opened(
          own: Estimate(draws: draws(\.opened)), delay: Estimate(draws: draws(\.openedLater)), total: Estimate(draws: opened),
          probabilityOfFewer: below(opened), verdict: MoreLeads.verdict(fewer: below(opened))),
        delayed: Estimate(draws: draws(\.leads)), extraDays: Estimate(draws: draws(\.days)), draws: total)
    }
  }

  private struct Lines: Sendable {
    var own = 0.0
    var delay = 0.0
    var piling = 0.0
    var opened = 0.0
    var openedLater = 0.0
    var leads = 0.0
    var days = 0.0
  }

  private static func lines(
    _ without: Replay, _ with: Replay, _ start: ReplayStart, _ world: ReplayWorld, extra: Int
  ) -> Lines {
    let weeks = ReplayStart.weeks
    let (before, after) = (without.openings(start), with.openings(start))
    let (lighter, heavier) = (Replay.load(before, start), Replay.load(after, start))
    var lines = Lines()
    for w in 0..<weeks {
      let (low, high) = (start.pressure(world, lighter[w]), start.pressure(world, heavier[w]))
      for s in 0...start.sources {
        let rate = world.winning[s < start.sources ? s : extra]
        let won = 1 / (1 + exp(-(rate - low)))
        let opened = after[s * weeks + w]
        if s < start.sources {
          lines.delay += (opened - before[s * weeks + w]) * won
          lines.openedLater += opened - before[s * weeks + w]
        } else {
          lines.own += opened * won
          lines.opened += opened
        }
        lines.piling += opened * (1 / (1 + exp(-(rate - high))) - won)
      }
    }
    (lines.leads, lines.days) = moved(without, with, start)
    return lines
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

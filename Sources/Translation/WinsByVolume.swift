import Glibc

/// Deals won as a function of the leads that come a week, held for half a year at the coming season's shape.
package struct WinsByVolume: Sendable {
  package struct Point: Sendable, Hashable {
    package var leads: Double
    /// Deals won from the leads of a week.
    package var wins: Estimate
    /// Beyond what was ever tried: drawn hatched, and no figure is said of it.
    package var isBeyondTried: Bool
  }

  /// The volume past which more is worse.
  package enum Peak: Sendable, Hashable {
    case at(leads: Double, low: Double, high: Double)
    /// Inside what was tried, none was seen up to there.
    case notSeen(upTo: Double)
    /// Room is not measured, or the draws do not agree.
    case cannotBeTold
  }

  package var points: [Point]
  package var now: Double
  package var room: Estimate?
  package var peak: Peak
}

extension Workload {
  package func winsByVolume(_ dial: RoomDial = .asEstimated, quick: Bool = false) -> WinsByVolume {
    let now = max(0.5, room.arrivingLately)
    let top = max(tried.upperBound, now * 1.1)
    let steps = quick ? 8 : 14
    let count = quick ? 10 : 60
    let volumes = (1...steps).map { top * 1.15 * Double($0) / Double(steps) }
    let used = worlds.indices.filter { $0 * count / worlds.count != ($0 - 1) * count / worlds.count || $0 == 0 }.prefix(count)
    var wins = [[Double]](repeating: [], count: steps)
    for d in used {
      let scaled = steady(worlds[d])
      for (k, volume) in volumes.enumerated() { wins[k].append(held(scaled, at: volume, dial)) }
    }
    let points = volumes.indices.map {
      WinsByVolume.Point(leads: volumes[$0], wins: Estimate(draws: wins[$0]), isBeyondTried: volumes[$0] > top * 1.001)
    }
    var room = room.perWeek
    if case .perWeek(let said) = dial.setting(week: 0) { room = Estimate(value: said, low: said, high: said) }
    if case .times(let factor) = dial.setting(week: 0) { room = room?.scaled(by: factor) }
    return WinsByVolume(points: points, now: now, room: room, peak: peak(volumes.filter { $0 <= top * 1.001 }, wins, top: top))
  }

  /// A world whose weeks add up to one lead a week on average, of the mix that comes.
  private func steady(_ world: ReplayWorld) -> ReplayWorld {
    var world = world
    let all = world.arrivals.reduce(0.0) { $0 + Double($1) }
    let factor = all > 0 ? Double(Inflow.weeks) / all : 0
    for i in world.arrivals.indices { world.arrivals[i] *= Float(factor) }
    return world
  }

  private func held(_ world: ReplayWorld, at volume: Double, _ dial: RoomDial) -> Double {
    var world = world
    for i in world.arrivals.indices { world.arrivals[i] *= Float(volume) }
    let run = Replay(start.emptied, world, dial)
    let openings = run.openings(start, withPending: false)
    // The load that this volume would have brought about by itself.
    let load = Replay.load(openings, start.emptied)
    var sum = 0.0
    for s in 0..<start.sources {
      for w in 0..<ReplayStart.weeks {
        let opened = openings[s * ReplayStart.weeks + w]
        guard opened > 0 else { continue }
        let settled = load[min(w, Inflow.weeks - 1)]
        sum += opened / (1 + exp(-(world.winning[s] - start.pressure(world, max(settled, load[Inflow.weeks - 1])))))
      }
    }
    return sum / Double(Inflow.weeks)
  }

  private func peak(_ volumes: [Double], _ wins: [[Double]], top: Double) -> WinsByVolume.Peak {
    guard case .measured = room.status, volumes.count > 2 else { return .cannotBeTold }
    let draws = wins[0].count
    let means = volumes.indices.map { wins[$0].reduce(0, +) / Double(draws) }
    let best = means.indices.max { means[$0] < means[$1] } ?? 0
    let last = volumes.count - 1
    let falls = Double((0..<draws).count { wins[last][$0] < wins[best][$0] }) / Double(draws)
    if best > 0, best < last, falls >= 0.95 {
      let own = (0..<draws).map { d in volumes[volumes.indices.max { wins[$0][d] < wins[$1][d] } ?? best] }
      return .at(leads: volumes[best], low: quantile(own, 0.05), high: quantile(own, 0.95))
    }
    return best == last || falls <= 0.1 ? .notSeen(upTo: top) : .cannotBeTold
  }
}

import Glibc
import Records

extension Workload {
  /// One world for each draw: posterior of everything, days of the coming weeks with their luck.
  static func draw(
    _ h: Handovers, _ fit: RoomFit, _ cells: WaitingCells, _ waits: WaitingFit?, _ loads: OpenDealFit, _ start: ReplayStart,
    _ inflow: Inflow, _ campaigns: [Inflow.Campaign]
  ) -> [ReplayWorld] {
    let rates = SourceRates(cells, h, sources: start.sources)
    let sameDay = SourceRates.sameDayWait(h)
    let profile = WeekProfile(fit.days)
    var stream = Draws(name: "workload", chain: 0)
    // Shuffled places: every quantity is spread evenly over the draws.
    let roomPlaces = places(&stream)
    let waitPlaces = places(&stream)
    let loadPlaces = places(&stream)
    let winRates = WinRates(loads)
    let neverSeen = rates.unansweredPrior
    return (0..<Inflow.draws).map { d in
      let wait = waits.map { WaitingFit.draw($0.table, at: waitPlaces[d]) } ?? (.days, 0)
      let load = OpenDealFit.draw(loads.table, at: loadPlaces[d])
      let chance = rates.chances(wait.shape, wait.effect, giveUp: start.giveUp, sameDay: sameDay, &stream)
      let weekly = inflow.weekly(draw: d, campaigns: campaigns, &stream)
      var arrivals = [Float](repeating: 0, count: start.sources * ReplayStart.days)
      var isOpen = [Bool](repeating: false, count: ReplayStart.days)
      var luck = [Float](repeating: 1, count: ReplayStart.days)
      let mu = fit.filter.quantile(roomPlaces[d])
      let spread = fit.filter.daySpread
      let weeks = (0...Inflow.weeks).map { _ in 1 + fit.filter.weekSpread * stream.normal() }
      for day in 0..<ReplayStart.days {
        let weekday = (h.cutoff.weekday + 1 + day) % 7
        isOpen[day] = fit.days.isWorking[weekday] && stream.unit() < fit.days.openShare
        luck[day] = Float(max(0.2, weeks[day / 7] + spread * stream.normal()))
        // Days before the first Monday are part of a week that is not counted.
        let week = day < start.lead ? 0 : (day - start.lead) / 7
        for s in 0..<start.sources {
          let mean = weekly[s * Inflow.weeks + min(week, Inflow.weeks - 1)] * profile.share[s * 7 + weekday]
          arrivals[s * ReplayStart.days + day] = Float(mean)
        }
      }
      return ReplayWorld(
        arrivals: arrivals, isOpen: isOpen, roomLuck: luck, room: mu, chance: chance, winning: winRates.draw(&stream),
        loadShape: load.shape, loadEffect: load.effect,
        unanswered: min(1, stream.gamma(neverSeen.shape) / neverSeen.rate))
    }
  }

  private static func places(_ stream: inout Draws) -> [Double] {
    var places = (0..<Inflow.draws).map { (Double($0) + 0.5) / Double(Inflow.draws) }
    stream.stream.shuffle(&places)
    return places
  }
}

extension Xoshiro256 {
  fileprivate mutating func shuffle(_ values: inout [Double]) {
    for i in stride(from: values.count - 1, to: 0, by: -1) { values.swapAt(i, below(i + 1)) }
  }
}

/// How a source's leads spread over the days of a week.
private struct WeekProfile {
  /// s · 7 + weekday.
  var share: [Double]

  init(_ days: RoomDays) {
    share = [Double](repeating: 0, count: days.sources * 7)
    var all = [Double](repeating: 0.1, count: 7)
    for day in 0..<days.count { all[days.weekday(day)] += days.arrived[day] }
    let total = all.reduce(0, +)
    for s in 0..<days.sources {
      var own = all.map { 20 * $0 / total }
      for day in 0..<days.count { own[days.weekday(day)] += days.arrivals[s * days.count + day] }
      let sum = own.reduce(0, +)
      for w in 0..<7 { share[s * 7 + w] = own[w] / sum }
    }
  }
}

/// Deals of an answered lead by source, at whatever wait: counts of the last year and a half.
private struct SourceRates {
  private let sources: Int
  /// By (source, wait bin): answered leads, and their mean wait.
  private var leads: [Double]
  private var waits: [Double]
  private var total: [Double]
  private var opened: [Double]
  private var pooled = 0.05
  /// Deals of leads that were never answered, as a share of an answered one's.
  private(set) var unansweredPrior = (shape: 0.5, rate: 4.0)

  init(_ cells: WaitingCells, _ h: Handovers, sources: Int) {
    self.sources = sources
    let bins = WaitingCells.bounds.count + 1
    leads = [Double](repeating: 0, count: sources * bins)
    waits = leads
    total = [Double](repeating: 0, count: sources)
    opened = total
    for cell in cells.cells {
      // A year old counts half.
      let weight = pow(0.5, Double(h.days - cell.came) / 365)
      let at = cell.source * bins + (WaitingCells.bounds.firstIndex { cell.wait < $0 } ?? bins - 1)
      leads[at] += weight * cell.leads
      waits[at] += weight * cell.leads * cell.wait
      total[cell.source] += weight * cell.leads
      opened[cell.source] += weight * cell.opened / cells.share[cell.source]
    }
    for at in leads.indices where leads[at] > 0 { waits[at] /= leads[at] }
    pooled = min(0.9, max(1e-4, (opened.reduce(0, +) + 0.5) / (total.reduce(0, +) + 10)))
    var expected = 0.0
    var seen = 0.0
    for i in 0..<h.count where h.answered[i] < 0 && Int(h.came[i]) < h.days - 120 && Int(h.came[i]) >= Int(h.dealsFrom ?? 0) {
      let s = Int(h.source[i])
      expected += total[s] > 0 ? opened[s] / total[s] : pooled
      if h.opened[i] >= 0 { seen += 1 }
    }
    unansweredPrior = (0.5 + seen, 4 + expected)
  }

  /// Mean wait of those answered on their first day.
  static func sameDayWait(_ h: Handovers) -> Double {
    var (sum, count) = (0.0, 0.0)
    for i in 0..<h.count where h.answered[i] == h.came[i] {
      sum += Double(h.wait[i])
      count += 1
    }
    return count > 0 ? sum / count : 1.0 / 12
  }

  /// By (source, days waited), so that each source opens as many deals as it did at the waits that it had.
  func chances(
    _ shape: WaitingShape, _ effect: Double, giveUp: Int, sameDay: Double, _ stream: inout Draws
  ) -> [Float] {
    let bins = WaitingCells.bounds.count + 1
    let falls = (0...giveUp).map { effect * shape.value($0 == 0 ? sameDay : Double($0)) }
    var result = [Float](repeating: 0, count: sources * (giveUp + 1))
    for s in 0..<sources {
      let n = total[s]
      // Luck of periods makes a source's leads worth fewer than they are.
      let worth = 0.6
      let rate = stream.beta(
        worth * min(n, opened[s]) + 12 * pooled, worth * max(0, n - opened[s]) + 12 * (1 - pooled))
      var low = -12.0
      var high = 6.0
      let present = (0..<bins).filter { leads[s * bins + $0] > 0 }
      let fall = present.map { effect * shape.value(waits[s * bins + $0]) }
      for _ in 0..<24 {
        let middle = (low + high) / 2
        var sum = 0.0
        for (k, bin) in present.enumerated() { sum += leads[s * bins + bin] / (1 + exp(-(middle - fall[k]))) }
        let mean = n > 0 && !present.isEmpty ? sum / n : 1 / (1 + exp(-middle))
        if mean < rate { low = middle } else { high = middle }
      }
      for age in 0...giveUp { result[s * (giveUp + 1) + age] = Float(1 / (1 + exp(-((low + high) / 2 - falls[age])))) }
    }
    return result
  }
}

/// Of opened deals, those won: by source, leaning on all where few were decided.
private struct WinRates {
  private let decided: [Double]
  private let won: [Double]
  private let pooled: Double

  init(_ loads: OpenDealFit) {
    decided = loads.decided
    won = loads.won
    pooled = min(0.98, max(0.01, (won.reduce(0, +) + 0.5) / (decided.reduce(0, +) + 2)))
  }

  /// Log odds.
  func draw(_ stream: inout Draws) -> [Double] {
    decided.indices.map { s in
      let worth = 0.7
      let p = stream.beta(worth * won[s] + 10 * pooled, worth * (decided[s] - won[s]) + 10 * (1 - pooled))
      let held = min(0.999, max(0.001, p))
      return log(held / (1 - held))
    }
  }
}

import Glibc

/// One draw of everything that the coming weeks hang on: who comes, what room there is, and what answers and open deals are worth.
struct ReplayWorld {
  /// Leads by (source, day ahead).
  var arrivals: [Float]
  var isOpen: [Bool]
  /// Room of a day over its mean.
  var roomLuck: [Float]
  /// Leads of today's mix a working day.
  var room: Double
  /// Chance of a deal by (source, days waited).
  var chance: [Float]
  /// Chance that an opened deal is won at the usual load, on the scale of log odds.
  var winning: [Double]
  var loadShape: Int
  var loadEffect: Double
  /// What a lead that is never answered keeps of its chance.
  var unanswered: Double
}

/// What the replay starts from, the same in every draw.
struct ReplayStart {
  static let days = 7 * Inflow.weeks
  static let weeks = Inflow.weeks + 22

  let sources: Int
  let giveUp: Int
  let workdays: Int
  let order: WaitingOrder
  let effort: [Double]
  let ignored: [Double]
  /// Days until the first Monday ahead belong to the week before it: week 0 begins on that Monday.
  let lead: Int
  /// Waiting today, by (source, age).
  private(set) var waiting: [Double]
  private(set) var waitingSum = 0.0
  /// Deals opening by weeks after the answer; deals still open by weeks after opening.
  private(set) var opening: [Double] = []
  private(set) var staying: [Double] = []
  /// Today's open deals, by week ahead that they still stand open.
  private(set) var stillOpen: [Double] = []
  /// Deals to open of leads already answered, by (source, week).
  private(set) var pending: [Double] = []
  /// Deals a week that open without a lead of the record.
  private(set) var outbound = 0.0
  let loads: OpenDealFit

  init(_ h: Handovers, _ fit: RoomFit, _ order: WaitingOrder, _ loads: OpenDealFit) {
    let days = fit.days
    sources = days.sources
    giveUp = days.letGo
    workdays = fit.room.workdaysAWeek
    self.order = order
    effort = fit.effort.effort
    ignored = days.ignored
    lead = 7 - h.cutoff.weekday - 1
    self.loads = loads
    waiting = [Double](repeating: 0, count: days.sources * (days.letGo + 1))
    for i in 0..<h.count where h.answered[i] < 0 {
      let age = days.count - 1 - Int(h.came[i])
      guard age >= 0, age <= days.letGo else { continue }
      waiting[Int(h.source[i]) * (days.letGo + 1) + age] += Double(days.weight[i])
    }
    waitingSum = waiting.reduce(0, +)
    findLags(h)
  }

  private mutating func findLags(_ h: Handovers) {
    var opens = [Double](repeating: 0, count: 21)
    for i in 0..<h.count where h.answered[i] >= 0 && h.opened[i] >= 0 {
      opens[min(20, max(0, Int(h.opened[i] - h.answered[i])) / 7)] += 1
    }
    let all = opens.reduce(0, +)
    opening = all > 0 ? opens.map { $0 / all } : [1] + [Double](repeating: 0, count: 20)
    let deals = h.deals
    let weeks = ReplayStart.weeks + loads.longest / 7 + 2
    // Survival of deals by week of age, from those decided and those still open (Kaplan–Meier).
    var (ended, atRisk) = ([Double](repeating: 0, count: weeks), [Double](repeating: 0, count: weeks))
    for i in 0..<deals.count {
      let until = deals.closed[i] >= 0 ? Int(deals.closed[i]) : h.days - 1
      let age = min(weeks - 1, max(0, until - Int(deals.opened[i])) / 7)
      for w in 0...age { atRisk[w] += 1 }
      if deals.closed[i] >= 0 { ended[age] += 1 }
    }
    staying = []
    var alive = 1.0
    for w in 0..<weeks {
      if w * 7 > loads.longest { alive = 0 }
      staying.append(alive)
      if atRisk[w] > 0 { alive *= 1 - ended[w] / atRisk[w] }
    }
    stillOpen = [Double](repeating: 0, count: ReplayStart.weeks)
    for i in 0..<deals.count where deals.closed[i] < 0 {
      let age = (h.days - 1 - Int(deals.opened[i])) / 7
      guard age >= 0, age < weeks, staying[age] > 0 else { continue }
      for w in 0..<ReplayStart.weeks where age + w < weeks { stillOpen[w] += staying[age + w] / staying[age] }
    }
    outbound =
      Double(
        (0..<deals.count).count { Int(deals.source[$0]) >= sources && Int(deals.opened[$0]) >= h.days - 182 }) / 26
    findPending(h)
  }

  private mutating func findPending(_ h: Handovers) {
    pending = [Double](repeating: 0, count: sources * ReplayStart.weeks)
    var (answered, opened) = ([Double](repeating: 0, count: sources), [Double](repeating: 0, count: sources))
    for i in 0..<h.count where h.answered[i] >= 0 && Int(h.answered[i]) < h.days - 140 {
      answered[Int(h.source[i])] += 1
      if h.opened[i] >= 0 { opened[Int(h.source[i])] += 1 }
    }
    for i in 0..<h.count where h.answered[i] >= 0 && h.opened[i] < 0 && Int(h.answered[i]) >= h.days - 140 {
      let s = Int(h.source[i])
      let rate = (opened[s] + 0.5) / (answered[s] + 5)
      let age = (h.days - 1 - Int(h.answered[i])) / 7
      let left = opening[min(20, age)...].reduce(0, +)
      let here = rate * left / (1 - rate * (1 - left))
      for k in min(20, age)...20 where left > 0 {
        pending[s * ReplayStart.weeks + k - min(20, age)] += here * opening[k] / left
      }
    }
  }
}

extension ReplayStart {
  /// The same with nobody waiting and nothing open.
  var emptied: ReplayStart {
    var start = self
    for i in waiting.indices { start.waiting[i] = 0 }
    for i in stillOpen.indices { start.stillOpen[i] = 0 }
    return start
  }
}

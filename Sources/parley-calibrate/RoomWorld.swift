import Glibc
import Records
import Translation

/// Companies whose room, waiting and open deals are known: who comes, who answers whom and when, and what opens and is won.
///
/// Two families. *Events*: one queue, a room a day with noise. *Agents*: colleagues with their own hours, absences and holidays. Chance
/// belongs to the lead and the day, not to the run, so that two runs that differ by a hundred leads share all else.
struct RoomWorld {
  enum Family: String, CaseIterable { case events, agents }
  enum Scenario: String, CaseIterable {
    case calm, busy, overload, harmless, hottest, hottestHarmless, newest, coupled, staff
  }

  struct Lead {
    var source: Int
    var day: Int
    /// Part of the working day that had passed.
    var time: Double
    var hot: Double
    var order: Double
    var chance: (opens: Double, wins: Double)
    var lags: (opening: Int, closing: Int)
    var isIgnored: Bool
    var batch: Double
    var isExtra = false
  }

  static let sources = 5
  static let recordDays = 728
  static let event = 4
  static let unanswered = 0.15

  let family: Family
  let scenario: Scenario
  let seed: UInt64
  let set: Int
  private(set) var rates: [Double] = []
  private(set) var chance: [Double] = []
  private(set) var winning: [Double] = []
  private(set) var effort: [Double] = []
  /// Log odds that five days take.
  private(set) var harm = 0.0
  private var shape = 0
  private(set) var loadEffect = 0.0
  private var usualLoad = 40.0
  private var hotSpread = 0.0
  private var ignored = 0.0
  private var season = (0.0, 0.0)
  private var trend = 0.0
  /// Effort a working day by the end of the record, and before the change of staff.
  private(set) var room = 0.0
  private var roomBefore = 0.0
  private(set) var changeDay = 0
  private(set) var colleagues = 5
  private(set) var batches: [Int: Double] = [:]
  let first = Day(number: 19_723)

  init(_ family: Family, _ scenario: Scenario, set: Int, seed: UInt64) {
    self.family = family
    self.scenario = scenario
    self.set = set
    self.seed = seed
    var draws = Draws(name: "room world \(family.rawValue) \(scenario.rawValue)", chain: set, seed: seed)
    let total = 30 * exp(0.9 * draws.unit())
    var shares = (0..<4).map { _ in 0.3 + draws.unit() }
    let sum = shares.reduce(0, +)
    for s in shares.indices { shares[s] /= sum }
    rates = shares.map { $0 * total } + [0]
    chance = (0..<4).map { _ in 0.06 + 0.3 * draws.unit() } + [0.03 + 0.08 * draws.unit()]
    winning = (0..<5).map { _ in 0.2 + 0.3 * draws.unit() }
    effort = (0..<4).map { _ in exp(0.25 * draws.normal()) } + [0.5 + 0.4 * draws.unit()]
    shape = Int(draws.unit() * 3)
    let isHarmless = scenario == .harmless || scenario == .hottestHarmless
    harm = isHarmless ? 0 : 0.4 + 1.4 * draws.unit()
    loadEffect = scenario == .coupled ? 0.7 + 0.9 * draws.unit() : draws.unit() < 0.5 ? 0 : 0.6 * draws.unit()
    hotSpread = scenario == .hottest || scenario == .hottestHarmless ? 0.9 : 0.5
    ignored = draws.unit() < 0.4 ? 0 : 0.08 * draws.unit()
    season = (0.12 * draws.normal(), 0.12 * draws.normal())
    trend = 0.12 * draws.normal()
    usualLoad = total * zip(shares, chance).reduce(0) { $0 + $1.0 * $1.1 } * 8
    colleagues = 4 + Int(draws.unit() * 6)
    // Batches every six to ten weeks, into the weeks to come as well.
    var week = 2 + Int(draws.unit() * 6)
    while week < 150 {
      batches[week * 7 + Int(draws.unit() * 3)] = total * (0.8 + 2.2 * draws.unit())
      week += 6 + Int(draws.unit() * 5)
    }
    var usual = zip(rates, effort).reduce(0) { $0 + $1.0 * $1.1 } / 5
    usual += batches.values.reduce(0, +) / 150 / 5 * effort[RoomWorld.event]
    let load: Double
    switch scenario {
    case .calm: load = 0.25 + 0.15 * draws.unit()
    case .overload: load = 1.0 + 0.2 * draws.unit()
    case .busy, .harmless, .hottest, .hottestHarmless, .newest, .coupled, .staff: load = 0.74 + 0.2 * draws.unit()
    }
    room = usual / load / (family == .agents ? 0.95 * 0.98 : 1)
    roomBefore = room
    changeDay = 0
    if scenario == .calm { for (day, size) in batches { batches[day] = size * 0.15 } }
    if scenario == .staff {
      changeDay = RoomWorld.recordDays - 60 - Int(draws.unit() * 400)
      roomBefore = room * (draws.unit() < 0.5 ? 0.78 : 1.28)
    }
    if scenario == .overload {
      // Busy first, then more than can be answered.
      changeDay = RoomWorld.recordDays - 60 - Int(draws.unit() * 120)
      roomBefore = room * 1.25
    }
  }

  private func stream(_ name: String, _ day: Int, _ run: Int) -> Draws {
    Draws(name: "\(name) \(family.rawValue) \(scenario.rawValue) \(set)", chain: day * 64 + run, seed: seed)
  }

  private func rate(_ s: Int, _ day: Int) -> Double {
    let angle = 2 * Double.pi * Double(day) / 365.25
    let factor = exp(season.0 * sin(angle) + season.1 * cos(angle) + trend * Double(day - RoomWorld.recordDays) / 365)
    return rates[s] / 7 * factor * ((Int(first.weekday) + day) % 7 >= 5 ? 0.45 : 1.22)
  }

  /// Everybody who comes on a day; `volume`: times as many of each source.
  func leads(_ day: Int, run: Int, volume: Double = 1) -> [Lead] {
    var draws = stream("leads", day, run)
    // A week has luck of its own.
    var weekly = stream("week", day / 7 + 100_000, run)
    var result: [Lead] = []
    for s in 0..<RoomWorld.sources {
      let luck = exp(0.12 * weekly.normal())
      var count = draws.poisson(rate(s, day) * luck * volume)
      if s == RoomWorld.event, let size = batches[day] { count = draws.poisson(size * volume * exp(0.15 * weekly.normal())) }
      for _ in 0..<count { result.append(lead(s, day, batch: s == RoomWorld.event ? Double(count) : 1, &draws)) }
    }
    return result
  }

  func lead(_ s: Int, _ day: Int, batch: Double, _ draws: inout Draws) -> Lead {
    let opening = Int(-log(draws.unit()) * 10)
    let closing = 3 + Int(45 * exp(0.6 * draws.normal()))
    return Lead(
      source: s, day: day, time: draws.unit(), hot: draws.normal(), order: draws.unit(), chance: (draws.unit(), draws.unit()),
      lags: (opening, closing), isIgnored: draws.unit() < ignored, batch: batch)
  }

  /// Effort that a day has.
  func able(_ day: Int, run: Int) -> Double {
    let weekday = (first.weekday + day) % 7
    guard weekday < 5 else { return 0 }
    var draws = stream("room", day, run)
    let mean = day < changeDay ? roomBefore : room
    switch family {
    case .events: return draws.unit() < 0.02 ? 0 : mean * max(0.3, 1 + 0.12 * draws.normal())
    case .agents:
      // Holidays, and each colleague away now and then for a week.
      if draws.unit() < 0.03 { return 0 }
      var sum = 0.0
      for one in 0..<colleagues {
        var week = stream("colleague \(one)", day / 7, run)
        guard week.unit() > 0.05, draws.unit() > 0.02 else { continue }
        sum += mean / Double(colleagues) * max(0.2, 1 + 0.25 * draws.normal())
      }
      return sum
    }
  }

  func opens(_ lead: Lead, wait: Double) -> Double {
    let base = chance[lead.source]
    let raw: (Double) -> Double =
      shape == 0 ? { log1p($0) } : shape == 1 ? { log1p(10 * $0) } : { -expm1(-$0 / 1.5) }
    let fall = harm * (raw(wait) - raw(1.0 / 12)) / (raw(5) - raw(1.0 / 12))
    let dilution = lead.batch > 1 ? 0.1 * log(lead.batch / 100) : 0
    return 1 / (1 + exp(-(log(base / (1 - base)) + hotSpread * lead.hot - fall - dilution)))
  }

  func wins(_ s: Int, load: Double) -> Double {
    let base = winning[s]
    return 1 / (1 + exp(-(log(base / (1 - base)) - loadEffect * log((load + 5) / (usualLoad + 5)))))
  }

  /// Whom sales takes first: the smaller, the sooner.
  func claim(_ lead: Lead, day: Int) -> Double {
    switch scenario {
    case .hottest, .hottestHarmless: -lead.hot + 1.2 * (lead.order - 0.5) - 0.15 * Double(day - lead.day)
    case .newest: -Double(lead.day) - lead.time
    default: family == .events ? Double(lead.day) + lead.time : Double(lead.day) + 4 * lead.order
    }
  }
}

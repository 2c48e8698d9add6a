import Glibc
import Records
import Translation

/// One simulated company whose rates, lags and future are known: what the tracked method should find.
///
/// Truths are drawn at random: 3–12 sources of 20–20,000 units over 6–30 months, rates of .5–30% with spread, lognormal, Weibull or
/// two-humped lags with a scale for each source, bursts, growth, season, cohorts with luck of their own by week or by month, losses
/// recorded wholly, partly or never, closed one by one, in bulk or when stale.
struct TrackedWorld {
  enum Kind: String, CaseIterable {
    /// Rates that stay what they are.
    case steady
    /// A random walk of all rates on the logit, .05–.2 a month, with a jump in four of ten.
    case drift
    /// Outcomes are recorded only from a day well after the first units.
    case late
    /// All sources are equally good.
    case null
  }

  struct Truth {
    /// Chance to win within 90, 180 and 365 days of a unit that comes today.
    var within: [Int: Double]
    /// Outcomes that units already there bring in the next 30, 90 and 180 days.
    var inHand: [Int: Int]
    /// Outcomes of a hundred more within 90, 180 and 365 days.
    var more: [Int: Int]
  }

  var arrivals: [Arrivals]
  var window: RecordWindow
  var truths: [Truth]

  static let horizons = [90, 180, 365]

  init(_ kind: Kind, set: Int, seed: UInt64) {
    var draws = Draws(name: "tracked world " + kind.rawValue, chain: set, seed: seed)
    let days = Int(30.4 * draws.between(6, 30))
    let first = Day(number: 17_000)
    let cutoff = first + (days - 1)
    let recordFrom = kind == .late ? Int(Double(days) * draws.between(0.15, 0.45)) : 0
    window = RecordWindow(from: first + recordFrom, to: cutoff)

    let centre = logit(exp(draws.between(log(0.005), log(0.3))))
    let sourceSpread = kind == .null ? 0 : draws.between(0.2, 0.9)
    let luck = draws.between(0, 0.6)
    let luckDays = draws.unit() < 0.5 ? 7 : 28
    let growth = draws.between(-0.4, 1.2)
    let season = draws.between(0, 0.5)
    let seasonStart = draws.between(0, 365)
    let lag = LagLaw(&draws)
    let closing = Closing(&draws)
    let drift = Self.drift(kind, days: days, &draws)

    arrivals = []
    truths = []
    for _ in 0..<(3 + Int(draws.unit() * 10)) {
      let size = Int(exp(draws.between(log(20), log(20_000))))
      let base = min(0.3, max(-6.2, centre + sourceSpread * draws.normal()))
      let own = draws.unit() < 0.2 ? LagLaw(&draws) : lag.scaled(by: exp(0.25 * draws.normal()))
      let killed = closing.killsLateWinners ? Double(closing.staleAge) : .infinity
      let units = Self.units(size, days: days, growth: growth, season: season, seasonStart: seasonStart, &draws)
      let lucks = (0...(days / luckDays + 1)).map { _ in luck * draws.normal() }
      var wins: [Arrivals.Win] = []
      var losses: [Arrivals.Win] = []
      var inHand = [30: 0, 90: 0, 180: 0]
      for (i, n) in units.enumerated() where n > 0 {
        let age = days - 1 - i
        let chance = expit(base + lucks[i / luckDays] + drift[i])
        let winners = draws.binomial(n, chance)
        for _ in 0..<winners {
          let wait = own.draw(&draws)
          guard wait < killed else {
            if Int(killed) <= age { losses.append(.init(index: i, lag: Int(killed), count: 1)) }
            continue
          }
          let lag = Int(min(wait, 50_000))
          if lag <= age {
            if i + lag >= recordFrom { wins.append(.init(index: i, lag: lag, count: 1)) }
          } else {
            for h in [30, 90, 180] where lag <= age + h { inHand[h, default: 0] += 1 }
          }
        }
        for _ in winners..<max(winners, n) {
          if let lag = closing.draw(cameOn: i, days: days, &draws), lag <= age {
            losses.append(.init(index: i, lag: lag, count: 1))
          }
        }
      }
      arrivals.append(Arrivals(first: first, units: units, wins: wins, losses: losses))

      let now = Self.mean(base + drift[days - 1], luck)
      var truth = Truth(within: [:], inHand: inHand, more: [:])
      let batch = expit(base + drift[days - 1] + luck * draws.normal())
      for h in Self.horizons {
        let arrived = own.cumulative(min(Double(h), killed))
        truth.within[h] = now * arrived
        truth.more[h] = draws.binomial(100, batch * arrived)
      }
      truths.append(truth)
    }
  }

  /// E expit(x + sd·z): luck on the logit raises the mean of small rates.
  private static func mean(_ x: Double, _ sd: Double) -> Double {
    var sum = 0.0
    var weights = 0.0
    for step in -50...50 {
      let z = Double(step) / 10
      let weight = exp(-0.5 * z * z)
      sum += weight * expit(x + sd * z)
      weights += weight
    }
    return sum / weights
  }

  private static func drift(_ kind: Kind, days: Int, _ draws: inout Draws) -> [Double] {
    guard kind == .drift else { return Array(repeating: 0, count: days) }
    let step = draws.between(0.05, 0.2) / 30.4.squareRoot()
    let jump = draws.unit() < 0.4 ? (Int(draws.unit() * Double(days)), draws.between(-0.5, 0.5)) : (days, 0)
    var level = 0.0
    return (0..<days).map { day in
      level += step * draws.normal()
      return level + (day >= jump.0 ? jump.1 : 0)
    }
  }

  /// How many come each day: growth, season, fewer at weekends; a quarter of the sources come in bursts.
  private static func units(
    _ size: Int, days: Int, growth: Double, season: Double, seasonStart: Double, _ draws: inout Draws
  ) -> [Int] {
    var weights = (0..<days).map { day -> Double in
      let along = Double(day) / Double(days)
      let wave = 1 + season * sin(2 * .pi * (Double(day) - seasonStart) / 365)
      return exp(growth * along) * wave * (day % 7 < 5 ? 1 : 0.3)
    }
    if draws.unit() < 0.25 {
      let bursts = (0..<(1 + Int(draws.unit() * 6))).map { _ in Int(draws.unit() * Double(days)) }
      let quiet = draws.between(0, 0.4)
      let total = weights.reduce(0, +)
      for day in weights.indices { weights[day] *= quiet }
      for burst in bursts {
        for day in burst..<min(days, burst + 3) { weights[day] += (1 - quiet) * total / Double(3 * bursts.count) }
      }
    }
    let total = weights.reduce(0, +)
    return weights.map { draws.poisson(Double(size) * $0 / total) }
  }
}

/// The law of the days from a unit to its outcome.
struct LagLaw {
  private enum Shape {
    case logNormal(median: Double, spread: Double)
    case weibull(scale: Double, shape: Double)
    case twoHumps(share: Double, early: Double, late: Double, spread: Double)
  }
  private var shape: Shape

  init(_ draws: inout Draws) {
    let middle = exp(draws.between(log(10), log(110)))
    switch Int(draws.unit() * 3) {
    case 0: shape = .logNormal(median: middle, spread: draws.between(0.5, 1.3))
    case 1: shape = .weibull(scale: 1.3 * middle, shape: draws.between(0.7, 1.8))
    default:
      shape = .twoHumps(
        share: draws.between(0.25, 0.75), early: middle / 3, late: middle * draws.between(1.3, 2.5),
        spread: draws.between(0.3, 0.7))
    }
  }

  func scaled(by factor: Double) -> LagLaw {
    var other = self
    switch shape {
    case .logNormal(let median, let spread): other.shape = .logNormal(median: median * factor, spread: spread)
    case .weibull(let scale, let power): other.shape = .weibull(scale: scale * factor, shape: power)
    case .twoHumps(let share, let early, let late, let spread):
      other.shape = .twoHumps(share: share, early: early * factor, late: late * factor, spread: spread)
    }
    return other
  }

  func draw(_ draws: inout Draws) -> Double {
    switch shape {
    case .logNormal(let median, let spread): median * exp(spread * draws.normal())
    case .weibull(let scale, let power): scale * pow(-log(draws.unit()), 1 / power)
    case .twoHumps(let share, let early, let late, let spread):
      (draws.unit() < share ? early : late) * exp(spread * draws.normal())
    }
  }

  func cumulative(_ t: Double) -> Double {
    func normal(_ median: Double, _ spread: Double) -> Double {
      0.5 * erfc(-log(t / median) / spread / 2.0.squareRoot())
    }
    switch shape {
    case .logNormal(let median, let spread): return normal(median, spread)
    case .weibull(let scale, let power): return -expm1(-pow(t / scale, power))
    case .twoHumps(let share, let early, let late, let spread):
      return share * normal(early, spread) + (1 - share) * normal(late, spread)
    }
  }
}

/// How a company records its losses.
private struct Closing {
  var recorded: Double
  var median: Double
  /// Every so many days everything older than `staleAge` is closed at once; 0: never.
  var bulkEvery: Int
  var staleAge: Int
  var killsLateWinners: Bool

  init(_ draws: inout Draws) {
    recorded = [1, 0.8, 0.5, 0.2, 0][Int(draws.unit() * 5)]
    median = exp(draws.between(log(15), log(150)))
    bulkEvery = draws.unit() < 0.2 ? 91 : 0
    staleAge = 120 + Int(draws.unit() * 180)
    killsLateWinners = draws.unit() < 0.1
  }

  /// Days until a loss is recorded; `nil`: never.
  func draw(cameOn day: Int, days: Int, _ draws: inout Draws) -> Int? {
    if draws.unit() < recorded { return Int(median * exp(0.8 * draws.normal())) }
    if killsLateWinners { return staleAge }
    guard bulkEvery > 0, recorded > 0 else { return nil }
    return (day + staleAge + bulkEvery - 1) / bulkEvery * bulkEvery - day
  }
}

func logit(_ p: Double) -> Double { log(p / (1 - p)) }
func expit(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

extension Draws {
  mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }
}

import Glibc
import Records

@testable import Translation

/// A simulated company in which it is known what each channel does: four channels that make people buy, and two that only follow those
/// who are about to (5 retargeting, 6 brand searches). Truth is removal: the same people, the same interest, without the touches.
struct TouchWorld {
  static let weeks = 58
  var ledger: Ledger
  /// Won deals that would be missing without each channel, as a share of those expected.
  var truth: [Double]
  private var chance: Xoshiro256

  private struct Laws {
    var effects: [Double]
    var fading: Double
    var rates = [0.12, 0.09, 0.06, 0.06, 0.03, 0.03]
    /// How strongly touches follow interest.
    var follows = [0.2, 0.2, 0.3, 0.3, 1.5, 1.2]
  }

  init(seed: UInt64, people: Int = 4000) {
    chance = Xoshiro256(seed: seed)
    ledger = Ledger(company: "Simulated", cutoff: Day(number: 20_000))
    truth = []
    grow(people)
  }

  private mutating func normal() -> Double {
    (-2 * log(1 - chance.unit())).squareRoot() * cos(2 * Double.pi * chance.unit())
  }

  private mutating func grow(_ people: Int) {
    let days = 7 * TouchWorld.weeks
    let first = ledger.cutoff.number - Int32(days) + 1
    let effects = (0..<4).map { _ in 1.2 * chance.unit() } + [0, 0]
    let laws = Laws(effects: effects, fading: [10, 25, 60][chance.below(3)])
    ledger.sources = ["Europe", "America", "Asia"].map { Source(name: $0) }
    ledger.touches.channels = ["webinar", "search", "booth", "mail", "retargeting", "brand"]
    ledger.recorded = [.leads, .deals, .opened, .won, .touches]
    var expected = 0.0
    var without = [Double](repeating: 0, count: 6)
    for person in 0..<people {
      let from = chance.below(days - 14)
      let source = chance.below(3)
      let trait = 0.6 * normal() + [0, 0.4, -0.4][source]
      var drift = 0.8 * normal()
      var touches: [(day: Int, channel: Int)] = []
      var handed: Int?
      var opened: Int?
      var survived = [Double](repeating: 1, count: 7)
      for week in 0..<(days - from) / 7 {
        drift = 0.75 * drift + 0.53 * normal()
        let interest = trait + drift
        for channel in 0..<6 {
          var left = laws.rates[channel] * exp(laws.follows[channel] * interest) * (week == 0 ? 4 : 1)
          while left > 0, chance.unit() < 1 - exp(-left) {
            touches.append((from + 7 * week + chance.below(7), channel))
            left /= 3
          }
        }
        let day = from + 7 * week + chance.below(7)
        var pull = [Double](repeating: 0, count: 6)
        for touch in touches where touch.day <= day {
          pull[touch.channel] += laws.effects[touch.channel] * exp(-Double(day - touch.day) / laws.fading)
        }
        let all = pull.reduce(0, +)
        let share = day < days - 20 ? 0.5 * (1 - exp(-Double(days - 20 - day) / 30)) : 0
        for c in 0...6 {
          let opening = 1 / (1 + exp(6.4 - interest - all + (c < 6 ? pull[c] : 0)))
          if c < 6 { without[c] += survived[c] * opening * share } else { expected += survived[c] * opening * share }
          survived[c] *= 1 - opening
        }
        if opened == nil, chance.unit() < 1 / (1 + exp(6.4 - interest - all)) { opened = day }
        if handed == nil, chance.unit() < 1 / (1 + exp(3.2 - interest - 0.3 * all)) { handed = day }
      }
      if let opened { handed = min(handed ?? opened, opened) }
      var won: Int?
      if let opened, chance.unit() < 0.5 { won = opened + 20 + Int(-30 * log(1 - chance.unit())) }
      func date(_ day: Int?) -> Day? { day.flatMap { $0 < days ? Day(number: first + Int32($0)) : nil } }
      append(
        source: source, created: Day(number: first + Int32(from)), handed: date(handed), opened: date(opened), won: date(won))
      for touch in touches where touch.day < days {
        ledger.touches.lead.append(Int32(person))
        ledger.touches.day.append(Day(number: first + Int32(touch.day)))
        ledger.touches.channel.append(UInt16(touch.channel))
      }
    }
    truth = without.map { 1 - $0 / expected }
  }

  private mutating func append(source: Int, created: Day, handed: Day?, opened: Day?, won: Day?) {
    ledger.leads.append(source: source, created: created, handed: handed, opened: opened, won: won)
  }
}

extension Leads {
  /// One more person of whom little is known.
  mutating func append(source: Int, created: Day, handed: Day? = nil, opened: Day? = nil, won: Day? = nil) {
    self.created.append(created)
    self.source.append(UInt16(source))
    handedOver.append(handed)
    accepted.append(nil)
    rejected.append(nil)
    firstResponseHours.append(.nan)
    firstResponseWorkingHours.append(.nan)
    self.opened.append(opened)
    self.won.append(won)
    lost.append(nil)
    wonAmount.append(.nan)
    salesHours.append(.nan)
    noted.append(nil)
  }
}

/// How far each method is from the truth in one simulated company.
struct TouchWorldScore {
  /// Mean absolute error of the channels' shares, over all six channels and over the four that do something.
  var all: [Double] = []
  var real: [Double] = []
  /// Channels whose interval holds the truth, of how many; the same for the followers, had they not been refused.
  var inside = 0
  var of = 0
  var insideFollowing = 0
  /// The regression's answer less the truth, as a share of the wins.
  var bias: [Double] = []
  var wins = 0
  var followersFlagged = 0
  var othersFlagged = 0

  init?(_ world: TouchWorld) {
    guard let found = try? Rulers(world.ledger) else { return nil }
    wins = found.wins
    func share(_ values: ArraySlice<Double>) -> [Double] {
      let positive = values.map { max(0, $0) }
      let sum = max(1e-9, positive.reduce(0, +))
      return positive.map { $0 / sum }
    }
    func error(_ values: [Double], _ range: Range<Int>) -> Double {
      zip(share(values[range]), share(world.truth[range])).reduce(0) { $0 + abs($1.0 - $1.1) } / Double(range.count)
    }
    let methods =
      Ruler.allCases.map { ruler in found.credits.map { $0.under(ruler) } } + [found.credits.map { $0.regression?.value ?? 0 }]
    all = methods.map { error($0, 0..<6) }
    real = methods.map { error($0, 0..<4) }
    // Without the refusal: what the followers would be credited with.
    let timelines = Timelines(world.ledger)
    let unrefused = TouchRegression(
      ExposureRows(world.ledger, timelines, following: timelines.channels.map { _ in false })
    ).credits
    for c in 0..<6 {
      let deals = world.truth[c] * Double(found.wins + found.untouchedWins)
      guard let estimate = c < 4 ? found.credits[c].regression : unrefused[c] else { continue }
      let isInside = estimate.low <= deals && deals <= estimate.high
      if c >= 4, isInside { insideFollowing += 1 }
      if c < 4 {
        of += 1
        if isInside { inside += 1 }
      }
      bias.append((estimate.value - deals) / Double(found.wins))
    }
    followersFlagged = found.credits[4...].count { $0.followsIntent }
    othersFlagged = found.credits[..<4].count { $0.followsIntent }
  }
}

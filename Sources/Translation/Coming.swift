import Glibc
import Records

/// Leads still to come, by draws: by source and week ahead, with season, trend and batches, and as far off as the record was at past days.
///
/// One forecast for the weeks of the chart, for goals on leads and for what those leads bring. Articles/goals.md says how.
package struct Coming: Sendable {
  package static let weeks = Inflow.weeks
  /// Stretches of four weeks that share their luck.
  static let blocks = (weeks + 3) / 4

  /// The first Monday after the cutoff: week 0; days of the running week before it.
  let lead: Int
  let sources: Int
  /// draw · source · week: leads of a whole week.
  private(set) var leads: [Float]
  /// draw · week: all sources together.
  private(set) var totals: [Double]
  /// Of a week's leads, those of each weekday.
  let share: [Double]
  private(set) var misses: Misses

  /// `weekly`: by source, whole weeks from the Monday `first` on, the newest ending at or before the cutoff.
  init(weekly: [[Double]], first: Day, cutoff: Day, byWeekday: [Double], name: String) {
    lead = 6 - cutoff.weekday
    sources = weekly.count
    let sum = byWeekday.reduce(0, +)
    share = byWeekday.map { sum > 0 ? $0 / sum : 1.0 / 7 }
    let size = Outlook.draws * sources * Coming.weeks
    leads = [Float](repeating: 0, count: size)
    totals = [Double](repeating: 0, count: Outlook.draws * Coming.weeks)
    let silent = Inflow.silence(weekly)
    misses = Coming.misses(weekly.map { Array($0.dropLast(silent)) }, first: first)
    let count = weekly.first?.count ?? 0
    guard count > 0 else { return }
    var stream = Draws(name: "coming/" + name, chain: 0)
    let inflow = Inflow(weekly: weekly, first: first, cutoff: cutoff)
    let levels = count < Inflow.fewestWeeks ? weekly.map(Coming.level) : []
    var miss = misses
    for d in 0..<Outlook.draws {
      let drawn = count < Inflow.fewestWeeks ? [] : inflow.weekly(draw: d % Inflow.draws, campaigns: [], &stream)
      let factors = miss.draw(&stream)
      for s in 0..<sources {
        let level = levels.isEmpty ? 0 : levels[s].mean * stream.gamma(levels[s].shape) / levels[s].shape
        for w in 0..<Coming.weeks {
          let came = levels.isEmpty ? drawn[s * Coming.weeks + w] : Double(stream.poisson(level))
          leads[(d * sources + s) * Coming.weeks + w] = Float(came * factors[w])
        }
      }
    }
    // A miss is as often above as below: on average nothing of it is left.
    for w in 0..<Coming.weeks {
      let mean = miss.mean(w)
      for d in 0..<Outlook.draws {
        for s in 0..<sources {
          leads[(d * sources + s) * Coming.weeks + w] /= Float(mean)
          totals[d * Coming.weeks + w] += Double(leads[(d * sources + s) * Coming.weeks + w])
        }
      }
    }
  }

  /// Of a record of a few weeks: their mean, as unsure as their scatter makes it.
  private static func level(_ weeks: [Double]) -> (mean: Double, shape: Double) {
    let last = weeks.suffix(Handed.span(weeks))
    let span = Double(max(1, last.count))
    let mean = max(last.reduce(0, +) / span, 1e-6)
    let scatter = max(1, last.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, span - 1) / mean)
    return ((mean * span + 0.5) / span, max(0.5, (mean * span + 0.5) / scatter))
  }

  // MARK: How far off it was before

  /// How far a quarter was from what the weeks before it said, beyond the luck of weeks.
  struct Misses: Sendable {
    var deviation: Double
    var freedom: Double
    /// Of each past day, in logarithms.
    var offs: [Double]
    /// By week: the mean of its factors, so that they can be divided by it.
    private var sums = [Double](repeating: 0, count: Coming.weeks)
    private var count = 0

    init(deviation: Double, freedom: Double, offs: [Double]) {
      (self.deviation, self.freedom, self.offs) = (deviation, freedom, offs)
    }

    /// A level wanders: further ahead more of it.
    static let growth = (0..<Coming.weeks).map { min(1.6, ((Double($0) + 1) / 7).squareRoot()) }
  }

  /// Without a past to look at a level is taken to wander by three hundredths in a quarter; that counts as two quarters.
  static let usualMiss = 0.03
  static let usualQuarters = 2.0
  static let quarter = 13
  /// Four times as many, or a quarter: beyond that something else began or ended.
  private static let most = log(4.0)

  /// Sources that are looked at one by one; the smaller ones go together.
  private static let mostSources = 12

  static func misses(_ sources: [[Double]], first: Day) -> Misses {
    let count = sources.first?.count ?? 0
    let sums = sources.map { $0.reduce(0, +) }
    let order = sources.indices.sorted { sums[$0] != sums[$1] ? sums[$0] > sums[$1] : $0 < $1 }
    var weekly = order.prefix(mostSources).map { sources[$0] }
    if order.count > mostSources {
      weekly.append((0..<count).map { w in order.dropFirst(mostSources).reduce(0) { $0 + sources[$1][w] } })
    }
    var sum = 0.0
    var offs: [Double] = []
    // Before anybody came there was nothing to be off from.
    let began = (0..<count).first { w in weekly.contains { $0[w] > 0 } } ?? count
    for at in stride(from: count - quarter, through: began + 20, by: -quarter).prefix(8) {
      let inflow = Inflow(weekly: weekly.map { Array($0.prefix(at)) }, first: first, cutoff: first + 7 * at - 1)
      var stream = Draws(name: "misses", chain: at)
      let draws = (0..<48).map { d -> Double in
        let drawn = inflow.weekly(draw: 2 * d, campaigns: [], &stream)
        return weekly.indices.reduce(0.0) { sum, s in
          (0..<quarter).reduce(sum) { $0 + drawn[s * Coming.weeks + $1] }
        }
      }
      let mean = draws.reduce(0, +) / Double(draws.count)
      let came = weekly.reduce(0.0) { sum, own in own[at..<at + quarter].reduce(sum, +) }
      guard mean + came > 0 else { continue }
      let off = min(most, max(-most, log((came + 0.5) / (mean + 0.5))))
      let logs = draws.map { log(($0 + 0.5) / (mean + 0.5)) }
      sum += off * off - logs.reduce(0) { $0 + $1 * $1 } / Double(logs.count)
      offs.append(off)
    }
    let seen = Double(offs.count)
    let usual = usualQuarters * usualMiss * usualMiss
    return Misses(
      deviation: ((max(0, sum) + usual) / (seen + usualQuarters)).squareRoot(), freedom: max(5, seen + 2), offs: offs)
  }

  // MARK: Answers

  /// Each coming week, with the luck of one.
  var expected: [Estimate] {
    (0..<Outlook.weeksAhead).map { w in
      Estimate(draws: (0..<Outlook.draws).map { totals[$0 * Coming.weeks + w] })
    }
  }

  /// Leads a week on average over the weeks shown.
  var mean: Estimate {
    Estimate(
      draws: (0..<Outlook.draws).map { d in
        (0..<Outlook.weeksAhead).reduce(0) { $0 + totals[d * Coming.weeks + $1] } / Double(Outlook.weeksAhead)
      })
  }

  /// Draws of the leads from one day to another, days counted from the cutoff on: 1 is the next.
  func between(_ from: Int, _ to: Int) -> [Double] {
    let parts = parts(from, to)
    return (0..<Outlook.draws).map { d in
      parts.reduce(0) { $0 + totals[d * Coming.weeks + $1.week] * $1.weight }
    }
  }

  /// The same by source: draw · source.
  func bySource(_ from: Int, _ to: Int) -> [Float] {
    let parts = parts(from, to)
    return (0..<Outlook.draws * sources).map { place in
      parts.reduce(0) { $0 + leads[place * Coming.weeks + $1.week] * Float($1.weight) }
    }
  }

  /// The week of a day, and how much of a week's leads it has. Beyond the last week it goes on as in the last ones.
  private func place(_ day: Int) -> (week: Int, share: Double) {
    let week = day <= lead ? 0 : (day - 1 - lead) / 7
    let last = Coming.weeks - Outlook.weeksAhead
    return (
      week < Coming.weeks ? week : last + (week - Coming.weeks) % Outlook.weeksAhead, share[((day - 1 - lead) % 7 + 7) % 7]
    )
  }

  private func parts(_ from: Int, _ to: Int) -> [(week: Int, weight: Double)] {
    guard to >= max(1, from) else { return [] }
    var weights = [Double](repeating: 0, count: Coming.weeks)
    for day in max(1, from)...to {
      let (week, share) = place(day)
      weights[week] += share
    }
    return weights.enumerated().filter { $0.element > 0 }.map { ($0.offset, $0.element) }
  }

  /// Draws of the outcomes from one day to another of leads that come after so many days.
  func outcomes(_ chances: Chances, _ from: Int, _ to: Int, after: Int = 0) -> [Double] {
    guard to >= max(1, from, after + 1) else { return [Double](repeating: 0, count: Outlook.draws) }
    // A lead of a day has had `to - day + 1` days by the end of `to`: how much of each kept time's share that is.
    let points = Chances.days.count
    var weights = [Double](repeating: 0, count: Coming.weeks * points)
    func add(_ end: Int, _ sign: Double) {
      guard end > after else { return }
      for day in after + 1...end {
        let (week, share) = place(day)
        for (point, part) in Chances.at(Double(end - day + 1)) { weights[week * points + point] += sign * part * share }
      }
    }
    add(to, 1)
    add(max(1, from) - 1, -1)
    let used = (0..<Coming.weeks).filter { w in (0..<points).contains { abs(weights[w * points + $0]) > 1e-12 } }
    return (0..<Outlook.draws).map { d in
      var sum = 0.0
      for s in 0..<min(sources, chances.sources) {
        let place = (d * sources + s) * Coming.weeks
        let rates = chances.within[(d * chances.sources + s) * points..<(d * chances.sources + s + 1) * points]
        for w in used {
          let came = Double(leads[place + w])
          guard came > 0 else { continue }
          var share = 0.0
          for (point, rate) in rates.enumerated() { share += weights[w * points + point] * Double(rate) }
          sum += came * share * Double(chances.luck[(d * chances.sources + s) * Coming.blocks + w / 4])
        }
      }
      return max(0, sum)
    }
  }
}

extension Coming.Misses {
  mutating func draw(_ stream: inout Draws) -> [Double] {
    let t = stream.normal() / (stream.gamma(freedom / 2) / (freedom / 2)).squareRoot()
    let held = deviation * min(4, max(-4, t))
    let factors = Self.growth.map { exp(min(3, max(-3, held * $0))) }
    for w in factors.indices { sums[w] += factors[w] }
    count += 1
    return factors
  }

  func mean(_ week: Int) -> Double { count > 0 ? sums[week] / Double(count) : 1 }
}

/// Draws of the chance of a lead of each source to have brought an outcome so many days after it came, with the luck of stretches of weeks.
package struct Chances: Sendable {
  /// Kept times, ascending.
  static let order = HiddenWinnerDraws.days.indices.sorted { HiddenWinnerDraws.days[$0] < HiddenWinnerDraws.days[$1] }
  static let days = order.map { HiddenWinnerDraws.days[$0] }

  let sources: Int
  /// draw · source · time.
  private(set) var within: [Float]
  /// draw · source · block of four weeks.
  private(set) var luck: [Float]

  init(_ posterior: HiddenWinnerPosterior, sources: Int, name: String) {
    self.sources = sources
    let kept = posterior.draws
    let groups = posterior.model.tables.groups
    let times = HiddenWinnerDraws.days.count
    within = []
    within.reserveCapacity(Outlook.draws * sources * times)
    luck = []
    luck.reserveCapacity(Outlook.draws * sources * Coming.blocks)
    var stream = Draws(name: "chances/" + name, chain: 0)
    for draw in 0..<Outlook.draws {
      let d = draw * kept.count / Outlook.draws
      for s in 0..<sources {
        let now = kept.now[d * groups + s]
        for place in Chances.order {
          within.append(Float(now * (1 - kept.survival[(d * groups + s) * times + place])))
        }
        let r = posterior.model.referenceRates[s]
        let f = 1 / (Pool.spreads[Int(kept.spread[d])] * 2 * r * (1 - r))
        for _ in 0..<Coming.blocks {
          luck.append(now > 0 && now < 1 ? Float(stream.beta(f * now, f * (1 - now)) / now) : 1)
        }
      }
    }
  }

  /// A time as parts of kept ones: straight in between, nothing at once, and no more after the last.
  static func at(_ days: Double) -> [(Int, Double)] {
    guard days > 0 else { return [] }
    guard let next = Chances.days.firstIndex(where: { Double($0) >= days }) else { return [(Chances.days.count - 1, 1)] }
    let (low, high) = (next > 0 ? Double(Chances.days[next - 1]) : 0, Double(Chances.days[next]))
    let part = (days - low) / (high - low)
    return next > 0 ? [(next - 1, 1 - part), (next, part)] : [(next, part)]
  }
}

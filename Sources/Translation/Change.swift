import Glibc
import Records

/// Why a total moved: more or fewer units, another mix of sources, or other rates within the sources; the three add up to the change.
///
/// Kitagawa, "Components of a Difference Between Two Rates", *JASA* 50 (1955), once for volume against rate and once for mix
/// against rates within: with N units, shares m and rates r of the sources s, O = N·Σ m r and
/// ΔO = ΔN·R̄ + N̄·Σ Δm·r̄ + N̄·Σ m̄·Δr, a bar being the mean of both periods. Both periods are counted at equal age: units
/// watched for `days`, outcomes within them.
package struct Change: Sendable, Hashable {
  package enum Against: Sendable, Hashable { case sameWeeksLastYear, periodBefore }

  package struct Period: Sendable, Hashable {
    package var from: Day
    package var to: Day
    package var units: Int
    package var outcomes: Int
  }

  /// What one source adds to mix and rate; `group` indexes `Ledger.sources`.
  package struct Part: Sendable, Hashable {
    package var group: Int
    package var mix: Double
    package var rate: Double
  }

  package var against: Against
  package var days: Int
  package var now: Period
  package var before: Period
  package var volume: Double
  package var mix: Double
  /// 90% interval, by weeks as draws of luck.
  package var rate: Estimate
  /// One a source that was there in either period, largest first.
  package var parts: [Part]

  package var total: Int { now.outcomes - before.outcomes }
  /// The rates within sources may not have changed at all.
  package var isNoise: Bool { rate.low <= 0 && rate.high >= 0 }

  /// Why no change is taken apart.
  package enum Refusal: Error, Sendable, Hashable {
    /// Days of record that two periods at equal age would need.
    case recordTooShort(days: Int, needed: Int)
    case tooFewUnits(now: Int, before: Int)
    case nothingToFollow
  }

  /// Thirteen whole weeks.
  static let length = 91
  static let fewestUnits = 30

  /// The newest thirteen weeks whose units were all watched for `days`, against the same weeks last year where the record holds
  /// them, otherwise against the thirteen weeks before.
  init(_ arrivals: [Arrivals], window: RecordWindow, days: Int) throws(Refusal) {
    guard let first = arrivals.first?.first else { throw .nothingToFollow }
    let begin = max(first, window.from)
    let to = window.to - days + 1
    let from = to - Self.length + 1
    let lastYear = from - 364 >= begin
    let shift = lastYear ? 364 : Self.length
    guard from - shift >= begin else {
      throw .recordTooShort(days: window.to - begin + 1, needed: 2 * Self.length + days - 1)
    }
    let seen = arrivals.map { $0.seen(in: window) }
    let now = seen.map { WeeklyCounts($0, from: from, to: to, days: days) }
    let before = seen.map { WeeklyCounts($0, from: from - shift, to: to - shift, days: days) }
    let (n1, n0) = (now.reduce(0) { $0 + $1.units }, before.reduce(0) { $0 + $1.units })
    guard n1 >= Self.fewestUnits, n0 >= Self.fewestUnits else { throw .tooFewUnits(now: n1, before: n0) }
    against = lastYear ? .sameWeeksLastYear : .periodBefore
    self.days = days
    self.now = Period(from: from, to: to, units: n1, outcomes: now.reduce(0) { $0 + $1.outcomes })
    self.before = Period(
      from: from - shift, to: to - shift, units: n0, outcomes: before.reduce(0) { $0 + $1.outcomes })
    let (total1, total0) = (Double(n1), Double(n0))
    let rates = (Double(self.now.outcomes) / total1, Double(self.before.outcomes) / total0)
    volume = (total1 - total0) * (rates.0 + rates.1) / 2
    let mean = (total1 + total0) / 2
    var parts: [Part] = []
    var weighted: [WeeklyCounts.Pair] = []
    for s in arrivals.indices where now[s].units + before[s].units > 0 {
      let (m1, m0) = (Double(now[s].units) / total1, Double(before[s].units) / total0)
      // Who was there in one period only has changed the mix: there is no second rate to compare.
      let r1 = now[s].units > 0 ? now[s].rate : before[s].rate
      let r0 = before[s].units > 0 ? before[s].rate : now[s].rate
      parts.append(Part(group: s, mix: mean * (m1 - m0) * (r1 + r0) / 2, rate: mean * (m1 + m0) / 2 * (r1 - r0)))
      if now[s].units > 0, before[s].units > 0 {
        weighted.append(.init(now: now[s], before: before[s], weight: mean * (m1 + m0) / 2))
      }
    }
    mix = parts.reduce(0) { $0 + $1.mix }
    rate = WeeklyCounts.difference(weighted)
    self.parts = parts.enumerated().sorted {
      (abs($1.element.mix) + abs($1.element.rate), $0.offset) < (abs($0.element.mix) + abs($0.element.rate), $1.offset)
    }.map(\.element)
  }
}

/// Units of a stretch of days and their outcomes within a fixed time, by week from the stretch's first day.
struct WeeklyCounts {
  private(set) var unitsByWeek: [Int]
  private(set) var outcomesByWeek: [Int]

  /// Every unit of `from ... to` counts, so `to` must lie at least `days - 1` days before the end of the record.
  init(_ arrivals: Arrivals, from: Day, to: Day, days: Int) {
    let weeks = max(1, (max(0, to - from + 1) + 6) / 7)
    unitsByWeek = Array(repeating: 0, count: weeks)
    outcomesByWeek = unitsByWeek
    guard to >= from else { return }
    let lower = max(0, from - arrivals.first)
    let upper = min(arrivals.units.count - 1, to - arrivals.first)
    guard lower <= upper else { return }
    for i in lower...upper { unitsByWeek[(arrivals.first + i - from) / 7] += arrivals.units[i] }
    for win in arrivals.wins where win.index >= lower && win.index <= upper && win.lag < days {
      outcomesByWeek[(arrivals.first + win.index - from) / 7] += win.count
    }
  }

  var units: Int { unitsByWeek.reduce(0, +) }
  var outcomes: Int { outcomesByWeek.reduce(0, +) }
  var rate: Double { units > 0 ? Double(outcomes) / Double(units) : 0 }

  /// One source in both periods, and how much its rate weighs.
  struct Pair {
    var now: WeeklyCounts
    var before: WeeklyCounts
    var weight: Double
  }

  /// Σ weight·(rate now − rate before) with its 90% interval.
  ///
  /// A week is one draw of luck for all sources together (the linearised variance of a ratio with weeks as clusters: Cochran,
  /// *Sampling Techniques*, 3rd ed. 1977, 6.3 and 9A.5), and never less than the luck of each unit, with rates drawn half an
  /// outcome towards one half so that none of none is not certain; nor less than it would be at one rate for both sides, for that is
  /// what "no difference" means. Student's t with the weeks less one on each side. One pair moves in steps of an outcome: half a step
  /// more (Fleiss, *Statistical Methods for Rates and Proportions*, 2nd ed. 1981, 2.2); a sum over sources has no such steps.
  static func difference(_ parts: [Pair]) -> Estimate {
    let value = parts.reduce(0) { $0 + $1.weight * ($1.now.rate - $1.before.rate) }
    var variance = 0.0
    var freedom = 0.0
    for side in [\Pair.now, \.before] {
      let weeks = parts.map { $0[keyPath: side].unitsByWeek.count }.max() ?? 0
      var residuals = Array(repeating: 0.0, count: weeks)
      var own = 0.0
      for part in parts {
        let counts = part[keyPath: side]
        let n = Double(counts.units)
        guard n > 0 else { continue }
        for w in counts.unitsByWeek.indices {
          residuals[w] +=
            part.weight / n * (Double(counts.outcomesByWeek[w]) - counts.rate * Double(counts.unitsByWeek[w]))
        }
        let p = (Double(counts.outcomes) + 0.5) / (n + 1)
        let both = Double(part.now.outcomes + part.before.outcomes) / Double(part.now.units + part.before.units)
        own += part.weight * part.weight * max(p * (1 - p), both * (1 - both)) / n
      }
      let active = Double(max(2, weeks))
      let clustered = residuals.reduce(0) { $0 + $1 * $1 } * active / (active - 1)
      variance += max(clustered, own)
      freedom += active - 1
    }
    var half = studentT95(freedom) * variance.squareRoot()
    if let pair = parts.first, parts.count == 1, pair.now.units > 0, pair.before.units > 0 {
      half += abs(pair.weight) * (1 / Double(pair.now.units) + 1 / Double(pair.before.units)) / 2
    }
    return Estimate(value: value, low: value - half, high: value + half)
  }

  /// The 95% point of Student's t by the first terms of its expansion at the normal (Fisher & Cornish 1960): within .005 from five
  /// degrees of freedom up.
  static func studentT95(_ freedom: Double) -> Double {
    let z = Normal.z90
    let f = max(1, freedom)
    let z3 = z * z * z
    let z5 = z3 * z * z
    let z7 = z5 * z * z
    let third = (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * f * f * f)
    return z + (z3 + z) / (4 * f) + (5 * z5 + 16 * z3 + 3 * z) / (96 * f * f) + third
  }
}

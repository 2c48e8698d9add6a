import Glibc

/// What became of a group of units by the number of whole days since each came (its lag).
///
/// All arrays have the same length, one entry a lag from 0. A unit of age `a` is at risk on every lag 0…a, so at a
/// tie events come before leaving.
package struct Spells: Sendable {
  /// Units that enter the risk set at this lag (all at 0 unless the record begins later).
  package var entering: [Int]
  package var won: [Int]
  package var lost: [Int]
  /// Units last watched on this lag, still undecided.
  package var leaving: [Int]

  package init(days: Int) {
    entering = Array(repeating: 0, count: days)
    won = entering
    lost = entering
    leaving = entering
  }

  package var days: Int { won.count }

  /// Those of other units, watched for as many days.
  mutating func add(_ other: Spells) {
    precondition(other.days == days, "spells of one calendar")
    for lag in 0..<days {
      entering[lag] += other.entering[lag]
      won[lag] += other.won[lag]
      lost[lag] += other.lost[lag]
      leaving[lag] += other.leaving[lag]
    }
  }
}

/// The Aalen–Johansen cumulative incidence of winning, exact at ties.
///
/// F(t) = Σ S(before) · won/at risk over lags ≤ t; the variance is the delta-method one of Marubini & Valsecchi,
/// *Analysing Survival Data from Clinical Trials* (1995), chapter 10. Without censoring it is the plain rate.
package struct ArrivalCurve: Sendable {
  package struct Step: Sendable, Hashable {
    package var lag: Int
    package var atRisk: Int
    package var won: Int
    /// Cumulative incidence after this lag.
    package var value: Double
    package var variance: Double
  }
  /// One step for each lag with an event, ascending.
  package private(set) var steps: [Step]
  /// Units at risk on each lag.
  package private(set) var atRisk: [Int]

  package init(_ spells: Spells) {
    steps = []
    atRisk = []
    atRisk.reserveCapacity(spells.days)
    var here = 0
    var undecided = 1.0
    var incidence = 0.0
    // The three sums of the variance, expanded in powers of F(t) so that every step is O(1):
    // Σ (F(t) − Fⱼ)²·a = F(t)²·a0 − 2F(t)·a1 + a2 and Σ (F(t) − Fⱼ)·c = F(t)·c0 − c1.
    var a0 = 0.0
    var a1 = 0.0
    var a2 = 0.0
    var own = 0.0
    var c0 = 0.0
    var c1 = 0.0
    for lag in 0..<spells.days {
      here += spells.entering[lag]
      atRisk.append(here)
      let won = spells.won[lag]
      let decided = won + spells.lost[lag]
      if here > 0, decided > 0 {
        let n = Double(here)
        let before = undecided
        incidence += before * Double(won) / n
        undecided *= 1 - Double(decided) / n
        if here > decided {
          let a = Double(decided) / (n * (n - Double(decided)))
          a0 += a
          a1 += a * incidence
          a2 += a * incidence * incidence
        }
        own += before * before * Double(won) * (n - Double(won)) / (n * n * n)
        let c = before * Double(won) / (n * n)
        c0 += c
        c1 += c * incidence
        let variance =
          incidence * incidence * a0 - 2 * incidence * a1 + a2 + own - 2 * (incidence * c0 - c1)
        steps.append(
          Step(lag: lag, atRisk: here, won: won, value: incidence, variance: max(0, variance)))
      }
      here -= decided + spells.leaving[lag]
    }
  }

  /// The last step at or before lag `days - 1`: "within `days` days" means lags 0 … days − 1.
  private func step(within days: Int) -> Step? {
    var low = 0
    var high = steps.count
    while low < high {
      let middle = (low + high) / 2
      if steps[middle].lag < days { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : steps[low - 1]
  }

  /// Share of units won within `days` days.
  package func value(within days: Int) -> Double { step(within: days)?.value ?? 0 }

  package func variance(within days: Int) -> Double { step(within: days)?.variance ?? 0 }

  /// Log-log interval F^exp(±z·sd/(F ln F)); `nil` before the first win and where F is 1.
  package func interval(within days: Int, z: Double = Normal.z90) -> (low: Double, high: Double)? {
    guard let step = step(within: days), step.value > 0, step.value < 1 else { return nil }
    let width = z * step.variance.squareRoot() / (step.value * log(step.value))
    let ends = [pow(step.value, exp(width)), pow(step.value, exp(-width))]
    return (min(ends[0], ends[1]), max(ends[0], ends[1]))
  }
}

/// The few facts of the normal distribution that intervals need.
package enum Normal {
  /// Half-width of a central 90% interval in standard deviations.
  package static let z90 = 1.6448536269514722
}

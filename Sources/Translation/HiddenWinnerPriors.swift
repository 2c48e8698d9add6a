import Glibc
import Records

/// How sources' rates lie around each other: p_s ~ Beta(a, a(1 − p₀)/p₀) with (a, p₀) drawn from the grid of the pool.
///
/// a is the pool's strength counted in wins, so that rates are pooled by *relative* spread.
package struct PoolGrid: Sendable {
  package let points: [(a: Double, b: Double, centre: Double)]
  private let logBetas: [Double]

  package init(strengths: [Double] = Pool.strengths, centres: [Double] = Pool.centres) {
    points = strengths.flatMap { a in centres.map { (a: a, b: a * (1 - $0) / $0, centre: $0) } }
    logBetas = points.map { lnGamma($0.a) + lnGamma($0.b) - lnGamma($0.a + $0.b) }
  }

  /// ln density of the sources' rates at every grid point, a outer and p₀ inner, up to a term that is the same for all.
  package func logDensities(sumLog: Double, sumLogRest: Double, sources: Int) -> [Double] {
    points.indices.map { points[$0].a * sumLog + points[$0].b * sumLogRest - Double(sources) * logBetas[$0] }
  }

  func draw(_ logRate: [Double], _ logNotRate: [Double], pooled: Int, _ draws: inout Draws) -> (a: Double, centre: Double) {
    var sumLog = 0.0
    var sumLogRest = 0.0
    for g in 0..<pooled {
      sumLog += logRate[g]
      sumLogRest += logNotRate[g]
    }
    let drawn = draws.index(logs: logDensities(sumLog: sumLog, sumLogRest: sumLogRest, sources: pooled))
    return (points[drawn].a, points[drawn].centre)
  }
}

/// How much cohorts of one source differ beyond binomial luck: v, by beta-binomial weights on the pool's grid.
struct CohortSpread {
  private struct At {
    /// Of the beta law of a cohort's chance: its two shapes sum to f.
    var tightness: Double
    /// 1/k: what one unit of the cohort is worth to its source's rate.
    var deflator: Double
    /// ln Γ(f) − ln Γ(f + n).
    var constant: Double
  }
  private let at: [At]
  private let size: Int
  private let units: [Int]
  private let groupOf: [Int]

  init(_ tables: HiddenWinnerTables, rates: [Double]) {
    size = tables.blocks.count
    units = tables.blocks.map(\.units)
    groupOf = tables.blocks.indices.map { $0 / tables.blockCount }
    at = Pool.spreads.flatMap { v in
      tables.blocks.enumerated().map { i, block in
        let r = rates[i / tables.blockCount]
        let n = Double(block.units)
        let f = 1 / (v * block.rootConcentration * r * (1 - r))
        let k = Pool.deflator(units: n, spread: v, rate: r, rootConcentration: block.rootConcentration)
        return At(tightness: f, deflator: 1 / k, constant: lnGamma(f) - lnGamma(f + n))
      }
    }
  }

  @inline(__always)
  func tightness(_ v: Int, _ block: Int) -> Double { at[v * size + block].tightness }
  @inline(__always)
  func deflator(_ v: Int, _ block: Int) -> Double { at[v * size + block].deflator }

  func draw(winners: [Int], expected: [Double], pooled: Int, _ draws: inout Draws) -> Int {
    let logs = Pool.spreads.indices.map { v -> Double in
      var sum = 0.0
      for i in 0..<size where units[i] > 0 && groupOf[i] < pooled {
        let one = at[v * size + i]
        let alpha = one.tightness * expected[i]
        let beta = one.tightness * (1 - expected[i])
        let y = Double(winners[i])
        sum += one.constant + rise(beta, Double(units[i]) - y)
        if winners[i] > 0 { sum += rise(alpha, y) }
      }
      return sum
    }
    return draws.index(logs: logs)
  }

  /// ln Γ(x + n) − ln Γ(x) for whole n ≥ 0, by the product where that is short.
  private func rise(_ x: Double, _ n: Double) -> Double {
    if n <= 6 {
      var product = 1.0
      var i = 0.0
      while i < n {
        product *= x + i
        i += 1
      }
      return log(product)
    }
    return lnGamma(x + n) - lnGamma(x)
  }
}

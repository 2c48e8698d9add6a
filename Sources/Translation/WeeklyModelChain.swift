import Glibc
import Records

/// What a chain has visited: for each kept sweep and metric the cell (−1: does nothing) and the effect.
struct WeeklyTrace: Sendable {
  var cell: [Int32] = []
  var effect: [Double] = []
  var variance: [Double] = []
  var level: [UInt8] = []
  /// Sum over sweeps of the probability of an effect, by metric.
  var included: [Double]
  /// Sum over sweeps of the probability of each cell, given an effect.
  var mass: [Double]
  var sweeps = 0
}

/// One chain of the Gibbs sampler. Each metric's cell is drawn with its effect integrated out, then the effect; then the noise's
/// correlation with its size integrated out, then the size.
struct WeeklyChain: Sendable {
  private let nothing: Double
  /// Pairs of metrics that move together.
  private let pairs: [(Int, Int)]
  private var source: Xoshiro256
  private var cell: [Int]
  private var effect: [Double]
  private var level: Int
  private var variance: Double
  private var weights: [Double]
  /// By cell: its product with what the others leave of the outcome, then the z of its effect.
  private var scores: [Double]
  /// What all effects leave of the outcome, by week; and with it weighed.
  private var left: [Double]
  private var without: [Double]
  private var weighed: [Double]
  private var narrow: [Float]
  private let logPriors: [Double]
  private(set) var trace: WeeklyTrace

  init(_ stage: WeeklyStage, nothing: Double, pairs: [(Int, Int)], seed: UInt64) {
    self.nothing = nothing
    self.pairs = pairs
    source = Xoshiro256(seed: seed)
    cell = Array(repeating: -1, count: stage.metrics)
    effect = Array(repeating: 0, count: stage.metrics)
    level = 0
    weights = Array(repeating: 0, count: stage.cells.count)
    scores = weights
    left = stage.products.outcome
    without = left
    weighed = left
    narrow = left.map(Float.init)
    logPriors = stage.cells.map { exp($0.logPrior) }
    variance = stage.products.levels[0].outcome / Double(max(1, stage.products.weeks))
    trace = WeeklyTrace(
      included: Array(repeating: 0, count: stage.metrics), mass: Array(repeating: 0, count: stage.cells.count))
  }

  mutating func run(_ stage: WeeklyStage, sweeps: Int, dropped: Int, collectsMass: Bool = false) {
    for sweep in 0..<(sweeps + dropped) {
      let keeps = sweep >= dropped
      layLeft(stage)
      for m in 0..<stage.metrics { draw(m, stage, keeps: keeps, collectsMass: collectsMass) }
      for pair in pairs { move(pair, stage) }
      drawNoise(stage)
      guard keeps else { continue }
      for m in 0..<stage.metrics {
        trace.cell.append(Int32(cell[m]))
        trace.effect.append(effect[m])
      }
      trace.variance.append(variance)
      trace.level.append(UInt8(level))
      trace.sweeps += 1
    }
  }

  /// Anew each sweep, so that what rounding leaves does not add up.
  private mutating func layLeft(_ stage: WeeklyStage) {
    left = stage.products.outcome
    for m in cell.indices where cell[m] >= 0 { stage.products.take(effect[m], of: cell[m], from: &left) }
  }

  private mutating func set(_ m: Int, _ newCell: Int, _ newEffect: Double, _ stage: WeeklyStage) {
    if cell[m] >= 0 { stage.products.take(-effect[m], of: cell[m], from: &left) }
    cell[m] = newCell
    effect[m] = newEffect
    if newCell >= 0 { stage.products.take(newEffect, of: newCell, from: &left) }
  }

  /// Fills `weights` with each cell's weight against e^(−scale), and returns their sum and that scale.
  private mutating func weigh(_ m: Int, without other: Int, _ stage: WeeklyStage) -> (sum: Double, scale: Double) {
    let range = stage.bounds[m]..<stage.bounds[m + 1]
    for t in left.indices { without[t] = left[t] }
    if cell[m] >= 0 { stage.products.take(-effect[m], of: cell[m], from: &without) }
    if other != m, cell[other] >= 0 { stage.products.take(-effect[other], of: cell[other], from: &without) }
    stage.products.weigh(without, level: level, into: &weighed)
    for t in weighed.indices { narrow[t] = Float(weighed[t]) }
    stage.products.products(range, with: narrow, into: &scores)
    let inverse = 1 / variance
    let prior = 1 / (stage.effectScale * stage.effectScale)
    let front = (1 - nothing) * 2 / stage.effectScale
    return stage.products.levels[level].own.withUnsafeBufferPointer { own in
      scores.withUnsafeMutableBufferPointer { v in
        weights.withUnsafeMutableBufferPointer { w in
          logPriors.withUnsafeBufferPointer { priors in
            var top = 0.0
            for j in range {
              let root = (own[j] * inverse + prior).squareRoot()
              let z = v[j] * inverse / root
              v[j] = z
              w[j] = front * priors[j] / root
              top = max(top, z)
            }
            let scale = top * top / 2
            let tail = scale > 700 ? 0 : exp(-scale)
            var sum = 0.0
            for j in range {
              let z = v[j]
              var value = 0.0
              if z > 0 {
                let height = z * z / 2 - scale
                if height > -45 {
                  value = exp(height)
                  if z < 5 { value -= tail * 0.5 * WeeklyModel.scaledTail(z * 0.7071067811865476) }
                }
              } else if tail > 0 {
                value = tail * 0.5 * WeeklyModel.scaledTail(-z * 0.7071067811865476)
              }
              w[j] *= max(0, value)
              sum += w[j]
            }
            return (sum, scale)
          }
        }
      }
    }
  }

  private mutating func draw(_ m: Int, _ stage: WeeklyStage, keeps: Bool, collectsMass: Bool) {
    let (sum, scale) = weigh(m, without: m, stage)
    let idle = nothing * (scale > 700 ? 0 : exp(-scale))
    if keeps {
      trace.included[m] += sum / (sum + idle)
      if collectsMass, sum > 0 {
        for j in stage.bounds[m]..<stage.bounds[m + 1] { trace.mass[j] += weights[j] / sum }
      }
    }
    if source.unit() * (sum + idle) >= sum {
      set(m, -1, 0, stage)
    } else {
      choose(m, sum, stage)
    }
  }

  /// A cell by its weight, then its effect.
  private mutating func choose(_ m: Int, _ sum: Double, _ stage: WeeklyStage) {
    var left = source.unit() * sum
    var chosen = stage.bounds[m + 1] - 1
    for j in stage.bounds[m]..<stage.bounds[m + 1] {
      left -= weights[j]
      if left < 0 {
        chosen = j
        break
      }
    }
    let precision = stage.products.levels[level].own[chosen] / variance + 1 / (stage.effectScale * stage.effectScale)
    let deviation = 1 / precision.squareRoot()
    set(m, chosen, Chance.positive(mean: scores[chosen] * deviation, deviation: deviation, &source), stage)
  }

  private typealias Chance = WeeklyModel.Chance

  /// Two metrics that move together trade places: when one of them works alone, which one is drawn anew; when both do, their
  /// effects slide along the ridge on which the outcome hardly changes. Both steps are exact.
  private mutating func move(_ pair: (Int, Int), _ stage: WeeklyStage) {
    let (a, b) = pair
    switch (cell[a] >= 0, cell[b] >= 0) {
    case (false, false): break
    case (true, true): slide(a, b, stage)
    case (true, false), (false, true):
      let first = weigh(a, without: b, stage)
      let second = weigh(b, without: a, stage)
      let top = max(first.scale, second.scale)
      let (one, two) = (first.sum * exp(first.scale - top), second.sum * exp(second.scale - top))
      guard one + two > 0 else { break }
      let takesFirst = source.unit() * (one + two) < one
      set(takesFirst ? b : a, -1, 0, stage)
      choose(takesFirst ? a : b, takesFirst ? first.sum : second.sum, stage)
    }
  }

  private mutating func slide(_ a: Int, _ b: Int, _ stage: WeeklyStage) {
    let (i, j) = (cell[a], cell[b])
    let prior = 1 / (stage.effectScale * stage.effectScale)
    let own = stage.products.levels[level].own
    let (one, other) = (stage.products.feature(i), stage.products.feature(j))
    let ij = WeeklyProducts.dot(one, stage.products.weighed(other, level: level))
    let (ii, jj) = (own[i], own[j])
    let ratio = ij / jj
    guard ratio > 0 else { return }
    stage.products.weigh(left, level: level, into: &weighed)
    let (va, vb) = (WeeklyProducts.dot(one, weighed), WeeklyProducts.dot(other, weighed))
    // Along (1, −ratio): gradient and curvature of the log posterior at the present place.
    let gradient = (va - ratio * vb) / variance - prior * (effect[a] - ratio * effect[b])
    let curvature = (ii - 2 * ratio * ij + ratio * ratio * jj) / variance + prior * (1 + ratio * ratio)
    let step = Chance.between(
      -effect[a], effect[b] / ratio, mean: gradient / curvature, deviation: 1 / curvature.squareRoot(), &source)
    set(a, i, max(0, effect[a] + step), stage)
    set(b, j, max(0, effect[b] - ratio * step), stage)
  }

  private mutating func drawNoise(_ stage: WeeklyStage) {
    let half = Double(stage.products.weeks) / 2 + 1
    let errors = stage.products.squares(left).map { max($0, 1e-12) }
    let logs = zip(stage.products.levels, errors).map { $0.logWeight - half * log($1 + 2e-4) }
    level = Chance.index(logWeights: logs, &source)
    variance = (errors[level] / 2 + 1e-4) / Chance.gamma(half, &source)
  }
}

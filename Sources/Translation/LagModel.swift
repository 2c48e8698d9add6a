import Glibc

/// What all sources share about the lag: the centre of each bin's hazard, how far sources differ from it, how fast it changes.
///
/// h_sk ~ Beta(κ·x_k, κ(1 − x_k)); logit x_k walks over k with mean step +.1, so that the walk carries the tail past the data;
/// κ, the size of the walk's step and x are drawn from grids. x is drawn as a whole by filtering forwards and drawing backwards over its
/// 41 states (Scott 2002), since one bin at a time would mix slowly.
package struct LagModel: Sendable {
  package static let strengths: [Double] = [4, 8, 16, 32, 64, 128, 256, 1024]
  package static let steps: [Double] = [0.15, 0.3, 0.5, 0.8, 1.2]
  package static let logits: [Double] = (0..<41).map { -6.5 + 0.25 * Double($0) }
  package static let centres: [Double] = logits.map { 1 / (1 + exp(-$0)) }
  static let drift = 0.1

  /// Bins with a hazard to learn: all but the last, where everybody left wins.
  package let bins: Int
  package var centre: [Int]
  package var strength = 2
  package var step = 2

  /// ln B(κx, κ(1 − x)) by strength and centre.
  private let logBetas: [[Double]]
  /// ln of the chance to go from one logit to another, by step size; rows sum to one.
  private let logMoves: [[Double]]
  private let moves: [[Double]]
  private let start: [Double]
  // Working memory of one draw.
  private var filtered: [Double]
  private var backward: [Double]

  package init(bins: Int, hazards: [Double]) {
    self.bins = bins
    let states = LagModel.logits.count
    centre = (0..<bins).map { k in
      let logit = log(hazards[k] / (1 - hazards[k]))
      return min(states - 1, max(0, Int(((logit + 6.5) / 0.25).rounded())))
    }
    logBetas = LagModel.strengths.map { kappa in
      LagModel.centres.map { lnGamma(kappa * $0) + lnGamma(kappa * (1 - $0)) - lnGamma(kappa) }
    }
    moves = LagModel.steps.map { step in
      LagModel.logits.flatMap { from -> [Double] in
        let row = LagModel.logits.map { to -> Double in
          let z = (to - from - LagModel.drift) / step
          return exp(-0.5 * z * z)
        }
        let sum = row.reduce(0, +)
        return row.map { $0 / sum }
      }
    }
    logMoves = moves.map { $0.map { log(max($0, 1e-300)) } }
    let prior = LagModel.logits.map { exp(-0.5 * ($0 + 2) * ($0 + 2) / 4) }
    start = prior
    filtered = Array(repeating: 0, count: bins * states)
    backward = Array(repeating: 0, count: states)
  }

  package var kappa: Double { LagModel.strengths[strength] }
  package func hazard(_ k: Int) -> Double { LagModel.centres[centre[k]] }

  /// ln density of `sources` hazards of one bin, up to the term −Σ ln h(1 − h) that no grid changes.
  package static func logDensity(kappa: Double, centre: Double, sumLog: Double, sumLogRest: Double, sources: Int) -> Double {
    kappa * centre * sumLog + kappa * (1 - centre) * sumLogRest
      - Double(sources) * (lnGamma(kappa * centre) + lnGamma(kappa * (1 - centre)) - lnGamma(kappa))
  }

  /// Draws centres, strength and step given Σ ln h and Σ ln(1 − h) of the sources in each bin.
  package mutating func draw(sumLog: [Double], sumLogRest: [Double], sources: Int, _ draws: inout Draws) {
    drawCentres(sumLog, sumLogRest, Double(sources), &draws)
    drawStrength(sumLog, sumLogRest, Double(sources), &draws)
    drawStep(&draws)
  }

  private mutating func drawCentres(_ sumLog: [Double], _ sumLogRest: [Double], _ sources: Double, _ draws: inout Draws) {
    let states = LagModel.logits.count
    let kappa = LagModel.strengths[strength]
    let logBeta = logBetas[strength]
    let move = moves[step]
    filtered.withUnsafeMutableBufferPointer { filtered in
      backward.withUnsafeMutableBufferPointer { work in
        move.withUnsafeBufferPointer { move in
          for k in 0..<bins {
            let row = UnsafeMutableBufferPointer(rebasing: filtered[(k * states)..<((k + 1) * states)])
            if k == 0 {
              for x in 0..<states { row[x] = start[x] }
            } else {
              for x in 0..<states { row[x] = 0 }
              let before = (k - 1) * states
              for from in 0..<states {
                let weight = filtered[before + from]
                guard weight > 1e-13 else { continue }
                for x in 0..<states { row[x] += weight * move[from * states + x] }
              }
            }
            var top = -Double.infinity
            for x in 0..<states {
              let c = LagModel.centres[x]
              work[x] = kappa * (c * sumLog[k] + (1 - c) * sumLogRest[k]) - sources * logBeta[x]
              if row[x] > 0 { top = max(top, work[x]) }
            }
            var sum = 0.0
            for x in 0..<states {
              row[x] *= exp(work[x] - top)
              sum += row[x]
            }
            let scale = 1 / sum
            for x in 0..<states { row[x] *= scale }
          }
          for k in stride(from: bins - 1, through: 0, by: -1) {
            for x in 0..<states {
              work[x] = filtered[k * states + x] * (k + 1 < bins ? move[x * states + centre[k + 1]] : 1)
            }
            centre[k] = draws.index(weights: UnsafeBufferPointer(work))
          }
        }
      }
    }
  }

  private mutating func drawStrength(_ sumLog: [Double], _ sumLogRest: [Double], _ sources: Double, _ draws: inout Draws) {
    let logs = LagModel.strengths.indices.map { i -> Double in
      var sum = 0.0
      for k in 0..<bins {
        let c = LagModel.centres[centre[k]]
        sum += LagModel.strengths[i] * (c * sumLog[k] + (1 - c) * sumLogRest[k]) - sources * logBetas[i][centre[k]]
      }
      return sum
    }
    strength = draws.index(logs: logs)
  }

  private mutating func drawStep(_ draws: inout Draws) {
    let states = LagModel.logits.count
    let logs = logMoves.map { move -> Double in
      var sum = 0.0
      for k in 1..<bins { sum += move[centre[k - 1] * states + centre[k]] }
      return sum
    }
    step = draws.index(logs: logs)
  }
}

import Glibc

/// What all sources share about the lag: the centre of each bin's hazard, how far sources differ from it, how fast it changes.
///
/// h_sk ~ Beta(κ·x_k, κ(1 − x_k)); logit x_k walks over k with mean step +.1, so that the walk carries the tail past the data;
/// κ, the size of the walk's step and x are drawn from grids, given the outcomes of each bin among those at risk with the sources' own
/// hazards integrated out: given the hazards, x of like sources could not leave its place on the grid for a thousand sweeps. x is
/// drawn as a whole by filtering forwards and drawing backwards over its 41 states (Scott 2002).
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

  /// ln Γ(κx) and ln Γ(κ(1 − x)) by centre, for each strength; ln Γ(κ).
  private let logGammas: [(events: [Double], rest: [Double], whole: Double)]
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
    logGammas = LagModel.strengths.map { kappa in
      (
        LagModel.centres.map { lnGamma(kappa * $0) }, LagModel.centres.map { lnGamma(kappa * (1 - $0)) }, lnGamma(kappa)
      )
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

  /// Outcomes in each bin and the winners who were at risk of one, by source × `stride`.
  package struct Seen: Sendable {
    package var events: [Int]
    package var atRisk: [Int]
    package var stride: Int
    package var sources: Int
    package init(events: [Int], atRisk: [Int], stride: Int, sources: Int) {
      self.events = events
      self.atRisk = atRisk
      self.stride = stride
      self.sources = sources
    }
  }

  package mutating func draw(_ seen: Seen, _ draws: inout Draws) {
    drawStrength(seen, &draws)
    drawCentres(seen, &draws)
    drawStep(&draws)
  }

  /// ln of the beta-binomial chance of what bin `k` showed, but for what depends on κ alone.
  @inline(__always)
  private func logChance(_ seen: Seen, bin k: Int, centre x: Int, strength i: Int) -> Double {
    let kappa = LagModel.strengths[i]
    let (a, b) = (kappa * LagModel.centres[x], kappa * (1 - LagModel.centres[x]))
    var sum = 0.0
    for g in 0..<seen.sources {
      let events = seen.events[g * seen.stride + k]
      let rest = seen.atRisk[g * seen.stride + k] - events
      if events > 0 { sum += lnGamma(a + Double(events)) - logGammas[i].events[x] }
      if rest > 0 { sum += lnGamma(b + Double(rest)) - logGammas[i].rest[x] }
    }
    return sum
  }

  private mutating func drawCentres(_ seen: Seen, _ draws: inout Draws) {
    let states = LagModel.logits.count
    let chances = (0..<bins).flatMap { k in (0..<states).map { logChance(seen, bin: k, centre: $0, strength: strength) } }
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
              work[x] = chances[k * states + x]
              if row[x] > 0 { top = max(top, work[x]) }
            }
            var sum = 0.0
            for x in 0..<states {
              row[x] = row[x] > 0 ? row[x] * exp(work[x] - top) : 0
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

  private mutating func drawStrength(_ seen: Seen, _ draws: inout Draws) {
    let logs = LagModel.strengths.indices.map { i -> Double in
      var sum = 0.0
      for k in 0..<bins {
        sum += logChance(seen, bin: k, centre: centre[k], strength: i)
        for g in 0..<seen.sources where seen.atRisk[g * seen.stride + k] > 0 {
          sum += logGammas[i].whole - lnGamma(LagModel.strengths[i] + Double(seen.atRisk[g * seen.stride + k]))
        }
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

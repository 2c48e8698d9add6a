import Glibc

/// A slow change of every source's rate at once, on the logit, by blocks of 28 days: g_b = g_(b+1) + τ·ε, block 0 the newest.
///
/// Given how far each block's winners are from what is expected (a Laplace step: gradient U over information I), g is
/// drawn by a Kalman filter from the oldest block and a backward pass (Carter & Kohn 1994), τ from a grid where a tenth of the prior says
/// none. It walks rather than returns to a mean: the newest blocks, whose winners are still to come, would be drawn back to what was.
package struct Drift: Sendable {
  package static let steps: [Double] = [0, 0.03, 0.06, 0.1, 0.15, 0.2, 0.3, 0.45]
  package static let prior: [Double] = steps.map { $0 == 0 ? 0.1 : 0.9 / 7 }
  /// Steps from which on rates are said to move, and the odds of those before any record.
  package static let telling = 0.06
  package static var priorOdds: Double {
    let moving = zip(steps, prior).reduce(0) { $0 + ($1.0 >= telling ? $1.1 : 0) }
    return moving / (1 - moving)
  }
  /// What a rate of today differs by from that of the newest block, in steps: the end of a walk against its mean over the last 28 days.
  package static let untilToday = 0.5773502691896258

  /// By block, 0 the newest; the mean weighted by information is 0.
  package private(set) var g: [Double]
  package private(set) var step = 0
  private var mean: [Double]
  private var variance: [Double]

  package init(blocks: Int) {
    g = Array(repeating: 0, count: blocks)
    mean = g
    variance = g
  }

  /// `gradient` and `information` by block, both at the present `g`.
  package mutating func draw(gradient: [Double], information: [Double], _ draws: inout Draws) {
    let seen = g.indices.map { g[$0] + min(1, max(-1, gradient[$0] / max(information[$0], 1))) }
    let logs = Drift.steps.indices.map { log(Drift.prior[$0]) + filter(Drift.steps[$0], seen, information) }
    step = draws.index(logs: logs)
    _ = filter(Drift.steps[step], seen, information)
    let noise = Drift.steps[step] * Drift.steps[step]
    var later = mean[0] + variance[0].squareRoot() * draws.normal()
    g[0] = later
    for b in g.indices.dropFirst() {
      // b is older than the one just drawn: weigh its filtered law with what the newer one says.
      let predicted = variance[b] + noise
      let gain = predicted > 0 ? variance[b] / predicted : 0
      let centre = mean[b] + gain * (later - mean[b])
      let left = max(0, variance[b] - gain * variance[b])
      later = centre + left.squareRoot() * draws.normal()
      g[b] = later
    }
    let total = information.reduce(0, +)
    guard total > 0 else { return }
    var middle = 0.0
    for b in g.indices { middle += information[b] * g[b] / total }
    for b in g.indices { g[b] -= middle }
  }

  /// Fills `mean` and `variance` from the oldest block on; ln likelihood of what was seen.
  private mutating func filter(_ step: Double, _ seen: [Double], _ information: [Double]) -> Double {
    var logLikelihood = 0.0
    var m = 0.0
    var v = 1.0
    for b in g.indices.reversed() {
      if b + 1 < g.count { v += step * step }
      if information[b] > 1e-9 {
        let noise = 1 / information[b]
        let whole = v + noise
        let off = seen[b] - m
        logLikelihood -= 0.5 * (log(whole) + off * off / whole)
        m += v / whole * off
        v *= noise / whole
      }
      mean[b] = m
      variance[b] = v
    }
    return logLikelihood
  }
}

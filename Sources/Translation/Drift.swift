import Glibc

/// A slow change of every source's rate at once, on the logit, by blocks of 28 days: g_b = .9·g_(b+1) + τ·ε, block 0 the newest.
///
/// Given how far each block's winners are from what is expected (a Laplace step: gradient U over information I), g is
/// drawn by a Kalman filter from the oldest block and a backward pass (Carter & Kohn 1994), τ from a grid where half the prior says none.
package struct Drift: Sendable {
  package static let steps: [Double] = [0, 0.03, 0.06, 0.1, 0.17, 0.28]
  package static let prior: [Double] = [0.5, 0.1, 0.1, 0.1, 0.1, 0.1]
  static let memory = 0.9

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
      let predicted = Drift.memory * Drift.memory * variance[b] + noise
      let gain = predicted > 0 ? Drift.memory * variance[b] / predicted : 0
      let centre = mean[b] + gain * (later - Drift.memory * mean[b])
      let left = max(0, variance[b] - gain * Drift.memory * variance[b])
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
      if b + 1 < g.count {
        m *= Drift.memory
        v = Drift.memory * Drift.memory * v + step * step
      }
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

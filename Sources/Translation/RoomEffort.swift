import Glibc

/// What a lead of each source takes of a day's room, from days on which the team was full: fewer leads were answered where the
/// heavy ones were many.
struct RoomEffort {
  /// By source; the mean over the mix of the last 26 weeks is 1.
  var effort: [Double]

  /// Full days below which all leads count alike.
  static let enough = 40

  init(_ days: RoomDays) {
    let sources = days.sources
    effort = [Double](repeating: 1, count: sources)
    let all = (0..<days.count).filter { days.kinds[$0] == .full && days.answered[$0] >= 2 }
    // In the middle of a queue a day is full whatever it could do; near its end the weak days alone are.
    let deep = all.filter { days.left[$0] >= 0.6 * days.answered[$0] }
    let full = deep.count >= RoomEffort.enough ? deep : all
    guard full.count >= RoomEffort.enough, sources > 1 else { return }
    // ln Σ n · effort = level of four weeks, by ridge: the level is free, efforts have a standard deviation of .4 around 1. What a share
    // does depends on the efforts of the others, so the line is drawn anew where the last one ended.
    let blocks = Array(Set(full.map { $0 / 28 })).sorted()
    let size = blocks.count + sources
    var now = effort
    for _ in 0..<4 {
      var products = Array(repeating: [Double](repeating: 0, count: size), count: size)
      var target = [Double](repeating: 0, count: size)
      for day in full {
        let n = days.answered[day]
        let weight = 1 / (0.02 + 1 / n)
        let shares = (0..<sources).map { days.answers[$0 * days.count + day] / n }
        let load = zip(shares, now).reduce(0) { $0 + $1.0 * $1.1 }
        // ln n = level − ln load(now) − Σ share/load · (effort − now).
        var row: [(Int, Double)] = [(blocks.firstIndex(of: day / 28) ?? 0, 1)]
        for s in 0..<sources where shares[s] > 0 { row.append((blocks.count + s, -shares[s] / load)) }
        for (i, x) in row {
          target[i] += weight * x * (log(n) + log(load) - 1)
          for (j, y) in row { products[i][j] += weight * x * y }
        }
      }
      for i in 0..<size { products[i][i] += i < blocks.count ? 1e-4 : 6 }
      for s in 0..<sources { target[blocks.count + s] += 6 }
      let factor = Cholesky(products: products, ridge: 0)
      let found = factor.transposedSolved(factor.solved(target))
      now = (0..<sources).map { min(3, max(0.3, found[blocks.count + $0])) }
    }
    effort = now
    let mix = RoomEffort.mix(days)
    let mean = zip(mix, effort).reduce(0) { $0 + $1.0 * $1.1 }
    if mean > 0 { for s in 0..<sources { effort[s] /= mean } }
  }

  /// Share of each source among the leads of the last 26 weeks.
  static func mix(_ days: RoomDays) -> [Double] {
    let from = max(0, days.count - 182)
    let counts = (0..<days.sources).map { s in (from..<days.count).reduce(0) { $0 + days.arrivals[s * days.count + $1] } }
    let all = counts.reduce(0, +)
    return counts.map { all > 0 ? $0 / all : 1 / Double(days.sources) }
  }
}

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
    // ln n = level of four weeks − Σ share · (effort − 1), by ridge: the level is free, efforts have a standard deviation of .5.
    let blocks = Array(Set(full.map { $0 / 28 })).sorted()
    let size = blocks.count + sources
    var products = Array(repeating: [Double](repeating: 0, count: size), count: size)
    var target = [Double](repeating: 0, count: size)
    for day in full {
      let n = days.answered[day]
      let weight = 1 / (0.02 + 1 / n)
      var row: [(Int, Double)] = [(blocks.firstIndex(of: day / 28) ?? 0, 1)]
      for s in 0..<sources {
        let share = days.answers[s * days.count + day] / n
        if share > 0 { row.append((blocks.count + s, -share)) }
      }
      for (i, x) in row {
        target[i] += weight * x * log(n)
        for (j, y) in row { products[i][j] += weight * x * y }
      }
    }
    for i in 0..<size { products[i][i] += i < blocks.count ? 1e-4 : 4 }
    let factor = Cholesky(products: products, ridge: 0)
    let found = factor.transposedSolved(factor.solved(target))
    for s in 0..<sources { effort[s] = min(3, max(0.3, 1 + found[blocks.count + s])) }
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

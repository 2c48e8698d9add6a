import Glibc

/// The effect of waiting on the odds of a deal, its shapes averaged, with a guard against those being answered first who would have bought
/// anyway.
///
/// The guard is a control function: what of a lead's wait is not explained by how many *others* were waiting or coming stands beside
/// the wait itself. Where age and source say who is answered, little is left for choosing; how much the guard is believed follows that.
struct WaitingFit {
  static let steps = 250
  static let largest = 4.0

  /// Probability of (shape, effect): shape · (steps + 1) + k, the first of each shape being no effect.
  let table: [Double]
  /// The same without the guard.
  let unguarded: [Double]
  let probability: Double
  /// Share of the wait's variance that the others explain.
  let instruments: Double

  static func effect(_ k: Int) -> Double { k == 0 ? 0 : largest * (Double(k) - 0.5) / Double(steps) }

  init(_ cells: WaitingCells, _ h: Handovers, _ days: RoomDays, order: WaitingOrder) {
    let design = WaitingDesign(cells, h, days)
    var heights: [Double] = []
    var tops: [(g: Double, r: Double)] = []
    var precisions: [(gg: Double, gr: Double, rr: Double)] = []
    var strength = 0.0
    var start: [Double]?
    for shape in WaitingShape.allCases {
      let wait = cells.cells.map { shape.value($0.wait) }
      let rest = design.residual(of: wait)
      strength = max(strength, rest.explained)
      let fit = design.regression(wait: wait, rest: rest.values).fit(from: start)
      start = fit.top
      let (g, r) = (design.size, design.size + 1)
      let c = fit.covariance([g, r])
      let determinant = max(1e-12, c[0][0] * c[1][1] - c[0][1] * c[0][1])
      heights.append(fit.evidence - 0.5 * log(determinant))
      tops.append((fit.top[g], fit.top[r]))
      precisions.append((c[1][1] / determinant, -c[0][1] / determinant, c[0][0] / determinant))
    }
    instruments = strength
    // .25 at .65, .9 at .92: the chance that nobody picked the hot ones.
    let trust = min(0.95, max(0.1, 0.25 + (order.predictability - 0.65) * (0.65 / 0.27)))
    let first = WaitingFit.integrate(heights, tops, precisions, noGuard: trust)
    table = first
    unguarded = WaitingFit.integrate(heights, tops, precisions, noGuard: 1)
    probability = 1 - stride(from: 0, to: first.count, by: WaitingFit.steps + 1).reduce(0) { $0 + first[$1] }
  }

  private static func integrate(
    _ heights: [Double], _ tops: [(g: Double, r: Double)], _ precisions: [(gg: Double, gr: Double, rr: Double)], noGuard: Double
  ) -> [Double] {
    let spread = 0.6
    var logs: [Double] = []
    for (j, height) in heights.enumerated() {
      let (m, p) = (tops[j], precisions[j])
      for k in 0...steps {
        let g = effect(k)
        let away = g - m.g
        let cell = 0.7 * largest / Double(steps) * 2 / (0.9 * (2 * Double.pi).squareRoot())
        let prior = k == 0 ? log(0.3) : log(cell) - g * g / (2 * 0.81)
        let without = log(noGuard) - 0.5 * (p.gg * away * away - 2 * p.gr * away * m.r + p.rr * m.r * m.r)
        var value = without
        if noGuard < 1 {
          let a = p.rr + 1 / (spread * spread)
          let b = p.rr * m.r - p.gr * away
          let rest = p.rr * m.r * m.r - 2 * p.gr * away * m.r + p.gg * away * away
          let with = log(1 - noGuard) - log(spread) - 0.5 * log(a) + 0.5 * b * b / a - 0.5 * rest
          let top = max(without, with)
          value = top + log(exp(without - top) + exp(with - top))
        }
        logs.append(height + prior + value)
      }
    }
    return Pool.normalised(logs)
  }

  /// One (shape, effect) in proportion to its probability.
  static func draw(_ table: [Double], at share: Double) -> (shape: WaitingShape, effect: Double) {
    var left = share
    for (i, p) in table.enumerated() {
      left -= p
      if left < 0 { return (WaitingShape(rawValue: i / (steps + 1)) ?? .days, effect(i % (steps + 1))) }
    }
    return (.days, 0)
  }
}

/// What may move the chance of a deal beside the wait, and what moves the wait beside choice.
private struct WaitingDesign {
  let cells: WaitingCells
  /// Terms of every cell without the wait.
  let terms: [[(Int, Double)]]
  let size: Int
  private let precisions: [Double]
  private let means: [Double]
  /// Per cell: the others waiting when it came, and the others coming around then.
  private let others: [(waiting: Double, coming: Double)]
  private let sources: Int

  init(_ cells: WaitingCells, _ h: Handovers, _ days: RoomDays) {
    self.cells = cells
    let sources = days.sources
    self.sources = sources
    let weeks = days.count / 7 + 1
    var weekly = [Double](repeating: 0, count: sources * weeks)
    for s in 0..<sources { for day in 0..<days.count { weekly[s * weeks + day / 7] += days.arrivals[s * days.count + day] } }
    let usual = (0..<sources).map { s in max(0.5, weekly[s * weeks..<(s + 1) * weeks].reduce(0, +) / Double(weeks)) }
    var batchOf: [Int: Int] = [:]
    for at in weekly.indices where weekly[at] >= 60 { batchOf[at] = batchOf.count }
    let quarters = days.count / 91 + 1
    let (noted, quarter, batch) = (sources, sources + 3, sources + 3 + quarters)
    let weekend = batch + batchOf.count
    size = weekend + 2
    var precisions = [Double](repeating: 25, count: size)
    var means = [Double](repeating: 0, count: size)
    let base = cells.leads > 0 ? (cells.opened + 0.5) / (cells.leads + 1) : 0.1
    for s in 0..<sources {
      precisions[s] = 0.25
      means[s] = log(base / (1 - base))
    }
    for k in 0..<3 { precisions[noted + k] = k == 0 ? 100 : 1 }
    precisions[weekend] = 4
    precisions[weekend + 1] = 1 / (0.15 * 0.15)
    means[weekend + 1] = -0.1
    self.precisions = precisions
    self.means = means
    terms = cells.cells.map { cell in
      let at = cell.source * weeks + cell.came / 7
      var row: [(Int, Double)] = [(cell.source, 1), (noted + cell.noted, 1), (quarter + cell.came / 91, 1)]
      if let k = batchOf[at] { row.append((batch + k, 1)) }
      if days.weekday(cell.came) >= 5 { row.append((weekend, 1)) }
      row.append((weekend + 1, min(2.5, max(-2, log(max(0.5, weekly[at]) / usual[cell.source])))))
      return row
    }
    others = WaitingDesign.others(cells, h, days)
  }

  private static func others(_ cells: WaitingCells, _ h: Handovers, _ days: RoomDays) -> [(waiting: Double, coming: Double)] {
    let n = days.count
    var waiting = [Double](repeating: 0, count: days.sources * (n + 1))
    for i in 0..<h.count where days.weight[i] > 0 {
      let until = h.answered[i] >= 0 ? Int(h.answered[i]) : min(n - 1, Int(h.came[i]) + days.giveUp)
      guard until > Int(h.came[i]) else { continue }
      let at = Int(h.source[i]) * (n + 1)
      waiting[at + Int(h.came[i]) + 1] += Double(days.weight[i])
      waiting[at + min(n, until + 1)] -= Double(days.weight[i])
    }
    for s in 0..<days.sources { for day in 1...n { waiting[s * (n + 1) + day] += waiting[s * (n + 1) + day - 1] } }
    let all = (0..<n).map { day in (0..<days.sources).reduce(0) { $0 + waiting[$1 * (n + 1) + day] } }
    let usual = max(1, days.median)
    return cells.cells.map { cell in
      let day = cell.came
      let coming = (max(0, day - 1)...min(n - 1, day + 2)).reduce(0) {
        $0 + days.arrived[$1] - days.arrivals[cell.source * n + $1]
      }
      return (log1p(max(0, all[day] - waiting[cell.source * (n + 1) + day]) / usual), coming / (4 * usual))
    }
  }

  /// What of the wait the terms and the others do not explain, and how much of it the others do.
  func residual(of wait: [Double]) -> (values: [Double], explained: Double) {
    func left(_ withOthers: Bool) -> ([Double], Double) {
      let all = size + (withOthers ? 2 * sources : 0)
      var products = Array(repeating: [Double](repeating: 0, count: all), count: all)
      var target = [Double](repeating: 0, count: all)
      func row(_ c: Int) -> [(Int, Double)] {
        guard withOthers else { return terms[c] }
        let s = cells.cells[c].source
        return terms[c] + [(size + 2 * s, others[c].waiting), (size + 2 * s + 1, others[c].coming)]
      }
      for c in terms.indices {
        let (own, n) = (row(c), cells.cells[c].leads)
        for (i, x) in own {
          target[i] += n * x * wait[c]
          for (j, y) in own { products[i][j] += n * x * y }
        }
      }
      for i in 0..<all { products[i][i] += 0.1 }
      let factor = Cholesky(products: products, ridge: 0)
      let beta = factor.transposedSolved(factor.solved(target))
      var sum = 0.0
      let values = terms.indices.map { c in
        let value = wait[c] - row(c).reduce(0) { $0 + beta[$1.0] * $1.1 }
        sum += cells.cells[c].leads * value * value
        return value
      }
      return (values, sum)
    }
    let (values, with) = left(true)
    let (_, without) = left(false)
    return (values, without > 0 ? max(0, 1 - with / without) : 0)
  }

  func regression(wait: [Double], rest: [Double]) -> SparseRegression {
    var model = SparseRegression(.binomial, width: 8, size: size + 2)
    for i in 0..<size { (model.mean[i], model.precision[i]) = (means[i], precisions[i]) }
    for i in size..<size + 2 { model.precision[i] = 1.0 / 9 }
    for c in terms.indices {
      let cell = cells.cells[c]
      let hits = min(cell.leads, cell.opened / cells.share[cell.source])
      model.add(terms[c] + [(size, -wait[c]), (size + 1, rest[c])], trials: cell.leads, hits: hits)
    }
    return model
  }
}

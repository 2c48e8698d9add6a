import Glibc
import Records

/// Units of a source against the money spent on it, by the period the money is known for: u = level · (share + (1 − share) · shape(spend)).
///
/// Shapes are averaged, because with the wrong one totals are wrong: a straight line, 1 − e^(−x/b) and x/(x + b), b on a grid from far left
/// of what was spent to far right of it, with 0 to .6 of the units of the best period coming whatever is spent; and a place for money that
/// does nothing. A trend over the record is held still. Counts scatter by φ times Poisson, φ ≥ 1; φ is as uncertain as so few periods leave it
/// (a Student likelihood). The level is integrated out (gamma), so that the posterior is a table of cells.
package struct SpendResponse: Sendable {
  package enum Refusal: Error, Sendable, Hashable {
    case tooFewPeriods(have: Int, need: Int)
    /// Largest spend against smallest: too little between them to learn a curve from.
    case tooStill(ratio: Double)
    case noUnits
  }

  package static let fewestPeriods = 8
  static let leastRatio = 1.25
  /// Before the data: money that does nothing, and of the rest a straight line.
  static let nothing = 0.2
  static let straight = 0.4
  /// What a shape, a bend, a share and a trend cost of so many periods.
  static let spentFreedom = 4

  /// Units of a period against money, one curve a draw.
  package var units: Response
  /// P(more money goes with more units).
  package var probability: Double
  package var periods: Int
  /// Money of all the periods together, and units.
  package var spent: Double
  package var came: Double

  private struct Cell {
    var family: Response.Curve.Family
    var bend: Double
    var share: Double
    var logPrior: Double
    /// Of the largest spend, by which the shape is divided: `share` is of what came then.
    var top: Double

    func value(_ x: Double) -> Double {
      switch family {
      case .none, .logistic: return 1
      case .power: return share + (1 - share) * x / top
      case .exponential: return share + (1 - share) * -expm1(-x / bend) / top
      case .hill: return share + (1 - share) * x / (x + bend) / top
      }
    }

    func curve(level: Double) -> Response.Curve {
      family == .none
        ? Response.Curve(.none, base: level, height: 0, bend: 1)
        : Response.Curve(family, base: level * share, height: level * (1 - share) / top, bend: family == .power ? 0 : bend)
    }
  }

  /// One entry a period in both arrays, oldest first. `draws`: how many curves to keep.
  package init(
    spend: [Double], units: [Double], period: Response.Period, draws count: Int, name: String
  ) throws(Refusal) {
    let n = min(spend.count, units.count)
    guard n >= Self.fewestPeriods else { throw .tooFewPeriods(have: n, need: Self.fewestPeriods) }
    let total = units.reduce(0, +)
    guard total > 0 else { throw .noUnits }
    let sorted = spend.sorted()
    let (low, high) = (sorted[0], sorted[n - 1])
    guard high > 0, high >= Self.leastRatio * max(low, 1e-9) else { throw .tooStill(ratio: low > 0 ? high / low : 1) }
    let cells = Self.cells(high)
    let trends = (-4...4).map { 0.15 * Double($0) }
    let growth = trends.map { trend in (0..<n).map { exp(trend * (Double($0) / Double(n - 1) - 0.5)) } }
    let early = units.indices.reduce(0) { $0 + units[$1] * (Double($1) / Double(n - 1) - 0.5) }
    // The level drops out: only how the units divide over the periods speaks for a shape (multinomial).
    var logs: [Double] = []
    var sums: [Double] = []
    let shapes = cells.map { cell in spend.map { max(1e-9, cell.value($0)) } }
    for shape in shapes {
      let own = zip(units, shape).reduce(0) { $0 + $1.0 * log($1.1) }
      for (trend, rise) in zip(trends, growth) {
        let sum = zip(shape, rise).reduce(0) { $0 + $1.0 * $1.1 }
        sums.append(sum)
        logs.append(own + trend * early - total * log(sum))
      }
    }
    let best = logs.indices.max { logs[$0] < logs[$1] } ?? 0
    let pearson = (0..<n).reduce(0.0) { left, i in
      let expected = total * shapes[best / trends.count][i] * growth[best % trends.count][i] / sums[best]
      return left + (units[i] - expected) * (units[i] - expected) / max(expected, 1e-9)
    }
    let freedom = Double(n - Self.spentFreedom)
    let scatter = max(1, pearson / freedom)
    let weights = Pool.normalised(
      logs.indices.map { i in
        let trend = trends[i % trends.count]
        let off = 2 * (logs[best] - logs[i]) / (scatter * freedom)
        return cells[i / trends.count].logPrior - trend * trend / (2 * 0.2 * 0.2) - freedom / 2 * log1p(off)
      })
    probability = logs.indices.reduce(0) { $0 + (cells[$1 / trends.count].family == .none ? 0 : weights[$1]) }
    var stream = Draws(name: name + "/spend", chain: 0)
    var curves: [Response.Curve] = []
    var passed = 0.0
    for (i, weight) in weights.enumerated() {
      passed += weight
      while curves.count < count, (Double(curves.count) + 0.5) / Double(count) <= passed {
        let level = scatter * stream.gamma(total / scatter) / sums[i]
        // Today's end of the trend, not the middle of the record: the next unit is bought now.
        curves.append(cells[i / trends.count].curve(level: level * exp(trends[i % trends.count] * 0.5)))
      }
    }
    stream.shuffle(&curves)
    self.units = Response(period: period, today: spend[n - 1], tried: low...high, withinDays: nil, curves: curves)
    periods = n
    spent = spend.reduce(0, +)
    came = total
  }

  private static func cells(_ high: Double) -> [Cell] {
    let bends = (0..<22).map { high * 0.1 * pow(100, Double($0) / 21) }
    let shares = [(0.0, 0.4), (0.2, 0.2), (0.4, 0.2), (0.6, 0.2)]
    var cells = [Cell(family: .none, bend: 1, share: 1, logPrior: log(nothing), top: 1)]
    let bent = (1 - nothing) * (1 - straight) / 2 / Double(bends.count)
    for (share, weight) in shares {
      cells.append(
        Cell(family: .power, bend: 0, share: share, logPrior: log((1 - nothing) * straight * weight), top: high))
      for bend in bends {
        let prior = log(bent * weight)
        cells.append(Cell(family: .exponential, bend: bend, share: share, logPrior: prior, top: -expm1(-high / bend)))
        cells.append(Cell(family: .hill, bend: bend, share: share, logPrior: prior, top: high / (high + bend)))
      }
    }
    return cells
  }

  /// Outcomes of a period against money: units times each draw's chance within the horizon.
  package func outcomes(_ draws: RateDraws) -> Response {
    var response = units
    response.withinDays = draws.horizon
    response.curves = (0..<draws.count).map { d in units.curves[d % units.curves.count].scaled(by: draws.rate(d)) }
    return response
  }
}

extension Draws {
  /// In an order of chance (Fisher & Yates).
  mutating func shuffle<Element>(_ values: inout [Element]) {
    guard values.count > 1 else { return }
    for i in stride(from: values.count - 1, to: 0, by: -1) {
      values.swapAt(i, min(i, Int(unit() * Double(i + 1))))
    }
  }
}

/// Spend on a source by whole periods, beside the units of those periods.
struct SpendBeside {
  let period: Response.Period
  let spend: [Double]
  let units: [Double]

  /// `nil` where no money series belongs to the source, or no whole period of it lies within `days`.
  init?(_ ledger: Ledger, source: Int, arrivals: Arrivals) {
    let own = ledger.series.filter { $0.source == source && $0.isSpend }
    guard let grain = own.first?.grain, own.allSatisfy({ $0.grain == grain && $0.isMoney(in: ledger.currency) }) else {
      return nil
    }
    var byPeriod: [Day: Double] = [:]
    func start(_ day: Day) -> Day { grain == .month ? day.startOfMonth : day.startOfWeek }
    for series in own {
      for (day, value) in zip(series.starts, series.values) { byPeriod[start(day), default: 0] += value }
    }
    period = grain == .month ? .month : .week
    let last = arrivals.first + arrivals.units.count - 1
    guard let from = arrivals.units.firstIndex(where: { $0 > 0 }).map({ arrivals.first + $0 }) else { return nil }
    var (spend, units): ([Double], [Double]) = ([], [])
    for first in byPeriod.keys.sorted() {
      let end = grain == .month ? first.startOfNextMonth - 1 : first + 6
      // A month that the record enters within its first week is taken as whole.
      guard first >= from - 7, end >= from, end <= last else { continue }
      let range = max(0, first - arrivals.first)...(end - arrivals.first)
      spend.append(byPeriod[first] ?? 0)
      units.append(Double(arrivals.units[range].reduce(0, +)))
    }
    guard !spend.isEmpty else { return nil }
    (self.spend, self.units) = (spend, units)
  }
}

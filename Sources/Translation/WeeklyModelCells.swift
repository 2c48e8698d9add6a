import Glibc

/// One shape a metric's effect may have: how it is carried over and how it bends, with the box of the prior it stands for.
struct WeeklyCell: Sendable {
  enum Family: Sendable { case logistic, hill }
  var family: Family
  var decay: (low: Double, high: Double)
  /// Rate of the logistic or half-saturation of Hill's curve, as a logarithm.
  var bend: (low: Double, high: Double)
  var logPrior: Double

  var adstock: Double { (decay.low + decay.high) / 2 }

  var saturation: Saturation {
    let middle = exp((bend.low + bend.high) / 2)
    return switch family {
    case .logistic: .logistic(rate: middle)
    case .hill: .hill(half: middle)
    }
  }

  init(_ family: Family, decay: (low: Double, high: Double), bend: (low: Double, high: Double), share: Double) {
    self.family = family
    self.decay = decay
    self.bend = bend
    logPrior = log(max(share * Self.decayMass(decay) * Self.bendMass(family, bend), 1e-300))
  }

  static let decayRange = (low: 0.0, high: 0.95)
  static func bendRange(_ family: Family) -> (low: Double, high: Double) {
    switch family {
    case .logistic: (log(0.3), log(12.0))
    case .hill: (log(0.05), log(8.0))
    }
  }

  /// Beta(1, 3), cut at the end of the range.
  private static func decayMass(_ span: (low: Double, high: Double)) -> Double {
    func below(_ x: Double) -> Double { 1 - (1 - x) * (1 - x) * (1 - x) }
    return (below(span.high) - below(span.low)) / below(decayRange.high)
  }

  /// Gamma(3, 1) on the rate, LogNormal(ln 0.6, 1.2) on the half-saturation.
  private static func bendMass(_ family: Family, _ span: (low: Double, high: Double)) -> Double {
    func below(_ x: Double) -> Double {
      switch family {
      case .logistic:
        let rate = exp(x)
        return 1 - exp(-rate) * (1 + rate + rate * rate / 2)
      case .hill: return erfc(-(x - log(0.6)) / (1.2 * 2.0.squareRoot())) / 2
      }
    }
    let range = bendRange(family)
    return (below(span.high) - below(span.low)) / (below(range.high) - below(range.low))
  }

  /// An even grid of `decays` × `bends` cells, the bends shared among the families.
  static func grid(_ shapes: WeeklyModel.Options.Shapes, decays: Int, bends: Int) -> [WeeklyCell] {
    let families: [Family] =
      switch shapes {
      case .both: [.logistic, .hill]
      case .logisticOnly: [.logistic]
      case .hillOnly: [.hill]
      }
    let each = bends / families.count
    var cells: [WeeklyCell] = []
    for family in families {
      let range = bendRange(family)
      for d in cuts(decayRange, into: decays) {
        for b in cuts(range, into: each) {
          cells.append(WeeklyCell(family, decay: d, bend: b, share: 1 / Double(families.count)))
        }
      }
    }
    return cells
  }

  private static func cuts(_ range: (low: Double, high: Double), into parts: Int) -> [(low: Double, high: Double)] {
    let step = (range.high - range.low) / Double(parts)
    return (0..<parts).map { (range.low + Double($0) * step, range.low + Double($0 + 1) * step) }
  }

  /// A finer grid where the pilot found something: the cells that hold 99.9% of its mass, cut so that each part holds about as
  /// much as any other, `budget` parts in all.
  static func refined(_ cells: [WeeklyCell], mass: [Double], budget: Int) -> [WeeklyCell] {
    let total = mass.reduce(0, +)
    guard total > 0 else { return cells }
    let order = cells.indices.sorted { mass[$0] != mass[$1] ? mass[$0] > mass[$1] : $0 < $1 }
    var kept: [Int] = []
    var held = 0.0
    for i in order where held < 0.999 * total {
      kept.append(i)
      held += mass[i]
    }
    kept.sort()
    func sides(_ scale: Double) -> [Int] {
      kept.map { max(1, min(12, Int((mass[$0] / total * scale).squareRoot().rounded()))) }
    }
    var scale = 4 * Double(budget)
    while scale > 1, sides(scale).reduce(0, { $0 + $1 * $1 }) > budget { scale *= 0.95 }
    let families = Set(cells.map(\.family)).count
    var result: [WeeklyCell] = []
    for (i, side) in zip(kept, sides(scale)) {
      for d in cuts(cells[i].decay, into: side) {
        for b in cuts(cells[i].bend, into: side) {
          result.append(WeeklyCell(cells[i].family, decay: d, bend: b, share: 1 / Double(families)))
        }
      }
    }
    return result
  }
}

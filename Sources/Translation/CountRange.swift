/// A whole number to come, from draws: mean, the closed intervals that hold half and nine tenths of it, and the chance of none.
package struct CountRange: Sendable, Hashable {
  package var mean: Double
  package var p05: Int
  package var p25: Int
  package var p75: Int
  package var p95: Int
  package var none: Double

  /// `draws` must not be empty.
  package init(_ draws: [Int]) {
    precondition(!draws.isEmpty, "a range of something")
    let sorted = draws.sorted()
    func at(_ share: Double) -> Int { sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))] }
    mean = Double(sorted.reduce(0, +)) / Double(sorted.count)
    p05 = at(0.05)
    p25 = at(0.25)
    p75 = at(0.75)
    p95 = at(0.95)
    none = Double(sorted.prefix { $0 == 0 }.count) / Double(sorted.count)
  }

  /// The mean with the closed 90% interval.
  package var estimate: Estimate { Estimate(value: mean, low: Double(p05), high: Double(p95)) }
}

extension Estimate {
  /// The mean of draws with their central interval, quantiles interpolated between neighbours. `draws` must not be empty.
  package init(draws: [Double], level: Double = 0.9) {
    precondition(!draws.isEmpty, "an estimate from something")
    let sorted = draws.sorted()
    func at(_ share: Double) -> Double {
      let place = share * Double(sorted.count - 1)
      let below = Int(place)
      let above = min(sorted.count - 1, below + 1)
      return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
    }
    self.init(
      value: sorted.reduce(0, +) / Double(sorted.count), low: at((1 - level) / 2), high: at((1 + level) / 2), level: level)
  }
}

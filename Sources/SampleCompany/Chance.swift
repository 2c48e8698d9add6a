import Glibc
import Records

/// Draws the generator needs beyond uniform ones.
extension Xoshiro256 {
  mutating func shuffle<T>(_ items: inout [T]) {
    guard items.count > 1 else { return }
    for i in stride(from: items.count - 1, to: 0, by: -1) { items.swapAt(i, below(i + 1)) }
  }

  /// Waiting time with the given mean.
  mutating func exponential(mean: Double) -> Double { -mean * log(1 - unit()) }

  mutating func normal() -> Double { Normal.quantile(max(1e-12, unit())) }

  mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

  /// An index drawn in proportion to `weights`.
  mutating func index(weights: [Double]) -> Int {
    var left = unit() * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      left -= weight
      if left < 0 { return index }
    }
    return weights.count - 1
  }
}

/// The standard normal law.
enum Normal {
  static func cumulative(_ z: Double) -> Double { 0.5 * erfc(-z * 0.5.squareRoot()) }

  /// Inverse of `cumulative` (P. J. Acklam's rational approximation, relative error below 1.2e-9).
  static func quantile(_ p: Double) -> Double {
    if p < 0.02425 { return tail(p) }
    if p > 0.97575 { return -tail(1 - p) }
    let q = p - 0.5
    let r = q * q
    let top =
      ((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.3577518672690) * r
        - 30.66479806614716) * r + 2.506628277459239
    let bottom =
      ((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r
        - 13.28068155288572) * r + 1
    return top * q / bottom
  }

  private static func tail(_ p: Double) -> Double {
    let q = (-2 * log(p)).squareRoot()
    let top =
      ((((-0.007784894002430293 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) * q
        + 4.374664141464968) * q + 2.938163982698783
    let bottom = (((0.007784695709041462 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1
    return top / bottom
  }
}

/// A waiting time whose logarithm is normal: the time from a first contact to a signature.
struct LogNormal: Sendable {
  var median: Double
  var sigma: Double
  func cumulative(_ t: Double) -> Double { t <= 0 ? 0 : Normal.cumulative(log(t / median) / sigma) }
  /// The `u`-quantile of the law cut to `low...high`.
  func quantile(_ u: Double, between low: Double, and high: Double) -> Double {
    let from = cumulative(low)
    let to = cumulative(high)
    guard to - from > 1e-9 else { return low + (high - low) * u }
    return min(high, max(low, median * exp(sigma * Normal.quantile(from + (to - from) * u))))
  }
}

import Glibc
import Records

extension WeeklyModel {
  /// The draws that the weekly sampler needs, from the one generator of chance.
  enum Chance {
    /// Marsaglia's polar method; the second value is thrown away so that a draw has no memory.
    static func normal(_ source: inout Xoshiro256) -> Double {
      while true {
        let a = 2 * source.unit() - 1
        let b = 2 * source.unit() - 1
        let s = a * a + b * b
        if s > 0, s < 1 { return a * (-2 * log(s) / s).squareRoot() }
      }
    }

    /// Marsaglia and Tsang (2000); `shape` ≥ 1, scale 1.
    static func gamma(_ shape: Double, _ source: inout Xoshiro256) -> Double {
      let d = shape - 1.0 / 3
      let c = 1 / (9 * d).squareRoot()
      while true {
        let x = normal(&source)
        let v = 1 + c * x
        guard v > 0 else { continue }
        let cube = v * v * v
        if log(max(source.unit(), 1e-300)) < 0.5 * x * x + d - d * cube + d * log(cube) { return d * cube }
      }
    }

    /// Normal above zero with the given mean and deviation; Robert (1995) where zero lies in the upper tail.
    static func positive(mean: Double, deviation: Double, _ source: inout Xoshiro256) -> Double {
      let edge = -mean / deviation
      if edge < 0.5 {
        while true {
          let x = normal(&source)
          if x > edge { return mean + deviation * x }
        }
      }
      let rate = (edge + (edge * edge + 4).squareRoot()) / 2
      while true {
        let x = edge - log(max(source.unit(), 1e-300)) / rate
        if source.unit() <= exp(-(x - rate) * (x - rate) / 2) { return max(0, mean + deviation * x) }
      }
    }

    /// Normal between two ends.
    static func between(
      _ low: Double, _ high: Double, mean: Double, deviation: Double, _ source: inout Xoshiro256
    ) -> Double {
      let nearest = min(high, max(low, mean))
      // Where the span is wide the normal itself is thrown until it lands inside; where it is narrow, an even one.
      if high - low > 2 * deviation, nearest == mean {
        while true {
          let x = mean + deviation * normal(&source)
          if x > low, x < high { return x }
        }
      }
      if nearest == mean || high - low < 4 * deviation {
        let best = (nearest - mean) * (nearest - mean)
        while true {
          let x = low + (high - low) * source.unit()
          let gap = (x - mean) * (x - mean) - best
          if source.unit() <= exp(-gap / (2 * deviation * deviation)) { return x }
        }
      }
      let inward: Double = mean < low ? 1 : -1
      let edge = mean < low ? (low - mean) / deviation : (mean - high) / deviation
      while true {
        let beyond = positive(mean: -edge, deviation: 1, &source)
        let x = nearest + inward * deviation * beyond
        if x > low, x < high { return x }
      }
    }

    /// Index of a weight, drawn in proportion.
    static func index(logWeights: [Double], _ source: inout Xoshiro256) -> Int {
      let top = logWeights.max() ?? 0
      let weights = logWeights.map { exp($0 - top) }
      var left = source.unit() * weights.reduce(0, +)
      for (i, weight) in weights.enumerated() {
        left -= weight
        if left < 0 { return i }
      }
      return weights.count - 1
    }
  }

  /// e^(x²)·erfc(x) for x ≥ 0, to 1.2e-7 of its size (Press et al., *Numerical Recipes*, 6.2).
  @inline(__always)
  static func scaledTail(_ x: Double) -> Double {
    let t = 1 / (1 + 0.5 * x)
    let upper = -0.82215223 + t * 0.17087277
    let middle = 0.27886807 + t * (-1.13520398 + t * (1.48851587 + t * upper))
    let lower = 0.37409196 + t * (0.09678418 + t * (-0.18628806 + t * middle))
    return t * exp(-1.26551223 + t * (1.00002368 + t * lower))
  }
}

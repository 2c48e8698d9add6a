import Glibc

/// How much less the next unit does than the one before. Arguments are volumes as a share of the largest week ever tried.
package enum Saturation: Sendable, Hashable {
  /// (1 − e^(−λx)) / (1 + e^(−λx)): straight at first, one at the end.
  case logistic(rate: Double)
  /// x / (x + half): bends from the first unit on and never quite ends.
  case hill(half: Double)

  package func value(_ x: Double) -> Double {
    switch self {
    case .logistic(let rate): tanh(rate * x / 2)
    case .hill(let half): x / (x + half)
    }
  }

  /// Growth of the value by one more `x`.
  package func slope(_ x: Double) -> Double {
    switch self {
    case .logistic(let rate):
      let value = tanh(rate * x / 2)
      return rate / 2 * (1 - value * value)
    case .hill(let half): return half / ((x + half) * (x + half))
    }
  }

  /// The volume that does half of all that can be had.
  package var halfSaturation: Double {
    switch self {
    case .logistic(let rate): log(3.0) / rate
    case .hill(let half): half
    }
  }
}

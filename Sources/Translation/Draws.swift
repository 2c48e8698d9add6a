import Glibc
import Records

/// Exact draws from the few distributions that the samplers need, out of one xoshiro256** stream.
///
/// Normal: ziggurat of 128 layers (Marsaglia & Tsang 2000, with Doornik's 2005 separation of layer and position bits). Gamma:
/// Marsaglia & Tsang 2000, with their power of a uniform below shape 1. Binomial: sequential inversion for small means
/// (Kachitvichyanukul & Schmeiser's BINV), transformed rejection above (Hörmann 1993, BTRS). No approximation by a normal anywhere.
package struct Draws: Sendable {
  package var stream: Xoshiro256
  private let layers: Ziggurat

  package init(seed: UInt64) {
    stream = Xoshiro256(seed: seed)
    layers = Ziggurat.shared
  }

  /// One stream for each analysis and chain, the same on every machine: FNV-1a of the name, then the chain.
  package init(name: String, chain: Int, seed: UInt64 = 0) {
    self.init(seed: Draws.fnv1a(name) ^ (UInt64(chain) &* 0x9E37_79B9_7F4A_7C15) ^ (seed &* 0xD6E8_FEB8_6659_FD93))
  }

  package static func fnv1a(_ name: String) -> UInt64 {
    name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  /// Uniform in the open interval (0, 1): safe to take a logarithm of.
  package mutating func unit() -> Double { (Double(stream.next() >> 12) + 0.5) * 0x1p-52 }

  package mutating func normal() -> Double {
    while true {
      let bits = stream.next()
      let layer = Int(bits & 127)
      let u = Double(Int64(bitPattern: bits) >> 11) * 0x1p-52
      let x = u * layers.edge[layer]
      if abs(u) < layers.inside[layer] { return x }
      if layer == 0 {
        // The tail beyond the base layer (Marsaglia 1964).
        while true {
          let along = -log(unit()) / Ziggurat.start
          if -2 * log(unit()) > along * along { return u < 0 ? -Ziggurat.start - along : Ziggurat.start + along }
        }
      }
      let outer = exp(-0.5 * layers.edge[layer] * layers.edge[layer])
      let inner = exp(-0.5 * layers.edge[layer + 1] * layers.edge[layer + 1])
      if outer + unit() * (inner - outer) < exp(-0.5 * x * x) { return x }
    }
  }

  /// Gamma with the given shape > 0 and scale 1.
  package mutating func gamma(_ shape: Double) -> Double {
    if shape < 1 {
      let above = gammaFromOne(shape + 1)
      return above * pow(unit(), 1 / shape)
    }
    return gammaFromOne(shape)
  }

  private mutating func gammaFromOne(_ shape: Double) -> Double {
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let root = 1 + c * x
      guard root > 0 else { continue }
      let v = root * root * root
      let u = unit()
      if u < 1 - 0.0331 * (x * x) * (x * x) { return d * v }
      if log(u) < 0.5 * x * x + d * (1 - v + log(v)) { return d * v }
    }
  }

  /// ln of a gamma draw; does not underflow however small the shape.
  package mutating func logGamma(_ shape: Double) -> Double {
    if shape < 1 {
      let above = log(gammaFromOne(shape + 1))
      return above + log(unit()) / shape
    }
    return log(gammaFromOne(shape))
  }

  package mutating func beta(_ alpha: Double, _ beta: Double) -> Double {
    let a = gamma(alpha)
    let b = gamma(beta)
    // Both can underflow together only for shapes far below any used here; then either end is as likely as its shape.
    guard a + b > 0 else { return unit() < alpha / (alpha + beta) ? 1 : 0 }
    return a / (a + b)
  }

  /// ln x and ln(1 − x) of a beta draw, exact near both ends.
  package mutating func logBeta(_ alpha: Double, _ beta: Double) -> (x: Double, rest: Double) {
    let a = logGamma(alpha)
    let b = logGamma(beta)
    let top = max(a, b)
    let sum = top + log1p(exp(min(a, b) - top))
    return (a - sum, b - sum)
  }

  package mutating func binomial(_ n: Int, _ p: Double) -> Int {
    guard n > 0, p > 0 else { return 0 }
    guard p < 1 else { return n }
    if p > 0.5 { return n - binomialBelowHalf(n, 1 - p) }
    return binomialBelowHalf(n, p)
  }

  private mutating func binomialBelowHalf(_ n: Int, _ p: Double) -> Int {
    let mean = Double(n) * p
    if mean >= 10 { return binomialByRejection(n, p) }
    var u = unit()
    // (1 − p)ⁿ ≥ 1 − np: most cells of a grid hold nobody, and this says so without a power.
    if u <= 1 - mean { return 0 }
    let odds = p / (1 - p)
    let a = Double(n + 1) * odds
    let none = exp(Double(n) * log1p(-p))
    while true {
      var term = none
      var k = 0
      while u > term, k <= n {
        u -= term
        k += 1
        term *= a / Double(k) - odds
      }
      if k <= n { return k }
      u = unit()
    }
  }

  private mutating func binomialByRejection(_ n: Int, _ p: Double) -> Int {
    let count = Double(n)
    let spread = (count * p * (1 - p)).squareRoot()
    let b = 1.15 + 2.53 * spread
    let a = -0.0873 + 0.0248 * b + 0.01 * p
    let centre = count * p + 0.5
    let quick = 0.92 - 4.2 / b
    let alpha = (2.83 + 5.1 / b) * spread
    let odds = p / (1 - p)
    let mode = ((count + 1) * p).rounded(.down)
    while true {
      var v = unit()
      let u = unit() - 0.5
      let side = 0.5 - abs(u)
      let k = ((2 * a / side + b) * u + centre).rounded(.down)
      if side >= 0.07, v <= quick { return Int(k) }
      guard k >= 0, k <= count else { continue }
      v = log(v * alpha / (a / (side * side) + b))
      let bound =
        (mode + 0.5) * log((mode + 1) / (odds * (count - mode + 1)))
        + (count + 1) * log((count - mode + 1) / (count - k + 1))
        + (k + 0.5) * log(odds * (count - k + 1) / (k + 1))
        + Draws.stirlingTail(mode) + Draws.stirlingTail(count - mode) - Draws.stirlingTail(k)
        - Draws.stirlingTail(count - k)
      if v <= bound { return Int(k) }
    }
  }

  /// What Stirling's formula for ln k! leaves out.
  private static func stirlingTail(_ k: Double) -> Double {
    if k < 10 { return tails[Int(k)] }
    let x = k + 1
    let inverse = 1 / (x * x)
    return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 * inverse) * inverse) / x
  }
  private static let tails: [Double] = (0..<10).map { k in
    let x = Double(k) + 1
    return lnGamma(x) - ((x - 0.5) * log(x) - x + 0.5 * log(2 * Double.pi))
  }

  package mutating func poisson(_ mean: Double) -> Int {
    // Halved through a gamma until inversion is short (Ahrens & Dieter 1974).
    var left = mean
    var sum = 0
    while left > 12 {
      let m = Int(left * 0.875)
      let x = gamma(Double(m))
      if x > left { return sum + binomial(m - 1, left / x) }
      sum += m
      left -= x
    }
    guard left > 0 else { return sum }
    var term = exp(-left)
    var u = unit()
    var k = 0
    while u > term, k < 400 {
      u -= term
      k += 1
      term *= left / Double(k)
    }
    return sum + k
  }

  /// A whole number with the given mean, one of the two neighbours.
  package mutating func rounded(_ value: Double) -> Int {
    let floor = value.rounded(.down)
    return Int(floor) + (unit() < value - floor ? 1 : 0)
  }

  /// An index in proportion to exp(logs − max).
  package mutating func index(logs: [Double]) -> Int {
    let top = logs.max() ?? 0
    var total = 0.0
    for value in logs { total += exp(value - top) }
    var left = unit() * total
    for i in logs.indices {
      left -= exp(logs[i] - top)
      if left < 0 { return i }
    }
    return logs.count - 1
  }

  /// An index in proportion to `weights`, which need not sum to one.
  package mutating func index(weights: UnsafeBufferPointer<Double>) -> Int {
    var total = 0.0
    for value in weights { total += value }
    var left = unit() * total
    for i in weights.indices {
      left -= weights[i]
      if left < 0 { return i }
    }
    return weights.count - 1
  }
}

/// The 128 layers of equal area under exp(−x²/2).
private struct Ziggurat: Sendable {
  static let start = 3.442619855899
  private static let area = 9.91256303526217e-3
  static let shared = Ziggurat()

  /// Outer edges; the first is the width the base layer would have without its tail.
  let edge: [Double]
  /// Share of a layer's width that lies under the curve wherever one is in the layer.
  let inside: [Double]

  private init() {
    var edge = [Double](repeating: 0, count: 129)
    var height = exp(-0.5 * Ziggurat.start * Ziggurat.start)
    edge[0] = Ziggurat.area / height
    edge[1] = Ziggurat.start
    for i in 2..<128 {
      edge[i] = (-2 * log(Ziggurat.area / edge[i - 1] + height)).squareRoot()
      height = exp(-0.5 * edge[i] * edge[i])
    }
    self.edge = edge
    inside = (0..<128).map { edge[$0 + 1] / edge[$0] }
  }
}

/// ln Γ(x) for x > 0: Stirling's series from 8 on, recurrence below; relative error under 1e-12.
///
/// The C library's is exact to the last bit, five times slower and writes a global variable on the way, which two threads share.
package func lnGamma(_ value: Double) -> Double {
  var x = value
  var product = 1.0
  while x < 8 {
    product *= x
    x += 1
  }
  let inverse = 1 / (x * x)
  let series =
    (1.0 / 12 - inverse
      * (1.0 / 360 - inverse * (1.0 / 1260 - inverse * (1.0 / 1680 - inverse * (1.0 / 1188 - inverse * (691.0 / 360360)))))) / x
  return (x - 0.5) * log(x) - x + 0.918938533204672742 + series - (product == 1 ? 0 : log(product))
}

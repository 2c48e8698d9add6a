import Foundation
import Records
import Testing

@testable import Translation

/// The samplers against the laws they claim, by chi-square over bins of known probability.
@Suite struct DrawsTests {
  /// Whether χ² of `counts` against `chances` stays below its 99.9% point (Wilson–Hilferty). Seeds are fixed, so no luck is left.
  private func fits(_ counts: [Int], _ chances: [Double]) -> Bool {
    let n = Double(counts.reduce(0, +))
    let pairs = zip(counts, chances).filter { $0.1 * n >= 5 }
    let rest = zip(counts, chances).filter { $0.1 * n < 5 }
    var statistic = pairs.reduce(0.0) { $0 + (Double($1.0) - n * $1.1) * (Double($1.0) - n * $1.1) / (n * $1.1) }
    let left = (rest.reduce(0) { $0 + $1.0 }, rest.reduce(0.0) { $0 + $1.1 } * n)
    if left.1 >= 1 { statistic += (Double(left.0) - left.1) * (Double(left.0) - left.1) / left.1 }
    let degrees = Double(pairs.count - (left.1 >= 1 ? 0 : 1))
    let root = 1 - 2 / (9 * degrees) + 3.0902 * (2 / (9 * degrees)).squareRoot()
    return statistic < degrees * root * root * root
  }

  @Test(arguments: [(8, 0.3), (200, 0.004), (400, 0.03), (40, 0.5), (1000, 0.31), (60, 0.93), (100_000, 0.0007)])
  func `Binomial draws follow the binomial law`(n: Int, p: Double) {
    var draws = Draws(name: "binomial", chain: n)
    var counts = Array(repeating: 0, count: n + 1)
    for _ in 0..<40_000 { counts[draws.binomial(n, p)] += 1 }
    let chances = (0...n).map { (k: Int) -> Double in
      let (here, rest) = (Double(k), Double(n - k))
      let ways: Double = lgamma(Double(n + 1)) - lgamma(here + 1) - lgamma(rest + 1)
      return exp(ways + here * log(p) + rest * log1p(-p))
    }
    #expect(fits(counts, chances))
  }

  @Test(arguments: [0.4, 3.0, 11.9, 12.1, 80.0])
  func `Poisson draws follow the Poisson law`(mean: Double) {
    var draws = Draws(name: "poisson", chain: Int(mean * 10))
    var counts = Array(repeating: 0, count: 400)
    for _ in 0..<40_000 { counts[draws.poisson(mean)] += 1 }
    #expect(fits(counts, (0..<400).map { (k: Int) -> Double in exp(Double(k) * log(mean) - mean - lgamma(Double(k + 1))) }))
  }

  @Test func `Normal draws follow the normal law, in the tail too`() {
    var draws = Draws(name: "normal", chain: 0)
    let edges = [-3.6, -3, -2.5, -2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.6]
    var counts = Array(repeating: 0, count: edges.count + 1)
    for _ in 0..<400_000 {
      let x = draws.normal()
      counts[edges.firstIndex { x < $0 } ?? edges.count] += 1
    }
    let ends = [0.0] + edges.map { 0.5 * erfc(-$0 / 2.0.squareRoot()) } + [1.0]
    #expect(fits(counts, zip(ends.dropFirst(), ends).map { $0 - $1 }))
  }

  @Test(arguments: [(0.3, 2.0), (1.0, 1.0), (4.0, 36.0), (40.0, 3.0), (0.02, 1.5)])
  func `Beta draws, plain and in logarithms, fall into tenths of the beta law`(alpha: Double, beta: Double) {
    // The law by Simpson's rule; below alpha 1 in the variable u = x^alpha, which tames the pole at 0.
    let power = min(1, alpha)
    let steps = 20_000
    var cumulative = [0.0]
    func density(_ u: Double) -> Double {
      pow(u, alpha / power - 1) * pow(1 - min(1 - 1e-12, pow(u, 1 / power)), beta - 1)
    }
    for i in 0..<steps {
      let (a, b) = (Double(i) / Double(steps), Double(i + 1) / Double(steps))
      cumulative.append(cumulative[i] + (density(a) + 4 * density((a + b) / 2) + density(b)) / 6 * (b - a))
    }
    let whole = cumulative[steps]
    var draws = Draws(name: "beta", chain: Int(alpha * 100))
    for logs in [false, true] {
      var counts = Array(repeating: 0, count: 10)
      for _ in 0..<20_000 {
        let logX = logs ? draws.logBeta(alpha, beta).x : log(draws.beta(alpha, beta))
        let place = min(Double(steps), exp(power * logX) * Double(steps))
        let below = min(steps - 1, Int(place))
        let value = cumulative[below] + (place - Double(below)) * (cumulative[below + 1] - cumulative[below])
        counts[min(9, Int(value / whole * 10))] += 1
      }
      #expect(fits(counts, Array(repeating: 0.1, count: 10)), "logs: \(logs)")
    }
  }

  @Test func `The quick ln Γ is the C library's`() {
    for x in [1e-6, 0.02, 0.5, 1, 1.5, 2, 7.99, 8, 33.3, 1e4, 1e9] {
      #expect(abs(lnGamma(x) - lgamma(x)) < 1e-11 * max(1, abs(lgamma(x))), "\(x)")
    }
  }

  @Test func `Streams are named: FNV-1a of the name, then the chain`() {
    #expect(Draws.fnv1a("") == 0xcbf2_9ce4_8422_2325)
    #expect(Draws.fnv1a("foobar") == 0x8594_4171_f739_67e8)
    var (a, b, again) = (Draws(name: "won", chain: 0), Draws(name: "won", chain: 1), Draws(name: "won", chain: 0))
    let first = a.unit()
    #expect(first == again.unit())
    #expect(first != b.unit())
  }
}

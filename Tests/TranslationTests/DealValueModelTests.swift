import Foundation
import Records
import Testing

@testable import Translation

@Suite struct DealValueModelTests {
  private func logNormal(_ n: Int, mu: Double, sigma: Double, _ draws: inout Draws) -> [Double] {
    (0..<n).map { _ in exp(mu + sigma * draws.normal()) }
  }

  @Test func `The true mean deal lies inside nine intervals of ten`() throws {
    var draws = Draws(name: "deals", chain: 0)
    var inside = 0
    var all = 0
    for _ in 0..<60 {
      let sigma = 0.3 + 0.7 * draws.unit()
      // Sources differ in size by about as much as the prior of five deals says.
      let centres = (0..<5).map { _ in 9 + sigma / 5.0.squareRoot() * draws.normal() }
      let amounts = centres.enumerated().map { logNormal(3 + 12 * $0.offset, mu: $0.element, sigma: sigma, &draws) }
      let model = try #require(DealValueModel(amounts, pooled: 5, name: "deals"))
      for (g, mu) in centres.enumerated() {
        let mean = model.value(of: g).mean
        all += 1
        if mean.low <= exp(mu + sigma * sigma / 2), exp(mu + sigma * sigma / 2) <= mean.high { inside += 1 }
      }
    }
    // 300 claims: three standard deviations of binomial luck are five points.
    #expect(Double(inside) / Double(all) > 0.85, "\(inside) of \(all)")
    #expect(Double(inside) / Double(all) < 0.97, "\(inside) of \(all)")
  }

  @Test func `Amounts that are not lognormal speak for themselves`() throws {
    var draws = Draws(name: "two prices", chain: 0)
    let two = (0..<240).map { $0.isMultiple(of: 3) ? 40_000.0 : 900.0 }
    let usual = logNormal(240, mu: 8, sigma: 0.7, &draws)
    let model = try #require(DealValueModel([two, usual], pooled: 2, name: "prices"))
    #expect(model.shape(of: 0) == .bootstrap && model.shape(of: 1) == .logNormal)
    let mean = model.value(of: 0).mean
    let truth = 40_000.0 / 3 + 600
    #expect(abs(mean.value - truth) < 700 && mean.low < truth && truth < mean.high, "\(mean)")
    #expect(model.value(of: 0).median == 900)
    let revenue = model.revenue(of: 0, deals: Array(repeating: 3, count: 2000))
    #expect(abs(revenue.reduce(0, +) / 2000 - 3 * mean.value) < 2500)
  }

  @Test func `Revenue shows the risk of one big deal and of none`() throws {
    var draws = Draws(name: "risk", chain: 0)
    let model = try #require(
      DealValueModel([logNormal(200, mu: 9, sigma: 1.2, &draws), []], pooled: 2, name: "risk"))
    let counts = (0..<4000).map { _ in draws.binomial(100, 0.02) }
    let range = AmountRange(model.revenue(of: 0, deals: counts))
    #expect(abs(range.none - pow(0.98, 100)) < 0.03)
    #expect(range.ninety.low == 0)
    #expect(range.ninety.high > 2.2 * range.ninety.value)
    #expect(range.fifty.high < range.ninety.high)
    // A group without a deal leans on all of them, and is much less sure.
    let none = model.value(of: 1)
    #expect(none.deals == 0)
    #expect(none.mean.high / none.mean.low > 1.5 * model.value(of: 0).mean.high / model.value(of: 0).mean.low)
  }

  @Test func `Many deals are a normal sum with the mean and spread of deals drawn one by one`() throws {
    var draws = Draws(name: "many", chain: 0)
    let usual = logNormal(500, mu: 8, sigma: 0.6, &draws)
    let two = (0..<900).map { $0.isMultiple(of: 3) ? 40_000.0 : 900.0 }
    let model = try #require(DealValueModel([usual, two], pooled: 2, name: "many"))
    for group in 0..<2 {
      func shape(_ count: Int) -> (mean: Double, deviation: Double) {
        let sums = model.revenue(of: group, deals: Array(repeating: count, count: 3000)).map { $0 / Double(count) }
        let mean = sums.reduce(0, +) / 3000
        return (mean, (sums.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2999).squareRoot())
      }
      let (few, many) = (shape(DealValueModel.many - 1), shape(DealValueModel.many))
      #expect(abs(many.mean / few.mean - 1) < 0.02)
      #expect(abs(many.deviation / few.deviation - 1) < 0.15, "\(few) \(many)")
    }
  }

  @Test func `Two deals are refused; equal amounts are not`() throws {
    #expect(DealValueModel([[100], [200]], pooled: 2, name: "few") == nil)
    let equal = try #require(DealValueModel([[500, 500, 500, 500]], pooled: 1, name: "equal"))
    #expect(abs(equal.value(of: 0).mean.value - 500) < 5)
  }

  @Test func `The uniform test finds a shift and passes what is uniform`() {
    let even = (0..<200).map { (Double($0) + 0.5) / 200 }
    #expect(kolmogorov(even) > 0.99)
    #expect(kolmogorov(even.map { $0 * 0.8 }) < 0.001)
    // 1.3581 is the 5% point of the limit law; half a step of 1/200 is in the distance already.
    let root = 200.0.squareRoot()
    let shift = 1.3581 / (root + 0.12 + 0.11 / root) - 0.5 / 200
    #expect(abs(kolmogorov(even.map { min(1, $0 + shift) }) - 0.05) < 0.001)
  }
}

import Foundation
import Testing

@testable import Translation

/// CDNOW's 2,357 customers, where somebody has laid them beside the references: `x,t_x,T,zbar` a line. Not shipped with the project.
private enum Cdnow {
  static let rows: [[Double]]? = {
    guard let text = try? String(contentsOf: References.root.appending(path: "references/cdnow.csv"), encoding: .utf8) else {
      return nil
    }
    return text.split(whereSeparator: \.isNewline).dropFirst().map {
      $0.split(separator: ",").suffix(4).compactMap { Double($0) }
    }
  }()
}

@Suite struct RepeatPurchaseTests {
  @Test(.enabled(if: Cdnow.rows != nil, "needs cdnow.csv beside the references"))
  func `CDNOW gives the published parameters`() throws {
    let rows = try #require(Cdnow.rows)
    let histories = rows.map { RepeatPurchase.History(repeats: $0[0], last: $0[1], watched: $0[2]) }
    let clock = ContinuousClock()
    var model: RepeatPurchase?
    let took = clock.measure { model = RepeatPurchase(histories) }
    let found = try #require(model)
    #expect(abs(found.r - 0.24259) < 1e-3 && abs(found.alpha - 4.41353) < 1e-3, "\(found)")
    #expect(abs(found.a - 0.79289) < 1e-3 && abs(found.b - 2.42575) < 2e-3, "\(found)")
    #expect(abs(found.logLikelihood + 9582.4256) < 1e-3, "\(found.logLikelihood) in \(took)")
    let again = rows.filter { $0[0] > 0 }
    let value = try #require(PurchaseValue(repeats: again.map { $0[0] }, means: again.map { $0[3] }))
    #expect(abs(value.p - 6.249) < 0.01 && abs(value.q - 3.745) < 0.01 && abs(value.v - 15.448) < 0.05, "\(value)")
  }

  /// Customers as the model has them.
  private func simulated(_ count: Int, r: Double, alpha: Double, a: Double, b: Double) -> [RepeatPurchase.History] {
    var draws = Draws(name: "repeat", chain: 0)
    return (0..<count).map { _ in
      let rate = draws.gamma(r) / alpha
      let drop = a > 0 ? draws.beta(a, b) : 0
      let watched = 20 + 20 * draws.unit()
      var (time, last, repeats) = (0.0, 0.0, 0.0)
      // The first purchase may be the last one, too: no, dropping out comes after repeats only.
      while true {
        time += -log(draws.unit()) / max(rate, 1e-12)
        guard time <= watched else { break }
        repeats += 1
        last = time
        if draws.unit() < drop { break }
      }
      return RepeatPurchase.History(repeats: repeats, last: last, watched: watched)
    }
  }

  @Test func `What was planted is found again`() throws {
    let found = try #require(RepeatPurchase(simulated(3000, r: 0.6, alpha: 5, a: 0.9, b: 2.5)))
    #expect(abs(found.r / found.alpha - 0.12) < 0.012, "\(found)")
    #expect(abs(found.a / (found.a + found.b) - 0.9 / 3.4) < 0.05, "\(found)")
  }

  @Test func `Where nobody leaves, everybody is said to be there`() throws {
    let histories = simulated(1000, r: 2, alpha: 10, a: 0, b: 1)
    let found = try #require(RepeatPurchase(histories))
    #expect(found.a / (found.a + found.b) < 0.02, "\(found)")
    #expect(histories.allSatisfy { found.alive($0) > 0.5 })
  }

  @Test func `Nobody who bought twice, nothing to say`() {
    #expect(RepeatPurchase([RepeatPurchase.History(repeats: 0, last: 0, watched: 30, customers: 50)]) == nil)
    #expect(PurchaseValue(repeats: [1, 2], means: [10, 12]) == nil)
  }

  @Test func `Spending that goes with buying often is told`() throws {
    let often = (0..<200).map { Double(1 + $0 % 9) }
    let value = try #require(PurchaseValue(repeats: often, means: often.map { 20 + 5 * $0 }))
    #expect(value.isDoubtful && value.correlation > 0.9)
  }
}

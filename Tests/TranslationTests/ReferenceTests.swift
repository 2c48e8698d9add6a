import Foundation
import Records
import Testing

@testable import Translation

/// Published numbers and other software's, laid beside the project; tests that need them say so when they are absent.
enum References {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared")

  static var conversion: [String: Any]? {
    guard let bytes = try? Data(contentsOf: root.appending(path: "references/conversion.json")) else { return nil }
    return (try? JSONSerialization.jsonObject(with: bytes)) as? [String: Any]
  }
}

private let absent: Comment = "needs ../shared/references, which is not beside this checkout"

@Suite struct ReferenceTests {
  @Test(.enabled(if: References.conversion != nil, absent))
  func `Aalen–Johansen equals the tie-exact values to 1e-9`() throws {
    let reference = try #require(References.conversion?["aalen_johansen"] as? [String: Any])
    let cases = try #require(reference["cases"] as? [[String: Any]])
    #expect(cases.count >= 4)
    for one in cases {
      let name = one["name"] as? String ?? ""
      let units = try #require(one["units"] as? [[String: Any]])
      let lags = units.compactMap { $0["lag"] as? Int }
      var spells = Spells(days: (lags.max() ?? 0) + 1)
      for unit in units {
        let lag = try #require(unit["lag"] as? Int)
        spells.entering[unit["entry"] as? Int ?? 0] += 1
        switch unit["state"] as? String {
        case "won": spells.won[lag] += 1
        case "lost": spells.lost[lag] += 1
        default: spells.leaving[lag] += 1
        }
      }
      let curve = ArrivalCurve(spells)
      for step in try #require(one["steps"] as? [[String: Any]]) {
        let day = try #require(step["day"] as? Int)
        #expect(curve.atRisk[day] == step["at_risk"] as? Int, "\(name) day \(day)")
        let value = try #require(step["cif_won_float"] as? Double)
        #expect(abs(curve.value(within: day + 1) - value) < 1e-9, "\(name) day \(day)")
        if let variance = step["var_won"] as? Double {
          #expect(abs(curve.variance(within: day + 1) - variance) < 1e-9, "\(name) variance, day \(day)")
        }
        if let ends = step["loglog90"] as? [Double], let found = curve.interval(within: day + 1) {
          #expect(abs(found.low - ends[0]) < 1e-9 && abs(found.high - ends[1]) < 1e-9, "\(name) interval, day \(day)")
        }
      }
    }
  }

  @Test(.enabled(if: References.conversion != nil, absent))
  func `Cohort concentration and deflator equal the reference`() throws {
    let reference = try #require(References.conversion)
    for one in try #require(reference["cohort_concentration"] as? [[String: Any]]) {
      let weeks = try #require(one["weeks"] as? [Double])
      let expected = try #require(one["sqrt_c"] as? Double)
      #expect(abs(Cohort.rootConcentration(weeks: weeks) - expected) < 1e-12)
    }
    for one in try #require(reference["cohort_deflator"] as? [[String: Double]]) {
      let k = Pool.deflator(
        units: one["n"] ?? 0, spread: one["v"] ?? 0, rate: one["p_ref"] ?? 0, rootConcentration: one["sqrt_c"] ?? 0)
      #expect(abs(k - (one["deflator"] ?? 0)) < 1e-12)
    }
  }

  @Test(.enabled(if: References.conversion != nil, absent))
  func `Cohort spread is weighed as in the reference`() throws {
    let reference = try #require(References.conversion?["cohort_spread_weights"] as? [String: Any])
    let rate = try #require(reference["p"] as? Double)
    let steady = try #require(reference["p_ref"] as? Double)
    let logs = try #require(reference["log_marginal"] as? [Double])
    let cohorts = try #require(reference["cohorts"] as? [[String: Double]])
    for (v, expected) in zip(Pool.spreads, logs) {
      let sum = cohorts.reduce(0.0) { sum, cohort in
        let f = 1 / (v * (cohort["sqrt_c"] ?? 0) * steady * (1 - steady))
        return sum
          + Pool.logMarginal(
            won: cohort["won"] ?? 0, units: cohort["n"] ?? 0, alpha: f * rate, beta: f * (1 - rate))
      }
      #expect(abs(sum - expected) < 1e-8)
    }
  }

  @Test(.enabled(if: References.conversion != nil, absent))
  func `Calendar luck is weighed as in the reference`() throws {
    let reference = try #require(References.conversion?["calendar_shock"] as? [String: Any])
    let observed = try #require(reference["observed"] as? [Int])
    let expected = try #require(reference["expected"] as? [Double])
    let weights = try #require(reference["weight"] as? [Double])
    for (found, weight) in zip(Pool.normalised(CalendarLuck.logWeights(observed: observed, expected: expected)), weights) {
      #expect(abs(found - weight) < 1e-9)
    }
  }

  @Test func `Without censoring Aalen–Johansen is the plain rate`() {
    var spells = Spells(days: 40)
    spells.entering[0] = 200
    spells.won[3] = 10
    spells.won[17] = 20
    spells.leaving[39] = 170
    #expect(abs(ArrivalCurve(spells).value(within: 40) - 0.15) < 1e-12)
  }

  @Test func `A mixture of one Beta has that Beta's quantiles`() {
    // scipy 1.17.1: beta.ppf([.05, .5, .95], 3, 40)
    let mixture = BetaMixture([.init(weight: 2, alpha: 3, beta: 40)])
    #expect(abs(mixture.mean - 3.0 / 43) < 1e-12)
    #expect(abs(mixture.quantile(0.05) - 0.01975081) < 1e-4)
    #expect(abs(mixture.quantile(0.5) - 0.06315982) < 1e-4)
    #expect(abs(mixture.quantile(0.95) - 0.14241448) < 1e-4)
  }

  @Test func `the middle value is that of the sorted values`() {
    var stream = Xoshiro256(seed: 11)
    for count in [1, 2, 3, 10, 101, 1000] {
      for spread in [UInt64(2), 50, 1 << 40] {
        let values = (0..<count).map { _ in Double(stream.next() % spread) }
        let sorted = values.sorted()
        #expect(middle(values) == (sorted[(count - 1) / 2] + sorted[count / 2]) / 2)
      }
    }
  }
}

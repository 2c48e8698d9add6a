import Foundation
import Testing

@testable import Translation

private let absent: Comment = "needs ../shared/references, which is not beside this checkout"

/// A cohort of `retention.json`.
private struct Cohort {
  let name: String
  let decisions: RenewalModel.Decisions
  let all: [String: Any]

  /// Decisions of everybody who started together, from those lost each year.
  static func decisions(lost: [Int], customers: Int) -> RenewalModel.Decisions {
    var (here, cameUp) = (customers, [Int]())
    for one in lost {
      cameUp.append(here)
      here -= one
    }
    return RenewalModel.Decisions(cameUp: cameUp, lost: lost)
  }

  static func both() throws -> [Cohort] {
    let cohorts = try #require(References.read("retention")?["cohorts"] as? [String: [String: Any]])
    return try cohorts.keys.sorted().map { name in
      let all = try #require(cohorts[name])
      let lost = try #require(all["lost_per_year_1_to_7"] as? [Int])
      return Cohort(name: name, decisions: decisions(lost: lost, customers: 1000), all: all)
    }
  }

  func numbers(_ key: String) throws -> [Double] { try #require(all[key] as? [Double], "\(name) \(key)") }
  func part(_ key: String) throws -> [String: Any] { try #require(all[key] as? [String: Any], "\(name) \(key)") }
}

@Suite(.enabled(if: References.read("retention") != nil, absent)) struct RetentionReferenceTests {
  @Test func `The likeliest pair is Fader and Hardie’s`() throws {
    for one in try Cohort.both() {
      let mle = try one.part("mle")
      let (a, b) = RenewalModel.likeliest(one.decisions)
      let (wantedA, wantedB) = (mle["alpha"] as? Double ?? 0, mle["beta"] as? Double ?? 0)
      #expect(abs(a - wantedA) < 1e-3 && abs(b - wantedB) < 1e-3, "\(one.name): \(a) \(b)")
      let best = mle["log_likelihood"] as? Double ?? 0
      #expect(abs(RenewalModel.logLikelihood(one.decisions, a: wantedA, b: wantedB) - best) < 1e-6, "\(one.name)")
      let published = try one.part("published")
      let (oldA, oldB) = (published["alpha"] as? Double ?? 0, published["beta"] as? Double ?? 0)
      #expect(abs(a - oldA) < 1e-2 && abs(b - oldB) < 1e-2, "\(one.name)")
      let there = try #require(one.all["log_likelihood_at_published"] as? Double)
      #expect(abs(RenewalModel.logLikelihood(one.decisions, a: oldA, b: oldB) - there) < 1e-6, "\(one.name)")
    }
  }

  @Test func `Survival, retention and renewals to come at given parameters are the formulas’`() throws {
    for one in try Cohort.both() {
      for (key, source) in [("mle", "mle"), ("at_published", "published")] {
        let parameters = try one.part(source)
        let (a, b) = (parameters["alpha"] as? Double ?? 0, parameters["beta"] as? Double ?? 0)
        for (t, wanted) in try one.numbers("survival_\(key)").enumerated() {
          #expect(abs(RenewalModel.survival(a: a, b: b, after: t) - wanted) < 1e-6, "\(one.name) \(t)")
        }
        let name = key == "mle" ? "derl_discount_0_1" : "derl_at_published_discount_0_1"
        for (number, wanted) in try #require(try one.part(name) as? [String: Double]) {
          let found = RenewalModel.renewalsToCome(a: a, b: b, before: Int(number) ?? 0, discount: 0.1)
          #expect(abs(found - wanted) < 1e-6, "\(one.name) before \(number): \(found)")
        }
      }
      let held = try one.numbers("observed_survival_percent")
      let fitted = try one.numbers("survival_mle")
      let worst = (8...12).map { abs(held[$0] / 100 - fitted[$0]) }.max()
      let wanted = try #require(one.all["max_abs_error_years_8_to_12"] as? Double)
      #expect(abs((worst ?? 1) - wanted) < 1e-9, "\(one.name)")
    }
  }

  @Test func `The grid’s posterior is the reference’s, and its quantiles those of a finer grid`() throws {
    for one in try Cohort.both() {
      let grid = try one.part("method_d_grid")
      let model = RenewalModel(one.decisions)
      let means = RenewalModel(one.decisions, isRefined: false).means
      let posterior = try #require(grid["posterior_120x80"] as? [String: Double])
      #expect(abs(means.a - (posterior["alpha"] ?? 0)) < 1e-6 && abs(means.b - (posterior["beta"] ?? 0)) < 1e-6)
      #expect(abs(means.mean - (posterior["mean"] ?? 0)) < 1e-6)
      #expect(abs(means.strength - (posterior["strength"] ?? 0)) < 1e-6)
      let fine = try #require(grid["survival_480x320"] as? [[String: Any]])
      for (coarse, fine) in zip(try #require(grid["survival_120x80"] as? [[String: Any]]), fine) {
        let year = try #require(coarse["year"] as? Int)
        let found = model.survival(after: year)
        let plain = RenewalModel(one.decisions, isRefined: false).survival(after: year)
        #expect(abs(plain.value - (coarse["mean"] as? Double ?? 0)) < 1e-6, "\(one.name) year \(year)")
        #expect(abs(found.value - (coarse["mean"] as? Double ?? 0)) < 1e-6, "\(one.name) year \(year)")
        // The finer grid's own steps are 0.0021 wide.
        #expect(abs(found.low - (fine["low"] as? Double ?? 0)) < 0.0021, "\(one.name) year \(year): \(found.low)")
        #expect(abs(found.high - (fine["high"] as? Double ?? 0)) < 0.0021, "\(one.name) year \(year): \(found.high)")
      }
    }
  }

  @Test func `Forty customers lean on the prior as the reference does`() throws {
    for one in try Cohort.both() {
      let small = try one.part("method_d_40_customers")
      let lost = try #require(small["lost_per_year"] as? [Int])
      let model = RenewalModel(Cohort.decisions(lost: lost, customers: 40))
      for year in try #require(small["survival"] as? [[String: Any]]) {
        let t = try #require(year["year"] as? Int)
        let found = model.survival(after: t)
        #expect(abs(found.value - (year["mean"] as? Double ?? 0)) < 1e-6, "\(one.name) \(t)")
        // The reference's quantiles stand on a grid with steps of 0.0083.
        #expect(abs(found.low - (year["low"] as? Double ?? 0)) < 0.006, "\(one.name) \(t) \(found.low)")
        #expect(abs(found.high - (year["high"] as? Double ?? 0)) < 0.006, "\(one.name) \(t) \(found.high)")
      }
    }
  }

  @Test func `Draws come from the posterior they are drawn from`() throws {
    for one in try Cohort.both() {
      let model = RenewalModel(one.decisions)
      var stream = Draws(name: "test", chain: 0)
      let draws = model.draws(4000, &stream)
      let drawn = Estimate(draws: draws.map { RenewalModel.survival(a: $0.a, b: $0.b, after: 5) })
      let exact = model.survival(after: 5)
      #expect(abs(drawn.value - exact.value) < 0.002 && abs(drawn.low - exact.low) < 0.004, "\(one.name)")
    }
  }
}

@Suite struct RenewalModelTests {
  @Test func `Customers from before the record enter at the renewal they had then`() {
    // A quarter always leaves at once, the others never: seen from the fifth renewal on, nobody leaves.
    var late = RenewalModel.Decisions()
    for number in 5...8 { for _ in 0..<200 { late.add(number: number, isLost: false) } }
    let model = RenewalModel(late)
    #expect(model.loss(at: 6).high < 0.02)
    // It says nothing certain about the first renewal, which it never saw: the prior's width is kept.
    #expect(model.loss(at: 1).high > 2 * model.loss(at: 6).high)
  }

  @Test func `Without any decision the prior speaks, and widely`() {
    let loss = RenewalModel(RenewalModel.Decisions()).loss(at: 1)
    #expect(abs(loss.value - 0.2) < 0.01 && loss.low < 0.06 && loss.high > 0.4)
  }
}

@Suite(.enabled(if: References.read("goals") != nil, absent)) struct KeepOrWinReferenceTests {
  private func found(_ id: String) throws -> (inputs: [String: Any], expected: [String: Any]) {
    let all = try #require(References.read("goals")?["keep_or_win"] as? [[String: Any]])
    #expect(all.count == 5)
    let one = try #require(all.first { $0["id"] as? String == id })
    return (try #require(one["inputs"] as? [String: Any]), try #require(one["expected"] as? [String: Any]))
  }
  private func number(_ all: [String: Any], _ key: String) -> Double {
    if let text = all[key] as? String { return Double(text) ?? .nan }
    return (all[key] as? Int).map(Double.init) ?? (all[key] as? [String: Any])?["value"] as? Double ?? .nan
  }

  @Test func `The next euro`() throws {
    let (given, expected) = try found("k01_next_euro")
    let euro = KeepOrWin.euro(
      costPerDeal: number(given, "cost_per_deal"), valueWon: number(given, "value_won"),
      costPerKept: number(given, "cost_per_kept"), valueKept: number(given, "value_kept"))
    #expect(abs(euro.win - number(expected, "win_per_euro")) < 1e-12)
    #expect(abs(euro.keep - number(expected, "keep_per_euro")) < 1e-12)
    #expect(abs(euro.win * number(given, "budget") - number(expected, "win_total")) < 1e-6)
    #expect(abs(euro.keep * number(given, "budget") - number(expected, "keep_total")) < 1e-6)
    #expect(euro.choice == .keep)
  }

  @Test func `The next hour when room is full goes to keeping, all of it`() throws {
    let (given, expected) = try found("k02_hour_with_room_full")
    let hour = KeepOrWin.hour(
      dealsPerHour: number(given, "deals_per_hour"), valueWon: number(given, "value_won"),
      keptPerHour: number(given, "kept_per_hour"), valueKept: number(given, "value_kept"))
    #expect(hour.win == number(expected, "win_per_hour") && hour.keep == number(expected, "keep_per_hour"))
    let split = KeepOrWin.split(number(given, "hours"), winSlope: { _ in hour.win }, keepSlope: { _ in hour.keep })
    #expect(split.keep == number(expected, "hours_keep") && split.win == number(expected, "hours_win"))
  }

  @Test func `Where both bend, the split is where the next euro is worth the same`() throws {
    let (given, expected) = try found("k03_both_bend")
    let (a, b) = (number(given, "a"), number(given, "b"))
    let split = KeepOrWin.split(
      number(given, "total"), winSlope: { a / 2 / $0.squareRoot() }, keepSlope: { b / 2 / $0.squareRoot() })
    #expect(abs(split.win - number(expected, "win_spend")) < 1e-9)
    #expect(abs(split.keep - number(expected, "keep_spend")) < 1e-9)
    #expect(abs(a / 2 / split.win.squareRoot() - number(expected, "marginal_per_euro")) < 1e-9)
  }

  @Test func `A new customer against one kept at the third renewal`() throws {
    let (given, expected) = try found("k04_from_renewals")
    let (a, b) = (number(given, "alpha"), number(given, "beta"))
    let worth = KeepOrWin.Worth(
      yearly: number(given, "arr"), margin: number(given, "margin"), growth: number(given, "nrr"),
      discount: number(given, "discount"), years: 5)
    let new = worth.ofNew(a: a, b: b)
    let kept = worth.ofKept(a: a, b: b, at: 3)
    #expect(abs(new - number(expected, "value_new")) < 1e-6)
    #expect(abs(kept - number(expected, "value_kept_third")) < 1e-6)
    let (hoursKeep, hoursWin) = (number(given, "hours_keep"), number(given, "hours_win"))
    let hour = KeepOrWin.hour(
      dealsPerHour: 1 / hoursWin, valueWon: new, keptPerHour: number(given, "churn_cut") / hoursKeep, valueKept: kept)
    #expect(abs(hour.win - number(expected, "win_per_hour")) < 1e-6)
    #expect(abs(hour.keep - number(expected, "keep_per_hour")) < 1e-6)
    #expect(hour.choice == .win)
    let even = KeepOrWin.breakEven(dealsPerHour: 1 / hoursWin, valueWon: new, valueKept: kept) * hoursKeep
    #expect(abs(even - number(expected, "break_even_churn_cut")) < 1e-9)
  }

  @Test func `Without a tested effect only what it would have to be is told`() throws {
    let (given, expected) = try found("k05_unknown_effect")
    let even = KeepOrWin.breakEven(
      dealsPerHour: number(given, "deals_per_hour"), valueWon: number(given, "value_won"),
      valueKept: number(given, "value_kept"))
    #expect(abs(even - number(expected, "break_even_kept_per_hour")) < 1e-12)
    #expect(
      abs(even * number(given, "hours_per_renewal_call") - number(expected, "break_even_churn_cut_per_call")) < 1e-12)
  }
}

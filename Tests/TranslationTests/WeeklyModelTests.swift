import Foundation
import Records
import Testing

@testable import Translation

/// A weekly record written by other software, laid beside the project.
enum WeeklyReference {
  static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/exports/mmm/mmm_example.csv")

  /// PyMC-Marketing's own example: outcome, two metrics, two events.
  static var model: WeeklyModel? {
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
    let rows = text.split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
    func column(_ i: Int) -> [Double] { rows.compactMap { Double($0[i]) } }
    guard let first = Day(year: 2018, month: 4, day: 2) else { return nil }
    return WeeklyModel(
      outcome: column(1), metrics: [("x1", column(2)), ("x2", column(3))], controls: [column(4), column(5)], firstMonday: first)
  }
}

private let absent: Comment = "needs ../shared/exports/mmm, which is not beside this checkout"

/// A made record: outcome around `level`, noise of the given size, and a metric whose weekly share of the outcome is `strength`.
private func made(weeks: Int = 130, strength: Double, level: Double = 200, seed: UInt64) -> WeeklyModel {
  var chance = Xoshiro256(seed: seed)
  var noise = 0.0
  let other = (0..<weeks).map { _ in 50 + 30 * chance.unit() }
  let metric = (0..<weeks).map { _ in 20 + 100 * chance.unit() * chance.unit() }
  let carried = Adstock(decay: 0.3).applied(to: metric)
  let mean = carried.reduce(0, +) / Double(weeks)
  let outcome = (0..<weeks).map { t -> Double in
    noise = 0.3 * noise + 0.05 * level * (chance.unit() + chance.unit() + chance.unit() - 1.5) * 2
    return level * (1 - strength) + strength * level * carried[t] / mean + noise
  }
  let monday = Day(number: 19_723).startOfWeek
  return WeeklyModel(outcome: outcome, metrics: [("posts", metric), ("idle", other)], controls: [], firstMonday: monday)
}

@Suite struct WeeklyModelTests {
  @Test(.enabled(if: WeeklyReference.model != nil, absent))
  func `Logistic shapes without a place for nothing give the posterior that PyMC gives`() throws {
    let model = try #require(WeeklyReference.model)
    var options = WeeklyModel.Options()
    options.shapes = .logisticOnly
    options.nothing = 0
    options.season = 2
    options.correlations = [0]
    options.spreads = [100]
    options.steps = []
    let fit = try model.fit(seed: 7, options: options)
    #expect(fit.hasConverged)
    // PyMC-Marketing 0.19.2: mean and deviation of the contributions; the truth is in the example's notebook.
    for (m, mean, deviation, truth) in [(0, 278_300.0, 17_100.0, 274_800.0), (1, 68_200, 3_020, 65_900)] {
      let total = fit.metrics[m].total
      #expect(abs(total.value / mean - 1) < 0.03)
      let found = (total.high - total.low) / (2 * Normal.z90)
      #expect(abs(found / deviation - 1) < 0.15)
      #expect(total.low < truth && truth < total.high)
    }
    #expect(abs(fit.metrics[0].halfLife.value - log(0.5) / log(0.399)) < 0.08)
  }

  @Test(.enabled(if: WeeklyReference.model != nil, absent))
  func `With shapes averaged, correlated noise and a place for nothing the truth stays inside`() throws {
    let model = try #require(WeeklyReference.model)
    let fit = try model.fit(seed: 8)
    #expect(fit.metrics[0].total.low < 274_800 && 274_800 < fit.metrics[0].total.high)
    #expect(fit.metrics[1].total.low < 65_900 && 65_900 < fit.metrics[1].total.high)
    #expect(fit.metrics.allSatisfy { $0.verdict == .effect(probability: $0.probability) && $0.probability > 0.99 })
  }

  @Test func `A planted effect is found and an idle metric is not`() throws {
    let fit = try made(strength: 0.2, seed: 11).fit(seed: 1)
    #expect(fit.hasConverged)
    let planted = fit.metrics[0]
    #expect(planted.probability > 0.95)
    guard case .effect = planted.verdict else {
      Issue.record("\(planted.verdict)")
      return
    }
    // A linear effect that makes a fifth of the outcome: a tenth more is two per cent.
    let rise = planted.now * 0.1 * planted.perUnit.value
    #expect(abs(rise - planted.tenPercent.value) < 1e-9)
    #expect(planted.tenPercent.low < 4.2 && planted.tenPercent.high > 2.5)
    #expect(planted.tenPercentHalf.low > planted.tenPercent.low && planted.tenPercentHalf.high < planted.tenPercent.high)
    #expect(zip(planted.curve, planted.curve.dropFirst()).allSatisfy { $0.outcome.value <= $1.outcome.value })
    #expect(fit.metrics[1].probability < 0.9)
  }

  @Test func `A metric that does nothing is told with the smallest effect that would have been seen`() throws {
    let fit = try made(strength: 0, seed: 12).fit(seed: 1)
    let idle = fit.metrics[0]
    #expect(idle.probability < 0.5)
    #expect(idle.verdict == .noEffect(smallest: idle.smallest))
    #expect((0.005...0.25).contains(idle.smallest.elasticity))
    #expect(abs(idle.smallest.tenPercent - idle.smallest.elasticity * 0.1 * fit.outcomeToday) < 1e-9)
    #expect(idle.tenPercent.low == 0)
  }

  @Test func `Two runs, and one thread or two, give the same figures`() async throws {
    let model = made(strength: 0.1, seed: 13)
    let one = try model.fit(seed: 5)
    let again = try await model.fit(seed: 5, workers: 1)
    let two = try await model.fit(seed: 5, workers: 2)
    #expect("\(one)" == "\(again)")
    #expect("\(one)" == "\(two)")
    #expect("\(one)" != "\(try model.fit(seed: 6))")
  }

  @Test func `Metrics that move together are told as one`() throws {
    var chance = Xoshiro256(seed: 3)
    let first = (0..<120).map { _ in 100 + 60 * chance.unit() }
    let second = first.map { $0 * 2 + 3 * chance.unit() }
    let outcome = first.map { 100 + $0 + 8 * chance.unit() }
    let model = WeeklyModel(
      outcome: outcome, metrics: [("clicks", first), ("impressions", second)], controls: [],
      firstMonday: Day(number: 19_723).startOfWeek)
    let fit = try model.fit(seed: 1)
    #expect(fit.metrics[0].together == ["impressions"])
    #expect(fit.metrics[1].together == ["clicks"])
    let joint = try #require(fit.metrics[0].joint)
    #expect(joint.probability > 0.95)
    // Truth: a tenth more of both is a tenth of the mean of `first`, about 13 a week.
    #expect(joint.tenPercent.low < 13 && joint.tenPercent.high > 9)
    #expect(fit.metrics[0].probability < 0.97 || fit.metrics[1].probability < 0.97)
    // Neither is said to work: whichever the draws prefer, the record cannot tell it from the other.
    #expect(joint.count == 2)
    #expect(fit.metrics[0].verdict == .cannotBeTold(.collinear(with: ["impressions"])))
    #expect(fit.metrics[1].verdict == .cannotBeTold(.collinear(with: ["clicks"])))
  }
}

@Suite struct WeeklyVerdictTests {
  private let monday = Day(number: 19_723).startOfWeek

  @Test func `Two idle metrics that move together are told as doing nothing, not as inseparable`() throws {
    var chance = Xoshiro256(seed: 21)
    let sessions = (0..<120).map { _ in 100 + 60 * chance.unit() }
    let engaged = sessions.map { $0 * 0.5 + chance.unit() }
    let outcome = (0..<120).map { _ in 200 + 20 * (chance.unit() + chance.unit() - 1) }
    let fit = try WeeklyModel(
      outcome: outcome, metrics: [("sessions", sessions), ("engaged", engaged)], firstMonday: monday
    ).fit(seed: 1)
    let joint = try #require(fit.metrics[0].joint)
    // Before the record the two together are at .88: a probability says little here, the odds' change does.
    #expect(joint.factor < 1)
    #expect(abs(joint.factor - joint.probability / (1 - joint.probability) * 0.1225 / 0.8775) < 1e-9)
    for metric in fit.metrics {
      #expect(metric.verdict == .noEffect(smallest: metric.smallest))
      #expect(metric.smallest.elasticity < 0.2)
    }
  }

  @Test func `A change of level in the outcome is not the work of a metric that changed in the same week`() throws {
    var chance = Xoshiro256(seed: 22)
    func around(_ level: Double, _ jump: Double) -> [Double] {
      (0..<120).map { level * ($0 < 70 ? 1 : jump) * (1 + 0.08 * (chance.unit() + chance.unit() - 1)) }
    }
    let model = WeeklyModel(
      outcome: around(200, 1.3), metrics: [("sessions", around(5000, 1.5)), ("posts", around(20, 1))], firstMonday: monday)
    #expect(model.changes() == [70])
    let fit = try model.fit(seed: 1)
    if case .effect = fit.metrics[0].verdict { Issue.record("one coincidence is no effect: \(fit.metrics[0].probability)") }
    // Without a place for changes of level it would be one.
    var options = WeeklyModel.Options()
    options.steps = []
    let without = try model.fit(seed: 1, options: options).metrics[0]
    #expect(without.verdict == .effect(probability: without.probability))
  }
}

@Suite struct WeeklyRefusalTests {
  private let monday = Day(number: 19_723).startOfWeek
  private func model(_ outcome: [Double], _ metric: [Double]) -> WeeklyModel {
    WeeklyModel(outcome: outcome, metrics: [("posts", metric)], controls: [], firstMonday: monday)
  }
  private let wavy = (0..<60).map { 40 + Double($0 * 7 % 11) }

  @Test func `A record of less than a year is refused`() {
    #expect(throws: WeeklyModel.Refusal.tooFewWeeks(have: 40, need: 52)) {
      try model(Array(wavy.prefix(40)), Array(wavy.prefix(40))).fit(seed: 1)
    }
  }

  @Test func `Outcomes that are mostly luck, never change or are no numbers are refused`() {
    #expect(throws: WeeklyModel.Refusal.outcomeTooSmall(perWeek: 4.5, need: 10)) {
      try model((0..<60).map { Double(4 + $0 % 2) }, wavy).fit(seed: 1)
    }
    #expect(throws: WeeklyModel.Refusal.outcomeConstant) { try model(wavy.map { _ in 30 }, wavy).fit(seed: 1) }
    #expect(throws: WeeklyModel.Refusal.notFinite(name: "posts")) {
      try model(wavy, [Double.nan] + wavy.dropFirst()).fit(seed: 1)
    }
    #expect(throws: WeeklyModel.Refusal.unequalLengths) { try model(wavy, Array(wavy.dropFirst())).fit(seed: 1) }
  }

  @Test func `Metrics without movement are left out, each with its reason`() {
    func reason(_ values: [Double]) -> WeeklyModel.Exclusion.Reason? { model(wavy, values).accepted().excluded.first?.reason }
    #expect(reason(wavy.map { _ in 3 }) == .constant)
    #expect(reason((0..<60).map { $0 < 5 ? Double($0 + 1) : 0 }) == .tooFewActiveWeeks(have: 5, need: 8))
    #expect(reason((0..<60).map { Double($0 % 2) }) == .tooFewValues(have: 2, need: 3))
    #expect(reason((0..<60).map { Double($0 % 5) - 1 }) == .negative)
    #expect(reason(wavy) == nil)
    let constant = WeeklyModel.Exclusion(name: "posts", reason: .constant)
    #expect(throws: WeeklyModel.Refusal.noMetric([constant])) { try model(wavy, wavy.map { _ in 3 }).fit(seed: 1) }
  }
}

@Suite struct WeeklyShapeTests {
  @Test func `Without decay an adstock changes nothing`() {
    let values = [3.0, 0, 7, 1, 0, 0, 4]
    #expect(Adstock(decay: 0).applied(to: values) == values)
    #expect(Adstock(decay: 0).meanLag == 0)
  }

  @Test func `An adstock moves a unit in time and loses none of it`() {
    let stock = Adstock(decay: 0.5, weeks: 3)
    #expect(stock.applied(to: [7, 0, 0, 0]) == [4, 2, 1, 0])
    #expect(abs(stock.weights.reduce(0, +) - 1) < 1e-15)
    #expect(Adstock(decay: 0.5).halfLife == 1)
  }

  @Test func `At half-saturation half of what can be had is had`() {
    for shape in [Saturation.hill(half: 0.4), .logistic(rate: 3)] {
      #expect(abs(shape.value(shape.halfSaturation) - 0.5) < 1e-12)
      #expect(shape.value(0) == 0)
      let step = 1e-6
      let slope = (shape.value(0.3 + step) - shape.value(0.3 - step)) / (2 * step)
      #expect(abs(slope - shape.slope(0.3)) < 1e-6)
    }
  }

  @Test func `The scaled tail of the normal equals erfc where that can be had`() {
    for x in [0.0, 0.3, 1, 2.5, 5] {
      #expect(abs(WeeklyModel.scaledTail(x) / (exp(x * x) * erfc(x)) - 1) < 2e-7)
    }
  }

  @Test func `Cells of a grid share the whole prior, and finer ones keep what they cut`() {
    let grid = WeeklyCell.grid(.both, decays: 6, bends: 8)
    let whole = grid.reduce(0) { $0 + exp($1.logPrior) }
    #expect(abs(whole - 1) < 1e-9)
    let fine = WeeklyCell.refined(grid, mass: grid.map { exp($0.logPrior) }, budget: 200)
    #expect(fine.count <= 200)
    #expect(fine.reduce(0) { $0 + exp($1.logPrior) } > 0.998)
  }
}

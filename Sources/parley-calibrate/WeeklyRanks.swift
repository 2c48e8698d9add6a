import Glibc
import Records
import Translation

/// Simulation-based calibration of the weekly model: effects, shapes, season and noise drawn from its own prior over metrics that are
/// given.
///
/// The level is set so that the largest week is one, as the model scales it: under the free constant the effects do not feel it.
/// Companies with
/// a week near nothing are set aside, which depends on the outcome alone and so leaves the places even.
enum WeeklyRanks {
  static let metrics = 3
  static let weeks = 120

  @Sendable static func run(_ flags: Flags) async {
    await Ranks.gather(flags, names: ["what today's volume brings a week"]) { set, seed in
      rank(set: set, seed: seed).map { [$0] }
    }
  }

  /// The place of one metric's truth; ties with "does nothing" broken at random.
  static func rank(set: Int, seed: UInt64, options: WeeklyModel.Options = .init()) -> Double? {
    var draws = Draws(name: "weekly ranks", chain: set, seed: seed)
    let world = World(&draws)
    guard let model = world.model, let fit = try? model.fit(seed: UInt64(set), options: options),
      fit.metrics.count == metrics
    else { return nil }
    let m = Int(draws.unit() * Double(metrics))
    let one = fit.metrics[m]
    let truth = world.brings(m, one.now)
    return place(truth, in: one.draws.map { $0.value(one.now) }, &draws)
  }

  private struct World {
    var model: WeeklyModel?
    private var shapes: [Saturation?] = []
    private var effects: [Double] = []
    private var largest: [Double] = []
    private static let scale = 1000.0

    init(_ draws: inout Draws) {
      let monday = Day(number: 19_359).startOfWeek
      let values = (0..<WeeklyRanks.metrics).map { _ in Self.metric(&draws) }
      largest = values.map { $0.max() ?? 1 }
      let correlation = draws.pick([0, 0.2, 0.4, 0.6, 0.8])
      let spread = draws.pick([0.01, 0.3, 10])
      let noise = exp(draws.between(log(0.02), log(0.06)))
      var outcome = [Double](repeating: 0, count: WeeklyRanks.weeks)
      for column in Self.surroundings(monday) {
        let height = noise * spread.squareRoot() * draws.normal()
        for t in outcome.indices { outcome[t] += height * column[t] }
      }
      var e = noise * draws.normal() / (1 - correlation * correlation).squareRoot()
      for t in outcome.indices {
        outcome[t] += e
        e = correlation * e + noise * draws.normal()
      }
      for (m, own) in values.enumerated() {
        guard draws.unit() >= WeeklyModel.Options().nothing else {
          shapes.append(nil)
          effects.append(0)
          continue
        }
        let shape = Self.shape(&draws)
        let effect = WeeklyModel.Options().effect * abs(draws.normal())
        let carried = Adstock(decay: Self.decay(&draws)).applied(to: own.map { $0 / largest[m] })
        for t in outcome.indices { outcome[t] += effect * shape.value(carried[t]) }
        shapes.append(shape)
        effects.append(effect)
      }
      let top = outcome.max() ?? 0
      outcome = outcome.map { 1 + $0 - top }
      guard let least = outcome.min(), least > 0.02 else { return }
      model = WeeklyModel(
        outcome: outcome.map { $0 * Self.scale }, metrics: values.enumerated().map { ("metric \($0)", $1) }, controls: [],
        firstMonday: monday)
    }

    /// Outcome units of a week in which the metric is held at a volume.
    func brings(_ m: Int, _ volume: Double) -> Double {
      shapes[m].map { effects[m] * $0.value(volume / largest[m]) * Self.scale } ?? 0
    }

    private static func metric(_ draws: inout Draws) -> [Double] {
      let memory = draws.between(0.2, 0.8)
      var level = 0.0
      return (0..<WeeklyRanks.weeks).map { _ in
        level = memory * level + 0.4 * draws.normal()
        return (1000 * exp(level)).rounded()
      }
    }

    /// Trend and two pairs of a season, as the model has them.
    private static func surroundings(_ monday: Day) -> [[Double]] {
      let weeks = WeeklyRanks.weeks
      var columns = [(0..<weeks).map { (Double($0) / Double(weeks - 1) - 0.5) * 3.4641016151377544 }]
      for pair in 1...2 {
        let angles = (0..<weeks).map { week in
          let day = monday + 7 * week
          let newYear = Day(year: day.parts.year, month: 1, day: 1) ?? day
          return 2 * Double.pi * Double(pair) * Double(day - newYear + 1) / 365.25
        }
        columns += [angles.map { sin($0) }, angles.map { cos($0) }]
      }
      return columns
    }

    /// Beta(1, 3) below .95.
    private static func decay(_ draws: inout Draws) -> Double {
      while true {
        let decay = 1 - pow(draws.unit(), 1.0 / 3)
        if decay < 0.95 { return decay }
      }
    }

    private static func shape(_ draws: inout Draws) -> Saturation {
      let isLogistic = draws.unit() < 0.5
      while true {
        if isLogistic {
          let rate = draws.gamma(3)
          if (0.3...12).contains(rate) { return .logistic(rate: rate) }
        } else {
          let half = exp(log(0.6) + 1.2 * draws.normal())
          if (0.05...8).contains(half) { return .hill(half: half) }
        }
      }
    }
  }
}

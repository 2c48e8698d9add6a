import Glibc
import Records

extension WeeklyModel {
  /// What the model would have said of weeks that have come since, knowing their metrics but not their outcome, beside two guesses
  /// that know nothing: the same weeks a year before, and the mean of the last eight. Each guess has the spread of its own errors.
  package struct Hindcast: Sendable, Hashable {
    package struct Score: Sendable, Hashable {
      /// Mean continuous ranked probability score and mean absolute error, in outcome units a week.
      package var crps: Double
      package var error: Double
    }
    package var weeks: Int
    package var model: Score
    /// `nil` where no year lies before the weeks in question.
    package var lastYear: Score?
    package var lastWeeks: Score
    /// Weeks inside the 90% interval.
    package var inside: Int

    /// Share by which the CRPS is below that of the better guess; negative where a guess does better.
    package var skill: Double {
      let guess = min(lastYear?.crps ?? .infinity, lastWeeks.crps)
      return guess > 0 ? 1 - model.crps / guess : 0
    }
  }

  /// The last 26 weeks in two steps of 13; `nil` when too little lies before them.
  package func hindcast(seed: UInt64, options: Options = Options()) -> Hindcast? {
    var options = options
    options.sweeps = min(options.sweeps, 800)
    options.extensions = 0
    let step = 13
    var own: [(crps: Double, error: Double)] = []
    var year = own
    var recent = own
    var inside = 0
    for cut in [outcome.count - 2 * step, outcome.count - step] where cut >= Self.fewestWeeks {
      guard let draws = forecast(from: cut, weeks: step, seed: seed, options: options) else { continue }
      let yearErrors = (52..<max(52, cut)).map { outcome[$0] - outcome[$0 - 52] }
      func level(_ t: Int) -> Double { outcome[(t - 8)..<t].reduce(0, +) / 8 }
      let recentErrors = (8..<(cut - step)).flatMap { t in (0..<step).map { outcome[t + $0] - level(t) } }
      for ahead in 0..<step {
        let truth = outcome[cut + ahead]
        let said = Self.estimate(draws[ahead])
        own.append((Self.crps(draws[ahead], truth), abs(said.value - truth)))
        if said.low <= truth, truth <= said.high { inside += 1 }
        if yearErrors.count >= 20 {
          let centre = outcome[cut + ahead - 52]
          year.append((Self.crps(yearErrors.map { centre + $0 }, truth), abs(centre - truth)))
        }
        recent.append((Self.crps(recentErrors.map { level(cut) + $0 }, truth), abs(level(cut) - truth)))
      }
    }
    guard !own.isEmpty else { return nil }
    func mean(_ scores: [(crps: Double, error: Double)]) -> Hindcast.Score {
      let n = Double(max(1, scores.count))
      return Hindcast.Score(crps: scores.reduce(0) { $0 + $1.crps } / n, error: scores.reduce(0) { $0 + $1.error } / n)
    }
    return Hindcast(
      weeks: own.count, model: mean(own), lastYear: year.count == own.count ? mean(year) : nil, lastWeeks: mean(recent),
      inside: inside)
  }

  /// Draws of the outcome by week ahead, from what was known before week `cut` and the metrics and controls as they came.
  private func forecast(from cut: Int, weeks ahead: Int, seed: UInt64, options: Options) -> [[Double]]? {
    let known = WeeklyModel(
      outcome: Array(outcome[..<cut]), metrics: metrics.map { ($0.name, Array($0.values[..<cut])) },
      controls: controls.map { Array($0[..<cut]) }, firstMonday: firstMonday)
    guard let run = try? known.settled(seed: seed, options: options) else { return nil }
    let stage = run.stage
    let end = cut + ahead
    let around = known.surroundings(weeks: end, options: options, later: controls.map { Array($0[..<end]) })
    let volumes = zip(run.kept, stage.scales).map { m, scale in metrics[m].values[..<end].map { $0 / scale } }
    let columns = around.columns
    let past = columns.map { Array($0[..<cut]) }
    let noises = stage.products.levels.map(\.noise)
    let white = noises.map { noise in past.map { WeeklyProducts.whitened($0, noise.correlation) } }
    let factors = zip(white, noises).map { Cholesky($0, precisions: around.precisions($1)) }
    var chance = Xoshiro256(seed: seed &+ UInt64(cut))
    var result = [[Double]](repeating: [], count: ahead)
    for trace in run.chains.map(\.trace) {
      for s in stride(from: 0, to: trace.sweeps, by: max(1, trace.sweeps / 200)) {
        let level = Int(trace.level[s])
        let r = noises[level].correlation
        let deviation = trace.variance[s].squareRoot()
        var effect = [Double](repeating: 0, count: end)
        for m in volumes.indices {
          let cell = Int(trace.cell[s * stage.metrics + m])
          guard cell >= 0 else { continue }
          let (size, shape) = (trace.effect[s * stage.metrics + m], stage.cells[cell].saturation)
          let carried = Adstock(decay: stage.cells[cell].adstock, weeks: stage.reach[m]).applied(to: volumes[m])
          for t in 0..<end { effect[t] += size * shape.value(carried[t]) }
        }
        let left = (0..<cut).map { outcome[$0] / stage.outcomeScale - effect[$0] }
        let whiteLeft = WeeklyProducts.whitened(left, r)
        let middle = factors[level].solved(white[level].map { WeeklyProducts.dot($0, whiteLeft) })
        let weights = factors[level].transposedSolved(middle.map { $0 + deviation * Chance.normal(&chance) })
        func surroundings(at t: Int) -> Double { zip(columns, weights).reduce(0) { $0 + $1.0[t] * $1.1 } }
        var noise = left[cut - 1] - surroundings(at: cut - 1)
        for h in 0..<ahead {
          noise = r * noise + deviation * Chance.normal(&chance)
          result[h].append((surroundings(at: cut + h) + effect[cut + h] + noise) * stage.outcomeScale)
        }
      }
    }
    return result
  }

  /// E|X − y| − E|X − X′|/2 over equally likely draws (Gneiting and Raftery, *JASA* 102, 2007).
  static func crps(_ draws: [Double], _ truth: Double) -> Double {
    let sorted = draws.sorted()
    let n = Double(max(1, sorted.count))
    var (off, apart) = (0.0, 0.0)
    for (i, x) in sorted.enumerated() {
      off += abs(x - truth)
      apart += x * (2 * Double(i) + 1 - n)
    }
    return off / n - apart / (n * n)
  }
}

import Glibc

extension WeeklyModel {
  /// Draws into figures.
  func finished(_ run: Run) -> Fit {
    let stage = run.stage
    let traces = run.chains.map(\.trace)
    let sweeps = traces.reduce(0) { $0 + $1.sweeps }
    let today = outcome.suffix(options(run).todayWeeks)
    let outcomeToday = today.reduce(0, +) / Double(max(1, today.count))
    let agreement = run.agreement()
    let powers = run.smallest(outcomeToday: outcomeToday)
    let draws = (0..<stage.metrics).map { Draws(run, metric: $0) }
    var joints: [Joint?] = draws.map { _ in nil }
    var together: [[String]] = draws.map { _ in [] }
    for group in run.groups {
      let sums = (0..<sweeps).map { s in group.reduce(0) { $0 + draws[$1].rises[s] } }
      let working = (0..<sweeps).count { s in group.contains { draws[$0].cells[s] >= 0 } }
      let probability = Double(working) / Double(max(1, sweeps))
      let joint = Joint(
        count: group.count, probability: probability,
        factor: Self.factor(probability, idle: pow(options(run).nothing, Double(group.count))),
        tenPercent: Self.estimate(sums))
      for m in group {
        joints[m] = joint
        together[m] = group.filter { $0 != m }.map { metrics[run.kept[$0]].name }
      }
    }
    let whole = outcome.reduce(0, +)
    var fits: [MetricFit] = []
    for m in 0..<stage.metrics {
      let own = draws[m]
      let values = metrics[run.kept[m]].values
      let weeks = WeeklyStage.today(values, weeks: options(run).todayWeeks)
      let now = weeks.reduce(0) { $0 + values[$1] } / Double(max(1, weeks.count))
      let probability = traces.reduce(0) { $0 + $1.included[m] } / Double(max(1, sweeps))
      let active = own.cells.indices.filter { own.cells[$0] >= 0 }
      let decays = active.map { Adstock(decay: stage.cells[own.cells[$0]].adstock, weeks: stage.reach[m]) }
      let logistic = active.count { stage.cells[own.cells[$0]].family == .logistic }
      let perUnit = now > 0 ? 1 / (0.1 * now) : 0
      var fit = MetricFit(
        name: metrics[run.kept[m]].name, probability: probability, factor: Self.factor(probability, idle: options(run).nothing),
        tenPercent: Self.estimate(own.rises),
        tenPercentHalf: Self.estimate(own.rises, level: 0.5),
        elasticity: Self.estimate(own.rises).scaled(by: outcomeToday > 0 ? 10 / outcomeToday : 0),
        perUnit: Self.estimate(own.rises).scaled(by: perUnit),
        perUnitHalf: Self.estimate(own.rises, level: 0.5).scaled(by: perUnit), total: Self.estimate(own.totals),
        share: Self.estimate(own.totals).scaled(by: whole != 0 ? 1 / whole : 0),
        halfLife: Self.estimate(decays.map(\.halfLife), centre: .median),
        lag: Self.estimate(decays.map(\.meanLag), centre: .median),
        logistic: active.isEmpty ? 0.5 : Double(logistic) / Double(active.count), curve: own.curve(run, metric: m),
        draws: own.responses(run, metric: m), carried: own.carried(run, metric: m),
        tried: (values.min() ?? 0, values.max() ?? 0), now: now, smallest: powers[m], together: together[m],
        joint: joints[m], isPriorDominated: own.isPriorDominated(stage, metric: m), verdict: .cannotBeTold(.unsettled))
      if agreement < 1.05 { fit.verdict = verdict(fit, found: options(run).found) }
      fits.append(fit)
    }
    let variance = traces.reduce(0) { $0 + $1.variance.reduce(0, +) } / Double(max(1, sweeps))
    let correlation =
      traces.reduce(0) { sum, trace in
        sum + trace.level.reduce(0) { $0 + stage.products.levels[Int($1)].noise.correlation }
      } / Double(max(1, sweeps))
    return Fit(
      metrics: fits, excluded: run.excluded, weeks: outcome.count,
      seasonPairs: options(run).season ?? Self.seasonPairs(weeks: outcome.count), outcomeToday: outcomeToday,
      correlation: correlation, noise: variance.squareRoot() * stage.outcomeScale, agreement: agreement, sweeps: sweeps)
  }

  private func options(_ run: Run) -> Options { run.options }

  static let muchHidden = 1.0 / 3

  /// Odds after the record over odds before it, `idle` the probability of nothing before; infinite where nothing was no choice.
  static func factor(_ probability: Double, idle: Double) -> Double {
    guard idle > 0 else { return .infinity }
    return probability / max(1 - probability, 1e-12) / ((1 - idle) / idle)
  }

  /// Metrics that move together are judged as one: their odds before the record rise with their number, so that no probability would be
  /// as hard to reach for two as for one; the Bayes factor is. None of them alone is said to work, whichever the draws prefer: what they
  /// prefer is a few weeks' luck. An effect is said from `found` on, and nothing is said where one that brings `muchHidden` of the outcome
  /// could hide.
  private func verdict(_ fit: MetricFit, found: Double) -> Verdict {
    if (fit.joint?.factor ?? fit.factor) >= found {
      if fit.joint != nil { return .cannotBeTold(.collinear(with: fit.together)) }
      return fit.isPriorDominated ? .cannotBeTold(.priorDominated) : .effect(probability: fit.probability)
    }
    if fit.joint?.factor ?? fit.factor >= 1 {
      return .cannotBeTold(.leaning(probability: fit.joint?.probability ?? fit.probability))
    }
    if fit.smallest.elasticity <= Self.muchHidden { return .noEffect(smallest: fit.smallest) }
    return .cannotBeTold(
      outcome.count < 80
        ? .tooFewWeeks(have: outcome.count, smallest: fit.smallest) : .tooLittleMovement(smallest: fit.smallest))
  }

  enum Centre { case mean, median }

  /// Mean (or median) and central interval; ends by linear interpolation between order statistics.
  static func estimate(_ draws: [Double], level: Double = 0.9, centre: Centre = .mean) -> Estimate {
    guard !draws.isEmpty else { return Estimate(value: 0, low: 0, high: 0, level: level) }
    let sorted = draws.sorted()
    let value =
      switch centre {
      case .mean: draws.reduce(0, +) / Double(draws.count)
      case .median: quantile(sorted: sorted, 0.5)
      }
    return Estimate(
      value: value, low: quantile(sorted: sorted, (1 - level) / 2), high: quantile(sorted: sorted, (1 + level) / 2),
      level: level)
  }

  /// One metric's draws, chains one after another, in outcome units.
  struct Draws {
    var cells: [Int] = []
    var effects: [Double] = []
    var totals: [Double] = []
    var rises: [Double] = []

    init(_ run: Run, metric: Int) {
      let stage = run.stage
      for chain in run.chains {
        let trace = chain.trace
        for s in 0..<trace.sweeps {
          let cell = Int(trace.cell[s * stage.metrics + metric])
          let effect = trace.effect[s * stage.metrics + metric] * stage.outcomeScale
          cells.append(cell)
          effects.append(effect)
          totals.append(cell < 0 ? 0 : effect * stage.totals[cell])
          rises.append(cell < 0 ? 0 : effect * stage.rises[cell])
        }
      }
    }

    /// A tenth more, given an effect: has its deviation shrunk to less than four fifths of what was assumed?
    func isPriorDominated(_ stage: WeeklyStage, metric: Int) -> Bool {
      let active = cells.indices.filter { cells[$0] >= 0 }
      guard active.count > 50 else { return false }
      let mean = active.reduce(0) { $0 + rises[$1] } / Double(active.count)
      let variance = active.reduce(0) { $0 + (rises[$1] - mean) * (rises[$1] - mean) } / Double(active.count)
      // Half-normal effects on the cells as laid, weighted by their prior.
      var (mass, first, second) = (0.0, 0.0, 0.0)
      for j in stage.bounds[metric]..<stage.bounds[metric + 1] {
        let weight = exp(stage.cells[j].logPrior)
        let size = stage.rises[j] * stage.effectScale * stage.outcomeScale
        mass += weight
        first += weight * size * (2 / Double.pi).squareRoot()
        second += weight * size * size
      }
      guard mass > 0 else { return false }
      let prior = second / mass - (first / mass) * (first / mass)
      return variance > 0.64 * prior
    }

    private var thinned: ArraySlice<Int> {
      let step = max(1, cells.count / RateDraws.most)
      return stride(from: 0, to: cells.count, by: step).map { $0 }.prefix(RateDraws.most)
    }

    func carried(_ run: Run, metric: Int) -> [Adstock?] {
      thinned.map { s in
        cells[s] < 0 ? nil : Adstock(decay: run.stage.cells[cells[s]].adstock, weeks: run.stage.reach[metric])
      }
    }

    /// One curve a draw, thinned, in units of the metric and of the outcome.
    func responses(_ run: Run, metric: Int) -> [Response.Curve] {
      let stage = run.stage
      let scale = stage.scales[metric]
      return thinned.map { s in
        guard cells[s] >= 0 else { return Response.Curve(.none, height: 0, bend: 1) }
        switch stage.cells[cells[s]].saturation {
        case .logistic(let rate): return Response.Curve(.logistic, height: effects[s], bend: 2 * scale / rate)
        case .hill(let half): return Response.Curve(.hill, height: effects[s], bend: half * scale)
        }
      }
    }

    /// From nothing to a quarter more than ever tried, 41 volumes, from at most 1,000 draws.
    func curve(_ run: Run, metric: Int) -> [CurvePoint] {
      let stage = run.stage
      let step = max(1, cells.count / 1000)
      let chosen = stride(from: 0, to: cells.count, by: step).map { $0 }
      return (0...40).map { point in
        let volume = Double(point) / 40 * 1.25
        let values = chosen.map { s in
          cells[s] < 0 ? 0 : effects[s] * stage.cells[cells[s]].saturation.value(volume)
        }
        return CurvePoint(volume: volume * stage.scales[metric], outcome: WeeklyModel.estimate(values))
      }
    }
  }
}

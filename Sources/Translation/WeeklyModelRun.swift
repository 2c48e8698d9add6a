import Glibc
import Records

extension WeeklyModel {
  /// A pilot finds where the shapes lie, a finer grid is laid there, two chains walk it until they agree.
  struct Run: Sendable {
    let model: WeeklyModel
    let options: Options
    let kept: [Int]
    let excluded: [Exclusion]
    let surroundings: WeeklySurroundings
    let groups: [[Int]]
    private let seed: UInt64
    private(set) var stage: WeeklyStage
    private(set) var chains: [WeeklyChain] = []
    static let chainCount = 2

    init(_ model: WeeklyModel, options: Options, seed: UInt64) throws(Refusal) {
      let (kept, excluded) = model.accepted()
      if let refusal = model.refusal(options, excluded: excluded) { throw refusal }
      self.model = model
      self.options = options
      self.kept = kept
      self.excluded = excluded
      self.seed = seed
      surroundings = model.surroundings(weeks: model.outcome.count, options: options)
      // Changes of level stay in: metrics that share one move together by it.
      groups = Self.together(kept.map { model.metrics[$0].values }, surroundings.free + surroundings.held)
      let side = kept.count <= 4 ? 12 : kept.count <= 8 ? 10 : 8
      let grid = WeeklyCell.grid(options.shapes, decays: side, bends: side)
      stage = Self.stage(
        model, options, kept, surroundings, cells: kept.map { _ in grid }, reach: kept.map { _ in 8 },
        noises: Self.noises(options, hasSteps: !surroundings.steps.isEmpty))
      var pilot = newChain(3)
      pilot.run(stage, sweeps: 300, dropped: 100, collectsMass: true)
      refine(pilot.trace, budget: kept.count <= 2 ? 400 : kept.count <= 4 ? 240 : kept.count <= 8 ? 128 : 80)
      chains = (0..<Self.chainCount).map { newChain($0) }
    }

    private static func noises(_ options: Options, hasSteps: Bool) -> [WeeklyNoise] {
      options.correlations.flatMap { r in
        options.spreads.flatMap { spread in
          (hasSteps ? options.steps : [1]).map {
            WeeklyNoise(correlation: r, spread: spread, step: $0)
          }
        }
      }
    }

    private mutating func refine(_ trace: WeeklyTrace, budget: Int) {
      var cells: [[WeeklyCell]] = []
      var reach: [Int] = []
      for m in kept.indices {
        let own = stage.bounds[m]..<stage.bounds[m + 1]
        let mass = Array(trace.mass[own])
        let total = max(mass.reduce(0, +), 1e-300)
        let long = own.reduce(0) { $0 + (stage.cells[$1].adstock > 0.8 ? trace.mass[$1] : 0) } / total
        reach.append(long > 0.2 ? 13 : 8)
        cells.append(WeeklyCell.refined(Array(stage.cells[own]), mass: mass, budget: budget))
      }
      var visits = [Int](repeating: 0, count: stage.products.levels.count)
      for level in trace.level { visits[Int(level)] += 1 }
      // Noise that the pilot hardly ever took is not worth weighing every cell by.
      let noises = visits.indices.filter { visits[$0] * 100 > trace.sweeps }.map { stage.products.levels[$0].noise }
      stage = Self.stage(model, options, kept, surroundings, cells: cells, reach: reach, noises: noises)
    }

    private static func stage(
      _ model: WeeklyModel, _ options: Options, _ kept: [Int], _ surroundings: WeeklySurroundings, cells: [[WeeklyCell]],
      reach: [Int],
      noises: [WeeklyNoise]
    ) -> WeeklyStage {
      WeeklyStage(
        outcome: model.outcome, metrics: kept.map { model.metrics[$0].values }, surroundings: surroundings, cells: cells,
        reach: reach, noises: noises, todayWeeks: options.todayWeeks, effect: options.effect)
    }

    private func newChain(_ number: Int) -> WeeklyChain {
      // FNV-1a over the names: the same metrics get the same draws whatever else is in the folder.
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for m in kept {
        for byte in model.metrics[m].name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        hash = (hash ^ 0xff) &* 0x100_0000_01b3
      }
      let pairs = groups.flatMap { group in
        group.flatMap { a in group.filter { $0 > a }.map { (a, $0) } }
      }
      return WeeklyChain(stage, nothing: options.nothing, pairs: pairs, seed: seed ^ hash ^ UInt64(number) &* 0x9E37_79B9)
    }

    /// Chain `number` run on: chains share nothing, so that any number of threads gives the same draws.
    func advanced(_ number: Int, extending: Bool) -> WeeklyChain {
      var chain = chains[number]
      chain.run(stage, sweeps: options.sweeps, dropped: extending ? 0 : options.dropped)
      return chain
    }

    mutating func take(_ chains: [WeeklyChain]) { self.chains = chains }

    /// Largest split R̂ of the metrics' contributions (Gelman et al., *Bayesian Data Analysis*, 11.4).
    func agreement() -> Double {
      var worst = 1.0
      for m in 0..<stage.metrics {
        var halves: [[Double]] = []
        for chain in chains {
          let trace = chain.trace
          let values = (0..<trace.sweeps).map { s -> Double in
            let cell = Int(trace.cell[s * stage.metrics + m])
            return cell < 0 ? 0 : trace.effect[s * stage.metrics + m] * stage.totals[cell]
          }
          let middle = values.count / 2
          halves.append(Array(values[..<middle]))
          halves.append(Array(values[middle..<(2 * middle)]))
        }
        worst = max(worst, Self.splitAgreement(halves))
      }
      return worst
    }

    static func splitAgreement(_ parts: [[Double]]) -> Double {
      let n = Double(parts.first?.count ?? 0)
      guard n > 1 else { return .infinity }
      let means = parts.map { $0.reduce(0, +) / n }
      let grand = means.reduce(0, +) / Double(means.count)
      let between = n / Double(parts.count - 1) * means.reduce(0) { $0 + ($1 - grand) * ($1 - grand) }
      let within =
        zip(parts, means).reduce(0) { sum, part in
          sum + part.0.reduce(0) { $0 + ($1 - part.1) * ($1 - part.1) } / (n - 1)
        } / Double(parts.count)
      guard within > 0 else { return between > 0 ? .infinity : 1 }
      return (((n - 1) / n * within + between / n) / within).squareRoot()
    }
  }

  /// On one thread.
  package func fit(seed: UInt64, options: Options = Options()) throws(Refusal) -> Fit {
    finished(try settled(seed: seed, options: options))
  }

  func settled(seed: UInt64, options: Options) throws(Refusal) -> Run {
    var run = try Run(self, options: options, seed: seed)
    run.take((0..<Run.chainCount).map { run.advanced($0, extending: false) })
    for _ in 0..<options.extensions where run.agreement() > 1.02 {
      run.take((0..<Run.chainCount).map { run.advanced($0, extending: true) })
    }
    return run
  }

  /// The same figures, a chain a thread.
  package func fit(seed: UInt64, options: Options = Options(), workers: Int) async throws(Refusal) -> Fit {
    guard workers > 1 else { return try fit(seed: seed, options: options) }
    var run = try Run(self, options: options, seed: seed)
    run.take(await Self.side(by: run, extending: false))
    for _ in 0..<options.extensions where run.agreement() > 1.02 {
      run.take(await Self.side(by: run, extending: true))
    }
    return finished(run)
  }

  private static func side(by run: Run, extending: Bool) async -> [WeeklyChain] {
    await withTaskGroup(of: (Int, WeeklyChain).self) { group in
      for number in 0..<Run.chainCount {
        group.addTask { (number, run.advanced(number, extending: extending)) }
      }
      var found: [(Int, WeeklyChain)] = []
      for await one in group { found.append(one) }
      return found.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }
}

import Records
import Translation

/// Scores the tracked method on simulated companies: are its 90% intervals right nine times in ten, and are they sharp?
enum TrackedSuite {
  /// One claim and what came of it.
  struct Item: Sendable {
    var what: String
    var band: Int
    var maturity: Int
    var place: Double
    /// This method, then its rivals.
    var crps: [Double]
    var mean: Double
    var truth: Double
    /// What CRPS is divided by: the mean rate of the company, one outcome for counts.
    var scale = 1.0
  }

  /// What one simulated company gave.
  struct Outcome: Sendable {
    var items: [Item] = []
    var drift: TrackedPosterior.DriftVerdict?
    /// Sources said to be better or worse than all together with more than 95%, and sources compared.
    var differing = 0
    var compared = 0
    var refused = false
  }

  @Sendable static func run(_ flags: Flags) async {
    let sets = flags.number("sets", or: 300)
    let seed = UInt64(flags.number("seed", or: 1))
    let world = TrackedWorld.Kind(rawValue: flags.text("world", or: "steady")) ?? .steady
    let workers = flags.number("workers", or: 2)
    let outcomes = await withTaskGroup(of: [(Int, Outcome)].self) { group in
      for worker in 0..<workers {
        group.addTask {
          stride(from: worker, to: sets, by: workers).map { ($0, score(world, set: $0, seed: seed)) }
        }
      }
      var found: [(Int, Outcome)] = []
      for await part in group { found += part }
      return found.sorted { $0.0 < $1.0 }.map(\.1)
    }
    print("### Tracked, world \"\(world.rawValue)\": \(sets) sets, seed \(seed)\n")
    TrackedReport.print(outcomes)
  }

  static func score(_ kind: TrackedWorld.Kind, set: Int, seed: UInt64, effort: HiddenWinner.Effort = .standard) -> Outcome {
    let world = TrackedWorld(kind, set: set, seed: seed)
    var outcome = Outcome()
    let pooled = world.arrivals.count
    guard
      let found = TrackedPosterior.fit(
        arrivals: world.arrivals, pooled: pooled, window: world.window, name: "calibrate \(set)", effort: effort)
    else {
      outcome.refused = true
      return outcome
    }
    outcome.drift = found.drift
    var stream = Draws(name: "places", chain: set, seed: seed)
    let coarse = RateFit(world.arrivals, window: world.window, pooled: pooled)
    for g in world.arrivals.indices {
      rates(found, coarse, world, g, &outcome, &stream)
      counts(found, coarse, world, g, &outcome, &stream)
    }
    for days in InHand.horizons where found.all.inHand(days) != nil {
      let truth = world.truths.reduce(0) { $0 + ($1.inHand[days] ?? 0) }
      let draws = found.posterior.inHand(of: nil, days: days).map(Double.init)
      let whole = draws.reduce(0, +) / Double(draws.count)
      outcome.items.append(
        Item(
          what: "sum of sources in hand \(days) d", band: 4, maturity: maturity(found.all.finished),
          place: place(Double(truth), in: draws, &stream), crps: [], mean: whole, truth: Double(truth)))
    }
    return outcome
  }

  private static func band(_ units: Int) -> Int { units < 80 ? 0 : units < 400 ? 1 : units < 2000 ? 2 : 3 }
  private static func maturity(_ finished: Double) -> Int { finished < 0.5 ? 0 : finished < 0.8 ? 1 : 2 }

  private static func rates(
    _ found: TrackedPosterior, _ coarse: RateFit?, _ world: TrackedWorld, _ g: Int, _ outcome: inout Outcome,
    _ stream: inout Draws
  ) {
    let part = found.groups[g]
    for within in part.within {
      guard let truth = world.truths[g].within[within.days] else { continue }
      let mean = world.truths.reduce(0) { $0 + ($1.within[within.days] ?? 0) } / Double(world.truths.count)
      let draws = found.posterior.rates(of: g, within: within.days)
      var scores = [crps(draws, truth: truth)]
      if within.days == found.horizon, let coarse, coarse.horizon == within.days {
        let shares = (0..<99).map { (Double($0) + 0.5) / 99 }
        let one = coarse.sources[g]
        scores.append(crps(shares.map { one.rate.quantile($0) }, truth: truth))
        let naive = BetaMixture([
          .init(weight: 1, alpha: Double(one.won) + 0.5, beta: Double(max(0, one.units - one.won)) + 0.5)
        ])
        scores.append(crps(shares.map { naive.quantile($0) }, truth: truth))
      }
      outcome.items.append(
        Item(
          what: "within \(within.days) d", band: band(part.units), maturity: maturity(part.finished),
          place: place(truth, in: draws, &stream), crps: scores, mean: within.ninety.value, truth: truth, scale: mean))
      if within.days == found.horizon {
        let all = found.posterior.rates(of: nil, within: within.days)
        let better = Double(zip(draws, all).count { $0 > $1 }) / Double(draws.count)
        outcome.compared += 1
        if better > 0.95 || better < 0.05 { outcome.differing += 1 }
      }
    }
  }

  private static func counts(
    _ found: TrackedPosterior, _ coarse: RateFit?, _ world: TrackedWorld, _ g: Int, _ outcome: inout Outcome,
    _ stream: inout Draws
  ) {
    let part = found.groups[g]
    let (size, ripe) = (band(part.units), maturity(part.finished))
    for one in part.inHand {
      guard let count = one.count, let truth = world.truths[g].inHand[one.days] else { continue }
      let draws = found.posterior.inHand(of: g, days: one.days).map(Double.init)
      var scores = [crps(draws, truth: Double(truth))]
      // Rivals: as many as units already there brought in the same number of days before; open units × won/units.
      let before = world.arrivals[g].outcomes(after: world.window.to - one.days, days: one.days, from: world.window.from)
      let open = Double(world.arrivals[g].open(at: world.window.to).reduce(0, +))
      let share = Double(part.won) / Double(max(1, part.units))
      for mean in [Double(before) + 0.5, open * share + 0.5] {
        scores.append(crps((0..<200).map { _ in Double(stream.poisson(mean)) }, truth: Double(truth)))
      }
      outcome.items.append(
        Item(
          what: "in hand \(one.days) d", band: size, maturity: ripe, place: place(Double(truth), in: draws, &stream),
          crps: scores, mean: count.mean, truth: Double(truth)))
    }
    for within in part.within {
      guard let truth = world.truths[g].more[within.days] else { continue }
      let draws = found.posterior.more(of: g, units: 100, within: within.days).counts.map(Double.init)
      outcome.items.append(
        Item(
          what: "100 more, \(within.days) d", band: size, maturity: ripe, place: place(Double(truth), in: draws, &stream),
          crps: [crps(draws, truth: Double(truth))], mean: draws.reduce(0, +) / Double(draws.count), truth: Double(truth)))
    }
  }
}

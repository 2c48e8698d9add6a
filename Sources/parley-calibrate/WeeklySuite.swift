import Glibc
import Records
import Translation

/// Scores the weekly model on made companies: are its intervals right nine times in ten, is what works found, and is what does
/// nothing left alone?
///
///     parley-calibrate weekly --sets 300 --seed 900001
enum WeeklySuite {
  /// One metric of one company: what it does and what was said of it.
  struct Item: Sendable {
    var total: Double
    var rise: Double
    /// Share of the outcome's level it was built with; 0 does nothing.
    var share: Double
    /// Changes its level in the week in which something else changes that of the outcome.
    var isShifted: Bool
    var fit: WeeklyModel.MetricFit

    /// Rise of the outcome in per cent for one per cent more of the metric, in truth.
    var elasticity: Double

    var isFound: Bool { if case .effect = fit.verdict { true } else { false } }
  }

  struct Outcome: Sendable {
    var items: [Item] = []
    var hindcast: WeeklyModel.Hindcast?
    var agreement = 1.0
  }

  @Sendable static func run(_ flags: Flags) async {
    let sets = flags.number("sets", or: 200)
    let seed = flags.number("seed", or: 1)
    let weeks = flags.number("weeks", or: 130)
    let channels = flags.number("metrics", or: 4)
    let hindcasts = flags.number("hindcasts", or: sets)
    let workers = flags.number("workers", or: 2)
    let kind = WeeklyWorld.Kind(rawValue: flags.text("world", or: "steady")) ?? .steady
    let noise = flags.text("noise", or: "")
    let options = Self.options(flags)
    let outcomes = await withTaskGroup(of: [(Int, Outcome)].self) { group in
      for worker in 0..<workers {
        group.addTask {
          stride(from: worker, to: sets, by: workers).map { set in
            let world = WeeklyWorld(
              kind, seed: UInt64(seed + set), weeks: weeks, channels: channels,
              noise: noise == "calm" ? 0.015...0.03 : noise == "restless" ? 0.09...0.15 : 0.03...0.09)
            return (set, score(world, options, hindcasts: set < hindcasts))
          }
        }
      }
      var found: [(Int, Outcome)] = []
      for await part in group { found += part }
      return found.sorted { $0.0 < $1.0 }.map(\.1)
    }
    print("### Weekly, world \"\(kind.rawValue)\": \(sets) sets of \(weeks) weeks, \(channels) metrics, seeds from \(seed)\n")
    report(outcomes)
  }

  /// What may be tried on the command line: `--nothing`, `--effect` and `--found` in hundredths.
  static func options(_ flags: Flags) -> WeeklyModel.Options {
    var options = WeeklyModel.Options()
    options.nothing = Double(flags.number("nothing", or: Int(options.nothing * 100 + 0.5))) / 100
    options.effect = Double(flags.number("effect", or: Int(options.effect * 100 + 0.5))) / 100
    options.found = Double(flags.number("found", or: Int(options.found * 100 + 0.5))) / 100
    return options
  }

  static func score(_ world: WeeklyWorld, _ options: WeeklyModel.Options = .init(), hindcasts: Bool) -> Outcome {
    var outcome = Outcome()
    guard let fit = try? world.model.fit(seed: 1, options: options), fit.metrics.count == world.totals.count else {
      return outcome
    }
    outcome.agreement = fit.agreement
    for (m, one) in fit.metrics.enumerated() {
      outcome.items.append(
        Item(
          total: world.totals[m], rise: world.rises[m], share: world.shares[m],
          isShifted: m == 0 && world.kind == .shifts, fit: one,
          elasticity: fit.outcomeToday > 0 ? 10 * world.rises[m] / fit.outcomeToday : 0))
    }
    if hindcasts { outcome.hindcast = world.model.hindcast(seed: 1, options: options) }
    return outcome
  }

  private static func report(_ outcomes: [Outcome]) {
    let items = outcomes.flatMap(\.items)
    let real = items.filter { $0.share > 0 }
    let idle = items.filter { $0.share == 0 }
    func share(_ of: [Item], _ test: (Item) -> Bool) -> String {
      of.isEmpty ? "-" : "\(percent(Double(of.count(where: test)) / Double(of.count))) (\(of.count))"
    }
    func inside(_ e: Estimate, _ x: Double) -> Bool { e.low <= x && x <= e.high }
    let claims: [(String, (Item) -> Bool)] = [
      ("+10%, 90% interval", { inside($0.fit.tenPercent, $0.rise) }),
      ("+10%, 50% interval", { inside($0.fit.tenPercentHalf, $0.rise) }),
      ("total, 90% interval", { inside($0.fit.total, $0.total) }),
    ]
    let found = real.filter(\.isFound)
    table(
      ["truth inside", "all", "works", "works and found", "does nothing"],
      claims.map { [$0.0, share(items, $0.1), share(real, $0.1), share(found, $0.1), share(idle, $0.1)] })
    let bands = [(0.04, 0.07), (0.07, 0.12), (0.12, 0.2), (0.2, 0.31)]
    let factors = [1.5, 2, 3, 4.85, 8]
    func row(_ name: String, _ of: [Item]) -> [String] {
      [name, "\(of.count)", share(of, \.isFound)]
        + factors.map { factor in percent(Double(of.count { $0.fit.factor >= factor }) / Double(max(1, of.count))) }
        + [percent(Double(of.count { $0.fit.probability > 0.9 }) / Double(max(1, of.count)))]
    }
    table(
      ["found", "of", "said"] + factors.map { "factor ≥ \($0)" } + ["P > .9"],
      [
        row("does nothing", idle.filter { !$0.isShifted }),
        row("does nothing, shifted with the outcome", idle.filter(\.isShifted)),
      ]
        + bands.map { low, high in
          row("brings \(percent(low))-\(percent(high))%", real.filter { (low..<high).contains($0.share) })
        })
    let elasticities = [(0.0, 0.02), (0.02, 0.05), (0.05, 0.1), (0.1, 0.2), (0.2, 1)]
    table(
      ["rise for 1% more", "of", "found"],
      elasticities.map { low, high in
        let band = real.filter { (low..<high).contains($0.elasticity) }
        return ["\(low)–\(high)%", "\(band.count)", share(band, \.isFound)]
      })
    let ratios = [(0.0, 0.5), (0.5, 0.8), (0.8, 1.25), (1.25, 2), (2, 1e9)]
    table(
      ["truth over the smallest effect stated", "found"],
      ratios.map { low, high in
        let band = real.filter { (low..<high).contains($0.rise / $0.fit.smallest.tenPercent) }
        return [high > 1e6 ? "above \(low)" : "\(low)-\(high)", share(band, \.isFound)]
      })
    let kinds: [(String, (Item) -> Bool)] = [
      ("effect", { if case .effect = $0.fit.verdict { true } else { false } }),
      ("no effect", { if case .noEffect = $0.fit.verdict { true } else { false } }),
      ("cannot be told", { if case .cannotBeTold = $0.fit.verdict { true } else { false } }),
    ]
    table(["verdict", "works", "does nothing"], kinds.map { [$0.0, share(real, $0.1), share(idle, $0.1)] })
    let past = outcomes.compactMap(\.hindcast)
    let weeks = past.reduce(0) { $0 + $1.weeks }
    if weeks > 0 {
      // Each company in units of its own better guess, so that large ones do not decide alone.
      func mean(_ value: (WeeklyModel.Hindcast) -> Double) -> Double { past.reduce(0) { $0 + value($1) } / Double(past.count) }
      let ratios = past.map { 1 - $0.skill }.sorted()
      print(
        "Hindcast, \(past.count) companies: CRPS over that of the better guess, mean \(percent(mean { 1 - $0.skill }))%, median "
          + "\(percent(ratios[ratios.count / 2]))%; over last year's weeks "
          + "\(percent(mean { $0.model.crps / ($0.lastYear?.crps ?? $0.model.crps) }))%, over the last eight weeks "
          + "\(percent(mean { $0.model.crps / $0.lastWeeks.crps }))%; inside 90%: "
          + "\(percent(Double(past.reduce(0) { $0 + $1.inside }) / Double(weeks)))%\n")
    }
    let agreements = outcomes.map(\.agreement)
    print("Largest split R-hat \(agreements.max() ?? 1); above 1.02 in \(agreements.count { $0 > 1.02 }) of \(outcomes.count)")
  }
}

import Glibc
import Translation

/// The smallest effect that "would probably have been seen" is planted: is it found four times in five?
///
/// A metric of a made company does nothing; the model states the smallest effect it would have found; an effect of that size, of a shape
/// drawn at random, is added to the outcome, and the model is asked again.
enum WeeklySmallest {
  @Sendable static func run(_ flags: Flags) async {
    let sets = flags.number("sets", or: 100)
    let seed = flags.number("seed", or: 1)
    let weeks = flags.number("weeks", or: 104)
    let workers = flags.number("workers", or: 2)
    let options = WeeklySuite.options(flags)
    let sizes = [0.7, 1.0, 1.4]
    let found = await withTaskGroup(of: [(Int, [Bool])].self) { group in
      for worker in 0..<workers {
        group.addTask {
          stride(from: worker, to: sets, by: workers).map { set in
            (set, plant(seed: UInt64(seed + set), weeks: weeks, sizes: sizes, options))
          }
        }
      }
      var found: [(Int, [Bool])] = []
      for await part in group { found += part }
      return found.sorted { $0.0 < $1.0 }.map(\.1).filter { !$0.isEmpty }
    }
    print("### Smallest effect: \(found.count) of \(sets) sets of \(weeks) weeks, seeds from \(seed)\n")
    table(
      ["planted over stated", "found, %"],
      sizes.indices.map { i in
        ["\(sizes[i])", percent(Double(found.count { $0[i] }) / Double(max(1, found.count)))]
      })
  }

  /// By size, whether it was found; empty where the model says nothing of a smallest effect.
  static func plant(seed: UInt64, weeks: Int, sizes: [Double], _ options: WeeklyModel.Options) -> [Bool] {
    let world = WeeklyWorld(seed: seed, weeks: weeks, channels: 3, idle: 1)
    guard let fit = try? world.model.fit(seed: 1, options: options), let first = fit.metrics.first,
      first.smallest.elasticity < 1
    else { return [] }
    var draws = Draws(name: "planted", chain: 0, seed: seed)
    let values = world.model.metrics[0].values
    let top = max(values.max() ?? 1, 1)
    let shape = Saturation.hill(half: min(8, max(0.08, exp(log(0.6) + draws.normal()))))
    let carried = Adstock(decay: 0.75 * draws.unit()).applied(to: values.map { $0 / top })
    let recent = values.suffix(13).contains { $0 > 0 } ? weeks - 13..<weeks : weeks - 52..<weeks
    let rise = recent.reduce(0) { $0 + shape.value(1.1 * carried[$1]) - shape.value(carried[$1]) } / Double(recent.count)
    return sizes.map { size in
      let effect = size * first.smallest.tenPercent / rise
      let model = WeeklyModel(
        outcome: zip(world.model.outcome, carried).map { $0 + effect * shape.value($1) },
        metrics: world.model.metrics.map { ($0.name, $0.values) }, firstMonday: world.model.firstMonday)
      guard let again = try? model.fit(seed: 2, options: options), let one = again.metrics.first else { return false }
      if case .effect = one.verdict { return true }
      return false
    }
  }
}

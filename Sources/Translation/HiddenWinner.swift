import Glibc
import Records

/// Rate and lag of tracked units, estimated together: some who have not won yet are winners whose time has not come.
///
/// Each source's units win with a chance p_sb that differs by block of 28 days (a cohort has luck of its own), after a lag
/// whose hazards differ by source. A Gibbs sampler on counts: draw who among the not-won is a hidden winner, then rates, cohorts, lag
/// and drift given that; every draw is conjugate or from a grid, so there is nothing to tune. Losses stay out of the rate: everybody's
/// watching time is known, a lost unit simply stays not won until then (Fine & Gray 1999 with complete censoring).
/// Articles/tracked.md has the model, what it refuses and how often its intervals were right.
package struct HiddenWinner: Sendable {
  package let tables: HiddenWinnerTables
  package let name: String
  let seed: UInt64
  let referenceRates: [Double]
  let startingHazards: [Double]
  let openShares: [Double]

  /// All arrivals share one calendar; the first `pooled` are everybody once, the rest lists of people who are among them: they take the
  /// shared parts of the model and teach them nothing. `nil` when nothing was ever won: there is then no lag to learn.
  package init?(_ arrivals: [Arrivals], pooled: Int, window: RecordWindow, name: String, seed: UInt64 = 0) {
    tables = HiddenWinnerTables(arrivals, pooled: pooled, window: window)
    guard tables.won.prefix(pooled).contains(where: { $0 > 0 }) else { return nil }
    self.name = name
    self.seed = seed
    referenceRates = tables.referenceRates
    startingHazards = tables.startingHazards(arrivals)
    openShares = OpenShare.ofCells(tables)
  }

  /// Sweeps of one chain and how many of them are thrown away at the start. Two chains of the standard length keep 900 draws.
  package struct Effort: Sendable {
    package var sweeps: Int
    package var burn: Int
    package var chains: Int
    package init(sweeps: Int, burn: Int, chains: Int) {
      self.sweeps = sweeps
      self.burn = burn
      self.chains = chains
    }
    package static let standard = Effort(sweeps: 560, burn: 110, chains: 2)
  }

  /// One chain after the other, in the order of the chains.
  package func sample(_ effort: Effort = .standard) -> HiddenWinnerPosterior {
    HiddenWinnerPosterior(self, chains: (0..<effort.chains).map { chain($0, effort) })
  }

  /// The same with a task for each chain: the result does not depend on how many ran at once.
  package func sampleConcurrently(_ effort: Effort = .standard) async -> HiddenWinnerPosterior {
    let chains = await withTaskGroup(of: (Int, HiddenWinnerDraws).self) { group in
      for index in 0..<effort.chains { group.addTask { (index, chain(index, effort)) } }
      var found: [(Int, HiddenWinnerDraws)] = []
      for await one in group { found.append(one) }
      return found.sorted { $0.0 < $1.0 }.map(\.1)
    }
    return HiddenWinnerPosterior(self, chains: chains)
  }

  private func chain(_ index: Int, _ effort: Effort) -> HiddenWinnerDraws {
    var chain = HiddenWinnerChain(self, draws: Draws(name: name, chain: index, seed: seed))
    var kept = HiddenWinnerDraws(tables)
    for sweep in 0..<effort.sweeps {
      chain.sweep(withShared: sweep % 4 == 0)
      if sweep >= effort.burn { chain.record(into: &kept) }
    }
    return kept
  }
}

/// The chance of being a hidden winner, for a unit that has not won after being watched for a while.
package enum HiddenWinnerChance {
  /// p·S/(p·S + 1 − p).
  package static func toCome(rate p: Double, survival s: Double) -> Double { p * s / (p * s + 1 - p) }

  /// Three classes where the record begins only after the unit came: won before and not recorded, still to win, never.
  package static func classes(
    rate p: Double, survivalAtEntry: Double, survival: Double
  ) -> (before: Double, toCome: Double, never: Double) {
    let (before, toCome, never) = (p * (1 - survivalAtEntry), p * survival, 1 - p)
    let sum = before + toCome + never
    return (before / sum, toCome / sum, never / sum)
  }
}

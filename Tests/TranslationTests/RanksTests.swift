import Testing
import Translation

@testable import parley_calibrate

/// A short turn of `parley-calibrate tracked-ranks` and `weekly-ranks`: truths from the prior lie evenly among the draws. So few catch
/// what is
/// badly wrong: a sampler that is half as wide as it should be, or off by a deviation.
@Suite struct RanksTests {
  private func ranks(_ places: [Double]) -> Ranks {
    places.reduce(into: Ranks()) { $0.add(place: $1) }
  }

  @Test func `the tracked method's truths lie evenly among its draws`() {
    let found = (0..<60).compactMap {
      TrackedRanks.places(set: $0, seed: 71, effort: HiddenWinner.Effort(sweeps: 240, burn: 60, chains: 1))
    }
    #expect(found.count >= 30)
    for i in TrackedRanks.names.indices {
      let ranks = ranks(found.map { $0[i] })
      #expect(ranks.chance > 1e-4, "\(TrackedRanks.names[i]): \(ranks.counts)")
    }
  }

  @Test func `the weekly model's truths lie evenly among its draws`() {
    var options = WeeklyModel.Options()
    options.sweeps = 400
    options.dropped = 150
    options.extensions = 0
    let found = (0..<40).compactMap { WeeklyRanks.rank(set: $0, seed: 71, options: options) }
    #expect(found.count >= 20)
    #expect(ranks(found).chance > 1e-4, "\(ranks(found).counts)")
  }

  @Test func `places that are too narrow or off are seen`() {
    let even = (0..<60).map { (Double($0) + 0.5) / 60 }
    #expect(ranks(even).chance > 0.99 && ranks(even).count == 60)
    // Draws half as wide as the truths, and draws a deviation off.
    #expect(ranks(even.map { $0 < 0.5 ? $0 * $0 * $0 : 1 - (1 - $0) * (1 - $0) * (1 - $0) }).chance < 1e-3)
    #expect(ranks(even.map { $0 * $0 * $0 }).chance < 1e-3)
    // χ² of 30.144 on 19 degrees of freedom has .05 above it; 20 places a bin but four make 32.7.
    var reference = Ranks()
    for bin in 0..<20 {
      let count = bin == 0 ? 37 : bin == 1 ? 2 : bin == 2 ? 25 : bin == 3 ? 16 : 20
      for _ in 0..<count { reference.add(place: (Double(bin) + 0.5) / 20) }
    }
    #expect(reference.chiSquare > 30 && reference.chiSquare < 33 && (0.02...0.06).contains(reference.chance))
  }
}

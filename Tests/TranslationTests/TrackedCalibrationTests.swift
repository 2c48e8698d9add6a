import Records
import Testing
import Translation

@testable import parley_calibrate

/// A short turn of `parley-calibrate tracked`: intervals hold the planted truth about as often as they claim.
///
/// Twelve companies give some two hundred claims of a kind that are not independent; the bounds leave room for that luck.
@Suite struct TrackedCalibrationTests {
  static let outcomes = (0..<12).map {
    TrackedSuite.score(.steady, set: $0, seed: 7, effort: HiddenWinner.Effort(sweeps: 240, burn: 60, chains: 1))
  }

  @Test(arguments: ["within", "100 more", "in hand"])
  func `Intervals of nine tenths and of half hold the truth about as often`(kind: String) {
    var scores = Scores()
    for item in Self.outcomes.flatMap(\.items) where item.what.hasPrefix(kind) {
      scores.add(place: item.place, crps: item.crps, mean: item.mean, truth: item.truth)
    }
    #expect(scores.count > 100)
    #expect((0.8...0.97).contains(scores.coverage(0.9)), "\(kind): \(scores.coverage(0.9))")
    #expect((0.37...0.65).contains(scores.coverage(0.5)), "\(kind): \(scores.coverage(0.5))")
  }

  @Test func `In-hand forecasts are sharper than the last window and than open times the won share`() {
    var scores = Scores()
    for item in Self.outcomes.flatMap(\.items) where item.what == "in hand 90 d" {
      scores.add(place: item.place, crps: item.crps)
    }
    #expect(scores.skill(over: 1) > 0.1 && scores.skill(over: 2) > 0.1)
  }

  @Test func `A world is the same for the same seed`() {
    let one = TrackedWorld(.late, set: 3, seed: 1)
    let again = TrackedWorld(.late, set: 3, seed: 1)
    #expect(one.arrivals.map(\.units) == again.arrivals.map(\.units))
    #expect(one.arrivals.map(\.wins) == again.arrivals.map(\.wins))
    #expect(TrackedWorld(.late, set: 4, seed: 1).arrivals.map(\.units) != one.arrivals.map(\.units))
    // Nothing is recorded before the record begins.
    for one in one.arrivals {
      #expect(one.wins.allSatisfy { one.first + $0.index + $0.lag >= again.window.from })
    }
  }
}

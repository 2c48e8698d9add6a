import Testing

@testable import Translation

/// The regression in simulated companies where the truth by removal is known. The article has the figures of 200 others.
@Suite struct RulersRegressionTests {
  private static let scores = Task { (0..<4).compactMap { TouchWorldScore(TouchWorld(seed: 71_000 + $0, people: 3000)) } }

  @Test func `Shares by regression are nearer to the truth by removal than shares by the last touch`() async {
    let scores = await RulersRegressionTests.scores.value
    #expect(scores.count == 4)
    let last = scores.reduce(0) { $0 + $1.all[1] }
    let regression = scores.reduce(0) { $0 + $1.all[7] }
    #expect(regression < 0.7 * last, "\(regression) against \(last)")
  }

  @Test func `Intervals hold the truth for most channels that do something`() async {
    let scores = await RulersRegressionTests.scores.value
    let (inside, of) = scores.reduce((0, 0)) { ($0.0 + $1.inside, $0.1 + $1.of) }
    #expect(of == 16)
    #expect(inside >= 12, "\(inside) of \(of)")
  }

  @Test func `Channels that only follow interest are refused, and no other`() async {
    let scores = await RulersRegressionTests.scores.value
    #expect(scores.reduce(0) { $0 + $1.followersFlagged } >= 6)
    #expect(scores.allSatisfy { $0.othersFlagged == 0 })
  }
}

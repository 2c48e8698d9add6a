import Records
import Testing

@testable import Translation

@Suite struct RulersRegressionTests {
  @Test func `The regression is nearer to the truth by removal than the last touch, and its interval holds it`() {
    var last = 0.0
    var regression = 0.0
    var inside = 0
    var of = 0
    for seed in 0..<UInt64(RulersRegressionTests.worlds) {
      guard let score = TouchWorldScore(TouchWorld(seed: 71_000 + seed)) else { continue }
      last += score.rulers[.last] ?? 0
      regression += score.regression
      inside += score.inside
      of += score.of
      print(score)
    }
    #expect(regression < 0.8 * last)
    #expect(Double(inside) > 0.75 * Double(of))
    print("last", last, "regression", regression, "inside", inside, of)
  }
  static let worlds = 6
}

import Journal
import Testing

/// How well guesses held: by hand, and where it cannot be said.
@Suite struct GuessTests {
  private static func guess(_ value: Double, _ saw: Double) -> Guess {
    Guess(side: .sales, value: value, low: value - 1, high: value + 1, saw: saw)
  }

  @Test func `by hand: what came is the mean of seen over expected, with Student’s t`() throws {
    let guesses = Guesses([GuessTests.guess(10, 5), GuessTests.guess(10, 10), GuessTests.guess(10, 15)])
    let came = try #require(guesses.came)
    #expect(came.mean == 1)
    // t(2, 95%) = 2.920 and a standard deviation of 0.5 over three.
    #expect(abs(came.high - (1 + 2.920 * 0.5 / 3.0.squareRoot())) < 1e-9)
    #expect(guesses.inside == 1)
  }

  @Test func `two are too few, and an expectation of nothing has no share`() {
    #expect(Guesses([GuessTests.guess(10, 5), GuessTests.guess(10, 10)]).came == nil)
    #expect(Guesses([GuessTests.guess(10, 5), GuessTests.guess(10, 10), GuessTests.guess(0, 1)]).came == nil)
  }
}

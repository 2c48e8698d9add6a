/// What was expected and what was seen of one thing that was looked at afterwards, in the same unit and for the same days.
package struct Guess: Hashable, Sendable {
  package var side: Side
  package var value: Double
  package var low: Double
  package var high: Double
  package var saw: Double

  package init(side: Side, value: Double, low: Double, high: Double, saw: Double) {
    self.side = side
    self.value = value
    self.low = low
    self.high = high
    self.saw = saw
  }

  package var isInside: Bool { low <= saw && saw <= high }
}

/// How well guesses held: how many of them, and how much of what was expected came, on average.
package struct Guesses: Hashable, Sendable {
  package var looked: Int
  package var inside: Int
  /// Mean of seen over expected, with its 90% interval; `nil` where fewer than three were looked at, or one expected nothing.
  package var came: Share?

  package struct Share: Hashable, Sendable {
    package var mean: Double
    package var low: Double
    package var high: Double
  }

  package init(_ guesses: [Guess]) {
    looked = guesses.count
    inside = guesses.count { $0.isInside }
    guard looked >= 3, guesses.allSatisfy({ $0.value != 0 }) else { return }
    let shares = guesses.map { $0.saw / $0.value }
    let mean = shares.reduce(0, +) / Double(looked)
    let variance = shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(looked - 1)
    let reach = Guesses.student(looked - 1) * (variance / Double(looked)).squareRoot()
    came = Share(mean: mean, low: mean - reach, high: mean + reach)
  }

  /// The 95% point of Student’s t, so that both ends together hold 90%.
  private static func student(_ freedom: Int) -> Double {
    let points = [6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812, 1.796, 1.782, 1.771, 1.761, 1.753]
    return freedom <= points.count ? points[max(0, freedom - 1)] : 1.645 + 1.65 / Double(freedom)
  }
}

extension IdeaStory {
  /// What a side guessed when it voted, for `share` of the time it spoke of, beside what was seen; `nil` where it gave no guess.
  package func guess(of side: Side, saw: Double, share: Double = 1) -> Guess? {
    vote(of: side)?.guess.map { Guess(side: side, value: $0 * share, low: $0 * share, high: $0 * share, saw: saw) }
  }
}

extension Journal {
  /// What a side guessed of every idea whose result is written down.
  package func guesses(of side: Side) -> [Guess] {
    ideas.compactMap { story in story.result?.body.saw.flatMap { story.guess(of: side, saw: $0) } }
  }

  /// Of every idea and decision whose result is written down beside what was expected.
  package var guesses: [Guess] {
    let ideas = ideas.compactMap { guess($0.idea.by.side, $0.idea.body.predicted, $0.result) }
    return ideas + decisions.compactMap { guess($0.decision.body.owner, $0.decision.body.predicted, $0.result) }
  }

  private func guess(_ side: Side, _ expected: Prediction?, _ result: Kept<Verification>?) -> Guess? {
    guard let expected, let saw = result?.body.saw else { return nil }
    return Guess(side: side, value: expected.value, low: expected.low, high: expected.high, saw: saw)
  }
}

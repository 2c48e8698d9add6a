import Records

/// What the same method would have said in the past, using only what was known then, and what came.
package struct Backtest: Sendable, Hashable {
  /// Past cutoffs × this source: how many 90-day counts fell inside the range that would have been given.
  package var inside: Int
  package var of: Int
  /// Mean absolute error, and the one of "as many as in the 90 days before".
  package var error: Double
  package var naiveError: Double

  package init(inside: Int, of: Int, error: Double, naiveError: Double) {
    self.inside = inside
    self.of = of
    self.error = error
    self.naiveError = naiveError
  }

  package static let days = 90

  /// One result a source. Up to six cutoffs, 30 days apart, the newest 90 days before the end; only those with at least 120
  /// days of record behind them.
  package static func run(_ arrivals: [Arrivals], window: RecordWindow, pooled: Int) -> [Backtest] {
    var results = arrivals.map { _ in Backtest(inside: 0, of: 0, error: 0, naiveError: 0) }
    for step in 0..<6 {
      let cutoff = window.to - days - 30 * step
      guard cutoff - window.from >= 120 else { break }
      guard let fit = RateFit(arrivals, window: RecordWindow(from: window.from, to: cutoff), pooled: pooled) else { continue }
      for s in arrivals.indices {
        let came = arrivals[s].outcomes(after: cutoff, days: days, from: window.from)
        let before = arrivals[s].outcomes(after: cutoff - days, days: days, from: window.from)
        let said = fit.inHand(of: s, days: days)
        results[s].of += 1
        if said.low <= Double(came), Double(came) <= said.high { results[s].inside += 1 }
        results[s].error += abs(said.value - Double(came))
        results[s].naiveError += abs(Double(before) - Double(came))
      }
    }
    return results
  }

  /// All sources together.
  package static func sum(_ parts: [Backtest]) -> Backtest {
    parts.reduce(Backtest(inside: 0, of: 0, error: 0, naiveError: 0)) {
      Backtest(
        inside: $0.inside + $1.inside, of: $0.of + $1.of, error: $0.error + $1.error,
        naiveError: $0.naiveError + $1.naiveError)
    }
  }

  /// Share by which it beats the naive forecast; negative when it is worse, `nil` when the naive one made no error.
  package var skill: Double? { naiveError > 0 ? 1 - error / naiveError : nil }
}

extension Arrivals {
  /// Outcomes on the `days` days after `cutoff`, from units that had come by `cameBy` (the cutoff itself unless said) and not before
  /// `from`.
  package func outcomes(after cutoff: Day, days: Int, from: Day, cameBy: Day? = nil) -> Int {
    let limit = cameBy ?? cutoff
    return wins.reduce(0) { sum, win in
      let came = first + win.index
      let won = came + win.lag
      return sum + (came >= from && came <= limit && won > cutoff && won <= cutoff + days ? win.count : 0)
    }
  }
}

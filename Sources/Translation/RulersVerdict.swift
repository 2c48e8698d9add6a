/// What it means for a decision on one channel that the rulers agree or do not.
package enum RulerVerdict: Hashable, Sendable {
  /// No customer met the channel before the deal opened.
  case neverMet
  /// The same place under every ruler: whichever one likes, the decision is the same.
  case sameUnderAll(rank: Int)
  /// Places from 1, the most credited channel. Do not decide on any of these numbers alone.
  case ranksBetween(best: Int, worst: Int, bestRuler: Ruler, worstRuler: Ruler)
}

extension Rulers {
  /// Places from 1 for every channel under one ruler; channels with equal credit share the better place.
  package func ranks(under ruler: Ruler) -> [Int] {
    let credit = credits.map { $0.under(ruler) }
    // Credits are sums of fractions: equal ones may differ in the last bits.
    return credit.map { own in 1 + credit.count { $0 > own + 1e-9 } }
  }

  /// The channel's place under each ruler, in the order of `Ruler.allCases`.
  package func ranks(of channel: Int) -> [Int] { Ruler.allCases.map { ranks(under: $0)[channel] } }

  /// Whether the decision would change with the ruler; of rulers that agree the first in `Ruler.allCases` is named.
  package func verdict(of channel: Int) -> RulerVerdict {
    guard credits[channel].touchedWins > 0 else { return .neverMet }
    var best = (rank: Int.max, ruler: Ruler.first)
    var worst = (rank: 0, ruler: Ruler.first)
    for (ruler, rank) in zip(Ruler.allCases, ranks(of: channel)) {
      if rank < best.rank { best = (rank, ruler) }
      if rank > worst.rank { worst = (rank, ruler) }
    }
    guard best.rank != worst.rank else { return .sameUnderAll(rank: best.rank) }
    return .ranksBetween(best: best.rank, worst: worst.rank, bestRuler: best.ruler, worstRuler: worst.ruler)
  }
}

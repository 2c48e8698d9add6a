import Records

/// Units of one metric by the day they came, and what followed by the lag: all that the tracked statistics read.
///
/// This is the boundary between records and statistics: a warehouse could fill it as well as a folder can.
package struct Arrivals: Sendable {
  /// Units that came on `first + i`.
  package var units: [Int]
  package var first: Day
  /// One entry a (day, lag) pair that has outcomes, ordered by day, then lag. `index` counts days from `first`.
  package var wins: [Win]
  /// The same for units lost, or sent back by sales, that never won: empty where no loss is recorded. Losses stay out of every
  /// rate; they only tell which units are still in hand.
  package var losses: [Win]

  /// Twelve bytes: a large company has hundreds of thousands, and a back-test walks them again and again.
  package struct Win: Sendable, Hashable {
    private var day: Int32
    private var wait: Int32
    private var number: Int32
    package var index: Int { Int(day) }
    package var lag: Int { Int(wait) }
    package var count: Int { Int(number) }
    package init(index: Int, lag: Int, count: Int) { (day, wait, number) = (Int32(index), Int32(lag), Int32(count)) }
  }

  package init(first: Day, units: [Int], wins: [Win], losses: [Win] = []) {
    self.first = first
    self.units = units
    self.wins = wins
    self.losses = losses
  }

  package var unitCount: Int { units.reduce(0, +) }
  package var winCount: Int { wins.reduce(0) { $0 + $1.count } }

  /// The part that could be recorded and was known: units from `window.from`, everything up to `window.to`.
  package func seen(in window: RecordWindow) -> Arrivals {
    let skipped = max(0, min(units.count, window.from - first))
    let kept = max(0, min(units.count - skipped, window.to - first - skipped + 1))
    func known(_ win: Win) -> Win? {
      guard win.index >= skipped, win.index < skipped + kept, first + win.index + win.lag <= window.to else { return nil }
      return Win(index: win.index - skipped, lag: win.lag, count: win.count)
    }
    return Arrivals(
      first: first + skipped,
      units: Array(units[skipped..<(skipped + kept)]),
      wins: wins.compactMap(known), losses: losses.compactMap(known))
  }

  /// Units of each day that were neither won nor lost at the end of `cutoff`.
  package func open(at cutoff: Day) -> [Int] {
    var open = units
    for i in open.indices where first + i > cutoff { open[i] = 0 }
    for ended in [wins, losses] {
      for one in ended where first + one.index + one.lag <= cutoff { open[one.index] -= one.count }
    }
    return open.map { max(0, $0) }
  }

  /// All units together, for the pool. All parts must share `first` and length.
  package static func sum(_ parts: [Arrivals]) -> Arrivals? {
    guard var total = parts.first else { return nil }
    for part in parts.dropFirst() {
      precondition(part.first == total.first && part.units.count == total.units.count, "arrivals of one calendar")
      for (i, n) in part.units.enumerated() { total.units[i] += n }
      total.wins += part.wins
      total.losses += part.losses
    }
    return total
  }

  /// Spells as known at the end of `cutoff`: a lost unit simply stays "not won" until its own watching time ends,
  /// because everybody's watching time is known (Fine–Gray with complete censoring).
  package func spells(cutoff: Day) -> Spells {
    let longest = max(0, cutoff - first) + 1
    var spells = Spells(days: longest)
    for (i, n) in units.enumerated() where n > 0 {
      let age = cutoff - (first + i)
      guard age >= 0 else { continue }
      spells.entering[0] += n
      spells.leaving[age] += n
    }
    for win in wins {
      let age = cutoff - (first + win.index)
      guard age >= win.lag else { continue }
      spells.won[win.lag] += win.count
      spells.leaving[age] -= win.count
    }
    return spells
  }
}

/// The days between which an outcome is recorded.
package struct RecordWindow: Sendable, Hashable {
  package var from: Day
  package var to: Day
  package init(from: Day, to: Day) {
    self.from = from
    self.to = to
  }
  /// Days of record, both ends counted.
  package var days: Int { to - from + 1 }
}

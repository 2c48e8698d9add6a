import Glibc
import Records

/// The ways people came, as counts: each distinct sequence of channels with how many took it and became customers, or did not.
///
/// This is all that the rulers read. Touches run up to the opening of the deal; later ones follow the opening instead of
/// leading to it and are dropped as leakage.
package struct Journeys: Sendable, Equatable {
  /// One sequence of channels, oldest touch first.
  package struct Path: Sendable, Equatable {
    package var steps: [UInt16]
    package var won: Int
    package var notWon: Int
    /// Time-decay credit of each step, summed over the won: with it nobody's dates are needed any more.
    package var decay: [Double]

    package init(steps: [UInt16], won: Int, notWon: Int, decay: [Double] = []) {
      self.steps = steps
      self.won = won
      self.notWon = notWon
      self.decay = decay
    }
  }

  /// A touch this many days before another is worth half of it under time-decay.
  package static let halfLifeDays = 7.0

  package var channels: [String]
  /// In the order of their steps; every path has at least one.
  package var paths: [Path]
  /// New customers in whose record no touch stands: no ruler over touches can speak of them.
  package var untouchedWins = 0
  /// People whose only won deals are extensions or renewals: they had been customers before, and no channel won them.
  package var extensions = 0
  package var leakedTouches = 0

  package init(channels: [String], paths: [Path]) {
    self.channels = channels
    self.paths = paths
  }

  package var wins: Int { paths.reduce(0) { $0 + $1.won } }

  package init(_ ledger: Ledger) { self.init(Timelines(ledger)) }

  init(_ timelines: Timelines) {
    var places: [[UInt16]: Int] = [:]
    var found: [Path] = []
    self.init(channels: timelines.channels, paths: [])
    extensions = timelines.extensions
    leakedTouches = timelines.leaked
    let halves = (0..<400).map { exp2(-Double($0) / Journeys.halfLifeDays) }
    for person in 0..<timelines.people where !timelines.isOldCustomer[person] {
      let touches = timelines.touches(of: person)
      let isWon = timelines.isWon[person]
      guard let last = touches.last else {
        if isWon { untouchedWins += 1 }
        continue
      }
      let steps = touches.map { timelines.channel[$0] }
      let place: Int
      if let known = places[steps] {
        place = known
      } else {
        place = found.count
        places[steps] = place
        found.append(Path(steps: steps, won: 0, notWon: 0, decay: Array(repeating: 0, count: steps.count)))
      }
      guard isWon else {
        found[place].notWon += 1
        continue
      }
      found[place].won += 1
      let weights = touches.map { halves[min(halves.count - 1, Int(timelines.day[last] - timelines.day[$0]))] }
      let sum = weights.reduce(0, +)
      for step in weights.indices { found[place].decay[step] += weights[step] / sum }
    }
    paths = found.sorted { $0.steps.lexicographicallyPrecedes($1.steps) }
  }
}

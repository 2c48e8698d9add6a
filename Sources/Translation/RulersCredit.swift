/// The rules over touches by which a won deal can be credited to channels; each gives away every won deal exactly once.
package enum Ruler: String, Sendable, CaseIterable {
  case first, last, linear, position, decay, markov, shapley
}

extension Journeys {
  /// Won deals credited to each channel, in the order of `channels`.
  package func credit(under ruler: Ruler) -> [Double] {
    switch ruler {
    case .first: shared { steps in steps.indices.map { $0 == 0 ? 1 : 0 } }
    case .last: shared { steps in steps.indices.map { $0 == steps.count - 1 ? 1 : 0 } }
    case .linear: shared { steps in steps.map { _ in 1 / Double(steps.count) } }
    case .position: shared(Journeys.positions)
    case .decay: decayed()
    case .markov: removalCredit()
    case .shapley: shared(Journeys.present)
    }
  }

  /// Gives each won path's deals to its steps by weights that sum to one.
  private func shared(_ weights: ([UInt16]) -> [Double]) -> [Double] {
    var credit = channels.map { _ in 0.0 }
    for path in paths where path.won > 0 {
      for (step, weight) in zip(path.steps, weights(path.steps)) where weight != 0 {
        credit[Int(step)] += Double(path.won) * weight
      }
    }
    return credit
  }

  private func decayed() -> [Double] {
    var credit = channels.map { _ in 0.0 }
    for path in paths where path.won > 0 {
      for (step, weight) in zip(path.steps, path.decay) { credit[Int(step)] += weight }
    }
    return credit
  }

  /// 40% to the first, 40% to the last, 20% to all between; halves where nothing lies between.
  private static func positions(_ steps: [UInt16]) -> [Double] {
    switch steps.count {
    case 1: [1]
    case 2: [0.5, 0.5]
    default:
      steps.indices.map { $0 == 0 || $0 == steps.count - 1 ? 0.4 : 0.2 / Double(steps.count - 2) }
    }
  }

  /// Shapley value of the game v(S) = deals won by people who met no channel outside S.
  ///
  /// v is a sum of unanimity games, one a set of channels met, and the Shapley value divides each of them equally among its
  /// members (Shapley 1953; for attribution Zhao, Mahboobi and Bagheri 2018). So it is exact for any number of channels
  /// without walking through coalitions; the tests walk through all of them and find the same.
  private static func present(_ steps: [UInt16]) -> [Double] {
    var isSeen = Set<UInt16>()
    let isFirst = steps.map { isSeen.insert($0).inserted }
    return isFirst.map { $0 ? 1 / Double(isSeen.count) : 0 }
  }

  /// People who became customers and met the channel at least once.
  func touchedWins() -> [Int] {
    var count = channels.map { _ in 0 }
    for path in paths where path.won > 0 {
      for channel in Set(path.steps) { count[Int(channel)] += path.won }
    }
    return count
  }
}

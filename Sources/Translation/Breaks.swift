import Glibc
import Records

/// A week from which a number runs on another level: a redesign, a new counter, a machine that reads mails.
package struct Break: Sendable, Hashable {
  /// First week of the new level.
  package var monday: Day
  package var before: Double
  package var after: Double
  /// Probability of as clear a change in a number without one.
  package var chance: Double

  package var ratio: Double { before != 0 ? after / before : .infinity }
}

/// Finds lasting changes of level in numbers by week.
///
/// Cuts are laid where they lower the squared error most (the largest CUSUM of the mean), up to three, each level at least eight
/// weeks long. Then the weakest is taken away until all hold: t between the levels on either side, its variance widened by
/// (1 + r)/(1 − r) for the correlation r of neighbouring weeks that is left, and p multiplied by the number of weeks in which the cut could
/// have been. Last, levels must fit better than a straight line, so that an even climb is no break.
package enum Breaks {
  package static let fewestWeeks = 20
  /// Weeks a level must last.
  package static let shortest = 8
  /// Beyond this a change may be luck.
  package static let chance = 0.001

  /// The clearest break of the whole weeks.
  package static func find(in weeks: Weeks) -> Break? {
    let all = all(in: weeks)
    guard var best = all.first else { return nil }
    for one in all.dropFirst() where one.chance < best.chance { best = one }
    return best
  }

  /// All breaks, oldest first.
  package static func all(in weeks: Weeks) -> [Break] {
    let known = weeks.whole.enumerated().compactMap { week, value in value.map { (week: week, value: $0) } }
    let values = known.map(\.value)
    guard values.count >= fewestWeeks else { return [] }
    var cuts: [Int] = []
    while cuts.count < 3, let next = bestCut(values, beside: cuts) { cuts = (cuts + [next]).sorted() }
    while !cuts.isEmpty {
      let chances = cuts.indices.map { chance(of: $0, cuts, values) }
      let weakest = chances.indices.max { chances[$0] < chances[$1] } ?? 0
      if chances[weakest] >= chance {
        cuts.remove(at: weakest)
        continue
      }
      let count = Double(values.count)
      let steps = squares(residuals(values, cuts))
      guard count * log(steps) + 2 * Double(cuts.count) * log(count) < count * log(lineError(values)) + log(count) else {
        return []
      }
      let bounds = [0] + cuts + [values.count]
      return cuts.indices.map { i in
        Break(
          monday: weeks.firstMonday + 7 * known[cuts[i]].week, before: median(Array(values[bounds[i]..<cuts[i]])),
          after: median(Array(values[cuts[i]..<bounds[i + 2]])), chance: chances[i])
      }
    }
    return []
  }

  /// The further cut that lowers the squared error most.
  private static func bestCut(_ values: [Double], beside cuts: [Int]) -> Int? {
    let bounds = [0] + cuts + [values.count]
    var best: (cut: Int, gain: Double)?
    for (from, to) in zip(bounds, bounds.dropFirst()) where to - from >= 2 * shortest {
      let total = values[from..<to].reduce(0, +)
      var left = values[from..<(from + shortest)].reduce(0, +)
      for cut in (from + shortest)...(to - shortest) {
        let (n, m) = (Double(cut - from), Double(to - cut))
        let gap = left / n - (total - left) / m
        let gain = gap * gap * n * m / (n + m)
        if gain > (best?.gain ?? 0) { best = (cut, gain) }
        left += values[cut]
      }
    }
    return best?.cut
  }

  /// Probability of a change as clear as cut `i` in a number without it.
  private static func chance(of i: Int, _ cuts: [Int], _ values: [Double]) -> Double {
    let bounds = [0] + cuts + [values.count]
    let left = residuals(values, cuts)
    let own = squares(left)
    let count = Double(values.count)
    let levels = Double(cuts.count + 1)
    let neighbours = zip(left, left.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
    // Taking a mean out of every level hides some of the correlation: Kendall's correction.
    let seen = own > 0 ? neighbours / own : 0
    let r = min(0.9, max(0, seen + levels * (1 + 3 * seen) / count))
    let (n, m) = (Double(cuts[i] - bounds[i]), Double(bounds[i + 2] - cuts[i]))
    let gap = mean(values[bounds[i]..<cuts[i]]) - mean(values[cuts[i]..<bounds[i + 2]])
    let variance = max(own, 1e-300) / (count - levels) * (1 / n + 1 / m) * (1 + r) / (1 - r)
    // Student's t as a normal (Wallace 1959), on the weeks that count once their correlation is taken off.
    let freedom = max(3, (count - levels) * (1 - r) / (1 + r))
    let z = (freedom * log1p(gap * gap / variance / freedom)).squareRoot() * (1 - 3 / (8 * freedom + 3) * 0.5)
    return min(1, count * erfc(z / 2.0.squareRoot()))
  }

  private static func residuals(_ values: [Double], _ cuts: [Int]) -> [Double] {
    let bounds = [0] + cuts + [values.count]
    return zip(bounds, bounds.dropFirst()).flatMap { from, to in deviations(values[from..<to]) }
  }

  private static func mean(_ values: ArraySlice<Double>) -> Double { values.reduce(0, +) / Double(values.count) }

  private static func squares(_ values: [Double]) -> Double { max(1e-300, values.reduce(0) { $0 + $1 * $1 }) }

  private static func deviations(_ values: ArraySlice<Double>) -> [Double] {
    let middle = mean(values)
    return values.map { $0 - middle }
  }

  private static func lineError(_ y: [Double]) -> Double {
    let centred = deviations(y[...])
    let time = deviations(y.indices.map(Double.init)[...])
    let slope = WeeklyProducts.dot(centred, time) / WeeklyProducts.dot(time, time)
    return squares(zip(centred, time).map { $0 - slope * $1 })
  }

  static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return 0 }
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  /// Weeks in which a number that is otherwise never silent says nothing or zero, three or more in a row: the counter was off.
  package static func silences(in weeks: Weeks) -> [(from: Day, weeks: Int)] {
    let values = Array(weeks.whole)
    guard let start = values.firstIndex(where: { ($0 ?? 0) > 0 }) else { return [] }
    var runs: [(from: Int, count: Int)] = []
    for (week, value) in values.enumerated() where week > start && (value ?? 0) == 0 {
      if let last = runs.last, last.from + last.count == week {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((week, 1))
      }
    }
    // A number that is often silent by itself, like posts, has no gap that means anything.
    let long = runs.filter { $0.count >= 3 }
    let strays = runs.reduce(0) { $0 + ($1.count < 3 ? $1.count : 0) }
    guard strays * 20 <= values.count - start, long.count <= 3 else { return [] }
    return long.map { (weeks.firstMonday + 7 * $0.from, $0.count) }
  }
}

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
///
/// A record of a year and a half may have a season: two pairs of sines over the year beside the levels, on logarithms where every week
/// has something, because a season grows with its level. It is kept where it fits better than levels alone, by BIC.
package enum Breaks {
  package static let fewestWeeks = 20
  /// Weeks a level must last.
  package static let shortest = 8
  /// Weeks from which a year can be told from a level.
  package static let seasonWeeks = 78
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
    let isPositive = values.allSatisfy { $0 > 0 }
    var levels = Levels(values, season: [])
    var steady = values
    if values.count >= seasonWeeks {
      let angles = known.map { 2 * Double.pi * Double($0.week) * 7 / 365.25 }
      let season = [1.0, 2.0].flatMap { pair in [angles.map { sin(pair * $0) }, angles.map { cos(pair * $0) }] }
      let scaled = isPositive ? values.map { log($0) } : values
      let moving = Levels(scaled, season: season)
      if moving.criterion < (isPositive ? Levels(scaled, season: []) : levels).criterion {
        levels = moving
        steady = moving.withoutSeason.map { isPositive ? exp($0) : $0 }
      }
    }
    let bounds = [0] + levels.cuts + [values.count]
    return levels.cuts.indices.map { i in
      Break(
        monday: weeks.firstMonday + 7 * known[levels.cuts[i]].week, before: median(Array(steady[bounds[i]..<bounds[i + 1]])),
        after: median(Array(steady[bounds[i + 1]..<bounds[i + 2]])), chance: levels.chances[i])
    }
  }

  /// The levels of a number, and its season where one is given.
  private struct Levels {
    private let values: [Double]
    private let season: [[Double]]
    /// First weeks of new levels, and the probability of each in a number without it.
    private(set) var cuts: [Int] = []
    private(set) var chances: [Double] = []

    init(_ values: [Double], season: [[Double]]) {
      self.values = values
      self.season = season
      while cuts.count < 3, let next = bestCut() { cuts = (cuts + [next]).sorted() }
      while !cuts.isEmpty {
        chances = cuts.indices.map { chance(of: $0) }
        let weakest = chances.indices.max { chances[$0] < chances[$1] } ?? 0
        if chances[weakest] < Breaks.chance { break }
        cuts.remove(at: weakest)
      }
      let line = Projection(columns([]) + [values.indices.map { Double($0) / Double(values.count) }])
      if !cuts.isEmpty, criterion >= criterion(line, 1) { cuts = [] }
    }

    var criterion: Double { criterion(Projection(columns(cuts)), 2 * cuts.count) }

    var withoutSeason: [Double] {
      var left = values
      let weights = Projection(columns(cuts)).weights(values).suffix(season.count)
      for (column, weight) in zip(season, weights) { for t in left.indices { left[t] -= weight * column[t] } }
      return left
    }

    /// Bayes' information criterion; a cut is a week and a height.
    private func criterion(_ fit: Projection, _ shape: Int) -> Double {
      let count = Double(values.count)
      return count * log(squares(fit.residual(values))) + Double(shape + season.count) * log(count)
    }

    /// One column a level, then the season.
    private func columns(_ cuts: [Int]) -> [[Double]] {
      let bounds = [0] + cuts + [values.count]
      return zip(bounds, bounds.dropFirst()).map(weeks) + season
    }

    private func weeks(_ from: Int, _ to: Int) -> [Double] { values.indices.map { $0 >= from && $0 < to ? 1 : 0 } }

    /// The further cut that lowers the squared error most.
    private func bestCut() -> Int? {
      let bounds = [0] + cuts + [values.count]
      let fit = Projection(columns(cuts))
      let left = fit.residual(values)
      var best: (cut: Int, gain: Double)?
      for (from, to) in zip(bounds, bounds.dropFirst()) where to - from >= 2 * shortest {
        for cut in (from + shortest)...(to - shortest) {
          let step = fit.residual(weeks(cut, to))
          let gap = WeeklyProducts.dot(step, left)
          let gain = gap * gap / max(1e-12, WeeklyProducts.dot(step, step))
          if gain > (best?.gain ?? 0) { best = (cut, gain) }
        }
      }
      return best?.cut
    }

    /// Probability of a change as clear as cut `i` in a number without it.
    private func chance(of i: Int) -> Double {
      let bounds = [0] + cuts + [values.count]
      let left = Projection(columns(cuts)).residual(values)
      let own = squares(left)
      let count = Double(values.count)
      let taken = Double(cuts.count + 1 + season.count)
      let neighbours = zip(left, left.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
      // Taking a mean out of every level hides some of the correlation: Kendall's correction.
      let seen = neighbours / own
      let r = min(0.9, max(0, seen + taken * (1 + 3 * seen) / count))
      let without = Projection(columns(cuts.indices.filter { $0 != i }.map { cuts[$0] }))
      let step = without.residual(weeks(cuts[i], bounds[i + 2]))
      let size = max(1e-12, WeeklyProducts.dot(step, step))
      let gap = WeeklyProducts.dot(step, values) / size
      let variance = own / (count - taken) / size * (1 + r) / (1 - r)
      // Student's t as a normal (Wallace 1959), on the weeks that count once their correlation is taken off.
      let freedom = max(3, (count - taken) * (1 - r) / (1 + r))
      let z = (freedom * log1p(gap * gap / variance / freedom)).squareRoot() * (1 - 3 / (8 * freedom + 3) * 0.5)
      return min(1, count * erfc(z / 2.0.squareRoot()))
    }

    private func squares(_ values: [Double]) -> Double { max(1e-300, values.reduce(0) { $0 + $1 * $1 }) }
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

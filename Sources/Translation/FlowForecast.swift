import Glibc
import Records

/// A number that flows in week after week or month after month (money, posts), over days to come: as in the last three months, or in the
/// last six or twelve where those have foretold better, and as sure as that was before.
///
/// The width is the record's own: at past days, how far the months before were from as many days as are asked for. Where the
/// record is too short for that, the weeks' scatter, with how much one resembles the next.
package struct FlowForecast: Sendable {
  /// The last day that the record speaks of.
  package let through: Day
  private let periods: [Double]
  private let length: Double

  /// Months below which there are too few to say how sure three of them are.
  static let fewestMonths = 6
  static let fewestWeeks = 8
  static let fewestMisses = 6

  /// `nil` where the record is too short, or ended so long ago that it says nothing about today.
  package init?(_ record: Outlook.Daily, cutoff: Day) {
    let days = Array(Set(record.days.filter { $0 <= cutoff })).sorted()
    guard let first = days.first, let last = days.last, days.count >= 3 else { return nil }
    let gaps = zip(days, days.dropFirst()).map { $1 - $0 }.sorted()
    let isMonthly = gaps[gaps.count / 2] >= 20
    let end: Day
    var found: [Double] = []
    if isMonthly {
      // A row of the first of a month is that month's.
      let next = (last.startOfMonth + 31).startOfMonth
      end = next - 1
      var from = first.startOfMonth
      while from < next {
        let to = (from + 31).startOfMonth
        found.append(record.sum(from, to - 1))
        from = to
      }
    } else {
      // By week, its days or its Monday: the running week counts when it is over.
      let isDaily = gaps[gaps.count / 2] < 4
      let seen = isDaily ? last : min(cutoff, last + 6)
      end = seen.weekday == 6 ? seen : seen.startOfWeek - 1
      var monday = first.weekday == 0 ? first : first.startOfWeek + 7
      while monday + 6 <= end {
        found.append(record.sum(monday, monday + 6))
        monday = monday + 7
      }
    }
    guard found.count >= (isMonthly ? Self.fewestMonths : Self.fewestWeeks), cutoff - end < (isMonthly ? 62 : 35) else {
      return nil
    }
    (periods, length) = (found, isMonthly ? 30.4375 : 7)
    through = end
  }

  /// What comes in a day on average, the standard error of that over so many days as a logarithm, and the degrees of freedom behind it.
  package struct Rate: Sendable, Hashable {
    package var daily: Double
    package var error: Double
    package var freedom: Double
  }

  package func rate(over days: Int) -> Rate {
    let quarter = length > 10 ? 3 : 13
    let ahead = max(1, min(quarter, Int((Double(days) / length).rounded())))
    func daily(_ base: Int) -> Double {
      let lately = periods.suffix(base)
      return lately.reduce(0, +) / Double(lately.count) / length
    }
    var best: Rate?
    for base in [quarter, 2 * quarter, 4 * quarter] {
      let misses = misses(base, ahead)
      guard misses.count >= Self.fewestMisses else { break }
      let error = (misses.reduce(0) { $0 + $1 * $1 } / Double(misses.count)).squareRoot()
      // A longer mean is taken where it has been clearly nearer. Stretches that overlap are not as many as they look.
      if best.map({ error < 0.85 * $0.error }) ?? true {
        best = Rate(daily: daily(base), error: error, freedom: max(3, Double(periods.count - base) / Double(ahead) - 1))
      }
    }
    if let best { return best }
    let small = self.small
    let mean = max(small, periods.reduce(0, +) / Double(periods.count))
    let parts = periods.map { $0 / mean - 1 }
    let variance = parts.reduce(0) { $0 + $1 * $1 } / Double(parts.count - 1)
    let alike = zip(parts, parts.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / max(1e-12, parts.reduce(0) { $0 + $1 * $1 })
    let n = Double(parts.count)
    let held = min(0.8, max(0, alike)) * n / (n + 8)
    let known = Double(min(quarter, periods.count))
    let sum = variance * (1 + held) / (1 - held) * (1 / max(0.2, Double(days) / length) + 1 / known)
    return Rate(daily: daily(quarter), error: sum.squareRoot(), freedom: max(3, n - 2))
  }

  private var small: Double { max(1e-9, 0.02 * periods.reduce(0, +) / Double(periods.count)) }

  /// At past days: so many periods ahead beside the mean of those before, in logarithms.
  private func misses(_ base: Int, _ ahead: Int) -> [Double] {
    let small = self.small
    return stride(from: periods.count - ahead, through: base, by: length > 10 ? -1 : -4).prefix(30).map { at in
      let before = periods[at - base..<at].reduce(0, +) / Double(base)
      let after = periods[at..<at + ahead].reduce(0, +) / Double(ahead)
      return log((after + small) / (before + small))
    }
  }

  /// Draws of the sum over so many days.
  func draws(_ days: Int, _ count: Int, _ stream: inout Draws) -> [Double] {
    guard days > 0 else { return [Double](repeating: 0, count: count) }
    let rate = rate(over: days)
    return (0..<count).map { _ in
      let t = stream.normal() / (stream.gamma(rate.freedom / 2) / (rate.freedom / 2)).squareRoot()
      return rate.daily * Double(days) * exp(min(3, max(-3, rate.error * t)))
    }
  }
}

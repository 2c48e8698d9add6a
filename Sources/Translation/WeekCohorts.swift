import Records

/// What came of the units of each week, by the week it came in: so little that it is kept, and a test is read from it without the ledger.
package struct WeekCohorts: Sendable {
  private struct Entry: Sendable {
    var week: Int16
    /// Weeks later.
    var later: Int16
    var count: Int32
  }

  package let firstMonday: Day
  let daysOfLast: Int
  /// By week of arrival.
  package private(set) var units: [Int]
  private var entries: [Entry] = []
  /// The outcome by the week it came in; `nil` where it is not recorded.
  package private(set) var outcomes: Weeks

  init(_ arrivals: Arrivals, window: RecordWindow, cutoff: Day) {
    let monday = arrivals.first.startOfWeek
    firstMonday = monday
    daysOfLast = cutoff.weekday + 1
    let count = max(1, (cutoff - monday) / 7 + 1)
    func week(_ day: Day) -> Int { min(count - 1, max(0, (day - monday) / 7)) }
    units = [Int](repeating: 0, count: count)
    for (i, n) in arrivals.units.enumerated() { units[week(arrivals.first + i)] += n }
    var values: [Double?] = (0..<count).map { w in
      monday + 7 * w + 6 < window.from || monday + 7 * w > window.to ? nil : 0
    }
    var row = [Int32](repeating: 0, count: count)
    var open = 0
    func closed() -> [Entry] {
      (open..<count).filter { row[$0] > 0 }.map { Entry(week: Int16(open), later: Int16($0 - open), count: row[$0]) }
    }
    for win in arrivals.wins {
      let arrived = week(arrivals.first + win.index)
      if arrived != open {
        entries += closed()
        for w in open..<count { row[w] = 0 }
        open = arrived
      }
      let came = week(arrivals.first + win.index + win.lag)
      row[came] += Int32(win.count)
      values[came] = values[came].map { $0 + Double(win.count) }
    }
    entries += closed()
    outcomes = Weeks(firstMonday: monday, values: values, daysOfLast: daysOfLast)
  }

  /// Of the units of one week, the outcomes within so many weeks.
  func outcomes(of week: Int, within weeks: Int) -> Int {
    entries.reduce(0) { Int($1.week) == week && Int($1.later) <= weeks ? $0 + Int($1.count) : $0 }
  }
}

extension BeforeAfter {
  /// Every other whole week of the window was left as it was: the units of the first, third and so on beside those of the weeks between,
  /// each pair at one age, what came by the window's end.
  package init(everyOtherWeekOf cohorts: WeekCohorts, from: Day, to: Day) throws(Refusal) {
    let monday = from.weekday == 0 ? from : from.startOfWeek + 7
    let end = (to + 1).startOfWeek
    guard end > monday else { throw .noWholeWeek }
    let first = (monday - cohorts.firstMonday) / 7
    let pairs = (end - monday) / 14
    let known = cohorts.daysOfLast == 7 ? cohorts.units.count : cohorts.units.count - 1
    guard first + pairs * 2 <= known else { throw .notOver(last: cohorts.firstMonday + known * 7 - 1) }
    guard first >= 0, pairs >= BeforeAfter.fewestPairs else {
      throw .tooFewPairs(have: max(0, pairs), needed: BeforeAfter.fewestPairs)
    }
    var (on, off) = (0.0, 0.0)
    var differences: [Double] = []
    for pair in 0..<pairs {
      let week = first + 2 * pair
      let age = first + pairs * 2 - 1 - (week + 1)
      let (with, without) = (cohorts.outcomes(of: week, within: age), cohorts.outcomes(of: week + 1, within: age))
      on += Double(with)
      off += Double(without)
      differences.append(Double(with - without))
    }
    guard on + off > 0 else { throw .nothingBefore }
    let mean = (on - off) / Double(pairs)
    let spread = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(pairs - 1)
    // Never surer than counts alone allow.
    let deviation = max((spread * Double(pairs)).squareRoot(), (on + off).squareRoot())
    let reach = BeforeAfter.student(pairs - 1) * deviation
    self.init(
      from: monday, to: monday + pairs * 14 - 1, weeks: pairs, footing: .everyOtherWeek, seen: on,
      expected: Estimate(value: off, low: max(0, off - reach), high: off + reach),
      change: Estimate(value: on - off, low: on - off - reach, high: on - off + reach))
  }

  static let fewestPairs = 4

  /// The 95% point of Student’s t.
  private static func student(_ freedom: Int) -> Double {
    let points = [6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812, 1.796, 1.782, 1.771, 1.761, 1.753]
    return freedom <= points.count ? points[max(0, freedom - 1)] : 1.645 + 1.65 / Double(freedom)
  }
}

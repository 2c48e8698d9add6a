import Records

/// Turns dated records into weeks that end at a cutoff: the numbers both lists of the screen show.
struct WeekGrid {
  static let shown = 110
  let firstMonday: Day
  let count: Int
  let cutoff: Day

  init(cutoff: Day, count: Int = WeekGrid.shown) {
    self.cutoff = cutoff
    self.count = count
    firstMonday = cutoff.startOfWeek - 7 * (count - 1)
  }

  func week(of day: Day) -> Int? {
    guard day >= firstMonday, day <= cutoff else { return nil }
    return (day - firstMonday) / 7
  }

  func weeks(_ values: [Double?]) -> Weeks {
    Weeks(firstMonday: firstMonday, values: values, daysOfLast: cutoff.weekday + 1)
  }

  /// Counts (or sums) of dated things; weeks before `recordedFrom` and after `until` are unknown, not zero.
  func sums(recordedFrom: Day?, until: Day? = nil, _ each: ((Day, Double) -> Void) -> Void) -> Weeks {
    var values = [Double?](repeating: nil, count: count)
    guard let recordedFrom else { return weeks(values) }
    for w in 0..<count where firstMonday + 7 * w + 6 >= recordedFrom && firstMonday + 7 * w <= until ?? cutoff { values[w] = 0 }
    each { day, amount in
      if let w = week(of: day) { values[w] = (values[w] ?? 0) + amount }
    }
    return weeks(values)
  }
}

/// Sums over whole weeks that both lists compare.
struct FourWeeks {
  var last: Double?
  var before: Double?
  var yearBefore: Double?
  var until: Day

  /// No whole week after `limit` is taken (the metric's own last week), and nothing is said of weeks before `first`, of which the
  /// file has no days or not all. Ratios are made of the parts of all, medians averaged, all else is summed.
  init(_ weeks: Weeks, from first: Day? = nil, until limit: Day, madeOf parts: [Series.Part?]? = nil, averaged: Bool = false) {
    let whole = Array(weeks.whole)
    var end = whole.count
    while end > 0, weeks.firstMonday + 7 * end - 1 > limit { end -= 1 }
    until = weeks.firstMonday + 7 * end - 1
    func total(_ range: Range<Int>) -> Double? {
      guard range.lowerBound >= 0 else { return nil }
      if let first, weeks.firstMonday + 7 * range.lowerBound < first { return nil }
      if let parts {
        let own = parts[range].compactMap { $0 }
        let whole = own.reduce(0) { $0 + $1.by }
        return own.count == range.count && whole > 0 ? own.reduce(0) { $0 + $1.of } / whole : nil
      }
      let found = whole[range].compactMap { $0 }
      guard found.count == range.count else {
        return averaged && !found.isEmpty ? found.reduce(0, +) / Double(found.count) : nil
      }
      return averaged ? found.reduce(0, +) / Double(found.count) : found.reduce(0, +)
    }
    last = total(end - 4..<end)
    before = total(end - 8..<end - 4)
    yearBefore = total(end - 56..<end - 52)
  }
}

extension Metric {
  static func all(of ledger: Ledger, _ groups: [Group], _ counting: Counting) -> [Metric] {
    let grid = WeekGrid(cutoff: ledger.cutoff)
    var metrics = byGroup(ledger, groups, counting, grid) + inOrder(ledger.series).compactMap { bySeries(ledger, $0, grid) }
    var seen: [String: Int] = [:]
    for i in metrics.indices {
      let name = metrics[i].name
      let times = (seen[name] ?? 0) + 1
      seen[name] = times
      if times > 1 { metrics[i].name = "\(name)_\(times)" }
      metrics[i].shifts = metrics[i].foundShifts
    }
    return metrics
  }

  /// Numbers of channels that stand one under the other in a file, by name; all others as their columns stand.
  private static func inOrder(_ series: [Series]) -> [Int] {
    var order = Array(series.indices)
    var begin = 0
    while begin < order.count {
      let end = order[begin...].firstIndex { series[$0].channel == nil || series[$0].file != series[begin].file } ?? order.count
      if end > begin { order[begin..<end].sort { series[$0].name < series[$1].name } }
      begin = max(end, begin + 1)
    }
    return order
  }

  private static func byGroup(_ ledger: Ledger, _ groups: [Group], _ counting: Counting, _ grid: WeekGrid) -> [Metric] {
    let leads = ledger.leads
    var weekly = groups.map { _ in [Double](repeating: 0, count: grid.count) }
    var totals = groups.map { _ in 0.0 }
    let newest = leads.created.max() ?? ledger.cutoff
    let oldest = leads.created.min() ?? ledger.cutoff
    for g in groups.indices {
      for (index, came) in counting.units(of: g).enumerated() where came > 0 {
        totals[g] += Double(came)
        if let w = grid.week(of: counting.first + index) { weekly[g][w] += Double(came) }
      }
    }
    // Leads that end weeks before the cutoff were not exported any more: their last weeks are unknown, not zero.
    let whole = weekly.prefix(ledger.sources.count).map { Array($0.dropLast()) }
    let isOld = ledger.cutoff - newest > 28 || Inflow.silence(whole) > 0
    let end = leads.count > 0 && isOld ? newest : ledger.cutoff
    return groups.enumerated().map { g, group in
      let values: [Double?] = weekly[g].enumerated().map { w, n in
        let monday = grid.firstMonday + 7 * w
        return monday + 6 < oldest || monday > end ? nil : n
      }
      let weeks = grid.weeks(values)
      let four = FourWeeks(weeks, until: end)
      return Metric(
        name: snakeCase(group.name), title: group.name,
        kind: g < ledger.sources.count ? .source(g) : .overlay(g - ledger.sources.count), unit: .people, weeks: weeks,
        until: four.until, lastFourWeeks: four.last, fourWeeksBefore: four.before, sameWeeksLastYear: four.yearBefore,
        total: totals[g], counted: group.counted(people: Int(totals[g])))
    }
  }

  private static func bySeries(_ ledger: Ledger, _ index: Int, _ grid: WeekGrid) -> Metric? {
    let series = ledger.series[index]
    guard series.side == .marketing, let last = series.starts.last else { return nil }
    let (weeks, parts) = series.byWeek(on: grid)
    let unit: Unit
    switch series.unit {
    case .count: unit = .count
    // In another currency it is no money of ours: its name says which.
    case .money: unit = series.isMoney(in: ledger.currency) ? .money : .count
    case .ratio: unit = .ratio
    }
    let four = FourWeeks(
      weeks, from: series.starts.first, until: min(series.grain.end(of: last), ledger.cutoff),
      madeOf: unit == .ratio ? parts : nil)
    return Metric(
      name: snakeCase(series.name), title: series.name, kind: .series(index), file: series.file, unit: unit, weeks: weeks,
      until: four.until,
      lastFourWeeks: four.last, fourWeeksBefore: four.before, sameWeeksLastYear: four.yearBefore,
      total: series.values.reduce(0, +))
  }
}

extension Series {
  /// Days that a period's figure is of: of the last one only those that are over.
  func days(of at: Int) -> Int {
    let whole = grain.end(of: starts[at]) - starts[at] + 1
    return at == starts.count - 1 ? coveredDays ?? whole : whole
  }

  /// By week; a month is spread evenly over its days, a ratio is its parts by its wholes.
  func weeks(on grid: WeekGrid) -> Weeks { byWeek(on: grid).weeks }

  /// The weeks, and of what each of a ratio's is made: of its days where no file has its parts; `nil` where it has nothing of the week.
  func byWeek(on grid: WeekGrid) -> (weeks: Weeks, parts: [Part?]) {
    let isRatio: Bool
    switch unit {
    case .ratio: isRatio = true
    case .count, .money: isRatio = false
    }
    var sums = [Part?](repeating: nil, count: grid.count)
    for at in starts.indices {
      let days = self.days(of: at)
      let own = isRatio && hasParts ? parts[at] : Part(of: values[at], by: 1)
      for offset in 0..<days {
        guard let w = grid.week(of: starts[at] + offset) else { continue }
        let sum = sums[w] ?? Part(of: 0, by: 0)
        sums[w] = Part(of: sum.of + own.of / Double(days), by: sum.by + own.by / Double(days))
      }
    }
    let weeks = sums.map { sum in sum.flatMap { !isRatio ? $0.of : $0.by > 0 ? $0.of / $0.by : nil } }
    return (grid.weeks(weeks), sums)
  }
}

/// `Booth scans, 2025` → `booth_scans_2025`: letters and digits, everything else one underscore.
package func snakeCase(_ text: String) -> String {
  var result = ""
  var gap = false
  for scalar in text.lowercased().unicodeScalars {
    if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
      if gap, !result.isEmpty { result += "_" }
      gap = false
      result.unicodeScalars.append(scalar)
    } else {
      gap = true
    }
  }
  return result.isEmpty ? "unnamed" : result
}

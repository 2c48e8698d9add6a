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

  /// Counts (or sums) of dated things; weeks before `recordedFrom` are unknown, not zero.
  func sums(recordedFrom: Day?, _ each: ((Day, Double) -> Void) -> Void) -> Weeks {
    var values = [Double?](repeating: nil, count: count)
    guard let recordedFrom else { return weeks(values) }
    for w in 0..<count where firstMonday + 7 * w + 6 >= recordedFrom { values[w] = 0 }
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

  /// `until`: no whole week after that day is taken (the metric's own last week). Ratios and medians are averaged, not summed.
  init(_ weeks: Weeks, until limit: Day, averaged: Bool) {
    let whole = Array(weeks.whole)
    var end = whole.count
    while end > 0, weeks.firstMonday + 7 * end - 1 > limit { end -= 1 }
    until = weeks.firstMonday + 7 * end - 1
    func total(_ range: Range<Int>) -> Double? {
      guard range.lowerBound >= 0 else { return nil }
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
      let four = FourWeeks(weeks, until: end, averaged: false)
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
    let weeks = series.weeks(on: grid)
    let end: Day
    switch series.grain {
    case .day: end = last
    case .week: end = last + 6
    case .month: end = last.startOfNextMonth - 1
    }
    let averaged: Bool
    let unit: Unit
    switch series.unit {
    case .count: (unit, averaged) = (.count, false)
    // In another currency it is no money of ours: its name says which.
    case .money: (unit, averaged) = (series.isMoney(in: ledger.currency) ? .money : .count, false)
    case .ratio: (unit, averaged) = (.ratio, true)
    }
    let four = FourWeeks(weeks, until: min(end, ledger.cutoff), averaged: averaged)
    return Metric(
      name: snakeCase(series.name), title: series.name, kind: .series(index), file: series.file, unit: unit, weeks: weeks,
      until: four.until,
      lastFourWeeks: four.last, fourWeeksBefore: four.before, sameWeeksLastYear: four.yearBefore,
      total: series.values.reduce(0, +))
  }
}

extension Series {
  /// By week; a month is spread evenly over its days, a ratio is averaged.
  func weeks(on grid: WeekGrid) -> Weeks {
    var sums = [Double](repeating: 0, count: grid.count)
    var parts = [Double](repeating: 0, count: grid.count)
    for (start, value) in zip(starts, values) {
      let days: Int
      switch grain {
      case .day: days = 1
      case .week: days = 7
      case .month: days = start.startOfNextMonth - start
      }
      for offset in 0..<days {
        guard let w = grid.week(of: start + offset) else { continue }
        sums[w] += value / Double(days)
        parts[w] += 1 / Double(days)
      }
    }
    let isRatio: Bool
    switch unit {
    case .ratio: isRatio = true
    case .count, .money: isRatio = false
    }
    return grid.weeks(
      sums.indices.map { parts[$0] == 0 ? nil : isRatio ? sums[$0] / parts[$0] : sums[$0] })
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

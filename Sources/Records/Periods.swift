extension LedgerBuilding {
  /// The last day that the figures of a table reach to: of the last period its end, and not later than the report says it goes.
  mutating func findEnd(of table: Int, _ periods: Periods, _ used: [Bool]) {
    guard periods.grain != .day else { return }
    let preamble = tables[table].preamble.range?.to
    let isPlatforms = recognised[table].exporter?.habits.platform != nil
    var end: (day: Day, isTold: Bool)?
    for row in used.indices where used[row] {
      guard let start = periods.start(row) else { continue }
      let own = periods.days(row)?.last
      var day = own ?? periods.grain.end(of: start)
      // What is planned may end later; a platform only tells what was.
      var isTold = own != nil && isPlatforms
      if let preamble, preamble >= start {
        day = min(day, preamble)
        isTold = true
      }
      if isPlausible(day), day > end?.day ?? LedgerBuilding.earliest { end = (day, isTold) }
    }
    ends[table] = end
  }
}

/// The periods of one table of numbers: which day, week or month each row is of.
struct Periods {
  struct Sums {
    var grain: Series.Grain
    var starts: [Day]
    var values: [Double]
    /// Of a ratio: what each is made of.
    var parts: [Series.Part] = []
    /// Of campaigns, the last day on which one began.
    var lastBegun: Day?
  }
  /// The column that names them; `nil` where the whole file is one period.
  var column: Int?
  var grain: Series.Grain
  /// Several rows a period: a channel, a campaign or a page has its own.
  var isLong: Bool
  /// The first day of each row's period; `nil` where the row has none that can be counted.
  private(set) var starts: [Day?]
  /// Rows whose figures reach over more than a month, or over an odd number of days.
  private(set) var stretched: [Int] = []
  /// The days between which the figures of a row lie, as the row says itself.
  private var said: (from: Moments, to: Moments)?
  /// Rows of one grain in a file that is of another.
  private(set) var isEmpty = false
  /// The last day of each row, where rows are campaigns that reach over days of their own; empty elsewhere.
  private(set) var ends: [Day?] = []

  init?(_ building: LedgerBuilding, _ table: Int) {
    let recognised = building.recognised[table]
    let columns = building.tables[table].columns
    let dates = columns.indices.filter { columns[$0].moments != nil }
    let named = recognised.column(.period) ?? (recognised.exporter == nil ? dates.first : nil)
    guard let column = named, let moments = columns[column].moments else { return nil }
    self.column = column
    let end = recognised.column(.periodEnd).flatMap { columns[$0].moments }
    let filled = moments.filter { !$0.isMissing }.map(\.day).sorted()
    var distinct: [Day] = []
    for day in filled where distinct.last != day { distinct.append(day) }
    isLong = filled.count > distinct.count + distinct.count / 20
    if let end, recognised.exporter == nil, !Periods.areEven(moments, end) {
      (grain, isLong) = (.day, true)
      (starts, ends, stretched) = Periods.spans(moments, end)
      return
    }
    if let end, !Heading(columns[column].name).containsAny(of: ["day", "tag", "jour", "día"]) {
      (grain, starts, stretched) = Periods.stretches(moments, end)
      said = (moments, end)
      return
    }
    grain = Periods.grain(of: distinct, Heading(columns[column].name), isExport: recognised.exporter != nil)
    // What was sent on a Friday belongs to that week, however regularly it is sent.
    if recognised.exporter?.habits.rowsAreEvents != nil || Periods.saysSent(Heading(columns[column].name)) { grain = .day }
    let words = Heading(columns[column].name)
    // A week that is named by its last day starts six days before.
    var shift = grain == .week && words.containsAny(of: ["ending", "end", "ends"]) ? 6 : 0
    // Weeks of other days than Monday's are booked as wholes to the week in which most of their days lie: no sum gets a fraction.
    if grain == .week, let first = distinct.first, distinct.allSatisfy({ $0.weekday == first.weekday }) {
      let weekday = (first - shift).weekday
      shift += weekday < 4 ? weekday : weekday - 7
    }
    let isMonth = grain == .month
    starts = moments.map { moment in
      guard !moment.isMissing else { return nil }
      let day = moment.day - shift
      return isMonth ? day.startOfMonth : day
    }
  }

  /// The day on which a row's mail went out.
  static func saysSent(_ heading: Heading) -> Bool {
    heading.containsAny(of: ["send", "sent", "versand", "versanddatum", "versendet", "gesendet", "envoi", "envío", "verzonden"])
  }

  /// The whole file is one period, which its preamble names.
  init(rows: Int, of grain: Series.Grain, from day: Day) {
    column = nil
    self.grain = grain
    isLong = rows > 1
    starts = [Day?](repeating: day, count: rows)
  }

  /// The day, week or month that two days are the ends of; `nil` for any other time.
  static func grain(from: Day, to: Day) -> Series.Grain? {
    if from == to { return .day }
    if to - from == 6 { return .week }
    return from == from.startOfMonth && to == from.startOfNextMonth - 1 ? .month : nil
  }

  /// Rows that say their own first and last day. Most decide the grain; a row of another is not added to it.
  private static func stretches(_ from: Moments, _ to: Moments) -> (Series.Grain, [Day?], [Int]) {
    var starts = [Day?](repeating: nil, count: from.count)
    var stretched: [Int] = []
    var counts: [(grain: Series.Grain, rows: [Int])] = [(.day, []), (.week, []), (.month, [])]
    for row in 0..<from.count where !from[row].isMissing {
      let first = from[row].day
      let last = to[row].isMissing ? first : to[row].day
      switch grain(from: first, to: last) {
      case .day: counts[0].rows.append(row)
      case .week: counts[1].rows.append(row)
      case .month: counts[2].rows.append(row)
      case nil:
        // A show of three days lies in one month: its cost is that month's.
        if last >= first, first.startOfMonth == last.startOfMonth { counts[2].rows.append(row) } else { stretched.append(row) }
      }
    }
    // Days and weeks within months fit into them.
    let most = counts.max { $0.rows.count < $1.rows.count }
    let grain = counts[2].rows.isEmpty ? most?.grain ?? .day : .month
    for (one, rows) in counts {
      for row in rows {
        let day = from[row].day
        switch grain {
        case .month:
          let last = to[row].isMissing ? day : to[row].day
          if one == .week, day.startOfMonth != last.startOfMonth {
            stretched.append(row)
          } else {
            starts[row] = day.startOfMonth
          }
        case .week, .day:
          if one == grain { starts[row] = day } else { stretched.append(row) }
        }
      }
    }
    return (grain, starts, stretched.sorted())
  }

  /// All of them days, all weeks or all months: a report, and no list of campaigns.
  private static func areEven(_ from: Moments, _ to: Moments) -> Bool {
    var found: Series.Grain?
    for row in 0..<from.count where !from[row].isMissing && !to[row].isMissing {
      guard let own = grain(from: from[row].day, to: to[row].day), found == nil || found == own else { return false }
      found = own
    }
    return true
  }

  /// Campaigns from a day to another. One that does not say when it ended, or ended before it began, has no days.
  private static func spans(_ from: Moments, _ to: Moments) -> ([Day?], [Day?], [Int]) {
    var starts = [Day?](repeating: nil, count: from.count)
    var ends = starts
    var stretched: [Int] = []
    for row in 0..<from.count where !from[row].isMissing {
      guard !to[row].isMissing, to[row].day >= from[row].day, to[row].day - from[row].day < 1100 else {
        stretched.append(row)
        continue
      }
      (starts[row], ends[row]) = (from[row].day, to[row].day)
    }
    return (starts, ends, stretched)
  }

  /// The last day on which a row of campaigns began.
  private var lastBegun: Day? { ends.isEmpty ? nil : starts.lazy.compactMap(\.self).max() }

  /// A program's export is by day unless every step is a week's or a month's; by hand a day may be missing or double.
  private static func grain(of days: [Day], _ heading: Heading, isExport: Bool) -> Series.Grain {
    if heading.containsAny(of: ["day", "tag", "jour", "día", "hour"]) { return .day }
    guard days.count > 1 else {
      if heading.containsAny(of: ["week", "woche", "semaine", "semana"]) { return .week }
      return days.first.map { $0.parts.day == 1 } ?? false && !heading.contains("date") ? .month : .day
    }
    let gaps = zip(days.dropFirst(), days).map { $0 - $1 }.sorted()
    let middle = isExport ? gaps[0] : gaps[gaps.count / 2]
    if isExport, middle < 28, middle % 7 != 0 { return .day }
    return middle >= 28 ? .month : middle >= 5 ? .week : .day
  }

  func start(_ row: Int) -> Day? { starts[row] }

  func days(_ row: Int) -> (first: Day, last: Day)? {
    guard let said, !said.from[row].isMissing, !said.to[row].isMissing else { return nil }
    return (said.from[row].day, said.to[row].day)
  }
  func end(_ row: Int) -> Day? { isOfCampaigns ? ends[row] : nil }
  /// Rows are campaigns, each from a day to another.
  var isOfCampaigns: Bool { !ends.isEmpty }
  var first: Day? { starts.first ?? nil }
  /// Of how many periods the rows are.
  var count: Int { Set(starts.compactMap(\.self)).count }

  /// Counts by week from the first to the last, with nothing where nothing was: for rows that are mails or posts.
  mutating func countByWeek() {
    grain = .week
    isLong = true
    isEmpty = true
    for row in starts.indices { starts[row] = starts[row]?.startOfWeek }
  }

  /// Values added up by period, ascending, of one channel or of all.
  func sums(_ values: [Double], _ used: [Bool], of codes: [UInt16]?, code: UInt16) -> Sums {
    var pairs: [(day: Day, value: Double)] = []
    var spread = SpreadDays()
    for row in values.indices where used[row] && !values[row].isNaN && (codes == nil || codes?[row] == code) {
      guard let day = start(row) else { continue }
      if let last = end(row) { spread.add(values[row], day...last) } else { pairs.append((day, values[row])) }
    }
    pairs += spread.days
    if !zip(pairs.dropFirst(), pairs).allSatisfy({ $0.day >= $1.day }) { pairs.sort { $0.day < $1.day } }
    var sums = Sums(grain: grain, starts: [], values: [])
    sums.lastBegun = lastBegun
    for pair in pairs {
      if let last = sums.starts.last, last == pair.day {
        sums.values[sums.values.count - 1] += pair.value
        continue
      }
      if isEmpty, let last = sums.starts.last {
        for missing in stride(from: 7, to: pair.day - last, by: 7) {
          sums.starts.append(last + missing)
          sums.values.append(0)
        }
      }
      sums.starts.append(pair.day)
      sums.values.append(pair.value)
    }
    return sums
  }
}

/// Values that are each of a stretch of days, by day: work for each stretch and each day, not for each day of each stretch.
private struct SpreadDays {
  private var changes: [Day: (share: Double, running: Int)] = [:]

  mutating func add(_ value: Double, _ days: ClosedRange<Day>) {
    let share = value / Double(days.upperBound - days.lowerBound + 1)
    let (begin, after) = (changes[days.lowerBound] ?? (0, 0), changes[days.upperBound + 1] ?? (0, 0))
    changes[days.lowerBound] = (begin.share + share, begin.running + 1)
    changes[days.upperBound + 1] = (after.share - share, after.running - 1)
  }

  /// Ascending; days on which nothing runs are none.
  var days: [(day: Day, value: Double)] {
    let order = changes.keys.sorted()
    var found: [(day: Day, value: Double)] = []
    var (share, running) = (0.0, 0)
    for (at, day) in order.enumerated() {
      let change = changes[day] ?? (0, 0)
      running += change.running
      // Where nothing runs no rounding is carried on.
      share = running > 0 ? share + change.share : 0
      guard running > 0, at + 1 < order.count else { continue }
      for offset in 0..<(order[at + 1] - day) { found.append((day + offset, share)) }
    }
    return found
  }
}

/// The columns of a table whose headings are periods, with the first day of each; and those beside them that are none.
struct AcrossHeadings {
  struct Period: Hashable {
    var column: Int
    var start: Day
    /// What the heading says beside its time: `Plan`.
    var rest: String
  }
  var periods: [Period] = []
  var grain = Series.Grain.month
  var endsWeek = false
  /// Headings that are totals or anything else beside the periods.
  var leftOut: [String] = []

  /// What `Periods` takes a column of them for.
  var name: String {
    switch grain {
    case .month: "Month"
    case .week: endsWeek ? "Week ending" : "Week"
    case .day: "Day"
    }
  }

  /// Whether a row of cells can be such headings, before it is known which year they are of.
  static func names(in cells: [String]) -> [(column: Int, name: PeriodName)]? {
    guard cells.count > 2, cells.count(where: { !$0.isEmpty }) > 1 else { return nil }
    let names = settledFigures(cells.indices.compactMap { column in PeriodName(cells[column]).map { (column, $0) } })
    let fine = names.filter { $0.name.isFine }
    guard let first = fine.first?.column, first > 0, fine.count >= 2 else { return nil }
    // Two dates stand in many a row; two months seldom.
    let areDays = fine.allSatisfy {
      if case .month = $0.name.time { false } else if case .week = $0.name.time { false } else { true }
    }
    guard !areDays || fine.count >= 3 else { return nil }
    let beside = cells[first...].count { !$0.isEmpty }
    return fine.count * 5 >= beside * 2 ? names : nil
  }

  /// The headings with their years: their own, those of a row above, or the one that titles and names speak of.
  static func read(
    _ cells: [String], above: [String], below: [String], years: [YearsNamed]
  ) -> Result<AcrossHeadings, TableRefusal>? {
    guard let names = names(in: cells), let first = names.first(where: { $0.name.isFine })?.column else { return nil }
    let wanted = mostOften(names)
    var found = AcrossHeadings()
    var own: [(column: Int, name: PeriodName)] = []
    for column in first..<max(cells.count, below.count) {
      let text = column < cells.count ? cells[column] : ""
      if let name = names.first(where: { $0.column == column })?.name, name.kind == wanted {
        own.append((column, name))
      } else if let name = names.first(where: { $0.column == column })?.name, name.isFine {
        // Weeks among months: nobody can say which of them are the others' totals.
        return nil
      } else if !text.isEmpty {
        found.leftOut.append(text)
      }
    }
    let unfinished = own.filter { isUnfinished($0.name.rest) }
    if unfinished.count * 2 < own.count {
      found.leftOut += unfinished.map { cells[$0.column] }
      own.removeAll { entry in unfinished.contains { $0.column == entry.column } }
    }
    guard own.count > 1 else { return nil }
    let starts: [Day]
    switch wanted {
    case .month, .week:
      switch dated(own, above: filledOn(above, from: first), years) {
      case .success(let days): starts = days
      case .failure(let refusal): return .failure(refusal)
      }
      found.grain = wanted == .month ? .month : .week
    case .day:
      guard let read = days(own, filledOn(above, from: first), years) else { return nil }
      switch read {
      case .success(let days): starts = days
      case .failure(let refusal): return .failure(refusal)
      }
      guard let grain = grain(of: starts) else { return nil }
      found.grain = grain
      found.endsWeek = grain == .week && (own.contains { $0.name.endsWeek } || namesEnds(cells[..<first]))
    }
    found.periods = zip(own, starts).map { Period(column: $0.column, start: $1, rest: $0.name.rest) }
    found.spread(over: cells, below)
    let kept = found.periods.map { "\($0.start.number) \($0.rest.lowercased())" }
    if Set(kept).count < kept.count, let twice = kept.indices.first(where: { kept[..<$0].contains(kept[$0]) }) {
      return .failure(.acrossTwice(cells[min(found.periods[twice].column, cells.count - 1)]))
    }
    return .success(found)
  }

  /// A second line of headings under a month that stands over several columns: `Plan`, `Actual`.
  private mutating func spread(over cells: [String], _ below: [String]) {
    guard let first = periods.first?.column, let last = periods.last?.column else { return }
    let end = max(last + 1, below.count)
    let words = (first..<end).filter {
      $0 < below.count && below[$0].contains(where: \.isLetter) && !TextGrid.isFigure(below[$0])
    }
    guard words.count * 5 >= (end - first) * 4 else { return }
    var spread: [Period] = []
    for column in words {
      // A heading of its own between the month and the column is no month's.
      guard var one = periods.last(where: { $0.column <= column }),
        (one.column..<column).dropFirst().allSatisfy({ $0 >= cells.count || cells[$0].isEmpty }),
        column == one.column || column >= cells.count || cells[column].isEmpty
      else { continue }
      one.column = column
      one.rest = below[column]
      spread.append(one)
    }
    if spread.count >= periods.count { periods = spread }
  }

  /// Whether a line under the headings was taken as their second.
  func hasSecondLine(_ below: [String]) -> Bool {
    periods.allSatisfy { !$0.rest.isEmpty && $0.column < below.count && below[$0.column] == $0.rest }
  }

  /// `Week ending` over the labels.
  private static func namesEnds(_ corner: ArraySlice<String>) -> Bool {
    corner.contains { Heading($0).containsAny(of: ["ending", "ends", "endend"]) }
  }

  private static func isUnfinished(_ rest: String) -> Bool {
    let words = Heading(rest)
    return NumberKind.namesPlan(words)
      || words.containsAny(of: ["mtd", "partial", "estimate", "est", "preliminary", "vorläufig", "date"])
  }

  // MARK: Which kind, which year

  /// `Jan-26, Feb-26`: months of a year, where they follow each other as months do; else days of a month.
  private static func settledFigures(_ names: [(column: Int, name: PeriodName)]) -> [(column: Int, name: PeriodName)] {
    let months = names.compactMap { entry -> (Int, Int)? in
      switch entry.name.time {
      case .figures(let figures, let month): (2000 + figures) > 2014 && figures < 50 ? (2000 + figures, month) : nil
      case .month(let month, let year?): (year, month)
      case .month, .week, .day, .openDay, .stretch, .year: nil
      }
    }
    let numbers = months.map { $0.0 * 12 + $0.1 }
    let steps = zip(numbers.dropFirst(), numbers).map { $0 - $1 }
    let areMonths = !steps.isEmpty && (steps.allSatisfy { $0 == 1 } || steps.allSatisfy { $0 == -1 })
    guard areMonths else { return names }
    return names.map { entry in
      guard case .figures(let figures, let month) = entry.name.time else { return entry }
      var name = entry.name
      name.time = .month(month, year: 2000 + figures)
      return (entry.column, name)
    }
  }

  private static func mostOften(_ names: [(column: Int, name: PeriodName)]) -> Series.Grain {
    let kinds: [Series.Grain] = [.month, .week, .day]
    return kinds.max { a, b in names.count { $0.name.kind == a } < names.count { $0.name.kind == b } } ?? .month
  }

  /// A year that stands over its first month holds until the next one.
  private static func filledOn(_ above: [String], from first: Int) -> [Int?]? {
    var years: [Int?] = []
    var last: Int?
    for (column, text) in above.enumerated() {
      if column >= first, !text.isEmpty {
        let named = YearsNamed(text)
        guard named.years.count == 1, !named.isFiscal else { return nil }
        last = named.years[0]
      }
      years.append(last)
    }
    return last == nil || above.prefix(first).contains { YearsNamed($0).years.count > 0 } ? nil : years
  }

  /// Months or weeks with their years.
  private static func dated(
    _ own: [(column: Int, name: PeriodName)], above: [Int?]?, _ years: [YearsNamed]
  ) -> Result<[Day], TableRefusal> {
    var parts: [(number: Int, year: Int?)] = own.map { entry in
      switch entry.name.time {
      case .month(let number, let year), .week(let number, let year): (number, year)
      case .figures(_, let month): (month, nil)
      case .day, .openDay, .stretch, .year: (0, nil)
      }
    }
    if let above, parts.allSatisfy({ $0.year == nil }) {
      for at in parts.indices { parts[at].year = own[at].column < above.count ? above[own[at].column] : above.last ?? nil }
    }
    guard let known = filled(parts, years) else { return .failure(.acrossWithoutYear(of: example(own))) }
    var days: [Day] = []
    for (entry, part) in zip(own, known) {
      let day: Day?
      if entry.name.kind == .month {
        day = Day(year: part.year, month: part.number, day: 1)
      } else {
        day = Day(week: part.number, of: part.year)
      }
      guard let day else { return .failure(.acrossWithoutYear(of: example(own))) }
      days.append(day)
    }
    return .success(days)
  }

  /// Years for all: carried on from those that have one, else from the one year (or the two that follow each other) that is named.
  private static func filled(_ parts: [(number: Int, year: Int?)], _ named: [YearsNamed]) -> [(number: Int, year: Int)]? {
    let numbers = parts.map(\.number)
    let falls = zip(numbers.dropFirst(), numbers).count { $0 < $1 }
    let rises = zip(numbers.dropFirst(), numbers).count { $0 > $1 }
    let isBackwards = falls > rises
    var parts = isBackwards ? parts.reversed() : parts
    func wraps(_ at: Int) -> Bool { parts[at].number < parts[at - 1].number }
    if let first = parts.firstIndex(where: { $0.year != nil }) {
      for at in stride(from: first - 1, through: 0, by: -1) {
        parts[at].year = parts[at + 1].year.map { wraps(at + 1) ? $0 - 1 : $0 }
      }
      for at in parts.indices.dropFirst() where parts[at].year == nil {
        parts[at].year = parts[at - 1].year.map { wraps(at) ? $0 + 1 : $0 }
      }
    } else {
      guard let said = named.first(where: { !$0.years.isEmpty }) else { return nil }
      let turns = parts.indices.dropFirst().count { wraps($0) }
      switch (said.years.count, turns) {
      case (1, 0) where !said.isFiscal || parts[0].number == 1:
        for at in parts.indices { parts[at].year = said.years[0] }
      case (2, 1) where said.years[1] == said.years[0] + 1:
        var year = said.years[0]
        for at in parts.indices {
          if at > 0, wraps(at) { year += 1 }
          parts[at].year = year
        }
      default: return nil
      }
    }
    let filled = parts.compactMap { part in part.year.map { (number: part.number, year: $0) } }
    guard filled.count == parts.count else { return nil }
    return isBackwards ? filled.reversed() : filled
  }

  private static func example(_ own: [(column: Int, name: PeriodName)]) -> String {
    switch own.first?.name.time {
    case .week(let week, _): "week \(week)"
    case .month(let month, _), .figures(_, let month): monthNames[(month + 11) % 12]
    case .day, .openDay, .stretch, .year, nil: "period"
    }
  }

  private static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
  ]

  // MARK: Days

  /// Days of the headings; where day and month may be either, as their steps want it.
  private static func days(
    _ own: [(column: Int, name: PeriodName)], _ above: [Int?]?, _ years: [YearsNamed]
  ) -> Result<[Day], TableRefusal>? {
    if own.contains(where: { if case .figures = $0.name.time { true } else { false } }) { return bareDays(own, above, years) }
    func read(dayFirst: Bool) -> [Day]? {
      let days = own.compactMap { entry -> Day? in
        switch entry.name.time {
        case .day(let day): day
        case .openDay(let first, let second, let year):
          Day(year: year, month: dayFirst ? second : first, day: dayFirst ? first : second)
        case .figures, .month, .week, .stretch, .year: nil
        }
      }
      return days.count == own.count && grain(of: days) != nil ? days : nil
    }
    let (a, b) = (read(dayFirst: true), read(dayFirst: false))
    if let a, let b, a != b { return .failure(.acrossOpenDays) }
    return (a ?? b).map { .success($0) }
  }

  /// `5-Jan, 12-Jan`: days of a year that is named elsewhere.
  private static func bareDays(
    _ own: [(column: Int, name: PeriodName)], _ above: [Int?]?, _ years: [YearsNamed]
  ) -> Result<[Day], TableRefusal>? {
    let days = own.compactMap { entry -> (Int, Int)? in
      if case .figures(let day, let month) = entry.name.time, (1...31).contains(day) { (month, day) } else { nil }
    }
    guard days.count == own.count else { return nil }
    // Any year tells whether they follow each other as days or weeks do.
    let inOrder = filled(
      days.map { ($0.0 * 100 + $0.1, nil) },
      [YearsNamed("2023/24"), YearsNamed("2023")].filter {
        let turns = zip(days.dropFirst(), days).count { $0 < $1 }
        return ($0.years.count == 2) == (turns == 1)
      })
    guard inOrder != nil else { return nil }
    var parts: [(number: Int, year: Int?)] = days.map { ($0.0 * 100 + $0.1, nil) }
    if let above {
      for at in parts.indices { parts[at].year = own[at].column < above.count ? above[own[at].column] : above.last ?? nil }
    }
    guard let known = filled(parts, years) else {
      return .failure(.acrossWithoutYear(of: "\(days[0].1) \(monthNames[days[0].0 - 1])"))
    }
    let read = known.compactMap { Day(year: $0.year, month: $0.number / 100, day: $0.number % 100) }
    return read.count == own.count ? .success(read) : nil
  }

  /// Days in order, a week, a month or a day apart (weekends may be missing); anything else is no row of periods.
  private static func grain(of days: [Day]) -> Series.Grain? {
    var distinct: [Day] = []
    for day in days.sorted() where distinct.last != day { distinct.append(day) }
    guard distinct.count > 1 else { return nil }
    let isSorted = zip(days.dropFirst(), days).allSatisfy { $0 >= $1 } || zip(days.dropFirst(), days).allSatisfy { $0 <= $1 }
    guard isSorted else { return nil }
    let steps = zip(distinct.dropFirst(), distinct).map { $0 - $1 }
    if distinct.allSatisfy({ $0.parts.day == distinct[0].parts.day }) || distinct.allSatisfy({ ($0 + 1).parts.day == 1 }),
      steps.allSatisfy({ (28...31).contains($0) })
    {
      return .month
    }
    if steps.allSatisfy({ $0 % 7 == 0 && $0 <= 28 }) { return .week }
    return steps.allSatisfy { $0 <= 4 } && steps.contains(1) ? .day : nil
  }
}

extension PeriodName {
  /// The grain it is of; a total beside them has none.
  var kind: Series.Grain? {
    switch time {
    case .month: .month
    case .week: .week
    case .day, .openDay, .figures: .day
    case .stretch, .year: nil
    }
  }
  var isFine: Bool { kind != nil }
}

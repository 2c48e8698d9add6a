/// Columns that only say which time a row is of: parts of its day, and never something that happened.
enum CalendarColumns {
  private static let named: Set<String> = [
    "hour", "hour of day", "day", "day of week", "day of month", "day of year", "day number", "weekday", "weekday number",
    "week",
    "week number", "week no", "week of year", "iso week", "iso year", "calendar week", "month", "month number", "month no",
    "month of year", "month num", "quarter", "quarter number", "year", "fiscal year", "fiscal quarter", "fiscal month",
    "fiscal week", "nth day", "nth week", "nth month", "nth year", "nth hour", "date key", "datekey", "dow",
    "stunde", "tag", "wochentag", "woche", "kw", "kalenderwoche", "monat", "quartal", "jahr", "geschäftsjahr",
    "heure", "jour", "jour de la semaine", "semaine", "mois", "trimestre", "année", "hora", "día", "dia", "día de la semana",
    "dia da semana", "semana", "mes", "mês", "año", "ano", "uur", "dag", "dag van de week", "weekdag", "maand", "kwartaal",
    "jaar", "ora", "giorno", "giorno della settimana", "settimana", "mese", "anno", "年", "月", "曜日", "週",
  ]

  private static let flags = [
    "holiday", "holidays", "isholiday", "weekend", "isweekend", "weekday", "isweekday", "workday", "isworkday", "workingday",
    "working", "businessday", "business", "leap", "feiertag", "wochenende", "werktag", "arbeitstag", "ferien", "férié", "ouvré",
    "festivo", "feriado", "feestdag", "weekeinde",
  ]

  static func names(_ heading: Heading) -> Bool { named.contains(heading.joined) }

  /// A table of the calendar: one row for each of many days on end, and all its columns say is which day that is. Whoever joins
  /// tables has one, for years ahead, and nothing of it has happened.
  static func areAll(of table: Table) -> Bool {
    // A century has fewer days than the most; longer tables are not looked at.
    guard (14...40_000).contains(table.rowCount),
      let at = table.columns.firstIndex(where: { $0.moments != nil && $0.emptyCount == 0 }),
      let moments = table.columns[at].moments
    else { return false }
    var days: [Day] = []
    for row in 0..<table.rowCount { days.append(moments[row].day) }
    let sorted = days.sorted()
    guard zip(sorted.dropFirst(), sorted).allSatisfy({ $0 - $1 == 1 }) else { return false }
    var parts = 0
    for (index, column) in table.columns.enumerated() where index != at && column.emptyCount < table.rowCount {
      switch column.cells {
      case .numbers(let values, _):
        let heading = Heading(column.name)
        // A holiday is a flag that no rule gives; any other flag is something that somebody did.
        if heading.containsAny(of: flags), values.allSatisfy({ $0.isNaN || $0 == 0 || $0 == 1 }) { continue }
        guard column.emptyCount == 0 else { return false }
        if counts(values, days) { continue }
        // Who sits there from Monday to Friday is the same each week, too: only what is called a part of a day is one.
        guard names(heading), isPart(values, days) else { return false }
        parts += 1
      case .categories(let codes, let names):
        if column.emptyCount == 0, names.count > 1, isPart(codes.map { Double($0) }, days, asNumber: false) { parts += 1 }
      // Who or what a row is of is no day.
      case .keys: if HeadingWords.meansKey(column.name), !Heading(column.name).contains("date") { return false }
      case .moments, .ambiguousMoments: continue
      }
    }
    return parts >= 2
  }

  /// Whether the value follows from the day: the same in all days of a month, of a week, of a weekday.
  private static func isPart(_ values: [Double], _ days: [Day], asNumber: Bool = true) -> Bool {
    if asNumber {
      if values.indices.allSatisfy({ values[$0] == Double(days[$0].parts.day) }) { return true }
      if values.indices.allSatisfy({ values[$0] == Double(dayOfYear(days[$0]) + 1) }) { return true }
      if values.indices.allSatisfy({ values[$0] == Double(compact(days[$0])) }) { return true }
    }
    // Weeks begin on Mondays, on Sundays, or on the first of January, and those of two years are two.
    let kinds: [(ranges: [ClosedRange<Double>], of: (Day) -> Int)] = [
      ([1...12, 28...31, 1990...2100, 199_001...210_012], { $0.parts.year * 12 + $0.parts.month }), ([0...7], { $0.weekday }),
      ([0...54, 199_001...210_054], { Int($0.startOfWeek.number) * 4 + $0.parts.year % 4 }),
      ([0...54, 199_001...210_054], { Int(($0 + 1).startOfWeek.number) * 4 + $0.parts.year % 4 }),
      ([0...54, 199_001...210_054], { dayOfYear($0) / 7 + $0.parts.year * 54 }),
    ]
    return kinds.contains { kind in
      if asNumber, !kind.ranges.contains(where: { range in values.allSatisfy { $0 == $0.rounded() && range.contains($0) } }) {
        return false
      }
      var known: [Int: Double] = [:]
      for (value, day) in zip(values, days) {
        let own = kind.of(day)
        if let earlier = known[own] {
          if earlier != value { return false }
        } else {
          known[own] = value
        }
      }
      return true
    }
  }

  /// 1, 2, 3, …, day by day.
  private static func counts(_ values: [Double], _ days: [Day]) -> Bool {
    let from = values.indices.min { days[$0] < days[$1] } ?? 0
    return values.indices.allSatisfy { values[$0] - values[from] == Double(days[$0] - days[from]) }
  }

  private static func dayOfYear(_ day: Day) -> Int { day - (Day(year: day.parts.year, month: 1, day: 1) ?? day) }
  private static func compact(_ day: Day) -> Int { (day.parts.year * 100 + day.parts.month) * 100 + day.parts.day }
}

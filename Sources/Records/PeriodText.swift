/// Periods written as words that no date reader takes for a day: `2026-03`, `2026-W14`, `Mar 2026`, `Q2 2026`.
enum PeriodText {
  /// The first day of the period a cell names, `nil` where it names none.
  static func firstDay(of text: String) -> Day? {
    let parts = text.split(whereSeparator: { $0 == "-" || $0 == " " || $0 == "/" || $0 == "." }).map { $0.lowercased() }
    if parts.count == 1 { return compact(parts[0]) }
    guard parts.count == 2 else { return nil }
    return named(parts[0], parts[1]) ?? named(parts[1], parts[0])
  }

  private static func named(_ year: String, _ period: String) -> Day? {
    guard year.utf8.count == 4, let year = Int(year), (1970...2199).contains(year) else { return nil }
    if period.hasPrefix("w"), let week = Int(period.dropFirst()) { return firstDay(ofWeek: week, in: year) }
    if period.hasPrefix("q"), let quarter = Int(period.dropFirst()), (1...4).contains(quarter) {
      return Day(year: year, month: quarter * 3 - 2, day: 1)
    }
    if let month = Int(period), period.utf8.count <= 2 { return Day(year: year, month: month, day: 1) }
    guard period.utf8.count >= 3, let month = months.firstIndex(where: { $0.hasPrefix(period) || period == $0 }) else {
      return nil
    }
    return Day(year: year, month: month + 1, day: 1)
  }

  /// `2026W14`, `2026Q2`.
  private static func compact(_ text: String) -> Day? {
    guard text.utf8.count >= 6, text.dropFirst(4).hasPrefix("w") || text.dropFirst(4).hasPrefix("q") else { return nil }
    return named(String(text.prefix(4)), String(text.dropFirst(4)))
  }

  /// The Monday of an ISO week.
  private static func firstDay(ofWeek week: Int, in year: Int) -> Day? {
    guard (1...53).contains(week), let fourth = Day(year: year, month: 1, day: 4) else { return nil }
    return fourth.startOfWeek + (week - 1) * 7
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
  ]
}

extension Column {
  /// The column as days, where every filled cell names a period; else as it is.
  func readAsPeriods() -> Column {
    var moments: [Moment]
    switch cells {
    case .categories(let codes, let names):
      guard !names.isEmpty, names.count <= 4000 else { return self }
      let days = names.map { PeriodText.firstDay(of: $0) }
      guard days.allSatisfy({ $0 != nil }) else { return self }
      moments = codes.map { code in
        guard code != Column.missingCode, let day = days[Int(code)] else { return .missing }
        return Moment(day)
      }
    case .keys(let hashes, let text):
      moments = []
      guard hashes.count <= 20_000 else { return self }
      for row in hashes.indices {
        if hashes[row] == 0 {
          moments.append(.missing)
        } else if let day = PeriodText.firstDay(of: text.text(ofRow: row)) {
          moments.append(Moment(day))
        } else {
          return self
        }
      }
    case .moments, .ambiguousMoments, .numbers: return self
    }
    return Column(name: name, cells: .moments(Moments(moments), hasTime: false), emptyCount: emptyCount)
  }
}

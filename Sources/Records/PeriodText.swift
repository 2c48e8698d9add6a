/// Periods written as words that no date reader takes for a day: `2026-03`, `2026-W14`, `KW 14/2026`, `Mar 2026`. Quarters are none: no
/// month may be booked what a quarter has.
enum PeriodText {
  /// The first day of the period a cell names, `nil` where it names none.
  static func firstDay(of text: String) -> Day? {
    let parts = text.split(whereSeparator: { $0 == "-" || $0 == " " || $0 == "/" || $0 == "." }).map { $0.lowercased() }
    if parts.count == 1 { return compact(parts[0]) }
    // `KW 5/2026`, `2026 CW 5`.
    if parts.count == 3, let word = parts.firstIndex(where: { weekWords.contains($0) }), word < 2 {
      let year = word == 0 ? parts[2] : parts[0]
      return named(year, "w" + parts[word + 1 == 3 ? 1 : word + 1])
    }
    guard parts.count == 2 else { return nil }
    return named(parts[0], parts[1]) ?? named(parts[1], parts[0])
  }

  private static func named(_ year: String, _ period: String) -> Day? {
    guard year.utf8.count == 4, let year = Int(year), (1970...2199).contains(year) else { return nil }
    for word in weekWords where period.hasPrefix(word) {
      if let week = Int(period.dropFirst(word.count)) { return firstDay(ofWeek: week, in: year) }
    }
    if let month = Int(period), period.utf8.count <= 2 { return Day(year: year, month: month, day: 1) }
    guard period.utf8.count >= 3, let month = months.firstIndex(where: { $0.hasPrefix(period) || period == $0 }) else {
      return nil
    }
    return Day(year: year, month: month + 1, day: 1)
  }

  private static let weekWords = ["kw", "cw", "week", "wk", "woche", "w"]

  /// `Q2 2026`, `2026-Q2`, `2026Q2`.
  static func isQuarter(_ text: String) -> Bool {
    let letters = text.lowercased().filter { $0.isLetter || $0.isNumber }
    guard letters.utf8.count == 6, let q = letters.firstIndex(of: "q") else { return false }
    let figures = letters.filter(\.isNumber)
    let quarter = letters[letters.index(after: q)...].prefix(1)
    return figures.utf8.count == 5 && ["1", "2", "3", "4"].contains(String(quarter))
  }

  /// `January`, `Feb`, `März`: a month of no year.
  static func isBareMonth(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard let base = bytes.baseAddress, bytes.count <= 12 else { return false }
      var reader = MomentReader(cell: CellBytes(start: base, count: bytes.count))
      return reader.isMonthAlone()
    }
  }

  /// `2026W14`.
  private static func compact(_ text: String) -> Day? {
    guard text.utf8.count >= 6, text.dropFirst(4).hasPrefix("w") else { return nil }
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
      var days = names.map { PeriodText.firstDay(of: $0) ?? PeriodName.firstDay(of: $0) }
      if !days.allSatisfy({ $0 != nil }), let months = PeriodName.months(of: names) { days = months }
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
        } else if let day = PeriodText.firstDay(of: text.text(ofRow: row)) ?? PeriodName.firstDay(of: text.text(ofRow: row)) {
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

/// A heading or a cell that names a time, as far as it says it: `Jan 2026`, `Feb`, `KW 14`, `5-Jan`, `03/04/2026`, `Q2`, `2026`.
struct PeriodName: Hashable {
  enum Time: Hashable {
    case day(Day)
    /// `03/04/2026`: which is the month, only the others beside it can say.
    case openDay(first: Int, second: Int, year: Int)
    /// `5-Jan`, `Jan-26`: two figures that are the day of a month or its year.
    case figures(Int, month: Int)
    case month(Int, year: Int?)
    case week(Int, year: Int?)
    /// A quarter, a half: a total of what stands beside it.
    case stretch
    case year(Int)
  }
  var time: Time
  /// The last day of a week rather than its first.
  var endsWeek = false
  /// What else the heading says: `Plan` of `Jan Plan`.
  var rest = ""

  /// `nil` where the heading names no time.
  init?(_ text: String) {
    var text = HeadingNames.cleaned(text)
    while let last = text.last, "*:.¹²³".contains(last) { text.removeLast() }
    guard text.utf8.count >= 2, text.utf8.count <= 60 else { return nil }
    // Most headings have neither a figure nor a month.
    guard
      text.utf8.contains(where: { $0 &- 48 < 10 })
        || text.split(separator: " ").contains(where: { PeriodName.word(String($0)).month != nil })
    else { return nil }
    if let (isEnd, date) = PeriodName.ofWeek(text), let time = PeriodName.whole(date) {
      self.time = time
      endsWeek = isEnd
      return
    }
    if let time = PeriodName.whole(text) ?? PeriodName.range(text) {
      self.time = time
      return
    }
    let words = text.split { $0 == " " || $0 == "\n" || $0 == "(" || $0 == ")" }
    guard words.count > 1 else { return nil }
    for count in stride(from: min(words.count - 1, 3), through: 1, by: -1) {
      for isFirst in [true, false] {
        let (own, others) =
          isFirst
          ? (words.prefix(count), words.dropFirst(count)) : (words.suffix(count), words.dropLast(count))
        guard let time = PeriodName.whole(own.joined(separator: " ")), PeriodName.isFirm(time) else { continue }
        let rest = others.joined(separator: " ").drop { !$0.isLetter && !$0.isNumber && $0 != "%" }
        guard rest.contains(where: \.isLetter) else { continue }
        self.time = time
        self.rest = String(rest)
        return
      }
    }
    return nil
  }

  /// Beside other words a month's name alone may be somebody's, and a figure anything.
  private static func isFirm(_ time: Time) -> Bool {
    switch time {
    case .month, .week, .day, .openDay, .stretch: true
    case .figures, .year: false
    }
  }

  private static let beginnings = [
    "week of ", "week commencing ", "week starting ", "week beginning ", "w/c ", "wc ", "w/b ", "wb ", "woche vom ",
    "woche ab ",
    "semaine du ", "semana del ",
  ]
  private static let endings = ["week ending ", "week end ", "w/e ", "we ", "woche bis "]

  private static func ofWeek(_ text: String) -> (isEnd: Bool, date: String)? {
    let small = text.lowercased()
    for (isEnd, words) in [(false, beginnings), (true, endings)] {
      for word in words where small.hasPrefix(word) { return (isEnd, String(text.dropFirst(word.count))) }
    }
    return nil
  }

  /// The first day of what the whole text names, where it names a year.
  static func firstDay(of text: String) -> Day? {
    guard let name = PeriodName(text), name.rest.isEmpty, !name.endsWeek else { return nil }
    switch name.time {
    case .day(let day): return day
    case .month(let month, let year?): return Day(year: year, month: month, day: 1)
    case .week(let week, let year?): return Day(week: week, of: year)
    case .month, .week, .openDay, .figures, .stretch, .year: return nil
    }
  }

  /// `January`, `Feb`, `März`: a month of no year.
  static func isBareMonth(_ text: String) -> Bool {
    guard let name = PeriodName(text), name.rest.isEmpty, case .month(_, nil) = name.time else { return false }
    return true
  }

  /// `Q2 2026`, `2026-Q2`, `2026Q2`: no month may be booked what a quarter has.
  static func isQuarter(_ text: String) -> Bool {
    let tokens = tokens(text)
    guard tokens.count == 3, tokens.contains(.quarter) else { return false }
    return three(tokens) == .stretch
  }

  /// `Jan-26, Feb-26` in a column of months: the months of years, where they follow each other so.
  static func months(of texts: [String]) -> [Day]? {
    var months: [Day] = []
    for text in texts {
      guard let name = PeriodName(text), name.rest.isEmpty, case .figures(let figures, let month) = name.time,
        (15...50).contains(figures), let day = Day(year: 2000 + figures, month: month, day: 1)
      else { return nil }
      months.append(day)
    }
    let distinct = Set(months).sorted()
    guard distinct.count > 1, zip(distinct, distinct.dropFirst()).allSatisfy({ $0.startOfNextMonth == $1 }) else { return nil }
    return months
  }

  /// `05.01.–11.01.2026`: the seven days that end on the second.
  private static func weekRange(_ text: String) -> Day? {
    for dash in ["–", "—", " - ", "-", " bis ", " to "] {
      let parts = text.split(separator: dash).map(String.init)
      guard parts.count == 2, let to = whole(parts[1]) else { continue }
      let figures = parts[0].split { !$0.isFigure }.compactMap { Int($0) }
      guard figures.count == 2 else { continue }
      var ends: [(Day?, isDayFirst: Bool)] = []
      switch to {
      case .day(let day): ends = [(day, true), (day, false)]
      case .openDay(let first, let second, let year):
        ends = [(Day(year: year, month: second, day: first), true), (Day(year: year, month: first, day: second), false)]
      case .figures, .month, .week, .stretch, .year: continue
      }
      let fitting = ends.compactMap { end, isDayFirst -> Day? in
        guard let from = end.map({ $0 - 6 }) else { return nil }
        return figures == (isDayFirst ? [from.parts.day, from.parts.month] : [from.parts.month, from.parts.day]) ? from : nil
      }
      if let day = fitting.first, fitting.allSatisfy({ $0 == day }) { return day }
    }
    return nil
  }

  /// `5–11 Jan 2026` and every other way in which a report says which days it covers.
  private static func range(_ text: String) -> Time? {
    if let day = weekRange(text) { return .day(day) }
    guard let (from, to) = Preamble(lines: [text]).range, from < to else { return nil }
    switch Periods.grain(from: from, to: to) {
    case .week, .day: return .day(from)
    case .month: return .month(from.parts.month, year: from.parts.year)
    case nil: return .stretch
    }
  }

  // MARK: Words and figures

  private enum Token: Equatable {
    case month(Int)
    case week, quarter, fiscal
    case number(Int, digits: Int)
    case other
  }

  /// The whole text names one time.
  static func whole(_ text: String) -> Time? {
    var tokens = tokens(text)
    // `Mon 5 Jan`.
    if tokens.count > 2, tokens.first == .other, let first = text.split(separator: " ").first, word(String(first)).isWeekday {
      tokens.removeFirst()
    }
    switch tokens.count {
    case 1: return one(tokens[0], text)
    case 2: return two(tokens[0], tokens[1]) ?? moment(text)
    case 3: return three(tokens) ?? moment(text)
    case 4...9: return moment(text)
    default: return nil
    }
  }

  private static func one(_ token: Token, _ text: String) -> Time? {
    switch token {
    case .month(let month): return .month(month, year: nil)
    case .number(let number, digits: 4) where isYear(number): return .year(number)
    case .number(let number, digits: 6) where isYear(number / 100) && (1...12).contains(number % 100):
      return .month(number % 100, year: number / 100)
    case .number(_, digits: 8): return moment(text)
    case .number, .week, .quarter, .fiscal, .other: return nil
    }
  }

  private static func two(_ a: Token, _ b: Token) -> Time? {
    switch (a, b) {
    case (.month(let month), .number(let year, digits: 4)), (.number(let year, digits: 4), .month(let month)):
      return isYear(year) ? .month(month, year: year) : nil
    case (.month(let month), .number(let figures, let digits)) where digits <= 2: return .figures(figures, month: month)
    case (.number(let figures, let digits), .month(let month)) where digits <= 2: return .figures(figures, month: month)
    case (.number(let year, digits: 4), .number(let month, let digits)) where digits <= 2:
      return isYear(year) && (1...12).contains(month) ? .month(month, year: year) : nil
    case (.number(let month, let digits), .number(let year, digits: 4)) where digits <= 2:
      return isYear(year) && (1...12).contains(month) ? .month(month, year: year) : nil
    case (.week, .number(let week, let digits)) where digits <= 2, (.number(let week, let digits), .week) where digits <= 2:
      return (1...53).contains(week) ? .week(week, year: nil) : nil
    case (.quarter, .number(1...4, digits: 1)), (.number(1...4, digits: 1), .quarter): return .stretch
    case (.fiscal, .number(let year, let digits)) where digits == 4 || digits == 2:
      return .year(digits == 2 ? 2000 + year : year)
    default: return nil
    }
  }

  private static func three(_ tokens: [Token]) -> Time? {
    let years = tokens.indices.filter { if case .number(let year, digits: 4) = tokens[$0] { isYear(year) } else { false } }
    guard let at = years.first, case .number(let year, _) = tokens[at] else { return nil }
    var rest = tokens
    rest.remove(at: at)
    switch two(rest[0], rest[1]) {
    case .week(let week, _): return .week(week, year: year)
    case .stretch: return .stretch
    case .figures(let day, let month):
      guard let day = Day(year: year, month: month, day: day) else { return nil }
      return .day(day)
    case .day, .openDay, .month, .year, nil: return nil
    }
  }

  private static func moment(_ text: String) -> Time? {
    var text = text
    let read = text.withUTF8 { bytes in
      bytes.baseAddress.flatMap { MomentText.read(CellBytes(start: $0, count: bytes.count)) }
    }
    guard let read else { return nil }
    switch read.order {
    case .known: return .day(Moment(seconds: read.seconds).day)
    case .open: return .openDay(first: Int(read.first), second: Int(read.second), year: Int(read.year))
    }
  }

  static func isYear(_ number: Int) -> Bool { (1990...2079).contains(number) }

  private static let weekWords = ["kw", "cw", "w", "wk", "week", "woche", "semaine", "semana", "settimana", "vecka", "uge"]
  private static let quarterWords = ["q", "quarter", "quartal", "trimestre", "t", "h", "hj", "halbjahr"]

  private static func tokens(_ text: String) -> [Token] {
    var tokens: [Token] = []
    var run = ""
    func token(_ run: String) -> Token {
      if let number = Int(run) { return .number(number, digits: run.count) }
      let small = run.lowercased()
      if let month = word(small).month { return .month(month) }
      if weekWords.contains(small) { return .week }
      if quarterWords.contains(small) { return .quarter }
      return small == "fy" || small == "gj" ? .fiscal : .other
    }
    for character in text {
      let isSame = run.last.map { $0.isFigure == character.isFigure } ?? true
      let isWord = character.isLetter || character.isFigure
      if !run.isEmpty, !isWord || !isSame {
        tokens.append(token(run))
        run = ""
      }
      if isWord { run.append(character) }
    }
    if !run.isEmpty { tokens.append(token(run)) }
    return tokens
  }

  private static func word(_ text: String) -> CalendarWord {
    var word = CalendarWord()
    for scalar in text.lowercased().unicodeScalars {
      switch scalar.value {
      case 0x61...0x7A: word.append(UInt8(scalar.value))
      case 0xC0...0xFF: word.append(CalendarWord.withoutAccent(UInt8(0x80 | scalar.value & 0x3F)) ?? 0x7E)
      default: word.append(0x7E)
      }
    }
    return word
  }
}

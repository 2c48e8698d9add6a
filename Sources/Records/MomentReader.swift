/// Reads one date from left to right.
struct MomentReader {
  let cell: CellBytes
  var at = 0

  init(cell: CellBytes) { self.cell = cell }

  mutating func moment() -> MomentText? {
    let digits = countDigits()
    switch digits {
    case 0: return namedMonthFirst()
    case 4: return yearFirst()
    case 1, 2: return dayOrMonthFirst()
    case 8, 10, 12, 14: return compact(digits)
    default: return nil
    }
  }

  // MARK: The orders

  /// `2026-10-28`, `2026/10/28 19:05`, `2026-10`, `2026-W44`.
  private mutating func yearFirst() -> MomentText? {
    guard let year = number(max: 4) else { return nil }
    if take(0xE5, 0xB9, 0xB4) { return signed(year) }
    guard let separator = take() else { return nil }
    guard separator == UInt8(ascii: "-") || separator == UInt8(ascii: "/") || separator == UInt8(ascii: ".") else { return nil }
    if peek == UInt8(ascii: "W"), separator == UInt8(ascii: "-") { return week(of: year) }
    if countDigits() == 0, let month = month() {
      guard take() == separator, let day = number(max: 2) else { return nil }
      return finish(year, month, day)
    }
    guard let month = number(max: 2) else { return nil }
    if at == cell.count { return separator == UInt8(ascii: ".") ? nil : finish(year, month, 1) }
    guard take() == separator, let day = number(max: 2) else { return nil }
    return finish(year, month, day)
  }

  /// `2026年3月5日`, `2026年3月`.
  private mutating func signed(_ year: Int) -> MomentText? {
    skip(" ")
    guard let month = number(max: 2), take(0xE6, 0x9C, 0x88) else { return nil }
    if at == cell.count { return finish(year, month, 1) }
    skip(" ")
    guard let day = number(max: 2), take(0xE6, 0x97, 0xA5) else { return nil }
    return finish(year, month, day)
  }

  /// Passes over one letter of three bytes that must be there.
  private mutating func take(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Bool {
    guard at + 2 < cell.count, cell[at] == a, cell[at + 1] == b, cell[at + 2] == c else { return false }
    at += 3
    return true
  }

  /// The Monday of an ISO week.
  private mutating func week(of year: Int) -> MomentText? {
    at += 1
    guard let week = number(max: 2), at == cell.count, let monday = Day(week: week, of: year) else { return nil }
    return MomentText(seconds: Moment(monday).seconds, hasTime: false)
  }

  /// `03/04/2026`, `3.4.26 19:05`, `05-Mar-2026`, `5. März 2026`, `5 de marzo de 2026`.
  private mutating func dayOrMonthFirst() -> MomentText? {
    guard let first = number(max: 2), let separator = take() else { return nil }
    let isFigures = separator == UInt8(ascii: "/") || separator == UInt8(ascii: ".") || separator == UInt8(ascii: "-")
    if isFigures, countDigits() > 0 {
      guard let second = number(max: 2), take() == separator, let year = year(), let time = time() else { return nil }
      guard (1...31).contains(first), (1...31).contains(second), min(first, second) <= 12 else { return nil }
      return MomentText(
        seconds: time.seconds, hasTime: time.isGiven, order: .open, first: UInt8(first), second: UInt8(second),
        year: Int16(year),
        separator: separator)
    }
    guard isFigures || separator == 0x20 else { return nil }
    skip(" ")
    skipWord("de ")
    guard let month = month() else { return nil }
    if separator == 0x20 || separator == UInt8(ascii: ".") {
      skip(". ,")
      skipWord("de ")
    } else if take() != separator {
      return nil
    }
    guard let year = year() else { return nil }
    return finish(year, month, first)
  }

  /// `Mar 5, 2026`, `Fri, Jun 5, 2026`, `Friday 5 June 2026`, `March 2026`.
  private mutating func namedMonthFirst() -> MomentText? {
    if skipWeekday() {
      skip(" ,.")
      if countDigits() > 0 { return dayOrMonthFirst() }
    }
    guard let month = month() else { return nil }
    skip(". -,")
    let digits = countDigits()
    if digits == 4, let year = number(max: 4), at == cell.count { return finish(year, month, 1) }
    guard digits == 1 || digits == 2, let day = number(max: 2) else { return nil }
    for suffix in ["st", "nd", "rd", "th"] as [StaticString] { skipWord(suffix) }
    guard let separator = take(), separator == UInt8(ascii: ",") || separator == 0x20 || separator == UInt8(ascii: "-") else {
      return nil
    }
    skip(" ")
    guard let year = year() else { return nil }
    return finish(year, month, day)
  }

  /// `20261028`, `2026102819`, `202610281905`, `20261028190511`. Other years are numbers that happen to have as many digits.
  private mutating func compact(_ digits: Int) -> MomentText? {
    if digits == 8, cell.count >= 15, cell[8] == UInt8(ascii: "T") { return basic() }
    guard digits == cell.count, let year = number(max: 4), (1990...2079).contains(year), let month = number(max: 2),
      let day = number(max: 2), let date = Day(year: year, month: month, day: day)
    else { return nil }
    let hour = digits > 8 ? number(max: 2) ?? 99 : 0
    let minute = digits > 10 ? number(max: 2) ?? 99 : 0
    let second = digits > 12 ? number(max: 2) ?? 99 : 0
    guard hour < 24, minute < 60, second < 61 else { return nil }
    return MomentText(
      seconds: Moment(date).seconds + Int64(hour * 3600 + minute * 60 + second), hasTime: digits > 8)
  }

  /// `20260305T100000Z`.
  private mutating func basic() -> MomentText? {
    guard let year = number(max: 4), let month = number(max: 2), let day = number(max: 2), take() != nil,
      let date = Day(year: year, month: month, day: day), countDigits() == 6, let hour = number(max: 2),
      let minute = number(max: 2), let second = number(max: 2), hour < 24, minute < 60, second < 61, skipZone()
    else { return nil }
    return MomentText(seconds: Moment(date).seconds + Int64(hour * 3600 + minute * 60 + second), hasTime: true)
  }

  private mutating func finish(_ year: Int, _ month: Int, _ day: Int) -> MomentText? {
    guard let date = Day(year: year, month: month, day: day), let time = time() else { return nil }
    return MomentText(seconds: Moment(date).seconds + time.seconds, hasTime: time.isGiven)
  }

  // MARK: The time

  /// What is left: nothing, or `19:05`, `7:05:11.250 PM`, `T19:05:11Z`, `19:05 +02:00`. The clock is the file's own: an offset is read past.
  private mutating func time() -> (seconds: Int64, isGiven: Bool)? {
    skip(", ")
    if peek == UInt8(ascii: "T") || peek == UInt8(ascii: "t") { at += 1 }
    if at == cell.count { return (0, false) }
    if cell[at] &- 48 > 9 {
      skipWord("at ")
      skipWord("um ")
    }
    guard var hour = number(max: 2), take() == UInt8(ascii: ":"), let minute = number(max: 2) else { return nil }
    var second = 0
    if peek == UInt8(ascii: ":") {
      at += 1
      guard let value = number(max: 2) else { return nil }
      second = value
      if peek == UInt8(ascii: ".") || peek == UInt8(ascii: ",") {
        at += 1
        guard countDigits() > 0 else { return nil }
        at += countDigits()
      }
    }
    skip(" ")
    skipNarrowSpace()
    if let half = halfOfDay() {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + half
    }
    guard hour < 24, minute < 60, second < 61, skipZone() else { return nil }
    return (Int64(hour * 3600 + minute * 60 + second), true)
  }

  /// 0 for AM, 12 for PM.
  private mutating func halfOfDay() -> Int? {
    guard let letter = peek.map({ $0 | 0x20 }), letter == UInt8(ascii: "a") || letter == UInt8(ascii: "p") else { return nil }
    let half = letter == UInt8(ascii: "a") ? 0 : 12
    if half == 0 ? skipWord("am") || skipWord("a.m.") : skipWord("pm") || skipWord("p.m.") { return half }
    return nil
  }

  /// `Z`, `UTC`, `GMT+2`, `+02:00`, `CEST` or nothing, up to the end.
  private mutating func skipZone() -> Bool {
    skip(" (")
    while let byte = peek, byte &- 0x41 < 26 { at += 1 }
    if let byte = peek, byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
      at += 1
      guard countDigits() > 0 else { return false }
      while let byte = peek, byte &- 48 < 10 || byte == UInt8(ascii: ":") { at += 1 }
    }
    skip(")")
    // `GMT+0100 (Central European Standard Time)`.
    if at + 2 < cell.count, cell[at] == 0x20, cell[at + 1] == UInt8(ascii: "("), cell[cell.count - 1] == UInt8(ascii: ")") {
      return true
    }
    return at == cell.count
  }

  // MARK: Pieces

  private var peek: UInt8? { at < cell.count ? cell[at] : nil }

  private mutating func take() -> UInt8? {
    guard at < cell.count else { return nil }
    at += 1
    return cell[at - 1]
  }

  private func countDigits() -> Int {
    var index = at
    while index < cell.count, cell[index] &- 48 < 10 { index += 1 }
    return index - at
  }

  private mutating func number(max digits: Int) -> Int? {
    var value = 0
    var seen = 0
    while seen < digits, at < cell.count, cell[at] &- 48 < 10 {
      value = value * 10 + Int(cell[at] &- 48)
      seen += 1
      at += 1
    }
    return seen > 0 ? value : nil
  }

  /// Four digits, or two: 70–99 are the last century's.
  private mutating func year() -> Int? {
    let digits = countDigits()
    guard digits == 2 || digits == 4, let value = number(max: 4) else { return nil }
    return digits == 4 ? value : value < 70 ? 2000 + value : 1900 + value
  }

  private mutating func skip(_ any: StaticString) {
    while at < cell.count {
      let byte = cell[at]
      var index = 0
      while index < any.utf8CodeUnitCount, any.utf8Start[index] != byte { index += 1 }
      if index == any.utf8CodeUnitCount { return }
      at += 1
    }
  }

  @discardableResult
  private mutating func skipWord(_ word: StaticString) -> Bool {
    let rest = CellBytes(start: cell.start + at, count: cell.count - at)
    guard rest.hasPrefix(ignoringCase: word) else { return false }
    at += word.utf8CodeUnitCount
    return true
  }

  private mutating func skipNarrowSpace() {
    if at + 2 < cell.count, cell[at] == 0xE2, cell[at + 1] == 0x80, cell[at + 2] == 0xAF { at += 3 }
  }

  private mutating func skipWeekday() -> Bool {
    // `Mar` begins a month oftener than a mardi.
    let word = word()
    guard word.month == nil, word.isWeekday else { return false }
    return skipLetters()
  }

  private mutating func month() -> Int? {
    guard let number = word().month else { return nil }
    _ = skipLetters()
    return number
  }

  /// The word here: letters in lower case, accents dropped.
  private func word() -> CalendarWord {
    var word = CalendarWord()
    var index = at
    while index < cell.count {
      let byte = cell[index]
      if byte | 0x20 >= 0x61, byte | 0x20 <= 0x7A, byte < 0x80 {
        word.append(byte | 0x20)
        index += 1
      } else if byte == 0xC3, index + 1 < cell.count, let plain = CalendarWord.withoutAccent(cell[index + 1]) {
        word.append(plain)
        index += 2
      } else {
        break
      }
    }
    return word
  }

  private mutating func skipLetters() -> Bool {
    while at < cell.count {
      let byte = cell[at]
      if byte | 0x20 >= 0x61, byte | 0x20 <= 0x7A, byte < 0x80 {
        at += 1
      } else if byte == 0xC3, at + 1 < cell.count {
        at += 2
      } else {
        break
      }
    }
    return true
  }
}

/// The lines above a heading: titles, the time a report covers, its currency. Programs put there what no row says.
package struct Preamble: Sendable, Hashable {
  /// As found, at most twenty of them, each cut.
  var lines: [String] = []
  static let most = 20

  /// `Currency: EUR`, `Account currency,USD`.
  var currency: String? {
    for line in lines {
      let words = Heading(line).words
      let names = ["currency", "währung", "devise", "moneda", "divisa", "valuta"]
      guard words.contains(where: { names.contains($0) }) else { continue }
      if let code = words.last(where: { NumberText.smallCurrencies.contains($0) }) { return code.uppercased() }
    }
    return nil
  }

  /// The first and the last day a report says it covers.
  var range: (from: Day, to: Day)? {
    let starts = days(after: ["start", "startdatum", "début", "inicio", "from"])
    let ends = days(after: ["end", "enddatum", "fin", "to"])
    if let from = starts.first, let to = ends.first, from <= to { return (from, to) }
    for line in lines {
      let days = Preamble.days(in: line)
      if days.count == 2, days[0] <= days[1] { return (days[0], days[1]) }
    }
    return nil
  }

  /// The day on which what the report is about was held: `Actual Start Time` over its value, or beside it.
  var held: Day? {
    let names = [
      ["actual start time", "actual start date time", "actual start date", "actual start"],
      [
        "start time", "start date time", "scheduled start date", "scheduled start time", "webinar date", "event date",
        "session date",
      ],
    ]
    for names in names {
      for (at, line) in lines.enumerated() {
        let cells = Preamble.cells(line)
        for (place, cell) in cells.enumerated() where names.contains(Heading(cell).joined) {
          let below = at + 1 < lines.count ? Preamble.cells(lines[at + 1]) : []
          let beside = place + 1 < cells.count ? [cells[place + 1]] : []
          for text in (place < below.count ? [below[place]] : []) + beside {
            if let day = Preamble.days(of: [text]).first { return day }
          }
        }
      }
    }
    return nil
  }

  /// The cells of a line, by the separator that it has.
  private static func cells(_ line: String) -> [String] {
    let separator: Character = line.contains("\t") ? "\t" : line.contains(";") ? ";" : ","
    var (cells, isQuoted) = ([""], false)
    for letter in line {
      if letter == "\"" {
        isQuoted.toggle()
      } else if letter == separator, !isQuoted {
        cells.append("")
      } else {
        cells[cells.count - 1].append(letter)
      }
    }
    return cells
  }

  /// More than one range is named.
  var comparesRanges: Bool {
    Set(days(after: ["start", "startdatum"])).count > 1
      || lines.contains { line in
        Heading(line).containsAny(of: ["compared", "comparison", "vs"]) && line.contains(where: \.isFigure)
      }
  }

  private func days(after words: [String]) -> [Day] {
    lines.compactMap { line in
      let heading = Heading(line)
      guard heading.words.prefix(2).contains(where: { words.contains($0) }) else { return nil }
      return Preamble.days(in: line).first
    }
  }

  /// `September 1, 2026 - September 30, 2026`, `2026-09-01 – 2026-09-30`, `20260901-20260930`, `9/1/2026 to 9/30/2026`.
  private static func days(in line: String) -> [Day] {
    var text = line
    if let colon = line.firstIndex(of: ":"), !line[..<colon].contains(where: \.isFigure) {
      text = String(line[line.index(after: colon)...])
    }
    for dash in [" - ", " – ", " — ", " to ", " bis ", " au ", "–", ",", "\t", ";"] {
      let parts = text.split(separator: dash).map(String.init)
      guard parts.count == 2 else { continue }
      if let to = days(of: [parts[1]]).first, let from = days(of: ["\(parts[0]), \(to.parts.year)"]).first {
        return [from, to]
      }
      let days = days(of: parts)
      if days.count == 2 { return days }
    }
    let figures = text.filter { $0.isFigure || $0 == "-" }
    if figures.utf8.count == 17, let dash = figures.firstIndex(of: "-") {
      let days = days(of: [String(figures[..<dash]), String(figures[figures.index(after: dash)...])])
      if days.count == 2 { return days }
    }
    let alone = days(of: [text])
    return alone.isEmpty ? text.split { ",;\t".contains($0) }.last.map { days(of: [String($0)]) } ?? [] : alone
  }

  /// Days in words or with the year first; in figures only where one of them shows which number is the month.
  private static func days(of texts: [String]) -> [Day] {
    let read = texts.compactMap { moment($0) }
    guard read.count == texts.count else { return [] }
    let open = read.filter { $0.order == .open }
    let isDayFirst = open.contains { $0.first > 12 }
    let isMonthFirst = open.contains { $0.second > 12 }
    if !open.isEmpty, isDayFirst == isMonthFirst { return [] }
    return read.compactMap { one in
      switch one.order {
      case .known: return Moment(seconds: one.seconds).day
      case .open:
        let (first, second) = (Int(one.first), Int(one.second))
        return Day(year: Int(one.year), month: isDayFirst ? second : first, day: isDayFirst ? first : second)
      }
    }
  }

  private static func moment(_ text: String) -> MomentText? {
    let edges: Set<Character> = ["\"", ",", " ", "#", "(", ")", "'", "\t", ";"]
    var text = String(text.drop { edges.contains($0) })
    while let last = text.last, edges.contains(last) { text.removeLast() }
    return text.withUTF8 { bytes in
      bytes.baseAddress.flatMap { MomentText.read(CellBytes(start: $0, count: bytes.count)) }
    }
  }
}

extension SourceText {
  /// `sep=;`, with which spreadsheets are told: it stands above everything, alone on its line.
  var declaredSeparator: UInt8? {
    let head = CellBytes(start: bytes.start + first, count: min(8, bytes.count - first))
    guard head.count > 5 else { return nil }
    let quote = head[0] == UInt8(ascii: "\"") ? 1 : 0
    let word = CellBytes(start: head.start + quote, count: head.count - quote)
    guard word.count > 5 + quote, word.hasPrefix(ignoringCase: "sep="), word[5 + quote] == 0x0A || word[5 + quote] == 0x0D
    else {
      return nil
    }
    return [0x2C, 0x3B, 0x09, 0x7C, 0x3A].contains(word[4]) ? word[4] : nil
  }
}

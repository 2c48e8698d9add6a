extension Table {
  /// Periods that a program writes as numbers: `202608`, `202631`, and those that count from the first day which the preamble names.
  func readNumbered() -> Table {
    var table = self
    table.readYears()
    table.readClocks()
    for index in columns.indices {
      guard let read = period(Heading(columns[index].name).words) else { continue }
      var moments = [Moment](repeating: .missing, count: rowCount)
      var filled = 0
      for row in 0..<rowCount {
        let text = text(row: row, column: index)
        guard !text.isEmpty else { continue }
        filled += 1
        if let number = Int(text), let day = read(number) { moments[row] = Moment(day) }
      }
      let empty = moments.count { $0.isMissing }
      // Another table's `Week` may say anything.
      guard filled > 0, (rowCount - empty) * 10 >= filled * 9 else { continue }
      table.columns[index] = Column(
        name: columns[index].name, cells: .moments(Moments(moments), hasTime: false), emptyCount: empty)
    }
    return table
  }

  /// `00:15:30` in a column of durations: minutes.
  private mutating func readClocks() {
    for index in columns.indices
    where Heading(columns[index].name).containsAny(of: ["duration", "dauer", "durée", "duración", "duur", "talk"]) {
      switch columns[index].cells {
      case .numbers, .moments, .ambiguousMoments: continue
      case .categories, .keys: break
      }
      var minutes = [Double](repeating: .nan, count: rowCount)
      var filled = 0
      text.walk(0..<rowCount) { batch, first in
        for row in 0..<batch.count {
          let cell = batch.cell(row, index).bare
          guard cell.count > 0, first + row < minutes.count else { continue }
          filled += 1
          let parts = cell.count > 12 ? [] : cell.text.split(separator: ":").map { Double($0) ?? .nan }
          guard (2...3).contains(parts.count), parts.allSatisfy({ $0 >= 0 }) else { continue }
          // Hours, minutes, seconds; or minutes and seconds.
          minutes[first + row] = parts.count == 3 ? parts[0] * 60 + parts[1] + parts[2] / 60 : parts[0] + parts[1] / 60
        }
      }
      let empty = minutes.count { $0.isNaN }
      guard filled > 0, (rowCount - empty) * 10 >= filled * 9 else { continue }
      columns[index] = Column(name: columns[index].name, cells: .numbers(minutes, currency: nil), emptyCount: empty)
    }
  }

  /// `Year` in one column and `Week` or `Month` in another: together they are a day.
  private mutating func readYears() {
    let years = ["year", "jahr", "année", "año", "jaar", "anno", "ano", "iso year"]
    let months = ["month", "monat", "mois", "mes", "maand", "mese", "mês"]
    let weeks = ["week", "kw", "woche", "kalenderwoche", "calendar week", "iso week", "semaine", "semana", "settimana", "wk"]
    guard columns.allSatisfy({ $0.moments == nil }),
      let year = columns.firstIndex(where: { years.contains(Heading($0.name).joined) }),
      let part = columns.firstIndex(where: { (months + weeks).contains(Heading($0.name).joined) })
    else { return }
    let isMonth = months.contains(Heading(columns[part].name).joined)
    var moments = [Moment](repeating: .missing, count: rowCount)
    var filled = 0
    for row in 0..<rowCount {
      let (named, own) = (text(row: row, column: year), text(row: row, column: part))
      guard !named.isEmpty, !own.isEmpty else { continue }
      filled += 1
      let day: Day?
      if let number = Int(own), let year = Int(named) {
        day = isMonth ? Day(year: year, month: number, day: 1) : Day(week: number, of: year)
      } else {
        day = PeriodName.firstDay(of: "\(own) \(named)")
      }
      if let day { moments[row] = Moment(day) }
    }
    let empty = moments.count { $0.isMissing }
    guard filled > 0, (rowCount - empty) * 10 >= filled * 9 else { return }
    columns[part] = Column(name: columns[part].name, cells: .moments(Moments(moments), hasTime: false), emptyCount: empty)
  }

  private func period(_ words: [String]) -> ((Int) -> Day?)? {
    let compact: (Int) -> Day? = { (199_001...207_912).contains($0) ? Day(year: $0 / 100, month: $0 % 100, day: 1) : nil }
    switch words {
    case ["year", "month"], ["month", "of", "year"], ["ym"], ["yyyymm"], ["yearmonth"], ["month", "id"], ["period"],
      ["jahr", "monat"],
      ["jahrmonat"], ["monat"], ["mois"], ["mes"], ["mês"], ["mese"], ["maand"], ["ano", "mes"], ["anomes"], ["año", "mes"],
      ["年月"],
      ["月"]:
      return compact
    case ["month"]:
      let other = periodOfReport(words)
      return { compact($0) ?? other?($0) }
    case ["iso", "week", "of", "iso", "year"], ["iso", "year", "iso", "week"]:
      return { Day(week: $0 % 100, of: $0 / 100) }
    case ["year", "week"]: return { Table.sundayWeek($0 % 100, of: $0 / 100) }
    default: return periodOfReport(words)
    }
  }

  /// Counted from the first day that the report covers, or of a year that it covers.
  private func periodOfReport(_ words: [String]) -> ((Int) -> Day?)? {
    guard let (from, to) = preamble.range else { return nil }
    switch words {
    case ["nth", "day"]: return { (0...4000).contains($0) ? from + $0 : nil }
    case ["nth", "week"]: return { (0...600).contains($0) ? from.startOfWeek + 7 * $0 : nil }
    case ["nth", "month"]:
      return { number in
        guard (0...200).contains(number) else { return nil }
        let month = from.parts.month - 1 + number
        return Day(year: from.parts.year + month / 12, month: month % 12 + 1, day: 1)
      }
    // Of a year that the report covers, and of no other one.
    case ["month"] where to - from < 365:
      return { number in
        Table.one(of: [from.parts.year, to.parts.year], from.startOfMonth, to) { Day(year: $0, month: number, day: 1) }
      }
    case ["week"] where to - from < 358:
      return { number in Table.one(of: [from.parts.year, to.parts.year], from - 6, to) { Table.sundayWeek(number, of: $0) } }
    default: return nil
    }
  }

  private static func one(of years: [Int], _ from: Day, _ to: Day, _ day: (Int) -> Day?) -> Day? {
    let fitting = Set(years).compactMap(day).filter { $0 >= from && $0 <= to }
    return fitting.count == 1 ? fitting[0] : nil
  }

  /// Weeks from Sunday to Saturday, the first of which holds the first of January: as GA4 counts them.
  private static func sundayWeek(_ week: Int, of year: Int) -> Day? {
    guard (1...54).contains(week), (1990...2079).contains(year), let first = Day(year: year, month: 1, day: 1) else {
      return nil
    }
    let sunday = first - (first.weekday + 1) % 7
    let day = sunday + 7 * (week - 1)
    return day
  }
}

extension Column {
  /// The column as days, where every filled cell names a period; else as it is.
  func readAsPeriods() -> Column {
    var moments: [Moment] = []
    switch cells {
    case .categories(let codes, let names):
      guard !names.isEmpty, names.count <= 4000, let days = Column.firstDays(of: names) ?? PeriodName.months(of: names) else {
        return self
      }
      moments = codes.map { $0 == Column.missingCode ? .missing : Moment(days[Int($0)]) }
    case .keys(let hashes, let text):
      guard hashes.count <= 20_000 else { return self }
      moments.reserveCapacity(hashes.count)
      for row in hashes.indices {
        if hashes[row] == 0 {
          moments.append(.missing)
        } else if let day = PeriodName.firstDay(of: text.text(ofRow: row)) {
          moments.append(Moment(day))
        } else {
          return self
        }
      }
    case .moments, .ambiguousMoments, .numbers: return self
    }
    return Column(name: name, cells: .moments(Moments(moments), hasTime: false), emptyCount: emptyCount)
  }

  /// `nil` at the first that names no period: most columns are none.
  private static func firstDays(of names: [String]) -> [Day]? {
    var days: [Day] = []
    for name in names {
      guard let day = PeriodName.firstDay(of: name) else { return nil }
      days.append(day)
    }
    return days
  }
}

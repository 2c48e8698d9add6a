extension LedgerBuilding {
  /// Columns by day, week or month → series: one a column, or one a channel and column where channels have rows of their own.
  mutating func addNumbers() {
    for table in recognised.indices where recognised[table].subject == .numbers || recognised[table].subject == .spend {
      addNumbers(of: table)
    }
    joined.series = continued(joined.series)
    joined.controls = continued(joined.controls)
  }

  private mutating func addNumbers(of table: Int) {
    guard let periods = Periods(self, table) else {
      for row in 0..<tables[table].rowCount { refuseForLack(table, row: row, of: .period) }
      return
    }
    var used = [Bool](repeating: false, count: tables[table].rowCount)
    for row in 0..<tables[table].rowCount where !isOvertaken(table, row) {
      guard let day = periods.start(row) else {
        refuseForLack(table, row: row, of: .period)
        continue
      }
      guard isPlausible(day) else {
        refuse(table, row: row, outOfRange(.period, table, row))
        continue
      }
      used[row] = true
      saw(day, in: table)
    }
    let channel = periods.isLong ? channelColumn(of: table, periods) : nil
    for index in tables[table].columns.indices where index != periods.column && index != channel {
      addSeries(of: table, column: index, periods, channel: channel, used)
    }
    if let channel { setField(.channel, table, channel) }
    setField(.period, table, periods.column)
  }

  private mutating func addSeries(of table: Int, column index: Int, _ periods: Periods, channel: Int?, _ used: [Bool]) {
    let column = tables[table].columns[index]
    guard case .numbers(let values, let currency) = column.cells else { return }
    let kind = NumberKind(column, values: values, currency: currency, isLong: periods.isLong, isPerChannel: channel != nil)
    if currency != nil && joined.currency == nil { joined.currency = currency }
    if let aside = kind.aside {
      joined.reports[table].columns[index].aside = aside
      joined.reports[table].columns[index].field = nil
      guard kind.isControl, !periods.isLong else { return }
      joined.controls.append(series(named: column.name, table, kind, periods.sums(values, used, of: nil, code: 0)))
      return
    }
    setField(kind.isSpend ? .spent : .value, table, index)
    guard let channel, case .categories(let codes, let names) = tables[table].columns[channel].cells else {
      add(series(named: column.name, table, kind, periods.sums(values, used, of: nil, code: 0)), kind, table)
      return
    }
    guard names.count <= 40 else {
      joined.reports[table].columns[index].aside = .tooManyChannels(names.count)
      add(series(named: column.name, table, kind, periods.sums(values, used, of: nil, code: 0)), kind, table)
      return
    }
    for (code, name) in names.enumerated() {
      let sums = periods.sums(values, used, of: codes, code: UInt16(code))
      guard !sums.starts.isEmpty else { continue }
      var one = series(named: "\(name) \(column.name)", table, kind, sums)
      one.channel = name
      one.source = joined.sources.firstIndex { Heading($0.name).joined == Heading(name).joined }
      add(one, kind, table)
    }
  }

  private mutating func add(_ series: Series, _ kind: NumberKind, _ table: Int) {
    if kind.isPlan || NumberKind.namesPlan(Heading(tables[table].stem)) {
      joined.plans.append(series)
    } else {
      joined.series.append(series)
    }
  }

  private func series(named name: String, _ table: Int, _ kind: NumberKind, _ sums: Periods.Sums) -> Series {
    Series(
      name: name, file: tables[table].file, grain: sums.grain, unit: kind.unit, side: kind.side, starts: sums.starts,
      values: sums.values)
  }

  private mutating func setField(_ field: Field, _ table: Int, _ column: Int) {
    joined.reports[table].columns[column].field = field
  }

  /// The category that tells the rows of one period apart: the one named so, else the one with fewest values.
  private func channelColumn(of table: Int, _ periods: Periods) -> Int? {
    if let named = recognised[table].column(.channel), case .categories = tables[table].columns[named].cells { return named }
    var best: (column: Int, names: Int)?
    for (index, column) in tables[table].columns.enumerated() where index != periods.column {
      guard case .categories(_, let names) = column.cells, names.count > 1, names.count < (best?.names ?? 41) else { continue }
      if !Heading(column.name).contains("id") { best = (index, names.count) }
    }
    return best?.column
  }
}

/// The periods of one table of numbers.
struct Periods {
  struct Sums {
    var grain: Series.Grain
    var starts: [Day]
    var values: [Double]
  }
  var column: Int
  var grain: Series.Grain
  /// Several rows a period: a channel, a campaign or a page has its own.
  var isLong: Bool
  private var moments: Moments
  /// A week that is named by its last day starts six days before.
  private var shift = 0

  init?(_ building: LedgerBuilding, _ table: Int) {
    let columns = building.tables[table].columns
    let dates = columns.indices.filter { columns[$0].moments != nil }
    guard let column = building.recognised[table].column(.period) ?? dates.first, let moments = columns[column].moments else {
      return nil
    }
    self.column = column
    self.moments = moments
    let days = moments.filter { !$0.isMissing }.map(\.day).sorted()
    var distinct: [Day] = []
    for day in days where distinct.last != day { distinct.append(day) }
    grain = Periods.grain(of: distinct)
    isLong = days.count > distinct.count + distinct.count / 20
    let words = Heading(columns[column].name)
    if grain == .week && words.containsAny(of: ["ending", "end", "ends"]) { shift = 6 }
  }

  private static func grain(of days: [Day]) -> Series.Grain {
    guard days.count > 1 else { return days.first.map { $0.parts.day == 1 } ?? false ? .month : .day }
    let gaps = zip(days.dropFirst(), days).map { $0 - $1 }.sorted()
    let middle = gaps[gaps.count / 2]
    return middle >= 28 ? .month : middle >= 5 ? .week : .day
  }

  func start(_ row: Int) -> Day? {
    guard !moments[row].isMissing else { return nil }
    let day = moments[row].day - shift
    return grain == .month ? day.startOfMonth : day
  }

  /// Values added up by period, ascending, of one channel or of all.
  func sums(_ values: [Double], _ used: [Bool], of codes: [UInt16]?, code: UInt16) -> Sums {
    var pairs: [(day: Day, value: Double)] = []
    for row in values.indices where used[row] && !values[row].isNaN && (codes == nil || codes?[row] == code) {
      if let day = start(row) { pairs.append((day, values[row])) }
    }
    if !zip(pairs.dropFirst(), pairs).allSatisfy({ $0.day >= $1.day }) { pairs.sort { $0.day < $1.day } }
    var sums = Sums(grain: grain, starts: [], values: [])
    for pair in pairs {
      if sums.starts.last == pair.day {
        sums.values[sums.values.count - 1] += pair.value
      } else {
        sums.starts.append(pair.day)
        sums.values.append(pair.value)
      }
    }
    return sums
  }
}

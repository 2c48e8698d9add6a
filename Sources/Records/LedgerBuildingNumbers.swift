extension LedgerBuilding {
  /// Columns by day, week or month → series: one a column, or one a channel and column where channels have rows of their own.
  mutating func addNumbers() {
    let repeated = repeatedRows()
    remarkGrains(repeated)
    for table in recognised.indices where recognised[table].subject == .numbers || recognised[table].subject == .spend {
      addNumbers(of: table, repeated[table])
    }
    joined.series = continued(together(joined.series))
    countMoneyOnce()
    nameForeignMoney()
    joined.controls = continued(joined.controls)
  }

  /// The periods of a table: of a column, or of the whole file where its preamble says which time it covers.
  func periods(of table: Int) -> Result<Periods, Untold> {
    if let periods = Periods(self, table) { return .success(periods) }
    // A date column that nobody can read yet: its rows are refused one by one, with what to answer.
    if recognised[table].column(.period) != nil { return .failure(Untold(refusal: nil)) }
    guard let exporter = recognised[table].exporter else { return .failure(Untold(refusal: nil)) }
    guard let (from, to) = tables[table].preamble.range else { return .failure(Untold(refusal: .noDay(of: exporter.name))) }
    guard let grain = Periods.grain(from: from, to: to) else {
      let isWithin = from.startOfMonth == to.startOfMonth
      return .failure(Untold(refusal: isWithin ? .partOfMonth(from: from, to: to) : .severalMonths(from: from, to: to)))
    }
    return .success(Periods(rows: tables[table].rowCount, of: grain, from: from))
  }

  /// Why a table has no periods, where the table as a whole is to blame.
  struct Untold: Error { var refusal: TableRefusal? }

  private mutating func addNumbers(of table: Int, _ repeated: Repeated?) {
    var periods: Periods
    switch self.periods(of: table) {
    case .success(let found): periods = found
    case .failure(let untold):
      if let refusal = untold.refusal {
        joined.reports[table].refusal = refusal
        joined.reports[table].subject = nil
        joined.reports[table].setAside = tables[table].rowCount
      } else {
        for row in 0..<tables[table].rowCount { refuseForLack(table, row: row, of: .period) }
      }
      return
    }
    let currencies = rowCurrencies(of: table)
    var used = [Bool](repeating: false, count: tables[table].rowCount)
    let isSummary = summaryRows(of: table)
    let isCancelled = cancelled(in: table)
    for row in 0..<tables[table].rowCount where !isOvertaken(table, row) {
      if isCancelled?(row) ?? false {
        joined.reports[table].setAside += 1
        continue
      }
      if isSummary?(row) ?? false {
        refuse(table, row: row, .totalsLine)
        continue
      }
      guard let day = periods.start(row) else {
        if saysTotal(table, row) {
          refuse(table, row: row, .totalsLine)
        } else if !periods.stretched.contains(row) {
          refuseForLack(table, row: row, of: .period)
        }
        continue
      }
      guard isPlausible(day) else {
        refuse(table, row: row, outOfRange(.period, table, row))
        continue
      }
      used[row] = true
      saw(periods.days(row)?.first ?? day, in: table)
      if let end = periods.end(row) { saw(end, in: table) }
    }
    findEnd(of: table, periods, used)
    // What another table of the platform says already is taken from there.
    let fresh = repeated.map { repeated in used.indices.map { used[$0] && !repeated.rows[$0] } } ?? used
    if let repeated, isCovered(table, by: repeated.headings) {
      joined.reports[table].setAside += used.indices.count { used[$0] && !fresh[$0] }
    }
    if periods.column == nil, periods.grain == .month, let day = periods.first {
      joined.remarks.append(.monthTotals(file: tables[table].file, from: day, to: day.startOfNextMonth - 1))
    }
    for row in periods.stretched {
      let lacksEnd = periods.isOfCampaigns && column(.periodEnd, of: table)?.isMissing(row) ?? true
      if lacksEnd { refuseForLack(table, row: row, of: .periodEnd) } else { refuse(table, row: row, stretch(table, row)) }
    }
    let areMailings = areMailings(table, periods)
    if areMailings { periods.countByWeek() }
    if let events = recognised[table].exporter?.habits.rowsAreEvents {
      periods.countByWeek()
      let ones = fresh.map { $0 ? 1.0 : 0 }
      var own = NumberKind()
      own.side = .marketing
      let all = periods.sums(ones, fresh, of: nil, code: 0)
      if !all.starts.isEmpty { add(series(named: events, table, own, all), own, table) }
    }
    // A list of campaigns passes over nothing: none ran then.
    if !periods.isOfCampaigns { doubtGaps(table, periods, used) }
    // What is called a channel beside money is one, also where there is one alone.
    let keepsChannels =
      recognised[table].exporter?.habits.keepsChannels
      ?? (recognised[table].subject == .spend && column(.channel, of: table) != nil)
    // What a mailing was called is no channel.
    let channel = !areMailings && periods.isLong || keepsChannels ? channelColumn(of: table, periods) : nil
    if let channel, case .categories(let codes, let names) = tables[table].columns[channel].cells, names.count <= 40 {
      // A row of no channel is a total of them, or nobody's; one that is called so is their total.
      let areTotals = names.map {
        TextGrid.isTotals($0) || ["all channels", "all", "alle kanäle"].contains(Heading($0).joined)
      }
      for row in used.indices where used[row] {
        let isNobodys = codes[row] == Column.missingCode
        guard isNobodys || names.count > 2 && areTotals[Int(codes[row])] else { continue }
        used[row] = false
        if isNobodys { joined.reports[table].setAside += 1 } else { refuse(table, row: row, .totalsLine) }
      }
    }
    let isTwice = repeated.map { isCovered(table, by: $0.headings) } ?? false
    joined.reports[table].counted = used.indices.count { used[$0] && (fresh[$0] || !isTwice) }
    let isOfAds = recognised[table].subject == .spend || Recognition.isOfMailings(TableFacts(tables[table], at: table))
    let revenues = RevenueColumns(
      tables[table], recognised[table].exporter, isOfChannels: isOfAds && (channel != nil || areMailings),
      leftOut: leftOut(of: table))
    if !revenues.open.isEmpty, !joined.recorded.contains(.amounts) { doubtRevenues(table, revenues) }
    for index in tables[table].columns.indices
    where index != periods.column && index != channel && !revenues.leftOut.contains(index) {
      let isTold = repeated?.headings.contains(called(tables[table].columns[index], of: table)) ?? false
      addSeries(
        of: table, column: index, periods, channel: channel, isTold ? zip(used, fresh).map { $0 && $1 } : used, currencies,
        revenues)
    }
    tellCurrencies(currencies, table, used)
    if let channel { setField(.channel, table, channel) }
    if let column = periods.column { setField(.period, table, column) }
  }

  /// A report of campaigns may have a row without any: their total, which names nobody. `nil` where no program writes such rows.
  private func summaryRows(of table: Int) -> ((Int) -> Bool)? {
    guard let levels = recognised[table].exporter?.habits.levels, !levels.isEmpty else { return nil }
    let named = tables[table].columns.filter { column in levels.contains { $0.matches(Heading(column.name)) } }
    guard !named.isEmpty, named.contains(where: { $0.emptyCount < tables[table].rowCount }),
      named.allSatisfy({ $0.emptyCount > 0 })
    else { return nil }
    return { row in named.allSatisfy { $0.isMissing(row) } }
  }

  /// A row without its day in which a cell says that it is a total.
  private func saysTotal(_ table: Int, _ row: Int) -> Bool {
    let cells = tables[table].text.cells(row: row)
    return tables[table].columns.indices.contains { column in
      if case .numbers = tables[table].columns[column].cells { return false }
      return column < cells.count && TextGrid.isTotals(cells[column])
    }
  }

  /// Whether another table says all that this one does.
  private func isCovered(_ table: Int, by headings: Set<String>) -> Bool {
    tables[table].columns.allSatisfy { !saysFigures($0, of: table) || headings.contains(called($0, of: table)) }
  }

  /// Whether a column is one that figures are added up from.
  func saysFigures(_ column: Column, of table: Int) -> Bool {
    guard case .numbers = column.cells else { return false }
    switch recognised[table].exporter?.meaning(of: Heading(column.name)) {
    case .count, .spent, .spentMillionths, .claimed, .claimedOfKind: return true
    case .field, .ratio, .people, .claimedMoney, .setting, nil: return false
    }
  }

  private func stretch(_ table: Int, _ row: Int) -> Reason {
    func text(_ field: Field) -> String {
      recognised[table].column(field).map { tables[table].text(row: row, column: $0) } ?? ""
    }
    return .stretched(from: text(.period), to: text(.periodEnd))
  }

  private mutating func addSeries(
    of table: Int, column index: Int, _ periods: Periods, channel: Int?, _ used: [Bool], _ currencies: RowCurrencies?,
    _ revenues: RevenueColumns
  ) {
    var column = tables[table].columns[index]
    guard case .numbers(var values, let named) = column.cells else { return }
    if let title = titleOfValues(table, index) { column.name = title }
    // What several currencies are in, each row says.
    let currency = column.hasSeveralCurrencies && currencies != nil ? nil : named
    let meaning = recognised[table].exporter?.meaning(of: Heading(column.name))
    var kind = NumberKind(
      column, values: values, currency: currency ?? currencies?.main ?? self.currency(of: table), isLong: periods.isLong,
      isPerChannel: channel != nil, isDaily: periods.grain == .day, isPercent: arePercent(index, of: table),
      isSigned: currency != nil || column.hasSeveralCurrencies, meaning: meaning,
      isSpent: recognised[table].subject == .spend && recognised[table].column(.spent) == index)
    var parts: (of: [Double], by: [Double])?
    if meaning == nil, case .ratio = kind.unit, kind.aside == nil || kind.aside == .notAdditive {
      parts = partsByValues(of: index, values, table, currencies)
      if parts != nil { kind.aside = nil }
    }
    if kind.isRevenue, let answer = revenues.aside(of: index) { kind.aside = answer }
    if case .money = kind.unit { exchange(&values, &kind, currency, currencies) }
    if case .money(let currency?) = kind.unit, joined.currency == nil { joined.currency = currency }
    if let aside = kind.aside {
      joined.reports[table].columns[index].aside = aside
      joined.reports[table].columns[index].field = nil
      guard kind.isControl, !periods.isLong else { return }
      joined.controls.append(series(named: column.name, table, kind, periods.sums(values, used, of: nil, code: 0)))
      return
    }
    if case .spentMillionths = meaning, HeadingWords.factor(column.name) == 1 { values = values.map { $0 / 1e6 } }
    if case .claimedOfKind(let named) = meaning {
      guard keepLeads(&values, named: named, table) else {
        joined.reports[table].columns[index].aside = .unnamedResults
        return
      }
    }
    if case .ratio(let of, let by) = meaning {
      parts = self.parts(of, by, table, currencies)
      if parts == nil && periods.isLong {
        joined.reports[table].columns[index].aside = .lacksParts
        return
      }
    }
    setField(kind.isSpend ? .spent : .value, table, index)
    if kind.isSoldCount, meaning == nil {
      joined.reports[table].columns[index].aside = .soldCount
      joined.reports[table].columns[index].field = nil
    }
    let name = self.name(of: column, meaning, table)
    func sums(_ codes: [UInt16]?, _ code: UInt16) -> Periods.Sums {
      guard let parts else { return periods.sums(values, used, of: codes, code: code) }
      return periods.ratios(parts.of, parts.by, used, of: codes, code: code)
    }
    guard let channel, case .categories(let codes, let names) = tables[table].columns[channel].cells else {
      var one = series(named: name, table, kind, sums(nil, 0))
      one.source = source(of: table) ?? source(paidBy: column, kind)
      if !one.starts.isEmpty { add(one, kind, table) }
      return
    }
    guard names.count <= 40 else {
      joined.reports[table].columns[index].aside = .tooManyChannels(names.count)
      add(series(named: name, table, kind, sums(nil, 0)), kind, table)
      return
    }
    let platform = recognised[table].exporter?.habits.platform
    let isClaimed = if case .claimed = meaning { true } else { false }
    for (code, named) in names.enumerated() {
      let found = sums(codes, UInt16(code))
      guard !found.starts.isEmpty else { continue }
      let name = "\(platform.map { $0 + " " } ?? "")\(named) \(called(column, of: table))\(isClaimed ? ", claimed" : "")"
      var one = series(named: name, table, kind, found)
      one.channel = named
      one.source = joined.sources.firstIndex { Heading($0.name).joined == Heading(named).joined }
      add(one, kind, table)
    }
  }

  /// `Google Ads Clicks`, `Meta Ads Results, leads claimed`; as it stands where no program is known.
  private func name(of column: Column, _ meaning: Exporter.Meaning?, _ table: Int) -> String {
    guard let exporter = recognised[table].exporter, let platform = exporter.habits.platform else { return column.name }
    switch meaning {
    case .claimed: return "\(platform) \(exporter.name(of: column)), claimed"
    case .claimedOfKind: return "\(platform) leads, claimed"
    default: return "\(platform) \(exporter.name(of: column))"
    }
  }

  /// A column's name in whatever language; its heading where no program is known.
  func called(_ column: Column, of table: Int) -> String {
    recognised[table].exporter?.name(of: column) ?? column.name
  }

  /// The source of leads that is called as the platform is.
  private func source(of table: Int) -> Int? {
    guard let platform = recognised[table].exporter?.habits.platform else { return nil }
    let names = [Heading(platform).joined, Heading(platform).words.dropLast().joined(separator: " ")]
    return joined.sources.firstIndex { names.contains(Heading($0.name).joined) }
  }

  /// Results are leads where their indicator says so; other rows are of another kind and not added to them.
  private func keepLeads(_ values: inout [Double], named: HeadingPattern, _ table: Int) -> Bool {
    guard let index = named.first(in: tables[table].columns),
      case .categories(let codes, let names) = tables[table].columns[index].cells
    else { return false }
    let areLeads = names.map { Heading($0).words.contains { $0 == "lead" || $0 == "leads" || $0.hasSuffix("_lead") } }
    guard areLeads.contains(true) else { return false }
    for row in values.indices where codes[row] == Column.missingCode || !areLeads[Int(codes[row])] { values[row] = .nan }
    return true
  }

  private func parts(
    _ of: HeadingPattern, _ by: HeadingPattern, _ table: Int, _ currencies: RowCurrencies?
  ) -> (of: [Double], by: [Double])? {
    let columns = tables[table].columns
    guard let over = of.first(in: columns), let under = by.first(in: columns),
      case .numbers(var above, _) = columns[over].cells,
      case .numbers(var below, _) = columns[under].cells
    else { return nil }
    if let currencies, case .spent = recognised[table].exporter?.meaning(of: Heading(columns[over].name)) {
      for row in above.indices {
        above[row] *= currencies.rate(row)
        // What cannot be told in money has no part in what the rest has cost.
        if currencies.rate(row).isNaN { below[row] = .nan }
      }
    }
    return (above, below)
  }

  private mutating func add(_ series: Series, _ kind: NumberKind, _ table: Int) {
    if kind.isPlan || NumberKind.namesPlan(Heading(tables[table].stem)) && recognised[table].exporter == nil {
      joined.plans.append(series)
    } else {
      joined.series.append(series)
    }
  }

  private func series(named name: String, _ table: Int, _ kind: NumberKind, _ sums: Periods.Sums) -> Series {
    var series = Series(
      name: name, file: tables[table].file, grain: sums.grain, unit: kind.unit, side: kind.side, starts: sums.starts,
      values: sums.values)
    series.isSpend = kind.isSpend
    (series.parts, series.lastBegun) = (sums.parts, sums.lastBegun)
    return series
  }

  private mutating func setField(_ field: Field, _ table: Int, _ column: Int) {
    joined.reports[table].columns[column].field = field
  }
}

extension Periods {
  /// A ratio by period, made of the sums of its two parts, with what it is a part of: a period with nothing of that weighs nothing.
  func ratios(_ of: [Double], _ by: [Double], _ used: [Bool], of codes: [UInt16]?, code: UInt16) -> Sums {
    // What a row does not say is nothing: its cost counts where it has brought nothing.
    let above = sums(of.map { $0.isNaN ? 0 : $0 }, used, of: codes, code: code)
    let below = sums(by.map { $0.isNaN ? 0 : $0 }, used, of: codes, code: code)
    var sums = Sums(grain: grain, starts: above.starts, values: above.values, lastBegun: above.lastBegun)
    sums.parts = zip(above.values, below.values).map { Series.Part(of: $0, by: $1) }
    for at in sums.values.indices { sums.values[at] = below.values[at] > 0 ? above.values[at] / below.values[at] : 0 }
    return below.values.contains { $0 > 0 } ? sums : Sums(grain: grain, starts: [], values: [])
  }
}

/// Money by day, week or month in more than one currency, or in another than the company's.
extension LedgerBuilding {
  /// The currency of every row, where the rows of a table are not all of one; else `nil`.
  func rowCurrencies(of table: Int) -> RowCurrencies? {
    guard let column = currencyColumn(of: table, .spent), case .categories(_, let names) = column.cells, names.count > 1 else {
      return nil
    }
    let currencies = RowCurrencies(column, settings.currency ?? joined.currency, rates: settings.rates)
    return currencies.main == nil ? nil : currencies
  }

  /// Money in the currency that everything is told in, where a rate is known. Rows of one currency without a rate stay what they
  /// are; of mixed rows those without a rate are left out, for two currencies do not add up.
  func exchange(_ values: inout [Double], _ kind: inout NumberKind, _ sign: String?, _ currencies: RowCurrencies?) {
    if sign == nil, let currencies {
      for row in values.indices { values[row] *= currencies.rate(row) }
      return
    }
    guard case .money(let own?) = kind.unit, let main = settings.currency ?? joined.currency, own != main,
      let rate = settings.rates.first(where: { $0.currency == own })?.rate
    else { return }
    for row in values.indices { values[row] *= rate }
    kind.unit = .money(currency: main)
  }

  /// Says which rows could not be added.
  mutating func tellCurrencies(_ currencies: RowCurrencies?, _ table: Int, _ used: [Bool]) {
    guard let spent = tables[table].columns.indices.first(where: { joined.reports[table].columns[$0].field == .spent }),
      case .numbers(let amounts, let named) = tables[table].columns[spent].cells
    else { return }
    var others = currencies?.others ?? []
    var main = currencies?.main
    // All of one currency: another than everything is told in, it has no part in what anything costs.
    if currencies == nil, let home = settings.currency ?? joined.currency, let own = named ?? currency(of: table), own != home,
      !settings.rates.contains(where: { $0.currency == own })
    {
      main = home
      others = amounts.indices.filter { used[$0] && amounts[$0] != 0 && !amounts[$0].isNaN }.map { Int32($0) }
    }
    guard let main, !others.isEmpty else { return }
    joined.remarks.append(.otherCurrencies(file: tables[table].file, count: others.count, main: main))
    doubtRates(table, others)
  }

  /// Money that could not be told in the company's currency says in which it is.
  mutating func nameForeignMoney() {
    guard let home = settings.currency ?? joined.currency else { return }
    for at in joined.series.indices {
      guard case .money(let own?) = joined.series[at].unit, own != home else { continue }
      let name = joined.series[at].name
      if HeadingWords.currency(name) != own { joined.series[at].name = "\(name) (\(own))" }
    }
  }

  /// The column that says each row's currency; where amounts say it themselves and not all the same, made of their text.
  func currencyColumn(of table: Int, _ field: Field) -> Column? {
    let index =
      recognised[table].column(field)
      ?? tables[table].columns.firstIndex {
        guard case .spent = recognised[table].exporter?.meaning(of: Heading($0.name)) else { return false }
        return true
      }
    guard let index, tables[table].columns[index].hasSeveralCurrencies else {
      if let said = column(.currency, of: table) { return said }
      // Amounts whose cells all have one sign are in one currency, as if a column said it.
      guard field != .spent, let index, case .numbers(let amounts, let own?) = tables[table].columns[index].cells else {
        return nil
      }
      return Column(
        name: tables[table].columns[index].name,
        cells: .categories(codes: amounts.map { $0.isNaN ? Column.missingCode : 0 }, names: [own]))
    }
    var codes = [UInt16](repeating: Column.missingCode, count: tables[table].rowCount)
    var names: [String] = []
    tables[table].text.walk(0..<codes.count) { batch, first in
      for row in 0..<batch.count {
        var signs: NumberText.Signs = []
        _ = NumberText.value(batch.cell(row, index).bare, decimalComma: tables[table].dialect.decimalComma, signs: &signs)
        guard signs.currency > 0 else { continue }
        let name = NumberText.currencies[signs.currency - 1]
        if !names.contains(name) { names.append(name) }
        codes[first + row] = UInt16(names.firstIndex(of: name) ?? 0)
      }
    }
    return Column(name: tables[table].columns[index].name, cells: .categories(codes: codes, names: names))
  }

  /// Of several files of deals: not the first that is read says what the company counts in, but what most deals are in.
  var currencyOfMostDeals: String? {
    let files = those(.deals)
    guard files.count > 1 else { return nil }
    var counts: [(currency: String, deals: Int)] = []
    func add(_ currency: String, _ deals: Int) {
      if let at = counts.firstIndex(where: { $0.currency == currency }) {
        counts[at].deals += deals
      } else {
        counts.append((currency, deals))
      }
    }
    for table in files {
      if let home = recognised[table].homeCurrency {
        add(home, tables[table].rowCount)
      } else if let named = currencyOfAmounts(table) {
        if !settings.rates.contains(where: { $0.currency == named }) { add(named, tables[table].rowCount) }
      } else if case .categories(let codes, let names) = currencyColumn(of: table, .amount)?.cells {
        for (code, name) in names.enumerated() {
          // What has a rate is told in the company's currency, and not it.
          guard let currency = CurrencyWords.code(name), !settings.rates.contains(where: { $0.currency == currency }) else {
            continue
          }
          add(currency, codes.count { $0 == UInt16(code) })
        }
      }
    }
    return counts.max { $0.deals != $1.deals ? $0.deals < $1.deals : $0.currency > $1.currency }?.currency
  }

  /// The currency that a column or the preamble names for the whole file.
  func currency(of table: Int) -> String? {
    if case .categories(_, let names) = column(.currency, of: table)?.cells, names.count == 1 {
      return CurrencyWords.code(names[0])
    }
    return tables[table].preamble.currency ?? currencyOfPlatform(of: table)
  }

  /// A report of the whole account leaves out what its campaigns say: the one currency that all other reports of the platform name.
  private func currencyOfPlatform(of table: Int) -> String? {
    guard let platform = recognised[table].exporter?.habits.platform else { return nil }
    let named = recognised.indices.compactMap { other -> String? in
      guard other != table, recognised[other].exporter?.habits.platform == platform,
        case .categories(_, let names) = column(.currency, of: other)?.cells, names.count == 1
      else { return nil }
      return CurrencyWords.code(names[0])
    }
    guard let first = named.first, named.allSatisfy({ $0 == first }) else { return nil }
    return first
  }
}

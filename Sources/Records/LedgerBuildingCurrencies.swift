/// Money by day, week or month in more than one currency, or in another than the company's.
extension LedgerBuilding {
  /// The currency of every row, where the rows of a table are not all of one; else `nil`.
  func rowCurrencies(of table: Int) -> RowCurrencies? {
    guard let column = column(.currency, of: table), case .categories(_, let names) = column.cells, names.count > 1 else {
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
  mutating func tellCurrencies(_ currencies: RowCurrencies?, _ table: Int) {
    guard let currencies, let main = currencies.main, !currencies.others.isEmpty else { return }
    let money = tables[table].columns.indices.contains { joined.reports[table].columns[$0].field == .spent }
    guard money else { return }
    joined.remarks.append(.otherCurrencies(file: tables[table].file, count: currencies.others.count, main: main))
    doubtRates(table, currencies.others)
  }

  /// The currency that a column or the preamble names for the whole file.
  func currency(of table: Int) -> String? {
    if case .categories(_, let names) = column(.currency, of: table)?.cells, names.count == 1 {
      let code = names[0].uppercased()
      return NumberText.currencies.contains(code) ? code : nil
    }
    return tables[table].preamble.currency
  }
}

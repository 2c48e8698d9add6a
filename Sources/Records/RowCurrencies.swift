/// The currency of each row, where a column says it: amounts of the others are added where `parley.toml` has a rate, and left out
/// where it has none.
struct RowCurrencies {
  /// What amounts are told in: the company's currency, or the one that most rows are in.
  private(set) var main: String?
  /// Rows in a currency without a rate.
  private(set) var others: [Int32] = []
  private var codes: [UInt16] = []
  /// What one of each code's currency is worth; `nan` where nobody says.
  private var rates: [Double] = []

  /// All rows are in one currency.
  init(home: String) { main = home }

  /// All rows are in the currency that their heading names, whatever stands beside them.
  init(heading: String, rows: Int, _ settled: String?, rates told: [Settings.Rate]) {
    main = settled ?? heading
    guard let settled, settled != heading else { return }
    codes = [UInt16](repeating: 0, count: rows)
    rates = [told.first { $0.currency == heading }?.rate ?? .nan]
    if rates[0].isNaN { others = (0..<rows).map { Int32($0) } }
  }

  init(_ column: Column?, _ settled: String?, rates told: [Settings.Rate]) {
    guard case .categories(let codes, let names) = column?.cells else { return }
    var counts = [Int](repeating: 0, count: names.count)
    for code in codes where code != Column.missingCode { counts[Int(code)] += 1 }
    // What is not understood is a currency of its own, worth nobody knows what; one that all rows have is simply theirs.
    let currencies = names.map { CurrencyWords.code($0) ?? $0 }
    let known = names.indices.filter { NumberText.currencies.contains(currencies[$0]) }
    let named = known.isEmpty && names.count > 1 ? Array(names.indices) : known
    func rate(_ currency: String) -> Double? { told.first { $0.currency == currency }?.rate }
    // Rates are told in the company's currency: what has one is not it.
    let own = named.filter { rate(currencies[$0]) == nil }
    guard let most = (own.isEmpty ? named : own).max(by: { counts[$0] != counts[$1] ? counts[$0] < counts[$1] : $0 > $1 })
    else { return }
    let chosen = named.first { currencies[$0] == settled } ?? most
    // Told in the company's currency where it has one; what is in another and has no rate is not counted, also where all of it is.
    main = settled ?? currencies[chosen]
    let isSettled = settled != nil || !own.isEmpty
    rates = names.indices.map { code in
      // A remark among the codes is no currency.
      currencies[code] == main || !known.isEmpty && !known.contains(code)
        ? 1 : isSettled ? rate(currencies[code]) ?? .nan : .nan
    }
    self.codes = codes
    guard rates.contains(where: \.isNaN) else { return }
    for (row, code) in codes.enumerated() where code != Column.missingCode && rates[Int(code)].isNaN {
      others.append(Int32(row))
    }
  }

  /// Whether everything is told in the same currency, and what was of some worth is worth the same still.
  func goesOn(from earlier: RowCurrencies) -> Bool {
    main == earlier.main && rates.count >= earlier.rates.count
      && zip(earlier.rates, rates).allSatisfy { $0.bitPattern == $1.bitPattern }
  }

  /// What an amount of the row is multiplied by; `nan` where nobody knows.
  func rate(_ row: Int) -> Double {
    main == nil || codes.isEmpty || codes[row] == Column.missingCode ? 1 : rates[Int(codes[row])]
  }
}

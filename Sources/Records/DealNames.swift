/// Deals that have no id: known by name, account and the day they were opened.
///
/// Two of one file are two deals, for a report lists each once; one that a newer file has already is the same.
struct DealNames {
  private var newer: [UInt64: Int] = [:]
  private var current: [UInt64: Int] = [:]
  private var plain: Set<UInt64> = []
  /// Deals of the file that share name and account with another.
  private(set) var shared = 0

  /// The newer file that has the deal.
  mutating func meet(_ name: UInt64, _ opened: Moment, table: Int) -> Int? {
    guard name != 0 else { return nil }
    let key = KeyHash.pair(name, opened.isMissing ? 1 : UInt64(bitPattern: Int64(opened.day.number)) | 1 << 40)
    if let known = newer[key] { return known }
    if !plain.insert(name).inserted { shared += 1 }
    current[key] = table
    return nil
  }

  mutating func endFile() {
    newer.merge(current) { first, _ in first }
    current = [:]
    plain = []
    shared = 0
  }
}

/// The currency of each deal, where a column says it: amounts of the others are added where `parley.toml` has a rate, and left out
/// where it has none.
struct DealCurrencies {
  /// What amounts are told in: the company's currency, or the one that most deals are in.
  private(set) var main: String?
  /// Deals in a currency without a rate, by row.
  private(set) var others: [Int32] = []
  private var codes: [UInt16] = []
  /// What one of each code's currency is worth; `nan` where nobody says.
  private var rates: [Double] = []

  init(_ column: Column?, _ settled: String?, rates known: [Settings.Rate]) {
    guard case .categories(let codes, let names) = column?.cells else { return }
    var counts = [Int](repeating: 0, count: names.count)
    for code in codes where code != Column.missingCode { counts[Int(code)] += 1 }
    let currencies = names.map { $0.uppercased() }
    let named = names.indices.filter { NumberText.currencies.contains(currencies[$0]) }
    guard let most = named.max(by: { counts[$0] != counts[$1] ? counts[$0] < counts[$1] : $0 > $1 }) else { return }
    func rate(_ currency: String) -> Double? { known.first { $0.currency == currency }?.rate }
    let chosen = named.first { currencies[$0] == settled } ?? most
    // Told in the company's currency where it has one; what is in another and has no rate is not counted, also where all of it is.
    main = settled ?? currencies[chosen]
    let isSettled = settled != nil
    rates = names.indices.map { code in
      currencies[code] == main || !named.contains(code) ? 1 : isSettled ? rate(currencies[code]) ?? .nan : .nan
    }
    self.codes = codes
    guard rates.contains(where: \.isNaN) else { return }
    for (row, code) in codes.enumerated() where code != Column.missingCode && rates[Int(code)].isNaN {
      others.append(Int32(row))
    }
  }

  /// What an amount of the row is multiplied by; `nan` where nobody knows.
  func rate(_ row: Int) -> Double { main == nil || codes[row] == Column.missingCode ? 1 : rates[Int(codes[row])] }
}

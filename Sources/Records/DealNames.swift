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

/// The currency of each deal, where a column says it: no rate is known, so only one of them is added up.
struct DealCurrencies {
  /// The one that most deals are in.
  private(set) var main: String?
  private(set) var others = 0
  private var codes: [UInt16] = []
  private var mainCode = Column.missingCode

  init(_ column: Column?, _ settled: String?) {
    guard case .categories(let codes, let names) = column?.cells else { return }
    var counts = [Int](repeating: 0, count: names.count)
    for code in codes where code != Column.missingCode { counts[Int(code)] += 1 }
    let named = names.indices.filter { NumberText.currencies.contains(names[$0].uppercased()) }
    guard let most = named.max(by: { counts[$0] != counts[$1] ? counts[$0] < counts[$1] : $0 > $1 }) else { return }
    let chosen = named.first { names[$0].uppercased() == settled } ?? most
    main = names[chosen].uppercased()
    mainCode = UInt16(chosen)
    self.codes = codes
    others = named.reduce(0) { $1 == chosen ? $0 : $0 + counts[$1] }
  }

  func isMain(_ row: Int) -> Bool {
    main == nil || codes[row] == mainCode || codes[row] == Column.missingCode
  }
}

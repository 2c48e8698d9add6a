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
    let key = DealNames.key(name, opened)
    if let known = newer[key] { return known }
    if !plain.insert(name).inserted { shared += 1 }
    current[key] = table
    return nil
  }

  /// The same of a deal without a name: one lead, one day and one amount are one deal, if two files have them.
  mutating func meet(lead: Int32, _ opened: Moment, _ end: Moment, amount: Double, table: Int) -> Int? {
    // Without an amount a deal and what was sold beside it that day look the same.
    guard lead >= 0, !amount.isNaN, !(opened.isMissing && end.isMissing) else { return nil }
    let whose = KeyHash.pair(UInt64(lead) | 1 << 41, amount.bitPattern)
    let key = DealNames.key(opened.isMissing ? whose ^ 0x656E_6465_6400_0000 : whose, opened.isMissing ? end : opened)
    if let known = newer[key] { return known }
    current[key] = table
    return nil
  }

  private static func key(_ what: UInt64, _ day: Moment) -> UInt64 {
    KeyHash.pair(what, day.isMissing ? 1 : UInt64(bitPattern: Int64(day.day.number)) | 1 << 40)
  }

  mutating func endFile() {
    newer.merge(current) { first, _ in first }
    current = [:]
    plain = []
    shared = 0
  }
}

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

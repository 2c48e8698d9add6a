/// Contracts that newer exports have: known by account and first day, or by the account alone where it has one contract in both.
///
/// Two rows of one file are two contracts, for a list has each once; a first day that moved (a renewal) is the same contract.
struct Contracts {
  private struct Known {
    var table: Int
    var starts: [Day]
  }
  private var newer: [UInt64: Known] = [:]
  private var current: [UInt64: Known] = [:]
  /// How often the file has each account.
  private var counts: [UInt64: Int] = [:]
  private var table = 0

  /// The next file, which is older than those before it.
  mutating func begin(_ accounts: [UInt64], of table: Int) {
    newer.merge(current) { first, second in Known(table: first.table, starts: first.starts + second.starts) }
    current = [:]
    counts = [:]
    self.table = table
    for account in accounts where account != 0 { counts[account, default: 0] += 1 }
  }

  /// The newer file that has the contract; else it is one from now on.
  mutating func meet(_ account: UInt64, _ start: Day) -> Int? {
    guard account != 0 else { return nil }
    if let known = newer[account], known.starts.contains(start) || known.starts.count == 1 && counts[account] == 1 {
      return known.table
    }
    current[account, default: Known(table: table, starts: [])].starts.append(start)
    return nil
  }
}

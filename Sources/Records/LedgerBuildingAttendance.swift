/// Whose rows of customers a key stands in.
struct AttendanceKeys {
  private(set) var rows: [UInt64: [Int32]] = [:]

  mutating func add(_ keys: [UInt64], _ row: Int32) {
    for key in Set(keys) where key != 0 { rows[key, default: []].append(row) }
  }
}

extension LedgerBuilding {
  /// Every key by which a row may be known to another file: the account’s id, its name, its address.
  func everyKey(of table: Int) -> [[UInt64]] {
    [Field.accountID, .company, .email].compactMap { column($0, of: table)?.keys() }
  }

  /// Lists that say who came and who was only asked: what is done for customers, where customers are in them.
  var attendance: [Int] { those(.entries).filter { column(.attended, of: $0) != nil && column(.day, of: $0) != nil } }

  /// From when on a customer had been asked, and from when on been there: what was decided before that is not theirs.
  mutating func addAttendance(_ known: AttendanceKeys) {
    // Where the list of customers says it itself, that is what was meant; lists of marketing’s own have people who were none yet.
    guard !known.rows.isEmpty, !joined.customers.part.contains(where: { $0 != .unknown }) else { return }
    let count = joined.customers.start.count
    var (asked, there) = (OptionalDays(repeating: nil, count: count), OptionalDays(repeating: nil, count: count))
    var isKnown = false
    for table in attendance {
      guard let days = column(.day, of: table)?.moments else { continue }
      let keys = everyKey(of: table)
      let isAway = absence(of: table)
      for row in 0..<days.count where !days[row].isMissing && isPlausible(days[row].day) {
        guard let rows = keys.lazy.compactMap({ known.rows[$0[row]] }).first else { continue }
        let day = days[row].day
        for customer in rows.map(Int.init) where day >= joined.customers.start[customer] {
          isKnown = true
          asked[customer] = min(asked[customer] ?? day, day)
          if !(isAway?(row) ?? false) { there[customer] = min(there[customer] ?? day, day) }
        }
      }
    }
    guard isKnown else { return }
    (joined.customers.askedFrom, joined.customers.thereFrom) = (asked, there)
  }
}

/// Whose rows of customers a key stands in.
struct AttendanceKeys {
  private(set) var rows: [UInt64: [Int32]] = [:]

  mutating func add(_ keys: [UInt64], _ row: Int32) {
    for key in Set(keys) where key != 0 { rows[key, default: []].append(row) }
  }
}

/// When whoever is on a list came: people register before what they attend.
struct Arrivals {
  private let came: Moments?
  /// The day that the report says it was held on, where its rows do not say when each came.
  private let held: Day?

  /// Of the rows of `part`, or of all.
  init(_ building: LedgerBuilding, _ table: Int, _ part: Table?) {
    let columns = (part ?? building.tables[table]).columns
    came = building.recognised[table].column(.came).flatMap { columns[$0].moments }
    let isAttendance = building.recognised[table].column(.attended) != nil
    held = isAttendance && came == nil ? building.tables[table].preamble.held : nil
  }

  /// Whoever registers afterwards has seen it then.
  func day(_ row: Int, registered: Moment) -> Day? {
    if let came, !came[row].isMissing { return came[row].day }
    if registered.isMissing { return held }
    return held.map { max($0, registered.day) } ?? registered.day
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
      let absence = absence(of: table)
      let arrivals = Arrivals(self, table, parts[table]?.table)
      for row in 0..<days.count where !days[row].isMissing && isPlausible(days[row].day) {
        guard let rows = keys.lazy.compactMap({ known.rows[$0[row]] }).first else { continue }
        let day = days[row].day
        let came = arrivals.day(row, registered: days[row]) ?? day
        for customer in rows.map(Int.init) where day >= joined.customers.start[customer] {
          isKnown = true
          asked[customer] = min(asked[customer] ?? day, day)
          if absence?(row) == nil { there[customer] = min(there[customer] ?? came, came) }
        }
      }
    }
    guard isKnown else { return }
    (joined.customers.askedFrom, joined.customers.thereFrom) = (asked, there)
  }
}

extension LedgerBuilding {
  /// Who a list has and who was not there, or is not on it any more: by any of its columns that say so.
  func absence(of table: Int) -> ((Int) -> PeopleRule?)? {
    let own = parts[table]?.table ?? tables[table]
    var found = recognised[table].columns(.attended).compactMap { LedgerBuilding.absence(in: own.columns[$0]) }
    if recognised[table].subject == .entries || recognised[table].isList {
      if let came = recognised[table].column(.came).map({ own.columns[$0] }),
        Heading(came.name).containsAny(of: ["check", "checked", "checkin"]), let absence = LedgerBuilding.absence(in: came)
      {
        found.append(absence)
      }
      // Mailing lists: those who left have the day they did; programs export them as a list of its own, too.
      let left = ["unsub time", "clean time", "unsubscribed at", "cleaned at", "unsubscribe date", "unsubscribed on"]
      for column in own.columns where left.contains(Heading(column.name).joined) {
        if let moments = column.moments { found.append { moments[$0].isMissing ? nil : .declined } }
      }
      if recognised[table].exporter?.habits.listsByStanding ?? false,
        Heading(tables[table].stem).containsAny(of: ["unsubscribed", "cleaned", "nonsubscribed", "archived"])
      {
        found.append { _ in .declined }
      }
    }
    guard let first = found.first else { return nil }
    if found.count == 1 { return first }
    // What somebody said themselves goes before that nobody saw them.
    return { [found] row in
      let reasons = found.compactMap { $0(row) }
      return reasons.contains(.declined) ? .declined : reasons.first
    }
  }

  private static func absence(in column: Column) -> ((Int) -> PeopleRule?)? {
    switch column.cells {
    case .categories(let codes, let names):
      var away = names.map { RecognitionWords.absence(Heading($0)) }
      // Where everybody has only registered, nobody has been missed yet.
      if !away.contains(nil) { away = zip(names, away).map { Heading($0).contains("registered") ? nil : $1 } }
      return { codes[$0] == Column.missingCode ? nil : away[Int(codes[$0])] }
    case .numbers(let numbers, _): return { numbers[$0] == 0 ? .stayedAway : nil }
    case .moments(let moments, _):
      // Where hardly anybody was checked in, nobody stood at the door.
      let there = (0..<moments.count).count { !moments[$0].isMissing }
      return there * 10 >= moments.count && there > 1 ? { moments[$0].isMissing ? .stayedAway : nil } : nil
    case .keys, .ambiguousMoments: return nil
    }
  }
}

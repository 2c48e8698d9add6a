import Records

/// Which metric a person's row counts for: the step from records to counts.
struct Counting {
  let ledger: Ledger
  let first: Day
  let days: Int

  init(_ ledger: Ledger) {
    self.ledger = ledger
    var earliest = ledger.cutoff
    for day in ledger.leads.created where day < earliest { earliest = day }
    first = earliest
    days = ledger.cutoff - earliest + 1
  }

  /// One entry a source: units by day, outcomes by (day, lag), where `event` says when the outcome came to a person.
  func arrivals(bySource event: (Int) -> Day?) -> [Arrivals] {
    let leads = ledger.leads
    var units = Array(repeating: [Int](repeating: 0, count: days), count: ledger.sources.count)
    // source, day and lag packed into one number, so that equal ones meet by sorting.
    var packed: [UInt64] = []
    for i in 0..<leads.count {
      let source = Int(leads.source[i])
      let index = leads.created[i] - first
      units[source][index] += 1
      if let day = event(i) {
        let lag = max(0, day - leads.created[i])
        packed.append(UInt64(source) << 48 | UInt64(index) << 24 | UInt64(lag))
      }
    }
    packed.sort()
    var wins = Array(repeating: [Arrivals.Win](), count: ledger.sources.count)
    Self.grouped(packed) { key, count in
      wins[Int(key >> 48)].append(
        Arrivals.Win(index: Int(key >> 24 & 0xff_ffff), lag: Int(key & 0xff_ffff), count: count))
    }
    return ledger.sources.indices.map { Arrivals(first: first, units: units[$0], wins: wins[$0]) }
  }

  /// The same for one list of people.
  func arrivals(of people: [Int32], event: (Int) -> Day?) -> Arrivals {
    var units = [Int](repeating: 0, count: days)
    var packed: [UInt64] = []
    for person in people {
      let i = Int(person)
      let index = ledger.leads.created[i] - first
      units[index] += 1
      if let day = event(i) {
        packed.append(UInt64(index) << 24 | UInt64(max(0, day - ledger.leads.created[i])))
      }
    }
    packed.sort()
    var wins: [Arrivals.Win] = []
    Self.grouped(packed) { key, count in
      wins.append(Arrivals.Win(index: Int(key >> 24), lag: Int(key & 0xff_ffff), count: count))
    }
    return Arrivals(first: first, units: units, wins: wins)
  }

  private static func grouped(_ sorted: [UInt64], _ body: (UInt64, Int) -> Void) {
    var i = 0
    while i < sorted.count {
      var j = i + 1
      while j < sorted.count, sorted[j] == sorted[i] { j += 1 }
      body(sorted[i], j - i)
      i = j
    }
  }
}

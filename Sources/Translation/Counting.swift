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
    var packedLosses: [UInt64] = []
    for i in 0..<leads.count {
      let source = Int(leads.source[i])
      let index = leads.created[i] - first
      units[source][index] += 1
      if let day = event(i) {
        let lag = max(0, day - leads.created[i])
        packed.append(UInt64(source) << 48 | UInt64(index) << 24 | UInt64(lag))
      } else if let day = lost(i) {
        let lag = max(0, day - leads.created[i])
        packedLosses.append(UInt64(source) << 48 | UInt64(index) << 24 | UInt64(lag))
      }
    }
    func ended(_ packed: [UInt64]) -> [[Arrivals.Win]] {
      var ended = Array(repeating: [Arrivals.Win](), count: ledger.sources.count)
      Self.grouped(packed.sorted()) { key, count in
        ended[Int(key >> 48)].append(
          Arrivals.Win(index: Int(key >> 24 & 0xff_ffff), lag: Int(key & 0xff_ffff), count: count))
      }
      return ended
    }
    let (wins, losses) = (ended(packed), ended(packedLosses))
    return ledger.sources.indices.map { Arrivals(first: first, units: units[$0], wins: wins[$0], losses: losses[$0]) }
  }

  /// The day a person was lost or sent back, whichever came first.
  private func lost(_ i: Int) -> Day? {
    guard let lost = ledger.leads.lost[i] else { return ledger.leads.rejected[i] }
    guard let rejected = ledger.leads.rejected[i] else { return lost }
    return min(lost, rejected)
  }

  /// The same for one list of people.
  func arrivals(of people: [Int32], event: (Int) -> Day?) -> Arrivals {
    var units = [Int](repeating: 0, count: days)
    var packed: [UInt64] = []
    var packedLosses: [UInt64] = []
    for person in people {
      let i = Int(person)
      let index = ledger.leads.created[i] - first
      units[index] += 1
      if let day = event(i) {
        packed.append(UInt64(index) << 24 | UInt64(max(0, day - ledger.leads.created[i])))
      } else if let day = lost(i) {
        packedLosses.append(UInt64(index) << 24 | UInt64(max(0, day - ledger.leads.created[i])))
      }
    }
    func ended(_ packed: [UInt64]) -> [Arrivals.Win] {
      var ended: [Arrivals.Win] = []
      Self.grouped(packed.sorted()) { key, count in
        ended.append(Arrivals.Win(index: Int(key >> 24), lag: Int(key & 0xff_ffff), count: count))
      }
      return ended
    }
    return Arrivals(first: first, units: units, wins: ended(packed), losses: ended(packedLosses))
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

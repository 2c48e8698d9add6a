import Records

/// Which metric a person's row counts for: the step from records to counts.
///
/// Two walks over the people put them in order of group and day; everything that is counted afterwards reads that order.
struct Counting: Sendable {
  let first: Day
  let days: Int
  private let leads: Leads
  /// Where the people of each (group, day) begin in `people`, group-major; one entry more at the end.
  private let starts: [Int32]
  private let people: [Int32]
  /// Of the people of each (group, day): how many got how far.
  private let passed: [Passed]

  /// How far people got.
  struct Passed: Sendable {
    var people = 0
    var handedOver = 0
    var accepted = 0
    var opened = 0
    var won = 0

    mutating func add(_ leads: Leads, _ person: Int) {
      people += 1
      if leads.handedOver[person] != nil { handedOver += 1 }
      if leads.accepted[person] != nil { accepted += 1 }
      if leads.opened[person] != nil { opened += 1 }
      if leads.won[person] != nil { won += 1 }
    }

    mutating func add(_ other: Passed) {
      people += other.people
      handedOver += other.handedOver
      accepted += other.accepted
      opened += other.opened
      won += other.won
    }
  }

  init(_ ledger: Ledger, _ groups: [Group], workers: Int = 1) {
    let leads = ledger.leads
    self.leads = leads
    let first = leads.created.min().map { min($0, ledger.cutoff) } ?? ledger.cutoff
    let days = ledger.cutoff - first + 1
    self.first = first
    self.days = days
    let cells = groups.count * days

    // Each worker counts a range of the leads; its people then follow those of the ranges before it, so the order is the file's.
    let sources = Parallel.parts(leads.count, workers: workers) { rows in
      var passed = [Passed](repeating: Passed(), count: cells)
      for person in rows { passed[Int(leads.source[person]) * days + (leads.created[person] - first)].add(leads, person) }
      return (rows: rows, passed: passed)
    }
    var passed = sources[0].passed
    for part in sources.dropFirst() { for at in passed.indices { passed[at].add(part.passed[at]) } }
    for (g, group) in groups.enumerated() {
      for person in group.members ?? [] {
        passed[g * days + (leads.created[Int(person)] - first)].add(leads, Int(person))
      }
    }
    var starts = [Int32](repeating: 0, count: cells + 1)
    for at in passed.indices { starts[at + 1] = starts[at] + Int32(passed[at].people) }
    var ahead = starts
    let begins = sources.map { part in
      defer { for at in part.passed.indices { ahead[at] += Int32(part.passed[at].people) } }
      return ahead
    }
    var people = [Int32](repeating: 0, count: Int(starts[cells]))
    people.withUnsafeMutableBufferPointer { people in
      Parallel.fill(people, parts: sources.count) { people, part in
        var next = begins[part]
        for person in sources[part].rows {
          let at = Int(leads.source[person]) * days + (leads.created[person] - first)
          people[Int(next[at])] = Int32(truncatingIfNeeded: person)
          next[at] += 1
        }
      }
    }
    for (g, group) in groups.enumerated() {
      for person in group.members ?? [] {
        let at = g * days + (leads.created[Int(person)] - first)
        people[Int(ahead[at])] = person
        ahead[at] += 1
      }
    }
    self.passed = passed
    self.starts = starts
    self.people = people
  }

  private var groups: Int { passed.count / days }

  /// People of one group by the day they came.
  func units(of group: Int) -> [Int] { passed[group * days..<(group + 1) * days].map(\.people) }

  /// How far the people of each group got who came between two days.
  func passed(in window: RecordWindow) -> [Passed] {
    let from = max(0, window.from - first)
    let to = min(days - 1, window.to - first)
    return (0..<groups).map { group in
      guard from <= to else { return Passed() }
      return passed[group * days + from...group * days + to].reduce(into: Passed()) { sum, day in
        sum.add(day)
      }
    }
  }

  /// One entry a group: units by day, outcomes by (day, lag), where `event` says when the outcome came to a person.
  func arrivals(_ event: OptionalDays) -> [Arrivals] { arrivals([event], workers: 1)[0] }

  /// The same for several events. Every group and event is a piece of work of its own.
  func arrivals(_ events: [OptionalDays], workers: Int) -> [[Arrivals]] {
    let groups = groups
    let pieces = Parallel.each(events.count * groups, workers: workers) { at in
      arrivals(events[at / groups], of: at % groups)
    }
    return events.indices.map { Array(pieces[$0 * groups..<($0 + 1) * groups]) }
  }

  private func arrivals(_ event: OptionalDays, of group: Int) -> Arrivals {
    var wins = Lags()
    var losses = Lags()
    for index in 0..<days {
      let came = first + index
      let at = group * days + index
      for place in Int(starts[at])..<Int(starts[at + 1]) {
        let person = Int(people[place])
        if let day = event[person] {
          wins.add(max(0, day - came))
        } else if let day = lost(person) {
          losses.add(max(0, day - came))
        }
      }
      wins.close(index)
      losses.close(index)
    }
    return Arrivals(first: first, units: units(of: group), wins: wins.ended, losses: losses.ended)
  }

  /// The day a person was lost or sent back, whichever came first.
  private func lost(_ person: Int) -> Day? {
    guard let lost = leads.lost[person] else { return leads.rejected[person] }
    guard let rejected = leads.rejected[person] else { return lost }
    return min(lost, rejected)
  }
}

extension Arrivals {
  /// Leads by source and the deals that followed, as the ledger knows them.
  package static func dealsWon(_ ledger: Ledger) -> [Arrivals] {
    let counting = Counting(ledger, Group.all(of: ledger))
    return Array(counting.arrivals(ledger.leads.won).prefix(ledger.sources.count))
  }
}

/// The lags of one day's outcomes, until the day is closed: equal ones then meet.
private struct Lags {
  private(set) var ended: [Arrivals.Win] = []
  /// How many there are of each lag, and a bit for each that there is: read in order without sorting.
  private var counts: [Int32] = []
  private var marks: [UInt64] = []

  mutating func add(_ lag: Int) {
    if lag >= counts.count {
      counts += [Int32](repeating: 0, count: (lag / 64 + 8) * 64 - counts.count)
      marks += [UInt64](repeating: 0, count: counts.count / 64 - marks.count)
    }
    counts[lag] += 1
    marks[lag >> 6] |= 1 << UInt64(lag & 63)
  }

  mutating func close(_ index: Int) {
    for word in marks.indices where marks[word] != 0 {
      var bits = marks[word]
      while bits != 0 {
        let lag = word << 6 | bits.trailingZeroBitCount
        ended.append(Arrivals.Win(index: index, lag: lag, count: Int(counts[lag])))
        counts[lag] = 0
        bits &= bits - 1
      }
      marks[word] = 0
    }
  }
}

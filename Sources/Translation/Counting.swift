import Records

/// Which metric a person's row counts for: the step from records to counts.
///
/// One walk over the people puts them in order of group and day; everything that is counted afterwards reads that order.
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
  }

  init(_ ledger: Ledger, _ groups: [Group]) {
    let leads = ledger.leads
    self.leads = leads
    let first = leads.created.min().map { min($0, ledger.cutoff) } ?? ledger.cutoff
    let days = ledger.cutoff - first + 1
    self.first = first
    self.days = days
    var passed = [Passed](repeating: Passed(), count: groups.count * days)
    Group.walk(groups, leads) { group, person in
      let at = group * days + (leads.created[person] - first)
      passed[at].people += 1
      if leads.handedOver[person] != nil { passed[at].handedOver += 1 }
      if leads.accepted[person] != nil { passed[at].accepted += 1 }
      if leads.opened[person] != nil { passed[at].opened += 1 }
      if leads.won[person] != nil { passed[at].won += 1 }
    }
    var starts = [Int32](repeating: 0, count: passed.count + 1)
    for at in passed.indices { starts[at + 1] = starts[at] + Int32(passed[at].people) }
    var next = starts
    var people = [Int32](repeating: 0, count: Int(starts[passed.count]))
    Group.walk(groups, leads) { group, person in
      let at = group * days + (leads.created[person] - first)
      people[Int(next[at])] = Int32(truncatingIfNeeded: person)
      next[at] += 1
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
        sum.people += day.people
        sum.handedOver += day.handedOver
        sum.accepted += day.accepted
        sum.opened += day.opened
        sum.won += day.won
      }
    }
  }

  /// One entry a group: units by day, outcomes by (day, lag), where `event` says when the outcome came to a person.
  func arrivals(_ event: OptionalDays) -> [Arrivals] {
    (0..<groups).map { group in
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
  private var lags: [Int32] = []

  mutating func add(_ lag: Int) { lags.append(Int32(truncatingIfNeeded: lag)) }

  mutating func close(_ index: Int) {
    if lags.isEmpty { return }
    lags.sort()
    var from = 0
    for at in 1...lags.count where at == lags.count || lags[at] != lags[from] {
      ended.append(Arrivals.Win(index: index, lag: Int(lags[from]), count: at - from))
      from = at
    }
    lags.removeAll(keepingCapacity: true)
  }
}

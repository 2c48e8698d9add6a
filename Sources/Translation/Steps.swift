import Records

/// One step of the path as a rate of its own: of those who got to one stage, how many get to the next, and within which time.
package struct StepRate: Sendable, Hashable {
  package var from: PathStep.Stage
  package var to: PathStep.Stage
  /// Those who got to `from` while `to` was recorded, and how many of them are known to have got to `to`.
  package var units: Int
  package var outcomes: Int
  /// Share that gets on within `days`, with its 90% interval; `nil` where the record is too short to say.
  package var within: Estimate?
  package var days: Int?
  /// Share of what will come from those units that has had time to come: each step has its own.
  package var finished: Double?
  package var lag: Lag?
}

/// The steps of every group, each fitted by the same model as the whole way: `HiddenWinner` on the counts of the step.
///
/// A step's clock starts on the day a person got to its first stage, so a young opportunity is unfinished however old its lead is.
struct StepFits {
  private struct Step {
    var from: PathStep.Stage
    var to: PathStep.Stage
    /// What was read from the draws, which are many and are not kept.
    var groups: [TrackedPosterior.Part]
    var days: Int
  }
  private let steps: [Step]
  /// Groups whose deals were opened without a day of acceptance: for them acceptance is no stage.
  private let unaccepted: [Bool]

  static let empty = StepFits(steps: [], unaccepted: [])

  private init(steps: [Step], unaccepted: [Bool]) {
    self.steps = steps
    self.unaccepted = unaccepted
  }

  /// `first` is the fit of the first step, which the pair's own outcome has already: people → accepted, or → opened.
  init(
    _ ledger: Ledger, _ counting: Counting, _ groups: [Group], accepted: TrackedPosterior?, opened: TrackedPosterior?,
    workers: Int
  ) {
    let leads = ledger.leads
    let recorded = ledger.recorded
    let wanted: [(name: String, start: OptionalDays, event: OptionalDays)] = [
      ("accepted to opened", leads.accepted, leads.opened), ("opened to won", leads.opened, leads.won),
    ]
    let fits = Parallel.each(wanted.count, workers: workers) { at -> TrackedPosterior? in
      let isAsked = at == 0 ? accepted != nil && opened != nil : recorded.contains(.opened) && recorded.contains(.won)
      guard isAsked, leads.count > 0 else { return nil }
      let arrivals = StepCounts(
        ledger: ledger, counting: counting, start: wanted[at].start, event: wanted[at].event
      ).arrivals()
      guard let all = Arrivals.sum(Array(arrivals.prefix(ledger.sources.count))) else { return nil }
      return TrackedPosterior.fit(
        arrivals: arrivals, pooled: ledger.sources.count, window: recordWindow(of: all, cutoff: ledger.cutoff),
        name: wanted[at].name)
    }
    var found: [Step] = []
    func add(_ from: PathStep.Stage, _ to: PathStep.Stage, _ posterior: TrackedPosterior?) {
      guard let posterior else { return }
      found.append(Step(from: from, to: to, groups: posterior.groups, days: Self.statedTime(posterior)))
    }
    add(.people, .accepted, accepted)
    add(.accepted, .opened, fits[0])
    add(.people, .opened, opened)
    add(.opened, .won, fits[1])
    steps = found
    var both = Array(repeating: 0, count: ledger.sources.count + ledger.overlays.count)
    var opens = both
    Group.walk(groups, leads) { g, i in
      guard leads.opened[i] != nil else { return }
      opens[g] += 1
      if leads.accepted[i] != nil { both[g] += 1 }
    }
    unaccepted = zip(both, opens).map { accepted == nil || ($1 > 0 && $0 * 2 < $1) }
  }

  /// The shortest horizon that holds nine tenths of what comes within the longest: a rate within thirty days is worth more than one
  /// within a year that says the same.
  private static func statedTime(_ posterior: TrackedPosterior) -> Int {
    let whole = posterior.all.within.first?.ninety.value ?? 0
    return posterior.all.within.last { $0.ninety.value >= 0.9 * whole }?.days ?? posterior.horizon
  }

  /// The steps of one group, in order; none where nobody of it got anywhere.
  func rates(of group: Int) -> [StepRate] {
    steps.compactMap { step in
      let goesAround = unaccepted.indices.contains(group) && unaccepted[group]
      switch (step.from, step.to) {
      case (_, .accepted), (.accepted, _): if goesAround { return nil }
      case (.people, .opened): if !goesAround { return nil }
      default: break
      }
      let part = step.groups[group]
      guard part.units > 0 else { return nil }
      return StepRate(
        from: step.from, to: step.to, units: part.units, outcomes: part.won,
        within: part.within.first { $0.days == step.days }?.ninety, days: step.days, finished: part.finished,
        lag: part.won >= 3 ? part.lag : nil)
    }
  }
}

/// The counts of one step: units by the day they got to its first stage, outcomes by day and lag.
private struct StepCounts {
  let ledger: Ledger
  let counting: Counting
  let start: OptionalDays
  let event: OptionalDays

  /// One entry a group: everybody of each source, then each list.
  func arrivals() -> [Arrivals] {
    var people = Array(repeating: [Int32](), count: ledger.sources.count)
    for i in 0..<ledger.leads.count where start[i] != nil { people[Int(ledger.leads.source[i])].append(Int32(i)) }
    return (people + ledger.overlays.map(\.leads)).map(arrivals)
  }

  /// Who never got to the first stage is not among the units.
  private func arrivals(of people: [Int32]) -> Arrivals {
    var units = [Int](repeating: 0, count: counting.days)
    var wins: [(index: Int, lag: Int)] = []
    var losses: [(index: Int, lag: Int)] = []
    for person in people {
      let i = Int(person)
      guard let began = start[i], began >= counting.first, began <= ledger.cutoff else { continue }
      let index = began - counting.first
      units[index] += 1
      if let day = event[i] {
        wins.append((index, max(0, day - began)))
      } else if let day = ledger.leads.lost[i] ?? ledger.leads.rejected[i] {
        losses.append((index, max(0, day - began)))
      }
    }
    return Arrivals(first: counting.first, units: units, wins: Self.counted(wins), losses: Self.counted(losses))
  }

  private static func counted(_ ended: [(index: Int, lag: Int)]) -> [Arrivals.Win] {
    let sorted = ended.sorted { ($0.index, $0.lag) < ($1.index, $1.lag) }
    var counted: [Arrivals.Win] = []
    var from = 0
    while from < sorted.count {
      var to = from
      while to < sorted.count, sorted[to] == sorted[from] { to += 1 }
      counted.append(Arrivals.Win(index: sorted[from].index, lag: sorted[from].lag, count: to - from))
      from = to
    }
    return counted
  }
}

import Records

/// Goals, room and limits written as rows over leads a week by source and stretch of weeks.
struct AlignmentRows {
  var goals: Goals<Double>
  /// Aims that need nothing from the coming weeks.
  private(set) var met: [Int] = []
  let outlook: Outlook
  let aims: [Aim]
  let segments: [Alignment.Segment]
  let weeks: [Alignment.Week]
  let sources: [Outlook.Source]
  let standings: [Standing]
  /// Of each row: what it stands for.
  var meaning: [Meaning] = []

  enum Meaning {
    case aim(Int, segment: Int?)
    case room(Int)
    case tried(Int)
    /// Who waits already, and is answered first.
    case queue
  }

  /// Sources beyond these are small and go together.
  private static let mostSources = 8

  init(_ outlook: Outlook, aims: [Aim], segments: [Alignment.Segment], weeks: [Alignment.Week], standings: [Standing]) {
    self.outlook = outlook
    self.aims = aims
    self.segments = segments
    self.weeks = weeks
    self.standings = standings
    sources = Array(
      outlook.sources.sorted { $0.usual != $1.usual ? $0.usual > $1.usual : $0.name < $1.name }.prefix(Self.mostSources))
    let names = sources.map(\.name)
    goals = Goals(variables: segments.flatMap { _ in names }, rows: [])
    guard !sources.isEmpty else { return }
    // In a search for who collides the first rows are let go first: what was tried, before anybody's goal or room.
    for (at, source) in sources.enumerated() {
      for segment in segments.indices {
        // What planning wants of one source is bounded by what ever came from it in four weeks.
        append(
          .tried(at),
          Goals.Row(
            source.name, .tried, goals.variables.indices.map { $0 == segment * sources.count + at ? 1 : 0 }, .atMost,
            source.tried, unit: aims.count + at))
      }
    }
    for (at, aim) in aims.enumerated() where Alignment.isOpen(standings[at]) { add(aim, at, standings[at]) }
    for (at, segment) in segments.enumerated() {
      guard let room = segment.room else { continue }
      append(
        .room(at), Goals.Row("room", .room, line { s, _ in s == at ? 1 : 0 }, .atMost, room.leads, isLowerBound: room.isFact))
    }
    if let spare = spare(atLeast: 0), Alignment.queueStays(outlook, weeks) {
      append(.queue, Goals.Row("queue", .room, line { s, _ in Double(segments[s].weeks.count) }, .atMost, spare))
    }
  }

  /// What may come in the weeks shown so that those who wait today are answered in them, too, with a room of at least so many a week;
  /// `nil` where the room of a week is not known.
  func spare(atLeast level: Double) -> Double? {
    var sum = 0.0
    for segment in segments {
      guard let room = segment.room, !room.isFact else { return nil }
      sum += Double(segment.weeks.count) * max(room.leads, level)
    }
    return max(0, sum - outlook.waitingNow)
  }

  /// That of who waits already.
  var queueRow: Int? { meaning.firstIndex { if case .queue = $0 { true } else { false } } }

  var hasGoals: Bool { meaning.contains { if case .aim = $0 { true } else { false } } }

  /// Today's mix in each stretch of weeks, each as large as it has to be.
  var mixes: [[Double]] {
    segments.indices.map { own in segments.indices.flatMap { at in sources.map { at == own ? $0.usual : 0 } } }
  }

  private mutating func append(_ meaning: Meaning, _ row: Goals<Double>.Row) {
    self.meaning.append(meaning)
    goals.rows.append(row)
  }

  private func line(_ coefficient: (_ segment: Int, _ source: Outlook.Source) -> Double) -> [Double] {
    segments.indices.flatMap { segment in sources.map { coefficient(segment, $0) } }
  }

  /// Weeks of a stretch that lie in a goal's days.
  func count(_ segment: Int, _ aim: Aim) -> Double {
    Double(segments[segment].weeks.count { weeks[$0].monday + 3 >= aim.from && weeks[$0].monday + 3 <= aim.to })
  }

  private mutating func add(_ aim: Aim, _ at: Int, _ standing: Standing) {
    let sense: Goals<Double>.Sense = aim.isFloor ? .atLeast : .atMost
    let inside = segments.indices.filter { count($0, aim) > 0 }
    guard !inside.isEmpty else { return }
    // The same goal twice is one.
    let unit = aims.firstIndex { $0.isSame(as: aim) } ?? at
    switch aim.measure {
    case .leadsAWeek:
      for segment in inside {
        append(
          .aim(at, segment: segment),
          Goals.Row("goal", .goal, line { s, _ in s == segment ? 1 : 0 }, sense, aim.value, unit: unit))
      }
    case .total(.salesHours): addHours(aim, at, standing, sense, unit: unit)
    case .total(let kind):
      guard let share = finishing(kind) else { return }
      // What the record holds, what comes from those in hand, and what needs no lead.
      guard let soFar = standing.soFar, standing.expected != nil else { return }
      guard let parts = standing.parts else { return }
      let line = line { segment, source in
        segments[segment].weeks.reduce(0) { sum, week in
          let age = aim.to - weeks[week].monday - 3
          return sum + share(source) * (finished(kind, days: age) - finished(kind, days: age - (aim.to - aim.from + 1)))
        }
      }
      let usual = zip(line, asTheyCome).reduce(0) { $0 + $1.0 * $1.1 }
      let needed = aim.value - soFar - (standing.inHand ?? 0) - parts.besides
      guard needed > 0 else {
        // A ceiling that is broken without anybody coming is no matter of what comes.
        if aim.isFloor { met.append(at) }
        return
      }
      // Who is there and not handed over yet is in hand: of those handed over, that part is no longer to come.
      let scale = usual > 1e-9 ? parts.shown / usual : 1
      append(.aim(at, segment: nil), Goals.Row("goal", .goal, line.map { $0 * scale }, sense, needed, unit: unit))
    case .share(let kind, let stage):
      append(
        .aim(at, segment: nil),
        Goals.Row(
          "goal", .goal,
          line { segment, source in
            let under = stage == .leads ? 1 : source.mean(.opportunities)
            return count(segment, aim) * (min(source.mean(kind), under) - aim.value * under)
          }, sense, 0, unit: unit))
    case .spendAMonth:
      // Money may be spent on what brings no leads: only a ceiling binds them, and only on what is left beside that.
      guard !aim.isFloor, let expected = standing.expected, sources.contains(where: { $0.cost != nil }) else { return }
      for segment in inside {
        let line = line { s, source in s == segment ? (source.cost ?? 0) * 365.25 / 84 : 0 }
        let onLeads = zip(line, asTheyCome).reduce(0) { $0 + $1.0 * $1.1 }
        let needed = aim.value - max(0, expected.value - onLeads)
        if needed > 0 { append(.aim(at, segment: segment), Goals.Row("goal", .goal, line, sense, needed, unit: unit)) }
      }
    case .answered, .customersKept, .metric: return
    }
  }

  /// Hours are worked as soon as a lead is there; what is recorded already is taken off.
  private mutating func addHours(_ aim: Aim, _ at: Int, _ standing: Standing, _ sense: Goals<Double>.Sense, unit: Int) {
    guard sources.contains(where: { $0.hours != nil }), let soFar = standing.soFar, standing.expected != nil else { return }
    let needed = aim.value - soFar
    guard needed > 0 else {
      if aim.isFloor { met.append(at) }
      return
    }
    let line = line { segment, source in (source.hours ?? 0) * count(segment, aim) }
    append(.aim(at, segment: nil), Goals.Row("goal", .goal, line, sense, needed, unit: unit))
  }

  /// Leads of each variable as things go, a week of its stretch.
  var asTheyCome: [Double] {
    let all = max(1e-9, outlook.sources.reduce(0) { $0 + $1.usual })
    return segments.flatMap { segment in
      let level = segment.weeks.reduce(0) { $0 + weeks[$1].expected.value } / Double(max(1, segment.weeks.count))
      return sources.map { $0.usual / all * level }
    }
  }

  /// What one lead brings of an outcome; `nil` where leads do not bring it, or the means are not enough.
  private func finishing(_ kind: OutcomeKind) -> ((Outlook.Source) -> Double)? {
    switch kind {
    case .acceptedLeads, .opportunities, .dealsWon: { $0.mean(kind) }
    case .salesHours, .revenueWon, .revenueKept, .firstResponse, .complaints: nil
    }
  }

  private func finished(_ kind: OutcomeKind, days: Int) -> Double {
    guard days > 0 else { return 0 }
    return outlook.paces[kind]?.done(Double(days)) ?? 1
  }

  // MARK: Answers

  func causes(_ conflict: [Int]) -> [Alignment.Cause] {
    var found: [Alignment.Cause] = []
    for row in conflict {
      let cause: Alignment.Cause =
        switch meaning[row] {
        case .aim(let at, _): .aim(at)
        // One room that several goals cut into stretches is one cause.
        case .room(let at): .room(segments.firstIndex { $0.room == segments[at].room } ?? at)
        case .tried(let source): .tried(source: sources[source].name)
        case .queue: .queue
        }
      if !found.contains(cause) { found.append(cause) }
    }
    return found
  }

  /// Worth of one more lead of room: the price of the room row when deals are made as many as can be with today's mix of goals put aside.
  func price(of segment: Int?) -> (deals: Estimate, upTo: Double?, hours: Double?)? {
    guard let segment, let row = meaning.firstIndex(where: { if case .room(segment) = $0 { true } else { false } }) else {
      return nil
    }
    var free = goals
    // Who waits already takes nothing off what one more is worth: it is what makes it worth more.
    let kept = meaning.indices.filter { at in
      switch meaning[at] {
      case .room, .tried: true
      case .aim, .queue: false
      }
    }
    free.rows = kept.map { goals.rows[$0] }
    guard let place = kept.firstIndex(of: row) else { return nil }
    let aim = line { s, source in s == segment ? source.mean(.dealsWon) : 0 }
    guard let price = free.price(of: place, .largest(aim)), let up = price.up ?? price.down else { return nil }
    // Its doubt is that of the source the next lead would come from: the one whose worth is nearest to the price.
    let nearest = sources.min { abs($0.mean(.dealsWon) - up.perUnit) < abs($1.mean(.dealsWon) - up.perUnit) }
    guard let nearest, up.perUnit > 0 else { return (Estimate(value: 0, low: 0, high: 0), up.to, nil) }
    return (Estimate(draws: nearest.won), up.to, nearest.hours)
  }

  /// A goal on a share is a row around nothing: which share would fit, found by halving.
  func shareWhenFitting(_ at: Int, _ row: Int, by: Double) -> Double {
    guard case .share(_, let stage) = aims[at].measure else { return aims[at].value }
    func fits(_ value: Double) -> Bool {
      var moved = goals
      var place = 0
      for segment in segments.indices {
        for source in sources {
          let under = stage == .leads ? 1 : source.mean(.opportunities)
          moved.rows[row].line.coefficients[place] += count(segment, aims[at]) * (aims[at].value - value) * under
          place += 1
        }
      }
      return moved.isFeasible
    }
    var (low, high) = aims[at].isFloor ? (0.0, aims[at].value) : (aims[at].value, 1.0)
    for _ in 0..<24 {
      let middle = (low + high) / 2
      // The goal nearest to the one that was set: from below for a floor, from above for a ceiling.
      if fits(middle) == aims[at].isFloor { low = middle } else { high = middle }
    }
    return aims[at].isFloor ? low : high
  }

  var all: Double { max(1e-9, sources.reduce(0) { $0 + $1.usual }) }
  var averageWorth: Double { sources.reduce(0) { $0 + $1.usual * $1.mean(.dealsWon) } / all }
  var averageHours: Double? { outlook.hoursPerLead }
}

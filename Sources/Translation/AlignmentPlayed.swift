import Records

/// The programme proposes, the replay disposes: what each change does to waiting, to the queue and to deals, week by week with the luck of
/// weeks, and whether it holds then.
extension Alignment {
  /// One way through the coming weeks, played.
  package struct Played: Sendable, Hashable {
    package var course: Arriving
    /// Weeks that the change is about, from the first on; all that are shown, where it has no end.
    package var weeks: Int
    /// As likely as not somebody waits for longer than a week in them: means that fit are no plan that does. Where more than a week’s
    /// answers wait already, it is asked at their end.
    package var isContradicted: Bool {
      guard let first = course.weeks.first, course.waitingNow > first.room.value else { return course.runsOver(first: weeks) }
      return course.weeks.prefix(weeks).last.map { $0.lateProbability >= 0.5 } ?? false
    }

    init(_ course: Arriving, weeks: Int) { (self.course, self.weeks) = (course, weeks) }
  }

  /// These weeks as they are planned, their deals beside the same room with nothing planned; and the same weeks with each change, their
  /// deals beside the unchanged plan. `nil` where no answers are recorded: nothing can be played then.
  package func played(
    _ outlook: Outlook, set: [Outlook.RoomSet], fixes: [Fix], quick: Bool = true, workers: Int = 1
  ) -> (now: Played, fixes: [Played])? {
    guard case .success(let workload) = outlook.workload else { return nil }
    let now = Alignment.course(weeks, outlook.dial(set: set))
    let expected = weeks.map(\.expected)
    let changed = fixes.map { fix -> Course in
      let (aims, more) = fix.applied(to: aims, weeks)
      let sets = set + more
      var course = Alignment.course(
        Alignment.weeks(outlook, aims, outlook.rooms(set: sets), expected: expected), outlook.dial(set: sets))
      fix.send(&course, outlook, self, until: count(of: fix))
      return course
    }
    let runs = workload.play(
      [now.unplanned, now] + changed, beside: [0, 0] + changed.map { _ in 1 }, quick: quick, workers: workers)
    return (
      Played(runs[1], weeks: weeks.count), zip(fixes, runs.dropFirst(2)).map { Played($1, weeks: count(of: $0)) }
    )
  }

  /// The same weeks with one of the changes made.
  package func with(_ fix: Fix, _ outlook: Outlook, set: [Outlook.RoomSet]) -> Alignment {
    let (aims, more) = fix.applied(to: aims, weeks)
    var later = outlook
    later.waitingNow = max(0, outlook.waitingNow - fix.lettingGo)
    return Alignment(later, aims: aims, room: outlook.rooms(set: set + more), ceilings: fix.ceilings(self))
  }

  /// What a little more is worth at the plan as it stands, those counted that it delays: a tenth more leads at today's mix, and a tenth more
  /// room, over the weeks shown.
  package struct Margin: Sendable, Hashable {
    /// Deals that one more lead brings, and one more first answer that there would be room for.
    package var perLead: Estimate
    package var perRoom: Estimate
    /// Draws of the first.
    package var draws: [Double]
  }

  package func margin(_ outlook: Outlook, set: [Outlook.RoomSet], quick: Bool = true) -> Margin? {
    guard case .success(let workload) = outlook.workload else { return nil }
    let now = Alignment.course(weeks, outlook.dial(set: set))
    // What comes is planned as expected, so that a tenth more is a tenth more of the same.
    var level = now
    level.planned = weeks.map { max($0.arriving, 0.01) }
    var (more, wider) = (level, level)
    more.planned = weeks.map { max($0.arriving, 0.01) * 1.1 }
    wider.dial = RoomDial(
      (0..<weeks.count + 1).map { week in
        guard week < weeks.count else { return level.dial.setting(week: week) }
        switch level.dial.setting(week: week) {
        case .asEstimated: return .times(1.1)
        case .times(let factor): return .times(factor * 1.1)
        case .perWeek(let leads): return .perWeek(leads * 1.1)
        }
      })
    let added = weeks.reduce(0) { $0 + 0.1 * max($1.arriving, 0.01) }
    let room = weeks.reduce(0) { sum, week in sum + 0.1 * (week.room?.leads ?? workload.room.perWeek?.value ?? 0) }
    guard added > 0, room > 0 else { return nil }
    let (leads, rooms) = workload.gains([level, more, wider], quick: quick)
    return Margin(
      perLead: Estimate(draws: leads.map { $0 / added }), perRoom: Estimate(draws: rooms.map { $0 / room }),
      draws: leads.map { $0 / added })
  }

  fileprivate func count(of fix: Fix) -> Int {
    fix.until.map { until in max(1, weeks.count { $0.monday <= until }) } ?? weeks.count
  }

  /// Planned where a goal wants more than is expected; else as it comes.
  private static func course(_ weeks: [Week], _ dial: RoomDial) -> Course {
    Course(dial, planned: weeks.map { $0.arriving > $0.expected.value + 0.5 ? $0.arriving : nil })
  }
}

extension Alignment.Fix {
  /// The goals as this fix would have them, and the room it needs in the weeks shown.
  package func applied(to aims: [Aim], _ weeks: [Alignment.Week]) -> (aims: [Aim], rooms: [Outlook.RoomSet]) {
    var aims = aims
    var rooms: [Outlook.RoomSet] = []
    switch kind {
    case .move(let at, _, let to), .raiseBar(let at, let to, _, _, _), .fewerHours(let at, let to, _, _, _):
      guard aims.indices.contains(at) else { break }
      let old = aims[at]
      // The same goal set twice is one.
      let twins = aims.indices.filter { aims[$0].isSame(as: old) }
      for same in twins { aims[same].value = to }
      // Until then as lowered, and as it was from there on.
      if let until, until < old.to {
        for same in twins { aims[same].to = until }
        var rest = old
        rest.from = until + 1
        aims.append(rest)
      }
    case .later(let at, let from, _): if aims.indices.contains(at) { aims[at].from = from }
    case .moreRoom(_, let to, _): rooms = stretches(smallerThan: to, weeks)
    case .tryMore, .letGo: break
    case .together(let parts):
      for part in parts {
        let (next, more) = part.applied(to: aims, weeks)
        aims = next
        rooms += more
      }
    }
    return (aims, rooms)
  }

  /// Weeks whose room is smaller, one entry for those that follow each other: where there is more, it stays.
  private func stretches(smallerThan room: Double, _ weeks: [Alignment.Week]) -> [Outlook.RoomSet] {
    var found: [Outlook.RoomSet] = []
    for (at, week) in weeks.enumerated() where until.map({ week.monday <= $0 }) ?? true {
      guard week.room.map({ $0.leads < room - 1e-6 }) ?? true else { continue }
      // The last of the weeks shown is not the end of what is known to be too small.
      let end = at == weeks.count - 1 ? until : week.monday + 6
      if let last = found.last, last.to == week.monday - 1 {
        found[found.count - 1].to = end
      } else {
        found.append(Outlook.RoomSet(from: week.monday, to: end, leads: room))
      }
    }
    return found
  }

  /// Leads that are answered no more.
  package var lettingGo: Double {
    switch kind {
    case .letGo(let leads, _): leads
    case .together(let parts): parts.reduce(0) { $0 + $1.lettingGo }
    case .move, .raiseBar, .fewerHours, .later, .moreRoom, .tryMore: 0
    }
  }

  /// Of the weeks shown, the most that come: a goal on leads that is lowered is a ceiling, in its own weeks and in no others.
  package func ceilings(_ shown: Alignment) -> [Double?] {
    var most = [Double?](repeating: nil, count: shown.weeks.count)
    switch kind {
    case .move(let at, let from, let to) where to < from && shown.aims[at].measure == .leadsAWeek:
      for week in inside(at, shown, until: shown.count(of: self)) { most[week] = to }
    case .raiseBar(let at, let to, _, _, _), .fewerHours(let at, let to, _, _, _):
      for week in inside(at, shown, until: shown.count(of: self)) { most[week] = to }
    case .together(let parts):
      for part in parts {
        for (week, one) in part.ceilings(shown).enumerated() {
          if let one { most[week] = min(one, most[week] ?? one) }
        }
      }
    case .move, .later, .moreRoom, .tryMore, .letGo: break
    }
    return most
  }

  /// Weeks that a goal is about, of the first so many.
  private func inside(_ aim: Int, _ shown: Alignment, until weeks: Int) -> [Int] {
    guard shown.aims.indices.contains(aim) else { return [] }
    let (from, to) = (shown.aims[aim].from, shown.aims[aim].to)
    return shown.weeks.indices.prefix(weeks).filter { shown.weeks[$0].monday + 3 >= from && shown.weeks[$0].monday + 3 <= to }
  }

  /// What it does to the leads that are sent, beside their number.
  fileprivate func send(_ course: inout Course, _ outlook: Outlook, _ shown: Alignment, until weeks: Int) {
    switch kind {
    case .move(let at, let from, let to) where to < from && shown.aims[at].measure == .leadsAWeek:
      // What comes beyond it by itself is held back, too.
      for week in inside(at, shown, until: min(weeks, course.planned.count))
      where shown.weeks[week].expected.value > to + 0.5 {
        course.planned[week] = to
      }
    case .letGo(_, let days): course.lettingGo = days
    case .raiseBar(let at, _, _, _, let hold), .fewerHours(let at, _, _, _, let hold):
      let inside = inside(at, shown, until: weeks)
      guard let first = inside.first, let last = inside.last else { break }
      course.held += hold.map { Course.Part($0.source, weeks: first..<last + 1, $0.share) }
    case .tryMore(let source, _, let to):
      let usual = outlook.sources.first { $0.name == source }?.usual ?? to
      course.more.append(Course.Part(source, weeks: 0..<Outlook.weeksAhead, max(0, to - usual)))
    case .together(let parts): for part in parts { part.send(&course, outlook, shown, until: weeks) }
    case .move, .later, .moreRoom: break
    }
  }
}

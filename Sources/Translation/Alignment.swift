import Glibc
import Records

/// All goals, the room and what arrives, put beside each other for the coming thirteen weeks: how each goal stands, what collides, what least
/// change would end it.
///
/// Pure and quick: everything that changes when a dial is turned is worked out here, from the outlook alone. Articles/goals.md explains it.
package struct Alignment: Sendable {
  /// Where a week's room is from, in the order in which they are believed.
  package enum RoomSource: Sendable, Hashable {
    /// Sales set it in the dashboard.
    case sales
    /// A file of plans has it.
    case plan(String)
    /// Estimated from first answers.
    case measured
    /// The team was never seen full: it could do at least this.
    case lowerBound
    /// It was seen full last on that day: this is what it answered in its best week without a queue, and no word on today.
    case dated(Day)
  }

  package struct Room: Sendable, Hashable {
    package var leads: Double
    package var source: RoomSource
    /// The upper end of what was measured.
    package var high: Double?
    /// A fact about one week, and no upper figure.
    package var isFact: Bool {
      switch source {
      case .lowerBound, .dated: true
      case .sales, .plan, .measured: false
      }
    }
    package init(_ leads: Double, _ source: RoomSource, high: Double? = nil) {
      self.leads = leads
      self.source = source
      self.high = high
    }
  }

  /// One of the coming weeks.
  package struct Week: Sendable, Hashable {
    package var monday: Day
    package var room: Room?
    /// By the last weeks, with the luck of one.
    package var expected: Estimate
    /// What is planned, where a goal wants more than is expected; else what is expected.
    package var arriving: Double
    package var answered: Double
    /// Leads that still wait when the week is over.
    package var left: Double
  }

  /// What stands in a conflict.
  package enum Cause: Sendable, Hashable {
    case aim(Int)
    case room(Int)
    case tried(source: String)
    /// Who waits already, in so many weeks that the room has nothing left for who comes.
    case queue
  }

  package enum Verdict: Sendable, Hashable {
    case noGoals
    case fits
    case fitsByAnotherMix
    case collide([Cause])
    case cannotBeTold([Cause])
  }

  /// A change that would make all goals fit, with what it costs both sides in the weeks that collide.
  package struct Fix: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
      /// Until the last day of the weeks it is about.
      case move(aim: Int, from: Double, to: Double)
      /// The same goal, and the leads that bring least for their room left out: shares of the leads and of their deals.
      case raiseBar(aim: Int, to: Double, leads: Double, value: Double, hold: [Held])
      /// The same, and those left out that take most of sales' hours for a deal.
      case fewerHours(aim: Int, to: Double, leads: Double, value: Double, hold: [Held])
      case later(aim: Int, from: Day, weeks: Int)
      case moreRoom(from: Double, to: Double, people: Double?)
      case tryMore(source: String, from: Double, to: Double)
      /// Those who wait for longer than so many days are answered no more.
      case letGo(leads: Double, days: Int)
      case together([Fix])
    }
    package struct Held: Sendable, Hashable {
      package var source: String
      package var leads: Double
      /// Of what was planned of it.
      package var share: Double
    }
    package var kind: Kind
    package var until: Day?
    /// The change beside what it changes.
    package var relative: Double?
    /// Leads that arrive more (below zero: fewer), hours that sales spends more, deals within half a year that change.
    package var leads: Double
    package var hours: Double?
    package var deals: Double
  }

  /// Weeks of one room and of the same goals, solved as one.
  struct Segment: Hashable {
    var weeks: Range<Int>
    var room: Room?
  }

  package let aims: [Aim]
  package private(set) var standings: [Standing]
  package private(set) var weeks: [Week]
  package private(set) var verdict: Verdict
  package private(set) var fixes: [Fix]
  /// What stands in the conflict and does not end it alone, whatever its size, and what then still collides.
  package private(set) var helpless: [Helpless]
  package struct Helpless: Sendable, Hashable {
    package var cause: Cause
    package var others: [Cause]
  }
  /// Leads a week above room, from when and until when; `nil` where none are.
  package private(set) var unanswered: (leads: Double, from: Day, until: Day, total: Double)?
  /// What one more lead of room a week would be worth, in deals and hours, and up to which room that holds.
  package private(set) var roomPrice: (deals: Estimate, upTo: Double?, hours: Double?)?
  /// Aims that what is in hand meets already.
  package private(set) var metAlready: [Int]
  /// Everything fits at even odds, and at eight in ten, too.
  package private(set) var fitsSafely: Bool

  let segments: [Segment]

  /// `ceilings`: of the weeks shown, what is held back beyond so many.
  package init(_ outlook: Outlook, aims: [Aim], room: [Room?], ceilings: [Double?] = []) {
    let standing = Standings(outlook)
    self.aims = aims
    let judged = aims.map(standing.standing)
    standings = judged
    let expected = outlook.expected.enumerated().map { at, one -> Estimate in
      guard at < ceilings.count, let most = ceilings[at] else { return one }
      return Estimate(value: min(one.value, most), low: min(one.low, most), high: min(one.high, most))
    }
    weeks = Alignment.weeks(outlook, aims, room, expected: expected)
    segments = Alignment.segments(weeks, zip(aims, judged).filter { Alignment.isOpen($1) }.map(\.0))
    let rows = AlignmentRows(outlook, aims: aims, segments: segments, weeks: weeks, standings: standings)
    metAlready = rows.met
    fixes = []
    helpless = []
    fitsSafely = false
    (verdict, unanswered, roomPrice) = (.noGoals, nil, nil)
    unanswered = above
    // Who waits already has to be answered, whatever anybody’s goals are.
    if Alignment.queueStays(outlook, weeks) { fixes = rows.queueWays }
    roomPrice = rows.price(of: segments.firstIndex { $0.room != nil })
    if let pair = Alignment.contradiction(aims, standings, besidesLeads: rows.hasGoals) {
      verdict = .collide([.aim(pair.floor), .aim(pair.ceiling)])
      fixes = Alignment.reconciling(aims, pair)
      return
    }
    guard rows.hasGoals else {
      // Goals that ask nothing of leads, or a folder that has none: what can be judged does not collide.
      let untold = standings.contains { if case .cannotBeTold = $0.verdict { true } else { false } }
      if !aims.isEmpty { verdict = untold ? .cannotBeTold([]) : .fits }
      fitsSafely = !untold && standings.allSatisfy { ($0.probability ?? 1) >= 0.8 }
      return
    }
    switch rows.goals.verdict(mixes: rows.mixes) {
    case .fits:
      verdict = .fits
      fitsSafely = standings.allSatisfy { ($0.probability ?? 1) >= 0.8 }
    case .fitsByAnotherMix: verdict = .fitsByAnotherMix
    case .collide(let conflict):
      // A measured room is a range: what would fit its upper end is no proof.
      let wider = segments.map { segment in
        var segment = segment
        if let room = segment.room, let high = room.high { segment.room = Room(max(high, room.leads), room.source, high: high) }
        return segment
      }
      let isSure =
        wider == segments
        || !AlignmentRows(outlook, aims: aims, segments: wider, weeks: weeks, standings: standings).goals.isFeasible
      verdict = isSure ? .collide(rows.causes(conflict)) : .cannotBeTold(rows.causes(conflict))
      (fixes, helpless) = rows.waysOut(conflict)
    case .cannotBeTold(let conflict):
      verdict = .cannotBeTold(rows.causes(conflict))
      (fixes, helpless) = rows.waysOut(conflict)
    }
  }

  /// Those changes first that hold; else in their order. Returns the places they had.
  package mutating func putFirst(_ holds: (Int) -> Bool) -> [Int] {
    let places = fixes.indices.filter(holds) + fixes.indices.filter { !holds($0) }
    fixes = places.map { fixes[$0] }
    return places
  }

  /// Of one of the stretches that causes speak of.
  package func roomOf(_ segment: Int) -> Room? { segments.indices.contains(segment) ? segments[segment].room : nil }

  package var isConflict: Bool {
    switch verdict {
    case .collide: true
    case .noGoals, .fits, .fitsByAnotherMix, .cannotBeTold: false
    }
  }

  // MARK: Weeks

  /// What arrives, what is answered, what is left: first come, first answered.
  static func weeks(_ outlook: Outlook, _ aims: [Aim], _ room: [Room?], expected: [Estimate]) -> [Week] {
    var left = outlook.waitingNow
    return (0..<Outlook.weeksAhead).map { at in
      let monday = outlook.monday + 7 * at
      let wanted = aims.filter { $0.measure == .leadsAWeek && $0.isFloor && $0.from <= monday + 6 && monday <= $0.to }.map(
        \.value)
      let arriving = max(expected[at].value, wanted.max() ?? 0)
      let size = at < room.count ? room[at] : nil
      let answered = min(left + arriving, size.map { $0.isFact ? .infinity : $0.leads } ?? .infinity)
      left = left + arriving - answered
      return Week(monday: monday, room: size, expected: expected[at], arriving: arriving, answered: answered, left: left)
    }
  }

  /// As planned, more than a week’s answers wait at the end of each of the weeks shown: the queue is not gone in any of them.
  static func queueStays(_ outlook: Outlook, _ weeks: [Week]) -> Bool {
    outlook.waitingNow >= 1 && weeks.allSatisfy { week in week.room.map { !$0.isFact && week.left > $0.leads } ?? false }
  }

  /// Weeks of one room and of the same goals.
  private static func segments(_ weeks: [Week], _ aims: [Aim]) -> [Segment] {
    let byRoom = segments(byRoom: weeks)
    var starts = Set(byRoom.map(\.weeks.lowerBound))
    for aim in aims where aim.isWeekly {
      let inside = weeks.map { $0.monday + 3 >= aim.from && $0.monday + 3 <= aim.to }
      let edges = weeks.indices.dropFirst().filter { inside[$0] != inside[$0 - 1] && !starts.contains($0) }
      // Goals of very many different days: the first of them have weeks of their own.
      if starts.count + edges.count <= mostSegments { starts.formUnion(edges) }
    }
    return byRoom.flatMap { one in
      let own = one.weeks.filter(starts.contains) + [one.weeks.upperBound]
      return zip(own, own.dropFirst()).map { Segment(weeks: $0..<$1, room: one.room) }
    }
  }

  private static let mostSegments = 8

  private static func segments(byRoom weeks: [Week]) -> [Segment] {
    var found: [Segment] = []
    for at in weeks.indices {
      if let last = found.last, last.room == weeks[at].room {
        found[found.count - 1].weeks = last.weeks.lowerBound..<at + 1
      } else {
        found.append(Segment(weeks: at..<at + 1, room: weeks[at].room))
      }
    }
    // A room that changes every week is solved in four parts, each at its smallest.
    guard found.count > 4 else { return found }
    return (0..<4).map { part in
      let range = weeks.count * part / 4..<weeks.count * (part + 1) / 4
      let rooms = weeks[range].compactMap(\.room)
      return Segment(weeks: range, room: rooms.min { $0.leads < $1.leads })
    }
  }

  /// The first stretch of weeks in which more arrives than there is room for; it ends where not half as many are too many.
  private var above: (leads: Double, from: Day, until: Day, total: Double)? {
    func over(_ week: Week) -> Double { week.room.map { $0.isFact ? 0 : week.arriving - $0.leads } ?? 0 }
    guard let start = weeks.firstIndex(where: { over($0) > 0.5 }) else { return nil }
    let end = weeks[start...].firstIndex { over($0) <= max(0.5, over(weeks[start]) / 2) } ?? weeks.count
    let total = weeks[start..<end].reduce(0) { $0 + over($1) }
    return (total / Double(end - start), weeks[start].monday, weeks[end - 1].monday + 6, total)
  }

  /// The first week in which more arrives than there is room for, and how much of the room that fills, above 1.
  package var overfull: (monday: Day, share: Double)? {
    let week = weeks.first { week in week.room.map { !$0.isFact && week.arriving > $0.leads + 0.5 } ?? false }
    guard let week, let room = week.room, room.leads > 0 else { return nil }
    return (week.monday, week.arriving / room.leads)
  }
}

extension Alignment.Fix {
  /// The sources held back, where it is that.
  var held: [String] {
    switch kind {
    case .raiseBar(_, _, _, _, let hold), .fewerHours(_, _, _, _, let hold): hold.map(\.source)
    case .move, .later, .moreRoom, .tryMore, .letGo, .together: []
    }
  }

  /// Where two are as large: what nobody has to give up first.
  var rank: Int {
    switch kind {
    case .raiseBar: 0
    case .fewerHours: 1
    case .move: 2
    case .later: 3
    case .moreRoom: 4
    case .tryMore: 5
    case .letGo: 6
    case .together: 7
    }
  }
}

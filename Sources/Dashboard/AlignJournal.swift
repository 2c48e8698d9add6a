import Journal
import Records
import Translation

/// What people wrote down, as Align reads it. (Here alone both rooms are spoken of; the journal's is never named.)
extension Facts {
  /// Goals that hold, with the entries they are from; oldest first.
  var aims: [(id: EntryId, aim: Aim)] { journal.goals.map { ($0.id, Aim($0.body)) } }

  /// Rooms that sales has set and that are not over, the latest last.
  var roomsSet: [Outlook.RoomSet] {
    journal.rooms.filter { room in room.body.to.map { $0 > findings?.cutoff ?? $0 - 1 } ?? true }.flatMap {
      room -> [Outlook.RoomSet] in
      let room = room.body
      guard let plan = room.staffing.flatMap(StaffPlan.init) else {
        return [Outlook.RoomSet(from: room.from, to: room.to, leads: room.leadsAWeek)]
      }
      return plan.rooms(from: room.from, to: room.to)
    }
  }

  /// The people behind the room that holds on a day, where it was said by people.
  func staff(on day: Day) -> StaffPlan? { journal.rooms.last { $0.body.covers(day) }?.body.staffing.flatMap(StaffPlan.init) }

  /// Working hours within which sales answers, as promised; four where nobody promised.
  var promisedHours: (hours: Double, isPromised: Bool) {
    for promise in journal.promises.reversed() {
      if case .answer(let hours) = promise.body.kind { return (hours, true) }
    }
    return (4, false)
  }

  /// What was tried on keeping customers and looked at since, from ideas and decisions on revenue kept.
  func keepingTested(_ findings: Findings) -> [KeepAgainstWin.Tested] {
    func tested(_ name: String, _ predicted: Prediction?, _ look: () -> Looked?) -> KeepAgainstWin.Tested? {
      guard let predicted, predicted.outcome == OutcomeKind.revenueKept.rawValue, let found = look(), let saw = found.saw,
        found.verdict == .held || found.verdict == .missed
      else { return nil }
      // Where nobody says how sure the figure is, it is as unsure as what was expected.
      let half = max(0, predicted.high - predicted.low) / 2
      return KeepAgainstWin.Tested(
        name: name, kept: found.range ?? Estimate(value: saw, low: saw - half, high: saw + half),
        hours: predicted.hours.flatMap { $0.isFinite && $0 > 0 ? $0 : nil }, held: found.verdict == .held,
        isSeen: found.range != nil)
    }
    return journal.ideas.filter { $0.dropped == nil }.compactMap { story in
      tested(story.idea.body.sentence, story.idea.body.predicted) { looked[story.id] ?? Looked(story, findings) }
    }
      + journal.decisions.filter { $0.dropped == nil }.compactMap { story in
        tested(story.decision.body.sentence, story.decision.body.predicted) { looked[story.id] ?? Looked(story, findings) }
      }
  }

  /// Leads a week that marketing promised, and of which kind; `nil` where nothing was.
  var promisedLeads: (aWeek: Double, of: String)? {
    for promise in journal.promises.reversed() {
      if case .leads(let count, let of) = promise.body.kind { return (count, of) }
    }
    return nil
  }
}

extension Findings {
  /// The room that sales has set, for those who have no dashboard: what the next units do to others is played at it.
  package mutating func hear(_ journal: Journal) {
    var facts = Facts(company: company)
    facts.journal = journal
    crowd(roomsSet: facts.roomsSet, quick: true)
  }
}

extension StaffPlan {
  /// `nil` where the entry has no days to go by: its number of leads is all that is known then.
  fileprivate init?(_ staffing: Staffing) {
    guard staffing.hoursPerLead >= 0.01, staffing.starting == 0 || staffing.startingFrom != nil else { return nil }
    func held(_ value: Double, _ most: Double = 100_000) -> Double { value.isFinite ? max(0, min(most, value)) : 0 }
    self.init(
      people: held(staffing.people - staffing.starting), hoursEach: held(staffing.hoursAWeek, 168),
      hoursPerLead: held(staffing.hoursPerLead), away: held(staffing.away), awayUntil: staffing.awayUntil,
      starting: held(staffing.starting), startingFrom: staffing.startingFrom, ramp: held(staffing.ramp ?? 1, 52))
  }

  /// As the journal keeps it, from a week on.
  func room(from monday: Day) -> AgreedRoom {
    AgreedRoom(
      from: monday, leadsAWeek: room(ofWeek: monday),
      staffing: Staffing(
        people: people + starting, hoursAWeek: hoursEach, hoursPerLead: hoursPerLead, away: away, awayUntil: awayUntil,
        starting: starting, startingShare: starting > 0 ? 1 / max(1, ramp) : 1, startingFrom: startingFrom, ramp: ramp))
  }
}

extension Aim {
  package init(_ goal: Goal) {
    self.init(
      side: Aim.Side(rawValue: goal.side.rawValue) ?? .both, measure: Measure(goal.measure), from: goal.from, to: goal.to,
      value: goal.value, isFloor: goal.bound == .floor)
  }

  /// As the journal keeps it.
  var goal: Goal {
    Goal(
      side: .init(rawValue: side.rawValue) ?? .both, measure: measure.text, from: from, to: to, value: value,
      bound: isFloor ? .floor : .ceiling)
  }
}

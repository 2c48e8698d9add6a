import Journal
import Records
import Translation

/// What people wrote down, as Align reads it. (Here alone both rooms are spoken of; the journal's is never named.)
extension Facts {
  /// Goals that hold, with the entries they are from; oldest first.
  var aims: [(id: EntryId, aim: Aim)] { journal.goals.map { ($0.id, Aim($0.body)) } }

  /// Rooms that sales has set and that are not over, the latest last.
  var roomsSet: [Outlook.RoomSet] {
    journal.rooms.filter { room in room.body.to.map { $0 > findings?.cutoff ?? $0 - 1 } ?? true }.map {
      Outlook.RoomSet(from: $0.body.from, to: $0.body.to, leads: $0.body.leadsAWeek)
    }
  }

  /// Working hours within which sales answers, as promised; four where nobody promised.
  var promisedHours: (hours: Double, isPromised: Bool) {
    for promise in journal.promises.reversed() {
      if case .answer(let hours) = promise.body.kind { return (hours, true) }
    }
    return (4, false)
  }

  /// Leads a week that marketing promised, and of which kind; `nil` where nothing was.
  var promisedLeads: (aWeek: Double, of: String)? {
    for promise in journal.promises.reversed() {
      if case .leads(let count, let of) = promise.body.kind { return (count, of) }
    }
    return nil
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

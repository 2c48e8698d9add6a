import Records

/// How many leads of today's mix a week get a proper first answer.
package struct Room: Sendable {
  /// How the figure was had.
  package enum Status: Sendable, Hashable {
    /// The team was full on so many days of the last 91.
    case measured(fullDays: Int)
    /// It was full, but not lately: so many days of a year, the last on `last`. No word on over or under room.
    case dated(fullDays: Int, last: Day)
    /// Never seen full: there is no upper figure.
    case neverFull
  }

  /// Why nothing is said about room.
  package enum Refusal: Error, Sendable, Hashable {
    case noLeads
    case answersNotRecorded
    case tooFewAnswers(Int)
    case recordTooShort(days: Int)
  }

  package var status: Status
  /// Leads a full week; `nil` where the team was never seen full.
  package var perWeek: Estimate?
  /// The most that were answered in one week without a queue, in leads of today's mix: a fact, and the only lower bound.
  package var mostWithoutQueue: Int
  package var weekOfMost: Day?
  /// Room by week of the record, oldest first; empty where never full.
  package var history: [Estimate]
  package var historyFrom: Day
  /// Working days of an ordinary week, and the share of them on which somebody worked in the last year.
  package var workdaysAWeek: Int
  package var openShare: Double
  /// Leads a week that came in the last four whole weeks, and of the share that was never answered even in quiet weeks.
  package var arrivingLately: Double
  package var ignored: Double
  /// What a lead of each source takes of the room, an average lead of today's mix being 1.
  package var effort: [Double]

  /// Grade B where it is measured on enough days, D where it is old; a lower bound is a fact without grade of its own.
  package var grade: Grade {
    switch status {
    case .measured(let days): days >= 20 ? .b : .c
    case .dated, .neverFull: .d
    }
  }
}

/// What sales says its room will be: the estimate where it says nothing.
package struct RoomDial: Sendable, Hashable {
  package enum Setting: Sendable, Hashable {
    case asEstimated
    /// Leads of today's mix a week.
    case perWeek(Double)
    /// The estimate times a factor: two of eight away is 0.75.
    case times(Double)
  }

  /// From the first Monday after the cutoff on; the last entry goes on for ever. Empty: as estimated.
  package var weeks: [Setting]

  package init(_ weeks: [Setting] = []) { self.weeks = weeks }
  package static let asEstimated = RoomDial()
  package static func perWeek(_ leads: Double) -> RoomDial { RoomDial([.perWeek(leads)]) }

  package func setting(week: Int) -> Setting {
    weeks.isEmpty ? .asEstimated : weeks[min(max(0, week), weeks.count - 1)]
  }

  package mutating func set(_ setting: Setting, week: Int) {
    while weeks.count < week + 2 { weeks.append(weeks.last ?? .asEstimated) }
    weeks[week] = setting
  }
}

/// People into room: what a team of so many can take, week by week. This is the dial by people.
package struct StaffPlan: Sendable, Hashable {
  /// Colleagues who know the work, and those of them who are away, with the last day of it; `nil`: without end.
  package var people: Double
  package var away: Double
  package var awayUntil: Day?
  /// Hours a week that one of them has for new leads, and hours that a lead takes.
  package var hoursEach: Double
  package var hoursPerLead: Double
  /// New colleagues on top, from when on, and weeks until one takes as many as the others, in equal steps.
  package var starting: Double
  package var startingFrom: Day?
  package var ramp: Double

  package init(
    people: Double, hoursEach: Double, hoursPerLead: Double, away: Double = 0, awayUntil: Day? = nil, starting: Double = 0,
    startingFrom: Day? = nil, ramp: Double = 8
  ) {
    (self.people, self.hoursEach, self.hoursPerLead) = (people, hoursEach, hoursPerLead)
    (self.away, self.awayUntil) = (away, awayUntil)
    (self.starting, self.startingFrom, self.ramp) = (starting, startingFrom, ramp)
  }

  /// Leads that one colleague takes in a week.
  package var leadsEach: Double { hoursPerLead > 0 ? hoursEach / hoursPerLead : 0 }

  /// Whole leads of the week that begins on that Monday; who is away for a part of it is away for that part.
  package func room(ofWeek monday: Day) -> Double {
    func share(until day: Day?) -> Double { day.map { day in Double((0..<5).count { monday + $0 <= day }) / 5 } ?? 1 }
    var present = people - away * share(until: awayUntil)
    if starting > 0 {
      let first = startingFrom ?? monday
      let here = Double((0..<5).count { monday + $0 >= first }) / 5
      let weeks = Double((monday - first.startOfWeek) / 7 + 1)
      if monday + 6 >= first { present += starting * here * min(1, weeks / max(1, ramp)) }
    }
    return (max(0, present) * leadsEach).rounded()
  }

  /// The same as rooms that are set, from a day on: one for each change, the last until `to` or without end.
  package func rooms(from: Day, to: Day? = nil) -> [Outlook.RoomSet] {
    let settled = [awayUntil.map { $0 + 7 }, startingFrom.map { $0 + 7 * Int(max(1, ramp)) }].compactMap(\.self).max() ?? from
    let last = min(to ?? settled, from + 730)
    var found: [Outlook.RoomSet] = []
    var monday = from.startOfWeek
    while monday <= max(last, from) {
      let leads = room(ofWeek: monday)
      if found.last?.leads != leads {
        if !found.isEmpty { found[found.count - 1].to = monday - 1 }
        found.append(Outlook.RoomSet(from: max(from, monday), to: to, leads: leads))
      }
      monday = monday + 7
    }
    return found
  }
}

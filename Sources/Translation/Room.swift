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

/// People into room: what a team of so many can take, week by week.
package struct StaffPlan: Sendable, Hashable {
  /// Colleagues who answer leads today, and leads each can take in a week.
  package var heads: Double
  package var leadsEach: Double
  /// Colleagues away, and new colleagues who begin, by week ahead (0 is the first).
  package var away: [Double]
  package var joining: [Double]
  /// Weeks until a new colleague takes as many as the others, in equal steps.
  package var ramp: Int

  package init(heads: Double, leadsEach: Double, away: [Double] = [], joining: [Double] = [], ramp: Int = 8) {
    self.heads = heads
    self.leadsEach = leadsEach
    self.away = away
    self.joining = joining
    self.ramp = ramp
  }

  /// Thirteen weeks and one more, which goes on.
  package var dial: RoomDial {
    RoomDial(
      (0..<14).map { week in
        var present = heads - (away.indices.contains(week) ? away[week] : 0)
        for (begins, count) in joining.enumerated() where begins <= week {
          present += count * min(1, Double(week - begins + 1) / Double(max(1, ramp)))
        }
        return .perWeek(max(0, present) * leadsEach)
      })
  }
}

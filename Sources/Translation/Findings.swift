import Records

/// Everything honest that can be said about a ledger: what the views show and the command line prints.
package struct Findings: Sendable {
  package var company: String
  package var currency: String?
  package var cutoff: Day
  package var metrics: [Metric]
  package var outcomes: [Outcome]
  /// Metric-major: the translation of metric m to outcome o is entry m · outcomes.count + o.
  package var translations: [Translation]
  package var remarks: [Remark]
  package var recorded: Recorded
  /// Who gets how much credit under which rule; `nil` where nothing can be shared out (or not yet: the coarse pass).
  package var rulers: Rulers?
  package var machineOpens: MachineOpens?
  /// How many pairs were looked at, and how many would look good by luck.
  package var looks: Looks
  /// What goals, room and promises are answered from; `nil` until the full pass.
  package var outlook: Outlook?

  /// The room that the next units were played at: what sales or a plan says, else the estimate. `nil`: none was played yet.
  package internal(set) var playedAt: RoomDial?
  package var roomDial: RoomDial { playedAt ?? .asEstimated }

  /// Room, waiting and what is coming; `nil` until the full pass has it.
  package var workload: Result<Workload, Room.Refusal>? { outlook?.workload }

  package func translation(metric: Int, outcome: Int) -> Translation? {
    guard metrics.indices.contains(metric), outcomes.indices.contains(outcome) else { return nil }
    return translations[metric * outcomes.count + outcome]
  }

  /// The same by name; `nil` where one of the two is not in the data.
  package func translation(of metric: String, toward outcome: OutcomeKind) -> Translation? {
    guard let m = metrics.firstIndex(where: { $0.name == metric }), let o = outcomes.firstIndex(where: { $0.kind == outcome })
    else { return nil }
    return translation(metric: m, outcome: o)
  }
}

/// A number by week, oldest first; the last may be unfinished.
package struct Weeks: Sendable, Hashable {
  package var firstMonday: Day
  /// `nil` where nothing was recorded.
  package var values: [Double?]
  /// Days of the last week that are in the data: 7 when it is whole.
  package var daysOfLast: Int

  package init(firstMonday: Day, values: [Double?], daysOfLast: Int) {
    self.firstMonday = firstMonday
    self.values = values
    self.daysOfLast = daysOfLast
  }

  /// Whole weeks only.
  package var whole: ArraySlice<Double?> { daysOfLast == 7 ? values[...] : values.dropLast() }
}

/// Something marketing counts.
package struct Metric: Sendable {
  package enum Kind: Sendable, Hashable {
    /// People with an id: one entry of `Ledger.sources`.
    case source(Int)
    /// People with an id on a list of their own: one entry of `Ledger.overlays`.
    case overlay(Int)
    /// A number by day, week or month.
    case series(Int)
  }
  package enum Unit: Sendable, Hashable { case people, count, money, ratio }

  /// Snake case: what `--metric` takes and `--json` says.
  package var name: String
  /// As the file says it.
  package var title: String
  package var kind: Kind
  /// The file a number without ids comes from.
  package var file: String?
  package var unit: Unit
  package var weeks: Weeks
  /// Last day of the last whole week that the figures below speak of.
  package var until: Day
  package var lastFourWeeks: Double?
  package var fourWeeksBefore: Double?
  package var sameWeeksLastYear: Double?
  package var total: Double
  /// Weeks from which it runs on another level, and weeks in which it said nothing.
  package var shifts = Shifts.none
  /// Events and people, of whatever has ids; `nil`: a number by day, week or month, of which nobody can say how many people it is.
  package var counted: Counted?
  /// Why it came back, and what its deals took: of people with an id, in the full pass.
  package var opinions: Opinions?
  package var takes: Takes?

  /// *1,096 rows, 845 people*, and what the others are.
  package struct Counted: Sendable, Hashable {
    package var events: Int
    package var people: Int
    /// Once more, the same in other letters, and our own people.
    package var again: Int
    package var otherCase: Int
    package var staff: Int
  }
}

/// One of sales' numbers.
package struct Outcome: Sendable {
  package enum Unit: Sendable, Hashable { case count, money, hours, medianHours }
  package var kind: OutcomeKind
  package var unit: Unit
  /// False: no file says anything about it.
  package var isRecorded: Bool
  package var weeks: Weeks
  package var lastFourWeeks: Double?
  package var fourWeeksBefore: Double?
  package var quarterStart: Day
  package var quarterToDate: Double?
  /// The same days of the quarter a year earlier.
  package var yearBefore: Double?
  /// Set where a year earlier the record was not complete, so that nothing is compared: the day from which it will be.
  package var comparableFrom: Day?
  package var total: Double?
  package var sameWeeksLastYear: Double?
  package var shifts = Shifts.none
  /// Why the total moved; `nil` with the reason where that cannot be told.
  package var change: Change?
  package var changeRefusal: Change.Refusal?
  /// Everybody together, by month of arrival.
  package var cohorts: Cohorts?
}

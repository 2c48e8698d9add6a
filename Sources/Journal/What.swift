import Records

/// Everything that people can add. A kind that a later Parley knows and this one does not is `unknown`: kept, and counted.
package indirect enum What: Hashable, Sendable {
  /// A new goal, or another wording of the goal `of`.
  case goal(Goal, of: EntryId?)
  case room(AgreedRoom)
  case idea(Idea, of: EntryId?)
  case vote(Vote)
  case trying(Trial)
  /// What came of an idea or a decision.
  case result(Verification)
  case note(FieldNote)
  case promise(Promise)
  case decision(Decision)
  case meetingOpened(title: String?)
  case meetingStep(EntryId, step: String)
  /// The numbers that a meeting saw, so that a later change can be told.
  case meetingSaw(EntryId, [SeenNumber])
  /// With its minutes as they were when it ended, line by line; none in a journal of an earlier Parley.
  case meetingClosed(EntryId, minutes: [String] = [])
  /// A goal, room, idea, promise or decision that holds no longer, and why.
  case dropped(EntryId, why: String?)
  case undo(EntryId)
  case unknown(kind: String)
}

/// What a side wants of a number between two days.
package struct Goal: Hashable, Sendable {
  package enum Bound: String, CaseIterable, Sendable { case floor, ceiling }

  package var side: Side
  /// An outcome's or metric's name, or a rate as `deals_won of opportunities`.
  package var measure: String
  package var from: Day
  package var to: Day
  package var value: Double
  package var bound: Bound

  package init(side: Side, measure: String, from: Day, to: Day, value: Double, bound: Bound) {
    self.side = side
    self.measure = measure
    self.from = from
    self.to = to
    self.value = value
    self.bound = bound
  }
}

/// How many leads a week sales can serve, from a day on.
package struct AgreedRoom: Hashable, Sendable {
  package var from: Day
  /// The last day, where it is known; later entries win over earlier ones.
  package var to: Day?
  package var leadsAWeek: Double
  /// What it was worked out from, where it was.
  package var staffing: Staffing?

  package init(from: Day, to: Day? = nil, leadsAWeek: Double, staffing: Staffing? = nil) {
    self.from = from
    self.to = to
    self.leadsAWeek = leadsAWeek
    self.staffing = staffing
  }

  package func covers(_ day: Day) -> Bool { from <= day && (to.map { day <= $0 } ?? true) }
}

/// People and hours behind a room.
package struct Staffing: Hashable, Sendable {
  package var people: Double
  /// Hours a week that one person has for new leads.
  package var hoursAWeek: Double
  package var hoursPerLead: Double
  /// Of the people, how many are away.
  package var away: Double
  /// The last day of that; `nil`: as long as the room holds.
  package var awayUntil: Day?
  /// Of the people, how many are new, and which share of a colleague's leads they can serve when they begin.
  package var starting: Double
  package var startingShare: Double
  /// Their first day, and weeks until they serve as many as the others; `nil`: the share stays.
  package var startingFrom: Day?
  package var ramp: Double?

  package init(
    people: Double, hoursAWeek: Double, hoursPerLead: Double, away: Double = 0, awayUntil: Day? = nil, starting: Double = 0,
    startingShare: Double = 1, startingFrom: Day? = nil, ramp: Double? = nil
  ) {
    self.awayUntil = awayUntil
    self.startingFrom = startingFrom
    self.ramp = ramp
    self.people = people
    self.hoursAWeek = hoursAWeek
    self.hoursPerLead = hoursPerLead
    self.away = away
    self.starting = starting
    self.startingShare = startingShare
  }
}

/// What a translation expected of a change, as it stood when it was written down.
package struct Prediction: Hashable, Sendable {
  package var outcome: String
  package var value: Double
  package var low: Double
  package var high: Double
  /// How often such a range holds the truth: 0.9.
  package var level: Double
  /// The days that the figures are for: 365 is a year.
  package var days: Int
  /// Sales hours that it takes, for the same days.
  package var hours: Double?
  /// Median days from the metric to the outcome.
  package var lagDays: Int?
  package var grade: String?

  package init(
    outcome: String, value: Double, low: Double, high: Double, level: Double = 0.9, days: Int, hours: Double? = nil,
    lagDays: Int? = nil, grade: String? = nil
  ) {
    self.outcome = outcome
    self.value = value
    self.low = low
    self.high = high
    self.level = level
    self.days = days
    self.hours = hours
    self.lagDays = lagDays
    self.grade = grade
  }

  package func holds(_ seen: Double) -> Bool { low <= seen && seen <= high }
}

/// Something to try: a sentence, the number it touches, from where to where, until when.
package struct Idea: Hashable, Sendable {
  package var sentence: String
  package var metric: String
  package var outcome: String
  /// Units in four weeks, now and as it would be; `nil` where the idea is no matter of more or less.
  package var now: Double?
  package var then: Double?
  package var by: Day
  package var predicted: Prediction?

  package init(
    sentence: String, metric: String, outcome: String, now: Double? = nil, then: Double? = nil, by: Day,
    predicted: Prediction? = nil
  ) {
    self.sentence = sentence
    self.metric = metric
    self.outcome = outcome
    self.now = now
    self.then = then
    self.by = by
    self.predicted = predicted
  }
}

/// One side's judgement of an idea, given before it sees the other's: 1 (little) to 5 (much).
package struct Vote: Hashable, Sendable {
  package var idea: EntryId
  package var isFor: Bool
  package var worth: Int
  package var effort: Int
  package var sureness: Int
  /// How much of the outcome the side expects, if it said.
  package var guess: Double?

  package init(idea: EntryId, isFor: Bool, worth: Int, effort: Int, sureness: Int, guess: Double? = nil) {
    self.idea = idea
    self.isFor = isFor
    self.worth = worth
    self.effort = effort
    self.sureness = sureness
    self.guess = guess
  }
}

/// From when to when an idea is tried, and beside what.
package struct Trial: Hashable, Sendable {
  package var idea: EntryId
  package var from: Day
  package var to: Day
  /// What is left as it was meanwhile: weeks, regions or sources.
  package var comparison: String?

  package init(idea: EntryId, from: Day, to: Day, comparison: String? = nil) {
    self.idea = idea
    self.from = from
    self.to = to
    self.comparison = comparison
  }
}

/// What was seen when the time of an idea or a decision was over.
package struct Verification: Hashable, Sendable {
  package enum Verdict: String, CaseIterable, Sendable {
    case held, missed
    case notDone = "not_done"
    case untold
  }

  package var of: EntryId
  package var verdict: Verdict
  /// In the prediction's outcome and days; `nil` where it cannot be told.
  package var saw: Double?
  package var low: Double?
  package var high: Double?
  package var text: String?

  package init(
    of: EntryId, verdict: Verdict, saw: Double? = nil, low: Double? = nil, high: Double? = nil, text: String? = nil
  ) {
    self.of = of
    self.verdict = verdict
    self.saw = saw
    self.low = low
    self.high = high
    self.text = text
  }
}

/// A sentence from the field, pinned to a metric.
package struct FieldNote: Hashable, Sendable {
  package var metric: String
  package var text: String

  package init(metric: String, text: String) {
    self.metric = metric
    self.text = text
  }
}

/// What one side owes the other, from a day on.
package struct Promise: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// Leads are answered within so many working hours.
    case answer(workingHours: Double)
    /// So many leads a week of an agreed kind.
    case leads(aWeek: Double, of: String)
  }

  package var side: Side
  package var kind: Kind
  package var from: Day
  package var to: Day?

  package init(side: Side, kind: Kind, from: Day, to: Day? = nil) {
    self.side = side
    self.kind = kind
    self.from = from
    self.to = to
  }
}

/// Something both sides decided: who owns it, when it is looked at again, what is expected of it.
package struct Decision: Hashable, Sendable {
  package var sentence: String
  package var owner: Side
  package var due: Day
  package var metric: String?
  package var predicted: Prediction?
  package var meeting: EntryId?
  package var idea: EntryId?

  package init(
    sentence: String, owner: Side, due: Day, metric: String? = nil, predicted: Prediction? = nil, meeting: EntryId? = nil,
    idea: EntryId? = nil
  ) {
    self.sentence = sentence
    self.owner = owner
    self.due = due
    self.metric = metric
    self.predicted = predicted
    self.meeting = meeting
    self.idea = idea
  }
}

/// A number as a meeting saw it.
package struct SeenNumber: Hashable, Sendable {
  package var name: String
  package var value: Double
  package var low: Double?
  package var high: Double?

  package init(name: String, value: Double, low: Double? = nil, high: Double? = nil) {
    self.name = name
    self.value = value
    self.low = low
    self.high = high
  }
}

import Records

/// Everything honest that can be said about one pair.
package struct Translation: Sendable {
  package var metric: Int
  package var outcome: OutcomeKind
  package var evidence: Evidence
  package var grade: Grade
  package var ground: Ground
  /// What people tested of it, and the grade it had by counting alone.
  package internal(set) var test: PairTest?
  package internal(set) var untested: Grade?
  /// Facts that people must hear beside the reason.
  package var notes: [Note]
  /// Units counted, and the outcomes that followed them.
  package var units: Int?
  package var outcomes: Int?
  package var finished: Double?
  package var perUnit: Estimate?
  package var withinDays: Int?
  package var lag: Lag?
  package var hoursPerUnit: Estimate?
  package var costPerOutcome: Estimate?
  package var dealValue: DealValue?
  package var tracked: TrackedEvidence?
  package var modelled: ModelledEvidence?
  /// Outcomes to come from the units already there, by days ahead; those that the record is too short for are absent.
  package var inHand: [TrackedPosterior.InHandCount]
  /// The same in money, every deal drawn for itself: where the outcome is revenue.
  package var inHandRevenue: [TrackedPosterior.InHandRevenue]
  /// The outcome as a curve of the volume, inside what was tried: what every question about *more* is answered from.
  package var response: Response?
  /// The draws behind it, with their timing; `nil` where units are not followed.
  package var draws: RateDraws?
  /// How what a weekly number works comes over the weeks and then on its way to the outcome; `nil` where units are followed.
  package var carried: RateDraws?
  /// What the next units bring at today's volume, or why that is not said.
  package var next: Next?
  package var nextRefused: Response.Refusal?
  /// What the next units do to other leads at the room there is; only with deals won, and only in the full pass.
  package var crowding: Crowding?
  /// The next units with everything counted, at the room there is: with deals and opportunities of sources, in the full pass.
  package var inAll: InAll?
  /// How the chance of a unit moves with how many come at once.
  package var tilt: BatchTilt?
  /// Units and outcomes against the money spent on the source, where it is known by month or week.
  package var spend: SpendEvidence?
  /// Money spent on one unit so far, on average.
  package var costPerUnit: Double?
  package var rulers: RulerEvidence?

  package init(
    metric: Int, outcome: OutcomeKind, evidence: Evidence, grade: Grade, ground: Ground, notes: [Note] = []
  ) {
    self.metric = metric
    self.outcome = outcome
    self.evidence = evidence
    self.grade = grade
    self.ground = ground
    self.notes = notes
    units = nil
    outcomes = nil
    finished = nil
    perUnit = nil
    withinDays = nil
    lag = nil
    hoursPerUnit = nil
    costPerOutcome = nil
    dealValue = nil
    tracked = nil
    modelled = nil
    inHand = []
    inHandRevenue = []
    response = nil
    draws = nil
    carried = nil
    next = nil
    nextRefused = nil
    crowding = nil
    inAll = nil
    tilt = nil
    spend = nil
    costPerUnit = nil
    rulers = nil
  }
}

extension Translation {
  /// When what a unit brings has come, whether it is followed or only seen in the weeks.
  package var timing: RateDraws? { draws ?? carried }
}

/// What more money on a source has gone with.
package struct SpendEvidence: Sendable {
  package var fit: SpendResponse
  /// Outcomes of a period against its money.
  package var response: Response
}

/// One source's credit under every ruler, and whether a decision would change with the ruler.
package struct RulerEvidence: Sendable {
  package var credit: Rulers.Credit
  package var verdict: RulerVerdict
  package var wins: Int
  /// Customers touched, summed over channels, as a share of the wins.
  package var touchedSum: Double
}

/// What the *why* screen shows of a tracked pair.
package struct TrackedEvidence: Sendable {
  /// From unit to outcome, with counts: of the units within the record.
  package var path: [PathStep]
  package var curve: ArrivalCurve
  package var window: RecordWindow
  /// Units before the record began (or after it ended): in the file, not in the count.
  package var unitsOutside: Int
  package var newest: NewestCohort?
  package var backtest: Backtest
  package var noted: NotedSplit?
  /// Each step of the path as a rate of its own; empty in the coarse pass.
  package var steps: [StepRate] = []
  /// The model's share by days, ascending, up to the stated time: what the curve is laid beside.
  package var model: [ModelPoint] = []
  package var cohorts: Cohorts?
  /// Units and outcomes by week: what tests are read from. `nil` where the outcome is money.
  package var weeks: WeekCohorts?
}

/// The model's share of units that get there within a number of days, with its 90% interval.
package struct ModelPoint: Sendable, Hashable {
  package var days: Int
  package var share: Estimate
  /// Times that the sampler keeps, ascending.
  static let days = [3, 7, 14, 30, 60, 90, 120, 180, 240, 300, 365]
}

extension Translation {
  /// The unit's own Aalen–Johansen curve where it leaves the model's 90% band at the stated time: share by the curve, and the band.
  ///
  /// The two answer one question by different means. The curve takes the units as they came; the model leans on all sources, lets months
  /// have
  /// luck and rates move. Where they part, one of these has spoken louder than the units themselves.
  package var parting: (curve: Double, model: Estimate, days: Int)? {
    guard let tracked, let days = withinDays, let band = tracked.model.last(where: { $0.days <= days })?.share else {
      return nil
    }
    let curve = tracked.curve.value(within: days)
    // Less than a fiftieth beyond the band is the width of a line.
    guard curve > 0, curve < band.low / 1.02 || curve > band.high * 1.02 else { return nil }
    return (curve, band, days)
  }
}

/// One step of the path from a unit to an outcome: how many of the units got that far.
package struct PathStep: Sendable, Hashable {
  package enum Stage: Sendable, Hashable {
    case rows, people, handedOver, accepted, opened
    /// A stage of a deal on its way, by its name.
    case deal(String)
    case won

    package var isOfDeal: Bool { if case .deal = self { true } else { false } }
  }
  package var stage: Stage
  package var count: Int
}

/// The newest calendar month of units and how far through its usual time it is.
package struct NewestCohort: Sendable, Hashable {
  package var month: Day
  package var units: Int
  package var outcomes: Int
  package var finished: Double
}

/// Units with a noted need against those without.
package struct NotedSplit: Sendable, Hashable {
  package var withUnits: Int
  package var withWon: Int
  package var withoutUnits: Int
  package var withoutWon: Int
}

/// What the deals of one source are worth.
package struct DealValue: Sendable, Hashable {
  package var mean: Estimate
  package var median: Double
  package var deals: Int
}

/// Why a translation has its grade: facts; wording makes the sentence.
package enum Ground: Sendable, Hashable {
  case consistent(won: Int, inside: Int, of: Int, finished: Double)
  case countMisleads(rows: Int, people: Int, repeats: Int, staff: Int, caseVariants: Int)
  /// Opens jumped while clicks stayed: machines open them.
  case machineOpens(MachineOpens)
  case noneYet(units: Int, below: Double)
  case tooFew(won: Int, units: Int, needed: Int)
  case unfinished(finished: Double)
  case notPredictedBack(inside: Int, of: Int)
  case notCheckedBack(recordDays: Int)
  case recordTooShort(days: Int)
  case nothingWonYet
  case noIds
  /// So many deals are in the files, and none of them meets a lead.
  case nothingMeets(deals: Int)
  /// Not seen; the elasticity that would probably have been.
  case noEffect(elasticity: Double)
  /// Seen in the weeks; half of it has come after so many weeks.
  case modelled(probability: Double, half: Int)
  case modelDoubts(WeeklyModel.Doubt)
  case notModelled(WeeklyModel.Refusal)
  case leftOutOfModel(WeeklyModel.Exclusion.Reason)
  /// Money beside the units of its source, so many months or weeks of it.
  case spend(probability: Double, periods: Int)
  case spendNotTold(SpendResponse.Refusal)
  case notRecorded(OutcomeKind)
  /// The first lead or deal is of that day, which is later than the cutoff.
  case nothingDatedYet(first: Day)
  case amountsNotRecorded
  case cannotBeSplit(OutcomeKind)
}

/// A fact beside the reason.
package enum Note: Sendable, Hashable {
  /// Units that came before the outcome was recorded are left out.
  case recordBegins(Day, unitsLeftOut: Int, unitsInFile: Int)
  case recordEnds(Day)
  case smallSourceLeansOnAll(units: Int)
  /// Rates of all sources have moved together: the figure is today's.
  case ratesMove(probability: Double, soFar: Estimate)
}

import Dashboard
import Records
import Translation

/// The keys of the contract that carry the evidence: they follow the older ones, in a fixed order; what is `null` says why in `why_null`.
extension Report {
  /// At the end of each translation.
  func evidence(_ t: Translation) -> [(String, Json)] {
    let metric = findings.metrics[t.metric]
    let wording = Wording(findings)
    var nulls: [(String, Json)] = []
    func known(_ key: String, _ value: Json?, _ reason: String) -> (String, Json) {
      guard let value else {
        nulls.append((key, .string(reason)))
        return (key, .null)
      }
      return (key, value)
    }
    let followed = "It is followed person by person for accepted leads, opportunities and deals only."
    let keys = [
      ("working", working(t, metric)),
      known(
        "own_curve", ownCurve(t), t.tracked == nil ? followed : "None of them has got there within the stated time."),
      known(
        "steps", t.tracked.flatMap { $0.steps.isEmpty ? nil : .array($0.steps.map(step)) },
        t.tracked == nil ? followed : "The files record no two stages that could be told apart."),
      known("cohorts", t.outcome == .revenueWon ? nil : t.tracked?.cohorts.map(cohorts), followed),
      known("model", t.modelled.map(model), "It is no number by week that a model relates to what followed."),
      known(
        "helps_most", t.missingFile(findings.metrics).map { file in .string(wording.words(file)) }, wording.helpsMost(t)),
    ]
    if t.next == nil { nulls.append(("next", .string(wording.nextRefusal(t)))) }
    return keys + [("why_null", .object(nulls))]
  }

  private func working(_ t: Translation, _ metric: Metric) -> Json {
    let window = t.tracked?.window
    return .object([
      ("numerator", .number(t.outcomes)), ("denominator", .number(t.units)), ("from", .string(window?.from.description)),
      ("to", .string(window?.to.description)), ("left_out", .number(t.tracked?.unitsOutside)),
      (
        "files",
        .array(
          Working.files(metric, t, files).map {
            .object([("file", .string($0.name)), ("rows", .number($0.rows)), ("refused", .number($0.refused))])
          })
      ),
      ("rule", .string(Working.rule(t))),
    ])
  }

  /// What the weeks say of a number without ids, in outcomes a year; `smallest_share` is the share of all that would have been seen.
  private func model(_ modelled: ModelledEvidence) -> Json {
    let fit = modelled.fit
    return .object([
      ("probability", .number(fit.probability)), ("ten_percent_a_year", .object(members(modelled.tenPercentYear))),
      ("half_life_weeks", .object(members(fit.halfLife))), ("smallest_share", .number(fit.smallest.elasticity)),
      ("moves_with", .array(fit.together.map { .string($0) })),
      (
        "together",
        fit.joint.flatMap { joint in
          modelled.togetherYear.map {
            .object([("probability", .number(joint.probability)), ("ten_percent_a_year", .object(members($0)))])
          }
        } ?? .null
      ),
    ])
  }

  private func ownCurve(_ t: Translation) -> Json? {
    guard let tracked = t.tracked, let days = t.withinDays, t.outcome != .revenueWon, t.outcome != .salesHours else {
      return nil
    }
    let value = tracked.curve.value(within: days)
    guard value > 0 else { return nil }
    let ends = tracked.curve.interval(within: days)
    return .object([
      ("value", .number(value)), ("low", ends.map { .number($0.low) } ?? .null),
      ("high", ends.map { .number($0.high) } ?? .null),
      ("level", .number(0.9)), ("within_days", .number(days)), ("inside_model", .truth(t.parting == nil)),
    ])
  }

  private func step(_ step: StepRate) -> Json {
    .object([
      ("from", .string(step.from.name)), ("to", .string(step.to.name)), ("units", .number(step.units)),
      ("outcomes", .number(step.outcomes)),
      ("rate", step.within.map { .object(members($0) + [("within_days", .number(step.days))]) } ?? .null),
      ("finished", step.finished.map { .number($0) } ?? .null),
    ])
  }

  func cohorts(_ cohorts: Cohorts) -> Json {
    .object([
      (
        "months",
        .array(
          cohorts.months.map { month in
            .object([
              ("month", .string(String(month.month.description.prefix(7)))), ("units", .number(month.units)),
              ("so_far", .number(month.soFar)),
              ("within", .object(zip(Cohorts.ages, month.within).map { ("\($0)", .number($1)) })),
              ("same_day", share(month.then)),
            ])
          })
      ),
      ("day", .number(cohorts.day)),
      (
        "equal_age",
        cohorts.equalAge.map { equal in
          .object([
            ("days", .number(equal.days)), ("new_so_far", share(equal.newSoFar)), ("old_so_far", share(equal.oldSoFar)),
            ("new", share(equal.new)), ("old", share(equal.old)), ("difference", .object(members(equal.difference))),
            ("noise", .truth(equal.isNoise)),
          ])
        } ?? .null
      ),
    ])
  }

  private func share(_ share: Cohorts.Share) -> Json {
    .object([("outcomes", .number(share.outcomes)), ("units", .number(share.units))])
  }

  // MARK: The whole

  /// After the older keys of the whole.
  var wholeEvidence: [(String, Json)] {
    [
      ("metrics", .array(metrics.map { metric(findings.metrics[$0]) })),
      ("outcomes", .array(outcomes.map { outcome(findings.outcomes[$0]) })),
      ("looks", looks),
      ("missing_files", Report.missingFiles(findings)),
    ]
  }

  private func metric(_ metric: Metric) -> Json {
    .object([
      ("metric", .string(metric.name)), ("last_four_weeks", number(metric.lastFourWeeks)),
      ("four_weeks_before", number(metric.fourWeeksBefore)), ("same_weeks_last_year", number(metric.sameWeeksLastYear)),
      ("shifts", shifts(metric.shifts)), ("silences", silences(metric.shifts)), ("events", .number(metric.counted?.events)),
      ("people", .number(metric.counted?.people)),
    ])
  }

  private func outcome(_ outcome: Outcome) -> Json {
    let wording = Wording(findings)
    let refused = outcome.changeRefusal.map { wording.refusal($0, outcome.kind) }
    return .object([
      ("outcome", .string(outcome.kind.rawValue)), ("last_four_weeks", number(outcome.lastFourWeeks)),
      ("four_weeks_before", number(outcome.fourWeeksBefore)), ("same_weeks_last_year", number(outcome.sameWeeksLastYear)),
      ("shifts", shifts(outcome.shifts)), ("silences", silences(outcome.shifts)),
      ("change", outcome.change.map(change) ?? .null), ("cohorts", outcome.cohorts.map(cohorts) ?? .null),
      ("why_null", .object(refused.map { [("change", .string($0))] } ?? [])),
    ])
  }

  private func change(_ change: Change) -> Json {
    func period(_ period: Change.Period) -> Json {
      .object([
        ("from", .string(period.from.description)), ("to", .string(period.to.description)), ("units", .number(period.units)),
        ("outcomes", .number(period.outcomes)),
      ])
    }
    return .object([
      ("against", .string(change.against == .sameWeeksLastYear ? "same_weeks_last_year" : "period_before")),
      ("within_days", .number(change.days)), ("now", period(change.now)), ("before", period(change.before)),
      ("change", .number(change.total)), ("volume", .number(change.volume)), ("mix", .number(change.mix)),
      ("rate", .object(members(change.rate))), ("noise", .truth(change.isNoise)),
      (
        "sources",
        .array(
          change.parts.map { part in
            .object([
              ("metric", .string(findings.metrics.first { $0.kind == .source(part.group) }?.name)), ("mix", .number(part.mix)),
              ("rate", .number(part.rate)),
            ])
          })
      ),
    ])
  }

  private func number(_ value: Double?) -> Json { value.map { .number($0) } ?? .null }

  private func shifts(_ shifts: Shifts) -> Json {
    .array(
      shifts.breaks.map {
        .object([
          ("week", .string($0.monday.description)), ("before", .number($0.before)), ("after", .number($0.after)),
          ("chance", .number(max(1e-9, $0.chance))),
        ])
      })
  }

  private func silences(_ shifts: Shifts) -> Json {
    .array(
      shifts.silences.map { .object([("week", .string($0.monday.description)), ("weeks", .number($0.weeks))]) })
  }

  private var looks: Json {
    let looks = findings.looks
    return .object([
      ("pairs", .number(looks.pairs)), ("tracked", .number(looks.tracked)), ("modelled", .number(looks.modelled)),
      ("good", .number(looks.good)), ("good_by_luck", .number(looks.byLuck)), ("sentence", .string(Wording(findings).looks())),
    ])
  }

  /// The files that would lift most pairs, in that order.
  static func missingFiles(_ findings: Findings) -> Json {
    let wording = Wording(findings)
    return .array(
      findings.improvements.map { one in
        .object([
          ("file", .string(one.file.name)), ("words", .string(wording.words(one.file))), ("pairs", .number(one.pairs)),
          ("up_to", .string(one.upTo.rawValue)),
        ])
      })
  }
}

extension PathStep.Stage {
  /// As `--json` says it.
  fileprivate var name: String {
    switch self {
    case .rows: "rows"
    case .people: "people"
    case .handedOver: "handed_over"
    case .accepted: "accepted"
    case .opened: "opened"
    case .deal(let stage): snakeCase(stage)
    case .won: "won"
    }
  }
}

extension MissingFile {
  /// As `--json` says it.
  fileprivate var name: String {
    switch self {
    case .leads: "leads"
    case .acceptedDays: "accepted_days"
    case .openedDays: "opened_days"
    case .wonDeals: "won_deals"
    case .amounts: "amounts"
    case .customers: "customers"
    case .activities: "activities"
    case .answerTimes: "answer_times"
    case .complaints: "complaints"
    case .leadsOfCustomers: "leads_of_customers"
    case .leadsOfComplaints: "leads_of_complaints"
    case .ids(let file): "ids_of_\(file)"
    case .earlier: "earlier"
    case .touches: "touches"
    }
  }
}

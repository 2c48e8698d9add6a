import Records
import Translation

extension Wording {
  /// Why the translation has its grade, in one sentence; with what was left out.
  package func reason(_ t: Translation) -> String {
    ([tested(t), ground(t)].compactMap(\.self) + t.notes.map(note)).joined(separator: " ")
  }

  func ground(_ t: Translation) -> String {
    switch t.ground {
    case .consistent(let won, let inside, let of, let finished):
      if t.outcome == .salesHours { return "Recorded hours, divided by all the people they were spent on." }
      return
        "Tracked, \(Numbers.count(won)) \(t.outcome.counted) counted, \(Numbers.percent(finished)) through their usual time; \(inside) of \(of) past forecasts held."
    case .countMisleads(let rows, let people, let repeats, let staff, let variants):
      var parts: [String] = []
      if repeats > 0 { parts.append("\(Numbers.count(repeats)) repeats") }
      if staff > 0 { parts.append("\(Numbers.count(staff)) staff badges") }
      if variants > 0 { parts.append("\(Numbers.count(variants)) badges written two ways") }
      return
        "\(Numbers.count(rows - people)) of \(Numbers.count(rows)) rows are no new people (\(parts.joined(separator: ", "))). People are counted here."
    case .machineOpens(let found):
      return
        "From \(Numbers.date(found.monday, today: findings.cutoff)) opens went from \(Numbers.percent(found.opensBefore)) to \(Numbers.percent(found.opensAfter)) of what was sent while clicks stayed at \(Numbers.percent(found.clicksAfter)): machines open them."
    case .noneYet(let units, let below):
      if let later = passes(t) {
        return
          "\(t.outcome.heading) cannot speak for them: they go on without that step. \(later.outcome.heading) count them."
      }
      let base = Wording.base(below)
      return
        "0 of \(Numbers.count(units)); nine times in ten below \(Numbers.count((below * Double(base)).rounded(.up))) in \(Numbers.count(base)), leaning on all sources."
    case .tooFew(let won, let units, let needed):
      return "\(Numbers.count(won)) of \(Numbers.count(units)) is too little to say; about \(needed) are needed."
    case .unfinished(let finished):
      return "Only \(Numbers.percent(finished)) of the usual time has passed for them."
    case .notPredictedBack(let inside, let of):
      // Its own held: then it is those of all sources together that did not.
      return inside * 2 >= of
        ? "\(inside) of \(of) of its own past forecasts held; those of all sources together did not, or came no closer than guessing “as before”."
        : "The past does not predict itself: \(inside) of \(of) past forecasts held."
    case .notCheckedBack(let days):
      return "\(Numbers.count(days)) days of record are too short to check it on its own past."
    case .recordTooShort(let days):
      return "Only \(Numbers.count(days)) days of record: too short to say when outcomes come."
    case .nothingWonYet:
      return "No \(t.outcome.noun) from any source yet: there is nothing to learn the timing from."
    case .noIds:
      return "Counted by period, without ids: it cannot be followed to a deal, and no model relates it yet."
    case .nothingMeets(let deals):
      return
        "None of the \(Numbers.count(deals)) deals meets a lead of these files, so what came of them is unknown, and not none."
    case .noEffect(let elasticity):
      return
        "Weeks against weeks, season and trend held still: had it mattered by more than \(Wording.oneIn(elasticity, of: t.outcome)), we would probably have seen it."
    case .modelled(let probability, let half):
      return
        "Weeks against weeks, season and trend held still: \(Wording.sure(probability)) sure that something follows, half of it within \(half == 1 ? "a week" : "\(half) weeks"). It may be something else."
    case .modelDoubts(let doubt): return self.doubt(doubt, t)
    case .notModelled(let refusal): return self.refusal(refusal)
    case .leftOutOfModel(let reason):
      switch reason {
      case .constant: return "It never changes, so nothing can be learned from it."
      case .tooFewActiveWeeks(let have, let need): return "Only \(have) weeks are not zero; it takes \(need) to learn from."
      case .tooFewValues(let have, _): return "It has only \(have) different values: a switch, not a quantity."
      case .negative: return "Some weeks are below zero, so it is no quantity of something done."
      }
    case .spend(let probability, let periods):
      let basis = "\(periods) \(Self.periods(t)) of money beside the people who came in them, trend held still"
      guard probability >= 0.95 else {
        return
          "\(basis.capitalisedFirst): \(probability > 0.6 ? "it leans to more coming with more" : "whether more come with more is open") (\(Wording.sure(probability)) sure), not enough to say so."
      }
      return t.grade == .d
        ? "\(basis.capitalisedFirst): more come with more, but too few of them have become \(t.outcome.noun) to go on from there."
        : "\(basis.capitalisedFirst): \(Wording.sure(probability)) sure that more come with more. It may be something else."
    case .spendNotTold(let refusal):
      switch refusal {
      case .tooFewPeriods(let have, let need):
        return "Only \(have) whole weeks or months of it are known beside people; it takes \(need) to learn from."
      case .tooStill: return "It was nearly the same all the time, so what more of it would do cannot be learned."
      case .noUnits: return "Nobody came while it was spent."
      }
    case .notRecorded(let outcome):
      return "No file here records \(outcome == .dealsWon ? "deals won" : outcome.noun)."
    case .nothingDatedYet(let first):
      return
        "No lead and no deal is dated up to \(Numbers.fullDate(findings.cutoff)); the first is of \(Numbers.fullDate(first))."
    case .amountsNotRecorded:
      return "The files hold no usable deal amounts."
    case .cannotBeSplit(let outcome):
      return "\(outcome.heading): recorded, but not by the lead behind it."
    }
  }

  private func doubt(_ doubt: WeeklyModel.Doubt, _ t: Translation) -> String {
    switch doubt {
    case .collinear(let others):
      "It moves together with \(Wording.listed(others.map(plain), "and")): their effects cannot be told apart."
        + (together(t).map { " " + $0 } ?? "")
    case .leaning(let probability): "It leans to an effect (\(Wording.sure(probability)) sure), not enough to say so."
    case .tooFewWeeks(let have, let smallest):
      "\(have) weeks would only show an effect of more than \(Wording.oneIn(smallest.elasticity, of: t.outcome))."
    case .tooLittleMovement(let smallest):
      "It has moved too little: only an effect of more than \(Wording.oneIn(smallest.elasticity, of: t.outcome)) would have been seen."
    case .priorDominated: "The weeks have hardly narrowed what could be guessed without them."
    case .predictsNoBetter(let probability):
      "Something seems to follow (\(Wording.sure(probability)) sure), but with it the last half year would have been told no better than by its own past."
    case .unsettled: "The calculation has not settled, so no figure is shown."
    }
  }

  /// What can be told of numbers that move together: a tenth more of all of them.
  private func together(_ t: Translation) -> String? {
    guard let joint = t.modelled?.fit.joint, let year = t.modelled?.togetherYear else { return nil }
    let range = Numbers.told(year) { t.outcome == .revenueWon ? Numbers.money($0, currency) : Numbers.amount($0) }
    let what = t.outcome == .revenueWon ? "\(range) of revenue" : "\(range) \(t.outcome.noun)"
    return
      "Together they can: a tenth more of \(joint.count == 2 ? "both" : "all \(joint.count)") goes with about \(what) a year (\(Wording.sure(joint.probability)) sure that something follows)."
  }

  private func plain(_ name: String) -> String { String(name.map { $0 == "_" ? " " : $0 }) }

  private func refusal(_ refusal: WeeklyModel.Refusal) -> String {
    switch refusal {
    case .tooFewWeeks(let have, let need): "Only \(have) whole weeks are known of everything; it takes \(need)."
    case .unequalLengths, .notFinite: "The weeks of these numbers do not meet, so they cannot be laid beside each other."
    case .outcomeConstant: "The outcome never changes, so nothing can have moved it."
    case .outcomeTooSmall(let perWeek, let need):
      "Only \(Numbers.amount(perWeek)) leads a week: below \(Numbers.amount(need)) the weeks are mostly luck."
    case .noMetric: "None of the weekly numbers can be learned from."
    }
  }

  /// Nobody is ever 100% sure.
  /// And 94.7% is not the 95% that it takes to say so.
  static func sure(_ probability: Double) -> String {
    probability > 0.99 ? "over 99%" : Numbers.percent((probability * 100).rounded(.down) / 100)
  }

  /// An elasticity as a share people can picture: 0.12 → `1 lead in 8`.
  static func oneIn(_ elasticity: Double, of outcome: OutcomeKind) -> String {
    elasticity >= 0.67
      ? "most of the \(outcome.counted)" : "1 \(outcome.singular) in \(Numbers.count(max(2, 1 / max(elasticity, 1e-6))))"
  }

  func note(_ note: Note) -> String {
    switch note {
    case .recordBegins(let day, let left, let all):
      "Deals are recorded from \(Numbers.fullDate(day)) only, so \(Numbers.count(left)) of the \(Numbers.count(all)) in the file came too early to count."
    case .recordEnds(let day):
      "It is recorded until \(Numbers.fullDate(day)) only."
    case .smallSourceLeansOnAll(let units):
      "With \(units) units it leans on all sources."
    case .ratesMove(let probability, let soFar):
      "Rates of all sources have moved (\(Wording.sure(probability)) sure), so this is today’s; over all so far it was \(Numbers.fixed(soFar.value * 100, 1))%."
    }
  }
}

extension Remark {
  /// Whether it speaks of that file, so that the file's own page can say it.
  func isAbout(_ name: String) -> Bool {
    switch self {
    case .noLeads, .noDeals, .noMarketing, .mergedPeople, .customersWithoutDeals: false
    case .amountsNearlyAllZero(let file, _, _, _), .ambiguousDates(let file, _, _), .strayDates(let file, _, _, _),
      .negativeLags(let file, _), .noOutcome(let file), .sameFigures(let file, _, _), .monthTotals(let file, _, _),
      .sameNames(let file, _), .otherCurrencies(let file, _, _), .formulasWithoutValues(let file, _),
      .unreadAmounts(let file, _, _), .unknownStages(let file, _, _, _), .noSource(let file), .dealsMeetNobody(let file, _, _),
      .enteredLate(let file, _), .sameMoney(let file, _, _, _), .lostWithoutDay(let file, _), .spoiltIDs(let file, _, _),
      .joinedBySource(let file, _, _, _),
      .customersWithoutDay(let file, _, _), .plannedClosing(let file, _), .customersOwnRevenue(let file, _),
      .joinedByName(let file, _, _, _):
      file == name
    }
  }
}

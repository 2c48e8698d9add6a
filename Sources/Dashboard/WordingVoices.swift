import Cells
import Records
import Translation

/// The three voices: for marketing, for sales, and for both, which ends in a question.
extension Wording {
  func forMarketing(_ t: Translation, _ metric: Metric) -> [Span] {
    if let overload = overloaded(t) { return [Span(overload.marketing)] }
    if let split = t.tracked?.noted, split.withWon + split.withoutWon > 0, isTelling(split) {
      let won = split.withWon + split.withoutWon
      let share = Double(split.withUnits) / Double(split.withUnits + split.withoutUnits)
      return [
        Span(
          "\(Numbers.count(split.withWon)) of the \(Numbers.count(won)) customers came from the \(Numbers.count(split.withUnits)) people (\(Numbers.percent(share))) who had noted a need."
        )
      ]
    }
    if let bent = saturation(t) { return [Span(bent.marketing)] }
    switch t.grade {
    case .a, .b, .c, .x:
      guard let units = t.units, let won = t.outcomes else { return [Span(recent(metric))] }
      if t.outcome == .salesHours {
        return [Span("What you hand over costs the other side time before it brings anything.")]
      }
      var line = "\(Numbers.count(won)) of \(Numbers.count(units)) \(metric.noun) \(t.outcome.became(won))"
      if t.outcome != .revenueWon, let worth = t.perUnit {
        // What has come of all and what will of today's are two figures: 30 of 150 is one in 5.
        line += "; of new ones one in \(Numbers.amount(1 / max(worth.value, 1e-12)))"
      }
      return [Span(line + "." + (undecided(t).map { " \($0.marketing)" } ?? ""))]
    case .n:
      return [Span("\(recent(metric)) Nothing that sales can feel followed.")]
    case .d:
      if metric.kind.isSeries {
        return [Span("\(recent(metric)) It carries no ids, so nobody can be followed to a deal.")]
      }
      return [Span(recent(metric))]
    }
  }

  /// "610 in the last 4 weeks, 442 in the 4 before."
  func recent(_ metric: Metric) -> String {
    guard let now = metric.lastFourWeeks else {
      return "\(metric.heading): \(figure(metric.total, metric)) in all."
    }
    var line = "\(metric.heading): \(figure(now, metric)) in the 4 weeks to \(Numbers.date(metric.until, today: today))"
    if let before = metric.fourWeeksBefore { line += ", \(figure(before, metric)) in the 4 before" }
    return line + "."
  }

  package func figure(_ value: Double, _ metric: Metric) -> String {
    switch metric.unit {
    case .people, .count: Numbers.amount(value)
    case .money: Numbers.money(value, currency)
    case .ratio: Numbers.amount(value)
    }
  }

  func forSales(_ t: Translation, _ metric: Metric) -> [Span] {
    if let overload = overloaded(t) { return [Span(overload.sales)] }
    if case .machineOpens = t.ground { return [Span("More opens do not mean that more people wait to hear from you.")] }
    if t.grade == .n { return [Span("Expect no change in your calendar from it alone.")] }
    if t.evidence == .modelled, t.spend != nil, t.grade == .c {
      return [Span(saturation(t)?.sales ?? "They come with their calls: as many more hours as there are more people.")]
    }
    if t.evidence == .modelled, t.grade == .c, let fit = t.modelled?.fit {
      return [
        Span(
          "Half of it comes within \(Numbers.span(days: Int(fit.halfLife.value * 7))) of the week it happened in; none of it can be laid to one deal."
        )
      ]
    }
    if t.grade == .d {
      switch t.ground {
      case .noneYet, .tooFew, .unfinished, .notPredictedBack, .notCheckedBack:
        if let hours = t.hoursPerUnit, let units = t.units, units > 0 {
          return [
            Span(
              "\(Numbers.count(units)) of them took about \(Numbers.count(hours.value * Double(units))) sales hours so far."
            )
          ]
        }
        return [Span("Nothing here to plan a calendar on yet.")]
      case .noIds, .modelDoubts, .notModelled, .leftOutOfModel, .spend, .spendNotTold:
        return [Span("Nothing to plan on from this number alone yet.")]
      default: return [Span(secondSide(t))]
      }
    }
    if t.outcome == .salesHours, let hours = t.hoursPerUnit {
      return [
        Span(
          Self.isSpread(hours, 10)
            ? "About \(Numbers.amount(hours.value * 10)) hours for every 10 of them (\(spread(hours, 10)))."
            : "\(Numbers.amount(hours.value)) hours for each of them.")
      ]
    }
    var line: [Span] = []
    if let hours = t.hoursPerUnit, let units = t.units, let won = t.outcomes, won > 0 {
      let total = hours.value * Double(units)
      line.append(
        Span(
          "About \(Numbers.count(total)) hours of follow-up for \(Numbers.count(won)) \(won == 1 ? t.outcome.singular : t.outcome.counted): \(Numbers.amount(total / Double(won))) hours each."
        ))
      if let other = cheapest(than: t) { line.append(Span(" \(other)")) }
    } else if let lag = t.lag {
      line.append(
        Span(
          "Eight in ten come between day \(lag.p10) and day \(lag.p90) after the first contact, half by day \(lag.median)."))
    }
    // Where the next of it make others wait, that is what a calendar wants to know.
    let crowded = saturation(t) == nil ? crowded(t) : nil
    if let value = t.dealValue, t.outcome == .dealsWon || t.outcome == .revenueWon, value.deals > 0, crowded == nil {
      line.append(
        Span(
          "\(line.isEmpty ? "" : " ")A deal is worth \(Numbers.money(value.mean.value, currency)) on average (\(Numbers.range(Numbers.money(value.mean.low, currency), Numbers.money(value.mean.high, currency))))."
        ))
    }
    if let bent = saturation(t) { line.append(Span(" \(bent.sales)")) }
    if let crowded { line.append(Span(line.isEmpty ? crowded : " \(crowded)")) }
    return line.isEmpty ? [Span(secondSide(t))] : line
  }

  func shortVoices(_ t: Translation) -> [[Span]] {
    let told = t.grade != .d && t.grade != .n
    var marketing = "Counted, not followed."
    if let split = t.tracked?.noted, isTelling(split) {
      marketing = "\(Numbers.count(split.withWon)) of \(Numbers.count(split.withWon + split.withoutWon)) had noted a need."
    } else if t.outcome == .salesHours, let units = t.units {
      marketing = "Over \(Numbers.count(units)) of them."
    } else if let won = t.outcomes, let units = t.units {
      marketing = "\(Numbers.count(won)) of \(Numbers.count(units)) so far."
    }
    var sales = "Nothing to plan a calendar on yet."
    if let hours = t.hoursPerUnit, let units = t.units, let won = t.outcomes, won > 0, told {
      sales = "\(Numbers.amount(hours.value * Double(units) / Double(won))) sales hours for each."
    } else if let lag = t.lag, told {
      sales = "Half come by day \(lag.median)."
    } else if let hours = t.hoursPerUnit, told {
      sales = "\(Numbers.amount(hours.value)) hours each."
    }
    var both: String
    switch t.ground {
    case .consistent, .notCheckedBack:
      if t.outcome == .salesHours {
        both = "Should sales’ hours go there?"
      } else if rival(of: t) != nil {
        both = "This, or a source that pays more?"
      } else {
        both =
          findings.metrics[t.metric].lastFourWeeks == 0
          ? "Is it over, or to be taken up again?" : "Is there room for more of it?"
      }
    case .machineOpens: both = "Count clicks instead?"
    case .countMisleads:
      both = t.tracked?.noted.map(isTelling) ?? false ? "Fewer, with a noted need?" : "Count people, not rows?"
    case .noneYet, .nothingWonYet:
      both = passes(t).map { "Judge by \($0.outcome.noun) instead?" } ?? "Keep it small, or stop?"
    case .tooFew: both = "Decide on other grounds, or wait?"
    case .unfinished, .recordTooShort: both = "Give them their time?"
    case .notPredictedBack: both = "What changed, on either side?"
    case .noIds: both = "Can it be exported with an id?"
    case .nothingMeets: both = "Which id do both files have?"
    case .noEffect: both = "Watch what follows it instead?"
    case .modelled: both = "A month with, a month without?"
    case .spend: both = "A month with less, to see?"
    case .modelDoubts, .notModelled, .leftOutOfModel, .spendNotTold: both = "Would more weeks tell?"
    case .cannotBeSplit(.firstResponse): both = "Can sales answer them in time?"
    case .nothingDatedYet: both = "Which later day is meant?"
    case .notRecorded, .amountsNotRecorded, .cannotBeSplit: both = "Who can export that?"
    }
    if t.grade != .d, findings.metrics[t.metric].lastFourWeeks != 0, let all = inAll(t), all.verdict != .moreDeals {
      both = all.verdict == .fewerDeals ? "More go with fewer: a ceiling?" : "Make room before more of it?"
    }
    return [[Span(marketing)], [Span(sales)], [Span(both)]]
  }

  func secondSide(_ t: Translation) -> String {
    switch t.ground {
    case .notRecorded(let outcome): "No file here says anything about \(outcome.noun)."
    case .amountsNotRecorded: "Deals can be counted here, their worth cannot."
    case .cannotBeSplit(let outcome):
      "\(outcome.heading) can be watched over time, but not yet be laid to one source." + notCompared(outcome)
        + (waiting(t, outcome).map { " \($0)" } ?? "")
    case .recordTooShort(let days): "\(days) days of record are too short to say when deals come."
    case .nothingWonYet: "Nothing has been won from any source in these files yet."
    default: "Nothing here to plan a calendar on yet."
    }
  }

  /// Why the list of outcomes does not compare one with the year before, or nothing.
  func notCompared(_ kind: OutcomeKind) -> String {
    guard let from = findings.outcomes.first(where: { $0.kind == kind })?.comparableFrom else { return "" }
    let (year, month, _) = from.parts
    return
      " A year ago only contracts older than the deals on file came up, so it is not compared before \(Numbers.monthNames[month - 1]) \(year)."
  }

  /// The source of the same outcome that costs the fewest hours, when this one costs at least twice as much.
  func cheapest(than t: Translation) -> String? {
    func cost(_ t: Translation) -> Double? {
      guard let hours = t.hoursPerUnit, let units = t.units, let won = t.outcomes, won >= 10 else { return nil }
      return hours.value * Double(units) / Double(won)
    }
    guard let own = cost(t) else { return nil }
    let others = findings.translations.filter {
      $0.outcome == t.outcome && $0.metric != t.metric && ($0.grade == .a || $0.grade == .b)
    }
    let best = others.compactMap { other in cost(other).map { (other, $0) } }.min { $0.1 < $1.1 }
    guard let (other, least) = best, least * 2 <= own else { return nil }
    return "\(findings.metrics[other.metric].heading) take \(Numbers.amount(least))."
  }

  func forBoth(_ t: Translation, _ metric: Metric) -> [Span] {
    if let overload = overloaded(t) { return [Span(overload.both)] }
    if let split = t.tracked?.noted, isTelling(split), let times = ratio(split) {
      return [
        Span("One with a noted need closes \(times)× as often as one without. Fewer \(metric.noun), more talks next time?")
      ]
    }
    if case .machineOpens = t.ground { return [Span("Count clicks instead: who clicked did read it?")] }
    if t.evidence == .modelled, t.spend != nil, t.grade == .c {
      return [Span("Is the last of it better spent elsewhere, for a month, to see?")]
    }
    if t.evidence == .modelled, t.grade == .c {
      return [Span("Try a month with and a month without it, and look again?")]
    }
    switch t.grade {
    case .a, .b, .c, .x:
      if case .notPredictedBack(let inside, let of) = t.ground {
        return inside * 2 >= of
          ? [Span("All sources together did not repeat their past. What changed, on either side?")]
          : [Span("The past did not repeat itself here. What changed, on either side?")]
      }
      if t.outcome == .salesHours { return [Span("Is that where sales’ hours should go?")] }
      if metric.lastFourWeeks != 0, let open = undecided(t) { return [Span(open.both)] }
      if let rival = rival(of: t), let own = t.perUnit?.value {
        return [
          Span(
            "One \(t.outcome.singular) takes about \(metric.counted(1 / own)), or \(findings.metrics[rival.metric].counted(max(1, 1 / rival.rate))). Which of the two can still grow?"
          )
        ]
      }
      if metric.lastFourWeeks == 0 { return [Span("None came in four full weeks. Is it over, or to be taken up again?")] }
      return [Span(paysMost(t) + " Is there room in sales for more of it?")]
    case .n:
      if case .noEffect(let elasticity) = t.ground {
        return [
          Span(
            "Had it mattered by \(Self.oneIn(elasticity, of: t.outcome)), we would probably have seen it. Keep watching what follows, not \(metric.noun)?"
          )
        ]
      }
      return [Span("Is it worth watching at all?")]
    case .d:
      switch t.ground {
      case .tooFew(_, _, let needed):
        return [Span("Too few to compare. Decide on other grounds, or look again when \(needed) have come?")]
      case .noneYet:
        if let later = passes(t) { return [Span("Judge them by their \(later.outcome.noun) instead?")] }
        return [Span("Keep it small until the first one comes, or stop?")]
      case .unfinished: return [Span("Wait until they have had their time, or compare them at equal age?")]
      case .modelDoubts(.collinear): return [Span("Change one of them alone for a month, and look again?")]
      case .modelDoubts, .notModelled, .leftOutOfModel, .noEffect, .modelled, .spend, .spendNotTold:
        return [Span("Would more weeks, or a month with much more of it, tell?")]
      case .nothingMeets: return [Span("Which id or e-mail could both sides export, so that deals meet their leads?")]
      case .noIds: return [Span("Can it be exported with an id, so that people can be followed?")]
      case .cannotBeSplit(.firstResponse):
        return [Span("How many come at once decides it, not where they come from. Can sales answer them in time?")]
      case .notRecorded, .cannotBeSplit, .amountsNotRecorded:
        return [Span("\(missingFile(t) ?? "More files will tell.") Who can export it?")]
      case .nothingDatedYet: return [Span("Which later day do we want to look at?")]
      case .recordTooShort, .nothingWonYet: return [Span("Shall we look again in a few weeks?")]
      case .consistent, .countMisleads, .machineOpens, .notPredictedBack, .notCheckedBack:
        return [Span("What would make this surer?")]
      }
    }
  }

  /// Beside the source that brings most money a unit, where money is spoken of; else no other brings half as much again.
  private func paysMost(_ t: Translation) -> String {
    guard t.outcome == .revenueWon, let own = t.perUnit?.value, own > 0,
      let best = best(of: .revenueWon, besides: t.metric), let most = best.perUnit?.value, most > own * 1.5
    else { return "It pays as well as anything here." }
    return
      "One brings \(Numbers.money(own, findings.currency)); one of \(findings.metrics[best.metric].noun) \(Numbers.money(most, findings.currency))."
  }

  /// The source that is still coming and pays at least half as much again for each of its units, and its rate; `nil` where none does.
  func rival(of t: Translation) -> (metric: Int, rate: Double)? {
    guard t.outcome != .revenueWon, t.outcome != .salesHours, findings.metrics[t.metric].lastFourWeeks != 0,
      let own = t.perUnit?.value, own > 0,
      let best = best(of: t.outcome, besides: t.metric), let rate = best.perUnit?.value, rate > own * 1.5
    else { return nil }
    return (best.metric, rate)
  }

  func best(of outcome: OutcomeKind, besides metric: Int) -> Translation? {
    findings.translations.filter {
      $0.outcome == outcome && $0.metric != metric && [.a, .b, .c].contains($0.grade) && $0.perUnit != nil
        && !findings.metrics[$0.metric].kind.isSeries && findings.metrics[$0.metric].lastFourWeeks != 0
    }
    .max { ($0.perUnit?.value ?? 0, $1.metric) < ($1.perUnit?.value ?? 0, $0.metric) }
  }

  /// Far enough apart to be said: at least ten winners, and the better share more than three times the other.
  func isTelling(_ split: NotedSplit) -> Bool {
    split.withWon + split.withoutWon >= 10 && (ratioValue(split) ?? 0) >= 3
  }

  func ratioValue(_ split: NotedSplit) -> Double? {
    guard split.withUnits > 0, split.withoutUnits > 0, split.withoutWon > 0 else { return nil }
    return Double(split.withWon) / Double(split.withUnits) / (Double(split.withoutWon) / Double(split.withoutUnits))
  }

  func ratio(_ split: NotedSplit) -> String? { ratioValue(split).map { Numbers.count($0) } }
}

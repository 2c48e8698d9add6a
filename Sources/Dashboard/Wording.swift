import Cells
import Records
import Translation

/// One translation in words: the headline, what must be heard beside it, and the three voices.
///
/// The screen and the command line both take their sentences from here.
package struct Words: Sendable, Equatable {
  package var headline: [Span]
  /// The same in fewer words, for narrow panes: no figure and no range is ever dropped.
  package var shortHeadline: [Span]
  package var beside: [Span]
  package var forMarketing: [Span]
  package var forSales: [Span]
  package var forBoth: [Span]
  /// The three voices in a line of 38 columns each, for a pane of 40.
  package var short: [[Span]]
}

/// Makes sentences from findings. Counts before percentages; the range and the lag in the same sentence; the verb follows the grade.
package struct Wording: Sendable {
  package let findings: Findings

  package init(_ findings: Findings) { self.findings = findings }

  private var today: Day { findings.cutoff }
  private var currency: String? { findings.currency }

  package func words(_ translation: Translation) -> Words {
    let metric = findings.metrics[translation.metric]
    let noun = metric.noun
    var words = Words(
      headline: [], shortHeadline: [], beside: beside(translation, noun),
      forMarketing: forMarketing(translation, metric), forSales: forSales(translation, metric),
      forBoth: forBoth(translation, metric), short: shortVoices(translation))
    words.headline = headline(translation, noun, short: false)
    words.shortHeadline = headline(translation, noun, short: true)
    return words
  }

  // MARK: The headline

  private func headline(_ t: Translation, _ noun: String, short: Bool) -> [Span] {
    let unknown: [Span] = [
      "What ", .marketing(noun), " would mean for ", .sales(t.outcome.noun), " cannot be told yet",
    ]
    switch t.grade {
    case .a, .b, .c, .x:
      guard let worth = t.perUnit else { return unknown + ["."] }
      switch t.outcome {
      case .acceptedLeads, .opportunities, .dealsWon:
        return t.evidence == .modelled ? change(t, noun, worth) : rate(t, noun, worth, short: short)
      case .revenueWon:
        return t.evidence == .modelled ? change(t, noun, worth) : money(t, noun, worth, short: short)
      case .salesHours:
        let each = Self.base(worth.value * 10)
        return [
          .marketing("\(Numbers.count(each)) \(noun)"), " take about ",
          .sales(
            "\(Numbers.count(worth.value * Double(each))) sales hours (\(spread(worth, each)))"), ".",
        ]
      case .revenueKept, .firstResponse, .complaints:
        return unknown + ["."]
      }
    case .n:
      // One word has a number, the other may have none: "has not moved" is said of both together.
      return [.marketing(noun.capitalisedFirst), " went up and down; nothing in ", .sales(t.outcome.noun), " has moved with them."]
    case .d:
      switch t.ground {
      case .noneYet(let units, let below):
        return [
          "None of ", .marketing("\(Numbers.count(units)) \(noun)"), " \(wasOutcome(t.outcome)) yet: nine times in ten fewer than ",
          .sales(bound(below, t.outcome)), " would\(within(t)).",
        ]
      case .tooFew(let won, let units, _):
        return unknown + [
          short ? ": " : ": only ", .sales("\(Numbers.count(won)) of \(Numbers.count(units))"), " \(t.outcome.became) so far.",
        ]
      case .unfinished(let finished):
        return unknown + [
          ": they are only \(Numbers.percent(finished)) through their usual time.",
        ]
      default:
        return unknown + ["."]
      }
    }
  }

  /// A tenth more of a weekly number: the change around today's level is what the weeks can tell.
  private func change(_ t: Translation, _ noun: String, _ worth: Estimate) -> [Span] {
    guard let fit = t.modelled?.fit, let share = t.modelled?.share else { return [] }
    let year = fit.tenPercentYear.value * share.value
    let scale = fit.tenPercent.value > 0 && fit.perUnit.value > 0 ? year / worth.value : 0
    func figure(_ value: Double) -> String {
      t.outcome == .revenueWon ? Numbers.money(value, currency) : Numbers.amount(value)
    }
    let amount = "\(figure(year)) (\(Numbers.range(figure(worth.low * scale), figure(worth.high * scale))))"
    return [
      "A tenth more ", .marketing(noun), " goes with about ",
      .sales(t.outcome == .revenueWon ? "\(amount) of revenue" : "\(amount) \(t.outcome.noun)"), " a year.",
    ]
  }

  private func rate(_ t: Translation, _ noun: String, _ worth: Estimate, short: Bool) -> [Span] {
    let base = Self.base(worth.value)
    let verb = t.grade == .a ? " bring about " : t.grade == .c ? " go with about " : " are followed by about "
    var line: [Span] = [
      .marketing("\(Numbers.count(base)) \(noun)"),
      Span(short ? verb.replacingSuffix(" about ", with: " ") : verb),
      .sales("\(Numbers.count(worth.value * Double(base))) \(t.outcome.noun) (\(spread(worth, base)))"),
    ]
    line.append(Span(within(t)))
    if let lag = t.lag {
      line.append(Span("\(short ? ", half within " : ", half of them within ")\(Numbers.span(days: lag.median))"))
    }
    return line + ["."]
  }

  private func money(_ t: Translation, _ noun: String, _ worth: Estimate, short: Bool) -> [Span] {
    let base = 100
    let figure = Numbers.money(worth.value * Double(base), currency)
    let range = Numbers.range(
      Numbers.money(worth.low * Double(base), currency), Numbers.money(worth.high * Double(base), currency))
    let verb = t.grade == .a ? "bring" : t.grade == .c ? "go with" : "are followed by"
    return [
      .marketing("\(base) \(noun)"), " \(verb)\(short ? " " : " about ")", .sales("\(figure) (\(range))"), Span(within(t)), ".",
    ]
  }

  /// The smallest round number of units of which at least three are expected to succeed.
  static func base(_ rate: Double) -> Int {
    var base = 100
    while rate * Double(base) < 3, base < 1_000_000 { base *= 10 }
    return base
  }

  private func spread(_ worth: Estimate, _ base: Int) -> String {
    Numbers.range(Numbers.count(worth.low * Double(base)), Numbers.count(worth.high * Double(base)))
  }

  private func within(_ t: Translation) -> String { t.withinDays.map { " within \(Numbers.horizon($0))" } ?? "" }

  private func bound(_ share: Double, _ outcome: OutcomeKind) -> String {
    let base = Self.base(share)
    return "\(Numbers.count((share * Double(base)).rounded(.up))) in \(Numbers.count(base))"
  }

  private func wasOutcome(_ outcome: OutcomeKind) -> String {
    switch outcome {
    case .acceptedLeads: "was accepted"
    case .opportunities: "was opened as a deal"
    case .dealsWon, .revenueWon: "was won"
    case .revenueKept, .salesHours, .firstResponse, .complaints: "was counted"
    }
  }

  // MARK: What must be heard beside it

  private func beside(_ t: Translation, _ noun: String) -> [Span] {
    switch t.ground {
    case .countMisleads(let rows, let people, let repeats, let staff, let variants):
      let wrong = rows - people
      var line: [Span] = [
        .bad("The count misleads:"),
        Span(" \(Numbers.count(wrong)) of \(Numbers.count(rows)) rows are \(kinds(repeats, staff, variants))."),
      ]
      if let units = t.units, let won = t.outcomes, t.outcome != .salesHours {
        line.append(Span(" Of \(Numbers.count(units)) people \(Numbers.count(won)) \(t.outcome.became)."))
      }
      return line
    case .consistent:
      if t.outcome == .salesHours { return [.muted("Measured over \(t.units.map { Numbers.count($0) } ?? "all") of them.")] }
      return [Span(soFar(t))] + leftOut(t)
    case .notPredictedBack, .notCheckedBack:
      return [.warning(ground(t)), Span(" " + soFar(t))] + leftOut(t)
    case .noneYet, .tooFew, .unfinished:
      return [.warning(reason(t))] + maybeRange(t)
    case .recordTooShort, .nothingWonYet, .noIds, .notRecorded, .amountsNotRecorded, .cannotBeSplit, .noEffect, .modelled,
      .modelDoubts, .notModelled, .leftOutOfModel:
      return [t.grade == .c ? .warning(reason(t)) : .text(reason(t))]
    case .machineOpens:
      return [.bad("The count misleads:"), .text(" " + reason(t).lowercasedFirst)]
    }
  }

  /// "168 of 813 so far; October is 41% through its usual time."
  private func soFar(_ t: Translation) -> String {
    guard let won = t.outcomes, let units = t.units else { return "" }
    var line = "\(Numbers.count(won)) of \(Numbers.count(units)) so far"
    if let finished = t.finished, finished < 0.95 { line += ", \(Numbers.percent(finished)) through their usual time" }
    line += unfinishedMonth(t) + "."
    if let more = t.more, t.grade != .d {
      line +=
        " 100 more: \(Numbers.count(more.count.mean)) (\(Numbers.range(Numbers.count(more.count.p05), Numbers.count(more.count.p95))))."
    }
    return line
  }

  private func leftOut(_ t: Translation) -> [Span] { t.notes.isEmpty ? [] : [.muted(" " + t.notes.map(note).joined(separator: " "))] }

  private func maybeRange(_ t: Translation) -> [Span] {
    guard let worth = t.perUnit, t.outcomes ?? 0 > 0, t.outcome != .revenueWon else { return [] }
    let base = Self.base(worth.value)
    return [
      .muted(" Nine times in ten it lies between \(Numbers.count(worth.low * Double(base))) and "),
      .muted("\(Numbers.count(worth.high * Double(base))) in \(Numbers.count(base))\(within(t))."),
    ]
  }

  private func unfinishedMonth(_ t: Translation) -> String {
    guard let newest = t.tracked?.newest, newest.finished < 0.9 else { return "" }
    let month = Numbers.monthName(newest.month, today: today)
    return newest.finished < 0.01 ? "; \(month) has only begun" : "; \(month) is \(Numbers.percent(newest.finished)) through its usual time"
  }

  private func kinds(_ repeats: Int, _ staff: Int, _ variants: Int) -> String {
    var parts: [String] = []
    if repeats > 0 { parts.append("repeats") }
    if staff > 0 { parts.append("staff") }
    // Badges written two ways are repeats too; why says how many.
    if variants > 0, repeats == 0 { parts.append("repeats") }
    return Self.listed(parts)
  }

  static func listed(_ parts: [String], _ word: String = "or") -> String {
    guard let last = parts.last else { return "" }
    return parts.count == 1 ? last : parts.dropLast().joined(separator: ", ") + " \(word) " + last
  }

  // MARK: The three voices

  private func forMarketing(_ t: Translation, _ metric: Metric) -> [Span] {
    if let split = t.tracked?.noted, split.withWon + split.withoutWon > 0, isTelling(split) {
      let won = split.withWon + split.withoutWon
      let share = Double(split.withUnits) / Double(split.withUnits + split.withoutUnits)
      return [
        Span(
          "\(Numbers.count(split.withWon)) of the \(Numbers.count(won)) customers came from the \(Numbers.count(split.withUnits)) people (\(Numbers.percent(share))) who had noted a need."
        )
      ]
    }
    switch t.grade {
    case .a, .b, .c, .x:
      guard let units = t.units, let won = t.outcomes else { return [Span(recent(metric))] }
      if t.outcome == .salesHours {
        return [Span("What you hand over costs the other side time before it brings anything.")]
      }
      var line = "Of \(Numbers.count(units)) \(metric.noun) \(Numbers.count(won)) \(t.outcome.became)"
      if t.outcome != .revenueWon, let worth = t.perUnit {
        line += ": one in about \(Numbers.amount(1 / max(worth.value, 1e-12)))"
      }
      return [Span(line + ".")]
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
  private func recent(_ metric: Metric) -> String {
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

  private func forSales(_ t: Translation, _ metric: Metric) -> [Span] {
    if case .machineOpens = t.ground { return [Span("More opens do not mean that more people wait to hear from you.")] }
    if t.grade == .n { return [Span("Expect no change in your calendar from it alone.")] }
    if t.evidence == .modelled, t.grade == .c, let fit = t.modelled?.fit {
      return [Span("Half of it comes within \(Numbers.span(days: Int(fit.halfLife.value * 7))) of the week it happened in; none of it can be laid to one deal.")]
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
      case .noIds, .modelDoubts, .notModelled, .leftOutOfModel: return [Span("Expect nothing from this number alone until it is related to your weeks.")]
      default: return [Span(secondSide(t))]
      }
    }
    if t.outcome == .salesHours, let hours = t.hoursPerUnit {
      return [Span("About \(Numbers.amount(hours.value * 10)) hours for every 10 of them (\(spread(hours, 10))).")]
    }
    var line: [Span] = []
    if let hours = t.hoursPerUnit, let units = t.units, let won = t.outcomes, won > 0 {
      let total = hours.value * Double(units)
      line.append(
        Span(
          "About \(Numbers.count(total)) hours of follow-up for \(Numbers.count(won)) \(won == 1 ? t.outcome.singular : t.outcome.noun): \(Numbers.amount(total / Double(won))) hours each."
        ))
      if let other = cheapest(than: t) { line.append(Span(" \(other)")) }
    } else if let lag = t.lag {
      line.append(
        Span(
          "Eight in ten come between day \(lag.p10) and day \(lag.p90) after the first contact, half by day \(lag.median)."))
    }
    if let value = t.dealValue, t.outcome == .dealsWon || t.outcome == .revenueWon, value.deals > 0 {
      line.append(
        Span(
          "\(line.isEmpty ? "" : " ")A deal is worth \(Numbers.money(value.mean.value, currency)) on average (\(Numbers.range(Numbers.money(value.mean.low, currency), Numbers.money(value.mean.high, currency))))."
        ))
    }
    return line.isEmpty ? [Span(secondSide(t))] : line
  }

  private func shortVoices(_ t: Translation) -> [[Span]] {
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
    let both: String
    switch t.ground {
    case .consistent: both = "Is there room for more of it?"
    case .machineOpens: both = "Count clicks instead?"
    case .countMisleads: both = t.tracked?.noted.map(isTelling) ?? false ? "Fewer, with a noted need?" : "Count people, not rows?"
    case .noneYet, .nothingWonYet: both = "Keep it small, or stop?"
    case .tooFew: both = "Decide on other grounds, or wait?"
    case .unfinished, .recordTooShort: both = "Give them their time?"
    case .notPredictedBack, .notCheckedBack: both = "What changed, on either side?"
    case .noIds: both = "Can it be exported with an id?"
    case .noEffect: both = "Watch what follows it instead?"
    case .modelled: both = "A month with, a month without?"
    case .modelDoubts, .notModelled, .leftOutOfModel: both = "Would more weeks tell?"
    case .notRecorded, .amountsNotRecorded, .cannotBeSplit: both = "Who can export that?"
    }
    return [[Span(marketing)], [Span(sales)], [Span(both)]]
  }

  private func secondSide(_ t: Translation) -> String {
    switch t.ground {
    case .notRecorded(let outcome): "No file here says anything about \(outcome.noun)."
    case .amountsNotRecorded: "Deals can be counted here, their worth cannot."
    case .cannotBeSplit(let outcome): "\(outcome.heading) can be watched on the right, but not yet be laid to one source."
    case .recordTooShort(let days): "\(days) days of record are too short to say when deals come."
    case .nothingWonYet: "Nothing has been won from any source in these files yet."
    default: "Nothing here to plan a calendar on yet."
    }
  }

  /// The source of the same outcome that costs the fewest hours, when this one costs at least twice as much.
  private func cheapest(than t: Translation) -> String? {
    func cost(_ t: Translation) -> Double? {
      guard let hours = t.hoursPerUnit, let units = t.units, let won = t.outcomes, won >= 10 else { return nil }
      return hours.value * Double(units) / Double(won)
    }
    guard let own = cost(t) else { return nil }
    let others = findings.translations.filter { $0.outcome == t.outcome && $0.metric != t.metric && $0.grade == .b }
    let best = others.compactMap { other in cost(other).map { (other, $0) } }.min { $0.1 < $1.1 }
    guard let (other, least) = best, least * 2 <= own else { return nil }
    return "\(findings.metrics[other.metric].heading) take \(Numbers.amount(least))."
  }

  private func forBoth(_ t: Translation, _ metric: Metric) -> [Span] {
    if let split = t.tracked?.noted, isTelling(split), let times = ratio(split) {
      return [Span("One with a noted need closes \(times)× as often as one without. Fewer \(metric.noun), more talks next time?")]
    }
    if case .machineOpens = t.ground { return [Span("Count clicks instead: who clicked did read it?")] }
    if t.evidence == .modelled, t.grade == .c {
      return [Span("Try a month with and a month without it, and look again?")]
    }
    switch t.grade {
    case .a, .b, .c, .x:
      if case .notPredictedBack = t.ground { return [Span("The past did not repeat itself here. What changed, on either side?")] }
      if t.outcome == .salesHours { return [Span("Is that where sales’ hours should go?")] }
      if let own = t.perUnit?.value, own > 0, let best = best(of: t.outcome, besides: t.metric) {
        let other = findings.metrics[best.metric]
        if let rate = best.perUnit?.value, rate > own * 1.5 {
          return [
            Span(
              "One \(t.outcome.singular) takes about \(Numbers.count(1 / own)) \(metric.noun), or \(Numbers.count(max(1, 1 / rate))) \(other.noun). Which of the two can still grow?"
            )
          ]
        }
      }
      return [Span("It pays as well as anything here. Is there room in sales for more of it?")]
    case .n:
      if case .noEffect(let elasticity) = t.ground {
        return [
          Span(
            "Had it mattered by \(Self.oneIn(elasticity)), we would probably have seen it. Keep watching what follows, not \(metric.noun)?"
          )
        ]
      }
      return [Span("Is it worth watching at all?")]
    case .d:
      switch t.ground {
      case .tooFew(_, _, let needed):
        return [Span("Too few to compare. Decide on other grounds, or look again when \(needed) have come?")]
      case .noneYet: return [Span("Keep it small until the first one comes, or stop?")]
      case .unfinished: return [Span("Wait until they have had their time, or compare them at equal age?")]
      case .modelDoubts(.collinear): return [Span("Change one of them alone for a month, and look again?")]
      case .modelDoubts, .notModelled, .leftOutOfModel, .noEffect, .modelled:
        return [Span("Would more weeks, or a month with much more of it, tell?")]
      case .noIds: return [Span("Can it be exported with an id, so that people can be followed?")]
      case .notRecorded, .cannotBeSplit, .amountsNotRecorded:
        return [Span("\(missingFile(t) ?? "More files will tell.") Who can export it?")]
      case .recordTooShort, .nothingWonYet: return [Span("Shall we look again in a few weeks?")]
      case .consistent, .countMisleads, .machineOpens, .notPredictedBack, .notCheckedBack: return [Span("What would make this surer?")]
      }
    }
  }

  /// Which file would let this be told.
  package func missingFile(_ t: Translation) -> String? {
    switch t.ground {
    case .notRecorded(let outcome):
      switch outcome {
      case .acceptedLeads: "It needs the day sales accepted each lead, from the CRM."
      case .opportunities: "It needs the day each deal was opened, from the CRM."
      case .dealsWon: "It needs a list of deals with the day each was won."
      case .revenueWon: "It needs the amounts of the deals."
      case .revenueKept: "It needs the customers with their renewals, from billing."
      case .salesHours: "It needs sales’ activities with their minutes."
      case .firstResponse: "It needs the time of the first answer to each lead."
      case .complaints: "It needs the complaints, from support."
      }
    case .amountsNotRecorded: "It needs the amounts of the deals."
    case .cannotBeSplit(let outcome):
      switch outcome {
      case .revenueKept: "It needs the lead’s id in the customers’ file, to lay revenue kept to a source."
      case .complaints: "It needs the lead’s id with each complaint, to lay complaints to a source."
      // Waiting depends on how many come, not on where from: no file would change that.
      case .firstResponse, .acceptedLeads, .opportunities, .dealsWon, .revenueWon, .salesHours: nil
      }
    default: nil
    }
  }

  private func best(of outcome: OutcomeKind, besides metric: Int) -> Translation? {
    findings.translations.filter {
      $0.outcome == outcome && $0.metric != metric && [.a, .b, .c].contains($0.grade) && $0.perUnit != nil
    }
      .max { ($0.perUnit?.value ?? 0, $1.metric) < ($1.perUnit?.value ?? 0, $0.metric) }
  }

  /// Far enough apart to be said: at least ten winners, and the better share more than three times the other.
  private func isTelling(_ split: NotedSplit) -> Bool {
    split.withWon + split.withoutWon >= 10 && (ratioValue(split) ?? 0) >= 3
  }

  private func ratioValue(_ split: NotedSplit) -> Double? {
    guard split.withUnits > 0, split.withoutUnits > 0, split.withoutWon > 0 else { return nil }
    return Double(split.withWon) / Double(split.withUnits) / (Double(split.withoutWon) / Double(split.withoutUnits))
  }

  private func ratio(_ split: NotedSplit) -> String? { ratioValue(split).map { Numbers.count($0) } }
}

extension Metric.Kind {
  package var isSeries: Bool {
    switch self {
    case .series: true
    case .source, .overlay: false
    }
  }
}

extension String {
  func replacingSuffix(_ suffix: String, with other: String) -> String {
    hasSuffix(suffix) ? dropLast(suffix.count) + other : self
  }
}

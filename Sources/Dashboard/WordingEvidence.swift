import Records
import Translation

/// What *why* and the command line say about the evidence as a whole: where two methods part, many looks, shifts, what moved a total.
extension Wording {
  // MARK: Two methods

  /// Where the model and the units' own curve part; `nil` where they agree.
  package func parting(_ t: Translation) -> String? {
    guard let parting = t.parting else { return nil }
    let why =
      parting.curve > parting.model.high
      ? "leaning on all sources, luck of months or rates that moved pull it down"
      : "leaning on all sources, luck of months or rates that moved pull it up"
    return
      "The two part: its own curve says \(Self.rate(parting.curve)) within \(Numbers.horizon(parting.days)), outside the model’s \(Self.range(parting.model)); \(why). Decide on neither alone."
  }

  /// A share with two or three figures: `0.40%`, `12.9%`, `100%`.
  package static func rate(_ share: Double) -> String {
    let percent = share * 100
    return Numbers.fixed(percent, percent >= 99.95 ? 0 : percent < 1 ? 2 : 1) + "%"
  }

  package static func range(_ share: Estimate) -> String { Numbers.range(rate(share.low), rate(share.high)) }

  // MARK: People, not events

  /// `1,096 rows, 845 people: 157 again, 94 in other letters`; of a number without ids, that nobody can say.
  package func people(_ metric: Metric) -> String {
    guard let counted = metric.counted else { return "without ids: how many people it is cannot be told" }
    let both =
      "\(Numbers.count(counted.events)) \(counted.events == 1 ? "row" : "rows"), \(counted.people == 1 ? "1 person" : "\(Numbers.count(counted.people)) people")"
    let parts = [(counted.again, "again"), (counted.otherCase, "in other letters"), (counted.staff, "of our own")]
      .filter { $0.0 > 0 }.map { "\(Numbers.count($0.0)) \($0.1)" }
    return parts.isEmpty ? both : "\(both): \(parts.joined(separator: ", "))"
  }

  /// `Handed over → accepted: 4,846 of 5,230 (93%)`, a line a step.
  package static func taken(_ steps: [StepTaken]) -> [String] {
    let isHanded = steps.contains { $0.to == .handedOver }
    return steps.map { taken($0, isHanded) }
  }

  private static func taken(_ step: StepTaken, _ isHanded: Bool) -> String {
    let share = step.of > 0 && step.took <= step.of ? " (\(Numbers.percent(Double(step.took) / Double(step.of))))" : ""
    // Some sources have no handover: their people are opened at once.
    let around = isHanded && step.from == .people && step.to != .handedOver ? ", where nobody is handed over" : ""
    return
      "\(Working.name(step.from)) → \(Working.name(step.to).lowercasedFirst): \(Numbers.count(step.took)) of \(Numbers.count(step.of))\(share)\(around)"
  }

  // MARK: Many looks

  /// How many pairs were looked at, and how many would look good by luck.
  package func looks() -> String {
    let looks = findings.looks
    guard looks.pairs > 0 else { return "No pair has a figure yet, so nothing can look good by luck." }
    let parts = [
      looks.tracked > 0 ? "\(Numbers.count(looks.tracked)) followed" : nil,
      looks.modelled > 0 ? "\(Numbers.count(looks.modelled)) by week" : nil,
    ].compactMap { $0 }.joined(separator: ", ")
    return
      "\(Numbers.count(looks.pairs)) pairs were looked at (\(parts)). Were all alike and nothing at work, about \(Numbers.amount(looks.byLuck)) would look good by luck; \(Numbers.count(looks.good)) \(looks.good == 1 ? "does" : "do")."
  }

  // MARK: Shifts

  /// One sentence for each break and each silence of a number by week. `figure` writes one of its values; a median is not a week's sum.
  package func shifts(_ shifts: Shifts, isSum: Bool = true, _ figure: (Double) -> String) -> [String] {
    let breaks = shifts.breaks.map { one in
      let change = one.before > 0 ? " (\(Numbers.change(from: one.before, to: one.after)))" : ""
      let times = max(1, (one.chance * 10_000).rounded(.up))
      let luck = times == 1 ? "less than once in 10,000" : "\(Numbers.count(times)) times in 10,000"
      return
        "Another level from the week of \(Numbers.date(one.monday, today: today)): \(figure(one.before)) → \(figure(one.after))\(isSum ? " a week" : "")\(change); by luck \(luck)."
    }
    let silences = shifts.silences.map { one in
      "\(Numbers.count(one.weeks)) weeks of nothing from \(Numbers.date(one.monday, today: today)): a counter that was off or a hole in the file, not an effect."
    }
    return breaks + silences
  }

  /// Four full weeks beside the same ones last year and the four before.
  package func fourWeeks(last: Double?, lastYear: Double?, before: Double?, _ figure: (Double) -> String) -> String {
    guard let last else { return "The last four full weeks are not all known." }
    var parts: [String] = []
    if let lastYear {
      parts.append("the same weeks last year \(figure(lastYear)) (\(Numbers.change(from: lastYear, to: last)))")
    } else {
      parts.append("the same weeks last year are not in the record")
    }
    if let before { parts.append("the four before \(figure(before)) (\(Numbers.change(from: before, to: last)))") }
    return "Last four full weeks \(figure(last)); " + parts.joined(separator: ", ") + "."
  }

  // MARK: What moved a total

  package func change(_ change: Change, _ kind: OutcomeKind) -> String {
    let then = change.against == .sameWeeksLastYear ? "the same weeks last year" : "the thirteen weeks before"
    let total = change.total
    return
      "Of \(Numbers.count(change.now.units)) leads that came \(span(change.now)) \(Numbers.count(change.now.outcomes)) \(kind.became(change.now.outcomes)) within \(change.days) days; \(then) \(Numbers.count(change.before.outcomes)) of \(Numbers.count(change.before.units)). \(total == 0 ? "No change" : "\(Self.signed(Double(total))) \(abs(total) == 1 ? kind.singular : kind.noun)")."
  }

  private func span(_ period: Change.Period) -> String {
    "\(Numbers.date(period.from, today: today)) to \(Numbers.date(period.to, today: today))"
  }

  /// Volume, mix and rate, each with its size and what it is.
  package func parts(_ change: Change) -> [(name: String, size: String, meaning: String)] {
    let rate = "\(Self.signed(change.rate.low)) to \(Self.signed(change.rate.high))"
    return [
      ("Volume", Self.signed(change.volume), change.volume < 0 ? "because fewer leads came" : "because more leads came"),
      ("Mix", Self.signed(change.mix), mixed(change)),
      (
        "Rate", Self.signed(change.rate.value),
        change.isNoise ? "(\(rate)): noise" : "(\(rate)): the sources themselves changed"
      ),
    ]
  }

  private func mixed(_ change: Change) -> String {
    // What pulled the other way does not explain it.
    let sign = change.mix < 0 ? -1.0 : 1.0
    guard let part = change.parts.max(by: { $0.mix * sign < $1.mix * sign }), part.mix * sign >= 0.5 else {
      return "the same sources as then"
    }
    let name = findings.metrics.first { $0.kind == .source(part.group) }?.heading ?? "one source"
    return "mostly \(name) (\(Self.signed(part.mix)))"
  }

  /// `+4.2`, `−12`, `0`.
  package static func signed(_ value: Double) -> String {
    let text = Numbers.fixed(value, abs(value) < 9.95 && value != value.rounded() ? 1 : 0)
    return value > 0 && text != "0" && text != "0.0" ? "+" + text : text
  }

  package func refusal(_ refusal: Change.Refusal, _ kind: OutcomeKind) -> String {
    switch refusal {
    case .recordTooShort(let days, let needed):
      "Two periods of thirteen weeks at equal age take \(Numbers.count(needed)) days of record; there are \(Numbers.count(days))."
    case .tooFewUnits(let now, let before):
      "\(Numbers.count(now)) leads now and \(Numbers.count(before)) then are too few to tell mix from rate."
    case .nothingToFollow:
      kind == .revenueWon
        ? "Revenue moves with its deals: look at why deals moved."
        : "\(kind.heading) \(kind == .salesHours || kind == .complaints ? "are" : "is") not followed lead by lead, so volume, mix and rate cannot be told apart."
    }
  }

  // MARK: Cohorts

  package func cohorts(_ cohorts: Cohorts, _ kind: OutcomeKind) -> [String] {
    var lines: [String] = []
    if let newest = cohorts.months.first, cohorts.months.count > 1 {
      let earlier = cohorts.months.dropFirst()
      let then = Cohorts.Share(
        outcomes: earlier.reduce(0) { $0 + $1.then.outcomes }, units: earlier.reduce(0) { $0 + $1.then.units })
      // None against none says nothing about October.
      if then.units > 0, newest.then.outcomes + then.outcomes > 0 {
        lines.append(
          "\(Numbers.monthName(newest.month, today: today)) on its day \(cohorts.day): \(share(newest.then)); the \(earlier.count) months before stood at \(share(then)) on theirs."
        )
      }
    }
    if let equal = cohorts.equalAge {
      let verdict =
        equal.isNoise
        ? "no difference that is more than luck"
        : equal.difference.value > 0 ? "better, beyond luck" : "worse, beyond luck"
      lines.append(
        "The newest three months stand at \(Numbers.percent(equal.newSoFar.value)), those before at \(Numbers.percent(equal.oldSoFar.value)): they are younger. At equal age, \(equal.days) days: \(share(equal.new)) against \(share(equal.old)), \(verdict)."
      )
    } else {
      lines.append("Too few of the newest three months were watched for thirty days to compare them at equal age.")
    }
    return lines
  }

  private func share(_ share: Cohorts.Share) -> String {
    "\(Numbers.count(share.outcomes)) of \(Numbers.count(share.units)) (\(Numbers.percent(share.value)))"
  }

  // MARK: Missing files

  /// What to export, without a capital.
  package func words(_ file: MissingFile) -> String {
    switch file {
    case .leads: "leads with the day they came and where from: nothing can be followed without them"
    case .acceptedDays: "the day sales accepted each lead, from the CRM"
    case .openedDays: "the day each deal was opened, from the CRM"
    case .wonDeals: "a list of deals with the day each was won"
    case .amounts: "the amounts of the deals"
    case .customers: "the customers with their renewals, from billing"
    case .activities: "sales’ activities with their minutes"
    case .answerTimes: "the time of the first answer to each lead"
    case .complaints: "the complaints, from support"
    case .leadsOfCustomers: "the lead’s id in the customers’ file, to lay revenue kept to a source"
    case .leadsOfComplaints: "the lead’s id with each complaint, to lay complaints to a source"
    case .ids(let file): "the rows behind \(file) with an id in each, to follow them"
    case .earlier: "the same exports from further back, so that more units have had their time"
    case .touches: "each person’s touches with day and channel, so that the rulers can be laid side by side"
    }
  }

  /// Which file would let this be told.
  package func missingFile(_ t: Translation) -> String? {
    t.missingFile(findings.metrics).map { "It needs \(words($0))." }
  }

  /// Which file helps this pair most, or why none does.
  package func helpsMost(_ t: Translation) -> String {
    if t.grade == .a { return "It was tested: there is no better grade." }
    if let file = t.missingFile(findings.metrics) {
      return "Would help this pair most: \(words(file)); it could then reach B."
    }
    switch t.ground {
    case .consistent: return "No file would improve this grade: a test that both sides agree on would."
    case .tooFew, .noneYet, .unfinished, .nothingWonYet, .nothingDatedYet:
      return "No file would improve this grade: only time will."
    case .countMisleads: return "No file would improve this grade: the rows themselves repeat people."
    case .machineOpens: return "No file would improve this grade: clicks already say what opens cannot."
    case .noEffect: return "No file would improve this grade: nothing followed, and it would have been seen."
    case .notPredictedBack: return "No file is known to improve this grade: the past was read and did not predict itself."
    default: return "No file would improve this grade."
    }
  }

  /// The files that lift most pairs, at most `most` of them.
  package func improvements(_ most: Int) -> [String] {
    findings.improvements.prefix(most).map { one in
      let lead = words(one.file).capitalisedFirst
      if one.pairs == 0 { return "\(lead)." }
      return "\(lead). \(Numbers.count(one.pairs)) \(one.pairs == 1 ? "pair waits" : "pairs wait") for it."
    }
  }
}

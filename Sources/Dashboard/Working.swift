import Cells
import Records
import Translation

/// Everything that stands behind one translation, in words and counts: what *why* shows and what `y` copies.
package struct Working: Sendable {
  package struct Step: Sendable {
    package var name: String
    package var count: Int
    package var ofBefore: Double?
    package var ofAll: Double?
    package var isRows: Bool
  }
  package struct File: Sendable {
    package var name: String
    package var rows: Int
    package var refused: Int
  }

  package let title: String
  package let reason: String
  package let steps: [Step]
  package let noted: [String]
  package let past: [String]
  package let working: [(name: String, text: String)]
  package let rulers: [Credited]
  package let rulerLines: [String]
  package let files: [File]
  /// Which file would help most, or why none would.
  package let missing: String
  /// Each step's rate, the two methods, cohorts, weeks, what moved the total, looks: as sentences.
  package let further: [String]

  /// Deals credited by one rule.
  package struct Credited: Sendable {
    package var name: String
    package var deals: Double
    /// Met on the way, not credited: summed over channels these are more than all deals.
    package var isTouched = false
  }

  /// Reasons that sales coded, and what a deal took.
  private let heard: [String]

  package init(_ findings: Findings, _ reports: [FileReport], _ t: Translation) {
    let metric = findings.metrics[t.metric]
    let wording = Wording(findings)
    title = "\(metric.heading) → \(t.outcome.noun): \(t.grade.rawValue) \(t.grade.word)"
    reason = wording.reason(t)
    steps = Self.steps(t)
    noted = Self.noted(t)
    past = Self.past(t)
    working = Self.working(t, metric, findings)
    rulers = Self.rulers(t)
    rulerLines = Self.rulerLines(t)
    files = Self.files(metric, t, reports)
    missing = wording.helpsMost(t)
    further = Self.further(t, metric, findings)
    heard = metric.kind.isSeries ? [] : Heard.counted(of: metric)
  }

  /// As plain lines.
  package var lines: [[Span]] {
    var lines: [String] = [title, reason, ""]
    lines += steps.map { step in
      let share = step.ofAll.map { "  \(Numbers.percent($0)) of all" } ?? ""
      return "\(step.name): \(Numbers.count(step.count))\(share)"
    }
    lines += noted + further + past + [""]
    lines += rulers.map { "\($0.name): \(Numbers.fixed($0.deals, 1)) deals" } + rulerLines
    lines += working.map { "\($0.name): \($0.text)" }
    lines += heard
    lines += files.map { "\($0.name): \(Numbers.count($0.rows)) rows read, \(Numbers.count($0.refused)) refused" }
    lines.append(missing)
    return lines.map { [Span($0)] }
  }

  private static func steps(_ t: Translation) -> [Step] {
    guard let path = t.tracked?.path else { return [] }
    let people = path.first { $0.stage == .people }?.count ?? 0
    var before: Int?
    return path.map { step in
      let isRows = step.stage == .rows
      let share = before.flatMap { $0 > 0 ? Double(step.count) / Double($0) : nil }
      defer { before = step.count }
      return Step(
        name: name(step.stage), count: step.count, ofBefore: share,
        ofAll: isRows || step.stage == .people || people == 0 ? nil : Double(step.count) / Double(people), isRows: isRows)
    }
  }

  package static func name(_ stage: PathStep.Stage) -> String {
    switch stage {
    case .rows: "Rows in the files"
    case .people: "People"
    case .handedOver: "Handed over"
    case .accepted: "Accepted"
    case .opened: "Opened"
    case .deal(let stage): stage
    case .won: "Won"
    }
  }

  private static func noted(_ t: Translation) -> [String] {
    guard let split = t.tracked?.noted else { return [] }
    func line(_ name: String, _ won: Int, _ units: Int) -> String {
      "\(name): \(Numbers.count(won)) won of \(Numbers.count(units)) people (\(Numbers.percent(Double(won) / Double(units))))"
    }
    return [line("With a noted need", split.withWon, split.withUnits), line("Without", split.withoutWon, split.withoutUnits)]
  }

  private static func past(_ t: Translation) -> [String] {
    if t.evidence == .modelled { return weekly(t) }
    guard let tracked = t.tracked else { return ["There is no figure to check."] }
    let check = tracked.backtest
    guard check.of > 0 else {
      return ["Not checked: it takes seven months of record to look back on a forecast of 90 days."]
    }
    var lines = [
      "\(check.inside) of \(check.of) past counts of 90 days fell inside the range that would have been given."
    ]
    if let skill = check.skill {
      lines.append(closer(skill, "the best of “as before”, “as a year before” and “open times the rate so far”"))
    }
    return lines
  }

  private static func weekly(_ t: Translation) -> [String] {
    guard let hindcast = t.modelled?.hindcast else { return ["A number without ids is not checked person by person."] }
    return [
      "Of the last \(hindcast.weeks) weeks, told from before them, \(hindcast.inside) fell inside the range that would have been given.",
      closer(hindcast.skill, "“as a year before” and “as in the last eight weeks”"),
    ]
  }

  private static func closer(_ skill: Double, _ rivals: String) -> String {
    "\(Numbers.percent(abs(skill))) \(skill >= 0 ? "closer" : "further off") than \(rivals)."
  }

  private static func working(_ t: Translation, _ metric: Metric, _ findings: Findings) -> [(name: String, text: String)] {
    var rows: [(name: String, text: String)] = []
    if let won = t.outcomes, t.outcome != .salesHours {
      rows.append(("Numerator", "\(Numbers.count(won)) \(won == 1 ? t.outcome.singular : t.outcome.counted)"))
    }
    if let units = t.units { rows.append(("Denominator", metric.counted(Double(units)))) }
    if t.evidence == .tracked { rows.append(("People", Wording(findings).people(metric))) }
    if let window = t.tracked?.window {
      rows.append(("Period", "\(Numbers.fullDate(window.from)) to \(Numbers.fullDate(window.to))"))
    }
    if let outside = t.tracked?.unitsOutside {
      rows.append(
        (
          "Left out",
          outside > 0
            ? "\(Numbers.count(outside)) that came before (or after) the outcome was recorded" : "none of those in the files"
        ))
    }
    if let worth = t.perUnit, let days = t.withinDays, t.outcome != .revenueWon {
      rows.append(
        (
          "Within",
          metric.unit == .money
            ? "\(Numbers.horizon(days)): \(Numbers.told(thousand(worth), Numbers.amount)) for each \(Numbers.money(1000, findings.currency)), nine times in ten"
            : "\(Numbers.horizon(days)): \(Wording.rate(worth.value)) (\(Wording.rate(worth.low))–\(Wording.rate(worth.high)), nine times in ten)"
        )
      )
    }
    if let tracked = t.tracked, let days = t.withinDays, tracked.curve.value(within: days) > 0, t.outcome != .revenueWon {
      let curve = tracked.curve.value(within: days)
      let ends = tracked.curve.interval(within: days).map { " (\(Wording.rate($0.low))–\(Wording.rate($0.high)))" } ?? ""
      rows.append(("Own curve", "\(Wording.rate(curve))\(ends) (Aalen–Johansen), before leaning on all sources"))
    }
    if let lag = t.lag {
      rows.append(("Lag", "half by day \(lag.median), eight in ten between day \(lag.p10) and day \(lag.p90)"))
    }
    if let finished = t.finished {
      rows.append(("Finished", "\(Numbers.percent(finished)) of what will come within that time has had time to come"))
    }
    if let newest = t.tracked?.newest, newest.units > 0 {
      rows.append(
        (
          "Newest",
          "\(Numbers.monthName(newest.month, today: findings.cutoff)): \(Numbers.count(newest.outcomes)) of \(Numbers.count(newest.units)), \(Numbers.percent(newest.finished)) through its usual time"
        ))
    }
    let ahead = t.inHand.compactMap { one in one.count.map { (one.days, $0) } }
    if !ahead.isEmpty {
      let parts = ahead.map {
        "\(Numbers.amount($0.1.mean)) in \($0.0) days (\(Numbers.range(Numbers.count($0.1.p05), Numbers.count($0.1.p95))))"
      }
      rows.append(("In hand", "still to come from those already there: " + parts.joined(separator: ", ")))
    }
    if let next = t.next, let count = next.count, let days = next.withinDays {
      let range = Numbers.range(Numbers.count(count.p05), Numbers.count(count.p95))
      rows.append(
        (
          "\(Numbers.count(next.units)) more",
          "\(Numbers.amount(count.mean)) within \(Numbers.horizon(days)) (\(range)); \(chanceOfNone(count.none))"
        ))
    }
    rows += revenueToCome(t, findings.currency)
    if let value = t.dealValue, value.deals > 0 {
      rows.append(
        (
          "A deal",
          "\(Numbers.money(value.mean.value, findings.currency)) on average (\(Numbers.range(Numbers.money(value.mean.low, findings.currency), Numbers.money(value.mean.high, findings.currency)))), half above \(Numbers.money(value.median, findings.currency))"
        ))
    }
    if let hours = t.hoursPerUnit {
      rows.append(("Hours", hoursEach(hours)))
    }
    if let cost = t.costPerOutcome {
      rows.append(
        (
          "Spent",
          "\(Numbers.money(cost.value, findings.currency)) for one (\(Numbers.range(Numbers.money(cost.low, findings.currency), Numbers.money(cost.high, findings.currency))))"
        ))
    }
    rows.append(("Rule", rule(t)))
    return rows
  }

  /// `2.5 each (2.4–2.7)`; where all of them took the same, that.
  private static func hoursEach(_ hours: Estimate) -> String {
    let (low, high) = (Numbers.amount(hours.low), Numbers.amount(hours.high))
    return "\(Numbers.amount(hours.value)) each\(low == high ? ", every one" : " (\(Numbers.range(low, high)))")"
  }

  /// What is still to come, in money: every deal is drawn for itself, so that one large deal widens the range.
  private static func revenueToCome(_ t: Translation, _ currency: String?) -> [(name: String, text: String)] {
    func money(_ amount: AmountRange) -> String {
      Numbers.told(amount.ninety) { Numbers.money($0, currency) }
    }
    var rows: [(name: String, text: String)] = []
    let ahead = t.inHandRevenue.compactMap { one in one.amount.map { "\(money($0)) in \(one.days) days" } }
    if !ahead.isEmpty { rows.append(("In hand", "still to come from those already there: " + ahead.joined(separator: ", "))) }
    if let next = t.next, let amount = next.amount, let days = next.withinDays {
      rows.append(
        (
          "\(Numbers.count(next.units)) more",
          "\(money(amount)) within \(Numbers.horizon(days)), big deals drawn one by one; \(chanceOfNone(amount.none))"
        ))
    }
    return rows
  }

  private static func chanceOfNone(_ none: Double) -> String {
    (none < 0.005 ? "hardly a chance" : Numbers.percent(none) + " chance") + " of none"
  }

  private static func thousand(_ e: Estimate) -> Estimate {
    Estimate(value: e.value * 1000, low: e.low * 1000, high: e.high * 1000, level: e.level)
  }

  package static func rule(_ t: Translation) -> String {
    switch t.evidence {
    case .modelled:
      if t.spend != nil {
        return "money beside the people who came in the same weeks or months, trend held still; e has the whole of it"
      }
      return t.modelled == nil
        ? "none: a number without ids is shown, not translated"
        : "weeks against weeks: adstock and saturation of every weekly number at once, season and trend held still, with a place for “does nothing”"
    case .tracked: break
    }
    switch t.outcome {
    case .salesHours: return "recorded hours divided by people"
    case .revenueWon: return "the rate of deals times the mean deal, doubts added"
    case .acceptedLeads, .opportunities, .dealsWon, .revenueKept, .firstResponse, .complaints:
      return
        "rate and lag estimated together from counts by age; lost and open units are not won yet; small sources lean on all, months have luck of their own; e has the whole of it"
    }
  }

  package static func files(_ metric: Metric, _ t: Translation, _ reports: [FileReport]) -> [File] {
    let subjects: Set<Subject>
    switch metric.kind {
    case .series: return reports.filter { $0.file == metric.file }.map(file)
    case .source, .overlay:
      switch t.outcome {
      case .salesHours: subjects = [.leads, .entries, .activities]
      case .complaints: subjects = [.leads, .entries, .complaints]
      case .revenueKept: subjects = [.leads, .entries, .customers]
      default: subjects = [.leads, .entries, .deals]
      }
    }
    return reports.filter { $0.subject.map(subjects.contains) ?? false }.map(file)
  }

  private static func file(_ report: FileReport) -> File {
    File(name: report.file, rows: report.rows, refused: report.rejections.refused)
  }
}

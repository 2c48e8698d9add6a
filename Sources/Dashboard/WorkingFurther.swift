import Cells
import Records
import Translation

extension Working {
  static func rulers(_ t: Translation) -> [Credited] {
    // Nine noughts would read as "deserves nothing".
    guard let evidence = t.rulers, evidence.verdict != .neverMet else { return [] }
    let credit = evidence.credit
    let rows = [
      ("First touch", credit.first), ("Last touch", credit.last), ("Linear", credit.linear), ("Position", credit.position),
      ("Time decay", credit.decay), ("Markov", credit.markov), ("Shapley", credit.shapley),
    ]
    let source = credit.sourceField.map { [("Source field", Double($0))] } ?? []
    return (rows + source).map { Credited(name: $0.0, deals: $0.1) }.sorted { ($1.deals, $0.name) < ($0.deals, $1.name) }
      + [Credited(name: "Touched at all", deals: Double(credit.touchedWins), isTouched: true)]
  }

  static func rulerLines(_ t: Translation) -> [String] {
    guard let evidence = t.rulers else { return [] }
    var lines: [String] = []
    switch evidence.verdict {
    case .neverMet:
      return [
        "No new customer met it before the deal was opened, so no ruler shares a deal out to it. Deals of people who had been customers before are not shared out."
      ]
    case .sameUnderAll(let rank): lines.append("Place \(rank) under every ruler: the decision does not hang on the ruler.")
    case .ranksBetween(let best, let worst, let bestRuler, let worstRuler):
      lines.append(
        "Place \(best) by \(name(bestRuler)), place \(worst) by \(name(worstRuler)): do not decide on one of these alone.")
    }
    lines.append(
      "Touched by it on the way: \(Numbers.count(evidence.credit.touchedWins)) of \(Numbers.count(evidence.wins)); over all channels that adds up to \(Numbers.percent(evidence.touchedSum))."
    )
    if evidence.credit.followsIntent {
      lines.append(
        "Its touches come when somebody is already interested: it cannot be separated from intent without a holdout.")
    } else if let regression = evidence.credit.regression {
      lines.append(without(regression) + ", by a regression that holds source and recency still: attributed, not proven.")
    }
    return lines
  }

  /// Deals that would be missing, or that would be more.
  private static func without(_ missing: Estimate) -> String {
    if missing.low < 0, missing.high > 0 {
      return "Whether deals would be missing without its touches cannot be told: \(Numbers.told(missing, Numbers.amount))"
    }
    let isFewer = missing.value >= 0
    let size = isFewer ? missing : Estimate(value: -missing.value, low: -missing.high, high: -missing.low)
    return "Without its touches about \(Numbers.told(size, Numbers.amount)) \(isFewer ? "fewer" : "more")"
  }

  private static func name(_ ruler: Ruler) -> String {
    switch ruler {
    case .first: "first touch"
    case .last: "last touch"
    case .linear: "linear credit"
    case .position: "position"
    case .decay: "time decay"
    case .markov: "Markov"
    case .shapley: "Shapley"
    }
  }

  /// What *why* draws, as sentences: for copying and for the command line.
  static func further(_ t: Translation, _ metric: Metric, _ findings: Findings) -> [String] {
    let wording = Wording(findings)
    var lines: [String] = (t.tracked?.steps ?? []).map(step)
    if let parting = wording.parting(t) { lines.append(parting) }
    if let cohorts = t.tracked?.cohorts, t.outcome != .revenueWon { lines += wording.cohorts(cohorts, t.outcome) }
    let figure = { wording.figure($0, metric) }
    lines.append(
      "\(metric.heading): "
        + wording.fourWeeks(
          last: metric.lastFourWeeks, lastYear: metric.sameWeeksLastYear, before: metric.fourWeeksBefore, figure
        ).lowercasedFirst)
    lines += wording.shifts(metric.shifts, isSum: metric.unit != .ratio, figure)
    if let outcome = findings.outcomes.first(where: { $0.kind == t.outcome }), outcome.isRecorded {
      lines += wording.shifts(
        outcome.shifts, isSum: outcome.unit != .medianHours, WeeklyChart(outcome: outcome, findings).label)
      if let change = outcome.change {
        lines.append(wording.change(change, outcome.kind))
        lines += wording.parts(change).map { "\($0.name) \($0.size): \($0.meaning)" }
      }
    }
    return lines + wording.crowdedLines(t) + [wording.looks()]
  }

  private static func step(_ step: StepRate) -> String {
    let name = "\(name(step.from)) → \(name(step.to).lowercasedFirst)"
    guard let share = step.within, let days = step.days else { return "\(name): cannot be told" }
    let finished = step.finished.map { ", \(Numbers.percent($0)) finished" } ?? ""
    return
      "\(name): \(Numbers.count(step.outcomes)) of \(Numbers.count(step.units)) so far; \(Wording.rate(share.value)) (\(Wording.range(share))) within \(Numbers.horizon(days))\(finished)"
  }
}

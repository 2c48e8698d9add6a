import Journal
import Records
import Translation

/// What came of an idea or a decision: written down, found in the data when its time was over, or not to be told and why.
struct Looked: Sendable {
  enum Verdict: Sendable, Equatable { case held, missed, notDone, untold }

  var verdict: Verdict
  /// Expected of the days that were looked at.
  var expected: Estimate?
  var saw: Double?
  /// The range of what was seen, where it was found in the data.
  var range: Estimate?
  /// Why it cannot be told, or what else was seen.
  var text: String?

  /// `nil`: its time is not over.
  init?(
    _ predicted: Prediction?, metric: String?, from: Day?, to: Day, beside: String?, written: Verification?,
    _ findings: Findings
  ) {
    if let written {
      verdict =
        switch written.verdict {
        case .held: .held
        case .missed: .missed
        case .notDone: .notDone
        case .untold: .untold
        }
      expected = predicted.map { Estimate(value: $0.value, low: $0.low, high: $0.high, level: $0.level) }
      saw = written.saw
      text = written.text
      return
    }
    guard to <= findings.cutoff else { return nil }
    verdict = .untold
    guard let from, let predicted, let kind = OutcomeKind(rawValue: predicted.outcome),
      let o = findings.outcomes.firstIndex(where: { $0.kind == kind })
    else {
      text = "nothing was expected in figures"
      return
    }
    let comparison = beside.flatMap { name in
      findings.metrics.first { $0.name == name || matches($0.heading, name) || matches(name, $0.heading) }
    }
    let days = to - from + 1
    let t = findings.metrics.firstIndex { $0.name == metric }.flatMap { findings.translation(metric: $0, outcome: o) }
    let share = (t.map { findings.shareSeen($0, within: days) } ?? Double(days) / 365) * 365 / Double(predicted.days)
    let expected = Estimate(value: predicted.value, low: predicted.low, high: predicted.high).scaled(by: share)
    self.expected = expected
    do throws(BeforeAfter.Refusal) {
      let found = try BeforeAfter(findings.outcomes[o].weeks, from: from, to: to, beside: comparison?.weeks)
      saw = found.change.value
      range = found.change
      if expected.low <= found.change.value, found.change.value <= expected.high {
        verdict = .held
      } else if found.change.high < expected.low || found.change.low > expected.high {
        verdict = .missed
      } else {
        text = "weeks vary too much to tell"
      }
      if comparison == nil, beside != nil { text = "“\(beside ?? "")” is no metric here, so season and trend stand in for it" }
    } catch { text = error.sentence(findings.cutoff) }
  }

  init?(_ story: IdeaStory, _ findings: Findings) {
    guard
      let trial = story.trial?.body ?? story.result.map({ Trial(idea: $0.body.of, from: findings.cutoff, to: findings.cutoff) })
    else { return nil }
    self.init(
      story.idea.body.predicted, metric: story.idea.body.metric, from: trial.from, to: trial.to, beside: trial.comparison,
      written: story.result?.body, findings)
  }

  init?(_ story: DecisionStory, _ findings: Findings) {
    let body = story.decision.body
    self.init(
      body.predicted, metric: body.metric, from: story.decision.on.map { $0 + 1 }, to: body.due, beside: nil,
      written: story.result?.body, findings)
  }

  var word: String {
    switch verdict {
    case .held: "held"
    case .missed: "missed"
    case .notDone: "not done"
    case .untold: "cannot be told"
    }
  }

  func guess(_ side: Side) -> Guess? {
    guard let expected, let saw, verdict == .held || verdict == .missed else { return nil }
    return Guess(side: side, value: expected.value, low: expected.low, high: expected.high, saw: saw)
  }
}

extension BeforeAfter.Refusal {
  func sentence(_ today: Day) -> String {
    switch self {
    case .notOver(let last): "the data end on \(Numbers.date(last, today: today)), before its time is over"
    case .noWholeWeek: "it holds no whole week"
    case .recordTooShort(let weeks, let needed): "\(weeks) weeks of record before it; \(needed) are needed"
    case .nothingBefore: "nothing was counted before it"
    case .comparisonNotRecorded: "what was left as it was is not recorded for those weeks"
    }
  }
}

extension Facts {
  /// Every guess that was looked at: written down, or found when its time was over.
  func guesses(_ findings: Findings) -> [Guess] {
    journal.ideas.filter { $0.dropped == nil }.compactMap { Looked($0, findings)?.guess($0.idea.by.side) }
      + journal.decisions.compactMap { Looked($0, findings)?.guess($0.decision.body.owner) }
  }
}

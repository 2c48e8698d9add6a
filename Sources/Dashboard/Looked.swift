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
  /// It was beside something that was left as it was: what the pair's grade may rise or fall by.
  var test: PairTest?
  /// What was expected of the days that were looked at, of all that was expected.
  var share = 1.0

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
      if let low = written.low, let high = written.high, let saw {
        range = Estimate(value: saw, low: low, high: high, level: predicted?.level ?? 0.9)
      }
      text = written.text
      if let beside, let from, let expected, let range, let metric, verdict == .held || verdict == .missed,
        let kind = predicted.flatMap({ OutcomeKind(rawValue: $0.outcome) })
      {
        test = PairTest(
          metric: metric, outcome: kind, from: from, to: to, against: Comparison(beside, findings)?.words ?? beside,
          expected: expected, saw: range)
      }
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
    let comparison = beside.flatMap { Comparison($0, findings) }
    let m = findings.metrics.firstIndex { $0.name == metric }
    let days = to - from + 1
    let t = m.flatMap { findings.translation(metric: $0, outcome: o) }
    var share = (t.map { findings.shareSeen($0, within: days) } ?? Double(days) / 365) * 365 / Double(predicted.days)
    do throws(BeforeAfter.Refusal) {
      let (found, isTest) = try findings.change(of: o, metric: m, from: from, to: to, beside: comparison?.beside)
      // Every other week has half of the days.
      if found.footing == .everyOtherWeek { share *= Double(found.weeks * 7) / Double(days) }
      self.share = share
      let expected = Estimate(value: predicted.value, low: predicted.low, high: predicted.high).scaled(by: share)
      self.expected = expected
      saw = found.change.value
      range = found.change
      if expected.low <= found.change.value, found.change.value <= expected.high {
        verdict = .held
      } else if found.change.high < expected.low || found.change.low > expected.high {
        verdict = .missed
      } else {
        text = "weeks vary too much to tell"
      }
      if comparison == nil, let beside { text = "“\(beside)” is not in the data, so season and trend stand in for it" }
      if isTest, let metric, let comparison {
        test = PairTest(
          metric: metric, outcome: kind, from: from, to: to, against: comparison.words, expected: expected, saw: found.change)
      }
    } catch {
      expected = Estimate(value: predicted.value, low: predicted.low, high: predicted.high).scaled(by: share)
      text = error.sentence(findings.cutoff)
    }
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
    case .notFollowed: "without ids nobody can say which week an outcome belongs to"
    case .tooFewPairs(let have, let needed): "\(have) pairs of weeks with and without; \(needed) are needed"
    }
  }
}

/// What people said is left as it was, as it is found in the data.
struct Comparison {
  var beside: Findings.Beside
  var words: String

  /// `nil`: nothing here is called that.
  init?(_ said: String, _ findings: Findings) {
    let words = said.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    let alternating: Set<String> = ["every", "other", "alternate", "second"]
    if words.contains("week") || words.contains("weeks"), words.contains(where: { alternating.contains($0) }) {
      beside = .everyOtherWeek
      self.words = "every other week"
      return
    }
    let found =
      findings.metrics.indices.first { findings.metrics[$0].name == said }
      ?? findings.metrics.indices.first {
        matches(findings.metrics[$0].heading, said) || matches(said, findings.metrics[$0].heading)
      }
    guard let found, !said.isEmpty else { return nil }
    beside = .metric(found)
    self.words = findings.metrics[found].noun
  }
}

extension Facts {
  /// Looks again at everything that was tried or decided, and hands what tests showed to the findings: once for each change of journal or
  /// data, not for each paint.
  ///
  /// `again`: the data changed. Where only the journal did, what nobody wrote anything about is as it was.
  package mutating func look(again: Bool) {
    version += 1
    guard let findings else {
      (looked, lookedAt) = ([:], [:])
      return
    }
    let (known, before) = again ? ([:], [:]) : (looked, lookedAt)
    (looked, lookedAt) = ([:], [:])
    var tests: [PairTest] = []
    for story in journal.ideas where story.dropped == nil && (story.trial != nil || story.result != nil) {
      lookedAt[story.id] = story
      looked[story.id] = before[story.id] == story ? known[story.id] : Looked(story, findings)
      if let test = looked[story.id]?.test { tests.append(test) }
    }
    for story in journal.decisions where story.dropped == nil { looked[story.id] = Looked(story, findings) }
    self.findings?.take(tests)
  }

  /// What a side guessed when it voted, beside what came.
  func guesses(of side: Side) -> [Guess] {
    journal.ideas.compactMap { story in
      guard let found = looked[story.id], let saw = found.saw, found.verdict == .held || found.verdict == .missed else {
        return nil
      }
      return story.guess(of: side, saw: saw, share: found.share)
    }
  }

  /// Every expectation that was looked at: written down, or found when its time was over.
  var guesses: [Guess] {
    journal.ideas.compactMap { looked[$0.id]?.guess($0.idea.by.side) }
      + journal.decisions.compactMap { looked[$0.id]?.guess($0.decision.body.owner) }
  }
}

extension Findings {
  /// With the grades that the tests in a journal give: for those who show no screen.
  package func tested(by journal: Journal) -> Findings {
    var facts = Facts(company: company)
    facts.findings = self
    facts.journal = journal
    facts.look(again: true)
    return facts.findings ?? self
  }
}

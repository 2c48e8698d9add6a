import Records

/// A test of one pair that has ended, and what it showed beside something that was left as it was. It is handed in as values: who
/// agreed on it, and where that is kept, is not known here.
package struct PairTest: Sendable, Hashable {
  package enum Finding: Sendable, Hashable {
    /// It came as expected, and nothing at all is not in its range.
    case held
    /// Its range holds what was expected and nothing at all, or neither can be told.
    case open
    /// It came, and not as expected.
    case missed
    /// The other way round from what was expected, range and all.
    case against
  }

  package var metric: String
  package var outcome: OutcomeKind
  package var from: Day
  package var to: Day
  /// What was left as it was, in words.
  package var against: String
  /// Of the days that were looked at.
  package var expected: Estimate
  package var saw: Estimate

  package init(
    metric: String, outcome: OutcomeKind, from: Day, to: Day, against: String, expected: Estimate, saw: Estimate
  ) {
    self.metric = metric
    self.outcome = outcome
    self.from = from
    self.to = to
    self.against = against
    self.expected = expected
    self.saw = saw
  }

  package var finding: Finding {
    let isUp = expected.value >= 0
    if isUp ? saw.high < 0 : saw.low > 0 { return .against }
    if saw.high < expected.low || saw.low > expected.high { return .missed }
    let isSomething = isUp ? saw.low > 0 : saw.high < 0
    return isSomething && expected.low <= saw.value && saw.value <= expected.high ? .held : .open
  }

  /// The grade of a pair that had `before` by counting. A count that misleads is not mended by a test.
  package func grade(after before: Grade) -> Grade {
    switch finding {
    case .held: before == .x ? .x : .a
    case .open: before
    case .missed:
      switch before {
      case .a, .b: .c
      case .c: .d
      case .d, .n, .x: before
      }
    case .against: .x
    }
  }
}

extension Findings {
  /// The grades as tests leave them: of each pair the newest test decides, and where none speaks any more the grade is that of counting.
  package mutating func take(_ tests: [PairTest]) {
    for i in translations.indices {
      if let before = translations[i].untested {
        translations[i].grade = before
        translations[i].untested = nil
        translations[i].test = nil
      }
      let name = metrics[translations[i].metric].name
      var newest: PairTest?
      for test in tests where test.metric == name && test.outcome == translations[i].outcome {
        if newest.map({ $0.to <= test.to }) ?? true { newest = test }
      }
      guard let newest else { continue }
      translations[i].untested = translations[i].grade
      translations[i].test = newest
      translations[i].grade = newest.grade(after: translations[i].grade)
    }
  }

  /// What is left as it was while something is tried.
  package enum Beside: Sendable, Hashable {
    /// Another source, or a number that only moves with the season.
    case metric(Int)
    /// The same source in the weeks between.
    case everyOtherWeek
  }

  /// What became of an outcome in a window, and whether that was a test: beside a source with outcomes of its own, or beside the weeks
  /// between. Then it is of the metric's own people where they are followed; else of the whole outcome, so that leads which only changed
  /// their label do not count.
  package func change(
    of outcome: Int, metric: Int?, from: Day, to: Day, beside: Beside?
  ) throws(BeforeAfter.Refusal) -> (found: BeforeAfter, isTest: Bool) {
    func own(_ metric: Int) -> WeekCohorts? { translation(metric: metric, outcome: outcome)?.tracked?.weeks }
    let cohorts = metric.flatMap(own)
    let whole = outcomes[outcome].weeks
    switch beside {
    case nil: return (try BeforeAfter(whole, from: from, to: to), false)
    case .everyOtherWeek:
      guard let cohorts else { throw .notFollowed }
      return (try BeforeAfter(everyOtherWeekOf: cohorts, from: from, to: to), true)
    case .metric(let other):
      guard let control = own(other), other != metric else {
        return (try BeforeAfter(whole, from: from, to: to, beside: metrics[other].weeks), false)
      }
      return (try BeforeAfter(cohorts?.outcomes ?? whole, from: from, to: to, beside: control.outcomes), true)
    }
  }
}

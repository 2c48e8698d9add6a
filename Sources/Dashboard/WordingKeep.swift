import Cells
import Glibc
import Records
import Translation

/// The next euro and the next hour in words: what is tested on keeping, and what a little more is worth at the plan.
extension AlignWording {
  private func deals(_ e: Estimate, per units: Double) -> String { Numbers.told(e.scaled(by: units), places: 1) }

  /// One more hour and one more euro at the plan as it stands, those counted that more leads delay.
  package func margin(_ margin: Alignment.Margin) -> String {
    var line =
      "At the plan as it stands, played, 100 more leads at today’s mix bring \(deals(margin.perLead, per: 100)) deals with those counted that they delay; room for 100 more first answers brings \(deals(margin.perRoom, per: 100))."
    let value = outlook.amounts.isEmpty ? 0 : outlook.amounts.reduce(0, +) / Double(outlook.amounts.count)
    if let hours = outlook.hoursPerLead, value > 0 {
      line +=
        " So one more hour of sales on new leads is worth \(money(margin.perRoom.scaled(by: value / hours))) of first-year revenue"
      let leads = outlook.sources.reduce(0) { $0 + $1.usual }
      let cost = outlook.sources.reduce(0) { $0 + $1.usual * ($1.cost ?? 0) } / max(1e-9, leads)
      let thousand = AlignPanel.round(1000, outlook.currency)
      line += cost > 0 ? ", and \(thousand) more on leads \(money(margin.perLead.scaled(by: 1000 * value / cost)))." : "."
    }
    if margin.perLead.high < 0 {
      line += " Sales is full: more leads cost deals, and every hour is better put into those that wait or into keeping."
    }
    return line
  }

  /// What is known of keeping, and how more could be.
  package func testedWords(_ found: KeepAgainstWin, _ margin: Alignment.Margin?) -> [String] {
    let tested = answer.question.tested
    guard !tested.isEmpty else {
      return [
        "No effort on keeping has been tested yet, so no choice is said: only what it would have to do. [ and ] change the churn that is assumed. To find out: write it down in Brainstorm as an idea on revenue kept with the hours it takes, try it on some of the contracts that come up, and its result is read here."
      ]
    }
    return tested.map { one in
      var line =
        "Tested: “\(printable(one.name))” kept \(money(one.kept)) more\(one.isSeen ? "" : ", as unsure as what was expected of it"), \(one.held ? "as expected" : "not as expected"). Grade \(one.grade.rawValue)."
      guard let hours = one.hours else {
        return line + " Its hours were not written down, so it cannot be set beside an hour of winning."
      }
      line += " It took \(Numbers.hours(hours))."
      if let hour = found.hour(one, margin: margin?.draws) {
        line +=
          " An hour of it is worth \(money(hour.keep)) over five years, one on winning \(money(hour.win)) with those it delays: \(choice(hour))."
      }
      if let euro = found.euro(one) { line += " A euro: \(money(euro.keep)) against \(money(euro.win)), \(choice(euro))." }
      return line
    }
  }

  private func choice(_ beside: KeepAgainstWin.Beside) -> String {
    let ten = Self.tenths(beside.probability)
    switch beside.choice {
    case .keep: return "keeping, in \(ten) of 10 draws"
    case .win: return "winning; keeping is worth more in \(ten) of 10 draws only"
    case nil: return "which is more cannot be told, keeping in \(ten) of 10 draws"
    }
  }

  /// One line of the panel where something is tested.
  func testedLine(_ found: KeepAgainstWin, columns: Int) -> [Span]? {
    for one in answer.question.tested {
      guard let hour = found.hour(one) else { continue }
      let words =
        "an hour: keep \(Numbers.money(hour.keep.value, outlook.currency)), win \(Numbers.money(hour.win.value, outlook.currency)) · "
      return [.text(cut(words, to: columns - 2)), Span(one.grade.rawValue, one.grade.role)]
    }
    return nil
  }

  /// How far the same forecast was off before: the width of what is expected.
  var misses: String? {
    let seen = outlook.misses.sorted()
    guard let least = seen.first, let most = seen.last, seen.count >= 3 else { return nil }
    func change(_ off: Double) -> String { Numbers.change(from: 1, to: exp(off)) }
    return
      "How sure that is comes from the record’s own misses: at \(seen.count) past days the thirteen weeks after them brought \(change(least)) to \(change(most)) against what would have been expected of them, the middle one \(change(seen[seen.count / 2]))."
  }

  /// New customers' complaints by the load that they started under, told only as far as it can be; `nil` where there is nothing to compare.
  package var complained: String? {
    guard let past = outlook.overload, let under = past.under.complaintsEach, let over = past.over.complaintsEach,
      let beside = past.complaining
    else { return nil }
    func figures(_ e: Estimate) -> String { Numbers.told(e, places: 1) }
    let counts =
      "\(past.over.complaints) complaints of \(past.over.newCustomers) new customers in their first \(Overload.early) days where they started in weeks above room, \(figures(over)) each; \(past.under.complaints) of \(past.under.newCustomers) in the others, \(figures(under)) each"
    let grade = "Grade \(beside.grade.rawValue)"
    switch beside.verdict {
    case .worse:
      return "\(counts): \(figures(beside.estimate)) times as many. \(grade): those weeks may have differed in more than load."
    case .better:
      return
        "\(counts): fewer, \(figures(beside.estimate)) times as many. \(grade): those weeks may have differed in more than load."
    case .noDifference: return "\(counts): no difference worth having, \(figures(beside.estimate)) times as many. \(grade)."
    case .cannotBeTold:
      return
        "\(counts): whether more load goes with more complaints cannot be told, \(figures(beside.estimate)) times as many. \(grade)."
    }
  }

  /// The same beside what collides: only where it is seen.
  var complainedShort: String? {
    guard let past = outlook.overload, let beside = past.complaining, beside.verdict == .worse else { return nil }
    let e = beside.estimate
    return
      "New customers of those weeks complained \(Numbers.fixed(e.value, 1)) times as often (\(Numbers.range(Numbers.fixed(e.low, 1), Numbers.fixed(e.high, 1)))), grade \(beside.grade.rawValue)."
  }

  /// What new customers answered, by the weeks in which they started: `nil` where too few were asked.
  var heard: String? {
    guard let past = outlook.overload, let over = past.over.answers, let under = past.under.answers else {
      guard let past = outlook.overload, past.over.newCustomers > 0 else { return nil }
      return
        "Their answers to surveys are too few to compare by load; \(Overload.fewestAnswers) on each side would tell something."
    }
    func figure(_ value: Double) -> String { (value < 0 ? "−" : "") + Numbers.fixed(abs(value), 0) }
    func side(_ answers: Overload.Answers) -> String {
      let ends = answers.top == 10 ? ("9 or 10", "6 or less") : ("4 or 5", "2 or less")
      return
        "\(answers.high) of \(answers.count) gave \(ends.0) and \(answers.low) gave \(ends.1), a balance of \(figure(answers.net.value)) (\(figure(answers.net.low)) to \(figure(answers.net.high)))"
    }
    let verdict: String
    switch past.answering?.verdict {
    case .worse: verdict = "They were less content."
    case .better: verdict = "They were more content."
    case .noDifference: verdict = "No difference worth having."
    case .cannotBeTold, nil: verdict = "Whether they differ cannot be told."
    }
    let grade = past.answering?.grade ?? .d
    return
      "Asked in those days, of those who started above room \(side(over)); of the others \(side(under)). \(verdict) Grade \(grade.rawValue)."
  }
}

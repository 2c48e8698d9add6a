import Cells
import Journal
import Records
import Translation

/// The forms of the board: how each begins, what Parley says to it while it is filled in, and what it becomes.
extension Form {
  static func choice(_ label: String, _ options: [String], _ index: Int) -> Field {
    Field(label: label, body: .choice(options, max(0, min(options.count - 1, index))))
  }

  static func text(_ label: String, _ text: String = "", placeholder: String = "") -> Field {
    Field(label: label, body: .text(TextField(text)), placeholder: placeholder)
  }

  static func note(_ metric: String?, _ facts: Facts, _ findings: Findings) -> Form {
    let names = findings.metrics.map(\.heading)
    let at = findings.metrics.firstIndex { $0.name == metric } ?? 0
    return Form(
      purpose: .note, title: [facts.writer.side.mark, " Note from \(facts.writer.side.rawValue)"],
      fields: [choice("on", names, at), text("what was heard", placeholder: "a sentence, as it was said")], focus: 1)
  }

  static func idea(
    _ pair: (metric: String, outcome: OutcomeKind)?, sentence: String = "", _ facts: Facts, _ findings: Findings
  ) -> Form {
    let m = findings.metrics.firstIndex { $0.name == pair?.metric } ?? 0
    let outcomes = findings.outcomes.filter(\.isRecorded).map(\.kind)
    let o = outcomes.firstIndex(of: pair?.outcome ?? .dealsWon) ?? 0
    let planned = findings.metrics.indices.contains(m) ? facts.plan.volume(of: findings.metrics[m].name) : nil
    return Form(
      purpose: .idea(nil), title: [facts.writer.side.mark, " New idea from \(facts.writer.side.rawValue)"],
      fields: [
        text("idea", sentence, placeholder: "what would you try?"), choice("touches", findings.metrics.map(\.heading), m),
        choice("toward", outcomes.map(\.heading), o),
        text("new volume", planned.map { Numbers.amount($0).filter { $0 != "," } } ?? "", placeholder: "as it is now"),
        text("by", "\(findings.cutoff + 91)"),
      ])
  }

  static func vote(_ story: IdeaStory, _ facts: Facts) -> Form {
    let last = story.vote(of: facts.writer.side)
    let five = ["1", "2", "3", "4", "5"]
    let more = OutcomeKind(rawValue: story.idea.body.outcome).map { "more \($0.noun)" } ?? "more"
    let span = CardText.span(story.idea.body.predicted?.days ?? 365)
    return Form(
      purpose: .vote(story.id), title: [facts.writer.side.mark, " \(facts.writer.side.rawValue.capitalisedFirst) votes"],
      fields: [
        choice("for it", ["yes", "no"], last.map { $0.isFor ? 0 : 1 } ?? 0), choice("worth", five, (last?.worth ?? 3) - 1),
        choice("effort", five, (last?.effort ?? 3) - 1), choice("how sure", five, (last?.sureness ?? 3) - 1),
        text(
          "your guess", last?.guess.map { Numbers.amount($0) } ?? "", placeholder: "how many \(more) \(span); may be left out"),
      ])
  }

  static func trial(_ story: IdeaStory, _ findings: Findings) -> Form {
    let from = (findings.cutoff + 1).weekday == 0 ? findings.cutoff + 1 : findings.cutoff.startOfWeek + 7
    let to = max(story.idea.body.by, from + 27)
    var fields = [
      text("from", "\(from)"), text("to", "\(to)"),
      text("left as it was", placeholder: "a source, or every other week; may be left out"),
    ]
    if !story.agrees { fields.append(choice("try it anyway", ["no", "both agree to"], 0)) }
    return Form(purpose: .trial(story.id), title: ["Try it: \(cut(story.idea.body.sentence, to: 50))"], fields: fields)
  }

  static func drop(_ story: IdeaStory) -> Form {
    Form(
      purpose: .drop(story.id), title: ["Drop it: \(cut(story.idea.body.sentence, to: 50))"],
      fields: [text("why", placeholder: "one sentence for those who ask later")])
  }

  /// What Parley has to say to what is typed so far.
  func preview(_ facts: Facts) -> [[Span]] {
    guard let findings = facts.findings else { return [] }
    switch purpose {
    case .idea:
      switch expected(findings) {
      case .success(let prediction?):
        var line: [Span] = [.muted("Parley expects "), .text(CardText.range(prediction, findings))]
        if let lag = prediction.lagDays { line.append(.text(", half of it after \(Numbers.span(days: lag))")) }
        return [line + [.muted(". It is kept with the idea.")]]
      case .success(nil): return [[.muted("With a new volume, in \(periodWords(findings)), Parley writes what to expect.")]]
      case .failure(let refusal): return [[.muted(refusal.sentence)]]
      }
    case .vote: return [[.muted("1 little, 5 much. The other side sees it when both have voted.")]]
    case .trial(let id): return [[.muted(beside(id, facts, findings))]]
    case .note:
      // What is heard of the number already, so that one adds to it.
      guard let m = noted(findings) else { return [] }
      let heard = Heard(findings.metrics[m], facts.journal)
      return [[.muted("It stays on this machine, in the journal beside the data.")]] + heard.lines(notes: 2)
        + [heard.takenSentence]
    case .decision:
      switch decisionExpects(findings) {
      case .success(let prediction?):
        return [
          [.muted("Parley expects "), .text(CardText.range(prediction, findings)), .muted(". It is kept with the decision.")]
        ]
      case .success(nil):
        return [[.muted(decisionAsks(findings))]]
      case .failure(let refusal): return [[.muted(refusal.sentence)]]
      }
    case .drop, .verdict: return []
    }
  }

  private func noted(_ findings: Findings) -> Int? {
    guard case .choice(_, let m) = fields[0].body, findings.metrics.indices.contains(m) else { return nil }
    return m
  }

  /// What the comparison that is typed so far can tell.
  private func beside(_ id: EntryId, _ facts: Facts, _ findings: Findings) -> String {
    let said = fields[2].text
    let test = "a test, by which the grade of the pair can rise to A, or fall."
    guard !said.isEmpty else {
      return
        "When it is over, what came stands beside what was expected. Leave a source, or every other week, as it was: that makes it \(test)"
    }
    guard let comparison = Comparison(said, findings) else {
      return "“\(said)” is not in the data: season and trend stand in for it, and the grade stays as it is."
    }
    switch comparison.beside {
    case .everyOtherWeek: return "Each week with it is laid beside the week after, which is left as it was: \(test)"
    case .metric(let m):
      let touched = facts.journal.ideas.first { $0.id == id }?.idea.body.metric
      guard findings.metrics[m].name != touched else { return "That is what the idea touches: it cannot be left as it was." }
      guard !findings.metrics[m].kind.isSeries else {
        return
          "\(findings.metrics[m].heading): laid beside, but without outcomes of its own it is no test, and the grade stays."
      }
      return "What comes of \(comparison.words) meanwhile is laid beside: \(test)"
    }
  }

  private func isFollowed(_ id: EntryId, _ facts: Facts, _ findings: Findings) -> Bool {
    let touched = facts.journal.ideas.first { $0.id == id }?.idea.body.metric
    return findings.metrics.first { $0.name == touched }.map { !$0.kind.isSeries } ?? false
  }

  struct Refusal: Error { var sentence: String }

  private func metric(_ findings: Findings) -> Int? {
    guard case .choice(_, let m) = fields[1].body, findings.metrics.indices.contains(m) else { return nil }
    return m
  }

  private func translation(_ findings: Findings) -> Translation? {
    guard let m = metric(findings) else { return nil }
    let kinds = findings.outcomes.filter(\.isRecorded).map(\.kind)
    guard case .choice(_, let at) = fields[2].body, kinds.indices.contains(at),
      let o = findings.outcomes.firstIndex(where: { $0.kind == kinds[at] })
    else { return nil }
    return findings.translation(metric: m, outcome: o)
  }

  private func periodWords(_ findings: Findings) -> String {
    translation(findings).map { Form.period($0, findings) } ?? "four weeks"
  }

  /// How its volume is counted, and where it stands.
  static func period(_ t: Translation, _ findings: Findings) -> String {
    guard let response = t.response else { return "four weeks" }
    let today = Wording(findings).volume(response.today, findings.metrics[t.metric])
    switch response.period {
    case .week: return "a week (now \(today))"
    case .fourWeeks: return "four weeks (now \(today))"
    case .month: return "a month (now \(today))"
    case .batch: return "one go (last time \(today))"
    }
  }

  /// What the translation expects of the new volume; `nil` where none is given.
  private func expected(_ findings: Findings) -> Swift.Result<Prediction?, Refusal> {
    guard let t = translation(findings) else { return .success(nil) }
    return Form.expected(of: fields[3].text, t, findings)
  }

  static func expected(of typed: String, _ t: Translation, _ findings: Findings) -> Swift.Result<Prediction?, Refusal> {
    guard !typed.isEmpty else { return .success(nil) }
    guard let then = Double(typed.filter { $0 != "," }), then >= 0 else {
      return .failure(Refusal(sentence: "“\(typed)” is no volume. Write figures, as 400."))
    }
    do throws(Expectation.Refusal) {
      let found = try findings.expectation(t, at: then)
      return .success(
        Prediction(
          outcome: t.outcome.rawValue, value: found.change.value, low: found.change.low, high: found.change.high,
          days: found.days,
          hours: found.hours, lagDays: found.lagDays, grade: found.grade.rawValue))
    } catch {
      switch error {
      case .untold(let grade):
        return .failure(
          Refusal(sentence: "No range: this pair is \(grade.rawValue), \(grade.word). The idea may be kept all the same."))
      case .noCurve:
        return .failure(
          Refusal(sentence: "No range: this pair has no curve to answer from. The idea may be kept all the same."))
      case .volume(let refusal):
        return .failure(Refusal(sentence: t.response.map { refusal.sentence(findings.metrics[t.metric], $0, findings) } ?? ""))
      }
    }
  }

  private func day(_ field: Int) throws(Complaint) -> Day {
    guard let day = Day(iso: fields[field].text) else {
      throw Complaint(sentence: "“\(fields[field].text)” is no day. Write 2026-12-15.")
    }
    return day
  }

  struct Complaint: Error { var sentence: String }

  /// What is written when it is kept.
  func drafts(_ facts: Facts) throws(Complaint) -> [Draft] {
    guard let findings = facts.findings else { throw Complaint(sentence: "Nothing is read yet.") }
    func draft(_ what: What, by side: Side? = nil) -> [Draft] {
      [Draft(by: side.map { Author($0, name: facts.writer.name) } ?? facts.writer, on: findings.cutoff, what)]
    }
    switch purpose {
    case .note:
      guard !fields[1].text.isEmpty else { throw Complaint(sentence: "The sentence is empty.") }
      guard let m = noted(findings) else { return [] }
      return draft(.note(FieldNote(metric: findings.metrics[m].name, text: fields[1].text)))
    case .idea(let of):
      guard !fields[0].text.isEmpty else { throw Complaint(sentence: "The idea is empty: a sentence will do.") }
      guard let t = translation(findings) else { throw Complaint(sentence: "There is nothing here that an idea could touch.") }
      let by = try day(4)
      guard by > findings.cutoff else {
        throw Complaint(sentence: "\(by) is not after \(findings.cutoff), the last day of the data.")
      }
      let typed = Double(fields[3].text.filter { $0 != "," })
      guard fields[3].text.isEmpty || typed != nil else {
        throw Complaint(sentence: "“\(fields[3].text)” is no volume. Write figures, as 400.")
      }
      var predicted: Prediction?
      if case .success(let found) = expected(findings) { predicted = found }
      return draft(
        .idea(
          Idea(
            sentence: fields[0].text, metric: findings.metrics[t.metric].name, outcome: t.outcome.rawValue,
            now: typed == nil ? nil : t.response?.today, then: typed, by: by, predicted: predicted), of: of))
    case .vote(let id):
      func grade(_ field: Int) -> Int { Int(fields[field].text) ?? 3 }
      let guess =
        fields[4].text.isEmpty
        ? nil : Double(fields[4].text.replacing("−", with: "-").replacing("+", with: "").filter { $0 != "," })
      guard fields[4].text.isEmpty || guess != nil else {
        throw Complaint(sentence: "“\(fields[4].text)” is no number. Leave it out, or write figures.")
      }
      return draft(
        .vote(
          Vote(idea: id, isFor: fields[0].text == "yes", worth: grade(1), effort: grade(2), sureness: grade(3), guess: guess)))
    case .trial(let id):
      let (from, to) = (try day(0), try day(1))
      guard to >= from + 13 else {
        throw Complaint(sentence: "A trial takes two weeks at least; nothing could be seen before.")
      }
      if fields.count > 3, fields[3].text == "no" {
        throw Complaint(sentence: "Not both said yes. Choose “both agree to” with →, or talk first.")
      }
      let beside = fields[2].text
      if let comparison = Comparison(beside, findings), comparison.beside == .everyOtherWeek {
        guard to >= from + 55 else {
          throw Complaint(sentence: "Every other week takes eight weeks at least: four with it and four without.")
        }
        guard isFollowed(id, facts, findings) else {
          throw Complaint(
            sentence: "Without ids nobody can say which week an outcome belongs to. Leave a source as it was instead.")
        }
      }
      return draft(.trying(Trial(idea: id, from: from, to: to, comparison: beside.isEmpty ? nil : beside)), by: .both)
    case .drop(let id): return draft(.dropped(id, why: fields[0].text.isEmpty ? nil : fields[0].text))
    case .decision, .verdict: return try decisionDrafts(facts, findings)
    }
  }
}

extension IdeaStory {
  /// Both have voted, and for it.
  var agrees: Bool { vote(of: .marketing)?.isFor == true && vote(of: .sales)?.isFor == true }
}

import Cells
import Journal
import Records
import Translation

/// The form of a decision: what, whose, when it is looked at again, and what is expected of it.
extension Form {
  static func decision(_ facts: Facts, _ findings: Findings) -> Form {
    let open = Agenda.open(facts.journal)
    // What was turned in the step before is what is decided on.
    let planned = findings.metrics.firstIndex { facts.plan.volume(of: $0.name) != nil }
    let volume = planned.flatMap { facts.plan.volume(of: findings.metrics[$0].name) }
    return Form(
      purpose: .decision(open?.id), title: [Span("█", .jointMark), " Decision"],
      fields: [
        text("decided", placeholder: "one sentence, as it will stand in the minutes"),
        choice("touches", ["no number"] + findings.metrics.map(\.heading), planned.map { $0 + 1 } ?? 0),
        text("new volume", volume.map { Numbers.amount($0) } ?? "", placeholder: "as it is now"),
        choice("owner", ["both", "marketing", "sales"], 0), text("look again", "\(findings.cutoff + 77)"),
      ])
  }

  /// Whether a decision that has no figure to be looked at was done.
  static func verdict(_ story: DecisionStory) -> Form {
    Form(
      purpose: .verdict(story.id), title: ["Decided: \(cut(story.decision.body.sentence, to: 50))"],
      fields: [choice("it was", ["done", "not done", "cannot be told"], 0), text("because", placeholder: "may be left out")])
  }

  private func verdictDrafts(_ id: EntryId, _ facts: Facts, _ findings: Findings) -> [Draft] {
    let verdict: Verification.Verdict = fields[0].text == "done" ? .held : fields[0].text == "not done" ? .notDone : .untold
    let text = fields[1].text
    return [
      Draft(
        by: Author(.both, name: facts.writer.name), on: findings.cutoff,
        .result(Verification(of: id, verdict: verdict, text: text.isEmpty ? nil : text)))
    ]
  }

  func decisionDrafts(_ facts: Facts, _ findings: Findings) throws(Complaint) -> [Draft] {
    if case .verdict(let id) = purpose { return verdictDrafts(id, facts, findings) }
    guard !fields[0].text.isEmpty else { throw Complaint(sentence: "The decision is empty: a sentence will do.") }
    guard let due = Day(iso: fields[4].text), due > findings.cutoff else {
      throw Complaint(sentence: "“\(fields[4].text)” is no day after \(findings.cutoff). Write 2027-01-13.")
    }
    let m = decisionMetric(findings)
    var predicted: Prediction?
    switch decisionExpects(findings) {
    case .success(let found): predicted = found
    case .failure(let refusal) where !fields[2].text.isEmpty && Double(fields[2].text.filter { $0 != "," }) == nil:
      throw Complaint(sentence: refusal.sentence)
    case .failure: break
    }
    var meeting: EntryId?
    if case .decision(let id) = purpose { meeting = id }
    return [
      Draft(
        by: Author(.both, name: facts.writer.name), on: findings.cutoff,
        .decision(
          Decision(
            sentence: fields[0].text, owner: Side(rawValue: fields[3].text) ?? .both, due: due,
            metric: m.map { findings.metrics[$0].name }, predicted: predicted, meeting: meeting)))
    ]
  }

  private func decisionMetric(_ findings: Findings) -> Int? {
    guard case .choice(_, let at) = fields[1].body, at > 0, findings.metrics.indices.contains(at - 1) else { return nil }
    return at - 1
  }

  /// What is asked for: with a number chosen, in which period it counts and where it stands.
  func decisionAsks(_ findings: Findings) -> String {
    guard let m = decisionMetric(findings), let t = findings.translation(metric: m, outcome: TranslateView.column(findings))
    else { return "With a number and its new volume, Parley writes what to expect, and looks on that day." }
    return "With a new volume, in \(Form.period(t, findings)), Parley writes what to expect, and looks on that day."
  }

  /// What the translation of the chosen number expects of its new volume; `nil` where none is given.
  func decisionExpects(_ findings: Findings) -> Swift.Result<Prediction?, Refusal> {
    guard let m = decisionMetric(findings), let t = findings.translation(metric: m, outcome: TranslateView.column(findings))
    else {
      return .success(nil)
    }
    return Form.expected(of: fields[2].text, t, findings)
  }
}

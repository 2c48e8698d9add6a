import Cells
import Records
import Translation

/// The translation turned round: N more of an outcome by a day, in every metric, and which of them fit.
package struct BackView: View, Sendable {
  /// Which of the two numbers ← and → change, and digits are typed into.
  enum Field: Sendable { case more, day }

  var search = ""
  private(set) var outcome: OutcomeKind
  private(set) var more: Double
  private(set) var by: Day
  private(set) var field = Field.more
  var said: String?
  /// What is being typed into the field; `nil` when nothing is.
  private(set) var typed: String?
  /// By name, so that the choice outlives another reading; `nil`: the first row.
  private var metricName: String?

  init(_ outcome: OutcomeKind, _ findings: Findings) {
    let kind = Self.outcomes(findings).contains(outcome) ? outcome : findings.outcomes[TranslateView.column(findings)].kind
    self.outcome = kind
    more = Self.usualMore(kind, findings)
    by = Self.endOfNextQuarter(findings.cutoff)
    if let last = findings.lastDay(for: kind), by > last { by = last }
  }

  /// Five deals; of what is smaller and comes more often, more. Money in the size of five deals, rounded.
  static func usualMore(_ kind: OutcomeKind, _ findings: Findings) -> Double {
    switch kind {
    case .acceptedLeads: return 50
    case .opportunities: return 20
    case .revenueWon: return moneyStep(findings) * 5
    case .dealsWon, .revenueKept, .salesHours, .firstResponse, .complaints: return 5
    }
  }

  /// A round sum near what one deal is worth.
  private static func moneyStep(_ findings: Findings) -> Double {
    let worth = findings.translations.lazy.filter { $0.outcome == .revenueWon }.compactMap { $0.dealValue?.mean.value }.first
    return .powerOfTen(upTo: worth ?? 10_000)
  }

  package static func endOfNextQuarter(_ cutoff: Day) -> Day {
    var next = cutoff.startOfQuarter
    for _ in 0..<6 { next = next.startOfNextMonth }
    return next - 1
  }

  /// Outcomes that some metric has a figure for.
  static func outcomes(_ findings: Findings) -> [OutcomeKind] {
    findings.outcomes.filter { outcome in
      outcome.isRecorded
        && findings.translations.contains { $0.outcome == outcome.kind && $0.response != nil && $0.timing != nil }
    }.map(\.kind)
  }

  let hints: [(keys: [Command], word: String)] = [
    ([.up, .down], "row"), ([.left, .right], "change"), ([.more, .less], "how many"), ([.earlier, .later], "by when"),
    ([.otherOutcome], "outcome"), ([.why], "why"), ([.copy], "copy"), ([.back], "back"), ([.help], "help"),
  ]
  let purpose =
    "The translation turned round: how many of each marketing number it takes for more of an outcome by a day, until when they must be there, what that costs sales, and which of them were ever tried in such a time. Digits type the number that is lit; tab lights the other one."
  let commands: [Command] = [
    .up, .down, .left, .right, .otherSide, .more, .less, .earlier, .later, .otherOutcome, .pageUp, .pageDown, .first, .last,
    .why, .copy, .back,
  ]

  func found(_ facts: Facts) -> (shown: Int, of: Int) { (0, 0) }

  var question: Backwards.Question { Backwards.Question(outcome: outcome, more: more, by: by) }

  /// With what each way does to leads that come anyway: for who reads it, not for every step of the mark.
  func told(_ findings: Findings) -> Result<Backwards, Backwards.Refusal> {
    answer(findings).map { findings.crowded($0) }
  }

  func answer(_ findings: Findings) -> Result<Backwards, Backwards.Refusal> {
    do throws(Backwards.Refusal) { return .success(try findings.backwards(question)) } catch { return .failure(error) }
  }

  /// The chosen row of an answer.
  func selected(_ answer: Backwards, _ findings: Findings) -> Int {
    answer.rows.firstIndex { findings.metrics[$0.metric].name == metricName } ?? 0
  }

  /// The metric whose evidence ⏎ opens.
  func chosenMetric(_ findings: Findings) -> String? {
    guard case .success(let answer) = answer(findings), !answer.rows.isEmpty else { return nil }
    return findings.metrics[answer.rows[selected(answer, findings)].metric].name
  }

  // MARK: Changing

  mutating func perform(_ command: Command, _ facts: Facts, _ area: Area) -> [Effect] {
    guard let findings = facts.findings else { return [] }
    let page = max(1, area.height / 2)
    switch command {
    case .up, .down, .pageUp, .pageDown, .first, .last: move(command.steps(page: page) ?? 0, findings)
    case .otherSide: field = field == .more ? .day : .more
    case .left, .right:
      let step = command == .left ? -1 : 1
      if field == .more { change(by: step, findings) } else { shift(months: step, findings) }
    case .more: change(by: 1, findings)
    case .less: change(by: -1, findings)
    case .earlier: shift(months: -1, findings)
    case .later: shift(months: 1, findings)
    case .otherOutcome:
      let all = Self.outcomes(findings)
      guard let at = all.firstIndex(of: outcome) else { return [] }
      outcome = all[(at + 1) % all.count]
      more = Self.usualMore(outcome, findings)
    case .copy:
      guard case .success(let answer) = told(findings) else { return [] }
      return [.copy(BackWording(findings, answer).text)]
    default: break
    }
    return []
  }

  private mutating func move(_ step: Int, _ findings: Findings) {
    guard case .success(let answer) = answer(findings), !answer.rows.isEmpty else { return }
    let at = max(0, min(answer.rows.count - 1, selected(answer, findings) + step))
    metricName = findings.metrics[answer.rows[at].metric].name
  }

  private mutating func change(by step: Int, _ findings: Findings) {
    let unit: Double
    switch outcome {
    case .acceptedLeads: unit = 10
    case .opportunities: unit = 5
    case .revenueWon: unit = Self.moneyStep(findings)
    case .dealsWon, .revenueKept, .salesHours, .firstResponse, .complaints: unit = 1
    }
    more = max(unit, more + unit * Double(step))
  }

  /// To the end of a month before or after, not before tomorrow and not beyond what the record can say.
  private mutating func shift(months: Int, _ findings: Findings) {
    let first = by.startOfMonth
    let day = months < 0 ? first - 1 : (by == first.startOfNextMonth - 1 ? first.startOfNextMonth : first).startOfNextMonth - 1
    by = within(day, findings)
  }

  private func within(_ day: Day, _ findings: Findings) -> Day {
    max(findings.cutoff + 1, min(day, findings.lastDay(for: outcome) ?? day))
  }

  // MARK: Typing

  /// Digits begin a number (or a day, as 2027-03-31) in the field that is lit. `nil`: the key means what it means elsewhere.
  mutating func type(_ key: Key, _ facts: Facts) -> [Effect]? {
    guard let findings = facts.findings else { return nil }
    switch key {
    case .character(let scalar) where ("0"..."9").contains(scalar):
      typed = String((typed ?? "").unicodeScalars.suffix(11)) + String(Character(scalar))
    case .character(let scalar) where typed != nil && (scalar == "-" || scalar == "."):
      typed?.unicodeScalars.append(scalar)
    case .backspace where typed != nil:
      typed?.removeLast()
      if typed?.isEmpty ?? false { typed = nil }
    case .escape where typed != nil: typed = nil
    case .enter where typed != nil, .tab where typed != nil: said = keep(findings)
    default:
      // Anything else leaves what was typed and means itself.
      typed = nil
      return nil
    }
    return []
  }

  private mutating func keep(_ findings: Findings) -> String? {
    let text = typed ?? ""
    typed = nil
    switch field {
    case .more:
      guard let number = Double(text), number > 0 else { return "“\(text)” is no number of \(outcome.noun) above nothing." }
      more = number
    case .day:
      guard let day = Day(iso: text) else { return "“\(text)” is no day. Type it as \(by)." }
      do throws(Backwards.Refusal) {
        _ = try findings.backwards(Backwards.Question(outcome: outcome, more: more, by: day))
      } catch { return error.sentence(findings) }
      by = day
    }
    return nil
  }

  mutating func point(at x: Int, _ y: Int, wheel: Int?, _ facts: Facts, _ area: Area) -> Bool {
    guard let findings = facts.findings else { return false }
    if let wheel {
      move(wheel, findings)
      return true
    }
    guard case .success(let answer) = answer(findings) else { return false }
    let panel = BackPanel(view: self, findings: findings, answer: answer)
    guard let row = panel.row(at: y, area) else { return false }
    metricName = findings.metrics[answer.rows[row].metric].name
    return true
  }

  func paint(on frame: inout Frame, _ area: Area, _ facts: Facts) {
    guard let findings = facts.findings else {
      Waiting.paint(on: &frame, area, facts)
      return
    }
    switch told(findings) {
    case .success(let answer): BackPanel(view: self, findings: findings, answer: answer).paint(on: &frame, area)
    case .failure(let refusal):
      let margin = Chrome.margin(area.width)
      BackPanel.heading(self, findings, on: &frame, area)
      frame.paragraph(
        [.headline(refusal.sentence(findings))], x: area.x + margin + 2, y: area.y + 2, columns: area.width - 2 * margin - 3)
    }
  }
}

import Cells
import Records
import Translation

/// One translation, big and calm, for a projector or a screen that is shared: two figures, the sentence, the three voices, one chart.
/// It lies over whatever view it was opened from and takes the whole screen.
package struct PresentView: View, Sendable {
  var search = ""
  /// By name, so that the choice outlives another reading.
  private(set) var metricName: String
  private(set) var outcome: OutcomeKind
  /// In the order of the list it was opened from.
  private let order: TranslateView

  init(metric: String, outcome: OutcomeKind, order: TranslateView) {
    metricName = metric
    self.outcome = outcome
    var order = order
    order.search = ""
    self.order = order
  }

  let hints: [(keys: [Command], word: String)] = [
    ([.left, .right], "another number"), ([.up, .down], "another outcome"), ([.present], "back"),
  ]
  let purpose =
    "One translation for a projector or a shared screen: so many of these, so many of those, with the range and the grade, one chart, and what it means for either side. ←→ go to another number, ↑↓ to another outcome; p, q or Esc goes back to where it was opened."
  let commands: [Command] = [
    .left, .right, .up, .down, .pageUp, .pageDown, .first, .last, .why, .explain, .newIdea, .note, .copy, .present, .back,
  ]

  func found(_ facts: Facts) -> (shown: Int, of: Int) { (0, 0) }

  func translation(_ findings: Findings) -> Translation? { findings.translation(of: metricName, toward: outcome) }

  // MARK: Moving

  mutating func perform(_ command: Command, _ facts: Facts, _ area: Area) -> [Effect] {
    guard let findings = facts.findings else { return [] }
    switch command {
    case .right, .pageDown: step(1, findings)
    case .left, .pageUp: step(-1, findings)
    case .first: step(-10_000, findings)
    case .last: step(10_000, findings)
    case .down: turn(1, findings)
    case .up: turn(-1, findings)
    case .copy:
      guard let t = translation(findings) else { return [] }
      return [.copy(Wording(findings).text(t))]
    default: break
    }
    return []
  }

  private mutating func step(_ by: Int, _ findings: Findings) {
    let all = order.metrics(findings)
    guard !all.isEmpty else { return }
    let at = all.firstIndex { findings.metrics[$0].name == metricName } ?? 0
    metricName = findings.metrics[all[max(0, min(all.count - 1, at + by))]].name
  }

  private mutating func turn(_ by: Int, _ findings: Findings) {
    let all = order.outcomes(findings)
    guard !all.isEmpty else { return }
    let at = all.firstIndex { findings.outcomes[$0].kind == outcome } ?? 0
    outcome = findings.outcomes[all[max(0, min(all.count - 1, at + by))]].kind
  }

  mutating func point(at x: Int, _ y: Int, wheel: Int?, _ facts: Facts, _ area: Area) -> Bool {
    guard let wheel, let findings = facts.findings else { return false }
    step(wheel, findings)
    return true
  }

  // MARK: Painting

  func paint(on frame: inout Frame, _ area: Area, _ facts: Facts) {
    guard let findings = facts.findings, let t = translation(findings) else {
      frame.put("This pair is not in the files any more. p goes back.", x: 0, y: area.y, role: .headline)
      return
    }
    let slide = Slide(findings: findings, translation: t, company: facts.company)
    if area.width < 72 || area.height < 20 { slide.paintSmall(on: &frame, area) } else { slide.paint(on: &frame, area) }
    let all = order.metrics(findings)
    let at = all.firstIndex { findings.metrics[$0].name == metricName } ?? 0
    slide.line(hints, place: "\(at + 1) of \(all.count)", on: &frame, area)
  }
}

import Cells
import Journal
import Records
import Translation

/// How well the guesses of both sides held, and the last of them beside what was seen.
struct GuessPanel {
  let facts: Facts
  let findings: Findings

  func paint(on frame: inout Frame, _ area: Area) {
    guard area.height >= 2 else { return }
    let guesses = facts.guesses
    frame.rule(
      area.columns, y: area.y, heading: [Span("█", .jointMark), " ", .headline("Our guesses")],
      trailing: [.muted(guesses.isEmpty ? "none looked at" : "\(guesses.count) looked at")])
    var y = area.y + 1
    for line in GuessPanel.lines(guesses, [.marketing, .sales].map { ($0, facts.guesses(of: $0)) })
    where y < area.rows.upperBound {
      y = frame.paragraph(line, x: area.x + 2, y: y, columns: area.width - 3, rows: area.rows.upperBound - y)
    }
    chart(on: &frame, Area(columns: area.columns, rows: min(y + 1, area.rows.upperBound)..<area.rows.upperBound))
  }

  /// `Held 5 of 9.`: what was expected; then what each side guessed when it voted.
  static func lines(_ guesses: [Guess], _ sides: [(side: Side, guesses: [Guess])]) -> [[Span]] {
    guard !guesses.isEmpty else { return [[.muted("What was expected is laid beside what came here.")]] }
    var lines: [[Span]] = [[.text("Held \(guesses.count { $0.isInside }) of \(guesses.count).")]]
    for (side, own) in sides {
      let name: [Span] = [side.mark, " ", Span(side.rawValue.capitalisedFirst, side.role)]
      lines.append(name + [own.isEmpty ? .muted(" gave no guess with its votes") : .text(" " + says(Guesses(own)))])
    }
    return lines
  }

  /// `1.8× high (0.9 or more)`: expected over seen, and its range.
  private static func says(_ guesses: Guesses) -> String {
    guard let came = guesses.came else { return "\(guesses.looked) looked at: too few" }
    guard came.mean > 0 else { return "expected what did not come" }
    let factor = 1 / came.mean
    let low = Numbers.fixed(1 / came.high, 1)
    let range = came.low > 0 ? Numbers.range(low, Numbers.fixed(1 / came.low, 1)) : "\(low) or more"
    // A range with 1 in it does not say that they guess high or low.
    let isLuck = came.low <= 1 && came.high >= 1
    let word = factor >= 1.05 ? (isLuck ? "×" : "× high") : factor <= 0.95 ? (isLuck ? "×" : "×, so low") : "×"
    return "\(Numbers.fixed(factor, 1))\(word) (\(range))\(isLuck && abs(factor - 1) >= 0.05 ? ", may be luck" : "")"
  }

  private static func mark(_ verdict: Looked.Verdict) -> (point: String, word: String, role: Role) {
    switch verdict {
    case .held: ("●", "held", .good)
    case .missed: ("○", "miss", .bad)
    case .notDone: ("○", "none", .muted)
    case .untold: ("◌", "open", .warning)
    }
  }

  /// What was expected as a line, what was seen as a point, the newest first, on one scale.
  private func chart(on frame: inout Frame, _ area: Area) {
    let looked = facts.journal.ideas.reversed().compactMap { story -> (name: String, looked: Looked)? in
      guard story.dropped == nil, story.idea.body.predicted?.outcome == OutcomeKind.dealsWon.rawValue,
        let looked = facts.looked[story.id], looked.expected != nil, looked.saw != nil
      else { return nil }
      return (story.idea.body.sentence, looked)
    }
    guard area.height >= 4, !looked.isEmpty else { return }
    let shown = Array(looked.prefix(area.height - 2))
    let low = min(0, shown.map { min($0.looked.saw ?? 0, $0.looked.expected?.low ?? 0) }.min() ?? 0)
    let high = max(1, shown.map { max($0.looked.saw ?? 0, $0.looked.expected?.high ?? 0) }.max() ?? 1)
    let name = max(8, (area.width - 8) / 2)
    let axis = area.x + 3 + name..<area.columns.upperBound - 5
    guard axis.count >= 8 else { return }
    func at(_ value: Double) -> Int {
      axis.lowerBound + ((value - low) / (high - low) * Double(axis.count - 1)).index(in: 0...axis.count - 1)
    }
    frame.put("expected and seen, deals", x: area.x + 2, y: area.y, role: .muted)
    for (i, one) in shown.enumerated() {
      let y = area.y + 1 + i
      guard let expected = one.looked.expected, let saw = one.looked.saw else { continue }
      frame.put(cut(one.name, to: name), x: area.x + 2, y: y, role: .text)
      for x in axis { frame.put("┈", x: x, y: y, role: .border) }
      for x in at(expected.low)...at(expected.high) { frame.put("━", x: x, y: y, role: .curve) }
      frame.put("┊", x: at(0), y: y, role: .marker)
      let (point, word, role) = GuessPanel.mark(one.looked.verdict)
      frame.put(point, x: at(saw), y: y, role: role)
      frame.put(word, endingAt: area.columns.upperBound - 1, y: y, role: role)
    }
    let y = area.y + 1 + shown.count
    guard y < area.rows.upperBound else { return }
    frame.put("0", x: at(0), y: y, role: .muted)
    if at(high) - at(0) > 4 { frame.put(Numbers.amount(high), endingAt: axis.upperBound - 1, y: y, role: .muted) }
    if low < 0, at(0) - axis.lowerBound > 3 { frame.put(Numbers.amount(low), x: axis.lowerBound, y: y, role: .muted) }
  }
}

import Cells
import Records
import Translation

/// The evidence behind one pair, in parts: the path with each step's rate, when outcomes arrive, months at equal age, weeks with their
/// season, the working, the rulers, what moved the total, the past, how many looks, the files.
package struct WhyView: View, Sendable {
  var search = ""
  private var scrolled = 0
  private var kept: Sheet?
  let metricName: String
  let outcome: OutcomeKind
  /// Rows of the longest evidence, in the narrowest pane.
  private static let longest = 420

  init(metricName: String, outcome: OutcomeKind) {
    self.metricName = metricName
    self.outcome = outcome
  }

  let hints: [(keys: [Command], word: String)] = [
    ([.up, .down], "scroll"), ([.otherSide], "next part"), ([.explain], "method"), ([.copy], "copy"), ([.back], "back"),
    ([.help], "help"), ([.quit], "quit"),
  ]
  let purpose =
    "Where a number comes from: how many were counted at each step and how many of each get to the next, when outcomes arrive, months at equal age, weeks beside last year’s, what moved the total, how the same method did on the past, the working, and the files it stands on."
  let commands: [Command] = [.up, .down, .pageUp, .pageDown, .first, .last, .otherSide, .explain, .copy, .back]

  func found(_ facts: Facts) -> (shown: Int, of: Int) { (0, 0) }

  func translation(_ findings: Findings) -> Translation? { findings.translation(of: metricName, toward: outcome) }

  /// The article behind this pair.
  func article(_ facts: Facts) -> Article? { facts.findings.flatMap(translation).map(Article.behind) }

  mutating func perform(_ command: Command, _ facts: Facts, _ area: Area) -> [Effect] {
    let window = Self.window(area)
    let page = max(1, window.height - 3)
    let sheet = sheet(facts, area)
    let most = max(0, sheet.used - window.height)
    scrolled += command.steps(page: page) ?? 0
    switch command {
    // The parts in order of their first row, and from the last of them back to the top.
    case .otherSide: scrolled = scrolled >= most ? 0 : sheet.starts.filter { $0 > scrolled }.min() ?? 0
    case .copy:
      guard let findings = facts.findings, let t = translation(findings) else { return [] }
      return [.copy(Working(findings, facts.files, t).lines.map(\.plain).joined(separator: "\n"))]
    default: break
    }
    scrolled = max(0, min(most, scrolled))
    return []
  }

  mutating func point(at x: Int, _ y: Int, wheel: Int?, _ facts: Facts, _ area: Area) -> Bool {
    guard let wheel else { return false }
    _ = perform(wheel < 0 ? .up : .down, facts, area)
    return true
  }

  /// Below the line that says which pair it is: that one stays.
  private static func window(_ area: Area) -> Area {
    Area(columns: area.columns, rows: min(area.y + 1, area.rows.upperBound)..<area.rows.upperBound)
  }

  func paint(on frame: inout Frame, _ area: Area, _ facts: Facts) {
    let margin = Chrome.margin(area.width)
    let columns = area.x + margin..<area.x + area.width - margin
    guard let findings = facts.findings, let t = translation(findings) else {
      frame.put("This pair is not in the files any more. esc goes back.", x: columns.lowerBound, y: area.y, role: .headline)
      return
    }
    let metric = findings.metrics[t.metric]
    let pair = Self.pair(metric, t)
    // Where the word does not fit, the letter speaks.
    let fits = Self.fits(metric, t, columns.count)
    let grade = Span(fits ? Self.grade(t) : t.grade.rawValue, t.grade.role)
    let used = frame.put(pair, x: columns.lowerBound, y: area.y, limit: columns.count - Cells.columns(of: grade.text) - 2)
    frame.put([grade], x: columns.lowerBound + used + (fits ? 3 : 2), y: area.y)
    // Drawn on a sheet as long as it needs to be; the screen is a window on it.
    let window = Self.window(area)
    let sheet = sheet(facts, area)
    let start = max(0, min(scrolled, sheet.used - window.height))
    for row in 0..<window.height where start + row < sheet.frame.height {
      for x in 0..<area.width { frame[area.x + x, window.y + row] = sheet.frame[x, start + row] }
    }
    if start + window.height < sheet.used {
      frame.put(
        [.muted(" ↓ \(sheet.used - start - window.height) more ")], endingAt: area.columns.upperBound - 1 - margin,
        y: window.rows.upperBound - 1)
    }
  }

  private static func pair(_ metric: Metric, _ t: Translation) -> [Span] {
    [Span("█", .jointMark), " ", .joint("Why"), "  ", .marketing(metric.noun), .muted(" → "), .sales(t.outcome.noun)]
  }

  private static func grade(_ t: Translation) -> String { "\(t.grade.rawValue) \(t.grade.word)" }

  private static func fits(_ metric: Metric, _ t: Translation, _ columns: Int) -> Bool {
    pair(metric, t).columns + 3 + Cells.columns(of: grade(t)) <= columns
  }

  /// Everything drawn, how many rows it takes and where each part begins.
  private struct Sheet: Sendable {
    /// What it was drawn of: the same again is the same sheet.
    struct Made: Sendable, Equatable {
      var version: Int
      var width: Int
      var height: Int
      var isRefining: Bool
    }
    var made: Made
    var frame: Frame
    var used = 0
    var starts: [Int] = []
  }

  /// Drawn once for each change of the data or the pane, not at each key.
  mutating func prepare(_ facts: Facts, _ area: Area) {
    if kept?.made != Self.made(facts, area) { kept = laid(facts, area) }
  }

  private static func made(_ facts: Facts, _ area: Area) -> Sheet.Made {
    Sheet.Made(version: facts.version, width: area.width, height: area.height, isRefining: facts.isRefining)
  }

  private func sheet(_ facts: Facts, _ area: Area) -> Sheet {
    if let kept, kept.made == Self.made(facts, area) { return kept }
    return laid(facts, area)
  }

  private func laid(_ facts: Facts, _ area: Area) -> Sheet {
    var sheet = Frame(width: area.width, height: Self.longest)
    let made = Self.made(facts, area)
    guard let findings = facts.findings, let t = translation(findings) else { return Sheet(made: made, frame: sheet) }
    let margin = Chrome.margin(area.width)
    let columns = margin..<area.width - margin
    let evidence = Working(findings, facts.files, t)
    // The grade is never cut: where it does not fit beside the pair, it begins the reason.
    let metric = findings.metrics[t.metric]
    let reason: [Span] =
      (Self.fits(metric, t, columns.count) ? [] : [Span(Self.grade(t), t.grade.role), .text(". ")]) + [.text(evidence.reason)]
    let top = sheet.paragraph(reason, x: columns.lowerBound + 2, y: 0, columns: min(110, columns.count - 3)) + 1
    let wide = columns.count >= 96
    let gutter = 3
    let left = wide ? columns.lowerBound..<columns.lowerBound + (columns.count - gutter) / 2 : columns
    let right = wide ? left.upperBound + gutter..<columns.upperBound : columns
    let chartRows = max(9, min(16, Self.window(area).height / 2 - 2))
    let parts = WhyParts(
      findings: findings, translation: t, evidence: evidence, chartRows: chartRows, isRefining: facts.isRefining,
      heard: Heard(metric, facts.journal))
    var starts: [Int] = []
    func lay(_ chosen: [WhyPart], _ columns: Range<Int>, from y: Int) -> Int {
      var y = y
      for part in chosen {
        let after = part.paint(&sheet, columns, y)
        guard after > y else { continue }
        starts.append(y)
        y = after + 1
      }
      return y - 1
    }
    let used =
      wide
      ? max(lay(parts.left, left, from: top), lay(parts.right, right, from: top)) : lay(parts.inOrder, columns, from: top)
    return Sheet(made: made, frame: sheet, used: used, starts: starts.sorted())
  }
}

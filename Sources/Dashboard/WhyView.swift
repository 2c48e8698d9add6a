import Cells
import Records
import Translation

/// The evidence behind one pair: the path with counts, when outcomes arrive, how it did on the past, the working, the files.
package struct WhyView: View, Sendable {
  var search = ""
  private var scrolled = 0
  let metricName: String
  let outcome: OutcomeKind
  /// Rows of the longest evidence, in the narrowest pane.
  private static let longest = 160

  init(metricName: String, outcome: OutcomeKind) {
    self.metricName = metricName
    self.outcome = outcome
  }

  let hints: [(keys: [Command], word: String)] = [
    ([.up, .down], "scroll"), ([.copy], "copy"), ([.back], "back"), ([.help], "help"), ([.quit], "quit"),
  ]
  let purpose =
    "Where a number comes from: how many were counted at each step, when outcomes arrive, how the same method did on the past, the working, and the files it stands on."
  let commands: [Command] = [.up, .down, .pageUp, .pageDown, .first, .last, .copy, .back]

  func found(_ facts: Facts) -> (shown: Int, of: Int) { (0, 0) }

  func translation(_ findings: Findings) -> Translation? {
    guard let m = findings.metrics.firstIndex(where: { $0.name == metricName }),
      let o = findings.outcomes.firstIndex(where: { $0.kind == outcome })
    else { return nil }
    return findings.translation(metric: m, outcome: o)
  }

  mutating func perform(_ command: Command, _ facts: Facts, _ area: Area) -> [Effect] {
    let page = max(1, area.height - 4)
    let most = max(0, height(facts, area) - area.height)
    switch command {
    case .up: scrolled -= 1
    case .down: scrolled += 1
    case .pageUp: scrolled -= page
    case .pageDown: scrolled += page
    case .first: scrolled = 0
    case .last: scrolled = most
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

  /// Rows that the whole evidence takes at this width.
  private func height(_ facts: Facts, _ area: Area) -> Int {
    var sheet = Frame(width: area.width, height: Self.longest)
    return draw(on: &sheet, Area(columns: 0..<area.width, rows: 0..<area.height), facts)
  }

  func paint(on frame: inout Frame, _ area: Area, _ facts: Facts) {
    // Drawn on a sheet as long as it needs to be; the screen is a window on it.
    var sheet = Frame(width: area.width, height: Self.longest)
    let used = draw(on: &sheet, Area(columns: 0..<area.width, rows: 0..<area.height), facts)
    let start = max(0, min(scrolled, used - area.height))
    for row in 0..<area.height where start + row < sheet.height {
      for x in 0..<area.width { frame[area.x + x, area.y + row] = sheet[x, start + row] }
    }
    if start + area.height < used {
      frame.put(
        [.muted(" ↓ \(used - start - area.height) more ")], endingAt: area.columns.upperBound - 2, y: area.rows.upperBound - 1)
    }
  }

  private func draw(on sheet: inout Frame, _ window: Area, _ facts: Facts) -> Int {
    let margin = Chrome.margin(window.width)
    let columns = margin..<window.width - margin
    guard let findings = facts.findings, let t = translation(findings) else {
      sheet.put("This pair is not in the files any more. esc goes back.", x: columns.lowerBound, y: 0, role: .headline)
      return 1
    }
    let metric = findings.metrics[t.metric]
    let evidence = Working(findings, facts.files, t)
    let pair: [Span] = [
      Span("█", .jointMark), " ", .joint("Why"), "  ", .marketing(metric.noun), .muted(" → "), .sales(t.outcome.noun),
    ]
    let grade = Span("\(t.grade.rawValue) \(t.grade.word)", t.grade.role)
    // The grade is never cut: where both do not fit, it begins the reason.
    let fits = pair.columns + 3 + [grade].columns <= columns.count
    sheet.put(fits ? pair + ["   ", grade] : pair, x: columns.lowerBound, y: 0, limit: columns.count)
    let reason: [Span] = (fits ? [] : [grade, .text(". ")]) + [.text(evidence.reason)]
    var y = sheet.paragraph(reason, x: columns.lowerBound + 2, y: 1, columns: min(110, columns.count - 3)) + 1
    let wide = columns.count >= 96
    let gutter = 3
    let left = wide ? columns.lowerBound..<columns.lowerBound + (columns.count - gutter) / 2 : columns
    let right = wide ? left.upperBound + gutter..<columns.upperBound : columns

    let top = y
    y = path(evidence, on: &sheet, left, y: y) + 1
    // As tall as the window leaves it, so that curve and check are seen without scrolling where that is possible.
    let chartRows = max(9, min(18, window.height - y - evidence.past.count * 2 - 3))
    section(t.tracked == nil ? "By week" : "When they arrive", on: &sheet, left, y: y)
    ArrivalChart.paint(
      t, findings, on: &sheet, Area(columns: left.lowerBound + 2..<left.upperBound, rows: y + 1..<y + 1 + chartRows))
    y = past(evidence, on: &sheet, left, y: y + chartRows + 2) + 1
    var other = working(evidence, on: &sheet, right, y: wide ? top : y) + 1
    other = rulers(evidence, on: &sheet, right, y: other)
    return max(y, files(evidence, on: &sheet, right, y: other))
  }

  private func section(_ title: String, on sheet: inout Frame, _ columns: Range<Int>, y: Int) {
    sheet.rule(columns, y: y, heading: [.text(title)])
  }

  private func path(_ evidence: Working, on sheet: inout Frame, _ columns: Range<Int>, y: Int) -> Int {
    section("The path, person by person", on: &sheet, columns, y: y)
    guard !evidence.steps.isEmpty else {
      return sheet.paragraph(
        [.muted("Nobody can be followed here.")], x: columns.lowerBound + 2, y: y + 1, columns: columns.count - 3)
    }
    sheet.columnHeading("of the step", endingAt: columns.upperBound - 13, y: y)
    sheet.columnHeading("of all", endingAt: columns.upperBound - 2, y: y)
    let top = Double(evidence.steps.map(\.count).max() ?? 1)
    let names = columns.lowerBound + 2
    let number = names + 24
    let barAt = number + 2
    var y = y + 1
    for step in evidence.steps {
      sheet.put(cut(step.name, to: 17), x: names, y: y, role: .text)
      sheet.put(Numbers.count(step.count), endingAt: number, y: y, role: .text)
      let room = columns.upperBound - 20 - barAt
      if room > 4 {
        let line = bar(Double(step.count), of: top, columns: room)
        sheet.put(line.isEmpty && step.count > 0 ? "╸" : line, x: barAt, y: y, role: step.isRows ? .unfinished : .curve)
      }
      if let share = step.ofBefore { sheet.put(Numbers.percent(share), endingAt: columns.upperBound - 13, y: y, role: .muted) }
      if let share = step.ofAll { sheet.put(Numbers.percent(share), endingAt: columns.upperBound - 2, y: y, role: .muted) }
      y += 1
    }
    for line in evidence.noted {
      y = sheet.paragraph([.text(line)], x: names, y: y, columns: columns.count - 3)
    }
    return y
  }

  private func past(_ evidence: Working, on sheet: inout Frame, _ columns: Range<Int>, y: Int) -> Int {
    section("Checked on the past", on: &sheet, columns, y: y)
    var y = y + 1
    for line in evidence.past {
      y = sheet.paragraph([.text(line)], x: columns.lowerBound + 2, y: y, columns: columns.count - 3)
    }
    return y
  }

  private func working(_ evidence: Working, on sheet: inout Frame, _ columns: Range<Int>, y: Int) -> Int {
    section("The working", on: &sheet, columns, y: y)
    var y = y + 1
    for (name, text) in evidence.working {
      sheet.put(name, x: columns.lowerBound + 2, y: y, role: .muted)
      y = max(
        y + 1, sheet.paragraph([.text(text)], x: columns.lowerBound + 16, y: y, columns: max(10, columns.count - 17)))
    }
    return y
  }

  /// The same deals under every rule, most first.
  private func rulers(_ evidence: Working, on sheet: inout Frame, _ columns: Range<Int>, y: Int) -> Int {
    guard !evidence.rulers.isEmpty else { return y }
    section("The rulers, deals credited", on: &sheet, columns, y: y)
    let most = max(1, evidence.rulers.map(\.deals).max() ?? 1)
    var y = y + 1
    for ruler in evidence.rulers {
      sheet.put(ruler.name, x: columns.lowerBound + 2, y: y, role: .text)
      sheet.put(Numbers.fixed(ruler.deals, 1), endingAt: columns.lowerBound + 22, y: y, role: .text)
      let line = bar(ruler.deals, of: most, columns: max(0, columns.count - 26))
      sheet.put(line.isEmpty && ruler.deals > 0 ? "╸" : line, x: columns.lowerBound + 25, y: y, role: .curve)
      y += 1
    }
    for line in evidence.rulerLines {
      y = sheet.paragraph([.text(line)], x: columns.lowerBound + 2, y: y, columns: columns.count - 3)
    }
    return y + 1
  }

  private func files(_ evidence: Working, on sheet: inout Frame, _ columns: Range<Int>, y: Int) -> Int {
    section("Files", on: &sheet, columns, y: y)
    let last = columns.upperBound - 1
    sheet.columnHeading("read", endingAt: last - 10, y: y)
    sheet.columnHeading("refused", endingAt: last, y: y)
    var y = y + 1
    for file in evidence.files {
      sheet.put(cut(file.name, to: columns.count - 24), x: columns.lowerBound + 2, y: y, role: .text)
      sheet.put(Numbers.count(file.rows), endingAt: last - 10, y: y, role: .text)
      sheet.put(Numbers.count(file.refused), endingAt: last, y: y, role: file.refused > 0 ? .warning : .muted)
      y += 1
    }
    if let missing = evidence.missing {
      y = sheet.paragraph([.joint(missing)], x: columns.lowerBound + 2, y: y + 1, columns: columns.count - 3)
    }
    return y
  }
}

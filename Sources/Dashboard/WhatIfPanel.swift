import Cells
import Records
import Translation

/// The joint panel while a volume is planned: planned against now, by sentence, curve, voices and month.
struct WhatIfPanel {
  let findings: Findings
  let translation: Translation
  let volume: Double
  let isRefining: Bool

  private var metric: Metric { findings.metrics[translation.metric] }

  func paint(on frame: inout Frame, _ area: Area) {
    guard area.height > 1 else { return }
    let margin = Chrome.margin(area.width)
    let columns = area.x + margin..<area.x + area.width - margin
    let t = translation
    let answer: Planned?
    var refusal: String?
    do throws(Response.Refusal) { answer = t.grade == .d || t.grade == .n ? nil : try findings.planned(t, at: volume) } catch {
      answer = nil
      refusal = t.response.map { error.sentence(metric, $0, findings) }
    }
    let isMini = area.height < 10
    let isCoarse = isRefining || (answer?.isCoarse ?? false)
    frame.rule(
      columns, y: area.y,
      heading: [Span("█", .jointMark), " ", .joint("What if")]
        + (isMini ? [] : ["  ", .marketing(metric.noun), .muted(" → "), .sales(t.outcome.noun)]),
      trailing: (isCoarse ? [.warning("coarse, being refined"), .muted(" · ")] : [])
        + [Span("\(t.grade.rawValue) \(t.grade.word)", t.grade.role)])
    let roomy = area.height >= 16
    var y = area.y + (roomy ? 2 : 1)
    let inner = columns.lowerBound + (isMini ? 0 : 2)
    let width = min(columns.count - (isMini ? 0 : 3), 110)
    guard let answer else {
      y = frame.paragraph([Span(refusal ?? untold)], x: inner, y: y, columns: width, rows: 3, role: .headline)
      let way =
        refusal == nil
        ? "0 is as today."
        : "Inside what was tried there is an answer: \(Keymap.keys(for: backKey).first?.label ?? "−") leads back to it, 0 is as today."
      y = frame.paragraph([.muted(way)], x: inner, y: y, columns: width, rows: 2)
      if !isMini, refusal != nil, let response = t.response {
        chart(
          response, on: &frame,
          Area(
            columns: inner..<columns.lowerBound + columns.count * 44 / 100 + 2,
            rows: y + 1..<area.rows.upperBound - (roomy ? 1 : 0)))
      }
      return
    }
    let words = PlanWording(findings: findings, t: t, answer: answer)
    y = frame.paragraph(words.headline, x: inner, y: y, columns: width, rows: isMini ? 4 : 2, role: .headline)
    y = frame.paragraph(isMini ? words.whole : words.beside, x: inner, y: y, columns: width, rows: 2)
    if isMini {
      let rows = max(0, area.rows.upperBound - y)
      let fits = wrap(words.forSales, to: area.width - 2).count <= rows
      frame.paragraph(
        fits ? words.forSales : words.shortForSales, x: 2, y: y, columns: area.width - 2, rows: rows,
        beside: Span("▐", .salesMark))
      return
    }
    y += 1
    let bottom = area.rows.upperBound - (roomy ? 1 : 0)
    let chartWidth = columns.count * 44 / 100
    if let response = t.response, bottom - y >= 8 {
      chart(response, on: &frame, Area(columns: inner..<columns.lowerBound + chartWidth + 2, rows: y..<min(bottom, y + 24)))
    }
    let hasChart = bottom - y >= 8
    let x = hasChart ? columns.lowerBound + chartWidth + 9 : inner + 2
    beside(words, answer, on: &frame, x..<columns.upperBound - 1, y: y, bottom: area.rows.upperBound)
  }

  /// The key that goes back inside what was tried.
  private var backKey: Command { volume > (translation.response?.today ?? 0) ? .less : .more }

  private var untold: String {
    "What a change would do cannot be told: " + Wording(findings).ground(translation).lowercasedFirst
  }

  private func chart(_ response: Response, on frame: inout Frame, _ area: Area) {
    guard area.height > 0 else { return }
    ResponseChart.paint(
      response, translation, findings, isMoney: metric.unit == .money, plan: volume, on: &frame, area)
  }

  /// Voices, then the months, as far as there is room.
  private func beside(
    _ words: PlanWording, _ answer: Planned, on frame: inout Frame, _ columns: Range<Int>, y: Int, bottom: Int
  ) {
    guard columns.count > 20 else { return }
    let voices: [(mark: Span, words: [Span])] = [
      (Span("▌", .marketingMark), words.forMarketing), (Span("▐", .salesMark), words.forSales),
      (Span("█", .jointMark), words.forBoth),
    ]
    let width = min(JointPanel.widest, columns.count)
    let needed = voices.reduce(0) { $0 + wrap($1.words, to: width).count }
    let table = answer.months.isEmpty ? 0 : 4
    let spaced = bottom - y >= needed + 3 + table
    var y = y
    for (i, voice) in voices.enumerated() {
      guard y < bottom else { return }
      let rows = max(1, bottom - y - (2 - i))
      y = frame.paragraph(
        whole(voice.words, to: width, rows: rows), x: columns.lowerBound, y: y, columns: width, rows: rows, beside: voice.mark)
      if spaced { y += 1 }
    }
    if table > 0, bottom - y >= table { months(answer, on: &frame, columns, y: y) }
  }

  /// Expected outcomes of those who come from now on, month by month: as today, and as planned with its range.
  private func months(_ answer: Planned, on frame: inout Frame, _ columns: Range<Int>, y: Int) {
    let each = 8
    let name = 9
    let shown = min(answer.months.count, (columns.count - name) / each)
    guard shown > 0 else { return }
    frame.put(cut(translation.outcome.counted, to: name), x: columns.lowerBound - 2, y: y, role: .muted)
    frame.put("now", x: columns.lowerBound - 2, y: y + 1, role: .muted)
    frame.put("planned", x: columns.lowerBound - 2, y: y + 2, role: .joint)
    for (i, month) in answer.months.prefix(shown).enumerated() {
      let end = columns.lowerBound + name + each * (i + 1) - 4
      frame.put(Numbers.months[month.last.parts.month - 1], endingAt: end, y: y, role: .muted)
      frame.put(Numbers.amount(month.now.mean), endingAt: end, y: y + 1, role: .muted)
      frame.put(Numbers.amount(month.planned.mean), endingAt: end, y: y + 2, role: .text)
      frame.put(
        Numbers.range(Numbers.count(month.planned.p05), Numbers.count(month.planned.p95)), endingAt: end, y: y + 3, role: .muted
      )
    }
  }
}

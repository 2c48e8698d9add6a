import Cells
import Records
import Translation

/// Translate in a split pane of 40 × 12: one line a side, the sentence, three short voices.
struct MiniTranslate {
  let view: TranslateView
  let findings: Findings
  let plan: Plan
  let isRefining: Bool
  let heard: Heard?

  func paint(on frame: inout Frame, _ area: Area) {
    let width = area.width
    var y = area.y
    let shown = view.metrics(findings)
    let outcomes = view.outcomes(findings)
    if let m = view.metric(findings) {
      let metric = findings.metrics[m]
      var right = metric.lastFourWeeks.map { Wording(findings).figure($0, metric) } ?? "–"
      if let planned = plan.volume(of: metric.name) {
        right += "  →" + Wording(findings).volume(planned, metric)
      } else if let now = metric.lastFourWeeks, let before = metric.fourWeeksBefore {
        right += "  " + Numbers.change(from: before, to: now)
      }
      side(
        on: &frame, y: y, mark: Span("▌", .marketingMark), name: metric.heading, right: right,
        place: "↑↓ \((shown.firstIndex(of: m) ?? 0) + 1) of \(shown.count)", focused: view.side == .marketing)
    }
    if shown.isEmpty {
      frame.put([Span("▌", .marketingMark), .muted(" nothing found")], x: 1, y: y)
    }
    y += 1
    if let o = view.outcome(findings) {
      let outcome = findings.outcomes[o]
      let list = OutcomeList(view: view, findings: findings)
      side(
        on: &frame, y: y, mark: Span("▐", .salesMark), name: outcome.kind.heading,
        right: outcome.isRecorded ? list.figure(outcome.quarterToDate, outcome) : "no file",
        place: "\(view.side == .sales ? "↑↓" : "←→") \((outcomes.firstIndex(of: o) ?? 0) + 1) of \(outcomes.count)",
        focused: view.side == .sales)
    }
    y += 1
    guard let t = view.translation(findings) else {
      frame.rule(0..<width, y: y, heading: [Span("█", .jointMark), " ", .joint("Joint meaning")])
      let text =
        findings.metrics.isEmpty
        ? findings.remarks.first?.sentence ?? "Nothing to translate yet." : "Nothing is called that. esc shows all."
      frame.paragraph([.text(text)], x: 0, y: y + 1, columns: width, rows: area.rows.upperBound - y - 1)
      return
    }
    if let volume = plan.volume(of: findings.metrics[t.metric].name) {
      WhatIfPanel(findings: findings, translation: t, volume: volume, isRefining: isRefining).paint(
        on: &frame, Area(columns: area.columns, rows: y..<area.rows.upperBound))
      return
    }
    let words = Wording(findings).words(t)
    frame.rule(
      0..<width, y: y, heading: [Span("█", .jointMark), " ", .joint("Joint meaning")],
      trailing: [Span("\(t.grade.rawValue) \(t.grade == .x ? "misleading" : t.grade.word)", t.grade.role)])
    y += 1
    let bottom = area.rows.upperBound
    let long = [words.forMarketing, words.forSales, words.forBoth]
    let marks = [Span("▌", .marketingMark), Span("▐", .salesMark), Span("█", .jointMark)]
    y = frame.paragraph(words.shortHeadline, x: 0, y: y, columns: width, rows: max(1, bottom - y - 3), role: .headline)
    // What must be heard goes before comfort: it takes whatever the voices leave.
    let besideRows = bottom - y - 4
    if besideRows > 0 {
      y = frame.paragraph(whole(words.beside, to: width, rows: besideRows), x: 0, y: y, columns: width, rows: besideRows)
    }
    // Where a row is free, what somebody pinned stands in it.
    if bottom - y > 3, heard?.notes.isEmpty == false, let line = heard?.line(width: width) {
      frame.put(line, x: 0, y: y, limit: width)
    }
    if bottom - y > 3 { y += 1 }
    let isRoomy = long.reduce(0) { $0 + wrap($1, to: width - 2).count } <= bottom - y
    for (i, mark) in marks.enumerated() where y < bottom {
      y = frame.paragraph(
        isRoomy ? long[i] : words.short[i], x: 2, y: y, columns: width - 2, rows: max(1, bottom - y - (2 - i)), beside: mark)
    }
  }

  private func side(
    on frame: inout Frame, y: Int, mark: Span, name: String, right: String, place: String, focused: Bool
  ) {
    let width = frame.width
    frame.put(place, endingAt: width - 1, y: y, role: .muted)
    let edge = width - 14
    frame.put(right, endingAt: edge, y: y, role: .text)
    frame.put([mark], x: 1, y: y)
    frame.put(cut(name, to: max(4, edge - columns(of: right) - 4)), x: 3, y: y, role: focused ? .headline : .text)
    if focused {
      frame.put("▸", x: 0, y: y, role: .headline)
      frame.cursor = Frame.Place(x: 0, y: y)
    }
  }
}

/// Translate before there is anything to translate: the shape of what will come, and how far the reading is.
enum Waiting {
  static func paint(on frame: inout Frame, _ area: Area, _ facts: Facts) {
    let margin = Chrome.margin(area.width)
    let columns = area.x + margin..<area.x + area.width - margin
    var y = area.y
    if area.height >= 19, area.width >= 72 {
      let rows = max(4, min(10, area.height / 3))
      let middle = columns.lowerBound + columns.count / 2
      frame.rule(
        columns.lowerBound..<middle - 1, y: y, heading: [Span("▌", .marketingMark), " ", .marketing("Marketing")],
        focused: true)
      frame.rule(middle + 2..<columns.upperBound, y: y, heading: [Span("▐", .salesMark), " ", .sales("Sales")])
      for row in 1...rows {
        for half in [columns.lowerBound..<middle - 1, middle + 2..<columns.upperBound] {
          let name = String(repeating: "┈", count: 11 + row * 5 % 7)
          frame.put(name, x: half.lowerBound + 2, y: y + row, role: .unfinished, limit: half.count - 14)
          frame.put("┈┈┈┈  ┈┈┈┈┈", endingAt: half.upperBound - 1, y: y + row, role: .unfinished)
        }
      }
      y += rows + 2
    }
    frame.rule(
      columns, y: y, heading: [Span("█", .jointMark), " ", .joint("Joint meaning")],
      trailing: facts.progress == nil ? [] : [.key("ctrl-c"), .muted(" stops reading")])
    y += area.height >= 19 ? 2 : 1
    if let failure = facts.failure {
      frame.paragraph([.headline(failure.sentence)], x: columns.lowerBound + 2, y: y, columns: min(92, columns.count - 3))
      return
    }
    guard let progress = facts.progress else {
      frame.paragraph(
        [.headline("Nothing is read. Press r to read the folder again.")], x: columns.lowerBound + 2, y: y,
        columns: columns.count - 3)
      return
    }
    reading(progress, on: &frame, columns.lowerBound + 2..<columns.upperBound, y: y, bottom: area.rows.upperBound)
  }

  private static func reading(
    _ progress: ReadingProgress, on frame: inout Frame, _ columns: Range<Int>, y: Int, bottom: Int
  ) {
    let done = progress.files.count { $0.status == .read || $0.status == .failed }
    let rows = progress.files.reduce(0) { $0 + $1.rows }
    var y = y
    let sentence =
      progress.files.isEmpty
      ? "Looking at the folder."
      : "Reading \(Numbers.count(progress.files.count)) \(progress.files.count == 1 ? "file" : "files"): \(Numbers.count(done)) read, \(Numbers.count(rows)) rows so far."
    y = frame.paragraph([.headline(sentence)], x: columns.lowerBound, y: y, columns: columns.count) + 1
    if progress.bytesTotal > 0, y < bottom {
      let share = min(1, Double(progress.bytesRead) / Double(progress.bytesTotal))
      let width = min(60, columns.count - 7)
      let solid = bar(share, of: 1, columns: width)
      frame.put(
        [Span(solid, .curve), Span(String(repeating: "┈", count: max(0, width - solid.count)), .unfinished)],
        x: columns.lowerBound, y: y)
      frame.put(Numbers.percent((share * 100).rounded() / 100), x: columns.lowerBound + width + 2, y: y, role: .text)
      y += 2
    }
    for file in progress.files where y < bottom - 1 {
      let mark: Span
      let words: String
      switch file.status {
      case .waiting: (mark, words) = (.muted(" "), "waiting")
      case .reading: (mark, words) = (.text("…"), "\(Numbers.count(file.rows)) rows so far")
      case .read:
        (mark, words) = (
          .good("✓"), "\(Numbers.count(file.rows)) rows" + (file.refused > 0 ? ", \(Numbers.count(file.refused)) refused" : "")
        )
      case .failed: (mark, words) = (.bad("✗"), "could not be read")
      }
      frame.put([mark], x: columns.lowerBound, y: y)
      frame.put(cut(file.name, to: 28), x: columns.lowerBound + 2, y: y, role: .text)
      frame.put(words, x: columns.lowerBound + 32, y: y, role: .muted, limit: max(0, columns.count - 32))
      y += 1
    }
  }
}

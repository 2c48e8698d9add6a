import Cells
import Records
import Translation

/// One part of *why*: paints itself from a row of the sheet and returns the row after it; the same row where it has nothing to say.
struct WhyPart {
  let paint: (_ sheet: inout Frame, _ columns: Range<Int>, _ y: Int) -> Int
}

/// The parts of *why* for one pair and the order they come in: what happened on the left, what is made of it on the right.
struct WhyParts {
  let findings: Findings
  let translation: Translation
  let evidence: Working
  /// Rows a chart may take.
  let chartRows: Int
  let isRefining: Bool
  let heard: Heard

  var left: [WhyPart] { [path, arrival, cohorts, metricWeeks, outcomeWeeks] }
  var right: [WhyPart] { [working, more, crowd, said, rulers, change, past, looks, files] }
  /// One below the other.
  var inOrder: [WhyPart] {
    [path, arrival, working, more, crowd, said, cohorts, metricWeeks, outcomeWeeks, change, rulers, past, looks, files]
  }

  private var wording: Wording { Wording(findings) }
  private var metric: Metric { findings.metrics[translation.metric] }
  private var outcome: Outcome? { findings.outcomes.first { $0.kind == translation.outcome } }

  private func section(_ title: String, on sheet: inout Frame, _ columns: Range<Int>, y: Int) {
    sheet.rule(columns, y: y, heading: [.text(title)])
  }

  private func say(_ lines: [String], on sheet: inout Frame, _ columns: Range<Int>, y: Int, role: Role = .text) -> Int {
    var y = y
    for line in lines {
      y = sheet.paragraph([Span(line, role)], x: columns.lowerBound + 2, y: y, columns: columns.count - 3, hanging: 2)
    }
    return y
  }

  // MARK: What happened

  private var path: WhyPart {
    WhyPart { sheet, columns, y in
      section(columns.count < 52 ? "The path" : "The path, person by person", on: &sheet, columns, y: y)
      guard !evidence.steps.isEmpty else {
        return sheet.paragraph(
          [
            .muted(
              translation.evidence == .tracked
                ? "No steps lie between them and \(translation.outcome.noun)." : "Nobody can be followed here.")
          ], x: columns.lowerBound + 2, y: y + 1, columns: columns.count - 3)
      }
      sheet.columnHeading("of all so far", endingAt: columns.upperBound - 2, y: y)
      let top = Double(evidence.steps.map(\.count).max() ?? 1)
      let names = columns.lowerBound + 2
      let number = names + 24
      let barAt = number + 2
      var y = y + 1
      for step in evidence.steps {
        sheet.put(cut(step.name, to: 17), x: names, y: y, role: .text)
        sheet.put(Numbers.count(step.count), endingAt: number, y: y, role: .text)
        let line = bar(Double(step.count), of: top, columns: max(0, columns.upperBound - 10 - barAt))
        sheet.put(line.isEmpty && step.count > 0 ? "╸" : line, x: barAt, y: y, role: step.isRows ? .unfinished : .curve)
        if let share = step.ofAll { sheet.put(Numbers.percent(share), endingAt: columns.upperBound - 2, y: y, role: .muted) }
        y += 1
      }
      y = say(evidence.noted, on: &sheet, columns, y: y)
      return steps(on: &sheet, columns, y: y)
    }
  }

  /// Each step as a rate of its own: share with its range, the time it is stated for, and how finished it is.
  private func steps(on sheet: inout Frame, _ columns: Range<Int>, y: Int) -> Int {
    let rates = translation.tracked?.steps ?? []
    if rates.isEmpty, isRefining { return say(["The rate of each step follows."], on: &sheet, columns, y: y, role: .muted) }
    guard !rates.isEmpty else { return y }
    let names = columns.lowerBound + 2
    let isNarrow = columns.count < 52
    let ends = (rate: names + 23, range: names + 37, within: names + 44, finished: names + 53)
    var y = y
    if !isNarrow {
      sheet.put("each step by itself", x: names, y: y, role: .muted)
      sheet.put("nine in ten", endingAt: ends.range - 1, y: y, role: .muted)
      sheet.put("within", endingAt: ends.within, y: y, role: .muted)
      sheet.put("finished", endingAt: ends.finished, y: y, role: .muted)
      y += 1
    }
    for step in rates {
      let name = "\(Working.name(step.from)) → \(Working.name(step.to).lowercasedFirst)"
      sheet.put(name, x: names, y: y, role: .text)
      guard let share = step.within, let days = step.days else {
        sheet.put("cannot be told", endingAt: isNarrow ? columns.upperBound - 2 : ends.range, y: y, role: .muted)
        y += 1
        continue
      }
      if isNarrow {
        y += 1
        let finished = step.finished.map { ", \(Numbers.percent($0)) finished" } ?? ""
        y = sheet.paragraph(
          [.text("\(Wording.rate(share.value)) (\(Wording.range(share)))"), .muted(" in \(Numbers.horizon(days))\(finished)")],
          x: names + 2, y: y, columns: columns.count - 5)
        continue
      }
      sheet.put(Wording.rate(share.value), endingAt: ends.rate, y: y, role: .text)
      sheet.put("(\(Wording.range(share)))", endingAt: ends.range, y: y, role: .text)
      sheet.put(days == 365 ? Numbers.horizon(days) : "\(days) d", endingAt: ends.within, y: y, role: .muted)
      if let finished = step.finished {
        sheet.put(Numbers.percent(finished), endingAt: ends.finished, y: y, role: finished < 0.6 ? .unfinished : .muted)
      }
      y += 1
    }
    return stages(on: &sheet, columns, y: y)
  }

  /// The stages of a deal one by one: of those that reached one, how many reached the next so far.
  private func stages(on sheet: inout Frame, _ columns: Range<Int>, y: Int) -> Int {
    let path = translation.tracked?.path ?? []
    let isNarrow = columns.count < 52
    var y = y
    for (before, step) in zip(path, path.dropFirst()) where before.count > 0 && step.count <= before.count {
      guard before.stage.isOfDeal || step.stage.isOfDeal else { continue }
      let name = "\(Working.name(before.stage)) → \(Working.name(step.stage).lowercasedFirst)"
      let share = Numbers.percent(Double(step.count) / Double(before.count))
      let counts = "\(Numbers.count(step.count)) of \(Numbers.count(before.count))"
      let names = columns.lowerBound + 2
      sheet.put(cut(name, to: isNarrow ? columns.count - 4 : 18), x: names, y: y, role: .text)
      if isNarrow {
        y += 1
        sheet.put([.text(share), .muted(", \(counts) so far")], x: names + 2, y: y, limit: columns.count - 5)
      } else {
        sheet.put(share, endingAt: names + 23, y: y, role: .text)
        sheet.put([.muted("\(counts) so far")], x: names + 26, y: y, limit: columns.count - 28)
      }
      y += 1
    }
    return y
  }

  private var arrival: WhyPart {
    WhyPart { sheet, columns, y in
      guard translation.tracked != nil, translation.outcome != .salesHours else { return y }
      section("When they arrive", on: &sheet, columns, y: y)
      ArrivalChart.paint(
        translation, findings, on: &sheet,
        Area(columns: columns.lowerBound + 2..<columns.upperBound, rows: y + 1..<y + 1 + chartRows))
      var y = y + 1 + chartRows
      if translation.tracked?.model.isEmpty == false {
        y = say(
          ["Line: these units by themselves (Aalen–Johansen). Hatched: the model’s 90%."], on: &sheet, columns, y: y,
          role: .muted)
      }
      if let parting = wording.parting(translation) { y = say([parting], on: &sheet, columns, y: y, role: .warning) }
      return y
    }
  }

  private var cohorts: WhyPart {
    WhyPart { sheet, columns, y in
      guard let cohorts = translation.tracked?.cohorts, translation.outcome != .revenueWon else { return y }
      return CohortTable(cohorts: cohorts, kind: translation.outcome, findings: findings).paint(on: &sheet, columns, y: y)
    }
  }

  private var metricWeeks: WhyPart {
    WhyPart { sheet, columns, y in
      let figure = { wording.figure($0, metric) }
      return weekly(
        WeeklyChart(metric: metric, findings), "\(metric.heading) by week",
        [
          wording.fourWeeks(
            last: metric.lastFourWeeks, lastYear: metric.sameWeeksLastYear, before: metric.fourWeeksBefore, figure)
        ]
          + wording.shifts(metric.shifts, isSum: metric.unit != .ratio, figure), on: &sheet, columns, y: y)
    }
  }

  private var outcomeWeeks: WhyPart {
    WhyPart { sheet, columns, y in
      guard let outcome, outcome.isRecorded else { return y }
      let chart = WeeklyChart(outcome: outcome, findings)
      return weekly(
        chart, "\(outcome.kind.heading) by week, all sources",
        [
          wording.fourWeeks(
            last: outcome.lastFourWeeks, lastYear: outcome.sameWeeksLastYear, before: outcome.fourWeeksBefore, chart.label)
        ] + wording.shifts(outcome.shifts, isSum: outcome.unit != .medianHours, chart.label), on: &sheet, columns, y: y)
    }
  }

  private func weekly(
    _ chart: WeeklyChart, _ title: String, _ lines: [String], on sheet: inout Frame, _ columns: Range<Int>, y: Int
  ) -> Int {
    guard chart.isDrawn else { return y }
    section(title, on: &sheet, columns, y: y)
    let rows = max(8, chartRows - 3)
    chart.paint(on: &sheet, Area(columns: columns.lowerBound + 2..<columns.upperBound, rows: y + 1..<y + 1 + rows))
    return say(lines, on: &sheet, columns, y: y + 1 + rows)
  }

  // MARK: What is made of it

  private var working: WhyPart {
    WhyPart { sheet, columns, y in
      section("The working", on: &sheet, columns, y: y)
      var y = y + 1
      let indent = columns.count < 52 ? 14 : 16
      for (name, text) in evidence.working {
        sheet.put(name, x: columns.lowerBound + 2, y: y, role: .muted)
        y = max(
          y + 1,
          sheet.paragraph(
            [.text(text)], x: columns.lowerBound + indent, y: y, columns: max(10, columns.count - indent - 1)))
      }
      return y
    }
  }

  /// What more of it brings, at the volume of today.
  private var more: WhyPart {
    WhyPart { sheet, columns, y in ResponseChart.section(translation, findings, on: &sheet, columns, y: y) }
  }

  /// What more of it does to the leads that come anyway.
  private var crowd: WhyPart {
    WhyPart { sheet, columns, y in
      let lines = wording.crowdedLines(translation)
      guard !lines.isEmpty else { return y }
      section("What the next ones do to others", on: &sheet, columns, y: y)
      return say(lines, on: &sheet, columns, y: y + 1)
    }
  }

  /// Notes, coded reasons and what a deal took.
  private var said: WhyPart {
    WhyPart { sheet, columns, y in
      guard !metric.kind.isSeries || !heard.isEmpty else { return y }
      return HeardPanel(heard: heard, findings: findings).paint(on: &sheet, columns, y: y, bottom: y + 40, notes: 5)
    }
  }

  /// The same deals under every rule, most first; then how many deals the channels touched, which adds up to more than all of them.
  private var rulers: WhyPart {
    WhyPart { sheet, columns, y in
      guard !evidence.rulers.isEmpty || !evidence.rulerLines.isEmpty else { return y }
      section(columns.count < 32 ? "The rulers" : "The rulers, deals credited", on: &sheet, columns, y: y)
      let most = max(1, evidence.rulers.map(\.deals).max() ?? 1)
      var y = y + 1
      for ruler in evidence.rulers {
        sheet.put(ruler.name, x: columns.lowerBound + 2, y: y, role: .text)
        sheet.put(Numbers.fixed(ruler.deals, 1), endingAt: columns.lowerBound + 22, y: y, role: .text)
        let line = bar(ruler.deals, of: most, columns: max(0, columns.count - 26))
        sheet.put(
          line.isEmpty && ruler.deals > 0 ? "╸" : line, x: columns.lowerBound + 25, y: y,
          role: ruler.isTouched ? .unfinished : .curve)
        y += 1
      }
      return say(evidence.rulerLines, on: &sheet, columns, y: y)
    }
  }

  private var change: WhyPart {
    WhyPart { sheet, columns, y in
      guard let outcome, outcome.isRecorded else { return y }
      section("What moved \(outcome.kind.noun), all sources", on: &sheet, columns, y: y)
      guard let change = outcome.change else {
        return say(
          [outcome.changeRefusal.map { wording.refusal($0, outcome.kind) } ?? "Not followed lead by lead."], on: &sheet,
          columns,
          y: y + 1, role: .muted)
      }
      var y = say([wording.change(change, outcome.kind)], on: &sheet, columns, y: y + 1)
      for part in wording.parts(change) {
        sheet.put(part.name, x: columns.lowerBound + 2, y: y, role: .muted)
        sheet.put(part.size, endingAt: columns.lowerBound + 15, y: y, role: .text)
        y = sheet.paragraph(
          [.text(part.meaning)], x: columns.lowerBound + 17, y: y, columns: max(10, columns.count - 18))
      }
      return y
    }
  }

  private var past: WhyPart {
    WhyPart { sheet, columns, y in
      section("Checked on the past", on: &sheet, columns, y: y)
      return say(evidence.past, on: &sheet, columns, y: y + 1)
    }
  }

  private var looks: WhyPart {
    WhyPart { sheet, columns, y in
      section("Many looks", on: &sheet, columns, y: y)
      return say([wording.looks()], on: &sheet, columns, y: y + 1)
    }
  }

  private var files: WhyPart {
    WhyPart { sheet, columns, y in
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
      y = say([evidence.missing], on: &sheet, columns, y: y + 1, role: .joint)
      let all = wording.improvements(3)
      guard !all.isEmpty else { return y }
      y = say(["Over all pairs, in this order:"], on: &sheet, columns, y: y, role: .muted)
      return say(all.enumerated().map { "\($0 + 1) \($1)" }, on: &sheet, columns, y: y)
    }
  }
}

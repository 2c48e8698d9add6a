import Cells
import Records
import Translation

/// The joint meaning of the chosen pair: one sentence first, then what must be heard beside it, the curve, the three voices.
struct JointPanel {
  let findings: Findings
  let translation: Translation?
  /// In the order of the list above, for the table of every pair.
  let metrics: [Int]
  let heard: Heard?

  /// Sentences get no longer than this, however wide the screen.
  static let widest = 92

  func paint(on frame: inout Frame, _ area: Area) {
    guard area.height > 1 else { return }
    let margin = Chrome.margin(area.width)
    let columns = area.x + margin..<area.x + area.width - margin
    guard let t = translation else {
      frame.rule(columns, y: area.y, heading: [Span("█", .jointMark), " ", .joint("Joint meaning")])
      nothing(on: &frame, area, columns)
      return
    }
    let metric = findings.metrics[t.metric]
    let words = Wording(findings).words(t)
    let narrow = area.width < 100
    frame.rule(
      columns, y: area.y, pair: ("Joint meaning", metric, t), evidence: narrow ? t.evidence.rawValue : t.evidence.sentence)

    let roomy = area.height >= 16
    var y = area.y + (roomy ? 2 : 1)
    let inner = columns.lowerBound + 2
    let width = min(columns.count - 4, roomy && !narrow ? 110 : columns.count - 3)
    let isLong = wrap(words.headline, to: width).count > wrap(words.shortHeadline, to: width).count
    let sentence = width < 90 || isLong ? words.shortHeadline : words.headline
    y = frame.paragraph(sentence, x: inner, y: y, columns: width, rows: 2, role: .headline)
    let besideRows = narrow ? 2 : 3
    y = frame.paragraph(whole(words.beside, to: width, rows: besideRows), x: inner, y: y, columns: width, rows: besideRows)
    // Coded reasons alone stand here only where there is room; a sentence that somebody pinned is always heard.
    let isPinned = heard?.notes.isEmpty == false
    let hasPanel = area.width >= 150 && area.height >= 26
    if !hasPanel, isPinned || area.height >= 18, let line = heard?.line(width: width) {
      frame.put(line, x: inner, y: y, limit: width)
      y += 1
    }
    // Where there is room, curve and voices keep their place from row to row, whatever the sentences above take.
    if area.height >= 18 { y = max(y, area.y + (area.height >= 19 ? 6 : 5)) }
    y += 1

    let chartWidth = area.width >= 150 ? columns.count / 2 - 4 : columns.count * 44 / 100
    let voicesX = columns.lowerBound + chartWidth + (narrow ? 6 : 9)
    let below = voices(
      words, on: &frame, x: voicesX, y: y, right: columns.upperBound - 1, bottom: area.rows.upperBound, narrow: narrow)
    if area.width >= 150, area.rows.upperBound - below >= 7 {
      var top = below + 1
      if let heard, hasPanel {
        top =
          HeardPanel(heard: heard, findings: findings).paint(
            on: &frame, voicesX - 2..<columns.upperBound, y: top, bottom: min(top + 10, area.rows.upperBound - 1)) + 1
      }
      PairTable(findings: findings, metrics: metrics, selected: t).paint(
        on: &frame, Area(columns: voicesX - 2..<columns.upperBound, rows: top..<max(top, area.rows.upperBound - 1)))
    }
    let chartColumns = inner..<columns.lowerBound + chartWidth + 2
    let rest = area.rows.upperBound - (roomy ? 1 : 0) - y
    // Beyond twenty rows a curve says no more; the weeks behind it do.
    let rows = rest >= 28 ? rest * 3 / 5 : rest
    if rows >= 5 { ArrivalChart.paint(t, findings, on: &frame, Area(columns: chartColumns, rows: y..<y + rows)) }
    if rows < rest, t.tracked != nil {
      WeeklyChart(metric: metric, findings).paint(
        on: &frame, Area(columns: chartColumns, rows: y + rows + 1..<y + rest))
    }
  }

  private func nothing(on frame: inout Frame, _ area: Area, _ columns: Range<Int>) {
    var y = area.y + 2
    let width = min(Self.widest, columns.count - 4)
    y = frame.paragraph(
      [
        findings.metrics.isEmpty
          ? "Nothing to translate yet: this folder has no marketing side." : "Nothing is called that. esc shows all."
      ],
      x: columns.lowerBound + 2, y: y, columns: width, role: .headline)
    y += 1
    guard findings.metrics.isEmpty else { return }
    for remark in findings.remarks {
      y = frame.paragraph([.text(remark.sentence)], x: columns.lowerBound + 2, y: y, columns: width)
    }
    y += 1
    frame.paragraph(
      [.muted("What sales recorded stands above. Add a file with leads and where they came from, then press r.")],
      x: columns.lowerBound + 2, y: y, columns: width)
  }

  /// Returns the row below the last voice.
  private func voices(
    _ words: Words, on frame: inout Frame, x: Int, y: Int, right: Int, bottom: Int, narrow: Bool
  ) -> Int {
    let width = min(Self.widest, right - x)
    guard width > 12 else { return y }
    var all: [(mark: Span, title: Span, words: [Span])] = [
      (Span("▌", .marketingMark), .marketing("For marketing"), words.forMarketing),
      (Span("▐", .salesMark), .sales("For sales"), words.forSales),
      (Span("█", .jointMark), .joint("For both"), words.forBoth),
    ]
    // Titles stand alone only where that leaves every voice room for its words.
    let needed = all.reduce(0) { $0 + wrap($1.words, to: width).count + 1 }
    let titled = !narrow && needed <= bottom - y
    if !titled {
      // A voice that would be cut off in the middle says less instead, the longest first.
      func lines(_ i: Int) -> Int { wrap(all[i].words, to: width).count }
      var left = [0, 1, 2]
      while all.indices.reduce(0, { $0 + lines($1) }) > bottom - y, let longest = left.max(by: { lines($0) < lines($1) }) {
        all[longest].words = words.short[longest]
        left.removeAll { $0 == longest }
      }
    }
    // Where the three have the room that they usually need, they keep their place from row to row.
    let places = [4, 5, bottom - y - 9 + 1]
    let isSteady = titled && zip(all, places).allSatisfy { wrap($0.words, to: width).count + 2 <= $1 }
    var y = y
    for (i, voice) in all.enumerated() {
      guard y < bottom else { return y }
      if isSteady {
        frame.put([voice.mark, " ", voice.title], x: x - 2, y: y)
        let end = frame.paragraph(voice.words, x: x, y: y + 1, columns: width, beside: voice.mark)
        // What stands below the last has a place of its own, too.
        y = i == all.count - 1 ? max(end, y + 4) : y + places[i]
        continue
      }
      if titled {
        frame.put([voice.mark, " ", voice.title], x: x - 2, y: y)
        y = frame.paragraph(voice.words, x: x, y: y + 1, columns: width, rows: bottom - y - 1, beside: voice.mark)
      } else {
        let rest = all[(i + 1)...].reduce(0) { $0 + min(2, wrap($1.words, to: width).count) }
        let room = max(1, bottom - y - rest)
        y = frame.paragraph(
          whole(voice.words, to: width, rows: room), x: x, y: y, columns: width, rows: room, beside: voice.mark)
      }
      let left = all[(i + 1)...].reduce(0) {
        $0 + wrap($1.words, to: width).count + (titled ? 1 : 0)
      }
      if bottom - y > left + (2 - i) - 1 { y += 1 }
    }
    return y
  }
}

extension Frame {
  /// The rule over one pair. Its grade is never left out: first the evidence goes, then the grade’s word, then the title.
  mutating func rule(_ columns: Range<Int>, y: Int, pair: (title: String, metric: Metric, t: Translation), evidence: String?) {
    let t = pair.t
    let names: [Span] = [.marketing(pair.metric.noun), .muted(" → "), .sales(t.outcome.noun)]
    let heading: [Span] = [Span("█", .jointMark), " ", .joint(pair.title), "  "] + names
    let grade = Span("\(t.grade.rawValue) \(t.grade.word)", t.grade.role)
    let letter = Span(t.grade.rawValue, t.grade.role)
    let room = columns.count - heading.columns - 3
    for trailing in [evidence.map { [.muted("\($0) · "), grade] } ?? [grade], [grade], [letter]] where trailing.columns <= room
    {
      return rule(columns, y: y, heading: heading, trailing: trailing)
    }
    rule(columns, y: y, heading: [Span("█", .jointMark), " "] + names, trailing: [letter])
  }
}

/// Every pair at a glance, where a screen has room for it: how many units for one of each outcome, with its grade.
struct PairTable {
  let findings: Findings
  let metrics: [Int]
  let selected: Translation

  func paint(on frame: inout Frame, _ area: Area) {
    let outcomes = findings.outcomes.indices.filter { o in
      findings.outcomes[o].isRecorded && metrics.contains { findings.translation(metric: $0, outcome: o)?.perUnit != nil }
    }
    let tracked = metrics.filter { !findings.metrics[$0].kind.isSeries }
    guard !outcomes.isEmpty, !tracked.isEmpty, area.height > 1 else { return }
    let each = 13
    let first = area.columns.upperBound - each * outcomes.count
    guard first - area.x > 14 else { return }
    frame.rule(area.columns, y: area.y, heading: [.text("Every pair, how many for one")])
    for (i, o) in outcomes.enumerated() {
      frame.columnHeading(heading(findings.outcomes[o].kind), endingAt: first + each * (i + 1) - 3, y: area.y)
    }
    for (row, m) in tracked.prefix(area.height - 1).enumerated() {
      let y = area.y + 1 + row
      let isChosen = m == selected.metric
      frame.put(
        cut(findings.metrics[m].heading, to: first - area.x - 3), x: area.x + 2, y: y, role: isChosen ? .headline : .text)
      for (i, o) in outcomes.enumerated() {
        guard let t = findings.translation(metric: m, outcome: o) else { continue }
        let end = first + each * (i + 1) - 1
        frame.put(
          figure(t), endingAt: end - 2, y: y,
          role: isChosen && t.outcome == selected.outcome ? .headline : t.grade == .d ? .muted : .text)
        frame.put(t.grade.rawValue, x: end, y: y, role: t.grade.role)
      }
    }
  }

  private func heading(_ kind: OutcomeKind) -> String {
    switch kind {
    case .acceptedLeads: "accepted"
    case .opportunities: "opened"
    case .dealsWon: "won"
    case .revenueWon: "revenue each"
    case .revenueKept: "kept"
    case .salesHours: "hours each"
    case .firstResponse: "response"
    case .complaints: "complaints"
    }
  }

  private func figure(_ t: Translation) -> String {
    guard t.grade != .d, t.grade != .n, let worth = t.perUnit else { return "–" }
    switch t.outcome {
    case .revenueWon: return Numbers.money(worth.value, findings.currency)
    case .salesHours: return Numbers.hours(worth.value)
    case .acceptedLeads, .opportunities, .dealsWon, .revenueKept, .firstResponse, .complaints:
      return Numbers.amount(1 / max(worth.value, 1e-12))
    }
  }
}

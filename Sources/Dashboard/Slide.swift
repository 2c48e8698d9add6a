import Cells
import Records
import Translation

/// A translation laid out over a whole screen.
struct Slide {
  let findings: Findings
  let translation: Translation
  let company: String

  private var metric: Metric { findings.metrics[translation.metric] }
  private var words: Words { Wording(findings).words(translation) }
  private var grade: Span { Span("\(translation.grade.rawValue) \(translation.grade.word)", translation.grade.role) }

  /// Margins grow, sentences do not.
  static func columns(_ area: Area) -> Range<Int> {
    let margin = area.width >= 160 ? (area.width - 144) / 2 : area.width >= 110 ? 8 : area.width >= 72 ? 4 : 0
    return area.x + margin..<area.columns.upperBound - margin
  }

  /// The one quiet line: what the keys do, and which of how many it is.
  func line(_ hints: [(keys: [Command], word: String)], place: String, on frame: inout Frame, _ area: Area) {
    let columns = Slide.columns(area)
    let y = area.rows.upperBound - (area.height >= 28 ? 2 : 1)
    var x = columns.lowerBound
    for hint in hints {
      let keys = hint.keys.compactMap { Keymap.keys(for: $0).first?.label }.joined()
      let short = columns.count < 72 ? hint.word.split(separator: " ").last.map(String.init) ?? "" : hint.word
      x += frame.put([.key(keys), .muted(" \(short)  ")], x: x, y: y)
    }
    if x + place.count <= columns.upperBound { frame.put(place, endingAt: columns.upperBound - 1, y: y, role: .muted) }
  }

  func paint(on frame: inout Frame, _ area: Area) {
    let columns = Slide.columns(area)
    let tall = area.height >= 28
    let large = area.height >= 45
    var y = area.y + (tall ? 1 : 0)
    frame.put([.muted("Parley  \(cut(company, to: columns.count / 2))")], x: columns.lowerBound, y: y)
    frame.put([.muted("to \(Numbers.fullDate(findings.cutoff))")], endingAt: columns.upperBound - 1, y: y)
    y += large ? 5 + (area.height - 45) / 4 : tall ? 3 : 2

    let words = words
    if let below = figures(on: &frame, columns, y: y, large: large) { y = below + (large ? 4 : tall ? 2 : 1) }
    let bottom = area.rows.upperBound - (tall ? 4 : 2)
    // The range, the lag and the grade are never dropped: the sentence has its rows before anything below it.
    y = sentence(words, on: &frame, columns, y: y, spaced: large) + (large ? 3 : tall ? 2 : 1)
    let ground = ground(words)
    let width = min(columns.count, JointPanel.widest)
    let rows = min(wrap(ground, to: width).count, tall ? 3 : 2)
    // A chart of more rows says no more, and what belongs together would lie far apart.
    let last = min(bottom - rows - (tall ? 1 : 0), y + 18)
    let half = columns.count * (columns.count >= 100 ? 55 : 58) / 100
    let gutter = columns.count >= 100 ? 6 : 3
    voices(
      words, on: &frame, Area(columns: columns.lowerBound..<columns.lowerBound + half, rows: y..<max(y, last)), large: large)
    chart(
      on: &frame, Area(columns: columns.lowerBound + half + gutter..<columns.upperBound, rows: y..<max(y, last)))
    frame.paragraph(ground, x: columns.lowerBound, y: max(y, last) + 1, columns: width, rows: rows)
  }

  /// The grade, and what must be heard beside it; what the grade's own word says is not said twice.
  private func ground(_ words: Words) -> [Span] {
    let beside = words.beside.first?.role == .bad ? Array(words.beside.dropFirst()) : words.beside
    return beside.isEmpty ? [grade] : [grade, .muted(" · ")] + beside
  }

  /// Two numbers and an arrow; what they count below them. Nothing where the grade lets none be shown, or where they have no room.
  private func figures(on frame: inout Frame, _ columns: Range<Int>, y: Int, large: Bool) -> Int? {
    guard let figures = Wording(findings).figures(translation) else { return nil }
    guard let scale = (large ? [2, 1] : [1]).first(where: { figures.columns(scale: $0).map { $0 <= columns.count } ?? false })
    else { return nil }
    let gap = BigFigures.gap(scale) - 2 * scale
    var x = frame.figures(figures.left, x: columns.lowerBound, y: y, role: .marketing, scale: scale)
    x = frame.figures(BigFigures.arrow, x: x + gap, y: y, role: .muted, scale: scale)
    let right = x + gap
    frame.figures(figures.right, x: right, y: y, role: .sales, scale: scale)
    let below = y + 5 * scale + (large ? 1 : 0)
    frame.put(figures.leftCaption, x: columns.lowerBound, y: below, limit: right - columns.lowerBound - 1)
    // What does not fit below its figure begins further left.
    let start = min(
      right, max(columns.lowerBound + figures.leftCaption.columns + 2, columns.upperBound - figures.rightCaption.columns))
    frame.put(figures.rightCaption, x: start, y: below, limit: columns.upperBound - start)
    return below + 1
  }

  private func sentence(_ words: Words, on frame: inout Frame, _ columns: Range<Int>, y: Int, spaced: Bool) -> Int {
    let width = min(columns.count, JointPanel.widest)
    let isLong = wrap(words.headline, to: width).count > wrap(words.shortHeadline, to: width).count
    let sentence = width < 90 || isLong ? words.shortHeadline : words.headline
    guard spaced else { return frame.paragraph(sentence, x: columns.lowerBound, y: y, columns: width, role: .headline) }
    var y = y
    for line in wrap(sentence, to: width) {
      frame.put(line, x: columns.lowerBound, y: y, role: .headline, limit: width)
      y += 2
    }
    return y - 1
  }

  /// Whole where there is room, else a line each.
  private func voices(_ words: Words, on frame: inout Frame, _ area: Area, large: Bool) {
    let marks: [(mark: Span, title: Span)] = [
      (Span("▌", .marketingMark), .marketing("Marketing")), (Span("▐", .salesMark), .sales("Sales")),
      (Span("█", .jointMark), .joint("Both")),
    ]
    let aside = area.width >= 56 ? 13 : 2
    let width = area.width - aside
    func lines(_ voice: Int, _ text: [Span]) -> [[Span]] {
      wrap(aside == 2 ? [marks[voice].title, .muted(": ")] + text : text, to: width)
    }
    let full = [words.forMarketing, words.forSales, words.forBoth]
    let needed = full.indices.reduce(0) { $0 + lines($1, full[$1]).count }
    let texts = needed + 2 <= area.height ? full : needed <= area.height ? full : words.short
    let taken = texts.indices.reduce(0) { $0 + lines($1, texts[$1]).count }
    let gap = max(0, min(large ? 2 : 1, (area.height - taken) / 2))
    var y = area.y
    for (voice, text) in texts.enumerated() where y < area.rows.upperBound {
      frame.put([marks[voice].mark], x: area.x, y: y)
      if aside > 2 { frame.put([marks[voice].title], x: area.x + 2, y: y) }
      for line in lines(voice, text) where y < area.rows.upperBound {
        frame.put([marks[voice].mark], x: area.x, y: y)
        frame.put(line, x: area.x + aside, y: y, role: voice == 2 ? .headline : .text, limit: width)
        y += 1
      }
      y += gap
    }
  }

  /// A field of dots where people are counted, else the curve or the weeks.
  private func chart(on frame: inout Frame, _ area: Area) {
    guard area.height >= 4, area.width >= 16 else { return }
    switch translation.outcome {
    case .acceptedLeads, .opportunities, .dealsWon:
      if translation.evidence == .tracked, translation.grade != .d, translation.grade != .n, let worth = translation.perUnit,
        field(worth, on: &frame, area)
      {
        return
      }
    case .revenueWon, .revenueKept, .salesHours, .firstResponse, .complaints: break
    }
    ArrivalChart.paint(translation, findings, on: &frame, area)
  }

  /// Of so many dots so many filled: one in all of them where it is seldom, else of a hundred. Solid is the least of the range,
  /// hatched what it may be beyond. False where the field has no room.
  private func field(_ worth: Estimate, on frame: inout Frame, _ area: Area) -> Bool {
    guard worth.value > 0, worth.low >= 0, worth.high <= 1 else { return false }
    let seldom = worth.value < 0.02
    let dots = seldom ? Int((1 / worth.value).rounded()) : 100
    // A dot of two columns is square.
    let across = min(20, area.width)
    let wide = area.width >= 2 * across ? 2 : 1
    guard (dots + across - 1) / across + 2 <= area.height else { return false }
    let solid = seldom ? 1 : Int((worth.low * 100).rounded())
    let hatched = seldom ? 1 : max(solid, Int((worth.high * 100).rounded()))
    for dot in 0..<dots {
      let mark = dot < solid ? "█" : dot < hatched ? "▒" : "·"
      frame.put(
        mark == "·" ? mark : String(repeating: mark, count: wide), x: area.x + wide * (dot % across), y: area.y + dot / across,
        role: dot < hatched ? .salesMark : .marketingMark)
    }
    let one = translation.outcome.singular
    let noun = metric.noun
    let caption =
      seldom
      ? "1 \(one) for \(Numbers.count(1 / worth.value)) \(noun) (\(Numbers.range(Numbers.count(1 / worth.high), worth.low > 0 ? Numbers.count(1 / worth.low) : "many")))"
      : "\(Numbers.count(worth.value * 100)) of 100 \(noun) (\(Numbers.range(Numbers.count(worth.low * 100), Numbers.count(worth.high * 100))))"
    let below = area.y + (dots + across - 1) / across + 1
    frame.paragraph([.muted(caption)], x: area.x, y: below, columns: area.width, rows: area.rows.upperBound - below)
    return true
  }

  // MARK: In a split pane

  /// The pair, the sentence, three short voices, and the grade: what a pane of 40 × 12 can say to somebody two metres away.
  func paintSmall(on frame: inout Frame, _ area: Area) {
    let columns = Slide.columns(area)
    let words = words
    var y = area.y
    let bottom = area.rows.upperBound - 1
    let letter = columns.count >= 60 ? grade : Span(translation.grade == .x ? "X misleading" : "\(grade.text)", grade.role)
    let pair: [Span] = [.marketing(metric.noun), .muted(" → "), .sales(translation.outcome.noun)]
    if pair.columns + letter.text.count + 2 <= columns.count {
      frame.put(pair, x: columns.lowerBound, y: y)
      frame.put([letter], endingAt: columns.upperBound - 1, y: y)
    } else {
      frame.put([letter], x: columns.lowerBound, y: y)
    }
    y += 2
    y = frame.paragraph(
      words.shortHeadline, x: columns.lowerBound, y: y, columns: columns.count, rows: max(1, bottom - y - 3), role: .headline)
    let long = [words.forMarketing, words.forSales, words.forBoth]
    let marks = [Span("▌", .marketingMark), Span("▐", .salesMark), Span("█", .jointMark)]
    let width = columns.count - 2
    if bottom - y > 3 { y += 1 }
    let isRoomy = long.reduce(0) { $0 + wrap($1, to: width).count } <= bottom - y
    let texts = isRoomy ? long : words.short
    let gap = max(0, min(1, (bottom - y - texts.reduce(0) { $0 + wrap($1, to: width).count }) / 3))
    for (i, text) in texts.enumerated() where y < bottom {
      y = frame.paragraph(
        text, x: columns.lowerBound + 2, y: y, columns: width, rows: max(1, bottom - y - (2 - i)), beside: marks[i])
      y += gap
    }
  }
}

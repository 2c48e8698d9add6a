import Cells
import Journal
import Records
import Translation

/// The ideas in their three columns, in the order they are shown.
struct Board: Sendable {
  enum Column: Int, CaseIterable, Sendable {
    case proposed, trying, learned

    var title: String {
      switch self {
      case .proposed: "Proposed"
      case .trying: "Trying"
      case .learned: "Learned"
      }
    }
  }

  struct Card: Sendable {
    var story: IdeaStory
    var looked: Looked?
  }

  private(set) var columns: [[Card]] = [[], [], []]
  private(set) var of = 0

  subscript(column: Column) -> [Card] { columns[column.rawValue] }

  /// Disagreement first, then what waits for a vote, then the newest; trials by their end; what was learned last comes first.
  init(_ facts: Facts, _ findings: Findings, search: String = "") {
    for story in facts.journal.ideas where story.dropped == nil {
      of += 1
      guard search.isEmpty || matches(story.idea.body.sentence + " " + story.idea.body.metric, search) else { continue }
      let looked = facts.looked[story.id]
      let column: Column = looked != nil ? .learned : story.trial != nil ? .trying : .proposed
      columns[column.rawValue].append(Card(story: story, looked: looked))
    }
    func rank(_ card: Card) -> Int { card.story.differs ? 0 : card.story.bothVoted ? 1 : 2 }
    columns[0] = sorted(columns[0]) { rank($0) != rank($1) ? rank($0) < rank($1) : $0.story.idea.at > $1.story.idea.at }
    columns[1] = sorted(columns[1]) { Board.end($0) < Board.end($1) }
    columns[2] = sorted(columns[2]) { Board.end($0) > Board.end($1) }
  }

  /// Equal ones keep the order of the journal.
  private func sorted(_ cards: [Card], _ isBefore: (Card, Card) -> Bool) -> [Card] {
    cards.enumerated().sorted { a, b in
      isBefore(a.element, b.element) || (!isBefore(b.element, a.element) && a.offset < b.offset)
    }.map(\.element)
  }

  private static func end(_ card: Card) -> Day { card.story.trial?.body.to ?? card.story.idea.body.by }
}

extension IdeaStory {
  /// Both have voted, and not alike: one is for it and the other against, or they see its worth, effort or sureness far apart.
  var differs: Bool {
    guard let m = vote(of: .marketing), let s = vote(of: .sales) else { return false }
    return m.isFor != s.isFor || abs(m.worth - s.worth) >= 3 || abs(m.effort - s.effort) >= 3
      || abs(m.sureness - s.sureness) >= 3
  }

  /// Where they differ, in a few words.
  var difference: String? {
    guard let m = vote(of: .marketing), let s = vote(of: .sales), differs else { return nil }
    if m.isFor != s.isFor { return "you differ" }
    let parts = [("worth", m.worth, s.worth), ("effort", m.effort, s.effort), ("sureness", m.sureness, s.sureness)]
    return parts.first { abs($0.1 - $0.2) >= 3 }.map { "\($0.0) \($0.1) or \($0.2)" }
  }
}

extension Side {
  var mark: Span {
    switch self {
    case .marketing: Span("▌", .marketingMark)
    case .sales: Span("▐", .salesMark)
    case .both: Span("█", .jointMark)
    }
  }

  var role: Role {
    switch self {
    case .marketing: .marketing
    case .sales: .sales
    case .both: .joint
    }
  }

  var other: Side { self == .marketing ? .sales : .marketing }
}

/// What stands on a card, line by line.
struct CardText {
  let card: Board.Card
  let findings: Findings

  private var story: IdeaStory { card.story }
  private var idea: Idea { story.idea.body }
  private var metric: Metric? { findings.metrics.first { $0.name == idea.metric } }
  private var outcome: OutcomeKind? { OutcomeKind(rawValue: idea.outcome) }

  func lines(width: Int) -> [[Span]] {
    var lines: [[Span]] = [[Span(cut(idea.sentence, to: width), .text)]]
    switch column {
    case .proposed:
      lines.append([.muted(cut(touched, to: width))])
      lines.append([Span(cut(expectation ?? "no range: \(whyNoRange)", to: width), expectation == nil ? .muted : .text)])
      lines.append(votes(width: width))
    case .trying:
      lines.append([.muted(cut(touched, to: width))])
      lines.append(expected(width: width))
      lines += progress(width: width)
    case .learned:
      lines.append(expected(width: width))
      lines += seenLines(width: width)
    }
    return lines
  }

  var column: Board.Column { card.looked != nil ? .learned : story.trial != nil ? .trying : .proposed }

  /// `Booth scans 610 → 400 in 4 weeks`.
  var touched: String {
    let name = metric?.heading ?? idea.metric
    guard let then = idea.then else { return "\(name) → \(outcome?.noun ?? idea.outcome)" }
    let was = idea.now.map { "\(Numbers.amount($0)) → " } ?? "→ "
    return "\(name) \(was)\(Numbers.amount(then)) in 4 weeks"
  }

  private var pair: Translation? { outcome.flatMap { findings.translation(of: idea.metric, toward: $0) } }

  private var whyNoRange: String {
    guard let t = pair else { return "the metric is not in the data" }
    switch t.grade {
    case .d: return "too little to say"
    case .n: return "no effect was seen"
    case .a, .b, .c, .x: return idea.then == nil ? "no new volume is given" : "so much was never tried"
    }
  }

  /// Beside what was seen: what was expected of the days that were looked at.
  var expectedThen: String {
    guard let looked = card.looked, looked.share != 1, let expected = looked.expected, let predicted = idea.predicted else {
      return expectation ?? "nothing in figures"
    }
    var then = predicted
    (then.value, then.low, then.high, then.hours) = (expected.value, expected.low, expected.high, nil)
    return CardText.range(then, findings, of: "by then")
  }

  /// `+2 to +7 deals a year, +60 h`.
  var expectation: String? { idea.predicted.map { CardText.range($0, findings) } }

  /// Where all of it does not fit, the hours go first; then the time is said shorter.
  private func expected(width: Int) -> [Span] {
    let label = "expected "
    let room = width - columns(of: label)
    let whole = expectedThen
    let figures = whole.split(separator: ", ").first.map(String.init) ?? whole
    let text = [whole, figures, figures.replacing(" a ", with: "/")].first { columns(of: $0) <= room } ?? figures
    return [.muted(label), Span(cut(text, to: room))]
  }

  /// What was seen; a verdict is never cut, it goes to the next row.
  private func seenLines(width: Int) -> [[Span]] {
    let line = seen(width: width)
    guard line.columns > width, let at = line.firstIndex(where: { $0.text == "  " }) else { return [line] }
    return [Array(line[..<at]), [.muted("         ")] + line[(at + 1)...]]
  }

  static func signed(_ value: Double, _ kind: OutcomeKind?, _ currency: String?) -> String {
    let text = kind == .revenueWon || kind == .revenueKept ? Numbers.money(value, currency) : Numbers.amount(value)
    return value > 0 ? "+" + text : text
  }

  static func span(_ days: Int) -> String { days == 365 ? "a year" : days == 91 ? "a quarter" : "in \(days) days" }

  static func range(_ p: Prediction, _ findings: Findings, of time: String? = nil) -> String {
    let kind = OutcomeKind(rawValue: p.outcome)
    let (low, high) = (signed(p.low, kind, findings.currency), signed(p.high, kind, findings.currency))
    let noun = kind.map { $0 == .acceptedLeads ? "leads" : $0.noun } ?? p.outcome
    let span = time ?? span(p.days)
    let hours = p.hours.map { ", \(signed($0.rounded(), nil, nil)) h" } ?? ""
    return "\(low == high ? low : "\(low) to \(high)") \(noun) \(span)\(hours)"
  }

  private func votes(width: Int) -> [Span] {
    var line: [Span] = [.muted("votes  ")]
    let due = "by \(Numbers.date(idea.by, today: findings.cutoff))"
    if story.bothVoted {
      for (side, letter) in [(Side.marketing, "M"), (.sales, "S")] {
        line += [Span(letter, side.role), .text((story.vote(of: side)?.isFor ?? false) ? " yes  " : " no  ")]
      }
      if let difference = story.difference { line.append(.warning("≠ \(difference)")) }
    } else if story.votes.isEmpty {
      line.append(.muted("waiting for both"))
    } else {
      for (side, letter) in [(Side.marketing, "M"), (.sales, "S")] {
        line += [Span(letter, side.role), .muted(story.vote(of: side) == nil ? " not yet  " : " voted  ")]
      }
      if line.columns + 8 <= width { line.append(.muted("· hidden")) }
    }
    if line.columns + due.count + 2 <= width {
      line += [Span(String(repeating: " ", count: width - line.columns - due.count)), .muted(due)]
    }
    return line
  }

  private func progress(width: Int) -> [[Span]] {
    guard let trial = story.trial?.body else { return [] }
    let today = findings.cutoff
    let share = max(0, min(1, Double(today - trial.from + 1) / Double(max(1, trial.to - trial.from + 1))))
    let state = today < trial.from ? "begins \(Numbers.date(trial.from, today: today))" : "\(Numbers.percent(share)) gone"
    let solid = bar(share, of: 1, columns: min(width, 32))
    let rest = String(repeating: "┈", count: max(0, min(width, 32) - columns(of: solid)))
    return [
      [.muted("due \(Numbers.date(trial.to, today: today)), \(state)")],
      [Span(solid, .curve), Span(rest, .unfinished)],
    ]
  }

  func seen(width: Int) -> [Span] {
    guard let looked = card.looked else { return [] }
    let role: Role =
      switch looked.verdict {
      case .held: .good
      case .missed: .bad
      case .notDone, .untold: .warning
      }
    var line: [Span] = []
    if let saw = looked.saw {
      let kind = OutcomeKind(rawValue: idea.predicted?.outcome ?? idea.outcome)
      line = [.muted("saw      "), .text(CardText.signed(saw, kind, findings.currency))]
      if let range = looked.range {
        line.append(
          .muted(
            " (\(CardText.signed(range.low, kind, findings.currency)) to \(CardText.signed(range.high, kind, findings.currency)))"
          ))
      }
      line.append(Span("  "))
    }
    line.append(Span(looked.word, role))
    if let test = looked.test, let t = pair, t.test == test, t.grade != t.untested {
      let whole = "\(t.grade.rawValue) \(t.grade.word)"
      line += ["  ", Span(line.columns + 2 + columns(of: whole) <= width ? whole : t.grade.rawValue, t.grade.role)]
    }
    if looked.range == nil, let text = looked.text, width - line.columns > 8 {
      line.append(.muted((looked.saw == nil ? ": " : "  ") + cut(text, to: width - line.columns - 2)))
    }
    return line
  }
}

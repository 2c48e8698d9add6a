import Cells
import Journal
import Records
import Translation

/// One idea with everything that became of it.
struct IdeaPage {
  let card: Board.Card
  let facts: Facts
  let findings: Findings

  private var story: IdeaStory { card.story }
  private var idea: Idea { story.idea.body }

  private func top(_ area: Area) -> Int { area.y + (area.height >= 16 ? 2 : 1) }

  private func width(_ area: Area) -> Int { min(area.width - 2 * Chrome.margin(area.width) - 4, JointPanel.widest) }

  /// Rows that the page is too low for.
  func hidden(in area: Area) -> Int { max(0, lines(width: width(area)).count - (area.rows.upperBound - top(area))) }

  func paint(on frame: inout Frame, _ area: Area, scrolled: Int) {
    let margin = Chrome.margin(area.width)
    let columns = area.x + margin..<area.x + area.width - margin
    let text = CardText(card: card, findings: findings)
    frame.rule(
      columns, y: area.y, heading: [story.idea.by.side.mark, " ", .headline("Idea")],
      trailing: [.muted(text.column.title.lowercased()), .muted(" · esc back")], focused: true)
    var y = top(area)
    let lines = lines(width: width(area))
    let room = area.rows.upperBound - y
    let from = max(0, min(scrolled, lines.count - room))
    for line in lines.dropFirst(from) where y < area.rows.upperBound {
      frame.put(line, x: columns.lowerBound + 2, y: y, limit: columns.count - 3)
      y += 1
    }
    let below = lines.count - from - room
    if below > 0 {
      frame.put([.muted(" ↓ \(below) more ")], endingAt: columns.upperBound - 1, y: area.rows.upperBound - 1)
    }
  }

  func lines(width: Int) -> [[Span]] {
    let text = CardText(card: card, findings: findings)
    let today = findings.cutoff
    var lines = wrap([.headline(idea.sentence)], to: width)
    lines.append([])
    func put(_ label: String, _ line: [Span]) {
      let wrapped = wrap(line, to: width - 14)
      for (i, part) in wrapped.enumerated() {
        lines.append(
          [
            .muted(
              i == 0
                ? label + String(repeating: " ", count: max(1, 14 - columns(of: label))) : String(repeating: " ", count: 14))
          ] + part)
      }
    }
    let who = story.idea.by.name.map { "\($0), \(story.idea.by.side.rawValue)" } ?? story.idea.by.side.rawValue
    put(
      "from",
      [
        Span(who, story.idea.by.side.role),
        .text(story.idea.on.map { ", written with the data to \(Numbers.date($0, today: today))" } ?? ""),
      ])
    put("touches", [.text(text.touched)])
    put("by", [.text(Numbers.date(idea.by, today: today))])
    put("expected", expectation(text))
    put("votes", votes)
    if let why = story.difference { put("≠", [.warning(why), .text(". What would settle it?")]) }
    if let trial = story.trial?.body {
      put("tried", [.text("\(Numbers.date(trial.from, today: today)) to \(Numbers.date(trial.to, today: today))")])
      put("beside", [.text(trial.comparison.map { "\($0), left as it was" } ?? "season and trend: nothing was left as it was")])
    }
    if let looked = card.looked { put("seen", seen(looked, text)) }
    if let metric = findings.metrics.first(where: { $0.name == idea.metric }) {
      let heard = Heard(metric, facts.journal)
      put("a deal took", heard.taken)
      for (i, line) in heard.lines(notes: 3).enumerated() { put(i == 0 ? "heard" : "", line) }
    }
    return lines
  }

  private func expectation(_ text: CardText) -> [Span] {
    guard let expected = idea.predicted, let range = text.expectation else {
      return [.muted("nothing in figures: too little can be said of this pair, or no new volume was given")]
    }
    var line: [Span] = [.text(range)]
    if let lag = expected.lagDays { line.append(.text(", half of it after \(Numbers.span(days: lag))")) }
    if let grade = expected.grade.flatMap(Grade.init(rawValue:)) {
      line += [.text(", "), Span("\(grade.rawValue) \(grade.word)", grade.role)]
    }
    line.append(.muted(", as it stood when the idea was written"))
    return line
  }

  /// What each side said, once both have; before that only whether.
  private var votes: [Span] {
    guard story.bothVoted else {
      let own = story.vote(of: facts.writer.side)
      if let own { return [.text("yours: \(words(own)). "), .muted("The other side has not voted yet; then both are shown.")] }
      return [
        .muted(
          story.votes.isEmpty
            ? "nobody has voted yet; v votes, unseen" : "the other side has voted; v votes, then both are shown")
      ]
    }
    var line: [Span] = []
    for side in [Side.marketing, .sales] {
      guard let vote = story.vote(of: side) else { continue }
      if !line.isEmpty { line.append(.text("; ")) }
      line += [Span(side.rawValue, side.role), .text(" \(words(vote))")]
    }
    return line
  }

  private func words(_ vote: Vote) -> String {
    let guess =
      vote.guess.map { ", guesses \(CardText.signed($0, OutcomeKind(rawValue: idea.outcome), findings.currency))" } ?? ""
    return "\(vote.isFor ? "yes" : "no"), worth \(vote.worth) of 5, effort \(vote.effort), sure \(vote.sureness)\(guess)"
  }

  private func seen(_ looked: Looked, _ text: CardText) -> [Span] {
    var line = text.seen(width: 60).filter { $0.text != "saw      " }
    if let expected = looked.expected, looked.range != nil {
      let kind = OutcomeKind(rawValue: idea.predicted?.outcome ?? idea.outcome)
      line.append(
        .text(
          "; expected for that time: \(CardText.signed(expected.low, kind, findings.currency)) to \(CardText.signed(expected.high, kind, findings.currency))"
        ))
      line.append(.text(looked.text.map { "; \($0)." } ?? "."))
    }
    return line
  }
}

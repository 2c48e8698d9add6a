import Cells
import Journal
import Records
import Translation

/// Where the columns and their cards lie: three beside each other, or one at a time where there is no room for three.
struct BoardLayout {
  let area: Area
  let isWide: Bool
  let margin: Int

  init(_ area: Area) {
    self.area = area
    isWide = area.width >= 100
    margin = Chrome.margin(area.width)
  }

  /// The columns of the screen that a column of the board takes.
  func columns(_ column: Board.Column) -> Range<Int> {
    guard isWide else { return area.x + margin..<area.x + area.width - margin }
    let usable = area.width - 2 * margin - 4
    let each = usable / 3
    let start = area.x + margin + column.rawValue * (each + 2)
    return start..<(column == .learned ? area.x + area.width - margin : start + each)
  }

  var top: Int { area.y + 1 }
  /// The last rows belong to what both read together.
  var bottom: Int { area.rows.upperBound - (area.height >= 26 ? 3 : area.height >= 18 ? 2 : 0) }
  private var gap: Int { area.height >= 18 ? 1 : 0 }

  /// The rows that cards of a column may take; the rest is for notes and guesses.
  func rows(_ column: Board.Column, _ board: Board) -> Range<Int> {
    guard isWide, area.height >= 26, column != .proposed else { return top..<bottom }
    let room = bottom - top
    let wanted = column == .trying ? board[.trying].count * 6 : board[.learned].count * 4
    return top..<top + max(6, min(wanted, room * 11 / 20))
  }

  struct Placed {
    var card: Board.Card
    var y: Int
    var lines: [[Span]]
  }

  /// The cards that are seen of a column, the chosen one among them.
  func placed(_ column: Board.Column, _ board: Board, _ view: BrainstormView, _ findings: Findings) -> [Placed] {
    let rows = rows(column, board)
    let width = columns(column).count - 3
    let cards = board[column]
    let texts = cards.map { CardText(card: $0, findings: findings).lines(width: width) }
    let heights = texts.map { $0.count + gap }
    let chosen = view.place(in: board, column)
    var start = 0
    while start < chosen, heights[start...chosen].reduce(0, +) - gap > rows.count { start += 1 }
    var placed: [Placed] = []
    var y = rows.lowerBound
    for (card, lines) in zip(cards, texts).dropFirst(start) {
      guard y + lines.count <= rows.upperBound || placed.isEmpty else { break }
      placed.append(Placed(card: card, y: y, lines: lines))
      y += lines.count + gap
    }
    return placed
  }

  func card(
    at x: Int, _ y: Int, _ board: Board, _ view: BrainstormView, _ findings: Findings
  ) -> (column: Board.Column, id: EntryId)? {
    for column in Board.Column.allCases where isWide || column == view.column {
      guard columns(column).contains(x) else { continue }
      let hit = placed(column, board, view, findings).last { $0.y <= y && y < $0.y + $0.lines.count }
      if let hit { return (column, hit.card.story.id) }
    }
    return nil
  }

  func heading(at x: Int, _ y: Int, _ now: Board.Column) -> Board.Column? {
    guard y == area.y else { return nil }
    if isWide { return Board.Column.allCases.first { columns($0).contains(x) } }
    return Board.Column(rawValue: min(2, max(0, (x - area.x) * 3 / max(1, area.width))))
  }
}

/// The board painted.
struct BoardPanel {
  let view: BrainstormView
  let board: Board
  let facts: Facts
  let findings: Findings

  func paint(on frame: inout Frame, _ area: Area) {
    let layout = BoardLayout(area)
    if layout.isWide {
      for column in Board.Column.allCases {
        frame.rule(
          layout.columns(column), y: area.y, heading: [.headline(column.title)], trailing: [.muted(count(column))],
          focused: column == view.column)
        cards(column, layout, on: &frame)
      }
      if area.height >= 26 { beside(layout, on: &frame) }
    } else {
      tabs(layout, on: &frame)
      cards(view.column, layout, on: &frame)
    }
    joint(layout, on: &frame)
  }

  private func count(_ column: Board.Column) -> String {
    let cards = board[column]
    guard column == .learned, !cards.isEmpty else { return "\(cards.count)" }
    return "\(cards.count), of them \(cards.count { $0.looked?.verdict == .held }) held"
  }

  /// One column at a time: the names of all three, a third of the width each.
  private func tabs(_ layout: BoardLayout, on frame: inout Frame) {
    let area = layout.area
    for column in Board.Column.allCases {
      let x = area.x + column.rawValue * area.width / 3
      let next = area.x + (column.rawValue + 1) * area.width / 3
      frame.rule(
        x..<next - (column == .learned ? 0 : 1), y: area.y, heading: [.headline(column.title)],
        trailing: [.muted("\(board[column].count)")], focused: column == view.column)
    }
  }

  private func cards(_ column: Board.Column, _ layout: BoardLayout, on frame: inout Frame) {
    let columns = layout.columns(column)
    let placed = layout.placed(column, board, view, findings)
    guard !placed.isEmpty else {
      frame.paragraph([.muted(empty(column))], x: columns.lowerBound + 2, y: layout.top, columns: columns.count - 3, rows: 4)
      return
    }
    let chosen = view.place(in: board, column)
    for card in placed {
      for (i, line) in card.lines.enumerated() {
        let y = card.y + i
        frame.put([card.card.story.idea.by.side.mark], x: columns.lowerBound + 1, y: y)
        frame.put(line, x: columns.lowerBound + 3, y: y, limit: columns.count - 3)
      }
      guard board[column][chosen].story.id == card.card.story.id else { continue }
      choose(columns.lowerBound..<columns.upperBound, y: card.y, focused: column == view.column, on: &frame)
    }
    let hidden = board[column].count - placed.count
    let rows = layout.rows(column, board)
    if hidden > 0, let last = placed.last, last.y + last.lines.count < rows.upperBound {
      let above = placed.first.flatMap { first in board[column].firstIndex { $0.story.id == first.card.story.id } } ?? 0
      let parts = [above > 0 ? "↑ \(above)" : "", hidden > above ? "↓ \(hidden - above)" : ""]
      frame.put(
        parts.filter { !$0.isEmpty }.joined(separator: " ") + " more", x: columns.lowerBound + 3, y: rows.upperBound - 1,
        role: .muted)
    }
  }

  private func empty(_ column: Board.Column) -> String {
    guard view.search.isEmpty else { return "None called “\(printable(view.search))”." }
    return switch column {
    case .proposed: "No idea yet: i writes one. It may be small."
    case .trying: "Nothing is being tried. T tries the chosen idea once both have voted."
    case .learned: "Nothing was looked at yet: results come here by themselves when a trial is over."
    }
  }

  /// Notes under what is tried, guesses under what was learned.
  private func beside(_ layout: BoardLayout, on frame: inout Frame) {
    let notes = layout.columns(.trying)
    var y = layout.rows(.trying, board).upperBound + 1
    frame.rule(
      notes, y: y, heading: [Span("▐", .salesMark), " ", .headline("Field notes")], trailing: [.key("n"), .muted(" add")])
    y += 1
    let all = facts.journal.notes.reversed()
    if all.isEmpty { frame.put("No note yet.", x: notes.lowerBound + 2, y: y, role: .muted) }
    let words = FieldWords(facts.journal.notes.map(\.body.text)).repeated
    let room = layout.bottom - y - (words.isEmpty ? 0 : 2)
    for note in all.prefix(max(0, room)) {
      let name = findings.metrics.first { $0.name == note.body.metric }?.heading ?? note.body.metric
      let short = cut(String(name.prefix { $0 != " " }).lowercased(), to: 12)
      frame.put([note.by.side.mark], x: notes.lowerBound + 1, y: y)
      frame.put(
        "“" + cut(note.body.text, to: notes.count - 6 - columns(of: short)) + "”", x: notes.lowerBound + 3, y: y,
        role: .quotation)
      frame.put(short, endingAt: notes.upperBound - 1, y: y, role: .muted)
      y += 1
    }
    if !words.isEmpty, y + 1 < layout.bottom {
      let line = "said again: " + Heard.repeats(Array(words.prefix(4)), width: notes.count - 16)
      frame.put(line, x: notes.lowerBound + 3, y: y + 1, role: .muted)
    }
    let learned = layout.columns(.learned)
    GuessPanel(facts: facts, findings: findings).paint(
      on: &frame, Area(columns: learned, rows: layout.rows(.learned, board).upperBound + 1..<layout.bottom))
  }

  /// One sentence for both, at the bottom.
  private func joint(_ layout: BoardLayout, on frame: inout Frame) {
    let area = layout.area
    guard area.height >= 18 else { return }
    let x = area.x + layout.margin
    var y = layout.bottom
    y = frame.paragraph(
      sentence(isWide: area.width >= 100), x: x + 2, y: y, columns: area.width - 2 * layout.margin - 3,
      rows: area.height >= 26 ? 2 : 1,
      beside: Span("█", .jointMark))
    if y < area.rows.upperBound {
      frame.put(
        area.width >= 100
          ? "An idea goes to Trying when both say yes, or when both agree to test it anyway."
          : "T tries an idea when both say yes, or agree to test it anyway.", x: x + 2, y: y, role: .muted,
        limit: area.width - 4)
    }
  }

  private func sentence(isWide: Bool) -> [Span] {
    let differing = board[.proposed].filter { $0.story.differs }
    if let first = differing.first, let m = first.story.vote(of: .marketing), let s = first.story.vote(of: .sales) {
      var line: [Span] = [
        "You differ on \(differing.count == 1 ? "one" : "\(differing.count)"): \(first.story.idea.body.sentence.lowercasedFirst). "
      ]
      let noun = OutcomeKind(rawValue: first.story.idea.body.outcome)?.noun ?? "more"
      func says(_ vote: Vote) -> String {
        vote.guess.map { "expects \(CardText.signed($0, nil, nil)) \(noun)" } ?? (vote.isFor ? "is for it" : "is against it")
      }
      guard isWide else { return line + ["What would settle it?"] }
      line += [.marketing("Marketing"), Span(" \(says(m)), "), .sales("sales"), Span(" \(says(s)). What would settle it?")]
      return line
    }
    let waiting = board[.proposed].filter { !$0.story.bothVoted }.count
    if waiting > 0 {
      return [Span("\(waiting == 1 ? "One idea waits" : "\(waiting) ideas wait") for a vote. Vote unseen, then talk?")]
    }
    if !board[.proposed].isEmpty { return ["Everything proposed is voted on. Which of them do you try first?"] }
    return ["What would you try, if it could be small?"]
  }
}

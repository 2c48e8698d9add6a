import Cells
import Journal
import Records
import Translation

/// The board: what both sides propose, try and have learned, with predictions on the record.
struct BrainstormView: View, Sendable {
  var search = ""
  var said: String?
  let isWrittenIn = true
  private(set) var column = Board.Column.proposed
  /// The chosen card of each column, by id, so that it outlives another reading.
  private var chosen: [EntryId?] = [nil, nil, nil]
  /// The chosen idea is shown with everything that became of it.
  private(set) var isOpen = false
  /// Rows of the open idea that have gone by.
  private var scrolled = 0

  let hints: [(keys: [Command], word: String)] = [
    ([.up, .down, .left, .right], "idea"), ([.newIdea], "new idea"), ([.vote], "vote, unseen"), ([.why], "open"),
    ([.tryIdea], "try it"), ([.note], "note"), ([.drop], "drop"), ([.undo], "undo"), ([.otherSide], "change side"),
    ([.help], "help"),
  ]
  let purpose =
    "What both sides propose, try and have learned. Parley writes what the translation expects of an idea; each side votes without seeing the other’s vote until both have; when a trial is over, what came stands beside what was expected."
  let commands: [Command] = [
    .up, .down, .left, .right, .pageUp, .pageDown, .first, .last, .why, .newIdea, .vote, .tryIdea, .drop, .note, .undo,
    .otherSide, .find, .copy, .back,
  ]

  func found(_ facts: Facts) -> (shown: Int, of: Int) {
    guard let findings = facts.findings else { return (0, 0) }
    let board = Board(facts, findings, search: search)
    return (board.columns.reduce(0) { $0 + $1.count }, board.of)
  }

  // MARK: What is chosen

  func board(_ facts: Facts) -> Board? { facts.findings.map { Board(facts, $0, search: search) } }

  func place(in board: Board, _ column: Board.Column) -> Int {
    board[column].firstIndex { $0.story.id == chosen[column.rawValue] } ?? 0
  }

  func selected(_ facts: Facts) -> Board.Card? {
    guard let board = board(facts) else { return nil }
    let cards = board[column]
    return cards.isEmpty ? nil : cards[place(in: board, column)]
  }

  /// Goes to an idea, wherever it stands: one that was just written.
  mutating func choose(_ id: EntryId, _ facts: Facts) {
    guard let board = board(facts) else { return }
    for column in Board.Column.allCases where board[column].contains(where: { $0.story.id == id }) {
      self.column = column
      chosen[column.rawValue] = id
    }
  }

  mutating func perform(_ command: Command, _ facts: Facts, _ area: Area) -> [Effect] {
    guard let board = board(facts) else { return [] }
    if isOpen, scroll(command, facts, area) { return [] }
    switch command {
    case .up, .down, .pageUp, .pageDown, .first, .last: move(command.steps(page: 3) ?? 0, board)
    case .left: column = column.moved(by: -1)
    case .right: column = column.moved(by: 1)
    case .why:
      isOpen = selected(facts) != nil && !isOpen
      scrolled = 0
    case .copy: return selected(facts).flatMap { card in facts.findings.map { [.copy(text(card, facts, $0))] } } ?? []
    case .otherSide, .explain, .find, .more, .less, .reset, .backwards, .earlier, .later, .otherOutcome, .addGoal, .drop,
      .decide, .sort, .translateView, .alignView, .brainstormView, .meetingView, .dataView, .meet, .present, .newIdea, .vote,
      .tryIdea,
      .note, .undo, .otherWriter, .keepAgain, .readAgain, .keepMapping, .reveal, .changes, .theme, .palette, .help, .redraw,
      .suspend, .back, .stop, .quit:
      break
    }
    return []
  }

  /// In an open idea the pages are its own; ↑ and ↓ go on to the next idea.
  private mutating func scroll(_ command: Command, _ facts: Facts, _ area: Area) -> Bool {
    guard let findings = facts.findings, let card = selected(facts) else { return false }
    let most = IdeaPage(card: card, facts: facts, findings: findings).hidden(in: area)
    let page = max(1, area.height - 4)
    switch command {
    case .pageUp: scrolled = max(0, scrolled - page)
    case .pageDown: scrolled = min(most, scrolled + page)
    case .first: scrolled = 0
    case .last: scrolled = most
    case .up, .down, .left, .right:
      scrolled = 0
      return false
    default: return false
    }
    return true
  }

  /// Closes the open idea; false when none is.
  mutating func close() -> Bool {
    defer { isOpen = false }
    return isOpen
  }

  private mutating func move(_ step: Int, _ board: Board) {
    let cards = board[column]
    guard !cards.isEmpty else { return }
    chosen[column.rawValue] = cards[max(0, min(cards.count - 1, place(in: board, column) + step))].story.id
  }

  private func text(_ card: Board.Card, _ facts: Facts, _ findings: Findings) -> String {
    IdeaPage(card: card, facts: facts, findings: findings).lines(width: 92).map(\.plain).joined(separator: "\n")
  }

  mutating func point(at x: Int, _ y: Int, wheel: Int?, _ facts: Facts, _ area: Area) -> Bool {
    guard let findings = facts.findings, let board = board(facts) else { return false }
    let layout = BoardLayout(area)
    if isOpen {
      if let wheel {
        let card = selected(facts)
        let most = card.map { IdeaPage(card: $0, facts: facts, findings: findings).hidden(in: area) } ?? 0
        scrolled = max(0, min(most, scrolled + wheel))
      } else if y == area.y {
        // The heading says how to go back, and is a way back.
        isOpen = false
      }
      return true
    }
    if let wheel {
      // The column under the pointer.
      if layout.isWide, let under = Board.Column.allCases.first(where: { layout.columns($0).contains(x) }) { column = under }
      move(wheel, board)
      return true
    }
    guard let hit = layout.card(at: x, y, board, self, findings) else {
      // A heading of a column.
      guard let column = layout.heading(at: x, y, column) else { return false }
      self.column = column
      return true
    }
    // A second click opens what the first one chose.
    isOpen = hit.column == column && selected(facts)?.story.id == hit.id && chosen[column.rawValue] == hit.id
    scrolled = 0
    column = hit.column
    chosen[column.rawValue] = hit.id
    return true
  }

  func paint(on frame: inout Frame, _ area: Area, _ facts: Facts) {
    guard let findings = facts.findings, let board = board(facts) else {
      Waiting.paint(on: &frame, area, facts)
      return
    }
    if isOpen, let card = selected(facts) {
      IdeaPage(card: card, facts: facts, findings: findings).paint(on: &frame, area, scrolled: scrolled)
    } else {
      BoardPanel(view: self, board: board, facts: facts, findings: findings).paint(on: &frame, area)
    }
  }
}

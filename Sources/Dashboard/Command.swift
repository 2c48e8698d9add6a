/// What the user means, whatever key says it. Help, hint line, palette, `parley keys` and the README's table come from here.
package enum Command: String, CaseIterable, Sendable {
  case up, down, left, right
  case pageUp = "page-up"
  case pageDown = "page-down"
  case first, last
  case otherSide = "other-side"
  case why
  case explain
  case find
  case more, less, reset
  case backwards
  case earlier, later
  case otherOutcome = "other-outcome"
  case addGoal = "add-goal"
  case drop
  case decide
  case sort
  case translateView = "translate"
  case alignView = "align"
  case brainstormView = "brainstorm"
  case meetingView = "meeting"
  case dataView = "data"
  case meet
  case present
  case newIdea = "new-idea"
  case vote
  case tryIdea = "try"
  case note
  case undo
  case otherWriter = "other-writer"
  case keepAgain = "keep-again"
  case readAgain = "read-again"
  case keepMapping = "keep-mapping"
  case reveal
  case changes
  case copy
  case theme
  case palette
  case help
  case redraw
  case suspend
  case back
  case stop
  case quit

  /// What it does, as help says it.
  package var sentence: String {
    switch self {
    case .up: "the row above"
    case .down: "the row below"
    case .left: "marketing’s side; in a file, the part before; among ideas, the column before"
    case .right: "sales’ side; in a file, the next part; among ideas, the next column"
    case .pageUp: "a page up"
    case .pageDown: "a page down"
    case .first: "the first row"
    case .last: "the last row"
    case .otherSide: "the other side; on a page, the next part"
    case .why: "why: the evidence behind it"
    case .explain: "the method behind it: the article"
    case .find: "find a metric, an outcome or a file"
    case .more: "what if: plan more of the metric; backwards: ask for more; data: another meaning"
    case .less: "what if: plan less of it; backwards: ask for less; data: the meaning before"
    case .reset: "what if: back to today’s volume; data: take an answer back"
    case .backwards: "what more of the outcome would take: backwards"
    case .earlier: "backwards: a month earlier; align: the room ends earlier, or fewer leave"
    case .later: "backwards: a month later; align: the room ends later, or more leave"
    case .otherOutcome: "backwards: another outcome"
    case .addGoal: "align: add a goal"
    case .drop: "drop a goal or an idea; data: leave out, ignore, keep apart"
    case .decide: "write down: what is turned or tried; in the meeting, a decision"
    case .sort: "sort the metrics another way"
    case .translateView: "what a number means for the other side"
    case .alignView: "goals of both, room, conflicts, promises"
    case .meetingView: "the meeting: agenda, decisions, minutes"
    case .brainstormView: "ideas of both sides, tried and looked at"
    case .dataView: "the files, what was read, what was refused"
    case .meet: "open the meeting, and go on in it"
    case .present: "one translation, big, for a projector; again: back"
    case .newIdea: "write an idea about what is chosen"
    case .vote: "vote on the idea, unseen; in the meeting, say what was done"
    case .tryIdea: "try the idea from a day to a day"
    case .note: "pin a sentence to the metric"
    case .undo: "take back what your side wrote last"
    case .otherWriter: "write as the other side"
    case .keepAgain: "write again what could not be written"
    case .readAgain: "read the folder again"
    case .keepMapping: "keep the mapping in parley.toml"
    case .reveal: "data: show values in full, or hide them again"
    case .changes: "what changed in the files since the last reading"
    case .copy: "copy what is selected, as text"
    case .theme: "another theme"
    case .palette: "every command by name"
    case .help: "this help"
    case .redraw: "paint the screen afresh"
    case .suspend: "put Parley to sleep; fg wakes it"
    case .back: "back, close, undo a search"
    case .stop: "stop reading; when nothing is read, quit"
    case .quit: "quit"
    }
  }

  /// One or two words for the hint line.
  package var hint: String {
    switch self {
    case .up, .down, .pageUp, .pageDown, .first, .last: "row"
    case .left, .right, .otherSide: "side"
    case .why: "why"
    case .explain: "method"
    case .find: "find"
    case .more, .less: "what if"
    case .reset: "reset"
    case .backwards: "back"
    case .earlier, .later: "by when"
    case .otherOutcome: "outcome"
    case .addGoal: "add goal"
    case .drop: "drop"
    case .decide: "write down"
    case .sort: "sort"
    case .translateView: "translate"
    case .alignView: "align"
    case .brainstormView: "brainstorm"
    case .meetingView: "meeting"
    case .dataView: "data"
    case .newIdea: "new idea"
    case .present: "present"
    case .meet: "meeting"
    case .vote: "vote"
    case .tryIdea: "try it"
    case .note: "note"
    case .undo: "undo"
    case .otherWriter: "other side"
    case .keepAgain: "keep again"
    case .readAgain: "read again"
    case .keepMapping: "keep mapping"
    case .reveal: "show values"
    case .changes: "what changed"
    case .copy: "copy"
    case .theme: "theme"
    case .palette: "commands"
    case .help: "help"
    case .redraw: "repaint"
    case .suspend: "sleep"
    case .back: "back"
    case .stop: "stop reading"
    case .quit: "quit"
    }
  }
}

/// Which keys say which command: one list for everything that shows or obeys keys.
package enum Keymap {
  package struct Binding: Sendable {
    package var command: Command
    package var keys: [Key]
  }

  package static let bindings: [Binding] = [
    Binding(command: .up, keys: [.up, .character("k")]),
    Binding(command: .down, keys: [.down, .character("j")]),
    Binding(command: .left, keys: [.left, .character("h")]),
    Binding(command: .right, keys: [.right, .character("l")]),
    Binding(command: .otherSide, keys: [.tab, .backTab]),
    Binding(command: .pageUp, keys: [.pageUp, .control("b")]),
    Binding(command: .pageDown, keys: [.pageDown, .control("f"), .character(" ")]),
    Binding(command: .first, keys: [.home, .character("g")]),
    Binding(command: .last, keys: [.end, .character("G")]),
    Binding(command: .why, keys: [.enter, .character("w")]),
    Binding(command: .explain, keys: [.character("e")]),
    Binding(command: .find, keys: [.character("/")]),
    Binding(command: .more, keys: [.character("+"), .character("=")]),
    Binding(command: .less, keys: [.character("-")]),
    Binding(command: .reset, keys: [.character("0")]),
    Binding(command: .backwards, keys: [.character("b")]),
    Binding(command: .earlier, keys: [.character("[")]),
    Binding(command: .later, keys: [.character("]")]),
    Binding(command: .otherOutcome, keys: [.character("o")]),
    Binding(command: .addGoal, keys: [.character("a")]),
    Binding(command: .drop, keys: [.character("x")]),
    Binding(command: .decide, keys: [.character("d")]),
    Binding(command: .sort, keys: [.character("s")]),
    Binding(command: .translateView, keys: [.character("1")]),
    Binding(command: .alignView, keys: [.character("2")]),
    Binding(command: .brainstormView, keys: [.character("3")]),
    Binding(command: .meetingView, keys: [.character("4")]),
    Binding(command: .meet, keys: [.character("m")]),
    Binding(command: .present, keys: [.character("p")]),
    Binding(command: .dataView, keys: [.character("5")]),
    Binding(command: .newIdea, keys: [.character("i")]),
    Binding(command: .vote, keys: [.character("v")]),
    Binding(command: .tryIdea, keys: [.character("T")]),
    Binding(command: .note, keys: [.character("n")]),
    Binding(command: .undo, keys: [.character("u")]),
    Binding(command: .otherWriter, keys: [.character("W")]),
    Binding(command: .keepAgain, keys: [.character("K")]),
    Binding(command: .readAgain, keys: [.character("r")]),
    Binding(command: .keepMapping, keys: [.character("M")]),
    Binding(command: .reveal, keys: [.character("V")]),
    Binding(command: .changes, keys: [.character("c")]),
    Binding(command: .copy, keys: [.character("y")]),
    Binding(command: .theme, keys: [.character("t")]),
    Binding(command: .palette, keys: [.character(":")]),
    Binding(command: .help, keys: [.character("?"), .function(1)]),
    Binding(command: .redraw, keys: [.control("l")]),
    Binding(command: .suspend, keys: [.control("z")]),
    Binding(command: .back, keys: [.escape, .backspace]),
    Binding(command: .stop, keys: [.control("c")]),
    Binding(command: .quit, keys: [.character("q")]),
  ]

  package static func command(for key: Key) -> Command? {
    bindings.first { $0.keys.contains(key) }?.command
  }

  package static func keys(for command: Command) -> [Key] {
    bindings.first { $0.command == command }?.keys ?? []
  }
}

extension Command {
  /// Rows or lines to move by, `page` of them being one screenful; `nil`: it moves nothing. To the first and to the last it is further
  /// than any list is long.
  func steps(page: Int) -> Int? {
    switch self {
    case .up: -1
    case .down: 1
    case .pageUp: -page
    case .pageDown: page
    case .first: -1_000_000
    case .last: 1_000_000
    default: nil
    }
  }
}

extension CaseIterable where Self: RawRepresentable, RawValue == Int {
  /// The case so many steps on, and from the last back to the first.
  func turned(by step: Int) -> Self {
    let count = Self.allCases.count
    return Self(rawValue: ((rawValue + step) % count + count) % count) ?? self
  }

  /// The case so many steps on, no further than the first and the last.
  func moved(by step: Int) -> Self {
    Self(rawValue: max(0, min(Self.allCases.count - 1, rawValue + step))) ?? self
  }
}

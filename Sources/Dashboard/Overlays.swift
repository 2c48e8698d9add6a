import Cells

/// What lies on top of a view: help, the command palette, the choice of a theme.
enum Overlay: Sendable {
  case help(scrolled: Int)
  case palette(search: String, selected: Int)
  case themes(selected: Int)
  case form(Form)
}

/// Every command that can be given here, for the palette: searched by its words.
func paletteCommands(_ search: String, _ view: some View) -> [Command] {
  let global: [Command] = [
    .translateView, .alignView, .brainstormView, .meetingView, .dataView, .changes, .meet, .present, .newIdea, .note, .undo,
    .otherWriter, .theme,
    .readAgain, .help,
    .redraw, .suspend, .quit,
  ]
  let found = (view.commands + global.filter { !view.commands.contains($0) }).map { command in
    (command: command, words: Overlay.meaning(command, in: view))
  }
  .filter { matches($0.words + " " + $0.command.rawValue, search) }
  // Whoever types the name of a command means that one, not one whose sentence holds the letters somewhere.
  let isNamed = { (command: Command) in !search.isEmpty && command.rawValue.hasPrefix(search.lowercased()) }
  return (found.filter { isNamed($0.command) } + found.filter { !isNamed($0.command) }).map(\.command)
}

extension Overlay {
  func paint(on frame: inout Frame, view: some View, title: String, themes: [String], theme: String, facts: Facts) {
    switch self {
    case .help(let scrolled): Overlay.help(on: &frame, view: view, title: title, scrolled: scrolled)
    case .palette(let search, let selected):
      Overlay.palette(on: &frame, view: view, search: search, selected: selected)
    case .form(let form): form.paint(on: &frame, preview: form.preview(facts))
    case .themes(let selected): Overlay.themes(on: &frame, themes, selected: selected, now: theme)
    }
  }

  /// The lines of help at a width: purpose, keys of the view, keys everywhere, grades, marks.
  static func helpLines(_ view: some View, columns: Int) -> [[Span]] {
    var lines = wrap([.text(view.purpose)], to: columns)
    lines.append([])
    let everywhere: [Command] = [
      .translateView, .alignView, .brainstormView, .meetingView, .dataView, .changes, .meet, .present, .newIdea, .note, .undo,
      .otherWriter,
      .keepAgain, .theme,
      .palette, .help, .back, .readAgain, .redraw, .suspend, .stop,
      .quit,
    ]
    let keys = (view.commands + everywhere.filter { !view.commands.contains($0) }).map { command -> [Span] in
      let labels = Keymap.keys(for: command).map(\.label).joined(separator: " ")
      return [.key(padded(labels, to: 19)), .text(meaning(command, in: view))]
    }
    let grades: [[Span]] = [
      [.headline("How sure a sentence is")],
      [Span("A", .gradeA), .text("  brings          tested: we tried it and it held")],
      [Span("B", .gradeB), .text("  is followed by  tracked, and it predicts the past")],
      [Span("C", .gradeC), .text("  goes with       may be something else")],
      [Span("D", .gradeD), .text("  cannot be told  too little to say yet")],
      [Span("N", .gradeN), .text("  has not moved   we would probably have seen it")],
      [Span("X", .gradeX), .text("  misleads        the count cannot be trusted")],
      [],
      [.headline("Marks")],
      [
        Span("▌", .marketingMark), .text(" marketing   "), Span("▐", .salesMark), .text(" sales   "), Span("█", .jointMark),
        .text(" both"),
      ],
      [Span("░ ┈", .unfinished), .text(" not finished, not yet, nobody was there")],
      [Span("┊", .marker), .text(" how old the newest month is")],
      [.text("(2–6) nine in ten times between")],
    ]
    let left = keys.map(\.columns).max() ?? 0
    if columns >= left + 4 + (grades.map(\.columns).max() ?? 0) {
      for row in 0..<max(keys.count, grades.count) {
        var line = row < keys.count ? keys[row] : []
        if row < grades.count {
          line.append(Span(String(repeating: " ", count: left + 4 - line.columns)))
          line += grades[row]
        }
        lines.append(line)
      }
    } else {
      lines += keys + [[]] + grades
    }
    return lines
  }

  /// What a key does in this view: of a sentence that speaks of several views only what is said of this one.
  static func meaning(_ command: Command, in view: some View) -> String {
    let all = [
      "what if: ", "backwards: ", "data: ", "align: ", "in a file, ", "on a page, ", "in the meeting, ", "among ideas, ",
    ]
    let own: [String] =
      switch view {
      case is DataView: ["data: ", "in a file, ", "on a page, "]
      case is BackView: ["backwards: "]
      case is AlignView: ["align: "]
      case is MeetingView: ["in the meeting, "]
      case is BrainstormView: ["among ideas, "]
      case is WhyView, is ArticleView: ["on a page, "]
      default: ["what if: "]
      }
    let word = view.hints.first { $0.keys.contains(command) }?.word
    // ⏎ is *why* only where there is a why.
    if command == .why, let word { return word == "why" ? command.sentence : word }
    let parts = command.sentence.parts(by: "; ")
    for context in own {
      if let part = parts.first(where: { $0.hasPrefix(context) }) {
        return context == "what if: " ? part : String(part.dropFirst(context.count))
      }
    }
    let common = parts.filter { part in !all.contains { part.hasPrefix($0) } }
    return common.isEmpty ? word ?? command.sentence : common.joined(separator: "; ")
  }

  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - columns(of: text)))
  }

  static func helpRoom(_ frame: Area) -> (columns: Int, rows: Int) {
    let columns = min(frame.width - 6, 112)
    return (columns - 2, frame.height - 4)
  }

  private static func help(on frame: inout Frame, view: some View, title: String, scrolled: Int) {
    let room = helpRoom(frame.area)
    let lines = helpLines(view, columns: room.columns)
    let rows = min(room.rows, lines.count)
    let start = max(0, min(scrolled, lines.count - rows))
    var footer: [Span] = []
    if lines.count > rows { footer += [.key("↑↓"), " \(start + rows) of \(lines.count)  "] }
    footer += [.key("esc"), " close"]
    let area = frame.overlay(
      width: room.columns + 4, height: rows + 2, title: [Span(title)], footer: footer)
    for (i, line) in lines[start..<start + rows].enumerated() {
      frame.put(line, x: area.x + 1, y: area.y + i, limit: area.width - 2)
    }
  }

  private static func palette(on frame: inout Frame, view: some View, search: String, selected: Int) {
    let commands = paletteCommands(search, view)
    let rows = min(max(1, commands.count), frame.height - 6)
    let area = frame.overlay(
      width: min(72, frame.width), height: rows + 4, title: ["Every command"],
      footer: [.key("↑↓"), " choose  ", .key("⏎"), " do it  ", .key("esc"), " close"])
    frame.put([.key(": "), Span(search, .input), Span(" ", .cursor)], x: area.x + 1, y: area.y, limit: area.width - 2)
    frame.put("\(commands.count)", endingAt: area.columns.upperBound - 2, y: area.y, role: .muted)
    frame.rule(area.columns, y: area.y + 1)
    let at = max(0, min(selected, commands.count - 1))
    for (row, index) in visibleRows(selected: at, count: commands.count, room: rows).enumerated() {
      let y = area.y + 2 + row
      frame.put(cut(meaning(commands[index], in: view), to: area.width - 14), x: area.x + 3, y: y, role: .text)
      frame.put(Keymap.keys(for: commands[index]).first?.label ?? "", endingAt: area.columns.upperBound - 2, y: y, role: .key)
      if index == at { choose(area.x + 1..<area.columns.upperBound - 1, y: y, focused: true, on: &frame) }
    }
    if commands.isEmpty { frame.put("No command is called that.", x: area.x + 3, y: area.y + 2, role: .muted) }
  }

  private static func themes(on frame: inout Frame, _ themes: [String], selected: Int, now: String) {
    let rows = min(max(1, themes.count), frame.height - 4)
    let area = frame.overlay(
      width: min(40, frame.width), height: rows + 2, title: ["Theme"],
      footer: [.key("⏎"), " take it  ", .key("esc"), " close"])
    for (row, index) in visibleRows(selected: selected, count: themes.count, room: rows).enumerated() {
      let y = area.y + row
      frame.put(cut(themes[index], to: area.width - 12), x: area.x + 3, y: y, role: .text)
      if themes[index] == now { frame.put("now", endingAt: area.columns.upperBound - 2, y: y, role: .muted) }
      if index == selected { choose(area.x + 1..<area.columns.upperBound - 1, y: y, focused: true, on: &frame) }
    }
  }
}

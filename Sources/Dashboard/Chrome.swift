import Cells
import Journal
import Records
import Translation

/// The furniture around every view: the line at the top, the hints at the bottom, and what stands instead when a pane is too small.
enum Chrome {
  static let leastColumns = 40
  static let leastRows = 12

  /// Where the view lies between the furniture.
  static func body(_ frame: Area) -> Area {
    let top = frame.height >= 28 && frame.width >= 72 ? 2 : 1
    return Area(columns: frame.columns, rows: top..<max(top, frame.height - 1))
  }

  static func margin(_ width: Int) -> Int { width >= 100 ? 1 : 0 }

  static func top(on frame: inout Frame, _ facts: Facts, active: ViewName) {
    let width = frame.width
    let margin = margin(width)
    let right = asOf(facts, width: width)
    if width < 72 {
      frame.put("\(active.key) \(active.title)", x: 0, y: 0, role: .tabActive)
      frame.put(right, endingAt: width - 1, y: 0, role: .muted)
      return
    }
    var x = margin + frame.put("Parley", x: margin, y: 0, role: .headline)
    if width >= 100 {
      x += 2
      x += frame.put(cut(facts.company, to: width / 5), x: x, y: 0, role: .muted)
    }
    x += width >= 100 ? 4 : 3
    let underlined = frame.height >= 28
    if underlined { frame.rule(0..<width, y: 1) }
    for name in ViewName.allCases {
      let isActive = name == active
      let mark = isActive && !underlined ? "▸" : " "
      let start = x
      x += frame.put("\(name.key)", x: x, y: 0, role: .key)
      x += frame.put(mark, x: x, y: 0, role: isActive && !underlined ? .tabActive : .muted)
      x += frame.put(name.title, x: x, y: 0, role: isActive ? .tabActive : .muted)
      if isActive, underlined {
        for column in max(0, start - 1)...min(x, width - 1) { frame.put("━", x: column, y: 1, role: .borderFocused) }
      }
      x += width >= 150 ? 4 : 2
    }
    if x + right.columns + 1 < width - margin { frame.put(right, endingAt: width - 1 - margin, y: 0) }
  }

  private static func asOf(_ facts: Facts, width: Int) -> [Span] {
    if let progress = facts.progress {
      let count = progress.files.count
      return [.muted(count == 0 ? "reading" : "reading \(count) \(count == 1 ? "file" : "files")")]
    }
    guard let findings = facts.findings else { return [.muted("no date yet")] }
    let day = findings.cutoff
    if day == Day(number: 0) { return [.muted("no date yet")] }
    if facts.isRefining { return [.warning("refining"), .muted(width < 72 ? "" : " · to \(Numbers.date(day, today: day))")] }
    if width < 72 { return [.muted("to \(Numbers.date(day, today: day))")] }
    var text = "to \(Numbers.fullDate(day))"
    if width >= 100, day.weekday != 6 { text += " · \(day.weekday + 1) of 7 days" }
    if width >= 150, day.weekday != 6 { text = "to \(Numbers.fullDate(day)) · the week has \(day.weekday + 1) of 7 days" }
    return [.muted(text)]
  }

  static func bottom(
    on frame: inout Frame, _ facts: Facts, hints: [(keys: [Command], word: String)], notice: String?, writer: Author?
  ) {
    let y = frame.height - 1
    let margin = margin(frame.width)
    if let notice {
      self.notice(notice, on: &frame)
      return
    }
    let right = writer.map { written($0, facts, width: frame.width) } ?? summary(facts, width: frame.width)
    let room = frame.width - 2 * margin - (right.isEmpty ? 0 : right.columns + 2)
    var x = margin
    // In a split pane there is no room for what arrows do anyway.
    let arrows: [Command] = [.up, .down, .left, .right]
    let isArrows = { (hint: (keys: [Command], word: String)) in hint.keys.allSatisfy { arrows.contains($0) } }
    let ordered = hints.filter { !isArrows($0) } + hints.filter(isArrows)
    for hint in frame.width < 72 ? ordered : hints {
      let keys = hint.keys.compactMap { Keymap.keys(for: $0).first?.label }.joined()
      let length = columns(of: keys) + 1 + columns(of: hint.word)
      guard x - margin + length <= room else { continue }
      x += frame.put(keys, x: x, y: y, role: .key)
      x += frame.put(" " + hint.word, x: x, y: y, role: .muted) + 2
    }
    if !right.isEmpty { frame.put(right, endingAt: frame.width - 1 - margin, y: y) }
  }

  /// A sentence in the last rows, and nothing beside it: what to do stands at its end, so it takes as many rows as it needs, up to four.
  static func notice(_ text: String, on frame: inout Frame) {
    let margin = margin(frame.width)
    let width = frame.width - 2 * margin
    let shown: [Span] = [Span(withoutFolders(text, room: width), .warning)]
    // What fits is put as it is, with the blanks it has.
    let rows = shown.columns <= width ? 1 : min(wrap(shown, to: width).count, 4)
    let top = frame.height - rows
    frame.clear(Area(columns: 0..<frame.width, rows: top..<frame.height))
    if rows == 1 {
      frame.put(shown, x: margin, y: top, limit: width)
    } else {
      frame.paragraph(shown, x: margin, y: top, columns: width, rows: rows)
    }
  }

  /// *…/deals.csv: what to do*: of a long path its end says which file is meant.
  private static func withoutFolders(_ text: String, room: Int) -> String {
    guard columns(of: text) > room, let colon = text.firstRange(of: ": ")?.lowerBound,
      let slash = text[..<colon].lastIndex(of: "/"), slash != text.startIndex
    else { return text }
    return "…" + text[slash...]
  }

  /// Who writes here, and how that is changed.
  private static func written(_ writer: Author, _ facts: Facts, width: Int) -> [Span] {
    if case .readOnly = facts.keeping { return [.warning("read only")] }
    let side = [writer.side.mark, Span(width < 72 ? "" : " \(writer.side.rawValue)", writer.side.role)]
    guard width >= 100 else { return side }
    let key = Keymap.keys(for: .otherWriter).first?.label ?? ""
    return [.muted("you write as ")] + side + [.muted(" · "), .key(key), .muted(" changes")]
  }

  private static func summary(_ facts: Facts, width: Int) -> [Span] {
    guard facts.findings != nil, width >= 72 else { return [] }
    let refused = facts.refused
    let rows = Span(
      "\(Numbers.count(refused)) \(width < 100 ? "refused" : refused == 1 ? "row refused" : "rows refused")",
      refused > 0 ? .warning : .muted)
    if width < 100 { return refused > 0 ? [rows] : [] }
    let files = "\(facts.files.count) \(facts.files.count == 1 ? "file" : "files")"
    if width < 150 { return [.muted("\(files) · "), rows] }
    return [.muted("\(files) · \(Numbers.count(facts.rows)) rows · "), rows]
  }

  /// What is needed, and by how much it is missing.
  static func tooSmall(on frame: inout Frame) {
    let width = frame.width
    let lines = [
      "Parley needs \(leastColumns) × \(leastRows).", "",
      "This pane is \(width) × \(frame.height):",
      missing(width, frame.height), "", "q quit",
    ]
    let top = frame.height >= lines.count + 2 ? 1 : 0
    for (i, line) in lines.enumerated() where top + i < frame.height {
      frame.put(line, x: width > 28 ? 1 : 0, y: top + i, role: i == 0 ? .headline : .muted, limit: width)
    }
  }

  private static func missing(_ width: Int, _ height: Int) -> String {
    func plural(_ n: Int, _ word: String) -> String { "\(n) \(word)\(n == 1 ? "" : "s")" }
    var parts: [String] = []
    if width < leastColumns { parts.append(plural(leastColumns - width, "column")) }
    if height < leastRows { parts.append(plural(leastRows - height, "row")) }
    return parts.joined(separator: " and ") + " more."
  }
}

extension Chrome {
  /// What is being typed after `/`, and how much it leaves.
  static func prompt(_ text: String, _ found: (shown: Int, of: Int), on frame: inout Frame) {
    let y = frame.height - 1
    let margin = margin(frame.width)
    // Of a long search its end is seen: that is where one types.
    let room = max(4, frame.width - 30)
    let text = text.unicodeScalars.count > room ? "…" + String(text.unicodeScalars.suffix(room - 1)) : text
    let used = frame.put([.key("/"), Span(text, .input), Span(" ", .cursor)], x: margin, y: y, limit: frame.width - 14)
    frame.cursor = Frame.Place(x: min(frame.width - 1, margin + used - 1), y: y)
    frame.put(
      [.muted("\(found.shown) of \(found.of)  "), .key("⏎"), .muted(" keep  "), .key("esc"), .muted(" all")],
      endingAt: frame.width - 1 - margin, y: y)
  }
}

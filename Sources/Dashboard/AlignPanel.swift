import Cells
import Records
import Translation

/// Align on the screen: goals of both sides, the sentence, what arrives against room, the room and the fixes beside it, and below keep or
/// win, promises, who waits.
struct AlignPanel {
  let view: AlignView
  let answer: AlignAnswer
  let facts: Facts

  var wording: AlignWording { AlignWording(answer) }
  var outlook: Outlook { answer.outlook }

  /// Leads a week of one person, where a file of plans says how many there are.
  static func person(_ outlook: Outlook) -> Double? {
    guard let heads = outlook.plannedHeads, heads > 0, let room = outlook.planned.last?.room, room > 0 else { return nil }
    return room / heads
  }

  /// Where the parts lie at this size.
  struct Layout {
    let columns: Range<Int>
    let isNarrow: Bool
    let goals: Area
    let left: Range<Int>
    let right: Range<Int>
    let sentence: Range<Int>
    let chart: Area
    let room: Area
    let fixes: Area
    let bottom: [Area]
    /// Renewals and selection, where there is room.
    let customers: Area
    let question: Int

    init(_ area: Area, goals count: Int, hasSentence: Bool) {
      let margin = Chrome.margin(area.width)
      columns = area.x + margin..<area.x + area.width - margin
      isNarrow = area.width < 110 || area.height < 27
      let gutter = isNarrow ? 1 : 3
      let middle = columns.lowerBound + columns.count / 2
      left = columns.lowerBound..<middle - gutter / 2
      right = middle + (gutter + 1) / 2..<columns.upperBound
      let spare = max(0, area.height - (isNarrow ? 22 : 29))
      // A tall screen tells of the customers, too: the chart says no more in forty rows than in twenty.
      let told = spare >= 14 ? 7 : 0
      let goalRows = min(max(count, isNarrow ? 2 : 3), (isNarrow ? 2 : 3) + spare / 3)
      goals = Area(columns: columns, rows: area.y..<area.y + 1 + goalRows)
      let lines = isNarrow ? 3 : 3
      let first = goals.rows.upperBound + (isNarrow ? 0 : 1)
      sentence = first..<first + lines
      let below = isNarrow ? 4 : 6
      question = area.rows.upperBound - 1
      customers = Area(columns: columns, rows: question - told..<question)
      let bottomRows = below + min(4, spare / 3)
      let bottomTop = question - (isNarrow ? 0 : 1) - bottomRows - told
      let chartTop = sentence.upperBound + (isNarrow ? 0 : 1)
      let split = isNarrow ? columns.upperBound - 30 : columns.upperBound - 40
      chart = Area(
        columns: columns.lowerBound..<split - gutter, rows: chartTop..<max(chartTop + 3, bottomTop - (isNarrow ? 0 : 1)))
      let roomRows = isNarrow ? 3 : 5
      room = Area(columns: split..<columns.upperBound, rows: chartTop..<chartTop + roomRows)
      fixes = Area(
        columns: split..<columns.upperBound, rows: min(chartTop + roomRows, chart.rows.upperBound)..<chart.rows.upperBound)
      let whole = columns
      let third = (whole.count - 2 * gutter) / 3
      bottom = (0..<3).map { at in
        let start = whole.lowerBound + at * (third + gutter)
        return Area(columns: start..<(at == 2 ? whole.upperBound : start + third), rows: bottomTop..<bottomTop + bottomRows)
      }
    }
  }

  func layout(_ area: Area) -> Layout {
    let counts = [AlignView.Part.marketing, .sales].map { AlignView.goals($0, facts).count }
    return Layout(area, goals: counts.max() ?? 0, hasSentence: true)
  }

  static func isMini(_ area: Area) -> Bool { area.width < 72 || area.height < 20 }

  /// The part, and the row of it, at a cell.
  func part(at x: Int, _ y: Int, _ area: Area) -> (part: AlignView.Part, row: Int?)? {
    guard !Self.isMini(area) else { return nil }
    let layout = layout(area)
    func within(_ area: Area) -> Bool { area.columns.contains(x) && area.rows.contains(y) }
    if within(layout.goals) { return (x < layout.right.lowerBound ? .marketing : .sales, y - layout.goals.y - 1) }
    if within(layout.fixes) { return (.fixes, y - layout.fixes.y - 1) }
    if within(layout.room) || within(layout.chart) { return (.room, nil) }
    if within(layout.bottom[0]) { return (.keep, nil) }
    return within(layout.bottom[1]) || within(layout.bottom[2]) ? (.promises, nil) : nil
  }

  func paint(on frame: inout Frame, _ area: Area) {
    if Self.isMini(area) {
      mini(on: &frame, area)
      return
    }
    let layout = layout(area)
    goals(.marketing, on: &frame, layout.left, layout)
    goals(.sales, on: &frame, layout.right, layout)
    sentence(on: &frame, layout)
    chart(on: &frame, layout.chart, layout)
    room(on: &frame, layout.room)
    fixes(on: &frame, layout.fixes)
    keep(on: &frame, layout.bottom[0], isNarrow: layout.isNarrow)
    promises(on: &frame, layout.bottom[1], isNarrow: layout.isNarrow)
    waiting(on: &frame, layout.bottom[2])
    customers(on: &frame, layout.customers)
    let question = cut(wording.question(short: layout.isNarrow), to: layout.columns.count - 2)
    frame.put([Span("█", .jointMark), " ", .joint(question)], x: layout.columns.lowerBound, y: layout.question)
  }

  // MARK: Goals

  private func goals(_ part: AlignView.Part, on frame: inout Frame, _ columns: Range<Int>, _ layout: Layout) {
    let isMarketing = part == .marketing
    let y = layout.goals.y
    let goals = AlignView.goals(part, facts)
    let isTight = columns.count < 70
    let title = isTight || goals.isEmpty ? "goals" : "goals, \(span(goals))"
    let rows = layout.goals.rows.count - 1
    let seen = visibleRows(selected: min(view.row(part), max(0, goals.count - 1)), count: goals.count, room: rows)
    let (above, below) = (seen.first ?? 0, goals.count - 1 - (seen.last ?? goals.count - 1))
    let hidden = (above > 0 ? " ↑ \(above)" : "") + (below > 0 ? " ↓ \(below)" : "")
    // In a narrow pane what is hidden takes the place of a word.
    let whose = (isMarketing ? "Marketing" : "Sales") + (layout.isNarrow && !hidden.isEmpty ? "" : " \(title)")
    frame.rule(
      columns, y: y,
      heading: (isMarketing
        ? [Span("▌", .marketingMark), " ", .marketing(whose)] : [Span("▐", .salesMark), " ", .sales(whose)])
        + [.muted(hidden)], focused: view.part == part)
    let verdictAt = columns.upperBound - 10
    let rangeEnd = layout.isNarrow ? nil : verdictAt - 3
    let goalColumn = (rangeEnd.map { $0 - (isTight ? 12 : 15) } ?? verdictAt - 2)
    let nowColumn = goalColumn - (isTight ? 7 : 9)
    if !goals.isEmpty {
      frame.columnHeading("now", endingAt: nowColumn, y: y)
      frame.columnHeading("goal", endingAt: goalColumn, y: y)
      if let rangeEnd { frame.columnHeading("expected", endingAt: rangeEnd, y: y) }
    }
    guard !goals.isEmpty else {
      frame.put([.muted("none yet · "), .key("a"), .muted(" adds one")], x: columns.lowerBound + 2, y: y + 1)
      return
    }
    let selected = min(view.row(part), goals.count - 1)
    for (line, place) in seen.enumerated() {
      let aim = facts.aims[goals[place]].aim
      guard answer.alignment.standings.indices.contains(goals[place]) else { continue }
      let standing = answer.alignment.standings[goals[place]]
      let row = y + 1 + line
      let name = AlignWording.name(aim.measure, narrow: isTight)
      frame.put(
        cut(name, to: nowColumn - columns.lowerBound - (isTight ? 7 : 9)), x: columns.lowerBound + 2, y: row, role: .text)
      frame.put(wording.value(standing.now, aim.measure), endingAt: nowColumn, y: row, role: .muted)
      frame.put((aim.isFloor ? "" : "≤") + wording.value(aim.value, aim.measure), endingAt: goalColumn, y: row, role: .marker)
      if let rangeEnd { frame.put(wording.range(standing.expected, aim.measure), endingAt: rangeEnd, y: row, role: .text) }
      frame.put([AlignWording.verdict(standing, aim: aim)], x: verdictAt, y: row)
      if place == selected, view.part == part { choose(columns, y: row, focused: true, on: &frame) }
    }
  }

  /// `Nov – Jan`.
  private func span(_ goals: [Int]) -> String {
    let aims = goals.map { facts.aims[$0].aim }
    guard let from = aims.map(\.from).min(), let to = aims.map(\.to).max() else { return "" }
    let (first, last) = (Numbers.months[from.parts.month - 1], Numbers.months[to.parts.month - 1])
    return from.parts.month == to.parts.month && from.parts.year == to.parts.year ? first : "\(first) – \(last)"
  }

  // MARK: The sentence

  private func sentence(on frame: inout Frame, _ layout: Layout) {
    let x = layout.columns.lowerBound + (layout.isNarrow ? 1 : 2)
    let width = layout.columns.count - (layout.isNarrow ? 1 : 4)
    var y = layout.sentence.lowerBound
    for line in wrap(wording.headline, to: width).prefix(2) {
      frame.put(line, x: x, y: y, role: .headline)
      y += 1
    }
    let rows = layout.sentence.upperBound - y
    frame.paragraph(wording.background(columns: width, rows: rows), x: x, y: y, columns: width, rows: rows, role: .text)
  }

  // MARK: Arriving against room

  private func chart(on frame: inout Frame, _ area: Area, _ layout: Layout) {
    let shown = answer.shown
    let person = Self.person(outlook)
    let rows = max(2, area.height - (layout.isNarrow ? 2 : 3))
    let most = max(1, shown.weeks.map { max($0.arriving, $0.room?.leads ?? 0) }.max() ?? 1)
    // A row is one person's leads, or a round part or number of them, so that the room falls on the edge of a row.
    let one = person ?? 1
    let steps =
      person == nil
      ? [1, 2, 4, 5, 8, 10, 16, 20, 25, 40, 50, 80, 100, 200, 500, 1000] : [0.5, 1, 2, 4, 8, 16, 64].map { $0 * one }
    let step = steps.first { ($0 * Double(rows)) >= most } ?? (most / Double(rows)).rounded(.up)
    let label =
      layout.isNarrow
      ? "leads a week"
      : person == step
        ? "leads a week, a row is one person’s \(Numbers.count(step)) first answers"
        : "leads a week, a row is \(Numbers.count(step))"
    frame.rule(
      area.columns, y: area.y,
      heading: [
        .text("\(wording.isPlanned ? "Planned" : "Arriving") against room\(layout.isNarrow ? "" : ", weeks to come")")
      ],
      trailing: [.muted(label)])
    let x = area.x + 5
    let room = area.columns.upperBound - x
    let each = min(12, max(2, room / shown.weeks.count))
    let gap = each >= 5 ? max(2, each / 3) : 1
    let width = max(1, each - gap)
    frame.roomChart(
      shown.weeks.map {
        ArrivingWeek(
          $0.arriving, room: $0.room.map { $0.isFact ? .infinity : $0.leads } ?? .infinity,
          label: "\(Self.weekNumber($0.monday))")
      }, x: x, y: area.y + 1, rows: rows, step: step, barWidth: width, gap: gap)
    for row in stride(from: max(1, rows / 3), through: rows, by: max(1, rows / 3)) {
      frame.put(Numbers.count(step * Double(row)), endingAt: x - 2, y: area.y + 1 + rows - row, role: .muted)
    }
    if !layout.isNarrow {
      let waits = answer.playing?.course.worst
      var legend: [Span] =
        shown.weeks.contains { $0.room != nil }
        ? [Span("█", .spark), .muted(" answered  "), Span("░", .bad), .muted(" waits  "), Span("▔", .limit), .muted(" room")]
        : [Span("█", .spark), .muted(" expected")]
      if let waits, waits.backlog.value >= 1, let words = wording.queue(columns: room - legend.columns - 3) {
        legend.append(.muted(" · \(words)"))
      } else if let first = shown.weeks.first {
        legend.append(
          .muted(
            " · expected \(Numbers.range(Numbers.count(first.expected.low), Numbers.count(first.expected.high))) in week \(Self.weekNumber(first.monday))"
          ))
      }
      frame.put(legend, x: x, y: area.y + rows + 2, limit: room)
    }
  }

  /// ISO 8601: the week that holds the year's first Thursday is the first.
  static func weekNumber(_ monday: Day) -> Int {
    let thursday = monday + 3
    guard let first = Day(year: thursday.parts.year, month: 1, day: 1) else { return 0 }
    return (thursday - first) / 7 + 1
  }

  // MARK: Room and fixes

  private func room(on frame: inout Frame, _ area: Area) {
    let isFocused = view.part == .room
    frame.rule(
      area.columns, y: area.y,
      heading: [Span("▐", .salesMark), " ", .sales(view.dialled.isEmpty ? "Room" : "Room, thought aloud")],
      trailing: area.width < 36 ? [.key("+ −")] : [.key("+ −"), .muted("  "), .key("⏎"), .muted(" people")], focused: isFocused)
    let x = area.x + 2
    let width = area.width - 2
    let lines = wrap(wording.room, to: width)
    var y = area.y + 1
    for line in lines.prefix(area.height <= 3 ? 1 : 2) {
      frame.put(line, x: x, y: y, limit: width)
      y += 1
    }
    guard y < area.rows.upperBound, let room = answer.rooms.first ?? nil else { return }
    let top = max(room.leads, answer.shown.weeks.map(\.arriving).max() ?? 0, outlook.planned.map(\.room).max() ?? 0) * 1.2 + 1
    let filled = Int((room.leads / top * Double(width - 1)).rounded())
    frame.put(String(repeating: "━", count: max(0, filled)), x: x, y: y, role: .sales)
    frame.put("┃", x: x + filled, y: y, role: .limit)
    if filled + 1 < width {
      frame.put(String(repeating: "┈", count: width - filled - 1), x: x + filled + 1, y: y, role: .unfinished)
    }
    let at = Int(((answer.shown.weeks.first?.arriving ?? 0) / top * Double(width - 1)).rounded())
    if at != filled, at < width { frame.put("┊", x: x + at, y: y, role: .marker) }
    if y + 1 < area.rows.upperBound { frame.put(cut(wording.measured, to: width), x: x, y: y + 1, role: .muted) }
  }

  private func fixes(on frame: inout Frame, _ area: Area) {
    guard area.height >= 2 else { return }
    let isFocused = view.part == .fixes
    let fixes = answer.alignment.fixes
    frame.rule(
      area.columns, y: area.y,
      heading: [Span("█", .jointMark), " ", .joint(area.width < 36 ? "Smallest change" : "Smallest changes that end it")],
      trailing: fixes.isEmpty ? [] : [.key("⏎"), .muted(" try")], focused: isFocused)
    let x = area.x + 2
    guard !fixes.isEmpty else {
      let words =
        answer.alignment.verdict == .noGoals
        ? "Nothing to change: no goal is set."
        : answer.alignment.isConflict ? "No single change, and no pair, is enough." : "Nothing collides."
      frame.paragraph([.muted(words)], x: x, y: area.y + 1, columns: area.width - 2, rows: area.height - 1)
      return
    }
    let selected = min(view.row(.fixes), fixes.count - 1)
    var y = area.y + 1
    for place in visibleRows(
      selected: selected, count: fixes.count, room: max(1, area.height - (area.height > 4 && answer.played != nil ? 3 : 2)))
    {
      let (name, size) = wording.fix(fixes[place])
      let isTried = view.trying == fixes[place]
      frame.put(cut(name, to: area.width - 5 - columns(of: size)), x: x, y: y, role: isTried ? .joint : .text)
      frame.put(size, endingAt: area.columns.upperBound - 1, y: y, role: .marker)
      if place == selected { choose(area.columns, y: y, focused: isFocused, on: &frame) }
      y += 1
      guard place == selected, y < area.rows.upperBound else { continue }
      frame.put(wording.cost(fixes[place], columns: area.width - 4), x: x + 2, y: y, role: .muted)
      y += 1
      guard let played = answer.played(fixes[place]), area.height > 4 else { continue }
      frame.put(wording.playedShort(played, columns: area.width - 4), x: x + 2, y: y, limit: area.width - 4)
      y += 1
    }
    // What no size of it ends is said where a line is left.
    for one in answer.alignment.helpless where y < area.rows.upperBound {
      frame.put([.muted(cut(wording.helplessShort(one), to: area.width - 2))], x: x, y: y)
      y += 1
    }
  }
}

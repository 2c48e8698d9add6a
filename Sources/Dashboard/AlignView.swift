import Cells
import Journal
import Records
import Translation

/// Goals of both sides, the room, what arrives, what collides, and the least that would end it: the dials move, the answers with them.
package struct AlignView: View, Sendable {
  /// The panels, in the order in which ← and → walk.
  enum Part: Int, CaseIterable, Sendable { case marketing, sales, room, fixes, keep, promises }

  var search = ""
  var said: String?
  private(set) var part = Part.marketing
  /// Chosen row of each part.
  private var rows = [Int](repeating: 0, count: Part.allCases.count)
  /// Room thought aloud; nothing is kept until it is decided.
  var dialled: [Outlook.RoomSet] = []
  /// The people behind it, where it was said by people.
  var staff: StaffPlan?
  var trying: Alignment.Fix?
  var budget: Double?
  private(set) var churnCut = AlignView.usualChurnCut
  /// The fall of churn that the dial begins at: two points of a hundred.
  static let usualChurnCut = 0.02
  private(set) var editor: GoalEditor?
  var people: StaffEditor?
  /// The evidence lies over the panels while it is read.
  private(set) var why: Int?
  /// The last answer, so that a paint need not work it out again.
  private var answer: AlignAnswer?
  /// The same of what only *why* shows.
  private var evidence: (question: AlignAnswer.Question, found: AlignAnswer.Evidence)?

  package init() {}

  var hints: [(keys: [Command], word: String)] {
    if editor != nil || people != nil { return [([.up, .down], "field"), ([.left, .right], "change"), ([.help], "help")] }
    if why != nil { return [([.up, .down], "scroll"), ([.back], "back"), ([.help], "help")] }
    let enter =
      switch part {
      case .marketing, .sales: "change goal"
      case .room: "people"
      case .fixes: "try"
      case .keep, .promises: "why"
      }
    return [
      ([.left, .right], "part"), ([.up, .down], "row"), ([.more, .less], "room"), ([.addGoal], "add goal"),
      ([.decide], "write down"),
      ([.reset], "reset"), ([.why], enter), ([.help], "help"), ([.drop], "drop goal"), ([.quit], "quit"),
    ]
  }
  let purpose =
    "Goals of marketing and sales, the room sales has for new leads, and what arrives in the coming thirteen weeks: whether all of it can be met at once, and the smallest change where it cannot. ⏎ changes a goal or tries a fix; + and − turn the room, in the room’s panel ↑ and ↓ by one lead, [ and ] its last week, and ⏎ opens it by people, leave, learning and hours a lead; in keep or win + and − turn the money, [ and ] the churn that keeping might save. Nothing is kept until d writes it down."
  let commands: [Command] = [
    .left, .right, .otherSide, .up, .down, .why, .more, .less, .earlier, .later, .reset, .addGoal, .decide, .drop, .copy, .back,
    .first, .last, .pageUp, .pageDown, .explain,
  ]

  func found(_ facts: Facts) -> (shown: Int, of: Int) { (0, 0) }

  // MARK: The answer

  func question(_ facts: Facts) -> AlignAnswer.Question? {
    guard let findings = facts.findings else { return nil }
    return AlignAnswer.Question(
      cutoff: findings.cutoff, aims: facts.aims.map(\.aim), set: facts.roomsSet, dialled: dialled,
      trying: trying, budget: budget, hours: facts.promisedHours.hours, tested: facts.keepingTested(findings),
      look: findings.outlook.map(AlignAnswer.look) ?? [])
  }

  /// What is shown; `nil` while files are read or the full pass is on its way.
  func answer(_ facts: Facts) -> AlignAnswer? {
    guard let outlook = facts.findings?.outlook, let question = question(facts) else { return nil }
    if let answer, answer.question == question { return answer }
    return AlignAnswer(outlook, question, after: answer)
  }

  mutating func prepare(_ facts: Facts, _ area: Area) { refresh(facts) }

  mutating func refresh(_ facts: Facts) {
    answer = answer(facts)
    guard why != nil else { return }
    guard let answer, evidence?.question != answer.question else { return }
    evidence = (answer.question, answer.evidence)
  }

  /// Goals of one side in the order shown: that of both sides stand with marketing's.
  static func goals(_ part: Part, _ facts: Facts) -> [Int] {
    let aims = facts.aims
    return aims.indices.filter { (aims[$0].aim.side == .sales) == (part == .sales) }
  }

  func row(_ part: Part) -> Int { rows[part.rawValue] }

  private func count(_ part: Part, _ facts: Facts) -> Int {
    switch part {
    case .marketing, .sales: Self.goals(part, facts).count
    case .fixes: answer(facts)?.alignment.fixes.count ?? 0
    case .room, .keep, .promises: 1
    }
  }

  func chosenGoal(_ facts: Facts) -> Int? {
    let goals = Self.goals(part, facts)
    guard part == .marketing || part == .sales, !goals.isEmpty else { return nil }
    return goals[min(row(part), goals.count - 1)]
  }

  // MARK: Keys

  mutating func type(_ key: Key, _ facts: Facts) -> [Effect]? {
    refresh(facts)
    if var open = editor {
      guard let outcome = open.type(key) else { return nil }
      editor = open
      switch outcome {
      case .going: return []
      case .cancelled:
        editor = nil
        return []
      case .kept(let aim, let id):
        editor = nil
        if id == nil {
          // A new goal is the chosen one: it may be the fourth, and would not be seen.
          part = aim.side == .sales ? .sales : .marketing
          rows[part.rawValue] = Self.goals(part, facts).count
        }
        return [.append([draft(.goal(aim.goal, of: id), facts)])]
      case .wrong(let sentence):
        said = sentence
        return []
      }
    }
    if let effects = typePeople(key, facts) { return effects }
    if people != nil { return nil }
    if why != nil {
      switch Keymap.command(for: key) {
      case .back, .why: why = nil
      default: return nil
      }
      return []
    }
    if key == .escape, trying != nil || !dialled.isEmpty {
      (trying, dialled, staff) = (nil, [], nil)
      refresh(facts)
      return []
    }
    guard key == .enter else { return nil }
    switch part {
    case .marketing, .sales:
      guard let at = chosenGoal(facts) else { return add(facts) }
      guard mayWrite(facts) else { return [] }
      editor = GoalEditor(facts.aims[at].aim, of: facts.aims[at].id, facts.findings?.outlook)
    case .fixes: tryFix(facts)
    case .room: openPeople(facts)
    case .keep, .promises: why = 0
    }
    return []
  }

  func draft(_ what: What, _ facts: Facts) -> Draft {
    Draft(by: facts.writer, on: facts.findings?.cutoff, what)
  }

  private mutating func add(_ facts: Facts) -> [Effect] {
    guard let cutoff = facts.findings?.cutoff else {
      said = "Goals are set when the files are read."
      return []
    }
    guard mayWrite(facts) else { return [] }
    let side: Aim.Side =
      part == .sales ? .sales : part == .marketing ? .marketing : facts.writer.side == .sales ? .sales : .marketing
    editor = GoalEditor(
      GoalEditor.fresh(side, facts.findings?.outlook, cutoff: cutoff), of: nil, facts.findings?.outlook)
    return []
  }

  /// Says at once what could not be kept at the end.
  private mutating func mayWrite(_ facts: Facts) -> Bool {
    guard case .readOnly(let why) = facts.keeping else { return true }
    said = "Not written: \(why)"
    return false
  }

  private mutating func tryFix(_ facts: Facts) {
    guard let fixes = answer(facts)?.alignment.fixes, !fixes.isEmpty else {
      said = "Nothing collides: there is nothing to try."
      return
    }
    let fix = fixes[min(row(.fixes), fixes.count - 1)]
    trying = trying == fix ? nil : fix
    refresh(facts)
  }

  mutating func perform(_ command: Command, _ facts: Facts, _ area: Area) -> [Effect] {
    defer { refresh(facts) }
    if why != nil, let lines = command.steps(page: max(1, area.height - 3)) {
      scroll(by: lines, facts, area)
      return []
    }
    switch command {
    case .left: part = part.moved(by: -1)
    case .right: part = part.moved(by: 1)
    case .otherSide: part = part.turned(by: 1)
    case .up, .down:
      let step = command == .up ? -1 : 1
      guard part != .room else {
        turnRoom(by: -step, facts)
        return []
      }
      rows[part.rawValue] = max(0, min(count(part, facts) - 1, row(part) + step))
    case .first: rows[part.rawValue] = 0
    case .last: rows[part.rawValue] = max(0, count(part, facts) - 1)
    case .more, .less:
      let step = command == .more ? 1 : -1
      if part == .keep { turnBudget(step, facts) } else { turnRoom(by: step * person(facts), facts) }
    case .earlier, .later:
      let step = command == .later ? 1 : -1
      if part == .keep { churnCut = max(0.005, min(0.2, churnCut + 0.005 * Double(step))) } else { turnUntil(step, facts) }
    case .reset: (dialled, staff, trying, budget, churnCut) = ([], nil, nil, nil, AlignView.usualChurnCut)
    case .why: why = 0
    case .addGoal: return add(facts)
    case .drop:
      guard let at = chosenGoal(facts) else {
        said = "Choose a goal first: ← and → walk to the goals."
        return []
      }
      return [.append([draft(.dropped(facts.aims[at].id, why: nil), facts)])]
    case .decide: return decide(facts)
    case .copy: return answer(facts).map { [.copy(AlignReport($0, facts.aims.map(\.aim)).text)] } ?? []
    default: break
    }
    return []
  }

  /// Not past the last line.
  private mutating func scroll(by lines: Int, _ facts: Facts, _ area: Area) {
    guard let scrolled = why, let answer = answer(facts) else { return }
    why = max(0, min(evidence(answer, facts).farthest(area), scrolled + lines))
  }

  private func evidence(_ answer: AlignAnswer, _ facts: Facts) -> AlignWhy {
    let known = evidence.flatMap { $0.question == answer.question ? $0.found : nil }
    return AlignWhy(
      answer: answer, part: part, goal: chosenGoal(facts), fix: chosenFix(answer), facts: facts,
      evidence: known ?? answer.evidence)
  }

  // MARK: Painting and pointing

  mutating func point(at x: Int, _ y: Int, wheel: Int?, _ facts: Facts, _ area: Area) -> Bool {
    if let wheel {
      if why != nil { scroll(by: wheel, facts, area) } else { _ = perform(wheel < 0 ? .up : .down, facts, area) }
      return true
    }
    guard let answer = answer(facts), let hit = AlignPanel(view: self, answer: answer, facts: facts).part(at: x, y, area) else {
      return false
    }
    part = hit.part
    if let row = hit.row { rows[hit.part.rawValue] = max(0, min(count(hit.part, facts) - 1, row)) }
    return true
  }

  func paint(on frame: inout Frame, _ area: Area, _ facts: Facts) {
    guard facts.findings != nil else {
      Waiting.paint(on: &frame, area, facts)
      return
    }
    guard let answer = answer(facts) else {
      let margin = Chrome.margin(area.width)
      frame.paragraph(
        [.muted("Goals, room and promises are worked out with the full pass: a moment.")], x: area.x + margin + 2,
        y: area.y + 2,
        columns: area.width - 2 * margin - 3)
      return
    }
    if let why {
      evidence(answer, facts).paint(on: &frame, area, scrolled: why)
    } else {
      AlignPanel(view: self, answer: answer, facts: facts).paint(on: &frame, area)
    }
    editor?.paint(on: &frame, answer)
    people?.paint(on: &frame, answer)
  }

  func chosenFix(_ answer: AlignAnswer) -> Alignment.Fix? {
    let fixes = answer.alignment.fixes
    return fixes.isEmpty ? nil : fixes[min(row(.fixes), fixes.count - 1)]
  }
}

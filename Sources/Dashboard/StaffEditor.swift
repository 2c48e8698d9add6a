import Cells
import Records
import Translation

/// Room said by people: how many there are, who is away until when, who begins and how long they learn, and the hours that a lead takes.
struct StaffEditor: Sendable {
  enum Field: Int, CaseIterable, Sendable {
    case people, hoursEach, hoursPerLead, away, awayUntil, starting, startingFrom, ramp
  }
  enum Outcome: Sendable {
    case going, cancelled, kept
    case wrong(String)
  }

  private(set) var plan: StaffPlan
  private(set) var field = Field.people
  private var typing = CellTyping()

  init(_ plan: StaffPlan) { self.plan = plan }

  /// What is known of the team: a plan of heads, recorded hours of a lead; else a person for eight leads, an hour each.
  static func fresh(_ outlook: Outlook, room now: Double, until: Day?) -> StaffPlan {
    let full = max(now, outlook.planned.last?.room ?? 0, 1)
    let people = outlook.plannedHeads.map { max(1, $0.rounded()) } ?? max(1, (full / 8).rounded())
    let hours = outlook.hoursPerLead.map { max(0.1, ($0 * 10).rounded() / 10) } ?? 1
    let each = max(0.5, (full * hours / people * 2).rounded() / 2)
    // Fewer than they could be: as if so many were away.
    let away = max(0, ((full - now) / (full / people)).rounded())
    return StaffPlan(
      people: people, hoursEach: each, hoursPerLead: hours, away: away, awayUntil: away > 0 ? until ?? outlook.monday + 90 : nil
    )
  }

  // MARK: Keys

  /// `nil`: not a key of the editor.
  mutating func type(_ key: Key) -> Outcome? {
    switch typing.act(key, takesText: true, also: "-.".unicodeScalars) {
    case nil: return nil
    case .going: return .going
    case .cancelled: return .cancelled
    case .kept:
      if let wrong = settle() { return .wrong(wrong) }
      return .kept
    case .move(let step): return move(step)
    case .change(let step): return change(step)
    }
  }

  private mutating func move(_ step: Int) -> Outcome {
    if let wrong = settle() { return .wrong(wrong) }
    field = field.turned(by: step)
    return .going
  }

  /// Takes what is typed; a sentence where it cannot be taken.
  private mutating func settle() -> String? {
    guard let text = typing.taken() else { return nil }
    switch field {
    case .awayUntil, .startingFrom:
      guard let day = Day(iso: text) else { return "“\(text)” is no day. Type it as 2027-01-10." }
      if field == .awayUntil { plan.awayUntil = day } else { plan.startingFrom = day }
    case .people, .hoursEach, .hoursPerLead, .away, .starting, .ramp:
      guard let number = Double(text), number.isFinite, number >= 0 else { return "“\(text)” is no number." }
      set(number)
    }
    return nil
  }

  private mutating func change(_ step: Int) -> Outcome {
    if let wrong = settle() { return .wrong(wrong) }
    let by = Double(step)
    switch field {
    case .people: set(plan.people + by)
    case .hoursEach: set(plan.hoursEach + by)
    case .hoursPerLead: set(((plan.hoursPerLead + 0.1 * by) * 10).rounded() / 10)
    case .away: set(plan.away + by)
    case .starting: set(plan.starting + by)
    case .ramp: set(plan.ramp + by)
    case .awayUntil: plan.awayUntil = plan.awayUntil.map { $0 + 7 * step }
    case .startingFrom: plan.startingFrom = plan.startingFrom.map { $0 + 7 * step }
    }
    return .going
  }

  private mutating func set(_ value: Double) {
    let value = max(0, min(100_000, value))
    switch field {
    case .people:
      plan.people = value
      plan.away = min(plan.away, value)
    case .hoursEach: plan.hoursEach = min(168, value)
    case .hoursPerLead: plan.hoursPerLead = max(0.1, min(1_000, value))
    case .away: plan.away = min(plan.people, value)
    case .starting: plan.starting = value
    case .ramp: plan.ramp = max(1, min(52, value.rounded()))
    case .awayUntil, .startingFrom: break
    }
  }

  /// Days are asked for only where somebody is away, or begins.
  mutating func fill(_ monday: Day) {
    if plan.away > 0, plan.awayUntil == nil { plan.awayUntil = monday + 27 }
    if plan.starting > 0, plan.startingFrom == nil { plan.startingFrom = monday }
  }

  // MARK: Painting

  func paint(on frame: inout Frame, _ answer: AlignAnswer) {
    let wording = AlignWording(answer)
    func shown(_ own: Field, _ text: String) -> [Span] {
      guard own == field else { return [.text(text)] }
      if let typed = typing.text { return [Span(typed, .input), Span(" ", .cursor)] }
      return [Span(text, .input)]
    }
    func day(_ day: Day?) -> String { day.map(Numbers.fullDate) ?? "–" }
    let fields: [(Field, String, String)] = [
      (.people, "people", Numbers.amount(plan.people)),
      (.hoursEach, "each has", "\(Numbers.amount(plan.hoursEach)) h a week for new leads"),
      (.hoursPerLead, "a lead takes", "\(Numbers.fixed(plan.hoursPerLead, 1)) h"),
      (.away, "away", Numbers.amount(plan.away)), (.awayUntil, "until", day(plan.awayUntil)),
      (.starting, "new", Numbers.amount(plan.starting)), (.startingFrom, "from", day(plan.startingFrom)),
      (.ramp, "learning", "\(Numbers.count(plan.ramp)) \(plan.ramp == 1 ? "week" : "weeks")"),
    ]
    let width = min(64, frame.width)
    let says = wrap([.sales("Room: ")] + wording.roomByWeek + [.text(". ")] + wording.headline, to: max(8, width - 4))
    let area = frame.overlay(
      width: width, height: fields.count + 3 + says.prefix(3).count, title: [Span("Room by people")],
      footer: [.key("←→"), " change  ", .key("⏎"), " take it  ", .key("esc"), " leave"])
    let told = min(says.count, max(1, min(3, area.height - 4)))
    let rows = max(1, area.height - told - (area.height > fields.count + told ? 1 : 0))
    for (row, at) in visibleRows(selected: field.rawValue, count: fields.count, room: rows).enumerated() {
      let (own, label, text) = fields[at]
      frame.put(label, endingAt: area.x + 14, y: area.y + row, role: .muted)
      if own == field { frame.put("▸", x: area.x + 16, y: area.y + row, role: .key) }
      frame.put(shown(own, text), x: area.x + 18, y: area.y + row, limit: area.width - 19)
    }
    for (row, line) in says.prefix(told).enumerated() {
      frame.put(line, x: area.x + 1, y: area.rows.upperBound - told + row, limit: area.width - 2)
    }
  }
}

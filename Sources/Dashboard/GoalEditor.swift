import Cells
import Journal
import Records
import Translation

/// A goal being written: what is counted, how much, floor or ceiling, from when to when.
struct GoalEditor: Sendable {
  enum Field: Int, CaseIterable, Sendable { case side, measure, value, bound, from, to }
  enum Outcome: Sendable {
    case going, cancelled
    case kept(Aim, of: EntryId?)
    case wrong(String)
  }

  private(set) var aim: Aim
  private let of: EntryId?
  private let outlook: Outlook?
  private(set) var field = Field.measure
  private var typing = CellTyping()

  init(_ aim: Aim, of id: EntryId?, _ outlook: Outlook?) {
    self.aim = aim
    self.outlook = outlook
    of = id
    field = id == nil ? .measure : .value
  }

  static func power(_ exponent: Int) -> Double { (0..<exponent).reduce(1) { sum, _ in sum * 10 } }

  /// A first goal of a side for the quarter that comes: what is usual, rounded.
  static func fresh(_ side: Aim.Side, _ outlook: Outlook?, cutoff: Day) -> Aim {
    let measure = Aim.Measure.choices(for: side)[0]
    let from = (outlook?.monday ?? cutoff.startOfWeek + 7)
    let to = (from + 84).startOfNextMonth - 1
    var aim = Aim(side: side, measure: measure, from: from, to: to, value: 0, isFloor: !measure.isCeilingByNature)
    aim.value = usual(aim, outlook)
    return aim
  }

  /// Today's value, rounded to what people would say.
  static func usual(_ aim: Aim, _ outlook: Outlook?) -> Double {
    guard let outlook else { return aim.measure.isShare ? 0.5 : 10 }
    let isPart = outlook.isPart(aim.measure)
    guard let now = outlook.standing(aim).now else { return isPart ? 0.5 : 10 }
    guard isPart else { return outlook.isScore(aim.measure) ? now.rounded() : rounded(now) }
    let by = aim.measure.isShare ? 0.01 : hundredth(now)
    return (now / by).rounded() * by
  }

  /// What a part is told and turned in: a hundredth; a tenth of that below a tenth, where rates of conversion lie.
  private static func hundredth(_ part: Double) -> Double { part < 0.0995 ? 0.001 : 0.01 }

  private static func rounded(_ value: Double) -> Double {
    guard value > 100 else { return max(1, value.rounded()) }
    let power = Double.powerOfTen(upTo: value / 100)
    return (value / power).rounded() * power
  }

  // MARK: Keys

  /// `nil`: not a key of the editor.
  mutating func type(_ key: Key) -> Outcome? {
    switch typing.act(key, takesText: takesText, also: "-.%".unicodeScalars) {
    case nil: return nil
    case .going: return .going
    case .cancelled: return .cancelled
    case .kept:
      if let wrong = settle() { return .wrong(wrong) }
      return checked
    case .move(let step): return move(step)
    case .change(let step): return change(step)
    }
  }

  private var takesText: Bool { field == .value || field == .from || field == .to }

  private mutating func move(_ step: Int) -> Outcome {
    if let wrong = settle() { return .wrong(wrong) }
    field = field.turned(by: step)
    return .going
  }

  /// Takes what is typed; a sentence where it cannot be taken.
  private mutating func settle() -> String? {
    guard let text = typing.taken() else { return nil }
    return take(text, into: &aim)
  }

  private var isPart: Bool { outlook?.isPart(aim.measure) ?? aim.measure.isShare }
  /// The least that can be asked for.
  private var lowest: Double { outlook?.isScore(aim.measure) ?? false ? -.greatestFiniteMagnitude : 0 }

  private var checked: Outcome {
    guard aim.from <= aim.to else { return .wrong("The goal ends on \(aim.to), before it begins on \(aim.from).") }
    guard aim.value.isFinite, aim.value >= lowest else { return .wrong("A goal is a number from 0 on.") }
    guard !isPart || aim.value <= 1 else { return .wrong("A part of something is at most 100%.") }
    return .kept(aim, of: of)
  }

  private mutating func change(_ step: Int) -> Outcome {
    if let wrong = settle() { return .wrong(wrong) }
    switch field {
    case .side:
      let sides: [Aim.Side] = [.marketing, .sales, .both]
      aim.side = sides[((sides.firstIndex(of: aim.side) ?? 0) + step + 3) % 3]
    case .measure:
      let all = choices
      let at = all.firstIndex(of: aim.measure) ?? 0
      aim.measure = all[(at + step + all.count) % all.count]
      aim.isFloor = !aim.measure.isCeilingByNature
      aim.value = Self.usual(aim, outlook)
    case .value:
      let by = isPart ? aim.measure.isShare ? 0.01 : Self.hundredth(aim.value) : stride
      aim.value = max(lowest, ((aim.value + by * Double(step)) / by).rounded() * by)
      if isPart { aim.value = min(1, (aim.value * 1000).rounded() / 1000) }
    case .bound: aim.isFloor.toggle()
    case .from:
      aim.from = step < 0 ? (aim.from.startOfMonth - 1).startOfMonth : aim.from.startOfNextMonth
    case .to:
      let month = aim.to.startOfMonth
      aim.to =
        step < 0
        ? month - 1
        : aim.to == month.startOfNextMonth - 1 ? month.startOfNextMonth.startOfNextMonth - 1 : month.startOfNextMonth - 1
    }
    return .going
  }

  /// What a side sets goals on, then the numbers that the files have.
  private var choices: [Aim.Measure] {
    Aim.Measure.choices(for: aim.side) + (outlook?.flows ?? []).map { Aim.Measure.metric($0.name) }
  }

  /// One for what is counted in tens, and a round fiftieth of what is larger.
  private var stride: Double {
    guard aim.value >= 100 else { return 1 }
    return .powerOfTen(upTo: aim.value / 50)
  }

  // MARK: Painting

  func paint(on frame: inout Frame, _ answer: AlignAnswer) {
    let wording = AlignWording(answer)
    // What is typed is judged as it stands, so that nobody keeps a goal by the judgement of another.
    var judged = aim
    let isWhole = typing.text.map { take($0, into: &judged) == nil } ?? true
    let standing = isWhole ? answer.outlook.standing(judged) : nil
    func shown(_ own: Field, _ text: String) -> [Span] {
      guard own == field else { return [.text(text)] }
      if let typed = typing.text { return [Span(typed, .input), Span(" ", .cursor)] }
      return [Span(text, .input)]
    }
    let value = isPart ? Numbers.percent(aim.value) : wording.value(aim.value, aim.measure)
    let fields: [(Field, String, String)] = [
      (.side, "whose", AlignWording.whose(aim.side)),
      (.measure, "what", AlignWording.name(aim.measure)),
      (.value, "how much", value), (.bound, "", aim.isFloor ? "at least" : "at most"),
      (.from, "from", Numbers.fullDate(aim.from)),
      (.to, "to", Numbers.fullDate(aim.to)),
    ]
    let says = standing.map { wrap([.muted(now(wording, $0))], to: min(58, frame.width - 6)) } ?? []
    let area = frame.overlay(
      width: min(64, frame.width), height: fields.count + 3 + says.prefix(3).count,
      title: [Span(of == nil ? "A new goal" : "Change the goal")],
      footer: [.key("←→"), " change  ", .key("⏎"), " keep  ", .key("esc"), " leave"])
    for (row, (own, label, text)) in fields.enumerated() {
      frame.put(label, endingAt: area.x + 9, y: area.y + row, role: .muted)
      if own == field { frame.put("▸", x: area.x + 11, y: area.y + row, role: .key) }
      frame.put(shown(own, text), x: area.x + 13, y: area.y + row, limit: area.width - 14)
    }
    for (row, line) in says.prefix(3).enumerated() { frame.put(line, x: area.x + 1, y: area.y + fields.count + 1 + row) }
  }

  private func now(_ wording: AlignWording, _ standing: Standing) -> String {
    if case .cannotBeTold(let reason) = standing.verdict { return AlignWording.reason(reason) }
    guard let expected = standing.expected else { return "" }
    let chance = standing.probability.map { ": met in \(AlignWording.outOfTen($0))" } ?? ""
    return
      "Today \(wording.value(standing.now, aim.measure)); as things go \(wording.value(expected.value, aim.measure)) (\(wording.range(expected, aim.measure)))\(chance)."
  }

  /// Takes what is typed into the chosen field; a sentence where it cannot be taken.
  private func take(_ typed: String, into aim: inout Aim) -> String? {
    switch field {
    case .value:
      let isPercent = typed.hasSuffix("%")
      let text = isPercent ? String(typed.dropLast()) : typed
      guard let number = Double(text), number.isFinite, number >= lowest else { return "“\(text)” is no number." }
      // One of a part is a hundredth; 0.3 is three tenths.
      let value = isPart && (isPercent || number >= 1) ? number / 100 : number
      guard !isPart || value <= 1 else { return "\(text) of a hundred is more than all." }
      aim.value = value
    case .from, .to:
      guard let day = Day(iso: typed) else { return "“\(typed)” is no day. Type it as \(aim.to)." }
      if field == .from { aim.from = day } else { aim.to = day }
    case .side, .measure, .bound: break
    }
    return nil
  }
}

import Cells
import Records
import Translation

/// The sentences of Align: what collides, what it takes, what both have to decide. True of every company, whatever is missing.
package struct AlignWording {
  let answer: AlignAnswer
  var outlook: Outlook { answer.outlook }
  private var today: Day { outlook.cutoff }

  package init(_ answer: AlignAnswer) { self.answer = answer }

  /// Without the year as long as nobody could mean another one.
  func date(_ day: Day) -> String { abs(day - today) < 300 ? Numbers.date(day, today: day) : Numbers.date(day, today: today) }
  /// `4 h`, and `1.6 h` where it is not whole.
  static func hours(_ value: Double) -> String { value == value.rounded() ? Numbers.count(value) + " h" : Numbers.hours(value) }
  func leads(_ value: Double) -> String { Numbers.count(value.rounded()) }
  func money(_ value: Double) -> String { Numbers.money(value, outlook.currency) }
  /// The currency stands once: `€242k (€211k–276k)`.
  func money(_ e: Estimate) -> String { Numbers.told(e, { money($0) }, high: { Numbers.money($0, nil) }) }
  /// A room in a column: what was done once is marked.
  func weekly(_ room: Alignment.Room) -> String {
    switch room.source {
    case .dated: "–"
    case .lowerBound: "≥" + leads(room.leads)
    case .sales, .plan, .measured: leads(room.leads)
    }
  }

  // MARK: Goals

  /// `Leads handed over a week`, `Won of opened`.
  package static func name(_ measure: Aim.Measure, narrow: Bool = false) -> String {
    switch measure {
    case .leadsAWeek: narrow ? "Leads a week" : "Leads handed over a week"
    case .total(let kind): kind.heading
    case .share(.acceptedLeads, .leads): narrow ? "Accepted" : "Accepted of handed over"
    case .share(.dealsWon, .opportunities): "Won of opened"
    case .share(let kind, let stage):
      "\(kind == .dealsWon ? "Won" : kind == .opportunities ? "Opened" : kind.heading) of \(stage == .leads ? "handed over" : "opened")"
    case .answered(let hours): narrow ? "Answered \(Self.hours(hours))" : "Answered within \(Self.hours(hours))"
    case .customersKept: narrow ? "Kept a year" : "Customers kept for a year"
    case .spendAMonth: narrow ? "Money a month" : "Spend a month"
    case .metric(let name): String(name.map { $0 == "_" ? " " : $0 })
    }
  }

  func value(_ value: Double?, _ measure: Aim.Measure) -> String {
    guard let value else { return "–" }
    switch measure {
    case .share, .answered, .customersKept: return Numbers.percent(value)
    case .spendAMonth, .total(.revenueWon), .total(.revenueKept): return coarse(value, outlook.currency)
    case .total(.salesHours), .total(.firstResponse): return Numbers.hours(value)
    case .metric(let name): return number(value, outlook.flow(named: name))
    case .leadsAWeek, .total: return Numbers.count(value.rounded())
    }
  }

  /// Of marketing's own numbers: money, a part, a level with a tenth, or a count.
  private func number(_ value: Double, _ flow: Flow?) -> String {
    guard let flow else { return Numbers.count(value.rounded()) }
    if flow.isMoney { return coarse(value, outlook.currency) }
    guard flow.kind == .mean else { return Numbers.count(value.rounded()) }
    return flow.isPart ? Numbers.percent(value) : Numbers.fixed(value, 1)
  }

  /// From ten thousand on a goal has no tenths: `€64k`.
  private func coarse(_ value: Double, _ currency: String?) -> String {
    let size = abs(value)
    return size >= 9_950 && size < 99_950
      ? Numbers.money((value / 1000).rounded() * 1000, currency).withoutTenths : Numbers.money(value, currency)
  }

  func range(_ estimate: Estimate?, _ measure: Aim.Measure) -> String {
    guard let estimate else { return "–" }
    switch measure {
    case .spendAMonth, .total(.revenueWon), .total(.revenueKept):
      // The sign of the currency once is enough.
      return Numbers.range(coarse(estimate.low, outlook.currency), coarse(estimate.high, nil))
    case .share, .answered, .customersKept, .leadsAWeek, .total, .metric:
      return Numbers.range(value(estimate.low, measure), value(estimate.high, measure))
    }
  }

  /// Mark and word, never one alone.
  package static func verdict(_ standing: Standing, aim: Aim) -> Span {
    switch standing.verdict {
    case .likely: .good(aim.isFloor ? "✓ likely" : "✓ inside")
    case .tossUp: .warning("~ toss-up")
    case .unlikely: .bad("✗ unlikely")
    case .met: .good("✓ met")
    case .missed: .bad("✗ missed")
    case .cannotBeTold: .muted("– untold")
    }
  }

  static func reason(_ reason: Standing.Reason) -> String {
    switch reason {
    case .notRecorded: "No file says anything about it."
    case .impossible:
      "A part of something is from 0 to 100%, and what is counted is never below 0: change the goal."
    case .noWeeks: "No lead came to sales in the last weeks."
    case .noCustomers: "Renewals cannot be told: see keep or win."
    case .unknownMeasure: "No file has a number of this name: the goal is kept, and judged once one has."
    case .backwards: "It ends before it begins: change its days."
    case .over: "Its days are over, and what came of them is not in the files."
    case .tooFar: "It ends more than a year and a half from now: nothing that is there today says what comes by then."
    case .tooLongAgo: "It begins more than two years before the last day of the files, which is as far as days are counted."
    case .recordTooShort: "The record is too short, or ended too long ago, to say how much it changes from month to month."
    }
  }

  /// A goal in one sentence: what it is, where it stands, from what.
  package func sentence(_ aim: Aim, _ standing: Standing) -> String {
    let what =
      "\(Self.name(aim.measure)): \(aim.isFloor ? "at least" : "at most") \(value(aim.value, aim.measure)) from \(date(aim.from)) to \(date(aim.to))."
    guard let expected = standing.expected else {
      if case .cannotBeTold(let reason) = standing.verdict { return what + " " + Self.reason(reason) }
      return what
    }
    switch standing.verdict {
    case .met, .missed: return what + " It was \(value(expected.value, aim.measure))."
    case .likely, .tossUp, .unlikely, .cannotBeTold: break
    }
    var parts = "Expected: \(value(expected.value, aim.measure)) (\(range(expected, aim.measure)))"
    if let soFar = standing.soFar, soFar > 0 { parts += ", \(value(soFar, aim.measure)) of them there already" }
    if let hand = standing.inHand, hand >= 0.5 { parts += ", about \(Numbers.count(hand.rounded())) from those in hand" }
    let chance = standing.probability.map { " It is met in \(Self.outOfTen($0))." } ?? ""
    return what + " " + parts + "." + chance
  }

  static func outOfTen(_ share: Double) -> String {
    let ten = Int((share * 10).rounded())
    return ten == 0
      ? "fewer than one case of twenty" : ten == 10 ? "more than nineteen cases of twenty" : "about \(ten) of 10 cases"
  }

  // MARK: What collides

  func named(_ cause: Alignment.Cause, _ alignment: Alignment) -> String {
    switch cause {
    case .aim(let at):
      let aim = alignment.aims[at]
      let side = Self.whose(aim.side)
      return "\(side) \(aim.isFloor ? "" : "at most ")\(value(aim.value, aim.measure)) \(Self.inSentence(aim.measure))"
    case .room(let segment):
      let room = alignment.roomOf(segment)
      return "sales’ room of \(leads(room?.leads ?? 0)) a week"
    case .tried(let source): return "what was ever tried of \(printable(source))"
    case .queue: return "the \(leads(outlook.waitingNow)) who wait already"
    }
  }

  static func whose(_ side: Aim.Side) -> String {
    switch side {
    case .marketing: "marketing’s"
    case .sales: "sales’"
    case .both: "both sides’"
    }
  }

  static func inSentence(_ measure: Aim.Measure) -> String {
    switch measure {
    case .leadsAWeek: "leads a week"
    case .total(let kind): kind.heading.lowercased()
    case .share(.dealsWon, .opportunities): "won of opened"
    case .share(.acceptedLeads, .leads): "accepted of handed over"
    case .share, .answered, .customersKept, .spendAMonth, .metric: name(measure).lowercased()
    }
  }

  static func listed(_ all: [String]) -> String {
    guard all.count > 1, let last = all.last else { return all.first ?? "" }
    return all.dropLast().joined(separator: ", ") + " and " + last
  }

  /// The one sentence of the screen.
  package var headline: [Span] {
    let shown = answer.shown
    guard answer.tried != nil else { return verdict(shown) }
    var words = verdict(shown)
    if let first = words.first { words[0].text = first.text.prefix(1).lowercased() + first.text.dropFirst() }
    return [.text("With this, ")] + words
  }

  private func verdict(_ shown: Alignment) -> [Span] {
    switch shown.verdict {
    case .noGoals: return withoutGoals + queueLast
    case .fits: return queueFirst + fitting(shown)
    case .fitsByAnotherMix:
      if queueStays { return queueFirst + [.text("The goals would fit at another mix of sources.")] }
      return [.text("All goals fit, but not at today’s mix of sources: "), .text(mix), .text(".")]
    case .collide(let causes):
      if let first = shown.weeks.first(where: { $0.room.map { $0.leads < 0.5 } ?? false }) {
        let end = shown.weeks.last { $0.room.map { $0.leads < 0.5 } ?? false }?.monday ?? first.monday
        return [
          .text("There is "), .sales("no room at all"), .text(" from \(date(first.monday)) to \(date(end + 6)): about "),
          .marketing("\(leads(first.arriving)) leads a week"), .text(" would "), .sales("go unanswered"), .text("."),
        ]
      }
      if causes.contains(.queue) { return besideQueue(shown, causes) }
      let isOfLeads = causes.contains { if case .aim(let at) = $0 { shown.aims[at].measure == .leadsAWeek } else { false } }
      if isOfLeads, let above = shown.unanswered, causes.contains(where: { if case .room = $0 { true } else { false } }) {
        let count = causes.count { if case .aim = $0 { true } else { false } }
        let start = above.from > outlook.monday ? " from \(date(above.from))" : ""
        let until = start + (above.until < outlook.monday + 7 * Outlook.weeksAhead - 1 ? " until \(date(above.until))" : "")
        let first: [Span] =
          count > 1
          ? [.text("\(count == 2 ? "Both" : "All") goals cannot be met at once: ")]
          : [.marketing(goalOfLeads(shown, causes)), .text(" do not fit "), .sales(roomWords(shown)), .text(": ")]
        return first + [
          .text("about "), .marketing("\(leads(above.leads)) leads a week"), .text(" would "), .sales("go unanswered"),
          .text(until + "."),
        ]
      }
      return [.text("These cannot hold together: \(Self.listed(causes.map { named($0, shown) })).")]
    case .cannotBeTold(let causes):
      if queueStays { return queueFirst + [.text("Whether the goals fit beside that cannot be told.")] }
      if let room = answer.rooms.compactMap({ $0 }).first(where: { $0.high != nil }), let high = room.high,
        causes.contains(where: { if case .room = $0 { true } else { false } })
      {
        return [
          .text("Whether the goals fit cannot be told: "), .marketing(goalOfLeads(shown, causes)), .text(" are above the "),
          .sales("\(leads(room.leads)) that sales takes"), .text(", and within what it may take (up to \(leads(high)))."),
        ]
      }
      if let fact = answer.rooms.compactMap({ $0 }).first(where: \.isFact),
        causes.contains(where: { if case .room = $0 { true } else { false } })
      {
        var seen = "sales was never seen full"
        if case .dated(let last) = fact.source { seen = "sales was last seen full on \(date(last))" }
        return [
          .text("Whether the goals fit cannot be told: "), .sales(seen),
          .text(" and answered \(leads(fact.leads)) in its best week without a queue; \(needing(shown, causes)) more."),
        ]
      }
      guard causes.contains(where: { if case .tried = $0 { true } else { false } }) else { return untold(shown) }
      return [
        .text(
          "Whether the goals fit cannot be told: it takes more than \(Self.listed(causes.compactMap { if case .tried = $0 { named($0, shown) } else { nil } }))."
        )
      ]
    }
  }

  private func goalOfLeads(_ shown: Alignment, _ causes: [Alignment.Cause]) -> String {
    let wanted = causes.compactMap { cause -> Double? in
      guard case .aim(let at) = cause, shown.aims[at].measure == .leadsAWeek else { return nil }
      return shown.aims[at].value
    }
    // What comes by itself may be more than the goal.
    let coming = shown.unanswered.flatMap { above in shown.weeks.first { $0.monday >= above.from }?.arriving }
    let most = wanted.max().map { max($0, coming ?? 0) }
    return "\(leads(most ?? shown.weeks.map(\.arriving).max() ?? 0)) leads a week"
  }

  private func roomWords(_ shown: Alignment) -> String {
    let least = shown.weeks.compactMap(\.room?.leads).min() ?? 0
    return "a room of \(leads(least))"
  }

  private var mix: String {
    let wanting = answer.shown.standings.indices.first { answer.shown.standings[$0].verdict == .unlikely }
    return wanting.map { "\(Self.inSentence(answer.shown.aims[$0].measure)) needs more of the sources that bring it" }
      ?? "some sources would have to bring more, others less"
  }

  var hasNoLeads: Bool {
    guard case .failure(.noLeads) = outlook.workload else { return false }
    return true
  }

  /// `41 leads a week are expected (20–74)`.
  func arriving(_ e: Estimate) -> String {
    "\(leads(e.value)) \(leads(e.value) == "1" ? "lead a week is" : "leads a week are") expected (\(leads(e.low))–\(leads(e.high)))"
  }

  private var withoutGoals: [Span] {
    guard !outlook.sources.isEmpty else {
      if hasNoLeads { return [.text("No file lists leads: one that says who came when and from where tells what arrives.")] }
      return [
        .text(
          outlook.arrivals.days.contains { $0 > outlook.cutoff - 14 }
            ? "No whole week has passed since the first lead came: what to expect cannot be told yet."
            : "No lead came to sales in the last weeks: there is nothing to align yet.")
      ]
    }
    let arriving = mean.map(arriving) ?? ""
    guard let room = answer.rooms.first ?? nil else {
      return [.text("No goals yet. "), .marketing(arriving), .text("; room cannot be told.")]
    }
    if case .dated(let last) = room.source {
      return [
        .text("No goals yet. "), .marketing(arriving), .text("; "), .sales("sales was last seen full on \(date(last))"),
        .text(", so what it can take today cannot be told."),
      ]
    }
    return [
      .text("No goals yet. "), .marketing(arriving), .text(", and "),
      .sales("sales can take \(room.isFact ? "at least " : "")\(leads(room.leads))"), .text("."),
    ]
  }
}

extension String {
  /// `€50k` of `€50.0k`.
  var withoutTenths: String { hasSuffix(".0k") || hasSuffix(".0M") ? String(dropLast(3) + suffix(1)) : self }
}

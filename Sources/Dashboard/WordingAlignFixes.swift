import Cells
import Records
import Translation

/// Fixes, what both have to decide, and the room in words.
extension AlignWording {
  private var today: Day { outlook.cutoff }

  // MARK: Fixes

  /// What would change, in a line; and the size of it at the right.
  package func fix(_ fix: Alignment.Fix) -> (name: String, size: String) {
    let until = fix.until.map { "until \(date($0))" } ?? ""
    switch fix.kind {
    case .move(let at, let from, let to):
      let aim = answer.alignment.aims[at]
      return ("\(to < from ? "Lower" : "Raise") \(Self.inSentence(aim.measure))", "to \(value(to, aim.measure))")
    case .raiseBar(_, let to, _, _, _): return ("Raise the bar at handover", "\(leads(to)) a week")
    case .fewerHours(_, let to, _, _, _): return ("Fewer of what takes most hours", "\(leads(to)) a week")
    case .later(_, let from, _): return ("Begin later", "on \(date(from))")
    case .moreRoom(let from, let to, let people):
      let heads = people.map { $0 == 1 ? "1 person" : "\(leads($0)) people" }
      return ("More room" + (until.isEmpty ? "" : " " + until), heads.map { "+\($0)" } ?? "+\(leads(to - from)) a week")
    case .tryMore(let source, _, let to): return ("Try more of \(printable(source))", "\(leads(to)) a week")
    case .letGo(let count, let days):
      return ("Let go who waits for \(Self.over(days))", "\(leads(count)) of them")
    case .together(let parts): return (parts.map(brief).joined(separator: " and ").capitalisedFirst, "")
    }
  }

  private static func over(_ days: Int) -> String {
    days == 0 ? "a day or more" : "over \(days) \(days == 1 ? "day" : "days")"
  }

  /// Name and size in one: `Raise the bar at handover 48 a week`.
  package func titled(_ fix: Alignment.Fix) -> String {
    let (name, size) = self.fix(fix)
    return size.isEmpty ? name : "\(name) \(size)"
  }

  /// A part of two changes at once, with its size: both have to be seen in one line.
  private func brief(_ fix: Alignment.Fix) -> String {
    switch fix.kind {
    case .move(let at, _, let to):
      let measure = answer.alignment.aims[at].measure
      return "\(Self.inSentence(measure)) to \(value(to, measure))"
    case .raiseBar(_, let to, _, _, _), .fewerHours(_, let to, _, _, _): return "a bar at \(leads(to)) a week"
    case .later(_, let from, _): return "begin on \(date(from))"
    case .moreRoom(_, let to, _): return "room to \(leads(to))"
    case .tryMore(let source, _, let to): return "\(printable(source)) to \(leads(to))"
    case .letGo(let count, let days):
      return "letting \(leads(count)) go that wait for \(Self.over(days))"
    case .together(let parts): return parts.map(brief).joined(separator: " and ")
    }
  }

  /// What it costs both sides.
  package func cost(_ fix: Alignment.Fix) -> String { costs(fix).joined(separator: ", ") }

  private func costs(_ fix: Alignment.Fix) -> [String] {
    if case .letGo(let count, _) = fix.kind { return ["\(leads(count)) are never answered"] }
    var parts: [String] = []
    let isHeld = isBar(fix)
    if let (leadShare, valueShare) = isHeld {
      parts += ["−\(Numbers.percent(leadShare)) leads", "−\(Numbers.percent(valueShare)) of deals"]
      if let hours = fix.hours, hours < -1 { parts.append("−\(Numbers.count((-hours).rounded())) h") }
    } else if fix.leads < -0.5 {
      parts.append("−\(leads(-fix.leads)) leads")
    } else if fix.leads > 0.5 {
      let isTotal: Bool = if case .move = fix.kind { true } else { false }
      parts.append("+\(leads(fix.leads)) leads\(isTotal ? "" : " a week")")
    }
    if isHeld == nil, abs(fix.deals) >= 0.5 {
      parts.append("\(fix.deals < 0 ? "−" : "+")\(Numbers.amount(abs(fix.deals))) deals")
    }
    if isHeld == nil, let hours = fix.hours, abs(hours) >= 1 {
      parts.append("\(hours < 0 ? "−" : "+")\(Numbers.count(abs(hours).rounded())) h")
    }
    return parts.isEmpty ? ["costs nothing that is counted"] : parts
  }

  /// As much of it as fits: the first parts, whole.
  func cost(_ fix: Alignment.Fix, columns: Int) -> String {
    var parts = costs(fix)
    while parts.count > 1, parts.joined(separator: ", ").count > columns { parts.removeLast() }
    return cut(parts.joined(separator: ", "), to: columns)
  }

  /// Shares of the leads and of their deals that a higher bar holds back.
  private func isBar(_ fix: Alignment.Fix) -> (leads: Double, deals: Double)? {
    switch fix.kind {
    case .raiseBar(_, _, let leads, let value, _), .fewerHours(_, _, let leads, let value, _): (leads, value)
    case .move, .later, .moreRoom, .tryMore, .letGo, .together: nil
    }
  }

  /// What no size of it ends, and what still stands in the way then.
  func helpless(_ one: Alignment.Helpless) -> String {
    let what =
      switch one.cause {
      case .aim(let at):
        "\(Self.name(answer.alignment.aims[at].measure)) \(answer.alignment.aims[at].isFloor ? "lowered" : "raised") alone does not end it, however far"
      case .room, .queue: "More room alone does not end it, however much"
      case .tried(let source): "More of \(printable(source)) alone does not end it, however much"
      }
    guard !one.others.isEmpty else { return what + "." }
    let others = Self.listed(one.others.map { named($0, answer.alignment) })
    return what + ": \(others) \(one.others.count == 1 ? "still stands in the way" : "still cannot hold together")."
  }

  /// Of the kinds of change that a team without room has, those that are no way out or no other way.
  var omitted: [String] {
    guard case .collide(let causes) = answer.alignment.verdict,
      causes.contains(where: { if case .room = $0 { true } else { $0 == .queue } }),
      causes.contains(where: { if case .aim(let at) = $0 { answer.alignment.aims[at].measure == .leadsAWeek } else { false } })
    else { return [] }
    let kinds = answer.alignment.fixes.map(\.kind)
    var words: [String] = []
    if outlook.hoursPerLead == nil {
      words.append("Fewer of what takes most hours cannot be told: no file has hours of sales.")
    } else if kinds.contains(where: { if case .raiseBar = $0 { true } else { false } }),
      !kinds.contains(where: { if case .fewerHours = $0 { true } else { false } })
    {
      words.append("Fewer of what takes most hours are the same leads as a higher bar.")
    }
    if !kinds.contains(where: { if case .later = $0 { true } else { false } }) {
      words.append("Beginning later does not end it within the goal’s days.")
    }
    return words
  }

  func helplessShort(_ one: Alignment.Helpless) -> String {
    switch one.cause {
    case .aim(let at): "A \(answer.alignment.aims[at].isFloor ? "lower" : "higher") goal alone: not enough"
    case .room, .queue: "More room alone: not enough"
    case .tried(let source): "More of \(printable(source)) alone: no"
    }
  }

  /// What both could write down, if they take it.
  func decision(_ fix: Alignment.Fix) -> String {
    let until = fix.until.map { " until \(date($0))" } ?? ""
    switch fix.kind {
    case .move(let at, _, let to):
      let aim = answer.alignment.aims[at]
      return aim.measure == .leadsAWeek
        ? "A ceiling of \(leads(to)) leads a week\(until); the rest is held back."
        : "The goal for \(Self.inSentence(aim.measure)) is \(value(to, aim.measure))\(until)."
    case .raiseBar(_, let to, _, _, let held), .fewerHours(_, let to, _, _, let held):
      let names = held.prefix(2).map { printable($0.source) }.joined(separator: " and ")
      return "A higher bar at handover, \(leads(to)) leads a week\(until): \(names) only with a reason."
    case .later(_, let from, _): return "More leads begin on \(date(from))."
    case .moreRoom(_, let to, _): return "Sales makes room for \(leads(to)) leads a week\(until)."
    case .tryMore(let source, _, let to): return "\(printable(source)) is tried at \(leads(to)) a week for four weeks."
    case .letGo(_, let days): return "Who waits for \(Self.over(days)) is not called any more."
    case .together(let parts): return parts.map { decision($0) }.joined(separator: " ")
    }
  }

  /// The same before it is decided, as what to do: the beginning of a question.
  private func proposal(_ fix: Alignment.Fix) -> String {
    let until = fix.until.map { " until \(date($0))" } ?? ""
    switch fix.kind {
    case .move(let at, let from, let to):
      let aim = answer.alignment.aims[at]
      return aim.measure == .leadsAWeek
        ? "agree a ceiling of \(leads(to)) a week\(until)"
        : "\(to < from ? "lower" : "raise") the goal for \(Self.inSentence(aim.measure)) to \(value(to, aim.measure))\(until)"
    case .raiseBar(_, let to, _, _, _), .fewerHours(_, let to, _, _, _): return "agree a ceiling of \(leads(to)) a week\(until)"
    case .later(_, let from, _): return "begin with more leads on \(date(from))"
    case .moreRoom(_, let to, _): return "make room for \(leads(to)) leads a week\(until)"
    case .tryMore(let source, _, let to): return "try \(printable(source)) at \(leads(to)) a week for four weeks"
    case .letGo(let count, let days):
      return "let the \(leads(count)) go that wait for \(Self.over(days))"
    case .together(let parts): return parts.map(proposal).joined(separator: " and ")
    }
  }

  /// Ends in a choice.
  package var question: String { question(short: false) }

  func question(short: Bool) -> String {
    let look = date(lookAgain)
    let rest = short ? "" : ", hold the rest back"
    if answer.tried != nil, let fix = answer.question.trying {
      return "\(proposal(fix).capitalisedFirst)? d writes it down; look again on \(look)."
    }
    switch answer.alignment.verdict {
    case .noGoals where answer.alignment.fixes.isEmpty:
      return "Which goal does each side have for the coming quarter? a writes one down."
    case .fits where answer.alignment.fixes.isEmpty, .fitsByAnotherMix where answer.alignment.fixes.isEmpty:
      return "Keep the goals as they are, and look again on \(look)?"
    case .noGoals, .fits, .fitsByAnotherMix, .collide, .cannotBeTold:
      guard let fix = answer.alignment.fixes.first else { return "No single change ends it: which goal matters more?" }
      return "\(proposal(fix).capitalisedFirst)\(isCeiling(fix) ? rest : ""), and look again on \(look)?"
    }
  }

  /// The bare proposal, where there is one, or what is asked without one.
  private var asked: String? {
    if answer.tried != nil, let fix = answer.question.trying { return proposal(fix) }
    switch answer.alignment.verdict {
    case .noGoals where answer.alignment.fixes.isEmpty: return "which goal does each side have for the coming quarter"
    case .fits where answer.alignment.fixes.isEmpty, .fitsByAnotherMix where answer.alignment.fixes.isEmpty:
      return "keep the goals as they are"
    case .noGoals, .fits, .fitsByAnotherMix, .collide, .cannotBeTold: return answer.alignment.fixes.first.map(proposal)
    }
  }

  /// As much of it as stands whole in so much room: without what to do meanwhile, then without when to look again.
  func question(columns: Int, rows: Int) -> String {
    let first = asked.map { $0.capitalisedFirst + "?" } ?? question
    let brief = first.hasPrefix("Agree ") ? String(first.dropFirst(6)).capitalisedFirst : first
    return [question, question(short: true), first].first { wrap([.joint($0)], to: columns).count <= rows } ?? brief
  }

  private func isCeiling(_ fix: Alignment.Fix) -> Bool {
    switch fix.kind {
    case .move(let at, _, _): answer.alignment.aims[at].measure == .leadsAWeek
    case .raiseBar, .fewerHours: true
    case .later, .moreRoom, .tryMore, .letGo, .together: false
    }
  }

  /// Three days after the stretch that collides, or in four weeks.
  package var lookAgain: Day { (answer.alignment.unanswered?.until).map { $0 + 3 } ?? today + 28 }

  // MARK: Room

  package var room: [Span] {
    guard let first = answer.rooms.first ?? nil else { return [.sales("Room cannot be told"), .text(": \(roomRefusal)")] }
    return roomByWeek + [.muted(" · \(source(first))")]
  }

  /// How much from when on; whose word it is stands elsewhere.
  var roomByWeek: [Span] {
    guard !answer.rooms.compactMap(\.self).isEmpty else { return [.sales("Room cannot be told")] }
    let steps = answer.rooms.indices.filter { $0 == 0 || answer.rooms[$0]?.leads != answer.rooms[$0 - 1]?.leads }
    if steps.count > 3, let first = answer.rooms.first ?? nil, let at = steps.last, let end = answer.rooms[at] {
      return [
        .sales("\(leads(first.leads)) a week"),
        .text(", in steps to \(leads(end.leads)) from \(date(outlook.monday + 7 * at))"),
      ]
    }
    var words: [Span] = []
    var last: Alignment.Room?
    for (at, room) in answer.rooms.enumerated() {
      guard let room, last.map({ $0.leads != room.leads }) ?? true else { continue }
      let size = "\(room.source == .lowerBound ? "at least " : "")\(leads(room.leads))"
      let isOnce: Bool = if case .dated = room.source { true } else { false }
      words +=
        last == nil
        ? [.sales(isOnce ? "\(size) in its best week" : "\(size) a week")]
        : [.text(", \(size) from \(date(outlook.monday + 7 * at))")]
      last = room
    }
    return words
  }

  /// The people that a room was said by.
  func people(_ plan: StaffPlan) -> String {
    var words =
      "Said by people: \(Numbers.amount(plan.people)) with \(Numbers.amount(plan.hoursEach)) h a week each for new leads, \(Numbers.fixed(plan.hoursPerLead, 1)) h a lead"
    if plan.away > 0 { words += "; \(Numbers.amount(plan.away)) away" + (plan.awayUntil.map { " until \(date($0))" } ?? "") }
    if plan.starting > 0 {
      words +=
        "; \(Numbers.amount(plan.starting)) new" + (plan.startingFrom.map { " from \(date($0))" } ?? "")
        + ", learning for \(Numbers.count(plan.ramp)) \(plan.ramp == 1 ? "week" : "weeks")"
    }
    return words + "."
  }

  func source(_ room: Alignment.Room) -> String {
    switch room.source {
    case .sales: return "set by sales"
    case .plan(let file): return "plan in \(printable(file))"
    case .measured:
      guard case .success(let load) = outlook.workload, let range = load.room.perWeek else { return "measured" }
      return "measured \(leads(range.low))–\(leads(range.high)) · \(load.room.grade.rawValue)"
    case .lowerBound: return "never seen full: no upper figure"
    case .dated: return "without a queue"
    }
  }

  /// What the answers say beside what is set or planned.
  package var measured: String {
    guard case .success(let load) = outlook.workload else { return roomRefusal }
    switch load.room.status {
    case .measured:
      guard let range = load.room.perWeek else { return "" }
      return "First answers say \(leads(range.value)) (\(leads(range.low))–\(leads(range.high)))"
    case .dated(_, let last): return "Last seen full on \(date(last)): no word on today"
    case .neverFull: return "Never seen full; answered \(load.room.mostWithoutQueue) in one week"
    }
  }

  var roomRefusal: String {
    guard case .failure(let refusal) = outlook.workload else { return "" }
    switch refusal {
    case .noLeads: return "no leads are in the files"
    case .answersNotRecorded: return "no file says when a lead was first answered; + sets it by hand"
    case .tooFewAnswers(let count): return "\(count) answers are too few; + sets it by hand"
    case .recordTooShort(let days): return "\(days) days are too short a record; + sets it by hand"
    }
  }

  /// What one more lead of room would be worth, as far as that holds.
  var roomPrice: String? {
    guard let price = answer.alignment.roomPrice, price.deals.value > 0 else { return nil }
    func deals(_ value: Double) -> String { Numbers.fixed(value, 3) }
    let money = outlook.amounts.isEmpty ? 0 : outlook.amounts.reduce(0, +) / Double(outlook.amounts.count)
    let worth =
      money > 0
      ? ", \(Numbers.range(Numbers.money(price.deals.low * money, outlook.currency), Numbers.money(price.deals.high * money, nil))) of first-year revenue"
      : ""
    let hour = price.hours.map { " It takes about \(Numbers.hours($0)) of sales." } ?? ""
    let upTo = price.upTo.map { " That holds up to a room of \(leads($0))." } ?? ""
    return
      "One more lead of room a week is worth \(Numbers.range(deals(price.deals.low), deals(price.deals.high))) deals\(worth).\(hour)\(upTo)"
  }

  /// A hundred more leads of the largest source at the room that is shown: their own deals, and what they take from others.
  func nextHundred(_ hundred: (source: String, more: MoreLeads)) -> String {
    let more = hundred.more
    func signed(_ e: Estimate) -> String { Numbers.told(e, places: 1) }
    let verdict: String
    switch more.verdict {
    case .moreDeals: verdict = "more deals in nine of ten cases or more"
    case .fewerDeals: verdict = "fewer deals in nine of ten cases or more"
    case .cannotBeTold: verdict = "whether more deals or fewer cannot be told"
    }
    return
      "The next 100 leads of \(printable(hundred.source)) at this room: \(signed(more.own)) deals of their own, \(signed(more.delay)) by delaying others, \(signed(more.openDeals)) because open deals pile up. In all \(signed(more.total)): \(verdict)."
  }
}

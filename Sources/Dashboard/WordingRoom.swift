import Cells
import Records
import Translation

/// Room in words: what the next units do to leads that would have come anyway.
extension Wording {
  private func leads(_ value: Double) -> String { Numbers.count(max(0, value).rounded()) }

  /// Half a lead delayed by each is worth a sentence; less is the luck of days.
  private func tells(_ t: Translation) -> Crowding? { t.crowding.flatMap { tells($0) ? $0 : nil } }
  private func tells(_ crowding: Crowding) -> Bool { crowding.more.delayed.value >= 0.5 * Double(crowding.leads) }

  /// "The next 20 keep about 9 others waiting longer (0–18): 0.19 deals fewer from those (0.00–0.47)."
  package func crowded(_ t: Translation) -> String? {
    t.crowding.flatMap { delays($0, of: "The next \(Numbers.count($0.units))") }
  }

  /// The one sentence on leads that more leads delay, whoever asks for them; `nil` where there are none to speak of.
  func delays(_ crowding: Crowding, of whom: String) -> String? {
    guard tells(crowding) else { return nil }
    let more = crowding.more
    var line =
      "\(whom) \(crowding.units == 1 ? "keeps" : "keep") about \(Numbers.told(more.delayed, leads)) others waiting longer"
    let lost = Estimate(value: -more.delay.value, low: max(0, -more.delay.high), high: -more.delay.low)
    if lost.value >= 0.05 { line += ": about \(Numbers.told(lost, Numbers.amount)) deals fewer from those" }
    if more.verdict == .fewerDeals { line += ", and fewer in all" }
    return line + "."
  }

  /// The next units with everything counted; of money in deals, for nobody can say what others would have paid.
  func inAll(_ t: Translation) -> InAll? {
    guard t.outcome == .revenueWon else { return t.inAll }
    return findings.translations.first { $0.outcome == .dealsWon && $0.metric == t.metric }?.inAll
  }

  /// Where others lose by them, what is said of the units alone is called so.
  func ofTheirOwn(_ t: Translation) -> String { inAll(t)?.tells ?? false ? " of their own" : "" }

  /// In the headline, where everything counted is not what their own would be: "; 20 more at today’s room …". The figure comes first, so
  /// that no narrow pane is without it.
  func inAllClause(_ t: Translation, short: Bool) -> [Span]? {
    guard let all = inAll(t), all.tells else { return nil }
    let noun = t.outcome == .revenueWon ? " deals" : ""
    let line: [Span] = [
      "; \(Numbers.count(all.units)) more at today’s room\(short ? " " : ": ")",
      .sales("\(Numbers.told(all.total, Numbers.amount))\(noun)"), " in all",
    ]
    switch all.verdict {
    case .fewerDeals: return line + [", ", .bad("fewer")]
    case .moreDeals: return line
    case .cannotBeTold: return short ? line : line + [", so more or fewer cannot be told"]
    }
  }

  /// The same in a cell of a table: `20: −0.50 (−2.2 to 0.49)`.
  package func inAllCell(_ t: Translation) -> String {
    guard let all = t.inAll else { return "–" }
    return "\(Numbers.count(all.units)): \(Numbers.told(all.total, Numbers.amount))"
  }

  /// Why only the units' own outcomes are counted of the next ones; `nil` where nothing else is to be counted.
  package func ownOnly(_ t: Translation) -> String? {
    guard t.next != nil, t.inAll == nil else { return nil }
    switch t.outcome {
    case .salesHours, .revenueKept, .firstResponse, .complaints: return nil
    case .acceptedLeads: return "Whether a lead is accepted is not seen to hang on its wait; only the units’ own are counted."
    case .revenueWon: return "What others would have paid that wait longer is not known; deals_won counts them as deals."
    case .dealsWon, .opportunities: break
    }
    guard case .source = findings.metrics[t.metric].kind else {
      return "Nobody of it can be followed to sales’ queue, so what it makes others wait is not counted."
    }
    switch findings.workload {
    case nil: return "Room has not been worked out yet."
    case .failure(let refusal): return "Room cannot be told: \(refusal.why), so what others lose by waiting is not counted."
    case .success: return "They were never handed over, so nobody else waits for them."
    }
  }

  /// The three lines behind it, for *why*.
  func crowdedLines(_ t: Translation) -> [String] {
    guard let crowding = t.crowding else { return [] }
    let more = crowding.more
    func line(_ name: String, _ e: Estimate) -> String { "\(name): \(Numbers.told(e, Numbers.amount))" }
    var lines = [
      "The next \(Numbers.count(crowding.units)) are \(Numbers.count(crowding.leads)) \(crowding.leads == 1 ? "lead" : "leads") for sales; at the room there is, deals by half a year on:",
      line("their own, at the waits they meet", more.own),
      line("lost by delaying \(leads(more.delayed.value)) others", more.delay),
      line("lost because open deals pile up", more.openDeals),
    ]
    switch more.verdict {
    case .fewerDeals: lines.append(line("in all, fewer", crowding.inAll(.dealsWon).total))
    case .moreDeals: lines.append(line("in all, more", crowding.inAll(.dealsWon).total))
    case .cannotBeTold: lines.append(line("in all, cannot be told", crowding.inAll(.dealsWon).total))
    }
    if case .success(let workload)? = findings.workload { lines.append(room(workload.room)) }
    return lines
  }

  /// "Sales has room for about 67 leads a week (58–96); 42 a week came lately." What sales or a plan says comes first: that is what is
  /// played.
  package func room(_ room: Room) -> String {
    guard let said = saidRoom else { return measured(room, "Sales has") }
    return "\(said) \(measured(room, "First answers showed"))"
  }

  /// The room of the coming weeks, where sales or a plan says it, and its first step.
  private var saidRoom: String? {
    let weeks = (0..<Outlook.weeksAhead).map { week -> Double? in
      if case .perWeek(let leads) = findings.roomDial.setting(week: week) { leads } else { nil }
    }
    guard let first = weeks.first ?? nil else { return nil }
    let step = weeks.firstIndex { $0 != first }
    let then = step.map { at in
      let monday = (findings.outlook?.monday ?? findings.cutoff) + 7 * at
      return weeks[at].map { ", \(leads($0)) from \(Numbers.date(monday, today: today))" }
        ?? " until \(Numbers.date(monday - 1, today: today))"
    }
    return "Sales takes \(leads(first)) leads a week\(then ?? ""), as it or its plan says."
  }

  private func measured(_ room: Room, _ says: String) -> String {
    let lately = "\(leads(room.arrivingLately)) a week came in the last 4."
    switch room.status {
    case .measured:
      guard let week = room.perWeek else { return lately.capitalisedFirst }
      return "\(says) room for about \(Numbers.told(week, leads)) leads a week; \(lately)"
    case .dated(_, let last):
      guard let week = room.perWeek else { return lately.capitalisedFirst }
      return
        "Sales was last seen full on \(Numbers.date(last, today: today)), at about \(Numbers.told(week, leads)) leads a week; \(lately)"
    case .neverFull:
      return
        "Sales was never seen full: \(Numbers.count(room.mostWithoutQueue)) in one week were answered without a queue; \(lately)"
    }
  }

  /// The overload in three voices, where more of this means fewer deals: `nil` otherwise.
  func overloaded(_ t: Translation) -> (marketing: String, sales: String, both: String)? {
    guard let crowding = t.crowding, crowding.more.verdict == .fewerDeals, case .success(let workload)? = findings.workload
    else { return nil }
    let more = crowding.more
    let said: Double? = if case .perWeek(let leads) = findings.roomDial.setting(week: 0) { leads } else { nil }
    let ceiling = (said ?? workload.room.perWeek?.value).map(leads)
    return (
      room(workload.room) + " More of it makes the others wait.",
      "\(Numbers.count(crowding.leads)) more to call would keep \(Numbers.told(more.delayed, leads)) others waiting, \(leads(more.extraDays.value)) days in all.",
      ceiling.map { "Agree a ceiling of \($0) a week, hold the rest back, and look again in 4 weeks?" }
        ?? "Agree a ceiling, hold the rest back, and look again in 4 weeks?"
    )
  }

  /// Where nobody can say whether more of it adds anything: what marketing and both hear of it.
  func undecided(_ t: Translation) -> (marketing: String, both: String)? {
    guard let all = inAll(t), all.verdict == .cannotBeTold else { return nil }
    let noun = t.outcome == .revenueWon ? "deals" : t.outcome.noun
    return (
      "Whether \(Numbers.count(all.units)) more add \(noun) at today’s room cannot be told.",
      "Hold it at today’s level until there is room, or make room first?"
    )
  }

  /// What an outcome that no source has for itself hears of its leads: how much longer others wait for more of them.
  func waiting(_ t: Translation, _ outcome: OutcomeKind) -> String? {
    guard outcome == .firstResponse,
      let crowding = findings.translations.first(where: { $0.outcome == .dealsWon && $0.metric == t.metric })?.crowding
    else { return nil }
    let more = crowding.more
    return
      "The next \(Numbers.count(crowding.units)) are \(Numbers.count(crowding.leads)) to answer. All others together would wait longer by about \(Numbers.told(more.extraDays, leads)) days."
  }
}

extension AlignWording {
  /// The speed of the first answer, of the source that tells most about it: counts first, then like with like.
  package var speed: String? {
    guard case .success(let found) = answer.outlook.speed, let one = found.sources.first else { return nil }
    let name = printable(one.source)
    let (fast, slow) = (one.cells[0], one.cells[2])
    let did = found.reached == .qualified ? "qualified by talk" : "opened a deal"
    let counts =
      "of \(Numbers.count(fast.leads)) \(name) answered within an hour \(Numbers.count(fast.reached)) \(did) (\(Numbers.percent(fast.share))), of \(Numbers.count(slow.leads)) answered on a later day \(Numbers.count(slow.reached)) (\(Numbers.percent(slow.share)))."
    let range = Numbers.range(Numbers.amount(one.within.low), Numbers.amount(one.within.high))
    let times = "\(Numbers.amount(one.within.value)) times as often (\(range))"
    switch one.grade {
    case .n:
      return "\(counts) Among those that came on one weekday it makes no difference worth having: \(times). Grade N."
    case .d:
      return
        "\(counts) Among those that came on one weekday it is \(times), so whether speed matters cannot be told yet. Grade D."
    case .a, .b, .c, .x:
      return
        "\(counts) Among those that came on one weekday the fast ones did so \(times). Grade \(one.grade.rawValue), a hint: who is answered first is not drawn by lot."
    }
  }
}

extension Room.Refusal {
  /// As the end of a sentence.
  var why: String {
    switch self {
    case .noLeads: "no leads are in the files"
    case .answersNotRecorded: "no file says when a lead was first answered"
    case .tooFewAnswers(let count): "\(Numbers.count(count)) answers are too few"
    case .recordTooShort(let days): "\(Numbers.count(days)) days are too short a record"
    }
  }
}

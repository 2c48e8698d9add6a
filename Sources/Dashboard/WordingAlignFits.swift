import Cells
import Records
import Translation

/// The sentence of Align where nothing collides, or where that cannot be told.
extension AlignWording {
  func fitting(_ shown: Alignment) -> [Span] {
    let all = shown.standings.count
    let over = shown.standings.filter { $0.verdict == .met || $0.verdict == .missed }
    if over.count == all, all > 0 {
      let met = over.count { $0.verdict == .met }
      return [
        .text(
          all == 1
            ? "The goal’s days are over: it was \(met == 1 ? "met" : "missed")."
            : "The days of \(all == 2 ? "both" : "all \(all)") goals are over: \(met == all ? "all were" : met == 0 ? "none was" : "\(met) \(met == 1 ? "was" : "were")") met."
        )
      ]
    }
    if !shown.aims.isEmpty, shown.metAlready.count == shown.aims.count {
      return [
        .text(
          all == 1
            ? "The goal is met by what is there and in hand already: nothing has to come for it."
            : "All goals are met by what is there and in hand already: nothing has to come for them.")
      ]
    }
    let open = shown.standings.indices.filter { Self.isOpen(shown.standings[$0]) }
    let rest: [Span] = unjudged(shown).map { [.text(" " + $0)] } ?? []
    if !isPlanned, let load = shown.overfull, load.share > 1.02,
      let week = shown.weeks.first(where: { $0.monday == load.monday }), let room = week.room
    {
      return [
        .text(
          all == 1
            ? "The goal collides with nothing, but more comes than there is room for: "
            : "The goals do not collide, but more comes than there is room for: "),
        .marketing(arriving(week.expected)), .text(" in week \(AlignPanel.weekNumber(week.monday)), "),
        .text("against "), .sales("a room of \(leads(room.leads))"), .text("."),
      ] + rest
    }
    if let at = open.first(where: { shown.standings[$0].verdict == .unlikely }) {
      let missed = open.count { shown.standings[$0].verdict == .unlikely }
      let aim = shown.aims[at]
      return [
        .text(
          all == 1
            ? "The goal collides with nothing, and as things go it is missed: "
            : "The goals do not collide, and as things go \(missed == 1 ? "one is" : "\(missed) are") missed: "),
        Span("\(aim.isFloor ? "" : "at most ")\(value(aim.value, aim.measure)) \(Self.inSentence(aim.measure))", role(aim)),
        .text(missed > 1 ? ", the first of them." : "."),
      ] + rest
    }
    let fitsRoom = all == 1 && shown.aims[0].measure == .leadsAWeek && (answer.rooms.first ?? nil) != nil
    return [
      .text(all == 1 ? fitsRoom ? "The goal fits the room" : "Nothing stands against the goal" : "The goals do not collide"),
      .text(
        shown.fitsSafely
          ? all == 1 ? ", in eight cases of ten or more." : ", each is met in eight cases of ten or more."
          : all == 1 ? ", at even odds: not in eight cases of ten." : ", at even odds: not each is met in eight cases of ten."),
    ] + rest
  }

  /// Where nothing that is counted says whether they collide.
  func untold(_ shown: Alignment) -> [Span] {
    guard let at = shown.standings.indices.first(where: { Self.reason(of: shown.standings[$0]) != nil }),
      let reason = Self.reason(of: shown.standings[at])
    else {
      return [
        .text("Whether the goals collide cannot be told: nothing that is counted says which leads it takes to reach them.")
      ]
    }
    let name = Self.name(shown.aims[at].measure).capitalisedFirst
    let words = Self.reason(reason)
    let others = shown.standings.count { Self.reason(of: $0) != nil } - 1
    return [
      .text("\(printable(name)) cannot be judged: \(words.lowercasedFirst)"),
      .text(others > 0 ? " So it is with \(others) more \(others == 1 ? "goal" : "goals")." : ""),
    ]
  }

  private func unjudged(_ shown: Alignment) -> String? {
    let count = shown.standings.count { Self.reason(of: $0) != nil }
    return count == 0 ? nil : "\(count) of \(shown.standings.count) cannot be judged."
  }

  private static func reason(of standing: Standing) -> Standing.Reason? {
    if case .cannotBeTold(let reason) = standing.verdict { reason } else { nil }
  }

  private static func isOpen(_ standing: Standing) -> Bool {
    switch standing.verdict {
    case .likely, .tossUp, .unlikely: true
    case .met, .missed, .cannotBeTold: false
    }
  }

  /// `sales’ 40 deals won takes`: the goals among what stands in the way.
  func needing(_ shown: Alignment, _ causes: [Alignment.Cause]) -> String {
    let goals = causes.compactMap { cause -> String? in if case .aim = cause { named(cause, shown) } else { nil } }
    return goals.isEmpty ? "the goals take" : "\(Self.listed(goals)) \(goals.count == 1 ? "takes" : "take")"
  }

  func role(_ aim: Aim) -> Role {
    switch aim.side {
    case .marketing: .marketing
    case .sales: .sales
    case .both: .joint
    }
  }
}

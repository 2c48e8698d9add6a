import Records

/// Changes of a goal on leads that are more than a smaller number: a higher bar, fewer of what takes hours, a later beginning.
extension AlignmentRows {
  /// The leads that bring least for the room they take are held back until the rest fits: a higher bar at the handover. `byHours`: those
  /// that take most of sales' hours for a deal.
  func raisedBar(_ at: Int, byHours: Bool) -> Alignment.Fix? {
    guard !byHours || sources.contains(where: { $0.hours != nil }) else { return nil }
    guard aims[at].measure == .leadsAWeek, aims[at].isFloor, let (level, last) = bar(at) else { return nil }
    let inside = segments.indices.filter { $0 <= last && count($0, aims[at]) > 0 }
    // The goal's leads at today's mix, or those that come by themselves, where they are more.
    let coming = inside.flatMap { segments[$0].weeks.map { self.weeks[$0].expected.value } }
    let goal = max(aims[at].value, coming.reduce(0, +) / Double(max(1, coming.count)))
    let planned = sources.map { (source: $0, leads: $0.usual / all * goal) }
    func worth(_ source: Outlook.Source) -> Double {
      byHours ? source.mean(.dealsWon) / max(0.01, source.hours ?? averageHours ?? 1) : source.mean(.dealsWon)
    }
    var over = planned.reduce(0) { $0 + $1.leads } - level
    guard over > 0 else { return nil }
    var held: [Alignment.Fix.Held] = []
    var (leads, deals) = (0.0, 0.0)
    for one in planned.sorted(by: {
      worth($0.source) != worth($1.source) ? worth($0.source) < worth($1.source) : $0.source.name < $1.source.name
    }) where over > 1e-9 {
      let back = min(one.leads, over)
      held.append(Alignment.Fix.Held(source: one.source.name, leads: back, share: back / one.leads))
      over -= back
      leads += back
      deals += back * one.source.mean(.dealsWon)
    }
    let whole = planned.reduce(0) { $0 + $1.leads * $1.source.mean(.dealsWon) }
    let weeks = Double(coming.count)
    let (to, part, value) = (goal - leads, leads / goal, whole > 0 ? deals / whole : 0)
    let spared = averageHours.map { average in
      held.reduce(0) { sum, one in sum + one.leads * (sources.first { $0.name == one.source }?.hours ?? average) }
    }
    return Alignment.Fix(
      kind: byHours
        ? .fewerHours(aim: at, to: to, leads: part, value: value, hold: held)
        : .raiseBar(aim: at, to: to, leads: part, value: value, hold: held), until: end(last), relative: part,
      leads: -leads * weeks, hours: spared.map { -$0 * weeks }, deals: -deals * weeks)
  }

  /// So many a week, and the stretch of weeks until which: the least room that the goal is above; less, where that does not end it, as where
  /// more than that waits already.
  private func bar(_ at: Int) -> (level: Double, last: Int)? {
    if let atRoom = barAtRoom(at), ends(at, at: atRoom.level, through: atRoom.last) { return atRoom }
    return moved(at).flatMap { $0.to >= 0.5 ? ($0.to, $0.last) : nil }
  }

  private func barAtRoom(_ at: Int) -> (level: Double, last: Int)? {
    let short = segments.indices.filter { segment in
      count(segment, aims[at]) > 0 && segments[segment].room.map { $0.leads < aims[at].value } ?? false
    }
    guard let last = short.last, let level = short.compactMap({ segments[$0].room?.leads }).min(), level > 0 else { return nil }
    return (level, last)
  }

  /// The first later Monday from which everything fits; `nil` where more comes by itself than there is room for.
  func later(_ at: Int) -> Alignment.Fix? {
    guard aims[at].measure == .leadsAWeek, aims[at].isFloor else { return nil }
    let first = max(aims[at].from, outlook.monday)
    guard
      let weeks = Goals<Double>.firstStep(
        1...26,
        { step in
          var moved = aims
          moved[at].from = first.startOfWeek + 7 * step
          // Beyond the goal's last day there is nothing left of it: no shift, a different goal.
          guard moved[at].from < aims[at].to, moved[at].from < outlook.monday + 7 * Outlook.weeksAhead else {
            return Goals(variables: ["none"], rows: [Goals.Row("none", .fixed, [0], .atLeast, 1)])
          }
          return AlignmentRows(outlook, aims: moved, segments: segments, weeks: self.weeks, standings: standings).goals
        })
    else { return nil }
    let held = self.weeks.filter { $0.monday >= first.startOfWeek && $0.monday < first.startOfWeek + 7 * weeks }
    let (coming, room) = held.reduce((0.0, 0.0)) { ($0.0 + $1.expected.value, $0.1 + ($1.room?.leads ?? .infinity)) }
    guard coming <= room + 0.5 else { return nil }
    let lost = held.reduce(0) { $0 + max(0, aims[at].value - $1.expected.value) }
    return Alignment.Fix(
      kind: .later(aim: at, from: first.startOfWeek + 7 * weeks, weeks: weeks), until: nil,
      relative: Double(weeks) / Double(Outlook.weeksAhead), leads: -lost, hours: averageHours.map { -$0 * lost },
      deals: -averageWorth * lost)
  }
}

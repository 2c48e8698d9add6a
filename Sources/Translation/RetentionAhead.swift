import Records

/// The coming year and the coming thirteen weeks, by draws.
struct RetentionAhead {
  var leaving: [Int] = []
  var net: [Double] = []
  var due: [Retention.Due] = []
  var dueLost: [Double] = []
  var dueLeaving: [Int] = []
  var oftenLost: [Double] = []
  var oftenLeaving: [Int] = []
  /// The day after the last of the thirteen weeks.
  let end: Day

  init(_ upcoming: [Retention.Upcoming], draws: [Retention.Draw], cutoff: Day, _ stream: inout Draws) {
    let monday = cutoff.startOfWeek + 7
    let end = monday + 7 * Retention.weeksAhead
    self.end = end
    due = (0..<Retention.weeksAhead).map { Retention.Due(monday: monday + 7 * $0, customers: 0, yearly: 0, lost: 0) }
    let revenue = max(1e-9, upcoming.reduce(0) { $0 + $1.yearly })
    var weekLost = [Double](repeating: 0, count: due.count)
    // What comes up before next Monday counts with the first week.
    func week(_ day: Day) -> Int { max(0, (day - monday) / 7) }
    let soon = upcoming.map { $0.times(until: end - 1) }
    let inYear = upcoming.map { $0.times(cutoff) }
    for draw in draws {
      var (gone, stays) = (0, 0.0)
      var (lost, lostSoon, oftenLost, oftenSoon) = (0.0, 0, 0.0, 0)
      for (at, one) in upcoming.enumerated() {
        let luck = stream.unit()
        let isGone = luck < (inYear[at] == 0 ? 0 : one.chance(draw, times: inYear[at]))
        if isGone { gone += 1 } else { stays += one.yearly }
        guard soon[at] > 0 else { continue }
        var before = 0.0
        for step in 1...soon[at] {
          let chance = one.chance(draw, times: step)
          weekLost[week(step == 1 ? one.day : Contracts.anniversary(of: one.day, step - 1, months: one.months))] +=
            (chance - before) * one.yearly
          before = chance
        }
        guard luck < before else { continue }
        if one.isOften {
          oftenLost += one.yearly
          oftenSoon += 1
        } else {
          lost += one.yearly
          lostSoon += 1
        }
      }
      leaving.append(gone)
      net.append(stays / revenue * draw.growth)
      dueLost.append(lost)
      dueLeaving.append(lostSoon)
      self.oftenLost.append(oftenLost)
      oftenLeaving.append(oftenSoon)
    }
    for (at, one) in upcoming.enumerated() where soon[at] > 0 {
      for step in 0..<soon[at] {
        let at = week(step == 0 ? one.day : Contracts.anniversary(of: one.day, step, months: one.months))
        due[at].customers += 1
        due[at].yearly += one.yearly
      }
    }
    for week in due.indices { due[week].lost = weekLost[week] / Double(draws.count) }
  }
}

extension Retention.Upcoming {
  /// Comes up more than once in the coming weeks.
  var isOften: Bool { months <= 3 }
}

extension Retention.Before {
  /// `nil` where the record had no year before that day, or too little then.
  init?(_ now: Customers, cutoff: Day, from: Day) {
    var then = Customers()
    then.facts = now.facts
    let decided = now.facts.usualDelay.map { cutoff - $0 }
    then.facts.decidedUntil = decided
    var left = 0
    for row in 0..<now.count where now.start[row] <= cutoff {
      var end = now.ended[row].flatMap { $0 <= cutoff ? $0 : nil }
      if let ended = end, let decided, ended > decided { end = nil }
      then.start.append(now.start[row])
      then.ended.append(end)
      then.yearlyAtStart.append(.nan)
      then.yearlyNow.append(now.yearlyNow[row])
      then.renewals.append(0)
      then.part.append(now.part[row])
      then.months.append(now.months.indices.contains(row) ? now.months[row] : 0)
      then.terms.append(now.terms.indices.contains(row) ? now.terms[row].filter { $0.start <= cutoff } : [])
      if end == nil, now.ended[row] != nil { left += now.ended[row].map { $0 <= cutoff + 365 } ?? false ? 1 : 0 }
    }
    guard then.count > 0, from <= cutoff - 180, let found = try? Retention(then, cutoff: cutoff) else { return nil }
    (customers, said, self.left) = (found.customers, found.leaving, left)
  }
}

extension Contracts.Lengths {
  var told: Retention.LengthSource {
    switch source {
    case .column(let name): .column(name)
    case .rows: .rows
    case .ends: .ends(against: nil)
    case .endsAgainst(let name): .ends(against: name)
    case .assumed: .assumed
    }
  }
}

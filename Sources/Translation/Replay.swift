import Glibc

/// The coming weeks played once: who comes, who is answered when, what opens and what is won, as expected and not as it falls out.
///
/// The room of a day goes to those who wait by the order that the record shows: part of it strictly by age, the rest to anybody
/// alike, sources with a claim to it first. Who is never answered leaves at the age at which people give up.
struct Replay {
  /// By week ahead; day 0 is the day after the cutoff, weeks begin on Mondays; what lies before the first is played and not counted.
  var arrived = [Double](repeating: 0, count: Inflow.weeks)
  var room = [Double](repeating: 0, count: Inflow.weeks)
  var backlog = [Double](repeating: 0, count: Inflow.weeks)
  /// Of those who came in the week: days waited, summed, and how many were answered.
  var waited = [Double](repeating: 0, count: Inflow.weeks)
  var answered = [Double](repeating: 0, count: Inflow.weeks)
  var unanswered = 0.0
  /// Deals that open, by (source, week of the answer); the extra leads are one more source at the end.
  var opens: [Double]
  /// Answers by (day of coming + give-up age, days waited), the extra leads left out.
  var byAge: [Float]

  struct Extra {
    var source: Int
    /// Leads by day ahead.
    var byDay: [Double]
  }

  init(
    _ start: ReplayStart, _ world: ReplayWorld, _ dial: RoomDial, extra: Extra? = nil, lettingGo: Int? = nil,
    until days: Int = ReplayStart.days
  ) {
    let sources = start.sources
    let all = sources + (extra == nil ? 0 : 1)
    let oldest = start.giveUp
    let cohorts = days + oldest + 1
    opens = [Double](repeating: 0, count: all * Inflow.weeks)
    byAge = [Float](repeating: 0, count: cohorts * (oldest + 1))
    var amount = [Double](repeating: 0, count: all * cohorts)
    for s in 0..<sources {
      for age in 0...oldest {
        let waits = start.waiting[s * (oldest + 1) + age]
        if let lettingGo, age > lettingGo {
          opens[s * Inflow.weeks] += waits * world.unanswered * Double(world.chance[s * (oldest + 1) + oldest])
        } else {
          amount[s * cohorts + oldest - age] = waits
        }
      }
    }
    func kind(_ s: Int) -> Int { s < sources ? s : extra?.source ?? 0 }
    let kinds = (0..<all).map(kind)
    let effort = kinds.map { start.effort[$0] }
    let priority = kinds.map { start.order.priority[$0] }
    let hasPriorities = priority.contains { $0 != priority[0] }
    var (free, takes) = ([Double](repeating: 0, count: all), [Double](repeating: 0, count: all))
    var heads = [Int](repeating: 0, count: all)
    let overnight = start.order.overnight
    for day in 0..<days {
      let week = min(Inflow.weeks - 1, max(0, day - start.lead) / 7)
      let today = day + oldest + 1
      var waiting = 0.0
      for s in 0..<all {
        let came = s < sources ? Double(world.arrivals[s * ReplayStart.days + day]) : extra?.byDay[day] ?? 0
        let stays = came * (1 - start.ignored[kinds[s]])
        amount[s * cohorts + today - 1] += stays
        if day >= start.lead { arrived[week] += came }
        // Ignored ones keep what the unanswered keep.
        opens[s * Inflow.weeks + week] +=
          (came - stays) * world.unanswered * Double(world.chance[kinds[s] * (oldest + 1) + oldest])
        leave(s, amount: &amount, cohorts, today - 1 - oldest - 1, world, kinds[s], oldest, week, isExtra: s >= sources)
        while heads[s] < today - 1, amount[s * cohorts + heads[s]] <= 1e-9 { heads[s] += 1 }
        var sum = 0.0
        for c in heads[s]..<today { sum += amount[s * cohorts + c] }
        free[s] = effort[s] * (sum - overnight * amount[s * cohorts + today - 1])
        waiting += free[s]
      }
      let full: Double
      switch dial.setting(week: week) {
      case .asEstimated: full = world.room
      case .perWeek(let leads): full = leads / Double(start.workdays)
      case .times(let factor): full = world.room * factor
      }
      let able = world.isOpen[day] ? full * Double(world.roomLuck[day]) : 0
      if day >= start.lead { room[week] += able }
      if able > 0, waiting > 0 {
        share(able, free, priority, hasPriorities, waiting, into: &takes)
        for s in 0..<all where takes[s] > 0 {
          take(
            takes[s] / effort[s], s, &amount, cohorts, heads[s]..<today, start, world, kinds[s], week,
            isAll: takes[s] >= free[s] * (1 - 1e-9), isExtra: s >= sources)
        }
      }
      if (day - start.lead) % 7 == 6 || day == days - 1 {
        backlog[week] = (0..<all).reduce(0) { sum, s in (heads[s]..<today).reduce(sum) { $0 + amount[s * cohorts + $1] } }
      }
    }
    finish(start, world, amount, cohorts, days, kinds, all)
  }

  /// Room among sources: everybody where it is enough, else by their claims.
  private func share(
    _ able: Double, _ free: [Double], _ priority: [Double], _ hasPriorities: Bool, _ waiting: Double, into takes: inout [Double]
  ) {
    if able >= waiting {
      for s in free.indices { takes[s] = free[s] }
      return
    }
    guard hasPriorities else {
      for s in free.indices { takes[s] = free[s] * able / waiting }
      return
    }
    var t = able / waiting
    for _ in 0..<12 {
      var (sum, slope) = (0.0, 0.0)
      for s in free.indices {
        let left = exp(-t * priority[s])
        sum += free[s] * (1 - left)
        slope += free[s] * priority[s] * left
      }
      let off = able - sum
      if abs(off) < 1e-6 * able { break }
      t = max(t / 4, t + off / max(slope, 1e-12))
    }
    for s in free.indices { takes[s] = min(free[s], free[s] * (1 - exp(-t * priority[s]))) }
  }

  private mutating func leave(
    _ s: Int, amount: inout [Double], _ cohorts: Int, _ cohort: Int, _ world: ReplayWorld, _ kind: Int, _ oldest: Int,
    _ week: Int,
    isExtra: Bool
  ) {
    guard cohort >= 0, amount[s * cohorts + cohort] > 0 else { return }
    let gone = amount[s * cohorts + cohort]
    amount[s * cohorts + cohort] = 0
    opens[s * Inflow.weeks + week] += gone * world.unanswered * Double(world.chance[kind * (oldest + 1) + oldest])
    if !isExtra { unanswered += gone }
  }

  private mutating func take(
    _ leads: Double, _ s: Int, _ amount: inout [Double], _ cohorts: Int, _ range: Range<Int>, _ start: ReplayStart,
    _ world: ReplayWorld, _ kind: Int, _ week: Int, isAll: Bool, isExtra: Bool
  ) {
    let oldest = start.giveUp
    let newest = range.upperBound - 1
    let late = amount[s * cohorts + newest] * start.order.overnight
    var byOrder = isAll ? leads : leads * start.order.strictness
    var left = leads - byOrder
    func answer(_ c: Int, _ n: Double) {
      amount[s * cohorts + c] -= n
      let age = min(oldest, newest - c)
      opens[s * Inflow.weeks + week] += n * Double(world.chance[kind * (oldest + 1) + age])
      if !isExtra { byAge[c * (oldest + 1) + age] += Float(n) }
      let day = c - oldest
      guard day >= 0 else { return }
      let came = min(Inflow.weeks - 1, max(0, day - start.lead) / 7)
      waited[came] += n * Double(age)
      answered[came] += n
    }
    func free(_ c: Int) -> Double { amount[s * cohorts + c] - (c == newest ? late : 0) }
    if start.order.isOldestFirst {
      for c in range where byOrder > 1e-12 {
        let n = min(byOrder, max(0, free(c)))
        if n > 0 { answer(c, n) }
        byOrder -= n
      }
    } else {
      for c in range.reversed() where byOrder > 1e-12 {
        let n = min(byOrder, max(0, free(c)))
        if n > 0 { answer(c, n) }
        byOrder -= n
      }
    }
    left += max(0, byOrder)
    guard left > 1e-12 else { return }
    let rest = range.reduce(0) { $0 + max(0, free($1)) }
    guard rest > 0 else { return }
    let part = min(1, left / rest)
    for c in range {
      let n = part * max(0, free(c))
      if n > 0 { answer(c, n) }
    }
  }

  /// Who still waits when the last day ends is answered after as long again as the queue takes.
  private mutating func finish(
    _ start: ReplayStart, _ world: ReplayWorld, _ amount: [Double], _ cohorts: Int, _ days: Int, _ kinds: [Int], _ all: Int
  ) {
    let oldest = start.giveUp
    let left = amount.reduce(0, +)
    guard left > 0 else { return }
    let more = Int(left / max(0.5, world.room) * 7 / Double(start.workdays) / 2)
    for s in 0..<all {
      for c in 0..<cohorts where amount[s * cohorts + c] > 0 {
        let age = days - 1 - (c - oldest) + more
        let kept = age > oldest ? world.unanswered : 1
        opens[s * Inflow.weeks + Inflow.weeks - 1] +=
          amount[s * cohorts + c] * kept * Double(world.chance[kinds[s] * (oldest + 1) + min(oldest, max(0, age))])
      }
    }
  }

  /// Open deals by week, with those of today, and the wins of each (source, week of opening) at a load.
  func openings(_ start: ReplayStart, withPending: Bool = true) -> [Double] {
    let all = opens.count / Inflow.weeks
    let weeks = ReplayStart.weeks
    var result = [Double](repeating: 0, count: all * weeks)
    for s in 0..<all {
      if withPending, s < start.sources { for w in 0..<weeks { result[s * weeks + w] = start.pending[s * weeks + w] } }
      for w in 0..<Inflow.weeks {
        let n = opens[s * Inflow.weeks + w]
        guard n > 0 else { continue }
        for (k, share) in start.opening.enumerated() where w + k < weeks { result[s * weeks + w + k] += n * share }
      }
    }
    return result
  }

  static func load(_ openings: [Double], _ start: ReplayStart) -> [Double] {
    let weeks = ReplayStart.weeks
    var total = [Double](repeating: 0, count: weeks)
    for i in openings.indices { total[i % weeks] += openings[i] }
    return (0..<weeks).map { w in
      var sum = start.stillOpen[w]
      for k in 0...w { sum += (total[w - k] + start.outbound) * start.staying[k] }
      return sum
    }
  }
}

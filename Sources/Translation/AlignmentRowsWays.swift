import Records

/// The least changes that end a conflict, one of each kind.
extension AlignmentRows {
  /// One change of each kind that helps, the relatively smallest first, and what no size of it ends.
  func waysOut(_ conflict: [Int]) -> (fixes: [Alignment.Fix], helpless: [Alignment.Helpless]) {
    // Room is one thing, whatever its steps, and so is the queue that waits for it.
    let rows = goals.fixes(conflict.filter { !isRoom($0) })
    let asksForRoom = conflict.contains { isRoom($0) }
    let room = asksForRoom ? moreRoom : nil
    var helpless = helpless(rows)
    if asksForRoom, room == nil, let cause = causes(conflict.filter(isRoom)).first { helpless.append(stuck(cause)) }
    return (fixes(conflict, rows, [room, lettingGo].compactMap(\.self)), helpless)
  }

  private func isRoom(_ row: Int) -> Bool {
    switch meaning[row] {
    case .room, .queue: true
    case .aim, .tried: false
    }
  }

  private func fixes(_ conflict: [Int], _ rows: [Goals<Double>.Fix], _ others: [Alignment.Fix]) -> [Alignment.Fix] {
    var found = rows.compactMap { fix in fix.by == nil ? nil : told(fix) } + others
    // The first that can be told: a pair with one step of the room in it, or one that leaves nothing of a goal, is none.
    if found.isEmpty {
      found =
        goals.pairs(conflict.filter { $0 != queueRow }).lazy.compactMap { together([$0.0, $0.1]) }.first.map { [$0] } ?? []
    }
    if found.isEmpty {
      let movable = goals.rows.indices.filter { goals.rows[$0].kind == .goal }
      if let all = goals.lowering(movable) { found = [together(all)].compactMap { $0 } }
    }
    let leads = aims.indices.filter { at in
      aims.firstIndex { $0.isSame(as: aims[at]) } == at
        && conflict.contains { if case .aim(at, .some) = meaning[$0] { true } else { false } }
    }
    let bars = leads.compactMap { raisedBar($0, byHours: false) }
    found += bars
    // Where they are the same leads it is one change.
    found += leads.compactMap { raisedBar($0, byHours: true) }.filter { one in !bars.contains { $0.held == one.held } }
    found += leads.compactMap(later)
    return found.sorted { a, b in
      // What differs by rounding is as large.
      let (x, y) = ((a.relative ?? 1e9) * 1e6, (b.relative ?? 1e9) * 1e6)
      return x.rounded() != y.rounded() ? x < y : a.rank < b.rank
    }
  }

  private func helpless(_ rows: [Goals<Double>.Fix]) -> [Alignment.Helpless] {
    var found: [Alignment.Helpless] = []
    for fix in rows where fix.by == nil {
      guard let cause = causes([fix.row]).first, !found.contains(where: { $0.cause == cause }) else { continue }
      found.append(stuck(cause))
    }
    return found
  }

  /// What still cannot hold together once this is let go.
  private func stuck(_ cause: Alignment.Cause) -> Alignment.Helpless {
    let isOfRoom: Bool = if case .aim = cause { false } else if case .tried = cause { false } else { true }
    let rest = goals.rows.indices.filter { isOfRoom ? !isRoom($0) : causes([$0]).first != cause }
    return Alignment.Helpless(cause: cause, others: goals.isFeasible(rest) ? [] : causes(goals.conflict(rest)))
  }

  private func together(_ fixes: [Goals<Double>.Fix]) -> Alignment.Fix? {
    let needed = fixes.filter { ($0.by ?? 0) > 1e-6 }
    let parts = needed.compactMap(told)
    // One that leaves nothing of a goal is no way out, nor are the others without it.
    guard parts.count == needed.count else { return nil }
    guard parts.count > 1 else { return parts.first }
    // Goals of the same weeks hold the same leads back: in each week those of the goal that holds most.
    let lowered = parts.filter { ceiling($0) != nil }
    var most = [Double](repeating: 0, count: weeks.count)
    for part in lowered {
      guard let (at, to) = ceiling(part) else { continue }
      for (week, back) in held(at, to: to, until: part.until).enumerated() { most[week] = max(most[week], back) }
    }
    let twice = -most.reduce(0, +) - lowered.reduce(0) { $0 + $1.leads }
    return Alignment.Fix(
      kind: .together(parts), until: parts.compactMap(\.until).max(), relative: parts.reduce(0) { $0 + ($1.relative ?? 0) },
      leads: parts.reduce(twice) { $0 + $1.leads },
      hours: parts.compactMap(\.hours).reduce((averageHours ?? 0) * twice, +),
      deals: parts.reduce(averageWorth * twice) { $0 + $1.deals })
  }

  /// A floor on leads that is lowered, and to what.
  private func ceiling(_ fix: Alignment.Fix) -> (aim: Int, to: Double)? {
    guard case .move(let at, _, let to) = fix.kind, aims[at].measure == .leadsAWeek, aims[at].isFloor else { return nil }
    return (at, to)
  }

  func end(_ segment: Int?) -> Day? {
    guard let segment else { return nil }
    let weeks = segments[segment].weeks
    // A stretch that lasts as long as one looks has no end that is known.
    return weeks.upperBound == self.weeks.count ? nil : self.weeks[weeks.upperBound - 1].monday + 6
  }

  private func told(_ fix: Goals<Double>.Fix) -> Alignment.Fix? {
    guard let by = fix.by, let size = fix.to else { return nil }
    switch meaning[fix.row] {
    case .aim(let at, let segment):
      let least = segment == nil ? nil : moved(at)
      let (to, last) = (least?.to ?? size, least?.last)
      // A goal of nothing is none.
      if aims[at].isFloor, segment != nil, to < 0.5 { return nil }
      // Where the row holds what is still missing, the goal itself falls by as much.
      let isWhole = segment != nil
      let share: Bool = if case .share = aims[at].measure { true } else { false }
      let target = share ? shareWhenFitting(at, fix.row, by: by) : isWhole ? to : aims[at].value + (aims[at].isFloor ? -by : by)
      let relative = aims[at].value != 0 ? abs(target - aims[at].value) / abs(aims[at].value) : nil
      // As many fewer as would come, by the goal or as things go; a ceiling that is raised lets so many more in.
      let change =
        aims[at].measure == .leadsAWeek
        ? aims[at].isFloor ? -held(at, to: to, until: end(last)).reduce(0, +) : (to - aims[at].value) * span(at, through: last)
        : 0
      return Alignment.Fix(
        kind: .move(aim: at, from: aims[at].value, to: target), until: end(last), relative: relative,
        leads: change, hours: change == 0 ? nil : averageHours.map { $0 * change }, deals: averageWorth * change)
    case .room, .queue: return nil
    case .tried(let source):
      return Alignment.Fix(
        kind: .tryMore(source: sources[source].name, from: sources[source].tried, to: size), until: nil, relative: fix.relative,
        leads: by, hours: nil, deals: by * sources[source].mean(.dealsWon))
    }
  }

  // MARK: A goal on leads, week by week

  /// Stretches of weeks that a goal is about.
  private func stretches(_ at: Int) -> [(row: Int, segment: Int)] {
    meaning.indices.compactMap { row in
      if case .aim(at, let segment?) = meaning[row] { (row, segment) } else { nil }
    }
  }

  /// So many a week, and the last stretch of weeks in which: of all ways to move a goal from its first weeks on, the one that costs least.
  func moved(_ at: Int) -> (to: Double, last: Int)? {
    let own = stretches(at)
    guard let row = own.first?.row else { return nil }
    var found: (to: Double, last: Int, cost: Double)?
    for one in own {
      let rows = goals.together(row).filter { segment(of: $0).map { $0 <= one.segment } ?? false }
      let fix = goals.fix(row, with: rows)
      guard let by = fix.by, let to = fix.to else { continue }
      let cost = by * span(at, through: one.segment)
      if found.map({ cost < $0.cost - 1e-6 }) ?? true { found = (to, one.segment, cost) }
    }
    return found.map { ($0.to, $0.last) }
  }

  private func segment(of row: Int) -> Int? { if case .aim(_, let segment) = meaning[row] { segment } else { nil } }

  private func span(_ at: Int, through last: Int?) -> Double {
    stretches(at).filter { $0.segment <= last ?? .max }.reduce(0) { $0 + count($1.segment, aims[at]) }
  }

  /// Of each week the leads that do not come where a goal is so much and no more: those of the goal, or as many as would come by themselves.
  private func held(_ at: Int, to: Double, until: Day?) -> [Double] {
    let inside = stretches(at).flatMap { segments[$0.segment].weeks }
    return weeks.indices.map { week in
      guard inside.contains(week), until.map({ weeks[week].monday <= $0 }) ?? true else { return 0 }
      return max(0, max(aims[at].value, weeks[week].expected.value) - to)
    }
  }

  /// Everything fits with a floor on leads lowered so far, until the end of that stretch.
  func ends(_ at: Int, at level: Double, through last: Int) -> Bool {
    var lower = goals
    for own in aims.indices where aims[own].isSame(as: aims[at]) {
      for one in stretches(own) where one.segment <= last {
        lower.rows[one.row].line.bound = min(lower.rows[one.row].line.bound, level)
      }
    }
    return lower.isFeasible
  }

  // MARK: Room

  /// The least room, held as long as what is there is smaller, with which everything fits: who comes anyway has to have it, too.
  private var moreRoom: Alignment.Fix? {
    let known = segments.compactMap(\.room)
    guard let least = known.map(\.leads).min() else { return nil }
    var (low, high) = (least, 2 * least + 64)
    while !fits(room: high) {
      high *= 2
      guard high < 1e6 else { return nil }
    }
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if fits(room: middle) { high = middle } else { low = middle }
    }
    let wanting = segments.indices.filter { at in
      segments[at].room.map { $0.leads < high - 1e-6 } ?? false
        && aims.contains { $0.measure == .leadsAWeek && count(at, $0) > 0 }
    }
    // Halving stops a hair beside the corner.
    high = (high * 1e6).rounded(.up) / 1e6
    // What comes whatever is planned is no smaller than the goal.
    let coming = wanting.map { at in
      segments[at].weeks.reduce(0) { $0 + weeks[$1].expected.value } / Double(segments[at].weeks.count)
    }
    .max()
    return queueRow != nil ? room(atLeast: high) : room(atLeast: max(high, coming ?? 0), trimmed: high)
  }

  /// `trimmed`: only for the stretches that need so much.
  private func room(atLeast to: Double, trimmed level: Double? = nil) -> Alignment.Fix? {
    var short = segments.indices.filter { segments[$0].room.map { $0.leads < to - 1e-6 } ?? false }
    if let level {
      while let last = short.last, short.count > 1, fits(room: level, except: last) { short.removeLast() }
    }
    guard let least = short.compactMap({ segments[$0].room?.leads }).min() else { return nil }
    guard let last = short.last else { return nil }
    let person = outlook.plannedHeads.flatMap { heads in heads > 0 ? outlook.planned.last.map { $0.room / heads } : nil }
    let added = short.reduce(0) { $0 + Double(segments[$1].weeks.count) * (to - (segments[$1].room?.leads ?? to)) }
    return Alignment.Fix(
      kind: .moreRoom(from: least, to: to, people: person.map { ((to - least) / $0 - 1e-9).rounded(.up) }),
      until: level == nil ? weeks.last.map { $0.monday + 6 } : end(last),
      relative: least > 0 ? (to - least) / least : nil, leads: 0, hours: averageHours.map { $0 * added },
      deals: averageWorth * added)
  }

  private func fits(room level: Double, except last: Int = .max) -> Bool {
    var wider = goals
    for row in meaning.indices {
      switch meaning[row] {
      case .room(let segment):
        if segment < last { wider.rows[row].line.bound = max(goals.rows[row].line.bound, level) }
      case .queue: wider.rows[row].line.bound = spare(atLeast: level) ?? goals.rows[row].line.bound
      case .aim, .tried: break
      }
    }
    return wider.isFeasible
  }

  // MARK: Who waits already

  /// Where no goal stands in the way: the room with which the queue is gone, and whom to let go without it.
  var queueWays: [Alignment.Fix] {
    let arriving = weeks.reduce(0) { $0 + $1.arriving }
    guard let spare = spare(atLeast: 0), let least = segments.compactMap(\.room?.leads).min(), spare < arriving else {
      return []
    }
    var (low, high) = (least, least + outlook.waitingNow + arriving)
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if self.spare(atLeast: middle) ?? 0 < arriving { low = middle } else { high = middle }
    }
    // Where more comes than is answered, letting go alone ends nothing.
    let isOver = arriving > spare + outlook.waitingNow
    return [room(atLeast: high), isOver ? nil : lettingGo].compactMap(\.self)
  }

  /// Those who wait longest are let go, so that those who come are answered within a week; where more is wanted than the room, with the least
  /// change that ends that.
  private var lettingGo: Alignment.Fix? {
    guard let row = queueRow, case .success(let workload) = outlook.workload, let room = segments.first?.room?.leads else {
      return nil
    }
    let ages = workload.waitingByAge
    // The last age that fits: who waits for longer is let go, as it is said and as it is played.
    var (kept, last) = (0.0, -1)
    for (age, count) in ages.enumerated() where kept + count <= room && age == last + 1 {
      kept += count
      last = age
    }
    let gone = ages.dropFirst(last + 1).reduce(0, +)
    guard last >= 0, gone >= 1 else { return nil }
    let go = Alignment.Fix(
      kind: .letGo(leads: gone, days: last), until: nil, relative: gone / max(1, outlook.waitingNow), leads: 0, hours: nil,
      deals: 0)
    var rest = self
    rest.goals.rows.remove(at: row)
    rest.meaning.remove(at: row)
    guard !rest.goals.isFeasible else { return go }
    guard let first = rest.waysOut(rest.goals.conflict(Array(rest.goals.rows.indices))).fixes.first else { return nil }
    return Alignment.Fix(
      kind: .together([first, go]), until: first.until, relative: (first.relative ?? 0) + (go.relative ?? 0),
      leads: first.leads, hours: first.hours, deals: first.deals)
  }
}

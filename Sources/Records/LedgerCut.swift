extension Reading {
  /// The ledger as it was known at the end of `asOf` (`nil`: the last day in the data). Pure; no byte is read again.
  package func ledger(asOf: Day?) -> Ledger {
    let last = joined.lastDay ?? Day(number: 0)
    var cut = LedgerCut(joined, at: asOf ?? last, isEarlier: asOf.map { $0 < last } ?? false, workers: workers)
    cut.ledger.company = settings.company ?? name
    cut.ledger.leftAlone = leftAlone
    cut.ledger.hourCost = settings.hourCost
    cut.ledger.files += failures
    cut.ledger.queues = queues(of: cut.ledger, kept: cut.stays)
    cut.ledger.files.sort { $0.file.utf8.lexicographicallyPrecedes($1.file.utf8) }
    return cut.ledger
  }
}

/// Joined records → the ledger of one day: what is dated later does not exist, what was decided later is open.
struct LedgerCut {
  let joined: Joined
  let cutoff: Day
  /// Something may be dated later than the cutoff; else every walk that would look for it is spared.
  let isEarlier: Bool
  var ledger: Ledger
  /// New index of every lead, -1 for those that came later; empty where all stay.
  private var remap: [Int32] = []
  /// Old index of every lead that stays; `nil` where all do.
  private(set) var stays: [Int32]?

  init(_ joined: Joined, at cutoff: Day, isEarlier: Bool, workers: Int) {
    self.joined = joined
    self.cutoff = cutoff
    self.isEarlier = isEarlier
    ledger = Ledger(company: "", cutoff: cutoff)
    ledger.currency = joined.currency
    ledger.recorded = joined.recorded
    ledger.files = joined.reports
    ledger.remarks = joined.remarks
    ledger.sources = joined.sources
    cutLeads()
    cutFollowers(workers: workers)
    cutSeries()
    cutCustomers()
    cutReports()
    if isEarlier { dropSourcesNotBegun() }
    orderSources()
    orderNames()
    if isEarlier, ledger.leads.count == 0, ledger.deals.count == 0 { ledger.begins = firstDay }
  }

  /// The deals on one core, what else speaks of leads on the other: neither writes what the other does.
  private mutating func cutFollowers(workers: Int) {
    let cuts = Parallel.each(2, workers: ledger.leads.count < Parallel.least ? 1 : workers) { [self] at in
      var own = self
      if at == 0 {
        own.cutDeals()
        own.addCalls()
      } else {
        own.cutTouches()
        own.addHours()
        own.addEntries()
      }
      return own.ledger
    }
    let (deals, others) = (cuts[0], cuts[1])
    for file in ledger.files.indices {
      let isOfDeals = ledger.files[file].subject == .deals
      ledger.files[file].rejections = isOfDeals ? deals.files[file].rejections : others.files[file].rejections
    }
    (ledger.deals, ledger.leads, ledger.touches) = (deals.deals, deals.leads, others.touches)
    (ledger.leads.salesHours, ledger.leads.noted) = (others.leads.salesHours, others.leads.noted)
    (ledger.salesHoursByDay, ledger.overlays, ledger.sources) = (others.salesHoursByDay, others.overlays, others.sources)
  }

  /// On a day before its first lead nobody knew of a source, so it is no metric then.
  private mutating func dropSourcesNotBegun() {
    var isKnown = ledger.sources.map { $0.rawRows > 0 }
    for source in ledger.leads.source { isKnown[Int(source)] = true }
    guard isKnown.contains(false) else { return }
    var index = [Int?](repeating: nil, count: isKnown.count)
    for (at, old) in isKnown.indices.filter({ isKnown[$0] }).enumerated() { index[old] = at }
    ledger.sources = isKnown.indices.filter { isKnown[$0] }.map { ledger.sources[$0] }
    ledger.leads.source = ledger.leads.source.map { UInt16(index[Int($0)] ?? 0) }
    for list in [\Ledger.series, \.plans, \.controls] {
      for at in ledger[keyPath: list].indices {
        ledger[keyPath: list][at].source = ledger[keyPath: list][at].source.flatMap { index[$0] }
      }
    }
  }

  /// The first day of any lead or deal.
  private var firstDay: Day? {
    let deals = joined.deals
    return [joined.leads.created.min(), deals.opened.earliest, deals.won.earliest, deals.lost.earliest].compactMap(\.self).min()
  }

  mutating func later(_ origin: Origin, _ field: Field) {
    let file = Int(origin.file)
    let isKept = ledger.files[file].rejections.examples.count < Rejections.limit
    let heading = isKept ? ledger.files[file].columns.first { $0.field == field }?.heading ?? field.rawValue : ""
    ledger.files[file].rejections.add(
      line: isKept ? joined.lines[file].line(ofRow: Int(origin.row)) : 0, .laterThanCutoff(column: heading))
  }

  private func kept(_ day: Day?) -> Day? { day.flatMap { $0 <= cutoff ? $0 : nil } }

  private mutating func cutLeads() {
    let from = joined.leads
    var rows: [Int32]?
    if isEarlier, from.created.contains(where: { $0 > cutoff }) {
      remap = [Int32](repeating: -1, count: from.count)
      var stay: [Int32] = []
      stay.reserveCapacity(from.count)
      for lead in 0..<from.count {
        if from.created[lead] <= cutoff {
          remap[lead] = Int32(stay.count)
          stay.append(Int32(lead))
        } else {
          later(from.origin[lead], .created)
        }
      }
      rows = stay
      stays = stay
    }
    func picked<Value>(_ column: [Value]) -> [Value] { rows.map { $0.map { column[Int($0)] } } ?? column }
    // Looking from the last day, no step is later than it; only an answer may be.
    func known(_ days: OptionalDays) -> OptionalDays { isEarlier ? (rows.map(days.picked) ?? days).known(at: cutoff) : days }
    var to = Leads()
    to.created = picked(from.created)
    to.source = picked(from.source)
    to.handedOver = known(from.handedOver)
    to.accepted = known(from.accepted)
    to.rejected = known(from.rejected)
    to.answered = (rows.map(from.answered.picked) ?? from.answered).known(at: cutoff)
    to.qualified = (rows.map(from.qualified.picked) ?? from.qualified).known(at: cutoff)
    to.firstResponseHours = picked(from.answerHours)
    to.firstResponseWorkingHours = picked(from.answerWorkingHours)
    if let last = from.answered.latest, last > cutoff {
      for lead in 0..<to.answered.count where to.answered[lead] == nil {
        to.firstResponseHours[lead] = .nan
        to.firstResponseWorkingHours[lead] = .nan
      }
    }
    if !from.reachedWorkingHours.isEmpty {
      to.reachedWorkingHours = picked(from.reachedWorkingHours)
      let days = (rows.map(from.reached.picked) ?? from.reached).known(at: cutoff)
      for lead in 0..<days.count where days[lead] == nil { to.reachedWorkingHours[lead] = .nan }
    }
    to.opened = known(from.opened)
    to.won = known(from.won)
    ledger.leads = to
  }

  func newIndex(_ lead: Int32) -> Int32 { lead < 0 || remap.isEmpty ? lead : remap[Int(lead)] }

  private mutating func cutDeals() {
    let from = joined.deals
    var to = Deals()
    to.lossReasons = from.lossReasons
    if isEarlier {
      var known: [Int] = []
      var nextUndated = 0
      for deal in 0..<from.count {
        while nextUndated < from.lostUndated.count, Int(from.lostUndated[nextUndated]) < deal { nextUndated += 1 }
        // A deal of which nothing is dated up to the cutoff is not known to have been there.
        let first = from.opened[deal] ?? from.won[deal] ?? from.lost[deal]
        guard let first, first <= cutoff else {
          later(from.origin[deal], from.opened[deal] != nil || first == nil ? .opened : .closed)
          continue
        }
        known.append(deal)
        to.opened.append(from.opened[deal])
        to.won.append(kept(from.won[deal]))
        to.lost.append(kept(from.lost[deal]))
        to.amount.append(from.amount[deal])
        to.kind.append(from.kind[deal])
        to.lead.append(newIndex(from.lead[deal]))
        let isUndated = nextUndated < from.lostUndated.count && Int(from.lostUndated[nextUndated]) == deal
        if isUndated { to.lostUndated.append(Int32(known.count - 1)) }
        to.lossReason.append(!isUndated && kept(from.lost[deal]) == nil ? UInt16.max : from.lossReason[deal])
      }
      to.paths = from.paths.known(at: cutoff, deals: known)
    } else {
      to.paths = from.paths
      to.opened = from.opened
      to.won = from.won
      to.lost = from.lost
      to.amount = from.amount
      to.kind = from.kind
      to.lead = from.lead
      to.lossReason = from.lossReason
      to.lostUndated = from.lostUndated
    }
    ledger.deals = to
    deriveLeads()
  }

  /// A person is opened at the first deal, won at the first win, lost when every deal is lost.
  private mutating func deriveLeads() {
    let deals = ledger.deals
    let count = ledger.leads.count
    var lost = OptionalDays(repeating: nil, count: count)
    var amount = [Float](repeating: .nan, count: count)
    defer {
      ledger.leads.lost = lost
      ledger.leads.wonAmount = amount
    }
    if deals.count == 0 { return }
    var undecided = RowMarks(count: count)
    var opened = ledger.leads.opened
    var won = ledger.leads.won
    func first(_ a: Day?, _ b: Day) -> Day { a.map { min($0, b) } ?? b }
    for deal in 0..<deals.count {
      let lead = Int(deals.lead[deal])
      guard lead >= 0 else { continue }
      let created = ledger.leads.created[lead]
      if let day = deals.opened[deal] { opened[lead] = first(opened[lead], max(day, created)) }
      if let day = deals.won[deal] {
        won[lead] = first(won[lead], max(day, created))
        let value = Float(deals.amount[deal])
        if !value.isNaN { amount[lead] = amount[lead].isNaN ? value : amount[lead] + value }
      } else if let day = deals.lost[deal] {
        lost[lead] = max(lost[lead] ?? day, max(day, created))
      } else {
        _ = undecided.mark(lead)
      }
    }
    for lead in deals.lead.lazy.map({ Int($0) }) where lead >= 0 && lost[lead] != nil {
      if undecided.isMarked(lead) || won[lead] != nil { lost[lead] = nil }
    }
    ledger.leads.opened = opened
    ledger.leads.won = won
  }

  private mutating func cutTouches() {
    let from = joined.touches
    ledger.touches.channels = from.channels
    guard isEarlier else {
      ledger.touches.lead = from.lead
      ledger.touches.day = from.day
      ledger.touches.channel = from.channel
      return
    }
    ledger.touches = Touches()
    ledger.touches.channels = from.channels
    var kept = [Bool](repeating: false, count: from.count)
    let (remap, cutoff) = (remap, cutoff)
    kept.withUnsafeMutableBufferPointer { kept in
      for touch in 0..<from.count {
        // A touch before the person was known: at the cutoff nobody could say whose it was.
        let isKnown = remap.isEmpty || remap[Int(from.lead[touch])] >= 0
        kept[touch] = isKnown && from.day[touch] <= cutoff
      }
    }
    for file in from.files {
      let range = file.range
      let gone = range.count - kept[range].count { $0 }
      let examples = gone == 0 ? [] : range.lazy.filter { !kept[$0] }.prefix(Rejections.limit)
      for touch in examples { later(file.origin(of: touch), .day) }
      ledger.files[file.file].rejections.addWithoutExample(gone - examples.count)
    }
    ledger.touches.lead = LedgerCut.pick(from.lead, kept) { remap.isEmpty ? $0 : remap[Int($0)] }
    ledger.touches.day = LedgerCut.pick(from.day, kept) { $0 }
    ledger.touches.channel = LedgerCut.pick(from.channel, kept) { $0 }
  }

  /// The elements that are kept, each as `body` makes it.
  private static func pick<Element>(_ all: [Element], _ kept: [Bool], _ body: (Element) -> Element) -> [Element] {
    [Element](unsafeUninitializedCapacity: all.count) { picked, count in
      for i in 0..<all.count where kept[i] {
        picked.initializeElement(at: count, to: body(all[i]))
        count += 1
      }
    }
  }

  private mutating func addHours() {
    var hours = [Float](repeating: .nan, count: ledger.leads.count)
    defer { ledger.leads.salesHours = hours }
    guard joined.recorded.contains(.salesHours) || joined.recorded.contains(.calls) else { return }
    let first = joined.activities.day.min() ?? cutoff
    var byDay = [Double](repeating: 0, count: max(0, cutoff - first) + 1)
    let activities = joined.activities
    for file in activities.files {
      for activity in file.range {
        let lead = newIndex(activities.lead[activity])
        guard activities.day[activity] <= cutoff, lead >= 0 else {
          later(file.origin(of: activity), .day)
          continue
        }
        let minutes = activities.minutes[activity]
        guard !minutes.isNaN else { continue }
        hours[Int(lead)] = (hours[Int(lead)].isNaN ? 0 : hours[Int(lead)]) + minutes / 60
        byDay[activities.day[activity] - first] += Double(minutes / 60)
      }
    }
    for (offset, worked) in byDay.enumerated() where worked > 0 {
      ledger.salesHoursByDay.days.append(first + offset)
      ledger.salesHoursByDay.hours.append(worked)
    }
  }

  /// Calls with each lead until it was won.
  private mutating func addCalls() {
    guard joined.recorded.contains(.calls) else { return }
    let (activities, won) = (joined.activities, ledger.leads.won)
    var calls = [UInt16](repeating: 0, count: ledger.leads.count)
    for activity in 0..<activities.count where activities.isCall[activity] && activities.day[activity] <= cutoff {
      let lead = Int(newIndex(activities.lead[activity]))
      guard lead >= 0, activities.day[activity] <= won[lead] ?? cutoff, calls[lead] < .max else { continue }
      calls[lead] += 1
    }
    ledger.leads.calls = calls
  }
}

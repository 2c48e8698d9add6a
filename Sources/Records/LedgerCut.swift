extension Reading {
  /// The ledger as it was known at the end of `asOf` (`nil`: the last day in the data). Pure; no byte is read again.
  package func ledger(asOf: Day?) -> Ledger {
    let last = joined.lastDay ?? Day(number: 0)
    var cut = LedgerCut(joined, at: asOf ?? last, isEarlier: asOf.map { $0 < last } ?? false)
    cut.ledger.company = settings.company ?? name
    cut.ledger.leftAlone = leftAlone
    cut.ledger.files += failures
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

  init(_ joined: Joined, at cutoff: Day, isEarlier: Bool) {
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
    cutDeals()
    cutTouches()
    addHours()
    addEntries()
    cutSeries()
    cutCustomers()
    cutReports()
    if isEarlier, ledger.leads.count == 0, ledger.deals.count == 0 { ledger.begins = firstDay }
  }

  /// The first day of any lead or deal.
  private var firstDay: Day? {
    let deals = joined.deals
    return (joined.leads.created + (deals.opened + deals.won + deals.lost).compactMap(\.self)).min()
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
    var to = Leads()
    if isEarlier || joined.lastStep.map({ $0 > cutoff }) ?? false {
      remap = [Int32](repeating: -1, count: from.count)
      var rows: [Int] = []
      rows.reserveCapacity(from.count)
      for lead in 0..<from.count {
        if from.created[lead] <= cutoff {
          remap[lead] = Int32(rows.count)
          rows.append(lead)
        } else {
          later(from.origin[lead], .created)
        }
      }
      to.created = rows.map { from.created[$0] }
      to.source = rows.map { from.source[$0] }
      to.handedOver = rows.map { kept(from.handedOver[$0]) }
      to.accepted = rows.map { kept(from.accepted[$0]) }
      to.rejected = rows.map { kept(from.rejected[$0]) }
      to.firstResponseHours = rows.map { kept(from.answered[$0]) == nil ? .nan : from.answerHours[$0] }
      to.firstResponseWorkingHours = rows.map { kept(from.answered[$0]) == nil ? .nan : from.answerWorkingHours[$0] }
      to.opened = rows.map { kept(from.opened[$0]) }
      to.won = rows.map { kept(from.won[$0]) }
    } else {
      to.created = from.created
      to.source = from.source
      to.handedOver = from.handedOver
      to.accepted = from.accepted
      to.rejected = from.rejected
      to.firstResponseHours = from.answerHours
      to.firstResponseWorkingHours = from.answerWorkingHours
      to.opened = from.opened
      to.won = from.won
    }
    let count = to.created.count
    to.lost = [Day?](repeating: nil, count: count)
    to.wonAmount = [Float](repeating: .nan, count: count)
    to.salesHours = [Float](repeating: .nan, count: count)
    to.noted = [Bool?](repeating: nil, count: count)
    ledger.leads = to
  }

  func newIndex(_ lead: Int32) -> Int32 { lead < 0 || remap.isEmpty ? lead : remap[Int(lead)] }

  private mutating func cutDeals() {
    let from = joined.deals
    var to = Deals()
    to.lossReasons = from.lossReasons
    if isEarlier {
      for deal in 0..<from.count {
        // A deal of which nothing is dated up to the cutoff is not known to have been there.
        let first = from.opened[deal] ?? from.won[deal] ?? from.lost[deal]
        guard let first, first <= cutoff else {
          later(from.origin[deal], from.opened[deal] != nil || first == nil ? .opened : .closed)
          continue
        }
        to.opened.append(from.opened[deal])
        to.won.append(kept(from.won[deal]))
        to.lost.append(kept(from.lost[deal]))
        to.amount.append(from.amount[deal])
        to.kind.append(from.kind[deal])
        to.lead.append(newIndex(from.lead[deal]))
        to.lossReason.append(kept(from.lost[deal]) == nil ? UInt16.max : from.lossReason[deal])
      }
    } else {
      to.opened = from.opened
      to.won = from.won
      to.lost = from.lost
      to.amount = from.amount
      to.kind = from.kind
      to.lead = from.lead
      to.lossReason = from.lossReason
    }
    ledger.deals = to
    if to.count > 0 { deriveLeads() }
  }

  /// A person is opened at the first deal, won at the first win, lost when every deal is lost.
  private mutating func deriveLeads() {
    let deals = ledger.deals
    var undecided = [Bool](repeating: false, count: ledger.leads.count)
    var opened = ledger.leads.opened
    var won = ledger.leads.won
    var lost = ledger.leads.lost
    var amount = ledger.leads.wonAmount
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
        undecided[lead] = true
      }
    }
    for lead in 0..<lost.count where lost[lead] != nil && (undecided[lead] || won[lead] != nil) { lost[lead] = nil }
    ledger.leads.opened = opened
    ledger.leads.won = won
    ledger.leads.lost = lost
    ledger.leads.wonAmount = amount
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
    for (file, range) in from.files {
      let gone = range.count - kept[range].count { $0 }
      let examples = gone == 0 ? [] : range.lazy.filter { !kept[$0] }.prefix(Rejections.limit)
      for touch in examples { later(Origin(file: UInt16(file), row: from.row[touch]), .day) }
      ledger.files[file].rejections.addWithoutExample(gone - examples.count)
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
    guard joined.recorded.contains(.salesHours) else { return }
    var hours = ledger.leads.salesHours
    let first = joined.activities.day.min() ?? cutoff
    var byDay = [Double](repeating: 0, count: max(0, cutoff - first) + 1)
    for activity in joined.activities.lead.indices {
      let lead = newIndex(joined.activities.lead[activity])
      guard joined.activities.day[activity] <= cutoff, lead >= 0 else {
        later(joined.activities.origin[activity], .day)
        continue
      }
      let minutes = joined.activities.minutes[activity]
      guard !minutes.isNaN else { continue }
      hours[Int(lead)] = (hours[Int(lead)].isNaN ? 0 : hours[Int(lead)]) + minutes / 60
      byDay[joined.activities.day[activity] - first] += Double(minutes / 60)
    }
    for (offset, worked) in byDay.enumerated() where worked > 0 {
      ledger.salesHoursByDay.days.append(first + offset)
      ledger.salesHoursByDay.hours.append(worked)
    }
    ledger.leads.salesHours = hours
  }
}

import Records

extension Handovers {
  /// Where handovers are recorded, the leads that were handed over; else all of them. Throws where no first answer is on record.
  package init(_ ledger: Ledger) throws(Room.Refusal) {
    let leads = ledger.leads
    guard leads.count > 0 else { throw .noLeads }
    guard ledger.recorded.contains(.firstResponse) else { throw .answersNotRecorded }
    let isHanded = leads.handedOver.contains { $0 != nil }
    var order: [(day: Int32, lead: Int32)] = []
    order.reserveCapacity(leads.count)
    for lead in 0..<leads.count {
      guard let day = leads.cameToSales(lead, byHandover: isHanded), day <= ledger.cutoff else { continue }
      order.append((day.number, Int32(lead)))
    }
    guard !order.isEmpty else { throw .noLeads }
    order.sort { ($0.day, $0.lead) < ($1.day, $1.lead) }
    let start = Day(number: order[0].day)
    self.init(first: start, cutoff: ledger.cutoff, sources: ledger.sources.map(\.name))
    reserve(order.count)
    for one in order {
      let lead = Int(one.lead)
      let day = one.day - start.number
      came.append(day)
      source.append(leads.source[lead])
      let hours = leads.firstResponseHours[lead]
      let answer = leads.answered[lead].map { max(day, $0.number - start.number) } ?? -1
      answered.append(hours.isNaN ? -1 : answer)
      wait.append(hours.isNaN || answer < 0 ? .nan : max(0, hours / 24))
      // Three quarters of a working day passed before the answer: it was there when the day still had room.
      let working = leads.firstResponseWorkingHours[lead]
      wasEarly.append(answer > day && !working.isNaN && working >= 6)
      opened.append(leads.opened[lead].map { max(day, $0.number - start.number) } ?? -1)
      noted.append(leads.noted[lead].map { $0 ? 2 : 1 } ?? 0)
    }
    addDeals(ledger)
  }

  private mutating func reserve(_ count: Int) {
    came.reserveCapacity(count)
    source.reserveCapacity(count)
    answered.reserveCapacity(count)
    wait.reserveCapacity(count)
    wasEarly.reserveCapacity(count)
    opened.reserveCapacity(count)
    noted.reserveCapacity(count)
  }

  /// New business only: what customers buy on top is no load that came with leads.
  private mutating func addDeals(_ ledger: Ledger) {
    let from = ledger.deals
    // Whose day of loss nobody wrote down took as long as the others: half of them were decided by then.
    let lags = (0..<from.count).compactMap { deal in
      from.opened[deal].flatMap { day in (from.lost[deal] ?? from.won[deal]).map { max(0, $0 - day) } }
    }.sorted()
    let usual = lags.isEmpty ? 0 : lags[lags.count / 2]
    var undated = from.lostUndated.makeIterator()
    var next = undated.next()
    for deal in 0..<from.count where from.kind[deal] == .new {
      guard let day = from.opened[deal] else { continue }
      let at = day.number - first.number
      let won = from.won[deal]
      deals.opened.append(at)
      while let other = next, Int(other) < deal { next = undated.next() }
      let isUndated = next.map { Int($0) == deal } ?? false
      let closed = won ?? from.lost[deal] ?? (isUndated ? min(ledger.cutoff, day + usual) : nil)
      deals.closed.append(closed.map { max(at, $0.number - first.number) } ?? -1)
      deals.isWon.append(won != nil)
      let lead = Int(from.lead[deal])
      deals.source.append(lead < 0 ? UInt16.max : ledger.leads.source[lead])
    }
    dealsFrom = deals.opened.min()
    if dealsFrom == nil { dealsFrom = opened.filter { $0 >= 0 }.min() }
  }
}

extension Workload {
  package init(_ ledger: Ledger, campaigns: [Inflow.Campaign] = []) throws(Room.Refusal) {
    try self.init(Handovers(ledger), campaigns: campaigns)
  }
}

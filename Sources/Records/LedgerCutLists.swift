/// The lists, series and contracts of one day.
extension LedgerCut {
  /// Counts of raw rows go to the source whose people they are; a list of several sources becomes an overlay.
  mutating func addEntries() {
    ledger.leads.noted = [Bool?](repeating: nil, count: ledger.leads.count)
    for list in joined.entries {
      let name = ledger.files[list.file].file
      var overlay = Overlay(name: joined.stems[list.file], file: name)
      var seen = RowMarks(count: ledger.leads.count)
      for entry in list.entries {
        guard entry.day <= cutoff else {
          later(Origin(file: UInt16(list.file), row: entry.row), .day)
          continue
        }
        overlay.rows += 1
        switch entry.standing {
        case .first: overlay.people += 1
        case .again: overlay.repeats += 1
        case .caseVariant: overlay.caseVariants += 1
        case .staff: overlay.staff += 1
        }
        let lead = newIndex(entry.lead)
        guard lead >= 0, entry.standing != .staff else { continue }
        if let isNoted = entry.isNoted { ledger.leads.noted[Int(lead)] = isNoted || ledger.leads.noted[Int(lead)] == true }
        if seen.mark(Int(lead)) {
          overlay.leads.append(lead)
          overlay.days.append(entry.day)
        }
      }
      guard let source = list.source else {
        ledger.overlays.append(overlay)
        continue
      }
      ledger.sources[source].rawRows += overlay.rows
      ledger.sources[source].repeats += overlay.repeats
      ledger.sources[source].caseVariants += overlay.caseVariants
      ledger.sources[source].staff += overlay.staff
      ledger.sources[source].entryFiles.append(name)
    }
  }

  mutating func cutSeries() {
    ledger.series = joined.series.compactMap(cut)
    ledger.plans = joined.plans
    ledger.controls = joined.controls.compactMap(cut)
  }

  /// At the natural cutoff the running period stays, marked; looking back, a period that was not over had another value then.
  private func cut(_ series: Series) -> Series? {
    var series = series
    let grain = series.grain
    var count = series.starts.count
    while count > 0, series.starts[count - 1] > cutoff || (isEarlier && grain.end(of: series.starts[count - 1]) > cutoff) {
      count -= 1
    }
    guard count > 0 else { return nil }
    series.starts.removeLast(series.starts.count - count)
    series.values.removeLast(series.values.count - count)
    if !series.parts.isEmpty { series.parts.removeLast(series.parts.count - count) }
    let start = series.starts[count - 1]
    if grain.end(of: start) > cutoff { series.coveredDays = cutoff - start + 1 }
    return series
  }

  /// A list of one row a customer has what is paid today: on an earlier day it was on the way there from the price at the start.
  private func priceThen(_ row: Int, _ then: Double, _ now: Double, _ facts: inout ContractFacts) -> Double {
    guard !now.isNaN else { return now }
    guard then > 0 else {
      facts.lookedBack = facts.lookedBack ?? .ofToday
      return now
    }
    facts.lookedBack = .betweenStartAndNow
    let start = joined.customers.start[row]
    let last = joined.lastDay ?? cutoff
    let end = joined.customers.ended[row].map { min($0, last) } ?? last
    let part = Double(max(0, cutoff - start)) / Double(max(1, end - start))
    return then + (now - then) * min(1, part)
  }

  mutating func cutCustomers() {
    let from = joined.customers
    var places = [Int32](repeating: -1, count: from.start.count)
    for row in from.start.indices where from.start[row] > cutoff { later(from.origin[row], .start) }
    let found = ContractTerms(from, until: cutoff)
    var facts = found.facts.adding(from.facts)
    for customer in found.customers {
      for row in customer.rows { places[row] = Int32(ledger.customers.start.count) }
      let (first, last) = (customer.rows[0], customer.rows[customer.rows.count - 1])
      var end = customer.ended.flatMap { $0 <= cutoff ? $0 : nil }
      // Renewals come some days late, and lists are some days old: who ended yesterday has not gone yet.
      if let ended = end, let decided = found.facts.decidedUntil, ended > decided { end = nil }
      let isOne = customer.rows.count == 1
      let day = min(cutoff, customer.ended ?? cutoff)
      let now = isOne ? from.yearlyNow[first] : found.yearly(customer, on: day, from.yearlyNow)
      let then = isOne ? from.yearlyAtStart[first] : found.yearly(customer, on: from.start[first], from.yearlyNow)
      ledger.customers.start.append(from.start[first])
      ledger.customers.ended.append(end)
      ledger.customers.yearlyAtStart.append(then)
      let price = now.isNaN ? from.yearlyNow[last] : now
      ledger.customers.yearlyNow.append(isEarlier && isOne ? priceThen(first, then, price, &facts) : price)
      ledger.customers.renewals.append(isOne ? from.renewals[first] : Int32(max(0, customer.terms.count - 1)))
      ledger.customers.part.append(customer.rows.map { from.part[$0] }.max { $0.rawValue < $1.rawValue } ?? .unknown)
      func earliest(_ days: OptionalDays) -> Day? {
        customer.rows.compactMap { days[$0] }.filter { $0 <= cutoff }.min()
      }
      if !from.askedFrom.isEmpty {
        ledger.customers.askedFrom.append(earliest(from.askedFrom))
        ledger.customers.thereFrom.append(earliest(from.thereFrom))
      }
      ledger.customers.months.append(from.months[last])
      ledger.customers.terms.append(customer.terms)
    }
    ledger.customers.facts = facts
    for row in joined.complaints.day.indices {
      guard joined.complaints.day[row] <= cutoff else {
        later(joined.complaints.origin[row], .day)
        continue
      }
      ledger.complaints.day.append(joined.complaints.day[row])
      let customer = joined.complaints.customer[row]
      ledger.complaints.customer.append(customer < 0 ? -1 : places[Int(customer)])
    }
    for row in joined.scores.day.indices where joined.scores.day[row] <= cutoff {
      ledger.scores.day.append(joined.scores.day[row])
      let customer = joined.scores.customer[row]
      ledger.scores.customer.append(customer < 0 ? -1 : places[Int(customer)])
      ledger.scores.value.append(joined.scores.value[row])
      ledger.scores.top.append(joined.scores.top[row])
    }
  }

  mutating func cutReports() {
    let reached = joined.leads.reached
    for file in joined.answersFrom {
      ledger.files[file].foundAnswers = FoundAnswers(
        leads: ledger.leads.count, tried: ledger.leads.firstResponseHours.count { !$0.isNaN },
        reached: reached.isEmpty ? nil : (stays.map(reached.picked) ?? reached).known(at: cutoff).count { $0 != nil })
    }
    for file in ledger.files.indices {
      if let to = ledger.files[file].to, to > cutoff { ledger.files[file].to = cutoff }
      if let from = ledger.files[file].from, from > cutoff {
        ledger.files[file].from = nil
        ledger.files[file].to = nil
      }
    }
  }
}

import Records

extension Outcome {
  /// All eight, recorded or not, in the order of `OutcomeKind`.
  static func all(of ledger: Ledger, workers: Int) -> [Outcome] {
    let grid = WeekGrid(cutoff: ledger.cutoff)
    let kinds = OutcomeKind.allCases
    return Parallel.each(kinds.count, workers: workers) { at in
      let kind = kinds[at]
      let source = SalesRecords(ledger, kind)
      let weeks = source.weeks(on: grid)
      let isMedian = kind == .firstResponse
      let four = FourWeeks(
        weeks, from: source.until.flatMap { _ in source.recordedFrom },
        until: min(source.until ?? ledger.cutoff, ledger.cutoff),
        averaged: isMedian)
      let start = ledger.cutoff.startOfQuarter
      let (year, month, _) = start.parts
      let startLastYear = Day(year: year - 1, month: month, day: 1) ?? start
      let whole = source.wholeFrom
      let isPartial = source.recordedFrom.map { $0 <= startLastYear } ?? false && whole.map { $0 > startLastYear } ?? false
      return Outcome(
        kind: kind, unit: source.unit, isRecorded: source.isRecorded, weeks: weeks, lastFourWeeks: four.last,
        fourWeeksBefore: four.before, quarterStart: start,
        quarterToDate: source.total(from: start, to: ledger.cutoff),
        yearBefore: isPartial ? nil : source.total(from: startLastYear, to: startLastYear + (ledger.cutoff - start)),
        comparableFrom: isPartial ? whole.flatMap { Day(year: $0.parts.year + 1, month: $0.parts.month, day: 1) } : nil,
        total: source.total(from: Day(number: .min / 2), to: ledger.cutoff),
        sameWeeksLastYear: isPartial ? nil : four.yearBefore,
        shifts: source.isRecorded ? Shifts(in: weeks, from: whole) : .none)
    }
  }
}

/// The dated facts behind one outcome.
private struct SalesRecords {
  var unit: Outcome.Unit
  var isRecorded: Bool
  /// Day and amount of every fact; an amount of 1 counts.
  var facts: [(day: Day, amount: Double)]
  /// Days of wins whose amount nobody knows.
  var unknown: [Day] = []
  var recordedFrom: Day?
  /// From when on all of it is there.
  var wholeFrom: Day?
  /// The last day that a file of figures speaks of; `nil` where single records are counted.
  var until: Day?

  init(_ ledger: Ledger, _ kind: OutcomeKind) {
    let leads = ledger.leads
    let deals = ledger.deals
    unit = .count
    facts = []
    switch kind {
    case .acceptedLeads:
      isRecorded = ledger.recorded.contains(.accepted)
      facts = leads.accepted.compactMap { $0.map { ($0, 1) } }
    case .opportunities:
      isRecorded = ledger.recorded.contains(.opened)
      facts = deals.opened.compactMap { $0.map { ($0, 1) } }
    case .dealsWon:
      isRecorded = ledger.recorded.contains(.won)
      facts = deals.won.compactMap { $0.map { ($0, 1) } }
    case .revenueWon:
      unit = .money
      isRecorded = ledger.recorded.contains(.amounts)
      if isRecorded {
        for i in 0..<deals.count {
          guard let day = deals.won[i] else { continue }
          if deals.amount[i] > 0 { facts.append((day, deals.amount[i])) }
          if deals.amount[i].isNaN { unknown.append(day) }
        }
      }
      for series in ledger.series where series.side == .sales && !isRecorded {
        guard series.isMoney(in: ledger.currency) else { continue }
        // What came in a month came on all of its days, as everything else that is told by the month.
        for (at, (start, value)) in zip(series.starts, series.values).enumerated() {
          let days = series.days(of: at)
          for day in 0..<days { facts.append((start + day, value / Double(days))) }
          until = max(until ?? start, start + days - 1)
        }
      }
      isRecorded = isRecorded || !facts.isEmpty
    case .revenueKept:
      unit = .money
      isRecorded = ledger.recorded.contains(.customers)
      // What was up for renewal and stayed, dated by the contract's anniversary.
      facts = Contracts.kept(ledger.customers, until: ledger.cutoff)
    case .salesHours:
      unit = .hours
      isRecorded = ledger.recorded.contains(.salesHours)
      for (day, hours) in zip(ledger.salesHoursByDay.days, ledger.salesHoursByDay.hours) { facts.append((day, hours)) }
    case .firstResponse:
      unit = .medianHours
      isRecorded = ledger.recorded.contains(.firstResponse)
      for i in 0..<leads.count where !leads.firstResponseHours[i].isNaN {
        facts.append((leads.handedOver[i] ?? leads.created[i], Double(leads.firstResponseHours[i])))
      }
    case .complaints:
      isRecorded = ledger.recorded.contains(.complaints)
      facts = ledger.complaints.day.map { ($0, 1) }
    }
    recordedFrom = facts.reduce(nil) { first, fact in min(first ?? fact.day, fact.day) }
    wholeFrom = recordedFrom
    // Until the first deals on file have their anniversary, only contracts from before them come up.
    if kind == .revenueKept, let first = deals.won.lazy.compactMap({ $0 }).min() {
      wholeFrom = max(recordedFrom ?? first, first + 365)
    }
  }

  func weeks(on grid: WeekGrid) -> Weeks {
    guard unit == .medianHours else {
      return grid.sums(recordedFrom: recordedFrom, until: until) { add in
        for fact in facts { add(fact.day, fact.amount) }
      }
    }
    var byWeek = Array(repeating: [Double](), count: grid.count)
    for fact in facts {
      if let w = grid.week(of: fact.day) { byWeek[w].append(fact.amount) }
    }
    return grid.weeks(byWeek.map { $0.isEmpty ? nil : middle($0) })
  }

  /// Sum, or the median of the waits; `nil` when the span begins before the record.
  func total(from: Day, to: Day) -> Double? {
    guard isRecorded, let recordedFrom, from <= Day(number: .min / 2) || recordedFrom <= from else { return nil }
    // Of wins whose amounts are all unknown the sum is unknown and not nothing.
    if unknown.contains(where: { $0 >= from && $0 <= to }), !facts.contains(where: { $0.day >= from && $0.day <= to }) {
      return nil
    }
    guard unit == .medianHours else {
      return facts.reduce(0) { $1.day >= from && $1.day <= to ? $0 + $1.amount : $0 }
    }
    var found: [Double] = []
    for fact in facts where fact.day >= from && fact.day <= to { found.append(fact.amount) }
    return found.isEmpty ? nil : middle(found)
  }
}

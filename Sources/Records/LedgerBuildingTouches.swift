extension LedgerBuilding {
  /// One entry a touch of a known person; the largest files are of this kind, so they are filled in parts.
  mutating func addTouches() {
    for table in those(.touches) where parts[table] != nil {
      guard let days = fresh(.day, of: table)?.moments else {
        refuseAll(table)
        continue
      }
      let links = links(of: table)
      let codes = step.names.codes(of: fresh(.channel, of: table), rows: days.count)
      let kept = datedRows(of: table, days, links)
      let dates = kept.picked(days, workers: workers)
      joined.touches.append(
        kept.picked(links.leads, workers: workers), dates, kept.picked(codes, workers: workers), of: table, kept,
        firstRow: firstFresh(of: table))
      see(dates, in: table)
    }
    joined.touches.channels = step.names.sources.map(\.name)
  }

  /// Sales' hours: calls, mails and meetings with a known person, or about a deal of one.
  mutating func addActivities() {
    for table in those(.activities) where parts[table] != nil {
      guard let days = fresh(.day, of: table)?.moments else {
        refuseAll(table)
        continue
      }
      let links = links(of: table)
      let kept = datedRows(of: table, days, links)
      let dates = kept.picked(days, workers: workers)
      let (amounts, minutes) = Uninitialized.array(Float.self, kept.count)
      let column = fresh(.minutes, of: table)
      let perUnit = column.map { LedgerBuilding.minutesPerUnit(Heading($0.name)) } ?? 0
      let numbers = column?.numbers
      let (spoken, isCall) = Uninitialized.array(Bool.self, kept.count)
      var kinds = step.kinds[table] ?? SourceCodes()
      let kindCodes = fresh(.kind, of: table).map { kinds.codes(of: $0, rows: days.count) }
      let areCalls = kinds.sources.map { Heading($0.name).containsAny(of: ["call", "calls", "phone"]) }
      kept.each(workers: workers) { place, row in
        let amount = numbers?[row] ?? .nan
        isCall[place] = kindCodes.map { areCalls[Int($0[row])] } ?? false
        minutes[place] = amount.isNaN || amount < 0 ? .nan : Float(amount * perUnit)
      }
      step.kinds[table] = kinds
      joined.activities.append(
        kept.picked(links.leads, workers: workers), dates, amounts, spoken, of: table, kept, firstRow: firstFresh(of: table))
      if areCalls.contains(true) { joined.recorded.insert(.calls) }
      see(dates, in: table)
      if amounts.contains(where: { !$0.isNaN }) { joined.recorded.insert(.salesHours) }
    }
  }

  /// Rows of a table that says no day at all.
  private mutating func refuseAll(_ table: Int) {
    let first = firstFresh(of: table)
    for row in first..<first + freshRows(of: table) { refuseForLack(table, row: row, of: .day) }
  }

  /// The rows of a known person on a day that can be, counted from the first that is new; the others are refused here.
  private mutating func datedRows(of table: Int, _ days: Moments, _ links: Links) -> KeptRows {
    let (first, end, offset) = (LedgerBuilding.earliest, strayFrom, firstFresh(of: table))
    let again = overtaken[table]
    let kept = KeptRows(total: days.count, workers: workers) { row in
      let moment = days[row]
      return links.leads[row] >= 0 && !moment.isMissing && moment.day >= first && moment.day < end
        && !(again?.isMarked(offset + row) ?? false)
    }
    let mayStayAway = recognised[table].exporter?.habits.emptyDayIsNo ?? false
    for at in kept.refused.lazy.map({ Int($0) }) {
      let row = offset + at
      if again?.isMarked(row) ?? false { continue }
      if mayStayAway, days[at].isMissing, !isBad(.day, of: table, row: row) {
        joined.reports[table].setAside += 1
      } else if links.leads[at] < 0 {
        refuse(table, row: row, stranger(table, row: row, links))
      } else if days[at].isMissing {
        refuseForLack(table, row: row, of: .day)
      } else {
        refuse(table, row: row, outOfRange(.day, table, row))
      }
    }
    return kept
  }

  private static func minutesPerUnit(_ heading: Heading) -> Double {
    if heading.containsAny(of: ["seconds", "second", "sec"]) { return 1.0 / 60 }
    return heading.containsAny(of: ["hours", "hour", "hrs"]) ? 60 : 1
  }

  /// The first and the last of many days of one file.
  private mutating func see(_ days: [Day], in table: Int) {
    let spans = Parallel.parts(days.count, workers: workers) { rows in
      var span = DaySpan()
      for row in rows { span.add(days[row]) }
      return span
    }
    for span in spans { saw(span, in: table) }
  }
}

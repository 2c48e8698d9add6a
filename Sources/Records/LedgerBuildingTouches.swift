extension LedgerBuilding {
  /// One entry a touch of a known person; the largest files are of this kind, so the loop walks plain arrays.
  mutating func addTouches() {
    var channels = SourceCodes()
    for table in those(.touches) {
      guard let days = column(.day, of: table)?.moments else {
        for row in 0..<tables[table].rowCount { refuseForLack(table, row: row, of: .day) }
        continue
      }
      let links = links(of: table)
      let codes = channels.codes(of: column(.channel, of: table), rows: tables[table].rowCount)
      let from = joined.touches.count
      var touches = joined.touches
      joined.touches = TouchRows()
      touches.reserve(from + days.count)
      var span = DaySpan()
      for row in 0..<days.count {
        let lead = links.leads[row]
        let moment = days[row]
        guard lead >= 0, !moment.isMissing else {
          if lead >= 0 {
            refuseForLack(table, row: row, of: .day)
          } else {
            refuse(table, row: row, stranger(table, row: row, links))
          }
          continue
        }
        let day = moment.day
        guard day >= LedgerBuilding.earliest && day < strayFrom else {
          refuse(table, row: row, outOfRange(.day, table, row))
          continue
        }
        span.add(day)
        touches.lead.append(lead)
        touches.day.append(day)
        touches.channel.append(codes[row])
        touches.row.append(Int32(row))
      }
      joined.touches = touches
      saw(span, in: table)
      joined.touches.files.append((table, from..<joined.touches.count))
    }
    joined.touches.channels = channels.sources.map(\.name)
  }

  /// Sales' hours: calls, mails and meetings with a known person, or about a deal of one.
  mutating func addActivities() {
    for table in those(.activities) {
      guard let days = column(.day, of: table)?.moments else {
        for row in 0..<tables[table].rowCount { refuseForLack(table, row: row, of: .day) }
        continue
      }
      let links = links(of: table)
      let minutes = column(.minutes, of: table)
      let perUnit = minutes.map { LedgerBuilding.minutesPerUnit(Heading($0.name)) } ?? 0
      for row in 0..<days.count {
        let lead = links.leads[row]
        guard lead >= 0 else {
          refuse(table, row: row, stranger(table, row: row, links))
          continue
        }
        guard !days[row].isMissing else {
          refuseForLack(table, row: row, of: .day)
          continue
        }
        guard isPlausible(days[row].day) else {
          refuse(table, row: row, outOfRange(.day, table, row))
          continue
        }
        saw(days[row].day, in: table)
        let amount = minutes?.numbers?[row] ?? .nan
        joined.activities.lead.append(lead)
        joined.activities.day.append(days[row].day)
        joined.activities.minutes.append(amount.isNaN || amount < 0 ? .nan : Float(amount * perUnit))
        joined.activities.origin.append(Origin(file: UInt16(table), row: Int32(row)))
      }
      if joined.activities.minutes.contains(where: { !$0.isNaN }) { joined.recorded.insert(.salesHours) }
    }
  }

  private static func minutesPerUnit(_ heading: Heading) -> Double {
    if heading.containsAny(of: ["seconds", "second", "sec"]) { return 1.0 / 60 }
    return heading.containsAny(of: ["hours", "hour", "hrs"]) ? 60 : 1
  }
}

extension TouchRows {
  mutating func reserve(_ count: Int) {
    lead.reserveCapacity(count)
    day.reserveCapacity(count)
    channel.reserveCapacity(count)
    row.reserveCapacity(count)
  }
}

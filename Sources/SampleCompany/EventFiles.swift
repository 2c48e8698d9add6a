import Records

/// How each show's scanner writes its file: no two alike, as in life.
struct ScanFile {
  enum Heading { case plain, titled }
  enum Stamp { case iso, written }
  var separator = UInt8(ascii: ",")
  var heading = Heading.plain
  var stamp = Stamp.iso
  var isCRLF = false
  var hasByteOrderMark = false
  var hasPreamble = false

  /// As `Plan.shows`.
  static let all = [
    ScanFile(separator: UInt8(ascii: ";")),
    ScanFile(hasByteOrderMark: true),
    ScanFile(heading: .titled, stamp: .written),
    ScanFile(isCRLF: true, hasPreamble: true),
    ScanFile(heading: .titled, isCRLF: true),
    ScanFile(),
  ]

  func writeHeading(to lines: inout Lines) {
    if hasByteOrderMark { lines.text([0xEF, 0xBB, 0xBF]) }
    if hasPreamble {
      lines.text("Lead retrieval export")
      end(&lines)
      lines.text("Fernhill Scheduling, stand 4-210")
      end(&lines)
    }
    let names: [StaticString] =
      switch heading {
      case .plain: ["badge_id", "email", "name", "company", "scanned_at", "scanned_by", "notes"]
      case .titled: ["Badge ID", "Email", "Name", "Company", "Scanned at", "Scanned by", "Notes"]
      }
    for (column, name) in names.enumerated() {
      if column > 0 { lines.byte(separator) }
      lines.text(name)
    }
    end(&lines)
  }

  func end(_ lines: inout Lines) {
    if isCRLF { lines.byte(UInt8(ascii: "\r")) }
    lines.newline()
  }

  private static let months: [StaticString] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  func write(_ at: Minute, _ days: DayNames, to lines: inout Lines) {
    guard stamp == .written else { return days.write(minute: at, to: &lines) }
    let (year, month, day) = Plan.day(Clock.day(of: at)).parts
    let minute = Int(at) % 1440
    lines.two(day)
    lines.byte(UInt8(ascii: "-"))
    lines.text(ScanFile.months[month - 1])
    lines.byte(UInt8(ascii: "-"))
    lines.number(year)
    lines.byte(UInt8(ascii: " "))
    lines.two(minute / 60)
    lines.byte(UInt8(ascii: ":"))
    lines.two(minute % 60)
  }

  func write(
    _ scan: Scan, row: Int, _ numbering: Numbering, _ identity: Identity, _ days: DayNames, to lines: inout Lines
  ) {
    let person = numbering.people + Int(scan.person)
    if scan.person < 0 {
      lines.text("STF-")
      lines.two(1 + row % 9)
    } else {
      let from = lines.bytes.count
      lines.text(Plan.shows[Int(scan.show)].code)
      lines.byte(UInt8(ascii: "-"))
      lines.number(100_000 + person)
      if scan.isVariant { lines.mutate(from: from) { (65...90).contains($0) ? $0 + 32 : $0 } }
    }
    lines.byte(separator)
    if scan.person < 0 {
      lines.text("stand\(1 + row % 9)@fernhill.example")
      lines.byte(separator)
      lines.text("Stand Crew")
      lines.byte(separator)
      lines.text("Fernhill Scheduling")
    } else {
      identity.address(of: person, to: &lines, isShouted: scan.isVariant)
      lines.byte(separator)
      identity.name(of: person, to: &lines)
      lines.byte(separator)
      identity.company(of: person, to: &lines)
    }
    lines.byte(separator)
    write(scan.at, days, to: &lines)
    lines.byte(separator)
    lines.text("scanner ")
    lines.number(1 + row % 4)
    lines.byte(separator)
    if scan.hasNote { lines.cell(Words.needs[person % Words.needs.count], separator: separator) }
    end(&lines)
  }
}

extension ParleyLayout {
  mutating func writeScans<Failure: Error>(
    _ company: Company, to sink: (String, UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    for (row, scan) in company.scans.enumerated() {
      let show = Int(scan.show)
      ScanFile.all[show].write(scan, row: row, numbering, identity, days, to: &scans[show])
      try scans[show].flushIfFull(to: sink)
    }
  }

  mutating func writeWebinars<Failure: Error>(
    _ company: Company, to sink: (String, UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    let defects = Defects(rows: company.registrations.count, count: Truths.dirty.webinars)
    for (row, registration) in company.registrations.enumerated() {
      webinars.byte(UInt8(ascii: "W"))
      webinars.number(registration.webinar + 1)
      webinars.comma()
      days.write(Plan.webinars[registration.webinar], to: &webinars)
      webinars.comma()
      if registration.person >= 0 {
        identity.address(of: numbering.people + Int(registration.person), to: &webinars)
      } else {
        webinars.text("guest\(numbering.people + row)@customers.example")
      }
      webinars.comma()
      numbering.account(registration.account, to: &webinars)
      webinars.text(registration.person >= 0 ? ",yes\n" : ",no\n")
      if let number = defects.after(row) {
        webinars.text(number < 2 ? "W7,2025-06-31,lost.row@nowhere.example,,no\n" : "W9,2025-08-12\n")
      }
      try webinars.flushIfFull(to: sink)
    }
  }

  mutating func writeMQLs<Failure: Error>(
    _ company: Company, to sink: (String, UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    for (row, entry) in company.listed.enumerated() {
      let person = numbering.people + Int(entry.person)
      mqls.byte(UInt8(ascii: "M"))
      mqls.number(numbering.listed + row + 1)
      mqls.comma()
      numbering.contact(entry.person, to: &mqls)
      mqls.comma()
      identity.address(of: person, to: &mqls, isPrivate: entry.kind == .otherAddress)
      mqls.comma()
      identity.name(of: person, to: &mqls)
      mqls.comma()
      identity.company(of: person, to: &mqls)
      mqls.comma()
      days.write(entry.day, to: &mqls)
      mqls.comma()
      mqls.number(50 + (person &* 37 &+ entry.day) % 50)
      mqls.comma()
      let isOther = entry.kind == .otherList || entry.kind == .otherAddress
      mqls.text(Words.lists[isOther ? 1 : 0])
      mqls.comma()
      // A person is accepted once, however often listed.
      if entry.kind == .first { days.write(known: company.people[Int(entry.person)].accepted, to: &mqls) }
      mqls.newline()
      try mqls.flushIfFull(to: sink)
    }
  }
}

/// A list as its rows were read, before its people are told apart.
struct ReadList: Sendable {
  var list: EntryList
  /// What was told of its rows alone.
  var report: FileReport
  var merges: [MergeRow] = []
}

extension LedgerBuilding {
  /// Raw lists: who is in them, who comes again, who is staff. People are counted once; a list of one source belongs to it.
  mutating func addEntries() {
    let files = those(.entries)
    guard files.contains(where: { parts[$0] != nil }) else { return }
    let before = joined.entries
    joined.entries = []
    for table in files where parts[table] != nil { readEntries(of: table) }
    joined.merges = []
    let lists = files.compactMap { step.lists[$0]?.list }
    for table in files {
      guard let read = step.lists[table] else { continue }
      joined.reports[table] = read.report
      joined.merges += read.merges
    }
    let groups = LedgerBuilding.groups(lists)
    let earlier = LedgerBuilding.groups(before).map { $0.map { before[$0].file } }
    // Nobody is looked for beyond the lists of one source: groups are judged at the same time, and those with nothing new are as
    // they were.
    let isNew = groups.map { group in
      let files = group.map { lists[$0].file }
      return files.contains { parts[$0] != nil } || !earlier.contains(files)
    }
    let needed = zip(groups, isNew).flatMap { $1 ? $0 : [] }
    let texts = Parallel.each(needed.count, workers: workers) { self.texts(of: lists[needed[$0]].file) }
    let textOf = Dictionary(zip(needed, texts), uniquingKeysWith: { first, _ in first })
    let judged = Parallel.each(groups.count, workers: workers) { at in
      isNew[at] ? judge(groups[at].compactMap { list in textOf[list].map { (list: lists[list], texts: $0) } }) : []
    }
    joined.entries = lists
    for at in groups.indices {
      for (place, list) in groups[at].enumerated() {
        joined.entries[list] =
          isNew[at] ? judged[at][place] : before.first { $0.file == lists[list].file } ?? lists[list]
      }
    }
    listEntryMerges()
    for list in joined.entries { account(for: list) }
    if joined.entries.contains(where: { $0.entries.contains { $0.isNoted != nil } }) { joined.recorded.insert(.noted) }
  }

  /// The places of the lists whose people are told apart together: those of one source, and each that has none.
  private static func groups(_ lists: [EntryList]) -> [[Int]] {
    Set(lists.compactMap(\.source)).sorted().map { source in lists.indices.filter { lists[$0].source == source } }
      + lists.indices.filter { lists[$0].source == nil }.map { [$0] }
  }

  /// Reads the rows of a list that the step has not seen.
  private mutating func readEntries(of table: Int) {
    let blank = FileReport(file: tables[table].file, bytes: 0)
    var read = step.lists[table] ?? ReadList(list: EntryList(file: table), report: blank)
    step.lists[table] = nil
    (joined.reports[table], joined.merges) = (read.report, [])
    readEntries(of: table, &read.list)
    read.report = joined.reports[table]
    read.merges += joined.merges
    step.lists[table] = read
  }

  private mutating func readEntries(of table: Int, _ list: inout EntryList) {
    let (rows, offset) = (freshRows(of: table), firstFresh(of: table))
    guard let days = fresh(.day, of: table)?.moments else {
      for row in offset..<offset + rows { refuseForLack(table, row: row, of: .day) }
      return
    }
    let links = links(of: table)
    let notes = fresh(.noted, of: table)
    list.entries.reserveCapacity(list.entries.count + days.count)
    var span = DaySpan()
    let nobodies = Nobodies(
      emails: fresh(.email, of: table)?.keys() ?? [],
      names: fresh(.name, of: table).flatMap { TestRecords.mayJudge(name: $0.name) ? $0.keys() : nil } ?? [], staff: nil,
      absence: absence(of: table), settings: settings.people)
    let arrivals = Arrivals(self, table, parts[table]?.table)
    for row in 0..<days.count where !isOvertaken(table, offset + row) {
      let nobody = nobodies(row)
      guard let day = nobody == nil ? arrivals.day(row, registered: days[row]) : days[row].isMissing ? nil : days[row].day
      else {
        refuseForLack(table, row: offset + row, of: .day)
        continue
      }
      guard isPlausible(day) else {
        refuse(table, row: offset + row, outOfRange(.day, table, offset + row))
        continue
      }
      span.add(day)
      if let nobody {
        leaveOut(table, row: offset + row, nobody.rule, nobody.key)
        continue
      }
      let isNoted = notes.map { !$0.isMissing(row) }
      list.entries.append(
        EntryList.Entry(
          day: day, lead: links.leads[row], person: -1, standing: .first, isNoted: isNoted, row: Int32(offset + row)))
    }
    saw(span, in: table)
    list.source = sourceOfMost(list.entries)
  }

  /// The source of at least four fifths of the people that are leads.
  private func sourceOfMost(_ entries: [EntryList.Entry]) -> Int? {
    var counts = [Int](repeating: 0, count: joined.sources.count)
    var known = 0
    var seen = RowMarks(count: joined.leads.count)
    for entry in entries where entry.lead >= 0 && seen.mark(Int(entry.lead)) {
      counts[Int(joined.leads.source[Int(entry.lead)])] += 1
      known += 1
    }
    guard known > 0, let most = counts.indices.max(by: { counts[$0] < counts[$1] }) else { return nil }
    return Double(counts[most]) >= 0.8 * Double(known) ? most : nil
  }

  private func texts(of table: Int) -> EntryTexts {
    let recognised = recognised[table]
    return EntryTexts(
      tables[table], badge: recognised.column(.badge), email: recognised.column(.email), own: domains(of: table))
  }

  /// First time, again, again in other letters, or our own people: the lists of one group after each other.
  private func judge(_ group: [(list: EntryList, texts: EntryTexts)]) -> [EntryList] {
    var people = EntryPeople(group.map(\.texts), entries: group.reduce(0) { $0 + $1.list.entries.count })
    return group.enumerated().map { at, one in
      var list = one.list
      let names = column(.name, of: list.file)?.keys()
      let companies = column(.company, of: list.file)?.keys()
      for entry in list.entries.indices {
        if entry + EntryPeople.ahead < list.entries.count {
          let next = list.entries[entry + EntryPeople.ahead]
          people.prefetch(one.texts.badge(Int(next.row)), one.texts.email(Int(next.row)), lead: next.lead)
        }
        let row = Int(list.entries[entry].row)
        if one.texts.isStaff(row), settings.people.holds(.staff, one.texts.key(row)) {
          list.entries[entry].standing = .staff
          continue
        }
        let name = KeyHash.pair(names?[row] ?? 0, companies?[row] ?? 0)
        let (person, isNew, spelled) = people.person(
          list: at, row: row, one.texts.badge(row), one.texts.email(row), name: name, lead: list.entries[entry].lead)
        list.entries[entry].person = person
        if !isNew { list.entries[entry].standing = spelled ? .again : .caseVariant }
      }
      return list
    }
  }

  /// People of a list who are no leads: the row counts in the list, and it is said that nobody follows it further.
  private mutating func account(for list: EntryList) {
    let unknown = list.entries.count { $0.lead < 0 && $0.standing != .staff }
    joined.reports[list.file].setAside += list.entries.count { $0.standing != .first }
    if unknown == list.entries.count { return }
    joined.reports[list.file].unmatched = unknown
  }

  /// Our own mail domains: those in parley.toml, or that of whoever scanned.
  func domains(of table: Int) -> [String] {
    guard ownDomains.isEmpty, let scanners = column(.owner, of: table) else { return ownDomains }
    for row in 0..<min(tables[table].rowCount, 200) {
      let text = scanners.text(row)
      if let at = text.lastIndex(of: "@") { return [text[text.index(after: at)...].lowercased()] }
    }
    return []
  }
}

/// Tells the people of one list, or of the lists of one source, apart.
struct EntryPeople {
  private var byKey: KeyTable
  private let texts: [EntryTexts]
  /// List and row each person first came with.
  private var first: [(list: Int32, row: Int32)] = []

  /// Room for three keys an entry that is the first of its person.
  init(_ texts: [EntryTexts], entries: Int) {
    self.texts = texts
    byKey = KeyTable(capacity: entries * 2)
    first.reserveCapacity(entries)
  }

  private static func key(ofLead lead: Int32) -> UInt64 { lead >= 0 ? UInt64(lead) &* 0x9E37_79B9_7F4A_7C15 | 1 : 0 }

  /// Entries between asking for a place and reading it.
  static let ahead = 8

  /// Asks for the places of an entry that comes soon.
  func prefetch(_ badge: EntryTexts.Text, _ email: EntryTexts.Text, lead: Int32) {
    byKey.prefetch(EntryPeople.key(ofLead: lead))
    byKey.prefetch(badge.key)
    byKey.prefetch(email.key)
  }

  /// The person, whether it is the first time, and whether badge and e-mail are spelled as the first time.
  mutating func person(
    list: Int, row: Int, _ badge: EntryTexts.Text, _ email: EntryTexts.Text, name: UInt64, lead: Int32
  ) -> (person: Int32, isNew: Bool, isSpelledAlike: Bool) {
    let keys = (EntryPeople.key(ofLead: lead), badge.key, email.key, badge.key | email.key == 0 ? name : 0)
    let new = Int32(first.count)
    let person = byKey.meet(keys, new)
    if person == new {
      first.append((Int32(list), Int32(row)))
      return (person, true, true)
    }
    let (earlier, place) = (texts[Int(first[Int(person)].list)], Int(first[Int(person)].row))
    let isVariant = earlier.badge(place).isVariant(of: badge) || earlier.email(place).isVariant(of: email)
    return (person, false, !isVariant)
  }
}

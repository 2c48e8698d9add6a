extension LedgerBuilding {
  /// Raw lists: who is in them, who comes again, who is staff. People are counted once; a list of one source belongs to it.
  mutating func addEntries() {
    let files = those(.entries)
    var lists = files.map { readEntries(of: $0) }
    var group = EntryPeople()
    for source in Set(lists.compactMap(\.source)).sorted() {
      group = EntryPeople()
      for at in lists.indices where lists[at].source == source { judge(&lists[at], &group) }
    }
    for at in lists.indices where lists[at].source == nil {
      group = EntryPeople()
      judge(&lists[at], &group)
    }
    joined.entries = lists
    if lists.contains(where: { $0.entries.contains { $0.isNoted != nil } }) { joined.recorded.insert(.noted) }
  }

  private mutating func readEntries(of table: Int) -> EntryList {
    var list = EntryList(file: table)
    guard let days = column(.day, of: table)?.moments else {
      for row in 0..<tables[table].rowCount { refuseForLack(table, row: row, of: .day) }
      return list
    }
    let links = links(of: table)
    let notes = column(.noted, of: table)
    let stayedAway = absence(of: table)
    for row in 0..<days.count {
      guard !days[row].isMissing else {
        refuseForLack(table, row: row, of: .day)
        continue
      }
      guard isPlausible(days[row].day) else {
        refuse(table, row: row, outOfRange(.day, table, row))
        continue
      }
      saw(days[row].day, in: table)
      if stayedAway?(row) ?? false {
        joined.reports[table].setAside += 1
        continue
      }
      let isNoted = notes.map { !$0.isMissing(row) }
      list.entries.append(
        EntryList.Entry(
          day: days[row].day, lead: links.leads[row], person: -1, standing: .first, isNoted: isNoted, row: Int32(row)))
    }
    list.source = sourceOfMost(list.entries)
    return list
  }

  /// Who registered and did not come is no entry.
  private func absence(of table: Int) -> ((Int) -> Bool)? {
    switch column(.attended, of: table)?.cells {
    case .categories(let codes, let names):
      let away = names.map { name in
        ["no", "false", "n", "f", "0", "nein"].contains(Heading(name).joined)
          || Heading(name).containsAny(of: ["not", "cancelled", "canceled", "absent", "refunded", "registered"])
      }
      return { codes[$0] != Column.missingCode && away[Int(codes[$0])] }
    case .numbers(let numbers, _): return { numbers[$0] == 0 }
    default: return nil
    }
  }

  /// The source of at least four fifths of the people that are leads.
  private func sourceOfMost(_ entries: [EntryList.Entry]) -> Int? {
    var counts = [Int](repeating: 0, count: joined.sources.count)
    var known = 0
    var seen: Set<Int32> = []
    for entry in entries where entry.lead >= 0 && seen.insert(entry.lead).inserted {
      counts[Int(joined.leads.source[Int(entry.lead)])] += 1
      known += 1
    }
    guard known > 0, let most = counts.indices.max(by: { counts[$0] < counts[$1] }) else { return nil }
    return Double(counts[most]) >= 0.8 * Double(known) ? most : nil
  }

  /// First time, again, again in other letters, or our own people.
  private mutating func judge(_ list: inout EntryList, _ people: inout EntryPeople) {
    let table = list.file
    let badges = column(.badge, of: table)
    let emails = column(.email, of: table)
    let names = column(.name, of: table)?.keys()
    let companies = column(.company, of: table)?.keys()
    let badgeKeys = badges?.keys()
    let emailKeys = emails?.keys()
    let own = domains(of: table)
    for at in list.entries.indices {
      let row = Int(list.entries[at].row)
      let badge = badges?.text(row) ?? ""
      let email = emails?.text(row) ?? ""
      if isStaff(badge: badge, email: email, own) {
        list.entries[at].standing = .staff
        continue
      }
      let keys = EntryPeople.Keys(
        badge: badgeKeys?[row] ?? 0, email: emailKeys?[row] ?? 0, name: KeyHash.pair(names?[row] ?? 0, companies?[row] ?? 0),
        lead: list.entries[at].lead)
      let (person, isNew, spelled) = people.person(keys, badge: badge, email: email)
      list.entries[at].person = person
      if !isNew { list.entries[at].standing = spelled ? .again : .caseVariant }
    }
    noMatches(of: list)
  }

  /// People of a list who are no leads: the row counts in the list, and it is said that nobody follows it further.
  private mutating func noMatches(of list: EntryList) {
    let unknown = list.entries.count { $0.lead < 0 && $0.standing != .staff }
    joined.reports[list.file].setAside += list.entries.count { $0.standing != .first }
    if unknown == list.entries.count { return }
    joined.reports[list.file].unmatched = unknown
  }

  private func isStaff(badge: String, email: String, _ own: [String]) -> Bool {
    if badge.utf8.count >= 3, badge.prefix(3).lowercased() == "stf" { return true }
    guard let at = email.lastIndex(of: "@") else { return false }
    return own.contains(email[email.index(after: at)...].lowercased())
  }

  /// Our own mail domains: those in parley.toml, or that of whoever scanned.
  private func domains(of table: Int) -> [String] {
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
  struct Keys {
    var badge, email, name: UInt64
    var lead: Int32
  }
  private var byKey = KeyTable(capacity: 1024)
  private var spellings: [(badge: String, email: String)] = []

  /// The person, whether it is the first time, and whether badge and e-mail are spelled as the first time.
  mutating func person(_ keys: Keys, badge: String, email: String) -> (person: Int32, isNew: Bool, isSpelledAlike: Bool) {
    let own = [
      keys.lead >= 0 ? UInt64(keys.lead) &* 0x9E37_79B9_7F4A_7C15 | 1 : 0, keys.badge, keys.email,
      keys.badge == 0 && keys.email == 0 ? keys.name : 0,
    ]
    var person: Int32 = -1
    for key in own where person < 0 { person = byKey.find(key) }
    let isNew = person < 0
    if isNew {
      person = Int32(spellings.count)
      spellings.append((badge, email))
    }
    for key in own { _ = byKey.insert(key, person) }
    let first = spellings[Int(person)]
    let isBadgeVariant = first.badge != badge && first.badge.lowercased() == badge.lowercased()
    let isEmailVariant = first.email != email && first.email.lowercased() == email.lowercased()
    return (person, isNew, !isBadgeVariant && !isEmailVariant)
  }
}

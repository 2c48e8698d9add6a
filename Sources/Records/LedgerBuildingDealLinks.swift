/// Whose deal it is where the deal does not say: the lead may name it, or both may be called the same.
extension LedgerBuilding {
  /// By what the deal names; by the deals that leads name; and, where a file links none of its deals, by a name that one lead alone
  /// has. The last is said (`Remark.joinedByName`).
  mutating func linksOfDeals(_ table: Int) -> Links {
    var links = links(of: table)
    followLeads(&links, table)
    followPairs(&links, table)
    // More rows of a file go on only where those before are linked.
    guard firstFresh(of: table) == 0, !links.leads.contains(where: { $0 >= 0 }) else { return links }
    step.deals.mayBeNamed = true
    guard joined.leads.count > 0 else { return links }
    joinByName(&links, table)
    return links
  }

  /// Salesforce's converted leads and HubSpot's contacts name their deals.
  private mutating func followLeads(_ links: inout Links, _ table: Int) {
    guard let ids = fresh(.dealID, of: table)?.keys(), links.leads.contains(where: { $0 < 0 }) else { return }
    for other in those(.leads) {
      guard let named = column(.dealID, of: other) else { continue }
      let people = leads(of: other)
      var rows = KeyTable(capacity: named.emptyCount < tables[other].rowCount ? tables[other].rowCount - named.emptyCount : 1)
      let keys = named.keys()
      var isList = named.numbers == nil
      var sawList = false
      for row in keys.indices where keys[row] != 0 && people[row] >= 0 {
        let text = isList ? named.text(row) : ""
        guard text.utf8.contains(59) else {
          _ = rows.insert(keys[row], Int32(row))
          // A column that begins with single ids is no list; reading all of it again would be slow.
          if row > 2000, !sawList { isList = false }
          continue
        }
        sawList = true
        for part in text.split(separator: ";") { _ = rows.insert(KeyHash.hash(String(part)), Int32(row)) }
      }
      follow(&links, table, ids, rows, people, by: (tables[other].file, named.name))
    }
  }

  /// A table of pairs, a deal's id and a person's: how databases and connectors keep them.
  private mutating func followPairs(_ links: inout Links, _ table: Int) {
    let dealNames = ["deal id", "opportunity id", "dealid"]
    let leadNames = ["contact id", "lead id", "person id", "contactid", "contact or lead id"]
    guard let ids = fresh(.dealID, of: table)?.keys() else { return }
    for other in recognised.indices
    where links.leads.contains(where: { $0 < 0 })
      && (recognised[other].subject == .reference || recognised[other].subject == nil)
    {
      let columns = tables[other].columns
      guard let deal = columns.firstIndex(where: { dealNames.contains(Heading($0.name).joined) }),
        let lead = columns.firstIndex(where: { leadNames.contains(Heading($0.name).joined) }), tables[other].rowCount > 0
      else { continue }
      let isPrimary = columns.first { ["is primary", "isprimary", "primary"].contains(Heading($0.name).joined) }?.saysYes
      let keys = columns[deal].keys()
      let found = people.leads(in: people.byID, columns[lead].keys(), workers: workers)
      var rows = KeyTable(capacity: keys.count)
      // Of several people the one the program calls the first, else the one that stands first.
      for wantsPrimary in isPrimary == nil ? [false] : [true, false] {
        for row in keys.indices where keys[row] != 0 && found[row] >= 0 {
          if wantsPrimary, let isPrimary, !isPrimary(row) { continue }
          _ = rows.insert(keys[row], Int32(row))
        }
      }
      follow(&links, table, ids, rows, found, by: (tables[other].file, columns[deal].name))
    }
  }

  /// Deals that nobody names yet, by their ids: `rows` says in which row of another file each stands, `leads` whose row that is.
  private mutating func follow(
    _ links: inout Links, _ table: Int, _ ids: [UInt64], _ rows: KeyTable, _ leads: [Int32],
    by place: (file: String, column: String)
  ) {
    var isMet = false
    for row in links.leads.indices where links.leads[row] < 0 && ids[row] != 0 {
      let found = rows.find(ids[row])
      guard found >= 0 else { continue }
      links.leads[row] = leads[Int(found)]
      isMet = true
    }
    if isMet, let column = column(.dealID, of: table) { addJoin(table, column, ids, links.leads, to: place) }
  }

  /// The lead of each row of a file of leads, -1 where a row is nobody.
  private func leads(of table: Int) -> [Int32] {
    var found = [Int32](repeating: -1, count: tables[table].rowCount)
    if let ids = column(.leadID, of: table) { found = people.leads(in: people.byID, ids.keys(), workers: workers) }
    guard found.contains(where: { $0 < 0 }) else { return found }
    let emails = column(.email, of: table)?.keys()
    if let emails {
      let byEmail = people.leads(in: people.byEmail, emails, workers: workers)
      for row in found.indices where found[row] < 0 { found[row] = byEmail[row] }
    }
    // People without id and address are known by name and company.
    guard let names = column(.name, of: table)?.keys() else { return found }
    let companies = column(.company, of: table)?.keys()
    let ids = column(.leadID, of: table)?.keys()
    let open = found.indices.filter { found[$0] < 0 && (ids?[$0] ?? 0) | (emails?[$0] ?? 0) == 0 }
    let byName = people.leads(in: people.byEmail, open.map { KeyHash.pair(names[$0], companies?[$0] ?? 0) }, workers: workers)
    for (at, row) in open.enumerated() { found[row] = byName[at] }
    return found
  }

  /// What a deal and a lead may both have where no id of the lead's is there.
  private enum Shared: CaseIterable { case contact, accountID, account }

  /// The account, or the contact's full name, where exactly one lead has it and the deal did not begin before that lead came.
  private mutating func joinByName(_ links: inout Links, _ table: Int) {
    let deals = DealColumns(recognised[table], tables[table].columns, settings.stages, whole: tables[table].columns)
    for shared in Shared.allCases {
      let found =
        switch shared {
        case .contact: contactColumn(of: table)
        case .accountID: recognised[table].column(.accountID)
        case .account: recognised[table].column(.company)
        }
      guard let index = found else { continue }
      let column = tables[table].columns[index]
      guard column.numbers == nil || shared == .accountID, column.moments == nil else { continue }
      var owners = NameOwners()
      var place: (file: String, column: String)?
      for other in those(.leads) {
        let said = shared == .contact ? nil : self.column(shared == .account ? .company : .accountID, of: other)
        guard let own = shared == .contact ? fullNames(of: other) : said?.keys() else { continue }
        let names = known(own)
        let people = leads(of: other)
        for row in names.indices where names[row] != 0 && people[row] >= 0 { owners.add(names[row], people[row]) }
        place = place ?? (tables[other].file, said?.name ?? self.column(.name, of: other)?.name ?? "")
      }
      guard let place else { continue }
      let keys = known(column.keys())
      var count = 0
      for row in keys.indices where keys[row] != 0 && links.leads[row] < 0 {
        guard let lead = owners.one(keys[row]) else { continue }
        let created = joined.leads.created[Int(lead)]
        let end = deals.decided(row, deals.outcome(row))
        let days = [deals.opened?[row] ?? .missing, end].filter { !$0.isMissing }.map(\.day)
        guard days.allSatisfy({ $0 >= created - 1 }) else { continue }
        links.leads[row] = lead
        count += 1
      }
      let bySource = shared == .account ? joinBySource(&links, table, keys, deals) : 0
      if bySource > 0, let source = self.column(.source, of: table) {
        joined.remarks.append(
          .joinedBySource(file: tables[table].file, column: column.name, source: source.name, count: bySource))
      }
      guard count > 0 || bySource > 0 else { continue }
      links.column = index
      links.file = place.file
      addJoin(table, column, keys, links.leads, to: place)
      guard count > 0 else { return }
      joined.remarks.append(
        .joinedByName(file: tables[table].file, column: column.name, count: count, isAccount: shared != .contact))
      return
    }
  }

  /// Of several leads of one account the newest that came before the deal, of the source that the deal names itself: what came of the
  /// source is then right, whichever of them it was.
  private func joinBySource(_ links: inout Links, _ table: Int, _ accounts: [UInt64], _ deals: DealColumns) -> Int {
    guard let sources = column(.source, of: table)?.keys(), sources.count == accounts.count else { return 0 }
    var leads: [UInt64: [Int32]] = [:]
    for other in those(.leads) {
      guard let names = column(.company, of: other)?.keys(), let own = column(.source, of: other)?.keys() else { continue }
      let accounts = known(names)
      let people = self.leads(of: other)
      for row in accounts.indices where accounts[row] != 0 && own[row] != 0 && people[row] >= 0 {
        leads[KeyHash.pair(accounts[row], own[row]), default: []].append(people[row])
      }
    }
    var count = 0
    for row in accounts.indices where links.leads[row] < 0 && accounts[row] != 0 && sources[row] != 0 {
      let days = [deals.opened?[row] ?? .missing, deals.decided(row, deals.outcome(row))].filter { !$0.isMissing }.map(\.day)
      guard let first = days.min(), let several = leads[KeyHash.pair(accounts[row], sources[row])] else { continue }
      let came = several.filter { joined.leads.created[Int($0)] <= first + 1 }
      guard let newest = came.max(by: { joined.leads.created[Int($0)] < joined.leads.created[Int($1)] }) else { continue }
      links.leads[row] = newest
      count += 1
    }
    return count
  }

  /// `Contact Name`, `Deal - Contact person`: a person by name and not by id.
  private func contactColumn(of table: Int) -> Int? {
    tables[table].columns.firstIndex { column in
      let words = Heading(column.name)
      let isContact = words.containsAny(of: ["contact", "kontakt", "kontaktperson", "contacto", "ansprechpartner"])
      return isContact && !words.containsAny(of: ["id", "ids", "email", "owner", "phone"]) && column.numbers == nil
        && column.moments == nil
    }
  }

  /// First and last name as they are written together; or the one column that has both.
  private func fullNames(of table: Int) -> [UInt64]? {
    let columns = tables[table].columns
    // Put together cell by cell; longer files have ids.
    guard tables[table].rowCount <= 100_000 else { return nil }
    func index(_ names: Set<String>) -> Int? { columns.firstIndex { names.contains(Heading($0.name).joined) } }
    if let first = index(["first name", "firstname", "vorname", "prénom", "nombre", "voornaam", "nome"]),
      let last = index([
        "last name", "lastname", "surname", "nachname", "nom", "apellidos", "achternaam", "sobrenome", "cognome",
      ])
    {
      return (0..<tables[table].rowCount).map { row in
        columns[first].isMissing(row) || columns[last].isMissing(row)
          ? 0 : KeyHash.hash(columns[first].text(row) + " " + columns[last].text(row))
      }
    }
    guard let name = recognised[table].column(.name), Heading(columns[name].name).words.first != "first" else { return nil }
    return columns[name].keys()
  }
}

extension LedgerBuilding {
  /// A column called as amounts are, in which nothing can be read as one.
  mutating func remarkUnreadAmounts(_ table: Int) {
    guard recognised[table].column(.amount) == nil, !settings.mappings.contains(where: { $0.file == tables[table].file }) else {
      return
    }
    let phrases = RecognitionWords.slots(of: .deals).first { $0.field == .amount }?.phrases.map(\.joined) ?? []
    for column in tables[table].columns where column.numbers == nil && column.moments == nil {
      let heading = Heading(column.name)
      let plain = heading.namesCurrency ? heading.words.dropLast().joined(separator: " ") : heading.joined
      guard phrases.contains(plain),
        let row = (0..<tables[table].rowCount).first(where: { !column.isMissing($0) })
      else { continue }
      joined.remarks.append(.unreadAmounts(file: tables[table].file, column: column.name, example: column.text(row)))
      return
    }
  }

  /// Days and amounts that were taken, or left, because of what their headings say of them.
  mutating func remarkHeadings(_ table: Int) {
    let file = tables[table].file
    guard !settings.mappings.contains(where: { $0.file == file }) else { return }
    if let closed = column(.closed, of: table), recognised[table].exporter == nil,
      Recognition.isPlannedClosing(Heading(closed.name)), column(.won, of: table) == nil
    {
      joined.remarks.append(.plannedClosing(file: file, column: closed.name))
    }
    guard column(.amount, of: table) == nil else { return }
    let own = tables[table].columns.enumerated().first { at, column in
      column.numbers != nil && ColumnFacts(column, at: at, rows: tables[table].rowCount).describesCustomer
    }
    if let own { joined.remarks.append(.customersOwnRevenue(file: file, column: own.element.name)) }
  }

  /// No file of deals: leads may say themselves who became a customer, with the day or without it.
  mutating func remarkNoDeals() {
    if joined.leads.won.contains(where: { $0 != nil }) {
      joined.remarks.append(.customersWithoutDeals)
      return
    }
    joined.remarks.append(.noDeals)
    for table in those(.leads) {
      for column in tables[table].columns {
        guard case .categories(let codes, let names) = column.cells else { continue }
        let isCustomer = names.map { name in
          let words = Heading(name)
          return words.joined == "customer" || ["kunde", "client", "cliente", "klant"].contains(words.joined)
            || RecognitionWords.saysWon(words)
        }
        let count = codes.count { $0 != Column.missingCode && isCustomer[Int($0)] }
        guard count > 0, count < codes.count, names.count > 1 else { continue }
        joined.remarks.append(.customersWithoutDay(file: tables[table].file, column: column.name, count: count))
        break
      }
    }
  }

  /// Deals of two programs under two ids: the same name and amount, not of two exports of one report.
  mutating func doubtTwice() {
    let files = those(.deals)
    guard files.count > 1 else { return }
    var names: [Int: [UInt64]] = [:]
    for table in files { names[table] = column(.name, of: table)?.keys() }
    var met = KeyTable(capacity: joined.deals.origin.count)
    var counts: [Int: (other: Int, count: Int, places: [Doubt.Place])] = [:]
    for (deal, origin) in joined.deals.origin.enumerated() {
      let (table, row) = (Int(origin.file), Int(origin.row))
      guard let name = names[table]?[row], name != 0, joined.deals.amount[deal] > 0 else { continue }
      let earlier = met.insert(KeyHash.pair(name, joined.deals.amount[deal].bitPattern), Int32(deal))
      guard earlier >= 0 else { continue }
      let other = Int(joined.deals.origin[Int(earlier)].file)
      guard other != table, !isSameExport(other, table) else { continue }
      var one = counts[table] ?? (other, 0, [])
      one.count += 1
      if one.places.count < Doubt.mostPlaces {
        one.places.append(
          Doubt.Place(line: tables[table].lines.line(ofRow: row), value: column(.name, of: table)?.text(row) ?? ""))
      }
      counts[table] = one
    }
    for (table, found) in counts.sorted(by: { $0.key < $1.key }) {
      doubt(.twice, table, tables[found.other].file, count: found.count, places: found.places)
    }
  }
}

/// Who has a name: one lead, or several of whom none can be meant.
private struct NameOwners {
  private var places = KeyTable(capacity: 64)
  private var leads: [Int32] = []
  private static let several: Int32 = -2

  mutating func add(_ name: UInt64, _ lead: Int32) {
    let place = places.insert(name, Int32(leads.count))
    guard place >= 0 else {
      leads.append(lead)
      return
    }
    if leads[Int(place)] != lead { leads[Int(place)] = Self.several }
  }

  func one(_ name: UInt64) -> Int32? {
    let place = places.find(name)
    return place < 0 || leads[Int(place)] < 0 ? nil : leads[Int(place)]
  }
}

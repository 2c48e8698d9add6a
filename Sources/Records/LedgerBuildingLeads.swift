/// Finds the person that a key in any file speaks of.
struct PeopleIndex: Sendable {
  var byID = KeyTable(capacity: 0)
  /// And by name and company together, for people without id and e-mail.
  var byEmail = KeyTable(capacity: 0)
  /// File and headings that the ids and e-mails come from, for the reports on joins.
  var idPlace: (file: String, column: String)?
  var emailPlace: (file: String, column: String)?

  /// Both tables, no longer held here, so that they can be changed in place.
  mutating func takeTables() -> (ids: KeyTable, emails: KeyTable) {
    let tables = (byID, byEmail)
    byID = KeyTable(capacity: 0)
    byEmail = KeyTable(capacity: 0)
    return tables
  }
}

extension LedgerBuilding {
  /// People, not rows: an id twice is a repeat; one e-mail under two ids is one person.
  mutating func addLeads() {
    let files = those(.leads)
    let rows = files.reduce(0) { $0 + tables[$1].rowCount }
    people = PeopleIndex()
    people.byID = KeyTable(capacity: rows)
    people.byEmail = KeyTable(capacity: rows)
    var sources = SourceCodes()
    var merging = Merging(rows: rows)
    for table in files { addLeads(of: table, &sources, &merging) }
    joined.sources = sources.sources
    var (ids, emails) = people.takeTables()
    let leadOfRow = merging.leadOfRow
    Parallel.both(rows, workers: workers, { ids.renumber(leadOfRow) }, { emails.renumber(leadOfRow) })
    (people.byID, people.byEmail) = (ids, emails)
    merging.remark(&joined.remarks)
  }

  private mutating func addLeads(of table: Int, _ sources: inout SourceCodes, _ merging: inout Merging) {
    let columns = LeadColumns(self, table)
    rememberPlaces(of: table)
    guard let created = columns.created else {
      for row in 0..<tables[table].rowCount { refuseForLack(table, row: row, of: .created) }
      return
    }
    let codes = sources.codes(of: column(.source, of: table), rows: tables[table].rowCount, else: tables[table].stem)
    let keyField = columns.ids != nil ? Field.leadID : columns.emails != nil ? .email : .name
    let keys = usableKeys(of: table, columns, created, keyField)
    let base = Int32(merging.firstRow)
    merging.firstRow += created.count
    var byID: [Int32] = []
    var byEmail: [Int32] = []
    var (ids, emails) = people.takeTables()
    Parallel.both(
      created.count, workers: workers, { byID = ids.insert(all: keys.ids, base: base) },
      { byEmail = emails.insert(all: keys.emails, base: base) })
    (people.byID, people.byEmail) = (ids, emails)
    var leads = joined.leads
    joined.leads = LeadRows()
    leads.reserve(leads.count + created.count)
    var badCells = 0
    var repeats: [(lead: Int32, loser: Origin)] = []
    for row in 0..<created.count where keys.ids[row] | keys.emails[row] != 0 {
      let record = columns.record(
        row, created: created[row], source: codes[row], origin: Origin(file: UInt16(table), row: Int32(row)), &badCells,
        until: strayFrom)
      let at = Int(base) + row
      let sameID = merging.leadOfRow[Int(byID[row])]
      let sameEmail = merging.leadOfRow[Int(byEmail[row])]
      if sameID >= 0 {
        // One id with another address is another person, and nobody can say whose the id is: the first row stays.
        let earlier = leads.origin[Int(sameID)]
        let address = Int(earlier.file) == table ? keys.emails[Int(earlier.row)] : 0
        let isOther = address != 0 && keys.emails[row] != 0 && address != keys.emails[row]
        repeats.append((sameID, leads.keepEarlier(record, of: Int(sameID), staysAnyway: isOther)))
        if !isOther { merging.leadOfRow[at] = sameID }
      } else if sameEmail >= 0 {
        merging.leadOfRow[at] = sameEmail
        if keys.ids[row] == 0 {
          repeats.append((sameEmail, leads.keepEarlier(record, of: Int(sameEmail), staysAnyway: false)))
        } else {
          leads.merge(record, into: Int(sameEmail))
          merging.count(sameEmail)
        }
      } else {
        let lead = Int32(leads.count)
        merging.leadOfRow[at] = lead
        // The row that holds the address may have been another person's: then it is this one's from now on.
        if merging.leadOfRow[Int(byEmail[row])] < 0 { merging.leadOfRow[Int(byEmail[row])] = lead }
        leads.append(record)
      }
    }
    joined.leads = leads
    joined.reports[table].badCells += badCells
    for one in repeats { refuseRepeat(one.loser, of: one.lead, keyField) }
  }

  /// The keys of the rows that can be used, 0 for all others; those are refused here. People without id and e-mail are
  /// known by name and company, in the place of the e-mail.
  private mutating func usableKeys(
    of table: Int, _ columns: LeadColumns, _ created: [Moment], _ keyField: Field
  ) -> (ids: [UInt64], emails: [UInt64]) {
    var ids = columns.ids ?? [UInt64](repeating: 0, count: created.count)
    var emails = columns.emails ?? [UInt64](repeating: 0, count: created.count)
    var span = DaySpan()
    for row in 0..<created.count {
      if ids[row] | emails[row] == 0 { emails[row] = columns.nameKey(row) }
      let isKeyless = ids[row] | emails[row] == 0
      if !created[row].isMissing && !isKeyless {
        let day = created[row].day
        if isPlausible(day) {
          span.add(day)
          continue
        }
        refuse(table, row: row, outOfRange(.created, table, row))
      } else {
        refuseForLack(table, row: row, of: created[row].isMissing ? .created : keyField)
      }
      ids[row] = 0
      emails[row] = 0
    }
    saw(span, in: table)
    return (ids, emails)
  }

  /// The row that went, with the line of the one that stayed.
  private mutating func refuseRepeat(_ loser: Origin, of lead: Int32, _ field: Field) {
    let winner = joined.leads.origin[Int(lead)]
    var heading = column(field, of: Int(loser.file))?.name ?? field.rawValue
    if loser.file != winner.file { heading += " (in \(tables[Int(winner.file)].file))" }
    let line = tables[Int(winner.file)].lines.line(ofRow: Int(winner.row))
    refuse(Int(loser.file), row: Int(loser.row), .repeated(column: heading, firstLine: line))
  }

  private mutating func rememberPlaces(of table: Int) {
    let file = tables[table].file
    if people.idPlace == nil, let id = column(.leadID, of: table) { people.idPlace = (file, id.name) }
    if people.emailPlace == nil, let email = column(.email, of: table) { people.emailPlace = (file, email.name) }
  }

  func outOfRange(_ field: Field, _ table: Int, _ row: Int) -> Reason {
    guard keepsExamples(table), let index = recognised[table].column(field) else { return .missing(column: field.rawValue) }
    let text = tables[table].text(row: row, column: index)
    return .outOfRange(
      column: tables[table].columns[index].name, cell: text.isEmpty ? tables[table].columns[index].text(row) : text)
  }
}

/// Which person every row of every leads file became, and how many rows came under several ids.
struct Merging {
  /// The person of each row, counted through all files; -1 for rows that are nobody.
  var leadOfRow: [Int32]
  var firstRow = 0
  private var rows = 0
  private var people: Set<Int32> = []
  init(rows: Int) { leadOfRow = [Int32](repeating: -1, count: rows) }
  mutating func count(_ lead: Int32) {
    rows += 1
    people.insert(lead)
  }
  func remark(_ remarks: inout [Remark]) {
    if rows > 0 { remarks.append(.mergedPeople(rows: rows + people.count, people: people.count)) }
  }
}

/// The values of all source columns, numbered in the order in which they are met.
struct SourceCodes {
  private(set) var sources: [Source] = []
  private var byName = KeyTable(capacity: 16)
  private static let most = Int(UInt16.max) - 1

  private mutating func code(of name: String) -> UInt16 {
    let next = Int32(sources.count)
    let key = KeyHash.hash(name)
    if sources.count >= SourceCodes.most { return UInt16(max(0, byName.find(key))) }
    let known = byName.insert(key == 0 ? 1 : key, next)
    if known >= 0 { return UInt16(known) }
    sources.append(Source(name: name))
    return UInt16(next)
  }

  /// One code a row; an empty cell is `(none given)`. Without a column all rows are of one name.
  mutating func codes(of column: Column?, rows: Int, else name: String = Source.noneGiven) -> [UInt16] {
    guard let column, rows > 0 else { return [UInt16](repeating: code(of: name), count: rows) }
    if case .categories(let codes, let names) = column.cells {
      let own = names.map { code(of: $0) }
      let none = codes.contains(Column.missingCode) ? code(of: Source.noneGiven) : 0
      return codes.map { $0 == Column.missingCode ? none : own[Int($0)] }
    }
    return (0..<rows).map { code(of: column.isMissing($0) ? Source.noneGiven : column.text($0)) }
  }
}

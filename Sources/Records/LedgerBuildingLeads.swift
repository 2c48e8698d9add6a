/// Finds the person that a key in any file speaks of.
struct PeopleIndex: Sendable {
  var byID = KeyTable(capacity: 0)
  var byEmail = KeyTable(capacity: 0)
  /// Name and company together, for people without id and e-mail.
  var byName = KeyTable(capacity: 0)
  /// File and headings that the ids and e-mails come from, for the reports on joins.
  var idPlace: (file: String, column: String)?
  var emailPlace: (file: String, column: String)?
}

extension LedgerBuilding {
  /// People, not rows: an id twice is a repeat; one e-mail under two ids is one person.
  mutating func addLeads() {
    let files = those(.leads)
    let rows = files.reduce(0) { $0 + tables[$1].rowCount }
    people = PeopleIndex()
    people.byID = KeyTable(capacity: rows)
    people.byEmail = KeyTable(capacity: rows)
    var sourceCodes = SourceCodes()
    var merged = Merging()
    for table in files { addLeads(of: table, &sourceCodes, &merged) }
    joined.sources = sourceCodes.sources
    joined.leads.noted = [Bool?](repeating: nil, count: joined.leads.count)
    merged.remark(&joined.remarks)
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
    joined.leads.reserve(joined.leads.count + tables[table].rowCount)
    for row in 0..<tables[table].rowCount {
      if created[row].isMissing {
        refuseForLack(table, row: row, of: .created)
        continue
      }
      let day = created[row].day
      guard isPlausible(day) else {
        refuse(table, row: row, outOfRange(.created, table, row))
        continue
      }
      let id = columns.ids?[row] ?? 0
      let email = columns.emails?[row] ?? 0
      let name = id == 0 && email == 0 ? columns.nameKey(row) : 0
      if id == 0 && email == 0 && name == 0 {
        refuseForLack(table, row: row, of: keyField)
        continue
      }
      saw(day, in: table)
      let next = Int32(joined.leads.count)
      let origin = Origin(file: UInt16(table), row: Int32(row))
      let record = columns.record(
        row, created: created[row], source: codes[row], origin: origin, &joined.reports[table].badCells, isPlausible)
      let sameID = people.byID.insert(id, next)
      if sameID >= 0 {
        // One id with another address is another person, and nobody can say whose the id is: the first row stays.
        let isOther = email != 0 && emails(sameID, columns, table) != email
        repeatOf(sameID, record, keyField, staysAnyway: isOther)
        if !isOther, people.byEmail.find(email) < 0 { _ = people.byEmail.insert(email, sameID) }
        continue
      }
      let sameEmail = name != 0 ? people.byName.insert(name, next) : people.byEmail.insert(email, next)
      guard sameEmail >= 0 else {
        joined.leads.append(record)
        continue
      }
      if id == 0 {
        repeatOf(sameEmail, record, keyField)
      } else {
        people.byID.replace(id, sameEmail)
        joined.leads.merge(record, into: Int(sameEmail))
        merging.count(sameEmail)
      }
    }
  }

  /// The earlier of two rows of one key stays; the other is refused, with the line of the one that stayed.
  private mutating func repeatOf(_ lead: Int32, _ record: LeadRecord, _ field: Field, staysAnyway: Bool = false) {
    let kept = joined.leads.origin[Int(lead)]
    let isEarlier = !staysAnyway && record.created < joined.leads.created[Int(lead)]
    if isEarlier { joined.leads.replace(Int(lead), by: record) }
    let (loser, winner) = isEarlier ? (kept, record.origin) : (record.origin, kept)
    var heading = column(field, of: Int(loser.file))?.name ?? field.rawValue
    if loser.file != winner.file { heading += " (in \(tables[Int(winner.file)].file))" }
    let line = tables[Int(winner.file)].lines.line(ofRow: Int(winner.row))
    refuse(Int(loser.file), row: Int(loser.row), .repeated(column: heading, firstLine: line))
  }

  /// The address of a person read earlier, as far as it is in the same file; else that of nobody.
  private func emails(_ lead: Int32, _ columns: LeadColumns, _ table: Int) -> UInt64 {
    let origin = joined.leads.origin[Int(lead)]
    return Int(origin.file) == table ? columns.emails?[Int(origin.row)] ?? 0 : 0
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

/// Rows of people who came under several ids, and how many people they are.
struct Merging {
  private var rows = 0
  private var people: Set<Int32> = []
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

extension Table {
  /// The file's name without its ending.
  var stem: String { file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file }
}

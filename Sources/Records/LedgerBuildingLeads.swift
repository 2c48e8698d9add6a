/// Finds the person that a key in any file speaks of.
struct PeopleIndex: Sendable {
  var byID = KeyIndex()
  /// And by name and company together, for people without id and e-mail.
  var byEmail = KeyIndex()
  /// The person of each row of the leads files, counted through all of them; -1 for rows that are nobody.
  var leadOfRow: [Int32] = []
  /// Ids and e-mails of rows that were typed to try a form.
  var tests: Set<UInt64> = []
  /// File and headings that the ids and e-mails come from, for the reports on joins.
  var idPlace: (file: String, column: String)?
  var emailPlace: (file: String, column: String)?

  /// The person of each key, -1 where nobody has it.
  func leads(in index: KeyIndex, _ keys: [UInt64], workers: Int) -> [Int32] {
    leadOfRow.withUnsafeBufferPointer { leadOfRow in
      index.find(all: keys, workers: workers) { $0 < 0 ? -1 : leadOfRow[Int($0)] }
    }
  }

  /// Lets go of a column's own keys, so that it can grow where it is.
  mutating func lend(to column: [UInt64]) {
    byID.lend(to: column)
    byEmail.lend(to: column)
  }

  func lead(ofID key: UInt64) -> Int32 {
    let row = byID.find(key)
    return row < 0 ? -1 : leadOfRow[Int(row)]
  }
}

/// Who the people are, and what is needed to go on with more rows of their one file.
struct LeadMemory: Sendable {
  var isKept = false
  var readings = 0
  var people = PeopleIndex()
  var sources = SourceCodes()
  var merging = Merging()
  /// The last day of any step that they tell.
  var lastStep: Day?
  /// The people, their merges and what is told of their files.
  var found = Joined()

  init() {}

  init(rows: Int, workers: Int) {
    // Taken out one after the other, so that each has one owner and is changed in place.
    var indices = Parallel.each(2, workers: rows < Parallel.least ? 1 : workers) { _ in KeyIndex(capacity: rows) }
    people.byID = indices.removeLast()
    people.byEmail = indices.removeLast()
    people.leadOfRow.reserveCapacity(rows + rows / 8)
  }
}

extension LedgerBuilding {
  /// People, not rows: an id twice is a repeat; one e-mail under two ids is one person. Newer exports come first.
  mutating func addLeads(_ news: [TableNews], _ memory: inout LeadMemory) -> PeopleNews {
    let files = newestFirst(those(.leads))
    parts = tables.map { _ in nil }
    let goesOn = mayGoOn(memory, files, news)
    if goesOn {
      memory.readings += 1
      for table in files { if case .rows(let part) = news[table] { parts[table] = part } }
    } else {
      memory = LeadMemory()
      memory = LeadMemory(rows: files.reduce(0) { $0 + tables[$1].rowCount }, workers: workers)
      memory.found.reports = blankReports()
      memory.merging.repeats = blankReports()
      for table in files { parts[table] = TablePart(table: tables[table], firstRow: 0) }
    }
    memory.isKept = true
    // Who was nobody's deal may be somebody's now.
    memory.merging.movedOld = memory.found.leads.count == 0
    let isMore = parts.contains { $0 != nil }
    let tests = memory.people.tests.count
    let before = joined
    (people, joined) = (memory.people, memory.found)
    (memory.people, memory.found) = (PeopleIndex(), Joined())
    for table in files where parts[table] != nil { addLeads(of: table, &memory.sources, &memory.merging) }
    (memory.people, memory.found) = (people, joined)
    joined = before
    take(memory.found)
    for table in memory.merging.repeats.indices { joined.reports[table].add(memory.merging.repeats[table]) }
    joined.leads = memory.found.leads
    joined.sources = memory.sources.sources
    for lead in memory.merging.leads { joined.sources[Int(joined.leads.source[Int(lead)])].merged += 1 }
    memory.merging.remark(&joined.remarks)
    if isMore || !goesOn {
      let leads = joined.leads
      memory.lastStep = [leads.handedOver, leads.accepted, leads.rejected, leads.opened, leads.won].compactMap(\.latest).max()
    }
    lastStep = memory.lastStep
    if !goesOn || memory.merging.movedOld || people.tests.count != tests { return .all }
    return isMore ? .more : .same
  }

  /// Only where one file has all of the people do its new rows come after all others.
  private func mayGoOn(_ memory: LeadMemory, _ files: [Int], _ news: [TableNews]) -> Bool {
    guard memory.isKept else { return false }
    if files.allSatisfy({ if case .nothing = news[$0] { true } else { false } }) { return true }
    guard files.count == 1, let table = files.first, case .rows = news[table], !recognised[table].isList else { return false }
    return column(.attended, of: table) == nil && memory.sources.mayGoOn(with: column(.source, of: table))
  }

  private mutating func addLeads(of table: Int, _ sources: inout SourceCodes, _ merging: inout Merging) {
    let columns = LeadColumns(self, table)
    let (rows, offset) = (freshRows(of: table), firstFresh(of: table))
    rememberPlaces(of: table)
    guard let created = columns.created else {
      for row in 0..<rows { refuseForLack(table, row: offset + row, of: .created) }
      return
    }
    if offset == 0, column(.source, of: table) == nil, !recognised[table].isList {
      joined.remarks.append(.noSource(file: tables[table].file))
    }
    people.leadOfRow.append(contentsOf: repeatElement(-1, count: rows))
    let codes = sources.codes(of: fresh(.source, of: table), rows: rows, else: LedgerBuilding.called(tables[table].stem))
    let keyField = columns.ids != nil ? Field.leadID : columns.emails != nil ? .email : .name
    let keys = usableKeys(of: table, columns, created, keyField)
    let known = joined.leads.count
    var matching = LeadMatching(
      table: table, firstRow: merging.firstRow, offset: offset, firstLead: known, settings: settings.people,
      sameExports: Set(those(.leads).filter { isSameExport($0, table) }))
    merging.firstRow += created.count
    matching.match(keys, created, &people, joined.leads, workers: workers)
    let records = LeadColumns.Rows(
      columns, created: created, source: codes, table: table, firstRow: offset, until: strayFrom)
    var leads = joined.leads
    joined.leads = LeadRows()
    joined.reports[table].stepsLeftOut += leads.append(records, rows: matching.newRows, workers: workers)
    var older: [Int: Int] = [:]
    swap(&joined.reports, &merging.repeats)
    for again in matching.again {
      let record = records.record(Int(again.row), &joined.reports[table].stepsLeftOut)
      let standing = (origin: leads.origin[Int(again.lead)], created: leads.created[Int(again.lead)])
      if again.rule != nil, again.kind != .older { merging.leads.append(again.lead) }
      switch again.kind {
      case .repeated(let staysAnyway):
        let loser = leads.keepEarlier(record, of: Int(again.lead), staysAnyway: staysAnyway)
        // In a list people come again; in an export of people a second row is a mistake of somebody's.
        if recognised[Int(loser.file)].isList {
          joined.reports[Int(loser.file)].setAside += 1
        } else {
          refuseRepeat(loser, of: again.lead, keyField, leads)
        }
        if let rule = again.rule { merge(rule, loser, into: leads.origin[Int(again.lead)], keys.key(rule, Int(again.row))) }
      case .merged:
        leads.merge(record, into: Int(again.lead))
        merging.count(again.lead)
        if let rule = again.rule { merge(rule, record.origin, into: standing.origin, keys.key(rule, Int(again.row))) }
      case .older:
        leads.keepNewer(record, of: Int(again.lead))
        older[Int(standing.origin.file), default: 0] += 1
      }
      // Whoever came earlier than was thought also came from elsewhere.
      if Int(again.lead) < known, leads.created[Int(again.lead)] != standing.created { merging.movedOld = true }
    }
    swap(&joined.reports, &merging.repeats)
    joined.leads = leads
    setAside(table, older)
  }

  /// What a file is called without what its program and the day wrote into the name: `contacts` of
  /// `hubspot-crm-exports-all-contacts-2026-11-02`.
  static func called(_ stem: String) -> String {
    let noise = [
      "hubspot", "salesforce", "pipedrive", "zoho", "crm", "export", "exports", "exported", "all", "report", "download", "csv",
      "xlsx",
    ]
    let words = stem.split { $0 == "-" || $0 == "_" || $0 == " " || $0 == "." }.map(String.init)
    guard words.contains(where: { noise.contains($0.lowercased()) }) else { return stem }
    let kept = words.filter { word in
      !noise.contains(word.lowercased()) && word.contains(where: \.isLetter)
    }
    return kept.isEmpty ? stem : kept.joined(separator: " ")
  }

  /// The keys of all rows and which rows can be used; the others are refused here. People without id and e-mail are known by name
  /// and company, in the place of the e-mail.
  private mutating func usableKeys(
    of table: Int, _ columns: LeadColumns, _ created: Moments, _ keyField: Field
  ) -> LeadMatching.Keys {
    let offset = firstFresh(of: table)
    let ids = columns.ids ?? [UInt64](repeating: 0, count: created.count)
    var emails = columns.emails ?? [UInt64](repeating: 0, count: created.count)
    var keys = LeadMatching.Keys(ids: ids, emails: [], rows: [])
    let nobodies = nobodies(of: table, columns, emails)
    let keyless = Parallel.parts(created.count, workers: workers) { [emails] rows in
      rows.filter { ids[$0] | emails[$0] == 0 }
    }
    for row in keyless.joined() { emails[row] = columns.nameKey(row) }
    let found = Parallel.parts(created.count, workers: workers) { [emails] rows in
      var unused: [Int32] = []
      var span = DaySpan()
      for row in rows {
        let day = created[row].day
        if !created[row].isMissing, ids[row] | emails[row] != 0, isPlausible(day), nobodies(row) == nil {
          span.add(day)
        } else {
          unused.append(Int32(truncatingIfNeeded: row))
        }
      }
      return (unused: unused, span: span)
    }
    var first = 0
    for row in found.lazy.flatMap(\.unused).map({ Int($0) }) {
      if created[row].isMissing || ids[row] | emails[row] == 0 {
        refuseForLack(table, row: offset + row, of: created[row].isMissing ? .created : keyField)
      } else if !isPlausible(created[row].day) {
        refuse(table, row: offset + row, outOfRange(.created, table, offset + row))
      } else if let nobody = nobodies(row) {
        leaveOut(table, row: offset + row, nobody.rule, nobody.key)
        if nobody.rule == .testRecord {
          for key in [ids[row], columns.emails?[row] ?? 0] where key != 0 { people.tests.insert(key) }
        }
      }
      if first < row { keys.rows.append(first..<row) }
      first = row + 1
    }
    if first < created.count { keys.rows.append(first..<created.count) }
    for part in found { saw(part.span, in: table) }
    let addresses = columns.emails
    keys.isNamed = { ids[$0] == 0 && (addresses?[$0] ?? 0) == 0 }
    keys.emails = emails
    if offset > 0 {
      keys.allIDs = column(.leadID, of: table)?.hashes ?? []
      keys.allEmails = column(.email, of: table)?.hashes ?? []
    }
    return keys
  }

  /// The row that went, with the line of the one that stayed.
  private mutating func refuseRepeat(_ loser: Origin, of lead: Int32, _ field: Field, _ leads: LeadRows) {
    let winner = leads.origin[Int(lead)]
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

/// How many rows of all leads files came under several ids.
struct Merging {
  var firstRow = 0
  /// Who came in one row more, once for each.
  var leads: [Int32] = []
  /// Somebody who was there before the newest rows came earlier than was thought.
  var movedOld = false
  /// Of each file what is told of rows of somebody who was there already: after all that is told of rows alone.
  var repeats: [FileReport] = []
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
  /// Names of the categories that were numbered last.
  private var lastNames = 0

  /// Whether the names of further rows come behind those that are there: a new one stands before the empty cell, which has none.
  func mayGoOn(with column: Column?) -> Bool {
    guard case .categories(_, let names) = column?.cells else { return true }
    return names.count == lastNames || noneGiven == nil
  }

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
    if rows == 0 { return [] }
    guard let column else { return [UInt16](repeating: code(of: name), count: rows) }
    if case .categories(let codes, let names) = column.cells {
      let own = names.map { code(of: $0) }
      lastNames = names.count
      let isFull = !codes.contains(Column.missingCode)
      let none = isFull ? 0 : code(of: Source.noneGiven)
      // The first file's numbers are everybody's: its column is taken as it is.
      if isFull, own.enumerated().allSatisfy({ $0.offset == Int($0.element) }) { return codes }
      return codes.map { $0 == Column.missingCode ? none : own[Int($0)] }
    }
    guard case .keys(let hashes, let text) = column.cells else {
      return (0..<rows).map { code(of: column.isMissing($0) ? Source.noneGiven : column.text($0)) }
    }
    var codes = [UInt16](repeating: code(of: Source.noneGiven), count: rows)
    text.rows.walk(0..<rows) { batch, first in
      for row in 0..<batch.count where hashes[first + row] != 0 {
        codes[first + row] = code(of: batch.cell(row, text.column).text)
      }
    }
    return codes
  }
}

/// Which person each row of a table speaks of.
struct Links {
  /// Index into the leads, -1 where nobody is known.
  var leads: [Int32]
  /// The column that says so, for rejections.
  var column: Int?
  var file: String
}

/// How the rows of a table were linked so far.
struct LinkMemory: Sendable {
  /// The column whose values are the leads' ids.
  var idColumn: Int?
  var joins: [Join] = []
  /// Rows that name somebody nobody knows, by id and by e-mail.
  fileprivate var openIDs: [Int32] = []
  fileprivate var openEmails: [Int32] = []
  /// Cells may hold several ids, and some do.
  fileprivate var mayBeLists = true
  fileprivate var areLists = false
}

extension LedgerBuilding {
  /// By the column whose values meet the leads' ids, then by e-mail for rows that are still without a person.
  mutating func links(of table: Int) -> Links {
    let (rows, first) = (freshRows(of: table), firstFresh(of: table))
    guard let part = parts[table]?.table else { return Links(leads: [], column: nil, file: "") }
    var memory = step.linked[table] ?? LinkMemory(idColumn: idColumn(of: table))
    step.linked[table] = nil
    var links = Links(leads: [], column: nil, file: people.idPlace?.file ?? people.emailPlace?.file ?? "")
    var joins: [Join] = []
    if let place = people.idPlace, let index = memory.idColumn {
      let column = part.columns[index]
      let keys = column.keys()
      links.leads = people.leads(in: people.byID, keys, workers: workers)
      links.column = index
      memory.openIDs += LedgerBuilding.open(keys, links.leads, first, workers: workers)
      followLists(&links.leads, keys, column, first, &memory)
      joins.append(LedgerBuilding.join(column, keys, links.leads, to: place))
    }
    if let place = people.emailPlace, let index = recognised[table].column(.email) {
      let column = part.columns[index]
      let keys = column.keys()
      let found = people.leads(in: people.byEmail, keys, workers: workers)
      memory.openEmails += LedgerBuilding.open(keys, found, first, workers: workers)
      joins.append(LedgerBuilding.join(column, keys, found, to: place))
      if links.leads.isEmpty {
        links.leads = found
        links.column = index
        links.file = place.file
      } else {
        for row in 0..<rows where links.leads[row] < 0 { links.leads[row] = found[row] }
      }
    }
    if links.leads.isEmpty { links.leads = [Int32](repeating: -1, count: rows) }
    for (at, join) in joins.enumerated() where at < memory.joins.count {
      joins[at].matched = join.matched + memory.joins[at].matched
      joins[at].of = join.of + memory.joins[at].of
    }
    memory.joins = joins
    joined.reports[table].joins = joins
    step.linked[table] = memory
    return links
  }

  /// Rows that say something which nobody has.
  private static func open(_ keys: [UInt64], _ found: [Int32], _ first: Int, workers: Int) -> [Int32] {
    Parallel.parts(keys.count, workers: workers) { rows in
      rows.compactMap { keys[$0] != 0 && found[$0] < 0 ? Int32(truncatingIfNeeded: first + $0) : nil }
    }.flatMap { $0 }
  }

  /// Whether a row of a table that named nobody we knew may name one of those who came since.
  func mayMeetSomebody(_ table: Int) -> Bool {
    guard let memory = step.linked[table] else { return true }
    if memory.areLists { return true }
    if let index = memory.idColumn, index != recognised[table].column(.leadID), index != idColumn(of: table) { return true }
    func meets(_ rows: [Int32], _ column: Int?, _ index: KeyIndex) -> Bool {
      guard let column, !rows.isEmpty else { return false }
      let keys = tables[table].columns[column].keys(ofRows: rows.map { Int($0) })
      return people.leads(in: index, keys, workers: workers).contains { $0 >= 0 }
    }
    return meets(memory.openIDs, memory.idColumn, people.byID)
      || meets(memory.openEmails, recognised[table].column(.email), people.byEmail)
  }

  /// The column named so, unless its values do not meet the leads' ids and another column's do.
  func idColumn(of table: Int) -> Int? {
    if people.idPlace == nil { return nil }
    let named = recognised[table].column(.leadID)
    let sample = ColumnFacts.sample(of: tables[table].rowCount)
    func met(_ index: Int) -> Double {
      let keys = tables[table].columns[index].keys(ofRows: sample).filter { $0 != 0 }
      guard !keys.isEmpty else { return 0 }
      return Double(keys.count { people.byID.find($0) >= 0 }) / Double(keys.count)
    }
    if let named, met(named) > 0 || settings.mappings.contains(where: { $0.file == tables[table].file }) { return named }
    let isUsed = Set(recognised[table].uses.filter { $0.field != .leadID && $0.field != .accountID }.map(\.column))
    var best = named
    var most = 0.5
    for index in tables[table].columns.indices where !isUsed.contains(index) && mayBeID(tables[table].columns[index]) {
      let share = met(index)
      if share > most { (best, most) = (index, share) }
    }
    return best
  }

  /// Small whole numbers meet any numbered list by chance.
  private func mayBeID(_ column: Column) -> Bool {
    switch column.cells {
    case .keys: true
    case .numbers(let numbers, _): (numbers.first { !$0.isNaN } ?? 0) >= 10_000
    case .categories, .moments, .ambiguousMoments: false
    }
  }

  /// `12;34`: several ids in one cell; the first that is a lead counts.
  private func followLists(
    _ leads: inout [Int32], _ keys: [UInt64], _ column: Column, _ first: Int, _ memory: inout LinkMemory
  ) {
    guard memory.mayBeLists else { return }
    for row in leads.indices where leads[row] < 0 && keys[row] != 0 {
      let text: String
      switch column.cells {
      case .categories(let codes, let names): text = names[Int(codes[row])]
      case .keys(_, let store): text = store.text(ofRow: row)
      case .numbers, .moments, .ambiguousMoments: return
      }
      guard text.utf8.contains(59) else {
        // A column whose first unmatched cells are single ids is no list; reading all of them again would be slow.
        if first + row > 2000 {
          memory.mayBeLists = false
          return
        }
        continue
      }
      memory.areLists = true
      for part in text.split(separator: ";") where leads[row] < 0 { leads[row] = people.lead(ofID: KeyHash.hash(String(part))) }
    }
  }

  mutating func addJoin(
    _ table: Int, _ column: Column, _ keys: [UInt64], _ found: [Int32], to place: (file: String, column: String)
  ) {
    joined.reports[table].joins.append(LedgerBuilding.join(column, keys, found, to: place))
  }

  private static func join(
    _ column: Column, _ keys: [UInt64], _ found: [Int32], to place: (file: String, column: String)
  ) -> Join {
    var filled = 0
    var matched = 0
    for row in keys.indices where keys[row] != 0 {
      filled += 1
      if found[row] >= 0 { matched += 1 }
    }
    return Join(column: column.name, otherFile: place.file, otherColumn: place.column, matched: matched, of: filled)
  }

  /// Tables that explain others: how many cells they explain. A product spelt two ways shows here.
  mutating func addReferenceJoins() {
    for reference in those(.reference) {
      // What is only called id or name is every table's own.
      for other in tables[reference].columns
      where !["id", "name", "fivetran id", "index"].contains(Heading(other.name).joined)
        && isExplained(other, rows: tables[reference].rowCount)
      {
        let heading = Heading(other.name).joined
        let names = KeyIndex(self.known(other.keys()))
        for table in tables.indices where recognised[table].subject != nil && recognised[table].subject != .reference {
          for column in tables[table].columns where Heading(column.name).joined == heading {
            let keys = self.known(column.keys())
            let met = names.find(all: keys)
            if met.contains(where: { $0 >= 0 }) { addJoin(table, column, keys, met, to: (tables[reference].file, other.name)) }
          }
        }
      }
    }
  }

  /// Names, each once.
  private func isExplained(_ column: Column, rows: Int) -> Bool {
    let facts = ColumnFacts(column, at: 0, rows: rows)
    return facts.isIdentity && facts.kind != .number
  }

  /// Why a row about people is not used: nobody named, or nobody of that name.
  func stranger(_ table: Int, row: Int, _ links: Links) -> Reason {
    guard keepsExamples(table), let index = links.column else { return .missing(column: Field.leadID.rawValue) }
    let column = tables[table].columns[index]
    if column.isMissing(row) { return .missing(column: column.name) }
    return .noMatch(column: column.name, cell: column.text(row), file: links.file)
  }
}

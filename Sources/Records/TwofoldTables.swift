/// One table of leads and opportunities, told apart by a column: what programs export that keep both in one place.
extension Table {
  /// The column that says of each row which of the two it is, and of its names those that mean a lead.
  var leadsAmongDeals: (column: Int, isLead: [Bool])? {
    // Calls with either are neither.
    let deals = ["stage", "amount", "revenue", "close", "closed", "closing", "won", "lost", "probability", "umsatz", "betrag"]
    guard columns.contains(where: { Heading($0.name).containsAny(of: RecognitionWords.stageHeadings + deals) }) else {
      return nil
    }
    for (at, column) in columns.enumerated() {
      guard case .categories(_, let names) = column.cells, names.count == 2,
        ["type", "record type", "kind", "lead type", "typ"].contains(Heading(column.name).joined)
      else { continue }
      let words = names.map { Heading($0).joined }
      let isLead = words.map { $0 == "lead" || $0 == "leads" }
      let isDeal = words.map { ["opportunity", "opportunities", "deal", "deals", "verkaufschance"].contains($0) }
      if isLead.contains(true), isDeal.contains(true) { return (at, isLead) }
    }
    return nil
  }

  /// The same rows as the people they are about.
  var asPeople: Table {
    var people = self
    people.file += "/people"
    people.isOfPeople = true
    (people.rejections, people.blankLines, people.end) = (Rejections(), 0, nil)
    return people
  }
}

extension Recognition {
  /// Only what is about deals is about people, too; of any other table a second reading would take the first one's rows.
  static func leavePeopleOut(_ found: inout [Recognised], _ tables: [Table], _ settings: Settings) {
    for at in found.indices where tables[at].isOfPeople {
      guard !settings.mappings.contains(where: { $0.file == tables[at].file }) else { continue }
      let whole = found.first { tables[$0.table].file + "/people" == tables[at].file }
      if whole?.subject == .deals, found[at].subject == .leads { continue }
      found[at] = Recognised(table: found[at].table, subject: .reference, guess: .reference, score: threshold, uses: [])
    }
  }
}

extension LedgerBuilding {
  /// Whether a row of a table of deals is a lead still; `nil` where the table has none.
  func leadRows(of table: Int) -> ((Int) -> Bool)? {
    // Where nobody reads them as people they stay with the deals.
    let people = tables[table].file + "/people"
    guard recognised.contains(where: { $0.subject == .leads && tables[$0.table].file == people }) else { return nil }
    guard let (column, isLead) = tables[table].leadsAmongDeals, let own = parts[table]?.table.columns[column],
      case .categories(let codes, let names) = own.cells
    else { return nil }
    let known = names.map { name in
      guard case .categories(_, let all) = tables[table].columns[column].cells, let at = all.firstIndex(of: name) else {
        return false
      }
      return isLead[at]
    }
    return { codes[$0] != Column.missingCode && known[Int(codes[$0])] }
  }
}

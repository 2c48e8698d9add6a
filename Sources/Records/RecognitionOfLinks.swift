/// Which columns of deals and leads name each other: those whose cells do, whatever their headings say.
extension Recognition {
  static func link(_ found: inout [Recognised], _ facts: [TableFacts], _ tables: [Table], _ settings: Settings) {
    func isFree(_ at: Int) -> Bool { !settings.mappings.contains { $0.file == tables[found[at].table].file } }
    let leads = found.indices.filter { found[$0].subject == .leads }
    let deals = found.indices.filter { found[$0].subject == .deals }
    guard !leads.isEmpty, !deals.isEmpty else { return }
    for deal in deals where isFree(deal) { nameLeads(&found[deal], leads.map { found[$0] }, facts, tables) }
    for lead in leads where isFree(lead) && found[lead].column(.dealID) == nil {
      nameDeals(&found[lead], deals.map { found[$0] }, facts, tables)
    }
  }

  /// The id and the e-mail of the person a deal is of: where the columns called so meet no lead, others may.
  private static func nameLeads(
    _ deals: inout Recognised, _ leads: [Recognised], _ facts: [TableFacts], _ tables: [Table]
  ) {
    let table = tables[deals.table]
    for field in [Field.leadID, .email] {
      // Seen in the first rows, mostly: an index of a million leads is made only where it has to be.
      if leads.contains(where: { meets(deals, $0, by: field, tables) }) { continue }
      let taken = deals.uses.filter { ![.leadID, .email, .accountID, .name, .company].contains($0.field) }.map(\.column)
      let others = facts[deals.table].columns.filter { column in
        !taken.contains(column.column) && (field == .email ? column.emails > 0.5 : mayName(column, people, table))
      }
      guard !others.isEmpty else { continue }
      let keys = leads.compactMap { lead in lead.column(field).map { keyIndex(of: tables[lead.table].columns[$0]) } }
      func met(_ column: Int) -> Double {
        keys.map { share(of: table.columns[column], rows: table.rowCount, in: $0) }.max() ?? 0
      }
      let best = others.map { (column: $0.column, met: met($0.column)) }.max { $0.met < $1.met }
      guard let best, best.met > 0.5 else { continue }
      deals.uses.removeAll { $0.field == field || $0.column == best.column }
      deals.uses.append(Recognised.Use(column: best.column, field: field))
      deals.uses.sort { $0.column < $1.column }
    }
  }

  /// The deal that a lead became.
  private static func nameDeals(
    _ leads: inout Recognised, _ deals: [Recognised], _ facts: [TableFacts], _ tables: [Table]
  ) {
    let table = tables[leads.table]
    let candidates = facts[leads.table].columns.filter { column in
      mayName(column, dealings, table) && column.repeated < 0.1 && !leads.uses.contains { $0.column == column.column }
    }
    guard !candidates.isEmpty else { return }
    let keys = deals.compactMap { deal in deal.column(.dealID).map { keyIndex(of: tables[deal.table].columns[$0]) } }
    let one = candidates.first { column in
      keys.contains { share(of: table.columns[column.column], rows: table.rowCount, in: $0) > 0.5 }
    }
    guard let one else { return }
    leads.uses.append(Recognised.Use(column: one.column, field: .dealID))
    leads.uses.sort { $0.column < $1.column }
  }

  private static let people = ["lead", "contact", "person", "prospect", "kontakt", "contacto", "contato"]
  private static let dealings = [
    "deal", "opportunity", "opp", "order", "negocio", "negócio", "oportunidad", "oportunidade", "affaire",
  ]

  /// Whatever is called after what it names, or ids that are no small numbers: those meet any list by chance.
  private static func mayName(_ column: ColumnFacts, _ words: [String], _ table: Table) -> Bool {
    guard !column.isFlag, column.filled > 0, column.kind == .key || column.kind == .category || column.kind == .number else {
      return false
    }
    if column.heading.containsAny(of: words) { return true }
    let own = table.columns[column.column]
    guard column.kind == .key, let row = (0..<table.rowCount).first(where: { !own.isMissing($0) }) else { return false }
    let text = own.text(row)
    return text.utf8.count > 4 || text.contains(where: \.isLetter)
  }
}

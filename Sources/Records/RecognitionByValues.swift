/// Poor headings: what the cells say when no synonym helps. Only strong evidence counts, since a wrong guess lies quietly.
extension Recognition {
  /// Leads are a table whose ids are met by another table's, later; that other table is deals or touches.
  static func recogniseByTheirValues(
    _ found: inout [Recognised], _ facts: [TableFacts], _ tables: [Table], _ settings: Settings
  ) {
    let isSettled = { (table: Int) in settings.mappings.contains { $0.file == tables[table].file } }
    if !found.contains(where: { $0.subject == .leads }) {
      for at in found.indices where found[at].subject == nil && !isSettled(found[at].table) {
        guard let leads = leadsByStructure(facts[found[at].table], others: facts, tables) else { continue }
        found[at] = leads
        break
      }
    }
    guard let leads = found.first(where: { $0.subject == .leads }), let id = leads.column(.leadID) else { return }
    for at in found.indices where found[at].subject == nil && !isSettled(found[at].table) {
      let own = facts[found[at].table]
      guard let key = keyMeeting(tables[leads.table].columns[id], of: own, tables), let day = own.dates.first(where: { $0.filled > 0.3 })
      else { continue }
      found[at] = follower(own, key: key, day: day, fallback: found[at])
    }
  }

  /// A unique key that another table's column meets, one date and one category.
  private static func leadsByStructure(_ facts: TableFacts, others: [TableFacts], _ tables: [Table]) -> Recognised? {
    guard facts.rows >= 10, let date = facts.dates.first(where: { $0.filled > 0.9 }), facts.dates.count <= 2,
      let source = facts.texts.first(where: { $0.kind == .category && $0.repeated > 0.5 && !$0.isFlag })
    else { return nil }
    for id in facts.columns where id.isIdentity && id.kind != .category {
      for other in others where other.table != facts.table && !other.dates.isEmpty {
        guard keyMeeting(tables[facts.table].columns[id.column], of: other, tables) != nil else { continue }
        let uses = [
          Recognised.Use(column: id.column, field: .leadID), Recognised.Use(column: date.column, field: .created),
          Recognised.Use(column: source.column, field: .source),
        ].sorted { $0.column < $1.column }
        return Recognised(table: facts.table, subject: .leads, guess: .leads, score: threshold, uses: uses)
      }
    }
    return nil
  }

  /// The column of a table nine of whose ten sampled cells are ids of the other.
  private static func keyMeeting(_ id: Column, of facts: TableFacts, _ tables: [Table]) -> ColumnFacts? {
    let table = tables[facts.table]
    return facts.columns.first { column in
      (column.kind == .key || column.kind == .number || column.kind == .category) && column.filled > 0.5 && !column.isFlag
        && share(of: table.columns[column.column], rows: table.rowCount, in: id) >= 0.9
    }
  }

  /// Rows that follow people: many a person with a category are touches; one with money or an outcome are deals.
  private static func follower(_ facts: TableFacts, key: ColumnFacts, day: ColumnFacts, fallback: Recognised) -> Recognised {
    var uses = [Recognised.Use(column: key.column, field: .leadID)]
    let subject: Subject
    if let stage = facts.texts.first(where: { $0.saysWon || $0.saysLost }) {
      subject = .deals
      uses.append(Recognised.Use(column: stage.column, field: .stage))
      uses.append(Recognised.Use(column: day.column, field: .closed))
      let money = facts.numbers.first { $0.column != key.column && !$0.isFlag }
      if let money { uses.append(Recognised.Use(column: money.column, field: .amount)) }
    } else if key.repeated > 0.2, let channel = facts.texts.first(where: { $0.kind == .category && $0.column != key.column }) {
      subject = .touches
      uses.append(Recognised.Use(column: day.column, field: .day))
      uses.append(Recognised.Use(column: channel.column, field: .channel))
    } else {
      return fallback
    }
    uses.sort { $0.column < $1.column }
    return Recognised(table: facts.table, subject: subject, guess: subject, score: threshold, uses: uses)
  }
}

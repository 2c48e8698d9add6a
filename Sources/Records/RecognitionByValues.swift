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
    guard let leads = found.first(where: { $0.subject == .leads }), let id = leads.column(.leadID),
      found.contains(where: { $0.subject == nil })
    else { return }
    let known = keyIndex(of: tables[leads.table].columns[id])
    for at in found.indices where found[at].subject == nil && !isSettled(found[at].table) {
      let own = facts[found[at].table]
      if let list = list(own, of: leads, tables) {
        found[at] = list
        continue
      }
      guard let key = keyMeeting(known, of: own, tables), let day = own.dates.first(where: { $0.filled > 0.3 })
      else { continue }
      found[at] = follower(own, key: key, day: day, fallback: found[at])
    }
  }

  /// Addresses or ids that are mostly those of leads, and a day: a list about people we know.
  private static func list(_ facts: TableFacts, of leads: Recognised, _ tables: [Table]) -> Recognised? {
    let (score, uses) = assign(facts, to: .entries)
    let list = Recognised(table: facts.table, subject: .entries, guess: .entries, score: score, uses: uses)
    guard list.column(.day) != nil, score >= 3, facts.numbers.count <= 2, !facts.texts.contains(where: { $0.saysWon }),
      peopleMet(by: list, in: leads, tables) >= 0.5
    else { return nil }
    return list
  }

  /// A unique key, one date and one category, and another table whose rows end in won or lost and name those keys.
  private static func leadsByStructure(_ facts: TableFacts, others: [TableFacts], _ tables: [Table]) -> Recognised? {
    guard facts.rows >= 10, let date = facts.dates.first(where: { $0.filled > 0.9 }), facts.dates.count <= 2,
      facts.numbers.count <= 2,
      let source = facts.texts.first(where: { $0.kind == .category && $0.repeated > 0.5 && !$0.isFlag })
    else { return nil }
    for id in facts.columns where id.isIdentity && id.kind != .category {
      let known = keyIndex(of: tables[facts.table].columns[id.column])
      for other in others
      where other.table != facts.table && !other.dates.isEmpty && other.texts.contains(where: { $0.saysWon }) {
        guard keyMeeting(known, of: other, tables) != nil else { continue }
        let uses = [
          Recognised.Use(column: id.column, field: .leadID), Recognised.Use(column: date.column, field: .created),
          Recognised.Use(column: source.column, field: .source),
        ].sorted { $0.column < $1.column }
        return Recognised(table: facts.table, subject: .leads, guess: .leads, score: threshold, uses: uses)
      }
    }
    return nil
  }

  /// The column of a table nine of whose ten sampled cells are among the known keys.
  private static func keyMeeting(_ known: KeyIndex, of facts: TableFacts, _ tables: [Table]) -> ColumnFacts? {
    let table = tables[facts.table]
    return facts.columns.first { column in
      (column.kind == .key || column.kind == .number || column.kind == .category) && column.filled > 0.5 && !column.isFlag
        && share(of: table.columns[column.column], rows: table.rowCount, in: known) >= 0.9
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

/// What tables are to each other: who repeats whose people, and who has no people to speak of.
extension Recognition {
  static func settleRivals(
    _ found: inout [Recognised], _ facts: [TableFacts], _ tables: [Table], _ settings: Settings, _ met: inout MetBefore
  ) {
    demoteRepeatedLeads(&found, facts, tables, settings, &met)
    promoteEntries(&found, facts, tables)
    dropStrangers(&found, tables, settings, &met)
  }

  private static func isSettled(_ table: Int, _ tables: [Table], _ settings: Settings) -> Bool {
    settings.mappings.contains { $0.file == tables[table].file && $0.subject != nil }
  }

  /// Two tables that both look like leads: one that repeats the people of the other is a list of entries about them.
  private static func demoteRepeatedLeads(
    _ found: inout [Recognised], _ facts: [TableFacts], _ tables: [Table], _ settings: Settings, _ met: inout MetBefore
  ) {
    func worth(_ one: Recognised) -> Double { one.score + (one.column(.source) == nil ? 0 : 2) }
    let leads = found.filter { $0.subject == .leads }.sorted {
      let (a, b) = (worth($0), worth($1))
      let (rows, others) = (tables[$0.table].rowCount, tables[$1.table].rowCount)
      return a != b ? a > b : rows != others ? rows > others : $0.table < $1.table
    }
    guard let first = leads.first else { return }
    for rival in leads.dropFirst() where !isSettled(rival.table, tables, settings) {
      // The same headings are the same report of other months, not a list about its people.
      if Set(tables[rival.table].columns.map(\.name)) == Set(tables[first.table].columns.map(\.name)) { continue }
      guard peopleMet(by: rival, in: first, tables, &met) >= 0.5, let at = found.firstIndex(where: { $0.table == rival.table })
      else {
        continue
      }
      var (score, uses) = assign(facts[rival.table], to: .entries)
      if !uses.contains(where: { $0.field == .day }), let created = rival.column(.created) {
        uses = filled(uses.filter { $0.column != created }, with: [(.day, created)])
        score += 2
      }
      guard uses.contains(where: { $0.field == .day }) else { continue }
      found[at] = Recognised(table: rival.table, subject: .entries, guess: .entries, score: score, uses: uses)
    }
  }

  /// Raw lists and no leads beside them: then the people of the lists are the leads.
  private static func promoteEntries(_ found: inout [Recognised], _ facts: [TableFacts], _ tables: [Table]) {
    guard !found.contains(where: { $0.subject == .leads }) else { return }
    // Name, e-mail, source and a day, everybody once: who else should the leads be.
    for at in found.indices where isPlainList(found[at]) {
      let own = facts[found[at].table]
      let said = assign(own, to: .leads).uses
      let days = own.dates.filter { $0.filled > 0.9 && !isPlanned($0.heading) }
      guard let day = found[at].column(.day) ?? (days.count == 1 ? days[0].column : nil),
        let source = found[at].column(.channel) ?? said.first(where: { $0.field == .source })?.column,
        let person =
          (said.first { $0.field == .email } ?? said.first { $0.field == .leadID } ?? said.first { $0.field == .name })?
          .column,
        own.columns.contains(where: { $0.column == person && $0.repeated < 0.05 && $0.filled > 0.5 }),
        own.columns.contains(where: { $0.column == source && $0.kind == .category })
      else { continue }
      let others = said.filter { $0.field != .created && $0.field != .source && $0.column != day && $0.column != source }
      found[at] = Recognised(
        table: own.table, subject: .leads, guess: .leads, score: found[at].score,
        uses: filled(others, with: [(.created, day), (.source, source)]))
      return
    }
    for at in found.indices where found[at].subject == .entries {
      var uses = assign(facts[found[at].table], to: .leads).uses
      guard let day = found[at].column(.day) else { continue }
      uses.removeAll { $0.field == .created || $0.column == day }
      uses.append(Recognised.Use(column: day, field: .created))
      if let badge = found[at].column(.badge), !uses.contains(where: { $0.field == .leadID || $0.field == .email }) {
        uses.append(Recognised.Use(column: badge, field: .leadID))
      }
      for use in found[at].uses where [.badge, .owner, .attended, .came].contains(use.field) {
        if !uses.contains(where: { $0.column == use.column }) { uses.append(use) }
      }
      found[at].isList = true
      found[at].uses = uses.sorted { $0.column < $1.column }
      found[at].subject = .leads
      found[at].guess = .leads
    }
  }

  /// What may be a list of leads by hand: taken for touches, or for nothing.
  private static func isPlainList(_ one: Recognised) -> Bool {
    one.exporter == nil && one.refusal == nil && (one.subject == .touches || one.subject == nil)
  }

  /// Touches and activities of people none of whom is a lead cannot be counted: left out, and said.
  private static func dropStrangers(
    _ found: inout [Recognised], _ tables: [Table], _ settings: Settings, _ met: inout MetBefore
  ) {
    let leads = found.filter { $0.subject == .leads }
    let isTracked = leads.contains { $0.column(.leadID) != nil || $0.column(.email) != nil }
    for at in found.indices where found[at].subject == .touches || found[at].subject == .activities {
      if isSettled(found[at].table, tables, settings) { continue }
      let one = found[at]
      // An id column that does not meet may have a neighbour that does; the join will take that.
      let isMet =
        isTracked
        && leads.contains { leads in
          met.knows(one.table, leads.table) || meets(one, leads, tables) || anyColumn(of: one, meets: leads, tables)
        }
      guard !isMet else {
        for leads in leads { met.note(one.table, leads.table) }
        continue
      }
      found[at].subject = nil
      found[at].refusal = .strangers
    }
  }

  /// Whether any of one table's sampled people is in the other: most are found in its first rows.
  private static func meets(_ a: Recognised, _ b: Recognised, _ tables: [Table]) -> Bool {
    [Field.email, .leadID].contains { meets(a, b, by: $0, tables) }
  }

  static func meets(_ a: Recognised, _ b: Recognised, by field: Field, _ tables: [Table]) -> Bool {
    guard let mine = a.column(field), let theirs = b.column(field) else { return false }
    let other = tables[b.table].columns[theirs]
    let keys = tables[a.table].columns[mine].keys(ofRows: ColumnFacts.sample(of: tables[a.table].rowCount)).filter { $0 != 0 }
    guard !keys.isEmpty else { return false }
    var sampled = KeyIndex(capacity: keys.count)
    _ = sampled.add(keys, rows: [0..<keys.count])
    let rows = tables[b.table].rowCount
    return stride(from: 0, to: rows, by: 4096).contains { first in
      other.keys(ofRows: Array(first..<min(rows, first + 4096))).contains { sampled.find($0) >= 0 }
    }
  }

  private static func anyColumn(of one: Recognised, meets leads: Recognised, _ tables: [Table]) -> Bool {
    guard let id = leads.column(.leadID) else { return false }
    let table = tables[one.table]
    let known = keyIndex(of: tables[leads.table].columns[id])
    return table.columns.contains { share(of: $0, rows: table.rowCount, in: known) > 0.5 }
  }

  /// Share of one table's sampled people who are in the other, by e-mail or by id, whichever is more.
  static func peopleMet(by a: Recognised, in b: Recognised, _ tables: [Table], _ met: inout MetBefore) -> Double {
    var best = 0.0
    for field in [Field.email, .leadID] {
      guard let mine = a.column(field), let theirs = b.column(field) else { continue }
      best = max(best, met.share(of: mine, in: a.table, among: theirs, in: b.table, tables))
    }
    return best
  }

  static func keyIndex(of column: Column) -> KeyIndex { KeyIndex(column.keys()) }

  /// Share of a column's sampled, filled cells whose key is known.
  static func share(of column: Column, rows: Int, in known: KeyIndex) -> Double {
    let keys = column.keys(ofRows: ColumnFacts.sample(of: rows)).filter { $0 != 0 }
    guard !keys.isEmpty else { return 0 }
    return Double(keys.count { known.find($0) >= 0 }) / Double(keys.count)
  }
}

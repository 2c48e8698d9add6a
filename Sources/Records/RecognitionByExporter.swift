/// What a program's own headings say: surer than words and values, less sure only than the user.
extension Recognition {
  /// The table as its exporter has it; `nil` where no exporter of ours wrote it, or where it lacks what its subject needs.
  static func exported(_ facts: TableFacts) -> Recognised? {
    guard let exporter = facts.exporter else { return nil }
    var found = Recognised(
      table: facts.table, subject: exporter.subject, guess: exporter.subject, score: 20, uses: [], exporter: exporter)
    switch exporter.subject {
    case .reference: return found
    case .numbers, .spend:
      found.uses = uses(of: facts, exporter)
      return found
    case .stages:
      found.uses = uses(of: facts, exporter)
      let isWhole = found.column(.dealID) != nil || found.column(.name) != nil
      return isWhole && found.column(.day) != nil && found.column(.stage) != nil ? found : nil
    case .entries, .touches, .complaints:
      found.uses = assign(facts, to: exporter.subject).uses
      let isDated = found.column(.day) != nil
      let isAbout =
        exporter.subject == .complaints || found.column(.leadID) ?? found.column(.email) ?? found.column(.badge) != nil
      return isDated && isAbout ? found : nil
    case .leads, .deals, .activities, .customers:
      guard let scored = score(facts, as: exporter.subject) else { return nil }
      found.uses = scored.uses
      return found
    }
  }

  /// The exporter's own columns and no others, each field once, in the order of the entry: `Day` before `Reporting starts`.
  private static func uses(of facts: TableFacts, _ exporter: Exporter) -> [Recognised.Use] {
    var uses: [Recognised.Use] = []
    for (pattern, meaning) in exporter.columns {
      guard case .field(let field) = meaning, !uses.contains(where: { $0.field == field }) else { continue }
      let those = facts.columns.filter { pattern.matches($0.heading) && $0.kind != .empty }
      guard let column = those.first(where: { !isDated(field) || $0.isDate }) ?? those.first else { continue }
      if isDated(field), !column.isDate { continue }
      uses.append(Recognised.Use(column: column.column, field: field))
    }
    return uses.sorted { $0.column < $1.column }
  }

  private static func isDated(_ field: Field) -> Bool { field == .period || field == .periodEnd || field == .day }

  /// Two ranges side by side make everything count twice; no range is the right one to take.
  static func refuseComparison(_ found: inout Recognised, _ facts: TableFacts, _ table: Table) {
    guard found.subject == .numbers || found.subject == .spend else { return }
    let isCompared = facts.columns.contains { column in
      let words = column.heading
      if words.containsAny(of: ["comparison", "compare", "vergleich", "comparaison", "comparación"]) { return true }
      if ["date range", "range", "zeitraum", "plage de dates"].contains(words.joined), found.exporter != nil { return true }
      return words.words.last == "change" || words.joined.hasSuffix("change %") || words.joined.hasPrefix("change in ")
        || words.joined == "change" || words.containsAny(of: ["previous"]) && words.contains("period")
    }
    let measures = table.columns.count { column in
      guard case .numbers = column.cells else { return false }
      return column.name.hasSuffix(" (2)")
    }
    guard isCompared || (found.exporter != nil && measures >= 2) || table.preamble.comparesRanges else { return }
    found.subject = nil
    found.refusal = .comparesRanges
  }
}

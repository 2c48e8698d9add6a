/// Lists of deals whose days or outcomes are called by no word of ours: what their stages say goes before what a heading lacks.
extension Recognition {
  private static let starts = [
    "start date", "start", "started", "started at", "data inicio", "fecha inicio", "date debut", "startdatum",
  ]
  private static let ends = ["end date", "end", "ended", "ended at", "data fim", "fecha fin", "date fin", "enddatum"]
  private static let closings = [
    "close", "closing", "closed", "cierre", "fechamento", "abschluss", "abschlussdatum", "clôture", "cloture", "chiusura",
    "sluiting",
  ]

  /// Days and an id for a table that has a column of stages and something of its own in each row; answers what that is worth.
  static func completeDeals(_ uses: inout [Recognised.Use], _ facts: TableFacts) -> Double {
    let before = uses
    complete(&uses, facts)
    return Double(uses.count { !before.contains($0) })
  }

  private static func complete(_ uses: inout [Recognised.Use], _ facts: TableFacts) {
    func columns(_ field: Field) -> [ColumnFacts] {
      uses.filter { $0.field == field }.compactMap { use in facts.columns.first { $0.column == use.column } }
    }
    func add(_ field: Field, _ column: ColumnFacts) { uses.append(Recognised.Use(column: column.column, field: field)) }
    func free(_ one: ColumnFacts) -> Bool { !uses.contains { $0.column == one.column } }
    defer { uses.sort { $0.column < $1.column } }
    if columns(.stage).isEmpty {
      // A list of customers that names the lead of each: its closing day is the day somebody became one.
      guard let day = columns(.closed).first, !columns(.leadID).isEmpty, hints(facts, at: .customers) else { return }
      uses.removeAll { $0.column == day.column }
      return add(.won, day)
    }
    guard columns(.stage).contains(where: \.isStages) else { return }
    if columns(.dealID).isEmpty, let id = facts.columns.first(where: { $0.isIdentity && free($0) && $0.heading.contains("id") })
    {
      add(.dealID, id)
    }
    // The same deal in several rows is a history of it.
    guard columns(.dealID).allSatisfy({ $0.isIdentity }) else { return }
    func isDecided() -> Bool { !columns(.closed).isEmpty || !columns(.won).isEmpty || !columns(.lost).isEmpty }
    if columns(.opened).isEmpty, let start = facts.dates.first(where: { free($0) && starts.contains($0.bare) }) {
      add(.opened, start)
    }
    if !isDecided(), let end = facts.dates.first(where: { free($0) && ends.contains($0.bare) }) { add(.closed, end) }
    if !isDecided(), let planned = facts.dates.first(where: { free($0) && isPlannedClosing($0.heading) }) {
      add(.closed, planned)
    }
    let others = facts.dates.filter { free($0) && $0.filled > 0.9 && !isPlanned($0.heading) }
    if columns(.opened).isEmpty, !isDecided(), others.count == 1, !columns(.dealID).isEmpty { add(.opened, others[0]) }
  }

  /// `Expected close date`, `cierre_previsto`: of deals that are decided, the day they were to be.
  static func isPlannedClosing(_ heading: Heading) -> Bool {
    heading.containsAny(of: closings) && isPlanned(heading)
      && !heading.containsAny(of: ["last", "next", "modified", "updated", "due"])
  }

  /// Deals by their id and stage alone, none of them with a day of closing; a list of people with addresses is one of people.
  static func areDealsByStage(_ facts: TableFacts, _ uses: [Recognised.Use]) -> Bool {
    func has(_ field: Field, _ holds: (ColumnFacts) -> Bool) -> Bool {
      uses.contains { use in use.field == field && facts.columns.contains { $0.column == use.column && holds($0) } }
    }
    return has(.opened) { _ in true } && has(.stage, \.isStages) && has(.dealID, \.isIdentity)
      && !facts.columns.contains { $0.emails > 0.5 }
  }
}

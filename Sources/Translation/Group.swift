import Records

/// One set of people a metric stands for: everybody of one source, or everybody on a list.
struct Group {
  var name: String
  var rawRows: Int
  var repeats: Int
  var staff: Int
  var caseVariants: Int
  /// Rows of the leads' files that were counted with another of its people.
  var merged = 0
  /// `nil`: a source, told by the source column.
  var members: [Int32]?

  /// Sources first, then lists: a group's index is its place in every array of `TrackedFits`.
  static func all(of ledger: Ledger) -> [Group] {
    ledger.sources.map {
      Group(
        name: $0.name, rawRows: $0.rawRows, repeats: $0.repeats, staff: $0.staff, caseVariants: $0.caseVariants,
        merged: $0.merged)
    }
      + ledger.overlays.map {
        Group(
          name: $0.name, rawRows: $0.rows, repeats: $0.repeats, staff: $0.staff, caseVariants: $0.caseVariants,
          members: $0.leads)
      }
  }

  /// Rows that the files have of it, and how many people they are.
  func counted(people: Int) -> Metric.Counted {
    if rawRows > 0 {
      return Metric.Counted(
        events: rawRows, people: rawRows - repeats - staff - caseVariants, again: repeats, otherCase: caseVariants, staff: staff
      )
    }
    return Metric.Counted(events: people + merged, people: people, again: merged, otherCase: 0, staff: 0)
  }

  /// Walks the people of every group in one pass over the leads (and one over each list).
  static func walk(_ groups: [Group], _ leads: Leads, _ body: (_ group: Int, _ person: Int) -> Void) {
    for i in 0..<leads.count { body(Int(leads.source[i]), i) }
    for (g, group) in groups.enumerated() {
      for person in group.members ?? [] { body(g, Int(person)) }
    }
  }
}

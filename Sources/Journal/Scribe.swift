/// Keeps a journal in memory, where there is no folder to keep it in: the sample company, screens without a terminal, tests.
package struct Scribe: Sendable {
  package private(set) var journal: Journal

  package init(_ journal: Journal = Journal()) { self.journal = journal }

  /// Adds drafts with moments and ids that follow the last: the same every time.
  package mutating func keep(_ drafts: [Draft]) {
    let last = journal.entries.last?.at.milliseconds ?? 0
    let first = journal.entries.count
    keep(
      drafts.enumerated().map { i, draft in
        let at = Stamp(milliseconds: last + Int64(i + 1) * 1000)
        return Entry(draft, id: EntryId(time: UInt64(max(0, at.milliseconds)), chance: UInt64(first + i + 1)), at: at)
      })
  }

  package mutating func keep(_ entries: [Entry]) { journal.add(entries) }
}

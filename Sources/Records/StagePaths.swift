/// The dated stages of every deal, from the first to the last before it was decided: the same from a column a stage and from a row a change.
package struct StagePaths: Sendable {
  package struct Entry: Sendable, Hashable {
    package var stage: UInt16
    package var day: Day
    package init(stage: UInt16, day: Day) {
      self.stage = stage
      self.day = day
    }
  }
  /// What stages are called, in the order in which they were met.
  package private(set) var stages: [String] = []
  /// Where each deal's entries begin, and one more at the end.
  private var starts: [Int32] = [0]
  private var entries: [Entry] = []
  private var byKey: [String: UInt16] = [:]
  private var bySpelling: [String: Met] = [:]

  /// What the name of a stage says: how the deal ended, or that it went on, and in which stage.
  struct Met {
    var ending: Outcome
    /// Means nothing where the deal ended.
    var stage: UInt16
  }

  package init() {}

  package var isEmpty: Bool { entries.isEmpty }
  /// Deals that paths were recorded for, with or without stages.
  package var count: Int { starts.count - 1 }

  package func path(of deal: Int) -> ArraySlice<Entry> {
    guard deal < count else { return [] }
    return entries[Int(starts[deal])..<Int(starts[deal + 1])]
  }

  /// Asked for every row of a history, and told from the words of the name once for each spelling.
  mutating func met(_ name: String) -> Met {
    if let known = bySpelling[name] { return known }
    let ending = StageHistory.ending(name)
    let met = Met(ending: ending, stage: ending == .open ? stage(named: name) : 0)
    bySpelling[name] = met
    return met
  }

  /// A stage by its name, whatever its letters and blanks are like.
  private mutating func stage(named name: String) -> UInt16 {
    let words = Heading(name).words
    let key = words.joined()
    if let known = byKey[key] { return known }
    let code = UInt16(clamping: stages.count)
    byKey[key] = code
    stages.append(words.joined(separator: " ").prefix(1).uppercased() + words.joined(separator: " ").dropFirst())
    return code
  }

  /// Adds the next deal. Entries are put in order of their days; a stage that follows itself is one.
  mutating func append(_ path: [Entry]) {
    for entry in path where entries.count == Int(starts[starts.count - 1]) || entries.last?.stage != entry.stage {
      entries.append(entry)
    }
    starts.append(Int32(entries.count))
  }

  /// The paths of some deals as they were known at the end of a day.
  func known(at cutoff: Day, deals: [Int]) -> StagePaths {
    var known = StagePaths()
    known.stages = stages
    known.byKey = byKey
    for deal in deals { known.append(path(of: deal).filter { $0.day <= cutoff }) }
    return known
  }
}

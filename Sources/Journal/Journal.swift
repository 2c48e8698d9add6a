import Records

/// Everything that people have added, folded from entries. The order of the entries is by content, never by place in the file, so
/// that a merge of two files, two hosts and the same entry twice come to the same.
package struct Journal: Sendable {
  /// By moment, then by id; each once.
  package private(set) var entries: [Entry] = []
  package var setAside: [SetAside] = []
  /// The version that the file says; a later one may hold what is not known here.
  package var fileVersion = Journal.version
  private var ids: Set<EntryId> = []
  private var fold = Fold()

  package init() {}

  package init(_ entries: [Entry]) { add(entries) }

  /// Takes the next bytes of the file that `reader` is reading.
  package mutating func take(_ bytes: [UInt8], _ reader: inout JournalReader) {
    add(reader.feed(bytes))
    setAside = reader.faults
    fileVersion = reader.version
  }

  /// Adds what is not there yet.
  package mutating func add(_ new: [Entry]) {
    ids.reserveCapacity(ids.count + new.count)
    let firstTwin = new.indices.first { !ids.insert(new[$0].id).inserted }
    // Hardly ever is any of them there already: then nothing is copied.
    var added = new
    if let firstTwin {
      added = Array(new[..<firstTwin])
      for entry in new[(firstTwin + 1)...] where ids.insert(entry.id).inserted { added.append(entry) }
    }
    guard !added.isEmpty else { return }
    let wasEmpty = entries.isEmpty
    var isInOrder = wasEmpty || entries[entries.count - 1].isBefore(added[0])
    for i in added.indices.dropFirst() where isInOrder { isInOrder = added[i - 1].isBefore(added[i]) }
    if wasEmpty { entries = added } else { entries += added }
    if !isInOrder { entries.sort { $0.isBefore($1) } }
    if isInOrder, !wasEmpty, added.allSatisfy({ fold.canFollow($0) }) {
      for entry in added { fold.take(entry) }
    } else {
      fold = Fold(entries)
    }
  }

  package func holds(_ id: EntryId) -> Bool { ids.contains(id) }

  /// The journal as it was before the data of later days were known.
  package func known(by day: Day) -> Journal {
    var earlier = Journal(entries.filter { $0.day <= day })
    earlier.setAside = setAside
    earlier.fileVersion = fileVersion
    return earlier
  }

  /// Entries of kinds that only a later Parley knows: they stay in the file, and are not shown.
  package var unknown: Int { fold.unknown }
  /// What `undo` took back.
  package var undone: Set<EntryId> { fold.undone }

  package var goals: [Kept<Goal>] { fold.goals.filter { fold.drops[$0.id] == nil } }
  package var rooms: [Kept<AgreedRoom>] { fold.rooms.filter { fold.drops[$0.id] == nil } }
  package var ideas: [IdeaStory] { fold.ideas }
  package var notes: [Kept<FieldNote>] { fold.notes }
  package var promises: [Kept<Promise>] { fold.promises.filter { fold.drops[$0.id] == nil } }
  package var decisions: [DecisionStory] { fold.decisions }
  package var meetings: [MeetingStory] { fold.meetings }

  /// The room that was set last for the week that begins with `week`; `nil`: none was.
  package func room(on week: Day) -> Kept<AgreedRoom>? { rooms.last { $0.body.covers(week) } }

  /// The entry that an undo by this side would take back: the last that still stands of its own, of what both agreed on, and
  /// in a meeting of what both did there. What comes with the opening of a meeting goes with it.
  package func lastOf(_ side: Side, orBoth: Bool = false) -> Entry? {
    var steps: [EntryId: Int] = [:]
    for meeting in meetings { steps[meeting.id] = meeting.steps.count }
    return entries.last { entry in
      switch entry.what {
      case .undo, .meetingSaw: return false
      case .meetingStep(let id, _) where steps[id] ?? 0 <= 1: return false
      case .goal, .room, .idea, .vote, .trying, .result, .note, .promise, .decision, .meetingOpened, .meetingStep,
        .meetingClosed,
        .dropped, .unknown:
        guard !undone.contains(entry.id) else { return false }
        return entry.by.side == side || (entry.by.side == .both && (orBoth || entry.what.isAgreement))
      }
    }
  }
}

/// An idea and everything that became of it.
package struct IdeaStory: Hashable, Sendable {
  package enum Stage: Hashable, Sendable { case proposed, trying, learned, dropped }

  /// As it was proposed, in its latest wording.
  package var idea: Kept<Idea>
  /// Each side's latest vote.
  package var votes: [Kept<Vote>] = []
  package var trial: Kept<Trial>?
  package var result: Kept<Verification>?
  package var dropped: Drop?

  package var id: EntryId { idea.id }
  package func vote(of side: Side) -> Vote? { votes.last { $0.by.side == side }?.body }
  /// Neither side sees the other's vote before.
  package var bothVoted: Bool { vote(of: .marketing) != nil && vote(of: .sales) != nil }

  package var stage: Stage {
    if dropped != nil { return .dropped }
    if result != nil { return .learned }
    return trial == nil ? .proposed : .trying
  }
}

/// That something holds no longer.
package struct Drop: Hashable, Sendable {
  package var by: Author
  package var at: Stamp
  package var on: Day?
  package var why: String?
}

/// A decision, and what came of it.
package struct DecisionStory: Hashable, Sendable {
  package var decision: Kept<Decision>
  package var result: Kept<Verification>?
  package var dropped: Drop?

  package var id: EntryId { decision.id }
}

/// A meeting: its agenda so far, and the numbers it saw.
package struct MeetingStory: Hashable, Sendable {
  package var id: EntryId
  package var at: Stamp
  package var on: Day?
  package var by: Author
  package var title: String?
  /// Steps in the order they were begun, each with its moment.
  package var steps: [Step] = []
  package var seen: [SeenNumber] = []
  package var closed: Stamp?
  /// As they were when it ended; empty where nobody kept them.
  package var minutes: [String] = []

  package struct Step: Hashable, Sendable {
    package var name: String
    package var at: Stamp
  }
}

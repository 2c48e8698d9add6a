/// The lists of a journal, as its entries in order leave them.
struct Fold: Sendable {
  private(set) var goals: [Kept<Goal>] = []
  private(set) var rooms: [Kept<AgreedRoom>] = []
  private(set) var ideas: [IdeaStory] = []
  private(set) var notes: [Kept<FieldNote>] = []
  private(set) var promises: [Kept<Promise>] = []
  private(set) var decisions: [DecisionStory] = []
  private(set) var meetings: [MeetingStory] = []
  private(set) var drops: [EntryId: Drop] = [:]
  private(set) var undone: Set<EntryId> = []
  private(set) var unknown = 0
  private var goalPlaces: [EntryId: Int] = [:]
  private var ideaPlaces: [EntryId: Int] = [:]
  private var decisionPlaces: [EntryId: Int] = [:]
  private var meetingPlaces: [EntryId: Int] = [:]
  /// What entries spoke of before it was there: a clock that is slow, or half of a merge.
  private var awaited: Set<EntryId> = []

  init() {}

  init(_ entries: [Entry]) {
    // Whatever takes back comes after what it takes back; so the last word is heard first.
    for at in entries.indices.reversed() {
      if case .undo(let id) = entries[at].what, !undone.contains(entries[at].id) { undone.insert(id) }
    }
    // First what exists, then what is said of it: clocks of two hosts may differ.
    var rest: [Int] = []
    for at in entries.indices where undone.isEmpty || !undone.contains(entries[at].id) {
      if entries[at].what.begins { take(entries[at]) } else { rest.append(at) }
    }
    for at in rest { take(entries[at]) }
  }

  /// Whether an entry that comes last can be added without going through all of them again.
  func canFollow(_ entry: Entry) -> Bool {
    if case .undo = entry.what { return false }
    return !awaited.contains(entry.id) && !undone.contains(entry.id)
  }

  mutating func take(_ entry: Entry) {
    switch entry.what {
    case .goal(let goal, let of):
      if let of, let place = goalPlaces[of] {
        goals[place].body = goal
      } else {
        if let of { awaited.insert(of) }
        goalPlaces[entry.id] = goals.count
        goals.append(Kept(entry, goal))
      }
    case .room(let room): rooms.append(Kept(entry, room))
    case .idea(let idea, let of):
      if let of, let place = ideaPlaces[of] {
        ideas[place].idea.body = idea
      } else {
        if let of { awaited.insert(of) }
        ideaPlaces[entry.id] = ideas.count
        ideas.append(IdeaStory(idea: Kept(entry, idea)))
      }
    case .vote(let vote):
      guard let place = found(vote.idea, ideaPlaces) else { return }
      ideas[place].votes.removeAll { $0.by.side == entry.by.side }
      ideas[place].votes.append(Kept(entry, vote))
    case .trying(let trial):
      guard let place = found(trial.idea, ideaPlaces) else { return }
      ideas[place].trial = Kept(entry, trial)
      ideas[place].result = nil
    case .result(let result):
      if let place = ideaPlaces[result.of] {
        ideas[place].result = Kept(entry, result)
      } else if let place = found(result.of, decisionPlaces) {
        decisions[place].result = Kept(entry, result)
      }
    case .note(let note): notes.append(Kept(entry, note))
    case .promise(let promise): promises.append(Kept(entry, promise))
    case .decision(let decision):
      decisionPlaces[entry.id] = decisions.count
      decisions.append(DecisionStory(decision: Kept(entry, decision)))
    case .meetingOpened(let title):
      meetingPlaces[entry.id] = meetings.count
      meetings.append(MeetingStory(id: entry.id, at: entry.at, on: entry.on, by: entry.by, title: title))
    case .meetingStep(let id, let step):
      guard let place = found(id, meetingPlaces) else { return }
      meetings[place].steps.append(MeetingStory.Step(name: step, at: entry.at))
    case .meetingSaw(let id, let numbers):
      guard let place = found(id, meetingPlaces) else { return }
      for number in numbers {
        meetings[place].seen.removeAll { $0.name == number.name }
        meetings[place].seen.append(number)
      }
    case .meetingClosed(let id, let minutes):
      guard let place = found(id, meetingPlaces) else { return }
      meetings[place].closed = entry.at
      meetings[place].minutes = minutes
    case .dropped(let id, let why):
      let drop = Drop(by: entry.by, at: entry.at, on: entry.on, why: why)
      drops[id] = drop
      if let place = ideaPlaces[id] { ideas[place].dropped = drop }
      if let place = decisionPlaces[id] { decisions[place].dropped = drop }
      awaited.insert(id)
    case .undo: break
    case .unknown: unknown += 1
    }
  }

  private mutating func found(_ id: EntryId, _ places: [EntryId: Int]) -> Int? {
    if let place = places[id] { return place }
    awaited.insert(id)
    return nil
  }
}

extension What {
  /// Both sides stand behind it, and either may say that it was a slip. (The steps of a meeting are none of these.)
  var isAgreement: Bool {
    switch self {
    case .trying, .result, .decision: true
    case .goal, .room, .idea, .vote, .note, .promise, .meetingOpened, .meetingStep, .meetingSaw, .meetingClosed, .dropped,
      .undo,
      .unknown:
      false
    }
  }

  /// It begins something that later entries may speak of.
  var begins: Bool {
    switch self {
    case .goal(_, let of), .idea(_, let of): of == nil
    case .room, .note, .promise, .decision, .meetingOpened: true
    case .vote, .trying, .result, .meetingStep, .meetingSaw, .meetingClosed, .dropped, .undo, .unknown: false
    }
  }
}

/// What the steps of a join found, kept for the next reading: one whose tables only grew goes on where it ended, and one whose tables
/// are the same is not done again.
///
/// A step goes on only where it comes out as if it were done anew; whatever leaves a doubt of that makes it begin again.
struct JoinMemory: Sendable {
  private var files: [String] = []
  private var recognised: [Recognised] = []
  private var settings = Settings()
  /// Columns of ids that are read otherwise than they stand there.
  private var spelt: [IDSpelling.Change] = []
  /// What each table looks like.
  private(set) var facts: [TableFacts] = []
  /// What each is by itself.
  private(set) var alone: [Recognised] = []
  /// Whose people were found among whose.
  var met = MetBefore()
  var strayFrom = Day(number: .max)
  /// The days of each table's events that were counted, by table.
  var days: [Int: DayCounts] = [:]
  var leads = LeadMemory()
  /// Customers and what they complained of, where the amounts before them were in some currency.
  var staying = StepMemory()
  /// In the order of `LedgerBuilding.followers`.
  var followers: [StepMemory] = []

  /// Forgets everything if ids are read otherwise than before.
  mutating func begin(spelt: [IDSpelling.Change]) {
    if self.spelt != spelt { self = JoinMemory() }
    self.spelt = spelt
  }

  /// Looks at the tables that are not what they were.
  mutating func look(at tables: [Table], _ news: [TableNews], _ settings: Settings, workers: Int) {
    let isSame = files == tables.map(\.file) && self.settings == settings && facts.count == tables.count
    let known = isSame ? Array(zip(facts, alone)) : []
    if known.isEmpty { met = MetBefore() } else { met.begin(news) }
    let found = Parallel.each(tables.count, workers: workers) { at -> (TableFacts, Recognised) in
      if case .nothing = news[at], !known.isEmpty { return known[at] }
      let facts = TableFacts(tables[at], at: at)
      return (facts, Recognition.alone(facts, tables[at], settings))
    }
    (facts, alone) = (found.map(\.0), found.map(\.1))
  }

  /// Forgets everything if it was about other tables, or if they are taken for something else now.
  mutating func begin(_ tables: [Table], _ recognised: [Recognised], _ settings: Settings) {
    let files = tables.map(\.file)
    let isSame =
      self.files == files && self.settings == settings && self.recognised.count == recognised.count
      && zip(self.recognised, recognised).allSatisfy { $0.isTaken(like: $1) }
    if !isSame {
      let (facts, alone, met, spelt) = (facts, alone, met, spelt)
      self = JoinMemory()
      (self.facts, self.alone, self.met, self.spelt) = (facts, alone, met, spelt)
    }
    (self.files, self.recognised, self.settings) = (files, recognised, settings)
  }

  /// For how many readings each step has gone on since it began: the people, then what speaks of them.
  var readings: [Int] { [leads.readings] + followers.map(\.readings) }

  /// Forgets what was joined: the dates are judged otherwise.
  mutating func forgetSteps() {
    (leads, staying, followers) = (LeadMemory(), StepMemory(), [])
  }
}

/// What one step found, and what it needs to go on.
struct StepMemory: Sendable {
  /// Whether it was done at all, and for how many readings it has gone on since it began.
  var isKept = false
  var readings = 0
  /// Its own part of what is joined, with reports of what it alone found; never the people.
  var found = Joined()
  /// How each table's rows were linked to people.
  var linked: [Int: LinkMemory] = [:]
  /// Names that are numbered through all tables of the step, and those of each.
  var names = SourceCodes()
  var kinds: [Int: SourceCodes] = [:]
  var deals = DealMemory()
  var lists: [Int: ReadList] = [:]
  /// The currency that everything before it was told in.
  var currency: String?
  /// Rows of its tables stand in newer exports again.
  var isOvertaken = false
}

/// What became of the people since a step was done.
enum PeopleNews: Sendable {
  case same
  /// New ones came; of the old ones nobody came earlier, from elsewhere or by another file.
  case more
  case all
}

extension Recognised {
  /// Whether a table is understood the same way.
  func isTaken(like other: Recognised) -> Bool {
    table == other.table && subject == other.subject && isList == other.isList && exporter?.name == other.exporter?.name
      && refusal == other.refusal && uses.count == other.uses.count
      && zip(uses, other.uses).allSatisfy { $0.column == $1.column && $0.field == $1.field }
  }
}

extension LedgerBuilding {
  /// A step about what speaks of leads, by the subjects whose reports it writes; none looks at what another has found.
  struct Follower: Sendable {
    var subjects: Set<Subject>
    var add: @Sendable (inout LedgerBuilding) -> Void
    /// Which of its tables may have grown for it to go on.
    var mayGrow: Growing
    enum Growing { case only, last, all }
  }

  static let followers = [
    Follower(subjects: [.deals, .stages], add: { $0.addDeals() }, mayGrow: .only),
    Follower(subjects: [.touches], add: { $0.addTouches() }, mayGrow: .last),
    Follower(subjects: [.activities], add: { $0.addActivities() }, mayGrow: .last),
    Follower(subjects: [.entries], add: { $0.addEntries() }, mayGrow: .all),
  ]

  /// Deals, touches, activities and lists at the same time: where one of them has work for one core only, another uses the other.
  mutating func addWhatSpeaksOfLeads(_ news: [TableNews], _ people: PeopleNews, _ memory: inout JoinMemory) {
    let start = blank()
    if memory.followers.isEmpty { memory.followers = LedgerBuilding.followers.map { _ in StepMemory() } }
    // Each is handed over, so that it has one owner and grows where it is.
    var steps: [LedgerBuilding?] = []
    for at in LedgerBuilding.followers.indices {
      var step = start
      step.step = memory.followers[at]
      memory.followers[at] = StepMemory()
      step.beginStep(LedgerBuilding.followers[at], news, people)
      steps.append(step)
    }
    let handed = Handed(steps)
    steps = []
    let done = Parallel.each(LedgerBuilding.followers.count, workers: workers) { at in
      // The lists take longest, so they begin.
      let at = LedgerBuilding.followers.count - 1 - at
      guard var step = handed.take(at) else { return StepMemory() }
      LedgerBuilding.followers[at].add(&step)
      return step.endStep()
    }
    memory.followers = done.reversed()
    // Told in the order of the steps, whichever was done first.
    for at in memory.followers.indices {
      let found = memory.followers[at].found
      take(found)
      let subjects = LedgerBuilding.followers[at].subjects
      if subjects.contains(.deals) {
        joined.deals = found.deals
        joined.currency = found.currency
      }
      if subjects.contains(.touches) { joined.touches = found.touches }
      if subjects.contains(.activities) { joined.activities = found.activities }
      if subjects.contains(.entries) { joined.entries = found.entries }
    }
    addFirstAnswers()
  }

  /// Customers and complaints, if one of their files is another.
  mutating func addWhoStays(_ news: [TableNews], _ memory: inout StepMemory) {
    // Lists of who came to what is done for customers are read again for that alone.
    let own = those(.customers) + those(.complaints) + attendance
    let isOvertaken = own.contains { overtaken[$0] != nil }
    let isSame = own.allSatisfy { if case .nothing = news[$0] { true } else { false } }
    if !memory.isKept || !isSame || isOvertaken || memory.isOvertaken || memory.currency != joined.currency {
      let before = joined
      memory = StepMemory()
      (memory.isKept, memory.isOvertaken, memory.currency) = (true, isOvertaken, joined.currency)
      joined = Joined()
      joined.reports = blankReports()
      joined.currency = before.currency
      addCustomers()
      addComplaints()
      memory.found = joined
      joined = before
    }
    take(memory.found)
    joined.currency = memory.found.currency
    (joined.customers, joined.complaints, joined.scores) = (
      memory.found.customers, memory.found.complaints, memory.found.scores
    )
  }

  /// The same building with nothing found yet but the people.
  private func blank() -> LedgerBuilding {
    var step = self
    step.joined = Joined()
    step.joined.reports = blankReports()
    step.joined.leads = joined.leads
    step.joined.sources = joined.sources
    return step
  }

  func blankReports() -> [FileReport] { tables.map { FileReport(file: $0.file, bytes: 0) } }

  /// Adds what a step found to what is known of each file.
  mutating func take(_ found: Joined) {
    for table in found.reports.indices { joined.reports[table].add(found.reports[table]) }
    joined.remarks += found.remarks
    joined.merges += found.merges
    joined.doubts += found.doubts
    joined.recorded.formUnion(found.recorded)
  }

  /// What the step has to read: what is new where it may go on, else all of its tables.
  private mutating func beginStep(_ follower: Follower, _ news: [TableNews], _ people: PeopleNews) {
    let own = recognised.indices.filter { recognised[$0].subject.map { follower.subjects.contains($0) } ?? false }
    parts = tables.map { _ in nil }
    if mayGoOn(follower, own, news, people) {
      for table in own { if case .rows(let part) = news[table] { parts[table] = part } }
      step.readings += 1
      let (leads, sources) = (joined.leads, joined.sources)
      joined = step.found
      step.found = Joined()
      (joined.leads, joined.sources) = (leads, sources)
    } else {
      step = StepMemory()
      step.isOvertaken = own.contains { overtaken[$0] != nil }
      for table in own { parts[table] = TablePart(table: tables[table], firstRow: 0) }
    }
  }

  /// What is kept of the step.
  private consuming func endStep() -> StepMemory {
    var memory = step
    memory.isKept = true
    memory.found = joined
    (memory.found.leads, memory.found.sources) = (LeadRows(), [])
    return memory
  }

  private func mayGoOn(_ follower: Follower, _ own: [Int], _ news: [TableNews], _ people: PeopleNews) -> Bool {
    guard step.isKept, !step.isOvertaken, aliases.isEmpty, !own.contains(where: { overtaken[$0] != nil }) else { return false }
    var grown: [(table: Int, part: TablePart)] = []
    for table in own {
      switch news[table] {
      case .nothing: break
      case .rows(let part): grown.append((table, part))
      case .all: return false
      }
    }
    switch follower.mayGrow {
    case _ where grown.isEmpty: break
    case .all: break
    case .only: if own.count > 1 { return false }
    case .last: if grown.map(\.table) != [own[own.count - 1]] { return false }
    }
    // Tables that explain others name the stages of deals, and pairs of ids may stand in a table of no subject.
    let explaining = recognised.indices.filter { [nil, .reference].contains(recognised[$0].subject) }
    if follower.subjects.contains(.deals),
      explaining.contains(where: { if case .nothing = news[$0] { false } else { true } })
    {
      return false
    }
    // Leads may name deals, and names may say whose a deal is where nothing else does.
    if follower.subjects.contains(.deals), !grown.isEmpty || people != .same {
      if step.deals.mayBeNamed || those(.leads).contains(where: { column(.dealID, of: $0) != nil }) { return false }
    }
    switch people {
    case .all: return false
    case .same: break
    case .more: if own.contains(where: { mayMeetSomebody($0) }) { return false }
    }
    return grown.allSatisfy { mayGoOn(in: $0.table, $0.part) }
  }

  /// Whether new rows of a table leave what was said of the old ones as it is.
  private func mayGoOn(in table: Int, _ part: TablePart) -> Bool {
    guard let linked = step.linked[table], linked.idColumn == idColumn(of: table) else { return false }
    switch recognised[table].subject {
    case .touches: return step.names.mayGoOn(with: column(.channel, of: table))
    // Whether anybody has been missed may be judged by all rows together.
    case .entries:
      guard recognised[table].column(.came) == nil else { return false }
      guard case .categories(_, let words) = column(.attended, of: table)?.cells else { return true }
      return !words.contains { Heading($0).contains("registered") }
    case .activities: return (step.kinds[table] ?? SourceCodes()).mayGoOn(with: column(.kind, of: table))
    case .deals: return step.names.mayGoOn(with: column(.lossReason, of: table)) && step.deals.mayGoOn(in: table, part, self)
    default: return false
    }
  }
}

extension FileReport {
  /// Adds what a step found in the file.
  mutating func add(_ found: FileReport) {
    rejections.append(found.rejections, firstLine: 0)
    if let day = found.from { from = min(from ?? day, day) }
    if let day = found.to { to = max(to ?? day, day) }
    joins += found.joins
    unmatched += found.unmatched
    setAside += found.setAside
    counted += found.counted
    overlaps += found.overlaps
    badCells += found.badCells
    stepsLeftOut += found.stepsLeftOut
  }
}

/// Where a record came from: a file (index) and a row of it.
struct Origin: Sendable, BitwiseCopyable {
  var file: UInt16
  var row: Int32
}

/// The first and the last of many days.
struct DaySpan: Sendable {
  private(set) var first = Day(number: .max)
  private(set) var last = Day(number: .min)
  var isEmpty: Bool { first > last }
  mutating func add(_ day: Day) {
    first = min(first, day)
    last = max(last, day)
  }
}

/// One entry a person, before the cutoff: `Leads` and what is needed to cut it.
struct LeadRows: Sendable {
  var created: [Day] = []
  var source: [UInt16] = []
  var handedOver: OptionalDays = []
  var accepted: OptionalDays = []
  var rejected: OptionalDays = []
  var answered: OptionalDays = []
  var qualified: OptionalDays = []
  var answerHours: [Float] = []
  var answerWorkingHours: [Float] = []
  var opened: OptionalDays = []
  var won: OptionalDays = []
  var origin: [Origin] = []
  /// First reached, where rows of activities say so; empty where none does.
  var reached: OptionalDays = []
  /// Working hours until then; `.nan` where nobody was.
  var reachedWorkingHours: [Float] = []
  var count: Int { created.count }
}

/// One entry a deal, before the cutoff.
struct DealRows: Sendable {
  var opened: OptionalDays = []
  var won: OptionalDays = []
  var lost: OptionalDays = []
  var amount: [Double] = []
  var kind: [Deals.Kind] = []
  var lead: [Int32] = []
  var lossReason: [UInt16] = []
  var lossReasons: [String] = []
  var origin: [Origin] = []
  var paths = StagePaths()
  /// Deals that are lost, on a day that nobody wrote down; in the order of the deals.
  var lostUndated: [Int32] = []
  var count: Int { opened.count }
}

/// Where the entries of one file lie among all, and which of its rows they are.
struct FileRange: Sendable {
  var file: Int
  var range: Range<Int>
  var kept: KeptRows

  func origin(of entry: Int) -> Origin {
    Origin(file: UInt16(file), row: Int32(kept.row(at: entry - range.lowerBound)))
  }
}

extension [FileRange] {
  /// Adds rows of a file behind all others: a file's first, or more of the last one's.
  fileprivate mutating func append(_ file: Int, from start: Int, _ kept: KeptRows, firstRow: Int) {
    guard firstRow > 0, let at = indices.last, self[at].file == file else {
      append(FileRange(file: file, range: start..<(start + kept.count), kept: kept))
      return
    }
    self[at].range = self[at].range.lowerBound..<(start + kept.count)
    self[at].kept.append(kept)
  }
}

/// One entry a touch, before the cutoff; the touches of a file lie together.
struct TouchRows: Sendable {
  private(set) var lead: [Int32] = []
  private(set) var day: [Day] = []
  private(set) var channel: [UInt16] = []
  var channels: [String] = []
  private(set) var files: [FileRange] = []
  var count: Int { lead.count }

  mutating func append(
    _ leads: [Int32], _ days: [Day], _ codes: [UInt16], of file: Int, _ kept: KeptRows, firstRow: Int
  ) {
    files.append(file, from: count, kept, firstRow: firstRow)
    // The first file's columns are taken as they are.
    guard count > 0 else {
      (lead, day, channel) = (leads, days, codes)
      return
    }
    lead += leads
    day += days
    channel += codes
  }
}

/// One entry a call, mail or meeting, before the cutoff; those of a file lie together.
struct ActivityRows: Sendable {
  private(set) var lead: [Int32] = []
  private(set) var day: [Day] = []
  private(set) var minutes: [Float] = []
  private(set) var isCall: [Bool] = []
  private(set) var files: [FileRange] = []
  var count: Int { lead.count }

  mutating func append(
    _ leads: [Int32], _ days: [Day], _ amounts: [Float], _ calls: [Bool], of file: Int, _ kept: KeptRows, firstRow: Int
  ) {
    files.append(file, from: count, kept, firstRow: firstRow)
    guard count > 0 else {
      (lead, day, minutes, isCall) = (leads, days, amounts, calls)
      return
    }
    isCall += calls
    lead += leads
    day += days
    minutes += amounts
  }
}

/// A raw list of entries: one file's rows about people.
struct EntryList: Sendable {
  struct Entry: Sendable {
    var day: Day
    /// -1: not among the leads.
    var lead: Int32
    /// Which person of this list or its group: equal for equal people.
    var person: Int32
    var standing: Standing
    var isNoted: Bool?
    var row: Int32
  }
  enum Standing: UInt8, Sendable { case first, again, caseVariant, staff }
  var file: Int
  var entries: [Entry] = []
  /// The source most of whose people these are; `nil`: an overlay of its own.
  var source: Int?
}

/// One entry a contract, before the cutoff.
struct CustomerRows: Sendable {
  var start: [Day] = []
  var ended: OptionalDays = []
  var yearlyAtStart: [Double] = []
  var yearlyNow: [Double] = []
  var renewals: [Int32] = []
  var part: [Customers.Part] = []
  /// The first day on which each had been asked, and been there; empty where no list of its own says.
  var askedFrom: OptionalDays = []
  var thereFrom: OptionalDays = []
  /// Months of a term, as a column says; 0 where none does.
  var months: [Int16] = []
  /// The account's key, 0 where no column has one: complaints are joined by it.
  var key: [UInt64] = []
  /// The customer's, by which rows of one customer find together.
  var whose: [UInt64] = []
  var facts = ContractFacts()
  var origin: [Origin] = []
}

/// Answers to surveys as they are joined: whose, out of 5 or out of 10.
struct ScoreRows: Sendable {
  var day: [Day] = []
  /// Whose it is, -1 where that is not known.
  var customer: [Int32] = []
  var value: [Float] = []
  var top: [Float] = []
}

/// One entry a complaint, before the cutoff.
struct ComplaintRows: Sendable {
  var day: [Day] = []
  /// Whose it is, -1 where that is not known.
  var customer: [Int32] = []
  var origin: [Origin] = []
}

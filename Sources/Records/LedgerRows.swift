/// Where a record came from: a file (index) and a row of it.
struct Origin: Sendable {
  var file: UInt16
  var row: Int32
}

/// The first and the last of many days.
struct DaySpan {
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
  var handedOver: [Day?] = []
  var accepted: [Day?] = []
  var rejected: [Day?] = []
  var answered: [Day?] = []
  var answerHours: [Float] = []
  var answerWorkingHours: [Float] = []
  var opened: [Day?] = []
  var won: [Day?] = []
  var origin: [Origin] = []
  var count: Int { created.count }
}

/// One entry a deal, before the cutoff.
struct DealRows: Sendable {
  var opened: [Day?] = []
  var won: [Day?] = []
  var lost: [Day?] = []
  var amount: [Double] = []
  var kind: [Deals.Kind] = []
  var lead: [Int32] = []
  var lossReason: [UInt16] = []
  var lossReasons: [String] = []
  var origin: [Origin] = []
  var count: Int { opened.count }
}

/// One entry a touch, before the cutoff; the touches of a file lie together.
struct TouchRows: Sendable {
  var lead: [Int32] = []
  var day: [Day] = []
  var channel: [UInt16] = []
  var channels: [String] = []
  var row: [Int32] = []
  /// File and the range of its touches.
  var files: [(file: Int, range: Range<Int>)] = []
  var count: Int { lead.count }
}

/// One entry a call, mail or meeting, before the cutoff.
struct ActivityRows: Sendable {
  var lead: [Int32] = []
  var day: [Day] = []
  var minutes: [Float] = []
  var origin: [Origin] = []
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
  var ended: [Day?] = []
  var yearlyAtStart: [Double] = []
  var yearlyNow: [Double] = []
  var renewals: [Int32] = []
  var origin: [Origin] = []
}

/// One entry a complaint, before the cutoff.
struct ComplaintRows: Sendable {
  var day: [Day] = []
  var origin: [Origin] = []
}

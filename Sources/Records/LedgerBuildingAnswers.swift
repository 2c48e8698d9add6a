/// First answers where no column of leads has any: what sales' own rows of calls, mails and meetings say.
///
/// The first of them that went out to a lead at or after the moment it came to sales (handed over, else created) is its first answer. A
/// column wins: where one lead has an answer in its own row, nothing is taken from here. Attempted is not reached: where the rows say how
/// a call ended, who was reached is counted beside.
struct FirstAnswers {
  /// By lead: when it came to sales, in seconds, and whether the time of day is known.
  private var came: [Int64]
  private var hasTime: [Bool]
  /// By lead: the first that went out, and the first that reached somebody; none as `Moment?` would be twice the size.
  private var first: [Attempt]
  private var reached: [Attempt]
  private var saysReached = false
  private(set) var files: [Int] = []

  /// When something was done, in seconds; `Int64.max`: never.
  private struct Attempt {
    var at = Int64.max
    var hasTime = false

    mutating func take(_ other: Moment, hasTime isTimed: Bool) {
      if other.seconds < at { (at, hasTime) = (other.seconds, isTimed) }
    }
  }

  /// `nil` where a column has answers.
  init?(_ building: LedgerBuilding) {
    let leads = building.joined.leads
    guard leads.count > 0, !leads.answerHours.contains(where: { !$0.isNaN }) else { return nil }
    var columns: [Int: (handed: Column?, created: Column?)] = [:]
    for table in building.those(.leads) {
      columns[table] = (building.column(.handedOver, of: table), building.column(.created, of: table))
    }
    came = []
    hasTime = []
    came.reserveCapacity(leads.count)
    hasTime.reserveCapacity(leads.count)
    for lead in 0..<leads.count {
      let (origin, handed) = (leads.origin[lead], leads.handedOver[lead])
      let day = handed ?? leads.created[lead]
      let column = columns[Int(origin.file)].flatMap { handed != nil ? $0.handed : $0.created }
      if case .moments(let moments, true) = column?.cells, moments.indices.contains(Int(origin.row)),
        !moments[Int(origin.row)].isMissing, moments[Int(origin.row)].day == day
      {
        came.append(moments[Int(origin.row)].seconds)
        hasTime.append(true)
      } else {
        came.append(Moment(day).seconds)
        hasTime.append(false)
      }
    }
    first = [Attempt](repeating: Attempt(), count: leads.count)
    reached = first
  }

  /// Takes in the rows of one file that are used; without times of day it is compared by days.
  mutating func look(_ building: LedgerBuilding, _ file: FileRange) {
    let (table, activities) = (file.file, building.joined.activities)
    guard case .moments(let moments, let isTimed) = building.column(.day, of: table)?.cells else { return }
    if !files.contains(table) { files.append(table) }
    let kinds = Words(building.column(.kind, of: table))
    let directions = Words(building.column(.direction, of: table))
    let ends = Words(building.column(.reached, of: table))
    if ends.isThere || kinds.tellsReached { saysReached = true }
    for entry in file.range {
      let (lead, row) = (Int(activities.lead[entry]), Int(file.origin(of: entry).row))
      guard lead >= 0, moments.indices.contains(row) else { continue }
      let at = moments[row]
      let isAfter = isTimed && hasTime[lead] ? at.seconds >= came[lead] : at.day >= Moment(seconds: came[lead]).day
      guard isAfter else { continue }
      let meaning = (kind: kinds.meaning(row), direction: directions.meaning(row), end: ends.meaning(row))
      if meaning.kind != .inward, meaning.direction != .inward { first[lead].take(at, hasTime: isTimed) }
      if meaning.end == .reached || meaning.kind == .reached && meaning.end != .attempted {
        reached[lead].take(at, hasTime: isTimed)
      }
    }
  }

  /// Writes them into the leads, as a column would have.
  func write(into joined: inout Joined, _ calendar: WorkingHours) {
    guard first.contains(where: { $0.at != .max }) else { return }
    joined.answersFrom = files
    joined.recorded.insert(.firstResponse)
    for lead in first.indices where first[lead].at != .max {
      joined.leads.answered[lead] = Moment(seconds: first[lead].at).day
      (joined.leads.answerHours[lead], joined.leads.answerWorkingHours[lead]) = hours(lead, until: first[lead], calendar)
    }
    guard saysReached else { return }
    joined.leads.reached = []
    joined.leads.reachedWorkingHours = []
    for lead in reached.indices {
      let isNever = reached[lead].at == .max
      joined.leads.reached.append(isNever ? nil : Moment(seconds: reached[lead].at).day)
      joined.leads.reachedWorkingHours.append(isNever ? .nan : hours(lead, until: reached[lead], calendar).working)
    }
  }

  /// From the moment it came to sales; whole days, where one of the two has no time of day.
  private func hours(_ lead: Int, until attempt: Attempt, _ calendar: WorkingHours) -> (all: Float, working: Float) {
    let (at, from) = (Moment(seconds: attempt.at), Moment(seconds: came[lead]))
    return attempt.hasTime && hasTime[lead]
      ? (Float(at.seconds - from.seconds) / 3600, calendar.between(from, at))
      : (Float((at.day - from.day) * 24), calendar.between(Moment(from.day), Moment(at.day)))
  }

  /// What the values of a column say about a row, by their words.
  private struct Words {
    enum Meaning: UInt8 { case nothing, inward, attempted, reached }
    private var codes: [UInt16] = []
    private var meanings: [Meaning] = []

    init(_ column: Column?) {
      guard case .categories(let codes, let names) = column?.cells else { return }
      self.codes = codes
      meanings = names.map { Words.meaning(of: Heading($0)) }
    }

    var isThere: Bool { !codes.isEmpty }
    var tellsReached: Bool { meanings.contains(.reached) }

    func meaning(_ row: Int) -> Meaning {
      codes.isEmpty || codes[row] == Column.missingCode ? .nothing : meanings[Int(codes[row])]
    }

    /// Not from sales to the lead: what came in, what somebody only wrote down, what machines noted, what marketing sent.
    private static let inward = [
      "inbound", "incoming", "received", "note", "notes", "task", "tasks", "todo", "reminder", "open", "opens", "click",
      "clicked",
      "clicks", "view", "viewed", "views", "visit", "visited", "form", "submission", "submitted", "unsubscribed", "bounced",
      "newsletter", "campaign", "marketing", "created", "assigned",
    ]
    private static let attempted = [
      "no", "not", "voicemail", "busy", "wrong", "missed", "unanswered", "left", "failed", "attempted", "attempt", "cancelled",
      "canceled",
    ]
    private static let reached = [
      "connected", "reached", "answered", "spoke", "spoken", "talked", "completed", "interested", "booked", "meeting",
      "meetings",
      "demo", "conversation", "reply", "replied", "held",
    ]

    private static func meaning(of words: Heading) -> Meaning {
      if words.containsAny(of: inward) { return .inward }
      if words.containsAny(of: attempted) { return .attempted }
      return words.containsAny(of: reached) ? .reached : .nothing
    }
  }
}

extension LedgerBuilding {
  /// Looks for first answers among all rows of activities, new and old: a step that goes on with what is new would not know the first.
  mutating func addFirstAnswers() {
    guard joined.activities.count > 0, var answers = FirstAnswers(self) else { return }
    for file in joined.activities.files { answers.look(self, file) }
    answers.write(into: &joined, settings.calendar)
  }
}

/// How first answers were found among what sales did, as known at the cutoff.
package struct FoundAnswers: Sendable, Hashable {
  package var leads: Int
  /// Leads that something went out to, and those that were reached; `nil` where no row says who was.
  package var tried: Int
  package var reached: Int?
}

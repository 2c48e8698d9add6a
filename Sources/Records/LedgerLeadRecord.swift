/// One row about a person, read.
struct LeadRecord {
  var created: Day
  var source: UInt16
  var handedOver: Day?
  var accepted: Day?
  var rejected: Day?
  var answered: Day?
  var answerHours: Float
  var answerWorkingHours: Float
  var opened: Day?
  var won: Day?
  var origin: Origin
}

/// The columns of one leads file that are used, each asked for once.
struct LeadColumns {
  var created: [Moment]?
  var ids: [UInt64]?
  var emails: [UInt64]?
  private var names: [UInt64]?
  private var companies: [UInt64]?
  private var handedOver, accepted, rejected, answered, opened, won: [Moment]?
  private var answerHours: [Double]?
  private var hoursPerUnit = 1.0

  init(_ building: LedgerBuilding, _ table: Int) {
    func moments(_ field: Field) -> [Moment]? { building.column(field, of: table)?.moments }
    func keys(_ field: Field) -> [UInt64]? { building.column(field, of: table)?.keys() }
    created = moments(.created)
    ids = keys(.leadID)
    emails = keys(.email)
    names = keys(.name)
    companies = keys(.company)
    handedOver = moments(.handedOver)
    accepted = moments(.accepted)
    rejected = moments(.rejected)
    answered = moments(.firstResponse)
    opened = moments(.opened)
    won = moments(.won)
    if let column = building.column(.firstResponse, of: table), let numbers = column.numbers {
      answerHours = numbers
      let words = Heading(column.name)
      if words.containsAny(of: ["minutes", "minute", "min", "mins"]) { hoursPerUnit = 1.0 / 60 }
      if words.containsAny(of: ["days", "day"]) { hoursPerUnit = 24 }
      if words.containsAny(of: ["seconds", "sec", "s"]) { hoursPerUnit = 1.0 / 3600 }
    }
  }

  func nameKey(_ row: Int) -> UInt64 { KeyHash.pair(names?[row] ?? 0, companies?[row] ?? 0) }

  /// A date up to one day before the creation is the same day on another clock; an earlier one is bad and left out.
  func record(
    _ row: Int, created: Moment, source: UInt16, origin: Origin, _ badCells: inout Int, until strayFrom: Day
  ) -> LeadRecord {
    let day = created.day
    func after(_ moments: [Moment]?) -> Day? {
      guard let moments, !moments[row].isMissing else { return nil }
      let other = moments[row].day
      guard other < strayFrom, other >= day - 1 else {
        badCells += 1
        return nil
      }
      return max(other, day)
    }
    var record = LeadRecord(
      created: day, source: source, handedOver: after(handedOver), accepted: after(accepted), rejected: after(rejected),
      answered: after(answered), answerHours: .nan, answerWorkingHours: .nan, opened: after(opened), won: after(won),
      origin: origin)
    let from = record.handedOver != nil ? handedOver?[row] ?? created : created
    if record.answered != nil, let at = answered?[row] {
      let hours = Float(at.seconds - from.seconds) / 3600
      record.answerHours = hours >= 0 ? hours : hours > -24 ? 0 : .nan
      if !record.answerHours.isNaN { record.answerWorkingHours = WorkingHours.between(from, at) }
    } else if let hours = answerHours?[row], !hours.isNaN, hours >= 0 {
      record.answerHours = Float(hours * hoursPerUnit)
      record.answerWorkingHours = record.answerHours
      record.answered = Moment(seconds: from.seconds + Int64(min(hours * hoursPerUnit, 1e6) * 3600)).day
    }
    return record
  }
}

extension LeadRows {
  mutating func reserve(_ count: Int) {
    created.reserveCapacity(count)
    source.reserveCapacity(count)
    handedOver.reserveCapacity(count)
    accepted.reserveCapacity(count)
    rejected.reserveCapacity(count)
    answered.reserveCapacity(count)
    answerHours.reserveCapacity(count)
    answerWorkingHours.reserveCapacity(count)
    opened.reserveCapacity(count)
    won.reserveCapacity(count)
    origin.reserveCapacity(count)
  }

  mutating func append(_ record: LeadRecord) {
    created.append(record.created)
    source.append(record.source)
    handedOver.append(record.handedOver)
    accepted.append(record.accepted)
    rejected.append(record.rejected)
    answered.append(record.answered)
    answerHours.append(record.answerHours)
    answerWorkingHours.append(record.answerWorkingHours)
    opened.append(record.opened)
    won.append(record.won)
    origin.append(record.origin)
  }

  mutating func replace(_ i: Int, by record: LeadRecord) {
    created[i] = record.created
    source[i] = record.source
    handedOver[i] = record.handedOver
    accepted[i] = record.accepted
    rejected[i] = record.rejected
    answered[i] = record.answered
    answerHours[i] = record.answerHours
    answerWorkingHours[i] = record.answerWorkingHours
    opened[i] = record.opened
    won[i] = record.won
    origin[i] = record.origin
  }

  /// The earlier of two rows of one key stays; answers where the one that went came from.
  mutating func keepEarlier(_ record: LeadRecord, of i: Int, staysAnyway: Bool) -> Origin {
    guard !staysAnyway, record.created < created[i] else { return record.origin }
    let loser = origin[i]
    replace(i, by: record)
    return loser
  }

  /// Two rows of one person: the source of the earlier, the first of every date.
  mutating func merge(_ record: LeadRecord, into i: Int) {
    func first(_ a: Day?, _ b: Day?) -> Day? {
      guard let a else { return b }
      return b.map { min(a, $0) } ?? a
    }
    if record.created < created[i] {
      created[i] = record.created
      source[i] = record.source
      origin[i] = record.origin
    }
    handedOver[i] = first(handedOver[i], record.handedOver)
    accepted[i] = first(accepted[i], record.accepted)
    rejected[i] = first(rejected[i], record.rejected)
    if let day = record.answered, answered[i].map({ day < $0 }) ?? true {
      answered[i] = day
      answerHours[i] = record.answerHours
      answerWorkingHours[i] = record.answerWorkingHours
    }
    opened[i] = first(opened[i], record.opened)
    won[i] = first(won[i], record.won)
  }
}

/// One row about a person, read.
struct LeadRecord {
  var created: Day
  var source: UInt16
  var handedOver: Day?
  var accepted: Day?
  var rejected: Day?
  var answered: Day?
  var qualified: Day?
  var answerHours: Float
  var answerWorkingHours: Float
  var opened: Day?
  var won: Day?
  var origin: Origin
}

/// The columns of one leads file that are used, each asked for once.
struct LeadColumns {
  var created: Moments?
  var ids: [UInt64]?
  var emails: [UInt64]?
  private(set) var names: [UInt64]?
  private var companies: [UInt64]?
  private var handedOver, accepted, rejected, answered, qualified, opened, won: Moments?
  private var answerHours: [Double]?
  private var hoursPerUnit = 1.0
  private let calendar: WorkingHours

  init(_ building: LedgerBuilding, _ table: Int) {
    func moments(_ field: Field) -> Moments? { building.fresh(field, of: table)?.moments }
    func keys(_ field: Field) -> [UInt64]? { building.fresh(field, of: table)?.keys() }
    calendar = building.settings.calendar
    created = moments(.created)
    ids = keys(.leadID)
    emails = keys(.email)
    names = keys(.name)
    companies = keys(.company)
    handedOver = moments(.handedOver)
    accepted = moments(.accepted)
    rejected = moments(.rejected)
    answered = moments(.firstResponse)
    qualified = moments(.qualified)
    opened = moments(.opened)
    won = moments(.won)
    if let column = building.fresh(.firstResponse, of: table), let numbers = column.numbers {
      answerHours = numbers
      let words = Heading(column.name)
      if words.containsAny(of: ["minutes", "minute", "min", "mins"]) { hoursPerUnit = 1.0 / 60 }
      if words.containsAny(of: ["days", "day"]) { hoursPerUnit = 24 }
      if words.containsAny(of: ["seconds", "sec", "s"]) { hoursPerUnit = 1.0 / 3600 }
    }
  }

  func nameKey(_ row: Int) -> UInt64 { KeyHash.pair(names?[row] ?? 0, companies?[row] ?? 0) }

  /// A date up to one day before the creation is the same day on another clock; an earlier one is left out.
  func record(
    _ row: Int, created: Moment, source: UInt16, origin: Origin, _ leftOut: inout Int, until strayFrom: Day
  ) -> LeadRecord {
    let day = created.day
    func after(_ moments: Moments?) -> Day? {
      guard let moments, !moments[row].isMissing else { return nil }
      let other = moments[row].day
      guard other < strayFrom, other >= day - 1 else {
        leftOut += 1
        return nil
      }
      return max(other, day)
    }
    var record = LeadRecord(
      created: day, source: source, handedOver: after(handedOver), accepted: after(accepted), rejected: after(rejected),
      answered: after(answered), qualified: after(qualified), answerHours: .nan, answerWorkingHours: .nan,
      opened: after(opened), won: after(won),
      origin: origin)
    let from = record.handedOver != nil ? handedOver?[row] ?? created : created
    if record.answered != nil, let at = answered?[row] {
      let hours = Float(at.seconds - from.seconds) / 3600
      record.answerHours = hours >= 0 ? hours : hours > -24 ? 0 : .nan
      if !record.answerHours.isNaN { record.answerWorkingHours = calendar.between(from, at) }
    } else if let hours = answerHours?[row], !hours.isNaN, hours >= 0 {
      record.answerHours = Float(hours * hoursPerUnit)
      record.answerWorkingHours = record.answerHours
      record.answered = Moment(seconds: from.seconds + Int64(min(hours * hoursPerUnit, 1e6) * 3600)).day
    }
    return record
  }
}

extension LeadColumns {
  /// What is needed to read any row of one leads file.
  struct Rows {
    var columns: LeadColumns
    var created: Moments
    var source: [UInt16]
    var table: Int
    var firstRow: Int
    var strayFrom: Day

    init(_ columns: LeadColumns, created: Moments, source: [UInt16], table: Int, firstRow: Int, until strayFrom: Day) {
      self.columns = columns
      self.created = created
      self.source = source
      self.table = table
      self.firstRow = firstRow
      self.strayFrom = strayFrom
    }

    func record(_ row: Int, _ leftOut: inout Int) -> LeadRecord {
      columns.record(
        row, created: created[row], source: source[row], origin: Origin(file: UInt16(table), row: Int32(firstRow + row)),
        &leftOut,
        until: strayFrom)
    }
  }
}

extension LeadRows {
  /// Appends one person for each of the rows, in parts at the same time; answers how many of their cells were bad.
  mutating func append(_ records: LeadColumns.Rows, rows: [Int32], workers: Int) -> Int {
    let target = LeadTarget(count: rows.count)
    let bad = Parallel.parts(rows.count, workers: workers) { range in
      var bad = 0
      for i in range { target.write(records.record(Int(rows[i]), &bad), at: i) }
      return bad
    }
    if count == 0 { self = target.rows } else { append(target.rows) }
    return bad.reduce(0, +)
  }

  private mutating func append(_ more: LeadRows) {
    created += more.created
    source += more.source
    handedOver.append(more.handedOver)
    accepted.append(more.accepted)
    rejected.append(more.rejected)
    answered.append(more.answered)
    qualified.append(more.qualified)
    answerHours += more.answerHours
    answerWorkingHours += more.answerWorkingHours
    opened.append(more.opened)
    won.append(more.won)
    origin += more.origin
  }

  mutating func replace(_ i: Int, by record: LeadRecord) {
    created[i] = record.created
    source[i] = record.source
    handedOver[i] = record.handedOver
    accepted[i] = record.accepted
    rejected[i] = record.rejected
    answered[i] = record.answered
    qualified[i] = record.qualified
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
    qualified[i] = first(qualified[i], record.qualified)
    if let day = record.answered, answered[i].map({ day < $0 }) ?? true {
      answered[i] = day
      answerHours[i] = record.answerHours
      answerWorkingHours[i] = record.answerWorkingHours
    }
    opened[i] = first(opened[i], record.opened)
    won[i] = first(won[i], record.won)
  }
}

/// Where the columns of new people are written.
private struct LeadTarget {
  private(set) var rows = LeadRows()
  private var created: UnsafeMutablePointer<Day>
  private var source: UnsafeMutablePointer<UInt16>
  private var handedOver, accepted, rejected, answered, qualified, opened, won: UnsafeMutablePointer<Int32>
  private var answerHours, answerWorkingHours: UnsafeMutablePointer<Float>
  private var origin: UnsafeMutablePointer<Origin>

  init(count: Int) {
    func days() -> (OptionalDays, UnsafeMutablePointer<Int32>) {
      let (numbers, start) = Uninitialized.array(Int32.self, count)
      return (OptionalDays(numbers: numbers), start)
    }
    (rows.created, created) = Uninitialized.array(Day.self, count)
    (rows.source, source) = Uninitialized.array(UInt16.self, count)
    (rows.handedOver, handedOver) = days()
    (rows.accepted, accepted) = days()
    (rows.rejected, rejected) = days()
    (rows.answered, answered) = days()
    (rows.qualified, qualified) = days()
    (rows.answerHours, answerHours) = Uninitialized.array(Float.self, count)
    (rows.answerWorkingHours, answerWorkingHours) = Uninitialized.array(Float.self, count)
    (rows.opened, opened) = days()
    (rows.won, won) = days()
    (rows.origin, origin) = Uninitialized.array(Origin.self, count)
  }

  func write(_ record: LeadRecord, at i: Int) {
    created[i] = record.created
    source[i] = record.source
    handedOver[i] = OptionalDays.number(record.handedOver)
    accepted[i] = OptionalDays.number(record.accepted)
    rejected[i] = OptionalDays.number(record.rejected)
    answered[i] = OptionalDays.number(record.answered)
    qualified[i] = OptionalDays.number(record.qualified)
    answerHours[i] = record.answerHours
    answerWorkingHours[i] = record.answerWorkingHours
    opened[i] = OptionalDays.number(record.opened)
    won[i] = OptionalDays.number(record.won)
    origin[i] = record.origin
  }
}

/// What lies between the two sides today: who waits for a first answer, and what came back with which reason.
package struct Queues: Sendable {
  /// A lead that sales has and has not answered yet.
  package struct Waiting: Sendable, Hashable {
    package var source: UInt16
    /// When sales got it: handed over, or created where no handover is recorded.
    package var since: Moment
    /// False: only the day is known, and the hour is the beginning of its working time.
    package var hasTime: Bool
    /// Somebody has called or written: attempted is not reached.
    package var isAttempted: Bool
    /// Working hours until the end of the cutoff day.
    package var workingHours: Float
  }

  /// A lead that sales gave back.
  package struct SentBack: Sendable, Hashable {
    package var day: Day
    package var source: UInt16
    /// Index into `reasons`; `nil` where nobody gave one.
    package var reason: Int?
  }

  package var calendar = WorkingHours()
  /// The newest first; of the last `reach` days.
  package var waiting: [Waiting] = []
  /// Leads that came before `reach` days and were never answered: nobody waits for that any more.
  package var neverAnswered = 0
  package var sentBack: [SentBack] = []
  package var reasons: [String] = []
  /// Whether any file says why leads came back.
  package var recordsReasons = false
  /// Four weeks: what has not been answered by then will not be.
  package static let reach = 28
  /// Half a year of what came back.
  static let back = 182
  package init() {}
}

extension Reading {
  /// Queues of the end of the ledger's cutoff. Only the rows that are asked for are looked up again in their tables.
  func queues(of ledger: Ledger, kept: [Int32]?) -> Queues {
    var queues = Queues()
    queues.calendar = settings.calendar
    let leads = ledger.leads
    let now = settings.calendar.end(of: ledger.cutoff)
    let columns = QueueColumns(self)
    queues.recordsReasons = columns.reason.contains { $0 != nil }
    var reasonAt: [String: Int] = [:]
    let asksForAnswers = ledger.recorded.contains(.firstResponse)
    // Few leads wait or came back lately: they are found by all cores, and told one after the other.
    let found = Parallel.parts(leads.count, workers: workers) { rows in
      var (sentBack, waiting, neverAnswered): ([Int32], [Int32], Int) = ([], [], 0)
      for lead in rows {
        if let day = leads.rejected[lead], day > ledger.cutoff - Queues.back { sentBack.append(Int32(lead)) }
        guard asksForAnswers, leads.firstResponseHours[lead].isNaN else { continue }
        guard leads.handedOver[lead] != nil || !columns.recordsHandover else { continue }
        // Rejected, opened or decided: somebody has dealt with it, whatever was noted.
        let isDealtWith =
          leads.rejected[lead] != nil || leads.opened[lead] != nil || leads.won[lead] != nil || leads.lost[lead] != nil
        guard !isDealtWith else { continue }
        if leads.handedOver[lead] ?? leads.created[lead] > ledger.cutoff - Queues.reach {
          waiting.append(Int32(lead))
        } else {
          neverAnswered += 1
        }
      }
      return (sentBack: sentBack, waiting: waiting, neverAnswered: neverAnswered)
    }
    func origin(_ lead: Int) -> Origin { joined.leads.origin[kept.map { Int($0[lead]) } ?? lead] }
    for lead in found.lazy.flatMap(\.sentBack).map({ Int($0) }) {
      guard let day = leads.rejected[lead] else { continue }
      let at = columns.reason(origin(lead)).map { word in
        if let known = reasonAt[word] { return known }
        queues.reasons.append(word)
        reasonAt[word] = queues.reasons.count - 1
        return queues.reasons.count - 1
      }
      queues.sentBack.append(Queues.SentBack(day: day, source: leads.source[lead], reason: at))
    }
    for lead in found.lazy.flatMap(\.waiting).map({ Int($0) }) {
      let handed = leads.handedOver[lead]
      let (moment, hasTime) = columns.since(
        origin(lead), day: handed ?? leads.created[lead], handed: handed != nil, settings.calendar)
      queues.waiting.append(
        Queues.Waiting(
          source: leads.source[lead], since: moment, hasTime: hasTime, isAttempted: !leads.salesHours[lead].isNaN,
          workingHours: settings.calendar.between(moment, now)))
    }
    queues.neverAnswered = found.reduce(0) { $0 + $1.neverAnswered }
    queues.waiting.sort { $0.since != $1.since ? $0.since > $1.since : $0.source < $1.source }
    return queues
  }
}

/// The columns of the leads files that the queues need, by table.
private struct QueueColumns {
  private var handed: [(moments: Moments, hasTime: Bool)?]
  private var created: [(moments: Moments, hasTime: Bool)?]
  private(set) var reason: [Column?]
  let recordsHandover: Bool

  init(_ reading: Reading) {
    var (handed, created): ([(moments: Moments, hasTime: Bool)?], [(moments: Moments, hasTime: Bool)?]) = ([], [])
    var reason: [Column?] = []
    for (table, recognised) in zip(reading.tables.indices, reading.recognised) {
      let isLeads = recognised.subject == .leads
      func moments(_ field: Field) -> (moments: Moments, hasTime: Bool)? {
        guard isLeads, let at = recognised.column(field),
          case .moments(let moments, let hasTime) = reading.answered[table].columns[at].cells
        else { return nil }
        return (moments, hasTime)
      }
      handed.append(moments(.handedOver))
      created.append(moments(.created))
      reason.append(isLeads ? recognised.column(.rejectionReason).map { reading.answered[table].columns[$0] } : nil)
    }
    (self.handed, self.created, self.reason) = (handed, created, reason)
    recordsHandover = handed.contains { $0 != nil }
  }

  func reason(_ origin: Origin) -> String? {
    guard let column = reason[Int(origin.file)], !column.isMissing(Int(origin.row)) else { return nil }
    return column.text(Int(origin.row))
  }

  /// The recorded moment where it is of that day; else the beginning of the day's working time.
  func since(_ origin: Origin, day: Day, handed isHanded: Bool, _ calendar: WorkingHours) -> (Moment, hasTime: Bool) {
    let column = isHanded ? handed[Int(origin.file)] : created[Int(origin.file)]
    if let column, column.hasTime, column.moments.indices.contains(Int(origin.row)) {
      let moment = column.moments[Int(origin.row)]
      if !moment.isMissing, moment.day == day { return (moment, true) }
    }
    return (Moment(seconds: Moment(day).seconds + Int64(calendar.opens) * 3600), false)
  }
}

import Records

/// What each side owes the other, counted from the last weeks: leads that sales accepts, answers in time, reasons for what came back.
///
/// Only answers count, never attempts, where the files tell them apart. Silence about a lead counts as accepted once the agreed time is over.
package struct PromiseFacts: Sendable {
  /// A lead that came to sales in the last five weeks.
  package struct Lead: Sendable, Hashable {
    package var day: Day
    package var source: UInt16
    /// Working hours to the first answer, or until somebody was reached; `nil` while there is none.
    package var hours: Float?
    package var accepted: Bool
    package var rejected: Bool
    /// Working days until the cutoff: silence becomes consent.
    package var age: Int
  }

  package var leads: [Lead]
  package var sources: [String]
  package var recordsAnswers: Bool
  /// The files tell who was reached from who was only tried.
  package var tellsReached: Bool
  package var recordsAcceptance: Bool
  package var recordsReasons: Bool
  /// First answers that no column has and that were found among what sales did, by the file they stand in.
  package var found: [(file: String, answers: FoundAnswers)]
  /// The last whole week, and the four that it ends.
  package var week: ClosedRange<Day>
  package var four: ClosedRange<Day>
  private let back: [Queues.SentBack]
  private let reasonNames: [String]

  init(_ ledger: Ledger, byHandover: Bool) {
    let end = ledger.cutoff.weekday == 6 ? ledger.cutoff : ledger.cutoff.startOfWeek - 1
    week = end - 6...end
    four = end - 27...end
    recordsAnswers = ledger.recorded.contains(.firstResponse)
    tellsReached = !ledger.leads.reachedWorkingHours.isEmpty
    recordsAcceptance = ledger.recorded.contains(.accepted)
    recordsReasons = ledger.queues.recordsReasons
    found = ledger.files.compactMap { file in file.foundAnswers.map { (file.file, $0) } }
    sources = ledger.sources.map(\.name)
    let calendar = ledger.queues.calendar
    let all = ledger.leads
    let promised = all.promisedWorkingHours
    leads = []
    for lead in 0..<all.count {
      guard let day = all.cameToSales(lead, byHandover: byHandover), day > end - 35, day <= ledger.cutoff else {
        continue
      }
      let hours = promised[lead]
      let age = (0..<max(0, ledger.cutoff - day)).count { calendar.isWorking(day + 1 + $0) }
      leads.append(
        Lead(
          day: day, source: all.source[lead], hours: hours.isNaN ? nil : hours, accepted: all.accepted[lead] != nil,
          rejected: all.rejected[lead] != nil, age: age))
    }
    back = ledger.queues.sentBack.filter { $0.day > end - 28 && $0.day <= end }
    reasonNames = ledger.queues.reasons
  }

  /// What came back in a span of days: how many, how many with a reason, and the reasons, the commonest first.
  package func sentBack(_ days: ClosedRange<Day>) -> (count: Int, withReason: Int, reasons: [(name: String, count: Int)]) {
    let own = back.filter { days.contains($0.day) }
    return (own.count, own.count { $0.reason != nil }, reasons(own))
  }

  private func reasons(_ own: [Queues.SentBack]) -> [(name: String, count: Int)] {
    var counts = [Int](repeating: 0, count: reasonNames.count)
    for one in own { if let reason = one.reason { counts[reason] += 1 } }
    return zip(reasonNames, counts).filter { $0.1 > 0 }.map { ($0.0, $0.1) }.sorted { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0 < $1.0 }
  }

  /// Coded reasons of the last four whole weeks, the commonest first.
  package var reasonsInOrder: [(name: String, count: Int)] { reasons(back) }

  /// What marketing delivered in a span of days.
  package struct Delivered: Sendable, Hashable {
    package var leads: Int
    package var accepted: Int
    /// Silent for longer than agreed: counted as accepted.
    package var bySilence: Int
    package var rejected: Int
    /// Not judged yet, and still in time.
    package var undecided: Int
  }

  /// Leads of one source, or of all; silence counts after so many working days.
  package func delivered(_ days: ClosedRange<Day>, of source: String? = nil, silenceAfter working: Int = 5) -> Delivered {
    var found = Delivered(leads: 0, accepted: 0, bySilence: 0, rejected: 0, undecided: 0)
    for lead in leads where days.contains(lead.day) && (source.map { sources[Int(lead.source)] == $0 } ?? true) {
      found.leads += 1
      if lead.rejected {
        found.rejected += 1
      } else if lead.accepted {
        found.accepted += 1
      } else if lead.age > working {
        found.bySilence += 1
      } else {
        found.undecided += 1
      }
    }
    return found
  }

  /// How sales answered the leads of a span of days.
  package struct Answered: Sendable, Hashable {
    /// Leads whose time is over: answered, or waiting for longer than agreed.
    package var due: Int
    package var inTime: Int
    /// The middle wait and the slowest tenth's shortest; `nil` where nobody was answered and nobody waits.
    package var median: Wait?
    package var slowestTenth: Wait?
    package var unanswered: Int
  }

  /// How long an answer takes, in working hours. Who still waits counts with the time waited so far.
  package struct Wait: Sendable, Hashable {
    package var hours: Double
    /// It is longer than that: that many still wait.
    package var isOver: Bool

    /// Kaplan and Meier's estimate (1958): the wait that a part of all is longer than.
    init?(longerThan part: Double, answered: [Double], waiting: [Double]) {
      let all = (answered.map { ($0, true) } + waiting.map { ($0, false) }).sorted {
        $0.0 != $1.0 ? $0.0 < $1.0 : $0.1 && !$1.1
      }
      guard let last = all.last else { return nil }
      var left = 1.0
      for (at, one) in all.enumerated() where one.1 {
        left *= 1 - 1 / Double(all.count - at)
        if left < part - 1e-9 {
          (hours, isOver) = (one.0, false)
          return
        }
      }
      (hours, isOver) = (last.0, true)
    }
  }

  package func answered(_ days: ClosedRange<Day>, within hours: Double, hoursADay: Int) -> Answered {
    var (waits, waiting, due, inTime): ([Double], [Double], Int, Int) = ([], [], 0, 0)
    for lead in leads where days.contains(lead.day) {
      if let own = lead.hours {
        waits.append(Double(own))
        due += 1
        if Double(own) <= hours { inTime += 1 }
      } else if !lead.rejected {
        waiting.append(Double(lead.age * hoursADay))
        if Double(lead.age * hoursADay) > hours { due += 1 }
      }
    }
    return Answered(
      due: due, inTime: inTime, median: Wait(longerThan: 0.5, answered: waits, waiting: waiting),
      slowestTenth: Wait(longerThan: 0.1, answered: waits, waiting: waiting), unanswered: waiting.count)
  }
}

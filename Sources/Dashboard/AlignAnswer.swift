import Journal
import Records
import Translation

/// Everything Align shows, worked out from the facts and the dials that are turned: anew for every turn, and for nothing else.
package struct AlignAnswer: Sendable {
  /// What it was worked out from: the same again gives the same.
  package struct Question: Sendable, Hashable {
    var cutoff: Day
    var aims: [Aim]
    var set: [Outlook.RoomSet]
    /// Room thought aloud, on top of what is set.
    var dialled: [Outlook.RoomSet]
    /// The fix that is tried.
    var trying: Alignment.Fix?
    var budget: Double?
    package var hours: Double
    /// What was tried on keeping, and looked at.
    package var tested: [KeepAgainstWin.Tested] = []
    /// What the folder held: another reading of the same day is another question.
    var look: [Double] = []
  }

  package let question: Question
  package let outlook: Outlook
  /// As it is, with the room that is dialled.
  package let alignment: Alignment
  /// With the fix that is tried, where one is.
  let tried: Alignment?
  package let rooms: [Alignment.Room?]
  /// What is planned and each of the fixes, played through the coming weeks; `nil` where no answers are recorded.
  package private(set) var played: (now: Alignment.Played, fixes: [Alignment.Played])?
  package let keep: Result<KeepAgainstWin, KeepAgainstWin.Refusal>
  package let budget: Double
  let answered: PromiseFacts.Answered
  package let answeredWeek: PromiseFacts.Answered
  let delivered: PromiseFacts.Delivered
  package let deliveredWeek: PromiseFacts.Delivered

  /// `after`: what was answered before; where only a change is tried or the money turned, goals and room are as they were.
  /// `plays`: false for who asks only where the goals stand.
  package init(
    _ outlook: Outlook, _ question: AlignAnswer.Question, plays: Bool = true, after known: AlignAnswer? = nil
  ) {
    self.question = question
    self.outlook = outlook
    let set = question.set + question.dialled
    rooms = outlook.rooms(set: set)
    var before = known?.question
    before?.trying = question.trying
    before?.budget = question.budget
    if let known, before == question {
      (alignment, played) = (known.alignment, known.played)
    } else {
      var alignment = Alignment(outlook, aims: question.aims, room: rooms)
      played = plays ? alignment.played(outlook, set: set, fixes: alignment.fixes, workers: 2) : nil
      // What is asked first has to end it week by week, too.
      if let found = played?.fixes {
        played?.fixes = alignment.putFirst { !found[$0].isContradicted }.map { found[$0] }
      }
      self.alignment = alignment
    }
    let now = self.alignment
    tried = question.trying.map { now.with($0, outlook, set: set) }
    do throws(KeepAgainstWin.Refusal) { keep = .success(try KeepAgainstWin(outlook)) } catch { keep = .failure(error) }
    budget = question.budget ?? AlignAnswer.usualBudget(outlook)
    let promises = outlook.promises
    let hoursADay = outlook.queues.calendar.hoursADay
    answered = promises.answered(promises.four, within: question.hours, hoursADay: hoursADay)
    answeredWeek = promises.answered(promises.week, within: question.hours, hoursADay: hoursADay)
    delivered = promises.delivered(promises.four)
    deliveredWeek = promises.delivered(promises.week)
  }

  /// Sums that hardly any change of a folder leaves all alone.
  static func look(_ outlook: Outlook) -> [Double] {
    let customers = (try? outlook.retention.get())?.yearly ?? -1
    return [
      Double(outlook.arrivals.days.count), outlook.amounts.reduce(0, +), Double(outlook.queues.waiting.count), customers,
      outlook.planned.reduce(0) { $0 + $1.room }, Double(outlook.promises.leads.count),
      outlook.sources.reduce(0) { $0 + $1.usual * (1 + ($1.cost ?? 0) + ($1.hours ?? 0)) }, Double(outlook.inHand.count),
      outlook.inHand.reduce(0) { $0 + Double($1.draws.reduce(0, +)) },
    ]
  }

  /// A round twelfth of what marketing spends in a year.
  private static func usualBudget(_ outlook: Outlook) -> Double {
    guard let month = outlook.spendAMonth, month > 0 else { return 10_000 }
    let power = Double.powerOfTen(upTo: month)
    return ([1.0, 2, 5].map { $0 * power }.last { $0 <= month }) ?? power
  }

  /// What takes longer than a turn of a dial may: for who asks why, once for a question.
  package struct Evidence: Sendable {
    /// Deals against leads a week at the room that is shown.
    var wins: WinsByVolume?
    /// A hundred more leads of the largest source at that room, with its name.
    var hundred: (source: String, more: MoreLeads)?
    /// What one more lead and one more first answer are worth at the plan.
    package var margin: Alignment.Margin?
  }

  package var evidence: Evidence {
    guard case .success(let workload) = outlook.workload else { return Evidence() }
    let hundred = outlook.sources.max { $0.usual < $1.usual }.flatMap { source in
      workload.sources.firstIndex(of: source.name).map { (source.name, workload.more(100, of: $0, dial, quick: true)) }
    }
    return Evidence(
      wins: workload.winsByVolume(dial, quick: true), hundred: hundred,
      margin: alignment.margin(outlook, set: question.set + question.dialled))
  }

  /// The room that is shown, as the replay takes it.
  var dial: RoomDial {
    guard let room = rooms.first ?? nil, !room.isFact else { return .asEstimated }
    return .perWeek(room.leads)
  }

  /// What is on the screen: the fix that is tried, or what is.
  var shown: Alignment { tried ?? alignment }

  package func played(_ fix: Alignment.Fix) -> Alignment.Played? {
    guard let at = alignment.fixes.firstIndex(of: fix), let played, played.fixes.indices.contains(at) else { return nil }
    return played.fixes[at]
  }

  /// The coming weeks as they are shown: with the fix that is tried, where one is.
  package var playing: Alignment.Played? { question.trying.flatMap(played) ?? played?.now }

  /// Waiting for longer than promised.
  package var overdue: Int { outlook.queues.waiting.count { Double($0.workingHours) > question.hours } }
}

extension AlignAnswer {
  /// For those who have no dials: as the journal leaves it. `nil` before the full pass.
  package static func of(_ findings: Findings, _ journal: Journal) -> (answer: AlignAnswer, aims: [Aim])? {
    var facts = Facts(company: findings.company)
    facts.findings = findings
    facts.journal = journal
    return AlignView().answer(facts).map { ($0, facts.aims.map(\.aim)) }
  }
}

extension AlignAnswer {
  /// The last day of the room that holds now; `nil`: it holds as long as one looks.
  var firstStretchEnd: Day? {
    guard let change = rooms.indices.first(where: { rooms[$0] != rooms[0] }) else { return nil }
    return outlook.monday + 7 * change - 1
  }
}

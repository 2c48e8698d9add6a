import Glibc
import Records

/// What Align needs of a ledger, counted once: goals, rooms and promises are then answered in a paint, without the ledger.
package struct Outlook: Sendable {
  /// What arrives at sales from one source, and what becomes of it.
  package struct Source: Sendable {
    package var name: String
    /// Its place among all sources.
    var index: Int
    /// Handed over by whole week, oldest first, the last `Outlook.weeksBack`.
    package var weeks: [Double]
    /// Weeks that it speaks for: the last thirteen, fewer where it began since.
    package var span: Int
    /// Mean of those.
    package var usual: Double
    /// The largest mean of four weeks that ever was.
    package var tried: Double
    /// Draws: of one lead handed over, the chance to be accepted, opened and won within `horizon` days.
    package var accepted: [Double]
    package var opened: [Double]
    package var won: [Double]
    package var counted: Int
    package var wins: Int
    /// Sales hours of one lead; `nil` where no hours are recorded.
    package var hours: Double?
    /// Money spent on one lead handed over in the last year; `nil` where no money is known.
    package var cost: Double?
    /// Mean revenue of a deal from it.
    package var dealValue: Double
  }

  package static let weeksBack = 52
  package static let weeksAhead = 13
  /// Days back that are counted one by one.
  package static let reach = 730
  package static let draws = 240
  /// Days ahead beyond which nothing is foreseen.
  package static let farthest = 548
  package static let horizon = 180

  package var cutoff: Day
  /// The first Monday after the cutoff: week 0.
  package var monday: Day
  /// Leads are counted when they are handed over; where no handover is recorded, when they come.
  package var countsHandover: Bool
  package var sources: [Source]
  /// How soon leads are accepted, opened and won.
  package var paces: [OutcomeKind: Pace]
  /// The same since they came, which is when the sampler begins to count.
  var pacesInHand: [OutcomeKind: Pace]
  /// Leads still to be handed over, and still to come: the same where no handover is recorded. Who is there and not yet handed over is
  /// in hand, and no longer to come.
  package var handed: Coming
  var created: Coming
  /// At past days a quarter apart, how far the thirteen weeks after were from what was expected of them, in logarithms.
  package var misses: [Double] { handed.misses.offs }
  /// What becomes of a lead of each source.
  var chances: [OutcomeKind: Chances]
  /// Draws of what is in hand: deals that will still be opened, and won, from leads already there, by days ahead.
  package var inHand: [Held]
  package struct Held: Sendable {
    package var outcome: OutcomeKind
    package var days: Int
    package var draws: [Int]
  }
  /// Deals a week that are no lead's first (without one, or a customer's further ones), opened and won; draws.
  var others: [OutcomeKind: [Double]]
  /// By outcome, what each day brought, ascending: for what a window holds already.
  package var days: [OutcomeKind: Daily]
  package struct Daily: Sendable {
    package var days: [Day]
    package var amounts: [Double]
    package func sum(_ from: Day, _ to: Day) -> Double {
      var sum = 0.0
      for (day, amount) in zip(days, amounts) where day >= from && day <= to { sum += amount }
      return sum
    }
  }
  package var amounts: [Double]
  package var arrivals: Daily
  /// Of each of those: what became of it (1 accepted, 2 opened, 4 won) and the working hours until it was reached, or answered.
  package var reached: [UInt8]
  package var answerHours: [Float]
  /// The largest mean of four weeks, all sources together; the newest whole weeks, at most four.
  package var mostTogether: Double
  package var newestWeeks: Int
  /// Money to come, and how far the middle answer has been from the four weeks before; `nil`: too short a record.
  package var spending: FlowForecast?
  package var responseSpread: Double?
  package var spent: Daily?
  /// Marketing's own numbers, in the order of the files.
  package var flows: [Flow]
  /// Leads of each coming week, and a week on average over those shown.
  package var expected: [Estimate]
  package var expectedMean: Estimate
  package var retention: Result<Retention, Retention.Refusal>
  /// Customers by their orders, where there are no contracts.
  package var buyers: Result<RepeatBuyers, RepeatBuyers.Refusal>?
  package var promises: PromiseFacts
  package var queues: Queues
  /// Of them, those who are answered as a rule, whatever their age: the ignored ones left out.
  package var waitingNow: Double
  /// Room, waiting and what comes, estimated from first answers.
  package var workload: Result<Workload, Room.Refusal>
  /// What has gone with the speed of the first answer.
  package var speed: Result<AnswerSpeed, AnswerSpeed.Refusal>
  /// Weeks above room beside the others, in the past.
  package var overload: Overload?
  /// Room that a file of plans gives, by Monday, with the file's name.
  package var planned: [(monday: Day, room: Double)]
  package var plannedFile: String?
  /// Heads of that plan: what one person's room is.
  package var plannedHeads: Double?
  package var recorded: Recorded
  package var currency: String?
  /// What an hour of sales costs, where parley.toml says so.
  package var hourCost: Double?
  package var spendAMonth: Double?

  package init(_ ledger: Ledger) {
    cutoff = ledger.cutoff
    monday = ledger.cutoff.startOfWeek + 7
    recorded = ledger.recorded
    currency = ledger.currency
    hourCost = ledger.hourCost
    let leads = ledger.leads
    countsHandover = leads.handedOver.contains { $0 != nil }
    let counts = Handed(ledger, byHandover: countsHandover)
    sources = counts.sources(ledger)
    (paces, pacesInHand) = (counts.paces, counts.pacesInHand)
    handed = Coming(counts.handed, cutoff: ledger.cutoff, name: "handed")
    created = countsHandover ? Coming(counts.created, cutoff: ledger.cutoff, name: "created") : handed
    (expected, expectedMean) = (handed.expected, handed.mean)
    chances = [:]
    flows = Flow.all(ledger, byCreation: counts.createdDays)
    arrivals = Daily(days: counts.days, amounts: counts.days.map { _ in 1 })
    (reached, answerHours) = (counts.reached, counts.answerHours)
    (mostTogether, newestWeeks) = (counts.mostTogether, counts.newestWeeks)
    inHand = []
    others = [.opportunities: Outlook.others(ledger, .opportunities), .dealsWon: Outlook.others(ledger, .dealsWon)]
    days = [:]
    for kind in [OutcomeKind.acceptedLeads, .opportunities, .dealsWon, .revenueWon, .revenueKept, .salesHours, .complaints] {
      if let daily = Daily(ledger, kind) { days[kind] = daily }
    }
    amounts = (0..<ledger.deals.count).compactMap { row -> Double? in
      guard let day = ledger.deals.won[row], day > ledger.cutoff - 365, ledger.deals.amount[row] > 0 else { return nil }
      return ledger.deals.amount[row]
    }
    do throws(Retention.Refusal) { retention = .success(try Retention(ledger)) } catch { retention = .failure(error) }
    if case .failure(.noCustomers) = retention {
      do throws(RepeatBuyers.Refusal) { buyers = .success(try RepeatBuyers(ledger)) } catch { buyers = .failure(error) }
    }
    promises = PromiseFacts(ledger, byHandover: countsHandover)
    queues = ledger.queues
    do throws(Room.Refusal) { workload = .success(try Workload(ledger)) } catch { workload = .failure(error) }
    waitingNow = (try? workload.get().waitingNow) ?? Double(queues.waiting.count)
    do throws(AnswerSpeed.Refusal) { speed = .success(try AnswerSpeed(ledger)) } catch { speed = .failure(error) }
    (planned, plannedFile, plannedHeads) = Outlook.plans(ledger)
    overload = Overload(
      ledger, rooms: Outlook.roomsBefore(ledger.cutoff, planned, workload), byHandover: countsHandover)
    let spend = ledger.series.filter { $0.isSpend && $0.channel != nil && $0.isMoney(in: ledger.currency) }
    let spent = spend.reduce(0.0) { sum, series in
      sum + zip(series.starts, series.values).reduce(0.0) { $1.0 > ledger.cutoff - 92 ? $0 + $1.1 : $0 }
    }
    spendAMonth = spend.isEmpty ? nil : spent / 3
    self.spent =
      spend.isEmpty ? nil : Daily(days: spend.flatMap(\.starts), amounts: spend.flatMap(\.values))
    spending = self.spent.flatMap { FlowForecast($0, cutoff: ledger.cutoff) }
    let byBlock = zip(counts.days, counts.answerHours).reduce(into: [[Float]](repeating: [], count: 13)) { found, one in
      let at = (ledger.cutoff - one.0) / 28
      if at >= 0, at < 13, !one.1.isNaN { found[at].append(one.1) }
    }
    responseSpread = Outlook.spread(byBlock.map { $0.isEmpty ? 0 : Double($0.sorted()[$0.count / 2]) })
  }

  /// From one stretch to the next, of the logarithms; `nil` for fewer than four pairs with anything in both.
  private static func spread(_ newestFirst: [Double]) -> Double? {
    let changes = zip(newestFirst, newestFirst.dropFirst()).compactMap { $0 > 0 && $1 > 0 ? log($0 / $1) : nil }
    guard changes.count >= 4 else { return nil }
    return (changes.reduce(0) { $0 + $1 * $1 } / Double(changes.count)).squareRoot()
  }

  /// What the sampler expects of leads that are there already, and of those to come; only as far ahead as the record is long.
  mutating func hold(_ outcome: OutcomeKind, _ posterior: TrackedPosterior?) {
    guard let posterior else { return }
    for days in InHand.horizons where days <= InHand.horizons[0] || days <= posterior.window.days {
      inHand.append(Held(outcome: outcome, days: days, draws: posterior.posterior.inHand(of: nil, days: days)))
    }
    chances[outcome] = Chances(posterior.posterior, sources: created.sources, name: outcome.rawValue)
  }

  /// Deals without a lead, or after a lead's first, in the last half-year: Gamma–Poisson by week.
  private static func others(_ ledger: Ledger, _ kind: OutcomeKind) -> [Double] {
    let (deals, leads) = (ledger.deals, ledger.leads)
    let (days, firsts) = kind == .dealsWon ? (deals.won, leads.won) : (deals.opened, leads.opened)
    var count = 0
    for row in 0..<deals.count {
      guard let day = days[row], day > ledger.cutoff - 182, day <= ledger.cutoff else { continue }
      // The first one of a lead is foreseen from the leads: it is not counted twice.
      let lead = Int(deals.lead[row])
      guard lead < 0 || firsts[lead] != day else { continue }
      count += 1
    }
    var stream = Draws(name: "others/" + kind.rawValue, chain: 0)
    return (0..<draws).map { _ in count == 0 ? 0 : stream.gamma(Double(count)) / 26 }
  }

  /// Room of the weeks that are over: a plan's, where it goes back a quarter; else as first answers showed it.
  private static func roomsBefore(
    _ cutoff: Day, _ planned: [(monday: Day, room: Double)], _ workload: Result<Workload, Room.Refusal>
  ) -> [(monday: Day, room: Double)] {
    if planned.count(where: { $0.monday < cutoff }) >= weeksAhead { return planned }
    guard case .success(let load) = workload, let last = load.room.history.indices.last else { return [] }
    let from = load.room.historyFrom
    return stride(from: 0, through: cutoff - from, by: 7).map { at in
      let monday = (from + at).startOfWeek
      return (monday, load.room.history[min(last, max(0, (monday + 3 - from) / 7))].value)
    }
  }

  /// The room of a coming week: what sales set last for it, else a file of plans, else the estimate from first answers, else what the team
  /// is
  /// known to have done.
  package func room(ofWeek monday: Day, set: [RoomSet] = []) -> Alignment.Room? {
    if let own = set.last(where: { $0.from <= monday + 6 && ($0.to.map { monday <= $0 } ?? true) }) {
      return Alignment.Room(own.leads, .sales)
    }
    // A plan that ends goes on as it ended, for half a year.
    if let plannedFile, let own = planned.last(where: { $0.monday <= monday }), monday - own.monday <= 182 {
      return Alignment.Room(own.room, .plan(plannedFile))
    }
    guard case .success(let found) = workload else { return nil }
    switch found.room.status {
    case .measured: return found.room.perWeek.map { Alignment.Room($0.value.rounded(), .measured, high: $0.high) }
    // An old estimate is no word on today; what was done in one week is a fact.
    case .dated(_, let last):
      return found.room.mostWithoutQueue > 0 ? Alignment.Room(Double(found.room.mostWithoutQueue), .dated(last)) : nil
    case .neverFull:
      return found.room.mostWithoutQueue > 0 ? Alignment.Room(Double(found.room.mostWithoutQueue), .lowerBound) : nil
    }
  }

  /// What a lead takes of sales on average, where hours are recorded.
  package var hoursPerLead: Double? {
    let known = sources.filter { $0.hours != nil && $0.usual > 0 }
    let leads = known.reduce(0) { $0 + $1.usual }
    return leads > 0 ? known.reduce(0) { $0 + $1.usual * ($1.hours ?? 0) } / leads : nil
  }

  package func rooms(set: [RoomSet] = []) -> [Alignment.Room?] {
    (0..<Outlook.weeksAhead).map { room(ofWeek: monday + 7 * $0, set: set) }
  }

  /// A room that sales has set from a day on.
  package struct RoomSet: Sendable, Hashable {
    package var from: Day
    package var to: Day?
    package var leads: Double
    package init(from: Day, to: Day? = nil, leads: Double) {
      (self.from, self.to, self.leads) = (from, to, leads)
    }
  }

  /// The room of a file of plans, by week: its series called room or capacity, summed over roles.
  private static func plans(_ ledger: Ledger) -> ([(monday: Day, room: Double)], String?, Double?) {
    func total(_ words: [String]) -> ([(monday: Day, value: Double)], String?) {
      var found: [(monday: Day, value: Double)] = []
      var file: String?
      for series in ledger.plans where words.contains(where: { series.name.lowercased().contains($0) }) {
        file = file ?? series.file
        // Less than none is no room: such a week is as if nobody had said.
        for (start, value) in zip(series.starts, series.values) where value >= 0 {
          let monday = start.startOfWeek
          if let at = found.firstIndex(where: { $0.monday == monday }) {
            found[at].value += value
          } else {
            found.append((monday, value))
          }
        }
      }
      return (found.sorted { $0.monday < $1.monday }, file)
    }
    let (rooms, file) = total(["room", "capacity"])
    let (heads, _) = total(["heads", "headcount", "fte"])
    return (rooms.map { ($0.monday, $0.value) }, file, heads.last?.value)
  }
}

extension Outlook.Daily {
  /// `nil` where nothing of the kind is recorded.
  fileprivate init?(_ ledger: Ledger, _ kind: OutcomeKind) {
    days = []
    amounts = []
    func add(_ day: Day?, _ amount: Double = 1) {
      guard let day, day > ledger.cutoff - Outlook.reach else { return }
      days.append(day)
      amounts.append(amount)
    }
    switch kind {
    case .acceptedLeads:
      guard ledger.recorded.contains(.accepted) else { return nil }
      for day in ledger.leads.accepted { add(day) }
    case .opportunities:
      guard ledger.recorded.contains(.opened) else { return nil }
      for day in ledger.deals.opened { add(day) }
    case .dealsWon:
      guard ledger.recorded.contains(.won) else { return nil }
      for day in ledger.deals.won { add(day) }
    case .revenueWon:
      guard ledger.recorded.contains(.amounts) else { return nil }
      for row in 0..<ledger.deals.count where ledger.deals.amount[row] > 0 {
        add(ledger.deals.won[row], ledger.deals.amount[row])
      }
    case .revenueKept:
      guard ledger.recorded.contains(.customers) else { return nil }
      for one in Contracts.kept(ledger.customers, until: ledger.cutoff) { add(one.day, one.amount) }
    case .salesHours:
      guard ledger.recorded.contains(.salesHours) else { return nil }
      for (day, hours) in zip(ledger.salesHoursByDay.days, ledger.salesHoursByDay.hours) { add(day, hours) }
    case .complaints:
      guard ledger.recorded.contains(.complaints) else { return nil }
      for day in ledger.complaints.day { add(day) }
    case .firstResponse: return nil
    }
  }
}

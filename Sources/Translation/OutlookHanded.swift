import Glibc
import Records

/// Leads as they come to sales, by source and week, and what became of those that have had their time.
struct Handed {
  private var weeks: [[Double]]
  private var most: [Double]
  /// Weeks that a source's usual number is the mean of.
  private var spans: [Int]
  /// The largest mean of four weeks, all sources together; whole weeks of the record, at most four.
  private(set) var mostTogether = 0.0
  private(set) var newestWeeks = 4
  private var counted: [Int]
  private var accepted: [Int]
  private var opened: [Int]
  private var won: [Int]
  private var hours: [Double]
  private var lastYear: [Int]
  private var value: [Double]
  private(set) var days: [Day] = []
  private(set) var reached: [UInt8] = []
  private(set) var answerHours: [Float] = []
  private(set) var paces: [OutcomeKind: Pace] = [:]
  private(set) var pacesInHand: [OutcomeKind: Pace] = [:]
  /// By source, whole weeks: of those that came to sales, and of those that came at all.
  private(set) var handed: Record
  private(set) var created: Record
  /// By source, the days of the last two years on which its people came.
  private(set) var createdDays: [[Day]]

  struct Record {
    var weekly: [[Double]]
    var first: Day
    /// Of the last half-year.
    var byWeekday = [Double](repeating: 0, count: 7)
  }

  init(_ ledger: Ledger, byHandover: Bool) {
    let leads = ledger.leads
    let count = ledger.sources.count
    weeks = Array(repeating: Array(repeating: 0, count: Outlook.weeksBack), count: count)
    (counted, accepted, opened, won) = (Array(repeating: 0, count: count), [], [], [])
    (accepted, opened, won, lastYear) = (counted, counted, counted, counted)
    (hours, value) = (Array(repeating: 0, count: count), Array(repeating: 0, count: count))
    let lastMonday = ledger.cutoff.weekday == 6 ? ledger.cutoff - 6 : ledger.cutoff.startOfWeek - 7
    let first = leads.created.min() ?? ledger.cutoff
    let allWeeks = max(1, (lastMonday.startOfWeek - first.startOfWeek) / 7 + 1)
    var every = Array(repeating: [Double](repeating: 0, count: allWeeks), count: count)
    let promised = leads.promisedWorkingHours
    let start = lastMonday - 7 * (allWeeks - 1)
    (handed, created) = (Record(weekly: [], first: start), Record(weekly: every, first: start))
    createdDays = Array(repeating: [], count: count)
    var (sinceHandover, sinceCreated) = (Lags(), Lags())
    for lead in 0..<leads.count {
      guard let day = leads.cameToSales(lead, byHandover: byHandover) else { continue }
      let source = Int(leads.source[lead])
      if day > ledger.cutoff - Outlook.reach {
        days.append(day)
        reached.append(
          (leads.accepted[lead] == nil ? 0 : 1) | (leads.opened[lead] == nil ? 0 : 2) | (leads.won[lead] == nil ? 0 : 4))
        answerHours.append(promised[lead])
      }
      if day > ledger.cutoff - 365 { lastYear[source] += 1 }
      let back = (lastMonday - day.startOfWeek) / 7
      if back >= 0, back < allWeeks { every[source][allWeeks - 1 - back] += 1 }
      if ledger.cutoff - day < 182 { handed.byWeekday[day.weekday] += 1 }
      sinceHandover.add(leads, lead, from: day, cutoff: ledger.cutoff)
      guard day <= ledger.cutoff - Outlook.horizon, day > ledger.cutoff - Outlook.horizon - 548 else { continue }
      counted[source] += 1
      func within(_ other: Day?) -> Bool { other.map { $0 - day <= Outlook.horizon } ?? false }
      if within(leads.accepted[lead]) { accepted[source] += 1 }
      if within(leads.opened[lead]) { opened[source] += 1 }
      if within(leads.won[lead]) {
        won[source] += 1
        if !leads.wonAmount[lead].isNaN { value[source] += Double(leads.wonAmount[lead]) }
      }
      if !leads.salesHours[lead].isNaN { hours[source] += Double(leads.salesHours[lead]) }
    }
    for lead in 0..<leads.count {
      let day = leads.created[lead]
      guard day <= ledger.cutoff else { continue }
      let back = (lastMonday - day.startOfWeek) / 7
      if back >= 0, back < allWeeks { created.weekly[Int(leads.source[lead])][allWeeks - 1 - back] += 1 }
      if day > ledger.cutoff - Outlook.reach { createdDays[Int(leads.source[lead])].append(day) }
      if ledger.cutoff - day < 182 { created.byWeekday[day.weekday] += 1 }
      sinceCreated.add(leads, lead, from: day, cutoff: ledger.cutoff)
    }
    handed.weekly = every
    (paces, pacesInHand) = (sinceHandover.paces, sinceCreated.paces)
    // The week in which a record began is not whole.
    if first.weekday > 0, allWeeks > Inflow.fewestWeeks {
      (handed, created) = (handed.withoutFirst, created.withoutFirst)
    }
    most = every.map(Handed.most)
    spans = every.map(Handed.span)
    for source in 0..<count {
      for (place, value) in every[source].suffix(Outlook.weeksBack).enumerated() {
        weeks[source][Outlook.weeksBack - min(Outlook.weeksBack, allWeeks) + place] = value
      }
    }
    let total = (0..<allWeeks).map { week in every.reduce(0) { $0 + $1[week] } }
    (mostTogether, newestWeeks) = (Handed.most(total), min(4, allWeeks))
  }

  /// The largest mean of four weeks running.
  private static func most(_ weeks: [Double]) -> Double {
    guard weeks.count >= 4 else { return weeks.max() ?? 0 }
    return (0...weeks.count - 4).reduce(0) { max($0, weeks[$1..<$1 + 4].reduce(0, +) / 4) }
  }

  /// Weeks before a record or a source began are no weeks without leads: of the last thirteen, those that speak of it. The one in which it
  /// began is not whole. Who came in a batch only has not begun to come every week.
  static func span(_ weeks: [Double]) -> Int {
    guard let first = weeks.firstIndex(where: { $0 > 0 }) else { return min(13, max(1, weeks.count)) }
    let since = weeks.count - first
    let whole = since > 2 ? since - 1 : since
    guard whole < 13 else { return 13 }
    let isSteady = whole >= 4 && weeks.suffix(whole).count { $0 > 0 } * 5 >= whole * 3
    return isSteady || first == 0 ? whole : min(13, weeks.count)
  }

  func sources(_ ledger: Ledger) -> [Outlook.Source] {
    let all = counted.reduce(0, +)
    let wins = won.reduce(0, +)
    func pooled(_ counts: [Int]) -> Double { (Double(counts.reduce(0, +)) + 0.5) / (Double(all) + 1) }
    let deals = value.reduce(0, +) / Double(max(1, wins))
    var found: [Outlook.Source] = []
    for source in ledger.sources.indices {
      let usual = weeks[source].suffix(spans[source]).reduce(0, +) / Double(spans[source])
      guard usual > 0 || most[source] > 0 else { continue }
      var stream = Draws(name: "outlook/" + ledger.sources[source].name, chain: 0)
      // A source speaks for itself as far as it can: all together count as so many leads more as hold two of the outcome.
      func shares(_ counts: [Int]) -> [Double] {
        let mean = pooled(counts)
        let lean = min(200, max(4, 2 / mean))
        let (n, k) = (Double(counted[source]), Double(counts[source]))
        return (0..<Outlook.draws).map { _ in stream.beta(k + lean * mean, n - k + lean * (1 - mean)) }
      }
      let own = ledger.series.filter { $0.source == source && $0.isSpend }
      let isTold = own.allSatisfy { $0.isMoney(in: ledger.currency) }
      let spent = (isTold ? own : []).reduce(0.0) { sum, series in
        sum + zip(series.starts, series.values).reduce(0.0) { $1.0 > ledger.cutoff - 365 ? $0 + $1.1 : $0 }
      }
      found.append(
        Outlook.Source(
          name: ledger.sources[source].name, index: source, weeks: weeks[source], span: spans[source], usual: usual,
          tried: max(most[source], usual), accepted: shares(accepted), opened: shares(opened), won: shares(won),
          counted: counted[source], wins: won[source],
          hours: hours[source] > 0 && counted[source] > 0 ? hours[source] / Double(counted[source]) : nil,
          cost: spent > 0 && lastYear[source] > 0 ? spent / Double(lastYear[source]) : nil,
          dealValue: won[source] >= 5 ? value[source] / Double(won[source]) : deals))
    }
    return found
  }
}

extension Handed.Record {
  fileprivate var withoutFirst: Self {
    Self(weekly: weekly.map { Array($0.dropFirst()) }, first: first + 7, byWeekday: byWeekday)
  }
}

extension Coming {
  init(_ record: Handed.Record, cutoff: Day, name: String) {
    self.init(weekly: record.weekly, first: record.first, cutoff: cutoff, byWeekday: record.byWeekday, name: name)
  }
}

/// How long after a day outcomes came, and who still has none.
private struct Lags {
  private static let none = [Int](repeating: 0, count: Outlook.horizon + 1)
  private var ripe = [none, none, none]
  private var all = [none, none, none]
  private var waiting = [none, none, none]

  mutating func add(_ leads: Leads, _ lead: Int, from day: Day, cutoff: Day) {
    let age = cutoff - day
    for (kind, end) in [leads.accepted[lead], leads.opened[lead], leads.won[lead]].enumerated() {
      if let end, end >= day, end - day <= Outlook.horizon {
        all[kind][end - day] += 1
        if age >= Outlook.horizon { ripe[kind][end - day] += 1 }
      } else if end == nil, age >= 0, age <= Outlook.horizon, leads.rejected[lead] == nil {
        waiting[kind][age] += 1
      }
    }
  }

  var paces: [OutcomeKind: Pace] {
    var paces: [OutcomeKind: Pace] = [:]
    for (at, kind) in [OutcomeKind.acceptedLeads, .opportunities, .dealsWon].enumerated() {
      paces[kind] = Pace(ripe: ripe[at], all: all[at], waiting: waiting[at])
    }
    return paces
  }
}

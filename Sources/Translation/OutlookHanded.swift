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
  private(set) var misses: [Double] = []
  private(set) var paces: [OutcomeKind: Pace] = [:]

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
    let none = [Int](repeating: 0, count: Outlook.horizon + 1)
    var (ripe, all, waiting) = ([none, none, none], [none, none, none], [none, none, none])
    let promised = leads.promisedWorkingHours
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
      let age = ledger.cutoff - day
      for (kind, end) in [leads.accepted[lead], leads.opened[lead], leads.won[lead]].enumerated() {
        if let end, end >= day, end - day <= Outlook.horizon {
          all[kind][end - day] += 1
          if age >= Outlook.horizon { ripe[kind][end - day] += 1 }
        } else if end == nil, age >= 0, age <= Outlook.horizon, leads.rejected[lead] == nil {
          waiting[kind][age] += 1
        }
      }
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
    most = every.map(Handed.most)
    spans = every.map(Handed.span)
    for source in 0..<count {
      for (place, value) in every[source].suffix(Outlook.weeksBack).enumerated() {
        weeks[source][Outlook.weeksBack - min(Outlook.weeksBack, allWeeks) + place] = value
      }
    }
    let total = (0..<allWeeks).map { week in every.reduce(0) { $0 + $1[week] } }
    (mostTogether, newestWeeks) = (Handed.most(total), min(4, allWeeks))
    // The latest two dozen: two years, where there are as many.
    for at in stride(from: allWeeks - 13, through: 13, by: -4).prefix(24) {
      let (before, after) = (total[at - 13..<at].reduce(0, +), total[at..<at + 13].reduce(0, +))
      if before + after > 0 { misses.append(log((after + 0.5) / (before + 0.5))) }
    }
    for (at, kind) in [OutcomeKind.acceptedLeads, .opportunities, .dealsWon].enumerated() {
      paces[kind] = Pace(ripe: ripe[at], all: all[at], waiting: waiting[at])
    }
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
      let spent = ledger.series.filter { $0.source == source }.reduce(0.0) { sum, series in
        guard case .money = series.unit else { return sum }
        return sum + zip(series.starts, series.values).reduce(0.0) { $1.0 > ledger.cutoff - 365 ? $0 + $1.1 : $0 }
      }
      found.append(
        Outlook.Source(
          name: ledger.sources[source].name, weeks: weeks[source], span: spans[source], usual: usual,
          tried: max(most[source], usual), accepted: shares(accepted), opened: shares(opened), won: shares(won),
          counted: counted[source], wins: won[source],
          hours: hours[source] > 0 && counted[source] > 0 ? hours[source] / Double(counted[source]) : nil,
          cost: spent > 0 && lastYear[source] > 0 ? spent / Double(lastYear[source]) : nil,
          dealValue: won[source] >= 5 ? value[source] / Double(won[source]) : deals))
    }
    return found
  }
}

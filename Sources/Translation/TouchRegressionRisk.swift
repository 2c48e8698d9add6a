import Glibc
import Records

/// Who could have opened a deal on which day, and what was known of them by then.
struct RiskFrame {
  /// A day up to four weeks after a touch is *warm*: exposures differ there, so such days are sampled more often.
  static let warmDays: Int32 = 28
  static let sourcesToldApart = 10

  private let timelines: Timelines
  private let created: [Int32]
  private let source: [UInt16]
  private let handed: [Int32]
  /// The last quiet day of each person.
  private let last: [Int32]
  /// Place among the told-apart sources, -1 for the rest.
  private let place: [Int]
  private let sourceCount: Int
  private let cutoff: Int32
  /// Share of openings won within so many days, among those that were.
  private let wonWithin: [Double]
  private let finishedSums: [Double]
  /// Winners and the days their deals opened.
  let openings: [(person: Int, day: Int32)]

  init(_ ledger: Ledger, _ timelines: Timelines) {
    self.timelines = timelines
    let leads = ledger.leads
    cutoff = ledger.cutoff.number
    let created = leads.created.map(\.number)
    self.created = created
    source = leads.source
    handed = leads.handedOver.map { $0?.number ?? .max }
    openings = (0..<timelines.people).compactMap {
      timelines.isWon[$0] ? (person: $0, day: max(timelines.end[$0], created[$0])) : nil
    }
    last = (0..<timelines.people).map { p in
      if timelines.isOldCustomer[p] { return created[p] - 1 }
      if timelines.isWon[p] { return timelines.end[p] - 1 }
      return min(timelines.end[p], leads.lost[p]?.number ?? .max)
    }

    var sizes = ledger.sources.map { _ in 0 }
    for s in leads.source { sizes[Int(s)] += 1 }
    let largest = sizes.indices.sorted { (sizes[$0], $1) > (sizes[$1], $0) }.filter { sizes[$0] > 0 }
    let told = largest.count < 2 ? [] : Array(largest.prefix(RiskFrame.sourcesToldApart))
    var place = sizes.map { _ in -1 }
    for (i, s) in told.enumerated() { place[s] = i }
    self.place = place
    sourceCount = told.count

    let lags = openings.map { Int((leads.won[$0.person]?.number ?? $0.day) - $0.day) }
    var within = Array(repeating: 0.0, count: (lags.max() ?? 0) + 1)
    for lag in lags { within[max(0, lag)] += 1 / Double(lags.count) }
    for lag in within.indices.dropFirst() { within[lag] += within[lag - 1] }
    wonWithin = within
    var sums = within
    for lag in sums.indices.dropFirst() { sums[lag] += sums[lag - 1] }
    finishedSums = sums
  }

  /// Constant, ln(1 + touches so far), ln(1 + days since the last), ln(1 + days known), handed over, sources.
  var covariateCount: Int { 5 + sourceCount }

  /// Prior standard deviations: what stands for interest and time may be strong, sources are held like channels.
  var spreads: [Double] { [10, 1, 1, 1, 3] + Array(repeating: 0.5, count: sourceCount) }

  func covariates(of person: Int, on day: Int32, into row: inout [Double]) {
    let touches = timelines.touches(of: person)
    var count = 0
    var latest = created[person]
    for touch in touches where timelines.day[touch] <= day {
      count += 1
      latest = max(latest, timelines.day[touch])
    }
    let from = row.count
    row.append(1)
    row.append(log1p(Double(count)))
    row.append(log1p(Double(day - latest)))
    row.append(log1p(Double(day - created[person])))
    // Strictly before: on the day itself the handover may be part of the opening.
    row.append(handed[person] < day ? 1 : 0)
    row.append(contentsOf: repeatElement(0, count: sourceCount))
    let place = place[Int(source[person])]
    if place >= 0 { row[from + 5 + place] = 1 }
  }

  func eachTouch(of person: Int, until day: Int32, _ body: (_ channel: Int, _ age: Int) -> Void) {
    for touch in timelines.touches(of: person) where timelines.day[touch] <= day {
      body(Int(timelines.channel[touch]), Int(day - timelines.day[touch]))
    }
  }

  /// ln of the share of openings on that day that would have been won by the cutoff, had they been going to be.
  func logFinished(on day: Int32) -> Double {
    log(max(0.02, wonWithin[min(wonWithin.count - 1, max(0, Int(cutoff - day)))]))
  }

  /// The days left after that day, each counted by the share of its openings that would be won by the cutoff.
  func finishedDays(after day: Int32) -> Double {
    let left = max(0, Int(cutoff - day))
    let beyond = max(0, left - wonWithin.count)
    return (left > beyond ? finishedSums[left - beyond - 1] : 0) + Double(beyond)
  }

  func isWarm(_ person: Int, on day: Int32) -> Bool {
    timelines.touches(of: person).contains { timelines.day[$0] <= day && day < timelines.day[$0] + RiskFrame.warmDays }
  }

  /// The person's quiet days as runs of one temperature, in order.
  private func eachRun(of person: Int, _ body: (_ from: Int32, _ days: Int, _ isWarm: Bool) -> Void) {
    var day = created[person]
    let last = last[person]
    guard day <= last else { return }
    func run(to end: Int32, _ isWarm: Bool) {
      let end = min(end, last)
      guard end >= day else { return }
      body(day, Int(end - day) + 1, isWarm)
      day = end + 1
    }
    for touch in timelines.touches(of: person) {
      run(to: timelines.day[touch] - 1, false)
      run(to: timelines.day[touch] + RiskFrame.warmDays - 1, true)
    }
    run(to: last, false)
  }

  var quietDays: (warm: Int, cold: Int) {
    var (warm, cold) = (0, 0)
    for person in 0..<timelines.people {
      eachRun(of: person) { _, days, isWarm in if isWarm { warm += days } else { cold += days } }
    }
    return (warm, cold)
  }

  /// Walks a random sample of quiet days, each with the given probability, by jumping over those between.
  func sampleQuietDays(warm: Double, cold: Double, _ body: (_ person: Int, _ day: Int32, _ isWarm: Bool) -> Void) {
    var chance = Xoshiro256(seed: 0x7061_746873)
    func jump(_ share: Double) -> Int {
      share >= 1 ? 0 : Int(min(1e12, log(max(1e-300, 1 - chance.unit())) / log1p(-share)))
    }
    var (toWarm, toCold) = (warm > 0 ? jump(warm) : .max, cold > 0 ? jump(cold) : .max)
    for person in 0..<timelines.people {
      eachRun(of: person) { from, days, isWarm in
        var at = isWarm ? toWarm : toCold
        while at < days {
          body(person, from + Int32(at), isWarm)
          at += 1 + jump(isWarm ? warm : cold)
        }
        if isWarm { toWarm = at - days } else { toCold = at - days }
      }
    }
  }
}

import Glibc
import Records

/// Customers of today and what becomes of them: who renews, what those who stay pay, what comes up in the coming weeks.
///
/// Contracts are taken to run for a year from their start. A decision is an anniversary within the record of ends; customers from before it
/// enter at the renewal they had then. Articles/retention.md has the model, its refusals and how it was checked.
package struct Retention: Sendable {
  package enum Refusal: Error, Sendable, Hashable {
    case noCustomers
    /// Customers, and none of them has an end: either nobody left, or ends are not in the file.
    case noEnds(customers: Int)
    case tooFewDecisions(Int)
  }

  /// One of the record's years, back from the cutoff.
  package struct Year: Sendable, Hashable {
    package var from: Day
    package var to: Day
    package var here: Int
    package var left: Int
    package var churn: Estimate
  }

  /// Contracts that come up in one of the coming weeks.
  package struct Due: Sendable, Hashable {
    package var monday: Day
    package var customers: Int
    package var yearly: Double
    /// Yearly revenue that is expected to go.
    package var lost: Double
  }

  /// Renewals of those who took part in something, and of those they may be compared with.
  package struct Part: Sendable, Hashable {
    package var part: Customers.Part
    package var cameUp: Int
    package var renewed: Int
    package var rate: Estimate
    /// Loss of this group beside that of all, leaning on all: 0.5 is half as many.
    package var multiplier: Estimate?
  }

  /// Taking part is chosen: what it seems to do and what is left of it against those who were invited as well.
  package struct Selection: Sendable, Hashable {
    package var attended: Part
    package var invited: Part
    package var others: Part
    /// Attended against all others: what one would be told.
    package var naive: Estimate
    /// Attended against the invited who did not come.
    package var honest: Estimate
    package var probability: Double
  }

  package var model: RenewalModel
  package var recordedFrom: Day
  /// Newest last.
  package var years: [Year]
  package var customers: Int
  package var yearly: Double
  /// Of today's customers, the share that leaves within a year, and how many that is.
  package var churnNextYear: Estimate
  package var leaving: CountRange
  /// What those who stay pay next year for 1 of this year.
  package var growth: Estimate
  /// Next year's revenue from today's customers, for 1 of this year.
  package var netRetention: Estimate
  /// The coming thirteen weeks.
  package var due: [Due]
  package var dueCount: Int
  package var dueYearly: Double
  package var dueLost: Estimate
  package var dueLeaving: CountRange
  package var parts: [Part]
  package var selection: Selection?
  /// One entry a draw: a, b and growth.
  package var draws: [(a: Double, b: Double, growth: Double)]
  /// One entry a draw: how many of today's customers leave within a year.
  package var leavingDraws: [Int]
  /// The next renewal of each of today's customers.
  package var upcoming: [Upcoming]

  package struct Upcoming: Sendable, Hashable {
    package var day: Day
    package var number: Int
    package var yearly: Double
    /// Loss beside that of all customers.
    package var factor: Double

    package func chance(_ a: Double, _ b: Double) -> Double { min(1, a / (a + b + Double(min(number, 60) - 1)) * factor) }
  }

  package static let fewest = 20
  package static let weeksAhead = 13
  private static let most = 600

  package init(_ ledger: Ledger) throws(Refusal) {
    let all = ledger.customers
    guard all.count > 0, ledger.recorded.contains(.customers) else { throw .noCustomers }
    guard let firstEnd = all.ended.lazy.compactMap({ $0 }).min() else { throw .noEnds(customers: all.count) }
    // The first end is a few days after the record of them begins: as long as one usually takes to come.
    let ends = all.ended.lazy.compactMap { $0 }.filter { $0 < firstEnd + 365 }.count
    let from = firstEnd - 365 / max(1, ends)
    recordedFrom = from
    let contracts = Contracts(all, from: from, cutoff: ledger.cutoff)
    guard contracts.decisions.all >= Self.fewest else { throw .tooFewDecisions(contracts.decisions.all) }
    model = RenewalModel(contracts.decisions)
    var stream = Draws(name: "retention", chain: 0)
    // Many customers need fewer draws for the same digits.
    let count = max(120, min(Self.most, 1_500_000 / max(1, contracts.active.count)))
    let growths = Self.growth(all, contracts, draws: count, &stream)
    draws = zip(model.draws(count, &stream), growths).map { ($0.a, $0.b, $1) }
    years = Self.years(all, from: from, cutoff: ledger.cutoff, &stream)
    customers = contracts.active.count
    yearly = contracts.active.reduce(0) { $0 + all.yearlyNow[$1.row].orNothing }
    growth = Estimate(draws: growths)
    (parts, selection) = Self.compare(contracts, &stream)
    let parts = parts
    upcoming = contracts.active.map { one in
      Upcoming(
        day: one.next, number: one.number, yearly: max(0, all.yearlyNow[one.row].orNothing),
        factor: parts.first { $0.part == all.part[one.row] }?.multiplier?.value ?? 1)
    }
    let ahead = Ahead(upcoming, draws: draws, cutoff: ledger.cutoff, &stream)
    leavingDraws = ahead.leaving
    leaving = CountRange(ahead.leaving)
    let here = Double(max(1, contracts.active.count))
    churnNextYear = Estimate(draws: ahead.leaving.map { Double($0) / here })
    netRetention = Estimate(draws: ahead.net)
    due = ahead.due
    dueCount = due.reduce(0) { $0 + $1.customers }
    dueYearly = due.reduce(0) { $0 + $1.yearly }
    dueLost = Estimate(draws: ahead.dueLost)
    dueLeaving = CountRange(ahead.dueLeaving)
  }

  // MARK: What those who stay pay

  /// ln(now/start) over r renewals ~ N(rμ, rσ²), (μ, σ²) normal-inverse-gamma with one customer's weight on no growth.
  private static func growth(
    _ all: Customers, _ contracts: Contracts, draws count: Int, _ stream: inout Draws
  ) -> [Double] {
    var (weight, sum, squares, n) = (1.0, 0.0, 0.0, 0.0)
    for one in contracts.active where one.number > 1 {
      let (start, now) = (all.yearlyAtStart[one.row], all.yearlyNow[one.row])
      guard start > 0, now > 0 else { continue }
      let r = Double(one.number - 1)
      let x = log(now / start)
      weight += r
      sum += x
      squares += x * x / r
      n += 1
    }
    let mean = sum / weight
    let shape = (3 + n) / 2
    let rate = (3 * 0.01 + max(0, squares - weight * mean * mean)) / 2
    return (0..<count).map { _ in
      let variance = rate / stream.gamma(shape)
      let centre = mean + (variance / weight).squareRoot() * stream.normal()
      return exp(centre + min(variance, 1) / 2)
    }
  }

  // MARK: Years and parts

  private static func years(_ all: Customers, from: Day, cutoff: Day, _ stream: inout Draws) -> [Year] {
    var years: [Year] = []
    var end = cutoff
    while years.count < 5 {
      let start = end - 364
      // A year that began before the record of ends did by more than a month would look better than it was.
      guard start >= from - 31 else { break }
      var (here, left) = (0, 0)
      for row in 0..<all.count where all.start[row] < start && (all.ended[row].map { $0 >= start } ?? true) {
        here += 1
        if let day = all.ended[row], day <= end { left += 1 }
      }
      guard here > 0 else { break }
      let draws = (0..<400).map { _ in stream.beta(Double(left) + 0.5, Double(here - left) + 0.5) }
      years.insert(Year(from: start, to: end, here: here, left: left, churn: share(left, of: here, draws)), at: 0)
      end = start - 1
    }
    return years
  }

  private static func share(_ count: Int, of all: Int, _ draws: [Double]) -> Estimate {
    var estimate = Estimate(draws: draws)
    estimate.value = Double(count) / Double(max(1, all))
    return estimate
  }

  private static func compare(_ contracts: Contracts, _ stream: inout Draws) -> (parts: [Part], selection: Selection?) {
    let overall = Double(contracts.decisions.allLost) / Double(contracts.decisions.all)
    func part(_ kinds: [Customers.Part], as name: Customers.Part, leaning: Bool) -> (Part, [Double]) {
      let own = contracts.seen.filter { kinds.contains($0.part) }
      let lost = own.count { $0.isLost }
      let draws = (0..<600).map { _ in stream.beta(Double(own.count - lost) + 0.5, Double(lost) + 0.5) }
      var one = Part(
        part: name, cameUp: own.count, renewed: own.count - lost, rate: share(own.count - lost, of: own.count, draws))
      // Gamma–Poisson around the loss of all: a group counts as five lost ones that lost as all do.
      if leaning, own.count >= fewest {
        let expected = Double(own.count) * overall
        one.multiplier = Estimate(draws: (0..<600).map { _ in stream.gamma(5 + Double(lost)) / (5 + expected) })
      }
      return (one, draws)
    }
    let kinds: [Customers.Part] = [.attended, .invited, .none]
    guard contracts.seen.contains(where: { $0.part != .unknown }) else { return ([], nil) }
    let found = kinds.map { part([$0], as: $0, leaning: true) }
    let parts = found.map(\.0)
    let others = part([.invited, .none], as: .none, leaning: false)
    guard parts[0].cameUp >= fewest, parts[1].cameUp >= fewest else { return (parts, nil) }
    func gap(_ other: (Part, [Double])) -> Estimate {
      var gap = Estimate(draws: zip(found[0].1, other.1).map(-))
      gap.value = found[0].0.rate.value - other.0.rate.value
      return gap
    }
    let better = zip(found[0].1, found[1].1).count { $0 > $1 }
    return (
      parts,
      Selection(
        attended: parts[0], invited: parts[1], others: others.0, naive: gap(others), honest: gap(found[1]),
        probability: Double(better) / 600)
    )
  }
}

extension Double {
  fileprivate var orNothing: Double { isNaN ? 0 : self }
}

/// Contracts as decisions: those seen in the record, and the next one of everybody who is there.
struct Contracts {
  struct Seen {
    var number: Int
    var part: Customers.Part
    var isLost: Bool
  }
  struct Active {
    var row: Int
    /// Of the next renewal, from 1, and its day.
    var number: Int
    var next: Day
  }

  static let late = 30

  private(set) var seen: [Seen] = []
  private(set) var active: [Active] = []
  private(set) var decisions = RenewalModel.Decisions()

  init(_ all: Customers, from: Day, cutoff: Day) {
    for row in 0..<all.count {
      let start = all.start[row]
      var number = 1
      while true {
        let day = Self.anniversary(of: start, number)
        // An end within the year before is the decision of that anniversary, and one that was written down a little late, too.
        if let end = all.ended[row], end <= day + Self.late {
          if end >= from { add(number, all.part[row], isLost: true) }
          break
        }
        if day > cutoff {
          active.append(Active(row: row, number: number, next: day))
          break
        }
        if day >= from { add(number, all.part[row], isLost: false) }
        number += 1
      }
    }
  }

  private mutating func add(_ number: Int, _ part: Customers.Part, isLost: Bool) {
    seen.append(Seen(number: number, part: part, isLost: isLost))
    decisions.add(number: min(number, 60), isLost: isLost)
  }

  /// Contracts that came up and stayed: day and yearly revenue of each.
  static func kept(_ all: Customers, until cutoff: Day) -> [(day: Day, amount: Double)] {
    var facts: [(day: Day, amount: Double)] = []
    for row in 0..<all.count where !all.yearlyNow[row].isNaN {
      var number = 1
      while true {
        let day = anniversary(of: all.start[row], number)
        guard day <= cutoff, all.ended[row].map({ $0 > day + late }) ?? true else { break }
        facts.append((day, all.yearlyNow[row]))
        number += 1
      }
    }
    return facts
  }

  static func anniversary(of start: Day, _ number: Int) -> Day {
    let (year, month, day) = start.parts
    return Day(year: year + number, month: month, day: min(day, month == 2 ? 28 : 30)) ?? start + 365 * number
  }
}

/// The coming year and the coming thirteen weeks, by draws.
private struct Ahead {
  var leaving: [Int] = []
  var net: [Double] = []
  var due: [Retention.Due] = []
  var dueLost: [Double] = []
  var dueLeaving: [Int] = []

  init(
    _ upcoming: [Retention.Upcoming], draws: [(a: Double, b: Double, growth: Double)], cutoff: Day, _ stream: inout Draws
  ) {
    let monday = cutoff.startOfWeek + 7
    let end = monday + 7 * Retention.weeksAhead
    due = (0..<Retention.weeksAhead).map { Retention.Due(monday: monday + 7 * $0, customers: 0, yearly: 0, lost: 0) }
    let revenue = max(1e-9, upcoming.reduce(0) { $0 + $1.yearly })
    var weekLost = [Double](repeating: 0, count: due.count)
    for draw in draws {
      var (gone, stays, lost, lostSoon) = (0, 0.0, 0.0, 0)
      for one in upcoming {
        let chance = one.chance(draw.a, draw.b)
        let isGone = stream.unit() < chance
        if isGone { gone += 1 } else { stays += one.yearly }
        guard one.day < end else { continue }
        if isGone {
          lost += one.yearly
          lostSoon += 1
        }
        // What comes up before next Monday counts with the first week.
        weekLost[max(0, (one.day - monday) / 7)] += chance * one.yearly
      }
      leaving.append(gone)
      net.append(stays / revenue * draw.growth)
      dueLost.append(lost)
      dueLeaving.append(lostSoon)
    }
    for one in upcoming where one.day < end {
      let week = max(0, (one.day - monday) / 7)
      due[week].customers += 1
      due[week].yearly += one.yearly
    }
    for week in due.indices { due[week].lost = weekLost[week] / Double(draws.count) }
  }
}

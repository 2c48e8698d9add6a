import Glibc
import Records

/// Customers of today and what becomes of them: who renews, what those who stay pay, what comes up in the coming weeks.
///
/// Contracts run for a year from their start, or as long as a column, one row a term or their ends say. A decision is an anniversary within
/// the record of ends; customers from before it enter at the renewal they had then. Articles/retention.md has the model, its refusals
/// and how it was checked.
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
    /// All who were invited, there or not, and those who were not; and what lies between them, where enough were not.
    package var asked: Part
    package var notAsked: Part
    package var offered: Estimate?
  }

  /// Customers of one length of term, in months.
  package struct Length: Sendable, Hashable {
    package var months: Int
    package var customers: Int
    package var decisions: Int
    package var lost: Int
  }

  /// How it is known how long terms are.
  package enum LengthSource: Sendable, Hashable {
    case column(String)
    /// One row a term.
    case rows
    /// Ends fall on anniversaries of that length; where a column says something shorter, against it.
    case ends(against: String?)
    case assumed
  }

  /// The same said a year ago, with what was known then, and what came.
  package struct Before: Sendable, Hashable {
    package var customers: Int
    package var said: CountRange
    package var left: Int
    package var held: Bool { said.p05 <= left && left <= said.p95 }
  }

  /// One draw: a and b of each length of term that has a model, the most common first, and growth.
  package struct Draw: Sendable {
    package var rates: [(a: Double, b: Double)]
    package var growth: Double
    package var a: Double { rates[0].a }
    package var b: Double { rates[0].b }
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
  /// Of those whose terms are shorter than the thirteen weeks: how many are here, what they pay, and who leaves of them meanwhile.
  package var oftenCount: Int
  package var oftenYearly: Double
  package var oftenLost: Estimate
  package var oftenLeaving: CountRange
  package var parts: [Part]
  package var selection: Selection?
  /// The most common length first; it is what `model` is of.
  package var lengths: [Length]
  package var lengthSource: LengthSource
  package var facts: ContractFacts
  /// Of today's customers, how many have a yearly revenue; and whether what they paid before is known of enough to tell growth.
  package var pricedCustomers: Int
  package var knowsGrowth: Bool
  package var before: Before?
  /// B from thirty lost on, unless the year before did not hold; C from ten on.
  package var grade: Grade
  package var knowsMoney: Bool { pricedCustomers > 0 && yearly > 0 }
  package var months: Int { lengths.first?.months ?? Contracts.usualMonths }
  package var draws: [Draw]
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
    /// From that renewal to the one after it.
    package var months: Int
    /// Which of a draw's rates is its own, and how many of its renewals are one of that rate's.
    var rate: Int
    var share: Double

    /// What is paid until the renewal after it, of a year at most.
    package var amount: Double { yearly * min(1, Double(months) / 12) }

    /// Renewals in the coming year; one of a yearly contract.
    func times(_ cutoff: Day) -> Int { months <= 12 ? max(1, 12 / months) : day <= cutoff + 366 ? 1 : 0 }

    /// Renewals up to a day, itself included.
    package func times(until last: Day) -> Int {
      guard day <= last else { return 0 }
      if months >= 12 { return 1 }
      var times = 1
      while times < 60, Contracts.anniversary(of: day, times, months: months) <= last { times += 1 }
      return times
    }

    /// Gone at one of the next so many renewals: those who stay at one are likelier to stay at the next.
    package func chance(_ draw: Draw, times: Int = 1) -> Double {
      let (a, b) = draw.rates[rate]
      let most = 60 * max(1, 12 / months)
      func one(_ step: Int) -> Double { min(1, a / (a + b + Double(min(number + step, most) - 1)) * factor) }
      guard times != 1 || share != 1 else { return one(0) }
      var stays = 1.0
      for step in 0..<times { stays *= 1 - one(step) }
      return 1 - (share == 1 ? stays : pow(stays, share))
    }
  }

  package static let fewest = 20
  package static let weeksAhead = 13
  private static let most = 600

  package init(_ ledger: Ledger) throws(Refusal) {
    guard ledger.customers.count > 0, ledger.recorded.contains(.customers) else { throw .noCustomers }
    let customers = ledger.customers.inOrder
    try self.init(customers, cutoff: ledger.cutoff)
    before = Before(customers, cutoff: ledger.cutoff - 365, from: recordedFrom)
    let lost = lengths.reduce(0) { $0 + $1.lost }
    grade = lost < 10 ? .d : lost < 30 || before.map({ !$0.held }) ?? false ? .c : .b
  }

  init(_ all: Customers, cutoff: Day) throws(Refusal) {
    guard let firstEnd = all.ended.lazy.compactMap({ $0 }).min() else { throw .noEnds(customers: all.count) }
    // The first end is a few days after the record of them begins: as long as one usually takes to come.
    let ends = all.ended.lazy.compactMap { $0 }.filter { $0 < firstEnd + 365 }.count
    let from = firstEnd - 365 / max(1, ends)
    recordedFrom = from
    let contracts = Contracts(all, from: from, cutoff: cutoff)
    guard contracts.seen.count >= Self.fewest else { throw .tooFewDecisions(contracts.seen.count) }
    lengths = Self.lengths(contracts)
    lengthSource = contracts.lengths.told
    facts = all.facts
    let models = lengths.enumerated().filter { $0 == 0 || $1.decisions >= Self.fewest }.map { _, one in
      (months: one.months, model: RenewalModel(contracts.decisions(months: one.months), months: one.months))
    }
    let main = models[0]
    model = main.model
    var stream = Draws(name: "retention", chain: 0)
    // Many customers need fewer draws for the same digits.
    let count = max(120, min(Self.most, 1_500_000 / max(1, contracts.active.count)))
    let growths: [Double]
    (growths, knowsGrowth) = Self.growth(all, contracts, draws: count, &stream)
    draws = zip(main.model.draws(count, &stream), growths).map { Draw(rates: [$0], growth: $1) }
    for other in models.dropFirst() {
      var own = Draws(name: "retention/\(other.months)", chain: 0)
      for (at, rate) in other.model.draws(count, &own).enumerated() { draws[at].rates.append(rate) }
    }
    years = Self.years(all, from: from, cutoff: cutoff, &stream)
    customers = contracts.active.count
    yearly = contracts.active.reduce(0) { $0 + all.yearlyNow[$1.row].orNothing }
    pricedCustomers = contracts.active.count { all.yearlyNow[$0.row] > 0 }
    growth = Estimate(draws: growths)
    (parts, selection) = Self.compare(contracts, months: main.months, &stream)
    let parts = parts
    upcoming = contracts.active.map { one in
      let rate = models.firstIndex { $0.months == one.months }
      return Upcoming(
        day: one.next, number: one.number, yearly: max(0, all.yearlyNow[one.row].orNothing),
        factor: parts.first { $0.part == all.part[one.row] }?.multiplier?.value ?? 1, months: one.months, rate: rate ?? 0,
        share: rate == nil ? Double(one.months) / Double(main.months) : 1)
    }
    let ahead = RetentionAhead(upcoming, draws: draws, cutoff: cutoff, &stream)
    leavingDraws = ahead.leaving
    leaving = CountRange(ahead.leaving)
    let here = Double(max(1, contracts.active.count))
    churnNextYear = Estimate(draws: ahead.leaving.map { Double($0) / here })
    netRetention = Estimate(draws: ahead.net)
    due = ahead.due
    let seldom = upcoming.filter { !$0.isOften && $0.day < ahead.end }
    dueCount = seldom.count
    dueYearly = seldom.reduce(0) { $0 + $1.yearly }
    dueLost = Estimate(draws: ahead.dueLost)
    dueLeaving = CountRange(ahead.dueLeaving)
    let often = upcoming.filter(\.isOften)
    oftenCount = often.count
    oftenYearly = often.reduce(0) { $0 + $1.yearly }
    oftenLost = Estimate(draws: ahead.oftenLost)
    oftenLeaving = CountRange(ahead.oftenLeaving)
    grade = .d
  }

  /// By decisions, the most first.
  private static func lengths(_ contracts: Contracts) -> [Length] {
    let all = Set(contracts.seen.map(\.months) + contracts.active.map(\.months)).sorted()
    return all.map { months in
      let own = contracts.seen.filter { $0.months == months }
      return Length(
        months: months, customers: contracts.active.count { $0.months == months }, decisions: own.count,
        lost: own.count { $0.isLost })
    }.sorted { $0.decisions != $1.decisions ? $0.decisions > $1.decisions : $0.months > $1.months }
  }

  // MARK: What those who stay pay

  /// ln(now/start) over r renewals ~ N(rμ, rσ²), (μ, σ²) normal-inverse-gamma with one customer's weight on no growth.
  ///
  /// Where no price at the start is known nothing says it: prices then stay as they are, and that is said.
  private static func growth(
    _ all: Customers, _ contracts: Contracts, draws count: Int, _ stream: inout Draws
  ) -> (draws: [Double], isKnown: Bool) {
    var (weight, sum, squares, n) = (1.0, 0.0, 0.0, 0.0)
    for one in contracts.active where one.years > 0 {
      let (start, now) = (all.yearlyAtStart[one.row], all.yearlyNow[one.row])
      guard start > 0, now > 0 else { continue }
      let r = Double(one.years)
      let x = log(now / start)
      weight += r
      sum += x
      squares += x * x / r
      n += 1
    }
    guard n > 0 else { return ([Double](repeating: 1, count: count), false) }
    let mean = sum / weight
    let shape = (3 + n) / 2
    let rate = (3 * 0.01 + max(0, squares - weight * mean * mean)) / 2
    let draws = (0..<count).map { _ in
      let variance = rate / stream.gamma(shape)
      let centre = mean + (variance / weight).squareRoot() * stream.normal()
      return exp(centre + min(variance, 1) / 2)
    }
    return (draws, true)
  }
}

extension Double {
  fileprivate var orNothing: Double { isNaN ? 0 : self }
}

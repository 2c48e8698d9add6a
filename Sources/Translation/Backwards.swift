import Glibc
import Records

/// The translation turned round: what N more of an outcome by a day would take, in every metric, and which of them fit.
package struct Backwards: Sendable {
  package struct Question: Sendable, Hashable {
    package var outcome: OutcomeKind
    /// More than would come anyway: a count, or money for revenue.
    package var more: Double
    package var by: Day
    package init(outcome: OutcomeKind, more: Double, by: Day) {
      self.outcome = outcome
      self.more = more
      self.by = by
    }
  }

  /// Why the question cannot be asked.
  package enum Refusal: Error, Sendable, Hashable {
    case nothingMore
    case past(by: Day, cutoff: Day)
    /// The record says how outcomes come for so many days, not for longer.
    case beyondRecord(by: Day, last: Day)
    case notRecorded(OutcomeKind)
    /// Recorded, but no metric has a figure for it: nothing can be turned round.
    case noFigure(OutcomeKind)
  }

  /// Whether one metric can do it.
  package enum Fit: Sendable, Hashable {
    case fits
    /// It was tried on that scale, and with those counted that would wait for it there are fewer in all (`Findings.crowded`).
    case fewerInAll
    /// It was tried on that scale, and whether it is more or fewer in all, with those counted that would wait, cannot be told.
    case openInAll
    /// On top of what comes anyway it is more than ever came in such a time; what the most ever tried would bring of it.
    case neverTried(most: Double, wouldBring: Double)
    /// Half of what comes now comes after the day.
    case tooLate(lastDay: Day)
    /// None has come since that day, far longer than ever before: a list that is closed, a campaign that is over.
    case ended(since: Day)
    /// Grade D, or timing that nobody knows.
    case cannotBeTold
    case noEffect
    /// The count cannot be trusted, and there is no other.
    case misleads
  }

  /// One metric's answer.
  package struct Row: Sendable {
    package var metric: Int
    package var grade: Grade
    package var fit: Fit
    /// More of them than come anyway, evenly until `lastDay` (tomorrow, where that is past).
    package var units: Estimate?
    /// What comes anyway in that time, and the most that ever came in one as long.
    package var usual: Double?
    package var most: Double?
    /// Until then half of what a unit brings still comes by the day asked for.
    package var lastDay: Day?
    package var hours: Estimate?
    package var money: Estimate?
    /// What they do to leads that come anyway (`Findings.crowded`); `nil` where it was not asked, or cannot be told.
    package var crowding: Crowding?
    /// Of a weekly number without ids: how its work comes.
    package var carried: Carried?

    init(_ t: Translation, _ fit: Fit) {
      metric = t.metric
      grade = t.grade
      self.fit = fit
    }

    /// What all of them bring with those counted that wait longer; in deals, where money is asked for. Leads are accepted whoever waits.
    package func inAll(_ question: Question) -> InAll? {
      question.outcome == .acceptedLeads ? nil : crowding?.inAll(question.outcome)
    }
  }

  /// How the work of a weekly number comes: carried on over weeks, then on its way to the outcome.
  package struct Carried: Sendable {
    /// Weeks until half of it is in the leads that were modelled; `nil` where the outcome asked for was modelled itself.
    package var untilLeads: Estimate?
    /// Days until half of it is in the outcome asked for.
    package var half: Int
  }

  package var question: Question
  /// What fits first, then by how far the others miss it.
  package var rows: [Row]
  /// Answered from the coarse pass: the figures will be refined.
  package var isCoarse: Bool

  /// Days ahead that are asked about at most: a year, or as long as the record says how outcomes come.
  package static let longest = 365
  /// Ways that were never tried on that scale and are played through sales' queue all the same.
  static let missesPlayed = 2
}

extension Findings {
  /// Throws where the question itself cannot be asked.
  package func backwards(_ question: Backwards.Question) throws(Backwards.Refusal) -> Backwards {
    guard question.more > 0, question.more.isFinite else { throw .nothingMore }
    guard question.by > cutoff else { throw .past(by: question.by, cutoff: cutoff) }
    guard let o = outcomes.firstIndex(where: { $0.kind == question.outcome }), outcomes[o].isRecorded else {
      throw .notRecorded(question.outcome)
    }
    let pairs = metrics.indices.compactMap { translation(metric: $0, outcome: o) }
    guard pairs.contains(where: { $0.response != nil && $0.timing != nil }) else { throw .noFigure(question.outcome) }
    guard let last = lastDay(for: question.outcome), question.by <= last else {
      throw .beyondRecord(by: question.by, last: lastDay(for: question.outcome) ?? cutoff)
    }
    let rows = pairs.map { row($0, question) }
    return sorted(Backwards(question: question, rows: rows, isCoarse: pairs.contains { $0.timing?.isCoarse ?? false }))
  }

  /// The same with its rows in order.
  func sorted(_ answer: Backwards) -> Backwards {
    var answer = answer
    answer.rows.sort { order($0).lexicographicallyPrecedes(order($1)) }
    return answer
  }

  /// The last day that can be asked about: as far ahead as the record is long, a year at most.
  package func lastDay(for outcome: OutcomeKind) -> Day? {
    translations.filter { $0.outcome == outcome }.compactMap { $0.timing?.horizon }.max().map { cutoff + $0 }
  }

  /// What fits first, people before the money spent on them, then what takes the smallest share of what was ever tried.
  private func order(_ row: Backwards.Row) -> [Double] {
    let ratio = row.units.map { $0.value / max(1, row.most ?? row.usual ?? 1) } ?? .infinity
    let aside: Double = row.grade == .x ? 2 : metrics[row.metric].unit == .money ? 1 : 0
    let place: Double
    switch row.fit {
    case .fits: place = 0
    case .openInAll: place = 0.25
    case .fewerInAll: place = 0.5
    case .neverTried: place = 1
    case .tooLate: place = 2
    case .ended: place = 3
    case .misleads: place = 4
    case .cannotBeTold: place = 5
    case .noEffect: place = 6
    }
    return [place, place == 0 ? aside : 0, ratio, Double(row.metric)]
  }

  private func row(_ t: Translation, _ question: Backwards.Question) -> Backwards.Row {
    switch t.grade {
    case .n: return Backwards.Row(t, .noEffect)
    case .d: return Backwards.Row(t, .cannotBeTold)
    case .a, .b, .c, .x: break
    }
    if case .machineOpens = t.ground { return Backwards.Row(t, .misleads) }
    if let since = ended(t.metric) { return Backwards.Row(t, .ended(since: since)) }
    guard let response = t.response, let draws = t.timing else { return Backwards.Row(t, .cannotBeTold) }
    let left = question.by - cutoff
    let lastDay = question.by - draws.halfBy
    let days = max(1, min(left, lastDay - cutoff))
    let periods = response.period.days.map { Double(days) / $0 }
    let usual = min(usualVolume(t.metric, days: days), mostEver(t.metric, days: days))
    let volume = periods.map { usual / $0 } ?? 0
    var needed: [Double] = []
    for (d, curve) in response.curves.enumerated() {
      let share = draws.share(d % draws.count, comingOver: days, by: left)
      guard share > 1e-9 else {
        needed.append(.infinity)
        continue
      }
      let wanted = question.more / share
      needed.append(curve.volume(adding: wanted / (periods ?? 1), to: volume) * (periods ?? 1))
    }
    var row = Backwards.Row(t, .fits)
    row.lastDay = lastDay
    row.usual = usual
    row.most = mostEver(t.metric, days: days)
    let units = Estimate(medianOf: needed)
    row.units = units.value.isFinite ? units : nil
    if let units = row.units {
      row.hours = t.hoursPerUnit.flatMap { hours in units.high.isFinite ? product(units, hours) : nil }
      row.money = money(t, units)
    }
    row.fit = fit(row, lastDay: lastDay, question, response, draws, (periods, volume, days, left))
    if t.draws == nil {
      row.carried = Backwards.Carried(
        untilLeads: t.modelled.flatMap { $0.base == .leads ? $0.fit.halfLife : nil }, half: draws.halfBy)
      // A curve that only weeks have drawn says nothing beyond them, not even how many it would take.
      if case .neverTried = row.fit { row.units = nil }
    }
    return row
  }

  private func fit(
    _ row: Backwards.Row, lastDay: Day, _ question: Backwards.Question, _ response: Response, _ draws: RateDraws,
    _ time: (periods: Double?, volume: Double, days: Int, left: Int)
  ) -> Backwards.Fit {
    guard lastDay > cutoff else { return .tooLate(lastDay: lastDay) }
    guard let most = row.most, let usual = row.usual else { return .cannotBeTold }
    guard let units = row.units, usual + units.value <= most * (1 + 1e-9) else {
      let room = max(0, most - usual)
      let periods = time.periods ?? 1
      let brought = response.curves.enumerated().reduce(0.0) { sum, one in
        let (d, curve) = one
        let share = draws.share(d % draws.count, comingOver: time.days, by: time.left)
        return sum + periods * (curve.value(time.volume + room / periods) - curve.value(time.volume)) * share
      }
      return .neverTried(most: most, wouldBring: brought / Double(max(1, response.curves.count)))
    }
    return .fits
  }

  /// The last day of the last week with any, where the silence since is longer than a quarter and half as long again as any before it.
  private func ended(_ m: Int) -> Day? {
    let known = metrics[m].weeks.whole.map { $0 ?? 0 }
    guard let first = known.firstIndex(where: { $0 > 0 }), let last = known.lastIndex(where: { $0 > 0 }) else { return nil }
    var longest = 0
    var before = first
    for w in first...last where known[w] > 0 {
      longest = max(longest, w - before - 1)
      before = w
    }
    let silent = known.count - 1 - last
    return silent > 13 && silent * 2 > longest * 3 ? metrics[m].weeks.firstMonday + 7 * last + 6 : nil
  }

  /// What comes in `days` without anybody doing more: the pace of the last quarter, of the year where it comes now and then.
  func usualVolume(_ m: Int, days: Int) -> Double {
    let known = metrics[m].weeks.whole.compactMap { $0 }
    guard !known.isEmpty else { return 0 }
    let year = known.suffix(52)
    let isSteady = year.count { $0 > 0 } * 2 >= year.count
    let taken = isSteady ? year.suffix(13) : year
    return taken.reduce(0, +) / Double(taken.count) * Double(days) / 7
  }

  /// The most that ever came in so many days, by whole weeks; a time that is no whole number of weeks has its share of the last one.
  func mostEver(_ m: Int, days: Int) -> Double {
    let known = metrics[m].weeks.whole.map { $0 ?? 0 }
    let weeks = max(1, (days + 6) / 7)
    var running = 0.0
    var most = 0.0
    for (i, value) in known.enumerated() {
      running += value - (i >= weeks ? known[i - weeks] : 0)
      most = max(most, running)
    }
    return most
  }

  /// Money for the units: what they have cost on average; money itself where the metric is money.
  private func money(_ t: Translation, _ units: Estimate) -> Estimate? {
    if metrics[t.metric].unit == .money { return units.high.isFinite ? units : nil }
    guard units.high.isFinite, let each = t.costPerUnit else { return nil }
    return units.scaled(by: each)
  }
}

extension Estimate {
  /// The middle draw with its central interval: for quantities whose mean a few infinite draws would carry away.
  package init(medianOf draws: [Double], level: Double = 0.9) {
    precondition(!draws.isEmpty, "an estimate from something")
    let sorted = draws.sorted()
    func at(_ share: Double) -> Double { sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))] }
    self.init(value: at(0.5), low: at((1 - level) / 2), high: at((1 + level) / 2), level: level)
  }
}

import Glibc
import Records

/// Volumes that somebody only thinks aloud: by metric, in place of today's. On no disk and in no print.
package struct Plan: Sendable, Equatable {
  private var volumes: [String: Double] = [:]

  package init() {}

  package var isEmpty: Bool { volumes.isEmpty }

  /// `nil`: as today.
  package func volume(of metric: String) -> Double? { volumes[metric] }

  /// One step of the metric's own up or down (`nil`: back to today); one step past what was tried and no further: it has no answer.
  package mutating func step(_ metric: String, _ response: Response, up: Bool?) {
    let now = volume(of: metric) ?? response.today
    let step = response.stride
    let least = max(0, response.tried.lowerBound - step)
    let more = now > response.tried.upperBound ? now : now + step
    let less = now < response.tried.lowerBound ? now : max(least, now - step)
    set(metric, to: up.map { $0 ? more : less }, today: response.today)
  }

  /// Back at today's volume nothing is planned.
  package mutating func set(_ metric: String, to volume: Double?, today: Double) {
    volumes[metric] = volume.flatMap { abs($0 - today) < 1e-9 ? nil : $0 }
  }
}

/// What a planned volume, held for the coming weeks, changes against today's.
package struct Planned: Sendable {
  package struct Month: Sendable {
    /// The last day of it.
    package var last: Day
    package var now: CountRange
    package var planned: CountRange
  }

  package var period: Response.Period
  package var now: Double
  package var planned: Double
  /// Days that it is held for; a batch comes once, within them.
  package var days: Int
  /// More (or fewer) units over all of them.
  package var units: Double
  /// More of the outcome within the horizon of each unit, as expected: money for revenue.
  package var expected: Estimate
  /// The same in whole outcomes (deals, for revenue) as they may fall, and the chance that not one more comes (where fewer are planned:
  /// not one fewer); `nil` where outcomes are not followed one by one.
  package var more: CountRange?
  package var none: Double?
  /// The coming months, in whole outcomes; empty where timing is not known.
  package var months: [Month]
  package var hours: Estimate?
  package var revenue: Estimate?
  package var isCoarse: Bool
  /// What more of them do to leads that come anyway, at the room there is.
  package var inAll: InAll?

  /// Twelve weeks: three times the four weeks that volumes are shown for.
  package static let held = 84
  static let heldBatch = 28
  static let monthsAhead = 6
}

extension Findings {
  /// Throws where the volume was never tried; `nil` where the pair has no curve to answer from.
  package func planned(_ t: Translation, at volume: Double) throws(Response.Refusal) -> Planned? {
    guard let response = t.response else { return nil }
    try response.check(volume)
    let days = response.period.days == nil ? Planned.heldBatch : Planned.held
    let periods = response.period.days.map { Double(days) / $0 } ?? 1
    let units = (volume - response.today) * periods
    let change = response.change(from: response.today, to: volume).map { $0 * periods }
    let expected = Estimate(draws: change)
    var answer = Planned(
      period: response.period, now: response.today, planned: volume, days: days, units: units, expected: expected,
      months: [], hours: t.hoursPerUnit.map { signed($0.scaled(by: abs(units)), units) }, isCoarse: t.draws?.isCoarse ?? false)
    if t.outcome == .dealsWon { answer.revenue = t.dealValue.map { signedProduct(expected, $0.mean) } }
    if let draws = t.draws, draws.count > 0 { fall(&answer, t, response, draws, change) }
    if [.dealsWon, .opportunities, .revenueWon].contains(t.outcome) {
      answer.inAll = crowding(t, units: units, days: days)?.inAll(t.outcome)
      // What sales is told to win is what is left when those are counted that wait longer.
      if t.outcome == .dealsWon, let all = answer.inAll, all.tells {
        answer.revenue = t.dealValue.map { signedProduct(all.total, $0.mean) }
      }
    }
    return answer
  }

  /// How whole outcomes may fall: draw by draw, with the luck of the coming batch, the same for today's volume and the planned one.
  private func fall(
    _ answer: inout Planned, _ t: Translation, _ response: Response, _ draws: RateDraws, _ change: [Double]
  ) {
    var stream = Draws(name: "\(metrics[t.metric].name)/\(t.outcome.rawValue)/plan", chain: 0)
    // Revenue is counted in deals: its curve is theirs times what a deal is worth.
    let each = t.outcome == .revenueWon ? max(1e-9, t.dealValue?.mean.value ?? 1) : 1
    let scale = (response.period.days.map { Double(answer.days) / $0 } ?? 1) / each
    let ends = months(Planned.monthsAhead)
    var now = ends.map { _ in [Int]() }
    var planned = now
    // The expected number without the luck of counting: two close volumes would change places by it.
    var means = ends.map { _ in (now: 0.0, planned: 0.0) }
    var more: [Int] = []
    for d in 0..<min(draws.count, response.curves.count) {
      let luck = draws.batch(d, mean: draws.rate(d), &stream) / max(1e-12, draws.rate(d))
      let whole = (response.curves[d].value(response.today), response.curves[d].value(answer.planned))
      var before = 0.0
      for (i, end) in ends.enumerated() {
        let share = draws.share(d, comingOver: answer.days, by: end)
        let here = max(0, share - before) * scale * luck
        now[i].append(stream.poisson(whole.0 * here))
        planned[i].append(stream.poisson(whole.1 * here))
        let even = max(0, share - before) * scale / Double(draws.count)
        means[i].now += whole.0 * even
        means[i].planned += whole.1 * even
        before = share
      }
      let extra = change[d] / each * luck
      let came = stream.poisson(abs(extra))
      more.append(extra < 0 ? -came : came)
    }
    answer.more = CountRange(more)
    answer.none = Double(more.count { $0 == 0 }) / Double(more.count)
    answer.months = ends.indices.map { i in
      var month = Planned.Month(last: cutoff + ends[i], now: CountRange(now[i]), planned: CountRange(planned[i]))
      (month.now.mean, month.planned.mean) = means[i]
      return month
    }
  }

  private func signed(_ size: Estimate, _ sign: Double) -> Estimate {
    sign < 0 ? Estimate(value: -size.value, low: -size.high, high: -size.low, level: size.level) : size
  }

  /// Days ahead of the ends of the coming calendar months; what is left of this one joins the next when it is under ten days.
  private func months(_ count: Int) -> [Int] {
    var next = (cutoff + 1).startOfNextMonth
    if next - cutoff <= 10 { next = next.startOfNextMonth }
    var found: [Int] = []
    for _ in 0..<count {
      found.append(next - 1 - cutoff)
      next = next.startOfNextMonth
    }
    return found
  }

  /// An estimate that may be of either sign, times a positive one.
  private func signedProduct(_ a: Estimate, _ b: Estimate) -> Estimate {
    let ends = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high]
    guard a.low < 0 else { return a.value > 0 && a.low > 0 ? product(a, b) : a.scaled(by: b.value) }
    return Estimate(value: a.value * b.value, low: ends.min() ?? 0, high: ends.max() ?? 0, level: a.level)
  }
}

import Glibc
import Records

/// Where each goal stands: what the record holds, what comes from those in hand and what from those still to arrive, by draws.
struct Standings {
  let outlook: Outlook

  init(_ outlook: Outlook) { self.outlook = outlook }

  func standing(_ aim: Aim) -> Standing {
    guard aim.from <= aim.to else { return .untold(.backwards) }
    guard !aim.measure.isShare || aim.value <= 1, aim.value >= 0 || aim.measure.mayBeNegative else {
      return .untold(.impossible)
    }
    let cutoff = outlook.cutoff
    if aim.to <= cutoff {
      guard aim.from > cutoff - Outlook.reach else { return .untold(.tooLongAgo) }
      guard let came = past(aim) else { return .untold(.over) }
      let met = aim.isFloor ? came >= aim.value - 1e-9 : came <= aim.value + 1e-9
      return Standing(
        now: came, expected: Estimate(value: came, low: came, high: came), soFar: came, inHand: nil, probability: met ? 1 : 0,
        verdict: met ? .met : .missed)
    }
    guard aim.to <= cutoff + Outlook.farthest else { return .untold(.tooFar) }
    switch aim.measure {
    case .leadsAWeek: return leadsAWeek(aim)
    case .total(let kind): return total(aim, kind)
    case .share(let kind, let stage): return share(aim, kind, of: stage)
    case .answered(let hours): return answered(aim, hours)
    case .customersKept: return kept(aim)
    case .spendAMonth:
      guard let spend = outlook.spendAMonth, let record = outlook.spent else { return .untold(.notRecorded) }
      guard let forecast = outlook.spending else { return .untold(.recordTooShort, now: spend) }
      let months = Double(aim.to - aim.from + 1) / 30.4375
      let known = record.sum(aim.from, min(aim.to, forecast.through))
      var stream = Draws(name: "spend", chain: 0)
      let rest = forecast.draws(max(0, aim.to - max(forecast.through, aim.from - 1)), Outlook.draws, &stream)
      return Standing(now: spend, draws: rest.map { (known + $0) / months }, aim: aim)
    case .metric(let name): return metric(aim, name)
    }
  }

  /// What a window that is over held.
  private func past(_ aim: Aim) -> Double? {
    let weeks = Double(aim.to - aim.from + 1) / 7
    switch aim.measure {
    case .leadsAWeek: return outlook.arrivals.sum(aim.from, aim.to) / weeks
    case .total(let kind): return outlook.days[kind]?.sum(aim.from, aim.to)
    case .share(let kind, let stage):
      guard let bit = Standings.bits[kind] else { return nil }
      let own = zip(outlook.arrivals.days, outlook.reached).filter { $0.0 >= aim.from && $0.0 <= aim.to }.map(\.1)
      let under = own.filter { stage == .leads || $0 & 2 != 0 }
      return under.isEmpty ? nil : Double(under.count { $0 & bit != 0 }) / Double(under.count)
    case .answered(let hours):
      guard outlook.promises.recordsAnswers else { return nil }
      let own = zip(outlook.arrivals.days, outlook.answerHours).filter { $0.0 >= aim.from && $0.0 <= aim.to }.map(\.1)
      return own.isEmpty ? nil : Double(own.count { Double($0) <= hours }) / Double(own.count)
    case .spendAMonth: return outlook.spent.map { $0.sum(aim.from, aim.to) / (weeks * 7 / 30.4375) }
    case .metric(let name):
      guard let flow = outlook.flow(named: name) else { return nil }
      return flow.kind == .mean ? flow.mean(aim.from, aim.to) : flow.daily.sum(aim.from, aim.to)
    case .customersKept: return nil
    }
  }

  private func leadsAWeek(_ aim: Aim) -> Standing {
    guard !outlook.sources.isEmpty else { return .untold(.noWeeks) }
    let now = outlook.sources.reduce(0) { $0 + $1.weeks.suffix(4).reduce(0, +) } / Double(outlook.newestWeeks)
    let whole = Double(aim.to - aim.from + 1) / 7
    let isBegun = aim.from <= outlook.cutoff
    let came = isBegun ? outlook.arrivals.sum(aim.from, outlook.cutoff) : 0
    let draws = outlook.handed.between(aim.from - outlook.cutoff, aim.to - outlook.cutoff).map { (came + $0) / whole }
    return Standing(now: now, draws: draws, aim: aim, soFar: isBegun ? came : nil)
  }

  // MARK: Sums over days

  private func total(_ aim: Aim, _ kind: OutcomeKind) -> Standing {
    guard let daily = outlook.days[kind] else {
      guard kind == .firstResponse else { return .untold(.notRecorded) }
      return firstResponse(aim)
    }
    let cutoff = outlook.cutoff
    let soFar = daily.sum(aim.from, min(cutoff, aim.to))
    // A window that has not begun is compared with as many days before today.
    let length = aim.to - aim.from
    let now = aim.from <= cutoff ? soFar : daily.sum(cutoff - length, cutoff)
    switch kind {
    case .acceptedLeads, .opportunities, .dealsWon, .revenueWon: return come(aim, soFar, now, kind)
    case .revenueKept: return revenueKept(aim, soFar, now)
    case .salesHours, .complaints, .firstResponse: return steady(aim, daily, soFar, now)
    }
  }

  /// What still comes of an outcome between two days ahead, by draws: of leads that are there, and of those that are not yet.
  struct Parts {
    var held: [Double]
    var coming: [Double]
    /// Without a lead, or a lead's further ones.
    var others: [Double]
  }

  /// `nil` where it was not worked out. `from`: the first day counted, 1 is tomorrow.
  func parts(_ kind: OutcomeKind, from: Int, to: Int) -> Parts? {
    guard let chances = outlook.chances[kind], outlook.inHand.contains(where: { $0.outcome == kind }) else { return nil }
    let start = max(0, from - 1)
    let others = outlook.others[kind] ?? []
    return Parts(
      held: (0..<Outlook.draws).map { inHand(kind, $0, by: to) - inHand(kind, $0, by: start) },
      coming: outlook.created.outcomes(chances, start + 1, to),
      others: (0..<Outlook.draws).map { others.isEmpty ? 0 : others[$0] * Double(max(0, to - start)) / 7 })
  }

  /// From those in hand and those to come, each with its chance and its time.
  private func come(_ aim: Aim, _ soFar: Double, _ now: Double, _ kind: OutcomeKind) -> Standing {
    let counted: OutcomeKind = kind == .revenueWon ? .dealsWon : kind
    guard let parts = parts(counted, from: aim.from - outlook.cutoff, to: aim.to - outlook.cutoff) else {
      guard let daily = outlook.days[kind] else { return .untold(.notRecorded) }
      var stream = Draws(name: "flow/" + aim.measure.text, chain: 0)
      return flowing(aim, daily, now, &stream)
    }
    var stream = Draws(name: "goal/" + aim.measure.text, chain: 0)
    let draws = (0..<Outlook.draws).map { d -> Double in
      // Who is in hand is counted already, one by one.
      let count = Int(parts.held[d].rounded()) + stream.poisson(parts.coming[d] + parts.others[d])
      guard kind == .revenueWon else { return soFar + Double(count) }
      guard !outlook.amounts.isEmpty else { return soFar }
      return (0..<count).reduce(soFar) { sum, _ in sum + outlook.amounts[stream.stream.below(outlook.amounts.count)] }
    }
    func mean(_ draws: [Double]) -> Double { draws.reduce(0, +) / Double(Outlook.draws) }
    var standing = Standing(now: now, draws: draws, aim: aim, soFar: soFar)
    guard kind != .revenueWon, let chances = outlook.chances[counted] else { return standing }
    // What weeks that are not shown bring is there whatever is planned for those that are.
    let shown = outlook.created.lead + 7 * Outlook.weeksAhead
    let later = outlook.created.outcomes(chances, aim.from - outlook.cutoff, aim.to - outlook.cutoff, after: shown)
    standing.inHand = mean(parts.held)
    standing.parts = Standing.Parts(shown: max(0, mean(parts.coming) - mean(later)), besides: mean(parts.others) + mean(later))
    return standing
  }

  /// Between the horizons that the sampler looked at as the leads’ own pace has it; what lies beyond the last comes no more.
  private func inHand(_ kind: OutcomeKind, _ draw: Int, by days: Int) -> Double {
    guard days > 0 else { return 0 }
    var (from, low) = (0, 0.0)
    for one in outlook.inHand where one.outcome == kind {
      let high = Double(one.draws[draw * one.draws.count / Outlook.draws])
      if days <= one.days {
        let straight = Double(days - from) / Double(one.days - from)
        guard let pace = outlook.pacesInHand[kind] else { return low + (high - low) * straight }
        let (before, after) = (pace.inHand(from), pace.inHand(one.days))
        return low + (high - low) * (after - before > 1e-6 ? (pace.inHand(days) - before) / (after - before) : straight)
      }
      (from, low) = (one.days, max(low, high))
    }
    return low
  }

  /// As in the last half-year, with the scatter of its weeks.
  private func steady(_ aim: Aim, _ daily: Outlook.Daily, _ soFar: Double, _ now: Double) -> Standing {
    let cutoff = outlook.cutoff
    // Weeks before the first are no weeks of none.
    let known = min(26, (cutoff - (daily.days.min() ?? cutoff) + 1) / 7)
    guard known >= FlowForecast.fewestWeeks else { return .untold(.recordTooShort, now: now) }
    let weeks = (0..<known).map { daily.sum(cutoff - 7 * $0 - 6, cutoff - 7 * $0) }
    let mean = weeks.reduce(0, +) / Double(known)
    let sd = (weeks.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(known - 1)).squareRoot()
    let left = Double(max(0, aim.to - max(cutoff, aim.from - 1))) / 7
    var stream = Draws(name: "steady/" + aim.measure.text, chain: 0)
    let draws = (0..<Outlook.draws).map { _ in
      max(
        0,
        soFar + left * (mean + sd / Double(known).squareRoot() * stream.normal()) + (left * sd * sd).squareRoot()
          * stream.normal())
    }
    return Standing(now: now, draws: draws, aim: aim, soFar: soFar)
  }

  private func revenueKept(_ aim: Aim, _ soFar: Double, _ now: Double) -> Standing {
    guard case .success(let retention) = outlook.retention else { return .untold(.noCustomers, now: now) }
    let cutoff = outlook.cutoff
    let due = retention.upcoming.filter { $0.day > cutoff && $0.day >= aim.from && $0.day <= aim.to }
    var stream = Draws(name: "revenue kept", chain: 0)
    let draws = (0..<Outlook.draws).map { d -> Double in
      let draw = retention.draws[d * retention.draws.count / Outlook.draws]
      return due.reduce(soFar) { sum, one in
        // Of those who go at one renewal, those before it were paid.
        let luck = stream.unit()
        let stays = (1...max(1, one.times(until: aim.to))).prefix { luck >= one.chance(draw, times: $0) }
        return sum + Double(stays.count) * one.amount
      }
    }
    return Standing(now: now, draws: draws, aim: aim, soFar: soFar)
  }

  // MARK: Shares

  private func share(_ aim: Aim, _ kind: OutcomeKind, of stage: Aim.Measure.Stage) -> Standing {
    guard !outlook.sources.isEmpty else { return .untold(.noWeeks) }
    guard let recorded = [OutcomeKind.acceptedLeads: Recorded.accepted, .opportunities: .opened, .dealsWon: .won][kind],
      outlook.recorded.contains(recorded), stage == .leads || outlook.recorded.contains(.opened)
    else { return .untold(.notRecorded) }
    let (own, later) = (known(aim, kind, stage), outlook.handed.bySource(aim.from - outlook.cutoff, aim.to - outlook.cutoff))
    var stream = Draws(name: "share/" + aim.measure.text, chain: 0)
    let shares = (0..<Outlook.draws).map { d -> (share: Double, under: Double, leads: Double) in
      var (top, bottom, leads) = (0.0, 0.0, 0.0)
      for source in outlook.sources {
        // At today's mix where nobody is to come any more.
        let count = own.isWhole ? source.usual : Double(later[d * outlook.handed.sources + source.index])
        let (over, under) = (source.chance(kind, d), stage == .leads ? 1 : source.opened[d])
        top += count * min(over, under)
        bottom += count * under
        leads += count
      }
      return (bottom > 0 ? top / bottom : 0, leads > 0 ? bottom / leads : 0, leads)
    }
    let now = shares.reduce(0) { $0 + $1.share } / Double(shares.count)
    // The leads of one window have luck of their own.
    let drawn = shares.enumerated().map { d, one -> Double in
      let count = own.isWhole ? 0 : stream.binomial(Int(one.leads.rounded()), min(1, one.under))
      let came = stream.binomial(count, min(1, max(0, one.share)))
      let still = own.open.reduce(0) { $0 + (stream.unit() < own.chance($1, one.share) ? 1 : 0) }
      let all = own.all + count
      return all > 0 ? Double(own.reached + still + came) / Double(all) : one.share
    }
    return Standing(now: now, draws: drawn, aim: aim)
  }

  /// Leads of a window that are there already: how many, how many of them got there, and the ages of those that may still.
  private struct Known {
    var all = 0
    var reached = 0
    var open: [Int] = []
    var isWhole = false
    var pace: Pace?

    /// Of one of that age that has not got there yet.
    func chance(_ age: Int, _ share: Double) -> Double {
      let done = pace?.done(Double(age) + 1) ?? 1
      return share * done < 1 ? max(0, share * (1 - done) / (1 - share * done)) : 0
    }
  }

  private func known(_ aim: Aim, _ kind: OutcomeKind, _ stage: Aim.Measure.Stage) -> Known {
    var known = Known()
    known.isWhole = aim.to <= outlook.cutoff
    known.pace = outlook.paces[kind]
    guard aim.from <= outlook.cutoff, let bit = Standings.bits[kind] else { return known }
    for (day, reached) in zip(outlook.arrivals.days, outlook.reached) where day >= aim.from && day <= aim.to {
      guard stage == .leads || reached & 2 != 0 else { continue }
      known.all += 1
      if reached & bit != 0 { known.reached += 1 } else { known.open.append(outlook.cutoff - day) }
    }
    return known
  }

  private static let bits: [OutcomeKind: UInt8] = [.acceptedLeads: 1, .opportunities: 2, .dealsWon: 4]

  private func answered(_ aim: Aim, _ hours: Double) -> Standing {
    guard outlook.promises.recordsAnswers else { return .untold(.notRecorded) }
    let found = outlook.promises.answered(
      outlook.promises.four, within: hours, hoursADay: outlook.queues.calendar.hoursADay)
    guard found.due > 0 else { return .untold(.noWeeks) }
    var stream = Draws(name: "answered", chain: 0)
    let draws = (0..<Outlook.draws).map { _ in
      stream.beta(Double(found.inTime) / 2 + 0.5, Double(found.due - found.inTime) / 2 + 0.5)
    }
    return Standing(now: Double(found.inTime) / Double(found.due), draws: draws, aim: aim)
  }

  private func firstResponse(_ aim: Aim) -> Standing {
    guard outlook.promises.recordsAnswers else { return .untold(.notRecorded) }
    let found = outlook.promises.answered(outlook.promises.four, within: 4, hoursADay: outlook.queues.calendar.hoursADay)
    guard let wait = found.median else { return .untold(.noWeeks) }
    let median = wait.hours
    // So many still wait that the middle is not known yet: no range lies around a bound.
    if wait.isOver { return .untold(.recordTooShort, now: median) }
    guard let spread = outlook.responseSpread else { return .untold(.recordTooShort, now: median) }
    var stream = Draws(name: "first response", chain: 0)
    return Standing(now: median, draws: (0..<Outlook.draws).map { _ in median * exp(spread * stream.normal()) }, aim: aim)
  }

  private func kept(_ aim: Aim) -> Standing {
    guard case .success(let retention) = outlook.retention else { return .untold(.noCustomers) }
    let here = Double(max(1, retention.customers))
    let last = retention.years.last.map { 1 - $0.churn.value }
    return Standing(now: last, draws: retention.leavingDraws.map { 1 - Double($0) / here }, aim: aim)
  }
}

extension Outlook.Source {
  func chance(_ kind: OutcomeKind, _ draw: Int) -> Double {
    switch kind {
    case .acceptedLeads: accepted[draw]
    case .opportunities: opened[draw]
    case .dealsWon, .revenueWon, .revenueKept, .salesHours, .firstResponse, .complaints: won[draw]
    }
  }
  func mean(_ kind: OutcomeKind) -> Double { (0..<Outlook.draws).reduce(0) { $0 + chance(kind, $1) } / Double(Outlook.draws) }
}

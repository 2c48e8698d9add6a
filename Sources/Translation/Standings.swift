import Glibc
import Records

/// Where each goal stands: what the record holds, what comes from those in hand and what from those still to arrive, by draws.
struct Standings {
  let outlook: Outlook
  /// By source: draws of leads in each coming week, before anybody plans anything.
  private let level: [[Double]]
  /// Of each coming week, how many leads the season and the bursts bring beside the last thirteen weeks.
  private let season: [Double]
  /// By draw: how much more or less comes than the last weeks say, as often as it was so before; one for all sources.
  private let miss: [Double]

  init(_ outlook: Outlook) {
    self.outlook = outlook
    let usual = max(1e-6, outlook.sources.reduce(0) { $0 + $1.usual })
    season = (outlook.expected ?? []).map { min(3, max(0.3, $0.value / usual)) }
    miss = Standings.misses(outlook.misses)
    level = outlook.sources.map { source in
      // The level is as uncertain as its weeks make it, with the weeks' own scatter around the mean.
      var stream = Draws(name: "arrivals/" + source.name, chain: 0)
      let last = source.weeks.suffix(source.span)
      let span = Double(source.span)
      let mean = max(source.usual, 1e-6)
      let scatter = max(1, last.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, span - 1) / mean)
      let shape = max(0.5, (mean * span + 0.5) / scatter)
      return (0..<Outlook.draws).map { _ in (mean * span + 0.5) / span * stream.gamma(shape) / shape }
    }
  }

  /// Drawn from the record’s own, around a mean of one; without six of them the last weeks have to do.
  private static func misses(_ seen: [Double]) -> [Double] {
    guard seen.count >= fewestMisses else { return [Double](repeating: 1, count: Outlook.draws) }
    let mean = seen.reduce(0) { $0 + exp($1) } / Double(seen.count)
    // Each as often as the others, in an order that has nothing to do with the other draws.
    var order = (0..<Outlook.draws).map { exp(seen[$0 * seen.count / Outlook.draws]) / mean }
    var stream = Draws(name: "misses", chain: 0)
    for i in stride(from: order.count - 1, to: 0, by: -1) { order.swapAt(i, stream.stream.below(i + 1)) }
    return order
  }

  static let fewestMisses = 6

  /// Leads of all sources in each coming week: with season and bursts where the inflow is estimated; else as in the last weeks, with their luck.
  var arriving: [Estimate] {
    if let expected = outlook.expected { return expected }
    var stream = Draws(name: "arriving", chain: 0)
    let draws = (0..<Outlook.draws).map { d in
      Double(stream.poisson(level.reduce(0) { $0 + $1[d] }))
    }
    let one = draws.isEmpty ? Estimate(value: 0, low: 0, high: 0) : Estimate(draws: draws)
    return (0..<Outlook.weeksAhead).map { _ in one }
  }

  func standing(_ aim: Aim) -> Standing {
    guard aim.from <= aim.to else { return .untold(.backwards) }
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
    case .metric: return .untold(.unknownMeasure)
    }
  }

  /// What a window that is over held.
  private func past(_ aim: Aim) -> Double? {
    let weeks = Double(aim.to - aim.from + 1) / 7
    switch aim.measure {
    case .leadsAWeek: return outlook.arrivals.sum(aim.from, aim.to) / weeks
    case .total(let kind): return outlook.days[kind]?.sum(aim.from, aim.to)
    case .share(let kind, let stage):
      let bits: [OutcomeKind: UInt8] = [.acceptedLeads: 1, .opportunities: 2, .dealsWon: 4]
      guard let bit = bits[kind] else { return nil }
      let own = zip(outlook.arrivals.days, outlook.reached).filter { $0.0 >= aim.from && $0.0 <= aim.to }.map(\.1)
      let under = own.filter { stage == .leads || $0 & 2 != 0 }
      return under.isEmpty ? nil : Double(under.count { $0 & bit != 0 }) / Double(under.count)
    case .answered(let hours):
      guard outlook.promises.recordsAnswers else { return nil }
      let own = zip(outlook.arrivals.days, outlook.answerHours).filter { $0.0 >= aim.from && $0.0 <= aim.to }.map(\.1)
      return own.isEmpty ? nil : Double(own.count { Double($0) <= hours }) / Double(own.count)
    case .spendAMonth: return outlook.spent.map { $0.sum(aim.from, aim.to) / (weeks * 7 / 30.4375) }
    case .customersKept, .metric: return nil
    }
  }

  private func leadsAWeek(_ aim: Aim) -> Standing {
    guard !outlook.sources.isEmpty else { return .untold(.noWeeks) }
    let now = outlook.sources.reduce(0) { $0 + $1.weeks.suffix(4).reduce(0, +) } / Double(outlook.newestWeeks)
    let whole = Double(aim.to - aim.from + 1) / 7
    let gone = max(0, min(whole, Double(outlook.cutoff - aim.from + 1) / 7))
    let came = gone > 0 ? outlook.arrivals.sum(aim.from, outlook.cutoff) : 0
    let ahead = season.indices.filter { outlook.monday + 7 * $0 + 3 <= aim.to && outlook.monday + 7 * $0 + 3 >= aim.from }
    let factor = ahead.isEmpty ? 1 : ahead.reduce(0) { $0 + season[$1] } / Double(ahead.count)
    var stream = Draws(name: "leads a week", chain: 0)
    let draws = (0..<Outlook.draws).map { d in
      (came + Double(stream.poisson(level.reduce(0) { $0 + $1[d] } * miss[d] * factor * (whole - gone)))) / whole
    }
    return Standing(now: now, draws: draws, aim: aim, soFar: gone > 0 ? came : nil)
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
    case .acceptedLeads: return come(aim, soFar, now, chances: outlook.sources.map(\.accepted), kind)
    case .opportunities: return come(aim, soFar, now, chances: outlook.sources.map(\.opened), kind)
    case .dealsWon, .revenueWon: return come(aim, soFar, now, chances: outlook.sources.map(\.won), kind)
    case .revenueKept: return revenueKept(aim, soFar, now)
    case .salesHours, .complaints, .firstResponse: return steady(aim, daily, soFar, now)
    }
  }

  /// From those in hand and those to come, each with its chance and its time.
  private func come(_ aim: Aim, _ soFar: Double, _ now: Double, chances: [[Double]], _ kind: OutcomeKind) -> Standing {
    let days = aim.to - outlook.cutoff
    let start = max(0, aim.from - outlook.cutoff - 1)
    let counted: OutcomeKind = kind == .revenueWon ? .dealsWon : kind
    guard outlook.inHand.contains(where: { $0.outcome == counted }) else { return .untold(.notYet, now: now) }
    var stream = Draws(name: "goal/" + aim.measure.text, chain: 0)
    var hand: [Double] = []
    let draws = (0..<Outlook.draws).map { d -> Double in
      let held = inHand(counted, d, by: days) - inHand(counted, d, by: start)
      hand.append(held)
      var count = held
      let weeks = Int((Double(days) / 7).rounded(.up))
      for week in 0..<max(0, weeks) {
        // Leads of that week, half a week old at its end, and what of them has had its time by then and by the window's beginning.
        let part = min(1, Double(days) / 7 - Double(week))
        let by = finished(counted, weeks: Double(days) / 7 - Double(week) - 0.5)
        let before = finished(counted, weeks: Double(start) / 7 - Double(week) - 0.5)
        guard by > before else { continue }
        let share = (season.isEmpty ? 1 : season[min(week, season.count - 1)]) * part * (by - before)
        for (s, chance) in chances.enumerated() { count += level[s][d] * miss[d] * chance[d] * share }
      }
      if counted == .dealsWon { count += outlook.otherWins[d] * Double(days - start) / 7 }
      let deals = stream.poisson(count)
      guard kind == .revenueWon else { return soFar + Double(deals) }
      guard !outlook.amounts.isEmpty else { return soFar }
      return (0..<deals).reduce(soFar) { sum, _ in sum + outlook.amounts[stream.stream.below(outlook.amounts.count)] }
    }
    let held = hand.reduce(0, +) / Double(max(1, hand.count))
    return Standing(now: now, draws: draws, aim: aim, soFar: soFar, inHand: kind == .revenueWon ? nil : held)
  }

  /// Between the horizons that the sampler looked at as the leads’ own pace has it; what lies beyond the last comes no more.
  private func inHand(_ kind: OutcomeKind, _ draw: Int, by days: Int) -> Double {
    guard days > 0 else { return 0 }
    var (from, low) = (0, 0.0)
    for one in outlook.inHand where one.outcome == kind {
      let high = Double(one.draws[draw * one.draws.count / Outlook.draws])
      if days <= one.days {
        let straight = Double(days - from) / Double(one.days - from)
        guard let pace = outlook.paces[kind] else { return low + (high - low) * straight }
        let (before, after) = (pace.inHand(from), pace.inHand(one.days))
        return low + (high - low) * (after - before > 1e-6 ? (pace.inHand(days) - before) / (after - before) : straight)
      }
      (from, low) = (one.days, max(low, high))
    }
    return low
  }

  private func finished(_ kind: OutcomeKind, weeks: Double) -> Double { outlook.paces[kind]?.done(7 * weeks) ?? 0 }

  /// As in the last half-year, with the scatter of its weeks.
  private func steady(_ aim: Aim, _ daily: Outlook.Daily, _ soFar: Double, _ now: Double) -> Standing {
    let cutoff = outlook.cutoff
    let weeks = (0..<26).map { daily.sum(cutoff - 7 * $0 - 6, cutoff - 7 * $0) }
    let mean = weeks.reduce(0, +) / 26
    let sd = (weeks.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 25).squareRoot()
    let left = Double(max(0, aim.to - max(cutoff, aim.from - 1))) / 7
    var stream = Draws(name: "steady/" + aim.measure.text, chain: 0)
    let draws = (0..<Outlook.draws).map { _ in
      max(0, soFar + left * (mean + sd / 26.0.squareRoot() * stream.normal()) + (left * sd * sd).squareRoot() * stream.normal())
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
    let draws = (0..<Outlook.draws).map { d -> Double in
      var (top, bottom) = (0.0, 0.0)
      for (s, source) in outlook.sources.enumerated() {
        let (over, under) = (source.chance(kind, d), stage == .leads ? 1 : source.opened[d])
        top += level[s][d] * min(over, under)
        bottom += level[s][d] * under
      }
      return bottom > 0 ? top / bottom : 0
    }
    let now = draws.reduce(0, +) / Double(draws.count)
    // The leads of one window have luck of their own.
    let size = outlook.sources.reduce(0) {
      $0 + $1.usual * (stage == .leads ? 1 : $1.opened.reduce(0, +) / Double(Outlook.draws))
    }
    let count = max(1, size * Double(aim.to - aim.from + 1) / 7)
    var stream = Draws(name: "share/" + aim.measure.text, chain: 0)
    let drawn = draws.map { p in
      Double(stream.binomial(Int(count.rounded()), min(1, max(0, p)))) / count.rounded()
    }
    return Standing(now: now, draws: drawn, aim: aim)
  }

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
    guard let median = found.median?.hours else { return .untold(.noWeeks) }
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

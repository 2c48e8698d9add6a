import Glibc
import Records

/// Curve and draws of one group whose units are followed, from the refined pass where it is there, else from the coarse one.
package struct FollowedResponse: Sendable {
  package let draws: RateDraws
  package let tilt: BatchTilt
  package let response: Response

  package init(_ refined: TrackedPosterior?, _ fit: RateFit, group: Int, horizon: Int, name: String) {
    let one = fit.sources[group]
    draws =
      refined.map { RateDraws($0.posterior, group: group, horizon: horizon) }
      ?? RateDraws(one, horizon: fit.horizon, name: name)
    let batches = Batches(one.arrivals, timing: one.timing, horizon: fit.horizon, until: fit.window.to)
    tilt = BatchTilt(batches.all, luck: refined?.posterior.meanSpread ?? 0.04)
    response = Response(draws, batches: batches, tilt: tilt, name: name)
  }
}

extension TrackedFits {
  /// Curve, draws and next units of one group and stage, from the refined pass where it is there.
  func respond(_ t: inout Translation, _ group: Int, _ stage: Stage, _ fit: RateFit) {
    let name = "\(groups[group].name)/\(t.outcome.rawValue)"
    let followed = FollowedResponse(stage.posterior, fit, group: group, horizon: t.withinDays ?? fit.horizon, name: name)
    let draws = followed.draws
    var response = followed.response
    // Where it always comes, today is what the list shows: the last four whole weeks.
    if response.period == .fourWeeks, let shown = shown[group] {
      response = Response(
        period: .fourWeeks, today: shown, tried: response.tried, withinDays: response.withinDays, curves: response.curves)
    }
    t.draws = draws
    t.tilt = followed.tilt
    t.response = response
    do throws(Response.Refusal) { t.next = try response.next(draws, name: name) } catch { t.nextRefused = error }
    let units = stage.arrivals[group].unitCount
    if let spent = spend[group], units > 0 { t.costPerUnit = spent / Double(units) }
    if spendFits.indices.contains(group), case .success(let found)? = spendFits[group] {
      t.spend = SpendEvidence(fit: found, response: found.outcomes(draws))
    }
  }

  /// Deals into money: every curve times what a deal is worth, as sure as that is known; what the next bring, deal by deal.
  func pay(_ t: inout Translation, _ value: Estimate, _ group: Int) {
    guard let response = t.response, let draws = t.draws else { return }
    // The same stream as the deals themselves: their money is these deals', not others'.
    let name = "\(groups[group].name)/\(OutcomeKind.dealsWon.rawValue)"
    let worth: [Double]
    if let dealValues {
      worth = dealValues.means(of: group, draws: response.curves.count)
    } else {
      var stream = Draws(name: name + "/worth of a deal", chain: 0)
      let spread = value.low > 0 ? log(value.high / value.low) / (2 * Normal.z90) : 0
      worth = response.curves.map { _ in value.value * exp(spread * stream.normal() - spread * spread / 2) }
    }
    func paid(_ response: Response) -> Response {
      var response = response
      response.curves = response.curves.indices.map { response.curves[$0].scaled(by: worth[$0 % worth.count]) }
      return response
    }
    t.response = paid(response)
    if let spend = t.spend { t.spend = SpendEvidence(fit: spend.fit, response: paid(spend.response)) }
    t.next = nil
    do throws(Response.Refusal) {
      let more = try response.more(draws, name: name)
      t.next = Next(
        units: more.step, withinDays: response.withinDays,
        perUnit: Estimate(draws: zip(more.chances, worth).map { $0 * $1 }), bend: response.bend,
        amount: dealValues.map { AmountRange($0.revenue(of: group, deals: more.counts.map { max(0, $0) })) },
        byMonth: more.byMonth.map { $0 * value.value })
    } catch { t.nextRefused = error }
  }

  /// Hours are as many times one unit's as there are units.
  func work(_ t: inout Translation, _ each: Estimate, _ group: Int) {
    guard let stage = won ?? opened ?? accepted, let fit = stage.fit else { return }
    let one = fit.sources[group]
    let batches = Batches(one.arrivals, timing: one.timing, horizon: fit.horizon, until: fit.window.to)
    var stream = Draws(name: "\(groups[group].name)/hours", chain: 0)
    let spread = (each.high - each.low) / (2 * Normal.z90)
    t.response = Response(
      period: batches.period, today: batches.period == .fourWeeks ? shown[group] ?? batches.today : batches.today,
      tried: batches.tried, withinDays: nil,
      curves: (0..<RateDraws.most).map { _ in
        Response.Curve(.power, height: max(0, each.value + spread * stream.normal()), bend: 0)
      })
  }

  /// Money by month or week that belongs to one source whose people are followed; `nil` where it does not.
  /// `own`: what is said of each source and this outcome.
  func spent(metric m: Int, series: Int, outcome: Outcome, of own: (Int) -> Translation) -> Translation? {
    guard let source = ledger.series[series].source, spendFits.indices.contains(source), let found = spendFits[source],
      ledger.series.count(where: { $0.source == source && $0.isSpend && $0.isMoney(in: ledger.currency) }) == 1
    else { return nil }
    let own = own(source)
    guard own.draws != nil else { return nil }
    var t = Translation(metric: m, outcome: outcome.kind, evidence: .modelled, grade: .d, ground: .noIds)
    switch found {
    case .failure(let refusal):
      t.ground = .spendNotTold(refusal)
      return t
    case .success(let fit):
      t.ground = .spend(probability: fit.probability, periods: fit.periods)
      guard fit.probability >= 0.95, own.grade != .d, let spend = own.spend else { return t }
      t.grade = .c
      t.response = spend.response
      t.draws = own.draws
      t.withinDays = own.withinDays
      t.perUnit = spend.response.averageToday
      t.dealValue = own.dealValue
      t.spend = spend
      do throws(Response.Refusal) { t.next = try spend.response.next(nil, name: ledger.series[series].name) } catch {
        t.nextRefused = error
      }
      return t
    }
  }

}

extension Ledger {
  /// Money over the whole time, where a spend series bears the name; `nil` where none does.
  func spent(on name: String) -> Double? {
    guard let source = sources.firstIndex(where: { $0.name == name }) else { return nil }
    let found = series.filter { $0.source == source && $0.isSpend }
    // Where a part of it cannot be told in the company's currency, nor can all of it.
    guard !found.isEmpty, found.allSatisfy({ $0.isMoney(in: currency) }) else { return nil }
    return found.reduce(0) { $0 + $1.values.reduce(0, +) }
  }
}

extension Series {
  var isMoney: Bool {
    if case .money = unit { return true }
    return false
  }

  /// Money that may be added to what is told in the currency; what names none is in the company's.
  func isMoney(in home: String?) -> Bool {
    guard case .money(let own) = unit else { return false }
    return own == nil || home == nil || own == home
  }
}

extension SpendResponse {
  /// One entry a source of the ledger.
  static func all(_ ledger: Ledger, _ arrivals: [Arrivals]) -> [Result<SpendResponse, Refusal>?] {
    ledger.sources.indices.map { s in
      guard arrivals.indices.contains(s), let beside = SpendBeside(ledger, source: s, arrivals: arrivals[s]) else { return nil }
      do throws(Refusal) {
        return .success(
          try SpendResponse(
            spend: beside.spend, units: beside.units, period: beside.period, draws: RateDraws.most,
            name: ledger.sources[s].name))
      } catch { return .failure(error) }
    }
  }
}

/// How everybody who was followed gets from what the weekly model speaks of to an outcome.
struct OutcomeWay: Sendable {
  /// Outcomes for one of it.
  var share: Estimate
  var horizon: Int
  /// Of those that come within the horizon, the share that has come after so many days.
  var arrived: @Sendable (Int) -> Double

  /// The outcome is what was modelled itself.
  static let none = OutcomeWay(share: Estimate(value: 1, low: 1, high: 1), horizon: Backwards.longest) { _ in 1 }
}

extension WeeklyEffects {
  /// A weekly number's own curve, in the outcome of the pair: what the weeks brought times outcomes for one of it.
  func answerNext(_ t: inout Translation, _ fit: WeeklyModel.MetricFit, _ way: OutcomeWay) {
    t.carried = RateDraws(carried: fit.carried, horizon: way.horizon, arrived: way.arrived)
    var stream = Draws(name: fit.name + "/" + t.outcome.rawValue + "/share", chain: 0)
    let share = way.share
    let spread = share.low > 0 ? log(share.high / share.low) / (2 * Normal.z90) : 0
    let response = Response(
      period: .week, today: fit.now, tried: fit.tried.low...fit.tried.high, withinDays: nil,
      curves: fit.draws.map { $0.scaled(by: share.value * exp(spread * stream.normal() - spread * spread / 2)) })
    t.response = response
    do throws(Response.Refusal) { t.next = try response.next(nil, name: fit.name) } catch { t.nextRefused = error }
  }
}

extension HiddenWinnerPosterior {
  /// How much the luck of cohorts varies, on average over the draws.
  var meanSpread: Double {
    draws.spread.reduce(0) { $0 + Pool.spreads[Int($1)] } / Double(max(1, draws.spread.count))
  }
}

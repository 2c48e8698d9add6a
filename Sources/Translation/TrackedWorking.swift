import Records

/// What *why* shows beside a tracked figure: the cohorts, the model's own curve, why the total moved.
extension TrackedFits {
  /// The model's share by days, with its 90% band: of the sampler, or of the coarse pass where that is all there is.
  func model(_ group: Int, _ stage: Stage) -> [ModelPoint] {
    guard let fit = stage.fit else { return [] }
    if let posterior = stage.posterior {
      return ModelPoint.days.filter { $0 <= posterior.horizon }.map { days in
        ModelPoint(days: days, share: Estimate(draws: posterior.posterior.rates(of: group, within: days)))
      }
    }
    let one = fit.sources[group]
    let rate = one.rate.estimate()
    return ModelPoint.days.filter { $0 <= fit.horizon }.map { days in
      ModelPoint(days: days, share: rate.scaled(by: one.timing[min(days, one.timing.count - 1)]))
    }
  }

  func cohorts(_ group: Int, _ stage: Stage) -> Cohorts? { Cohorts(stage.arrivals[group], window: stage.window) }

  /// Everybody together, and what moved the total of one outcome, where units can be followed to it.
  func explain(_ outcome: inout Outcome) {
    let stage: Stage?
    switch outcome.kind {
    case .acceptedLeads: stage = accepted
    case .opportunities: stage = opened
    case .dealsWon: stage = won
    case .revenueWon, .revenueKept, .salesHours, .firstResponse, .complaints: stage = nil
    }
    guard let stage else {
      outcome.changeRefusal = .nothingToFollow
      return
    }
    let sources = Array(stage.arrivals.prefix(ledger.sources.count))
    outcome.cohorts = Arrivals.sum(sources).flatMap { Cohorts($0, window: stage.window) }
    do throws(Change.Refusal) {
      outcome.change = try Change(sources, window: stage.window, days: Self.equalAge(stage))
    } catch {
      outcome.changeRefusal = error
    }
  }

  /// The shortest of thirty, sixty and ninety days in which half of what comes within the stated time has come; ninety at most, so that
  /// the newest weeks are not too old to matter.
  private static func equalAge(_ stage: Stage) -> Int {
    guard let fit = stage.fit else { return Cohorts.ages[0] }
    let half = fit.pool.value(within: fit.horizon) / 2
    return Cohorts.ages.first { fit.pool.value(within: $0) >= half } ?? Cohorts.ages[Cohorts.ages.count - 1]
  }

  /// The rate of everybody together within the stated time, for laying one source beside it.
  func pooled(_ kind: OutcomeKind) -> Double? {
    switch kind {
    case .acceptedLeads: accepted.flatMap(pooledShare)
    case .opportunities: opened.flatMap(pooledShare)
    case .dealsWon: won.flatMap(pooledShare)
    case .revenueWon, .revenueKept, .salesHours, .firstResponse, .complaints: nil
    }
  }

  private func pooledShare(_ stage: Stage) -> Double? {
    if let posterior = stage.posterior { return posterior.all.within.first?.ninety.value }
    return stage.fit.map { $0.pool.value(within: $0.horizon) }
  }
}

import Records

/// The tracked counts of every group and the fits made from them, once for all pairs.
struct TrackedFits {
  /// One countable event on the way from unit to deal.
  struct Stage {
    var arrivals: [Arrivals]
    var window: RecordWindow
    var fit: RateFit?
    var backtests: [Backtest]
    /// The refined pass: rate, timing and what is to come, estimated together.
    var posterior: TrackedPosterior?
    /// Handed over, accepted, opened, won of each group's people within the window.
    var passed: [Counting.Passed]
    /// And of the stages of their deals.
    var deals: DealStages

    init(_ arrivals: [Arrivals], _ counting: Counting, ledger: Ledger) {
      let sources = ledger.sources.count
      self.arrivals = arrivals
      let all = Arrivals.sum(Array(arrivals.prefix(sources))) ?? Arrivals(first: ledger.cutoff, units: [], wins: [])
      let window = recordWindow(of: all, cutoff: ledger.cutoff)
      self.window = window
      fit = RateFit(arrivals, window: window, pooled: sources)
      backtests = arrivals.map { _ in Backtest() }
      passed = counting.passed(in: window)
      deals = .none
    }

    /// Looks back, and in the full pass refines. The past days of all stages are pieces of work of their own: three stages alone
    /// would leave one of two cores idle for a third of the time.
    static func check(_ stages: inout [Stage?], names: [String], pooled: Int, pass: Findings.Pass, workers: Int) {
      let refined = pass == .full
      let ready = stages.indices.filter { stages[$0]?.fit != nil }
      let pieces = ready.flatMap { stage in ((refined ? -1 : 0)..<Backtest.cutoffs).map { (stage: stage, cutoff: $0) } }
      let done = Parallel.each(pieces.count, workers: workers) { [stages] at -> (TrackedPosterior?, [Backtest]) in
        let piece = pieces[at]
        guard let stage = stages[piece.stage] else { return (nil, []) }
        let name = names[piece.stage]
        guard piece.cutoff >= 0 else {
          return (.fit(arrivals: stage.arrivals, pooled: pooled, window: stage.window, name: name), [])
        }
        return (
          nil,
          Backtest.step(
            at: piece.cutoff, stage.arrivals, window: stage.window, pooled: pooled, refined: refined ? name : nil)
        )
      }
      for stage in ready {
        let own = pieces.indices.filter { pieces[$0].stage == stage }
        let sources = stages[stage]?.arrivals.count ?? 0
        stages[stage]?.posterior = own.lazy.compactMap { done[$0].0 }.first
        stages[stage]?.backtests = Backtest.sum(
          of: own.filter { pieces[$0].cutoff >= 0 }.map { done[$0].1 }, sources: sources)
      }
    }
  }

  let ledger: Ledger
  let groups: [Group]
  /// Units of the last four whole weeks; groups come first among the metrics, in the same order.
  let shown: [Double?]
  let accepted: Stage?
  let opened: Stage?
  let won: Stage?
  let steps: StepFits
  private let values: [DealValue?]
  /// The full pass: what deals bring, with the risk of one that is large.
  let dealValues: DealValueModel?
  let hours: [Estimate?]
  private let noted: [NotedSplit?]
  /// Money spent on each group over its whole time, where a spend series bears its name.
  let spend: [Double?]
  /// By source: its units against the money of their month or week; `nil` where no money is known by source and period.
  let spendFits: [Result<SpendResponse, SpendResponse.Refusal>?]

  /// `metrics`: as the list shows them; their last four weeks are today's volume.
  init(
    _ ledger: Ledger, _ groups: [Group], _ counting: Counting, _ pass: Findings.Pass, shown metrics: [Metric], workers: Int
  ) {
    self.ledger = ledger
    shown = metrics.map(\.lastFourWeeks)
    self.groups = groups
    let leads = ledger.leads
    let events: [(name: String, recorded: Recorded, days: OptionalDays)] = [
      ("accepted_leads", .accepted, leads.accepted), ("opportunities", .opened, leads.opened), ("deals_won", .won, leads.won),
    ]
    let recorded = events.indices.filter { leads.count > 0 && ledger.recorded.contains(events[$0].recorded) }
    var (arrivals, reached): ([[Arrivals]], DealStages.Reached) = ([], DealStages.Reached())
    Parallel.both(leads.count, workers: recorded.isEmpty ? 1 : workers) {
      arrivals = counting.arrivals(recorded.map { events[$0].days }, workers: workers)
    } _: {
      if !recorded.isEmpty { reached = DealStages.Reached(ledger) }
    }
    var known = Parallel.each(recorded.count, workers: workers) { [arrivals] at in
      Stage(arrivals[at], counting, ledger: ledger)
    }
    // Once for each window: most stages share one.
    for at in known.indices {
      let same = known[..<at].first { $0.window == known[at].window }
      known[at].deals = same?.deals ?? DealStages(ledger, reached, in: known[at].window)
    }
    var stages = [Stage?](repeating: nil, count: events.count)
    for (at, stage) in zip(recorded, known) { stages[at] = stage }
    Stage.check(&stages, names: events.map(\.name), pooled: ledger.sources.count, pass: pass, workers: workers)
    (accepted, opened, won) = (stages[0], stages[1], stages[2])
    // Steps wait for the full pass: the coarse one shows the path as counts.
    steps =
      pass == .full
      ? StepFits(ledger, counting, groups, accepted: stages[0]?.posterior, opened: stages[1]?.posterior, workers: workers)
      : .empty
    var model: DealValueModel?
    var hours: [Estimate?] = []
    var noted: [NotedSplit?] = []
    let began = won?.window.from ?? ledger.cutoff
    Parallel.both(leads.count, workers: workers) {
      guard pass == .full, let amounts = DealValue.amounts(ledger, groups) else { return }
      model = DealValueModel(amounts, pooled: ledger.sources.count, name: "deal value")
    } _: {
      hours = salesHoursPerUnit(ledger, groups)
      noted = NotedSplit.all(ledger, groups, from: began)
    }
    (dealValues, self.hours, self.noted) = (model, hours, noted)
    values = model.map { model in groups.indices.map { model.value(of: $0) } } ?? DealValue.all(ledger, groups)
    spendFits = SpendResponse.all(ledger, (won ?? opened ?? accepted)?.arrivals ?? [])
    spend = groups.map { ledger.spent(on: $0.name) }
  }

  func translation(metric: Int, group: Int, outcome: Outcome) -> Translation {
    if let begins = ledger.begins { return refusal(metric, outcome.kind, .nothingDatedYet(first: begins)) }
    guard outcome.isRecorded else {
      return refusal(metric, outcome.kind, .notRecorded(outcome.kind))
    }
    // Where no deal names a lead that is here, none of a source is not known to be none.
    if let deals = strangers, [.opportunities, .dealsWon, .revenueWon].contains(outcome.kind) {
      return refusal(metric, outcome.kind, .nothingMeets(deals: deals))
    }
    switch outcome.kind {
    case .acceptedLeads: return tracked(metric, group, outcome.kind, accepted)
    case .opportunities: return tracked(metric, group, outcome.kind, opened)
    case .dealsWon: return tracked(metric, group, outcome.kind, won)
    case .revenueWon: return revenue(metric, group)
    case .salesHours: return effort(metric, group)
    case .revenueKept, .firstResponse, .complaints:
      return refusal(metric, outcome.kind, .cannotBeSplit(outcome.kind))
    }
  }

  /// How many deals there are, where none of them meets a lead and no lead says what came of it.
  private var strangers: Int? {
    let (leads, deals) = (ledger.leads, ledger.deals)
    guard deals.count > 4, leads.count > 0, deals.lead.allSatisfy({ $0 < 0 }) else { return nil }
    func says(_ days: OptionalDays) -> Bool { days.contains { $0 != nil } }
    return says(leads.opened) || says(leads.won) ? nil : deals.count
  }

  /// From what the weekly model speaks of to an outcome, as everybody went who was followed; `nil` where that cannot be told.
  func way(to outcome: Outcome, from base: WeeklyEffects.Base?) -> OutcomeWay? {
    guard let base, outcome.isRecorded else { return nil }
    switch outcome.kind {
    case .acceptedLeads: return base == .leads ? accepted.flatMap(pooledWay) : nil
    case .opportunities: return base == .leads ? opened.flatMap(pooledWay) : nil
    case .dealsWon: return base == .leads ? won.flatMap(pooledWay) : nil
    case .revenueWon:
      if base == .revenue { return OutcomeWay.none }
      guard base == .leads, var way = won.flatMap(pooledWay), let value = pooledValue else { return nil }
      way.share = product(way.share, value)
      return way
    case .revenueKept, .salesHours, .firstResponse, .complaints: return nil
    }
  }

  private func pooledWay(_ stage: Stage) -> OutcomeWay? {
    guard let fit = stage.fit, let ends = fit.pool.interval(within: fit.horizon) else { return nil }
    let whole = fit.pool.value(within: fit.horizon)
    return OutcomeWay(share: Estimate(value: whole, low: ends.low, high: ends.high), horizon: fit.horizon) { days in
      whole > 0 ? min(1, fit.pool.value(within: min(days, fit.horizon)) / whole) : 0
    }
  }

  /// The mean deal of all sources that have one, weighted by their deals.
  private var pooledValue: Estimate? {
    let known = values.compactMap { $0 }.filter { $0.deals > 0 }
    let deals = known.reduce(0) { $0 + Double($1.deals) }
    guard deals > 0 else { return nil }
    func mean(_ part: (DealValue) -> Double) -> Double { known.reduce(0) { $0 + part($1) * Double($1.deals) } / deals }
    return Estimate(value: mean(\.mean.value), low: mean(\.mean.low), high: mean(\.mean.high))
  }

  private func refusal(_ metric: Int, _ outcome: OutcomeKind, _ ground: Ground) -> Translation {
    Translation(metric: metric, outcome: outcome, evidence: .tracked, grade: .d, ground: ground)
  }

  private func tracked(_ metric: Int, _ group: Int, _ kind: OutcomeKind, _ stage: Stage?) -> Translation {
    guard let stage else { return refusal(metric, kind, .notRecorded(kind)) }
    guard let fit = stage.fit else {
      let seen = stage.arrivals.map { $0.seen(in: stage.window) }
      let anyWon = seen.contains { !$0.wins.isEmpty }
      var refused = refusal(metric, kind, anyWon ? .recordTooShort(days: stage.window.days) : .nothingWonYet)
      refused.units = seen[group].unitCount
      refused.outcomes = seen[group].winCount
      return refused
    }
    let one = fit.sources[group]
    let (grade, ground) = judge(group, fit, stage.backtests)
    var translation = Translation(metric: metric, outcome: kind, evidence: .tracked, grade: grade, ground: ground)
    translation.units = one.units
    translation.outcomes = one.won
    translation.finished = one.finished
    translation.perUnit = one.rate.estimate()
    translation.withinDays = fit.horizon
    if let posterior = stage.posterior {
      let part = posterior.groups[group]
      translation.finished = part.finished
      translation.perUnit = part.within.first?.ninety ?? translation.perUnit
      translation.withinDays = part.within.first?.days ?? translation.withinDays
      translation.inHand = part.inHand
      if case .moving(let probability) = posterior.drift, let soFar = part.soFar {
        translation.notes.append(.ratesMove(probability: probability, soFar: soFar))
      }
    }
    // With a handful of outcomes the lag is the pool's, not the source's: nothing of its own to report.
    if one.wonInTime >= 3 { translation.lag = stage.posterior?.groups[group].lag ?? fit.lag(of: group) }
    translation.hoursPerUnit = hours[group]
    respond(&translation, group, stage, fit)
    if kind == .dealsWon {
      translation.dealValue = values[group]
      if let spent = spend[group], one.won > 0 { translation.costPerOutcome = costPerOutcome(spent, won: one.won) }
    }
    let inFile = stage.arrivals[group].unitCount
    let outside = inFile - one.units
    if stage.window.from > stage.arrivals[group].first {
      translation.notes.append(
        .recordBegins(stage.window.from, unitsLeftOut: outside, unitsInFile: inFile))
    }
    if stage.window.to < ledger.cutoff { translation.notes.append(.recordEnds(stage.window.to)) }
    if one.units > 0, one.units < 20 { translation.notes.append(.smallSourceLeansOnAll(units: one.units)) }
    translation.tracked = TrackedEvidence(
      path: path(group, stage), curve: one.curve, window: stage.window,
      unitsOutside: outside, newest: newestCohort(group, fit), backtest: stage.backtests[group],
      noted: kind == .dealsWon ? noted[group] : nil, steps: steps.rates(of: group), model: model(group, stage),
      cohorts: cohorts(group, stage),
      weeks: WeekCohorts(stage.arrivals[group], window: stage.window, cutoff: ledger.cutoff))
    return translation
  }

  /// Wins a source needs before its rate is called consistent.
  static let enoughWon = 20

  private func judge(_ group: Int, _ fit: RateFit, _ backtests: [Backtest]) -> (Grade, Ground) {
    let one = fit.sources[group]
    if let misleading = misleadingCount(groups[group]) { return (.x, misleading) }
    if one.won == 0 { return (.d, .noneYet(units: one.units, below: one.rate.quantile(0.9))) }
    if one.won < Self.enoughWon { return (.d, .tooFew(won: one.won, units: one.units, needed: Self.enoughWon)) }
    if one.finished < 0.6 { return (.d, .unfinished(finished: one.finished)) }
    let own = backtests[group]
    let all = Backtest.sum(backtests)
    // Tracked, enough and finished, but without a past that it predicted: no more than a hint.
    if own.of == 0 { return (.c, .notCheckedBack(recordDays: fit.window.days)) }
    let holds = own.inside * 2 >= own.of && Double(all.inside) >= 0.75 * Double(all.of)
    guard holds, (all.skill ?? 1) > 0 else { return (.c, .notPredictedBack(inside: own.inside, of: own.of)) }
    return (.b, .consistent(won: one.won, inside: own.inside, of: own.of, finished: one.finished))
  }

  /// More than a tenth of the rows are not new people: the count itself cannot be trusted.
  private func misleadingCount(_ source: Group) -> Ground? {
    let extra = source.repeats + source.staff + source.caseVariants
    guard source.rawRows > 0, extra * 10 > source.rawRows else { return nil }
    return .countMisleads(
      rows: source.rawRows, people: source.rawRows - extra, repeats: source.repeats, staff: source.staff,
      caseVariants: source.caseVariants)
  }

  private func revenue(_ metric: Int, _ group: Int) -> Translation {
    var base = tracked(metric, group, .dealsWon, won)
    base.outcome = .revenueWon
    guard ledger.recorded.contains(.amounts), let value = values[group] else {
      return refusal(metric, .revenueWon, .amountsNotRecorded)
    }
    if let rate = base.perUnit { base.perUnit = product(rate, value.mean) }
    base.dealValue = value
    // Counts of deals are no money: they stay with the deals.
    base.inHand = []
    base.tracked?.weeks = nil
    if let posterior = won?.posterior, let dealValues {
      base.perUnit = posterior.revenuePerUnit(of: group, values: dealValues)
      base.inHandRevenue = posterior.inHandRevenue(of: group, values: dealValues)
    }
    pay(&base, value.mean, group)
    return base
  }

  private func effort(_ metric: Int, _ group: Int) -> Translation {
    guard let own = hours[group] else { return refusal(metric, .salesHours, .notRecorded(.salesHours)) }
    let misleading = misleadingCount(groups[group])
    let units = won?.arrivals[group].unitCount ?? opened?.arrivals[group].unitCount ?? 0
    var translation = Translation(
      metric: metric, outcome: .salesHours, evidence: .tracked, grade: misleading == nil ? .b : .x,
      ground: misleading ?? .consistent(won: units, inside: 0, of: 0, finished: 1))
    translation.units = units
    translation.perUnit = own
    translation.hoursPerUnit = own
    work(&translation, own, group)
    return translation
  }
}

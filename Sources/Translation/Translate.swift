import Records

extension Findings {
  /// How far to go: the coarse pass is there at once, the full one adds the weekly model and the rulers.
  package enum Pass: Sendable { case coarse, full }

  /// Ledger → findings: count, fit, say for each pair what may be said.
  ///
  /// Pure and deterministic; work grows with leads once (counting) and with days and sources after that.
  package static func translate(_ ledger: Ledger, _ pass: Pass = .full, workers: Int = 1) -> Findings {
    let groups = Group.all(of: ledger)
    let counting = Counting(ledger, groups, workers: workers)
    let metrics = Metric.all(of: ledger, groups, counting)
    let (counted, fits) = counted(ledger, groups, counting, pass, shown: metrics, workers: workers)
    var outcomes = counted
    for o in outcomes.indices { fits.explain(&outcomes[o]) }
    let machines = pass == .full ? machineOpens(metrics) : nil
    // The weekly model and the rulers on one core, room, renewals and goals on the other.
    let pieces = Parallel.each(pass == .full ? 2 : 0, workers: workers) { at -> Piece in
      at == 0
        ? .models(WeeklyEffects(ledger, metrics: metrics, machines: machines), try? Rulers(ledger)) : .outlook(Outlook(ledger))
    }
    var told = metrics
    if pass == .full {
      let heard = Heard(ledger, groups)
      for g in groups.indices { (told[g].opinions, told[g].takes) = (heard.opinions[g], heard.takes[g]) }
    }
    let (effects, rulers) = pieces.lazy.compactMap(\.models).first ?? (nil, nil)
    // Groups come first: what is spent on one is answered from what is said of it.
    let tracked = Parallel.each(groups.count * outcomes.count, workers: workers) { [outcomes] at in
      let (group, outcome) = at.quotientAndRemainder(dividingBy: outcomes.count)
      return fits.translation(metric: group, group: group, outcome: outcomes[outcome])
    }
    let modelled = Parallel.each(metrics.count - groups.count, workers: workers) { [outcomes] at in
      let m = groups.count + at
      return outcomes.enumerated().map { place, outcome -> Translation in
        guard case .series(let series) = metrics[m].kind else { return fits.translation(metric: m, group: m, outcome: outcome) }
        return effects?.translation(metric: m, outcome: outcome.kind, way: fits.way(to: outcome, from: effects?.base))
          ?? fits.spent(metric: m, series: series, outcome: outcome, of: { tracked[$0 * outcomes.count + place] })
          ?? Translation(metric: m, outcome: outcome.kind, evidence: .modelled, grade: .d, ground: .noIds)
      }
    }
    var translations = tracked + modelled.joined()
    if let rulers {
      for i in translations.indices where translations[i].outcome == .dealsWon {
        translations[i].rulers = rulers.evidence(for: metrics[translations[i].metric].name)
      }
    }
    if let machines {
      for i in translations.indices where metrics[translations[i].metric].countsOpens {
        translations[i].grade = .x
        translations[i].ground = .machineOpens(machines)
        translations[i].perUnit = nil
      }
    }
    var outlook = pieces.lazy.compactMap(\.outlook).first
    outlook?.hold(.acceptedLeads, fits.accepted?.posterior)
    outlook?.hold(.opportunities, fits.opened?.posterior)
    outlook?.hold(.dealsWon, fits.won?.posterior)
    var findings = Findings(
      company: ledger.company, currency: ledger.currency, cutoff: ledger.cutoff, metrics: told, outcomes: outcomes,
      translations: translations, remarks: ledger.remarks, recorded: ledger.recorded, rulers: rulers,
      machineOpens: machines, looks: Looks(translations, metrics: metrics, pooled: fits.pooled), outlook: outlook)
    findings.crowd(roomsSet: [], workers: workers)
    return findings
  }

  /// What sales counts by itself, and the fits of what is followed, side by side: neither looks at the other.
  private static func counted(
    _ ledger: Ledger, _ groups: [Group], _ counting: Counting, _ pass: Pass, shown metrics: [Metric], workers: Int
  ) -> ([Outcome], TrackedFits) {
    var outcomes: [Outcome] = []
    var fits: TrackedFits?
    Parallel.both(ledger.leads.count, workers: workers) {
      fits = TrackedFits(ledger, groups, counting, pass, shown: metrics, workers: workers)
    } _: {
      outcomes = Outcome.all(of: ledger, workers: workers)
    }
    guard let fits else { preconditionFailure("both are done") }
    return (outcomes, fits)
  }

  /// What the full pass works out side by side.
  private enum Piece: Sendable {
    case models(WeeklyEffects?, Rulers?)
    case outlook(Outlook)

    var models: (WeeklyEffects?, Rulers?)? {
      if case .models(let effects, let rulers) = self { (effects, rulers) } else { nil }
    }
    var outlook: Outlook? { if case .outlook(let outlook) = self { outlook } else { nil } }
  }

  private static func machineOpens(_ metrics: [Metric]) -> MachineOpens? {
    func weeks(_ names: [String]) -> Weeks? { metrics.first { names.contains($0.name) }?.weeks }
    guard let sends = weeks(["sends", "total_recipients", "successful_deliveries", "delivered"]),
      let opens = weeks(["opens", "total_opens", "unique_opens"]),
      let clicks = weeks(["clicks", "total_clicks", "unique_clicks"])
    else { return nil }
    return MachineOpens.find(sends: sends, opens: opens, clicks: clicks)
  }
}

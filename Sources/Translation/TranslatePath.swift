import Records

extension TrackedFits {
  /// From unit to outcome, with counts.
  func path(_ group: Int, _ stage: Stage) -> [PathStep] {
    let passed = stage.passed[group]
    let rows = groups[group].rawRows
    let all: [(PathStep.Stage, Int, Bool)] = [
      (.rows, rows, rows > passed.people), (.people, passed.people, true),
      (.handedOver, passed.handedOver, passed.handedOver > 0),
      // Who is opened without acceptance goes around it: none accepted would look like all refused.
      (.accepted, passed.accepted, ledger.recorded.contains(.accepted) && (passed.accepted > 0 || passed.opened == 0)),
      (.opened, passed.opened, ledger.recorded.contains(.opened)),
      (.won, passed.won, ledger.recorded.contains(.won)),
    ]
    let steps = all.compactMap { $0.2 ? PathStep(stage: $0.0, count: $0.1) : nil }
    guard let won = steps.firstIndex(where: { $0.stage == .won }) else { return steps }
    return steps[..<won] + stage.deals.steps(of: group) + steps[won...]
  }

  /// The newest calendar month of a group's units.
  func newestCohort(_ group: Int, _ fit: RateFit) -> NewestCohort? {
    let one = fit.sources[group]
    guard let last = one.arrivals.units.lastIndex(where: { $0 > 0 }) else { return nil }
    let month = (one.arrivals.first + last).startOfMonth
    var units = 0
    var exposure = 0.0
    for i in max(0, month - one.arrivals.first)...last {
      let n = one.arrivals.units[i]
      units += n
      exposure += Double(n) * one.timing[min(fit.window.to - (one.arrivals.first + i) + 1, fit.horizon)]
    }
    let won = one.arrivals.wins.reduce(0) { $0 + (one.arrivals.first + $1.index >= month ? $1.count : 0) }
    return NewestCohort(month: month, units: units, outcomes: won, finished: min(1, exposure / Double(units)))
  }
}

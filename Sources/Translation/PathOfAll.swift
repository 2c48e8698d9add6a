/// One step of the way from a person to a won deal, over all sources that have it: how many took it of how many that could.
package struct StepTaken: Sendable, Hashable {
  package var from: PathStep.Stage
  package var to: PathStep.Stage
  package var of: Int
  package var took: Int
}

extension Findings {
  /// Step by step, all sources together, in the order of the way. A source without a step (deals that were never handed over) counts in
  /// the one it has instead, so that no share is one of other people.
  package var stepsOfAll: [StepTaken] {
    var steps: [StepTaken] = []
    /// In the order of the way, whatever source came first.
    func rank(_ stage: PathStep.Stage) -> Int {
      switch stage {
      case .rows: 0
      case .people: 1
      case .handedOver: 2
      case .accepted: 3
      case .opened: 4
      case .deal: 5
      case .won: 6
      }
    }
    for m in metrics.indices {
      guard case .source = metrics[m].kind,
        let path = translations.first(where: { $0.metric == m && $0.outcome == .dealsWon })?.tracked?.path
      else { continue }
      let own = path.filter { $0.stage != .rows }
      for (before, step) in zip(own, own.dropFirst()) {
        if let at = steps.firstIndex(where: { $0.from == before.stage && $0.to == step.stage }) {
          steps[at].of += before.count
          steps[at].took += step.count
        } else {
          steps.append(StepTaken(from: before.stage, to: step.stage, of: before.count, took: step.count))
        }
      }
    }
    // Stages of deals stay in the order in which they were met.
    return steps.enumerated().sorted { a, b in
      let (left, right) = (a.element, b.element)
      let around = left.to.isOfDeal ? 0 : rank(right.from) - rank(left.from)
      let keys = [rank(left.to) - rank(right.to), around, a.offset - b.offset]
      return (keys.first { $0 != 0 } ?? 0) < 0
    }.map(\.element)
  }
}

import Glibc

/// What waiting for the first answer does to the chance of a deal, from the company's own records.
package struct Waiting: Sendable {
  /// Why nothing is said.
  package enum Refusal: Error, Sendable, Hashable {
    case dealsNotRecorded
    case tooFewDeals(Int)
    /// Nearly all were answered on their first day: the wait never varied.
    case neverVaried
  }

  package enum Order: Sendable, Hashable { case oldestFirst, newestFirst, byHand, notSeen }

  /// Of the deals that an answer after two hours would open, how many one after `days` days still opens.
  package struct Step: Sendable, Hashable {
    package var days: Int
    package var kept: Estimate
  }

  package var steps: [Step]
  /// That waiting does any harm at all.
  package var probability: Double
  package var grade: Grade
  /// The share kept after five days had nobody been suspected of picking the hot ones.
  package var keptUnguarded: Estimate
  package var order: Order
  /// How well age and source tell who is answered first.
  package var predictability: Double
  /// Waits of the last 91 days: median and slowest tenth, in days; share answered on a later day.
  package var median: Double
  package var slowestTenth: Double
  package var shareNextDay: Double
  package var leads: Int
  package var opened: Int

  static let shownDays = [1, 2, 3, 5, 8, 13, 21]
  static let fewestDeals = 30

  init(_ fit: WaitingFit, _ cells: WaitingCells, _ h: Handovers, order seen: WaitingOrder, isFull: Bool) {
    let base = min(0.9, max(1e-4, cells.opened / max(1, cells.leads)))
    func kept(_ table: [Double], _ days: Int) -> Estimate {
      var values: [(Double, Double)] = []
      for (i, p) in table.enumerated() where p > 1e-12 {
        guard let shape = WaitingShape(rawValue: i / (WaitingFit.steps + 1)) else { continue }
        let odds = base / (1 - base) * exp(-WaitingFit.effect(i % (WaitingFit.steps + 1)) * shape.value(Double(days)))
        values.append((odds / (1 + odds) / base, p))
      }
      return Estimate(weighted: values)
    }
    steps = Waiting.shownDays.map { Step(days: $0, kept: kept(fit.table, $0)) }
    keptUnguarded = kept(fit.unguarded, 5)
    probability = fit.probability
    predictability = seen.predictability
    order = seen.daysSeen == 0 ? .notSeen : seen.strictness < 0.35 ? .byHand : seen.isOldestFirst ? .oldestFirst : .newestFirst
    leads = Int(cells.leads)
    opened = Int(cells.opened)
    let newest = (0..<h.count).filter { h.answered[$0] >= 0 && Int(h.came[$0]) >= h.days - 91 }
    let waits = newest.map { Double(h.wait[$0]) }.sorted()
    median = quantile(sorted: waits, 0.5)
    slowestTenth = quantile(sorted: waits, 0.9)
    shareNextDay = waits.isEmpty ? 0 : Double(newest.count { h.answered[$0] > h.came[$0] }) / Double(waits.count)
    // Picked by hand, and nothing to hold the guard: no word on it.
    if !isFull || (seen.predictability < 0.8 && fit.instruments < 0.1) {
      grade = .d
    } else {
      grade = probability > 0.95 ? .c : probability < 0.1 ? .n : .d
    }
  }
}

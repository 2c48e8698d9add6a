/// How many pairs were looked at, and how many of them would look good by luck alone.
///
/// The rates of false alarm are the ones measured for the grades themselves, in worlds where nothing differs and nothing works:
/// Articles/tracked.md (all sources equally good: 6.9% said to differ, half of them upwards) and Articles/weekly.md (a number that
/// does nothing: an effect said in 1.0%).
package struct Looks: Sendable, Hashable {
  package static let trackedByLuck = 0.069 / 2
  package static let modelledByLuck = 0.010

  /// Pairs of people whose rate could be laid beside the one of all sources, and pairs of weekly numbers the model spoke of.
  package var tracked: Int
  package var modelled: Int
  /// Of those: said to be above all sources together (95%), or to go with the outcome.
  package var good: Int

  /// Expected number of pairs that look good where nothing is.
  package var byLuck: Double { Double(tracked) * Self.trackedByLuck + Double(modelled) * Self.modelledByLuck }
  package var pairs: Int { tracked + modelled }

  /// `pooled` has the rate of all sources together for each outcome that has one.
  init(_ translations: [Translation], metrics: [Metric], pooled: (OutcomeKind) -> Double?) {
    tracked = 0
    modelled = 0
    good = 0
    for t in translations {
      switch t.evidence {
      case .tracked:
        // Revenue is the same deals again, hours are measured: neither is a further look.
        guard t.outcome != .revenueWon, t.outcome != .salesHours, let worth = t.perUnit, let all = pooled(t.outcome) else {
          continue
        }
        tracked += 1
        if worth.low > all { good += 1 }
      case .modelled:
        // One look at leads speaks for every outcome after them.
        guard t.outcome == .dealsWon, let fit = t.modelled?.fit else { continue }
        modelled += 1
        switch fit.verdict {
        case .effect: good += 1
        case .noEffect, .cannotBeTold: break
        }
      }
    }
  }
}

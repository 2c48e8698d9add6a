import Records
import Testing
@testable import Translation
@Test func scratch() async throws {
  let r = try await Reading.read(.directory(path: "/work/shared/exports/olist"), workers: 2)
  let l = r.ledger(asOf: nil)
  let c = Counting(l)
  let a = c.arrivals { l.leads.won[$0] }
  let w = recordWindow(of: Arrivals.sum(a)!, cutoff: l.cutoff)
  for step in 0..<6 {
      let cutoff = w.to - 90 - 30 * step
      guard cutoff - w.from >= 120, let fit = RateFit(a, window: RecordWindow(from: w.from, to: cutoff), pooled: a.count) else { break }
      print(cutoff, "H", fit.horizon, "reach", fit.reach, "luck", fit.calendarLuck.squareRoot())
      for s in a.indices {
        let said = fit.inHand(of: s, days: 90)
        print("  ", l.sources[s].name, said, "came", a[s].outcomes(after: cutoff, days: 90, from: w.from))
      }
  }
}

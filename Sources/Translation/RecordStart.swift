import Glibc
import Records

/// Finds the days between which an outcome was recorded at all.
///
/// An export of deals often begins months after the export of leads: the early leads then look like failures. From the
/// lags of the units that came after the first outcome's month follows how many outcomes each earlier month should have
/// held. While a month holds less than a third of that, and all of them together less than luck explains (Poisson,
/// P < .001), the record has not begun. The same is asked of the days after the last outcome.
package func recordWindow(of arrivals: Arrivals, cutoff: Day) -> RecordWindow {
  let last = arrivals.first + max(0, arrivals.units.count - 1)
  let whole = RecordWindow(from: arrivals.first, to: cutoff)
  let events = arrivals.wins.map { arrivals.first + $0.index + $0.lag }.filter { $0 <= cutoff }
  guard let firstEvent = events.min(), let lastEvent = events.max(), last >= arrivals.first else { return whole }
  var window = whole
  let fitFrom = firstEvent.startOfNextMonth
  if firstEvent.startOfMonth > arrivals.first, fitFrom <= last {
    let fitted = arrivals.seen(in: RecordWindow(from: fitFrom, to: cutoff))
    let curve = ArrivalCurve(fitted.spells(cutoff: cutoff))
    window.from = recordStart(arrivals, curve: curve, events: events, until: fitFrom, cutoff: cutoff) ?? arrivals.first
  }
  if lastEvent < cutoff {
    let known = arrivals.seen(in: RecordWindow(from: window.from, to: lastEvent))
    let curve = ArrivalCurve(known.spells(cutoff: lastEvent))
    let silent = expectedOutcomes(arrivals, curve: curve, from: lastEvent + 1, to: cutoff)
    if poisson(atMost: 0, mean: silent) < 0.001, silent > 10 { window.to = lastEvent }
  }
  return window
}

private func recordStart(
  _ arrivals: Arrivals, curve: ArrivalCurve, events: [Day], until end: Day, cutoff: Day
) -> Day? {
  var start: Day?
  var observedSoFar = 0
  var expectedSoFar = 0.0
  var month = arrivals.first.startOfMonth
  while month < end {
    let next = month.startOfNextMonth
    let observed = events.count { $0 >= month && $0 < next }
    let expected = expectedOutcomes(arrivals, curve: curve, from: month, to: next - 1)
    let tooFew = Double(observed) < expected / 3
    // Fewer than seven expected cannot be told from none by a single month: the run neither ends nor moves there.
    guard tooFew || expected < 7 else { break }
    observedSoFar += observed
    expectedSoFar += expected
    if tooFew, poisson(atMost: observedSoFar, mean: expectedSoFar) < 0.001 { start = next }
    month = next
  }
  return start
}

/// How many outcomes the days `from` … `to` should hold, given when units came and how long outcomes take.
private func expectedOutcomes(_ arrivals: Arrivals, curve: ArrivalCurve, from: Day, to: Day) -> Double {
  var expected = 0.0
  for (i, n) in arrivals.units.enumerated() where n > 0 {
    let came = arrivals.first + i
    guard came <= to else { break }
    expected += Double(n) * (curve.value(within: to - came + 1) - curve.value(within: max(0, from - came)))
  }
  return expected
}

/// P(X ≤ k) for a Poisson count.
package func poisson(atMost k: Int, mean: Double) -> Double {
  guard mean > 0 else { return 1 }
  var term = exp(-mean)
  var sum = term
  for i in stride(from: 1, through: k, by: 1) {
    term *= mean / Double(i)
    sum += term
  }
  return min(1, sum)
}

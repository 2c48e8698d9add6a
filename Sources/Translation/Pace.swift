import Records

/// How soon an outcome follows the handover, and how what is in hand comes in: days, as the company's own leads had them.
package struct Pace: Sendable, Hashable {
  /// Share of those within `Outlook.horizon` days that came within so many days.
  package var done: [Double]
  /// Of what the leads that are there will still bring, the share that comes within so many days.
  package var inHand: [Double]

  /// Outcomes of leads that have had their time, below which the younger ones have to help.
  static let fewest = 20

  /// `lags`: by days, how many came; of leads whose time is over, and of all. `waiting`: by age, leads without the outcome.
  init(ripe: [Int], all: [Int], waiting: [Int]) {
    let counts = ripe.reduce(0, +) >= Pace.fewest ? ripe : all
    let sum = Double(counts.reduce(0, +))
    var seen = 0
    let done = counts.map { count -> Double in
      seen += count
      return sum > 0 ? Double(seen) / sum : 0
    }
    self.done = done
    let end = done.count - 1
    let coming = (0...end).map { days in
      waiting.enumerated().reduce(0.0) { sum, one in
        one.element > 0 ? sum + Double(one.element) * (done[min(end, one.offset + days)] - done[min(end, one.offset)]) : sum
      }
    }
    let most = coming[end]
    inHand = (0...end).map { most > 0 ? coming[$0] / most : Double($0) / Double(end) }
  }

  /// Between whole days.
  func done(_ days: Double) -> Double { Pace.at(days, done) }
  func inHand(_ days: Int) -> Double { Pace.at(Double(days), inHand) }

  private static func at(_ days: Double, _ values: [Double]) -> Double {
    guard days > 0, let last = values.last else { return 0 }
    guard days < Double(values.count - 1) else { return last }
    let low = Int(days)
    return values[low] + (values[low + 1] - values[low]) * (days - Double(low))
  }
}

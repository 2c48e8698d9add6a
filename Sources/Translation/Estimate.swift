/// A figure with its doubt: views receive this, so that they cannot forget the interval.
package struct Estimate: Sendable, Hashable {
  package var value: Double
  package var low: Double
  package var high: Double
  /// Probability that the interval holds the truth, as claimed: 0.9 everywhere on screen.
  package var level: Double

  package init(value: Double, low: Double, high: Double, level: Double = 0.9) {
    self.value = value
    self.low = low
    self.high = high
    self.level = level
  }

  package func scaled(by factor: Double) -> Estimate {
    Estimate(value: value * factor, low: low * factor, high: high * factor, level: level)
  }

  /// The mean of values in proportion to their probabilities, which sum to one, and where a twentieth lies on either side; 0 of none.
  init(weighted values: [(value: Double, probability: Double)]) {
    let sorted = values.sorted { $0.value < $1.value }
    func at(_ share: Double) -> Double {
      var sum = 0.0
      for (value, probability) in sorted {
        sum += probability
        if sum >= share { return value }
      }
      return sorted.last?.value ?? 0
    }
    self.init(value: sorted.reduce(0) { $0 + $1.value * $1.probability }, low: at(0.05), high: at(0.95))
  }
}

/// A quantile of a few numbers, linear between neighbours; 0 of none.
func quantile(_ values: [Double], _ share: Double) -> Double { quantile(sorted: values.sorted(), share) }

/// The same of numbers that are in order.
func quantile(sorted: [Double], _ share: Double) -> Double {
  guard !sorted.isEmpty else { return 0 }
  let place = share * Double(sorted.count - 1)
  let below = Int(place)
  let above = min(sorted.count - 1, below + 1)
  return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
}

/// How much a translation deserves to be believed.
package enum Grade: String, Sendable, CaseIterable {
  case a = "A"
  case b = "B"
  case c = "C"
  case d = "D"
  case n = "N"
  case x = "X"
}

/// Whether units were followed one by one or only counted.
package enum Evidence: String, Sendable {
  case tracked, modelled
}

/// When outcomes come, in days after the unit: the quantiles among those that come within the stated time.
package struct Lag: Sendable, Hashable {
  package var median: Int
  package var p10: Int
  package var p90: Int

  package init(median: Int, p10: Int, p90: Int) {
    self.median = median
    self.p10 = p10
    self.p90 = p90
  }
}

/// What sales lives on.
package enum OutcomeKind: String, Sendable, CaseIterable {
  case acceptedLeads = "accepted_leads"
  case opportunities
  case dealsWon = "deals_won"
  case revenueWon = "revenue_won"
  case revenueKept = "revenue_kept"
  case salesHours = "sales_hours"
  case firstResponse = "first_response"
  case complaints
}

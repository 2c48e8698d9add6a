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

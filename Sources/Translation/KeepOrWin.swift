/// The next euro and the next hour: on keeping a customer or on winning one, in the same units.
///
/// Worth over five years, by the renewal model: of a new customer Σₖ S(k)·qᵏ·ARR·m, of one kept at the n-th renewal Σₖ S(n+k)/S(n)·qᵏ·ARR·m,
/// k from 0 to 4, with q = growth/(1+discount) and m the margin. Articles/retention.md has the assumptions.
package enum KeepOrWin {
  /// What a customer is worth by.
  package struct Worth: Sendable, Hashable {
    package var yearly: Double
    /// Part of the revenue that stays after serving it.
    package var margin: Double
    /// What a customer who stays pays next year for 1 of this year.
    package var growth: Double
    package var discount: Double
    package var years: Int
    /// From one renewal to the next.
    package var months: Int

    package init(
      yearly: Double, margin: Double = 0.8, growth: Double = 1, discount: Double = 0.1, years: Int = 5, months: Int = 12
    ) {
      self.yearly = yearly
      self.margin = margin
      self.growth = growth
      self.discount = discount
      self.years = years
      self.months = months
    }

    package func ofNew(a: Double, b: Double) -> Double { ofKept(a: a, b: b, at: 0) }

    /// One that is kept at its renewal of that number; 0: a new one.
    package func ofKept(a: Double, b: Double, at renewal: Int) -> Double {
      var (stays, factor, sum) = (1.0, 1.0, 0.0)
      for k in 0..<years {
        sum += stays * factor
        for passed in (k * 12 / months)..<((k + 1) * 12 / months) {
          let number = Double(renewal + passed)
          stays *= (b + number) / (a + b + number)
        }
        factor *= growth / (1 + discount)
      }
      return sum * yearly * margin
    }
  }

  /// Where the next of something goes.
  package enum Choice: Sendable, Hashable {
    case keep, win
  }

  /// Worth of an hour or a euro on either side, at one draw or as a point.
  package struct Comparison: Sendable, Hashable {
    package var win: Double
    package var keep: Double
    package var choice: Choice { keep > win ? .keep : .win }
  }

  /// A budget either way: what a euro does, and what all of it does.
  package static func euro(costPerDeal: Double, valueWon: Double, costPerKept: Double, valueKept: Double) -> Comparison {
    Comparison(win: valueWon / costPerDeal, keep: valueKept / costPerKept)
  }

  /// An hour either way. `dealsPerHour` counts what is delayed by it and may be negative: then every hour is better kept for customers.
  package static func hour(dealsPerHour: Double, valueWon: Double, keptPerHour: Double, valueKept: Double) -> Comparison {
    Comparison(win: dealsPerHour * valueWon, keep: keptPerHour * valueKept)
  }

  /// Customers kept per hour at which both are worth the same.
  package static func breakEven(dealsPerHour: Double, valueWon: Double, valueKept: Double) -> Double {
    dealsPerHour * valueWon / valueKept
  }

  /// Both bend: the split of a total at which the next bit is worth the same on both sides; all to one where they never meet. The
  /// slopes must fall.
  package static func split(
    _ total: Double, winSlope: (Double) -> Double, keepSlope: (Double) -> Double
  ) -> (win: Double, keep: Double) {
    if winSlope(0) <= keepSlope(total) { return (0, total) }
    if winSlope(total) >= keepSlope(0) { return (total, 0) }
    var (low, high) = (0.0, total)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if winSlope(middle) > keepSlope(total - middle) { low = middle } else { high = middle }
    }
    return ((low + high) / 2, total - (low + high) / 2)
  }
}

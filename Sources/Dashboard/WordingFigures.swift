import Cells
import Records
import Translation

/// A translation as two figures, for a screen that is read from two metres: so many of these, so many of those.
struct BigFigures: Equatable {
  var left: String
  var leftCaption: [Span]
  var right: String
  /// What it counts, and between what it lies.
  var rightCaption: [Span]

  static let arrow = "→"

  /// Columns between the two numbers.
  static func gap(_ scale: Int) -> Int { 4 * scale }

  /// Columns of all of it, or `nil` where a sign of it cannot be drawn.
  func columns(scale: Int) -> Int? {
    guard let left = Frame.columnsOfFigures(left, scale: scale), let right = Frame.columnsOfFigures(right, scale: scale),
      let arrow = Frame.columnsOfFigures(BigFigures.arrow, scale: scale)
    else { return nil }
    return left + arrow + right + 2 * BigFigures.gap(scale)
  }
}

extension Wording {
  /// `nil` where the grade lets no figure be shown.
  func figures(_ t: Translation) -> BigFigures? {
    guard t.grade != .d, t.grade != .n, let worth = t.perUnit else { return nil }
    let noun = findings.metrics[t.metric].noun
    func between(_ low: String, _ high: String) -> Span {
      low == high ? ", nine times in ten" : Span(", between \(low) and \(high)")
    }
    func count(_ e: Estimate, _ base: Int, _ what: String) -> BigFigures {
      let all = e.scaled(by: Double(base))
      return BigFigures(
        left: Numbers.count(base), leftCaption: [.marketing(noun)], right: Numbers.count(all.value),
        rightCaption: [.sales(what), between(Numbers.count(all.low), Numbers.count(all.high))])
    }
    func amount(_ value: Double) -> String {
      t.outcome == .revenueWon ? Numbers.money(value, currency) : Numbers.amount(value)
    }
    switch t.outcome {
    case .acceptedLeads, .opportunities, .dealsWon, .revenueWon:
      if t.evidence == .modelled {
        guard t.spend == nil else { return spent(t, noun, amount, between) }
        guard let fit = t.modelled?.fit, let share = t.modelled?.share, fit.tenPercent.value > 0, worth.value > 0 else {
          return nil
        }
        let year = fit.tenPercentYear.value * share.value
        let scale = year / worth.value
        return BigFigures(
          left: "+10%", leftCaption: [.marketing(noun)], right: amount(year),
          rightCaption: [
            .sales(t.outcome.noun), " a year", between(amount(worth.low * scale), amount(worth.high * scale)),
          ])
      }
      guard t.outcome == .revenueWon else { return count(worth, Self.base(worth.value), t.outcome.noun) }
      let all = worth.scaled(by: 100)
      return BigFigures(
        left: "100", leftCaption: [.marketing(noun)], right: amount(all.value),
        rightCaption: [.sales(t.outcome.noun), between(amount(all.low), amount(all.high))])
    case .salesHours: return count(worth, Self.base(worth.value * 10), t.outcome.noun)
    case .revenueKept, .firstResponse, .complaints: return nil
    }
  }

  private func spent(
    _ t: Translation, _ noun: String, _ amount: (Double) -> String, _ between: (String, String) -> Span
  ) -> BigFigures? {
    guard let response = t.response, !response.curves.isEmpty else { return nil }
    let today = Estimate(draws: response.curves.map { $0.value(response.today) })
    return BigFigures(
      left: Numbers.money(response.today, currency), leftCaption: [.marketing(noun), Span(" \(response.period.held)")],
      right: amount(today.value), rightCaption: [.sales(t.outcome.noun), between(amount(today.low), amount(today.high))])
  }
}

import Cells
import Records
import Translation

/// A planned volume in words: what would follow, as whole outcomes, for each side and for both.
struct PlanWording {
  let findings: Findings
  let t: Translation
  let answer: Planned

  private var metric: Metric { findings.metrics[t.metric] }
  private var currency: String? { findings.currency }
  private var isFewer: Bool { answer.units < 0 }
  private func volume(_ value: Double) -> String { Wording(findings).volume(value, metric) }
  private func outcome(_ value: Double) -> String {
    t.outcome == .revenueWon ? Numbers.money(value, currency) : Numbers.amount(value)
  }
  /// `17 more paid search leads`, `€2.0k less paid search spend`.
  private var step: String {
    let size = volume(abs(answer.planned - answer.now))
    let word = isFewer ? (metric.unit == .money ? "less" : "fewer") : "more"
    return "\(size) \(word) \(metric.noun)"
  }
  private var held: String {
    answer.period == .batch ? " at once" : " \(answer.period.held) for \(Numbers.span(days: answer.days))"
  }
  private var verb: String {
    switch t.grade {
    case .a: "bring"
    case .c: "go with"
    case .b, .d, .n, .x: "be followed by"
    }
  }

  var headline: [Span] {
    // Said of a size: a range that holds nought keeps its signs.
    let turned =
      isFewer
      ? Estimate(value: -answer.expected.value, low: -answer.expected.high, high: -answer.expected.low) : answer.expected
    let range = Numbers.range(outcome(turned.low), outcome(turned.high))
    let word = isFewer ? (t.outcome == .revenueWon ? "less" : "fewer") : "more"
    let noun = t.outcome == .revenueWon ? "revenue" : t.outcome.noun
    let line: [Span] = [
      "What if: ", .marketing(step), "\(held) would \(verb) about ",
      .sales("\(outcome(turned.value)) \(word) \(noun) (\(range))"), Span(Wording(findings).within(t)),
      Span(answer.inAll?.tells ?? false ? " of their own." : "."),
    ]
    return line + inAll
  }

  /// With those counted that wait longer for them, where that is not what their own are.
  private var inAll: [Span] {
    guard let all = answer.inAll, all.tells else { return [] }
    let noun = t.outcome == .opportunities ? "opportunities" : "deals"
    let range = Numbers.range(Numbers.amount(all.total.low), Numbers.amount(all.total.high))
    let total = Span.sales("\(Numbers.amount(all.total.value)) \(noun) (\(range))")
    switch all.verdict {
    case .fewerDeals: return [" In all: ", total, ", ", .bad("fewer"), "."]
    case .moreDeals: return [" In all: ", total, "."]
    case .cannotBeTold: return [" In all: ", total, ", so more or fewer cannot be told."]
    }
  }

  /// Whole outcomes and the chance of none.
  var whole: [Span] {
    guard let more = answer.more, let none = answer.none else { return [] }
    let (low, high) = isFewer ? (-more.p95, -more.p05) : (more.p05, more.p95)
    let chance = none > 0.995 ? "near certainty" : none < 0.005 ? "hardly a chance" : "a chance of \(Numbers.percent(none))"
    return [
      Span(
        "In whole \(t.outcome.counted): \(Numbers.range(Numbers.count(low), Numbers.count(high))), with \(chance) of not one \(isFewer ? "fewer" : "more")."
      )
    ]
  }

  /// The same, and that nothing is kept.
  var beside: [Span] { whole + [.muted((whole.isEmpty ? "" : " ") + "Nothing is kept: 0 is as today.")] }

  var forMarketing: [Span] {
    let tried = t.response.map { " At most \(volume($0.tried.upperBound)) \($0.period.within) was ever tried." } ?? ""
    let all =
      answer.period == .batch
      ? "" : ": \(volume(abs(answer.units))) \(isFewer ? (metric.unit == .money ? "less" : "fewer") : "more") in all"
    return [Span("\(volume(answer.planned)) \(answer.period.held) instead of \(volume(answer.now))\(all).\(tried)")]
  }

  var forSales: [Span] {
    let parts = asked
    guard !parts.isEmpty else { return [Span("What it would ask of sales’ hours is not recorded.")] }
    return [Span("That is \(Wording.listed(parts, "and")).")]
  }

  /// The first of it, with its range, for a pane that has one row left.
  var shortForSales: [Span] { asked.first.map { [Span($0.capitalisedFirst + ".")] } ?? forSales }

  /// What it asks of sales and brings it: hours, then revenue.
  private var asked: [String] {
    var parts: [String] = []
    if let hours = answer.hours {
      let size = isFewer ? Estimate(value: -hours.value, low: -hours.high, high: -hours.low) : hours
      parts.append(
        "about \(Numbers.count(size.value)) \(isFewer ? "fewer" : "more") sales hours (\(Numbers.range(Numbers.count(size.low), Numbers.count(size.high))))"
      )
    }
    if let revenue = answer.revenue, answer.inAll?.tells ?? false {
      let range = Numbers.range(Numbers.money(revenue.low, currency), Numbers.money(revenue.high, currency))
      parts.append("in all \(Numbers.money(revenue.value, currency)) of revenue (\(range))")
    } else if let revenue = answer.revenue {
      let size = isFewer ? Estimate(value: -revenue.value, low: -revenue.high, high: -revenue.low) : revenue
      parts.append(
        "\(Numbers.money(size.value, currency)) \(isFewer ? "less" : "more") revenue (\(Numbers.range(Numbers.money(size.low, currency), Numbers.money(size.high, currency))))"
      )
    }
    return parts
  }

  var forBoth: [Span] {
    let wording = Wording(findings)
    if !isFewer, let hours = answer.hours, hours.value > 1, let other = better(wording) { return [Span(other)] }
    if let all = answer.inAll, all.verdict != .moreDeals {
      return [Span("The others would wait longer for it. Make room first, or leave it as it is?")]
    }
    return [Span(isFewer ? "Is what it frees worth more elsewhere?" : "Worth \(step)? Is there room in sales for it?")]
  }

  /// The same hours in the source that needs the fewest of them, where it is another one.
  private func better(_ wording: Wording) -> String? {
    guard let hours = answer.hours else { return nil }
    func cost(_ t: Translation) -> Double? {
      guard let each = t.hoursPerUnit, let units = t.units, let won = t.outcomes, won >= 10 else { return nil }
      return each.value * Double(units) / Double(won)
    }
    let others = findings.translations.filter {
      $0.outcome == t.outcome && $0.metric != t.metric && ($0.grade == .a || $0.grade == .b)
    }
    guard let best = others.compactMap({ other in cost(other).map { (other, $0) } }).min(by: { $0.1 < $1.1 }),
      let own = cost(t), best.1 * 2 <= own
    else { return nil }
    return
      "The same \(Numbers.count(hours.value)) hours are the work of about \(Numbers.amount(hours.value / best.1)) \(t.outcome.counted) from \(findings.metrics[best.0.metric].noun). Worth \(step)?"
  }
}

extension Response.Refusal {
  /// Why a planned volume has no answer.
  func sentence(_ metric: Metric, _ response: Response, _ findings: Findings) -> String {
    func volume(_ value: Double) -> String { Wording(findings).volume(value, metric) }
    switch self {
    case .beyondTried(let asked, let most):
      return
        "More than \(volume(most)) \(metric.noun) \(response.period.within) was never tried: what \(volume(asked)) would bring cannot be told."
    case .belowTried(let asked, let least):
      return
        "Less than \(volume(least)) \(metric.noun) \(response.period.within) was never tried: what \(volume(asked)) would bring cannot be told."
    }
  }
}

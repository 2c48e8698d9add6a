import Cells
import Glibc
import Translation

/// What the next units bring, where that is not what the average one brought, and what more money has gone with.
extension Wording {
  /// `€24.0k`, `169`.
  func volume(_ value: Double, _ metric: Metric) -> String {
    metric.unit == .money ? Numbers.money(value, currency) : Numbers.amount(value)
  }

  /// "The next 100: 10–32." or why not.
  func nextUnits(_ t: Translation) -> String {
    if let next = t.next, let count = next.count {
      return
        " The next \(Numbers.count(next.units)): \(Numbers.range(Numbers.count(count.p05), Numbers.count(count.p95)))\(ofTheirOwn(t)).\(beyond(t))"
    }
    if let next = t.next, let amount = next.amount?.ninety {
      return
        " The next \(Numbers.count(next.units)): \(Numbers.range(Numbers.money(amount.low, currency), Numbers.money(amount.high, currency)))\(ofTheirOwn(t)).\(beyond(t))"
    }
    guard case .beyondTried? = t.nextRefused else { return "" }
    return mostTried(t)
  }

  private func beyond(_ t: Translation) -> String { t.response?.stepsBeyond ?? false ? mostTried(t) : "" }

  private func mostTried(_ t: Translation) -> String {
    guard let response = t.response else { return "" }
    return " More than \(Numbers.count(response.tried.upperBound)) \(response.period.within) was never tried."
  }

  /// Why nothing is said about the next ones.
  package func nextRefusal(_ t: Translation) -> String {
    guard let refused = t.nextRefused, let response = t.response else { return ground(t) }
    return refused.sentence(findings.metrics[t.metric], response, findings)
  }

  /// In the headline, where nine tenths of the doubt lie on one side: "; the next ones by about 2".
  func nextClause(_ t: Translation, _ base: Int, short: Bool) -> [Span] {
    if let counted = inAllClause(t, short: short) { return counted }
    guard let next = t.next, t.outcome != .revenueWon else { return [] }
    switch next.bend {
    case .cannotBeTold: return []
    case .less, .more:
      func figure(_ value: Double) -> String { Numbers.amount(value * Double(base)) }
      let range = Numbers.range(figure(next.perUnit.low), figure(next.perUnit.high))
      return [Span("; the next by about "), .sales("\(figure(next.perUnit.value)) (\(range))")]
    }
  }

  /// Money that is known beside the people it brought: what it goes with at today's level, and what the next of it does.
  func spending(_ t: Translation, _ noun: String, short: Bool) -> [Span] {
    guard let response = t.response else { return [] }
    func outcome(_ e: Estimate) -> String {
      Numbers.told(e) { t.outcome == .revenueWon ? Numbers.money($0, currency) : Numbers.amount($0) }
    }
    let today = Estimate(draws: response.curves.map { $0.value(response.today) })
    let noun = t.outcome == .revenueWon ? "of revenue" : t.outcome.noun
    var line: [Span] = [
      .marketing(
        "\(Numbers.money(response.today, currency)) of \(self.findings.metrics[t.metric].noun) \(response.period.held)"),
      Span(short ? " goes with " : " goes with about "), .sales("\(outcome(today)) \(noun)"), Span(within(t)),
    ]
    if let next = t.next {
      line += [
        "; the next ", .marketing(Numbers.money(Double(next.units), currency)), " with ",
        .sales(outcome(next.perUnit.scaled(by: Double(next.units)))),
      ]
    }
    return line + ["."]
  }

  /// The first money and the last, where they bought at different prices: one sentence a side.
  func saturation(_ t: Translation) -> (marketing: String, sales: String)? {
    guard let spend = t.spend, spend.fit.probability >= 0.95, t.grade != .d, t.outcome != .revenueWon else { return nil }
    // Where the noted need tells more, marketing hears that; half of a comparison would be none.
    if let split = t.tracked?.noted, isTelling(split) { return nil }
    guard case .less = spend.response.bend else { return nil }
    let response = spend.response
    let least = response.tried.lowerBound
    // From the least that was ever spent to today's; to the most, where today is the least.
    let end = response.today > least * 1.1 ? response.today : response.tried.upperBound
    guard least > 0, end > least * 1.1 else { return nil }
    let first = Estimate(medianOf: response.curves.map { least / max(1e-12, $0.value(least)) })
    let last = Estimate(medianOf: response.curves.map { (end - least) / max(1e-12, $0.value(end) - $0.value(least)) })
    guard last.value > first.value else { return nil }
    func money(_ value: Double) -> String { Numbers.money(value, currency) }
    let one = t.outcome.singular
    let marketing =
      "The first \(money(least)) \(response.period.held) bought \(one.article) per \(money(first.value)) (\(Numbers.range(money(first.low), money(first.high)))); the \(end == response.today ? "last" : "next") \(money(end - least)) one per \(money(last.value)) (\(last.high < 1e9 ? Numbers.range(money(last.low), money(last.high)) : "from \(money(last.low))"))."
    let months = 1 / max(1e-9, (end - least) / last.value)
    let rhythm =
      months >= 1.5
      ? "1 \(one) every \(Numbers.count(months)) \(response.period == .month ? "months" : "weeks")"
      : "\(Numbers.amount(1 / months)) \(t.outcome.noun)"
    return (
      marketing,
      "The \(end == response.today ? "last" : "next") \(money(end - least)) \(response.period.held) go with \(rhythm)."
    )
  }

  /// One line for *why*: how the next compares with the average, and on what that stands.
  func response(_ t: Translation) -> String {
    if let spend = t.spend {
      let next = spend.response.slopeToday
      let average = spend.response.averageToday
      let one = t.outcome == .revenueWon ? "€1 of revenue" : t.outcome.singular
      func price(_ e: Estimate) -> String {
        let value = 1 / max(1e-12, e.value)
        let (low, high) = (1 / max(1e-12, e.high), 1 / max(1e-12, e.low))
        func money(_ x: Double) -> String { x < 1e9 ? Numbers.money(x, currency) : "no sum" }
        return "\(money(value)) (\(Numbers.range(money(low), money(high))))"
      }
      return
        "\(spend.fit.periods) \(spend.response.period == .month ? "months" : "weeks") of money beside the people who came: at \(Numbers.money(spend.response.today, currency)) \(spend.response.period.held) one \(one) has cost \(price(average)), the next \(price(next)). Tried: \(Numbers.money(spend.response.tried.lowerBound, currency))–\(Numbers.money(spend.response.tried.upperBound, currency))."
    }
    guard let response = t.response else { return "" }
    let metric = findings.metrics[t.metric]
    let most = volume(response.tried.upperBound, metric)
    let range = "Tried: up to \(most) \(response.period.within)."
    guard let tilt = t.tilt else { return range }
    // On the logit a doubling is ln 2 times the tilt; for chances this small that is the share by which they fall.
    func share(_ x: Double) -> String { Numbers.change(from: 1, to: exp(x * 0.6931)) }
    let (low, high) = (tilt.mean - 1.645 * tilt.spread, tilt.mean + 1.645 * tilt.spread)
    let verdict = low > 0 ? "rises" : high < 0 ? "falls" : "may fall or rise"
    return
      "Twice as many at once: each one’s chance \(verdict), \(share(tilt.mean)) (\(share(low)) to \(share(high))), over \(tilt.batches) \(response.period == .batch ? "batches" : "blocks of 4 weeks") at equal age. \(range)"
  }
}

extension Wording {
  /// What money was counted by: `months`, `weeks`, and both where it is not known which.
  static func periods(_ t: Translation) -> String {
    switch (t.spend?.response ?? t.response)?.period {
    case .month?: "months"
    case .week?: "weeks"
    case .fourWeeks?, .batch?, nil: "weeks or months"
    }
  }
}

extension String {
  /// `a deal`, `an opportunity`.
  var article: String { ("aeiou".contains(first ?? " ") ? "an " : "a ") + self }
}

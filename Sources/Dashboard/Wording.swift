import Cells
import Records
import Translation

/// One translation in words: the headline, what must be heard beside it, and the three voices.
///
/// The screen and the command line both take their sentences from here.
package struct Words: Sendable, Equatable {
  package var headline: [Span]
  /// The same in fewer words, for narrow panes: no figure and no range is ever dropped.
  package var shortHeadline: [Span]
  package var beside: [Span]
  package var forMarketing: [Span]
  package var forSales: [Span]
  package var forBoth: [Span]
  /// The three voices in a line of 38 columns each, for a pane of 40.
  package var short: [[Span]]
}

/// Makes sentences from findings. Counts before percentages; the range and the lag in the same sentence; the verb follows the grade.
package struct Wording: Sendable {
  package let findings: Findings

  package init(_ findings: Findings) { self.findings = findings }

  var today: Day { findings.cutoff }
  var currency: String? { findings.currency }

  package func words(_ translation: Translation) -> Words {
    let metric = findings.metrics[translation.metric]
    let noun = metric.noun
    var words = Words(
      headline: [], shortHeadline: [], beside: beside(translation, noun),
      forMarketing: forMarketing(translation, metric), forSales: forSales(translation, metric),
      forBoth: forBoth(translation, metric), short: shortVoices(translation))
    words.headline = headline(translation, noun, short: false)
    words.shortHeadline = headline(translation, noun, short: true)
    return words
  }

  /// As it is copied: a line each.
  func text(_ translation: Translation) -> String {
    let words = words(translation)
    return [
      words.headline.plain, words.beside.plain, "For marketing: " + words.forMarketing.plain,
      "For sales: " + words.forSales.plain, "For both: " + words.forBoth.plain,
    ].joined(separator: "\n")
  }

  // MARK: The headline

  func headline(_ t: Translation, _ noun: String, short: Bool) -> [Span] {
    let unknown: [Span] = [
      "What ", .marketing(noun), " would mean for ", .sales(t.outcome.noun), " cannot be told yet",
    ]
    switch t.grade {
    case .a, .b, .c, .x:
      guard let worth = t.perUnit, t.grade != .a || t.untested != .d && t.untested != .n else {
        return t.grade == .a ? tested(t, noun) : unknown + ["."]
      }
      switch t.outcome {
      case .acceptedLeads, .opportunities, .dealsWon:
        if t.evidence == .modelled { return t.spend == nil ? change(t, noun, worth) : spending(t, noun, short: short) }
        return rate(t, noun, worth, short: short)
      case .revenueWon:
        if t.evidence == .modelled { return t.spend == nil ? change(t, noun, worth) : spending(t, noun, short: short) }
        return money(t, noun, worth, short: short)
      case .salesHours:
        let each = Self.base(worth.value * 10)
        let hours = "\(Numbers.count(worth.value * Double(each))) sales hours"
        // One time for all of them: a range of one figure would look like a slip.
        guard Self.isSpread(worth, each) else {
          return [
            .marketing("\(Numbers.count(each)) \(noun)"), " take ", .sales(hours),
            Span(": \(Numbers.amount(worth.value)) each, every one the same."),
          ]
        }
        return [
          .marketing("\(Numbers.count(each)) \(noun)"), " take about ", .sales("\(hours) (\(spread(worth, each)))"), ".",
        ]
      case .revenueKept, .firstResponse, .complaints:
        return unknown + ["."]
      }
    case .n:
      // One word has a number, the other may have none: "has not moved" is said of both together.
      return [
        .marketing(noun.capitalisedFirst), " went up and down; nothing in ", .sales(t.outcome.noun), " has moved with them.",
      ]
    case .d:
      switch t.ground {
      case .noneYet(let units, let below):
        if let later = passes(t) {
          return [
            "None of ", .marketing("\(Numbers.count(units)) \(noun)"), " \(wasOutcome(t.outcome)), yet ",
            .sales("\(Numbers.count(later.count)) \(later.outcome.became(later.count))"), ": that step is not theirs.",
          ]
        }
        return [
          "None of ", .marketing("\(Numbers.count(units)) \(noun)"),
          " \(wasOutcome(t.outcome)) yet: nine times in ten fewer than ",
          .sales(bound(below, t.outcome)), " would\(within(t)).",
        ]
      case .tooFew(let won, let units, _):
        return unknown + [
          short ? ": " : ": only ", .sales("\(Numbers.count(won)) of \(Numbers.count(units))"),
          " \(t.outcome.became(won)) so far.",
        ]
      case .unfinished(let finished):
        return unknown + [
          ": they are only \(Numbers.percent(finished)) through their usual time."
        ]
      default:
        return unknown + ["."]
      }
    }
  }

  /// A tenth more of a weekly number: the change around today's level is what the weeks can tell.
  func change(_ t: Translation, _ noun: String, _ worth: Estimate) -> [Span] {
    guard let fit = t.modelled?.fit, let share = t.modelled?.share else { return [] }
    let year = fit.tenPercentYear.value * share.value
    let scale = fit.tenPercent.value > 0 && fit.perUnit.value > 0 ? year / worth.value : 0
    func figure(_ value: Double) -> String {
      t.outcome == .revenueWon ? Numbers.money(value, currency) : Numbers.amount(value)
    }
    let amount = "\(figure(year)) (\(Numbers.range(figure(worth.low * scale), figure(worth.high * scale))))"
    return [
      "A tenth more ", .marketing(noun), t.grade == .a ? " brings about " : " goes with about ",
      .sales(t.outcome == .revenueWon ? "\(amount) of revenue" : "\(amount) \(t.outcome.noun)"), " a year.",
    ]
  }

  func rate(_ t: Translation, _ noun: String, _ worth: Estimate, short: Bool) -> [Span] {
    let base = Self.base(worth.value)
    let verb = t.grade == .a ? " bring about " : t.grade == .c ? " go with about " : " are followed by about "
    var line: [Span] = [
      .marketing("\(Numbers.count(base)) \(noun)"),
      Span(short ? verb.replacingSuffix(" about ", with: " ") : verb),
      .sales("\(Numbers.count(worth.value * Double(base))) \(t.outcome.noun) (\(spread(worth, base)))"),
    ]
    line.append(Span(within(t)))
    if let lag = t.lag {
      line.append(Span("\(short ? ", half within " : ", half of them within ")\(Numbers.span(days: lag.median))"))
    }
    return line + nextClause(t, base, short: short) + ["."]
  }

  func money(_ t: Translation, _ noun: String, _ worth: Estimate, short: Bool) -> [Span] {
    let base = 100
    let figure = Numbers.money(worth.value * Double(base), currency)
    let range = Numbers.range(
      Numbers.money(worth.low * Double(base), currency), Numbers.money(worth.high * Double(base), currency))
    let verb = t.grade == .a ? "bring" : t.grade == .c ? "go with" : "are followed by"
    return [
      .marketing("\(base) \(noun)"), " \(verb)\(short ? " " : " about ")", .sales("\(figure) (\(range))"), Span(within(t)),
    ] + nextClause(t, base, short: short) + ["."]
  }

  /// The smallest round number of units of which at least three are expected to succeed.
  static func base(_ rate: Double) -> Int {
    var base = 100
    while rate * Double(base) < 3, base < 1_000_000 { base *= 10 }
    return base
  }

  func spread(_ worth: Estimate, _ base: Int) -> String {
    Numbers.range(Numbers.count(worth.low * Double(base)), Numbers.count(worth.high * Double(base)))
  }

  /// Whether low and high are two figures on that many units.
  static func isSpread(_ worth: Estimate, _ base: Int) -> Bool {
    Numbers.count(worth.low * Double(base)) != Numbers.count(worth.high * Double(base))
  }

  /// Where nobody took a step and some got further all the same: the step is not theirs. The next one that is, and how many took it.
  func passes(_ t: Translation) -> (outcome: OutcomeKind, count: Int)? {
    guard case .noneYet = t.ground else { return nil }
    let later: [OutcomeKind] =
      switch t.outcome {
      case .acceptedLeads: [.opportunities, .dealsWon]
      case .opportunities: [.dealsWon]
      case .dealsWon, .revenueWon, .revenueKept, .salesHours, .firstResponse, .complaints: []
      }
    for kind in later {
      let other = findings.translations.first { $0.metric == t.metric && $0.outcome == kind }
      if let count = other?.outcomes, count > 0 { return (kind, count) }
    }
    return nil
  }

  func within(_ t: Translation) -> String { t.withinDays.map { " within \(Numbers.horizon($0))" } ?? "" }

  func bound(_ share: Double, _ outcome: OutcomeKind) -> String {
    let base = Self.base(share)
    return "\(Numbers.count((share * Double(base)).rounded(.up))) in \(Numbers.count(base))"
  }

  func wasOutcome(_ outcome: OutcomeKind) -> String {
    switch outcome {
    case .acceptedLeads: "was accepted by sales"
    case .opportunities: "was opened as a deal"
    case .dealsWon, .revenueWon: "was won"
    case .revenueKept, .salesHours, .firstResponse, .complaints: "was counted"
    }
  }
}

extension Metric.Kind {
  package var isSeries: Bool {
    switch self {
    case .series: true
    case .source, .overlay: false
    }
  }
}

extension String {
  func replacingSuffix(_ suffix: String, with other: String) -> String {
    hasSuffix(suffix) ? dropLast(suffix.count) + other : self
  }
}

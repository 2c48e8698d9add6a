import Records

/// A goal as Align reads it: of which side, what is counted, between which days, how much, and whether that is a floor or a ceiling.
package struct Aim: Sendable, Hashable {
  package enum Side: String, Sendable { case marketing, sales, both }

  package var side: Side
  package var measure: Measure
  package var from: Day
  package var to: Day
  package var value: Double
  package var isFloor: Bool

  package init(side: Side, measure: Measure, from: Day, to: Day, value: Double, isFloor: Bool) {
    self.side = side
    self.measure = measure
    self.from = from
    self.to = to
    self.value = value
    self.isFloor = isFloor
  }

  /// What a goal is set on.
  package enum Measure: Sendable, Hashable {
    /// Leads that come to sales in a week.
    case leadsAWeek
    /// A sum over the goal's days.
    case total(OutcomeKind)
    /// Of what comes to sales or is opened, the share that gets further.
    case share(OutcomeKind, of: Stage)
    /// First answers within so many working hours, of those that are due.
    case answered(withinHours: Double)
    /// Customers who stay for a year.
    case customersKept
    case spendAMonth
    /// A metric's own number: summed over the goal's days, or its mean where it is a level (`Flow`).
    case metric(String)

    package enum Stage: String, Sendable, Hashable { case leads, opportunities }
  }
}

extension Aim.Measure {
  /// As the journal has it: `leads a week`, `deals_won`, `deals_won of opportunities`, `answered within 4 h`, `customers kept`, `spend a month`,
  /// or a metric's name.
  package init(_ text: String) {
    let words = text.split(separator: " ").map(String.init)
    if ["leads a week", "handed_over_leads a week", "handed_over_leads"].contains(text) {
      self = .leadsAWeek
    } else if text == "customers kept" || text == "customers_kept" {
      self = .customersKept
    } else if text == "spend a month" || text == "spend_a_month" {
      self = .spendAMonth
    } else if words.count == 4, words[0] == "answered", words[1] == "within", words[3] == "h", let hours = Double(words[2]) {
      self = .answered(withinHours: hours)
    } else if words.count == 3, words[1] == "of", let kind = OutcomeKind(rawValue: words[0]),
      let stage = Stage(rawValue: words[2] == "handed_over_leads" ? "leads" : words[2])
    {
      self = .share(kind, of: stage)
    } else if let kind = OutcomeKind(rawValue: text) {
      self = .total(kind)
    } else {
      self = .metric(text)
    }
  }

  package var text: String {
    switch self {
    case .leadsAWeek: "leads a week"
    case .total(let kind): kind.rawValue
    case .share(let kind, let stage): "\(kind.rawValue) of \(stage.rawValue)"
    case .answered(let hours): "answered within \(hours == hours.rounded() ? "\(Int(hours))" : "\(hours)") h"
    case .customersKept: "customers kept"
    case .spendAMonth: "spend a month"
    case .metric(let name): name
    }
  }

  /// Whether its value is a part of something, from 0 to 1.
  package var isShare: Bool {
    switch self {
    case .share, .answered, .customersKept: true
    case .leadsAWeek, .total, .spendAMonth, .metric: false
    }
  }

  /// A score may lie below zero; nothing that is counted does.
  var mayBeNegative: Bool { if case .metric = self { true } else { false } }

  /// What can be chosen when a goal is set, marketing's first.
  package static func choices(for side: Aim.Side) -> [Aim.Measure] {
    let marketing: [Aim.Measure] = [.leadsAWeek, .share(.acceptedLeads, of: .leads), .spendAMonth]
    let sales: [Aim.Measure] = [
      .total(.dealsWon), .total(.revenueWon), .share(.dealsWon, of: .opportunities), .answered(withinHours: 4),
      .total(.firstResponse),
      .total(.opportunities), .total(.acceptedLeads), .customersKept, .total(.revenueKept), .total(.salesHours),
      .total(.complaints),
    ]
    switch side {
    case .marketing: return marketing + [.total(.opportunities), .total(.dealsWon)]
    case .sales: return sales
    case .both: return [.total(.dealsWon), .total(.revenueWon), .customersKept, .total(.revenueKept)] + marketing
    }
  }

  /// A ceiling by nature: less of it is better.
  package var isCeilingByNature: Bool {
    switch self {
    case .spendAMonth, .total(.complaints), .total(.salesHours), .total(.firstResponse): true
    case .leadsAWeek, .total, .share, .answered, .customersKept, .metric: false
    }
  }
}

extension Aim {
  /// Asked of every week in its days, and of no other.
  var isWeekly: Bool {
    switch measure {
    case .leadsAWeek, .spendAMonth, .share: true
    case .total, .answered, .customersKept, .metric: false
    }
  }

  /// The same goal, whoever set it.
  func isSame(as other: Aim) -> Bool {
    measure == other.measure && from == other.from && to == other.to && isFloor == other.isFloor && value == other.value
  }
}

/// How a goal stands.
package struct Standing: Sendable, Hashable {
  package enum Verdict: Sendable, Hashable {
    case likely, tossUp, unlikely
    /// The days are over, and it was met or missed.
    case met, missed
    case cannotBeTold(Reason)
  }
  package enum Reason: Sendable, Hashable {
    case notRecorded
    /// A part above all, a count below nothing.
    case impossible
    case noWeeks
    case noCustomers
    case unknownMeasure
    /// Its days are over before they begin.
    case backwards
    /// Its days are over, and what came of them is not counted.
    case over
    /// It begins before what is counted day by day.
    case tooLongAgo
    /// It ends later than anything that is there today says something about.
    case tooFar
    case recordTooShort
  }

  /// Today's value; `nil` where there is none.
  package var now: Double?
  /// What is expected at the end of its days, 90%; of that, what the record holds already and what comes from those in hand.
  package var expected: Estimate?
  package var soFar: Double?
  package var inHand: Double?
  /// Where leads bring it, on average: what those of the weeks shown bring as things go, and what neither they nor those in hand do.
  var parts: Parts?
  package var probability: Double?
  package var verdict: Verdict

  struct Parts: Sendable, Hashable {
    var shown: Double
    var besides: Double
  }

  static func untold(_ reason: Reason, now: Double? = nil) -> Standing {
    Standing(now: now, expected: nil, soFar: nil, inHand: nil, probability: nil, verdict: .cannotBeTold(reason))
  }

  /// Likely from eight in ten on, unlikely up to two in ten.
  init(now: Double?, draws: [Double], aim: Aim, soFar: Double? = nil, inHand: Double? = nil) {
    self.now = now
    self.soFar = soFar
    self.inHand = inHand
    expected = Estimate(draws: draws)
    let met = draws.count { aim.isFloor ? $0 >= aim.value - 1e-9 : $0 <= aim.value + 1e-9 }
    let share = Double(met) / Double(draws.count)
    probability = share
    verdict = share >= 0.8 ? .likely : share <= 0.2 ? .unlikely : .tossUp
  }

  init(now: Double?, expected: Estimate?, soFar: Double?, inHand: Double?, probability: Double?, verdict: Verdict) {
    (self.now, self.expected, self.soFar, self.inHand) = (now, expected, soFar, inHand)
    (self.probability, self.verdict) = (probability, verdict)
  }
}

import Records

/// The same won deals measured by every ruler side by side, and beside them the answer of the regression.
///
/// Rulers describe paths; none of them says what would have happened without a channel. Only `Credit.regression` tries to.
package struct Rulers: Sendable {
  /// Deals credited to one channel.
  package struct Credit: Sendable, Hashable {
    package var first: Double
    package var last: Double
    package var linear: Double
    package var position: Double
    package var decay: Double
    package var markov: Double
    package var shapley: Double
    /// New customers whose source field has the channel's name; `nil` where no source is called so.
    package var sourceField: Int?
    /// Deals that would be missing without the channel's touches, everybody being known all the same; `nil`: cannot be told,
    /// always so where `followsIntent`.
    package var regression: Estimate?
    /// Its touches come when somebody is already interested: it cannot be separated from intent without a holdout.
    package var followsIntent: Bool
    /// Customers who met the channel at least once, whatever else they met.
    package var touchedWins: Int

    package func under(_ ruler: Ruler) -> Double {
      switch ruler {
      case .first: first
      case .last: last
      case .linear: linear
      case .position: position
      case .decay: decay
      case .markov: markov
      case .shapley: shapley
      }
    }
  }

  /// Below so many touched new customers a ruler's table is gossip.
  package static let winsNeeded = 10

  package var channels: [String]
  package var credits: [Credit]
  /// New customers with at least one touch before their deal opened: what every ruler shares out.
  package var wins: Int
  /// New customers without one, and won deals of people who had been customers before: left out.
  package var untouchedWins: Int
  package var extensions: Int
  /// Customers touched, summed over channels, as a share of the wins: above 1, because people meet several channels.
  package var touchedSum: Double
  /// Touches after the opening of the deal, dropped from everything here.
  package var leakedTouches: Int
  /// Why no channel has a regression answer, where none has.
  package var regressionRefusal: TouchRegression.Refusal?

  package init(_ ledger: Ledger) throws(RulersRefusal) {
    guard ledger.touches.count > 0 else { throw .noTouches }
    let timelines = Timelines(ledger)
    let journeys = Journeys(timelines)
    guard journeys.wins >= Rulers.winsNeeded else { throw .tooFewWins(journeys.wins, needed: Rulers.winsNeeded) }
    let table = Dictionary(uniqueKeysWithValues: Ruler.allCases.map { ($0, journeys.credit(under: $0)) })
    func credit(_ ruler: Ruler, _ channel: Int) -> Double { table[ruler]?[channel] ?? 0 }
    let touched = journeys.touchedWins()
    let named = Rulers.sourceField(ledger, timelines)
    let trail = IntentTrail(ledger, timelines)
    let following = journeys.channels.indices.map { trail.follows($0) }
    let regression = TouchRegression(ExposureRows(ledger, timelines, following: following))
    channels = journeys.channels
    credits = channels.indices.map { c in
      Credit(
        first: credit(.first, c), last: credit(.last, c), linear: credit(.linear, c), position: credit(.position, c),
        decay: credit(.decay, c), markov: credit(.markov, c), shapley: credit(.shapley, c), sourceField: named[c],
        regression: regression.credits[c], followsIntent: following[c], touchedWins: touched[c])
    }
    wins = journeys.wins
    untouchedWins = journeys.untouchedWins
    extensions = journeys.extensions
    touchedSum = Double(touched.reduce(0, +)) / Double(journeys.wins)
    leakedTouches = journeys.leakedTouches
    regressionRefusal = regression.refusal
  }

  /// New customers by the source that bears each channel's name.
  private static func sourceField(_ ledger: Ledger, _ timelines: Timelines) -> [Int?] {
    var won = ledger.sources.map { _ in 0 }
    for lead in 0..<timelines.people where timelines.isWon[lead] { won[Int(ledger.leads.source[lead])] += 1 }
    let names = ledger.sources.map { snakeCase($0.name) }
    return timelines.channels.map { channel in
      names.firstIndex(of: snakeCase(channel)).map { won[$0] }
    }
  }
}

extension Rulers {
  /// The credit of the channel that bears the metric's name.
  func evidence(for metric: String) -> RulerEvidence? {
    guard let channel = channels.firstIndex(where: { snakeCase($0) == metric }) else { return nil }
    return RulerEvidence(credit: credits[channel], verdict: verdict(of: channel), wins: wins, touchedSum: touchedSum)
  }
}

/// Why no ruler can be laid.
package enum RulersRefusal: Error, Hashable, Sendable {
  /// No file records contacts with people by channel.
  case noTouches
  /// New customers with a touch before their deal opened.
  case tooFewWins(Int, needed: Int)
}

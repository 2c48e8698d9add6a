import Glibc
import Records

/// Effects on keeping that were tried and looked at, set beside winning: the next hour and the next euro in the same units.
extension KeepAgainstWin {
  /// What came of something that was done for customers.
  package struct Tested: Sendable, Hashable {
    package var name: String
    /// Revenue kept over the days that were looked at, beside what would have come.
    package var kept: Estimate
    /// Sales hours that it took; `nil` where nobody wrote them down.
    package var hours: Double?
    /// It came as it was expected.
    package var held: Bool
    /// The range is what was seen, not what was expected of it.
    package var isSeen: Bool

    package init(name: String, kept: Estimate, hours: Double?, held: Bool, isSeen: Bool) {
      (self.name, self.kept, self.hours, self.held, self.isSeen) = (name, kept, hours, held, isSeen)
    }

    /// A where it held with a range that was seen; else a hint.
    package var grade: Grade { held && isSeen ? .a : .c }
  }

  /// An hour, or a euro, on either side, worth over five years.
  package struct Beside: Sendable, Hashable {
    package var keep: Estimate
    package var win: Estimate
    /// That keeping is worth more.
    package var probability: Double
    /// Nine in ten either way; `nil`: cannot be told.
    package var choice: KeepOrWin.Choice?

    init(_ pairs: [KeepOrWin.Comparison]) {
      keep = Estimate(draws: pairs.map(\.keep))
      win = Estimate(draws: pairs.map(\.win))
      probability = Double(pairs.count { $0.choice == .keep }) / Double(max(1, pairs.count))
      choice = probability >= 0.9 ? .keep : probability <= 0.1 ? .win : nil
    }
  }

  /// An hour on what was tested against an hour on winning, at deals an hour as they were on average or, where `margin` has it, as the next
  /// lead brings them with those counted that it delays. `nil` where hours are not recorded on either side.
  package func hour(_ tested: Tested, margin: [Double]? = nil) -> Beside? {
    guard hoursPerDeal != nil, let hours = tested.hours, hours > 0 else { return nil }
    var stream = Draws(name: "tested/" + tested.name, chain: 0)
    return Beside(
      draws.enumerated().map { d, one in
        let perLead = margin.map { $0[d % $0.count] } ?? one.perLead
        return KeepOrWin.hour(
          dealsPerHour: perLead / max(1e-9, one.hours ?? 0), valueWon: one.new,
          keptPerHour: customers(tested, &stream) / hours, valueKept: one.kept)
      })
  }

  /// The same for a euro: what was tested costs its hours, at what an hour costs. `nil` where that, or the cost of a deal, is not known.
  package func euro(_ tested: Tested) -> Beside? {
    guard countsHours, let hours = tested.hours, hours > 0, let hourCost else { return nil }
    var stream = Draws(name: "tested/" + tested.name, chain: 0)
    return Beside(
      draws.map { one in
        let kept = customers(tested, &stream)
        return KeepOrWin.euro(
          costPerDeal: (one.cost ?? 0) / max(1e-9, one.perLead), valueWon: one.new,
          costPerKept: hours * hourCost / (kept == 0 ? 1e-9 : kept), valueKept: one.kept)
      })
  }

  /// Customers of the usual size that it kept, as uncertain as it was seen.
  private func customers(_ tested: Tested, _ stream: inout Draws) -> Double {
    let spread = max(0, tested.kept.high - tested.kept.low) / 3.29
    return (tested.kept.value + spread * stream.normal()) / max(1e-9, yearlyKept)
  }
}

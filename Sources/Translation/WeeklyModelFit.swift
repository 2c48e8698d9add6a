extension WeeklyModel {
  /// What the record says about every metric, in units of the outcome.
  package struct Fit: Sendable {
    package var metrics: [MetricFit]
    package var excluded: [Exclusion]
    package var weeks: Int
    /// Fourier pairs of the season; 1 means that less than two years were seen and the season is rough.
    package var seasonPairs: Int
    /// Mean outcome a week over the weeks that "today" is read from.
    package var outcomeToday: Double
    /// Correlation of neighbouring weeks' noise and its size in units of the outcome, posterior means.
    package var correlation: Double
    package var noise: Double
    /// Largest split R̂ over the metrics' contributions; above 1.05 no figure should be shown.
    package var agreement: Double
    package var sweeps: Int

    package var hasConverged: Bool { agreement < 1.05 }
  }

  /// What the record says about one metric. Estimates include the chance that it does nothing.
  package struct MetricFit: Sendable {
    package var name: String
    /// P(effect > 0): nothing below zero is allowed for, so the rest is "does nothing".
    package var probability: Double
    /// How much the record has raised the odds of an effect: the Bayes factor. Below one it speaks for "does nothing".
    package var factor: Double
    /// Outcome units a week, for a tenth more than in the last weeks, carried on until it has had its whole effect.
    package var tenPercent: Estimate
    package var tenPercentHalf: Estimate
    /// Rise of the outcome in per cent for one per cent more. Its upper end says what the record rules out.
    package var elasticity: Estimate
    /// Outcome units for one more unit around today's level, at 90% and 50%. N more units: N times this, inside the tried range.
    package var perUnit: Estimate
    package var perUnitHalf: Estimate
    /// Outcome units over the whole record: leans on the shape, hence secondary.
    package var total: Estimate
    /// `total` as a share of the outcome's own total.
    package var share: Estimate
    /// Weeks until half the effect has come, and mean delay, given that there is an effect.
    package var halfLife: Estimate
    package var lag: Estimate
    /// Probability of the logistic shape, given that there is an effect.
    package var logistic: Double
    /// Outcome units a week when the metric is held at a volume.
    package var curve: [CurvePoint]
    /// The same draw by draw, at most as many as `RateDraws.most`.
    package var draws: [Response.Curve]
    /// In the same order, how each draw's work is carried over the weeks; `nil` where it does nothing.
    package var carried: [Adstock?]
    /// Smallest and largest week ever tried, and the mean of the last weeks.
    package var tried: (low: Double, high: Double)
    package var now: Double
    package var smallest: Smallest
    /// Names of the metrics that move together with this one, and what is known of all of them at once.
    package var together: [String]
    package var joint: Joint?
    /// The record has hardly narrowed what was assumed before it.
    package var isPriorDominated: Bool
    package var verdict: Verdict

    package var tenPercentYear: Estimate { tenPercent.scaled(by: 365.25 / 7) }
  }

  package struct CurvePoint: Sendable {
    package var volume: Double
    package var outcome: Estimate
  }

  /// A group of metrics that move together: the probability that at least one works, how much the record has raised its odds, and a tenth
  /// more of all.
  package struct Joint: Sendable {
    /// How many metrics it is of.
    package var count: Int
    package var probability: Double
    package var factor: Double
    package var tenPercent: Estimate
  }

  /// The smallest effect that would be found four times in five.
  ///
  /// "Found" is a Bayes factor above `Options.found`; of metrics that move together, that of the group. Told as an elasticity: the
  /// outcome's rise in per cent when the metric rises by one per cent,
  /// which for an effect that does not bend is also the share of the outcome that the metric brings: 0.125 is "one demo in eight".
  package struct Smallest: Sendable, Hashable {
    package var elasticity: Double
    /// The same in outcome units a week for a tenth more.
    package var tenPercent: Double
  }

  package enum Verdict: Sendable, Hashable {
    /// Not seen, and an effect of the stated size probably would have been.
    case noEffect(smallest: Smallest)
    case effect(probability: Double)
    case cannotBeTold(Doubt)
  }

  package enum Doubt: Sendable, Hashable {
    /// It cannot be separated from these.
    case collinear(with: [String])
    /// The record speaks for an effect, not enough to say so.
    case leaning(probability: Double)
    /// Even a large effect would be missed in a record of this length.
    case tooFewWeeks(have: Int, smallest: Smallest)
    /// Even a large effect would be missed, because the metric hardly moves or the outcome is too restless.
    case tooLittleMovement(smallest: Smallest)
    case priorDominated
    /// An effect is seen, but with it the last half year would have been told no better.
    case predictsNoBetter(probability: Double)
    /// The sampler's halves disagree.
    case unsettled
  }
}

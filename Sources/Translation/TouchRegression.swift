import Glibc
import Records

/// How many won deals would be missing without a channel's touches: the one answer beside the rulers that asks about causes.
///
/// The chance that on a day a deal opens that will be won has logit γ·z + Σ β_c e_c, where e_c = Σ exp(−age/τ) over the touches of
/// channel c so far and z holds what stands for interest: number and recency of touches, time known, handed over, source.
/// β ~ N(0, ½²). Laplace posterior for each τ, weighed by its marginal likelihood; 400 draws; for each the channel's touches are
/// taken away from every won deal, and the chance that is then missing is summed (g-computation, Robins 1986; summed over
/// the cases, Bruzzi et al. 1985).
package struct TouchRegression: Sendable {
  /// Why no channel has an answer.
  package enum Refusal: Hashable, Sendable {
    case tooFewOpenings(Int, needed: Int)
    case doesNotSettle
  }

  package static let openingsNeeded = 30
  /// Customers that must have met a channel before anything is said about it.
  package static let metNeeded = 5
  static let channelsAtMost = 12
  static let draws = 400
  static let channelSpread = 0.5
  /// Those who opened a deal are keener than others with the same record: twice, as under a gamma frailty of variance one.
  static let keenness = 2.0
  /// Intervals are this much wider than the posterior's, which knows nothing of interest that left no record. Chosen on forty
  /// simulated companies; the article has the coverage on others.
  static let widening = 1.8

  /// Won deals, one entry a channel; `nil` where the channel cannot be judged.
  package var credits: [Estimate?]
  package var refusal: Refusal?
  /// Posterior weights of `ExposureRows.fadings`.
  package var fadingWeights: [Double] = []

  package init(_ rows: ExposureRows) {
    credits = Array(repeating: nil, count: rows.channels)
    guard rows.openings >= TouchRegression.openingsNeeded else {
      refusal = .tooFewOpenings(rows.openings, needed: TouchRegression.openingsNeeded)
      return
    }
    let judged = (0..<rows.channels).filter { rows.met[$0] >= TouchRegression.metNeeded && !rows.following[$0] }
      .sorted { (rows.met[$0], $1) > (rows.met[$1], $0) }.prefix(TouchRegression.channelsAtMost).sorted()
    guard !judged.isEmpty else { return }
    let spreads = rows.spreads + judged.map { _ in TouchRegression.channelSpread }
    var designs: [ExposureDesign] = []
    var fits: [LogisticPosterior] = []
    for fading in ExposureRows.fadings.indices {
      let design = ExposureDesign(rows, judged, fading: fading)
      guard let fit = LogisticPosterior(design, spreads: spreads, start: fits.last?.mode) else {
        refusal = .doesNotSettle
        return
      }
      designs.append(design)
      fits.append(fit)
    }
    fadingWeights = Pool.normalised(fits.map(\.logEvidence))

    var found = judged.map { _ in [Double]() }
    var chance = Xoshiro256(seed: 0x72_756c_6572)
    var (fading, upTo) = (0, fadingWeights[0])
    for draw in 0..<TouchRegression.draws {
      while fading < fits.count - 1, (Double(draw) + 0.5) / Double(TouchRegression.draws) > upTo {
        fading += 1
        upTo += fadingWeights[fading]
      }
      let lost = designs[fading].lostWithout(fits[fading].draw(&chance))
      for (c, value) in lost.enumerated() { found[c].append(value) }
    }
    for (c, channel) in judged.enumerated() {
      let sorted = found[c].sorted()
      let mean = sorted.reduce(0, +) / Double(sorted.count)
      func widened(_ end: Double) -> Double { mean + TouchRegression.widening * (end - mean) }
      // Never more deals than people who met the channel.
      let high = min(Double(rows.met[channel]), widened(sorted[sorted.count - 1 - sorted.count / 20]))
      credits[channel] = Estimate(value: mean, low: widened(sorted[sorted.count / 20]), high: max(mean, high))
    }
  }
}

/// The rows as one matrix: ordinary covariates first, then the exposures to the judged channels at one fading.
struct ExposureDesign {
  let columns: Int
  let firstChannel: Int
  /// Row-major.
  let values: [Double]
  let opens: [Bool]
  let offset: [Double]
  let daysLeft: [Double]

  init(_ rows: ExposureRows, _ judged: [Int], fading: Int) {
    firstChannel = rows.covariateCount
    columns = rows.covariateCount + judged.count
    opens = rows.opens
    offset = rows.offset
    daysLeft = rows.daysLeft
    var values: [Double] = []
    values.reserveCapacity(opens.count * columns)
    for row in rows.opens.indices {
      values.append(contentsOf: rows.covariates[row * firstChannel..<(row + 1) * firstChannel])
      for channel in judged { values.append(rows.exposures[fading][row * rows.channels + channel]) }
    }
    self.values = values
  }

  /// Deals lost without each channel: Σ over the openings of (1 − h(x without c) / h(x)) · P(it does not come later all the same).
  ///
  /// The first factor is 1 − exp(−β e) for chances far below one. For the second the person goes on as at the opening, all
  /// exposures faded, for the days that are left.
  func lostWithout(_ coefficients: [Double]) -> [Double] {
    var lost = Array(repeating: 0.0, count: columns - firstChannel)
    values.withUnsafeBufferPointer { x in
      for row in opens.indices where opens[row] {
        let at = row * columns
        var eta = 0.0
        for j in 0..<firstChannel { eta += coefficients[j] * x[at + j] }
        let never = exp(-min(TouchRegression.keenness * exp(min(eta, 0)) * daysLeft[row], 700))
        for c in lost.indices where x[at + firstChannel + c] > 0 {
          lost[c] += never * (1 - exp(-coefficients[firstChannel + c] * x[at + firstChannel + c]))
        }
      }
    }
    return lost
  }
}

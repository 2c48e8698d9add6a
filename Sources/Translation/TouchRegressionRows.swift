import Glibc
import Records

/// Person-days on which a deal opened that was won, and a sample of those on which none did: what the touch regression reads.
///
/// Sampling quiet days costs little precision, since the openings carry the knowledge, and it shifts the log-odds by a known amount
/// (case-control sampling; Prentice and Pyke 1979), which `offset` puts back. Thirty thousand leads have ten million days.
package struct ExposureRows: Sendable {
  /// Days after which a touch has faded to a third; each is tried, the data weigh them.
  package static let fadings = [7.0, 30.0, 90.0]
  static let quietDaysAnOpening = 12
  static let fewestQuietDays = 6000
  static let mostQuietDays = 18_000

  let channels: Int
  let covariateCount: Int
  /// Prior standard deviation of each covariate's coefficient.
  let spreads: [Double]
  /// Row-major.
  private(set) var covariates: [Double] = []
  /// One array a fading, row-major: Σ exp(−age / fading) over the touches of each channel so far.
  private(set) var exposures: [[Double]] = ExposureRows.fadings.map { _ in [] }
  private(set) var opens: [Bool] = []
  private(set) var offset: [Double] = []
  /// Days on which the deal could still have opened and been won by the cutoff.
  private(set) var daysLeft: [Double] = []
  let openings: Int
  /// New customers who had met each channel.
  let met: [Int]

  /// Channels that follow interest: taken as signs of it and not as causes.
  let following: [Bool]

  init(_ ledger: Ledger, _ timelines: Timelines, following: [Bool]) {
    channels = timelines.channels.count
    self.following = following
    let frame = RiskFrame(ledger, timelines)
    // Followers, taken together: how many touches and how fresh, at each fading.
    let hasFollowers = following.contains(true)
    let signs = hasFollowers ? 1 + ExposureRows.fadings.count : 0
    spreads = frame.spreads + Array(repeating: 1, count: signs)
    covariateCount = frame.covariateCount + signs
    openings = frame.openings.count
    var met = timelines.channels.map { _ in 0 }
    for opening in frame.openings {
      for channel in Set(timelines.touches(of: opening.person).map { timelines.channel[$0] }) { met[Int(channel)] += 1 }
    }
    self.met = met

    let days = frame.quietDays
    let wanted = Double(
      min(ExposureRows.mostQuietDays, max(ExposureRows.fewestQuietDays, openings * ExposureRows.quietDaysAnOpening)))
    let warm = min(1, 0.75 * wanted / Double(max(1, days.warm)))
    let cold = min(1, 0.25 * wanted / Double(max(1, days.cold)))
    let faded = ExposureRows.fadings.map { fading in (0...4000).map { exp(-Double($0) / fading) } }
    func add(_ person: Int, _ day: Int32, share: Double, opens isOpening: Bool) {
      frame.covariates(of: person, on: day, into: &covariates)
      if hasFollowers {
        var (count, fresh) = (0, faded.map { _ in 0.0 })
        frame.eachTouch(of: person, until: day) { channel, age in
          guard following[channel] else { return }
          count += 1
          for f in faded.indices { fresh[f] += faded[f][min(age, 4000)] }
        }
        covariates.append(log1p(Double(count)))
        for value in fresh { covariates.append(log1p(value)) }
      }
      for f in faded.indices {
        let at = exposures[f].count
        exposures[f].append(contentsOf: repeatElement(0, count: channels))
        frame.eachTouch(of: person, until: day) { channel, age in exposures[f][at + channel] += faded[f][min(age, 4000)] }
      }
      opens.append(isOpening)
      daysLeft.append(frame.finishedDays(after: day))
      offset.append(frame.logFinished(on: day) - log(share))
    }
    for opening in frame.openings {
      add(opening.person, opening.day, share: frame.isWarm(opening.person, on: opening.day) ? warm : cold, opens: true)
    }
    frame.sampleQuietDays(warm: warm, cold: cold) { person, day, isWarm in
      add(person, day, share: isWarm ? warm : cold, opens: false)
    }
  }
}

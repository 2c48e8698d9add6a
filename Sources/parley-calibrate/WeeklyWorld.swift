import Glibc
import Records
import Translation

/// A company whose weekly numbers are known in full: metrics of several habits, some of which do nothing, and a restless outcome.
struct WeeklyWorld {
  let kind: Kind
  var model: WeeklyModel
  /// By metric: outcome units over the record and for a tenth more in the last 13 weeks; 0 when it does nothing.
  var totals: [Double] = []
  var rises: [Double] = []
  var shares: [Double] = []

  enum Kind: String {
    case steady
    /// The outcome changes its level for good by a tenth to a third in some week, and in that week so does a metric, for no reason that
    /// has to do with it.
    case shifts
    /// A metric changes its level for good in some week and the outcome does not.
    case recounted
  }

  /// `noise`: the noise's deviation as a share of the level.
  init(
    _ kind: Kind = .steady, seed: UInt64, weeks: Int = 130, channels: Int = 4, idle: Double = 0.4,
    strength: ClosedRange<Double> = 0.04...0.3, noise: ClosedRange<Double> = 0.03...0.09
  ) {
    self.kind = kind
    var c = Xoshiro256(seed: seed)
    func normal() -> Double {
      (-2 * log(max(c.unit(), 1e-300))).squareRoot() * cos(2 * Double.pi * c.unit())
    }
    let level = exp(log(60) + c.unit() * log(40))
    // Trend and season.
    let growth = (c.unit() - 0.3) * 0.5
    let (swing, phase) = (0.12 * c.unit(), c.unit() * 6.283)
    var outcome = (0..<weeks).map { t in
      level * (1 + growth * Double(t) / Double(weeks) + swing * sin(Double(t) * 2 * Double.pi / 52.18 + phase))
    }
    let (r, size) = (0.7 * c.unit(), level * (noise.lowerBound + (noise.upperBound - noise.lowerBound) * c.unit()))
    var wave = normal() * size
    for t in 0..<weeks {
      outcome[t] += wave
      wave = r * wave + (1 - r * r).squareRoot() * size * normal()
    }
    var metrics: [(name: String, values: [Double])] = []
    var other = Xoshiro256(seed: seed ^ 0x5348_4946)
    let shift = 20 + Int(other.unit() * Double(weeks - 40))
    let jump = 1.25 + 0.5 * other.unit()
    if kind == .shifts {
      let height = level * (0.1 + 0.23 * other.unit())
      for t in shift..<weeks { outcome[t] += height }
    }
    for m in 0..<channels {
      let scale = exp(log(20) + c.unit() * log(500))
      let habit = Int(c.unit() * 3)
      var drift = 0.0
      let memory = 0.3 + 0.5 * c.unit()
      let pulse = 0.2 + 0.5 * c.unit()
      let season = 0.3 * c.unit()
      let offset = c.unit() * 6.283
      var values = (0..<weeks).map { t -> Double in
        drift = memory * drift + 0.3 * normal()
        let wave = 1 + season * sin(Double(t) * 2 * Double.pi / 52.18 + offset)
        switch habit {
        case 0: return (scale * exp(drift) * wave).rounded()
        case 1: return c.unit() < pulse ? (scale * (0.3 + c.unit()) * wave).rounded() : 0
        default: return (scale * max(0.05, wave + 0.35 * normal())).rounded()
        }
      }
      let isShifted = m == 0 && kind != .steady
      if isShifted { for t in shift..<weeks { values[t] = (values[t] * jump).rounded() } }
      metrics.append(("metric \(m)", values))
      let works = c.unit() >= idle && !(isShifted && kind == .shifts)
      let decay = 0.75 * c.unit()
      let half = exp(log(0.6) + 1.0 * normal())
      let share = exp(log(strength.lowerBound) + c.unit() * log(strength.upperBound / strength.lowerBound))
      let top = max(values.max() ?? 1, 1)
      let shape = Saturation.hill(half: min(8, max(0.08, half)))
      let carried = Adstock(decay: decay).applied(to: values.map { $0 / top })
      let feature = carried.map { shape.value($0) }
      let sum = feature.reduce(0, +)
      guard works, sum > 0 else {
        totals.append(0)
        rises.append(0)
        shares.append(0)
        continue
      }
      let effect = share * level * Double(weeks) / sum
      for t in 0..<weeks { outcome[t] += effect * feature[t] }
      totals.append(effect * sum)
      let recent = values[(weeks - 13)...].contains { $0 > 0 } ? weeks - 13..<weeks : weeks - 52..<weeks
      rises.append(
        effect * recent.reduce(0) { $0 + shape.value(1.1 * carried[$1]) - feature[$1] } / Double(recent.count))
      shares.append(share)
    }
    model = WeeklyModel(
      outcome: outcome.map { max(0, $0.rounded()) }, metrics: metrics, controls: [],
      firstMonday: Day(number: 19_359).startOfWeek)
  }
}

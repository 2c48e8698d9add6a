import Glibc

/// Room a working day over time: a filter and smoother on a grid, week by week.
///
/// Room drifts a little every week and now and then by a colleague more or less. A full day shows it with the noise of days; any
/// other open day is censored: it was at least as much. How much days vary is not known: several spreads run side by side and
/// weigh by their evidence. A week may be poorer than the team is, with colleagues away, and the next is itself again: that is no new
/// level until it lasts. There are no change points to choose.
struct RoomFilter {
  static let size = 110
  static let spreads = [0.04, 0.08, 0.12, 0.17, 0.23, 0.31, 0.42]
  /// What weeks differ by of themselves, and how many have somebody away beside it.
  static let weekLucks: [(sd: Double, away: Double)] = [(0.015, 0), (0.015, 0.08), (0.05, 0.08), (0.1, 0.08)]
  static let away = (mean: -0.25, sd: 0.12)
  /// Of days on which somebody of that day was left over, the part that was full.
  static let nearly = 0.8
  /// What a day without a queue counts beside a full one. A day that begins with nobody waiting can begin more than it finishes, and such
  /// days of a week have their luck together: at their face they pushed room up.
  static let unqueued = 0.5
  /// How often a week brings another level.
  static let change = 0.002
  /// Error of the model itself, as a share.
  static let modelError = 0.03

  /// Leads of today's mix a working day.
  let grid: [Double]
  private let step: Double
  /// Probability of each value at the end of the record.
  private(set) var now: [Double]
  /// The same by week, given the whole record; entry w · size + i.
  private(set) var smoothed: [Double]
  let weeks: Int
  /// An ordinary week beside the level: those with colleagues away are among them.
  private var ordinary = 1.0
  /// Spread of days, on average over the evidence.
  private(set) var daySpread = 0.0
  /// What weeks differ by beyond their days: colleagues away for a week.
  private(set) var weekSpread = 0.03

  /// `load`: answers of each day in leads of today's mix.
  init(_ days: RoomDays, load: [Double]) {
    let size = RoomFilter.size
    let most = max(1, load.max() ?? 1)
    let low = max(0.2, 0.25 * max(0.8, days.median))
    let high = max(4 * most, low * 2)
    let step = log(high / low) / Double(size - 1)
    self.step = step
    grid = (0..<size).map { low * exp(step * Double($0)) }
    weeks = (days.count + 6) / 7
    let drift = RoomFilter.kernel(step: step, parts: [(1 - RoomFilter.change, 0, 0.02), (RoomFilter.change, 0, 0.25)])
    let lucks = RoomFilter.weekLucks.map { luck in
      RoomFilter.kernel(
        step: step, parts: [(1 - luck.away, 0, luck.sd), (luck.away, RoomFilter.away.mean, RoomFilter.away.sd)])
    }
    var evidence: [Double] = []
    var ends: [[Double]] = []
    var histories: [[Double]] = []
    for spread in RoomFilter.spreads {
      let logs = RoomFilter.likelihood(days, load: load, grid: grid, spread: spread, weeks: weeks)
      for luck in lucks {
        let run = RoomFilter.pass(RoomFilter.lucky(logs, weeks: weeks, luck: luck), weeks: weeks, drift: drift)
        evidence.append(run.evidence)
        ends.append(run.last)
        histories.append(run.smoothed)
      }
    }
    let top = evidence.max() ?? 0
    let weights = evidence.map { exp($0 - top) }
    let total = weights.reduce(0, +)
    now = [Double](repeating: 0, count: size)
    smoothed = [Double](repeating: 0, count: size * weeks)
    ordinary = 0
    for (k, weight) in weights.enumerated() where weight > 1e-9 * total {
      for i in 0..<size { now[i] += weight / total * ends[k][i] }
      for i in smoothed.indices { smoothed[i] += weight / total * histories[k][i] }
      daySpread += weight / total * RoomFilter.spreads[k / lucks.count]
      let luck = lucks[k % lucks.count]
      let reach = luck.count / 2
      for (at, part) in luck.enumerated() { ordinary += weight / total * part * exp(Double(at - reach) * step) }
    }
    let doubt = RoomFilter.kernel(step: step, parts: [(1, 0, RoomFilter.modelError)])
    now = RoomFilter.moved(now, by: doubt)
    findWeekSpread(days, load)
  }

  private mutating func findWeekSpread(_ days: RoomDays, _ load: [Double]) {
    var (between, within, weeksSeen) = (0.0, 0.0, 0.0)
    for week in 0..<weeks {
      let full = (week * 7..<min(days.count, week * 7 + 7)).filter { days.kinds[$0] == .full }
      guard full.count >= 3 else { continue }
      let usual = quantile(0.5, week: week)
      let ratios = full.map { load[$0] / usual - 1 }
      let mean = ratios.reduce(0, +) / Double(ratios.count)
      between += mean * mean
      within += ratios.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double((ratios.count - 1) * ratios.count)
      weeksSeen += 1
    }
    // Five weeks' worth of knowing that weeks differ by a twentieth.
    let seen = max(0, between - within)
    weekSpread = min(0.3, ((seen + 5 * 0.0025) / (weeksSeen + 5)).squareRoot())
  }

  /// Log-likelihood by (week, value).
  private static func likelihood(_ days: RoomDays, load: [Double], grid: [Double], spread: Double, weeks: Int) -> [Double] {
    let size = grid.count
    var logs = [Double](repeating: 0, count: weeks * size)
    let most = grid[size - 1]
    for day in 0..<days.count {
      let kind = days.kinds[day]
      guard kind == .full || kind == .atLeast || kind == .nearlyFull else { continue }
      let n = load[day]
      let week = day / 7
      for i in 0..<size {
        let mu = grid[i]
        let variance = spread * spread * mu * mu + 0.08 * mu + 0.1
        let z = (n - mu) / variance.squareRoot()
        let full = exp(-0.5 * z * z) / (2 * Double.pi * variance).squareRoot()
        let atLeast = 0.5 * erfc(z / 2.0.squareRoot())
        let value: Double =
          switch kind {
          case .full: 0.99 * full + 0.01 / most
          case .nearlyFull: 0.99 * (nearly * full + (1 - nearly) * atLeast / most) + 0.01 / most
          case .atLeast, .closed, .unclear: 0.99 * atLeast + 0.01
          }
        logs[week * size + i] += (kind == .atLeast ? unqueued : 1) * log(max(value, 1e-300))
      }
    }
    return logs
  }

  /// What a week says of the level, over the luck that it may have had.
  private static func lucky(_ logs: [Double], weeks: Int, luck: [Double]) -> [Double] {
    let size = RoomFilter.size
    let reach = luck.count / 2
    var result = logs
    var likely = [Double](repeating: 0, count: size)
    for week in 0..<weeks {
      let own = week * size..<(week + 1) * size
      let top = logs[own].max() ?? 0
      for i in 0..<size { likely[i] = exp(logs[week * size + i] - top) }
      for i in 0..<size {
        var sum = 0.0
        for k in luck.indices { sum += luck[k] * likely[min(size - 1, max(0, i + k - reach))] }
        result[week * size + i] = log(max(sum, 1e-300)) + top
      }
    }
    return result
  }

  private static func pass(_ logs: [Double], weeks: Int, drift: [Double]) -> (
    evidence: Double, last: [Double], smoothed: [Double]
  ) {
    let size = RoomFilter.size
    var forward = [Double](repeating: 0, count: weeks * size)
    var state = [Double](repeating: 1 / Double(size), count: size)
    var evidence = 0.0
    var likelihoods = logs
    for week in 0..<weeks {
      if week > 0 { state = moved(state, by: drift) }
      var top = -Double.infinity
      for i in 0..<size { top = max(top, logs[week * size + i]) }
      var sum = 0.0
      for i in 0..<size {
        likelihoods[week * size + i] = exp(logs[week * size + i] - top)
        state[i] *= likelihoods[week * size + i]
        sum += state[i]
      }
      evidence += top + log(max(sum, 1e-300))
      for i in 0..<size {
        state[i] /= max(sum, 1e-300)
        forward[week * size + i] = state[i]
      }
    }
    var smoothed = forward
    var back = [Double](repeating: 1, count: size)
    for week in stride(from: weeks - 2, through: 0, by: -1) {
      for i in 0..<size { back[i] *= likelihoods[(week + 1) * size + i] }
      back = moved(back, by: drift)
      let top = back.max() ?? 1
      var sum = 0.0
      for i in 0..<size {
        back[i] /= max(top, 1e-300)
        smoothed[week * size + i] = forward[week * size + i] * back[i]
        sum += smoothed[week * size + i]
      }
      for i in 0..<size { smoothed[week * size + i] /= max(sum, 1e-300) }
    }
    return (evidence, state, smoothed)
  }

  /// Probability of a move by k cells, for k from −reach to reach, of a mixture of normals on the logarithm.
  private static func kernel(step: Double, parts: [(weight: Double, mean: Double, sd: Double)]) -> [Double] {
    let widest = parts.map { abs($0.mean) + 3.5 * $0.sd }.max() ?? step
    let reach = max(1, min(size / 2, Int((widest / step).rounded(.up))))
    var kernel = (-reach...reach).map { k in
      parts.reduce(0.0) { sum, part in
        func below(_ x: Double) -> Double { 0.5 * erfc((part.mean - x) / (part.sd * 2.0.squareRoot())) }
        return sum + part.weight * (below((Double(k) + 0.5) * step) - below((Double(k) - 0.5) * step))
      }
    }
    let total = kernel.reduce(0, +)
    for i in kernel.indices { kernel[i] /= total }
    return kernel
  }

  /// Folded with the kernel; what would leave the grid stays at its end.
  private static func moved(_ state: [Double], by kernel: [Double]) -> [Double] {
    let reach = kernel.count / 2
    var next = [Double](repeating: 0, count: state.count)
    for i in state.indices where state[i] > 1e-14 {
      for k in kernel.indices { next[min(state.count - 1, max(0, i + k - reach))] += state[i] * kernel[k] }
    }
    return next
  }

  /// Room a working day at a share of the probability, between values of the grid.
  func quantile(_ share: Double) -> Double { ordinary * RoomFilter.quantile(now[...], grid: grid, step: step, share) }

  func quantile(_ share: Double, week: Int) -> Double {
    let from = min(max(0, week), weeks - 1) * grid.count
    return ordinary * RoomFilter.quantile(smoothed[from..<from + grid.count], grid: grid, step: step, share)
  }

  private static func quantile(_ state: ArraySlice<Double>, grid: [Double], step: Double, _ share: Double) -> Double {
    var sum = 0.0
    for (i, p) in state.enumerated() {
      if sum + p >= share, p > 0 { return grid[i] * exp(((share - sum) / p - 0.5) * step) }
      sum += p
    }
    return grid[grid.count - 1]
  }
}

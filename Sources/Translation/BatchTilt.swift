import Glibc
import Records

/// Does a unit's chance fall, or rise, with how many come at once? Within one source, at equal age.
///
/// Batches b (runs of days, or blocks of 28): wins y within the horizon of units n, each unit counted by the share of its time that has
/// passed; logit chance = level + tilt · ln(size/usual size) + trend · time. Tilt ~ N(−.1, .15²), because a larger batch is
/// mostly a less picked one; trend ~ N(0, .3²) over the record, so that a company that grew is not taken for one that bends.
/// A Laplace step on effective counts (cohorts have luck of their own, see `Pool.deflator`).
package struct BatchTilt: Sendable {
  /// Units that came together.
  package struct Batch: Sendable, Hashable {
    /// Units in the batch, and as many as have had their time.
    package var size: Double
    package var exposure: Double
    package var won: Double
    /// From −½, the oldest, to ½.
    package var time: Double
    package init(size: Double, exposure: Double, won: Double, time: Double) {
      self.size = size
      self.exposure = exposure
      self.won = won
      self.time = time
    }
  }

  package static let priorMean = -0.1
  package static let priorSpread = 0.15
  static let trendSpread = 0.3

  /// Change of the logit of the chance for one more on the logarithm of the size.
  package var mean: Double
  package var spread: Double
  /// The size whose chance is the source's own: the mean of the logarithm, a unit a vote.
  package var usual: Double
  package var batches: Int

  /// `spread`: variance of the luck of cohorts, as in `Pool.spreads`.
  package init(_ batches: [Batch], luck: Double) {
    let known = batches.filter { $0.size > 0 && $0.exposure > 0.05 * $0.size && $0.exposure > 0 }
    self.batches = known.count
    let weight = known.reduce(0) { $0 + $1.exposure }
    let usual = weight > 0 ? exp(known.reduce(0) { $0 + $1.exposure * log($1.size) } / weight) : 1
    self.usual = usual
    mean = Self.priorMean
    spread = Self.priorSpread
    let won = known.reduce(0) { $0 + min($1.won, $1.exposure) }
    guard known.count >= 3, won > 0, won < weight else { return }
    let overall = min(0.97, won / weight)
    let rows = known.map { batch -> (n: Double, y: Double, x: Double, t: Double) in
      let k = Pool.deflator(units: batch.exposure, spread: luck, rate: overall, rootConcentration: 1)
      return (batch.exposure / k, min(batch.won, batch.exposure) / k, log(batch.size / usual), batch.time)
    }
    // Newton from the pooled level; the priors make it concave, so that it settles in a few steps.
    let level = log(overall / (1 - overall))
    var at = (level, Self.priorMean, 0.0)
    var inverse = Matrix3()
    for _ in 0..<30 {
      let precision = (0.25, 1 / (Self.priorSpread * Self.priorSpread), 1 / (Self.trendSpread * Self.trendSpread))
      var gradient = (
        -(at.0 - level) * precision.0, -(at.1 - Self.priorMean) * precision.1, -at.2 * precision.2
      )
      var curvature = Matrix3(diagonal: precision)
      for row in rows {
        let p = 1 / (1 + exp(-(at.0 + at.1 * row.x + at.2 * row.t)))
        let left = row.y - row.n * p
        gradient.0 += left
        gradient.1 += left * row.x
        gradient.2 += left * row.t
        curvature.add(row.n * p * (1 - p), row.x, row.t)
      }
      inverse = curvature.inverse
      let step = inverse.times(gradient)
      at = (at.0 + step.0, at.1 + max(-1, min(1, step.1)), at.2 + max(-1, min(1, step.2)))
      if abs(step.0) + abs(step.1) + abs(step.2) < 1e-9 { break }
    }
    mean = at.1
    spread = max(1e-3, inverse.middle.squareRoot())
  }
}

/// A symmetric 3 × 3 matrix.
private struct Matrix3 {
  private var (aa, ab, ac, bb, bc, cc) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)

  init() {}

  init(diagonal: (Double, Double, Double)) { (aa, bb, cc) = diagonal }

  /// Adds weight · (1, x, t)ᵀ(1, x, t).
  mutating func add(_ weight: Double, _ x: Double, _ t: Double) {
    aa += weight
    ab += weight * x
    ac += weight * t
    bb += weight * x * x
    bc += weight * x * t
    cc += weight * t * t
  }

  var middle: Double { bb }

  var inverse: Matrix3 {
    var out = Matrix3()
    let (ca, cb, ccc) = (bb * cc - bc * bc, ac * bc - ab * cc, ab * bc - ac * bb)
    let whole = aa * ca + ab * cb + ac * ccc
    guard abs(whole) > 1e-300 else { return out }
    (out.aa, out.ab, out.ac) = (ca / whole, cb / whole, ccc / whole)
    (out.bb, out.bc, out.cc) = ((aa * cc - ac * ac) / whole, (ab * ac - aa * bc) / whole, (aa * bb - ab * ab) / whole)
    return out
  }

  func times(_ v: (Double, Double, Double)) -> (Double, Double, Double) {
    (aa * v.0 + ab * v.1 + ac * v.2, ab * v.0 + bb * v.1 + bc * v.2, ac * v.0 + bc * v.1 + cc * v.2)
  }
}

/// The batches of one source: runs of days where it comes now and then, blocks of 28 days where it is always coming.
struct Batches {
  let period: Response.Period
  let all: [BatchTilt.Batch]
  /// Smallest and largest ever: for blocks, of any 28 days running.
  let tried: ClosedRange<Double>
  let today: Double

  /// `arrivals` within the record; `timing` as in `RateFit.One`: the share that has come by so many days, 1 at the horizon.
  init(_ arrivals: Arrivals, timing: [Double], horizon: Int, until end: Day) {
    let units = arrivals.units
    let last = max(0, min(units.count, end - arrivals.first + 1))
    var wonOn = [Double](repeating: 0, count: units.count)
    for win in arrivals.wins where win.lag < horizon { wonOn[win.index] += Double(win.count) }
    let first = units.prefix(last).firstIndex { $0 > 0 } ?? last
    let blocks = stride(from: last, through: first + 28, by: -28).map { max(0, $0 - 28)..<$0 }
    let active = blocks.count { block in units[block].contains { $0 > 0 } }
    let isBursty = blocks.count >= 3 && active * 2 < blocks.count
    period = isBursty ? .batch : .fourWeeks
    let ranges = isBursty ? Self.runs(units, first..<last) : blocks.reversed()
    let span = Double(max(1, last - first))
    all = ranges.map { range in
      var batch = BatchTilt.Batch(size: 0, exposure: 0, won: 0, time: (Double(range.lowerBound - first)) / span - 0.5)
      for i in range where units[i] > 0 {
        let age = end - (arrivals.first + i)
        batch.size += Double(units[i])
        batch.exposure += Double(units[i]) * timing[min(age + 1, horizon)]
        batch.won += wonOn[i]
      }
      return batch
    }
    let sizes = all.map(\.size).filter { $0 > 0 }
    if isBursty {
      tried = 0...max(1, sizes.max() ?? 1)
      today = sizes.last ?? 0
    } else {
      // Nobody at all is a volume that needs no trying: nothing follows it.
      var running = 0
      var most = 0
      for i in first..<last {
        running += units[i] - (i >= first + 28 ? units[i - 28] : 0)
        most = max(most, running)
      }
      tried = 0...Double(max(1, most))
      today = all.last?.size ?? 0
    }
  }

  /// Stretches of days with units, as long as no week without any lies between.
  private static func runs(_ units: [Int], _ days: Range<Int>) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for i in days where units[i] > 0 {
      if let open = runs.last, i - open.upperBound < 7 {
        runs[runs.count - 1] = open.lowerBound..<i + 1
      } else {
        runs.append(i..<i + 1)
      }
    }
    return runs
  }
}

extension Response {
  /// Units followed one by one: each draw's chance within the horizon, tilted by how many come at once.
  init(_ draws: RateDraws, batches: Batches, tilt: BatchTilt, name: String) {
    var stream = Draws(name: name + "/tilt", chain: 0)
    let curves = (0..<draws.count).map { d in
      let rate = draws.rate(d)
      // On the logarithm of the chance a logit's slope counts 1 − chance.
      let bend = max(-0.95, min(0.95, (tilt.mean + tilt.spread * stream.normal()) * (1 - rate)))
      return Curve(.power, height: rate * pow(tilt.usual, -bend), bend: bend)
    }
    self.init(
      period: batches.period, today: batches.today, tried: batches.tried, withinDays: draws.horizon, curves: curves)
  }
}

import Glibc

/// How contracts renew: the k-th renewal is lost with chance a/(a+b+k−1), because those who stay were always likelier to.
///
/// The shifted beta-geometric of Fader and Hardie (2007), on a grid over its mean m = a/(a+b) and strength s = a+b, with the prior
/// m ~ Beta(2, 8), s ~ LogNormal(ln 8, 1) for terms of a year; for shorter ones as much a year, and less sure of s. Only decisions that were
/// seen count, each at its own number: a customer from before the record enters at the renewal it had then, so that nobody's earlier survival
/// is counted (left truncation). Quantiles are interpolated, for the grid's own steps are wider than a large company's interval.
package struct RenewalModel: Sendable {
  /// Decisions by their number, from the first: contracts that came up, and those that were lost.
  package struct Decisions: Sendable, Hashable {
    package var cameUp: [Int]
    package var lost: [Int]
    package init(cameUp: [Int] = [], lost: [Int] = []) {
      self.cameUp = cameUp
      self.lost = lost
    }

    /// `number` from 1.
    package mutating func add(number: Int, isLost: Bool) {
      while cameUp.count < number {
        cameUp.append(0)
        lost.append(0)
      }
      cameUp[number - 1] += 1
      if isLost { lost[number - 1] += 1 }
    }

    package var all: Int { cameUp.reduce(0, +) }
  }

  /// One point of the grid.
  private struct Point {
    var mean: Double
    var strength: Double
    var weight: Double
    var a: Double { mean * strength }
    var b: Double { (1 - mean) * strength }
  }

  package let decisions: Decisions
  private let points: [Point]
  /// Halves of a point's cell, in the mean and in the logarithm of the strength.
  private let halfMean: Double
  private let halfStrength: Double

  /// What is believed before any decision: of a term of a month a twelfth of the loss, and customers as unlike each other.
  private struct Prior {
    /// m ~ Beta(2, shape), ln s ~ N(centre, spread²).
    var shape = 8.0
    var centre = log(8.0)
    var spread = 1.0
    var strength = log(0.2)...log(200.0)

    init(months: Int) {
      guard months != Contracts.usualMonths else { return }
      let perYear = Double(Contracts.usualMonths) / Double(months)
      shape = 8 * perYear
      guard perYear > 1 else { return }
      centre = log(8 * perYear)
      spread = 1.5
      strength = log(0.2)...log(200 * perYear)
    }
  }

  /// First over all means and strengths (120 × 80 points), then as many over the part that holds the weight: a large company's interval is
  /// narrower than the first grid's steps.
  package init(_ decisions: Decisions, months: Int = 12, isRefined: Bool = true) {
    self.decisions = decisions
    let prior = Prior(months: months)
    // Renewals by the month have many numbers: half as fine, and then refined.
    let (means, strengths) = decisions.cameUp.count > 60 ? (60, 40) : (120, 80)
    let widest = (mean: 0.0...1.0, strength: prior.strength)
    var mean = widest.mean
    var strength = widest.strength
    var points = Self.fill(decisions, prior, mean: mean, strength: strength, means, strengths)
    var half = Self.half(mean: mean, strength: strength, means, strengths)
    if isRefined {
      let heavy = points.filter { $0.weight > 1e-8 }
      func around(_ figure: (Point) -> Double, _ half: Double, in whole: ClosedRange<Double>) -> ClosedRange<Double> {
        let (low, high) = heavy.reduce((Double.infinity, -Double.infinity)) { (min($0.0, figure($1)), max($0.1, figure($1))) }
        return max(whole.lowerBound, low - half)...min(whole.upperBound, high + half)
      }
      mean = around(\.mean, half.mean, in: mean)
      strength = around({ log($0.strength) }, half.strength, in: strength)
      points = Self.fill(decisions, prior, mean: mean, strength: strength, means, strengths)
      half = Self.half(mean: mean, strength: strength, means, strengths)
    }
    self.points = points
    (halfMean, halfStrength) = (half.mean, half.strength)
  }

  private static func half(
    mean: ClosedRange<Double>, strength: ClosedRange<Double>, _ means: Int, _ strengths: Int
  ) -> (mean: Double, strength: Double) {
    (
      (mean.upperBound - mean.lowerBound) / Double(means) / 2,
      (strength.upperBound - strength.lowerBound) / Double(strengths - 1) / 2
    )
  }

  /// Weights of the midpoints of the means and of evenly placed logarithms of the strength.
  private static func fill(
    _ decisions: Decisions, _ belief: Prior, mean: ClosedRange<Double>, strength: ClosedRange<Double>, _ means: Int,
    _ strengths: Int
  ) -> [Point] {
    let seen = decisions.cameUp.indices.filter { decisions.cameUp[$0] > 0 }
    let counts = seen.map { (all: Double(decisions.cameUp[$0]), lost: Double(decisions.lost[$0]), k: Double($0)) }
    let steps = (0..<strengths).map { j -> (logarithm: Double, value: Double, shared: Double) in
      let share = Double(j) / Double(strengths - 1)
      let logarithm = strength.lowerBound + (strength.upperBound - strength.lowerBound) * share
      let s = exp(logarithm)
      return (logarithm, s, counts.reduce(0) { $0 + $1.all * log(s + $1.k) })
    }
    var points: [Point] = []
    points.reserveCapacity(means * strengths)
    var best = -Double.infinity
    for i in 0..<means {
      let m = mean.lowerBound + (mean.upperBound - mean.lowerBound) * (Double(i) + 0.5) / Double(means)
      let prior = log(m) + (belief.shape - 1) * log1p(-m)
      for s in steps {
        let (a, b) = (m * s.value, (1 - m) * s.value)
        let away = (s.logarithm - belief.centre) / belief.spread
        let likely = counts.reduce(prior - 0.5 * away * away - s.shared) {
          $0 + $1.lost * log(a) + ($1.all - $1.lost) * log(b + $1.k)
        }
        best = max(best, likely)
        points.append(Point(mean: m, strength: s.value, weight: likely))
      }
    }
    var sum = 0.0
    for i in points.indices {
      points[i].weight = exp(points[i].weight - best)
      sum += points[i].weight
    }
    for i in points.indices { points[i].weight /= sum }
    return points
  }

  // MARK: Reading the posterior

  /// Share of new customers that is still there after so many renewals: S(t) = Π (b+k−1)/(a+b+k−1).
  package static func survival(a: Double, b: Double, after renewals: Int) -> Double {
    (0..<max(0, renewals)).reduce(1) { $0 * (b + Double($1)) / (a + b + Double($1)) }
  }

  package func survival(after renewals: Int) -> Estimate {
    estimate { Self.survival(a: $0, b: $1, after: renewals) }
  }

  /// Chance that the renewal of that number (from 1) is lost.
  package func loss(at number: Int) -> Estimate { estimate { a, b in a / (a + b + Double(number - 1)) } }

  /// Posterior means of a, b, the first loss and the strength.
  package var means: (a: Double, b: Double, mean: Double, strength: Double) {
    points.reduce((0, 0, 0, 0)) { sum, p in
      (sum.0 + p.weight * p.a, sum.1 + p.weight * p.b, sum.2 + p.weight * p.mean, sum.3 + p.weight * p.strength)
    }
  }

  /// Any figure of the model with its 90% interval: the weighted values in order, each standing for the middle of its weight.
  package func estimate(_ figure: (_ a: Double, _ b: Double) -> Double) -> Estimate {
    var values: [(value: Double, weight: Double)] = []
    for p in points where p.weight > 1e-9 { values.append((figure(p.a, p.b), p.weight)) }
    values.sort { $0.value < $1.value }
    // Points of one mean give one value of the first loss: together they are one step.
    var steps: [(value: Double, weight: Double)] = []
    for one in values {
      if let last = steps.last, one.value - last.value <= 1e-9 * max(1, abs(last.value)) {
        steps[steps.count - 1].weight += one.weight
      } else {
        steps.append(one)
      }
    }
    let all = steps.reduce(0) { $0 + $1.weight }
    let mean = points.reduce(0) { $0 + ($1.weight > 1e-9 ? $1.weight * figure($1.a, $1.b) : 0) } / all
    func quantile(_ share: Double) -> Double {
      var below = 0.0
      var previous: (place: Double, value: Double)?
      for step in steps {
        let place = (below + step.weight / 2) / all
        if place >= share {
          guard let previous, place > previous.place else { return step.value }
          return previous.value + (step.value - previous.value) * (share - previous.place) / (place - previous.place)
        }
        previous = (place, step.value)
        below += step.weight
      }
      return steps.last?.value ?? mean
    }
    return Estimate(value: mean, low: quantile(0.05), high: quantile(0.95))
  }

  /// Draws of (a, b), each from inside its grid cell.
  package func draws(_ count: Int, _ stream: inout Draws) -> [(a: Double, b: Double)] {
    var sums: [Double] = []
    sums.reserveCapacity(points.count)
    var sum = 0.0
    for p in points {
      sum += p.weight
      sums.append(sum)
    }
    return (0..<count).map { _ in
      let wanted = stream.unit() * sum
      var (low, high) = (0, sums.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if sums[middle] < wanted { low = middle + 1 } else { high = middle }
      }
      let m = points[low].mean + (2 * stream.unit() - 1) * halfMean
      let s = points[low].strength * exp((2 * stream.unit() - 1) * halfStrength)
      return (m * s, (1 - m) * s)
    }
  }

  // MARK: The likeliest pair

  /// Logarithm of the likelihood, for checking against what others publish.
  package static func logLikelihood(_ decisions: Decisions, a: Double, b: Double) -> Double {
    decisions.cameUp.indices.reduce(0) { sum, k in
      let (all, lost) = (Double(decisions.cameUp[k]), Double(decisions.lost[k]))
      return sum + (lost > 0 ? lost * log(a) : 0) + (all > lost ? (all - lost) * log(b + Double(k)) : 0) - all
        * log(a + b + Double(k))
    }
  }

  /// The likeliest a and b: what Fader and Hardie print. Not used for anything shown.
  package static func likeliest(_ decisions: Decisions) -> (a: Double, b: Double) {
    let found = NelderMead.least(from: [0, 0]) { -logLikelihood(decisions, a: exp($0[0]), b: exp($0[1])) }
    return (exp(found[0]), exp(found[1]))
  }

  /// Expected renewals to come of a customer seen through `number` − 1 of them, just before that one, discounted by the year.
  ///
  /// Σₖ S(n−1+k)/S(n−1) · (1+r)^−(k−1) over k = 1, 2, …: Fader and Hardie's DERL, summed until what is left is below 1e-13.
  package static func renewalsToCome(a: Double, b: Double, before number: Int, discount: Double) -> Double {
    var (sum, stays, k) = (0.0, 1.0, number - 1)
    var worth = 1.0
    while k < 200_000 {
      stays *= (b + Double(k)) / (a + b + Double(k))
      sum += stays * worth
      worth /= 1 + discount
      if stays * worth < 1e-13 { break }
      k += 1
    }
    return sum
  }
}

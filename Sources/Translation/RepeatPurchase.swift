import Glibc

/// Customers who buy again without a contract: how often while they are alive, and whether they still are.
///
/// BG/NBD (Fader, Hardie and Lee 2005): while alive a customer buys by a Poisson process whose rate is Gamma(r, α) over customers, and drops out
/// after any purchase with a chance that is Beta(a, b). Customers are grouped by equal histories; the likelihood is climbed in logarithms, with
/// sums of exponentials taken from their larger term. Where nobody seems to drop out, a and b run away along a ridge: then all are alive,
/// and that is what is said.
package struct RepeatPurchase: Sendable, Hashable {
  /// One history: purchases after the first, time of the last one and the time watched, both since the first.
  package struct History: Sendable, Hashable {
    package var repeats: Double
    package var last: Double
    package var watched: Double
    package var customers: Double
    package init(repeats: Double, last: Double, watched: Double, customers: Double = 1) {
      self.repeats = repeats
      self.last = last
      self.watched = watched
      self.customers = customers
    }
  }

  package var r: Double
  package var alpha: Double
  package var a: Double
  package var b: Double
  package var logLikelihood: Double

  /// `nil` where nobody has bought twice.
  package init?(_ histories: [History]) {
    guard histories.contains(where: { $0.repeats > 0 }) else { return nil }
    let span = histories.reduce(0) { max($0, $1.watched) }
    guard span > 0 else { return nil }
    // Time in units of its own length, so that one start suits days and years.
    let scaled = histories.map {
      History(repeats: $0.repeats, last: $0.last / span, watched: $0.watched / span, customers: $0.customers)
    }
    let found = NelderMead.least(from: [0, 0, 0, 0]) { at in
      // Far out along the ridge nothing changes any more: a faint pull keeps the search on this side of infinity.
      let pull = at.reduce(0) { $0 + 1e-9 * $1 * $1 }
      guard at.allSatisfy({ abs($0) < 25 }) else { return 1e12 + pull }
      return pull
        - RepeatPurchase.logLikelihood(scaled, r: exp(at[0]), alpha: exp(at[1]), a: exp(at[2]), b: exp(at[3]))
    }
    (r, alpha, a, b) = (exp(found[0]), exp(found[1]) * span, exp(found[2]), exp(found[3]))
    logLikelihood = RepeatPurchase.logLikelihood(histories, r: r, alpha: alpha, a: a, b: b)
  }

  package static func logLikelihood(_ histories: [History], r: Double, alpha: Double, a: Double, b: Double) -> Double {
    let constant = -lnGamma(r) + r * log(alpha) + lnGamma(a + b) - lnGamma(b)
    // Purchases are whole numbers, mostly few: what hangs on them alone is worked out once each.
    var known: [(common: Double, gone: Double)?] = []
    func parts(_ x: Double) -> (common: Double, gone: Double) {
      let at = x == x.rounded() && x < 4096 ? Int(x) : -1
      if at >= 0, at < known.count, let found = known[at] { return found }
      let found: (common: Double, gone: Double) = (
        lnGamma(r + x) + constant + lnGamma(b + x) - lnGamma(a + b + x), x > 0 ? log(a) - log(b + x - 1) : 0
      )
      if at >= 0 {
        while known.count <= at { known.append(nil) }
        known[at] = found
      }
      return found
    }
    return histories.reduce(0) { sum, one in
      let x = one.repeats
      let (common, odds) = parts(x)
      let alive = -(r + x) * log(alpha + one.watched)
      guard x > 0 else { return sum + one.customers * (common + alive) }
      let gone = odds - (r + x) * log(alpha + one.last)
      let top = max(alive, gone)
      return sum + one.customers * (common + top + log1p(exp(min(alive, gone) - top)))
    }
  }

  /// Chance that a customer of that history is still a customer.
  package func alive(_ one: History) -> Double {
    guard one.repeats > 0 else { return 1 }
    let odds =
      log(a) - log(b + one.repeats - 1) + (r + one.repeats) * (log(alpha + one.watched) - log(alpha + one.last))
    return 1 / (1 + exp(odds))
  }

  /// Purchases of one such customer within so much time, if it still is one: its own rate and its own chance to stop are drawn.
  func purchases(_ one: History, within time: Double, _ stream: inout Draws) -> Int {
    let rate = stream.gamma(r + one.repeats) / (alpha + one.watched)
    guard rate > 0 else { return 0 }
    let stops = stream.beta(a, b + one.repeats)
    var (now, count) = (0.0, 0)
    while count < 10_000 {
      now -= log(stream.unit()) / rate
      if now > time { break }
      count += 1
      if stream.unit() < stops { break }
    }
    return count
  }
}

/// What a purchase is worth to different customers: Gamma–Gamma (Fader and Hardie 2013), on those who bought again.
package struct PurchaseValue: Sendable, Hashable {
  package var p: Double
  package var q: Double
  package var v: Double
  /// Correlation of how often and how much: above 0.3 the two do not separate, and the value is a hint only.
  package var correlation: Double
  package var isDoubtful: Bool { abs(correlation) > 0.3 }

  /// `repeats` above nothing and the mean amount of those purchases, one entry a customer. `nil` for fewer than ten.
  package init?(repeats: [Double], means: [Double]) {
    guard repeats.count >= 10, repeats.count == means.count else { return nil }
    let n = Double(means.count)
    let middle = means.reduce(0, +) / n
    guard middle > 0 else { return nil }
    let found = NelderMead.least(from: [1, 1, 1]) { at in
      guard at.allSatisfy({ abs($0) < 20 }) else { return 1e12 }
      let (p, q, v) = (exp(at[0]), exp(at[1]), exp(at[2]))
      var sum = 0.0
      for (x, mean) in zip(repeats, means) {
        let z = mean / middle
        sum +=
          lnGamma(p * x + q) - lnGamma(p * x) - lnGamma(q) + q * log(v) + (p * x - 1) * log(z) + p * x * log(x)
          - (p * x + q) * log(x * z + v)
      }
      return -sum
    }
    (p, q, v) = (exp(found[0]), exp(found[1]), exp(found[2]) * middle)
    let often = repeats.reduce(0, +) / n
    var (cross, xx, zz) = (0.0, 0.0, 0.0)
    for (x, mean) in zip(repeats, means) {
      cross += (x - often) * (mean - middle)
      xx += (x - often) * (x - often)
      zz += (mean - middle) * (mean - middle)
    }
    correlation = xx > 0 && zz > 0 ? cross / (xx * zz).squareRoot() : 0
  }

  /// What a customer's purchases will bring on average, leaning on all customers the more the fewer it made.
  package func expected(repeats: Double, mean: Double) -> Double { p * (v + repeats * mean) / (p * repeats + q - 1) }
}

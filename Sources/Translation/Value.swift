import Glibc
import Records

extension DealValue {
  /// Deals whose amounts are pooled into a source's mean.
  static let lean = 5.0

  /// Amounts above zero of the deals won, by group; `nil` where no amount is recorded at all.
  static func amounts(_ ledger: Ledger, _ groups: [Group]) -> [[Double]]? {
    guard ledger.recorded.contains(.amounts) else { return nil }
    var amounts = groups.map { _ in [Double]() }
    Group.walk(groups, ledger.leads) { g, i in
      guard ledger.leads.won[i] != nil else { return }
      let amount = Double(ledger.leads.wonAmount[i])
      if amount > 0 { amounts[g].append(amount) }
    }
    return amounts
  }

  /// The coarse pass: one entry a group, `nil` where no amount is recorded. Means lean on all deals with the weight of five; the interval
  /// takes the pooled spread of the logarithm, so that one huge deal widens everybody's doubt and not only its own source's.
  /// The full pass has `DealValueModel`.
  static func all(_ ledger: Ledger, _ groups: [Group]) -> [DealValue?] {
    guard let amounts = amounts(ledger, groups) else { return groups.map { _ in nil } }
    // Everybody has exactly one source; lists only hold people again.
    let all = amounts.prefix(ledger.sources.count).flatMap { $0 }
    guard all.count >= 3 else { return groups.map { _ in nil } }
    let overall = all.reduce(0, +) / Double(all.count)
    let deviation = (all.reduce(0) { $0 + ($1 - overall) * ($1 - overall) } / Double(all.count - 1)).squareRoot()
    return amounts.map { own in
      let n = Double(own.count)
      let mean = (own.reduce(0, +) + lean * overall) / (n + lean)
      let error = deviation / (n + lean).squareRoot()
      // A mean of amounts is above zero: the interval is symmetric on the logarithm.
      let ratio = exp(Normal.z90 * (log1p(error * error / (mean * mean))).squareRoot())
      return DealValue(
        mean: Estimate(value: mean, low: mean / ratio, high: mean * ratio), median: middle(own.isEmpty ? all : own),
        deals: own.count)
    }
  }
}

/// The middle value; the mean of the two middle ones. `values` must not be empty.
func middle(_ values: [Double]) -> Double {
  var values = values
  let middle = values.count / 2
  partition(&values, around: middle)
  guard values.count.isMultiple(of: 2) else { return values[middle] }
  return ((values[..<middle].max() ?? values[middle]) + values[middle]) / 2
}

/// Puts the value of that rank where sorting would, with nothing larger before it and nothing smaller after (Hoare's "find", 1961).
private func partition(_ values: inout [Double], around rank: Int) {
  var low = 0
  var high = values.count - 1
  while low < high {
    let pivot = values[low + (high - low) / 2]
    var i = low
    var j = high
    while i <= j {
      while values[i] < pivot { i += 1 }
      while values[j] > pivot { j -= 1 }
      if i <= j {
        values.swapAt(i, j)
        i += 1
        j -= 1
      }
    }
    if rank <= j { high = j } else if rank >= i { low = i } else { return }
  }
}

/// The product of two independent positive estimates, by adding relative variances (delta method on the logarithm).
func product(_ a: Estimate, _ b: Estimate) -> Estimate {
  func variance(_ e: Estimate) -> Double {
    guard e.low > 0, e.high > 0 else { return 1 }
    let spread = log(e.high / e.low) / (2 * Normal.z90)
    return spread * spread
  }
  let value = a.value * b.value
  // Kept skewed as the first factor is: each end moves away by the joint spread, measured from the product.
  let joint = (variance(a) + variance(b)).squareRoot()
  let single = variance(a).squareRoot()
  let stretch = single > 0 ? joint / single : 1
  let low = value * pow(max(a.low, 1e-12) / max(a.value, 1e-12), stretch)
  let high = value * pow(max(a.high, 1e-12) / max(a.value, 1e-12), stretch)
  return Estimate(value: value, low: low, high: high, level: a.level)
}

/// Money for one outcome: the money is known, the number of outcomes has luck (Poisson, so a Gamma for its mean; Byar's
/// approximation of its quantiles).
func costPerOutcome(_ spent: Double, won: Int) -> Estimate {
  let n = Double(won)
  func byar(_ count: Double, _ z: Double) -> Double {
    let term = 1 - 1 / (9 * count) + z / (3 * count.squareRoot())
    return count * term * term * term
  }
  let fewest = max(0.05, byar(n, -Normal.z90))
  let most = byar(n + 1, Normal.z90)
  return Estimate(value: spent / n, low: spent / most, high: spent / fewest)
}

/// Mean sales hours a unit of each group, by the people it was recorded for, spread over all its people; `nil` where none is recorded.
func salesHoursPerUnit(_ ledger: Ledger, _ groups: [Group]) -> [Estimate?] {
  guard ledger.recorded.contains(.salesHours) else { return groups.map { _ in nil } }
  var count = groups.map { _ in 0.0 }
  var sum = count
  var squares = count
  Group.walk(groups, ledger.leads) { g, i in
    let hours = Double(ledger.leads.salesHours[i])
    count[g] += 1
    if hours > 0 {
      sum[g] += hours
      squares[g] += hours * hours
    }
  }
  return groups.indices.map { s in
    guard count[s] >= 2, sum[s] > 0 else { return nil }
    let mean = sum[s] / count[s]
    let error = max(0, (squares[s] / count[s] - mean * mean) / (count[s] - 1)).squareRoot()
    return Estimate(
      value: mean, low: max(0, mean - Normal.z90 * error), high: mean + Normal.z90 * error)
  }
}

extension NotedSplit {
  /// One entry a group, `nil` where no column says whether a need was noted.
  static func all(_ ledger: Ledger, _ groups: [Group], from: Day) -> [NotedSplit?] {
    var splits = groups.map { _ in NotedSplit(withUnits: 0, withWon: 0, withoutUnits: 0, withoutWon: 0) }
    guard ledger.recorded.contains(.noted) else { return splits.map { _ in nil } }
    let leads = ledger.leads
    Group.walk(groups, leads) { source, i in
      guard leads.created[i] >= from, let noted = leads.noted[i] else { return }
      let won = leads.won[i] == nil ? 0 : 1
      if noted {
        splits[source].withUnits += 1
        splits[source].withWon += won
      } else {
        splits[source].withoutUnits += 1
        splits[source].withoutWon += won
      }
    }
    return splits.map { $0.withUnits > 0 && $0.withoutUnits > 0 ? $0 : nil }
  }
}

import Glibc
import Records

/// Customers without contracts, by their orders: how many bought again, how many still buy, and how often. Articles/retention.md has the model.
package struct RepeatBuyers: Sendable, Hashable {
  package enum Refusal: Error, Sendable, Hashable {
    /// Wins are no orders of anybody who is known.
    case noOrders
    case tooFewAgain(Int)
    /// Nobody seems ever to stop: the model has nothing to tell the living from the gone.
    case nobodyStops
  }

  /// People with an order, and those of them with a second one.
  package var customers: Int
  package var again: Int
  /// Of all of them, how many still buy.
  package var buying: Estimate
  /// Orders of a coming year from those who bought so far, some of whom will stop meanwhile; and how many of them will order at all.
  package var orders: Estimate
  package var ordering: Estimate
  /// What an order is worth on average; `nil` where amounts are not recorded.
  package var order: Double?
  /// How often and how much go together, so that the worth of one does not stand for all.
  package var isDoubtful: Bool

  package static let fewestAgain = 20
  private static let draws = 200

  package init(_ ledger: Ledger) throws(Refusal) {
    let deals = ledger.deals
    var byPerson: [Int32: [(day: Day, amount: Double)]] = [:]
    for row in 0..<deals.count {
      guard let day = deals.won[row], deals.lead[row] >= 0, deals.kind[row] != .renewal else { continue }
      byPerson[deals.lead[row], default: []].append((day, deals.amount[row]))
    }
    guard !byPerson.isEmpty else { throw .noOrders }
    var grouped: [RepeatPurchase.History: Double] = [:]
    var (often, means): ([Double], [Double]) = ([], [])
    var (sum, count) = (0.0, 0)
    for person in byPerson.keys.sorted() {
      // Two on one day are one order.
      let orders = (byPerson[person] ?? []).sorted { $0.day < $1.day }
      guard let first = orders.first?.day else { continue }
      let days = Set(orders.map { ($0.day - first) / 7 }).sorted()
      let one = RepeatPurchase.History(
        repeats: Double(days.count - 1), last: Double(days.last ?? 0), watched: Double(max(1, (ledger.cutoff - first) / 7)))
      grouped[one, default: 0] += 1
      let amounts = orders.map(\.amount).filter { $0 > 0 }
      sum += amounts.reduce(0, +)
      count += amounts.count
      if days.count > 1, !amounts.isEmpty {
        often.append(Double(days.count - 1))
        means.append(amounts.reduce(0, +) / Double(amounts.count))
      }
    }
    customers = byPerson.count
    let found = grouped.filter { $0.key.repeats > 0 }.reduce(0) { $0 + Int($1.value) }
    again = found
    guard found >= Self.fewestAgain else { throw .tooFewAgain(found) }
    let histories = grouped.map { one -> RepeatPurchase.History in
      var history = one.key
      history.customers = one.value
      return history
    }.sorted { ($0.watched, $0.last, $0.repeats) < ($1.watched, $1.last, $1.repeats) }
    guard let model = RepeatPurchase(histories), model.a > 1e-3, model.a / (model.a + model.b) > 1e-3 else {
      throw .nobodyStops
    }
    order = count > 0 ? sum / Double(count) : nil
    isDoubtful = PurchaseValue(repeats: often, means: means)?.isDoubtful ?? true
    (buying, orders, ordering) = Self.today(model, histories)
  }

  /// The four parameters walk around their best values as far as the record lets them; then everybody is played through the coming year:
  /// whether it still buys, how often, and whether it stops after an order. Of histories that many share a part stands for all.
  private static func today(
    _ best: RepeatPurchase, _ histories: [RepeatPurchase.History]
  ) -> (buying: Estimate, orders: Estimate, ordering: Estimate) {
    var stream = Draws(name: "repeat buyers", chain: 0)
    var now = best
    var (alive, yearly, some): ([Double], [Double], [Double]) = ([], [], [])
    let steps = Self.steps(best, histories)
    let all = histories.reduce(0) { $0 + $1.customers }
    let part = min(1, Double(Self.playedMost / draws) / max(1, all))
    for turn in 0..<(burnIn + thinning * draws) {
      let push = (0..<4).map { _ in stream.normal() }
      var next = now
      let moves = (0..<4).map { row in (0...row).reduce(0.0) { $0 + steps[row][$1] * push[$1] } }
      next.r *= exp(moves[0])
      next.alpha *= exp(moves[1])
      next.a *= exp(moves[2])
      next.b *= exp(moves[3])
      next.logLikelihood = RepeatPurchase.logLikelihood(histories, r: next.r, alpha: next.alpha, a: next.a, b: next.b)
      if log(max(1e-300, stream.unit())) < next.logLikelihood - pull(next, best) - now.logLikelihood + pull(now, best) {
        now = next
      }
      guard turn >= burnIn, (turn - burnIn) % thinning == thinning - 1 else { continue }
      var (here, orders, ordering) = (0.0, 0.0, 0.0)
      for one in histories {
        let sample = max(1, Int((one.customers * part).rounded()))
        let weight = one.customers / Double(max(1, sample))
        let chance = min(1, max(0, now.alive(one)))
        for _ in 0..<sample where stream.unit() < chance {
          let bought = now.purchases(one, within: year, &stream)
          here += weight
          orders += weight * Double(bought)
          if bought > 0 { ordering += weight }
        }
      }
      alive.append(here)
      yearly.append(orders)
      some.append(ordering)
    }
    return (Estimate(draws: alive), Estimate(draws: yearly), Estimate(draws: some))
  }

  private static let year = 365.25 / 7
  private static let burnIn = 150
  private static let thinning = 4
  private static let playedMost = 800_000

  /// A faint pull towards the best, so that the ridge is no road to infinity.
  private static func pull(_ one: RepeatPurchase, _ best: RepeatPurchase) -> Double {
    [one.r / best.r, one.alpha / best.alpha, one.a / best.a, one.b / best.b].map(log).reduce(0) { $0 + $1 * $1 } / 2
  }

  /// The lower root of what the four logarithms vary by and with each other, from how the likelihood bends at its best, a step in four
  /// dimensions long.
  private static func steps(_ best: RepeatPurchase, _ histories: [RepeatPurchase.History]) -> [[Double]] {
    func at(_ shift: [Double]) -> Double {
      -RepeatPurchase.logLikelihood(
        histories, r: best.r * exp(shift[0]), alpha: best.alpha * exp(shift[1]), a: best.a * exp(shift[2]),
        b: best.b * exp(shift[3]))
    }
    let h = 0.02
    func moved(_ moves: (Int, Double)...) -> Double {
      var shift = [0.0, 0, 0, 0]
      for (place, by) in moves { shift[place] += by }
      return at(shift)
    }
    let centre = moved()
    var bend = [[Double]](repeating: [0, 0, 0, 0], count: 4)
    for i in 0..<4 {
      // The pull bends by one in each.
      bend[i][i] = max(0, (moved((i, h)) - 2 * centre + moved((i, -h))) / (h * h)) + 1
      for j in 0..<i {
        let mixed =
          (moved((i, h), (j, h)) - moved((i, h), (j, -h)) - moved((i, -h), (j, h)) + moved((i, -h), (j, -h))) / (4 * h * h)
        (bend[i][j], bend[j][i]) = (mixed, mixed)
      }
    }
    guard let root = lowerRoot(bend), let wide = lowerRoot(inverse(ofRoot: root)) else {
      return (0..<4).map { row in (0..<4).map { $0 == row ? 0.1 : 0 } }
    }
    return wide.map { $0.map { $0 * 1.19 } }
  }

  /// Cholesky's; `nil` where the matrix is not positive.
  private static func lowerRoot(_ all: [[Double]]) -> [[Double]]? {
    var root = [[Double]](repeating: [Double](repeating: 0, count: all.count), count: all.count)
    for i in all.indices {
      for j in 0...i {
        let sum = all[i][j] - (0..<j).reduce(0) { $0 + root[i][$1] * root[j][$1] }
        if i == j {
          guard sum > 1e-12 else { return nil }
          root[i][i] = sum.squareRoot()
        } else {
          root[i][j] = sum / root[j][j]
        }
      }
    }
    return root
  }

  private static func inverse(ofRoot root: [[Double]]) -> [[Double]] {
    let n = root.count
    // Columns of the inverse of the root, then their products.
    var inverse = [[Double]](repeating: [Double](repeating: 0, count: n), count: n)
    for column in 0..<n {
      for row in column..<n {
        let sum = (column..<row).reduce(row == column ? 1.0 : 0) { $0 - root[row][$1] * inverse[$1][column] }
        inverse[row][column] = sum / root[row][row]
      }
    }
    return (0..<n).map { i in (0..<n).map { j in (0..<n).reduce(0.0) { $0 + inverse[$1][i] * inverse[$1][j] } } }
  }
}

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
  /// Orders of a coming year at the rhythm of those who still buy, none stopping meanwhile.
  package var orders: Estimate
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
    (buying, orders) = Self.today(model, histories)
  }

  /// The four parameters walk around their best values as far as the record lets them; whether each still buys is drawn on top.
  private static func today(_ best: RepeatPurchase, _ histories: [RepeatPurchase.History]) -> (Estimate, Estimate) {
    var stream = Draws(name: "repeat buyers", chain: 0)
    var now = best
    var (alive, yearly): ([Double], [Double]) = ([], [])
    for step in 0..<(2 * draws) {
      var next = now
      next.r *= exp(0.1 * stream.normal())
      next.alpha *= exp(0.1 * stream.normal())
      next.a *= exp(0.1 * stream.normal())
      next.b *= exp(0.1 * stream.normal())
      next.logLikelihood = RepeatPurchase.logLikelihood(histories, r: next.r, alpha: next.alpha, a: next.a, b: next.b)
      // A faint pull towards the best, so that the ridge is no road to infinity.
      func pull(_ one: RepeatPurchase) -> Double {
        let parts = [one.r / best.r, one.alpha / best.alpha, one.a / best.a, one.b / best.b].map(log)
        return parts.reduce(0) { $0 + $1 * $1 } / 2
      }
      if log(max(1e-300, stream.unit())) < next.logLikelihood - pull(next) - now.logLikelihood + pull(now) { now = next }
      guard step % 2 == 1 else { continue }
      var (here, rate) = (0.0, 0.0)
      for one in histories {
        let buying = Double(stream.binomial(Int(one.customers), min(1, max(0, now.alive(one)))))
        here += buying
        rate += buying * (now.r + one.repeats) / (now.alpha + one.watched) * 365.25 / 7
      }
      alive.append(here)
      yearly.append(Double(stream.poisson(rate)))
    }
    return (Estimate(draws: alive), Estimate(draws: yearly))
  }
}

import Glibc
import Records
import Testing

@testable import Translation

/// Shops: people who order again, and stop one day, without any contract.
@Suite struct RepeatBuyersTests {
  private let today = Day(iso: "2026-10-28")!

  private func shop(_ people: Int, seed: UInt64, stops: Bool = true) -> (ledger: Ledger, buying: Int, coming: Int) {
    var draws = Draws(name: "shop", chain: 0, seed: seed)
    var ledger = Ledger(company: "Shop", cutoff: today)
    ledger.recorded = [.deals, .won, .amounts]
    var (buying, coming) = (0, 0)
    for person in 0..<people {
      var day = today - Int(draws.unit() * 700) - 20
      let gap = 60 / draws.gamma(1.5)
      let chance = stops ? draws.beta(1, 3) : 0
      var (isHere, orders) = (true, 0)
      while day <= today + 365 {
        if day > today {
          // The coming year: whoever still buys goes on, and may stop at any order.
          coming += 1
          if draws.unit() < chance { break }
          day = day + max(7, Int(-gap * log(max(1e-9, draws.unit()))))
          continue
        }
        ledger.deals.opened.append(day)
        ledger.deals.won.append(day)
        ledger.deals.lost.append(nil)
        ledger.deals.amount.append(50 + 100 * draws.unit())
        ledger.deals.kind.append(.new)
        ledger.deals.lead.append(Int32(person))
        orders += 1
        // Nobody stops with the first order: who came once is still looked for.
        if orders > 1, draws.unit() < chance {
          isHere = false
          break
        }
        day = day + max(7, Int(-gap * log(max(1e-9, draws.unit()))))
      }
      if isHere { buying += 1 }
    }
    return (ledger, buying, coming)
  }

  @Test func `How many still buy, and what they order in a year, fall in their intervals as often as they say`() throws {
    var (inside, orders) = (0, 0)
    for seed in 0..<UInt64(30) {
      let (ledger, buying, coming) = shop(400, seed: seed)
      let found = try RepeatBuyers(ledger)
      if found.orders.low <= Double(coming), Double(coming) <= found.orders.high { orders += 1 }
      if found.buying.low <= Double(buying), Double(buying) <= found.buying.high { inside += 1 }
    }
    #expect((22...30).contains(inside), "\(inside) of 30")
    #expect((23...30).contains(orders), "orders \(orders) of 30")
  }

  @Test func `Contracts speak for themselves, few who came again refuse, and twice is the same`() throws {
    let (ledger, _, _) = shop(300, seed: 1)
    #expect(try RepeatBuyers(ledger) == RepeatBuyers(ledger))
    let found = try RepeatBuyers(ledger)
    #expect(found.customers == 300 && (found.order ?? 0) > 90 && found.again < 300 && found.orders.low < found.orders.high)
    #expect(throws: RepeatBuyers.Refusal.noOrders) { try RepeatBuyers(Ledger(company: "", cutoff: today)) }
    #expect(throws: RepeatBuyers.Refusal.self) { try RepeatBuyers(shop(8, seed: 2).ledger) }
  }
}

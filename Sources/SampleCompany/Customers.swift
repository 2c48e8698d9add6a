import Records

extension Company {
  /// Contracts: everybody won, and those who were customers before the record, so that churn fell from 14% to 12%: scenario 4.
  mutating func signCustomers() {
    priceDeals()
    for index in deals.indices {
      guard case .won(let day) = deals[index].ending else { continue }
      deals[index].account = Int32(accounts.count)
      let amount = deals[index].amount
      accounts.append(Account(start: day, yearlyAtStart: amount, yearly: amount, renewals: 0))
    }
    let fresh = accounts.count
    let firstYear = accounts.count { $0.start < 365 }
    let base = Plan.base(won: fresh, inFirstYear: firstYear)
    for _ in 0..<base.customers {
      let years = chance.index(weights: [34, 26, 16, 12, 8, 4])
      let anniversary = chance.below(365)
      accounts.append(Account(start: anniversary - 365 * (years + 1), yearlyAtStart: 0, yearly: 0, renewals: years))
    }
    leave(fresh: fresh, base: base)
    renew()
    groupByWebinar()
  }

  /// Amounts around the origin's average, whole hundreds, that add up to it exactly.
  private mutating func priceDeals() {
    for origin in Origin.allCases {
      var won: [Int] = []
      for index in deals.indices where deals[index].origin == origin {
        let average = Double(Plan.averageAmount[origin.rawValue])
        let factor = LogNormal(median: 0.95, sigma: 0.35).quantile(chance.unit(), between: 0.4, and: 2.4)
        deals[index].amount = Int(average * factor / 100) * 100
        if deals[index].isWinner { won.append(index) }
      }
      guard !won.isEmpty else { continue }
      var gap = Plan.averageAmount[origin.rawValue] * won.count - won.reduce(0) { $0 + deals[$1].amount }
      var turn = 0
      while gap != 0 {
        let index = won[turn % won.count]
        let even = gap / won.count / 100 * 100
        let step = gap > 0 ? min(gap, max(100, even)) : max(gap, min(-100, even))
        turn += 1
        guard deals[index].amount + step > Plan.averageAmount[origin.rawValue] / 4 else { continue }
        deals[index].amount += step
        gap -= step
      }
    }
  }

  private mutating func leave(fresh: Int, base: Plan.Base) {
    var legacy = Array(fresh..<accounts.count)
    chance.shuffle(&legacy)
    for index in legacy.prefix(base.leftInFirstYear) { accounts[index].end = anniversary(of: index, year: 0) }
    var atRisk = Array(legacy.dropFirst(base.leftInFirstYear)) + (0..<fresh).filter { accounts[$0].start < 365 }
    chance.shuffle(&atRisk)
    for index in atRisk.prefix(base.leftInSecondYear) { accounts[index].end = anniversary(of: index, year: 1) }
    for index in accounts.indices where accounts[index].end != nil {
      accounts[index].churnReason = UInt8(1 + chance.below(Words.churnReasons.count - 1))
    }
  }

  /// The day in the record's first (0) or second (1) year on which the contract of an account comes up.
  private func anniversary(of index: Int, year: Int) -> Int { (accounts[index].start % 365 + 365) % 365 + 365 * year }

  /// Every contract that came up and was not ended was renewed for a year.
  private mutating func renew() {
    for index in accounts.indices {
      let before = accounts[index].renewals
      var kept = 0
      for year in 0...1 {
        let day = anniversary(of: index, year: year)
        guard day > accounts[index].start, day < accounts[index].end ?? Plan.days else { continue }
        kept += 1
        accounts[index].lastRenewal = day
      }
      accounts[index].renewals = before + kept
      if kept == 0 && before > 0 { accounts[index].lastRenewal = anniversary(of: index, year: -1) }
    }
  }

  /// Contracts that came up in the record.
  func decisions(of account: Account) -> Int {
    (0...1).count { year in
      let day = (account.start % 365 + 365) % 365 + 365 * year
      return day > account.start && day <= account.end ?? Plan.lastDay
    }
  }

  /// Who attended customer webinars, who was only invited, who neither; attendees differ: scenario 5.
  private mutating func groupByWebinar() {
    let all = accounts.reduce(0) { $0 + decisions(of: $1) }
    let left = accounts.count { $0.end != nil }
    let attended = all - Int((Double(left - 3) / 0.16).rounded())
    var gone = accounts.indices.filter { accounts[$0].end != nil }
    var kept = accounts.indices.filter { accounts[$0].end == nil && decisions(of: accounts[$0]) > 0 }
    chance.shuffle(&gone)
    chance.shuffle(&kept)
    fill(.attended, decisions: min(90, max(60, attended)), gone: &gone, leaving: 3, kept: &kept)
    fill(.invited, decisions: 89, gone: &gone, leaving: 8, kept: &kept)
    for index in accounts.indices where decisions(of: accounts[index]) == 0 {
      let share = chance.unit()
      let isLate = accounts[index].start > Plan.lastDay - 60
      accounts[index].group = isLate ? .none : share < 0.4 ? .attended : share < 0.65 ? .invited : .none
    }
  }

  private mutating func fill(
    _ group: Account.Group, decisions wanted: Int, gone: inout [Int], leaving: Int, kept: inout [Int]
  ) {
    var left = wanted
    // Those who left must have had a webinar to attend while they were customers.
    gone.sort { accounts[$0].end ?? 0 > accounts[$1].end ?? 0 }
    for _ in 0..<leaving {
      guard let index = gone.indices.first.map({ _ in gone.remove(at: chance.below(gone.count / 2 + 1)) }) else { break }
      accounts[index].group = group
      left -= decisions(of: accounts[index])
    }
    var rest: [Int] = []
    for index in kept {
      let own = decisions(of: accounts[index])
      if left >= own {
        accounts[index].group = group
        left -= own
      } else {
        rest.append(index)
      }
    }
    kept = rest
  }

  /// Yearly revenue after the expansions, brought to the company's total by those who were there before.
  mutating func closeTheBooks() {
    let active = accounts.indices.filter { accounts[$0].end == nil }
    let known = active.reduce(0) { $0 + accounts[$1].yearly }
    let legacy = accounts.indices.filter { accounts[$0].start < 0 }
    let here = legacy.filter { accounts[$0].end == nil }
    guard !here.isEmpty else { return }
    let average = max(3_000, (Plan.yearlyNow - known) / here.count)
    var rest = Plan.yearlyNow - known
    for index in legacy {
      let amount = Int(Double(average) * (0.7 + 0.6 * chance.unit()) / 100) * 100
      accounts[index].yearlyAtStart = amount
      accounts[index].yearly += amount
      if accounts[index].end == nil { rest -= amount }
    }
    spreadRest(rest, over: here)
  }

  /// What rounding and chance left over goes to the old customers in equal parts, the last cents to the first.
  private mutating func spreadRest(_ rest: Int, over here: [Int]) {
    for (rank, index) in here.enumerated() {
      let part = rest / here.count + (rank == 0 ? rest % here.count : 0)
      accounts[index].yearlyAtStart += part
      accounts[index].yearly += part
    }
  }
}

extension Plan {
  /// Customers before the record and how many of them, and of those won in its first year, left.
  struct Base {
    var customers: Int
    var leftInFirstYear: Int
    var leftInSecondYear: Int
  }

  /// The base from which 14% leave in the first year and 12% in the second and 305 are there in the end.
  static func base(won: Int, inFirstYear: Int) -> Base {
    var best = Base(customers: 0, leftInFirstYear: 0, leftInSecondYear: 0)
    var least = Double.infinity
    for first in 8...24 {
      for second in 12...40 {
        let customers = customersNow - won + first + second
        let atRisk = customers - first + inFirstYear
        let miss = abs(Double(first) / Double(customers) - 0.14) + abs(Double(second) / Double(atRisk) - 0.12)
        if miss < least {
          least = miss
          best = Base(customers: customers, leftInFirstYear: first, leftInSecondYear: second)
        }
      }
    }
    return best
  }
}

import Glibc
import Records

extension Company {
  /// The contacts that marketing counts and never handed to sales: what is left of each origin's volume.
  mutating func addContactsNobodyHandedOver() {
    let handed = people.count
    for (index, show) in Plan.shows.enumerated() {
      let left = show.people - show.handed.reduce(0) { $0 + $1.count }
      for _ in 0..<left {
        var person = Person(.booth, created: Clock.minute(onDay: show.day + chance.below(3), 9, chance.below(500)))
        person.show = Int8(index)
        people.append(person)
      }
    }
    addSearchContacts(handed: handed)
    for period in Plan.demoVolume.indices {
      let count = Plan.demoVolume[period] - ranges[Origin.demo.rawValue][period].count
      add(count, .demo, from: Plan.bounds[period], to: Plan.bounds[period + 1])
    }
    for origin in [Origin.linkedIn, .syndication, .referral, .nurture] {
      var count = Plan.volume[origin.rawValue] - Plan.handed[origin.rawValue].reduce(0, +)
      switch origin {
      case .syndication:
        // The bought lists of the overload brought contacts nobody could call, too.
        add(1900, origin, from: Plan.overloadDays.lowerBound, to: Plan.overloadDays.upperBound)
        count -= 1900
      case .nurture:
        add(60, origin, from: Plan.bounds[7], to: Plan.bounds[8])
        count -= 60
      default: break
      }
      add(count, origin, from: 0, to: Plan.days)
    }
  }

  /// Paid search brings contacts in proportion to 1 - exp(-spend / 10.5k), month by month and without noise: scenario 7.
  private mutating func addSearchContacts(handed: Int) {
    var quota = Plan.searchContacts()
    for person in people[..<handed] where person.origin == .search {
      quota[Plan.month(of: Clock.day(of: person.created))] -= 1
    }
    for (month, count) in quota.enumerated() {
      // The four days of October 2024 are billed with November.
      add(max(0, count), .search, from: month == 0 ? 0 : Plan.months[month], to: Plan.months[month + 1])
    }
  }

  private mutating func add(_ count: Int, _ origin: Origin, from: Int, to: Int) {
    for _ in 0..<count {
      var day = from + chance.below(to - from)
      // Weekends bring a third of a weekday's contacts.
      if !Clock.isWorkday(day) && chance.unit() < 0.67 { day = from + chance.below(to - from) }
      people.append(Person(origin, created: Clock.minute(onDay: day, 7, chance.below(840))))
    }
  }

  /// Deals that sales opened by itself; their contacts came from no marketing.
  mutating func addOutbound() {
    let law = LogNormal(median: 85, sigma: 0.5)
    let count = Plan.outbound.opened
    // Winners stand evenly among the deals that are old enough to have been won.
    for rank in 0..<count {
      let created = Clock.workday(near: rank * (Plan.days - 40) / count + chance.below(5), from: 0, to: Plan.lastDay)
      let opened = Clock.workday(near: created + 6 + chance.below(25), from: created + 1, to: Plan.lastDay)
      let isWinner = rank % 4 == 1 && rank / 4 < Plan.outbound.won
      people.append(Person(.outbound, created: Clock.minute(onDay: created, 9, chance.below(480))))
      var deal = Deal(person: Int32(people.count - 1), origin: .outbound, opened: opened, qualifiedOn: opened)
      deal.isWinner = isWinner
      deal.owner = UInt8(chance.below(6))
      if isWinner {
        let lag = law.quantile(chance.unit(), between: 14, and: Double(Plan.lastDay - opened))
        deal.ending = .won(Clock.workday(near: opened + Int(lag), from: opened + 10, to: Plan.lastDay))
      } else {
        deal.ending = lossOrOpen(opened: opened, share: 0.22, law: law, lostMedian: 65)
      }
      people[people.count - 1].deal = Int32(deals.count)
      deals.append(deal)
      setStages(of: deals.count - 1)
    }
  }
}

extension Plan {
  /// Contacts from paid search by month: largest remainders of the curve.
  static func searchContacts() -> [Int] {
    let shares = searchSpend.map { 1 - exp(-Double($0) / 10.5) }
    let scale = Double(volume[Origin.search.rawValue]) / shares.reduce(0, +)
    var counts = shares.map { Int($0 * scale) }
    let rest = shares.indices.sorted { shares[$0] * scale - Double(counts[$0]) > shares[$1] * scale - Double(counts[$1]) }
    for month in rest.prefix(volume[Origin.search.rawValue] - counts.reduce(0, +)) { counts[month] += 1 }
    return counts
  }

  /// Index into the 24 months; October 2024 belongs to November.
  static func month(of day: Int) -> Int {
    var month = max(0, min(23, day / 31 - 1))
    while month < 23 && months[month + 1] <= day { month += 1 }
    return month
  }
}

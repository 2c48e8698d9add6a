import Records

extension Company {
  /// Twenty-two webinars for customers: 640 attended, 96 of them opened an expansion, 63 signed one.
  mutating func holdWebinars() {
    let attending = accounts.indices.filter { accounts[$0].group == .attended }
    let invited = accounts.indices.filter { accounts[$0].group == .invited }
    attend(attending)
    var empty = Plan.registrations - Plan.volume[Origin.webinar.rawValue]
    for account in invited {
      guard let webinar = webinar(for: account) else { continue }
      registrations.append(Registration(webinar: webinar, person: -1, account: Int32(account)))
      empty -= 1
    }
    while empty > 0 {
      let account = chance.unit() < 0.6 ? attending[chance.below(attending.count)] : invited[chance.below(invited.count)]
      guard let webinar = webinar(for: account) else { continue }
      registrations.append(Registration(webinar: webinar, person: -1, account: Int32(account)))
      empty -= 1
    }
    registrations.sort { ($0.webinar, $0.account, $0.person) < ($1.webinar, $1.account, $1.person) }
    expand()
  }

  /// Everybody in the group comes at least once; the others of 640 are colleagues of theirs.
  private mutating func attend(_ attending: [Int]) {
    let wanted = Plan.volume[Origin.webinar.rawValue]
    var turn = 0
    var came = 0
    while came < wanted {
      let account = turn < attending.count ? attending[turn] : attending[chance.below(attending.count)]
      turn += 1
      guard let webinar = webinar(for: account) else { continue }
      let at = Clock.minute(onDay: Plan.webinars[webinar], 15, chance.below(12))
      var person = Person(.webinar, created: at)
      person.account = Int32(account)
      registrations.append(Registration(webinar: webinar, person: Int32(people.count), account: Int32(account)))
      people.append(person)
      came += 1
    }
  }

  /// One of the webinars held while the account was a customer.
  private mutating func webinar(for account: Int) -> Int? {
    let first = Plan.webinars.firstIndex { $0 >= accounts[account].start } ?? Plan.webinars.count
    let end = accounts[account].end ?? Plan.days
    let after = Plan.webinars.firstIndex { $0 >= end } ?? Plan.webinars.count
    guard after > first else { return nil }
    return first + chance.below(after - first)
  }

  private mutating func expand() {
    let law = LogNormal(median: 48, sigma: 0.5)
    var attendees = people.indices.filter { index in
      people[index].origin == .webinar && Clock.day(of: people[index].created) <= Plan.lastDay - 20
        && accounts[Int(people[index].account)].end == nil
    }
    chance.shuffle(&attendees)
    // Winners must have had the time to sign.
    attendees =
      attendees.filter { Clock.day(of: people[$0].created) <= Plan.lastDay - 75 }
      .prefix(Plan.expansion.won + 18)
      + attendees.filter { Clock.day(of: people[$0].created) > Plan.lastDay - 75 }
    var prices = amounts()
    for (rank, index) in attendees.prefix(Plan.expansion.opened).enumerated() {
      let isWinner = rank < Plan.expansion.won
      let room = Plan.lastDay - Clock.day(of: people[index].created)
      let held = Clock.day(of: people[index].created)
      let opened = Clock.workday(near: held + 2 + chance.below(min(34, room - 10)), from: held + 1, to: Plan.lastDay)
      var deal = Deal(person: Int32(index), origin: .webinar, opened: opened, qualifiedOn: opened)
      deal.kind = .expansion
      deal.isWinner = isWinner
      deal.owner = UInt8(chance.below(6))
      deal.account = people[index].account
      deal.amount = prices.popLast() ?? 0
      if isWinner {
        let lag = law.quantile(chance.unit(), between: 7, and: Double(Plan.lastDay - opened))
        deal.ending = .won(Clock.workday(near: opened + Int(lag), from: opened + 5, to: Plan.lastDay))
        accounts[Int(deal.account)].yearly += deal.amount
      } else {
        deal.ending = lossOrOpen(opened: opened, share: 0.66, law: law, lostMedian: 50)
      }
      deals.append(deal)
      setStages(of: deals.count - 1)
    }
  }

  /// Expansion amounts, the winners' last (they are taken from the end) and exact in sum.
  private mutating func amounts() -> [Int] {
    let average = Plan.averageAmount[Origin.webinar.rawValue]
    var all = (0..<Plan.expansion.opened).map { _ in Int(Double(average) * (0.4 + 1.2 * chance.unit()) / 100) * 100 }
    let won = (all.count - Plan.expansion.won)..<all.count
    var gap = average * won.count - all[won].reduce(0, +)
    var turn = won.lowerBound
    while gap != 0 {
      let step = gap > 0 ? min(100, gap) : max(-100, gap)
      if all[turn] + step > 2_000 {
        all[turn] += step
        gap -= step
      }
      turn = turn + 1 < won.upperBound ? turn + 1 : won.lowerBound
    }
    return all
  }
}

import Records

extension Company {
  /// The plan's number of deals from every origin and period; demo requests open only after a talk qualified them.
  mutating func openDeals() {
    for (row, origin) in Origin.handedOver.enumerated() {
      for period in 0..<Plan.opened[row].count {
        let eligible = ranges[row][period].filter { index in
          !people[index].isWaiting && (origin != .demo || people[index].qualified >= 0)
        }
        for index in draw(Plan.opened[row][period], from: eligible, handedUntil: Plan.lastDay - 14) {
          people[index].deal = Int32(deals.count)
          deals.append(Deal(person: Int32(index), origin: origin, opened: 0, qualifiedOn: 0))
        }
      }
    }
  }

  /// Which of them win, and which of those within 60 days of handover.
  mutating func winDeals() {
    for period in 0..<Plan.wonWithin60.count {
      var winners: [Int] = []
      for row in Plan.won.indices {
        let latest = period == Plan.august ? 662 : period > Plan.august ? Plan.lastDay - 32 : Plan.lastDay
        let eligible = ranges[row][period].filter { people[$0].deal >= 0 }
        for index in draw(Plan.won[row][period], from: eligible, handedUntil: latest) {
          deals[Int(people[index].deal)].isWinner = true
          winners.append(Int(people[index].deal))
        }
      }
      chance.shuffle(&winners)
      // The quick ones asked or were recommended; a show or a bought list takes longer.
      let quick = winners.filter { [.demo, .referral, .search].contains(deals[$0].origin) }
      for deal in quick.prefix(Plan.wonWithin60[period] ?? 0) { deals[deal].isEarly = true }
    }
  }

  /// So many of the members, old enough to have come that far; where too few are, younger ones are moved back by whole weeks.
  private mutating func draw(_ count: Int, from members: [Int], handedUntil latest: Int) -> ArraySlice<Int> {
    var members = members
    chance.shuffle(&members)
    let old = members.filter { Clock.day(of: people[$0].handed) <= latest }
    let young = members.filter { Clock.day(of: people[$0].handed) > latest }
    for index in young.prefix(max(0, count - old.count)) {
      while Clock.day(of: people[index].handed) > latest {
        people[index].handed -= 7 * 1440
        people[index].created -= 7 * 1440
      }
    }
    return (old + young).prefix(count)
  }

  /// Everything sales says about a lead besides the answer: accepted, or sent back with a reason; qualified by talk.
  mutating func acceptOrSendBack() {
    for period in Plan.accepted.indices {
      var refusable: [Int] = []
      var count = -Plan.accepted[period]
      for own in ranges {
        for index in own[period] where !people[index].isWaiting {
          count += 1
          if people[index].deal < 0 && people[index].qualified < 0 { refusable.append(index) }
        }
      }
      chance.shuffle(&refusable)
      for index in refusable.prefix(count) {
        people[index].sentBack = dayOfVerdict(people[index])
        people[index].reason = reasonToSendBack(people[index].origin)
      }
    }
    for index in people.indices where people[index].handed != Clock.never && !people[index].isWaiting {
      guard people[index].sentBack < 0 else { continue }
      people[index].accepted = dayOfVerdict(people[index])
      let isQualified = people[index].qualified >= 0 || (people[index].origin != .demo && chance.unit() < 0.08)
      if isQualified {
        people[index].qualified = Int16(min(Plan.lastDay, Clock.day(of: people[index].answered) + chance.below(3)))
      }
    }
  }

  /// Leads not answered within a day or so count as accepted by silence.
  private mutating func dayOfVerdict(_ person: Person) -> Int16 {
    let handed = Clock.day(of: person.handed)
    let answered = person.answered == Clock.never ? Plan.lastDay : Clock.day(of: person.answered)
    return Int16(min(answered, min(Plan.lastDay, handed + 1 + chance.below(3))))
  }

  private mutating func reasonToSendBack(_ origin: Origin) -> UInt8 {
    UInt8(1 + chance.index(weights: origin == .booth ? [30, 8, 10, 8, 4, 10, 30] : [46, 14, 11, 9, 5, 15, 0]))
  }

  /// Days of the deals: opened soon after the answer, signed by the origin's law, otherwise lost in time or still open.
  mutating func datePipeline() {
    var ranks = [[Int]](repeating: [], count: Origin.handedOver.count)
    for (row, origin) in Origin.handedOver.enumerated() {
      ranks[row] = Array(0..<deals.count(where: { $0.origin == origin && $0.isWinner }))
      chance.shuffle(&ranks[row])
    }
    for index in deals.indices {
      let row = deals[index].origin.rawValue
      let person = people[Int(deals[index].person)]
      let handed = Clock.day(of: person.handed)
      let answered = Clock.day(of: person.answered)
      let mean = Plan.overload.contains(Int(person.period)) ? Plan.talkingInOverload : Plan.talking[row]
      // The newest deals had to open by now, and the newest winners to sign.
      let left = Plan.lastDay - handed
      let longest = min(42, deals[index].isWinner ? (left - 20) / 2 : left - 8)
      let pause = 4 + min(longest, Int(chance.exponential(mean: mean)))
      let opened = Clock.workday(near: max(handed + pause, answered + 1), from: answered, to: Plan.lastDay)
      deals[index].opened = opened
      deals[index].owner = UInt8(chance.below(6))
      if deals[index].isWinner, let rank = ranks[row].popLast() {
        let planned = Plan.won[row].reduce(0, +)
        let created = Clock.day(of: person.created)
        var low = opened + 12
        var high = Plan.lastDay
        if deals[index].isEarly {
          high = handed + 60
          low = min(low, high)
        } else if Plan.wonWithin60[Int(person.period)] != nil {
          low = max(low, handed + 61)
        }
        let share = (Double(rank) + chance.unit()) / Double(planned)
        let lag = Plan.lags[row].quantile(share, between: Double(low - created), and: Double(high - created))
        deals[index].ending = .won(Clock.workday(near: created + Int(lag.rounded()), from: low, to: high))
      } else {
        deals[index].ending = lossOrOpen(opened: opened, share: Plan.shareWon, law: Plan.opening, lostMedian: 58)
      }
      setStages(of: index)
      people[Int(deals[index].person)].qualified = Int16(deals[index].qualifiedOn)
      people[Int(deals[index].person)].accepted = min(person.accepted, Int16(deals[index].qualifiedOn))
    }
  }

  /// Not won so far: some of these will be, a few are forgotten, the others are lost after a while.
  mutating func lossOrOpen(opened: Int, share: Double, law: LogNormal, lostMedian: Double) -> Deal.Ending {
    let waiting = share * (1 - law.cumulative(Double(Plan.lastDay - opened)))
    let expected = Plan.lastDay + 7 + chance.below(90)
    if chance.unit() < waiting / (1 - share + waiting) || chance.unit() < 0.03 { return .open(expected: expected) }
    let lag = LogNormal(median: lostMedian, sigma: 0.7).quantile(chance.unit(), between: 4, and: 700)
    let lost = opened + Int(lag)
    return lost <= Plan.lastDay
      ? .lost(Clock.workday(near: lost, from: opened + 2, to: Plan.lastDay)) : .open(expected: expected)
  }

  /// Demo and proposal between opening and ending, as far as the deal came.
  mutating func setStages(of index: Int) {
    var deal = deals[index]
    let answered = people[Int(deal.person)].answered
    let earliest = answered == Clock.never ? deal.opened : Clock.day(of: answered)
    deal.qualifiedOn = max(min(earliest, deal.opened), deal.opened - chance.below(3))
    let end: Int
    let reach: Int
    switch deal.ending {
    case .won(let day): (end, reach) = (day, 2)
    case .lost(let day):
      (end, reach) = (day, chance.index(weights: [4, 4, 2]))
      deal.reason = UInt8(1 + chance.below(Words.lossReasons.count - 1))
    case .open:
      let age = Plan.lastDay - deal.opened
      (end, reach) = (min(Plan.lastDay, deal.opened + 75), age > 40 ? 2 : age > 15 ? 1 : 0)
    }
    let span = end - deal.opened
    if reach >= 1 { deal.demoOn = deal.opened + span / 4 }
    if reach >= 2 { deal.proposalOn = deal.opened + span * 11 / 20 }
    deals[index] = deal
  }
}

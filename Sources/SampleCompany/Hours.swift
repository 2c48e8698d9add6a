import Records

extension Company {
  /// Calls, mails and meetings whose minutes add up to the plan, origin by origin.
  mutating func spendHours() {
    activities.reserveCapacity(24_000)
    var members = [[Int]](repeating: [], count: 5)
    for index in people.indices {
      switch people[index].origin {
      case .outbound: members[3].append(index)
      case .webinar where people[index].deal >= 0: members[4].append(index)
      case .booth where people[index].answered != Clock.never: members[0].append(index)
      case .referral where people[index].answered != Clock.never: members[1].append(index)
      default:
        if people[index].answered != Clock.never { members[2].append(index) }
      }
    }
    let budgets = [
      Plan.scanMinutes, Plan.referralMinutes, Plan.otherMinutes, Plan.outboundMinutes, Plan.expansionMinutes,
    ]
    for (group, budget) in zip(members, budgets) { share(budget, among: group) }
    activities.sort { ($0.at, $0.person) < ($1.at, $1.person) }
  }

  /// A lead that became a deal takes five times the time of one that did not.
  private mutating func share(_ budget: Int, among members: [Int]) {
    let weights = members.map { people[$0].deal >= 0 ? 5 : 1 }
    let total = weights.reduce(0, +)
    var weight = 0
    for (index, own) in zip(members, weights) {
      let from = budget * weight / total
      weight += own
      work(budget * weight / total - from, on: index)
    }
  }

  private mutating func work(_ minutes: Int, on index: Int) {
    let person = people[index]
    var left = minutes
    var start = person.answered
    var end = Plan.lastDay
    if person.deal >= 0 {
      let deal = deals[Int(person.deal)]
      if start == Clock.never { start = Clock.minute(onDay: max(0, deal.opened), 10) }
      switch deal.ending {
      case .won(let day), .lost(let day): end = day
      case .open: break
      }
    } else {
      end = min(end, Clock.day(of: start) + 35)
    }
    let first = Clock.day(of: start)
    var kind: UInt8 = 0
    var at = start
    while left > 0 {
      let planned = kind == 0 ? chance.within(15...40) : chance.within(50...110)
      let own = left - planned < 12 ? left : planned
      activities.append(Activity(person: Int32(index), at: at, kind: kind, minutes: Int16(own)))
      left -= own
      kind = UInt8(person.deal >= 0 ? 1 + chance.below(3) : chance.below(2))
      let day = first + chance.below(max(1, end - first + 1))
      at = max(start, Clock.minute(onDay: day, 9, chance.below(470)))
    }
  }
}

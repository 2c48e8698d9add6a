import Records

extension Company {
  /// Six shows as the scanners saw them: everybody once, some again, some in other letters, and colleagues: scenario 1.
  mutating func scanBadges() {
    var members = [[Int]](repeating: [], count: Plan.shows.count)
    for index in people.indices where people[index].show >= 0 { members[Int(people[index].show)].append(index) }
    noteNeeds(members)
    for (number, show) in Plan.shows.enumerated() {
      let first = scans.count
      for index in members[number] { scan(index, show: number, at: people[index].created) }
      for copy in 0..<show.repeats + show.variants {
        let index = members[number][chance.below(members[number].count)]
        let last = Clock.minute(onDay: show.day + 2, 17, 55)
        let again = min(last, people[index].created + Int32(chance.within(4...900)))
        let isOpen = again % 1440 >= Clock.opens && again % 1440 <= Clock.closes + 60
        let at = isOpen ? again : min(last, (again / 1440 + 1) * 1440 + Clock.opens + Int32(chance.below(60)))
        scan(index, show: number, at: at, isVariant: copy >= show.repeats)
      }
      for _ in 0..<show.staff {
        let at = Clock.minute(onDay: show.day + chance.below(3), 8, 40 + chance.below(520))
        scans.append(Scan(person: -1, show: Int8(number), at: at, isVariant: false, hasNote: false))
      }
      scans[first...].sort { ($0.at, $0.person) < ($1.at, $1.person) }
    }
  }

  private mutating func scan(_ index: Int, show: Int, at: Minute, isVariant: Bool = false) {
    scans.append(
      Scan(person: Int32(index), show: Int8(show), at: at, isVariant: isVariant, hasNote: people[index].isNoted))
  }

  /// 383 of 4,250 told what they need; 13 of the 17 who bought are among them.
  private mutating func noteNeeds(_ members: [[Int]]) {
    var winners: [Int] = []
    for deal in deals where deal.origin == .booth && deal.isWinner { winners.append(Int(deal.person)) }
    chance.shuffle(&winners)
    for index in winners.prefix(Truths.booth.wonNoted) { people[index].isNoted = true }
    for (number, show) in Plan.shows.enumerated() {
      var left = show.noted - members[number].count { people[$0].isNoted }
      var handed: [Int] = []
      var others: [Int] = []
      for index in members[number] where !people[index].isNoted {
        guard people[index].deal < 0 || !deals[Int(people[index].deal)].isWinner else { continue }
        if people[index].handed == Clock.never { others.append(index) } else { handed.append(index) }
      }
      chance.shuffle(&handed)
      chance.shuffle(&others)
      for index in handed.prefix(min(left, handed.count * 9 / 20)) {
        people[index].isNoted = true
        left -= 1
      }
      for index in others.prefix(left) { people[index].isNoted = true }
    }
  }
}

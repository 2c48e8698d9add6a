import Records

extension Company {
  /// The list of the second quarter of 2026: 1,096 rows of 845 people: scenario 9.
  mutating func listTheQualified() {
    let from = Plan.bounds[4]
    let to = Plan.bounds[6]
    var members: [Int] = []
    var others: [Int] = []
    for index in people.indices {
      let person = people[index]
      if person.handed == Clock.never {
        let day = Clock.day(of: person.created)
        if (from..<to - 20).contains(day) && person.origin != .outbound && person.origin != .webinar { others.append(index) }
      } else if (from..<to).contains(Clock.day(of: person.handed)) {
        members.append(index)
      }
    }
    chance.shuffle(&others)
    members += others.prefix(Truths.mqls.people - members.count)
    for index in members { listed.append(Listed(person: Int32(index), day: dayListed(index, from: from), kind: .first)) }
    var candidates = listed.indices.filter { listed[$0].day < to - 8 }
    chance.shuffle(&candidates)
    for place in candidates.prefix(Truths.mqls.reentered) {
      let day = min(to - 1, listed[place].day + 6 + chance.below(45))
      listed.append(Listed(person: listed[place].person, day: day, kind: .again))
    }
    var doubles = Array(0..<members.count)
    chance.shuffle(&doubles)
    for (rank, place) in doubles.prefix(Truths.mqls.doubled).enumerated() {
      let kind: Listed.Kind = rank % 5 < 3 ? .otherList : .otherAddress
      listed.append(Listed(person: listed[place].person, day: listed[place].day, kind: kind))
    }
    listed.sort { ($0.day, $0.person, $0.kind.rawValue) < ($1.day, $1.person, $1.kind.rawValue) }
  }

  private mutating func dayListed(_ index: Int, from: Int) -> Int {
    let person = people[index]
    let created = Clock.day(of: person.created)
    guard person.handed != Clock.never else { return max(from, created) }
    return max(from, max(created, Clock.day(of: person.handed) - chance.below(3)))
  }
}

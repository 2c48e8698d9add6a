import Records

extension Company {
  /// Everybody whom marketing hands to sales, on a working day of the period the plan says.
  mutating func handOver() {
    let slow = Plan.overloadDays.lowerBound
    var load = [Int](repeating: 0, count: Plan.days)
    for (row, origin) in Origin.handedOver.enumerated() {
      var own: [Range<Int>] = []
      var waiting = Plan.waiting.first { $0.origin == origin }?.count ?? 0
      for period in 0..<Plan.bounds.count - 1 {
        let first = people.count
        let count = Plan.handed[row][period]
        switch origin {
        case .booth: handOverScans(in: period, load: &load)
        case .demo: handOverDemos(count, in: period)
        default:
          let days = Days(from: Plan.bounds[period], to: Plan.bounds[period + 1])
          for _ in 0..<count {
            let isWaiting = period == 8 && waiting > 0
            if isWaiting { waiting -= 1 }
            let day = isWaiting ? Plan.lastDay : days.draw(&chance, load: &load)
            let handed =
              isWaiting ? Clock.minute(onDay: day, 13, chance.within(20...200)) : Clock.minute(onDay: day, 9, chance.below(240))
            // Bought lists are handed on within days; other contacts are nursed until they show interest.
            let isBought = origin == .syndication && Plan.overload.contains(period)
            let mean = isBought ? 6 : Plan.nursing[row]
            var age = chance.unit() < 0.2 ? 0 : min(90, Int(chance.exponential(mean: mean * 1.25)))
            if isBought { age = min(age, day - slow) }
            // The record begins with contacts of its own, not with a heap of older ones.
            if age > day { age = chance.below(day + 1) }
            add(origin, handed: handed, age: age, period: period, isWaiting: isWaiting)
          }
        }
        own.append(first..<people.count)
      }
      ranges.append(own)
    }
    spreadDemoWeekdays(load: &load)
  }

  private mutating func handOverScans(in period: Int, load: inout [Int]) {
    for (index, show) in Plan.shows.enumerated() {
      for part in show.handed where part.period == period {
        for _ in 0..<part.count {
          let close = min(Plan.bounds[period + 1], show.day + 38)
          let open = max(Plan.bounds[period], show.day + 3)
          var day = open
          repeat {
            let share = chance.unit()
            day = open + Int(Double(close - open) * share * (0.4 + 0.6 * share))
          } while !Days.isHandoverDay(day)
          load[day] += 1
          let at = Clock.minute(onDay: day, 9, chance.below(240))
          var person = Person(.booth, created: Clock.minute(onDay: show.day + chance.below(3), 9, chance.below(500)))
          person.handed = at
          person.period = Int8(period)
          person.show = Int8(index)
          people.append(person)
        }
      }
    }
  }

  /// The form rings sales at once; the day follows in `spreadDemoWeekdays`.
  private mutating func handOverDemos(_ count: Int, in period: Int) {
    for _ in 0..<count { add(.demo, handed: 0, age: 0, period: period, isWaiting: false) }
  }

  /// 750 of the 1,230 from Monday to Wednesday, the others Thursday and Friday: scenario 11 compares within these.
  private mutating func spreadDemoWeekdays(load: inout [Int]) {
    let own = ranges[Origin.demo.rawValue]
    let all = own.reduce(0) { $0 + $1.count }
    let early = Truths.speed.early.map(\.people).reduce(0, +)
    var isEarly = (0..<all).map { $0 < early }
    chance.shuffle(&isEarly)
    var next = 0
    for (period, range) in own.enumerated() {
      let from = Plan.bounds[period]
      let to = Plan.bounds[period + 1]
      let days = [
        Days(from: from, to: to) { $0 % 7 >= 3 },
        Days(from: from, to: to) { $0 % 7 < 3 },
      ]
      for index in range {
        let day = days[isEarly[next] ? 1 : 0].draw(&chance, load: &load)
        next += 1
        people[index].handed = Clock.minute(onDay: day, 9, chance.within(5...310))
        people[index].created = people[index].handed - Int32(chance.within(1...4))
      }
    }
  }

  private mutating func add(_ origin: Origin, handed: Minute, age: Int, period: Int, isWaiting: Bool) {
    let day = Clock.day(of: handed) - age
    var created = Clock.minute(onDay: day, 7, chance.below(840))
    if age == 0 { created = handed - Int32(chance.within(5...90)) }
    var person = Person(origin, created: created)
    person.handed = handed
    person.period = Int8(period)
    person.isWaiting = isWaiting
    people.append(person)
  }
}

/// Days on which marketing hands over, with quiet weeks around New Year, to draw from.
struct Days {
  private var days: [Int] = []

  init(from: Int, to: Int, where isWanted: (Int) -> Bool = { _ in true }) {
    for day in from..<to where Days.isHandoverDay(day) && isWanted(day) {
      let weight = Days.isQuiet(day) ? 2 : 5
      for _ in 0..<weight { days.append(day) }
    }
  }

  /// Often the emptier of two days drawn: people who hand over look at what is already there.
  func draw(_ chance: inout Xoshiro256, load: inout [Int]) -> Int {
    let one = days[chance.below(days.count)]
    let other = days[chance.below(days.count)]
    let day = load[other] < load[one] && chance.unit() < 0.6 ? other : one
    load[day] += 1
    return day
  }

  static func isHandoverDay(_ day: Int) -> Bool {
    guard Clock.isWorkday(day) else { return false }
    let (_, month, date) = Plan.day(day).parts
    return !(month == 12 && (date == 25 || date == 26)) && !(month == 1 && date == 1)
  }

  /// 22 December to 3 January.
  static func isQuiet(_ day: Int) -> Bool {
    let (_, month, date) = Plan.day(day).parts
    return month == 12 ? date >= 22 : month == 1 && date <= 3
  }
}

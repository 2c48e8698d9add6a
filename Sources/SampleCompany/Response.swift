import Records

extension Company {
  /// Speed of the first answer to every demo request, and who qualified by talk: scenario 11, exactly, within weekdays.
  mutating func answerDemoRequests() {
    for (isEarly, cells) in [(true, Truths.speed.early), (false, Truths.speed.late)] {
      var calm: [Int] = []
      var busy: [Int] = []
      for range in ranges[Origin.demo.rawValue] {
        for index in range where (Clock.day(of: people[index].handed) % 7 < 3) == isEarly {
          if Plan.overload.contains(Int(people[index].period)) { busy.append(index) } else { calm.append(index) }
        }
      }
      chance.shuffle(&calm)
      chance.shuffle(&busy)
      // In the overload days most requests waited past the day: they come first in the line for "later".
      let late = busy.count * 3 / 5
      var order = Array(busy[..<late])
      var rest = calm + busy[late...]
      chance.shuffle(&rest)
      order += rest
      var next = 0
      for (speed, cell) in zip([Speed.later, .sameDayLate, .hour], cells.reversed()) {
        var members = Array(order[next..<next + cell.people])
        next += cell.people
        chance.shuffle(&members)
        for (rank, index) in members.enumerated() {
          people[index].speed = speed
          if rank < cell.qualified { people[index].qualified = 0 }
        }
      }
    }
  }

  /// Every period needs as many qualified requests as it opens deals: flags move between leads of equal speed and weekday.
  mutating func balanceQualified() {
    let own = ranges[Origin.demo.rawValue]
    var spare = own.enumerated().map { period, range in
      range.count { people[$0].qualified >= 0 } - Plan.opened[Origin.demo.rawValue][period]
    }
    for period in own.indices {
      for index in own[period] where spare[period] < 0 && people[index].qualified < 0 {
        let isEarly = Clock.day(of: people[index].handed) % 7 < 3
        let donors = own.indices.filter { spare[$0] > 0 }.flatMap { own[$0] }
        let donor = donors.first {
          people[$0].qualified >= 0 && people[$0].speed == people[index].speed
            && (Clock.day(of: people[$0].handed) % 7 < 3) == isEarly
        }
        guard let donor else { continue }
        people[donor].qualified = Person.none
        people[index].qualified = 0
        spare[Int(people[donor].period)] -= 1
        spare[period] += 1
      }
    }
  }

  /// First answers to all others, so that shares and medians of scenario 2 come out exactly, then the times of all.
  mutating func answerTheRest() {
    sortCalmIntoSpeeds()
    let stalled = sortOverloadIntoSpeeds()
    var answersOnDay = [Int](repeating: 0, count: Plan.days + 30)
    for index in people.indices where people[index].handed != Clock.never && !people[index].isWaiting {
      guard people[index].speed != .stalled else { continue }
      people[index].answered = firstAnswer(to: people[index])
      answersOnDay[Clock.day(of: people[index].answered)] += 1
    }
    workOff(stalled, beside: answersOnDay)
    settleMedian(delayed: people.firstIndex { $0.speed == .delayed }, stalled: stalled.first)
  }

  /// Two leads either side of the middle, so that the overload's median is 19.6 working hours and not near it.
  private mutating func settleMedian(delayed: Int?, stalled: Int?) {
    let median = Int32(Truths.overload.busy.medianHours * 60)
    if let delayed { people[delayed].answered = Clock.adding(median - 1, to: people[delayed].handed) }
    if let stalled { people[stalled].answered = Clock.adding(median + 1, to: people[stalled].handed) }
  }

  private mutating func sortCalmIntoSpeeds() {
    var demos = (prompt: 0, inTime: 0)
    var others: [Int] = []
    for index in people.indices where !Plan.overload.contains(Int(people[index].period)) && !people[index].isWaiting {
      switch people[index].speed {
      case .hour: demos.prompt += 1
      case .sameDayPrompt, .sameDayInTime, .sameDayLate:
        switch chance.unit() {
        case ..<0.45:
          people[index].speed = .sameDayPrompt
          demos.prompt += 1
        case ..<0.8:
          people[index].speed = .sameDayInTime
          demos.inTime += 1
        default: people[index].speed = .sameDayLate
        }
      case .later: break
      default: others.append(index)
      }
    }
    chance.shuffle(&others)
    let answered = Truths.overload.calm.handedOver - Plan.waiting.reduce(0) { $0 + $1.count }
    let prompt = answered / 2 - demos.prompt
    let inTime = (answered * 88 + 50) / 100 - answered / 2 - demos.inTime
    for (rank, index) in others.enumerated() {
      people[index].speed = rank < prompt ? .prompt : rank < prompt + inTime ? .inTime : .slow
    }
  }

  /// Returns those who wait until there is room, the hopeful ones first.
  private mutating func sortOverloadIntoSpeeds() -> [Int] {
    let truth = Truths.overload.busy
    let inTimeTotal = (truth.handedOver * 39 + 50) / 100
    let half = truth.handedOver / 2
    var inTime = 0
    var delayed = 0
    var stalled: [Int] = []
    var hopeful: [Int] = []
    var others: [Int] = []
    for index in people.indices where Plan.overload.contains(Int(people[index].period)) {
      switch people[index].speed {
      case .hour:
        inTime += 1
      case .sameDayPrompt, .sameDayInTime, .sameDayLate:
        people[index].speed = .sameDayPrompt
        inTime += 1
      case .later where people[index].deal >= 0 || chance.unit() < 0.5:
        people[index].speed = .delayed
        delayed += 1
      case .later:
        people[index].speed = .stalled
        stalled.append(index)
      default:
        guard people[index].deal >= 0 else {
          others.append(index)
          continue
        }
        // Whoever opened had mostly been called in time.
        switch chance.unit() {
        case ..<0.74:
          people[index].speed = .prompt
          inTime += 1
        case ..<0.93:
          people[index].speed = .delayed
          delayed += 1
        default:
          people[index].speed = .stalled
          hopeful.append(index)
        }
      }
    }
    chance.shuffle(&others)
    for index in others {
      if inTime < inTimeTotal {
        people[index].speed = inTime % 2 == 0 ? .prompt : .inTime
        inTime += 1
      } else if delayed < half - inTimeTotal {
        people[index].speed = .delayed
        delayed += 1
      } else {
        people[index].speed = .stalled
        stalled.append(index)
      }
    }
    chance.shuffle(&stalled)
    return hopeful + stalled
  }

  private mutating func firstAnswer(to person: Person) -> Minute {
    let at = person.handed - Minute(Clock.day(of: person.handed) * 1440)
    let today = Int(Clock.closes - at)
    let wait: Int
    switch person.speed {
    case .hour: wait = chance.within(3...58)
    case .sameDayPrompt: wait = min(today, chance.within(61...125))
    case .sameDayInTime: wait = min(today, chance.within(127...239))
    case .sameDayLate: wait = min(today, max(241, today - chance.below(60)))
    case .later: wait = max(today + 1 + chance.below(300), 241 + chance.below(200))
    case .prompt: wait = chance.within(8...126)
    case .inTime: wait = chance.within(127...239)
    case .slow: wait = chance.within(241...500)
    case .delayed: wait = chance.within(max(241, min(today + 1, 480))...1175)
    case .stalled, .unset: wait = 1180
    }
    return Clock.adding(Int32(wait), to: person.handed)
  }

  /// Sales answers 64 a week and no more: what is left of each day goes to those who wait, until nobody does.
  private mutating func workOff(_ stalled: [Int], beside answersOnDay: [Int]) {
    var hopeful = stalled.filter { people[$0].deal >= 0 }
    var waiting = stalled.filter { people[$0].deal < 0 }
    var day = Plan.overloadDays.lowerBound + 5
    while !waiting.isEmpty || !hopeful.isEmpty {
      day = Clock.nextWorkday(after: day)
      guard day < Plan.lastDay - 1 else { break }
      var room = Int((Double(Truths.overload.room) / 5 + 2 * chance.unit() - 1).rounded()) - answersOnDay[day]
      var tries = 0
      while room > 0 && tries < 40 {
        tries += 1
        // Four working days later nobody can have waited less than 24 working hours.
        let ripe = hopeful.firstIndex { day >= Clock.day(of: people[$0].handed) + 6 }
        let index: Int
        if let ripe {
          index = hopeful.remove(at: ripe)
        } else if !waiting.isEmpty {
          let slot = chance.below(waiting.count)
          guard day >= Clock.day(of: people[waiting[slot]].handed) + 6 else { continue }
          waiting.swapAt(slot, waiting.count - 1)
          index = waiting.removeLast()
        } else {
          break
        }
        people[index].answered = Clock.minute(onDay: day, 9, chance.below(470))
        room -= 1
      }
    }
  }
}

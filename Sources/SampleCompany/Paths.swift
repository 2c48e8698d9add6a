import Records

/// The touches before a deal, oldest first, one letter a channel, for so many winners of one origin: scenario 6.
///
/// `at` is the touch that made the contact: what the source column says.
struct Path {
  var count: Int
  var letters: String
  var at: Int
  init(_ count: Int, _ letters: String, at: Int = 0) {
    self.count = count
    self.letters = letters
    self.at = at
  }

  var channels: [Origin] {
    letters.compactMap { letter in
      switch letter {
      case "B": .booth
      case "P": .search
      case "L": .linkedIn
      case "S": .syndication
      case "D": .demo
      case "R": .referral
      case "E": .nurture
      default: nil
      }
    }
  }

  /// Rows as `Origin.handedOver`; each row's counts are that origin's wins.
  static let won: [[Path]] = [
    [Path(7, "B"), Path(3, "BB"), Path(3, "BPD"), Path(1, "BE"), Path(3, "PBE", at: 1)],
    [Path(12, "P"), Path(16, "PP"), Path(18, "PED"), Path(6, "PPE")],
    [Path(4, "LL"), Path(6, "LLPD"), Path(3, "LLPE"), Path(2, "PLEP", at: 1)],
    [Path(3, "S"), Path(2, "SS"), Path(3, "SE"), Path(2, "SPD")],
    [
      Path(22, "D"), Path(20, "DD"), Path(12, "DED"), Path(6, "DPE"), Path(10, "PPD", at: 2), Path(4, "PLPD", at: 3),
      Path(6, "LPD", at: 2), Path(4, "SED", at: 2),
    ],
    [Path(13, "R"), Path(2, "RR"), Path(3, "RED"), Path(5, "PR", at: 1), Path(2, "PRD", at: 1), Path(2, "PRE", at: 1)],
    [Path(5, "PE", at: 1), Path(3, "PED", at: 1), Path(3, "EE")],
  ]
}

extension Company {
  /// Touches of everybody, in the order of people and days; after a deal opened none is recorded.
  mutating func touchPeople() {
    touches.reserveCapacity(people.count * 5 / 2)
    var paths: [[Path]] = Path.won.map { row in row.flatMap { Array(repeating: $0, count: $0.count) } }
    for row in paths.indices { chance.shuffle(&paths[row]) }
    let reported = selfReported()
    for index in people.indices {
      let person = people[index]
      let deal = person.deal >= 0 ? deals[Int(person.deal)] : nil
      if let deal, deal.isWinner, person.origin.rawValue < paths.count, let path = paths[person.origin.rawValue].popLast() {
        follow(path, person: index, opened: deal.opened)
      } else if person.origin != .outbound {
        wander(person: index, until: deal?.opened ?? Plan.lastDay)
      }
      people[index].heard = reported[index]
    }
  }

  private mutating func follow(_ path: Path, person: Int, opened: Int) {
    let created = Clock.day(of: people[person].created)
    let channels = path.channels
    var day = created
    var before: [Int] = []
    for step in 0..<path.at {
      // Never before the record began, and always a day apart.
      day = min(created, max(path.at - step - 1, day - 3 - chance.below(24)))
      before.append(day)
    }
    for (step, day) in before.reversed().enumerated() { append(person, day, channels[step]) }
    append(person, created, channels[path.at])
    let after = channels.count - path.at - 1
    for step in 0..<after {
      append(person, created + max(step + 1, (opened - created - 1) * (step + 1) / after), channels[path.at + 1 + step])
    }
  }

  /// People who did not (yet) buy also meet the company here and there.
  private mutating func wander(person: Int, until end: Int) {
    let origin = people[person].origin
    let created = Clock.day(of: people[person].created)
    guard origin != .webinar else { return append(person, created, origin) }
    var days: [(day: Int, channel: Origin)] = [(created, origin)]
    while chance.unit() < 0.56 && days.count < 8 {
      let isBefore = chance.unit() < 0.3
      let far = 1 + Int(chance.exponential(mean: 25))
      let day = isBefore ? max(0, created - far) : min(end - 1, created + far)
      guard isBefore || day > created else { continue }
      let channel: Origin =
        switch chance.below(100) {
        case ..<36: .search
        case ..<62: isBefore ? .search : .nurture
        case ..<80: .linkedIn
        case ..<91: .syndication
        case ..<96: .booth
        default: .demo
        }
      days.append((day, channel))
    }
    if days.count > 1 { days.sort { $0.day < $1.day } }
    for touch in days { append(person, touch.day, touch.channel) }
  }

  private mutating func append(_ person: Int, _ day: Int, _ channel: Origin) {
    touches.append(Touch(person: Int32(person), day: Int16(day), channel: channel))
  }

  /// What people answer when sales asks how they heard of Fernhill: nine of the winners say LinkedIn.
  private mutating func selfReported() -> [UInt8] {
    var heard = [UInt8](repeating: 0, count: people.count)
    let linkedIn = UInt8(Words.heardOnLinkedIn)
    var left = Truths.ruler.selfReported
    var own: [Int] = []
    for index in people.indices where people[index].answered != Clock.never {
      let isWinner = people[index].deal >= 0 && deals[Int(people[index].deal)].isWinner
      let isAsked = isWinner || chance.unit() < 0.35
      guard isAsked else { continue }
      if isWinner && people[index].origin == .linkedIn { own.append(index) }
      var answer = UInt8(1 + chance.index(weights: [30, 24, 14, 10, 22]))
      if !isWinner && chance.unit() < (people[index].origin == .linkedIn ? 0.45 : 0.06) { answer = linkedIn }
      heard[index] = answer
    }
    chance.shuffle(&own)
    for index in own.prefix(left) {
      heard[index] = linkedIn
      left -= 1
    }
    return heard
  }
}

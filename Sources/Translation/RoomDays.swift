import Glibc
import Records

/// What every day of the record says about room: the answers of the day, and whether anybody was left waiting at its end.
///
/// *Full* is a day on which leads that were there when work began were answered on a later day. It does not depend on the order in
/// which leads are taken. Any other open day says only that the team could have done at least what it did.
struct RoomDays {
  enum Kind: UInt8 {
    case closed, full, atLeast
    /// Somebody of that day was left over: most likely it was just full. Leaving such days out would keep, of all days about as
    /// busy as the room, only those on which the team did better than usual.
    case nearlyFull
    case unclear
  }

  let count: Int
  let sources: Int
  /// By (source, day): answers given, leads that came.
  private(set) var answers: [Double]
  private(set) var arrivals: [Double]
  /// By day, over sources.
  private(set) var answered: [Double]
  private(set) var arrived: [Double]
  private(set) var kinds: [Kind]
  /// Leads left at the end of each day that were there at its beginning.
  private(set) var left: [Double]
  /// Monday is 0.
  private(set) var isWorking = [Bool](repeating: false, count: 7)
  let firstWeekday: Int
  /// Median answers of an open day.
  private(set) var median = 0.0
  /// Age in days from which an unanswered lead counts as given up.
  private(set) var giveUp = 60
  /// Age at which leads have been seen to give up; nobody is let go sooner than was ever seen.
  private(set) var letGo = 60
  /// By source: share never answered though nothing was in the way.
  private(set) var ignored: [Double]
  private(set) var ignoredOfAll = 0.0
  /// By lead: 1 where it was answered, else how much of a waiting lead it is.
  private(set) var weight: [Float]
  /// Share of working days on which work was done, in the last year.
  private(set) var openShare = 1.0

  func weekday(_ day: Int) -> Int { (firstWeekday + day) % 7 }

  init(_ h: Handovers) {
    count = h.days
    sources = max(1, h.sources.count)
    firstWeekday = h.first.weekday
    answers = [Double](repeating: 0, count: sources * count)
    arrivals = answers
    answered = [Double](repeating: 0, count: count)
    arrived = answered
    kinds = [Kind](repeating: .closed, count: count)
    left = answered
    ignored = [Double](repeating: 0, count: sources)
    weight = [Float](repeating: 1, count: h.count)
    for i in 0..<h.count {
      let source = Int(h.source[i])
      arrivals[source * count + Int(h.came[i])] += 1
      arrived[Int(h.came[i])] += 1
      guard h.answered[i] >= 0, Int(h.answered[i]) < count else { continue }
      answers[source * count + Int(h.answered[i])] += 1
      answered[Int(h.answered[i])] += 1
    }
    findCalendar()
    giveUp = RoomDays.giveUp(h)
    findIgnored(h)
    weigh(h)
    findLetGo(h)
    judge(h)
  }

  private mutating func findCalendar() {
    let total = max(1, answered.reduce(0, +))
    var byWeekday = [Double](repeating: 0, count: 7)
    for day in 0..<count { byWeekday[weekday(day)] += answered[day] }
    for w in 0..<7 { isWorking[w] = byWeekday[w] >= 0.04 * total }
    let open = (0..<count).filter { isWorking[weekday($0)] && answered[$0] > 0 }.map { answered[$0] }
    median = open.isEmpty ? 0 : middle(open)
    let year = max(0, count - 364)..<count
    let working = year.filter { isWorking[weekday($0)] }
    let worked = working.filter { isOpen($0) }
    openShare = working.isEmpty ? 1 : max(0.5, Double(worked.count) / Double(working.count))
  }

  func isOpen(_ day: Int) -> Bool {
    isWorking[weekday(day)] && answered[day] >= max(0.12 * median, 0.5)
  }

  private static func giveUp(_ h: Handovers) -> Int {
    let waits = (0..<h.count).filter { h.answered[$0] >= 0 && Int(h.answered[$0]) >= h.days - 240 }
      .map { Int(h.answered[$0] - h.came[$0]) }.sorted()
    guard !waits.isEmpty else { return 60 }
    return min(60, max(8, waits[min(waits.count - 1, Int(0.985 * Double(waits.count)))] + 1))
  }

  /// Among those that came in the quietest third of weeks, who was never answered was not in anybody's way.
  private mutating func findIgnored(_ h: Handovers) {
    let weeks = count / 7 + 1
    var byWeek = [Double](repeating: 0, count: weeks)
    for day in 0..<count { byWeek[day / 7] += arrived[day] }
    let lastOld = count - 1 - giveUp
    let level = quantile(byWeek.enumerated().filter { $0.offset * 7 + 6 <= lastOld }.map(\.element), 1.0 / 3)
    var came = [Double](repeating: 0, count: sources)
    var never = came
    for i in 0..<h.count where Int(h.came[i]) <= lastOld && byWeek[Int(h.came[i]) / 7] <= level {
      came[Int(h.source[i])] += 1
      if h.answered[i] < 0 { never[Int(h.source[i])] += 1 }
    }
    let all = came.reduce(0, +)
    ignoredOfAll = all > 0 ? never.reduce(0, +) / all : 0
    for s in 0..<sources { ignored[s] = (8 * ignoredOfAll + never[s]) / (8 + came[s]) }
  }

  /// Ignored is not waiting: of those without an answer only the excess over the ignored ones counts.
  private mutating func weigh(_ h: Handovers) {
    let blocks = count / 56 + 1
    var came = [Double](repeating: 0, count: sources * blocks)
    var never = came
    let lastOld = count - 1 - giveUp
    for i in 0..<h.count where Int(h.came[i]) <= lastOld {
      let at = Int(h.source[i]) * blocks + Int(h.came[i]) / 56
      came[at] += 1
      if h.answered[i] < 0 { never[at] += 1 }
    }
    let lasting = RoomDays.lasting(h)
    for i in 0..<h.count where h.answered[i] < 0 {
      let s = Int(h.source[i])
      if Int(h.came[i]) <= lastOld {
        let at = s * blocks + Int(h.came[i]) / 56
        // More than chance would leave without an answer: the excess gave up in a queue.
        let usual = ignored[s] * came[at]
        let excess = never[at] - usual - 2.5 * (usual + 0.25).squareRoot()
        weight[i] = Float(min(1, max(0, excess / never[at])))
      } else {
        // Still waiting, if answers lately took that long; ignored, if by now it would have had one.
        let age = count - 1 - Int(h.came[i])
        let waits = lasting[min(age, lasting.count - 1)] * (1 - ignored[s])
        weight[i] = Float(waits > 0 ? waits / (waits + ignored[s]) : 0)
      }
    }
  }

  /// Queues never so long that anybody gave up say nothing on when they would.
  private mutating func findLetGo(_ h: Handovers) {
    var gone: Float = 0
    for i in 0..<h.count where h.answered[i] < 0 && Int(h.came[i]) < count - 60 { gone += weight[i] }
    letGo = gone >= 20 ? max(giveUp, 21) : 60
  }

  /// Share of the answers of the last week (of three, where they are few) that took longer than so many days.
  private static func lasting(_ h: Handovers) -> [Double] {
    let lately = h.answered.count { Int($0) >= h.days - 7 }
    let span = lately >= 20 ? 7 : 21
    var longer = [Double](repeating: 0, count: 62)
    var all = 0.0
    for i in 0..<h.count where h.answered[i] >= 0 && Int(h.answered[i]) >= h.days - span {
      longer[min(61, max(0, Int(h.answered[i] - h.came[i])))] += 1
      all += 1
    }
    var sum = 0.0
    for age in stride(from: 61, through: 0, by: -1) {
      let here = longer[age]
      longer[age] = all > 0 ? sum / all : 0
      sum += here
    }
    // The newest may not have had their day yet.
    longer[0] = max(longer[0], 0.5)
    return longer
  }

  private mutating func judge(_ h: Handovers) {
    // Differences: a lead there at the beginning of a day and answered later counts on every day between.
    var rest = [Double](repeating: 0, count: count + 2)
    var fresh = [Double](repeating: 0, count: count)
    // Of those that came on a day, who was left for another one: late in the day that is usual, more of them is not.
    var late = fresh
    for i in 0..<h.count {
      let came = Int(h.came[i])
      let wait = Double(weight[i])
      guard wait > 0 else { continue }
      let until = h.answered[i] >= 0 ? Int(h.answered[i]) : min(count, came + giveUp)
      if until > came + 1 {
        rest[came + 1] += wait
        rest[min(count, until)] -= wait
      }
      if until > came { late[came] += wait }
      if until > came, h.wasEarly[i] || h.answered[i] < 0 { fresh[came] += wait }
    }
    var waits = 0.0
    for day in 0..<count {
      waits += rest[day]
      left[day] = waits
      guard isOpen(day) else { continue }
      if waits >= max(1.5, 0.05 * median) {
        kinds[day] = .full
      } else if waits >= 0.5 || fresh[day] >= max(1.5, 0.02 * median) {
        kinds[day] = day < count - 3 ? .nearlyFull : .unclear
      } else {
        kinds[day] = .atLeast
      }
    }
    let quiet = (0..<max(0, count - 3)).filter { kinds[$0] == .atLeast && arrived[$0] <= median }
    let came = quiet.reduce(0) { $0 + arrived[$1] }
    let usual = came > 0 ? quiet.reduce(0) { $0 + late[$1] } / came : 0
    for day in 0..<max(0, count - 3) where kinds[day] == .atLeast && came >= 30 {
      let expected = usual * arrived[day]
      if late[day] > expected + 1.5 * (expected * (1 - usual) + 0.25).squareRoot() { kinds[day] = .nearlyFull }
    }
    for day in max(0, count - 3)..<count where kinds[day] == .atLeast { kinds[day] = .unclear }
  }

  /// Full days among the newest `days`.
  func fullDays(last days: Int) -> Int { kinds[max(0, count - days)...].count { $0 == .full } }
  /// Weeks among them with a full day: one week of absences is no room.
  func fullWeeks(last days: Int) -> Int {
    Set((max(0, count - days)..<count).filter { kinds[$0] == .full }.map { ($0 - count) / 7 }).count
  }
  var lastFull: Int? { kinds.lastIndex(of: .full) }
}

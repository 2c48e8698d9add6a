import Records

/// Weeks in which more came than there was room for, beside the others: answers, opened, won, as the company's own record has them.
///
/// A comparison, not an effect: weeks above room may have held other leads. The same is compared within the sources that came in both.
package struct Overload: Sendable, Hashable {
  package struct Weeks: Sendable, Hashable {
    package var weeks: Int
    package var leads: Int
    /// Arriving beside room, on average.
    package var load: Double
    package var inTime: Int
    package var due: Int
    package var opened: Int
    package var won: Int
    /// Deals opened whose time is over: what `won` is counted of.
    package var finished: Int
    package var openedShare: Estimate
    package var wonOfOpened: Estimate
    /// Customers who started in these weeks and were watched for sixty days; their complaints in that time.
    package var newCustomers: Int
    package var complaints: Int
    package var complaintsEach: Estimate?
    /// What they answered when asked, in their first sixty days; `nil` for fewer than `fewestAnswers`.
    package var answers: Answers?
  }

  /// Answers in figures: those of the upper end, those of the lower, and their difference in points of a hundred.
  package struct Answers: Sendable, Hashable {
    /// Out of 10 or out of 5.
    package var top: Int
    package var count: Int
    package var high: Int
    package var low: Int
    package var net: Estimate
  }

  package static let fewestAnswers = 10

  /// Above room beside the others: how many times as many complaints, or points of a hundred that the answers' balance lies apart.
  package struct Beside: Sendable, Hashable {
    package enum Verdict: Sendable, Hashable { case worse, better, noDifference, cannotBeTold }
    package var estimate: Estimate
    package var verdict: Verdict

    /// Told from nineteen in twenty on either side; no difference where one that matters would have been seen.
    init(_ draws: [Double], none: Double, worse isMore: Bool, matters: ClosedRange<Double>) {
      estimate = Estimate(draws: draws)
      let above = Double(draws.count { $0 > none }) / Double(draws.count)
      verdict =
        above > 0.975
        ? (isMore ? .worse : .better)
        : above < 0.025
          ? (isMore ? .better : .worse)
          : matters.contains(estimate.low) && matters.contains(estimate.high) ? .noDifference : .cannotBeTold
    }

    package var grade: Grade {
      switch verdict {
      case .worse, .better: .c
      case .noDifference: .n
      case .cannotBeTold: .d
      }
    }
  }

  /// Complaints of new customers, where any are recorded; their answers, where enough were asked on both sides.
  package private(set) var complaining: Beside?
  package private(set) var answering: Beside?

  package var under: Weeks
  package var over: Weeks
  /// Draws of won of opened above room as a part of that below.
  package var ratio: Estimate
  package var probability: Double

  /// `rooms`: leads a week by Monday. `nil` where fewer than four weeks lay above room, or nothing was opened in them.
  init?(_ ledger: Ledger, rooms: [(monday: Day, room: Double)], byHandover: Bool, within hours: Float = 4) {
    guard let first = rooms.first?.monday, ledger.recorded.contains(.opened) else { return nil }
    var room: [Double?] = Array(repeating: nil, count: max(0, (ledger.cutoff - first) / 7 + 1))
    for one in rooms where one.monday >= first {
      let at = (one.monday - first) / 7
      if at < room.count { room[at] = one.room }
    }
    var arrived = [Double](repeating: 0, count: room.count)
    let leads = ledger.leads
    func week(_ lead: Int) -> Int? {
      guard let day = leads.cameToSales(lead, byHandover: byHandover), day >= first else { return nil }
      let at = (day.startOfWeek - first) / 7
      return at < room.count ? at : nil
    }
    for lead in 0..<leads.count { if let at = week(lead) { arrived[at] += 1 } }
    let last = (ledger.cutoff - first) / 7
    // The running week is not over; a week above room is one by more than a tenth.
    func isOver(_ at: Int) -> Bool? { at >= last ? nil : room[at].flatMap { $0 > 0 ? arrived[at] > 1.1 * $0 : nil } }
    var counts = [Counts(), Counts()]
    for at in room.indices {
      guard let over = isOver(at), let size = room[at] else { continue }
      counts[over ? 1 : 0].weeks += 1
      counts[over ? 1 : 0].load += arrived[at] / size
    }
    guard counts[1].weeks >= 4, counts[0].weeks >= 4 else { return nil }
    for lead in 0..<leads.count {
      guard let at = week(lead), let over = isOver(at), let day = leads.cameToSales(lead, byHandover: byHandover)
      else {
        continue
      }
      counts[over ? 1 : 0].add(leads, lead, day, ledger.cutoff, within: hours)
    }
    guard counts[1].finished > 0, counts[0].finished > 0 else { return nil }
    let starts = Overload.listen(ledger, &counts) { day in
      let at = day >= first ? (day.startOfWeek - first) / 7 : -1
      return at >= 0 && at < room.count ? isOver(at).map { (at, $0) } : nil
    }
    var stream = Draws(name: "overload", chain: 0)
    let drawn = counts.map { one in
      (0..<600).map { _ in stream.beta(Double(one.won) + 0.5, Double(one.finished - one.won) + 0.5) }
    }
    let openings = counts.map { one in
      (0..<600).map { _ in stream.beta(Double(one.opened) + 0.5, Double(one.aged - one.opened) + 0.5) }
    }
    under = counts[0].weeks(openings[0], drawn[0], &stream)
    over = counts[1].weeks(openings[1], drawn[1], &stream)
    let ratios = zip(drawn[1], drawn[0]).map { $0 / max(1e-6, $1) }
    ratio = Estimate(draws: ratios)
    probability = Double(ratios.count { $0 < 1 }) / Double(ratios.count)
    if ledger.recorded.contains(.complaints) { complaining = Overload.complaining(starts, &stream) }
    if let a = counts[1].balance(&stream), let b = counts[0].balance(&stream) {
      answering = Beside(zip(a, b).map { $0 - $1 }, none: 0, worse: false, matters: -15...15)
    }
  }

  /// Customers who started in a week, and their complaints.
  package struct Starts: Sendable, Hashable {
    package var isOver: Bool
    package var customers: Int
    package var complaints: Int
    package init(isOver: Bool, customers: Int, complaints: Int) {
      (self.isOver, self.customers, self.complaints) = (isOver, customers, complaints)
    }
  }

  /// How many times as many complaints in weeks above room: a week has luck of its own, and one customer complains for many.
  static func complaining(_ weeks: [Starts], _ stream: inout Draws) -> Beside? {
    let own = weeks.filter { $0.customers > 0 }
    func sum(_ isOver: Bool, _ part: (Starts) -> Int) -> Double {
      Double(own.reduce(0) { $0 + ($1.isOver == isOver ? part($1) : 0) })
    }
    let customers = [sum(false) { $0.customers }, sum(true) { $0.customers }]
    let complaints = [sum(false) { $0.complaints }, sum(true) { $0.complaints }]
    guard customers.min() ?? 0 >= 5, complaints[0] + complaints[1] >= 5 else { return nil }
    // What weeks vary beyond Poisson grows with the square of what is expected of them.
    var (beyond, squares, sums) = (0.0, 0.0, [0.0, 0.0])
    for one in own {
      let side = one.isOver ? 1 : 0
      let expected = Double(one.customers) * complaints[side] / customers[side]
      let off = Double(one.complaints) - expected
      beyond += off * off - expected
      squares += expected * expected
      sums[side] += expected * expected
    }
    let luck = max(0, beyond * Double(own.count) / Double(max(1, own.count - 2)) / max(1e-9, squares))
    let rates = [0, 1].map { side in
      let crowd = 1 + luck * sums[side] / max(0.5, complaints[side])
      return (0..<draws).map { _ in stream.gamma((complaints[side] + 0.5) / crowd) * crowd / customers[side] }
    }
    return Beside(zip(rates[1], rates[0]).map { $0 / max(1e-9, $1) }, none: 1, worse: true, matters: 2.0 / 3...1.5)
  }

  private static let draws = 600

  package static let early = 60
  /// Days within which a deal is won or is counted as not won: as many for the deals of either side.
  static let decided = 150

  /// Complaints of new customers in their first sixty days, by the weeks in which they started.
  private static func listen(
    _ ledger: Ledger, _ counts: inout [Counts], _ week: (Day) -> (at: Int, isOver: Bool)?
  ) -> [Starts] {
    let customers = ledger.customers
    var group = [Int8](repeating: -1, count: customers.count)
    var weeks = [Int](repeating: 0, count: customers.count)
    var starts: [Starts] = []
    for row in 0..<customers.count where customers.start[row] <= ledger.cutoff - early {
      guard let (at, over) = week(customers.start[row]) else { continue }
      group[row] = over ? 1 : 0
      counts[over ? 1 : 0].customers += 1
      while starts.count <= at { starts.append(Starts(isOver: false, customers: 0, complaints: 0)) }
      weeks[row] = at
      starts[at].isOver = over
      starts[at].customers += 1
    }
    for row in ledger.complaints.customer.indices {
      let customer = Int(ledger.complaints.customer[row])
      guard customer >= 0, group[customer] >= 0 else { continue }
      let age = ledger.complaints.day[row] - customers.start[customer]
      if age >= 0, age <= early {
        counts[Int(group[customer])].complaints += 1
        starts[weeks[customer]].complaints += 1
      }
    }
    var asked = Set<Int>()
    // Two scales are two questions: the one that was asked more often speaks.
    let isTen = ledger.scores.top.count { $0 > 5 } * 2 >= ledger.scores.count
    for row in 0..<ledger.scores.count where (ledger.scores.top[row] > 5) == isTen {
      let customer = Int(ledger.scores.customer[row])
      guard customer >= 0, group[customer] >= 0 else { continue }
      let age = ledger.scores.day[row] - customers.start[customer]
      guard age >= 0, age <= early else { continue }
      let value = ledger.scores.value[row]
      let place = value >= (isTen ? 9 : 4) ? 0 : value <= (isTen ? 6 : 2) ? 2 : 1
      counts[Int(group[customer])].answers[place] += 1
      counts[Int(group[customer])].top = isTen ? 10 : 5
      if asked.insert(customer).inserted { counts[Int(group[customer])].asked += 1 }
    }
    return starts
  }

  private struct Counts {
    var customers = 0
    var complaints = 0
    /// Content, neither, not content.
    var answers = [0, 0, 0]
    /// Customers who answered, once or more often.
    var asked = 0
    var top = 10
    var weeks = 0
    var load = 0.0
    var leads = 0
    var due = 0
    var inTime = 0
    /// Old enough to have been opened; opened; opened long enough ago to be decided; won.
    var aged = 0
    var opened = 0
    var finished = 0
    var won = 0

    mutating func add(_ all: Leads, _ lead: Int, _ day: Day, _ cutoff: Day, within hours: Float) {
      leads += 1
      let answer = all.firstResponseWorkingHours[lead]
      // Who was never answered was due, too, once a week had gone.
      if !answer.isNaN || all.rejected[lead] == nil && cutoff - day > 7 { due += 1 }
      if answer <= hours { inTime += 1 }
      if cutoff - day >= 60 {
        aged += 1
        if let open = all.opened[lead], open - day <= 60 { opened += 1 }
      }
      if let open = all.opened[lead], cutoff - open >= Overload.decided {
        finished += 1
        if let end = all.won[lead], end - open <= Overload.decided { won += 1 }
      }
    }

    func weeks(_ openings: [Double], _ wins: [Double], _ stream: inout Draws) -> Weeks {
      var (opening, winning) = (Estimate(draws: openings), Estimate(draws: wins))
      opening.value = Double(opened) / Double(max(1, aged))
      winning.value = Double(won) / Double(max(1, finished))
      var each: Estimate?
      if customers >= 5 {
        var rate = Estimate(draws: (0..<600).map { _ in stream.gamma(Double(complaints) + 0.5) / Double(customers) })
        rate.value = Double(complaints) / Double(customers)
        each = rate
      }
      return Weeks(
        weeks: weeks, leads: leads, load: load / Double(max(1, weeks)), inTime: inTime, due: due, opened: opened, won: won,
        finished: finished, openedShare: opening, wonOfOpened: winning,
        newCustomers: customers, complaints: complaints, complaintsEach: each, answers: heard(&stream))
    }

    private func heard(_ stream: inout Draws) -> Answers? {
      let count = answers.reduce(0, +)
      guard let drawn = balance(&stream) else { return nil }
      var net = Estimate(draws: drawn)
      net.value = 100 * Double(answers[0] - answers[2]) / Double(count)
      return Answers(top: top, count: count, high: answers[0], low: answers[2], net: net)
    }

    /// Of a hundred answers, the content ones less those that are not; who answers twice hardly has two opinions.
    func balance(_ stream: inout Draws) -> [Double]? {
      let count = answers.reduce(0, +)
      guard count >= Overload.fewestAnswers else { return nil }
      // Two answers of one customer are one and a half.
      let worth = 1 / (1 + (Double(count) / Double(max(1, asked)) - 1) / 2)
      return (0..<600).map { _ in
        let parts = answers.map { stream.gamma(worth * Double($0) + 0.5) }
        return 100 * (parts[0] - parts[2]) / max(1e-9, parts.reduce(0, +))
      }
    }
  }
}

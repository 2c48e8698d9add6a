import Cells
import Journal
import Records
import Translation

/// The evidence behind what Align says: from what each number comes, and what is not in it.
struct AlignWhy {
  let answer: AlignAnswer
  let part: AlignView.Part
  let goal: Int?
  let fix: Alignment.Fix?
  let facts: Facts
  let evidence: AlignAnswer.Evidence

  private var wording: AlignWording { AlignWording(answer) }
  private var outlook: Outlook { answer.outlook }

  func paint(on frame: inout Frame, _ area: Area, scrolled: Int) {
    let margin = Chrome.margin(area.width)
    let width = area.width - 2 * margin
    frame.rule(
      area.x + margin..<area.x + margin + width, y: area.y, heading: [Span("█", .jointMark), " ", .joint("Why: \(title)")],
      trailing: [.key("esc"), .muted(" back")], focused: true)
    var top = area.y + 1
    if hasChart(area), let wins = evidence.wins {
      let chart = Area(columns: area.x + margin + 1..<area.x + margin + min(width, 78), rows: top..<top + 12)
      WinsChart(wins: wins).paint(on: &frame, chart)
      top = chart.rows.upperBound
    }
    let lines = lines(min(width - 2, 110))
    let rows = area.rows.upperBound - top
    let start = max(0, min(scrolled, lines.count - rows))
    for (at, line) in lines.dropFirst(start).prefix(rows).enumerated() {
      frame.put(line, x: area.x + margin + 1, y: top + at, limit: width - 1)
    }
  }

  private func hasChart(_ area: Area) -> Bool {
    part == .room && evidence.wins != nil && area.height >= 24 && area.width >= 72
  }

  /// Lines that can be scrolled away before the last stands at the bottom.
  func farthest(_ area: Area) -> Int {
    let width = area.width - 2 * Chrome.margin(area.width)
    return max(0, lines(min(width - 2, 110)).count - (area.height - 1 - (hasChart(area) ? 12 : 0)))
  }

  private var title: String {
    switch part {
    case .marketing, .sales: goal.map { AlignWording.name(facts.aims[$0].aim.measure) } ?? "the goals"
    case .room: "room and what arrives"
    case .fixes: "what collides"
    case .keep: "keep or win"
    case .promises: "promises and who waits"
    }
  }

  func lines(_ columns: Int) -> [[Span]] {
    var lines: [[Span]] = []
    func say(_ text: String, _ role: Role = .text) {
      if !lines.isEmpty { lines.append([]) }
      lines += wrap([Span(text, role)], to: columns)
    }
    func row(_ line: [Span]) { lines.append(line) }
    switch part {
    case .marketing, .sales: goalWords(say, row, columns)
    case .room: roomWords(say, row, columns)
    case .fixes: fixWords(say, row, columns)
    case .keep: keepWords(say)
    case .promises: promiseWords(say, row)
    }
    return lines
  }

  private func goalWords(_ say: (String, Role) -> Void, _ row: ([Span]) -> Void, _ columns: Int) {
    let alignment = answer.alignment
    guard let goal, alignment.standings.indices.contains(goal) else {
      say("A goal is a number of one side between two days, with a floor or a ceiling. a adds one.", .text)
      return
    }
    say(wording.sentence(facts.aims[goal].aim, alignment.standings[goal]), .text)
    say(
      "What is expected is what the record holds already, what is in hand (every open lead with its own chance and time), and what is still to arrive, as the last thirteen weeks and the season have it. It is drawn \(Outlook.draws) times; likely is eight in ten or more, unlikely two in ten or fewer.",
      .muted)
    if let misses = wording.misses { say(misses, .muted) }
    say("Per lead that comes to sales, by source (within \(Outlook.horizon) days):", .headline)
    let name = min(26, columns / 3)
    row([.muted(AlignWhy.cells("", name, ["a week", "accepted", "opened", "won", "counted"]))])
    for source in outlook.sources.sorted(by: { $0.usual > $1.usual }).prefix(10) {
      func range(_ draws: [Double]) -> String {
        let e = Estimate(draws: draws)
        return Numbers.range(Numbers.percent(e.low), Numbers.percent(e.high))
      }
      row([
        .text(
          AlignWhy.cells(
            cut(printable(source.name), to: name), name,
            [
              Numbers.amount(source.usual), range(source.accepted), range(source.opened), range(source.won),
              "\(source.wins) of \(Numbers.count(source.counted))",
            ]))
      ])
    }
  }

  /// A name and right-aligned cells of fourteen columns.
  static func cells(_ name: String, _ width: Int, _ cells: [String]) -> String {
    cells.reduce(name + String(repeating: " ", count: max(0, width - columns(of: name)))) { line, cell in
      line + String(repeating: " ", count: max(1, 14 - columns(of: cell))) + cell
    }
  }

  private func roomWords(_ say: (String, Role) -> Void, _ row: ([Span]) -> Void, _ columns: Int) {
    say(wording.room.plain + ".", .text)
    if let staff = facts.staff(on: outlook.monday) { say(wording.people(staff), .text) }
    say(wording.measured + ".", .text)
    if case .success(let load) = outlook.workload {
      switch load.waiting {
      case .success(let wait):
        let steps = wait.steps.prefix(5).map {
          "\($0.days) d \(Numbers.percent($0.kept.value)) (\(Numbers.range(Numbers.percent($0.kept.low), Numbers.percent($0.kept.high))))"
        }
        say(
          "Waiting: of the deals that an answer after two hours opens, an answer after so many days still opens \(steps.joined(separator: ", ")). Grade \(wait.grade.rawValue). Without suspecting that hot leads are answered first it would read \(Numbers.percent(wait.keptUnguarded.value)) after five days.",
          .text)
      case .failure(.neverVaried):
        say("Waiting: nearly all were answered on their first day, so what waiting does was not seen.", .muted)
      case .failure(.tooFewDeals(let count)): say("Waiting: \(count) deals opened are too few to see what it does.", .muted)
      case .failure(.dealsNotRecorded): say("Waiting: no file of deals, so what it does cannot be told.", .muted)
      }
      if let speed = wording.speed { say("Speed: \(speed)", .text) }
      if case .success(let open) = load.openDeals {
        say(
          "Open deals: \(open.now) are open, \(open.usual) is usual. A fifth more would cost \(Numbers.range(Numbers.percent(open.lostByFifthMore.low), Numbers.percent(open.lostByFifthMore.high))) of the deals. Grade \(open.grade.rawValue).",
          .text)
      }
    }
    if let wins = evidence.wins {
      let near = wins.points.min { abs($0.leads - wins.now) < abs($1.leads - wins.now) }
      let peak: String
      switch wins.peak {
      case .at(let leads, let low, let high):
        peak =
          "Past about \(wording.leads(leads)) leads a week (\(wording.leads(low))–\(wording.leads(high))) more of them have meant fewer deals."
      case .notSeen(let upTo): peak = "No peak was seen up to \(wording.leads(upTo)) a week."
      case .cannotBeTold: peak = "Whether more leads would at some point mean fewer deals cannot be told."
      }
      if let near {
        say(
          "Wins: at \(wording.leads(near.leads)) leads a week \(Numbers.range(Numbers.amount(near.wins.low), Numbers.amount(near.wins.high))) deals come of a week’s leads. \(peak)",
          .text)
      }
    }
    if let hundred = evidence.hundred { say(wording.nextHundred(hundred), .text) }
    if let price = wording.roomPrice { say(price, .text) }
    if let margin = evidence.margin { say(wording.margin(margin), .text) }
    if let past = outlook.overload {
      func line(_ name: String, _ w: Overload.Weeks) -> [Span] {
        [
          .text(
            AlignWhy.cells(
              name, 22,
              [
                "\(w.weeks)", Numbers.percent(w.load), "\(Numbers.percent(Double(w.inTime) / Double(max(1, w.due))))",
                "\(Numbers.percent(w.openedShare.value))", "\(w.won) of \(w.finished)",
                "\(Numbers.range(Numbers.percent(w.wonOfOpened.low), Numbers.percent(w.wonOfOpened.high)))",
              ]))
        ]
      }
      say("Weeks above room beside the others, as they were; other leads may have come in them:", .headline)
      row([.muted(AlignWhy.cells("", 22, ["weeks", "load", "in 4 h", "opened", "won of opened", "90%"]))])
      row(line("within room", past.under))
      row(line("above room", past.over))
      if let complained = wording.complained { say(complained, .text) }
    }
    if let heard = wording.heard { say(heard, .text) }
    say("The coming weeks:", .headline)
    if let played = answer.question.trying.flatMap(wording.playedWords) ?? wording.playedNow { say(played, .text) }
    let isWide = columns >= 86
    row([
      .muted(AlignWhy.cells("week", 14, ["expected", "planned", "room", "left waiting"] + (isWide ? ["answered after"] : [])))
    ])
    for (at, week) in answer.shown.weeks.enumerated() {
      row([
        .text(
          AlignWhy.cells(
            "\(AlignPanel.weekNumber(week.monday)) · \(wording.date(week.monday))", 14,
            [
              Numbers.range(wording.leads(week.expected.low), wording.leads(week.expected.high)), wording.leads(week.arriving),
              week.room.map { wording.weekly($0) } ?? "–",
            ] + wording.playedCells(at, isWide: isWide)))
      ])
    }
  }

  private func fixWords(_ say: (String, Role) -> Void, _ row: ([Span]) -> Void, _ columns: Int) {
    say(wording.headline.plain, .text)
    say(
      "All goals, the room and what was ever tried are put into one linear programme over leads a week by source. What stands in the conflict is the smallest set that cannot hold together; each change below is the least of its kind that lets everything hold on average. Each is then played through the coming weeks, with the luck of weeks and with what waiting does.",
      .muted)
    if let now = wording.playedNow, !answer.alignment.fixes.isEmpty { say("As planned. " + now, .text) }
    for one in answer.alignment.fixes {
      say("\(wording.titled(one)): \(wording.cost(one)).", one == fix ? .joint : .text)
      if let played = wording.playedWords(one) {
        for line in wrap([Span(played, answer.played(one)?.isContradicted ?? false ? .bad : .text)], to: columns - 2) {
          row([.text("  ")] + line)
        }
      }
      switch one.kind {
      case .raiseBar(_, _, _, _, let held), .fewerHours(_, _, _, _, let held):
        row([
          .muted(
            "  held back a week: " + held.map { "\(Numbers.amount($0.leads)) \(printable($0.source))" }.joined(separator: ", "))
        ])
      case .move, .later, .moreRoom, .tryMore, .letGo, .together: break
      }
    }
    for words in answer.alignment.helpless.map({ wording.helpless($0) }) + wording.omitted { say(words, .muted) }
    if answer.alignment.fixes.isEmpty {
      say(
        answer.alignment.isConflict
          ? "No single change and no pair is enough." : "Nothing is known to collide, so nothing has to change.", .text)
    }
  }

  private func keepWords(_ say: (String, Role) -> Void) {
    if let renewals = wording.renewals { say(renewals, .text) }
    if let selection = wording.selection { say(selection, .text) }
    if let buyers = wording.buyers { say(buyers, .text) }
    switch answer.keep {
    case .failure(let refusal): say(AlignWording.refusal(refusal), .text)
    case .success(let found):
      say(
        "Over five years, at a margin of \(Numbers.percent(found.margin)) and \(Numbers.percent(found.discount)) a year: a new customer is worth \(Numbers.range(Numbers.money(found.valueNew.low, outlook.currency), Numbers.money(found.valueNew.high, outlook.currency))), one that is kept at its next renewal \(Numbers.range(Numbers.money(found.valueKept.low, outlook.currency), Numbers.money(found.valueKept.high, outlook.currency))).",
        .text)
      if let cost = found.costPerDeal {
        say(
          "A deal costs \(Numbers.range(Numbers.money(cost.low, outlook.currency), Numbers.money(cost.high, outlook.currency))) of \(found.countsHours ? "marketing’s money and sales’ hours" : "marketing’s money, sales’ hours not counted (hour_cost in parley.toml says what one costs)") and \(Numbers.range(Numbers.count(found.leadsPerDeal.low.rounded()), Numbers.count(found.leadsPerDeal.high.rounded()))) leads’ calls.",
          .text)
      }
      if let hour = found.hour {
        say(
          "An hour on winning is worth \(Numbers.range(Numbers.money(hour.win.low, outlook.currency), Numbers.money(hour.win.high, outlook.currency))); an hour on keeping is worth as much from \(Numbers.fixed(hour.keptToEqual.value, 3)) customers kept on.",
          .text)
      }
      if let margin = evidence.margin { say(wording.margin(margin), .text) }
      for line in wording.testedWords(found, evidence.margin) { say(line, .text) }
    }
  }

  private func promiseWords(_ say: (String, Role) -> Void, _ row: ([Span]) -> Void) {
    let (hours, isPromised) = facts.promisedHours
    let calendar = outlook.queues.calendar
    say(
      "Answers are counted in working hours, \(calendar.opens) to \(calendar.closes) on \(calendar.workdays) days a week\(calendar.holidays.isEmpty ? "" : " without \(calendar.holidays.count) holidays"); \(wording.answerRule) \(isPromised ? "Sales promised" : "Nobody promised a time;") \(AlignWording.hours(hours))\(isPromised ? "." : " is taken.")",
      .text)
    let four = answer.answered
    if outlook.promises.recordsAnswers {
      say(
        "Last four weeks: \(four.inTime) of \(four.due) in time; half in \(four.median.map(AlignWording.wait) ?? "–"), the slowest tenth \(four.slowestTenth.map { ($0.isOver ? "" : "over ") + AlignWording.wait($0) } ?? "–"); \(four.unanswered) have no answer yet.",
        .text)
    }
    let all = answer.delivered
    say(
      "Last four weeks: \(all.leads) leads came; \(all.accepted) accepted, \(all.bySilence) by silence after 5 working days, \(all.rejected) sent back, \(all.undecided) undecided.",
      .text)
    for reason in outlook.promises.reasonsInOrder.prefix(6) { row([.text("  \(reason.count) × \(printable(reason.name))")]) }
    say("Who waits, by age:", .headline)
    for age in wording.ages { row([.text(AlignWhy.cells(age.name, 26, ["\(age.count)"]))]) }
    let attempted = outlook.queues.waiting.count { $0.isAttempted }
    if attempted > 0 { say("\(attempted) of them have been tried, and not reached.", .text) }
    if outlook.queues.neverAnswered > 0 {
      say(
        "\(Numbers.count(outlook.queues.neverAnswered)) older leads were never answered; after \(Queues.reach) days nobody waits any more, so they are not in the queue.",
        .muted)
    }
  }
}

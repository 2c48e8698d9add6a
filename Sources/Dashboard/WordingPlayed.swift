import Cells
import Records
import Translation

/// The coming weeks as they were played, in words: what waits, for how long, when the queue is gone, and the deals.
extension AlignWording {
  private func leads(_ e: Estimate) -> String { Numbers.range(leads(e.low), leads(e.high)) }
  private func days(_ e: Estimate) -> String {
    func figure(_ value: Double) -> String { Numbers.fixed(value, value < 9.95 ? 1 : 0) }
    return "\(figure(e.value)) days (\(Numbers.range(figure(e.low), figure(e.high))))"
  }
  /// Nobody answers where there is no room at all: no wait is known, and it is not none.
  private func isAnswered(_ week: Arriving.Week) -> Bool { week.answerDays.high > 0 || week.backlog.value < 1 }
  private func monday(_ week: Int) -> String { date(answer.outlook.monday + 7 * week) }

  /// `played: 14–61 wait, gone by 31 Jan`: for a line of a panel.
  func playedShort(_ played: Alignment.Played, columns: Int) -> [Span] {
    guard let worst = played.course.worst else { return [] }
    let mark = played.isContradicted ? "✗ " : "✓ "
    let (most, end): (String, [String])
    switch played.course.clearing {
    case .nothingWaits: (most, end) = ("no queue", [" to speak of", ""])
    case .clears(let week, _, _): (most, end) = ("\(leads(worst.backlog)) wait", [", gone by \(monday(week))", ""])
    case .doesNotClear: (most, end) = ("\(leads(worst.backlog)) keep waiting", [""])
    }
    let ways = ["week by week ", ""].flatMap { start in end.map { mark + start + most + $0 } }
    let words = ways.first { $0.count <= columns } ?? cut(most, to: columns)
    return [played.isContradicted ? .bad(words) : .muted(words)]
  }

  /// `90–180 wait in week 1, gone by 1 Feb`: under the chart, as much of it as fits whole.
  func queue(columns: Int) -> String? {
    guard let course = answer.playing?.course, let worst = course.worst else { return nil }
    let most = "\(leads(worst.backlog)) wait in week \(AlignPanel.weekNumber(worst.monday))"
    let end: String
    switch course.clearing {
    case .nothingWaits: return nil
    case .clears(let week, _, _): end = ", gone by \(monday(week))"
    case .doesNotClear: end = ", the queue stays"
    }
    return [most + end, most].first { $0.count <= columns } ?? "\(leads(worst.backlog)) wait"
  }

  /// What is tried, in a sentence beside what collides.
  func playedTried(_ fix: Alignment.Fix) -> [Span]? {
    guard let played = answer.played(fix), let now = answer.played?.now.course.worst, let worst = played.course.worst else {
      return nil
    }
    var words: [Span] = [
      .text("Played week by week at most "), .sales("\(leads(worst.backlog.value)) wait"),
      .text(" (\(leads(worst.backlog))), without it \(leads(now.backlog.value)) (\(leads(now.backlog)))."),
    ]
    if let deals = played.course.deals { words.append(.text(" Beside the plan unchanged \(more(deals)).")) }
    if played.isContradicted { words.append(.bad(" ✗ As likely as not somebody waits for longer than a week.")) }
    return words
  }

  /// When no more wait than come in a day.
  func clearing(_ course: Arriving) -> String {
    switch course.clearing {
    case .nothingWaits: return "No more than a day’s leads wait at the end of any week."
    case .clears(let week, let earliest, let latest):
      let range = latest.map { "\(monday(earliest)) to \(monday($0))" } ?? "\(monday(earliest)) or after the weeks shown"
      return "The queue is gone by \(monday(week)) (\(range))."
    case .doesNotClear(let share):
      return "Within \(Outlook.weeksAhead) weeks the queue is gone in \(Self.outOfTen(share))\(share < 0.05 ? "" : " only")."
    }
  }

  /// What is planned as it stands: `nil` where nothing can be played.
  var playedNow: String? {
    guard let played = answer.played?.now, let worst = played.course.worst else { return nil }
    var line =
      "Played week by week with the luck of weeks: most wait in the week of \(date(worst.monday)), \(leads(worst.backlog.value)) (\(leads(worst.backlog))), and who comes in it is \(isAnswered(worst) ? "answered after \(days(worst.answerDays))" : "not answered in these weeks"). \(clearing(played.course))"
    if let deals = played.course.deals, abs(deals.value) >= 0.05 || deals.low < 0 {
      line += " Against what comes without a plan it brings \(more(deals))."
    }
    return line
  }

  private func more(_ deals: Estimate) -> String {
    func figure(_ value: Double) -> String { (value < 0 ? "−" : "+") + Numbers.amount(abs(value)) }
    let range = "\(figure(deals.value)) deals (\(figure(deals.low)) to \(figure(deals.high)))"
    return deals.low <= 0 && deals.high >= 0 ? range + ", so whether more or fewer cannot be told" : range
  }

  /// A change played: against the same weeks without it, and whether it holds.
  func playedWords(_ fix: Alignment.Fix) -> String? {
    guard let played = answer.played(fix), let now = answer.played?.now.course.worst, let worst = played.course.worst else {
      return nil
    }
    var line =
      "Played: at most \(leads(worst.backlog.value)) wait (\(leads(worst.backlog))), without it \(leads(now.backlog.value)) (\(leads(now.backlog)))"
    if isAnswered(worst), isAnswered(now) {
      line += "; an answer then takes \(days(worst.answerDays)), without it \(days(now.answerDays))"
    }
    line += ". \(clearing(played.course))"
    if let deals = played.course.deals {
      line += " Beside the plan unchanged \(more(deals))."
      if fix.deals != 0, fix.deals < deals.low - 0.5 || fix.deals > deals.high + 0.5 {
        line += " (\(signed(fix.deals)) if nobody’s wait counted.)"
      }
    }
    if let broken = contradiction(fix) { line += " " + broken }
    return line
  }

  private func signed(_ value: Double) -> String { (value < 0 ? "−" : "+") + Numbers.amount(abs(value)) }

  /// Where means fit and weeks do not.
  func contradiction(_ fix: Alignment.Fix) -> String? {
    guard let played = answer.played(fix), played.isContradicted else { return nil }
    return "On average it fits, week by week it does not: as likely as not somebody waits for longer than a week."
  }

  /// Of one of the coming weeks: what is left waiting at its end and after how many days who comes in it is answered, as played.
  func playedCells(_ at: Int, isWide: Bool) -> [String] {
    guard let weeks = answer.playing?.course.weeks, weeks.indices.contains(at) else { return isWide ? ["–", "–"] : ["–"] }
    func figure(_ value: Double) -> String { Numbers.fixed(value, value < 9.95 ? 1 : 0) }
    let week = weeks[at]
    return [leads(week.backlog)]
      + (isWide
        ? [isAnswered(week) ? "\(Numbers.range(figure(week.answerDays.low), figure(week.answerDays.high))) d" : "–"] : [])
  }
}

import Cells
import Records
import Translation

/// Keep or win, promises and queues in words.
extension AlignWording {
  private func few(_ estimate: Estimate) -> String { Numbers.told(estimate, Numbers.amount) }
  /// Parts of churn are points of a hundred.
  func points(_ share: Double) -> String { Numbers.fixed(share * 100, 1) }

  // MARK: Keep or win

  func keepLines(churnCut: Double, columns: Int) -> [[Span]] {
    switch answer.keep {
    case .failure(let refusal): return buyerLines(columns) ?? wrap([.muted(Self.refusal(refusal))], to: columns)
    case .success(let found):
      guard let win = found.winning(answer.budget), let even = found.breakEven(answer.budget),
        let keep = found.keeping(answer.budget, churnCut: churnCut)
      else { return hoursOnly(found, columns) }
      if columns < 34 {
        return [
          [.text(hasRoom(for: win) ? "Win " : "If room "), .marketing("\(Numbers.amount(win.deals.value)) deals")]
            + (columns < 24 ? [] : [.muted(" \(money(win.worth.value))")]),
          [.text("or keep "), .sales("\(few(even.customers))")], [.muted("for the same worth · "), Span("D", .gradeD)],
        ]
      }
      var lines: [[Span]] = [
        [
          .text(hasRoom(for: win) ? "Win " : "If room "), .marketing("\(few(win.deals)) deals"), .text(effort(found, win)),
        ],
        [.text("  worth "), .marketing(money(win.worth)), .text(columns < 40 ? "" : " in 5 years")],
        [.text("Keep "), .sales("\(few(even.customers)) more customers")],
        [.text("  is worth the same; −\(points(churnCut)) pt \(money(keep.worth.value))")],
      ]
      lines.append(
        testedLine(found, columns: columns) ?? [.muted("untested effect: no choice is said · "), Span("D", .gradeD)])
      return lines
    }
  }

  /// The coming weeks as planned leave room for so many leads; without it the deals are what the money would bring, not what it brings.
  private func hasRoom(for win: KeepAgainstWin.Winning) -> Bool {
    let spare = answer.alignment.weeks.reduce(0.0) { sum, week in
      guard let room = week.room, !room.isFact else { return .infinity }
      return sum + max(0, room.leads - week.arriving)
    }
    return win.leads.value <= spare
  }

  /// What the deals take of sales: hours where they are recorded, else leads to call.
  private func effort(_ found: KeepAgainstWin, _ win: KeepAgainstWin.Winning) -> String {
    found.hoursPerDeal.map { ", \(Numbers.count(($0.value * win.deals.value).rounded())) h" }
      ?? ", \(Numbers.count(win.leads.value.rounded())) leads"
  }

  static func tenths(_ share: Double) -> String { "\(Int((share * 10).rounded()))" }

  private func hoursOnly(_ found: KeepAgainstWin, _ columns: Int) -> [[Span]] {
    var words = "No spend by source: euros cannot be compared."
    if let hour = found.hour {
      words +=
        " An hour on winning is worth \(money(hour.win)); one on keeping as much from \(Numbers.fixed(hour.keptToEqual.value, 3)) customers kept on."
    }
    return wrap([.muted(words)], to: columns)
  }

  package static func refusal(_ refusal: KeepAgainstWin.Refusal) -> String {
    switch refusal {
    case .noWins: "Nothing was won from these leads yet: winning has no worth that could be compared."
    case .noYearly: "What customers pay a year is not known: keeping has no worth that could be compared."
    case .noRetention(.noCustomers): "No customer is in the files: keeping cannot be compared with winning."
    case .noRetention(.noEnds(let customers)):
      "\(Numbers.count(customers)) customers and no end among them: either nobody left, or ends are not in the file."
    case .noRetention(.tooFewDecisions(let count)): "\(count) contracts have come up: \(Retention.fewest) would tell something."
    }
  }

  // MARK: Promises

  func promiseLines(_ promised: (aWeek: Double, of: String)?, columns: Int) -> [[Span]] {
    let week = answer.deliveredWeek
    let promises = outlook.promises
    var lines: [[Span]] = []
    let pad = columns < 34 ? " " : "  "
    // A goal that begins later was no goal of last week.
    let aim = answer.question.aims.first { $0.measure == .leadsAWeek && $0.isFloor }
    let later = aim.flatMap { $0.from > outlook.cutoff ? " from \(date($0.from))" : nil }
    let goal =
      promised.map { " of \(leads($0.aWeek)) agreed" }
      ?? (later != nil && columns < 34 ? nil : aim.map { ", goal \(leads($0.value))\(later ?? "")" }) ?? ""
    lines.append([
      .marketing("Delivered\(pad)"), hasNoLeads ? .muted("not recorded\(goal)") : .text("\(week.leads)\(goal)"),
    ])
    if promises.recordsAcceptance {
      let judged = week.accepted + week.bySilence + week.rejected
      let share = judged > 0 ? Numbers.percent(Double(week.accepted + week.bySilence) / Double(judged)) : "–"
      let silent = week.bySilence > 0 ? ", \(week.bySilence) by silence" : ""
      lines.append([
        .marketing("Accepted \(pad)"), .text("\(week.accepted + week.bySilence) of \(judged) · \(share)"), .muted(silent),
      ])
    } else {
      lines.append([.muted("Accepted \(pad)not recorded")])
    }
    if promises.recordsAnswers {
      let own = answer.answeredWeek
      let word = promises.tellsReached ? "Reached  " : "Answered "
      lines.append([.sales("\(word)\(pad)"), .text("\(own.inTime) of \(own.due) in \(Self.hours(answer.question.hours))")])
      if let median = own.median, let slow = own.slowestTenth {
        lines.append([.muted("  half \(Self.wait(median)), slowest tenth \(Self.wait(slow))")])
      }
    } else {
      lines.append([.muted("Answered \(pad)not recorded")])
    }
    let back = promises.sentBack(promises.week)
    if back.count > 0 {
      // Among reasons given once each none is the commonest.
      let several = back.reasons.count > 1 && back.reasons[0].count == back.reasons[1].count
      let reason =
        several
        ? " · \(back.reasons.count) reasons" : back.reasons.first.map { " · \($0.count) \(printable($0.name))" } ?? ""
      let missing = back.count - back.withReason
      let coded = !promises.recordsReasons ? ", reasons not recorded" : missing > 0 ? ", \(missing) without reason" : ""
      lines.append([.sales("Sent back\(pad)"), .text("\(back.count)\(reason)"), .muted(coded)])
    } else {
      lines.append([.sales("Sent back\(pad)"), hasNoLeads ? .muted("not recorded") : .text("none")])
    }
    if columns < 34 {
      // The middle answer stays for those who ask why.
      return lines.filter { !$0.plain.hasPrefix("  half") }
    }
    return lines
  }

  /// One source's queue.
  package struct Queue: Sendable {
    package var source: String
    package var count: Int
    /// Working hours of the one that waits for longest, and since when.
    package var oldest: Double
    package var since: Day
    package var attempted: Int
  }

  /// `30 h`; `over 70 h`, where so many still wait.
  static func wait(_ wait: PromiseFacts.Wait) -> String { (wait.isOver ? "over " : "") + hours(wait.hours) }

  /// How long somebody waits: working hours, and from three working days on calendar days, for nobody sees three weeks in 112 h.
  package func age(_ hours: Double, since: Day) -> String {
    hours < 3 * Double(outlook.queues.calendar.hoursADay)
      ? Numbers.hours(hours) : "\(Numbers.count(outlook.cutoff - since)) days"
  }

  package var queues: [Queue] {
    var found: [Queue] = []
    for one in outlook.queues.waiting {
      let name = outlook.promises.sources.indices.contains(Int(one.source)) ? outlook.promises.sources[Int(one.source)] : ""
      let hours = Double(one.workingHours)
      if let at = found.firstIndex(where: { $0.source == name }) {
        found[at].count += 1
        found[at].oldest = max(found[at].oldest, hours)
        found[at].since = min(found[at].since, one.since.day)
        found[at].attempted += one.isAttempted ? 1 : 0
      } else {
        found.append(Queue(source: name, count: 1, oldest: hours, since: one.since.day, attempted: one.isAttempted ? 1 : 0))
      }
    }
    return found.sorted { $0.count != $1.count ? $0.count > $1.count : $0.source < $1.source }
  }

  /// By age, in working hours.
  var ages: [(name: String, count: Int)] {
    let day = Double(outlook.queues.calendar.hoursADay)
    let hours = answer.question.hours
    let edges = [0, hours, max(day, hours), max(5 * day, hours), .infinity]
    let names = ["up to \(Self.hours(hours))", "up to a working day", "up to a working week", "longer"]
    return (0..<4).map { at in
      (
        names[at],
        outlook.queues.waiting.count {
          Double($0.workingHours) > (at == 0 ? -1 : edges[at]) && Double($0.workingHours) <= edges[at + 1]
        }
      )
    }
  }
}

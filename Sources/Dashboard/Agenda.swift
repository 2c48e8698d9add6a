import Cells
import Journal
import Records
import Translation

/// The steps of a meeting, in order, and how many minutes each may take.
enum AgendaStep: String, CaseIterable, Sendable {
  case since, exceptions, promises
  case whatIf = "what-if"
  case decisions, minutes

  var title: String {
    switch self {
    case .since: "Since last time"
    case .exceptions: "Exceptions"
    case .promises: "Promises"
    case .whatIf: "What if"
    case .decisions: "Decisions"
    case .minutes: "Minutes"
    }
  }

  /// Where six of them share 80 columns.
  var short: String { self == .since ? "Since" : title }

  var length: Int {
    switch self {
    case .since, .promises, .whatIf, .decisions: 5
    case .exceptions: 10
    case .minutes: 0
    }
  }

  var next: AgendaStep? {
    let all = AgendaStep.allCases
    return all.firstIndex(of: self).flatMap { $0 + 1 < all.count ? all[$0 + 1] : nil }
  }
}

extension MeetingStory {
  var step: AgendaStep { steps.last.flatMap { AgendaStep(rawValue: $0.name) } ?? .since }
}

/// What a meeting has to look at: the same on the screen and in the minutes.
package struct Agenda {
  let facts: Facts
  let findings: Findings
  /// The meeting that is held, or that the minutes are of; `nil` before one is.
  let meeting: MeetingStory?
  /// The one before it.
  let before: MeetingStory?
  /// What was worked out already, for as long as findings and journal are the same.
  var told: Told?

  /// What takes long, once.
  struct Told: Sendable {
    var moved: [Moved]
    var restated: [Restated]
    var exceptions: [Exception]
    var came: [EntryId: Came]
  }

  /// What came of a decision: a mark, and words.
  typealias Came = (mark: Span, words: [Span])

  /// Everything that takes long; of a meeting that is not open only what its page shows.
  func tell(_ answer: AlignAnswer?) -> Told {
    var decided: [EntryId: Came] = [:]
    for story in lastDecisions { decided[story.id] = came(story) }
    guard meeting != nil else { return Told(moved: [], restated: [], exceptions: [], came: decided) }
    return Told(moved: moved, restated: restated, exceptions: exceptions(answer), came: decided)
  }

  var today: Day { findings.cutoff }

  init(_ facts: Facts, _ findings: Findings, meeting: MeetingStory?) {
    self.facts = facts
    self.findings = findings
    self.meeting = meeting
    before = facts.journal.meetings.last { other in meeting.map { other.at < $0.at } ?? true }
  }

  /// The meeting that goes on.
  static func open(_ journal: Journal) -> MeetingStory? { journal.meetings.last { $0.closed == nil } }

  /// Since when one looks back: the day of the data of the last meeting that is a week ago or more, or four weeks ago. Who meets
  /// twice in a week still wants to see what came.
  var since: Day {
    let day = meeting?.on ?? today
    return facts.journal.meetings.last { other in
      (meeting.map { other.at < $0.at } ?? true) && other.on.map { $0 <= day - 7 } ?? false
    }?.on ?? day - 28
  }

  /// The week of that day counts where most of it came after.
  private var lookedFrom: Day { since.startOfWeek + (since.weekday < 3 ? 0 : 7) }

  // MARK: Since last time

  /// Outcomes that add up by week; hours until an answer do not.
  private static func counted(_ findings: Findings) -> [Outcome] {
    findings.outcomes.filter { $0.isRecorded && $0.unit != .medianHours }
  }

  struct Moved: Sendable {
    var name: String
    /// A week by season and trend, with its range; and a week as it came. "–" where nothing can be said.
    var expected: String
    var now: String
    var verdict: String
    var role: Role
  }

  /// Of each outcome: what was expected of a week since the last meeting, what came, and whether that is outside the expected range.
  var moved: [Moved] {
    if let told { return told.moved }
    return Agenda.counted(findings).map { outcome in
      do throws(BeforeAfter.Refusal) {
        let found = try BeforeAfter(
          outcome.weeks, from: lookedFrom, to: outcome.weeks.firstMonday + outcome.weeks.whole.count * 7 - 1)
        let isReal = found.change.low > 0 || found.change.high < 0
        let weeks = Double(found.weeks)
        let expected = found.expected.scaled(by: 1 / weeks)
        return Moved(
          name: outcome.kind.heading,
          expected: Numbers.range(figure(max(0, expected.low), outcome.unit), figure(expected.high, outcome.unit)),
          now: figure(found.seen / weeks, outcome.unit),
          verdict: isReal ? "real" : "noise", role: isReal ? .warning : .muted)
      } catch {
        return Moved(name: outcome.kind.heading, expected: "–", now: "–", verdict: "young", role: .muted)
      }
    }
  }

  func figure(_ value: Double, _ unit: Outcome.Unit) -> String {
    switch unit {
    case .money: Numbers.money(value, findings.currency)
    case .hours: Numbers.count(value) + " h"
    case .count, .medianHours: Numbers.amount(value)
    }
  }

  // MARK: Frozen numbers

  /// The numbers that a meeting sees: whole weeks of this quarter, by name and weeks, so that the same weeks can be summed again.
  static func seen(_ findings: Findings) -> [SeenNumber] {
    // No week that a month still to come has a part of: it would be told as changed as soon as that month is there.
    func sum(_ name: String, _ weeks: Weeks, until: Day? = nil) -> SeenNumber? {
      let count = until.map { min(weeks.whole.count, max(0, ($0 + 1 - weeks.firstMonday) / 7)) } ?? weeks.whole.count
      let whole = weeks.whole.prefix(count).suffix(4)
      guard whole.count == 4, whole.allSatisfy({ $0 != nil }) else { return nil }
      let from = weeks.firstMonday + (count - 4) * 7
      return SeenNumber(name: "\(name) \(from) \(from + 27)", value: whole.reduce(0) { $0 + ($1 ?? 0) })
    }
    return counted(findings).compactMap { sum($0.kind.rawValue, $0.weeks) }
      + findings.metrics.filter { $0.unit != .ratio }.compactMap { sum($0.name, $0.weeks, until: $0.until) }
  }

  struct Restated: Sendable {
    var name: String
    var then: String
    var now: String
    var from: Day
    var to: Day
    /// This meeting saw it, and not the one before.
    var isOurs: Bool
  }

  /// Numbers that the last meeting, or this one when it was opened, saw and that the data say otherwise now.
  var restated: [Restated] {
    if let told { return told.restated }
    if let meeting, !meeting.minutes.isEmpty { return meeting.seen.compactMap { restated($0, isOurs: true) } }
    let ours = (meeting?.closed == nil ? meeting?.seen ?? [] : []).filter { restated($0, isOurs: true) != nil }
    let names = Set(ours.map(\.name))
    return ours.compactMap { restated($0, isOurs: true) }
      + (before?.seen ?? []).filter { !names.contains($0.name) }.compactMap { restated($0, isOurs: false) }
  }

  private func restated(_ seen: SeenNumber, isOurs: Bool) -> Restated? {
    let parts = seen.name.split(separator: " ").map(String.init)
    guard parts.count == 3, let from = Day(iso: parts[1]), let to = Day(iso: parts[2]) else { return nil }
    let outcome = findings.outcomes.first { $0.kind.rawValue == parts[0] }
    let metric = findings.metrics.first { $0.name == parts[0] }
    guard let weeks = outcome?.weeks ?? metric?.weeks else { return nil }
    let first = (from - weeks.firstMonday) / 7
    let count = (to - from + 1) / 7
    guard first >= 0, first + count <= weeks.whole.count else { return nil }
    let now = weeks.whole.prefix(first + count).suffix(count).reduce(0) { $0 + ($1 ?? 0) }
    guard abs(now - seen.value) > max(0.5, abs(seen.value) * 0.001) else { return nil }
    let isMoney = outcome?.unit == .money || metric?.unit == .money
    func figure(_ value: Double, _ isShort: Bool) -> String {
      isMoney && isShort ? Numbers.money(value, findings.currency) : Numbers.count(value)
    }
    // What is the same in short is told in full.
    let isShort = figure(now, true) != figure(seen.value, true)
    return Restated(
      name: outcome?.kind.heading ?? metric?.heading ?? parts[0], then: figure(seen.value, isShort),
      now: figure(now, isShort), from: from, to: to, isOurs: isOurs)
  }

  var restatedLines: [[Span]] {
    let all = restated
    let lines: [[Span]] = all.prefix(3).map { one in
      [
        .warning(!one.isOurs ? "Changed under us: " : meeting?.closed == nil ? "Changed since we opened: " : "Changed since: "),
        .text(
          "\(one.name.lowercasedFirst), \(Numbers.date(one.from, today: today)) to \(Numbers.date(one.to, today: today)), was \(one.then) and is \(one.now) now."
        ),
      ]
    }
    return all.count > 3 ? lines + [[.muted("And \(all.count - 3) more numbers changed.")]] : lines
  }

  // MARK: Exceptions

  struct Exception: Sendable {
    var title: String
    var lines: [[Span]]
  }

  /// Decisions whose day came since the last meeting, the newest first.
  private var due: [DecisionStory] {
    lastDecisions.filter { $0.result == nil && $0.decision.body.due > since && $0.decision.body.due <= today }
  }

  /// At most three: what came due, goals that collide, what moved most.
  func exceptions(_ answer: AlignAnswer?) -> [Exception] {
    if let told { return told.exceptions }
    // The rest of what came due stands among the last decisions; goals that collide must be seen, too.
    var found = due.prefix(2).map { story in
      let came = came(story)
      return Exception(
        title: "Due: \(story.decision.body.sentence)",
        lines: [[came.mark, " "] + came.words]
          + (story.decision.body.predicted == nil
            ? [] : [[Span("█ ", .jointMark), .text("Keep it, change it, or stop?")]]))
    }
    if let answer, case .fits = answer.alignment.verdict {
    } else if let answer {
      let words = AlignWording(answer)
      found.append(
        Exception(title: "Goals and room", lines: [words.headline, [Span("█ ", .jointMark), .text(words.question)]]))
    }
    let over = facts.journal.ideas.filter { story in
      story.dropped == nil && story.result == nil && story.trial.map { $0.body.to > since && $0.body.to <= today } ?? false
    }
    for story in over {
      guard let looked = Looked(story, findings) else { continue }
      let text = CardText(card: Board.Card(story: story, looked: looked), findings: findings)
      found.append(
        Exception(
          title: "A trial is over: \(story.idea.body.sentence.lowercasedFirst)",
          lines: [[.muted("expected "), .text(text.expectedThen)], text.seen(width: 80)]))
    }
    let changes = findings.metrics.indices.compactMap { m -> (m: Int, change: Double)? in
      let metric = findings.metrics[m]
      // What ended is no news at every meeting; a list that came as one file ends with it.
      guard metric.until > max(since - 7, today - 42) else { return nil }
      if case .overlay = metric.kind, metric.lastFourWeeks == 0 { return nil }
      guard let now = metric.lastFourWeeks, let then = metric.fourWeeksBefore, then >= 10, abs(now / then - 1) >= 0.2 else {
        return nil
      }
      return (m, now / then - 1)
    }.sorted { abs($0.change) != abs($1.change) ? abs($0.change) > abs($1.change) : $0.m < $1.m }
    for one in changes {
      let metric = findings.metrics[one.m]
      guard let t = findings.translation(metric: one.m, outcome: TranslateView.column(findings)) else { continue }
      let words = Wording(findings).words(t)
      found.append(
        Exception(
          title:
            "\(metric.heading): \(Numbers.change(from: metric.fourWeeksBefore ?? 0, to: metric.lastFourWeeks ?? 0)) in four weeks",
          lines: [words.shortHeadline, [Span("█ ", .jointMark)] + words.forBoth]))
    }
    return Array(found.prefix(3))
  }

  // MARK: Decisions

  /// Decisions of earlier meetings that hold: first those whose day came since, then the newest.
  var lastDecisions: [DecisionStory] {
    let all = facts.journal.decisions.reversed().filter { story in
      story.dropped == nil && (meeting == nil || story.decision.body.meeting != meeting?.id)
    }
    func isNews(_ story: DecisionStory) -> Bool { story.decision.body.due > since && story.decision.body.due <= today }
    return all.filter(isNews) + all.filter { !isNews($0) }
  }

  /// The first decision whose day has come and that only people can say something of.
  var askedOf: DecisionStory? {
    lastDecisions.first { story in
      story.result == nil && story.decision.body.due <= today && Looked(story, findings).map { $0.verdict == .untold } ?? false
    }
  }

  var decisions: [DecisionStory] {
    guard let meeting else { return [] }
    return facts.journal.decisions.filter { $0.decision.body.meeting == meeting.id && $0.dropped == nil }
  }

  func came(_ story: DecisionStory) -> Came {
    if let came = told?.came[story.id] { return came }
    let body = story.decision.body
    guard let looked = Looked(story, findings) else {
      return (.muted("~"), [.muted("look again \(Numbers.date(body.due, today: today))")])
    }
    let kind = body.predicted.flatMap { OutcomeKind(rawValue: $0.outcome) }
    var words: [Span] = []
    // Money says what it is.
    let noun = kind.map { $0 == .revenueWon || $0 == .revenueKept ? "" : " \($0.noun)" } ?? ""
    if let saw = looked.saw, let expected = looked.expected {
      words.append(
        .text(
          "expected \(CardText.signed(expected.low, kind, findings.currency)) to \(CardText.signed(expected.high, kind, findings.currency))\(noun), saw \(CardText.signed(saw, kind, findings.currency))"
        ))
      if let range = looked.range {
        words.append(
          .muted(
            " (\(CardText.signed(range.low, kind, findings.currency)) to \(CardText.signed(range.high, kind, findings.currency)))"
          ))
      }
      words.append(": ")
    }
    switch looked.verdict {
    case .untold where body.predicted == nil: return (.warning("~"), [.warning("due: was it done?")])
    case .held where looked.saw == nil: return (.good("✓"), [.good("done")])
    case .held: return (.good("✓"), words + [.good("held")])
    case .missed: return (.bad("✗"), words + [.bad("missed")])
    case .notDone: return (.bad("✗"), words + [.bad("not done")])
    case .untold: return (.warning("~"), words + [.warning(looked.text.map { "cannot be told: \($0)" } ?? "cannot be told")])
    }
  }
}

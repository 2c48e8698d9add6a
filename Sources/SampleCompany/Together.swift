import Journal
import Records

/// What the people of Fernhill wrote down together: ideas and what came of them, votes, notes, goals, room, and a meeting.
extension Fernhill {
  /// The company's journal, the same on every machine. Extra 13: nine ideas were looked at afterwards, five of them held.
  package static let journal: Journal = {
    var pen = Pen()
    pen.learned()
    pen.board()
    pen.notes()
    pen.meeting()
    pen.goals()
    pen.room()
    return Journal(pen.entries)
  }()
}

/// Writes entries one after the other, each a minute after the last of its day.
private struct Pen {
  private(set) var entries: [Entry] = []

  private func day(_ iso: String) -> Day { Day(iso: iso) ?? Day(number: 0) }

  @discardableResult
  private mutating func write(_ iso: String, _ side: Side, _ what: What) -> EntryId {
    let on = day(iso)
    let at = (Int64(on.number) * 86_400 + 9 * 3600 + Int64(entries.count) * 60) * 1000
    let id = EntryId(time: UInt64(at), chance: UInt64(entries.count + 1))
    entries.append(Entry(id: id, at: Stamp(milliseconds: at), by: Author(side), on: on, what: what))
    return id
  }

  private mutating func agree(
    _ iso: String, _ idea: EntryId, worth: (Int, Int), effort: (Int, Int), sure: (Int, Int), guesses: (Double, Double)? = nil
  ) {
    write(
      iso, .marketing,
      .vote(Vote(idea: idea, isFor: true, worth: worth.0, effort: effort.0, sureness: sure.0, guess: guesses?.0)))
    write(
      iso, .sales, .vote(Vote(idea: idea, isFor: true, worth: worth.1, effort: effort.1, sureness: sure.1, guess: guesses?.1)))
  }

  /// An idea that was tried and looked at.
  private struct Tried {
    var side: Side
    var sentence: String
    var metric: String
    var outcome = "deals_won"
    var from: String
    var to: String
    var expected: (value: Double, low: Double, high: Double)
    var saw: Double
    /// What marketing and sales guessed when they voted.
    var guesses: (Double, Double)
    var text: String?
    /// What was left as it was, and the range of what was seen beside it.
    var beside: (what: String, low: Double, high: Double)?
  }

  private static let tried: [Tried] = [
    Tried(
      side: .marketing, sentence: "Second syndication partner", metric: "content_syndication", from: "2025-03-03",
      to: "2025-06-29", expected: (6, 4, 9), saw: -1, guesses: (6, 2)),
    Tried(
      side: .sales, sentence: "Call back within the hour at month's end", metric: "demo_requests", from: "2025-04-07",
      to: "2025-06-29", expected: (4, 2, 6), saw: 7, guesses: (12, 4)),
    Tried(
      side: .marketing, sentence: "New slides for first calls", metric: "demo_requests", from: "2025-06-02", to: "2025-08-31",
      expected: (5, 2, 8), saw: 0, guesses: (8, 2)),
    Tried(
      side: .sales, sentence: "Talk about the price in the first call", metric: "demo_requests", from: "2025-09-01",
      to: "2025-11-30", expected: (3, 1, 6), saw: 3, guesses: (5, 2)),
    Tried(
      side: .marketing, sentence: "Gate the pricing page", metric: "sessions", outcome: "accepted_leads", from: "2025-10-06",
      to: "2025-12-28", expected: (40, 25, 60), saw: 46, guesses: (60, 24), text: "and 3 deals fewer"),
    Tried(
      side: .sales, sentence: "Ask for a referral after onboarding", metric: "referrals", from: "2026-01-05", to: "2026-03-29",
      expected: (8, 4, 11), saw: 13, guesses: (16, 6)),
    Tried(
      side: .marketing, sentence: "A checklist instead of the brochure", metric: "email_nurture", from: "2026-02-02",
      to: "2026-04-26", expected: (4, 1, 7), saw: 3, guesses: (4, 2)),
    Tried(
      side: .marketing, sentence: "Plain subject lines in nurture mails", metric: "email_nurture", outcome: "accepted_leads",
      from: "2026-04-06", to: "2026-06-28", expected: (20, 12, 30), saw: 21, guesses: (25, 12)),
    Tried(
      side: .sales, sentence: "Rep answers questions in webinars", metric: "customer_webinars", from: "2026-05-04",
      to: "2026-07-26", expected: (6, 3, 9), saw: 8, guesses: (10, 3), beside: ("webinars without a rep", 4, 12)),
  ]

  mutating func learned() {
    for idea in Pen.tried {
      let begun = "\(day(idea.from) - 7)"
      let expected = Prediction(
        outcome: idea.outcome, value: idea.expected.value, low: idea.expected.low, high: idea.expected.high, days: 91)
      let id = write(
        begun, idea.side,
        .idea(
          Idea(
            sentence: idea.sentence, metric: idea.metric, outcome: idea.outcome, by: day(idea.to), predicted: expected), of: nil
        ))
      agree(begun, id, worth: (4, 4), effort: (2, 3), sure: (3, 3), guesses: idea.guesses)
      write(begun, .both, .trying(Trial(idea: id, from: day(idea.from), to: day(idea.to), comparison: idea.beside?.what)))
      let held = expected.holds(idea.saw)
      write(
        "\(day(idea.to) + 8)", .both,
        .result(
          Verification(
            of: id, verdict: held ? .held : .missed, saw: idea.saw, low: idea.beside?.low, high: idea.beside?.high,
            text: idea.text)))
    }
  }

  mutating func board() {
    let handover = write(
      "2026-10-05", .sales,
      .idea(
        Idea(
          sentence: "Hand over by topic, not by alphabet", metric: "demo_requests", outcome: "deals_won", by: day("2026-12-15"),
          predicted: Prediction(outcome: "deals_won", value: 2.5, low: 1, high: 4, days: 91, grade: "B")), of: nil))
    agree("2026-10-05", handover, worth: (4, 5), effort: (2, 2), sure: (3, 4))
    write("2026-10-05", .both, .trying(Trial(idea: handover, from: day("2026-10-05"), to: day("2026-12-13"))))
    let sheet = write(
      "2026-10-05", .marketing,
      .idea(
        Idea(
          sentence: "One-page price sheet in the demo mail", metric: "demo_requests", outcome: "deals_won",
          by: day("2027-02-28"), predicted: Prediction(outcome: "deals_won", value: 1.5, low: 0, high: 3, days: 91, grade: "B")),
        of: nil))
    agree("2026-10-06", sheet, worth: (3, 4), effort: (1, 1), sure: (3, 2))
    write("2026-10-06", .both, .trying(Trial(idea: sheet, from: day("2026-10-19"), to: day("2027-02-28"))))
    let badge = write(
      "2026-10-26", .marketing,
      .idea(
        Idea(
          sentence: "Badge form: ask for the need first", metric: "booth_scans", outcome: "deals_won", by: day("2027-01-30"),
          predicted: Prediction(outcome: "deals_won", value: 4, low: 2, high: 7, days: 365, hours: 60, lagDays: 119, grade: "X")
        ),
        of: nil))
    agree("2026-10-26", badge, worth: (4, 4), effort: (2, 1), sure: (4, 3))
    let search = write(
      "2026-10-26", .marketing,
      .idea(
        Idea(
          sentence: "Move €6k from search to webinars", metric: "customer_webinars", outcome: "deals_won",
          by: day("2027-03-31"),
          predicted: Prediction(outcome: "deals_won", value: 4, low: 2, high: 7, days: 365, hours: -30, lagDays: 84, grade: "B")
        ),
        of: nil))
    write("2026-10-26", .marketing, .vote(Vote(idea: search, isFor: true, worth: 5, effort: 2, sureness: 4, guess: 5)))
    write("2026-10-26", .sales, .vote(Vote(idea: search, isFor: false, worth: 2, effort: 4, sureness: 4, guess: -2)))
    let referral = write(
      "2026-10-27", .sales,
      .idea(
        Idea(
          sentence: "Referral ask after every renewal", metric: "referrals", outcome: "deals_won", now: 4, then: 9,
          by: day("2027-04-30"),
          predicted: Prediction(outcome: "deals_won", value: 7, low: 4, high: 11, days: 365, hours: 70, lagDays: 70, grade: "B")
        ),
        of: nil))
    write("2026-10-27", .marketing, .vote(Vote(idea: referral, isFor: true, worth: 5, effort: 3, sureness: 4)))
    write(
      "2026-10-27", .marketing,
      .idea(
        Idea(sentence: "Post every day", metric: "posts", outcome: "deals_won", now: 31, then: 60, by: day("2027-01-31")),
        of: nil))
  }

  mutating func notes() {
    write("2026-10-20", .sales, .note(FieldNote(metric: "booth_scans", text: "Only wanted the T-shirt.")))
    write("2026-10-21", .sales, .note(FieldNote(metric: "demo_requests", text: "Shift swaps, asked again.")))
    write("2026-10-22", .sales, .note(FieldNote(metric: "booth_scans", text: "The T-shirt again; no project before spring.")))
    write(
      "2026-10-23", .marketing, .note(FieldNote(metric: "customer_webinars", text: "They stay for the questions at the end.")))
    write("2026-10-27", .sales, .note(FieldNote(metric: "demo_requests", text: "Three asked for shift swaps this week.")))
  }

  mutating func meeting() {
    let opened = write("2026-10-05", .both, .meetingOpened(title: "Monday meeting"))
    for step in ["since", "exceptions", "promises", "what-if", "decisions", "minutes"] {
      write("2026-10-05", .both, .meetingStep(opened, step: step))
    }
    let nurture = write(
      "2026-10-05", .both,
      .decision(
        Decision(sentence: "Send companies below ten people to nurture", owner: .sales, due: day("2026-10-26"), meeting: opened)
      ))
    write(
      "2026-10-05", .both,
      .decision(
        Decision(
          sentence: "A customer webinar every three weeks", owner: .marketing, due: day("2027-01-29"),
          metric: "customer_webinars",
          predicted: Prediction(outcome: "deals_won", value: 5, low: 3, high: 7, days: 365, lagDays: 84, grade: "B"),
          meeting: opened)))
    write(
      "2026-10-05", .both,
      .decision(Decision(sentence: "A new case study", owner: .marketing, due: day("2026-10-20"), meeting: opened)))
    write("2026-10-05", .both, .meetingClosed(opened))
    write("2026-10-26", .both, .result(Verification(of: nurture, verdict: .held)))
  }

  /// What sales said in January that it can serve: eight people with a proper first call for eight leads a week each.
  mutating func room() {
    write(
      "2026-01-05", .sales,
      .room(
        AgreedRoom(
          from: day("2026-01-05"), to: day("2026-10-25"), leadsAWeek: 64,
          staffing: Staffing(people: 8, hoursAWeek: 24, hoursPerLead: 3))))
  }

  /// Two goals and one team (scenario 10), and what sales owes marketing.
  mutating func goals() {
    func goal(_ side: Side, _ measure: String, _ value: Double, _ bound: Goal.Bound = .floor) -> What {
      .goal(
        Goal(side: side, measure: measure, from: day("2026-11-02"), to: day("2027-01-31"), value: value, bound: bound), of: nil)
    }
    let on = "2026-10-26"
    write(on, .sales, .promise(Promise(side: .sales, kind: .answer(workingHours: 4), from: day("2026-01-05"))))
    write(on, .marketing, goal(.marketing, "leads a week", 62))
    write(on, .marketing, goal(.marketing, "accepted_leads of leads", 0.75))
    write(on, .marketing, goal(.marketing, "spend a month", 64_000, .ceiling))
    write(on, .sales, goal(.sales, "deals_won of opportunities", 0.28))
    write(on, .sales, goal(.sales, "answered within 4 h", 0.9))
    write(on, .sales, goal(.sales, "customers kept", 0.88))
  }
}

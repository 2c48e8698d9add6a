import ArgumentParser
import Cells
import Dashboard
import Journal
import Records
import SampleCompany
import Translation

/// `parley align`
struct AlignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "align", abstract: "Goals, room, what collides and the smallest change, keep or win, promises, who waits.")

  @OptionGroup var place: Where
  @Flag(help: "For programs: the contract, version 1.") var json = false

  func run() throws { try waiting { try await work() } }

  private func work() async throws {
    let findings: Findings
    do throws(LoadFailure) { (_, _, findings) = try await place.opening.translated() } catch { throw refuse(error.sentence) }
    guard let (answer, aims) = AlignAnswer.of(findings, try place.opening.told(until: findings.cutoff)) else {
      throw refuse("\(place.label): goals and room could not be worked out.")
    }
    if json {
      emit(AlignJson(answer: answer, aims: aims, folder: place.label, cutoff: findings.cutoff).json.text + "\n")
    } else {
      say("\(findings.company), \(Numbers.to(findings.cutoff))\n\n\(AlignReport(answer, aims).text)")
    }
  }
}

extension Opening {
  /// What people wrote before the data of later days were known; that of the sample company is built in.
  func journal(until cutoff: Day) throws(JournalFailure) -> Journal {
    guard let path else { return Fernhill.journal.known(by: cutoff) }
    var file = JournalFile(folder: path)
    _ = try file.refresh()
    return asOf == nil ? file.journal : file.journal.known(by: cutoff)
  }
}

extension Opening {
  /// The same for a command that can say nothing without it.
  func told(until cutoff: Day) throws -> Journal {
    do throws(JournalFailure) { return try journal(until: cutoff) } catch { throw refuse(error.sentence) }
  }
}

/// `parley align --json`: version 1 of its contract.
struct AlignJson {
  let answer: AlignAnswer
  let aims: [Aim]
  let folder: String
  let cutoff: Day

  var json: Json {
    let words = AlignWording(answer)
    return .object([
      ("parley", .number(1)),
      ("folder", .string(folder)),
      ("cutoff", .string(cutoff.description)),
      ("verdict", .string(verdict)),
      ("sentence", .string(words.headline.plain)),
      ("goals", .array(zip(aims, answer.alignment.standings).map { goal($0, $1, words) })),
      ("weeks", .array(answer.alignment.weeks.enumerated().map { week($1, answer.played?.now.course.weeks[$0]) })),
      ("measured_room", room),
      ("clears", clearing(answer.played?.now.course)),
      ("collides", .array(words.colliding.map { .string($0) })),
      ("fixes", .array(answer.alignment.fixes.map { fix($0, words) })),
      ("keep_or_win", keep),
      ("customers", customers),
      ("buyers", buyers),
      ("promises", promises),
      (
        "waiting",
        .array(
          words.queues.map {
            .object([
              ("source", .string($0.source)), ("leads", .number($0.count)), ("oldest_working_hours", .number($0.oldest)),
            ])
          })
      ),
      ("answer_speed", speed),
      ("question", .string(words.question)),
    ])
  }

  /// Leads a week that got a proper first answer, from the answers themselves; of a team that was never full only the floor is known.
  private var room: Json {
    guard case .success(let load) = answer.outlook.workload else { return .null }
    let room = load.room
    let most = Json.number(Double(room.mostWithoutQueue))
    switch room.status {
    case .neverFull:
      return .object([
        ("status", .string("never_full")), ("per_week", .null), ("at_least", most), ("grade", .string(room.grade.rawValue)),
      ])
    case .dated(_, let last):
      return .object([
        ("status", .string("dated")), ("per_week", .null), ("last_full", .string(last.description)),
        ("answered_in_best_week", most),
        ("grade", .string(room.grade.rawValue)),
      ])
    case .measured:
      return .object([
        ("status", .string("measured")), ("per_week", AlignJson.estimate(room.perWeek)),
        ("grade", .string(room.grade.rawValue)),
      ])
    }
  }

  /// `null` where it cannot be told.
  private var speed: Json {
    guard case .success(let found) = answer.outlook.speed else { return .null }
    let names = ["within_hour", "same_day", "later_day"]
    return .array(
      found.sources.map { one in
        let cells = zip(names, one.cells).map { name, cell in
          (name, Json.object([("leads", .number(Double(cell.leads))), ("reached", .number(Double(cell.reached)))]))
        }
        return .object(
          [
            ("source", .string(one.source)),
            ("reached", .string(found.reached == .qualified ? "qualified" : "opportunities")),
          ] + cells + [
            ("times_as_many", .number(one.plain)), ("within_weekdays", AlignJson.estimate(one.within)),
            ("grade", .string(one.grade.rawValue)),
          ])
      })
  }

  private var verdict: String {
    switch answer.alignment.verdict {
    case .noGoals: "no_goals"
    case .fits: "fits"
    case .fitsByAnotherMix: "fits_by_another_mix"
    case .collide: "collide"
    case .cannotBeTold: "cannot_be_told"
    }
  }

  private func goal(_ aim: Aim, _ standing: Standing, _ words: AlignWording) -> Json {
    let state: String
    switch standing.verdict {
    case .likely: state = "likely"
    case .tossUp: state = "toss_up"
    case .unlikely: state = "unlikely"
    case .met: state = "met"
    case .missed: state = "missed"
    case .cannotBeTold: state = "cannot_be_told"
    }
    return .object([
      ("side", .string(aim.side.rawValue)), ("measure", .string(aim.measure.text)), ("from", .string(aim.from.description)),
      ("to", .string(aim.to.description)), ("value", .number(aim.value)), ("bound", .string(aim.isFloor ? "floor" : "ceiling")),
      ("now", standing.now.map { .number($0) } ?? .null), ("expected", AlignJson.estimate(standing.expected)),
      ("probability", standing.probability.map { .number($0) } ?? .null), ("verdict", .string(state)),
      ("sentence", .string(words.sentence(aim, standing))),
    ])
  }

  private func week(_ week: Alignment.Week, _ played: Arriving.Week?) -> Json {
    let source: String? =
      switch week.room?.source {
      case .sales: "sales"
      case .plan(let file): file
      case .measured: "measured"
      case .lowerBound: "lower_bound"
      case .dated: "best_week_without_a_queue"
      case nil: nil
      }
    // Nobody counted: that is not none.
    let isKnown = !answer.outlook.sources.isEmpty
    return .object([
      ("monday", .string(week.monday.description)),
      ("expected", isKnown ? AlignJson.estimate(week.expected) : .null),
      ("planned", isKnown || week.arriving > 0 ? .number(week.arriving) : .null),
      ("room", week.room.map { .number($0.leads) } ?? .null),
      ("room_from", .string(source)),
      ("left_waiting", AlignJson.estimate(played?.backlog)), ("answer_days", AlignJson.estimate(played?.answerDays)),
    ])
  }

  private func fix(_ fix: Alignment.Fix, _ words: AlignWording) -> Json {
    let (name, size) = words.fix(fix)
    return .object([
      ("change", .string(name)), ("size", .string(size)), ("until", .string(fix.until?.description)),
      ("relative", fix.relative.map { .number($0) } ?? .null), ("leads", .number(fix.leads)),
      ("sales_hours", fix.hours.map { .number($0) } ?? .null), ("deals", .number(fix.deals)),
      ("costs", .string(words.cost(fix))),
      ("played", played(answer.played(fix))),
    ])
  }

  private func played(_ played: Alignment.Played?) -> Json {
    guard let played else { return .null }
    return .object([
      ("holds", .truth(!played.isContradicted)), ("most_waiting", AlignJson.estimate(played.course.worst?.backlog)),
      ("answer_days", AlignJson.estimate(played.course.worst?.answerDays)), ("clears", clearing(played.course)),
      ("deals", AlignJson.estimate(played.course.deals)),
    ])
  }

  /// The Monday from which on no more wait than come in a day; `null` where that is not within the weeks shown.
  private func clearing(_ course: Arriving?) -> Json {
    guard let course, let first = course.weeks.first?.monday else { return .null }
    switch course.clearing {
    case .nothingWaits: return .string(first.description)
    case .clears(let week, _, _): return .string((first + 7 * week).description)
    case .doesNotClear: return .null
    }
  }

  private var keep: Json {
    guard case .success(let found) = answer.keep else { return .null }
    let win = found.winning(answer.budget)
    let even = found.breakEven(answer.budget)
    let margin = answer.evidence.margin
    let tested = answer.question.tested.lazy.compactMap { found.hour($0, margin: margin?.draws) }.first
    let choice: Json =
      switch tested?.choice {
      case .keep: .string("keep")
      case .win: .string("win")
      case nil: .null
      }
    return .object([
      ("budget", .number(answer.budget)), ("won_worth", AlignJson.estimate(win?.worth)),
      ("deals", AlignJson.estimate(win?.deals)),
      ("leads_to_call", AlignJson.estimate(win?.leads)), ("break_even_customers", AlignJson.estimate(even?.customers)),
      ("break_even_churn", AlignJson.estimate(even?.churn)), ("choice", choice),
      ("reason", .string(AlignWording(answer).testedWords(found, margin).joined(separator: " "))),
      ("deals_per_lead_at_the_plan", AlignJson.estimate(margin?.perLead)),
      ("deals_per_first_answer_at_the_plan", AlignJson.estimate(margin?.perRoom)),
    ])
  }

  private var promises: Json {
    let (given, answered) = (answer.deliveredWeek, answer.answeredWeek)
    return .object([
      ("delivered", .number(given.leads)), ("accepted", .number(given.accepted)),
      ("accepted_by_silence", .number(given.bySilence)),
      ("sent_back", .number(given.rejected)), ("undecided", .number(given.undecided)), ("due", .number(answered.due)),
      ("in_time", .number(answered.inTime)), ("within_working_hours", .number(answer.question.hours)),
      ("counts", .string(answer.outlook.promises.tellsReached ? "reached" : "answered")),
      ("median_working_hours", answered.median.map { .number($0.hours) } ?? .null),
      ("median_is_over", answered.median.map { .truth($0.isOver) } ?? .null),
      ("slowest_tenth_working_hours", answered.slowestTenth.map { .number($0.hours) } ?? .null),
      ("slowest_tenth_is_over", answered.slowestTenth.map { .truth($0.isOver) } ?? .null),
      ("found_answers", foundAnswers),
    ])
  }

  /// Where no column has first answers: whom the rows of activities say was tried, and reached.
  private var foundAnswers: Json {
    let found = answer.outlook.promises.found
    guard let one = found.first else { return .null }
    return .object([
      ("files", .array(found.map { .string($0.file) })), ("leads", .number(one.answers.leads)),
      ("tried", .number(one.answers.tried)), ("reached", .number(one.answers.reached)),
    ])
  }

  private static func estimate(_ estimate: Estimate?) -> Json {
    guard let estimate else { return .null }
    return .object([
      ("value", .number(estimate.value)), ("low", .number(estimate.low)), ("high", .number(estimate.high)),
      ("level", .number(estimate.level)),
    ])
  }
}

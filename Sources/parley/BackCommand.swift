import ArgumentParser
import Cells
import Dashboard
import Records
import Translation

/// `parley back`
struct BackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "back", abstract: "What N more of an outcome by a day would take, in every metric, and which of them fit.")

  @OptionGroup var place: Where
  @Option(help: "deals_won, opportunities, accepted_leads or revenue_won.") var outcome = OutcomeKind.dealsWon.rawValue
  @Option(parsing: .unconditional, help: "How many more; money for revenue_won.") var more: Double
  @Option(help: "The day by which they are there, as in 2027-03-31. Without one: the end of the next quarter.") var by: Day?
  @Flag(help: "For programs: the contract, version 1.") var json = false

  func run() throws { try waiting { try await work() } }

  private func work() async throws {
    guard let kind = OutcomeKind(rawValue: outcome) else {
      let names = OutcomeKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw refuse("--outcome: there is no outcome “\(outcome)”. There are: \(names).")
    }
    let findings: Findings
    do throws(LoadFailure) { (_, _, findings) = try await place.opening.translated() } catch { throw refuse(error.sentence) }
    let question = Backwards.Question(outcome: kind, more: more, by: by ?? BackView.endOfNextQuarter(findings.cutoff))
    let answer: Backwards
    do throws(Backwards.Refusal) { answer = findings.crowded(try findings.backwards(question)) } catch {
      throw refuse("\(BackCommand.option(error)): \(error.sentence(findings))")
    }
    if json {
      emit(BackReport(findings: findings, answer: answer, folder: place.label).json.text + "\n")
    } else {
      say("\(findings.company), \(Numbers.to(findings.cutoff))\n\n\(BackWording(findings, answer).text)")
    }
  }

  /// Which option the refusal is about.
  private static func option(_ refusal: Backwards.Refusal) -> String {
    switch refusal {
    case .nothingMore: "--more"
    case .past, .beyondRecord: "--by"
    case .notRecorded, .noFigure: "--outcome"
    }
  }
}

/// `parley back --json`: version 1 of its contract.
struct BackReport {
  let findings: Findings
  let answer: Backwards
  let folder: String

  var json: Json {
    let words = BackWording(findings, answer)
    return .object([
      ("parley", .number(1)),
      ("folder", .string(folder)),
      ("cutoff", .string(findings.cutoff.description)),
      ("outcome", .string(answer.question.outcome.rawValue)),
      ("more", .number(answer.question.more)),
      ("by", .string(answer.question.by.description)),
      ("ways", .array(answer.rows.map { way($0, words) })),
      (
        "voices",
        .object([
          ("marketing", .string(words.forMarketing.plain)), ("sales", .string(words.forSales.plain)),
          ("both", .string(words.headline.plain + " " + words.forBoth.plain)),
        ])
      ),
    ])
  }

  private func way(_ row: Backwards.Row, _ words: BackWording) -> Json {
    .object([
      ("metric", .string(findings.metrics[row.metric].name)),
      ("grade", .string(row.grade.rawValue)),
      ("fits", fits(row.fit)),
      ("verdict", .string(row.fit.name)),
      ("reason", .string(words.detail(row).plain)),
      ("units", estimate(row.units)),
      ("usual", row.usual.map { .number($0) } ?? .null),
      ("most", row.most.map { .number($0) } ?? .null),
      ("last_day", .string(row.lastDay?.description)),
      ("half_within_days", row.lastDay.map { .number(Double(answer.question.by - $0)) } ?? .null),
      ("weeks_until_leads", estimate(row.carried?.untilLeads)),
      ("hours", estimate(row.hours)),
      ("money", estimate(row.money)),
      ("delayed_leads", estimate(row.crowding?.more.delayed)),
      ("delayed_days", estimate(row.crowding?.more.extraDays)),
      ("deals_by_delay", estimate(row.crowding?.more.delay)),
      ("deals_in_all", estimate(row.crowding?.inAll(.dealsWon).total)),
      ("fewer_in_all_probability", row.inAll(answer.question).map { .number($0.probabilityOfFewer) } ?? .null),
    ])
  }

  /// Whether it fits; `null` where that cannot be told.
  private func fits(_ fit: Backwards.Fit) -> Json {
    switch fit {
    case .fits: .truth(true)
    case .fewerInAll, .neverTried, .tooLate, .noEffect: .truth(false)
    case .openInAll, .ended, .cannotBeTold, .misleads: .null
    }
  }

  private func estimate(_ estimate: Estimate?) -> Json {
    guard let estimate else { return .null }
    return .object([
      ("value", .number(estimate.value)), ("low", .number(estimate.low)), ("high", .number(estimate.high)),
      ("level", .number(estimate.level)),
    ])
  }
}

extension Backwards.Fit {
  /// In snake case, for programs.
  var name: String {
    switch self {
    case .fits: "fits"
    case .fewerInAll: "fewer_in_all"
    case .openInAll: "open_in_all"
    case .neverTried: "never_tried"
    case .tooLate: "too_late"
    case .ended: "ended"
    case .cannotBeTold: "cannot_be_told"
    case .noEffect: "no_effect"
    case .misleads: "misleads"
    }
  }
}

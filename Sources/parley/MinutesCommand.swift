import ArgumentParser
import Dashboard
import Journal
import Records
import Translation

/// `parley minutes`
struct MinutesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "minutes", abstract: "A meeting as one page of Markdown, fit to paste into a mail.")

  @OptionGroup var place: Where
  @Option(help: "How many meetings before the last one.") var back = 0
  @Flag(help: "For programs.") var json = false

  func run() throws { try waiting { try await work() } }

  private func work() async throws {
    do throws(LoadFailure) { try place.opening.folder.check() } catch { throw refuse(error.sentence) }
    // Told as it was seen: from the day of the meeting, however much has come since.
    let all = try place.opening.told(until: place.asOf ?? Day(number: .max)).meetings
    guard all.indices.contains(all.count - 1 - max(0, back)) else {
      throw refuse("\(place.label): no meeting was held. Open one with m in the dashboard.")
    }
    let meeting = all[all.count - 1 - max(0, back)]
    var opening = place.opening
    opening.asOf = meeting.on ?? place.asOf
    let findings: Findings
    do throws(LoadFailure) { (_, _, findings) = try await opening.translated() } catch { throw refuse(error.sentence) }
    guard let minutes = Minutes(findings, try opening.told(until: findings.cutoff), of: meeting.id) else {
      throw refuse(
        "\(place.label): the meeting of \(meeting.on?.description ?? "an unknown day") lies after what the files record.")
    }
    guard json else { return say(minutes.markdown) }
    emit(
      Json.object([
        ("parley", .number(1)), ("folder", .string(place.label)), ("meeting", .string(minutes.day.description)),
        (
          "decisions",
          .array(
            minutes.decisions.map { story in
              .object([
                ("id", .string("\(story.id)")), ("text", .string(story.decision.body.sentence)),
                ("owner", .string(story.decision.body.owner.rawValue)), ("due", .string(story.decision.body.due.description)),
                ("metric", .string(story.decision.body.metric)),
              ])
            })
        ),
        ("seen", .array(minutes.seen.map { .object([("name", .string($0.name)), ("value", .number($0.value))]) })),
        ("markdown", .string(minutes.markdown)),
      ]).text + "\n")
  }
}

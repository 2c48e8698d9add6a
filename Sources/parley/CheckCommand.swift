import ArgumentParser
import Cells
import Dashboard
import Glibc
import Records
import Translation

/// `parley check`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Data problems and goal conflicts. Exit 0: fine, 1: something to look at, 2: cannot read. Fit for cron.")

  @OptionGroup var place: Where
  @Flag(help: "For programs.") var json = false
  @Flag(help: "List each row that was counted with another or left out, with its rule.") var people = false
  @Flag(help: "Show the addresses and names in that list, which are hidden otherwise.") var names = false
  @Flag(help: "Keep the proposed mapping in parley.toml beside the data, if there is none yet.") var keep = false

  func run() throws { try waiting { try await work() } }

  private func work() async throws {
    let reading: Reading
    do throws(LoadFailure) { reading = try await place.opening.read() } catch { throw refuse(error.sentence) }
    let ledger = reading.ledger(asOf: place.asOf)
    let findings = Findings.translate(ledger)
    var inspection = place.opening.inspection(of: reading)
    inspection.changes = SeenBefore(folder: place.folder).changes(to: reading.snapshot)
    let report = CheckReport(
      ledger: ledger, findings: findings, goals: try conflict(findings), inspection: inspection, listsPeople: people,
      showsNames: names)
    if json { emit(report.json(folder: place.label).text + "\n") } else { for line in report.lines { say(line) } }
    if keep {
      do throws(MappingFailure) { say(try keepMapping(reading.proposedSettings, in: place.folder)) } catch {
        throw refuse(error.sentence)
      }
    }
    if !report.problems.isEmpty { throw ExitCode(1) }
  }

  /// Goals that cannot be met at once are something to look at, like a row that was refused.
  private func conflict(_ findings: Findings) throws -> String? {
    guard let (answer, _) = AlignAnswer.of(findings, try place.opening.journal(until: findings.cutoff)),
      answer.alignment.isConflict
    else { return nil }
    return "Goals: \(AlignWording(answer).headline.plain)"
  }
}

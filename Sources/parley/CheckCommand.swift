import ArgumentParser
import Cells
import Dashboard
import Glibc
import Journal
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
    let findings = Findings.translate(ledger, workers: Opening.workers)
    var inspection = place.opening.inspection(of: reading)
    inspection.changes = SeenBefore(folder: place.folder).changes(to: reading.snapshot)
    let report = CheckReport(
      ledger: ledger, findings: findings, goals: try conflict(findings), journal: try journalFaults(), inspection: inspection,
      listsPeople: people, showsNames: names)
    if json { emit(report.json(folder: place.label).text + "\n") } else { for line in report.lines { say(line) } }
    if keep {
      let kept: String
      do throws(MappingFailure) { kept = try keepMapping(reading.proposedSettings, in: place.folder) } catch {
        throw refuse(error.sentence)
      }
      // What a program reads on standard output is one object and nothing else.
      if json { complain(kept) } else { say(kept) }
    }
    if !report.problems.isEmpty { throw ExitCode(1) }
  }

  /// Lines of the journal that are no entries, and what only a later Parley understands.
  private func journalFaults() throws -> [String] {
    guard let folder = place.folder else { return [] }
    var file = JournalFile(folder: folder)
    do throws(JournalFailure) { _ = try file.refresh() } catch { throw refuse(error.sentence) }
    let journal = file.journal
    var lines = journal.setAside.map { "\(JournalFile.fileName):\($0.line): \($0.fault.sentence)" }
    if journal.unknown > 0 {
      let count = journal.unknown == 1 ? "1 entry is" : "\(journal.unknown) entries are"
      lines.append(
        "\(JournalFile.fileName): \(count) of a kind that only a later Parley knows; kept and not shown. Bring Parley up to date."
      )
    }
    return lines
  }

  /// Goals that cannot be met at once are something to look at, like a row that was refused.
  private func conflict(_ findings: Findings) throws -> String? {
    guard let (answer, _) = AlignAnswer.of(findings, try place.opening.told(until: findings.cutoff)),
      answer.alignment.isConflict
    else { return nil }
    return "Goals: \(AlignWording(answer).headline.plain)"
  }
}

import ArgumentParser
import Cells
import Dashboard
import Glibc
import Journal
import Records
import Translation

/// `parley translate`
struct TranslateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "translate", abstract: "The translations, as sentences and a table.")

  @OptionGroup var place: Where
  @Option(help: "Only this metric, by its name in snake case: booth_scans.") var metric: String?
  @Option(help: "Only this outcome: deals_won, opportunities, accepted_leads, revenue_won …") var outcome: String?
  @Flag(help: "For programs: the contract, version 1.") var json = false

  func run() throws { try waiting { try await work() } }

  private func work() async throws {
    let findings: Findings
    let ledger: Ledger
    do throws(LoadFailure) {
      (_, ledger, findings) = try await place.opening.translated()
    } catch {
      throw refuse(error.sentence)
    }
    let report = Report(
      findings: findings, files: ledger.files, folder: place.label, metrics: try chosenMetrics(findings),
      outcomes: try chosenOutcomes(findings))
    if json { emit(report.json.text + "\n") } else { say(report.text) }
  }

  private func chosenMetrics(_ findings: Findings) throws -> [Int] {
    guard let metric else { return Array(findings.metrics.indices) }
    let wanted = snakeCase(metric)
    guard let found = findings.metrics.firstIndex(where: { $0.name == wanted }) else {
      let names = findings.metrics.map(\.name).joined(separator: ", ")
      throw refuse("--metric: there is no metric “\(metric)” here. There are: \(names).")
    }
    return [found]
  }

  /// Without `--outcome`: JSON has all of them, text those that some file records.
  private func chosenOutcomes(_ findings: Findings) throws -> [Int] {
    guard let outcome else {
      let told = findings.outcomes.indices.filter { o in
        guard findings.outcomes[o].isRecorded else { return false }
        return findings.metrics.indices.contains { findings.translation(metric: $0, outcome: o)?.perUnit != nil }
      }
      return json ? Array(findings.outcomes.indices) : told.isEmpty ? [TranslateView.column(findings)] : told
    }
    guard let found = findings.outcomes.firstIndex(where: { $0.kind.rawValue == outcome }) else {
      let names = OutcomeKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw refuse("--outcome: there is no outcome “\(outcome)”. There are: \(names).")
    }
    return [found]
  }
}

/// `parley print`
struct PrintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "print", abstract: "A screen as text, after some keys; without a terminal.")

  @OptionGroup var place: Where
  @Option(help: "translate, align, brainstorm, meeting or data.") var view: String?
  @Option(help: "Keys by name, separated by blanks: \"Down Down Enter\", text:booth, C-l.") var keys: String?
  @Option(help: "Columns × rows.") var size = "118x32"
  @Flag(help: "In ASCII.") var ascii = false
  @Flag(help: "What each cell means, one letter a cell, below the screen.") var roles = false

  func run() throws { try waiting { try await work() } }

  private func work() async throws {
    guard let (columns, rows) = Session.size(size) else {
      throw refuse("--size: “\(size)” is no size. Write columns x rows, as in 118x32.")
    }
    var pressed: [Key] = []
    for word in (keys ?? "").split(separator: " ") {
      guard let read = Key.named(String(word)) else {
        throw refuse("--keys: “\(word)” is no key. Write Down, Enter, C-c, q or text:words.")
      }
      pressed += read
    }
    var opened: ViewName?
    if let view {
      guard let found = ViewName.allCases.first(where: { "\($0)" == view.lowercased() }) else {
        let names = ViewName.allCases.map { "\($0)" }.joined(separator: ", ")
        throw refuse("--view: there is no view “\(view)”. There are: \(names).")
      }
      opened = found
    }
    let frame: Frame
    do throws(LoadFailure) {
      frame = try await painted(
        place.opening, columns: columns, rows: rows, view: opened, keys: pressed)
    } catch {
      throw refuse(error.sentence)
    }
    let shown = ascii ? frame.ascii() : frame
    emit(shown.printed())
    if roles { emit("\n" + shown.roles.joined(separator: "\n") + "\n") }
  }
}

/// The screen after `keys`, as any terminal of that size would show it: the headless caller of `apply` and `painted`.
func painted(
  _ opening: Opening, columns: Int, rows: Int, view: ViewName? = nil, keys: [Key]
) async throws(LoadFailure) -> Frame {
  let (reading, ledger, findings) = try await opening.translated(isShown: true)
  var state = State(company: opening.name, columns: columns, rows: rows, themes: ["dark", "light"])
  var journal = Journal()
  do throws(JournalFailure) {
    journal = try opening.journal(until: findings.cutoff)
    _ = state.apply(.journal(journal, .memory))
  } catch {
    // As the dashboard shows it: a screen without what people wrote, and the sentence why.
    _ = state.apply(.journal(journal, .readOnly(error.sentence)))
    _ = state.apply(.done(error.sentence))
  }
  _ = state.apply(
    .translated(findings, files: ledger.files, leftAlone: reading.leftAlone, inspection: opening.inspection(of: reading)))
  state.open(view, metric: nil, outcome: nil)
  // Nothing is written from here: what keys would write is kept in memory.
  var scribe = Scribe(journal)
  state.play(keys, keeping: &scribe)
  return state.painted()
}

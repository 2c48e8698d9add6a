import ArgumentParser
import Dashboard
import Glibc
import Journal
import Records

/// `parley note FOLDER TEXT`
struct NoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "note", abstract: "Pin a sentence to a metric, in the folder’s journal.",
    discussion: "With - for the text, every line of standard input becomes a note, each told as soon as it is on the disk.")

  @Argument(help: "The folder with the exports.") var folder: String
  @Argument(help: "The sentence, or - for lines of standard input.") var text: String
  @Option(name: .customLong("on"), help: "The metric, by the name that --json gives it.") var metric: String
  @Option(name: .customLong("as"), help: "Whose sentence it is: marketing, sales or both.") var side: Side = .sales
  @Option(help: "Whose name stands beside it; none unless you give one.") var name: String?
  @Option(name: .customLong("as-of"), help: "The day of the data it was said before.") var asOf: Day?

  func run() throws {
    guard isFolder(folder) else { throw refuse("\(folder): there is no such folder.") }
    var file = JournalFile(folder: folder)
    var clock = EntryClock()
    if text != "-" { return try keep(text, &file, &clock) }
    while let line = readLine() {
      // A line of blanks alone is no sentence, and no reason to leave the ones after it unwritten.
      if !oneLine(line).isEmpty { try keep(line, &file, &clock) }
    }
  }

  private func keep(_ sentence: String, _ file: inout JournalFile, _ clock: inout EntryClock) throws {
    let text = oneLine(sentence)
    guard !text.isEmpty else { throw refuse("The sentence is empty.") }
    let draft = Draft(by: Author(side, name: name), on: asOf, .note(FieldNote(metric: oneLine(metric), text: text)))
    let entry = clock.entry(draft, after: file.journal)
    do throws(JournalFailure) { try file.append([entry]) } catch { throw refuse(error.sentence) }
    say("\(entry.id) is kept in \(file.path).")
  }
}

extension Side: ExpressibleByArgument {}

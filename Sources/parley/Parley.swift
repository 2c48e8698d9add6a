import ArgumentParser
import Cells
import Glibc
import Records
import Translation

/// The program: `parley [FOLDER]` and its subcommands.
///
/// Not an asynchronous main: that gives the main thread to the dispatcher, and signals to threads that never learned to leave
/// them alone: a resize was lost that way.
@main
struct Parley: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parley",
    abstract: "Marketing and sales read their numbers together: what one metric means for the other side.",
    discussion: "Without a folder it opens the sample company, Fernhill Scheduling.",
    version: "0.1.0",
    subcommands: [
      OpenCommand.self, TranslateCommand.self, BackCommand.self, AlignCommand.self, CheckCommand.self, StatusCommand.self,
      PrintCommand.self, SampleCommand.self,
      NoteCommand.self, MinutesCommand.self, BenchCommand.self, ReplayCommand.self, ExplainCommand.self, KeysCommand.self,
      ThemesCommand.self,
    ],
    defaultSubcommand: OpenCommand.self)

  /// The command that was probably meant by a word that is neither one nor anything that exists.
  static func command(like word: String) -> String? {
    guard !word.contains("/"), access(word, F_OK) != 0 else { return nil }
    var best: (name: String, distance: Int)?
    for command in configuration.subcommands {
      guard let name = command.configuration.commandName else { continue }
      let own = distance(word, name)
      if own < best?.distance ?? 3 { best = (name, own) }
    }
    guard let best, best.distance * 2 < word.count else { return nil }
    return best.name
  }

  /// Letters to change, put in or take out to get from one word to the other (Levenshtein).
  private static func distance(_ one: String, _ other: String) -> Int {
    let (a, b) = (Array(one.lowercased()), Array(other))
    var row = Array(0...b.count)
    for i in a.indices {
      var before = row[0]
      row[0] = i + 1
      for j in b.indices {
        let changed = before + (a[i] == b[j] ? 0 : 1)
        before = row[j + 1]
        row[j + 1] = min(changed, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[b.count]
  }
}

/// The folder and the day, which every command that reads takes first.
struct Where: ParsableArguments {
  @Argument(help: "The folder with the exports. Without one: the sample company.")
  var folder: String?

  @Option(name: .customLong("as-of"), help: "Look at the folder as it was known at the end of that day, as in 2026-03-31.")
  var asOf: Day?

  var opening: Opening { Opening(path: folder, asOf: asOf) }
  /// What `--json` calls it.
  var label: String { folder ?? "sample" }
}

extension Day: ExpressibleByArgument {
  public init?(argument: String) { self.init(iso: argument) }
}

/// One line on standard error, with no escape codes in it.
func complain(_ sentence: String) {
  var line = "parley: \(printable(sentence))\n"
  _ = line.withUTF8 { write(2, $0.baseAddress, $0.count) }
}

/// Says why on standard error; the caller exits with 2: it could not be read.
func refuse(_ sentence: String) -> ExitCode {
  complain(sentence)
  return ExitCode(2)
}

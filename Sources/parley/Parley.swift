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
      OpenCommand.self, TranslateCommand.self, CheckCommand.self, PrintCommand.self, SampleCommand.self, BenchCommand.self,
      ReplayCommand.self, KeysCommand.self, ThemesCommand.self,
    ],
    defaultSubcommand: OpenCommand.self)
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

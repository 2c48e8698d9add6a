import ArgumentParser
import Cells
import Glibc

@main
struct Parley: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parley", abstract: "Translate marketing and sales numbers into each other.")

  @Option(help: "A theme's name or file.") var theme: String?
  @Flag(help: "Show everything in ASCII.") var ascii = false

  func run() throws {
    let options = TerminalOptions(ascii: ascii)
    let terminal: Terminal
    do throws(TerminalFailure) {
      terminal = try Terminal(theme: .mono, options: options)
    } catch {
      complain(error.sentence)
      throw ExitCode(2)
    }
    let chosen = ThemeFiles(environment: options.environment).choose(
      theme ?? options.environment("PARLEY_THEME"), depth: terminal.depth)
    terminal.theme = chosen.theme
    _ = showPlaceholder(on: terminal, notice: chosen.complaint)
    terminal.restore()
  }
}

/// One line on standard error.
func complain(_ sentence: String) {
  var line = "parley: \(printable(sentence))\n"
  _ = line.withUTF8 { write(2, $0.baseAddress, $0.count) }
}

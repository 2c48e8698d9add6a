/// Why the dashboard cannot be shown here.
enum TerminalFailure: Error, Equatable {
  case notATerminal(input: Bool)
  case noName
  case unknown(String)
  case noDescriptions
  case cannotMove(String)

  /// What is wrong and what to do, in one sentence or two.
  var sentence: String {
    switch self {
    case .notATerminal(let input):
      "standard \(input ? "input" : "output"): this is not a terminal. Open the dashboard in one, or print a screen with: parley print"
    case .noName: "TERM: it is not set, so the terminal is unknown. Set it, for example: TERM=xterm-256color parley"
    case .unknown(let name):
      "TERM: \"\(name)\" is a terminal this machine does not know. Try one it does: TERM=xterm-256color parley"
    case .noDescriptions:
      "TERM: this machine has no descriptions of terminals. Install the package ncurses-base, or set TERMINFO."
    case .cannotMove(let name):
      "TERM: a \"\(name)\" terminal cannot move its cursor, so it cannot show a dashboard. Print a screen with: parley print"
    }
  }
}

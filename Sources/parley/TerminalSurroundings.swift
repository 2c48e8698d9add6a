import CTerm
import Cells
import Glibc

/// What the environment says about the terminal we are in, asked once.
struct TerminalSurroundings {
  var term: String
  var noColour: Bool
  var trueColour: Bool
  var insideTmux: Bool

  init(environment: (String) -> String?) {
    func says(_ name: String) -> String? { environment(name).flatMap { $0.isEmpty ? nil : $0 } }
    term = says("TERM") ?? ""
    noColour = says("NO_COLOR") != nil
    trueColour = ["truecolor", "24bit"].contains(says("COLORTERM")?.lowercased() ?? "")
    insideTmux = says("TMUX") != nil
  }

  /// The descriptions to try, best first. ncurses speaks 24-bit colour only where the description says so, and `-direct` is the
  /// description of the same terminal that does; without it the 256 picked by hand are shown, and the user's palette is left alone.
  var descriptions: [String] {
    let family = term.hasSuffix("-256color") ? String(term.dropLast(9)) : nil
    guard trueColour, !noColour, let family else { return [term] }
    return [family + "-direct", term]
  }

  /// How many colours to use, given how many the description promises.
  func depth(colours: Int) -> Depth {
    if noColour || colours < 8 { return .none }
    if colours >= Depth.direct.rawValue { return .direct }
    return colours >= 256 ? .indexed : .sixteen
  }

  /// Sets the character set of this process, UTF-8 wherever it can be had; says whether it has to be ASCII.
  func speaksOnlyASCII() -> Bool {
    setlocale(LC_CTYPE, "")
    if isUTF8 { return false }
    // A locale without UTF-8 on a terminal of old means it; on any other it only means that nobody set one.
    let old = ["vt52", "vt100", "vt102", "vt220", "linux", "dumb", "ansi", "cons25", "sun"]
    return old.contains(term) || setlocale(LC_CTYPE, "C.UTF-8") == nil || !isUTF8
  }

  private var isUTF8: Bool {
    guard let codeset = nl_langinfo(CInt(CODESET)) else { return false }
    return ["UTF-8", "UTF8", "utf-8", "utf8"].contains(String(cString: codeset))
  }
}

import CTerm
import Cells
import Dashboard
import Glibc

/// What the user asked of the terminal.
struct TerminalOptions {
  var ascii = false
  var mouse = true
  /// How the environment is read; tests bring their own.
  var environment: (String) -> String? = { name in getenv(name).map { String(cString: $0) } }
}

/// The terminal we are in: shows frames, reads keys, and is given back as it was, whatever happens. One a process, and only in
/// the thread that made it.
final class Terminal {
  private(set) var size: (columns: Int, rows: Int) = (80, 24)
  /// How many colours are used.
  let depth: Depth
  /// Everything is shown in ASCII.
  let isASCII: Bool
  /// The look; another one repaints everything.
  var theme: Theme {
    didSet { painting.palette = TerminalPalette(theme, depth: depth, colours: Int(ct_colors()), orders: painting.orders) }
  }

  let surroundings: TerminalSurroundings
  let signals: Signals
  private var painting: TerminalPaint
  private var keyReading = KeyReading()
  /// The modes of the terminal as we found it.
  private var before: termios
  /// What switches on and off what terminfo has no names for: paste in brackets, the mouse.
  private let switchOn: String
  private let switchOff: String
  private let synchronizes: Bool

  init(theme: Theme, options: TerminalOptions = TerminalOptions()) throws(TerminalFailure) {
    surroundings = TerminalSurroundings(environment: options.environment)
    var before = termios()
    guard isatty(0) == 1, tcgetattr(0, &before) == 0 else { throw .notATerminal(input: true) }
    guard isatty(1) == 1 else { throw .notATerminal(input: false) }
    let known = try Terminal.description(for: surroundings)
    isASCII = surroundings.speaksOnlyASCII() || options.ascii
    signals = Signals()

    // A description with a mouse in it is of a terminal that knows, or passes over in silence, all private modes.
    let modern = !capability("kmous").isEmpty
    let mouse = options.mouse && modern
    switchOn = modern ? "\u{1B}[?2004h" + (mouse ? "\u{1B}[?1000h\u{1B}[?1006h" : "") : ""
    switchOff = modern ? "\u{1B}[?2026l" + (mouse ? "\u{1B}[?1006l\u{1B}[?1000l" : "") + "\u{1B}[?2004l" : ""
    synchronizes = modern
    self.before = before
    Terminal.arm(switchOff, rows: size.rows, modes: before)
    ct_catch()

    guard ct_open(known) != nil else {
      ct_restore()
      throw .unknown(known)
    }
    Terminal.prepareInput()
    var depth = Depth.none
    if !surroundings.noColour, has_colors() {
      start_color()
      use_default_colors()
      depth = surroundings.depth(colours: Int(ct_colors()))
    }
    self.depth = depth
    self.theme = theme
    let orders = TerminalOrders(term: known)
    let palette = TerminalPalette(theme, depth: depth, colours: Int(ct_colors()), orders: orders)
    painting = TerminalPaint(orders: orders, palette: palette, isASCII: isASCII)
    curs_set(0)
    ct_hold_errors()
    measure()
    write(switchOn)
  }

  // MARK: Showing

  /// Shows a frame: what differs from the last one is sent, in one piece. The same frame again costs nothing.
  func show(_ frame: Frame) {
    guard size.columns > 0, size.rows > 0, frame.width > 0, frame.height > 0 else { return }
    let bytes = painting.bytes(for: isASCII ? frame.ascii() : frame, columns: size.columns, rows: size.rows)
    guard !bytes.isEmpty else { return }
    // What is longer than one reading of a terminal is painted at once all the same, where the terminal has heard of that.
    let whole = synchronizes && bytes.count > 4_000 ? Array("\u{1B}[?2026h".utf8) + bytes + Array("\u{1B}[?2026l".utf8) : bytes
    whole.withUnsafeBytes { raw in _ = ct_write(1, raw.baseAddress?.assumingMemoryBound(to: CChar.self), raw.count) }
  }

  /// The next frame is sent whole: something else has written here.
  func repaint() { painting.forget() }

  // MARK: Reading

  /// Sleeps until something happens, and says what. Costs nothing while nothing does.
  func wait(for others: [CInt], milliseconds: CInt = -1) -> Woken {
    let waiting = keyReading.isOpen ? 250 : milliseconds
    var polled = ([0, signals.descriptor] + others).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let count = poll(&polled, nfds_t(polled.count), waiting)
    var woken = Woken()
    if count == 0 && keyReading.isOpen {
      keyReading.giveUp()
      woken.keys = keyReading.drain()
    }
    if count <= 0 { return woken }
    if polled[1].revents != 0 { take(signals.drain(), into: &woken) }
    if polled[0].revents & Int16(POLLIN) != 0 {
      var bytes: CInt = 0
      if ioctl(0, UInt(FIONREAD), &bytes) != 0 || bytes == 0 { woken.isGone = true } else { woken.keys += keys() }
    }
    if polled[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { woken.isGone = true }
    woken.readable = polled.dropFirst(2).filter { $0.revents != 0 }.map(\.fd)
    return woken
  }

  /// What woke the loop.
  struct Woken {
    var keys: [Key] = []
    var isResized = false
    /// Somebody asked us to stop, as ^Z does.
    var wantsStop = false
    /// There is nobody at the other end any more.
    var isGone = false
    var readable: [CInt] = []
    var isNothing: Bool { keys.isEmpty && !isResized && !wantsStop && !isGone && readable.isEmpty }
  }

  /// All keys that have come; never waits longer than an escape needs to be told from a sequence.
  func keys() -> [Key] {
    while true {
      let code = ct_key()
      if code == ERR { break }
      keyReading.take(code)
    }
    return keyReading.drain()
  }

  // MARK: Giving back

  /// Gives the terminal to the shell, stops as ^Z does, and takes it again when continued.
  func suspend() {
    release()
    ct_stop()
    _ = signals.drain()  // that we go on is known, and the size is asked for anyway
    takeBack()
  }

  /// Gives the terminal to somebody else for a while: a pager, an editor, the shell.
  func release() {
    write(switchOff)
    endwin()
    ct_disarm()
  }

  /// Takes the terminal again after `release`; the next `show` paints everything.
  func takeBack() {
    if tcgetattr(0, &before) == 0 { def_shell_mode() }
    reset_prog_mode()
    measure()
    write(capability("smcup") + switchOn)
    repaint()
  }

  /// Gives the terminal back for good, as it was.
  func restore() { ct_restore() }

  /// Writes straight to the terminal.
  func write(_ text: String) {
    var text = text
    _ = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { ct_write(1, $0.baseAddress, $0.count) }
    }
  }

  // MARK: Inside

  private func take(_ arrivals: [Signals.Arrival], into woken: inout Woken) {
    for arrival in arrivals {
      switch arrival {
      case .windowChanged: woken.isResized = true
      case .stop: woken.wantsStop = true
      case .goOn:
        // Stopped by somebody else's hand (kill -STOP): the shell may have changed everything.
        reset_prog_mode()
        write(switchOn)
        repaint()
        woken.isResized = true
      }
    }
    if woken.isResized { measure() }
  }

  /// Asks the terminal for its size and makes ncurses follow; never below one cell.
  private func measure() {
    var window = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &window) == 0, window.ws_row > 0, window.ws_col > 0 else { return }
    let now = (columns: Int(window.ws_col), rows: Int(window.ws_row))
    if let screen = ct_stdscr(), getmaxx(screen) != CInt(now.columns) || getmaxy(screen) != CInt(now.rows) {
      resizeterm(CInt(now.rows), CInt(now.columns))
    }
    // Several changes may come as one and end where they began: what is on the screen is gone all the same.
    size = now
    repaint()
    Terminal.arm(switchOff, rows: size.rows, modes: before)
  }

  private static func description(for surroundings: TerminalSurroundings) throws(TerminalFailure) -> String {
    guard !surroundings.term.isEmpty else { throw .noName }
    for name in surroundings.descriptions {
      switch ct_know(name) {
      case 1:
        guard !capability("cup").isEmpty else { throw .cannotMove(name) }
        return name
      case -1: throw .noDescriptions
      default: continue
      }
    }
    throw .unknown(surroundings.term)
  }

  /// Keys one by one, as they are: ^C, ^Z, ^S and ^Q are keys, ^\ still ends a program that hangs.
  private static func prepareInput() {
    set_escdelay(25)
    cbreak()
    noecho()
    nonl()
    ct_prepare_keys()
    var modes = termios()
    if tcgetattr(0, &modes) == 0 {
      withUnsafeMutableBytes(of: &modes.c_cc) { keys in
        for key in [VINTR, VSUSP, VSTART, VSTOP, VLNEXT, VDISCARD] { keys[Int(key)] = 0 }
      }
      modes.c_iflag &= ~tcflag_t(IXON)
      tcsetattr(0, TCSANOW, &modes)
      def_prog_mode()
    }
    for (sequence, code) in KeyReading.Own.sequences { define_key(sequence, code) }
  }

  /// Says how the terminal is given back: everything we switched on is switched off, in this order.
  private static func arm(_ switchOff: String, rows: Int, modes: termios) {
    let leaving = capability("rmcup")
    // Without another screen to leave, the prompt goes below what we painted.
    let below = leaving.isEmpty ? String(cString: ct_move_to_row(CInt(rows) - 1)) + "\r\n" : leaving
    let text = switchOff + capability("sgr0") + capability("op") + capability("rmkx") + capability("cnorm") + below
    var modes = modes
    ct_arm(text, text.utf8.count, &modes)
  }
}

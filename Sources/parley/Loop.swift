import Cells
import Dashboard

/// Something the loop hands on, one at a time and in order.
enum Happening<Message> {
  case key(Key)
  case resized(columns: Int, rows: Int)
  case message(Message)
  /// One of the descriptors that the caller watches can be read.
  case readable(CInt)
  /// The pause that was asked for is over.
  case paused
}

/// What the caller wants after a happening.
enum Order { case goOn, quit }

/// How a loop came to its end.
enum LoopEnd: Equatable {
  case quit
  /// The terminal was closed: nobody is left to show anything to.
  case closed
}

/// Sleeps until something happens, hands on everything that has, then paints once: a key held down never scrolls on afterwards.
///
/// The size is handed on first and whenever it differs. The frame is asked for after every turn, so `painted` must be pure; the
/// same frame again sends nothing. ^Z stops the process, as it does anywhere else, and is not handed on. `pace` says after how
/// many milliseconds without anything a pause is over; normally there is none.
func runLoop<Message: Sendable>(
  on terminal: Terminal, mailbox: Mailbox<Message>, watching descriptors: [CInt] = [],
  pace: () -> CInt? = { nil }, happened: (Happening<Message>) -> Order, painted: () -> Frame
) -> LoopEnd {
  var known = (columns: 0, rows: 0)
  while true {
    if terminal.size != known {
      known = terminal.size
      if happened(.resized(columns: known.columns, rows: known.rows)) == .quit { return .quit }
    }
    terminal.show(painted())

    let pause = pace()
    let woken = terminal.wait(for: [mailbox.descriptor] + descriptors, milliseconds: pause ?? -1)
    if woken.isGone { return .closed }
    if pause != nil, woken.isNothing, happened(.paused) == .quit { return .quit }
    for key in woken.keys where key != .control("z") {
      if happened(.key(key)) == .quit { return .quit }
    }
    for descriptor in woken.readable where descriptor != mailbox.descriptor {
      if happened(.readable(descriptor)) == .quit { return .quit }
    }
    for message in mailbox.drain() where happened(.message(message)) == .quit { return .quit }
    if woken.wantsStop || woken.keys.contains(.control("z")) { terminal.suspend() }
  }
}

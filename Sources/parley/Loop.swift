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

/// Sleeps until something happens, hands on everything that has, then paints once. The frame is asked for after every turn, so
/// `painted` must be pure. `pace` says after how many milliseconds without anything a pause is over; normally there is none. ^Z stops the process, as it does anywhere else, and is not handed on.
func runLoop<Message: Sendable>(
  on terminal: Terminal, mailbox: Mailbox<Message>, watching descriptors: [CInt] = [],
  pace: () -> CInt? = { nil }, happened: (Happening<Message>) -> Order, painted: () -> Frame
) -> LoopEnd {
  guard happened(.resized(columns: terminal.size.columns, rows: terminal.size.rows)) == .goOn else { return .quit }
  terminal.show(painted())
  while true {
    let pause = pace()
    let woken = terminal.wait(for: [mailbox.descriptor] + descriptors, milliseconds: pause ?? -1)
    if woken.isGone { return .closed }
    if woken.isResized, happened(.resized(columns: terminal.size.columns, rows: terminal.size.rows)) == .quit { return .quit }
    if pause != nil, woken.isNothing, happened(.paused) == .quit { return .quit }
    var stops = woken.wantsStop
    for key in woken.keys {
      if key == .control("z") {
        stops = true
      } else if happened(.key(key)) == .quit {
        return .quit
      }
    }
    for descriptor in woken.readable {
      if descriptor == mailbox.descriptor {
        for message in mailbox.drain() where happened(.message(message)) == .quit { return .quit }
      } else if happened(.readable(descriptor)) == .quit {
        return .quit
      }
    }
    if stops {
      terminal.suspend()
      if happened(.resized(columns: terminal.size.columns, rows: terminal.size.rows)) == .quit { return .quit }
    }
    terminal.show(painted())
  }
}

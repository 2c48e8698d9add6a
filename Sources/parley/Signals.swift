import CTerm
import Glibc

/// The signals that the loop reads instead of being interrupted by: the window changed, stop, go on.
///
/// All others that end a process are left to `ct_catch`, which gives the terminal back at once, even while the loop is busy.
struct Signals {
  enum Arrival { case windowChanged, stop, goOn }

  /// Readable while one waits: for `poll`.
  let descriptor: CInt

  /// Blocks them in this thread and, by inheritance, in every thread begun later: call it before any other thread exists.
  init() {
    var set = sigset_t()
    sigemptyset(&set)
    for number in [SIGWINCH, SIGTSTP, SIGCONT] { sigaddset(&set, number) }
    pthread_sigmask(SIG_BLOCK, &set, nil)
    descriptor = signalfd(-1, &set, CInt(SFD_NONBLOCK) | CInt(SFD_CLOEXEC))
  }

  /// What arrived since the last time, in order.
  func drain() -> [Arrival] {
    var arrivals: [Arrival] = []
    var info = signalfd_siginfo()
    while read(descriptor, &info, MemoryLayout<signalfd_siginfo>.size) == MemoryLayout<signalfd_siginfo>.size {
      switch CInt(info.ssi_signo) {
      case SIGWINCH: arrivals.append(.windowChanged)
      case SIGTSTP: arrivals.append(.stop)
      default: arrivals.append(.goOn)
      }
    }
    return arrivals
  }
}

import ArgumentParser
import Glibc

/// Where the process begins: on its first thread, and the dashboard stays there.
///
/// An `async` main hands the first thread to the runtime, where it sleeps with no signal blocked and the loop runs on another. A
/// change of the window then goes to whichever of the two the kernel likes, and half of them are lost: the dashboard stays blank in a
/// size that no longer is. So whatever opens a terminal runs here; what only reads and prints runs beside it.
@main
enum Program {
  static func main() {
    do {
      var command = try Parley.parseAsRoot()
      if let replay = command as? ReplayCommand, replay.isWatched { return try replay.show() }
      guard command is any AsyncParsableCommand else { return try command.run() }
    } catch {
      Parley.exit(withError: error)
    }
    Task.detached {
      await Parley.main()
      exit(0)
    }
    while true { pause() }
  }
}

import Glibc
import Records

/// What the last reading of a folder held, kept where it may be deleted at any time: `$XDG_CACHE_HOME/parley`, one file a folder,
/// named by the folder's place and believed only if its own sum holds.
struct SeenBefore: Sendable {
  /// `nil`: there is no folder, or no place to keep it.
  private let file: KeptFile?
  private var snapshot: Snapshot?
  /// What is not as it was before; `nil` at the first reading.
  private(set) var changes: Changes?

  init(folder: String?, environment: (String) -> String? = { getenv($0).map { String(cString: $0) } }) {
    file = folder.flatMap(KeptFile.realPlace).flatMap {
      KeptFile.cached("\(Fingerprint.text(KeyHash.hash($0))).seen", environment: environment)
    }
  }

  /// The next reading: compared with the one before, which is looked up the first time, and kept in its place if anything differs.
  func after(_ now: Snapshot) -> SeenBefore {
    var next = self
    next.snapshot = now
    guard let before = snapshot ?? stored() else {
      next.keep(now)
      return next
    }
    // Read again without a change, the last news stays the news.
    if before == now {
      next.changes = changes ?? Changes()
      return next
    }
    next.changes = Changes(from: before, to: now)
    next.keep(now)
    return next
  }

  /// What changed since the dashboard last read this folder, without keeping anything: for `check`.
  func changes(to now: Snapshot) -> Changes? { stored().map { Changes(from: $0, to: now) } }

  private func stored() -> Snapshot? { file?.bytes.flatMap { Snapshot(encoded: $0) } }

  /// That it cannot be kept is no reason to stop anybody.
  private func keep(_ snapshot: Snapshot) {
    file?.makeFolder()
    _ = file?.write(snapshot.encoded)
  }
}

import Glibc
import Records

/// What the last reading of a folder held, kept where it may be deleted at any time: `$XDG_CACHE_HOME/parley`, one file a folder,
/// named by the folder's place and believed only if its own sum holds.
struct SeenBefore: Sendable {
  /// `nil`: there is no folder, or no place to keep it.
  private let path: String?
  private var snapshot: Snapshot?
  /// What is not as it was before; `nil` at the first reading.
  private(set) var changes: Changes?

  init(folder: String?, environment: (String) -> String? = { getenv($0).map { String(cString: $0) } }) {
    func says(_ name: String) -> String? { environment(name).flatMap { $0.hasPrefix("/") ? $0 : nil } }
    let cache = says("XDG_CACHE_HOME") ?? says("HOME").map { $0 + "/.cache" }
    guard let folder, let cache, let place = realpath(folder, nil) else {
      path = nil
      return
    }
    defer { free(place) }
    path = "\(cache)/parley/\(Fingerprint.text(KeyHash.hash(String(cString: place)))).seen"
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

  private func stored() -> Snapshot? {
    guard let path, access(path, R_OK) == 0 else { return nil }
    do throws(LoadFailure) {
      let bytes = try FileBytes.read(path: path)
      return Snapshot(encoded: bytes.withUnsafeBytes { Array($0) })
    } catch { return nil }
  }

  /// Whole or not at all; that it cannot be kept is no reason to stop anybody.
  private func keep(_ snapshot: Snapshot) {
    guard let path, let slash = path.lastIndex(of: "/") else { return }
    let folder = String(path[..<slash])
    if let parent = folder.lastIndex(of: "/") { mkdir(String(folder[..<parent]), 0o700) }
    mkdir(folder, 0o700)
    let partial = "\(path).\(getpid())"
    let descriptor = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return }
    let isWhole = writeAll(snapshot.encoded[...], to: descriptor)
    close(descriptor)
    if !isWhole || rename(partial, path) != 0 { unlink(partial) }
  }
}

/// All of the bytes; false where the disk would not take them.
func writeAll(_ bytes: ArraySlice<UInt8>, to descriptor: CInt) -> Bool {
  bytes.withUnsafeBytes { bytes -> Bool in
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if written < 0 {
        if errno == EINTR { continue }
        return false
      }
      rest = rest.dropFirst(written)
    }
    return true
  }
}

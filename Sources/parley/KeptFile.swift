import Glibc
import Records

/// A file that is written whole or not at all: beside its place first, then moved into it, so that nobody ever reads half of it.
struct KeptFile: Sendable {
  let path: String

  /// Whether whoever is there already is written over.
  enum Place { case replace, onlyIfFree }

  /// A file of ours in the cache place, `$XDG_CACHE_HOME/parley` or `~/.cache/parley`, which may be deleted at any time. `nil` where
  /// the surroundings name no such place.
  static func cached(
    _ name: String, environment: (String) -> String? = { getenv($0).map { String(cString: $0) } }
  ) -> KeptFile? {
    func says(_ name: String) -> String? { environment(name).flatMap { $0.hasPrefix("/") ? $0 : nil } }
    guard let cache = says("XDG_CACHE_HOME") ?? says("HOME").map({ $0 + "/.cache" }) else { return nil }
    return KeptFile(path: "\(cache)/parley/\(name)")
  }

  /// A folder by its real place, whatever way leads to it; `nil` where it is none.
  static func realPlace(_ folder: String) -> String? {
    guard let found = realpath(folder, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }

  /// Its bytes; `nil` where it is not there or cannot be read.
  var bytes: [UInt8]? {
    guard access(path, R_OK) == 0 else { return nil }
    do throws(LoadFailure) {
      let bytes = try FileBytes.read(path: path)
      return bytes.withUnsafeBytes { Array($0) }
    } catch { return nil }
  }

  /// Makes the folder, and the one it lies in, for nobody else to read.
  func makeFolder() {
    guard let slash = path.lastIndex(of: "/") else { return }
    let folder = String(path[..<slash])
    if let parent = folder.lastIndex(of: "/") { mkdir(String(folder[..<parent]), 0o700) }
    mkdir(folder, 0o700)
  }

  /// Writes it. Returns why it is not there: the system's number, or 0 where it is.
  func write(_ bytes: [UInt8], mode: mode_t = 0o600, place: Place = .replace, synced: Bool = false) -> CInt {
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    // Hidden, so that no watch and no reading takes it for a file of the folder.
    let partial = "\(path[..<slash]).\(path[slash...]).\(getpid())"
    let descriptor = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode)
    guard descriptor >= 0 else { return errno }
    var problem = writeAll(bytes[...], to: descriptor) && (!synced || fsync(descriptor) == 0) ? 0 : errno
    if close(descriptor) != 0, problem == 0 { problem = errno }
    switch place {
    case .replace where problem == 0:
      if rename(partial, path) == 0 { return 0 }
      problem = errno
    // link refuses to replace what somebody else wrote meanwhile; rename would not.
    case .onlyIfFree where problem == 0:
      if link(partial, path) != 0 { problem = errno }
    case .replace, .onlyIfFree: break
    }
    unlink(partial)
    return problem
  }
}

/// All of the bytes; false, with `errno`, where the file would not take them.
func writeAll(_ bytes: ArraySlice<UInt8>, to descriptor: CInt) -> Bool {
  bytes.withUnsafeBytes { writeAll($0, to: descriptor) }
}

func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: CInt) -> Bool {
  var rest = bytes[...]
  while !rest.isEmpty {
    let written = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
    if written < 0 {
      if errno == EINTR { continue }
      return false
    }
    if written == 0 {
      errno = ENOSPC
      return false
    }
    rest = rest.dropFirst(written)
  }
  return true
}

/// Whether something is a folder.
func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

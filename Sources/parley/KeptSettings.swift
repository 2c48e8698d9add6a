import Dashboard
import Glibc
import Records

/// Why the mapping was not kept.
enum MappingFailure: Error {
  case sample
  case exists(path: String)
  case cannotWrite(path: String, reason: String)
  /// What stands there cannot be read, so nothing is written into it.
  case unreadable(String)

  var sentence: String {
    switch self {
    case .sample: "The sample company lies in no folder; parley sample FOLDER writes it into one."
    case .exists(let path): "\(path): it is there already and yours, so it is not written over. Remove it to have a new one."
    case .unreadable(let problem): problem
    case .cannotWrite(let path, let reason): "\(path): it cannot be written: \(reason)."
    }
  }
}

/// Writes the proposed mapping beside the data, whole or not at all, and never over what is there. Returns what to tell.
func keepMapping(_ proposal: String, in folder: String?) throws(MappingFailure) -> String {
  guard let folder else { throw .sample }
  let path = "\(folder)/parley.toml"
  guard access(path, F_OK) != 0 else { throw .exists(path: path) }
  let partial = "\(folder)/.parley.toml.\(getpid())"
  let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
  guard descriptor >= 0 else { throw .cannotWrite(path: path, reason: String(cString: strerror(errno))) }
  let whole = writeAll(Array(proposal.utf8)[...], to: descriptor) && fsync(descriptor) == 0
  let problem = errno
  close(descriptor)
  // link refuses to replace what somebody else wrote meanwhile; rename would not.
  let linked = whole && link(partial, path) == 0
  let linkProblem = errno
  unlink(partial)
  guard linked else {
    throw .cannotWrite(path: path, reason: String(cString: strerror(whole ? linkProblem : problem)))
  }
  return "The mapping is kept in \(path)."
}

/// Writes one answer into `parley.toml`: every other byte of it stays, and it is there whole or as it was before. Returns what to tell.
func keepAnswer(_ edit: SettingsEdit, in folder: String?) throws(MappingFailure) -> String {
  guard let folder else { throw .sample }
  let path = "\(folder)/parley.toml"
  var before = ""
  var mode: mode_t = 0o644
  if access(path, F_OK) == 0 {
    do throws(LoadFailure) {
      let bytes = try FileBytes.read(path: path)
      before = bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    } catch { throw .unreadable(error.sentence) }
    var status = stat()
    if stat(path, &status) == 0 { mode = status.st_mode & 0o777 }
  }
  let after: String
  do throws(LoadFailure) { after = try edit.applied(to: before) } catch { throw .unreadable(error.sentence) }
  if after == before { return "parley.toml says so already." }
  let partial = "\(folder)/.parley.toml.\(getpid())"
  let descriptor = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode)
  guard descriptor >= 0 else { throw .cannotWrite(path: path, reason: String(cString: strerror(errno))) }
  let isWhole = writeAll(Array(after.utf8)[...], to: descriptor) && fsync(descriptor) == 0
  let problem = errno
  close(descriptor)
  guard isWhole, rename(partial, path) == 0 else {
    let reason = String(cString: strerror(isWhole ? errno : problem))
    unlink(partial)
    throw .cannotWrite(path: path, reason: reason)
  }
  return "Kept in parley.toml: \(edit.sentence)"
}

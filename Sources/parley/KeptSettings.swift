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
  case notText(path: String)

  var sentence: String {
    switch self {
    case .sample: "The sample company lies in no folder; parley sample FOLDER writes it into one."
    case .exists(let path): "\(path): it is there already and yours, so it is not written over. Remove it to have a new one."
    case .unreadable(let problem): problem
    case .notText(let path): "\(path): it is not UTF-8, so nothing is written into it. Save it as UTF-8, then try again."
    case .cannotWrite(let path, let reason): "\(path): it cannot be written: \(reason)."
    }
  }
}

/// Writes the proposed mapping beside the data, whole or not at all, and never over what is there. Returns what to tell.
func keepMapping(_ proposal: String, in folder: String?) throws(MappingFailure) -> String {
  guard let folder else { throw .sample }
  let path = "\(folder)/parley.toml"
  guard access(path, F_OK) != 0 else { throw .exists(path: path) }
  let problem = KeptFile(path: path).write(Array(proposal.utf8), mode: 0o644, place: .onlyIfFree, synced: true)
  guard problem == 0 else { throw .cannotWrite(path: path, reason: String(cString: strerror(problem))) }
  return "The mapping is kept in \(path)."
}

/// Writes one answer into `parley.toml`: every other byte of it stays, and it is there whole or as it was before. Returns what to tell.
func keepAnswer(_ edit: SettingsEdit, in folder: String?) throws(MappingFailure) -> String {
  guard let folder else { throw .sample }
  let path = "\(folder)/parley.toml"
  var before = ""
  var mode: mode_t = 0o644
  if access(path, F_OK) == 0 {
    let text: String?
    do throws(LoadFailure) {
      let bytes = try FileBytes.read(path: path)
      text = bytes.withUnsafeBytes { String(validating: $0, as: UTF8.self) }
    } catch { throw .unreadable(error.sentence) }
    // Decoded as well as it goes, those bytes would be gone from the user's own file.
    guard let text else { throw .notText(path: path) }
    before = text
    var status = stat()
    if stat(path, &status) == 0 { mode = status.st_mode & 0o777 }
  }
  let after: String
  do throws(LoadFailure) { after = try edit.applied(to: before) } catch { throw .unreadable(error.sentence) }
  if after == before {
    return edit.isTakingBack ? "parley.toml says nothing of it: there is nothing to take back." : "parley.toml says so already."
  }
  let problem = KeptFile(path: path).write(Array(after.utf8), mode: mode, synced: true)
  guard problem == 0 else { throw .cannotWrite(path: path, reason: String(cString: strerror(problem))) }
  return "Kept in parley.toml: \(edit.sentence)"
}

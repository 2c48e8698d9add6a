import Glibc

/// Why entries are not on the disk. What was in the journal before is untouched.
enum JournalFailure: Error, Equatable {
  case notAFile(path: String)
  case busy(path: String)
  case cannotOpen(path: String, problem: CInt)
  case cannotWrite(path: String, problem: CInt)
  case cannotRead(path: String, problem: CInt)

  var sentence: String {
    switch self {
    case .notAFile(let path): "\(path): it is no ordinary file, so nothing is written to it. Move it away."
    case .busy(let path): "\(path): another program has held it for ten seconds. Nothing is lost; try again."
    case .cannotOpen(let path, let problem), .cannotWrite(let path, let problem):
      "\(path): \(JournalFailure.reason(problem)) Nothing of it was kept, and nothing else is lost."
    case .cannotRead(let path, let problem):
      "\(path): it cannot be read: \(String(cString: strerror(problem))). Nothing was changed."
    }
  }

  private static func reason(_ problem: CInt) -> String {
    switch problem {
    case ENOSPC: "the disk is full. Make room."
    case EDQUOT: "your share of the disk is used up. Make room."
    case EFBIG: "the file may not grow any further here."
    case EROFS: "the disk is read-only."
    case EACCES, EPERM: "you may not write here."
    case EIO: "the disk reports an error."
    case ENOENT: "the folder is gone."
    default: "it cannot be written: \(String(cString: strerror(problem)))."
    }
  }
}

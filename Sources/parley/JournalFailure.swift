import Glibc

/// Why entries are not on the disk. What was in the journal before is untouched.
enum JournalFailure: Error, Equatable {
  case notAFile(path: String)
  case busy(path: String, milliseconds: Int)
  case cannotOpen(path: String, problem: CInt)
  case cannotWrite(path: String, problem: CInt)
  case cannotRead(path: String, problem: CInt)

  /// Where, what, and what to do.
  var sentence: String {
    switch self {
    case .notAFile(let path): "\(path): it is no ordinary file, so nothing is written to it. Move it away."
    case .busy(let path, let milliseconds) where milliseconds < 1000: "\(path): another program is writing to it."
    case .busy(let path, let milliseconds):
      "\(path): another program has held it for \(milliseconds / 1000) seconds. Nothing is lost; try again."
    case .cannotOpen(let path, let problem), .cannotWrite(let path, let problem):
      "\(path): \(JournalFailure.reason(problem)) Nothing of it was kept, and nothing else is lost."
    case .cannotRead(let path, let problem):
      "\(path): it cannot be read: \(JournalFailure.unread(problem)) Nothing was changed."
    }
  }

  private static func reason(_ problem: CInt) -> String {
    switch problem {
    case ENOSPC: "the disk is full. Make room."
    case EDQUOT: "your share of the disk is used up. Make room."
    case EFBIG: "the file may not grow any further here. Raise the limit (ulimit -f)."
    case EROFS: "the disk is read-only. Work in a copy of the folder."
    case EACCES, EPERM: "you may not write here. Ask for the right to, or work in a copy of the folder."
    case EIO: "the disk reports an error. Copy the folder to another disk."
    case ENOENT: "the folder is gone. Put it back, then try again."
    default: "it cannot be written: \(String(cString: strerror(problem))). Try again."
    }
  }

  private static func unread(_ problem: CInt) -> String {
    switch problem {
    case EACCES, EPERM: "you may not. Ask for the right to read it."
    case EIO: "the disk reports an error. Copy the folder to another disk."
    default: "\(String(cString: strerror(problem))). Put it right, then press r."
    }
  }
}

/// What the user points at: a directory of exports, or files that exist only in memory (the sample company, tests).
package enum Folder: Sendable {
  case directory(path: String)
  case memory(name: String, files: [MemoryFile])

  /// A file that never was on a disk.
  package struct MemoryFile: Sendable {
    package var name: String
    package var bytes: [UInt8]
    package init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }
}

/// Why a file or a folder could not be read: a fact; `sentence` says where, what, and what to do.
package enum LoadFailure: Error, Hashable, Sendable {
  case noSuchFolder(path: String)
  case notAFolder(path: String)
  case unreadable(path: String, reason: String)
  case emptyFolder(path: String)
  /// `known`: what its files are that nothing is counted from.
  case nothingRecognised(path: String, files: Int, known: [String] = [], undated: [String] = [])
  case emptyFile(file: String)
  case onlyAHeading(file: String)
  case notATable(file: String)
  case changedWhileRead(file: String)
  /// Packed (gzip, ZIP, SQLite, JSON), and what is inside cannot be had.
  case unpackable(file: String, reason: String)
  case badSettings(file: String, line: Int, problem: String)
}

/// How far the reading is: posted while it runs, so that the screen can say so.
package struct ReadingProgress: Sendable {
  package struct File: Sendable {
    package enum Status: Sendable { case waiting, reading, read, failed }
    package var name: String
    package var status: Status
    package var rows: Int
    package var refused: Int
    package init(name: String, status: Status, rows: Int = 0, refused: Int = 0) {
      self.name = name
      self.status = status
      self.rows = rows
      self.refused = refused
    }
  }
  package var files: [File]
  package var bytesRead: Int
  package var bytesTotal: Int
  package init(files: [File] = [], bytesRead: Int = 0, bytesTotal: Int = 0) {
    self.files = files
    self.bytesRead = bytesRead
    self.bytesTotal = bytesTotal
  }
}

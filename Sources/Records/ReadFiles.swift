/// The tables of a folder as they were read, file by file: what the next reading need not read again.
package struct ReadFiles: Sendable {
  /// A file that was read, and what came of it.
  struct File: Sendable {
    var name: String
    var stamp: FileStamp
    var log: FolderListing.Log?
    var parts: [Reading.Part]
  }
  private let files: [File]

  init(_ files: [File] = []) { self.files = files }

  /// What was read of a file, where it is the same file still.
  func parts(of file: FolderListing.File) -> [Reading.Part]? {
    guard let stamp = file.stamp, let read = files.first(where: { $0.name == file.name }), read.stamp == stamp,
      read.log == file.log
    else {
      return nil
    }
    // A failure may have been of the moment: it is tried again.
    return read.parts.allSatisfy { if case .success = $0.result { true } else { false } } ? read.parts : nil
  }
}

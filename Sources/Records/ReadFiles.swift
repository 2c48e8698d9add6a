import Synchronization

/// The tables of a folder as they were read, file by file, and what their join found: what the next reading need not do again.
///
/// Given away once, to whoever reads next: then nobody else holds the columns, and they grow where they are.
package struct ReadFiles: Sendable {
  /// A file that was read, and what came of it.
  struct File: Sendable {
    var name: String
    var stamp: FileStamp
    var log: FolderListing.Log?
    var parts: [Reading.Part]
  }

  struct Kept: Sendable {
    var files: [File] = []
    var join = JoinMemory()

    /// What is known of a file as it is now. A failure may have been of the moment: it is tried again.
    func state(of file: FolderListing.File, isChanged: Bool) -> FileState {
      guard let stamp = file.stamp, let at = files.firstIndex(where: { $0.name == file.name }) else { return .unknown }
      let read = files[at]
      guard read.parts.allSatisfy({ if case .success = $0.result { true } else { false } }) else { return .unknown }
      if !isChanged, read.stamp == stamp, read.log == file.log { return .same(at) }
      return .changed(at, read.parts.map { (try? $0.result.get())?.end })
    }

    /// What the join found, which is let go here.
    mutating func takeJoin() -> JoinMemory {
      let taken = join
      join = JoinMemory()
      return taken
    }

    /// The tables of a file, which are let go here.
    mutating func take(_ at: Int) -> [Reading.Part] {
      let parts = files[at].parts
      files[at].parts = []
      return parts
    }
  }

  enum FileState: Sendable {
    case unknown
    /// The same file still, and its place among those kept.
    case same(Int)
    /// Where the reading of each of its tables ended: it may have grown there.
    case changed(Int, [TableEnd?])

    var ends: [TableEnd?] { if case .changed(_, let ends) = self { ends } else { [] } }
  }

  /// What is kept until somebody takes it: a class, because a copy of it must not be a second keeper.
  private final class Once: Sendable {
    private let kept: Mutex<Kept?>
    init(_ kept: Kept) { self.kept = Mutex(kept) }
    var readings: [Int] { kept.withLock { $0?.join.readings ?? [] } }
    func take() -> Kept? {
      kept.withLock { kept in
        let taken = kept
        kept = nil
        return taken
      }
    }
  }
  private let once: Once

  init(_ kept: Kept = Kept()) { once = Once(kept) }

  /// For how many readings each step of the join has gone on: the people, deals, touches, activities, lists.
  var readings: [Int] { once.readings }

  func take() -> Kept { once.take() ?? Kept() }
}

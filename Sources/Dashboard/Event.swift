import Records
import Translation

/// Something happened: the only way state changes.
package enum Event: Sendable {
  case key(Key)
  case resized(columns: Int, rows: Int)
  case progressed(ReadingProgress)
  /// Everything was read, cut and translated; `isRefining`: coarsely, and the rest follows.
  case translated(Findings, files: [FileReport], leftAlone: [String], isRefining: Bool = false)
  case failed(LoadFailure)
  /// Files were written, replaced or removed.
  case folderChanged
  /// The outside did what was asked; the sentence says how.
  case done(String)
}

/// Something is asked of the outside.
package enum Effect: Sendable, Equatable {
  case load
  case stopLoading
  case copy(String)
  case useTheme(String)
  case writeMapping
  case redraw
  case suspend
  case quit
}

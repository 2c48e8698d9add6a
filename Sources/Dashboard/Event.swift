import Journal
import Records
import Translation

/// Something happened: the only way state changes.
package enum Event: Sendable {
  case key(Key)
  case resized(columns: Int, rows: Int)
  case progressed(ReadingProgress)
  /// Everything was read, cut and translated; `isRefining`: coarsely, and the rest follows.
  case translated(
    Findings, files: [FileReport], leftAlone: [String], isRefining: Bool = false, inspection: Inspection? = nil)
  case failed(LoadFailure)
  /// Files were written, replaced or removed.
  case folderChanged
  /// The journal as it is now: at the start, and after somebody else wrote.
  case journal(Journal, Keeping)
  /// What this pane wrote is on the disk.
  case kept([Entry], Journal)
  /// Nothing of it is on the disk; so many entries wait to be written, by themselves where somebody else is writing.
  case notKept(Int, why: String, isTriedAgain: Bool = false)
  /// What the clock says: only while a meeting goes on.
  case clock(Stamp)
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
  /// Keep one answer in `parley.toml`, and read again.
  case settle(SettingsEdit)
  /// Write these to the journal: `kept` follows when they are on the disk.
  case append([Draft])
  /// Write what could not be written.
  case appendAgain
  case redraw
  case suspend
  case quit
}

/// Where what people add is kept.
package enum Keeping: Sendable, Equatable {
  /// Nowhere: it is gone with the program.
  case memory
  case file(String)
  /// Nothing may be written, and why.
  case readOnly(String)
}

import Cells
import Journal
import Records
import Translation

/// What every view may read and none may change.
package struct Facts: Sendable {
  package var company: String
  package var findings: Findings?
  package var files: [FileReport] = []
  /// Files of the folder that are no tables.
  package var leftAlone: [String] = []
  /// What is known of the reading beyond the ledger.
  package var inspection = Inspection()
  /// Set while files are being read.
  package var progress: ReadingProgress?
  package var failure: LoadFailure?
  /// Volumes that are only thought aloud; gone with the program.
  package internal(set) var plan = Plan()
  /// What people have added.
  package internal(set) var journal = Journal()
  /// What came of ideas and decisions whose time is over; `look` keeps it.
  var looked: [EntryId: Looked] = [:]
  /// The ideas that this was made of.
  var lookedAt: [EntryId: IdeaStory] = [:]
  /// It was read once: what comes later is news.
  var hasJournal = false
  /// Where that is kept.
  package internal(set) var keeping = Keeping.memory
  /// Entries that could not be written yet.
  package internal(set) var unkept = 0
  /// The clock, while a meeting goes on and somebody tells it.
  package internal(set) var now: Stamp?
  /// Who is writing.
  package internal(set) var writer = Author(.marketing)
  /// The coarse pass is on screen and the full one is on its way.
  package var isRefining = false
  /// Another number whenever findings or journal are others: what is worked out from them is worked out once for each.
  var version = 0

  package init(company: String) { self.company = company }

  package var refused: Int { files.reduce(0) { $0 + $1.rejections.refused } }
  package var rows: Int { files.reduce(0) { $0 + $1.rows } }

  /// Files were read and none of them is of anything that is counted.
  var knowsNothing: Bool { !files.isEmpty && files.allSatisfy { $0.subject == nil || $0.subject == .reference } }

  /// What to do about that.
  static func nothingYet(_ files: Int) -> String {
    let (open, say) = (Keymap.keys(for: .why).first?.label ?? "", Keymap.keys(for: .more).first?.label ?? "")
    return
      "\(files == 1 ? "This file is" : "None of these \(Numbers.count(files)) files is") \(files == 1 ? "not yet known" : "known yet") as leads, deals or numbers. "
      + "\(open) opens \(files == 1 ? "it" : "one"), and \(say) says what it is."
  }
}

/// One of the screens on keys 1–5: owns its selection and folding, reads the facts, changes only itself, asks by an effect.
protocol View: Sendable {
  /// What the hint line offers, most used first.
  var hints: [(keys: [Command], word: String)] { get }
  /// What help says the view is for.
  var purpose: String { get }
  /// Commands that mean something here, for help and palette.
  var commands: [Command] { get }
  /// Text typed after `/`; each view decides what it finds.
  var search: String { get set }
  /// How many rows the search leaves, of how many.
  func found(_ facts: Facts) -> (shown: Int, of: Int)
  /// Takes a key before it can mean a command: text, and keys of a field that is being edited. `nil`: not taken.
  mutating func type(_ key: Key, _ facts: Facts) -> [Effect]?
  /// One writes here: who does is shown.
  var isWrittenIn: Bool { get }
  /// A sentence about what was just done, shown once in the last row.
  var said: String? { get set }
  mutating func perform(_ command: Command, _ facts: Facts, _ area: Area) -> [Effect]
  /// After every event, before it is painted: what takes long is worked out here, once for each `version`.
  mutating func prepare(_ facts: Facts, _ area: Area)
  /// A click or a wheel step at a cell; false when it meant nothing.
  mutating func point(at x: Int, _ y: Int, wheel: Int?, _ facts: Facts, _ area: Area) -> Bool
  func paint(on frame: inout Frame, _ area: Area, _ facts: Facts)
}

extension View {
  /// Most views have no field and say nothing.
  mutating func type(_ key: Key, _ facts: Facts) -> [Effect]? { nil }
  var isWrittenIn: Bool { false }
  mutating func prepare(_ facts: Facts, _ area: Area) {}
  var said: String? {
    get { nil }
    set {}
  }
}

/// Whether `text` holds every word of `search`, whatever the case.
func matches(_ text: String, _ search: String) -> Bool {
  let text = text.lowercased()
  return search.lowercased().split(separator: " ").allSatisfy { text.contains($0) }
}

/// Which rows of a list are on screen: the selection stays in sight with rows on both sides of it, and nothing scrolls that fits.
/// The list stands still while the selection walks, and goes on by half of itself: eyes, and slow lines, follow one mark better
/// than a whole list.
func visibleRows(selected: Int, count: Int, room: Int) -> Range<Int> {
  guard room > 0, count > room else { return 0..<max(0, min(count, room)) }
  let step = max(1, room / 2)
  let start = max(0, min(max(0, selected - room / 4) / step * step, count - room))
  return start..<start + room
}

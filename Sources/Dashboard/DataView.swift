import Cells
import Records
import Translation

/// Every file: what it was recognised as, what was read, what was refused and why, what joins to what. Opened, one file with its
/// columns, its refused rows, its people, its names, its doubts and what changed.
package struct DataView: View, Sendable {
  /// A meaning thought of and not kept yet: of a column, or of the whole file.
  struct Draft: Sendable, Equatable {
    var file: String
    /// `nil`: the whole file.
    var heading: String?
    var field: Field?
    var subject: Subject?

    func isOf(_ file: String, _ heading: String? = nil) -> Bool { self.file == file && self.heading == heading }
  }

  /// What a file held before the last answer, to show what the answer did.
  struct Before: Sendable {
    var file: String
    var account: FileAccount
  }

  var search = ""
  private var file: String?
  private var scrolled = 0
  /// Which part of the chosen file is open; `nil`: the list.
  private(set) var part: FilePart?
  private var row = 0
  private var isRevealed = false
  private var draft: Draft?
  private var before: Before?
  /// Fingerprints of merges that were kept apart in this sitting: the rows are in no list any more, so `0` takes back the last of them.
  private var keptApart: [UInt64] = []
  var said: String?

  package init() {}

  var hints: [(keys: [Command], word: String)] {
    switch part {
    case nil:
      [
        ([.up, .down], "file"), ([.why], "open"), ([.changes], "what changed"), ([.find], "find"), ([.drop], "leave out"),
        ([.keepMapping], "keep mapping"), ([.readAgain], "read again"), ([.copy], "copy refusals"),
        ([.translateView], "translate"), ([.help], "help"), ([.quit], "quit"),
      ]
    case .columns:
      [
        ([.up, .down], "column"), ([.why], "keep"), ([.more, .less], "another meaning"), ([.drop], "ignore"),
        ([.reset], "guess again"), ([.left, .right], "part"), ([.back], "files"), ([.help], "help"),
      ]
    case .people:
      [
        ([.up, .down], "row"), ([.drop], "keep apart"), ([.reset], "take that back"), ([.reveal], "show values"),
        ([.left, .right], "part"), ([.copy], "copy"), ([.back], "files"), ([.help], "help"),
      ]
    case .names:
      [
        ([.up, .down], "pair"), ([.why], "the same"), ([.drop], "not the same"), ([.reset], "open"),
        ([.reveal], "show values"), ([.left, .right], "part"), ([.back], "files"), ([.help], "help"),
      ]
    case .refused, .doubts, .changed:
      [
        ([.up, .down], "row"), ([.left, .right], "part"), ([.copy], "copy"), ([.back], "files"), ([.help], "help"),
      ]
    }
  }
  let purpose =
    "Every file of the folder: what it was recognised as, how many rows were read, refused and set aside and why, how its headings were understood, who was counted as one person, what joins to what, what is doubtful, and what changed since the last reading. Answers are kept in parley.toml."
  let commands: [Command] = [
    .up, .down, .left, .right, .otherSide, .pageUp, .pageDown, .first, .last, .why, .more, .less, .reset, .drop, .reveal,
    .changes, .find, .keepMapping, .readAgain, .copy,
  ]

  private func shown(_ facts: Facts) -> [FileReport] { facts.files.filter { matches($0.file, search) } }

  func found(_ facts: Facts) -> (shown: Int, of: Int) { (shown(facts).count, facts.files.count) }

  private func selected(_ facts: Facts) -> Int {
    let files = shown(facts)
    return files.firstIndex { $0.file == file } ?? 0
  }

  private func report(_ facts: Facts) -> FileReport? {
    let files = shown(facts)
    let at = selected(facts)
    return files.indices.contains(at) ? files[at] : nil
  }

  /// Whether a file is open, so that esc closes it first.
  var isOpen: Bool { part != nil }

  mutating func close() {
    if draft != nil { draft = nil } else { part = nil }
    row = 0
  }

  private func rows(_ facts: Facts) -> [FileRow] {
    guard let part, let report = report(facts) else { return [] }
    return FileRows(facts: facts, report: report, isRevealed: isRevealed, draft: draft).rows(part)
  }

  // MARK: Commands

  mutating func perform(_ command: Command, _ facts: Facts, _ area: Area) -> [Effect] {
    if command == .changes {
      if part == .changed { part = nil } else { open(.changed, facts) }
      return []
    }
    return part == nil ? performOnList(command, facts, area) : performOnPart(command, facts, area)
  }

  /// What changed opens on the first file that did.
  private mutating func open(_ part: FilePart, _ facts: Facts) {
    self.part = part
    row = 0
    draft = nil
    if part == .changed, let changes = facts.inspection.changes, let report = report(facts), changes.file(report.file) == nil,
      let first = changes.files.first(where: { change in facts.files.contains { $0.file == change.file } })
    {
      search = ""
      file = first.file
    }
  }

  private mutating func performOnList(_ command: Command, _ facts: Facts, _ area: Area) -> [Effect] {
    let files = shown(facts)
    let at = selected(facts)
    switch command {
    case .up, .down, .first, .last: choose(at + (command.steps(page: 0) ?? 0), files)
    case .pageUp: scrolled = max(0, scrolled - 5)
    case .pageDown:
      let most = files.indices.contains(at) ? detail(files[at], facts, columns: area.width / 2).count - 3 : 0
      scrolled = max(0, min(most, scrolled + 5))
    case .why:
      guard files.indices.contains(at) else { return [] }
      file = files[at].file
      open(.columns, facts)
    case .drop:
      guard files.indices.contains(at) else { return [] }
      remember(files[at])
      return [.settle(.subject(file: files[at].file, nil))]
    case .reset:
      guard files.indices.contains(at) else { return [] }
      remember(files[at])
      return [.settle(.forgetFile(file: files[at].file))]
    case .copy:
      guard files.indices.contains(at) else { return [] }
      let report = files[at]
      let lines = report.refusedExamples.map { "\(report.file):\($0.line): \($0.reason.sentence)" }
      return [.copy(lines.isEmpty ? "\(report.file): no row was refused." : lines.joined(separator: "\n"))]
    case .keepMapping: return [.writeMapping]
    default: break
    }
    return []
  }

  private mutating func performOnPart(_ command: Command, _ facts: Facts, _ area: Area) -> [Effect] {
    let rows = rows(facts)
    let page = max(1, area.height / 2)
    switch command {
    case .up, .down, .pageUp, .pageDown, .first, .last: go(to: row + (command.steps(page: page) ?? 0), rows.count)
    case .left: turn(-1)
    case .right, .otherSide: turn(1)
    case .reveal: isRevealed.toggle()
    case .keepMapping: return [.writeMapping]
    case .copy:
      let lines = rows.map { row in row.cells.map(\.text).filter { !$0.isEmpty }.joined(separator: "  ") }
      return [.copy(([report(facts)?.file ?? ""] + lines).joined(separator: "\n"))]
    case .reset where part == .people:
      guard let last = keptApart.popLast(), let report = report(facts) else {
        said = "Nobody was kept apart in this sitting. [people] apart in parley.toml lists who was before."
        return []
      }
      return settle(.open(last), report)
    case .why, .drop, .reset, .more, .less:
      guard rows.indices.contains(row), let report = report(facts) else { return [] }
      return answer(command, rows[row].subject, report, facts)
    default: break
    }
    return []
  }

  private mutating func go(to wanted: Int, _ count: Int) {
    let to = max(0, min(count - 1, wanted))
    if to != row { draft = nil }
    row = to
  }

  private mutating func turn(_ step: Int) {
    let all = FilePart.allCases
    guard let part, let at = all.firstIndex(of: part) else { return }
    self.part = all[(at + step + all.count) % all.count]
    row = 0
    draft = nil
  }

  private mutating func remember(_ report: FileReport) { before = Before(file: report.file, account: FileAccount(report)) }

  /// Accept, change, ignore, take back: each is one edit of `parley.toml`.
  private mutating func answer(
    _ command: Command, _ subject: FileRow.Subject, _ report: FileReport, _ facts: Facts
  ) -> [Effect] {
    switch (subject, command) {
    case (.file, .more), (.file, .less): think(ofSubject: report, command == .more ? 1 : -1)
    case (.column(let column), .more), (.column(let column), .less):
      think(of: column, report, command == .more ? 1 : -1)
    case (.file, .why):
      guard let chosen = draft?.isOf(report.file) ?? false ? draft?.subject : report.subject ?? report.guess else { return [] }
      return settle(.subject(file: report.file, chosen), report)
    case (.file, .drop): return settle(.subject(file: report.file, nil), report)
    case (.file, .reset): return settle(.forgetFile(file: report.file), report)
    case (.column(let column), .why):
      let field = draft?.isOf(report.file, column.heading) ?? false ? draft?.field : column.field
      return settle(.column(file: report.file, heading: column.heading, field, of: report.subject ?? report.guess), report)
    case (.column(let column), .drop):
      return settle(.column(file: report.file, heading: column.heading, nil, of: report.subject ?? report.guess), report)
    case (.column(let column), .reset): return settle(.forget(file: report.file, heading: column.heading), report)
    case (.merge(let merge), .drop):
      keptApart.append(merge.fingerprint)
      return settle(.apart(merge.fingerprint), report)
    case (.names(let pair), .why): return settle(.same(pair.fingerprint), report)
    case (.names(let pair), .drop): return settle(.apart(pair.fingerprint), report)
    case (.names(let pair), .reset): return settle(.open(pair.fingerprint), report)
    default: break
    }
    return []
  }

  private mutating func settle(_ edit: SettingsEdit, _ report: FileReport) -> [Effect] {
    remember(report)
    draft = nil
    return [.settle(edit)]
  }

  private mutating func think(of column: ColumnDetail, _ report: FileReport, _ step: Int) {
    guard let subject = report.subject ?? report.guess else { return }
    let now = draft?.isOf(report.file, column.heading) ?? false ? draft?.field : column.field
    let all: [Field?] = [nil] + subject.fields.map { $0 }
    let at = all.firstIndex(of: now) ?? 0
    draft = Draft(file: report.file, heading: column.heading, field: all[(at + step + all.count) % all.count])
  }

  private mutating func think(ofSubject report: FileReport, _ step: Int) {
    let all = Subject.allCases
    let now = (draft?.isOf(report.file) ?? false ? draft?.subject : nil) ?? report.subject ?? report.guess ?? .leads
    let isFirst = draft == nil && report.subject == nil
    let at = all.firstIndex(of: now) ?? 0
    draft = Draft(file: report.file, subject: isFirst ? now : all[(at + step + all.count) % all.count])
  }

  private mutating func choose(_ index: Int, _ files: [FileReport]) {
    guard !files.isEmpty else { return }
    file = files[max(0, min(files.count - 1, index))].file
    scrolled = 0
  }

  mutating func point(at x: Int, _ y: Int, wheel: Int?, _ facts: Facts, _ area: Area) -> Bool {
    if let part {
      let rows = rows(facts)
      if let wheel {
        go(to: row + wheel, rows.count)
        return true
      }
      let layout = FilePanel.Layout(area, count: rows.count)
      let visible = visibleRows(selected: row, count: rows.count, room: layout.rows)
      if y == layout.tabs, let chosen = FilePanel.tab(at: x, area, facts, report(facts)), chosen != part {
        self.part = chosen
        row = 0
        return true
      }
      guard y > layout.head, y - layout.head - 1 < visible.count else { return false }
      go(to: visible.lowerBound + y - layout.head - 1, rows.count)
      return true
    }
    let files = shown(facts)
    if let wheel {
      choose(selected(facts) + wheel, files)
      return true
    }
    let rows = listRows(area, files.count)
    let row = y - listTop(area) - 1
    guard row >= 0, row < rows else { return false }
    let visible = visibleRows(selected: selected(facts), count: files.count, room: rows)
    guard row < visible.count else { return false }
    choose(visible.lowerBound + row, files)
    return true
  }

  private func listTop(_ area: Area) -> Int { area.y + (area.height >= 19 ? 3 : 1) }
  private func listRows(_ area: Area, _ count: Int) -> Int { max(2, min(count, area.height * 2 / 5)) }

  // MARK: Painting

  func paint(on frame: inout Frame, _ area: Area, _ facts: Facts) {
    guard facts.findings != nil || !facts.files.isEmpty else {
      Waiting.paint(on: &frame, area, facts)
      return
    }
    if let part, let report = report(facts) {
      FilePanel(
        part: part, report: report, rows: rows(facts), row: row, facts: facts,
        before: before.flatMap { $0.file == report.file ? $0.account : nil }
      ).paint(on: &frame, area)
      return
    }
    let list = FileList(facts: facts, files: shown(facts), selected: selected(facts), scrolled: scrolled)
    list.paint(on: &frame, area, top: listTop(area), rows: listRows(area, shown(facts).count))
  }

  private func detail(_ report: FileReport, _ facts: Facts, columns: Int) -> [[Span]] {
    FileList(facts: facts, files: [report], selected: 0, scrolled: 0).detail(report, columns: columns)
  }
}

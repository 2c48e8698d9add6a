/// What was read from a folder: tables, what each was taken for, and the records they hold together.
///
/// Joined once, here; `ledger(asOf:)` cuts it at a day as often as somebody asks, and `settled(by:)` reads the same tables under
/// other answers, without a second pass over the bytes.
package struct Reading: Sendable {
  package let name: String
  package let tables: [Table]
  /// The same with what the user answered of dates: what was joined. Columns without an answer are shared.
  let answered: [Table]
  /// Files that could not be read at all.
  package let failures: [FileReport]
  /// Names in the folder that are no exports.
  package let leftAlone: [String]
  /// `parley.toml`, where there is one.
  package let settings: Settings
  /// What each table was taken for, in the order of the tables.
  let recognised: [Recognised]
  let joined: Joined
  /// The files that were read, for the next reading.
  package let files: ReadFiles
  private let sizes: [String: Int]
  let workers: Int

  package init(
    name: String, tables: [Table], failures: [FileReport] = [], settings: Settings = Settings(), leftAlone: [String] = [],
    sizes: [String: Int] = [:], workers: Int = 1
  ) {
    self.init(
      name: name, tables: tables, failures: failures, settings: settings, leftAlone: leftAlone, sizes: sizes, workers: workers,
      files: [], news: tables.map { _ in .all }, after: JoinMemory())
  }

  init(
    name: String, tables: [Table], failures: [FileReport], settings: Settings, leftAlone: [String], sizes: [String: Int],
    workers: Int, files: [ReadFiles.File], news: [TableNews], after earlier: consuming JoinMemory
  ) {
    self.workers = workers
    self.name = name
    self.failures = failures
    self.leftAlone = leftAlone
    self.settings = settings
    self.sizes = sizes
    self.tables = tables
    var answered = tables.map { $0.answered(by: settings).readNumbered() }
    let spelt = IDSpelling.changes(in: answered)
    for change in spelt {
      answered[change.table].columns[change.column] = answered[change.table].columns[change.column].respelt(change.spelling)
    }
    self.answered = answered
    let news = tables.indices.map { [answered] at in
      if spelt.contains(where: { $0.table == at }), case .rows = news[at] { return TableNews.all }
      if case .rows(let part) = news[at], !answered[at].goesOn(with: part.table, from: tables[at]) {
        return TableNews.all
      }
      return news[at]
    }
    var memory = earlier
    memory.begin(spelt: spelt)
    memory.look(at: answered, news, settings, workers: workers)
    recognised = Recognition.recognise(answered, memory.facts, memory.alone, settings: settings, &memory.met)
    var joined = LedgerBuilding.join(answered, recognised, settings, workers: workers, news: news, &memory)
    for change in spelt where change.spelling == .shortened {
      let field = recognised[change.table].uses.first { $0.column == change.column }?.field
      guard field == .leadID || field == .dealID || field == .accountID else { continue }
      let (file, column) = (answered[change.table].file, answered[change.table].columns[change.column].name)
      joined.remarks.append(.spoiltIDs(file: file, column: column, example: change.example))
    }
    for at in joined.reports.indices { joined.reports[at].bytes = sizes[joined.reports[at].file] ?? 0 }
    self.joined = joined
    self.files = ReadFiles(ReadFiles.Kept(files: files, join: files.isEmpty ? JoinMemory() : memory))
  }

  /// Gives back the pages of files in which texts were looked up here and there: each look brought 64 KiB, and whoever looks again
  /// has them from the system.
  package func giveBackPages() {
    for table in tables { if let bytes = table.text.source?.bytes { bytes.release(0..<bytes.count) } }
  }

  /// The same tables under other settings.
  package func settled(by settings: Settings) -> Reading {
    Reading(
      name: name, tables: tables, failures: failures, settings: settings, leftAlone: leftAlone, sizes: sizes,
      workers: workers)
  }

  /// What the reader takes each file for: the user's own words where `parley.toml` has them.
  package var mappings: [Mapping] {
    recognised.map { recognised in
      let table = tables[recognised.table]
      let fields = recognised.uses.map { Mapping.Assignment(heading: table.columns[$0.column].name, field: $0.field) }
      return Mapping(file: table.file, subject: recognised.subject, fields: recognised.subject == nil ? [] : fields)
    }
  }
}

extension Table {
  /// Whether new rows go on where the old ones ended: in columns that are taken as they were read, and without the first cell of one
  /// that its column cannot hold, for what is only a dash is missing as long as nothing is wrong.
  func goesOn(with part: Table, from asRead: Table) -> Bool {
    columns.indices.allSatisfy { at in
      let bad = part.columns[at].badCells.count
      guard bad == 0 || columns[at].badCells.count > bad else { return false }
      switch (columns[at].cells, asRead.columns[at].cells) {
      case (.moments, .moments), (.numbers, .numbers), (.categories, .categories), (.keys, .keys): return true
      case (.moments, _), (.numbers, _), (.categories, _), (.keys, _), (.ambiguousMoments, _): return false
      }
    }
  }

  /// Day and month in the order that `parley.toml` gives, and periods that are written as words read as days.
  func answered(by settings: Settings) -> Table {
    var table = self
    for index in columns.indices {
      switch columns[index].cells {
      case .ambiguousMoments(let dayFirst, let monthFirst, let hasTime):
        let answers = settings.dayFirst.filter { $0.file == file }
        guard
          let answer = answers.first(where: { $0.heading == columns[index].name })
            ?? answers.first(where: { $0.heading.isEmpty })
        else { continue }
        table.columns[index].cells = .moments(answer.isDayFirst ? dayFirst : monthFirst, hasTime: hasTime)
      case .categories, .keys:
        table.columns[index] = columns[index].readAsPeriods()
      case .moments, .numbers: continue
      }
    }
    return table
  }
}

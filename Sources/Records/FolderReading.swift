import Synchronization

extension Folder {
  /// Whether there is anything to read, without reading it: a folder that is missing, unreadable or without exports throws.
  package func check() throws(LoadFailure) {
    let listing = try FolderListing(self)
    guard !listing.files.isEmpty else { throw .emptyFolder(path: listing.path) }
  }
}

extension Reading {
  /// Lists the folder and reads its exports, at most `workers` of them side by side, the large ones in parts.
  ///
  /// The order of the result is that of the names, whatever finished first. Of a reading before, the tables of every file are taken
  /// that is the same file still and is not among the `changed`; of a table that has grown at its end only what is new is read, and joined.
  /// `keeps`: what the next reading needs for that is kept. `isShown`: somebody can say what the files are, so that a folder in which
  /// nothing is recognised is a reading, too.
  package static func read(
    _ folder: Folder, workers: Int, after earlier: ReadFiles? = nil, changed: [String] = [], keeps: Bool = true,
    isShown: Bool = false, progress: @escaping @Sendable (ReadingProgress) -> Void = { _ in }
  ) async throws(LoadFailure) -> Reading {
    let listing = try FolderListing(folder)
    guard !listing.files.isEmpty else { throw .emptyFolder(path: listing.path) }
    let settings = try Settings.read(from: listing)
    let board = ProgressBoard(listing.files, progress)
    var kept = earlier?.take() ?? ReadFiles.Kept()
    let states = listing.files.map { kept.state(of: $0, isChanged: changed.contains($0.name)) }
    let found = await readAll(
      listing.files, states, kept.files.map(\.parts.rowsAndRefused), keeps, workers: max(1, workers), board)
    var results: [[Part]] = []
    var news: [TableNews] = []
    for (state, found) in zip(states, found) {
      let (parts, own) = kept.settle(state, found)
      results.append(parts)
      news += own
    }
    var tables: [Table] = []
    var failures: [FileReport] = []
    var sizes: [String: Int] = [:]
    var leftAlone = listing.leftAlone
    for (file, parts) in zip(listing.files, results) {
      for part in parts {
        switch part.result {
        case .success(let table):
          sizes[table.file] = file.size / parts.count
          tables.append(table)
          guard table.leadsAmongDeals != nil else { continue }
          tables.append(table.asPeople)
          news.insert(.all, at: tables.count - 1)
        case .failure(.notATable) where !file.isNamedAsExport, .failure(.emptyFile) where !file.isNamedAsExport:
          leftAlone.append(file.name)
        case .failure(let failure):
          var report = FileReport(file: part.name, bytes: file.size / parts.count)
          report.failure = failure
          failures.append(report)
        }
      }
    }
    leftAlone.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    if tables.isEmpty, failures.count == 1, let failure = failures[0].failure { throw failure }
    // What never was on a disk cannot be known again: it is not kept for that.
    let files =
      !keeps
      ? []
      : zip(listing.files, results).compactMap { file, parts in
        file.stamp.map { ReadFiles.File(name: file.name, stamp: $0, log: file.log, parts: parts) }
      }
    let reading = Reading(
      name: listing.name, tables: tables, failures: failures, settings: settings, leftAlone: leftAlone, sizes: sizes,
      workers: workers, files: files, news: news, after: kept.takeJoin())
    guard isShown && !tables.isEmpty || reading.recognised.contains(where: { $0.subject != nil && $0.subject != .reference })
    else {
      var (known, undated): ([String], [String]) = ([], [])
      for one in reading.recognised {
        if one.exporter == nil, one.refusal == nil, TableFacts(tables[one.table], at: one.table).dates.isEmpty {
          undated.append(Reason.cut(tables[one.table].file))
        }
        guard let exporter = one.exporter, known.count < 3, !known.contains(where: { $0.hasSuffix(exporter.worth) }) else {
          continue
        }
        let reason = one.refusal?.sentence ?? "\(exporter.name): \(exporter.worth)"
        known.append("\(Reason.cut(tables[one.table].file)) (\(reason))")
      }
      throw .nothingRecognised(path: listing.path, files: listing.files.count, known: known, undated: undated)
    }
    return reading
  }

  /// Files from this size on are worth several workers each.
  private static let large = 4 << 20

  /// One table of a file, or why it could not be had.
  struct Part: Sendable {
    var name: String
    var result: Result<Table, LoadFailure>
  }

  /// What became of one table of a file: the same, more rows of it, or all of it read anew.
  enum Found: Sendable {
    case same(TableEnd, FileBytes)
    case grown(Grown)
    case anew(Part)
  }

  /// `nil`: the file is the same.
  private static func readAll(
    _ files: [FolderListing.File], _ states: [ReadFiles.FileState], _ known: [(rows: Int, refused: Int)], _ keeps: Bool,
    workers: Int, _ board: ProgressBoard
  ) async -> [[Found]?] {
    var results = [[Found]?](repeating: nil, count: files.count)
    var changed: [Int] = []
    for at in files.indices {
      guard case .same(let place) = states[at] else {
        changed.append(at)
        continue
      }
      board.finish(at, rows: known[place].rows, refused: known[place].refused)
    }
    // Largest first, so that no worker is left alone with the longest file at the end.
    let bySize = changed.sorted { files[$0].size != files[$1].size ? files[$0].size > files[$1].size : $0 < $1 }
    // A file in parts is looked at first, and put together last, by one worker alone: the next one is read meanwhile.
    await withTaskGroup(of: (Int, [Found]).self) { group in
      var waiting = bySize.makeIterator()
      func begin() {
        guard let at = waiting.next() else { return }
        let workers = files[at].size >= large ? workers : 1
        group.addTask { (at, await read(files[at], at, states[at].ends, keeps, workers: workers, board)) }
      }
      for _ in 0..<workers { begin() }
      while let (at, found) = await group.next() {
        results[at] = found
        begin()
      }
    }
    return results
  }

  /// The tables of one file, nearly always one: those that only grew since they were read are read on where they ended.
  private static func read(
    _ file: FolderListing.File, _ at: Int, _ ends: [TableEnd?], _ keeps: Bool, workers: Int, _ board: ProgressBoard
  ) async -> [Found] {
    board.start(at)
    var parts: [Found] = []
    var bytes: FileBytes?
    do throws(LoadFailure) {
      let log = try file.loadLog()
      let loaded = try file.load()
      bytes = loaded
      guard file.isLogTheSame else { throw .unpackable(file: file.name, reason: "its program is writing to it right now") }
      let keeps = keeps && file.stamp != nil
      let sheets = try await Sheet.all(in: loaded, log: log, of: file.name, after: ends, keeps: keeps, workers: workers)
      for (place, found) in sheets.enumerated() {
        switch found {
        case .success(var sheet):
          sheet.options.mayGrow = keeps
          let end = place < ends.count ? ends[place] : nil
          parts.append(await read(sheet, after: end, at, workers: workers, board))
        case .failure(let failure): parts.append(.anew(Part(name: file.name, result: .failure(failure))))
        }
      }
    } catch {
      parts = [.anew(Part(name: file.name, result: .failure(error)))]
    }
    // A packed file may be cut short while it is opened, too: whatever was made of it is not the file.
    if let failure = bytes?.failure { parts = [.anew(Part(name: file.name, result: .failure(failure)))] }
    if parts.contains(where: \.isRead) {
      board.finish(at, rows: parts.reduce(0) { $0 + $1.rows }, refused: parts.reduce(0) { $0 + $1.refused })
    } else {
      board.fail(at)
    }
    return parts
  }

  private static func read(
    _ sheet: Sheet, after end: TableEnd?, _ at: Int, workers: Int, _ board: ProgressBoard
  ) async -> Found {
    if let end {
      if end.isSame(sheet, workers: workers) { return .same(end, sheet.bytes) }
      let grown = await TableReader.readOn(after: end, sheet, workers: workers) { bytes, rows in
        board.advance(at, bytes: end.count + bytes, rows: end.rowCount + rows)
      }
      if let grown { return .grown(grown) }
    }
    do throws(LoadFailure) {
      let table = try await TableReader.read(sheet, workers: workers) { bytes, rows in
        board.advance(at, bytes: bytes, rows: rows)
      }
      return .anew(Part(name: sheet.name, result: .success(table)))
    } catch {
      return .anew(Part(name: sheet.name, result: .failure(error)))
    }
  }
}

extension Reading.Found {
  fileprivate var isRead: Bool {
    if case .anew(let part) = self, case .failure = part.result { false } else { true }
  }

  fileprivate var rows: Int {
    switch self {
    case .same(let end, _): end.rowCount
    case .grown(let grown): grown.firstRow + grown.part.rowCount
    case .anew(let part): [part].rowsAndRefused.rows
    }
  }

  /// Rows that were refused before they were rows.
  fileprivate var refused: Int {
    switch self {
    case .same(let end, _): end.refused
    case .grown(let grown): grown.refused
    case .anew(let part): [part].rowsAndRefused.refused
    }
  }
}

/// How far each file is, shared by those who read them: the one lock of the reading.
private final class ProgressBoard: Sendable {
  /// The progress, and of each file the bytes that are counted in it.
  private let state: Mutex<(progress: ReadingProgress, done: [Int])>
  private let sizes: [Int]
  private let post: @Sendable (ReadingProgress) -> Void

  init(_ files: [FolderListing.File], _ post: @escaping @Sendable (ReadingProgress) -> Void) {
    sizes = files.map(\.size)
    self.post = post
    let waiting = files.map { ReadingProgress.File(name: $0.name, status: .waiting) }
    state = Mutex(
      (ReadingProgress(files: waiting, bytesRead: 0, bytesTotal: files.reduce(0) { $0 + $1.size }), files.map { _ in 0 }))
  }

  private func change(_ body: (inout ReadingProgress, inout [Int]) -> Void) {
    post(
      state.withLock { state in
        body(&state.progress, &state.done)
        return state.progress
      })
  }

  private func end(_ at: Int, _ progress: inout ReadingProgress, _ done: inout [Int]) {
    progress.bytesRead += sizes[at] - done[at]
    done[at] = sizes[at]
  }

  func start(_ at: Int) { change { progress, _ in progress.files[at].status = .reading } }

  /// How far a file is; workers may report out of order, and a bar never goes back.
  func advance(_ at: Int, bytes: Int, rows: Int) {
    change { progress, done in
      guard rows >= progress.files[at].rows, bytes >= done[at] else { return }
      progress.bytesRead += min(bytes, sizes[at]) - done[at]
      done[at] = min(bytes, sizes[at])
      progress.files[at].rows = rows
    }
  }

  func finish(_ at: Int, rows: Int, refused: Int) {
    change { progress, done in
      progress.files[at].status = .read
      progress.files[at].rows = rows
      progress.files[at].refused = refused
      end(at, &progress, &done)
    }
  }

  func fail(_ at: Int) {
    change { progress, done in
      progress.files[at].status = .failed
      end(at, &progress, &done)
    }
  }
}

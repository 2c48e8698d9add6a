/// Where the reading of a file ended, and what it knew there: all that is needed to go on when the file has grown at its end.
///
/// Kept only where the rows up to there are what they are whatever comes behind them.
struct TableEnd: Sendable {
  var sniffed: Sniffed
  var options: ReadOptions
  /// What the sample promised of each column, and what held.
  var promised: [ColumnPlan]
  var plans: [ColumnPlan]
  var revisions: [Int]
  /// What was counted on each column.
  var parts: [ColumnPart]
  var names: [CategoryNames]
  var dayOrders: [Bool?]
  var rowCount: Int
  var lineCount: Int
  var blankLines: Int
  /// Rows that were refused before they were rows.
  var refused: Int
  var multibyte: SourceText.Multibyte
  var digest: FileDigest
  /// What the sheet said beside its text.
  var sheet = SheetAccount()
  /// Of JSON Lines, what is needed to make text of further ones.
  var records: RecordsEnd?
  /// Bytes of the text.
  var count: Int { digest.count }

  /// Whether a sheet is the same, to its last byte.
  func isSame(_ other: Sheet, workers: Int) -> Bool {
    other.bytes.count == count && isTold(like: other) && sheet == other.account && digest.begins(other.bytes, workers: workers)
  }

  /// Whether a sheet may be the same with more rows: what was refused of it before it was text is as it was.
  func isTold(like other: Sheet) -> Bool {
    sheet.name == other.name && options == other.options && sheet.isHidden == other.isHidden
      && (other.moreRejections != nil || sheet.rejections == other.rejections)
  }
}

/// What a sheet says beside its text.
struct SheetAccount: Sendable, Equatable {
  var name = ""
  var rejections = Rejections()
  var isHidden = false
  var formulas = 0
  var padding = 0
}

extension Sheet {
  var account: SheetAccount {
    SheetAccount(name: name, rejections: rejections, isHidden: isHidden, formulas: formulas, padding: padding)
  }
}

/// The bytes of a file as they were, piece by piece.
struct FileDigest: Sendable {
  /// Where each piece begins.
  private(set) var cuts: [Int]
  private(set) var digests: [UInt64]
  private(set) var count: Int

  init(head: UInt64, cuts: [Int], digests: [UInt64], count: Int) {
    self.cuts = [0] + cuts
    self.digests = [head] + digests
    self.count = count
  }

  mutating func append(cuts more: [Int], digests: [UInt64], count: Int) {
    cuts += more
    self.digests += digests
    self.count = count
  }

  /// Whether a file begins with the same bytes. Every byte is looked at: a size or a date would not tell that one was changed.
  func begins(_ bytes: FileBytes, workers: Int) -> Bool {
    guard bytes.count >= count, cuts.count == digests.count else { return false }
    let parts = count < 8 << 20 ? 1 : max(1, workers)
    let same = Parallel.each(parts, workers: workers) { part in
      withUnsafeTemporaryAllocation(byteCount: 1 << 20, alignment: 4096) { room in
        (cuts.count * part / parts..<cuts.count * (part + 1) / parts).allSatisfy { at in
          let end = at + 1 < cuts.count ? cuts[at + 1] : count
          return bytes.digest(of: cuts[at]..<end, in: room) == digests[at]
        }
      }
    }
    return same.allSatisfy { $0 }
  }
}

extension Sniffed {
  /// Whether another file is written the same way from its first byte to its first row.
  func isWritten(like other: Sniffed) -> Bool {
    dialect == other.dialect && headings == other.headings && firstRow == other.firstRow && firstLine == other.firstLine
      && preamble == other.preamble && grouped == other.grouped && rules.columns == other.rules.columns
      && rules.heading == other.rules.heading && rules.cellLimit == other.rules.cellLimit && source.first == other.source.first
      && source.separator == other.source.separator
  }

  /// Columns that may be filled from the row above: what stands in new rows would then depend on old ones.
  var mayBeGrouped: Bool { !grouped.isEmpty || headings.first.map { Table.leavesOut($0) } ?? false }
}

extension TableEnd {
  /// Remembers what the sheet said beside its text.
  mutating func take(_ sheet: Sheet) {
    refused += sheet.rejections.count - self.sheet.rejections.count
    self.sheet = sheet.account
    records = sheet.records
  }
}

/// What stands in a file behind the rows that were read before.
struct Grown: Sendable {
  /// The new rows as a table of their own. Its categories are numbered as all of the file's are.
  var part: Table
  /// Rows of the file before them.
  var firstRow: Int
  /// What the columns are now, all rows together.
  var currencies: [String?]
  var areMixed: [Bool]
  var hasTimes: [Bool]
  var dialect: Dialect
  /// Of the whole file.
  var blankLines: Int
  var formulas: Int
  var refused: Int
  var end: TableEnd?
}

extension TableReader {
  /// Reads on where the reading of a text ended. `nil` where only reading all of it again is certain to find what it holds: its old
  /// bytes are others, a column is something else with the new rows, days and months were taken the wrong way round.
  static func readOn(
    after end: TableEnd, _ sheet: Sheet, workers: Int,
    progress: @escaping @Sendable (_ bytesDone: Int, _ rows: Int) -> Void
  ) async -> Grown? {
    let (file, bytes) = (sheet.name, sheet.bytes)
    guard bytes.count > end.count, end.isTold(like: sheet) else { return nil }
    let text = SourceText(bytes, encoding: end.options.encoding)
    // What was written on to the text of before is that text.
    guard text.bytes === bytes, sheet.moreRejections != nil || end.digest.begins(bytes, workers: workers),
      let sniffed = try? DialectSniffer(file: file, text: text, options: end.options).sniff(),
      sniffed.isWritten(like: end.sniffed), ColumnSample(sniffed).plans(end.options) == end.promised
    else { return nil }
    // No row is shorter than its separators; most are as long as those before.
    let more = bytes.count - end.count
    let room = min(more / (sniffed.rules.columns + 1) + 2, 4096 + 3 * more * end.rowCount / (2 * max(1, end.count)))
    var pass = TablePass(sniffed, end.plans, end.options, from: end.count, capacity: room, progress: progress)
    pass.isMarked = true
    pass.known = end.names
    let result = await pass.runWithRoom(workers: workers)
    var multibyte = end.multibyte
    multibyte.add(result.multibyte)
    if end.options.encoding == nil, multibyte.saysWindows1252 { return nil }

    let all = TableAssembly(file: file, sniffed: sniffed, after: end, result)
    guard all.revisedPlans(pass) == nil else { return nil }
    let orders = all.dayOrders
    for (column, part) in all.parts.enumerated() {
      guard case .moments(let moments) = part, moments.openCount > 0 else { continue }
      guard let order = orders[column] else { return nil }
      if case .moments(let before) = end.parts[column], before.openCount > 0, end.dayOrders[column] != order { return nil }
    }
    var below = sniffed
    below.firstLine += end.lineCount
    var part = TableAssembly(file: file, sniffed: below, options: end.options, result: result, plans: end.plans).table(orders)
    if let more = sheet.moreRejections { part.rejections.merge(more) }
    guard bytes.failure == nil else { return nil }
    var now = all.end(end.promised, orders, pass.cuts, multibyte, after: end)
    now?.take(sheet)
    return Grown(
      part: part, firstRow: end.rowCount, currencies: all.currencies, areMixed: all.areMixed, hasTimes: all.hasTimes,
      dialect: all.dialect, blankLines: max(0, all.found.blankLines - sheet.padding), formulas: sheet.formulas,
      refused: end.refused + part.rejections.count, end: now)
  }
}

extension TableAssembly {
  /// What is counted on all rows, those before among them; without a cell.
  init(file: String, sniffed: Sniffed, after end: TableEnd, _ result: TablePass.Result) {
    var found = result.found
    found.rowCount += end.rowCount
    found.lineCount += end.lineCount
    found.blankLines += end.blankLines
    var parts = end.parts
    for column in parts.indices { parts[column].add(result.parts[column]) }
    self.init(
      file: file, sniffed: sniffed, options: end.options,
      result: TablePass.Result(memory: [], parts: parts, names: result.names, found: found, multibyte: result.multibyte),
      plans: end.plans)
    revisions = end.revisions
    wasFull = wasFull.map { _ in true }
  }

  /// Where reading may go on; `nil` where a row might turn out to be another with what comes behind it.
  func end(
    _ promised: [ColumnPlan], _ orders: [Bool?], _ cuts: [Int], _ multibyte: SourceText.Multibyte,
    after earlier: TableEnd? = nil
  ) -> TableEnd? {
    let bytes = sniffed.source.bytes
    // The last record has ended, and no quote that was opened waits for its end.
    guard bytes.count > 0, bytes.start[bytes.count - 1] == 0x0A, !found.sawOpenQuote, !sniffed.mayBeGrouped,
      parts.indices.allSatisfy({ isCertain($0, promised[$0]) })
    else { return nil }
    var digest = FileDigest(
      head: bytes.digest(of: 0..<sniffed.firstRow), cuts: cuts, digests: found.digests, count: bytes.count)
    if let earlier {
      digest = earlier.digest
      digest.append(cuts: cuts, digests: found.digests, count: bytes.count)
    }
    return TableEnd(
      sniffed: sniffed, options: options, promised: promised, plans: plans, revisions: revisions,
      parts: parts.map(\.counts), names: names, dayOrders: orders, rowCount: found.rowCount, lineCount: found.lineCount,
      blankLines: found.blankLines, refused: (earlier?.refused ?? 0) + found.rejections.count, multibyte: multibyte,
      digest: digest,
      sheet: earlier?.sheet ?? SheetAccount())
  }

  /// Whether a column that is not what the sample promised would be read again whatever came behind.
  private func isCertain(_ column: Int, _ promised: ColumnPlan) -> Bool {
    if case .moments(let part) = parts[column], part.openCount > 0, dayOrders[column] == nil { return false }
    switch (promised, plans[column]) {
    case (.categories, .keys): return revisions[column] == 1 && wasFull[column]
    case (.moments(let a, isWide: false), .moments(let b, isWide: true)): return revisions[column] == 1 && a == b
    default: return revisions[column] == 0
    }
  }

  /// Of each column the currency that its amounts are in.
  var currencies: [String?] {
    parts.indices.map { index in
      guard case .numbers(let part) = parts[index] else { return nil }
      return part.signs.currency ?? HeadingWords.currency(sniffed.headings[index])
    }
  }

  /// Of each column whether its amounts are in several.
  var areMixed: [Bool] {
    parts.map { part in
      if case .numbers(let part) = part { return part.signs.namesSeveral }
      return false
    }
  }

  var hasTimes: [Bool] {
    parts.map { part in
      if case .moments(let part) = part { return part.hasTime }
      return false
    }
  }
}

extension ColumnPart {
  /// What it counted, without what it only needed to read.
  var counts: ColumnPart {
    guard case .moments(var part) = self else { return self }
    part.forget()
    return .moments(part)
  }
}

extension Table {
  /// The same table whose text stands in other bytes that are the same.
  func standing(in bytes: FileBytes) -> Table {
    var table = self
    table.text.source?.bytes = bytes
    for index in columns.indices {
      guard case .keys(let hashes, let store) = columns[index].cells else { continue }
      table.columns[index].cells = .keys(hashes: hashes, text: TextStore(rows: table.text, column: store.column))
    }
    return table
  }

  /// Takes the rows that stand in its file behind those it has.
  mutating func append(_ grown: Grown) {
    let part = grown.part
    lines.append(part.lines.marks, firstRow: rowCount, firstLine: 0)
    text.source = part.text.source
    text.marks += part.text.marks.map { RowText.Mark(row: $0.row + rowCount, position: $0.position, line: $0.line) }
    for index in columns.indices {
      let store = TextStore(rows: text, column: index)
      columns[index].append(part.columns[index], store, hasTime: grown.hasTimes[index], currency: grown.currencies[index])
    }
    for index in columns.indices { columns[index].hasSeveralCurrencies = grown.areMixed[index] }
    rowCount += part.rowCount
    rejections.append(part.rejections, firstLine: 0)
    (blankLines, formulas) = (grown.blankLines, grown.formulas)
    dialect = grown.dialect
    end = grown.end
  }
}

extension Column {
  /// Takes the cells of further rows. Arrays that nobody else holds grow where they are.
  fileprivate mutating func append(_ more: Column, _ text: TextStore, hasTime: Bool, currency: String?) {
    emptyCount += more.emptyCount
    badCells.append(more.badCells, firstLine: 0)
    // Taken out and handed on, so that they have one owner.
    var taken = Cells.numbers([], currency: nil)
    swap(&taken, &cells)
    cells = (consume taken).with(more.cells, text, hasTime: hasTime, currency: currency)
  }
}

extension Column.Cells {
  /// The cells and those of further rows, which are of the same type.
  fileprivate consuming func with(_ more: Self, _ text: TextStore, hasTime: Bool, currency: String?) -> Self {
    switch consume self {
    case .moments(var moments, _):
      if case .moments(let others, _) = more { moments.append(others) }
      return .moments(moments, hasTime: hasTime)
    case .numbers(var numbers, _):
      if case .numbers(let others, _) = more { numbers += others }
      return .numbers(numbers, currency: currency)
    case .categories(var codes, var names):
      if case .categories(let others, let all) = more {
        codes += others
        if !all.isEmpty { names = all }
      }
      return .categories(codes: codes, names: names)
    case .keys(var hashes, _):
      if case .keys(let others, _) = more { hashes += others }
      return .keys(hashes: hashes, text: text)
    case .ambiguousMoments: preconditionFailure("a column whose days are open is read again")
    }
  }
}

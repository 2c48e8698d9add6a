extension TableReader {
  /// A sheet → its table. What was refused before it was text is among the rejections.
  static func read(
    _ sheet: Sheet, workers: Int, progress: @escaping @Sendable (_ bytesDone: Int, _ rows: Int) -> Void = { _, _ in }
  ) async throws(LoadFailure) -> Table {
    let sheet = sheet.inOrder
    var table = try await read(
      file: sheet.name, bytes: sheet.bytes, workers: workers, options: sheet.options, progress: progress)
    table.rejections.merge(sheet.rejections)
    table.formulas = sheet.formulas
    table.isHidden = sheet.isHidden
    table.refusal = sheet.refusal
    table.turned = sheet.turned
    if let lines = sheet.lines { table.settle(lines) }
    table.blankLines = max(0, table.blankLines - sheet.padding)
    table.end?.take(sheet)
    return table
  }
}

extension Table {
  /// Says each row's line in the sheet as it was before it was put in order.
  fileprivate mutating func settle(_ places: [Int]) {
    guard places.count == rowCount else { return }
    let own = lines
    lines = LineIndex()
    for (row, line) in places.enumerated() { lines.append(row: row, line: line) }
    let before = Dictionary((0..<rowCount).map { (own.line(ofRow: $0), places[$0]) }, uniquingKeysWith: { a, _ in a })
    for at in columns.indices { columns[at].badCells.relocate { before[$0] ?? $0 } }
  }
}

extension Sheet {
  /// Made by hand or by a board: its groups under one heading, its periods as rows. Nearly every sheet is so already, which its first
  /// rows tell.
  fileprivate var inOrder: Sheet {
    let beginnings = TextGrid.beginnings(of: self)
    if beginnings.contains(where: { GroupedSheet.mayBegin($0) }), let flat = GroupedSheet.flattened(self) { return flat }
    let isAcross = beginnings.contains { grid in grid.rows.contains { AcrossHeadings.names(in: $0) != nil } }
    return isAcross ? AcrossSheet.turned(self) : self
  }
}

/// Bytes → `Table`, for a file of separated cells that nobody has described.
package enum TableReader {
  /// Reads the whole file: a sample tells how it is written and what its columns hold, then one pass reads all of it. A column that
  /// turns out to be something else is read once more, alone.
  ///
  /// `progress` is called from several threads with what has been read so far. The result is the same for any number of workers.
  package static func read(
    file: String, bytes: FileBytes, workers: Int = 1, options: ReadOptions = ReadOptions(),
    progress: @escaping @Sendable (_ bytesDone: Int, _ rows: Int) -> Void = { _, _ in }
  ) async throws(LoadFailure) -> Table {
    do throws(LoadFailure) {
      let table = try await table(file: file, bytes: bytes, workers: workers, options: options, progress: progress)
      if let failure = bytes.failure { throw failure }
      return table
    } catch {
      // Whatever was found in a file that was cut short meanwhile, that it was is the reason.
      throw bytes.failure ?? error
    }
  }

  private static func table(
    file: String, bytes: FileBytes, workers: Int, options: ReadOptions, progress: @escaping @Sendable (Int, Int) -> Void
  ) async throws(LoadFailure) -> Table {
    let text = SourceText(bytes, encoding: options.encoding)
    let sniffed = try DialectSniffer(file: file, text: text, options: options).sniff()
    let sample = ColumnSample(sniffed)
    let plans = sample.plans(options)
    var pass = TablePass(sniffed, plans, options, from: sniffed.firstRow, capacity: sample.expectedRows, progress: progress)
    let mayGrow = options.mayGrow && text.bytes === bytes
    pass.isMarked = mayGrow
    var result = await pass.runWithRoom(workers: workers)
    pass.isMarked = false

    // What the sample took for UTF-8 may turn out not to be, far down.
    if text.encoding == .utf8, options.encoding == nil, result.multibyte.saysWindows1252 {
      var options = options
      options.encoding = .latin1
      return try await table(file: file, bytes: bytes, workers: workers, options: options, progress: progress)
    }

    var assembly = TableAssembly(file: file, sniffed: sniffed, options: options, result: result, plans: plans)
    result.memory = []
    while let revised = assembly.revisedPlans(pass) {
      pass.plans = revised
      assembly.replace(await pass.run(workers: workers), plans: revised)
    }
    if assembly.isEmpty { throw .onlyAHeading(file: file) }
    let orders = assembly.dayOrders
    let end = mayGrow ? assembly.end(plans, orders, pass.cuts, result.multibyte) : nil
    var table = assembly.table(orders)
    let isFooted =
      table.columns.count > 2 && table.blankLines > 0 && table.rowCount > 0
      && table.rejections.takeFooter(below: table.lines.line(ofRow: table.rowCount - 1))
    // Rows that are added behind a footer make it something else.
    table.end = isFooted ? nil : end
    return table
  }
}

/// The first rows and some from further on: what the columns' types are guessed from.
struct ColumnSample {
  private var evidence: [ColumnEvidence]
  private let sniffed: Sniffed
  private var read = (rows: 0, bytes: 0)

  private static let rows = 1024
  private static let laterRows = 256

  init(_ sniffed: Sniffed) {
    self.sniffed = sniffed
    evidence = Array(repeating: ColumnEvidence(), count: sniffed.rules.columns)
    let end = append(from: sniffed.firstRow, rows: ColumnSample.rows)
    guard end < sniffed.source.end else { return }
    // A sorted file looks different further on.
    let rest = sniffed.source.end - end
    let cuts = FileCuts(source: sniffed.source, rules: sniffed.rules).cuts(from: end, every: max(256 << 10, rest / 4))
    for cut in cuts.dropFirst() { _ = append(from: cut, rows: ColumnSample.laterRows) }
  }

  /// A generous guess at the rows of the whole file; never more than its bytes allow.
  var expectedRows: Int {
    let bytes = sniffed.source.end - sniffed.firstRow
    let most = bytes / (sniffed.rules.columns + 1) + 2
    guard read.rows > 0 else { return min(most, 1 << 16) }
    return min(most, Int(1.25 * Double(bytes) / Double(max(1, read.bytes)) * Double(read.rows)) + 4096)
  }

  private mutating func append(from start: Int, rows: Int) -> Int {
    var scanner = RowScanner(source: sniffed.source, rules: sniffed.rules, position: start)
    while scanner.rowCount < rows, let batch = scanner.next(limit: sniffed.source.end, maximum: rows - scanner.rowCount) {
      for column in evidence.indices { evidence[column].append(batch, column) }
      // A file whose rows are nearly all refused is not read through for its sample.
      if scanner.position - start > 16 << 20 { break }
    }
    read.rows += scanner.rowCount
    read.bytes += scanner.position - start
    return scanner.position
  }

  func plans(_ options: ReadOptions) -> [ColumnPlan] {
    let comma = options.decimalComma ?? DecimalSigns(evidence.map(\.signs)).comma(separator: sniffed.dialect.separator)
    let hasSerials = zip(evidence, sniffed.headings).contains { evidence, heading in
      if case .moments(.days, _) = evidence.plan(heading: heading, decimalComma: comma) { true } else { false }
    }
    return zip(evidence, sniffed.headings).map { evidence, heading in
      var plan = evidence.plan(heading: heading, decimalComma: comma)
      // Where one column surely has a spreadsheet's days, `Opened` beside it has them, too.
      if hasSerials, case .numbers = plan, evidence.areSerials, HeadingWords.meansEvent(heading) {
        plan = .moments(epoch: .days, isWide: false)
      }
      if case .numbers = plan, let asked = options.decimalComma { return .numbers(decimalComma: asked) }
      return plan
    }
  }
}

/// What all columns of a file say about its decimal sign.
struct DecimalSigns {
  private var point = 0
  private var comma = 0

  init(_ columns: [SignCounts]) {
    for column in columns {
      point += column.point
      comma += column.comma
    }
  }

  /// Nothing to go by: files separated by semicolons come from where the comma is the decimal sign.
  func comma(separator: UInt8) -> Bool { comma == point ? separator == 0x3B : comma > point }
}

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
    let text = SourceText(bytes, encoding: options.encoding)
    let sniffed = try DialectSniffer(file: file, text: text, options: options).sniff()
    let sample = ColumnSample(sniffed)
    let tally = ReadTally()
    var reading = ChunkReading(
      source: sniffed.source, rules: sniffed.rules, plans: sample.plans(options), bytesPerRow: sample.bytesPerRow
    ) { bytes, rows in
      let sum = tally.add(bytes: bytes, rows: rows)
      progress(sum.bytes, sum.rows)
    }
    let cuts = reading.cuts(from: sniffed.firstRow, every: options.chunkBytes)
    let chunks = await reading.chunks(cuts: cuts, workers: workers)

    // What the sample took for UTF-8 may turn out not to be, far down.
    if text.encoding == .utf8, options.encoding == nil, chunks.contains(where: { !$0.isASCII }),
      SourceText.isWindows1252(text.bytes.start, text.bytes.count)
    {
      var options = options
      options.encoding = .latin1
      return try await read(file: file, bytes: bytes, workers: workers, options: options, progress: progress)
    }

    var assembly = TableAssembly(file: file, sniffed: sniffed, options: options, chunks: chunks, plans: reading.plans)
    let starts = chunks.map(\.start)
    reading.progress = { _, _ in }
    while let revised = assembly.revisedPlans(reading: reading) {
      reading.plans = revised
      assembly.replace(await reading.chunks(cuts: starts, workers: workers), plans: revised)
    }
    return try assembly.table()
  }
}

/// The first rows and some from further on: what the columns' types are guessed from.
struct ColumnSample {
  private var evidence: [ColumnEvidence]
  private let sniffed: Sniffed
  private(set) var bytesPerRow = 64

  private static let rows = 1024
  private static let laterRows = 256

  init(_ sniffed: Sniffed) {
    self.sniffed = sniffed
    evidence = Array(repeating: ColumnEvidence(), count: sniffed.rules.columns)
    let start = sniffed.firstRow
    let read = append(from: start, rows: ColumnSample.rows)
    if read.rows > 0 { bytesPerRow = max(1, (read.end - start) / read.rows) }
    guard read.end < sniffed.source.end else { return }
    // A sorted file looks different further on.
    let reading = ChunkReading(source: sniffed.source, rules: sniffed.rules, plans: [], bytesPerRow: bytesPerRow) { _, _ in }
    let rest = sniffed.source.end - read.end
    for cut in reading.cuts(from: read.end, every: max(256 << 10, rest / 4)).dropFirst() {
      _ = append(from: cut, rows: ColumnSample.laterRows)
    }
  }

  private mutating func append(from start: Int, rows: Int) -> (rows: Int, end: Int) {
    var scanner = RowScanner(source: sniffed.source, rules: sniffed.rules, position: start)
    while scanner.rowCount < rows, let batch = scanner.next(limit: sniffed.source.end, maximum: rows - scanner.rowCount) {
      for column in evidence.indices { evidence[column].append(batch, column) }
      // A file whose rows are nearly all refused is not read through for its sample.
      if scanner.position - start > 16 << 20 { break }
    }
    return (scanner.rowCount, scanner.position)
  }

  func plans(_ options: ReadOptions) -> [ColumnPlan] {
    let comma = options.decimalComma ?? DecimalSigns(evidence.map(\.signs)).comma(separator: sniffed.dialect.separator)
    return zip(evidence, sniffed.headings).map { evidence, heading in
      let plan = evidence.plan(heading: heading, decimalComma: comma)
      if case .numbers = plan, let asked = options.decimalComma { return .numbers(decimalComma: asked) }
      return plan
    }
  }
}

/// What all columns of a file say about its decimal sign.
struct DecimalSigns {
  private var point = 0
  private var comma = 0

  init(_ parts: [NumberPart]) {
    for part in parts {
      point += part.point
      comma += part.comma
    }
  }

  /// Nothing to go by: files separated by semicolons come from where the comma is the decimal sign.
  func comma(separator: UInt8) -> Bool { comma == point ? separator == 0x3B : comma > point }
}

/// How a file is written and where its rows begin, found by trying.
struct Sniffed {
  var source: ScanSource
  var dialect: Dialect
  var headings: [String]
  var rules: RowRules
  /// Where the first record after the heading starts, and on which line (from 1).
  var firstRow: Int
  var firstLine: Int
  /// What stands above the heading.
  var preamble = Preamble()
  /// The headings a grouped report is sorted under (`Stage ↑`): what it says once holds until it says something else.
  var grouped: [Int] = []
}

/// Finds separator, heading and preamble by reading the first records under every separator and looking which explains them best.
struct DialectSniffer {
  private let text: SourceText
  let options: ReadOptions
  private let file: String

  private static let sampleBytes = 256 << 10
  private static let sampleRecords = 400
  private static let separators: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C, 0x3A]  // , ; tab | :

  /// One record of the sample: where it lies and what is in it.
  struct Record {
    var first: Int
    var end: Int
    var next: Int
    var line: Int
    var cells: Int
    var isBlank: Bool
    var isComment: Bool
    /// Nothing a heading could be found in: part of a broken quote.
    var isBroken: Bool
  }

  /// The sample under one separator.
  struct Reading {
    var source: ScanSource
    var records: [Record]
    var columns = 1
    var consistency = 0.0
  }

  init(file: String, text: SourceText, options: ReadOptions) {
    self.file = file
    self.text = text
    self.options = options
  }

  func sniff() throws(LoadFailure) -> Sniffed {
    try refuseWhatIsNoText()
    let reading = try bestReading()
    let heading = headingRecord(in: reading)
    return described(reading, heading)
  }

  // MARK: No table at all

  private func refuseWhatIsNoText() throws(LoadFailure) {
    let start = text.bytes.start
    let count = text.bytes.count - text.first
    guard count > 0 else { throw .emptyFile(file: file) }
    let head = CellBytes(start: start + text.first, count: min(count, 4096)).trimmed
    for magic in ["\u{89}PNG", "PK\u{3}\u{4}", "PK\u{5}\u{6}", "%PDF-", "GIF8", "SQLite format 3", "{\\rtf"] where begins(magic)
    {
      throw .notATable(file: file)
    }
    for magic: [UInt8] in [
      [0xFF, 0xD8, 0xFF], [0x1F, 0x8B], [0xD0, 0xCF, 0x11, 0xE0], [0x7F, 0x45, 0x4C, 0x46], [0x28, 0xB5, 0x2F, 0xFD],
    ]
    where begins(magic) { throw .notATable(file: file) }
    for opening: StaticString in ["<!doctype", "<html", "<?xml", "<svg", "{\"", "{\n", "{\r\n", "[{", "[\n"]
    where head.hasPrefix(ignoringCase: opening) { throw .notATable(file: file) }
    let probe = min(count, 64 << 10)
    var controls = 0
    var visible = 0
    for index in text.first..<(text.first + probe) {
      let byte = start[index]
      if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D, byte != 0x0C {
        controls += 1
      } else if byte > 0x20 {
        visible += 1
      }
    }
    if visible == 0 && controls == 0 { throw .emptyFile(file: file) }
    if controls * 20 > probe { throw .notATable(file: file) }
  }

  private func begins(_ magic: String) -> Bool { begins(magic.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }) }

  private func begins(_ magic: [UInt8]) -> Bool {
    guard text.bytes.count - text.first >= magic.count else { return false }
    for (index, byte) in magic.enumerated() where text.bytes.start[text.first + index] != byte { return false }
    return true
  }

  // MARK: The separator

  private func bestReading() throws(LoadFailure) -> Reading {
    if let separator = options.separator ?? text.declaredSeparator { return counted(records(under: separator)) }
    var best: Reading?
    for separator in DialectSniffer.separators {
      let reading = counted(records(under: separator))
      guard reading.columns > 1, isPlausible(reading) else { continue }
      if let found = best, DialectSniffer.score(found) >= DialectSniffer.score(reading) { continue }
      best = reading
    }
    if let best { return best }
    let single = counted(records(under: DialectSniffer.separators[0]), columns: 1)
    if isProse(single) { throw .notATable(file: file) }
    return single
  }

  private static func score(_ reading: Reading) -> Double {
    reading.consistency + 0.002 * Double(min(reading.columns, 20))
  }

  /// A colon stands in times and addresses: it separates only where every record has the same number of them and none is a clock.
  private func isPlausible(_ reading: Reading) -> Bool {
    guard reading.source.separator == 0x3A else { return reading.consistency > 0.5 }
    guard reading.consistency == 1, let first = reading.records.first(where: { !$0.isBlank }) else { return false }
    return cells(of: first, in: reading).allSatisfy {
      !$0.isEmpty && $0.unicodeScalars.first.map { !("0"..."9").contains($0) } ?? false
    }
  }

  /// The records of the sample. One that the sample's end cuts is left out; if it is the first, the sample was too short.
  private func records(under separator: UInt8) -> Reading {
    for bytes in [DialectSniffer.sampleBytes, 16 * DialectSniffer.sampleBytes] where text.bytes.count - text.first > bytes {
      let reading = records(ScanSource(bytes: text.bytes, first: text.first, separator: separator, end: text.first + bytes))
      if !reading.records.isEmpty { return reading }
    }
    return records(ScanSource(bytes: text.bytes, first: text.first, separator: separator))
  }

  private func records(_ source: ScanSource) -> Reading {
    var records: [Record] = []
    var position = source.first
    var line = 1
    let limit = source.end
    let separator = source.separator
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 1) { ends in
      guard let memory = ends.baseAddress else { return }
      while position < limit, records.count < DialectSniffer.sampleRecords {
        let scan = source.record(at: position, origin: position, ends: memory, limit: 1)
        if limit < text.bytes.count, scan.fate == .whole ? !scan.isTerminated : scan.next >= limit { break }
        let end = scan.fate == .whole ? scan.end : scan.next
        let cell = CellBytes(start: source.start + position, count: end - position).trimmed
        let visible = (0..<min(cell.count, 4096)).contains { cell[$0] != separator && !CellBytes.isBlank(cell[$0]) }
        records.append(
          Record(
            first: position, end: end, next: scan.next, line: line, cells: scan.cells, isBlank: !visible,
            isComment: cell.count > 0 && cell[0] == UInt8(ascii: "#"), isBroken: scan.fate != .whole))
        var lines = 0
        source.countLines(from: position, to: scan.next, &lines)
        line += lines
        position = scan.next
      }
    }
    return Reading(source: source, records: records)
  }

  private func counted(_ reading: Reading, columns: Int? = nil) -> Reading {
    var reading = reading
    var counts: [Int: Int] = [:]
    var considered = 0
    if text.declaredSeparator != nil, !reading.records.isEmpty { reading.records[0].isComment = true }
    // A comment line is one only if it has not as many cells as the rows: `# 12` may be an order's number.
    for record in rows(of: reading) where !record.isBlank && !record.isBroken && (!record.isComment || record.cells > 1) {
      counts[record.cells, default: 0] += 1
      considered += 1
    }
    let most = counts.filter { $0.key > 1 }.max { ($0.value, $0.key) < ($1.value, $1.key) }
    reading.columns = columns ?? most?.key ?? 1
    reading.consistency = considered > 0 ? Double(counts[reading.columns] ?? 0) / Double(considered) : 0
    return reading
  }

  /// Titles above a wide table and a footer below it say nothing about how its rows are written.
  private func rows(of reading: Reading) -> ArraySlice<Record> {
    let wide = reading.records.indices.filter { reading.records[$0].cells > 4 }
    guard wide.count > 1, wide[0] <= 15, reading.source.separator != 0x3A else { return reading.records[...] }
    return reading.records[wide[0]...wide[wide.count - 1]]
  }

  /// Sentences rather than one value a line.
  private func isProse(_ reading: Reading) -> Bool {
    var words = 0
    var lines = 0
    for record in reading.records where !record.isBlank {
      lines += 1
      for index in record.first..<record.end where reading.source.start[index] == 0x20 { words += 1 }
    }
    return lines == 0 || words > lines * 3
  }

  private func described(_ reading: Reading, _ index: Int) -> Sniffed {
    let record = reading.records[index]
    var source = reading.source
    source.end = text.bytes.count
    var dialect = Dialect()
    dialect.separator = source.separator
    dialect.encoding = text.encoding
    dialect.hasByteOrderMark = text.hasByteOrderMark
    dialect.preambleLines = record.line - 1
    dialect.hasHeader = isHeading(index, in: reading)
    dialect.quoted = (text.first..<min(source.end, text.first + DialectSniffer.sampleBytes)).contains {
      source.start[$0] == 0x22
    }
    if record.end < source.end, source.start[record.end] == 0x0D {
      dialect.lineEnd = record.end + 1 < source.end && source.start[record.end + 1] == 0x0A ? .crlf : .cr
    }
    var texts = cells(of: record, in: reading)
    var columns = reading.columns
    if dialect.hasHeader {
      columns = max(columns, width(of: record, in: reading))
      texts = Array(texts.prefix(columns)) + Array(repeating: "", count: max(0, columns - texts.count))
    } else {
      texts = Array(repeating: "", count: columns)
    }
    var rules = RowRules(columns: columns, cellLimit: options.cellLimit)
    if dialect.hasHeader { rules.heading = record.first..<record.end }
    var lines = 0
    source.countLines(from: record.first, to: record.next, &lines)
    let under = dialect.hasHeader ? underHeading(index, texts, in: reading) : nil
    if let under {
      texts = under.texts
      lines = max(lines, 1)
      source.countLines(from: under.record.first, to: under.record.next, &lines)
    }
    var sniffed = Sniffed(
      source: source, dialect: dialect, headings: HeadingNames.unique(texts, hasHeader: dialect.hasHeader), rules: rules,
      firstRow: dialect.hasHeader ? (under?.record ?? record).next : record.first,
      firstLine: options.firstLine ?? (dialect.hasHeader ? record.line + max(lines, 1) : record.line))
    let own = reading.records[..<index].filter { !$0.isBlank }.map {
      CellBytes(start: reading.source.start + $0.first, count: min($0.end - $0.first, 400)).line
    }
    sniffed.preamble.lines = Array((options.above + own).prefix(Preamble.most))
    if dialect.hasHeader { sniffed.grouped = texts.indices.filter { HeadingNames.isGrouped(texts[$0]) } }
    return sniffed
  }
}

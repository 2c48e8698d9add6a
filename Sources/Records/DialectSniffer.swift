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
  private let options: ReadOptions
  private let file: String

  private static let sampleBytes = 256 << 10
  private static let sampleRecords = 400
  private static let separators: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C, 0x3A]  // , ; tab | :

  /// One record of the sample: where it lies and what is in it.
  private struct Record {
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
  private struct Reading {
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

  // MARK: The heading

  /// The first record that is as wide as the table, or a wider one of words above it.
  private func headingRecord(in reading: Reading) -> Int {
    let records = reading.records
    guard
      let first = records.indices.first(where: { index in
        let record = records[index]
        return !record.isBlank && !record.isBroken && !isComment(index, in: reading)
          && (record.cells == reading.columns
            || (record.cells > reading.columns && width(of: record, in: reading) == reading.columns))
      })
    else { return records.firstIndex { !$0.isBlank } ?? 0 }
    // A title over the table, made as wide as the table by whoever wrote the file, is no heading.
    if let below = headingBelowTitle(first, in: reading) { return below }
    // Rows that leave out their last cells must not make the heading a title.
    let above = records[..<first].lastIndex { !$0.isBlank && !$0.isComment && !$0.isBroken }
    if let above, records[above].cells > reading.columns, looksLikeHeading(records[above], in: reading) { return above }
    if let above, reading.columns > 2, records[above].cells == reading.columns - 1,
      looksLikeHeading(records[above], in: reading),
      !looksLikeHeading(records[first], in: reading)
    {
      return above
    }
    return first
  }

  /// The record under a title: `first` has one or two cells of a wide table filled, and soon a full line of words follows.
  private func headingBelowTitle(_ first: Int, in reading: Reading) -> Int? {
    func filled(_ record: Record) -> Int { cells(of: record, in: reading).count { !$0.isEmpty } }
    guard reading.columns > 3, filled(reading.records[first]) * 3 <= reading.columns else { return nil }
    for index in (first + 1)..<min(first + 12, reading.records.count) {
      let record = reading.records[index]
      guard !record.isBlank, !record.isBroken, record.cells == reading.columns else { continue }
      guard filled(record) * 3 > reading.columns else { continue }
      return filled(record) * 3 >= reading.columns * 2 && looksLikeHeading(record, in: reading) ? index : nil
    }
    return nil
  }

  /// A line of `# …` that has not as many cells as the table, or has them by chance: another one or the heading follows. (`# of calls`
  /// may well be a heading itself.)
  private func isComment(_ index: Int, in reading: Reading) -> Bool {
    let records = reading.records
    guard records[index].isComment else { return false }
    if records[index].cells != reading.columns { return true }
    guard let next = records[(index + 1)...].first(where: { !$0.isBlank }) else { return false }
    return next.isComment || looksLikeHeading(next, in: reading)
  }

  /// Cells up to the last one that is not empty.
  private func width(of record: Record, in reading: Reading) -> Int {
    (cells(of: record, in: reading).lastIndex { !$0.isEmpty } ?? -1) + 1
  }

  private func cells(of record: Record, in reading: Reading) -> [String] {
    guard record.cells > 0, record.end - record.first <= 1 << 20 else { return [] }
    return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: record.cells) { ends in
      guard let memory = ends.baseAddress else { return [] }
      _ = reading.source.record(at: record.first, origin: record.first, ends: memory, limit: record.cells)
      var low = 0
      return (0..<record.cells).map { index in
        let high = Int(ends[index])
        defer { low = high + 1 }
        return CellBytes(start: reading.source.start + record.first + low, count: high - low).text
      }
    }
  }

  /// Words, none of them a number or a date. A run of years (`2024, 2025`) may head columns too.
  private func looksLikeHeading(_ record: Record, in reading: Reading) -> Bool {
    let texts = cells(of: record, in: reading)
    guard texts.contains(where: { !$0.isEmpty }) else { return false }
    var years: [Int] = []
    for text in texts where !text.isEmpty {
      if text.utf8.count == 4, let year = Int(text), (1900...2100).contains(year) {
        years.append(year)
        continue
      }
      if DialectSniffer.isTyped(text) { return false }
    }
    guard !years.isEmpty else { return true }
    return years.count > 1 && zip(years, years.dropFirst()).allSatisfy { abs($0 - $1) == 1 }
  }

  private static func isTyped(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard let base = bytes.baseAddress else { return false }
      let cell = CellBytes(start: base, count: bytes.count)
      var signs: NumberText.Signs = []
      return NumberText.value(cell, decimalComma: false, signs: &signs) != nil
        || NumberText.value(cell, decimalComma: true, signs: &signs) != nil || MomentText.read(cell) != nil
    }
  }

  private func isHeading(_ index: Int, in reading: Reading) -> Bool {
    if let asked = options.hasHeader { return asked }
    guard looksLikeHeading(reading.records[index], in: reading) else { return false }
    // Words over numbers or dates are a heading. In a table of words only, one that comes again further down its column is one
    // of the column's values.
    let texts = cells(of: reading.records[index], in: reading)
    var recurs = false
    var typed = Array(repeating: 0, count: texts.count)
    var filled = typed
    for record in reading.records[(index + 1)...].prefix(100) where record.cells == reading.columns && !record.isBlank {
      let below = cells(of: record, in: reading)
      if below == texts { continue }
      for (column, text) in below.enumerated() where column < texts.count && !text.isEmpty {
        filled[column] += 1
        if DialectSniffer.isTyped(text) { typed[column] += 1 }
        if text == texts[column] { recurs = true }
      }
    }
    return !recurs || texts.indices.contains { !texts[$0].isEmpty && filled[$0] > 0 && typed[$0] * 10 >= filled[$0] * 9 }
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
    var sniffed = Sniffed(
      source: source, dialect: dialect, headings: HeadingNames.unique(texts, hasHeader: dialect.hasHeader), rules: rules,
      firstRow: dialect.hasHeader ? record.next : record.first,
      firstLine: options.firstLine ?? (dialect.hasHeader ? record.line + max(lines, 1) : record.line))
    sniffed.preamble.lines = reading.records[..<index].filter { !$0.isBlank }.prefix(Preamble.most).map {
      CellBytes(start: reading.source.start + $0.first, count: min($0.end - $0.first, 400)).text
    }
    if dialect.hasHeader { sniffed.grouped = texts.indices.filter { HeadingNames.isGrouped(texts[$0]) } }
    return sniffed
  }
}

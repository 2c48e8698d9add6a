import Glibc

/// JSON of any of the ways in which programs export records: one object a line (JSON Lines), objects one after the other, a list
/// of objects, a list of lists under a heading, or an object in which such lists lie (`{"results": [...], "paging": ...}`).
enum JsonSheets {
  /// `end`: where the reading of the file ended before; of JSON Lines only those behind it are looked at. `keeps`: what the next
  /// reading needs for that is kept.
  static func read(
    _ bytes: FileBytes, of file: String, after end: TableEnd? = nil, keeps: Bool = false, workers: Int
  ) async throws(LoadFailure) -> [Result<Sheet, LoadFailure>] {
    let first = bytes.count >= 3 && bytes.start[0] == 0xEF ? 3 : 0
    var scanner = JsonScanner(bytes.start, from: first, to: bytes.count)
    scanner.skipBlanks()
    if scanner.byte == UInt8(ascii: "{"), isByLine(scanner) {
      let lines = JsonLines(bytes: bytes, first: first, keeps: keeps)
      if let end, let sheet = await lines.sheet(after: end, workers: workers) { return [.success(sheet)] }
      return [.success(try await lines.sheet(file, workers: workers))]
    }
    return try JsonDocument(bytes, scanner, file).sheets()
  }

  /// The first line is an object and something follows it.
  private static func isByLine(_ scanner: JsonScanner) -> Bool {
    let line = memchr(scanner.start + scanner.at, 0x0A, scanner.end - scanner.at)
    let end = line.map { UnsafePointer($0.assumingMemoryBound(to: UInt8.self)) - scanner.start } ?? scanner.end
    var own = JsonScanner(scanner.start, from: scanner.at, to: end)
    guard own.skipValue() else { return false }
    own.skipBlanks()
    guard own.at == end else { return false }
    var rest = JsonScanner(scanner.start, from: end, to: scanner.end)
    rest.skipBlanks()
    return rest.at < rest.end
  }
}

/// One object a line. A line that is none is refused and counted, and the next one is read all the same.
private struct JsonLines: Sendable {
  var bytes: FileBytes
  var first: Int
  var keeps: Bool

  struct Part: Sendable {
    var text: SheetText
    var shape: JsonRecords.Shape
    var rejections: Rejections
    /// Of the lines as they stand in the file.
    var cuts: [Int]
    var digests: [UInt64]
    var end: Int
  }

  /// The lines behind those that were read before, written on to their text. `nil` where the bytes before are others, or where a line
  /// has a key that none before had.
  func sheet(after end: TableEnd, workers: Int) async -> Sheet? {
    guard let known = end.records, bytes.count > known.digest.count, known.digest.begins(bytes, workers: workers) else {
      return nil
    }
    let parts = await parts(cuts(from: known.digest.count, workers: workers), workers: workers, shape: known.shape)
    let whole = parts.compactMap { $0 }
    guard whole.count == parts.count else { return nil }
    var now = known
    for part in whole { _ = now.shape.add(part.shape) }
    guard now.shape.columns.count == known.shape.columns.count else { return nil }
    var more = Rejections()
    for part in whole {
      more.append(part.rejections, firstLine: now.lines)
      now.take(part)
    }
    now.text = SheetText.write(whole.map(\.text), behind: known.text, columns: known.shape.columns.count)
    var sheet = Sheet(name: end.sheet.name, bytes: now.text, options: end.options, rejections: end.sheet.rejections)
    sheet.rejections.append(more, firstLine: 0)
    sheet.padding = end.sheet.padding + whole.reduce(0) { $0 + $1.text.padding }
    sheet.moreRejections = more
    sheet.records = endsWithLine ? now : nil
    return sheet
  }

  private var endsWithLine: Bool { bytes.count > 0 && bytes.start[bytes.count - 1] == 0x0A }

  func sheet(_ name: String, workers: Int) async throws(LoadFailure) -> Sheet {
    let cuts = cuts(from: first, workers: workers)
    var parts = await parts(cuts, workers: workers, shape: JsonRecords.Shape())
    var shape = JsonRecords.Shape()
    var agrees = true
    for case .some(let part) in parts where !shape.add(part.shape) { agrees = false }
    // Some parts met their keys in another order: now that all are known, each has one place.
    if !agrees { parts = await self.parts(cuts, workers: workers, shape: shape) }
    if parts.contains(where: { $0 == nil }) {
      throw .unpackable(file: name, reason: "it has more than \(Packing.limit >> 20) MiB of records")
    }
    let whole = parts.compactMap { $0 }
    guard !shape.names.isEmpty else { throw .unpackable(file: name, reason: "no record is in it") }
    var sheet = Sheet(name, heading: shape.names, of: whole.map(\.text), mayGrow: keeps)
    var end = RecordsEnd(
      digest: FileDigest(head: bytes.digest(of: 0..<first), cuts: [], digests: [], count: first), shape: shape,
      text: sheet.bytes)
    for part in whole {
      sheet.rejections.append(part.rejections, firstLine: end.lines)
      end.take(part)
    }
    if keeps, endsWithLine { sheet.records = end }
    return sheet
  }

  /// Where parts begin: each after a line end.
  private func cuts(from first: Int, workers: Int) -> [Int] {
    let parts = bytes.count - first < 4 << 20 ? 1 : 4 * workers
    var cuts = [first]
    for part in 1..<max(parts, 2) where parts > 1 {
      let from = first + (bytes.count - first) / parts * part
      guard let found = memchr(bytes.start + from, 0x0A, bytes.count - from) else { break }
      let cut = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - bytes.start + 1
      if cut > cuts[cuts.count - 1], cut < bytes.count { cuts.append(cut) }
    }
    return cuts + [bytes.count]
  }

  private func parts(_ cuts: [Int], workers: Int, shape: JsonRecords.Shape) async -> [Part?] {
    var parts = [Part?](repeating: nil, count: cuts.count - 1)
    await withTaskGroup(of: (Int, Part?).self) { group in
      var waiting = (0..<cuts.count - 1).makeIterator()
      for _ in 0..<max(1, workers) {
        guard let next = waiting.next() else { break }
        group.addTask { (next, self.part(cuts[next], cuts[next + 1], shape)) }
      }
      while let (at, part) = await group.next() {
        parts[at] = part
        guard let next = waiting.next() else { continue }
        group.addTask { (next, self.part(cuts[next], cuts[next + 1], shape)) }
      }
    }
    return parts
  }

  /// `nil`: more than may be.
  private func part(_ low: Int, _ high: Int, _ shape: JsonRecords.Shape) -> Part? {
    var records = JsonRecords(shape)
    var rejections = Rejections()
    var position = low
    var (marked, cuts, digests): (Int, [Int], [UInt64]) = (low, [], [])
    // The bytes have just been read: they are in the cache.
    func mark(to end: Int) {
      cuts.append(marked)
      digests.append(bytes.digest(of: marked..<end))
      marked = end
    }
    while position < high {
      if keeps, position - marked >= 256 << 10 { mark(to: position) }
      let found = memchr(bytes.start + position, 0x0A, high - position)
      let end = found.map { UnsafePointer($0.assumingMemoryBound(to: UInt8.self)) - bytes.start } ?? high
      var scanner = JsonScanner(bytes.start, from: position, to: end)
      scanner.skipBlanks()
      if scanner.at == end {
        records.writer.emptyLine(isPadding: false)
      } else if !isRecord(&scanner, &records) {
        let isLast = found == nil
        rejections.add(line: records.writer.lineCount + 1, isLast ? .cutOff : .notAnObject)
        records.writer.emptyLine()
      }
      position = end + 1
    }
    if records.writer.isFull { return nil }
    if keeps { mark(to: high) }
    let known = records.shape
    return Part(text: records.finished(), shape: known, rejections: rejections, cuts: cuts, digests: digests, end: high)
  }

  private func isRecord(_ scanner: inout JsonScanner, _ records: inout JsonRecords) -> Bool {
    var trial = scanner
    // Looked at before it is written: a broken record leaves no half of itself behind.
    guard trial.byte == UInt8(ascii: "{"), records.read(&trial) else { return false }
    trial.skipBlanks()
    guard trial.at == trial.end else { return false }
    records.write(scanner)
    return true
  }
}

/// Where the reading of JSON Lines ended, and the text that was made of them: what is needed to write further lines on to it.
struct RecordsEnd: Sendable {
  /// Of the file itself.
  var digest: FileDigest
  var shape: JsonRecords.Shape
  var lines = 0
  var text: FileBytes

  fileprivate mutating func take(_ part: JsonLines.Part) {
    lines += part.text.lineCount
    digest.append(cuts: part.cuts, digests: part.digests, count: part.end)
  }
}

/// Everything one stretch of the file holds. Rows and lines in it are counted from 0.
struct Chunk: Sendable {
  var start: Int
  /// Where the record after its last one starts: what the next chunk must begin with, or it has been cut wrongly.
  var end: Int
  var rowCount: Int
  var lineCount: Int
  var blankLines: Int
  var rejections: Rejections
  var marks: [LineIndex.Mark]
  var starts: [RowText.Mark]
  var isASCII: Bool
  var parts: [ColumnPart]
}

/// Reads chunks of one file under one plan.
struct ChunkReading: Sendable {
  var source: ScanSource
  var rules: RowRules
  var plans: [ColumnPlan]
  /// Bytes a row takes in the sample: how much room to set aside.
  var bytesPerRow: Int
  var progress: @Sendable (_ bytes: Int, _ rows: Int) -> Void

  /// All records that start at `start` or later and before `limit`; the last may end beyond it.
  func chunk(from start: Int, to limit: Int) -> Chunk {
    let expectedRows = min(1 << 24, (limit - start) / max(1, bytesPerRow) + 1024)
    var parts = plans.map { $0.part(expectedRows: expectedRows) }
    let wanted = plans.indices.filter { plans[$0] != .skipped }
    var scanner = RowScanner(source: source, rules: rules, position: start)
    var told = (position: start, rows: 0)
    while let batch = scanner.next(limit: limit) {
      for column in wanted { parts[column].append(batch, column: column, bytes: source.bytes) }
      if scanner.position - told.position > 1 << 20 {
        progress(scanner.position - told.position, scanner.rowCount - told.rows)
        told = (scanner.position, scanner.rowCount)
      }
    }
    progress(scanner.position - told.position, scanner.rowCount - told.rows)
    return Chunk(
      start: start, end: scanner.position, rowCount: scanner.rowCount, lineCount: scanner.line, blankLines: scanner.blankLines,
      rejections: scanner.rejections, marks: scanner.marks, starts: scanner.starts, isASCII: scanner.isASCII, parts: parts)
  }

  /// Where to cut so that workers can begin in the middle: at a guess, checked afterwards by `joined`.
  ///
  /// Whether a line end in the middle of a file is inside quotes cannot be known from there. The parity of all quotes before it
  /// would say so, at the price of a pass over the file and only while no quote is stray; instead, the first line from which on five
  /// records have as many cells as the table is taken, and a wrong guess costs no more than reading that chunk again.
  func cuts(from first: Int, every bytes: Int) -> [Int] {
    var cuts = [first]
    var nominal = first + bytes
    while nominal < source.end {
      let cut = recordStart(near: nominal)
      guard cut < source.end else { break }
      if cut > cuts[cuts.count - 1] { cuts.append(cut) }
      nominal = max(cut, nominal) + bytes
    }
    return cuts
  }

  private func recordStart(near nominal: Int) -> Int {
    let window = min(source.end, nominal + 64 << 10)
    var candidate = nominal
    var firstCandidate: Int?
    for _ in 0..<64 {
      while candidate < window, source.start[candidate] != 0x0A, source.start[candidate] != 0x0D { candidate += 1 }
      guard candidate < window else { break }
      candidate = source.afterLineEnd(at: candidate)
      if firstCandidate == nil { firstCandidate = candidate }
      if looksLikeRows(at: candidate, until: window) { return candidate }
    }
    return firstCandidate ?? lineEnd(after: nominal)
  }

  private func lineEnd(after position: Int) -> Int {
    var index = position
    while index < source.end, source.start[index] != 0x0A, source.start[index] != 0x0D { index += 1 }
    return source.afterLineEnd(at: index)
  }

  private func looksLikeRows(at position: Int, until window: Int) -> Bool {
    // The window's end ends the trial, so that a quote opened here is not followed through the whole file.
    let trial = RowScanTrial(source: source, end: window)
    var next = position
    for _ in 0..<5 {
      if next >= window { return next > position }
      guard let after = trial.record(at: next, columns: rules.columns) else { return false }
      next = after
    }
    return true
  }

  /// The chunks of the whole file in order, read by `workers` tasks, each proven to begin where the one before ended.
  func chunks(cuts: [Int], workers: Int) async -> [Chunk] {
    guard cuts.count > 1, workers > 1 else {
      return joined(cuts.indices.map { index in chunk(from: cuts[index], to: limit(after: index, in: cuts)) }, cuts)
    }
    let queue = ChunkQueue(count: cuts.count)
    var found = await withTaskGroup(of: [(Int, Chunk)].self) { group in
      for _ in 0..<min(workers, cuts.count) {
        group.addTask {
          var mine: [(Int, Chunk)] = []
          while let index = queue.next() {
            mine.append((index, self.chunk(from: cuts[index], to: self.limit(after: index, in: cuts))))
          }
          return mine
        }
      }
      var all: [(Int, Chunk)] = []
      for await some in group { all += some }
      return all
    }
    found.sort { $0.0 < $1.0 }
    return joined(found.map(\.1), cuts)
  }

  private func limit(after index: Int, in cuts: [Int]) -> Int { index + 1 < cuts.count ? cuts[index + 1] : source.end }

  /// Reads those chunks again that began inside a record.
  private func joined(_ chunks: [Chunk], _ cuts: [Int]) -> [Chunk] {
    var result: [Chunk] = []
    result.reserveCapacity(chunks.count)
    var expected = cuts[0]
    for (index, found) in chunks.enumerated() {
      let limit = limit(after: index, in: cuts)
      if found.start == expected {
        result.append(found)
        expected = found.end
      } else if expected < limit {
        let again = chunk(from: expected, to: limit)
        result.append(again)
        expected = again.end
      }
    }
    return result
  }
}

/// Counts the cells of records in a stretch of bytes that ends before the file does.
private struct RowScanTrial {
  var source: ScanSource
  var end: Int

  /// Where the next record starts, if this one has the right number of cells or is blank; nil otherwise.
  func record(at position: Int, columns: Int) -> Int? {
    var cells = 1
    var inQuotes = false
    var index = position
    while index < end {
      let byte = source.start[index]
      if byte == UInt8(ascii: "\"") {
        inQuotes.toggle()
      } else if !inQuotes, byte == source.separator {
        cells += 1
      } else if !inQuotes, byte == 0x0A || byte == 0x0D {
        let isBlank = index == position
        return cells == columns || isBlank ? source.afterLineEnd(at: index) : nil
      }
      index += 1
    }
    return inQuotes || cells > columns ? nil : end
  }
}

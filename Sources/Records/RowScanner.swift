internal import CScan

/// Rows of one stretch of a file, found but not yet read: for each row the place before its first cell and the end of every cell.
struct RowBatch {
  /// What the distances in `ends` are counted from.
  var base: UnsafePointer<UInt8>
  /// `columns + 1` distances a row.
  var ends: UnsafePointer<UInt32>
  var columns: Int
  var count: Int

  @inline(__always)
  func cell(_ row: Int, _ column: Int) -> CellBytes {
    let place = row &* (columns &+ 1) &+ column
    let low = Int(ends[place]) &+ 1
    return CellBytes(start: base + low, count: Int(ends[place &+ 1]) &- low)
  }
}

/// Memory for the cell ends of one batch of rows: a class, because it is freed when the scanner that uses it is gone.
private final class CellEnds {
  let memory: UnsafeMutablePointer<UInt32>
  let capacity: Int
  init(capacity: Int) {
    self.capacity = capacity
    memory = .allocate(capacity: capacity)
  }
  deinit { memory.deallocate() }
}

/// Walks over the records of a file from one position to a limit and hands out the rows in batches.
///
/// Sixty-four bytes are looked at together: which are quotes, separators, line ends; the exclusive-or of all quotes before a byte
/// says whether it is quoted (Langdale & Lemire, "Parsing gigabytes of JSON per second", 2019). Where a quote stands where no
/// well-formed quote can, the record is read again by `ScanSource.record`.
struct RowScanner {
  let source: ScanSource
  let rules: RowRules
  /// Where the next record starts.
  private(set) var position: Int
  /// Lines passed since the scanner began.
  private(set) var line = 0
  private(set) var rowCount = 0
  private(set) var blankLines = 0
  /// Lines in it are counted from 0.
  private(set) var rejections = Rejections()
  private(set) var marks: [LineIndex.Mark] = []
  /// Start of every 64th row, and its line.
  private(set) var starts: [RowText.Mark] = []
  /// Whether a byte was seen that is not ASCII.
  private(set) var isASCII = true
  /// A quote was never closed: what stands behind the end of the file could still close it.
  private(set) var sawOpenQuote = false

  private var ends = CellEnds(capacity: 0)
  private var lineMinusRow = Int.min
  private var origin = 0
  private var batchRows = 0

  init(source: ScanSource, rules: RowRules, position: Int = 0) {
    self.source = source
    self.rules = rules
    self.position = position
  }

  /// Starts anew at another record; the memory is kept.
  mutating func begin(at position: Int) {
    self.position = position
    line = 0
    rowCount = 0
    blankLines = 0
    rejections = Rejections()
    marks.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    isASCII = true
    sawOpenQuote = false
    lineMinusRow = .min
  }

  /// The next rows, at most `maximum`, whose records start before `limit`; `nil` when there are none left. Valid until the next call.
  ///
  /// The limit may be at most a gigabyte away: distances in a batch are 32 bits.
  mutating func next(limit: Int, maximum: Int = .max) -> RowBatch? {
    guard position < limit else { return nil }
    batchRows = 0
    origin = position - 1
    // A row takes at least as many bytes as it has cell ends here, but for the last one.
    let stride = rules.columns + 1
    let bytes = limit - position
    let room = (maximum < bytes / stride ? maximum * stride : bytes) + 2 * stride + 192
    if ends.capacity < room { ends = CellEnds(capacity: room) }
    while position < limit, batchRows < maximum {
      scanBlocks(limit: limit, wanted: maximum)
      if position < limit, batchRows < maximum { readSlowly() }
    }
    guard batchRows > 0 else { return nil }
    return RowBatch(base: source.start + origin, ends: UnsafePointer(ends.memory), columns: rules.columns, count: batchRows)
  }

  /// Reads one record byte by byte.
  private mutating func readSlowly() {
    let row = ends.memory + batchRows * (rules.columns + 1)
    row[0] = UInt32(truncatingIfNeeded: position - 1 - origin)
    let scan = source.record(at: position, origin: origin, ends: row + 1, limit: rules.columns)
    switch scan.fate {
    case .whole:
      settle(scan, row)
      line += scan.innerLines + 1
    case .unclosedQuote(let quote), .cutOff(let quote):
      sawOpenQuote = true
      source.countLines(from: position, to: quote, &line)
      rejections.add(line: line, scan.fate == .cutOff(at: quote) ? .cutOff : .unclosedQuote)
      line += 1
    }
    if isASCII { isASCII = SourceText.isASCII(source.start + position, scan.next - position) }
    position = scan.next
  }

  private mutating func settle(_ scan: RecordScan, _ row: UnsafeMutablePointer<UInt32>) {
    switch rules.verdict(on: scan, from: position, origin: origin, ends: row + 1, in: source) {
    case .row: accept(at: position)
    case .blank: blankLines += 1
    case .rejected(let reason): rejections.add(line: line, reason)
    }
  }

  @inline(__always)
  private mutating func accept(at start: Int) {
    if line &- rowCount != lineMinusRow {
      lineMinusRow = line &- rowCount
      marks.append(LineIndex.Mark(row: UInt32(truncatingIfNeeded: rowCount), line: UInt32(truncatingIfNeeded: line)))
    }
    if rowCount & 63 == 0 { starts.append(RowText.Mark(row: rowCount, position: start, line: line)) }
    rowCount &+= 1
    batchRows &+= 1
  }

  /// Takes whole records, 64 bytes at a time, until the batch is full, the limit is reached, or a record needs to be read slowly.
  private mutating func scanBlocks(limit: Int, wanted: Int) {
    let start = source.start
    let end = source.end
    let separator = source.separator
    let stride = rules.columns + 1
    let memory = ends.memory
    var block = position
    var inQuotes: UInt64 = 0
    var boundaryBefore: UInt64 = 1
    var closedBefore: UInt64 = 0
    var returnBefore: UInt64 = 0
    var innerLines = false
    var row = batchRows * stride
    memory[row] = UInt32(truncatingIfNeeded: position &- 1 &- origin)
    var write = row &+ 1

    while block < end {
      // A record with more cells or bytes than a row could have: let it be read slowly.
      if write &+ 64 > ends.capacity || block &- origin > 1 << 31 { return }
      var found = scan_64(start + block, separator)
      if block &+ 64 > end {
        let valid = ~UInt64(0) >> UInt64(64 &- (end &- block))
        found.quote &= valid
        found.separator &= valid
        found.lf &= valid
        found.cr &= valid
      }
      if found.high != 0 { isASCII = false }
      let lineEnds = found.cr | (found.lf & ~(found.cr << 1 | returnBefore))
      var structural = found.separator | lineEnds
      var bad: UInt64 = 0
      var quotedLineEnds: UInt64 = 0
      if found.quote | inQuotes | closedBefore != 0 {
        let quoted = RowScanner.prefixXor(found.quote) ^ inQuotes
        let opens = found.quote & quoted
        let closes = found.quote & ~quoted
        let boundary = found.separator | found.lf | found.cr | found.quote
        // The end of the file ends a cell as a separator does.
        let pastEnd = block &+ 64 > end ? ~UInt64(0) << UInt64(end &- block) : 0
        bad = (opens & ~(boundary << 1 | boundaryBefore)) | ((closes << 1 | closedBefore) & ~(boundary | pastEnd))
        boundaryBefore = boundary >> 63
        closedBefore = closes >> 63
        inQuotes = UInt64(bitPattern: Int64(bitPattern: quoted) >> 63)
        quotedLineEnds = lineEnds & quoted
        structural &= ~quoted
        if bad != 0 { structural &= (bad & (0 &- bad)) &- 1 }
      } else {
        boundaryBefore = (found.separator | found.lf | found.cr) >> 63
      }
      returnBefore = found.cr >> 63
      if quotedLineEnds != 0 { innerLines = true }

      while structural != 0 {
        let bit = structural.trailingZeroBitCount
        structural &= structural &- 1
        let place = block &+ bit
        memory[write] = UInt32(truncatingIfNeeded: place &- origin)
        write &+= 1
        guard (lineEnds >> UInt64(bit)) & 1 != 0 else { continue }

        let first = position
        let cells = write &- row &- 1
        let next = start[place] == 0x0D && start[place &+ 1] == 0x0A && place &+ 1 < end ? place &+ 2 : place &+ 1
        var inner = 0
        if innerLines {
          source.countLines(from: first, to: place, &inner)
          innerLines = quotedLineEnds != 0
        }
        let lastStart = cells > 1 ? Int(memory[write &- 2]) &+ origin &+ 1 : first
        if cells == rules.columns,
          !rules.mayBeNoRow(
            first: start + first, last: start + lastStart, length: place &- first, separator: separator)
        {
          accept(at: first)
          row = write
        } else {
          var scan = RecordScan()
          scan.cells = cells
          scan.end = place
          scan.innerLines = inner
          settle(scan, memory + row)
          row = batchRows &* stride
        }
        line &+= 1 &+ inner
        position = next
        if batchRows == wanted || next >= limit { return }
        memory[row] = UInt32(truncatingIfNeeded: next &- 1 &- origin)
        write = row &+ 1
      }
      if bad != 0 { return }
      block &+= 64
    }
  }

  /// Bit n is the exclusive-or of all bits up to n.
  @inline(__always)
  private static func prefixXor(_ bits: UInt64) -> UInt64 {
    var bits = bits
    bits ^= bits << 1
    bits ^= bits << 2
    bits ^= bits << 4
    bits ^= bits << 8
    bits ^= bits << 16
    bits ^= bits << 32
    return bits
  }
}

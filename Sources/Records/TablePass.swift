import Glibc
import Synchronization

/// One pass over a file: which columns are read as what, and where its workers begin.
struct TablePass: Sendable {
  var source: ScanSource
  var rules: RowRules
  var plans: [ColumnPlan]
  /// Where each chunk begins. A wrong place costs time and nothing else: see `PassOrder`.
  var cuts: [Int]
  /// Rows there is room for.
  var capacity: Int
  /// The names of each column in the rows before, where there are any.
  var known: [CategoryNames] = []
  /// Whether the bytes are told by their digests, so that the file is known again when it has grown.
  var isMarked = false
  var progress: @Sendable (_ bytes: Int, _ rows: Int) -> Void

  /// Of the rows from a place on to the end of the file.
  init(
    _ sniffed: Sniffed, _ plans: [ColumnPlan], _ options: ReadOptions, from first: Int, capacity: Int,
    progress: @escaping @Sendable (_ bytesDone: Int, _ rows: Int) -> Void
  ) {
    source = sniffed.source
    rules = sniffed.rules
    self.plans = plans
    self.capacity = capacity
    cuts = FileCuts(source: source, rules: rules).cuts(from: first, every: min(max(options.chunkBytes, 1), 64 << 20))
    let tally = ReadTally()
    self.progress = { bytes, rows in
      let sum = tally.add(bytes: bytes, rows: rows)
      progress(sum.bytes, sum.rows)
    }
  }

  /// What a pass found, all workers together.
  struct Result: Sendable {
    var memory: [ColumnMemory]
    var parts: [ColumnPart]
    var names: [CategoryNames]
    var found: PassOrder.Found
    var multibyte: SourceText.Multibyte
  }

  /// What one worker did.
  private struct Work: Sendable {
    var parts: [ColumnPart]
    var multibyte = SourceText.Multibyte()

    mutating func add(_ other: Work) {
      if parts.isEmpty { parts = other.parts } else { for column in parts.indices { parts[column].add(other.parts[column]) } }
      multibyte.add(other.multibyte)
    }
  }

  /// The rows further on may be shorter than those of the sample: then they are read again, with room for all.
  mutating func runWithRoom(workers: Int) async -> Result {
    let result = await run(workers: workers)
    let isRoomy = result.found.rowCount <= capacity
    progress = { _, _ in }
    capacity = result.found.rowCount
    return isRoomy ? result : await run(workers: workers)
  }

  func run(workers: Int) async -> Result {
    let made = plans.map { ColumnMemory.make(for: $0, capacity: capacity) }
    let names = plans.indices.map { known.isEmpty ? CategoryNames() : CategoryNames(after: known[$0]) }
    let targets = made.map(\.1)
    let order = PassOrder(first: cuts[0], chunks: cuts.count)
    var done = Work(parts: [])
    if workers == 1 || cuts.count == 1 {
      done = work(order, targets, names)
    } else {
      await withTaskGroup(of: Work.self) { group in
        for _ in 0..<min(workers, cuts.count) { group.addTask { self.work(order, targets, names) } }
        for await theirs in group { done.add(theirs) }
      }
    }
    var memory = made.map(\.0)
    let result = Result(memory: [], parts: done.parts, names: names, found: order.found(), multibyte: done.multibyte)
    return TablePass.trimmed(&memory, result, capacity)
  }

  private static func trimmed(_ memory: inout [ColumnMemory], _ result: consuming Result, _ capacity: Int) -> Result {
    var result = consume result
    result.memory = memory
    memory = []
    if result.found.rowCount <= capacity {
      for column in result.memory.indices { result.memory[column].trim(to: result.found.rowCount) }
    }
    return result
  }

  private func end(of chunk: Int) -> Int { chunk + 1 < cuts.count ? cuts[chunk + 1] : source.end }

  /// What one worker does: find the rows of a chunk, learn in its turn which rows of the table they are, write their cells.
  private func work(_ order: PassOrder, _ targets: [ColumnMemory.Target], _ names: [CategoryNames]) -> Work {
    var done = Work(parts: plans.indices.map { ColumnPart(plans[$0], targets[$0], names[$0]) })
    let wanted = plans.indices.filter { plans[$0] != .skipped }
    var scanner = RowScanner(source: source, rules: rules)
    while let index = order.nextChunk() {
      let limit = end(of: index)
      scanner.begin(at: cuts[index])
      var batch = scanner.next(limit: limit)
      var start = cuts[index]
      // The bytes have just been searched: they are in the cache.
      let digest = isMarked ? source.bytes.digest(of: cuts[index]..<limit) : 0
      let firstRow = order.place(index, digest) { expected in
        start = expected
        if expected != cuts[index] {
          scanner.begin(at: expected)
          batch = scanner.next(limit: limit)
        }
        return scanner
      }
      if let batch, firstRow + batch.count <= capacity {
        for column in wanted { done.parts[column].append(batch, column: column, firstRow: firstRow) }
      }
      if !scanner.isASCII { done.multibyte.count(source, start..<scanner.position) }
      if let read = order.finish(index) { source.bytes.release(cuts[read.lowerBound]..<end(of: read.upperBound - 1)) }
      progress(limit - cuts[index], batch?.count ?? 0)
    }
    return done
  }
}

/// Hands out the chunks, and puts what was found in them into the order of the file: a class, because the workers share it.
///
/// A chunk knows its rows' numbers only when all chunks before it have been searched, and only then is it certain that it begins at a
/// record: the one before must have ended there. Searching is quick and cells are read afterwards, so workers hardly wait.
final class PassOrder: Sendable {
  /// What the records are, up to the chunk whose turn it is.
  struct Found: Sendable {
    var position: Int
    var rowCount = 0
    var lineCount = 0
    var blankLines = 0
    var isASCII = true
    var rejections = Rejections()
    /// Lines are counted from 0.
    var lines = LineIndex()
    var starts: [RowText.Mark] = []
    /// A quote of some row is never closed.
    var sawOpenQuote = false
    /// Of the bytes of each chunk.
    var digests: [UInt64] = []
  }
  private let taken = Atomic(0)
  private let turn = Atomic(0)
  private let chunks: Int
  private let state: Mutex<Found>
  /// Of each stretch of neighbouring chunks, how many are not read yet.
  private let unread: Mutex<[Int]>
  /// Chunks that are given back together: every giving back stops the other workers for a moment.
  private static let stretch = 16

  init(first: Int, chunks: Int) {
    self.chunks = chunks
    state = Mutex(Found(position: first))
    unread = Mutex(
      stride(from: 0, to: chunks, by: PassOrder.stretch).map { min(PassOrder.stretch, chunks - $0) })
  }

  /// The chunk is read; answers the stretch of chunks that all are now.
  func finish(_ index: Int) -> Range<Int>? {
    let stretch = index / PassOrder.stretch
    let left = unread.withLock { unread in
      unread[stretch] -= 1
      return unread[stretch]
    }
    guard left == 0 else { return nil }
    return stretch * PassOrder.stretch..<min(chunks, (stretch + 1) * PassOrder.stretch)
  }

  func nextChunk() -> Int? {
    let index = taken.wrappingAdd(1, ordering: .relaxed).oldValue
    return index < chunks ? index : nil
  }

  /// Waits for the chunk's turn, lets `search` correct itself to where it really begins, and returns the number of its first row.
  func place(_ index: Int, _ digest: UInt64, _ search: (_ expected: Int) -> RowScanner) -> Int {
    var spins = 0
    while turn.load(ordering: .acquiring) != index {
      spins += 1
      if spins > 64 { sched_yield() }
    }
    let firstRow = state.withLock { found in
      let scanner = search(found.position)
      let first = found.rowCount
      found.rejections.append(scanner.rejections, firstLine: found.lineCount)
      found.lines.append(scanner.marks, firstRow: first, firstLine: found.lineCount)
      for mark in scanner.starts {
        found.starts.append(RowText.Mark(row: mark.row + first, position: mark.position, line: mark.line + found.lineCount))
      }
      found.position = scanner.position
      found.rowCount += scanner.rowCount
      found.lineCount += scanner.line
      found.blankLines += scanner.blankLines
      found.isASCII = found.isASCII && scanner.isASCII
      found.sawOpenQuote = found.sawOpenQuote || scanner.sawOpenQuote
      found.digests.append(digest)
      return first
    }
    turn.store(index + 1, ordering: .releasing)
    return firstRow
  }

  func found() -> Found { state.withLock { $0 } }
}

/// Bytes and rows read so far by all workers together: a class, because they share it.
final class ReadTally: Sendable {
  private let bytes = Atomic(0)
  private let rows = Atomic(0)
  init() {}

  func add(bytes more: Int, rows moreRows: Int) -> (bytes: Int, rows: Int) {
    (bytes.wrappingAdd(more, ordering: .relaxed).newValue, rows.wrappingAdd(moreRows, ordering: .relaxed).newValue)
  }
}

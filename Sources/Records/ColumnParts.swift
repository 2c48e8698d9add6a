/// One worker's hand on one column: writes the cells of its rows where they belong and keeps count of what they were.
///
/// An enum of structs and not a protocol: one `switch` a chunk and column, then a loop that knows its type.
enum ColumnPart: Sendable {
  case moments(MomentPart)
  case numbers(NumberPart)
  case categories(CategoryPart)
  case keys(KeyPart)
  /// Empty as far as anybody looked: counts cells that are not.
  case empty(EmptyPart)
  /// Not asked for in this pass.
  case skipped

  init(_ plan: ColumnPlan, _ target: ColumnMemory.Target, _ names: CategoryNames) {
    switch (plan, target) {
    case (.moments(let epoch, _), .moments(let target)): self = .moments(MomentPart(epoch: epoch, wide: target))
    case (.moments(let epoch, _), .narrowMoments(let target)): self = .moments(MomentPart(epoch: epoch, narrow: target))
    case (.numbers(let decimalComma), .numbers(let target)):
      self = .numbers(NumberPart(decimalComma: decimalComma, target: target))
    case (.categories, .codes(let target)): self = .categories(CategoryPart(target: target, shared: names))
    case (.keys, .keys(let hashes)): self = .keys(KeyPart(hashes: hashes))
    case (.empty, _): self = .empty(EmptyPart())
    default: self = .skipped
    }
  }

  /// Reads one column of a batch whose first row is number `firstRow` of the table.
  mutating func append(_ batch: RowBatch, column: Int, firstRow: Int) {
    // Taken out and put back, so that the arrays inside are not shared.
    switch self {
    case .moments(var part):
      self = .skipped
      part.append(batch, column, firstRow)
      self = .moments(part)
    case .numbers(var part):
      self = .skipped
      part.append(batch, column, firstRow)
      self = .numbers(part)
    case .categories(var part):
      self = .skipped
      part.append(batch, column, firstRow)
      self = .categories(part)
    case .keys(var part):
      self = .skipped
      part.append(batch, column, firstRow)
      self = .keys(part)
    case .empty(var part):
      part.append(batch, column)
      self = .empty(part)
    case .skipped: break
    }
  }

  /// Adds what another worker counted on the same column.
  mutating func add(_ other: ColumnPart) {
    switch (self, other) {
    case (.moments(var a), .moments(let b)):
      a.add(b)
      self = .moments(a)
    case (.numbers(var a), .numbers(let b)):
      a.add(b)
      self = .numbers(a)
    case (.categories(var a), .categories(let b)):
      a.emptyCount += b.emptyCount
      self = .categories(a)
    case (.keys(var a), .keys(let b)):
      a.emptyCount += b.emptyCount
      self = .keys(a)
    case (.empty(var a), .empty(let b)):
      a.filled += b.filled
      self = .empty(a)
    case (.skipped, _), (_, _): break
    }
  }
}

/// Rows whose cell is not of the column's type: all counted, the first kept.
struct BadCells: Sendable {
  struct Example: Sendable {
    var row: Int
    var text: String
  }
  var count = 0
  var examples: [Example] = []
  init() {}

  mutating func add(row: Int, _ cell: CellBytes) {
    count += 1
    if examples.count < Rejections.limit { examples.append(Example(row: row, text: cell.example)) }
  }

  mutating func add(row: Int, text: String) {
    count += 1
    if examples.count < Rejections.limit { examples.append(Example(row: row, text: text)) }
  }

  /// Both in the order of the rows. Each worker kept its own first ones, so the first of all are among them.
  mutating func add(_ other: BadCells) {
    count += other.count
    examples = Array((examples + other.examples).sorted { $0.row < $1.row }.prefix(Rejections.limit))
  }
}

/// A column in which the sample held nothing.
struct EmptyPart: Sendable {
  var filled = 0
  init() {}

  mutating func append(_ batch: RowBatch, _ column: Int) {
    for row in 0..<batch.count where batch.cell(row, column).bare.emptiness != .empty { filled += 1 }
  }
}

/// Amounts and counts.
struct NumberPart: Sendable {
  let decimalComma: Bool
  private nonisolated(unsafe) let target: UnsafeMutablePointer<Double>
  var emptyCount = 0
  var bad = BadCells()
  var signs = SignCounts()

  init(decimalComma: Bool, target: UnsafeMutablePointer<Double>) {
    self.decimalComma = decimalComma
    self.target = target
  }

  mutating func append(_ batch: RowBatch, _ column: Int, _ firstRow: Int) {
    let out = target + firstRow
    var plainPoints = 0
    for row in 0..<batch.count {
      let cell = batch.cell(row, column).bare
      if cell.emptiness != .filled {
        emptyCount += 1
        out[row] = .nan
        continue
      }
      var found: NumberText.Signs = []
      if let value = NumberText.value(cell, decimalComma: decimalComma, signs: &found) {
        out[row] = value
      } else {
        out[row] = .nan
        bad.add(row: firstRow + row, cell)
      }
      if found == .point {
        plainPoints += 1
      } else if !found.isEmpty {
        signs.count(found)
      }
    }
    signs.point += plainPoints
  }

  mutating func add(_ other: NumberPart) {
    emptyCount += other.emptyCount
    bad.add(other.bad)
    signs.add(other.signs)
  }
}

/// How often cells of a column showed how its numbers are written.
struct SignCounts: Sendable {
  /// Cells that only a decimal point, only a decimal comma, or either explains.
  var point = 0
  var comma = 0
  var either = 0
  /// Cells that are names made of digits, and cells that surely are amounts.
  var identifiers = 0
  var amounts = 0
  /// How many cells named each currency, by its number in `NumberText.currencies`.
  var currencies = Array(repeating: 0, count: NumberText.currencies.count)
  init() {}

  mutating func count(_ signs: NumberText.Signs) {
    if signs.contains(.point) { point += 1 }
    if signs.contains(.comma) { comma += 1 }
    if signs.contains(.either) { either += 1 }
    if signs.contains(.identifier) { identifiers += 1 }
    if signs.contains(.amount) { amounts += 1 }
    if signs.currency > 0 { currencies[signs.currency - 1] += 1 }
  }

  mutating func add(_ other: SignCounts) {
    point += other.point
    comma += other.comma
    either += other.either
    identifiers += other.identifiers
    amounts += other.amounts
    for index in currencies.indices { currencies[index] += other.currencies[index] }
  }

  /// Cells name more than one.
  var namesSeveral: Bool { currencies.count { $0 > 0 } > 1 }

  /// The currency most cells name.
  var currency: String? {
    guard let most = currencies.max(), most > 0, let index = currencies.firstIndex(of: most) else { return nil }
    return NumberText.currencies[index]
  }
}

/// Many different texts: their hashes.
struct KeyPart: Sendable {
  private nonisolated(unsafe) let hashes: UnsafeMutablePointer<UInt64>
  var emptyCount = 0
  private var scratch: [UInt8] = []

  init(hashes: UnsafeMutablePointer<UInt64>) { self.hashes = hashes }

  mutating func append(_ batch: RowBatch, _ column: Int, _ firstRow: Int) {
    let out = hashes + firstRow
    for row in 0..<batch.count {
      let outer = batch.cell(row, column).trimmed
      let cell = outer.isQuoted ? outer.bare : outer
      if cell.emptiness == .empty {
        emptyCount += 1
        out[row] = 0
        continue
      }
      out[row] = outer.isQuoted && cell.holdsQuote ? hashUnescaped(outer) : KeyHash.hash(cell.start, cell.count)
    }
  }

  private mutating func hashUnescaped(_ cell: CellBytes) -> UInt64 {
    cell.unescaped(into: &scratch)
    return scratch.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return 1 }
      let inner = CellBytes(start: base, count: bytes.count).trimmed
      return inner.count == 0 ? 1 : KeyHash.hash(inner.start, inner.count)
    }
  }
}

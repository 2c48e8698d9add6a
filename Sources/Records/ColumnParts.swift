/// What one chunk of the file gives to one column, in the type the sample suggested. Appended to batch by batch.
///
/// An enum of structs and not a protocol with closures: one `switch` a batch and column, then a loop that knows its type.
enum ColumnPart: Sendable {
  case moments(MomentPart)
  case numbers(NumberPart)
  case categories(CategoryPart)
  case keys(KeyPart)
  /// Empty as far as anybody looked: counts cells that are not.
  case empty(EmptyPart)
  /// Not asked for in this pass.
  case skipped

  mutating func append(_ batch: RowBatch, column: Int, bytes: FileBytes) {
    // Taken out and put back, so that the arrays inside are not shared and grow in place.
    switch self {
    case .moments(var part):
      self = .skipped
      part.append(batch, column)
      self = .moments(part)
    case .numbers(var part):
      self = .skipped
      part.append(batch, column)
      self = .numbers(part)
    case .categories(var part):
      self = .skipped
      part.append(batch, column)
      self = .categories(part)
    case .keys(var part):
      self = .skipped
      part.append(batch, column, start: bytes.start)
      self = .keys(part)
    case .empty(var part):
      self = .skipped
      part.append(batch, column)
      self = .empty(part)
    case .skipped: break
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

  mutating func append(_ later: BadCells, firstRow: Int) {
    count += later.count
    for example in later.examples where examples.count < Rejections.limit {
      examples.append(Example(row: example.row + firstRow, text: example.text))
    }
  }
}

/// A column in which the sample held nothing.
struct EmptyPart: Sendable {
  var rows = 0
  var filled = 0
  init() {}

  mutating func append(_ batch: RowBatch, _ column: Int) {
    rows += batch.count
    for row in 0..<batch.count where batch.cell(row, column).bare.emptiness != .empty { filled += 1 }
  }
}

/// Amounts and counts.
struct NumberPart: Sendable {
  let decimalComma: Bool
  var values: [Double] = []
  var emptyCount = 0
  var bad = BadCells()
  /// Cells that only a decimal point, only a decimal comma, or either explains.
  var point = 0
  var comma = 0
  var either = 0
  /// Cells that are names made of digits, and cells that surely are amounts.
  var identifiers = 0
  var amounts = 0
  var currency = 0

  init(decimalComma: Bool, expectedRows: Int) {
    self.decimalComma = decimalComma
    values.reserveCapacity(expectedRows)
  }

  mutating func append(_ batch: RowBatch, _ column: Int) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: batch.count) { out in
      var plainPoints = 0
      for row in 0..<batch.count {
        let cell = batch.cell(row, column).bare
        if cell.emptiness != .filled {
          emptyCount += 1
          out[row] = .nan
          continue
        }
        var signs: NumberText.Signs = []
        if let value = NumberText.value(cell, decimalComma: decimalComma, signs: &signs) {
          out[row] = value
        } else {
          out[row] = .nan
          bad.add(row: batch.firstRow + row, cell)
        }
        if signs == .point {
          plainPoints += 1
        } else if !signs.isEmpty {
          count(signs)
        }
      }
      point += plainPoints
      values.append(contentsOf: UnsafeBufferPointer(rebasing: UnsafeBufferPointer(out)[0..<batch.count]))
    }
  }

  mutating func count(_ signs: NumberText.Signs) {
    if signs.contains(.point) { point += 1 }
    if signs.contains(.comma) { comma += 1 }
    if signs.contains(.either) { either += 1 }
    if signs.contains(.identifier) { identifiers += 1 }
    if signs.contains(.amount) { amounts += 1 }
    if currency == 0 { currency = signs.currency }
  }
}

/// Many different texts: their hashes and places.
struct KeyPart: Sendable {
  var hashes: [UInt64] = []
  var places: [TextStore.Place] = []
  var emptyCount = 0
  private var scratch: [UInt8] = []

  init(expectedRows: Int) {
    hashes.reserveCapacity(expectedRows)
    places.reserveCapacity(expectedRows)
  }

  mutating func append(_ batch: RowBatch, _ column: Int, start: UnsafePointer<UInt8>) {
    let count = batch.count
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: count) { out in
      withUnsafeTemporaryAllocation(of: TextStore.Place.self, capacity: count) { found in
        for row in 0..<count {
          let outer = batch.cell(row, column).trimmed
          let cell = outer.isQuoted ? outer.bare : outer
          if cell.emptiness == .empty {
            emptyCount += 1
            out[row] = 0
            found[row] = .none
            continue
          }
          found[row] = TextStore.Place(offset: outer.start - start, count: outer.count)
          out[row] = outer.isQuoted && cell.holdsQuote ? hashUnescaped(outer) : KeyHash.hash(cell.start, cell.count)
        }
        hashes.append(contentsOf: UnsafeBufferPointer(rebasing: UnsafeBufferPointer(out)[0..<count]))
        places.append(contentsOf: UnsafeBufferPointer(rebasing: UnsafeBufferPointer(found)[0..<count]))
      }
    }
  }

  private mutating func hashUnescaped(_ cell: CellBytes) -> UInt64 {
    cell.unescaped(into: &scratch)
    return scratch.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return 1 }
      let inner = CellBytes(start: base, count: bytes.count).trimmed
      return inner.count == 0 ? 0 : KeyHash.hash(inner.start, inner.count)
    }
  }
}

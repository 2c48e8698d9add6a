/// Few different texts: a number for each, in the order in which they first appear.
struct CategoryPart: Sendable {
  /// More different texts than this are no categories.
  static let limit = 4096

  var codes: [UInt32] = []
  var names: [String] = []
  /// Exact hash of each name, by code.
  var hashes: [UInt64] = []
  var emptyCount = 0
  var rows = 0
  /// More different texts were met than categories may have; nothing was kept after that.
  var overflowed = false

  /// Open addressing: a slot holds a hash and its code. Sixty-four bits are trusted: with 4,096 texts, two that share a hash are less
  /// likely than one in 10^12.
  private var slots: [Slot]
  private var mask: Int
  private var scratch: [UInt8] = []

  private struct Slot: Sendable {
    var hash: UInt64
    var code: UInt32
  }
  private static let vacant = Slot(hash: 0, code: Column.missingCode)

  init(expectedRows: Int) {
    slots = Array(repeating: CategoryPart.vacant, count: 256)
    mask = 255
    codes.reserveCapacity(expectedRows)
  }

  mutating func append(_ batch: RowBatch, _ column: Int) {
    rows += batch.count
    if overflowed { return }
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: batch.count) { out in
      for row in 0..<batch.count {
        let outer = batch.cell(row, column).trimmed
        let cell = outer.isQuoted ? outer.bare : outer
        if cell.emptiness == .empty {
          emptyCount += 1
          out[row] = Column.missingCode
          continue
        }
        let hash = outer.isQuoted && cell.holdsQuote ? hashUnescaped(outer) : KeyHash.exact(cell.start, cell.count)
        out[row] = code(hash, outer)
      }
      codes.append(contentsOf: UnsafeBufferPointer(rebasing: UnsafeBufferPointer(out)[0..<batch.count]))
    }
    if names.count > CategoryPart.limit {
      overflowed = true
      codes = []
    }
  }

  @inline(__always)
  private mutating func code(_ hash: UInt64, _ cell: CellBytes) -> UInt32 {
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let found = slots[slot]
      if found.code == Column.missingCode { return add(hash, cell.text) }
      if found.hash == hash { return found.code }
      slot = (slot &+ 1) & mask
    }
  }

  private mutating func add(_ hash: UInt64, _ name: String) -> UInt32 {
    let code = UInt32(names.count)
    names.append(name)
    hashes.append(hash)
    if names.count * 2 > slots.count {
      slots = Array(repeating: CategoryPart.vacant, count: slots.count * 4)
      mask = slots.count - 1
      for (code, hash) in hashes.enumerated() { place(hash, UInt32(code)) }
    } else {
      place(hash, code)
    }
    return code
  }

  private mutating func place(_ hash: UInt64, _ code: UInt32) {
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot].code != Column.missingCode { slot = (slot &+ 1) & mask }
    slots[slot] = Slot(hash: hash, code: code)
  }

  /// The code of a name met in a later chunk, in this one's numbering.
  mutating func adopt(_ hash: UInt64, _ name: String) -> UInt32 {
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot].code != Column.missingCode {
      if slots[slot].hash == hash { return slots[slot].code }
      slot = (slot &+ 1) & mask
    }
    return add(hash, name)
  }

  private mutating func hashUnescaped(_ cell: CellBytes) -> UInt64 {
    cell.unescaped(into: &scratch)
    return scratch.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return 0 }
      let inner = CellBytes(start: base, count: bytes.count).trimmed
      return KeyHash.exact(inner.start, inner.count)
    }
  }
}

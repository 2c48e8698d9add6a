import Synchronization

/// The different texts of one column, numbered as they were met: a class, because all workers number them together.
final class CategoryNames: Sendable {
  /// More different texts than this are no categories.
  static let limit = 4096

  private struct Known: Sendable {
    var table = HashTable()
    var names: [String] = []
    /// The first row each name stands in.
    var firstRows: [Int] = []
  }
  private let known: Mutex<Known>
  private let full: Atomic<Bool>

  init() {
    known = Mutex(Known())
    full = Atomic(false)
  }

  /// The names of a column whose first rows were read before, numbered as its cells are; rows are counted anew.
  init(after earlier: CategoryNames) {
    let (names, hashes) = earlier.known.withLock { known in
      let order = CategoryNames.order(known.firstRows)
      return (order.map { known.names[$0] }, order.map { known.table.hash(of: $0) })
    }
    var known = Known()
    known.names = names
    known.firstRows = [Int](repeating: -1, count: names.count)
    for hash in hashes { _ = known.table.add(hash) }
    self.known = Mutex(known)
    full = Atomic(earlier.overflowed)
  }

  /// More different texts were met than categories may have; their codes mean nothing.
  var overflowed: Bool { full.load(ordering: .relaxed) }

  var count: Int { known.withLock { $0.names.count } }

  func code(of hash: UInt64, row: Int, name: @autoclosure () -> String) -> UInt16 {
    known.withLock { known in
      if let code = known.table.code(of: hash) {
        known.firstRows[Int(code)] = min(known.firstRows[Int(code)], row)
        return code
      }
      guard known.names.count < CategoryNames.limit else {
        full.store(true, ordering: .relaxed)
        return Column.missingCode
      }
      known.names.append(name())
      known.firstRows.append(row)
      return known.table.add(hash)
    }
  }

  /// The names in the order in which they first stand in the file, and for each code its place there: workers met them in any order.
  func inOrder() -> (names: [String], places: [UInt16]) {
    known.withLock { known in
      let order = CategoryNames.order(known.firstRows)
      var places = Array(repeating: UInt16(0), count: order.count)
      for (place, code) in order.enumerated() { places[code] = UInt16(place) }
      return (order.map { known.names[$0] }, places)
    }
  }

  private static func order(_ firstRows: [Int]) -> [Int] {
    firstRows.indices.sorted { (firstRows[$0], $0) < (firstRows[$1], $1) }
  }
}

/// Hashes numbered from 0. Sixty-four bits are trusted: of 4,096 texts, that two share a hash is less likely than one in 10^12.
struct HashTable: Sendable {
  private struct Slot: Sendable {
    var hash: UInt64
    var code: UInt16
  }
  private var slots: [Slot]
  private var mask: Int
  private var hashes: [UInt64] = []

  init() {
    slots = Array(repeating: Slot(hash: 0, code: Column.missingCode), count: 256)
    mask = 255
  }

  @inline(__always)
  func code(of hash: UInt64) -> UInt16? {
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let found = slots[slot]
      if found.code == Column.missingCode { return nil }
      if found.hash == hash { return found.code }
      slot = (slot &+ 1) & mask
    }
  }

  func hash(of code: Int) -> UInt64 { hashes[code] }

  mutating func add(_ hash: UInt64) -> UInt16 {
    let code = UInt16(hashes.count)
    set(hash, code)
    return code
  }

  mutating func set(_ hash: UInt64, _ code: UInt16) {
    hashes.append(hash)
    if hashes.count * 2 > slots.count {
      let old = slots
      slots = Array(repeating: Slot(hash: 0, code: Column.missingCode), count: old.count * 4)
      mask = slots.count - 1
      for slot in old where slot.code != Column.missingCode { place(slot) }
    }
    place(Slot(hash: hash, code: code))
  }

  private mutating func place(_ new: Slot) {
    var slot = Int(truncatingIfNeeded: new.hash) & mask
    while slots[slot].code != Column.missingCode { slot = (slot &+ 1) & mask }
    slots[slot] = new
  }
}

/// Few different texts: the number of each.
struct CategoryPart: Sendable {
  private nonisolated(unsafe) let target: UnsafeMutablePointer<UInt16>
  let shared: CategoryNames
  var emptyCount = 0
  /// The codes this worker has asked for already.
  private var mine = HashTable()
  private var scratch: [UInt8] = []

  init(target: UnsafeMutablePointer<UInt16>, shared: CategoryNames) {
    self.target = target
    self.shared = shared
  }

  mutating func append(_ batch: RowBatch, _ column: Int, _ firstRow: Int) {
    if shared.overflowed { return }
    let out = target + firstRow
    for row in 0..<batch.count {
      let outer = batch.cell(row, column).trimmed
      let cell = outer.isQuoted ? outer.bare : outer
      if cell.emptiness == .empty {
        emptyCount += 1
        out[row] = Column.missingCode
        continue
      }
      let hash = outer.isQuoted && cell.holdsQuote ? hashUnescaped(outer) : KeyHash.exact(cell.start, cell.count)
      out[row] = mine.code(of: hash) ?? ask(hash, outer, row: firstRow + row)
    }
  }

  @inline(never)
  private mutating func ask(_ hash: UInt64, _ cell: CellBytes, row: Int) -> UInt16 {
    let code = shared.code(of: hash, row: row, name: cell.text)
    if code != Column.missingCode { mine.set(hash, code) }
    return code
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

internal import CScan
import Glibc

/// Finds the rows of whole columns by their 64-bit keys: the first row of each key. A key of 0 means "missing" and is never found.
///
/// A slot holds a row and 32 bits of its key; the key itself is the column's, which is kept anyway. Half the memory of a table that
/// copies its keys, and memory is what a million random look-ups wait for.
struct KeyIndex: Sendable {
  /// 32 bits of the key above the row plus one; 0 where empty.
  private var slots: [UInt64]
  private var shift: UInt64
  private var keys: [UInt64] = []
  /// The keys are the column's own, which is growing: they are given back with the next rows.
  private var isLent = false

  /// Room for `capacity` keys, about half full.
  init(capacity: Int = 0) {
    var bits: UInt64 = 4
    while (1 << bits) * 5 < capacity * 8 { bits += 1 }
    shift = 64 - bits
    slots = HugePages.zeros(1 << bits)
  }

  /// All rows of one column.
  init(_ keys: [UInt64]) {
    self.init(capacity: keys.count)
    _ = add(keys, rows: [0..<keys.count])
  }

  /// Appends a column, of which the given rows may be found; answers for each of its rows the first row of its key, counted through
  /// all columns. Rows that may not be found, and those without a key, are answered by themselves.
  ///
  /// `whole`: the column with the rows before, if that is what the index had lent.
  mutating func add(_ more: [UInt64], rows: [Range<Int>], whole: [UInt64] = []) -> [Int32] {
    let isGivenBack = isLent
    if isLent {
      keys = whole
      isLent = false
    } else if keys.isEmpty {
      keys = more
    } else {
      keys += more
    }
    let base = keys.count - more.count
    // What a row is known by may be more than its cell says.
    if isGivenBack { for row in more.indices where keys[base + row] != more[row] { keys[base + row] = more[row] } }
    if keys.count * 8 > slots.count * 7 { grow() }
    precondition(keys.count * 8 <= slots.count * 7, "room for \(keys.count) keys")
    let mask = slots.count - 1
    let shift = shift
    return slots.withUnsafeMutableBufferPointer { slots in
      keys.withUnsafeBufferPointer { keys in
        [Int32](unsafeUninitializedCapacity: more.count) { found, count in
          var row = 0
          for range in rows {
            while row < range.lowerBound {
              found[row] = Int32(truncatingIfNeeded: base + row)
              row += 1
            }
            while row < range.upperBound {
              if row + KeyIndex.ahead < range.upperBound {
                KeyIndex.prefetch(keys[base + row + KeyIndex.ahead], in: UnsafeBufferPointer(slots), shift: shift)
              }
              let key = keys[base + row]
              let own = UInt64(truncatingIfNeeded: base + row + 1)
              var first = own
              if key != 0 {
                var at = KeyIndex.home(key, shift)
                while true {
                  let slot = slots[at]
                  if slot == 0 {
                    slots[at] = key << 32 | own
                    break
                  }
                  if slot >> 32 == key & 0xFFFF_FFFF, keys[Int(slot & 0xFFFF_FFFF) - 1] == key {
                    first = slot & 0xFFFF_FFFF
                    break
                  }
                  at = (at + 1) & mask
                }
              }
              found[row] = Int32(truncatingIfNeeded: first) - 1
              row += 1
            }
          }
          while row < more.count {
            found[row] = Int32(truncatingIfNeeded: base + row)
            row += 1
          }
          count = more.count
        }
      }
    }
  }

  /// Lets go of keys that are a column's own, so that it can grow where it is.
  mutating func lend(to column: [UInt64]) {
    guard !keys.isEmpty, keys.withUnsafeBufferPointer(\.baseAddress) == column.withUnsafeBufferPointer(\.baseAddress) else {
      return
    }
    keys = []
    isLent = true
  }

  func key(ofRow row: Int) -> UInt64 { keys[row] }

  /// Room for more keys; who is in it stays.
  private mutating func grow() {
    var larger = KeyIndex(capacity: keys.count + keys.count / 4)
    let mask = larger.slots.count - 1
    for slot in slots where slot != 0 {
      var at = KeyIndex.home(keys[Int(slot & 0xFFFF_FFFF) - 1], larger.shift)
      while larger.slots[at] != 0 { at = (at + 1) & mask }
      larger.slots[at] = slot
    }
    (slots, shift) = (larger.slots, larger.shift)
  }

  /// The first row of the key, or -1.
  func find(_ key: UInt64) -> Int32 {
    if key == 0 { return -1 }
    return slots.withUnsafeBufferPointer { slots in
      keys.withUnsafeBufferPointer { keys in KeyIndex.find(key, in: slots, keys, shift: shift) }
    }
  }

  /// What `body` makes of the first row of each key (-1 where there is none): the loop every join runs.
  func find(all sought: [UInt64], workers: Int = 1, _ body: (Int32) -> Int32 = { $0 }) -> [Int32] {
    let shift = shift
    return slots.withUnsafeBufferPointer { slots in
      keys.withUnsafeBufferPointer { keys in
        sought.withUnsafeBufferPointer { sought in
          [Int32](unsafeUninitializedCapacity: Uninitialized.roomy(sought.count)) { found, count in
            let target = Unchecked(value: found)
            Parallel.ranges(sought.count, workers: workers) { range in
              for i in range {
                if i + KeyIndex.ahead < range.upperBound {
                  KeyIndex.prefetch(sought[i + KeyIndex.ahead], in: slots, shift: shift)
                  // The slot asked for some look-ups ago is there now: it says where the key is.
                  let slot = slots[KeyIndex.home(sought[i + KeyIndex.ahead / 2], shift)]
                  if slot != 0, let start = keys.baseAddress { scan_prefetch(start + Int(slot & 0xFFFF_FFFF) - 1) }
                }
                target.value[i] = sought[i] == 0 ? -1 : body(KeyIndex.find(sought[i], in: slots, keys, shift: shift))
              }
            }
            count = sought.count
          }
        }
      }
    }
  }

  /// Look-ups between asking for a slot and reading it.
  private static let ahead = 12

  @inline(__always)
  private static func home(_ key: UInt64, _ shift: UInt64) -> Int { Int((key &* 0x9E37_79B9_7F4A_7C15) >> shift) }

  @inline(__always)
  private static func prefetch(_ key: UInt64, in slots: UnsafeBufferPointer<UInt64>, shift: UInt64) {
    if let start = slots.baseAddress { scan_prefetch(start + home(key, shift)) }
  }

  @inline(__always)
  private static func find(
    _ key: UInt64, in slots: UnsafeBufferPointer<UInt64>, _ keys: UnsafeBufferPointer<UInt64>, shift: UInt64
  ) -> Int32 {
    let mask = slots.count - 1
    var at = home(key, shift)
    while true {
      let slot = slots[at]
      if slot == 0 { return -1 }
      let row = Int(slot & 0xFFFF_FFFF) - 1
      if slot >> 32 == key & 0xFFFF_FFFF, keys[row] == key { return Int32(truncatingIfNeeded: row) }
      at = (at + 1) & mask
    }
  }
}

/// Arrays that are walked at random: huge pages spare most of the walks through the page tables.
enum HugePages {
  static func zeros(_ count: Int) -> [UInt64] {
    [UInt64](unsafeUninitializedCapacity: count) { slots, initialized in
      advise(UnsafeMutableRawBufferPointer(slots))
      slots.initialize(repeating: 0)
      initialized = count
    }
  }

  static func advise(_ memory: UnsafeMutableRawBufferPointer) {
    guard memory.count >= 4 << 20, let start = memory.baseAddress else { return }
    let page = 2 << 20
    let from = (Int(bitPattern: start) + page - 1) & ~(page - 1)
    let to = (Int(bitPattern: start) + memory.count) & ~(page - 1)
    if from < to { madvise(UnsafeMutableRawPointer(bitPattern: from), to - from, Int32(MADV_HUGEPAGE)) }
  }
}

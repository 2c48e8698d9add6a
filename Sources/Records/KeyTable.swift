import Glibc

/// Finds a row by its 64-bit key: open addressing in one flat array. A key of 0 means "missing" and is never stored.
struct KeyTable: Sendable {
  private struct Slot {
    var key: UInt64
    var row: Int32
  }
  private var slots: [Slot]
  private var shift: UInt64
  private(set) var count = 0

  /// Room for `capacity` keys at most half full, so that a search seldom walks far.
  init(capacity: Int) {
    var bits: UInt64 = 4
    while (1 << bits) < capacity * 2 { bits += 1 }
    shift = 64 - bits
    slots = KeyTable.empty(1 << bits)
  }

  /// Large tables are walked at random: huge pages spare most of the walks through the page tables.
  private static func empty(_ count: Int) -> [Slot] {
    [Slot](unsafeUninitializedCapacity: count) { slots, initialized in
      let raw = UnsafeMutableRawBufferPointer(slots)
      if raw.count >= 8 << 20, let start = raw.baseAddress {
        let page = 2 << 20
        let from = (Int(bitPattern: start) + page - 1) & ~(page - 1)
        let to = (Int(bitPattern: start) + raw.count) & ~(page - 1)
        if from < to { madvise(UnsafeMutableRawPointer(bitPattern: from), to - from, Int32(MADV_HUGEPAGE)) }
      }
      slots.initialize(repeating: Slot(key: 0, row: -1))
      initialized = count
    }
  }

  /// Stores the row unless the key is there already; answers the row that was there, or -1.
  mutating func insert(_ key: UInt64, _ row: Int32) -> Int32 {
    if key == 0 { return -1 }
    if count * 4 >= slots.count * 3 { grow() }
    let mask = slots.count - 1
    return slots.withUnsafeMutableBufferPointer { slots in
      var at = Int((key &* 0x9E37_79B9_7F4A_7C15) >> shift)
      while slots[at].key != 0 {
        if slots[at].key == key { return slots[at].row }
        at = (at + 1) & mask
      }
      slots[at] = Slot(key: key, row: row)
      count += 1
      return -1
    }
  }

  /// The row stored under the key, or -1.
  func find(_ key: UInt64) -> Int32 {
    if key == 0 { return -1 }
    return slots.withUnsafeBufferPointer { KeyTable.find(key, in: $0, shift: shift) }
  }

  /// Stores row `base + i` under key i unless the key is there already; answers the row that is there, for each key.
  mutating func insert(all keys: [UInt64], base: Int32) -> [Int32] {
    while (count + keys.count) * 4 >= slots.count * 3 { grow() }
    let mask = slots.count - 1
    let shift = shift
    var added = 0
    let found = slots.withUnsafeMutableBufferPointer { slots in
      keys.withUnsafeBufferPointer { keys in
        [Int32](unsafeUninitializedCapacity: keys.count) { found, count in
          for i in 0..<keys.count {
            let key = keys[i]
            found[i] = base + Int32(i)
            if key == 0 { continue }
            var at = Int((key &* 0x9E37_79B9_7F4A_7C15) >> shift)
            while slots[at].key != 0 && slots[at].key != key { at = (at + 1) & mask }
            if slots[at].key == key {
              found[i] = slots[at].row
            } else {
              slots[at] = Slot(key: key, row: base + Int32(i))
              added += 1
            }
          }
          count = keys.count
        }
      }
    }
    count += added
    return found
  }

  /// The rows stored under many keys, -1 where there is none: the loop every join runs.
  func find(all keys: [UInt64], workers: Int = 1) -> [Int32] {
    let shift = shift
    return slots.withUnsafeBufferPointer { slots in
      keys.withUnsafeBufferPointer { keys in
        [Int32](unsafeUninitializedCapacity: keys.count) { found, count in
          Parallel.ranges(keys.count, workers: workers) { range in
            for i in range { found[i] = keys[i] == 0 ? -1 : KeyTable.find(keys[i], in: slots, shift: shift) }
          }
          count = keys.count
        }
      }
    }
  }

  /// Every stored row becomes what the array has for it.
  mutating func renumber(_ new: [Int32]) {
    slots.withUnsafeMutableBufferPointer { slots in
      for i in slots.indices where slots[i].key != 0 { slots[i].row = new[Int(slots[i].row)] }
    }
  }

  private static func find(_ key: UInt64, in slots: UnsafeBufferPointer<Slot>, shift: UInt64) -> Int32 {
    let mask = slots.count - 1
    var at = Int((key &* 0x9E37_79B9_7F4A_7C15) >> shift)
    while slots[at].key != 0 {
      if slots[at].key == key { return slots[at].row }
      at = (at + 1) & mask
    }
    return -1
  }

  private mutating func grow() {
    let old = slots
    shift -= 1
    slots = KeyTable.empty(old.count * 2)
    count = 0
    for slot in old where slot.key != 0 { _ = insert(slot.key, slot.row) }
  }
}

extension KeyHash {
  /// Of two cells together (name and company); 0 where either is missing.
  static func pair(_ a: UInt64, _ b: UInt64) -> UInt64 {
    if a == 0 || b == 0 { return 0 }
    let mixed = (a ^ (b &* 0x9E37_79B9_7F4A_7C15)) &* 0xBF58_476D_1CE4_E5B9
    return mixed == 0 ? 1 : mixed
  }
}

extension KeyHash {
  /// Of an id that was read as a number: that of its digits.
  static func hash(id number: Double) -> UInt64 {
    if number.isNaN { return 0 }
    guard number >= 0, number < 9e15, number == number.rounded(.down) else { return hash(Column.idText(of: number)) }
    var left = UInt64(number)
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { digits in
      var at = 20
      repeat {
        at -= 1
        digits[at] = UInt8(48 + left % 10)
        left /= 10
      } while left > 0
      guard let start = digits.baseAddress else { return 0 }
      return hash(UnsafePointer(start + at), 20 - at)
    }
  }
}

extension Column {
  /// The key of every row: ids that a vendor writes as numbers meet ids that another writes as text.
  func keys() -> [UInt64] {
    switch cells {
    case .keys(let hashes, _): return hashes
    case .categories(let codes, let names):
      let hashes = names.map { KeyHash.hash($0) }
      return codes.map { $0 == Column.missingCode ? 0 : hashes[Int($0)] }
    case .numbers(let numbers, _):
      return numbers.map { KeyHash.hash(id: $0) }
    case .moments, .ambiguousMoments: return []
    }
  }

  /// The keys of the given rows only.
  func keys(ofRows rows: [Int]) -> [UInt64] {
    switch cells {
    case .keys(let hashes, _): return rows.map { hashes[$0] }
    case .categories(let codes, let names):
      return rows.map { codes[$0] == Column.missingCode ? 0 : KeyHash.hash(names[Int(codes[$0])]) }
    case .numbers(let numbers, _):
      return rows.map { KeyHash.hash(id: numbers[$0]) }
    case .moments, .ambiguousMoments: return []
    }
  }

  static func idText(of number: Double) -> String {
    number == number.rounded() && abs(number) < 9e15 ? String(Int(number)) : "\(number)"
  }

  func isMissing(_ row: Int) -> Bool {
    switch cells {
    case .moments(let moments, _): moments[row].isMissing
    case .ambiguousMoments(let moments, _, _): moments[row].isMissing
    case .numbers(let numbers, _): numbers[row].isNaN
    case .categories(let codes, _): codes[row] == Column.missingCode
    case .keys(let hashes, _): hashes[row] == 0
    }
  }

  /// The cell as people wrote it, as far as the column still knows.
  func text(_ row: Int) -> String {
    if isMissing(row) { return "" }
    switch cells {
    case .moments(let moments, let hasTime): return hasTime ? moments[row].description : moments[row].day.description
    case .ambiguousMoments(let dayFirst, _, _):
      let (year, month, day) = dayFirst[row].day.parts
      return (day < 10 ? "0" : "") + "\(day)/" + (month < 10 ? "0" : "") + "\(month)/\(year)"
    case .numbers(let numbers, _): return Column.idText(of: numbers[row])
    case .categories(let codes, let names): return names[Int(codes[row])]
    case .keys(_, let text): return text.text(ofRow: row)
    }
  }

  var moments: [Moment]? {
    guard case .moments(let moments, _) = cells else { return nil }
    return moments
  }
  var hasTime: Bool {
    guard case .moments(_, let hasTime) = cells else { return false }
    return hasTime
  }
  var numbers: [Double]? {
    guard case .numbers(let numbers, _) = cells else { return nil }
    return numbers
  }
}

extension Moment: CustomStringConvertible {
  /// `2026-10-28 14:05`.
  package var description: String {
    let inDay = Int(seconds - Int64(day.number) * 86_400)
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return "\(day) \(two(inDay / 3600)):\(two(inDay / 60 % 60))"
  }
}

internal import CScan

/// Finds a row by its 64-bit key, key by key as they are met (`KeyIndex` takes whole columns): open addressing in one flat array. A key
/// of 0 means "missing" and is never stored.
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

  private static func empty(_ count: Int) -> [Slot] {
    [Slot](unsafeUninitializedCapacity: count) { slots, initialized in
      HugePages.advise(UnsafeMutableRawBufferPointer(slots))
      slots.initialize(repeating: Slot(key: 0, row: -1))
      initialized = count
    }
  }

  /// Asks for the place of a key that is going to be looked for soon.
  @inline(__always)
  func prefetch(_ key: UInt64) {
    slots.withUnsafeBufferPointer { slots in
      if let start = slots.baseAddress { scan_prefetch(start + Int((key &* 0x9E37_79B9_7F4A_7C15) >> shift)) }
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

  /// The row stored under the first of the keys that is there, `new` where none is; all of them lead to it from now on.
  mutating func meet(_ keys: (UInt64, UInt64, UInt64, UInt64), _ new: Int32) -> Int32 {
    while (count + 4) * 4 >= slots.count * 3 { grow() }
    let (mask, shift) = (slots.count - 1, shift)
    return slots.withUnsafeMutableBufferPointer { slots in
      /// Where the key is, or where it would be put.
      func place(_ key: UInt64, from start: Int) -> Int {
        var at = start
        while slots[at].key != 0 && slots[at].key != key { at = (at + 1) & mask }
        return at
      }
      func home(_ key: UInt64) -> Int { place(key, from: Int((key &* 0x9E37_79B9_7F4A_7C15) >> shift)) }
      func row(_ key: UInt64, _ at: Int) -> Int32? { key != 0 && slots[at].key == key ? slots[at].row : nil }
      let at = (home(keys.0), home(keys.1), home(keys.2), home(keys.3))
      let row = row(keys.0, at.0) ?? row(keys.1, at.1) ?? row(keys.2, at.2) ?? row(keys.3, at.3) ?? new
      func put(_ key: UInt64, _ at: Int) {
        if key == 0 { return }
        // A key before it may have taken its place.
        let at = place(key, from: at)
        guard slots[at].key == 0 else { return }
        slots[at] = Slot(key: key, row: row)
        count += 1
      }
      put(keys.0, at.0)
      put(keys.1, at.1)
      put(keys.2, at.2)
      put(keys.3, at.3)
      return row
    }
  }

  /// The row stored under the key, or -1.
  func find(_ key: UInt64) -> Int32 {
    if key == 0 { return -1 }
    return slots.withUnsafeBufferPointer { KeyTable.find(key, in: $0, shift: shift) }
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

/// Some hundred keys that nearly no row has: a bit for each of 16,384 places answers all other rows.
struct FewKeys: Sendable {
  private var marks = RowMarks(count: 1 << 14)
  private let keys: Set<UInt64>

  init(_ all: [UInt64]) {
    keys = Set(all)
    for key in all { _ = marks.mark(FewKeys.place(key)) }
  }

  private static func place(_ key: UInt64) -> Int { Int(key >> 50) }

  func holds(_ key: UInt64) -> Bool { key != 0 && marks.isMarked(FewKeys.place(key)) && keys.contains(key) }
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
  /// How many keys stand further up already; missing ones are none.
  static func repeats(in keys: [UInt64]) -> Int {
    var bits: UInt64 = 4
    while (1 << bits) < keys.count * 3 / 2 { bits += 1 }
    let (count, shift) = (1 << Int(bits), 64 - bits)
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: count) { slots in
      slots.initialize(repeating: 0)
      var repeats = 0
      for key in keys where key != 0 {
        var at = Int((key &* 0x9E37_79B9_7F4A_7C15) >> shift)
        while slots[at] != 0, slots[at] != key { at = (at + 1) & (count - 1) }
        if slots[at] == key { repeats += 1 } else { slots[at] = key }
      }
      return repeats
    }
  }

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

  /// The keys that are kept as they are.
  var hashes: [UInt64]? {
    guard case .keys(let hashes, _) = cells else { return nil }
    return hashes
  }

  /// The keys of the given rows only.
  func keys(ofRows rows: [Int]) -> [UInt64] {
    switch cells {
    case .keys(let hashes, _): return rows.map { hashes[$0] }
    case .categories(let codes, let names):
      let hashes = names.map { KeyHash.hash($0) }
      return rows.map { codes[$0] == Column.missingCode ? 0 : hashes[Int(codes[$0])] }
    case .numbers(let numbers, _):
      return rows.map { KeyHash.hash(id: numbers[$0]) }
    case .moments, .ambiguousMoments: return []
    }
  }

  /// Those of some rows that say something.
  func filled(_ rows: [Int]) -> [Int] {
    switch cells {
    case .moments(let moments, _), .ambiguousMoments(let moments, _, _): rows.filter { !moments[$0].isMissing }
    case .numbers(let numbers, _): rows.filter { !numbers[$0].isNaN }
    case .categories(let codes, _): rows.filter { codes[$0] != Column.missingCode }
    case .keys(let hashes, _): rows.filter { hashes[$0] != 0 }
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

  var moments: Moments? {
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

import Glibc

/// Objects → lines: each key a column, in the order in which keys are first met; an object inside gives columns of its own
/// (`properties.amount`), a list of plain values one cell with semicolons, a list of anything else its own text.
struct JsonRecords: ~Copyable {
  private enum Cell {
    case none
    case plain(Int, Int)
    case text(JsonScanner.Text)
    case list(Int, Int)
  }
  var writer = SheetWriter()
  private(set) var shape: Shape
  private var cells: [Cell] = []
  private var buffer: [UInt8] = []

  /// Begins with columns that are known already.
  init(_ shape: Shape = Shape()) {
    self.shape = shape
    cells = Array(repeating: .none, count: shape.columns.count)
  }

  /// Reads the object that begins here, to be written by `write`. False where it is no object or the text ends inside it.
  mutating func read(_ scanner: inout JsonScanner) -> Bool {
    for index in cells.indices { cells[index] = .none }
    var expected = 0
    return members(&scanner, in: 0, &expected, depth: 0)
  }

  /// The object that was read, as a line.
  mutating func write(_ scanner: JsonScanner) {
    for (index, cell) in cells.enumerated() {
      switch cell {
      case .none: continue
      case .plain(let low, let high): writer.plainCell(index, scanner.start + low, high - low)
      case .text(let text):
        // A quote at the beginning would open a quoted cell.
        if text.needsCare || (text.high > text.low && scanner.start[text.low] <= 0x22) {
          resolve(text, scanner)
          buffer.withUnsafeBufferPointer { if let base = $0.baseAddress { writer.cell(index, base, $0.count) } }
        } else {
          writer.plainCell(index, scanner.start + text.low, text.high - text.low)
        }
      case .list(let low, let high):
        join(low, high, scanner)
        buffer.withUnsafeBufferPointer { if let base = $0.baseAddress { writer.cell(index, base, $0.count) } }
      }
    }
    writer.endLine()
  }

  consuming func finished() -> SheetText { writer.finished() }

  private mutating func resolve(_ text: JsonScanner.Text, _ scanner: JsonScanner) {
    buffer.removeAll(keepingCapacity: true)
    var own: [UInt8] = []
    swap(&own, &buffer)
    scanner.resolved(text) { own.append($0) }
    swap(&own, &buffer)
  }

  /// `["a", "b"]` as `a;b`, which is how other exports write it.
  private mutating func join(_ low: Int, _ high: Int, _ scanner: JsonScanner) {
    var own: [UInt8] = []
    var inner = JsonScanner(scanner.start, from: low, to: high)
    var isPlain = true
    _ = inner.skipMembers(of: UInt8(ascii: "]")) { inner in
      if !own.isEmpty { own.append(UInt8(ascii: ";")) }
      if let text = inner.byte == UInt8(ascii: "\"") ? inner.string() : nil {
        inner.resolved(text) { own.append($0) }
        return true
      }
      if inner.byte == UInt8(ascii: "{"), let id = JsonRecords.id(&inner) {
        own += Array(UnsafeBufferPointer(start: inner.start + id.lowerBound, count: id.count))
        return true
      }
      guard let word = inner.word() else {
        isPlain = false
        return false
      }
      for index in word { own.append(inner.start[index]) }
      return true
    }
    buffer = isPlain ? own : Array(UnsafeBufferPointer(start: scanner.start + low, count: high - low))
  }

  /// Where the plain `id` of the object that begins here lies; the object is passed. `nil` where it has none.
  private static func id(_ scanner: inout JsonScanner) -> Range<Int>? {
    var found: Range<Int>?
    let isWhole = scanner.skipMembers(of: UInt8(ascii: "}")) { inner in
      guard let key = inner.string() else { return false }
      inner.skipBlanks()
      guard inner.pass(UInt8(ascii: ":")) else { return false }
      inner.skipBlanks()
      let isID = key.high - key.low == 2 && memcmp(inner.start + key.low, "id", 2) == 0
      guard isID else { return inner.skipValue() }
      if inner.byte == UInt8(ascii: "\"") {
        guard let text = inner.string(), !text.needsCare else { return false }
        found = text.low..<text.high
        return true
      }
      found = inner.word()
      return found != nil
    }
    return isWhole ? found : nil
  }

  private mutating func members(
    _ scanner: inout JsonScanner, in parent: Int, _ expected: inout Int, depth: Int
  ) -> Bool {
    guard depth < JsonScanner.deepest, scanner.pass(UInt8(ascii: "{")) else { return false }
    scanner.skipBlanks()
    if scanner.pass(UInt8(ascii: "}")) { return true }
    while true {
      scanner.skipBlanks()
      guard let key = scanner.string() else { return false }
      scanner.skipBlanks()
      guard scanner.pass(UInt8(ascii: ":")) else { return false }
      scanner.skipBlanks()
      if scanner.byte == UInt8(ascii: "{") {
        let name = UnsafeBufferPointer(start: scanner.start + key.low, count: key.high - key.low)
        let object = shape.path(name, in: parent)
        guard members(&scanner, in: object, &expected, depth: depth + 1) else { return false }
      } else {
        guard let column = column(key, parent, scanner, &expected), let cell = JsonRecords.value(&scanner) else { return false }
        cells[column] = cell
      }
      scanner.skipBlanks()
      if scanner.pass(UInt8(ascii: "}")) { return true }
      guard scanner.pass(UInt8(ascii: ",")) else { return false }
    }
  }

  private static func value(_ scanner: inout JsonScanner) -> Cell? {
    switch scanner.byte {
    case UInt8(ascii: "\""): return scanner.string().map { .text($0) }
    case UInt8(ascii: "["):
      let low = scanner.at
      return scanner.skipValue() ? .list(low, scanner.at) : nil
    default:
      guard let word = scanner.word() else { return nil }
      let isNull = word.count == 4 && memcmp(scanner.start + word.lowerBound, "null", 4) == 0
      return isNull ? Cell.none : .plain(word.lowerBound, word.upperBound)
    }
  }

  /// Records of one export have their keys in one order: the next column is nearly always the right one.
  private mutating func column(
    _ key: JsonScanner.Text, _ parent: Int, _ scanner: JsonScanner, _ expected: inout Int
  ) -> Int? {
    let name = UnsafeBufferPointer(start: scanner.start + key.low, count: key.high - key.low)
    if expected < shape.columns.count, shape.columns[expected].parent == parent, Shape.isSame(shape.columns[expected].key, name)
    {
      expected += 1
      return expected - 1
    }
    guard let found = shape.column(name, in: parent) else { return nil }
    if found == cells.count { cells.append(.none) }
    expected = found + 1
    return found
  }

  /// Which columns there are.
  struct Shape: Sendable {
    struct Column: Sendable {
      /// The object it lies in: an index into `paths`.
      var parent: Int
      var key: [UInt8]
    }
    private(set) var columns: [Column] = []
    /// The first column of each hash of parent and key: most keys are found at once, however many there are.
    private var places: [UInt64: Int] = [:]
    /// Objects that lie in objects: their parent and their key.
    private var paths: [Column] = [Column(parent: -1, key: [])]

    /// More keys than this are data, not columns.
    private static let mostColumns = 16_384

    static func isSame(_ key: [UInt8], _ name: UnsafeBufferPointer<UInt8>) -> Bool {
      guard key.count == name.count, let other = name.baseAddress else { return key.count == name.count }
      return key.withUnsafeBufferPointer { own in own.baseAddress.map { memcmp($0, other, name.count) == 0 } ?? true }
    }

    /// The column of a key, made where there is none; `nil` where there are too many.
    mutating func column(_ name: UnsafeBufferPointer<UInt8>, in parent: Int) -> Int? {
      let hash = KeyHash.pair(UInt64(parent) | 1 << 40, name.baseAddress.map { KeyHash.exact($0, name.count) } ?? 1)
      if let place = places[hash] {
        func isIt(_ column: Column) -> Bool { column.parent == parent && Shape.isSame(column.key, name) }
        if isIt(columns[place]) { return place }
        if let found = columns.firstIndex(where: isIt) { return found }
      }
      guard columns.count < Shape.mostColumns else { return nil }
      columns.append(Column(parent: parent, key: Array(name)))
      if places[hash] == nil { places[hash] = columns.count - 1 }
      return columns.count - 1
    }

    mutating func path(_ name: UnsafeBufferPointer<UInt8>, in parent: Int) -> Int {
      if let found = paths.firstIndex(where: { $0.parent == parent && Shape.isSame($0.key, name) }) { return found }
      paths.append(Column(parent: parent, key: Array(name)))
      return paths.count - 1
    }

    /// Adds the columns of another part of the file. False where its columns do not stand at the same places here.
    mutating func add(_ other: Shape) -> Bool {
      var agrees = true
      var places = [0]
      for path in other.paths.dropFirst() {
        places.append(path.key.withUnsafeBufferPointer { self.path($0, in: places[path.parent]) })
      }
      for (index, column) in other.columns.enumerated() {
        let found = column.key.withUnsafeBufferPointer { self.column($0, in: places[column.parent]) }
        if found != index { agrees = false }
      }
      return agrees
    }

    /// `Owner.Email` is not the record's own.
    private static func isSomebodyElse(_ holder: String) -> Bool {
      Heading(holder).containsAny(of: Recognition.owners + ["user", "creator", "by", "agent", "author"])
    }

    /// Headings: `properties.amount` is called `amount` where nothing else is.
    var names: [String] {
      let last = columns.map { String(decoding: $0.key, as: UTF8.self) }
      var counts: [String: Int] = [:]
      for name in last { counts[name, default: 0] += 1 }
      return zip(columns, last).map { column, name in
        // `associations.contacts.results` of HubSpot's own interface is a list of ids.
        let isList = name == "results" && column.parent > 0
        let holder = column.parent > 0 ? String(decoding: paths[column.parent].key, as: UTF8.self) : ""
        guard counts[name] != 1 || isList || Shape.isSomebodyElse(holder) || holder == "attributes" && name == "type" else {
          return name
        }
        var parts = [isList ? "ids" : name]
        var parent = column.parent
        while parent > 0 {
          parts.append(String(decoding: paths[parent].key, as: UTF8.self))
          parent = paths[parent].parent
        }
        return parts.reversed().joined(separator: ".")
      }
    }
  }
}

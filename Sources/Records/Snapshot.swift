/// What a reading held, row by row, as keys and marks: enough to say what the next one changed, and no value of the files.
package struct Snapshot: Sendable, Equatable {
  struct Row: Sendable, Equatable, BitwiseCopyable {
    var key: UInt64
    /// Marks of the row's dates, of its amounts, and of everything else.
    var dates: UInt32
    var amounts: UInt32
    var rest: UInt32
    var line: UInt32
  }
  struct File: Sendable, Equatable {
    var name: String
    var subject: String
    var count: Int
    /// None where the file is too long to be compared row by row.
    var rows: [Row]
  }
  var files: [File] = []

  /// Files with more rows than this are counted and not compared.
  static let most = 2_000_000
}

extension Reading {
  package var snapshot: Snapshot {
    Snapshot(
      files: recognised.map { recognised in
        let table = tables[recognised.table]
        return Snapshot.File(
          name: table.file, subject: recognised.subject?.rawValue ?? "", count: table.rowCount,
          rows: table.rowCount > Snapshot.most ? [] : Reading.rows(of: table, recognised))
      })
  }

  /// A row is known again by its id; without one by its day and its texts.
  private static func rows(of table: Table, _ recognised: Recognised) -> [Snapshot.Row] {
    let ids: [Field] =
      switch recognised.subject {
      case .deals: [.dealID, .name]
      case .leads: [.leadID, .email, .name]
      case .customers: [.accountID, .company]
      default: []
      }
    let id = ids.lazy.compactMap { recognised.column($0) }.first
    var rows = (0..<table.rowCount).map {
      Snapshot.Row(key: 0, dates: 0, amounts: 0, rest: 0, line: UInt32(truncatingIfNeeded: table.lines.line(ofRow: $0)))
    }
    for (index, column) in table.columns.enumerated() {
      let salt = KeyHash.hash(column.name)
      // Every bit of a number counts: those that tell 11 from 15 are its highest.
      func mixed(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = (a ^ b ^ salt).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low &+ a
      }
      func mark(_ a: UInt32, _ b: UInt64) -> UInt32 {
        let mixed = mixed(UInt64(a), b)
        return UInt32(truncatingIfNeeded: mixed ^ mixed >> 32)
      }
      switch column.cells {
      case .moments(let moments, _), .ambiguousMoments(let moments, _, _):
        let isKey = id == nil && (recognised.uses.contains { $0.column == index } || recognised.uses.isEmpty)
        for row in rows.indices where !moments[row].isMissing {
          let seconds = UInt64(bitPattern: moments[row].seconds)
          if isKey { rows[row].key = mixed(rows[row].key, seconds) } else { rows[row].dates = mark(rows[row].dates, seconds) }
        }
      case .numbers(let numbers, _):
        if index == id {
          let keys = column.keys()
          for row in rows.indices { rows[row].key = keys[row] }
        } else {
          for row in rows.indices where !numbers[row].isNaN {
            rows[row].amounts = mark(rows[row].amounts, numbers[row].bitPattern)
          }
        }
      case .categories, .keys:
        let keys = column.keys()
        if index == id {
          for row in rows.indices { rows[row].key = keys[row] }
        } else if id == nil {
          for row in rows.indices { rows[row].key = mixed(rows[row].key, keys[row]) }
        } else {
          for row in rows.indices where keys[row] != 0 { rows[row].rest = mark(rows[row].rest, keys[row]) }
        }
      }
    }
    return rows
  }
}

/// What changed between two readings, file by file.
package struct Changes: Sendable, Hashable {
  package struct Line: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
      case newFile = "new_file"
      case fileGone = "file_gone"
      case added, gone
      case redated
      case amounts
      case rest
      /// Rows that were counted only.
      case counted
    }
    package var kind: Kind
    package var count: Int
    /// The first lines on which it is seen.
    package var lines: [Int]
    var isDeal: Bool
  }
  package struct File: Sendable, Hashable {
    package var file: String
    package var lines: [Line]
    package var count: Int { lines.reduce(0) { $0 + $1.count } }
  }
  package var files: [File] = []

  package func file(_ name: String) -> File? { files.first { $0.file == name } }
  package var isEmpty: Bool { files.isEmpty }

  package init() {}

  package init(from old: Snapshot, to new: Snapshot) {
    for file in new.files {
      guard let before = old.files.first(where: { $0.name == file.name }) else {
        files.append(File(file: file.name, lines: [Line(.newFile, file.count, [], file)]))
        continue
      }
      if before == file { continue }
      let lines = Changes.lines(from: before, to: file)
      if !lines.isEmpty { files.append(File(file: file.name, lines: lines)) }
    }
    for file in old.files where !new.files.contains(where: { $0.name == file.name }) {
      files.append(File(file: file.name, lines: [Line(.fileGone, file.count, [], file)]))
    }
  }

  private static func lines(from old: Snapshot.File, to new: Snapshot.File) -> [Line] {
    if old.rows.isEmpty || new.rows.isEmpty {
      return old.count == new.count ? [] : [Line(.counted, abs(new.count - old.count), [], new)]
    }
    var known = KeyTable(capacity: old.rows.count)
    for (at, row) in old.rows.enumerated() { _ = known.insert(row.key | 1, Int32(at)) }
    var met = RowMarks(count: old.rows.count)
    var (added, redated, amounts, rest): ([Int], [Int], [Int], [Int]) = ([], [], [], [])
    var metCount = 0
    for row in new.rows {
      let at = known.find(row.key | 1)
      guard at >= 0 else {
        added.append(Int(row.line))
        continue
      }
      let before = old.rows[Int(at)]
      // Rows that are alike in everything their key is made of are told apart by how many they are.
      if !met.mark(Int(at)) { continue }
      metCount += 1
      if before.dates != row.dates { redated.append(Int(row.line)) }
      if before.amounts != row.amounts { amounts.append(Int(row.line)) }
      if before.rest != row.rest && before.dates == row.dates && before.amounts == row.amounts { rest.append(Int(row.line)) }
    }
    let distinct = known.count
    let found = [
      Line(.added, added.count, added, new), Line(.redated, redated.count, redated, new),
      Line(.amounts, amounts.count, amounts, new), Line(.rest, rest.count, rest, new),
      Line(.gone, distinct - metCount, [], new),
    ]
    return found.filter { $0.count > 0 }
  }
}

extension Changes.Line {
  init(_ kind: Kind, _ count: Int, _ lines: [Int], _ file: Snapshot.File) {
    self.init(kind: kind, count: count, lines: Array(lines.prefix(20)), isDeal: file.subject == Subject.deals.rawValue)
  }

  private var noun: String { isDeal ? (count == 1 ? "deal" : "deals") : count == 1 ? "row" : "rows" }

  /// `deals re-dated`.
  package var what: String {
    switch kind {
    case .newFile: "new file, \(noun)"
    case .fileGone: "file gone, \(noun)"
    case .added: "\(noun) added"
    case .gone: "\(noun) gone"
    case .redated: "\(noun) re-dated"
    case .amounts: isDeal ? "amounts changed" : "numbers changed"
    case .rest: "\(noun) with other words"
    case .counted: "\(noun) more or fewer"
    }
  }

  /// `line 412, 587, …`.
  package var example: String {
    guard !lines.isEmpty else { return "" }
    return "line " + lines.prefix(3).map(String.init).joined(separator: ", ") + (count > 3 ? ", …" : "")
  }

  package var sentence: String {
    let places =
      lines.isEmpty ? "" : ": line " + lines.map(String.init).joined(separator: ", ") + (count > lines.count ? ", …" : "")
    return "\(count.grouped) \(what) since the last reading\(places)."
  }
}

extension Snapshot {
  /// As bytes, for a place where it may be deleted at any time.
  package var encoded: [UInt8] {
    var out: [UInt8] = Array("PARLEY-SEEN-1\n".utf8)
    func put(_ number: UInt64) { withUnsafeBytes(of: number.littleEndian) { out += $0 } }
    func put(_ text: String) {
      put(UInt64(text.utf8.count))
      out += Array(text.utf8)
    }
    put(UInt64(files.count))
    for file in files {
      put(file.name)
      put(file.subject)
      put(UInt64(file.count))
      put(UInt64(file.rows.count))
      file.rows.withUnsafeBytes { out += $0 }
    }
    put(Snapshot.sum(out[...]))
    return out
  }

  /// `nil` for anything that is not exactly what was written.
  package init?(encoded bytes: [UInt8]) {
    let head = Array("PARLEY-SEEN-1\n".utf8)
    guard bytes.count >= head.count + 16, bytes.starts(with: head) else { return nil }
    var at = head.count
    let end = bytes.count - 8
    func number(at place: Int) -> UInt64 {
      bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: UInt64.self)) }
    }
    guard number(at: end) == Snapshot.sum(bytes[..<end]) else { return nil }
    func take() -> Int? {
      guard at + 8 <= end else { return nil }
      defer { at += 8 }
      return Int(exactly: number(at: at))
    }
    func text() -> String? {
      guard let count = take(), count >= 0, count <= end - at else { return nil }
      defer { at += count }
      return String(decoding: bytes[at..<at + count], as: UTF8.self)
    }
    guard let count = take(), count >= 0, count < 100_000 else { return nil }
    for _ in 0..<count {
      guard let name = text(), let subject = text(), let rows = take(), let kept = take(), kept >= 0,
        kept <= (end - at) / MemoryLayout<Row>.stride
      else { return nil }
      let size = kept * MemoryLayout<Row>.stride
      let all = [Row](unsafeUninitializedCapacity: kept) { memory, used in
        bytes.withUnsafeBytes {
          UnsafeMutableRawBufferPointer(memory).copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[at..<at + size]))
        }
        used = kept
      }
      at += size
      files.append(File(name: name, subject: subject, count: rows, rows: all))
    }
    guard at == end else { return nil }
  }

  private static func sum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return 0 }
      return KeyHash.exact(start, buffer.count)
    }
  }
}

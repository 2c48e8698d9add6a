import CPack
import Glibc

/// The tables and views of a SQLite file, one sheet each.
///
/// The file is read into memory first and opened there, so that nothing is ever locked, written or left beside it. What the log of a
/// program that has it open holds beyond it is laid over it there.
enum SqliteSheets {
  /// Thousands of steps of SQLite's machine for one view: it may be a query without end. A table ends by itself.
  private static let mostSteps: Int32 = 100_000
  /// The same for a small file, whose views have little to look at.
  private static let leastSteps: Int32 = 30_000

  static func read(
    _ bytes: FileBytes, log: FileBytes?, of file: String
  ) throws(LoadFailure) -> [Result<Sheet, LoadFailure>] {
    var database: OpaquePointer?
    guard sqlite3_open_v2(":memory:", &database, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK, let database else {
      throw .unpackable(file: file, reason: "no memory")
    }
    defer { sqlite3_close_v2(database) }
    let newer = log.flatMap { SqliteLog($0.start, $0.count) }
    let size = newer.map { $0.pageCount * $0.pageSize } ?? bytes.count
    // A file is never larger than what was in it and what its log adds.
    guard size <= bytes.count + (log?.count ?? 0) else { throw .unpackable(file: file, reason: "its log is another file’s") }
    guard let copy = sqlite3_malloc64(UInt64(max(size, bytes.count))) else {
      throw .unpackable(file: file, reason: "no memory")
    }
    let own = copy.assumingMemoryBound(to: UInt8.self)
    own.initialize(repeating: 0, count: max(size, bytes.count))
    memcpy(own, bytes.start, bytes.count)
    if let newer, let log {
      for frame in newer.frames where frame.page <= newer.pageCount {
        memcpy(own + (frame.page - 1) * newer.pageSize, log.start + frame.place, newer.pageSize)
      }
    }
    // In memory there is no log: the file says of itself that it needs none.
    if size > 19, own[18] == 2, own[19] == 2 { (own[18], own[19]) = (1, 1) }
    let flags = UInt32(SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY)
    guard
      sqlite3_deserialize(database, "main", own, Int64(size), Int64(max(size, bytes.count)), flags) == SQLITE_OK,
      cpack_distrust(database) == SQLITE_OK
    else { throw .unpackable(file: file, reason: reason(database)) }
    var names: [(name: String, isView: Bool)] = []
    let most = min(mostSteps, leastSteps + Int32(clamping: bytes.count / 20))
    // Three views that do not end are enough for one file.
    var left = 3 * most
    let list =
      "select name, type = 'view' from sqlite_schema where type in ('table', 'view') and name not like 'sqlite\\_%' escape '\\'"
      + " order by name"
    try rows(of: list, within: nil, in: database, file) { statement in
      names.append((text(statement, 0) ?? "", sqlite3_column_int(statement, 1) == 1))
    }
    guard !names.isEmpty else { throw .unpackable(file: file, reason: "no table is in it") }
    var sheets: [Result<Sheet, LoadFailure>] = []
    for (name, isView) in names {
      let own = names.count == 1 ? file : "\(file)/\(name)"
      do throws(LoadFailure) {
        if let sheet = try sheet(of: name, within: isView ? min(left, most) : nil, in: database, own, &left) {
          sheets.append(.success(sheet))
        }
      } catch {
        sheets.append(.failure(error))
      }
    }
    guard !sheets.isEmpty else { throw .unpackable(file: file, reason: "its tables are empty") }
    return sheets
  }

  /// `nil`: the table has no rows.
  private static func sheet(
    of table: String, within allowed: Int32?, in database: OpaquePointer, _ name: String, _ left: inout Int32
  ) throws(LoadFailure) -> Sheet? {
    var writer = SheetWriter()
    var heading: [String] = []
    let query =
      "select * from \"" + table.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    var used: Int32 = 0
    defer { left -= used }
    try rows(of: query, within: allowed, in: database, name, &used) { statement in
      let count = sqlite3_column_count(statement)
      if heading.isEmpty {
        heading = (0..<count).map { sqlite3_column_name(statement, $0).map { String(cString: $0) } ?? "" }
      }
      for column in 0..<count {
        // A blob is a picture or a document: nothing that a table's cell could be.
        let type = sqlite3_column_type(statement, column)
        guard type != SQLITE_NULL, type != SQLITE_BLOB, let text = sqlite3_column_text(statement, column) else { continue }
        writer.cell(Int(column), text, Int(sqlite3_column_bytes(statement, column)))
      }
      writer.endLine()
      return !writer.isFull
    }
    guard !heading.isEmpty else { return nil }
    if writer.isFull { throw .unpackable(file: name, reason: "it has more than \(Packing.limit >> 20) MiB of rows") }
    return Sheet(name, heading: heading, of: [writer.finished()])
  }

  private static func rows(
    of query: String, within steps: Int32?, in database: OpaquePointer, _ name: String, _ row: (OpaquePointer) -> Void
  ) throws(LoadFailure) {
    var used: Int32 = 0
    try rows(of: query, within: steps, in: database, name, &used) { statement in
      row(statement)
      return true
    }
  }

  /// Runs a query; `row` says whether to go on. `used` tells how many thousands of steps it took, where they are counted.
  private static func rows(
    of query: String, within allowed: Int32?, in database: OpaquePointer, _ name: String, _ used: inout Int32,
    _ row: (OpaquePointer) -> Bool
  ) throws(LoadFailure) {
    // A thousand instructions a call: a view that never ends is given up, whether it makes rows or not.
    let steps = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
    steps.initialize(to: allowed ?? 0)
    defer {
      if let allowed { used = allowed - steps.pointee }
      steps.deallocate()
    }
    sqlite3_progress_handler(
      database, allowed == nil ? 0 : 1000,
      { context in
        guard let steps = context?.assumingMemoryBound(to: Int32.self) else { return 1 }
        steps.pointee -= 1
        return steps.pointee < 0 ? 1 : 0
      }, steps)
    defer { sqlite3_progress_handler(database, 0, nil, nil) }
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(database, query, -1, &statement, nil) == SQLITE_OK, let statement else {
      throw .unpackable(file: name, reason: reason(database))
    }
    defer { sqlite3_finalize(statement) }
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: if !row(statement) { return }
      case SQLITE_DONE: return
      case SQLITE_INTERRUPT: throw .unpackable(file: name, reason: "its query does not come to an end")
      default: throw .unpackable(file: name, reason: reason(database))
      }
    }
  }

  private static func text(_ statement: OpaquePointer, _ column: Int32) -> String? {
    sqlite3_column_text(statement, column).map { String(cString: $0) }
  }

  /// SQLite's own words: `file is not a database`, `database disk image is malformed`.
  private static func reason(_ database: OpaquePointer) -> String { String(cString: sqlite3_errmsg(database)) }
}

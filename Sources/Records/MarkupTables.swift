/// Tables of web pages and of spreadsheets written as XML: what many programs save as `.xls`, which spreadsheet programs open without a
/// word. Rows and cells are the same in both, by other names.
struct MarkupTables {
  private let bytes: FileBytes
  private var at = 0
  private var tables: [[[String]]] = []
  /// The tables that are open: a page may lay itself out by tables in tables.
  private var open: [Open] = []
  private var cells = 0

  private struct Open {
    var table: Int
    var row: [String]?
    var cell: [UInt8]?
    /// Columns that the cell covers.
    var span = 1
  }

  /// Cells of one file, and columns of one table; more is no export.
  private static let most = 40_000_000
  private static let widest = 16_384

  /// One sheet for each table of two rows and columns or more.
  static func read(_ bytes: FileBytes, of file: String) throws(LoadFailure) -> [Result<Sheet, LoadFailure>] {
    var reader = MarkupTables(bytes: SourceText(bytes, encoding: nil).bytes)
    reader.walk()
    let found = reader.tables.filter { rows in rows.count > 1 && rows.contains { $0.count > 1 } }
    guard !found.isEmpty else { throw .notATable(file: file) }
    return found.enumerated().map { number, rows in
      var writer = SheetWriter()
      for row in rows {
        for (column, cell) in row.enumerated() where !cell.isEmpty { writer.cell(column, cell) }
        writer.endLine()
      }
      let name = found.count == 1 ? file : "\(file)/table \(number + 1)"
      return .success(Sheet(name, heading: nil, of: [writer.finished()]))
    }
  }

  /// Whether a text begins as one of them does.
  static func begins(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let mark = count >= 3 && start[0] == 0xEF && start[1] == 0xBB && start[2] == 0xBF ? 3 : 0
    let head = CellBytes(start: start + mark, count: min(count - mark, 4096)).bare
    for opening: StaticString in ["<!doctype html", "<html", "<table", "<head>", "<meta", "<style", "<body", "<center"]
    where head.hasPrefix(ignoringCase: opening) { return true }
    guard head.hasPrefix(ignoringCase: "<?xml") || head.hasPrefix(ignoringCase: "<workbook") else { return false }
    return head.text.contains("urn:schemas-microsoft-com:office:spreadsheet")
  }

  private init(bytes: FileBytes) { self.bytes = bytes }

  // MARK: Reading

  private mutating func walk() {
    while at < bytes.count, cells < MarkupTables.most {
      if bytes.start[at] == UInt8(ascii: "<") { readTag() } else { readText() }
    }
    while !open.isEmpty { endTable() }
  }

  private mutating func readText() {
    guard let last = open.indices.last, open[last].cell != nil else {
      while at < bytes.count, bytes.start[at] != UInt8(ascii: "<") { at += 1 }
      return
    }
    while at < bytes.count, bytes.start[at] != UInt8(ascii: "<") {
      let byte = bytes.start[at]
      if byte == UInt8(ascii: "&"), let (text, length) = entity() {
        open[last].cell?.append(contentsOf: Array(text.utf8))
        at += length
      } else {
        open[last].cell?.append(byte < 0x20 ? 0x20 : byte)
        at += 1
      }
    }
  }

  /// `&amp;`, `&#39;`, `&#x20;`: the character and how many bytes it takes.
  private func entity() -> (text: String, length: Int)? {
    var end = at + 1
    while end < bytes.count, end - at < 10, bytes.start[end] != UInt8(ascii: ";") { end += 1 }
    guard end < bytes.count, bytes.start[end] == UInt8(ascii: ";") else { return nil }
    let name = CellBytes(start: bytes.start + at + 1, count: end - at - 1).text
    if let known = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "euro": "€"][name] {
      return (known, end - at + 1)
    }
    guard name.hasPrefix("#") else { return nil }
    let isHex = name.dropFirst().first.map { $0 == "x" || $0 == "X" } ?? false
    guard let code = UInt32(name.dropFirst(isHex ? 2 : 1), radix: isHex ? 16 : 10), let scalar = Unicode.Scalar(code),
      code >= 0x20
    else { return (" ", end - at + 1) }
    return (code == 0xA0 ? " " : String(Character(scalar)), end - at + 1)
  }

  private mutating func readTag() {
    if begins("<!--") { return skip(past: "-->") }
    var end = at + 1
    var quote: UInt8?
    while end < bytes.count, quote != nil || bytes.start[end] != UInt8(ascii: ">") {
      let byte = bytes.start[end]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      }
      end += 1
    }
    let text = CellBytes(start: bytes.start + at + 1, count: min(end, bytes.count) - at - 1).text
    at = min(end + 1, bytes.count)
    let isEnd = text.hasPrefix("/")
    let word = text.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber || $0 == ":" }.lowercased()
    let name = word.split(separator: ":").last.map(String.init) ?? word
    switch name {
    case "style", "script": if !isEnd { skip(past: "</\(name)") }
    case "table": if isEnd { endTable() } else { beginTable() }
    case "tr", "row": if isEnd { endRow() } else { beginRow() }
    case "td", "th", "cell":
      if isEnd {
        endCell()
      } else {
        beginCell(text)
        // `<Cell/>` has nothing in it.
        if text.hasSuffix("/") { endCell() }
      }
    case "br", "p", "div", "li": if let last = open.indices.last { open[last].cell?.append(0x20) }
    default: break
    }
  }

  private func begins(_ text: StaticString) -> Bool {
    CellBytes(start: bytes.start + at, count: min(bytes.count - at, 16)).hasPrefix(ignoringCase: text)
  }

  private mutating func skip(past text: String) {
    let wanted = Array(text.utf8)
    while at + wanted.count <= bytes.count {
      if wanted.indices.allSatisfy({ bytes.start[at + $0] | 0x20 == wanted[$0] | 0x20 }) {
        at += wanted.count
        return
      }
      at += 1
    }
    at = bytes.count
  }

  // MARK: Tables, rows, cells

  private mutating func beginTable() {
    // A page nested without end is no export.
    guard open.count < 32 else { return }
    open.append(Open(table: tables.count))
    tables.append([])
  }

  private mutating func endTable() {
    endRow()
    _ = open.popLast()
  }

  private mutating func beginRow() {
    endRow()
    if let last = open.indices.last { open[last].row = [] }
  }

  private mutating func endRow() {
    endCell()
    guard let last = open.indices.last, let row = open[last].row else { return }
    tables[open[last].table].append(row)
    open[last].row = nil
  }

  private mutating func beginCell(_ tag: String) {
    endCell()
    guard let last = open.indices.last else { return }
    // A sheet leaves out cells that are empty, and says where the next one stands.
    if let index = MarkupTables.number("ss:index", of: tag), index <= MarkupTables.widest {
      while open[last].row?.count ?? 0 < index - 1 {
        open[last].row?.append("")
        cells += 1
      }
    }
    open[last].row = open[last].row ?? []
    open[last].cell = []
    open[last].span =
      MarkupTables.number("colspan", of: tag) ?? MarkupTables.number("ss:mergeacross", of: tag).map {
        min($0, MarkupTables.widest) + 1
      } ?? 1
  }

  private mutating func endCell() {
    guard let last = open.indices.last, let cell = open[last].cell else { return }
    let words = String(decoding: cell, as: UTF8.self).split(separator: " ")
    open[last].row?.append(words.joined(separator: " "))
    for _ in 1..<max(1, min(open[last].span, 1000)) where (open[last].row?.count ?? 0) < MarkupTables.widest {
      open[last].row?.append("")
      cells += 1
    }
    cells += 1
    open[last].cell = nil
  }

  /// The whole number that an attribute of a tag has.
  private static func number(_ attribute: String, of tag: String) -> Int? {
    let lower = tag.lowercased()
    guard let place = lower.firstRange(of: attribute + "=") else { return nil }
    let digits = lower[place.upperBound...].drop { $0 == "\"" || $0 == "'" }.prefix { $0.isASCII && $0.isNumber }
    return Int(digits)
  }
}

/// The text of one table that did not come as text: what `TableReader` reads after all, so that every format is typed by one hand.
///
/// `bytes` are UTF-8, cells apart by tabs, one record a line.
struct Sheet: Sendable {
  /// The file, or file and table: `book.xlsx/Deals`.
  var name: String
  var bytes: FileBytes
  var options = ReadOptions()
  /// Records that never became lines, with their places in the file.
  var rejections = Rejections()
  /// A sheet that its workbook does not show.
  var isHidden = false
  /// Cells that are formulas without the value that a spreadsheet keeps beside them.
  var formulas = 0
  /// Made of a sheet whose periods stood side by side; or why such a sheet could not be turned.
  var turned: AcrossSheet.Turned?
  var refusal: TableRefusal?
  /// The line of the file that each row is on, where the text is not in its order.
  var lines: [Int]?
  /// Empty lines that are there only so that line numbers agree with the file's.
  var padding = 0
  /// Where it was written on to the text of an earlier reading: what was refused of the new records.
  var moreRejections: Rejections?
  /// What is needed to write on to it when its file has grown.
  var records: RecordsEnd?
}

/// Writes a `Sheet`. Rows may have fewer cells than later ones; they are made as wide as the widest at the end.
struct SheetWriter: ~Copyable {
  private var sink: ByteSink
  /// Where each line ends (before its line end) and how many cells it has.
  private var ends: [Int] = []
  private var widths: [UInt32] = []
  private(set) var widest = 0
  private(set) var padding = 0
  /// Cells of the line being written.
  private var column = 0

  private static let tab = UInt8(ascii: "\t")
  private static let quote = UInt8(ascii: "\"")

  init(limit: Int = Packing.limit) { sink = ByteSink(capacity: 1 << 20, limit: limit) }

  /// Lines written so far.
  var lineCount: Int { ends.count }
  /// Cells up to the last one written in this line.
  var cellsInLine: Int { column }
  var isFull: Bool { sink.isFull }

  /// Writes the cell of a column, which is the next one or one further on.
  mutating func cell(_ wanted: Int, _ start: UnsafePointer<UInt8>, _ count: Int) {
    separate(wanted)
    var first = 0
    while first < count, start[first] == 0x20 { first += 1 }
    let quotes = first < count && start[first] == SheetWriter.quote
    var isClean = !quotes
    if isClean {
      for index in 0..<count where start[index] < 0x20 {
        isClean = false
        break
      }
    }
    if isClean {
      sink.append(start, count)
      return
    }
    if quotes { sink.append(SheetWriter.quote) }
    for index in 0..<count {
      let byte = start[index]
      switch byte {
      // A cell is shown on one line, and its line tells where the record is.
      case 0x09, 0x0A, 0x0D: sink.append(0x20)
      case SheetWriter.quote where quotes:
        sink.append(byte)
        sink.append(byte)
      default: sink.append(byte)
      }
    }
    if quotes { sink.append(SheetWriter.quote) }
  }

  /// The same for bytes that are known to hold no control character and no quote at their beginning.
  mutating func plainCell(_ wanted: Int, _ start: UnsafePointer<UInt8>, _ count: Int) {
    separate(wanted)
    sink.append(start, count)
  }

  mutating func cell(_ wanted: Int, _ text: String) {
    var text = text
    text.withUTF8 { bytes in
      if let base = bytes.baseAddress { cell(wanted, base, bytes.count) }
    }
  }

  private mutating func separate(_ wanted: Int) {
    if wanted > 0, wanted >= column {
      sink.append(repeating: SheetWriter.tab, count: wanted - column + (column > 0 ? 1 : 0))
    }
    column = wanted + 1
  }

  mutating func endLine() {
    ends.append(sink.count)
    widths.append(UInt32(truncatingIfNeeded: column))
    widest = max(widest, column)
    column = 0
    sink.append(0x0A)
  }

  /// A line that nothing is on: in the file as well, or (`isPadding`) only so that later lines are where the file has them.
  mutating func emptyLine(isPadding: Bool = true) {
    if isPadding { padding += 1 }
    endLine()
  }

  /// What was written, to be put together by `Sheet(_:heading:of:)`.
  consuming func finished() -> SheetText {
    SheetText(bytes: sink.bytes(), ends: ends, widths: widths, widest: widest, padding: padding)
  }
}

/// Lines of a sheet as they were written, of any width.
struct SheetText: Sendable {
  fileprivate var bytes: FileBytes
  fileprivate var ends: [Int]
  fileprivate var widths: [UInt32]
  fileprivate var widest: Int
  private(set) var padding: Int
  var lineCount: Int { ends.count }

  /// The lines behind those of a text that is there.
  static func write(_ parts: [SheetText], behind text: FileBytes, columns: Int) -> FileBytes {
    var sink = ByteSink(capacity: parts.reduce(0) { $0 + $1.bytes.count + $1.missing(to: columns) }, limit: .max)
    for part in parts { part.write(to: &sink, columns: columns) }
    return text.followed(by: sink.bytes())
  }

  /// The lines, each as wide as the widest of all.
  fileprivate func write(to sink: inout ByteSink, columns: Int) {
    var from = 0
    for (line, end) in ends.enumerated() {
      let short = widths[line] == 0 ? 0 : columns - Int(widths[line])
      guard short > 0 else { continue }
      sink.append(bytes.start + from, end - from)
      sink.append(repeating: UInt8(ascii: "\t"), count: short)
      from = end
    }
    sink.append(bytes.start + from, bytes.count - from)
  }

  fileprivate func missing(to columns: Int) -> Int { widths.reduce(0) { $0 + ($1 == 0 ? 0 : columns - Int($1)) } }
}

extension Sheet {
  /// The parts one after the other under a heading; without one (`nil`) it is looked for among the first lines.
  /// `mayGrow`: room is left behind them for more.
  init(_ name: String, heading: [String]?, of parts: [SheetText], mayGrow: Bool = false) {
    let columns = max(parts.map(\.widest).max() ?? 0, heading?.count ?? 0)
    var head = SheetWriter(limit: .max)
    if let heading {
      for (index, text) in heading.enumerated() { head.cell(index, text) }
      head.endLine()
    }
    let headText = head.finished()
    let all = [headText] + parts
    let size = all.reduce(0) { $0 + $1.bytes.count + $1.missing(to: columns) }
    // Pages that are never written are never taken from the system.
    var sink = ByteSink(capacity: size + (mayGrow ? size / 4 + 1 << 16 : 0), limit: .max)
    for part in all { part.write(to: &sink, columns: columns) }
    self.init(name: name, bytes: sink.bytes())
    padding = parts.reduce(0) { $0 + $1.padding }
    options.separator = UInt8(ascii: "\t")
    options.encoding = .utf8
    if heading != nil {
      options.hasHeader = true
      options.firstLine = 1
    }
  }
}

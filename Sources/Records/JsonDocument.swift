/// One JSON value that holds records somewhere: a list of objects, a list of lists, or an object with such lists inside.
struct JsonDocument {
  private let bytes: FileBytes
  private let file: String
  private var scanner: JsonScanner
  /// Where the last count of lines ended, and the line there (from 1).
  private var counted = (position: 0, line: 1)

  private struct List {
    var name: String
    var at: Int
  }

  init(_ bytes: FileBytes, _ scanner: JsonScanner, _ file: String) {
    self.bytes = bytes
    self.file = file
    self.scanner = scanner
  }

  func sheets() throws(LoadFailure) -> [Result<Sheet, LoadFailure>] {
    var own = self
    return try own.read()
  }

  private mutating func read() throws(LoadFailure) -> [Result<Sheet, LoadFailure>] {
    if scanner.byte == UInt8(ascii: "[") { return [.success(try sheet(List(name: file, at: scanner.at)))] }
    // One object: the lists of objects in it are the tables, at any depth that exports use.
    var lists: [List] = []
    var search = scanner
    let isWhole = find(&lists, &search, "", depth: 0)
    if lists.isEmpty {
      guard isWhole else { throw broken(search.at) }
      // Objects one after the other, or a single record.
      return [.success(try records(file, one: true))]
    }
    return lists.map { list in
      var named = list
      named.name = lists.count == 1 ? file : "\(file)/\(list.name)"
      var own = self
      do throws(LoadFailure) { return .success(try own.sheet(named)) } catch { return .failure(error) }
    }
  }

  private func broken(_ at: Int) -> LoadFailure {
    var lines = 1
    for index in 0..<min(at, bytes.count) where bytes.start[index] == 0x0A { lines += 1 }
    return .unpackable(file: file, reason: "it is no JSON from line \(lines) on")
  }

  /// Lists of objects (or of lists) among the members of the object that begins here. False where the text is broken.
  private func find(_ lists: inout [List], _ scanner: inout JsonScanner, _ path: String, depth: Int) -> Bool {
    guard depth < 4 else { return scanner.skipValue(depth: depth) }
    var found: [List] = []
    let isWhole = scanner.skipMembers(of: UInt8(ascii: "}")) { scanner in
      guard let key = scanner.string() else { return false }
      scanner.skipBlanks()
      guard scanner.pass(UInt8(ascii: ":")) else { return false }
      scanner.skipBlanks()
      let name = String(
        decoding: UnsafeBufferPointer(start: scanner.start + key.low, count: key.high - key.low), as: UTF8.self)
      let full = path.isEmpty ? name : "\(path).\(name)"
      switch scanner.byte {
      case UInt8(ascii: "{"): return self.find(&found, &scanner, full, depth: depth + 1)
      case UInt8(ascii: "["):
        var inner = scanner
        inner.at += 1
        inner.skipBlanks()
        if inner.byte == UInt8(ascii: "{") || inner.byte == UInt8(ascii: "[") { found.append(List(name: full, at: scanner.at)) }
        return scanner.skipValue(depth: depth)
      default: return scanner.skipValue(depth: depth)
      }
    }
    lists += found
    return isWhole
  }

  private mutating func sheet(_ list: List) throws(LoadFailure) -> Sheet {
    scanner.at = list.at + 1
    scanner.skipBlanks()
    return scanner.byte == UInt8(ascii: "[") ? try rows(list.name) : try records(list.name, one: false)
  }

  /// The line of the file at a place further on than the last one asked for.
  private mutating func line(at position: Int) -> Int {
    for index in counted.position..<position where bytes.start[index] == 0x0A { counted.line += 1 }
    counted.position = position
    return counted.line
  }

  /// Objects apart by commas up to the end of the list, or (`one`) one after the other up to the end of the file.
  ///
  /// Where each begins on a line of its own, rows have the lines of the file; elsewhere the record's number stands for it.
  private mutating func records(_ name: String, one: Bool) throws(LoadFailure) -> Sheet {
    var records = JsonRecords()
    var rejections = Rejections()
    var isByLine = true
    while true {
      scanner.skipBlanks()
      if scanner.at == scanner.end {
        if !one { rejections.add(line: records.writer.lineCount + 1, .cutOff) }
        break
      }
      if scanner.pass(UInt8(ascii: "]")) { break }
      let line = line(at: scanner.at)
      if isByLine, line > records.writer.lineCount {
        while records.writer.lineCount < line - 1 { records.writer.emptyLine() }
      } else {
        isByLine = false
      }
      let place = records.writer.lineCount + 1
      let from = scanner
      if scanner.byte == UInt8(ascii: "{"), records.read(&scanner) {
        records.write(from)
      } else {
        // What is no object is passed over if it is a value at all; broken text ends the reading.
        scanner = from
        if scanner.byte == UInt8(ascii: "{") || !scanner.skipValue() {
          rejections.add(line: place, .cutOff)
          break
        }
        rejections.add(line: place, .notAnObject)
        records.writer.emptyLine()
      }
      scanner.skipBlanks()
      if !one, scanner.byte != UInt8(ascii: "]"), !scanner.pass(UInt8(ascii: ",")) {
        rejections.add(line: records.writer.lineCount + 1, .cutOff)
        break
      }
    }
    if records.writer.isFull { throw .unpackable(file: name, reason: "it has more than \(Packing.limit >> 20) MiB of records") }
    let heading = records.shape.names
    guard !heading.isEmpty else { throw .unpackable(file: name, reason: "no record is in it") }
    var sheet = Sheet(name, heading: heading, of: [records.finished()])
    sheet.rejections = rejections
    return sheet
  }

  /// Lists of plain values: the first is the heading if it is one.
  private mutating func rows(_ name: String) throws(LoadFailure) -> Sheet {
    var writer = SheetWriter()
    var rejections = Rejections()
    while true {
      scanner.skipBlanks()
      if scanner.at == scanner.end || scanner.pass(UInt8(ascii: "]")) { break }
      var column = 0
      guard scanner.byte == UInt8(ascii: "["),
        scanner.skipMembers(
          of: UInt8(ascii: "]"),
          { scanner in
            defer { column += 1 }
            if scanner.byte == UInt8(ascii: "\"") {
              guard let text = scanner.string() else { return false }
              var own: [UInt8] = []
              scanner.resolved(text) { own.append($0) }
              own.withUnsafeBufferPointer { if let base = $0.baseAddress { writer.cell(column, base, $0.count) } }
              return true
            }
            let low = scanner.at
            guard scanner.skipValue() else { return false }
            let isNull = scanner.at - low == 4 && scanner.start[low] == UInt8(ascii: "n")
            if !isNull { writer.cell(column, scanner.start + low, scanner.at - low) }
            return true
          })
      else {
        rejections.add(line: writer.lineCount + 1, .cutOff)
        break
      }
      writer.endLine()
      scanner.skipBlanks()
      _ = scanner.pass(UInt8(ascii: ","))
    }
    var sheet = Sheet(name, heading: nil, of: [writer.finished()])
    sheet.rejections = rejections
    return sheet
  }
}

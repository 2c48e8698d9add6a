/// The cells of a small text as they stand, for what has to be seen before its rows can be read: tables made by hand.
struct TextGrid {
  var rows: [[String]] = []
  /// Where each row begins in the file.
  var lines: [Int] = []
  var separator: UInt8 = 0x2C

  /// Larger texts are no tables made by hand.
  static let mostBytes = 1 << 20
  static let mostColumns = 400

  /// `nil` where the text is no table, or is one that no hand has made.
  init?(_ sheet: Sheet) {
    guard TextGrid.isSmall(sheet) else { return nil }
    let text = SourceText(sheet.bytes, encoding: sheet.options.encoding)
    guard let sniffed = try? DialectSniffer(file: sheet.name, text: text, options: sheet.options).sniff() else { return nil }
    self.init(text, separator: sniffed.source.separator, most: .max)
  }

  private static func isSmall(_ sheet: Sheet) -> Bool { sheet.bytes.count > 0 && sheet.bytes.count <= mostBytes }

  /// The first rows under each separator that they may have: enough to see whether a sheet is worth more, and nearly nothing to read.
  static func beginnings(of sheet: Sheet) -> [TextGrid] {
    guard isSmall(sheet) else { return [] }
    let text = SourceText(sheet.bytes, encoding: sheet.options.encoding)
    let separators: [UInt8] = sheet.options.separator.map { [$0] } ?? [0x2C, 0x3B, 0x09, 0x7C]
    return separators.compactMap { TextGrid(text, separator: $0, most: 40) }
  }

  private init?(_ text: SourceText, separator: UInt8, most: Int) {
    self.separator = separator
    let source = ScanSource(bytes: text.bytes, first: text.first, separator: separator)
    var ends = [UInt32](repeating: 0, count: TextGrid.mostColumns)
    var (position, line) = (text.first, 1)
    while position < source.end, rows.count < most {
      var cells: [String] = []
      let scan = ends.withUnsafeMutableBufferPointer { memory -> RecordScan? in
        guard let start = memory.baseAddress else { return nil }
        return source.record(at: position, origin: position, ends: start, limit: TextGrid.mostColumns)
      }
      guard let scan, scan.cells <= TextGrid.mostColumns else { return nil }
      if case .whole = scan.fate {
        var low = position
        for index in 0..<scan.cells {
          let high = position + Int(ends[index])
          cells.append(HeadingNames.cleaned(CellBytes(start: source.start + low, count: high - low).text))
          low = high + 1
        }
      }
      while cells.last?.isEmpty ?? false { cells.removeLast() }
      rows.append(cells)
      lines.append(line)
      line += 1 + scan.innerLines
      position = scan.next
    }
  }

  func cell(_ row: Int, _ column: Int) -> String { rows[row].indices.contains(column) ? rows[row][column] : "" }
}

extension TextGrid {
  /// What a cell of figures may be: an amount by either sign, or a way of writing nothing.
  static func isFigure(_ text: String) -> Bool {
    reading(text) { cell in
      var signs: NumberText.Signs = []
      return cell.emptiness != .filled || NumberText.value(cell, decimalComma: false, signs: &signs) != nil
        || NumberText.value(cell, decimalComma: true, signs: &signs) != nil
    } ?? true
  }

  /// The figure of a cell, `nil` where it is none or says nothing.
  static func value(_ text: String, decimalComma: Bool, _ counts: inout SignCounts) -> Double? {
    reading(text) { cell -> Double? in
      guard cell.emptiness == .filled else { return nil }
      var signs: NumberText.Signs = []
      let value = NumberText.value(cell, decimalComma: decimalComma, signs: &signs)
      counts.count(signs)
      return value
    } ?? nil
  }

  static func isTotals(_ text: String) -> Bool {
    reading(text) { RowRules.isTotals($0) || RowRules.isAggregate($0) || RowRules.isGrandTotal($0) } ?? false
  }

  static func isFooter(_ text: String) -> Bool { reading(text) { RowRules.isFooter($0) } ?? false }

  private static func reading<T>(_ text: String, _ body: (CellBytes) -> T) -> T? {
    guard !text.isEmpty else { return nil }
    var text = text
    return text.withUTF8 { bytes in bytes.baseAddress.map { body(CellBytes(start: $0, count: bytes.count)) } }
  }
}

/// What makes a record a row of the table: the one place that says no before any cell is read.
struct RowRules: Sendable {
  var columns: Int
  var cellLimit: Int
  /// The heading's bytes in the file, so that its repetition is seen; empty without a heading.
  var heading: Range<Int> = 0..<0

  enum Verdict {
    case row
    case blank
    case rejected(Reason)
  }

  /// Judges a whole record. `ends` holds where its first cells end, as distances from `origin`, and is completed when the one
  /// missing cell is an empty last one.
  func verdict(
    on scan: RecordScan, from first: Int, origin: Int, ends: UnsafeMutablePointer<UInt32>, in source: ScanSource
  ) -> Verdict {
    let start = source.start
    if isBlank(start, first, scan.end, source.separator, cells: scan.cells) { return .blank }
    // Distances beyond 32 bits have been cut; no row we would take is so long.
    if scan.end - first > 1 << 31 { return .rejected(.cellTooLong(bytes: scan.end - first)) }
    if scan.end - first > cellLimit {
      var low = first
      for index in 0..<min(scan.cells, columns) {
        let high = Int(ends[index]) + origin
        if high - low > cellLimit { return .rejected(.cellTooLong(bytes: high - low)) }
        low = high + 1
      }
      if scan.cells > columns, scan.end - low > cellLimit { return .rejected(.cellTooLong(bytes: scan.end - low)) }
    }
    if !scan.isTerminated, source.bytes.grewWhileRead || endsInsideCharacter(source) { return .rejected(.cutOff) }
    let firstCell = CellBytes(start: start + first, count: Int(ends[0]) + origin - first).bare
    let width = min(scan.cells, columns)
    // Report writers leave a line of nothing but quotes between a table and its footer.
    if scan.cells == 1, columns > 1, firstCell.count == 0 { return .blank }
    let lastLow = width > 1 ? Int(ends[width - 2]) + origin + 1 : first
    let lastCell = CellBytes(start: start + lastLow, count: Int(ends[width - 1]) + origin - lastLow).bare
    if RowRules.isTotals(firstCell) || RowRules.isGrandTotal(lastCell) { return .rejected(.totalsLine) }
    if firstCell.count == 0 || columns > 2 && RowRules.isFooter(firstCell) {
      let filled = RowRules.filled(start, from: first, origin: origin, ends: ends, width: width, firstCell)
      if filled.count == 1, columns > 2, RowRules.isFooter(filled.named) { return .rejected(.totalsLine) }
      // `Total` further to the right, `Sum` and `Count` under a group: where what groups is left empty and all else are figures.
      if firstCell.count == 0, filled.areFigures, RowRules.isTotals(filled.named) || RowRules.isAggregate(filled.named) {
        return .rejected(.totalsLine)
      }
    }
    if !heading.isEmpty, scan.end - first == heading.count, first != heading.lowerBound, isHeading(start, first) {
      return .rejected(.repeatedHeading)
    }
    if scan.cells == columns { return .row }
    if scan.cells < columns {
      if RowRules.isFooter(firstCell) { return .rejected(.totalsLine) }
      if firstCell.count > 0, firstCell[0] == UInt8(ascii: "#") { return .rejected(.commentLine) }
      if !scan.isTerminated { return .rejected(.cutOff) }
      return .rejected(.tooFewCells(found: scan.cells, expected: columns))
    }
    let rest = Int(ends[columns - 1]) + origin
    // A total may be named beside the table rather than in it.
    if scan.cells == columns + 1, scan.end > rest,
      RowRules.isGrandTotal(CellBytes(start: start + rest + 1, count: scan.end - rest - 1).bare)
    {
      return .rejected(.totalsLine)
    }
    for index in rest..<scan.end {
      let byte = start[index]
      if byte != source.separator, byte != UInt8(ascii: "\""), !CellBytes.isBlank(byte) {
        return .rejected(.tooManyCells(found: scan.cells, expected: columns))
      }
    }
    return .row
  }

  /// The first cell that holds something, how many do, and whether those after it are figures or name what figures are.
  private static func filled(
    _ start: UnsafePointer<UInt8>, from first: Int, origin: Int, ends: UnsafeMutablePointer<UInt32>, width: Int,
    _ firstCell: CellBytes
  ) -> (named: CellBytes, count: Int, areFigures: Bool) {
    var named = firstCell
    var count = firstCell.count > 0 ? 1 : 0
    var areFigures = true
    for index in 1..<max(1, width) {
      let low = Int(ends[index - 1]) + origin + 1
      let cell = CellBytes(start: start + low, count: Int(ends[index]) + origin - low).bare
      if cell.count == 0 { continue }
      if count == 0 { named = cell } else if areFigures { areFigures = isFigure(cell) }
      count += 1
    }
    return (named, count, areFigures)
  }

  private static func isFigure(_ cell: CellBytes) -> Bool {
    switch cell[0] {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "("), UInt8(ascii: "."),
      UInt8(ascii: "$"), 0xE2, 0xC2:
      true
    default: isAggregate(cell)
    }
  }

  /// Nothing but blanks and separators.
  private func isBlank(_ start: UnsafePointer<UInt8>, _ low: Int, _ high: Int, _ separator: UInt8, cells: Int) -> Bool {
    if high - low > 4096 { return false }
    for index in low..<high where start[index] != separator && !CellBytes.isBlank(start[index]) { return false }
    return true
  }

  private func isHeading(_ start: UnsafePointer<UInt8>, _ first: Int) -> Bool {
    for offset in 0..<heading.count where start[first + offset] != start[heading.lowerBound + offset] { return false }
    return true
  }

  /// The file ends in the middle of a UTF-8 sequence.
  private func endsInsideCharacter(_ source: ScanSource) -> Bool {
    var index = source.end - 1
    var trailing = 0
    while index >= source.first, trailing < 3, source.start[index] & 0xC0 == 0x80 {
      index -= 1
      trailing += 1
    }
    guard index >= source.first else { return false }
    let lead = source.start[index]
    let wanted = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0
    return trailing < wanted
  }

  /// Whether a record with as many cells as it should have needs `verdict` all the same: by how its first and its last cell begin and
  /// by its length. Most do not, and are rows.
  @inline(__always)
  func mayBeNoRow(first: UnsafePointer<UInt8>, last: UnsafePointer<UInt8>, length: Int, separator: UInt8) -> Bool {
    if length > cellLimit || length == heading.count || first[0] == separator { return true }
    // One bit for each byte that either may begin with: no branch is guessed wrong by what stands in the cells.
    let isFirst = RowRules.isAmong(first[0] | 0x20, letters: 0x458_828A_0000_0000, accents: 0x24_0000_0000)
    let isLast = RowRules.isAmong(last[0] | 0x20, letters: 0x80_0000_0000, accents: 0x4_0000_0000)
    if !isFirst && !isLast { return false }
    return RowRules.mayBeTotals(first) || RowRules.mayBeGrandTotal(last)
  }

  /// `letters` are those of 0x40 to 0x7F, `accents` those from 0xC0; blanks, quotes and brackets are always among them. Every letter
  /// that `mayBeTotals` and `mayBeGrandTotal` ask for has to be among theirs: a c g i o s t v z, and g.
  @inline(__always)
  private static func isAmong(_ byte: UInt8, letters: UInt64, accents: UInt64) -> Bool {
    let blanks: UInt64 = 0x305_0000_0000
    let marks = byte < 0x40 ? blanks : byte < 0x80 ? letters : byte < 0xC0 ? 0 : accents
    return (marks &>> UInt64(byte & 63)) & 1 != 0
  }

  /// By two letters: ids that begin with the `C` of customers are not looked at twice.
  @inline(__always)
  private static func mayBeTotals(_ cell: UnsafePointer<UInt8>) -> Bool {
    let cell = cell[0] == UInt8(ascii: "\"") ? cell + 1 : cell
    let second = cell[1] | 0x20
    switch cell[0] | 0x20 {
    case UInt8(ascii: "t"), UInt8(ascii: "c"): return second == UInt8(ascii: "o")
    case UInt8(ascii: "g"): return second == UInt8(ascii: "r") || second == UInt8(ascii: "e")
    case UInt8(ascii: "s"): return second == UInt8(ascii: "u") || second == UInt8(ascii: "o")
    case UInt8(ascii: "z"): return second == UInt8(ascii: "w")
    case UInt8(ascii: "a"): return second == UInt8(ascii: "v") || second == UInt8(ascii: "l")
    case UInt8(ascii: "o"): return second == UInt8(ascii: "v")
    case UInt8(ascii: "i"): return second == UInt8(ascii: "n")
    case UInt8(ascii: "v"): return second == UInt8(ascii: "e")
    case UInt8(ascii: "\""), UInt8(ascii: "("), 0x20, 0x29, 0xE2, 0xE5: return true
    default: return false
    }
  }

  @inline(__always)
  private static func mayBeGrandTotal(_ cell: UnsafePointer<UInt8>) -> Bool {
    let cell = cell[0] == UInt8(ascii: "\"") ? cell + 1 : cell
    switch cell[0] | 0x20 {
    case UInt8(ascii: "g"): return cell[1] | 0x20 == UInt8(ascii: "r")
    case UInt8(ascii: "\""), 0x20, 0x29, 0xE2: return true
    default: return false
    }
  }

  static func isGrandTotal(_ cell: CellBytes) -> Bool {
    cell.equals(ignoringCase: "grand total") || cell.equals(ignoringCase: "grand totals")
  }

  private static let totals: [(letter: UInt8, words: [StaticString])] = [
    (
      UInt8(ascii: "t"),
      [
        "total", "totals", "totaal", "totale", "total general", "total général", "total geral", "totaux généraux",
        "totales generales", "totali generali",
      ]
    ),
    (UInt8(ascii: "g"), ["grand total", "grand totals", "gesamt", "gesamtsumme", "gesamtsummen", "gesamtergebnis"]),
    (UInt8(ascii: "s"), ["subtotal", "subtotals", "sub-total", "sous-total", "subtotaal", "summe", "somme", "suma"]),
    (UInt8(ascii: "z"), ["zwischensumme"]), (UInt8(ascii: "a"), ["average", "algemene totalen", "algemeen totaal"]),
    (UInt8(ascii: "o"), ["overall total", "overall totals"]), (0xE5, ["合計", "小計"]),
  ]
  private static let aggregates: [StaticString] = [
    "sum", "count", "record count", "average", "avg", "min", "max", "median", "anzahl", "durchschnitt", "nombre", "moyenne",
  ]
  private static let footers: [StaticString] = [
    "copyright", "confidential information", "(c) ", "©", "generated ", "vertrauliche informationen",
    "informations confidentielles", "información confidencial", "informazioni riservate", "vertrouwelijke informatie",
    "informações confidenciais",
  ]

  /// `Total`, `Totals: 12`, `Grand Totals (214 records)`, `Summe`; but not `Total Energies`.
  static func isTotals(_ cell: CellBytes) -> Bool {
    guard cell.count >= 4, cell.count < 200 else { return false }
    let letter = CellBytes.lowercased(cell[0])
    for one in totals where one.letter == letter { return one.words.contains { isWord($0, cell) } }
    return false
  }

  /// What a report writes before a figure of a whole group.
  static func isAggregate(_ cell: CellBytes) -> Bool { aggregates.contains { cell.equals(ignoringCase: $0) } }

  private static func isWord(_ word: StaticString, _ cell: CellBytes) -> Bool {
    guard cell.hasPrefix(ignoringCase: word) else { return false }
    let length = word.utf8CodeUnitCount
    if cell.count == length { return true }
    if cell[length] == UInt8(ascii: ":") { return true }
    // `Total of 306 results`.
    if cell.count > length + 4, cell[length] == 0x20, cell[length + 1] | 0x20 == UInt8(ascii: "o"),
      cell[length + 2] | 0x20 == UInt8(ascii: "f"), cell[length + 3] == 0x20, cell[length + 4] &- 48 < 10
    {
      return true
    }
    return cell.count > length + 1 && cell[length] == 0x20
      && (cell[length + 1] == UInt8(ascii: "(") || cell[length + 1] == UInt8(ascii: "-")
        || cell[length + 1] == UInt8(ascii: ":"))
  }

  /// What report writers put under a table.
  static func isFooter(_ cell: CellBytes) -> Bool {
    guard cell.count > 0 else { return false }
    switch cell[0] | 0x20 {
    case UInt8(ascii: "c"), UInt8(ascii: "g"), UInt8(ascii: "i"), UInt8(ascii: "v"), UInt8(ascii: "("), 0xE2: break
    default: return false
    }
    return footers.contains { cell.hasPrefix(ignoringCase: $0) }
  }
}

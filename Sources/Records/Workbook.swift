import CPack

/// A workbook of Excel's (or of whoever writes the same format): each sheet with rows becomes a table.
enum Workbook {
  static func sheets(_ archive: borrowing ZipArchive, of file: String) throws(LoadFailure) -> [Result<Sheet, LoadFailure>] {
    let contents = WorkbookContents()
    try read("xl/workbook.xml", in: archive, file, contents)
    let links = WorkbookLinks()
    try read("xl/_rels/workbook.xml.rels", in: archive, file, links)
    let styles = WorkbookStyles()
    if archive.entry("xl/styles.xml") != nil { try read("xl/styles.xml", in: archive, file, styles) }
    let strings = SharedStrings()
    let stringsName =
      links.targets.values.sorted().first { $0.lowercased().hasSuffix("sharedstrings.xml") } ?? "xl/sharedStrings.xml"
    if archive.entry(stringsName) != nil { try read(stringsName, in: archive, file, strings) }
    var found: [(name: String, result: Result<Sheet, LoadFailure>)] = []
    for sheet in contents.sheets {
      guard let target = links.targets[sheet.link], archive.entry(target) != nil, target.contains("worksheets/") else {
        continue
      }
      let cells = SheetCells(strings: strings, styles: styles, countsFrom1904: contents.countsFrom1904)
      do throws(LoadFailure) {
        try read(target, in: archive, "\(file)/\(sheet.name)", cells)
        if let problem = cells.problem { throw .unpackable(file: "\(file)/\(sheet.name)", reason: problem) }
        guard cells.hasCells else { continue }
        let formulas = cells.formulas
        var whole = Sheet("", heading: nil, of: [cells.finished()])
        whole.formulas = formulas
        whole.isHidden = sheet.isHidden
        found.append((sheet.name, .success(whole)))
      } catch {
        found.append((sheet.name, .failure(error)))
      }
    }
    guard !found.isEmpty else { throw .unpackable(file: file, reason: "its sheets are empty") }
    return found.map { name, result in
      result.map { sheet in
        var named = sheet
        named.name = found.count == 1 ? file : "\(file)/\(name)"
        return named
      }
    }
  }

  private static func read(
    _ name: String, in archive: borrowing ZipArchive, _ file: String, _ listener: any XmlListener
  ) throws(LoadFailure) {
    guard let entry = archive.entry(name) else { throw .unpackable(file: file, reason: "\(name) is missing in it") }
    guard let reader = XmlReader(listener) else { throw .unpackable(file: file, reason: "no memory") }
    var isGood = true
    try archive.read(entry) { start, count in
      if isGood { isGood = reader.read(start, count) }
    }
    // A sheet may have said by itself that it goes too far.
    if !isGood, (listener as? SheetCells)?.problem == nil { throw .unpackable(file: file, reason: reader.problem) }
  }
}

/// The names of the sheets, in their order.
private final class WorkbookContents: XmlListener {
  var sheets: [(name: String, link: String, isHidden: Bool)] = []
  var countsFrom1904 = false

  func began(_ name: UnsafePointer<CChar>, _ attributes: XmlAttributes) {
    if XmlReader.isName(name, "sheet") {
      guard let title = attributes.string("name"), let link = attributes.string("r:id") ?? attributes.string("id") else {
        return
      }
      sheets.append((title, link, attributes.string("state").map { $0 != "visible" } ?? false))
    } else if XmlReader.isName(name, "workbookPr") {
      countsFrom1904 = ["1", "true"].contains(attributes.string("date1904") ?? "")
    }
  }
  func ended(_ name: UnsafePointer<CChar>) {}
  func text(_ start: UnsafePointer<UInt8>, _ count: Int) {}
}

/// Where each part of the workbook lies in the archive.
private final class WorkbookLinks: XmlListener {
  var targets: [String: String] = [:]

  func began(_ name: UnsafePointer<CChar>, _ attributes: XmlAttributes) {
    guard XmlReader.isName(name, "Relationship"), let id = attributes.string("Id"), var target = attributes.string("Target")
    else {
      return
    }
    if target.hasPrefix("/") { target.removeFirst() } else { target = "xl/" + target }
    // A link out of the archive is none: entries are looked up by name, never on the disk.
    targets[id] = target
  }
  func ended(_ name: UnsafePointer<CChar>) {}
  func text(_ start: UnsafePointer<UInt8>, _ count: Int) {}
}

/// Which cell formats show a day or a clock, and which money: Excel keeps all of them as numbers.
private final class WorkbookStyles: XmlListener {
  /// By the index that a cell names.
  private(set) var isMoment: [Bool] = []
  /// A blank and the currency, as it is written behind the number.
  private(set) var currency: [[UInt8]] = []
  private var codes: [Int: (isDate: Bool, currency: [UInt8])] = [:]
  private var isInCells = false

  func began(_ name: UnsafePointer<CChar>, _ attributes: XmlAttributes) {
    if XmlReader.isName(name, "numFmt") {
      guard let id = attributes.string("numFmtId").flatMap({ Int($0) }), let code = attributes.string("formatCode") else {
        return
      }
      codes[id] = (WorkbookStyles.isDate(code), WorkbookStyles.currency(code))
    } else if XmlReader.isName(name, "cellXfs") {
      isInCells = true
    } else if isInCells, XmlReader.isName(name, "xf") {
      let id = attributes.string("numFmtId").flatMap { Int($0) } ?? 0
      isMoment.append(codes[id]?.isDate ?? WorkbookStyles.builtIn(id))
      currency.append(codes[id]?.currency ?? [])
    }
  }
  func ended(_ name: UnsafePointer<CChar>) { if XmlReader.isName(name, "cellXfs") { isInCells = false } }
  func text(_ start: UnsafePointer<UInt8>, _ count: Int) {}

  /// ECMA-376, part 1, 18.8.30: the formats that need no code; 18–21 and 45–47 are clocks without a day.
  private static func builtIn(_ id: Int) -> Bool {
    (14...17).contains(id) || id == 22 || (27...36).contains(id) || (50...58).contains(id)
  }

  /// `#,##0.00 "€"`, `[$EUR] 0`, `[$$-409]#,##0`: the money that a format names; a format of colours and conditions names none.
  private static func currency(_ code: String) -> [UInt8] {
    let plain = code.split(separator: ";").first.map(String.init) ?? code
    if let sign = HeadingWords.currency(plain.replacing("[$", with: "[")) { return Array((" " + sign).utf8) }
    return []
  }

  /// A day or a year among the letters that are no text, no colour and no condition.
  private static func isDate(_ code: String) -> Bool {
    var isQuoted = false
    var isBracketed = false
    var isEscaped = false
    for scalar in code.lowercased().unicodeScalars {
      if isEscaped {
        isEscaped = false
        continue
      }
      switch scalar {
      case "\\", "_", "*": if !isQuoted { isEscaped = true }
      case "\"": isQuoted.toggle()
      case "[": if !isQuoted { isBracketed = true }
      case "]": isBracketed = false
      case "d", "y": if !isQuoted && !isBracketed { return true }
      case ";": if !isQuoted { return false }
      default: continue
      }
    }
    return false
  }
}

/// The texts that cells refer to by number, in one stretch of memory.
private final class SharedStrings: XmlListener {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var isInText = false
  private var isSpoken = false

  func began(_ name: UnsafePointer<CChar>, _ attributes: XmlAttributes) {
    if XmlReader.isName(name, "t") {
      isInText = !isSpoken
    } else if XmlReader.isName(name, "rPh") {
      // How a Japanese text is read aloud is no part of it.
      isSpoken = true
    }
  }

  func ended(_ name: UnsafePointer<CChar>) {
    if XmlReader.isName(name, "t") {
      isInText = false
    } else if XmlReader.isName(name, "rPh") {
      isSpoken = false
    } else if XmlReader.isName(name, "si") {
      ends.append(bytes.count)
    }
  }

  func text(_ start: UnsafePointer<UInt8>, _ count: Int) {
    if isInText { bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: count)) }
  }

  func with(_ index: Int, _ body: (UnsafePointer<UInt8>, Int) -> Void) {
    guard ends.indices.contains(index) else { return }
    let low = index == 0 ? 0 : ends[index - 1]
    bytes.withUnsafeBufferPointer { if let base = $0.baseAddress { body(base + low, ends[index] - low) } }
  }
}

/// One sheet's rows, as they come.
private final class SheetCells: XmlListener {
  private(set) var problem: String?
  private(set) var hasCells = false
  /// Cells that hold a formula and no value.
  private(set) var formulas = 0
  private var isFormula = false
  private let strings: SharedStrings
  private let styles: WorkbookStyles
  private let countsFrom1904: Bool
  private var writer: SheetWriter? = SheetWriter()
  private var column = 0
  private var next = 0
  private var isMoment = false
  private var style = -1
  private enum Kind { case number, shared, text, flag }
  private var kind = Kind.number
  private var value: [UInt8] = []
  private var takesText = false
  private var isOpen = false

  /// What Excel itself can hold.
  private static let mostRows = 1_048_576
  private static let mostColumns = 16_384

  init(strings: SharedStrings, styles: WorkbookStyles, countsFrom1904: Bool) {
    self.strings = strings
    self.styles = styles
    self.countsFrom1904 = countsFrom1904
  }

  func finished() -> SheetText {
    guard let own = writer.take() else { preconditionFailure("a sheet is finished once") }
    return own.finished()
  }

  func began(_ name: UnsafePointer<CChar>, _ attributes: XmlAttributes) {
    guard problem == nil else { return }
    if XmlReader.isName(name, "c") {
      column = attributes["r"].map(SheetCells.column) ?? next
      next = column + 1
      kind = .number
      if let type = attributes["t"] {
        kind =
          XmlReader.isName(type, "s")
          ? .shared : XmlReader.isName(type, "b") ? .flag : XmlReader.isName(type, "n") ? .number : .text
      }
      style = attributes["s"].map(SheetCells.number) ?? -1
      isMoment = styles.isMoment.indices.contains(style) && styles.isMoment[style]
      value.removeAll(keepingCapacity: true)
      isOpen = true
      isFormula = false
    } else if XmlReader.isName(name, "f") {
      isFormula = isOpen
    } else if XmlReader.isName(name, "v") || XmlReader.isName(name, "t") {
      takesText = isOpen
    } else if XmlReader.isName(name, "rPh") {
      takesText = false
    } else if XmlReader.isName(name, "row") {
      next = 0
      let row = attributes["r"].map(SheetCells.number) ?? (writer?.lineCount ?? 0) + 1
      guard row <= SheetCells.mostRows else {
        problem = "it has a row \(row), and no sheet has so many"
        return
      }
      while let lines = writer?.lineCount, lines < row - 1 { writer?.emptyLine() }
    }
  }

  func ended(_ name: UnsafePointer<CChar>) {
    guard problem == nil else { return }
    if XmlReader.isName(name, "c") {
      isOpen = false
      if isFormula, value.isEmpty, kind == .number { formulas += 1 }
      write()
    } else if XmlReader.isName(name, "v") || XmlReader.isName(name, "t") {
      takesText = false
    } else if XmlReader.isName(name, "row") {
      writer?.endLine()
      if writer?.isFull == true { problem = "it has more than \(Packing.limit >> 20) MiB of cells" }
    }
  }

  func text(_ start: UnsafePointer<UInt8>, _ count: Int) {
    if takesText { value.append(contentsOf: UnsafeBufferPointer(start: start, count: count)) }
  }

  private func write() {
    // A cell that comes twice, or after one to its right, is no cell that a sheet can have.
    guard !value.isEmpty, let written = writer?.cellsInLine, column >= written else { return }
    guard column < SheetCells.mostColumns else {
      problem = "it has a column \(column + 1), and no sheet has so many"
      return
    }
    hasCells = true
    if kind == .number, !isMoment, styles.currency.indices.contains(style) { value += styles.currency[style] }
    value.withUnsafeBufferPointer { value in
      guard let base = value.baseAddress else { return }
      switch kind {
      case .shared:
        strings.with(SheetCells.number(base, value.count)) { writer?.cell(column, $0, $1) }
      case .text: writer?.cell(column, base, value.count)
      case .flag: writer?.cell(column, value[0] == UInt8(ascii: "1") ? "TRUE" : "FALSE")
      case .number:
        if isMoment, let moment = SheetCells.moment(value, countsFrom1904) {
          writer?.cell(column, moment)
        } else {
          writer?.cell(column, base, value.count)
        }
      }
    }
  }

  /// Days since Excel's beginning → `2026-10-28` or `2026-10-28 14:05:00`; the 29 February 1900 that Excel knows never was.
  private static func moment(_ digits: UnsafeBufferPointer<UInt8>, _ countsFrom1904: Bool) -> String? {
    guard let serial = Double(String(decoding: digits, as: UTF8.self)), serial >= 0, serial < 2_958_466 else { return nil }
    let seconds = Int((serial * 86_400).rounded())
    var days = seconds / 86_400
    let clock = seconds % 86_400
    if !countsFrom1904, days == 0 { return nil }
    // Day 0 of the two calendars: 1899-12-30 (from 1 March 1900 on) and 1904-01-01.
    days += countsFrom1904 ? -24_107 : days < 61 ? -25_568 : -25_569
    let day = Day(number: Int32(days)).description
    guard clock > 0 else { return day }
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(day) \(two(clock / 3600)):\(two(clock / 60 % 60)):\(two(clock % 60))"
  }

  /// `BC12` → 54.
  private static func column(_ reference: UnsafePointer<CChar>) -> Int {
    var column = 0
    var at = 0
    while at < 4, case let letter = UInt8(bitPattern: reference[at]) & 0xDF, letter >= 65, letter <= 90 {
      column = column * 26 + Int(letter) - 64
      at += 1
    }
    return max(0, column - 1)
  }

  private static func number(_ text: UnsafePointer<CChar>) -> Int {
    var count = 0
    while text[count] != 0, count < 12 { count += 1 }
    return text.withMemoryRebound(to: UInt8.self, capacity: count) { number($0, count) }
  }

  private static func number(_ text: UnsafePointer<UInt8>, _ count: Int) -> Int {
    var value = 0
    for index in 0..<min(count, 12) {
      guard text[index] >= 0x30, text[index] <= 0x39 else { return -1 }
      value = value * 10 + Int(text[index] - 0x30)
    }
    return value
  }
}

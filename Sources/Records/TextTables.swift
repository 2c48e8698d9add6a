import Glibc

/// Several tables one below the other in one text, each under its own heading: how overviews are exported.
enum TextTables {
  /// A larger file holds one table: overviews are small, and an export of millions of rows is not walked once more for this.
  private static let most = 4 << 20

  /// The parts that are tables of their own, with what stands above each; the whole text where it is one table.
  static func split(_ bytes: FileBytes, of file: String) -> [Sheet] {
    let whole = [Sheet(name: file, bytes: bytes)]
    if let (sections, above) = titled(bytes) { return sheets(sections, bytes, file, above) }
    guard bytes.count <= most, mayHoldSeveral(bytes) else { return whole }
    let sections = sections(blocks(lines(bytes), bytes), bytes)
    guard sections.count > 1 else { return whole }
    return sheets(sections, bytes, file)
  }

  private static func sheets(
    _ sections: [Section], _ bytes: FileBytes, _ file: String, _ above: [String] = []
  ) -> [Sheet] {
    var names: [String: Int] = [:]
    return sections.map { section in
      let title = section.title.isEmpty ? "table" : section.title
      names[title, default: 0] += 1
      let number = names[title].map { $0 > 1 ? " \($0)" : "" } ?? ""
      let part = Array(UnsafeBufferPointer(start: bytes.start + section.first, count: section.end - section.first))
      var sheet = Sheet(name: "\(file)/\(title)\(number)", bytes: FileBytes(bytes: part))
      sheet.options.firstLine = section.headingLine + 1
      sheet.options.above = above
      return sheet
    }
  }

  private struct Line {
    var first: Int
    var end: Int
    var number: Int
    var isBlank: Bool
    var isComment: Bool
  }

  /// Lines that follow each other without a blank one or a comment between rows.
  private struct Block {
    var lines: [Line]
    var isComment: Bool
  }

  private struct Section {
    var first: Int
    var end: Int
    var headingLine: Int
    var heading: [UInt8]
    var title: String
  }

  /// What begins the parts of a webinar's report: a line with a title and nothing else, without a blank one before it.
  private static let titles = ["host details", "panelist details", "attendee details", "other attended", "registrants details"]

  /// The parts, and what the report says of itself above the first of them.
  private static func titled(_ bytes: FileBytes) -> (sections: [Section], above: [String])? {
    let start = bytes.count >= 3 && bytes.start[0] == 0xEF ? 3 : 0
    let head = CellBytes(start: bytes.start + start, count: min(40, bytes.count - start)).bare
    guard bytes.count <= most, ["attendee report", "registration report"].contains(where: { head.hasPrefix(ignoringCase: $0) })
    else { return nil }
    let lines = lines(bytes).filter { !$0.isBlank }
    func title(_ line: Line) -> String? {
      let cells = cells(line, separator: UInt8(ascii: ","), bytes)
      guard let first = cells.first, cells.dropFirst().allSatisfy(\.isEmpty) else { return nil }
      return titles.contains(first.lowercased()) ? first : nil
    }
    let begins = lines.indices.filter { title(lines[$0]) != nil && $0 + 1 < lines.count }
    guard let first = begins.first else { return nil }
    let sections = zip(begins, begins.dropFirst() + [lines.count]).map { begin, end in
      Section(
        first: lines[begin + 1].first, end: lines[end - 1].end, headingLine: lines[begin + 1].number, heading: [],
        title: title(lines[begin]) ?? "")
    }
    let above = lines[..<first].prefix(Preamble.most).map {
      CellBytes(start: bytes.start + $0.first, count: min($0.end - $0.first, 400)).line
    }
    return (sections, above)
  }

  /// An empty line that more follows, in a text that is no UTF-16.
  private static func mayHoldSeveral(_ bytes: FileBytes) -> Bool {
    guard bytes.count > 8, !(0..<4).contains(where: { bytes.start[$0] == 0 }), bytes.start[0] < 0xFE else { return false }
    let (start, last) = (bytes.start, bytes.count - 1)
    var at = 0
    while at < last, let end = memchr(start + at, 0x0A, last - at) {
      at = UnsafePointer(end.assumingMemoryBound(to: UInt8.self)) - start + 1
      while at < last, start[at] == 0x0D { at += 1 }
      if at < last, start[at] == 0x0A || start[at] == UInt8(ascii: "#") { return true }
    }
    return false
  }

  /// Records, as far as their quotes tell.
  private static func lines(_ bytes: FileBytes) -> [Line] {
    var lines: [Line] = []
    var (first, number, started, isQuoted) = (0, 1, 1, false)
    for at in 0...bytes.count {
      let isEnd = at == bytes.count
      if !isEnd {
        let byte = bytes.start[at]
        if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
        if byte == 0x0A { number += 1 }
        guard byte == 0x0A, !isQuoted else { continue }
      }
      if isEnd && first == at { break }
      let cell = CellBytes(start: bytes.start + first, count: at - first)
      let mark = lines.isEmpty && cell.count >= 3 && cell[0] == 0xEF ? 3 : 0
      let text = CellBytes(start: cell.start + mark, count: cell.count - mark).trimmed
      let isBlank = text.count == 0 || (text.count == 1 && text[0] == 0x0D)
      lines.append(
        Line(first: first, end: at, number: started, isBlank: isBlank, isComment: !isBlank && text[0] == UInt8(ascii: "#")))
      first = at + 1
      started = number
    }
    return lines
  }

  private static func blocks(_ lines: [Line], _ bytes: FileBytes) -> [Block] {
    var blocks: [Block] = []
    var isOpen = false
    for line in lines {
      if line.isBlank {
        isOpen = false
        continue
      }
      if isOpen, let last = blocks.indices.last, blocks[last].isComment == line.isComment {
        blocks[last].lines.append(line)
      } else {
        blocks.append(Block(lines: [line], isComment: line.isComment))
      }
      isOpen = true
    }
    return blocks
  }

  /// A heading of words over rows with figures begins a table; titles and comments belong to the table below them.
  private static func sections(_ blocks: [Block], _ bytes: FileBytes) -> [Section] {
    var sections: [Section] = []
    var from = 0
    for block in blocks where !block.isComment {
      guard let last = block.lines.last else { continue }
      let heading = heading(of: block, bytes)
      if let heading, heading.cells != sections.last?.heading {
        sections.append(
          Section(
            first: sections.isEmpty ? 0 : from, end: last.end, headingLine: heading.line.number, heading: heading.cells,
            title: heading.title))
        from = last.end + 1
      } else if let end = sections.indices.last {
        // A line alone may be the title of what follows; rows and footers belong to what was before.
        if block.lines.count == 1, block.lines[0].number > 0,
          cells(block.lines[0], separator: UInt8(ascii: ","), bytes).count == 1,
          !isFooter(block.lines[0], bytes)
        {
          continue
        }
        sections[end].end = last.end
        from = last.end + 1
      }
    }
    return sections
  }

  private static func isFooter(_ line: Line, _ bytes: FileBytes) -> Bool {
    let cell = CellBytes(start: bytes.start + line.first, count: line.end - line.first).bare
    return RowRules.isFooter(cell) || RowRules.isTotals(cell)
  }

  private static func heading(of block: Block, _ bytes: FileBytes) -> (line: Line, cells: [UInt8], title: String)? {
    // Titles may stand directly above the heading.
    for at in block.lines.indices.dropLast().prefix(12) {
      for separator in [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";")] {
        let names = cells(block.lines[at], separator: separator, bytes)
        let below = cells(block.lines[at + 1], separator: separator, bytes)
        guard names.count > 1, names.count == below.count, !names.contains(where: DialectSniffer.isTyped),
          below.contains(where: DialectSniffer.isTyped)
        else {
          continue
        }
        let line = block.lines[at]
        let text = Array(UnsafeBufferPointer(start: bytes.start + line.first, count: line.end - line.first))
        return (line, text, names.first { !$0.isEmpty } ?? "")
      }
    }
    return nil
  }

  private static func cells(_ line: Line, separator: UInt8, _ bytes: FileBytes) -> [String] {
    var cells: [String] = []
    var (low, isQuoted) = (line.first, false)
    for at in line.first...line.end {
      if at < line.end {
        if bytes.start[at] == UInt8(ascii: "\"") { isQuoted.toggle() }
        guard bytes.start[at] == separator, !isQuoted else { continue }
      }
      var high = at
      if at == line.end, high > low, bytes.start[high - 1] == 0x0D { high -= 1 }
      cells.append(HeadingNames.cleaned(CellBytes(start: bytes.start + low, count: high - low).text))
      low = at + 1
    }
    return cells
  }
}

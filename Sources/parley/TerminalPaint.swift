import CTerm
import Cells

/// What must be sent so that a terminal that shows one frame shows another: what differs, in as few bytes as its description
/// allows. A colour is named only when it changes, and never for a blank, which shows none. Knows no descriptor: a test can be
/// the terminal.
struct TerminalPaint {
  let orders: TerminalOrders
  var palette: TerminalPalette {
    didSet { forget() }
  }
  let isASCII: Bool
  /// What the terminal shows; `nil`: nobody knows.
  private var shown: Frame?
  /// How the next character would look.
  private var look: Int?
  /// Where the terminal's cursor stands; `nil` after anything that terminals disagree on.
  private var cursor: Frame.Place?
  private var isCursorShown: Bool?
  private var bytes: [UInt8] = []

  init(orders: TerminalOrders, palette: TerminalPalette, isASCII: Bool = false) {
    self.orders = orders
    self.palette = palette
    self.isASCII = isASCII
  }

  /// Something else has written there: the next frame is sent whole.
  mutating func forget() {
    shown = nil
    look = nil
    cursor = nil
    isCursorShown = nil
  }

  /// The bytes that show `frame` on a screen of that size.
  mutating func bytes(for frame: Frame, columns: Int, rows: Int) -> [UInt8] {
    bytes.removeAll(keepingCapacity: true)
    if shown?.width != frame.width || shown?.height != frame.height { wipe(frame) }
    let columns = min(frame.width, columns)
    let rows = min(frame.height, rows)
    frame.cells.withUnsafeBufferPointer { cells in
      if let old = shown {
        old.cells.withUnsafeBufferPointer { before in
          for y in 0..<rows { paint(y, cells, before, frame.width, columns, rows) }
        }
      } else {
        for y in 0..<rows { paint(y, cells, nil, frame.width, columns, rows) }
      }
    }
    place(frame, columns: columns, rows: rows)
    shown = frame
    return bytes
  }

  /// Begins on an empty screen. Where erasing leaves the ground, that is a frame of blanks; elsewhere every blank is written too.
  private mutating func wipe(_ frame: Frame) {
    if isCursorShown == nil {
      bytes += orders.hideCursor
      isCursorShown = false
    }
    look = nil
    let blank = palette.look(of: .blank)
    wear(blank)
    bytes += orders.clear
    cursor = nil
    let isBlank = orders.erasesInColour || palette.looks[blank].ground < 0
    shown = isBlank ? Frame(width: frame.width, height: frame.height) : nil
  }

  private typealias Cells = UnsafeBufferPointer<Cell>

  private mutating func paint(_ y: Int, _ cells: Cells, _ before: Cells?, _ stride: Int, _ columns: Int, _ rows: Int) {
    let start = y * stride
    // The last row's last cell would scroll a terminal that wraps at once.
    let last = orders.wrapsAtOnce && y == rows - 1 ? columns - 1 : columns
    var end = last
    while end > 0, isSame(cells[start + end - 1], before.map { $0[start + end - 1] }) { end -= 1 }
    var x = 0
    while x < end {
      let at = start + x
      let cell = cells[at]
      // What a wide character covers is written with it.
      if cell.width == 0 || isSame(cell, before.map { $0[at] }) {
        x += 1
        continue
      }
      if let from = blanksToEnd(from: x, cells, start, columns), end - x > orders.clearToEnd.count, last == columns {
        go(to: x, y, cells, start)
        wear(from)
        bytes += orders.clearToEnd
        return
      }
      go(to: x, y, cells, start)
      write(cell, x: x, y: y, columns: columns)
      x += max(1, Int(cell.width))
    }
  }

  /// Do both look the same? A blank has no ink.
  private func isSame(_ cell: Cell, _ other: Cell?) -> Bool {
    guard let other else { return false }
    if cell == other { return true }
    guard cell.scalar == other.scalar, cell.mark == other.mark, cell.width == other.width else { return false }
    let (one, two) = (palette.look(of: cell.role), palette.look(of: other.role))
    if one == two { return true }
    return cell.scalar == " " && cell.mark == "\0" && isGround(one, two)
  }

  /// Does a blank look the same in both?
  private func isGround(_ one: Int, _ two: Int) -> Bool {
    let (a, b) = (palette.looks[one], palette.looks[two])
    return a.ground == b.ground && !a.paintsBlanks && !b.paintsBlanks
  }

  /// The look of the blanks that reach from here to the end of the row, where one order can erase them.
  private func blanksToEnd(from x: Int, _ cells: Cells, _ start: Int, _ columns: Int) -> Int? {
    guard !orders.clearToEnd.isEmpty else { return nil }
    let first = palette.look(of: cells[start + x].role)
    guard !palette.looks[first].paintsBlanks, orders.erasesInColour || palette.looks[first].ground < 0 else { return nil }
    for cell in cells[start + x..<start + columns] {
      guard cell.scalar == " ", cell.mark == "\0", isGround(first, palette.look(of: cell.role)) else { return nil }
    }
    // What is worn will do, if a blank looks the same in it.
    if let look, isGround(first, look) { return look }
    return first
  }

  /// Moves the cursor to a cell: by writing again what stands between, where that is shorter.
  private mutating func go(to x: Int, _ y: Int, _ cells: Cells, _ start: Int) {
    if cursor == Frame.Place(x: x, y: y) { return }
    if !orders.movesInColour, look != nil {
      bytes += orders.plain
      look = nil
    }
    if let from = cursor, from.y == y, from.x < x, orders.movesAsECMA {
      let gap = x - from.x
      let most = gap == 1 ? 3 : gap < 10 ? 4 : 5
      if let cost = cost(of: from.x..<x, cells, start), cost <= most {
        for at in from.x..<x { append(cells[start + at].scalar) }
      } else {
        bytes.append(contentsOf: [0x1B, 0x5B])
        if gap > 1 { appendDecimal(gap, to: &bytes) }
        bytes.append(UInt8(ascii: "C"))
      }
    } else {
      orders.move(x: x, y: y, into: &bytes)
    }
    cursor = Frame.Place(x: x, y: y)
  }

  /// The bytes of cells that can be written as things are; `nil` when one needs another look or is not simple.
  private func cost(of columns: Range<Int>, _ cells: Cells, _ start: Int) -> Int? {
    guard let look else { return nil }
    var total = 0
    for cell in cells[start + columns.lowerBound..<start + columns.upperBound] {
      let own = palette.look(of: cell.role)
      guard isSimple(cell), own == look || cell.scalar == " " && isGround(own, look) else { return nil }
      total += UTF8.width(cell.scalar)
    }
    return total
  }

  private mutating func write(_ cell: Cell, x: Int, y: Int, columns: Int) {
    let wanted = palette.look(of: cell.role)
    let isBlank = cell.scalar == " " && cell.mark == "\0"
    if !(isBlank && look.map { isGround($0, wanted) } ?? false) { wear(wanted) }
    let shown = harmless(cell)
    append(shown.scalar)
    if shown.mark != "\0" { append(shown.mark) }
    let next = x + Int(cell.width)
    // Terminals disagree on how wide some characters are, and on where the cursor stands behind the last column.
    cursor = isSimple(cell) && next < columns ? Frame.Place(x: next, y: y) : nil
  }

  private mutating func wear(_ wanted: Int) {
    if look == wanted { return }
    bytes += palette.change(from: look, to: wanted)
    look = wanted
  }

  private mutating func place(_ frame: Frame, columns: Int, rows: Int) {
    let wanted = frame.cursor ?? Frame.Place(x: columns - 1, y: rows - 1)
    let at = Frame.Place(x: max(0, min(wanted.x, columns - 1)), y: max(0, min(wanted.y, rows - 1)))
    if cursor != at {
      if !orders.movesInColour, look != nil {
        bytes += orders.plain
        look = nil
      }
      orders.move(x: at.x, y: at.y, into: &bytes)
      cursor = at
    }
    let shows = frame.showsCursor && frame.cursor != nil
    if isCursorShown != shows { bytes += shows ? orders.showCursor : orders.hideCursor }
    isCursorShown = shows
  }

  /// One column everywhere: letters of Latin, boxes, blocks, braille.
  private func isSimple(_ cell: Cell) -> Bool {
    let value = cell.scalar.value
    return cell.mark == "\0" && cell.width == 1
      && ((0x20..<0x7F).contains(value) || (0xA1..<0x300).contains(value) && value != 0xAD || (0x2500..<0x25FD).contains(value)
        || (0x2800..<0x2900).contains(value) || (0x2010..<0x2027).contains(value) || (0x2190..<0x2194).contains(value)
        || value == 0x20AC || value == 0x2212)
  }

  /// Frame.put has made every text harmless; a cell written by hand is looked at again, and its width must be what the C library
  /// counts.
  private func harmless(_ cell: Cell) -> (scalar: Unicode.Scalar, mark: Unicode.Scalar) {
    if isSimple(cell) { return (cell.scalar, "\0") }
    var scalar = cell.scalar
    if scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) { scalar = "?" }
    if scalar.value >= 0x300, ct_width(wchar_t(scalar.value)) != CInt(cell.width) {
      scalar = cell.width == 2 ? "\u{3013}" : isASCII ? "?" : "\u{FFFD}"
    }
    let isMark = cell.mark != "\0" && ct_width(wchar_t(cell.mark.value)) == 0
    return (scalar, isMark ? cell.mark : "\0")
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    if scalar.isASCII {
      bytes.append(UInt8(truncatingIfNeeded: scalar.value))
    } else {
      bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }
}

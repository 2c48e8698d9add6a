import Cells
import Glibc
import Testing

@testable import parley

/// What is sent, read by a terminal of our own.
@Suite struct TerminalPaintTests {
  /// An xterm as far as the dashboard goes: it moves, erases in colour, and puts characters in the look that is set.
  struct Glass {
    var cells: [[(text: String, look: Appearance)]]
    var x = 0
    var y = 0
    var look = Appearance()
    var isCursorShown = true
    /// Orders it does not know.
    var unknown: [String] = []

    init(columns: Int, rows: Int) {
      cells = Array(repeating: Array(repeating: ("?", Appearance()), count: columns), count: rows)
    }

    mutating func read(_ bytes: [UInt8]) {
      var text = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
      while let scalar = text.popFirst() {
        if scalar != "\u{1B}" {
          put(scalar)
          continue
        }
        text.removeFirst()
        let inside = text.prefix { !(0x40...0x7E).contains($0.value) }
        text = text.dropFirst(inside.count)
        if let final = text.popFirst() { obey(String(String.UnicodeScalarView(inside)), final) }
      }
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
      switch Glyph(scalar) {
      case .mark: cells[y][x - 1].text.unicodeScalars.append(scalar)
      case .narrow:
        cells[y][x] = (String(scalar), look)
        x += 1
      case .wide:
        cells[y][x] = (String(scalar), look)
        cells[y][x + 1] = ("", look)
        x += 2
      }
    }

    private mutating func obey(_ inside: String, _ final: Unicode.Scalar) {
      let numbers = inside.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
      let blank = (" ", Appearance(ground: look.ground))
      switch (inside, final) {
      case ("?25", "h"): isCursorShown = true
      case ("?25", "l"): isCursorShown = false
      case (_, "H"):
        y = max(1, numbers[0]) - 1
        x = (numbers.count > 1 ? max(1, numbers[1]) : 1) - 1
      case (_, "C"): x += max(1, numbers[0])
      case ("2", "J"): for row in cells.indices { cells[row] = cells[row].map { _ in blank } }
      case ("", "K"): for column in x..<cells[y].count { cells[y][column] = blank }
      case (_, "m"): dress(numbers)
      default: unknown.append(inside + String(final))
      }
    }

    private mutating func dress(_ numbers: [Int]) {
      var rest = numbers[...]
      while let number = rest.popFirst() {
        switch number {
        case 0: look = Appearance()
        case 1: look.attributes.insert(.bold)
        case 2: look.attributes.insert(.dim)
        case 3: look.attributes.insert(.italic)
        case 4: look.attributes.insert(.underline)
        case 7: look.attributes.insert(.reverse)
        case 22: look.attributes.subtract([.bold, .dim])
        case 23: look.attributes.remove(.italic)
        case 24: look.attributes.remove(.underline)
        case 27: look.attributes.remove(.reverse)
        case 39: look.ink = -1
        case 49: look.ground = -1
        case 38, 48:
          let colour = CInt(rest.dropFirst().first ?? 0)
          rest = rest.dropFirst(2)
          if number == 38 { look.ink = colour } else { look.ground = colour }
        default: unknown.append("\(number)m")
        }
      }
    }
  }

  static func colour(_ number: CInt, _ isGround: Bool) -> [UInt8] { Array("\u{1B}[\(isGround ? 48 : 38);5;\(number)m".utf8) }

  static func palette(_ name: String, _ depth: Depth) throws -> TerminalPalette {
    TerminalPalette(try ThemeTests.files.read(name), depth: depth, colours: depth.rawValue, orders: .xterm, colour: colour)
  }

  /// A frame of words, marks, wide characters and every role, never the same twice.
  static func frame(_ chance: inout SystemRandomNumberGenerator, columns: Int, rows: Int) -> Frame {
    var frame = Frame(width: columns, height: rows)
    let words = ["deals", "▌ For sales", "⡠⠔⠊", "日本", "e\u{301}te\u{301}", "━━━╸", "  ", "1,240", "→", "👍 thanks"]
    for _ in 0..<Int.random(in: 0...40, using: &chance) {
      guard let word = words.randomElement(using: &chance), let role = Role.allCases.randomElement(using: &chance) else {
        break
      }
      frame.put(word, x: .random(in: -2..<columns, using: &chance), y: .random(in: 0..<rows, using: &chance), role: role)
    }
    frame.cursor = Frame.Place(x: .random(in: 0..<columns, using: &chance), y: .random(in: 0..<rows, using: &chance))
    frame.showsCursor = .random(using: &chance)
    return frame
  }

  @Test(arguments: [("dark", Depth.indexed), ("light", .indexed), ("sixteen", .none), ("mono", .none)])
  func `a terminal shows every frame exactly, whatever it showed before`(theme: String, depth: Depth) throws {
    // The C library is asked how wide a character is, as it is in the program.
    setlocale(LC_CTYPE, "C.UTF-8")
    let palette = try TerminalPaintTests.palette(theme, depth)
    var painting = TerminalPaint(orders: .xterm, palette: palette)
    let (columns, rows) = (30, 8)
    var glass = Glass(columns: columns, rows: rows)
    var chance = SystemRandomNumberGenerator()
    for round in 0..<200 {
      let frame = TerminalPaintTests.frame(&chance, columns: columns, rows: rows)
      glass.read(painting.bytes(for: frame, columns: columns, rows: rows))
      #expect(glass.unknown.isEmpty)
      #expect(glass.isCursorShown == frame.showsCursor)
      #expect(glass.x == frame.cursor?.x && glass.y == frame.cursor?.y)
      for y in 0..<rows {
        for x in 0..<columns {
          let cell = frame[x, y]
          let (text, look) = glass.cells[y][x]
          let wanted = palette.looks[palette.look(of: cell.role)]
          let shown = cell.width == 0 ? "" : String(cell.scalar) + (cell.mark == "\0" ? "" : String(cell.mark))
          let isBlank = shown == " " && !wanted.paintsBlanks && !look.paintsBlanks
          #expect(text == shown, "round \(round), column \(x), row \(y)")
          #expect(isBlank ? look.ground == wanted.ground : look == wanted || cell.width == 0, "round \(round), \(x), \(y)")
        }
      }
    }
  }

  @Test func `the same frame again sends nothing, and a letter sends itself`() throws {
    var painting = TerminalPaint(orders: .xterm, palette: try TerminalPaintTests.palette("dark", .indexed))
    var frame = Frame(width: 40, height: 4)
    frame.put("37 deals", x: 2, y: 1, role: .text)
    frame.cursor = Frame.Place(x: 0, y: 1)
    _ = painting.bytes(for: frame, columns: 40, rows: 4)
    #expect(painting.bytes(for: frame, columns: 40, rows: 4) == [])
    frame.put("8", x: 3, y: 1, role: .muted)
    let sent = String(decoding: painting.bytes(for: frame, columns: 40, rows: 4), as: UTF8.self)
    // What stands before it is shorter than an order to step over it.
    #expect(sent == "  3\u{1B}[38;5;246m8\u{1B}[2;1H")
  }

  @Test func `a terminal that wraps at once never gets its last cell`() throws {
    var orders = TerminalOrders.xterm
    orders.wrapsAtOnce = true
    var painting = TerminalPaint(orders: orders, palette: try TerminalPaintTests.palette("mono", .none))
    var frame = Frame(width: 3, height: 2)
    for y in 0..<2 { frame.put("abc", x: 0, y: y, role: .text) }
    var glass = Glass(columns: 3, rows: 2)
    glass.read(painting.bytes(for: frame, columns: 3, rows: 2))
    #expect(glass.cells[0].map(\.text) == ["a", "b", "c"])
    #expect(glass.cells[1].map(\.text) == ["a", "b", " "])
  }
}

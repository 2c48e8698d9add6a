import CTerm
import Cells

/// How this terminal is told things: what its description says, read once.
struct TerminalOrders: Sendable {
  var clear: [UInt8] = []
  /// Blanks the rest of a row; empty where there is no such order.
  var clearToEnd: [UInt8] = []
  /// Erased cells take the ground that is set, so that a coloured blank may be erased instead of written.
  var erasesInColour = false
  /// The last cell of the screen cannot be written: the whole would scroll.
  var wrapsAtOnce = false
  /// Moving with attributes on is safe.
  var movesInColour = true
  /// Orders may be given one attribute at a time and several in one sequence, as ECMA-48 has it.
  var isECMA = false
  /// The cursor is moved as ECMA-48 has it; otherwise the description is asked each time.
  var movesAsECMA = false
  /// All attributes off, the terminal's own colours.
  var plain: [UInt8] = []
  var bold: [UInt8] = []
  var dim: [UInt8] = []
  var italic: [UInt8] = []
  var underline: [UInt8] = []
  var reverse: [UInt8] = []
  var hideCursor: [UInt8] = []
  var showCursor: [UInt8] = []
  /// Attributes that cannot be shown together with a colour.
  var notWithColour: Attributes = []

  /// An xterm, for tests and as the simplest to reason about.
  static let xterm: TerminalOrders = {
    var orders = TerminalOrders()
    orders.clear = Array("\u{1B}[H\u{1B}[2J".utf8)
    orders.clearToEnd = Array("\u{1B}[K".utf8)
    orders.erasesInColour = true
    orders.isECMA = true
    orders.movesAsECMA = true
    orders.plain = Array("\u{1B}[m".utf8)
    orders.hideCursor = Array("\u{1B}[?25l".utf8)
    orders.showCursor = Array("\u{1B}[?25h".utf8)
    return orders
  }()

  private init() {}

  /// What the description says that was read last.
  init(term: String) {
    func bytes(_ name: String) -> [UInt8] { Array(capability(name).utf8) }
    clear = bytes("clear")
    clearToEnd = bytes("el")
    // tmux has erased in colour since 2016; its description does not say so.
    erasesInColour = ct_flag("bce") || term.hasPrefix("tmux")
    wrapsAtOnce = ct_flag("am") && !ct_flag("xenl")
    movesInColour = ct_flag("msgr")
    bold = bytes("bold")
    isECMA = ct_flag("AX") && bold == Array("\u{1B}[1m".utf8)
    movesAsECMA = String(cString: ct_numbered("cup", 1, 2)) == "\u{1B}[2;3H"
    plain = bytes("sgr0") + bytes("op")
    dim = bytes("dim")
    italic = bytes("sitm")
    underline = bytes("smul")
    reverse = bytes("rev")
    hideCursor = bytes("civis")
    showCursor = bytes("cnorm")
    let ncv = ct_number("ncv")
    if ncv > 0 {
      for (bit, attribute) in [(2, Attributes.underline), (4, .reverse), (16, .dim), (32, .bold)] where ncv & CInt(bit) != 0 {
        notWithColour.insert(attribute)
      }
    }
  }

  /// The cursor to a cell, both from 0.
  func move(x: Int, y: Int, into bytes: inout [UInt8]) {
    if movesAsECMA {
      bytes.append(contentsOf: [0x1B, 0x5B])
      appendDecimal(y + 1, to: &bytes)
      bytes.append(UInt8(ascii: ";"))
      appendDecimal(x + 1, to: &bytes)
      bytes.append(UInt8(ascii: "H"))
    } else {
      bytes.append(contentsOf: String(cString: ct_numbered("cup", CInt(y), CInt(x))).utf8)
    }
  }

  /// The whole order for a colour, as the description gives it.
  static func colour(_ number: CInt, isGround: Bool) -> [UInt8] {
    Array(String(cString: ct_numbered(isGround ? "setab" : "setaf", number, 0)).utf8)
  }

  /// What stands between `ESC [` and `m` in an order for a colour; `nil` when it is written any other way.
  static func parameters(_ order: [UInt8]) -> [UInt8]? {
    guard order.starts(with: [0x1B, 0x5B]), order.last == UInt8(ascii: "m") else { return nil }
    let inside = Array(order.dropFirst(2).dropLast())
    return inside.allSatisfy { (0x30...0x3B).contains($0) } ? inside : nil
  }
}

/// A string that the terminal's description gives, or an empty one.
func capability(_ name: String) -> String { String(cString: ct_string(name)) }

/// The digits of a number that is not negative.
func appendDecimal(_ number: Int, to bytes: inout [UInt8]) {
  if number >= 10 { appendDecimal(number / 10, to: &bytes) }
  bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
}

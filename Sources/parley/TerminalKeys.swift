import CTerm
import Dashboard

/// Turns what ncurses reads, byte by byte and key by key, into keys. Holds what is not finished: a character of several bytes,
/// an escape, a click, a paste.
struct KeyReading {
  /// Codes we have ncurses give to sequences it does not know by itself.
  enum Own {
    static let pasteBegins: CInt = 0x2000
    static let pasteEnds: CInt = 0x2001
    static let mouse: CInt = 0x2010
    static let wordLeft: CInt = 0x2011
    static let wordRight: CInt = 0x2012
    /// What a terminal may send whatever its description says.
    static let sequences: [(String, CInt)] = [
      ("\u{1B}[200~", pasteBegins), ("\u{1B}[201~", pasteEnds), ("\u{1B}[<", mouse), ("\u{1B}[A", KEY_UP),
      ("\u{1B}[B", KEY_DOWN), ("\u{1B}[C", KEY_RIGHT), ("\u{1B}[D", KEY_LEFT), ("\u{1B}[H", KEY_HOME), ("\u{1B}[F", KEY_END),
      ("\u{1B}OH", KEY_HOME), ("\u{1B}OF", KEY_END), ("\u{1B}[1~", KEY_HOME), ("\u{1B}[4~", KEY_END),
      ("\u{1B}[7~", KEY_HOME), ("\u{1B}[8~", KEY_END), ("\u{1B}[Z", KEY_BTAB),
      ("\u{1B}[1;5D", wordLeft), ("\u{1B}[1;5C", wordRight), ("\u{1B}[1;3D", wordLeft), ("\u{1B}[1;3C", wordRight),
      ("\u{1B}b", wordLeft), ("\u{1B}f", wordRight),
    ]
  }

  /// A paste longer than this is cut: nobody writes a book into a filter.
  static let longestPaste = 64 * 1024

  private var keys: [Key] = []
  private var bytes: [UInt8] = []
  private var escape = Escape.none
  private var mouse: [UInt8]?
  private var paste: [UInt8]?

  /// How far into a sequence that nobody defined we are; it is swallowed whole.
  private enum Escape { case none, begun, sequence, oneMore }

  /// Is a paste or a click open, so that what is missing should come soon?
  var isOpen: Bool { paste != nil || mouse != nil }

  /// Takes one answer of `wgetch`: a byte, or a key code from 256 on.
  mutating func take(_ code: CInt) {
    if code > 255 {
      takeKey(code)
    } else if code >= 0 {
      takeByte(UInt8(code))
    }
  }

  /// The keys that are complete, given that nothing more is waiting: an escape with nothing behind it is the Esc key.
  mutating func drain() -> [Key] {
    if escape == .begun { keys.append(.escape) }
    escape = .none
    defer { keys = [] }
    return keys
  }

  /// Gives up on an end that never came; a paste without one is still a paste.
  mutating func giveUp() {
    if let paste { keys.append(.paste(String(decoding: paste, as: UTF8.self))) }
    paste = nil
    mouse = nil
  }

  private mutating func takeKey(_ code: CInt) {
    bytes = []
    escape = .none
    switch code {
    case Own.pasteBegins: paste = []
    case Own.pasteEnds: giveUp()
    case Own.mouse: mouse = []
    default:
      guard paste == nil, let key = key(for: code) else { return }
      keys.append(key)
    }
  }

  private mutating func takeByte(_ byte: UInt8) {
    if mouse != nil {
      takeClick(byte)
    } else if let count = paste?.count {
      // Line ends and tabs are part of a text; anything else a terminal would obey is not.
      if count < KeyReading.longestPaste, byte >= 0x20 && byte != 0x7F || byte == 9 || byte == 10 || byte == 13 {
        paste?.append(byte == 13 ? 10 : byte)
      }
    } else {
      switch escape {
      case .none: takeTyped(byte)
      case .begun:
        if byte == 0x1B { keys.append(.escape) }
        // Escape with a character right behind it is Alt or a sequence nobody defined: neither means anything here.
        escape = byte == 0x1B ? .begun : byte == UInt8(ascii: "[") ? .sequence : byte == UInt8(ascii: "O") ? .oneMore : .none
      case .sequence: if (0x40...0x7E).contains(byte) { escape = .none }
      case .oneMore: escape = .none
      }
    }
  }

  private mutating func takeTyped(_ byte: UInt8) {
    guard byte < 0x80 else {
      bytes.append(byte)
      takeCharacter()
      return
    }
    bytes = []
    switch byte {
    case 0x1B: escape = .begun
    case 9: keys.append(.tab)
    case 10, 13: keys.append(.enter)
    case 8, 0x7F: keys.append(.backspace)
    case 0x1F: keys.append(.control("_"))
    case 1...26: keys.append(.control(Unicode.Scalar(byte + 0x60)))
    case 0..<0x20: break
    default: keys.append(.character(Unicode.Scalar(byte)))
    }
  }

  /// One character of several bytes, once its last has come. What is no UTF-8 is dropped.
  private mutating func takeCharacter() {
    let first = bytes[0]
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1
    guard bytes.count >= length else { return }
    let text = String(decoding: bytes, as: UTF8.self).unicodeScalars
    if let scalar = text.first, text.count == 1, scalar != "\u{FFFD}", scalar.value >= 0xA0 { keys.append(.character(scalar)) }
    bytes = []
  }

  /// `button;column;row` and `M` (pressed) or `m` (let go).
  private mutating func takeClick(_ byte: UInt8) {
    guard byte == UInt8(ascii: "M") || byte == UInt8(ascii: "m") else {
      mouse?.append(byte)
      if mouse?.count ?? 0 > 20 { mouse = nil }
      return
    }
    let parts = String(decoding: mouse ?? [], as: UTF8.self).split(separator: ";").compactMap { Int($0) }
    mouse = nil
    guard parts.count == 3, byte == UInt8(ascii: "M"), parts[1] > 0, parts[2] > 0 else { return }
    let (x, y) = (parts[1] - 1, parts[2] - 1)
    switch parts[0] {
    case 0: keys.append(.click(x: x, y: y))
    case 64: keys.append(.wheel(up: true, x: x, y: y))
    case 65: keys.append(.wheel(up: false, x: x, y: y))
    default: break
    }
  }

  private func key(for code: CInt) -> Key? {
    switch code {
    case KEY_UP: .up
    case KEY_DOWN: .down
    case KEY_LEFT: .left
    case KEY_RIGHT: .right
    case Own.wordLeft: .wordLeft
    case Own.wordRight: .wordRight
    case KEY_PPAGE, KEY_A3: .pageUp
    case KEY_NPAGE, KEY_C3: .pageDown
    case KEY_HOME, KEY_A1, KEY_FIND: .home
    case KEY_END, KEY_C1, KEY_SELECT: .end
    case KEY_BTAB: .backTab
    case KEY_ENTER: .enter
    case KEY_BACKSPACE: .backspace
    case KEY_DC: .delete
    case KEY_IC: .insert
    default: (1...24).first { ct_key_f(CInt($0)) == code }.map { .function($0) }
    }
  }
}

import CTerm
import Cells

/// How each role looks in this terminal: ncurses attributes and a colour pair, worked out once a theme.
struct TerminalPalette {
  private var attributes: [attr_t]
  private var pairs: [CInt]

  /// `colours` is what ncurses counts; with a depth of none no pair is ever made.
  init(_ theme: Theme, depth terminal: Depth, colours: Int) {
    // A theme that has no picks this poor is shown as the one that needs no colours at all.
    let depth = theme.depth(on: terminal)
    let theme = depth == nil ? Theme.mono : theme
    var made: [[CInt]: CInt] = [:]
    var attributes: [attr_t] = []
    var pairs: [CInt] = []
    for role in Role.allCases {
      let style = theme[role]
      var attribute = TerminalPalette.attributes(style.attributes)
      var pair: CInt = 0
      if let depth, depth != .none {
        let ground = (style.background ?? theme.background).number(at: depth) ?? -1
        let ink = style.foreground.number(at: depth) ?? -1
        var (front, back) = (CInt(ink), CInt(ground))
        if colours < 16 { TerminalPalette.squeeze(&front, &back, &attribute) }
        if front >= 0 || back >= 0 {
          pair = made[[front, back]] ?? CInt(made.count + 1)
          if made.updateValue(pair, forKey: [front, back]) == nil { init_extended_pair(pair, front, back) }
        }
      }
      attributes.append(attribute)
      pairs.append(pair)
    }
    self.attributes = attributes
    self.pairs = pairs
  }

  /// One character of this role as ncurses keeps it.
  func cell(_ scalar: UInt32, mark: UInt32, role: Role) -> cchar_t {
    let index = Int(role.rawValue)
    let pair = pairs[index]
    return cchar_t(
      attr: attributes[index] | attr_t(min(pair, 255)) << 8, chars: (wchar_t(scalar), wchar_t(mark), 0, 0, 0), ext_color: pair)
  }

  private static func attributes(_ wanted: Attributes) -> attr_t {
    var all: attr_t = 0
    if wanted.contains(.bold) { all |= CT_BOLD }
    if wanted.contains(.dim) { all |= CT_DIM }
    if wanted.contains(.italic) { all |= CT_ITALIC }
    if wanted.contains(.underline) { all |= CT_UNDERLINE }
    if wanted.contains(.reverse) { all |= CT_REVERSE }
    return all
  }

  /// Sixteen colours on a terminal of eight: the bright ones are bold, a ground is never bright, and nothing vanishes in it.
  private static func squeeze(_ front: inout CInt, _ back: inout CInt, _ attribute: inout attr_t) {
    if back > 7 { back -= 8 }
    if front > 7 {
      front -= 8
      attribute |= CT_BOLD
    }
    if front == back && front >= 0 { front = back == 7 ? 0 : 7 }
  }
}

/// One key press, click or paste, as the terminal understood it.
package enum Key: Hashable, Sendable {
  /// A printable character (never a control character).
  case character(Unicode.Scalar)
  case up, down, left, right, pageUp, pageDown, home, end
  case wordLeft, wordRight
  case tab, backTab, enter, escape, backspace, delete, insert
  case control(Unicode.Scalar)  // ctrl-a … ctrl-z as "a" … "z"
  case function(Int)
  case click(x: Int, y: Int)
  case wheel(up: Bool, x: Int, y: Int)
  case paste(String)
}

extension Key {
  /// As people write it: `↑`, `⏎`, `ctrl-l`, `F1`, `g`.
  package var label: String {
    switch self {
    case .character(" "): "space"
    case .character(let scalar): String(Character(scalar))
    case .up: "↑"
    case .down: "↓"
    case .left: "←"
    case .right: "→"
    case .wordLeft: "ctrl-←"
    case .wordRight: "ctrl-→"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .home: "Home"
    case .end: "End"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .enter: "⏎"
    case .escape: "esc"
    case .backspace: "⌫"
    case .delete: "Del"
    case .insert: "Ins"
    case .control(let scalar): "ctrl-" + String(Character(scalar))
    case .function(let n): "F\(n)"
    case .click: "click"
    case .wheel: "wheel"
    case .paste: "paste"
    }
  }
}

import Cells

/// A small editor of several cells, of which the chosen one may be typed into: what a key means there.
struct CellTyping: Sendable {
  enum Act: Sendable {
    case going, cancelled, kept
    case move(Int)
    case change(Int)
  }

  /// What is typed so far; `nil`: nothing.
  private(set) var text: String?

  /// Takes what is typed out of the cell.
  mutating func taken() -> String? {
    defer { text = nil }
    return text
  }

  /// `nil`: not a key of an editor. `takesText`: the chosen cell can be typed into; `also`: what may follow a digit there.
  mutating func act(_ key: Key, takesText: Bool, also: String.UnicodeScalarView) -> Act? {
    switch key {
    case .escape: return taken() == nil ? .cancelled : .going
    case .enter: return .kept
    case .up, .backTab: return .move(-1)
    case .down, .tab: return .move(1)
    case .left: return .change(-1)
    case .right, .character("+"), .character("="): return .change(1)
    case .character("-") where text == nil: return .change(-1)
    case .backspace:
      text?.removeLast()
      if text?.isEmpty ?? false { text = nil }
    case .character(let scalar) where takesText && ("0"..."9").contains(scalar) || text != nil && also.contains(scalar):
      text = String((text ?? "").suffix(11)) + String(Character(scalar))
    case .paste(let pasted) where takesText: text = String(printable(pasted).prefix(12))
    case .character, .paste, .click, .wheel, .wordLeft, .wordRight, .pageUp, .pageDown, .home, .end, .delete, .insert,
      .function:
      break
    case .control: return nil
    }
    return .going
  }
}

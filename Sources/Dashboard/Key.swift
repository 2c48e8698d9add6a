/// One key press, click or paste, as the terminal understood it.
package enum Key: Hashable, Sendable {
  /// A printable character (never a control character).
  case character(Unicode.Scalar)
  case up, down, left, right, pageUp, pageDown, home, end
  case tab, backTab, enter, escape, backspace, delete, insert
  case control(Unicode.Scalar)  // ctrl-a … ctrl-z as "a" … "z"
  case function(Int)
  case click(x: Int, y: Int)
  case wheel(up: Bool, x: Int, y: Int)
  case paste(String)
}

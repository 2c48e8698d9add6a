extension Character {
  /// `0` to `9`: what Unicode calls a number holds letters of Chinese and Japanese (`千`, `京`), too.
  package var isFigure: Bool { "0" <= self && self <= "9" }
}

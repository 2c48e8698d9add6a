import Cells
import Journal

/// A line of text that is being typed: letters of any script, a paste, words, and a way back.
package struct TextField: Sendable, Equatable {
  package private(set) var characters: [Character]
  /// Where the next letter goes: before the character of that index.
  package private(set) var cursor: Int
  private var past: [Moment] = []
  /// Letters typed one after the other are taken back together.
  private var isTyping = false

  private struct Moment: Sendable, Equatable {
    var characters: [Character]
    var cursor: Int
  }

  /// What the journal keeps of a text.
  package static let longest = 400

  package init(_ text: String = "") {
    characters = Array(oneLine(text, longest: TextField.longest))
    cursor = characters.count
  }

  package var text: String { String(characters) }
  package var isEmpty: Bool { characters.isEmpty }

  /// Takes a key that edits; false for one that means something else.
  package mutating func take(_ key: Key) -> Bool {
    switch key {
    case .character(let scalar): type(scalar)
    case .paste(let text): insert(oneLine(text, longest: TextField.longest))
    case .backspace, .control("h"): change { if $0.cursor > 0 { $0.remove($0.cursor - 1..<$0.cursor) } }
    case .delete, .control("d"): change { if $0.cursor < $0.characters.count { $0.remove($0.cursor..<$0.cursor + 1) } }
    case .left, .control("b"): move(to: cursor - 1)
    case .right, .control("f"): move(to: cursor + 1)
    case .home, .control("a"): move(to: 0)
    case .end, .control("e"): move(to: characters.count)
    case .wordLeft: move(to: wordBefore)
    case .wordRight: move(to: wordAfter)
    case .control("u"): change { $0.remove(0..<$0.cursor) }
    case .control("k"): change { $0.remove($0.cursor..<$0.characters.count) }
    case .control("w"): change { $0.remove($0.wordBefore..<$0.cursor) }
    case .control("_"): undo()
    case .up, .down, .pageUp, .pageDown, .tab, .backTab, .enter, .escape, .insert, .control, .function, .click, .wheel:
      return false
    }
    return true
  }

  private mutating func type(_ scalar: Unicode.Scalar) {
    guard printable(String(Character(scalar))) == String(Character(scalar)) || Glyph(scalar).columns == 0 else { return }
    guard characters.count < TextField.longest else { return }
    // A blank ends what is taken back at once.
    if !isTyping || scalar == " " { remember() }
    isTyping = true
    if cursor > 0 {
      var joined = String(characters[cursor - 1])
      joined.unicodeScalars.append(scalar)
      if joined.count == 1, let one = joined.first {
        characters[cursor - 1] = one
        return
      }
    }
    characters.insert(Character(scalar), at: cursor)
    cursor += 1
  }

  private mutating func insert(_ text: String) {
    let room = TextField.longest - characters.count
    let new = Array(printable(text)).prefix(max(0, room))
    change {
      $0.characters.insert(contentsOf: new, at: $0.cursor)
      $0.cursor += new.count
    }
  }

  private mutating func change(_ body: (inout TextField) -> Void) {
    let before = characters
    let moment = Moment(characters: characters, cursor: cursor)
    body(&self)
    isTyping = false
    if characters != before { past.append(moment) }
  }

  private mutating func remember() {
    past.append(Moment(characters: characters, cursor: cursor))
    if past.count > 200 { past.removeFirst() }
  }

  private mutating func undo() {
    isTyping = false
    guard let last = past.popLast() else { return }
    (characters, cursor) = (last.characters, last.cursor)
  }

  private mutating func remove(_ range: Range<Int>) {
    characters.removeSubrange(range)
    cursor = range.lowerBound
  }

  private mutating func move(to place: Int) {
    cursor = max(0, min(characters.count, place))
    isTyping = false
  }

  private var wordBefore: Int {
    var at = cursor
    while at > 0, !characters[at - 1].isOfWord { at -= 1 }
    while at > 0, characters[at - 1].isOfWord { at -= 1 }
    return at
  }

  private var wordAfter: Int {
    var at = cursor
    while at < characters.count, !characters[at].isOfWord { at += 1 }
    while at < characters.count, characters[at].isOfWord { at += 1 }
    return at
  }

  /// Paints the field over `width` columns; of a long text the part around the cursor is seen. The terminal's cursor stands in it.
  package func paint(on frame: inout Frame, x: Int, y: Int, width: Int, isFocused: Bool, placeholder: String = "") {
    guard width > 1 else { return }
    frame.clear(Area(columns: x..<x + width, rows: y..<y + 1), role: .input)
    if characters.isEmpty {
      frame.put(cut(placeholder, to: width), x: x, y: y, role: .placeholder)
      if isFocused { point(on: &frame, x: x, y: y) }
      return
    }
    var start = 0
    func span(_ range: Range<Int>) -> Int { columns(of: String(characters[range])) }
    while start < cursor, span(start..<cursor) > width - 2 { start += 1 }
    var end = characters.count
    if isFocused { end = characters.count } else { start = 0 }
    while end > start, span(start..<end) > width - (end == characters.count && isFocused ? 1 : 0) { end -= 1 }
    frame.put(String(characters[start..<end]), x: x, y: y, role: .input, limit: width)
    if start > 0 { frame.put("…", x: x, y: y, role: .placeholder) }
    if isFocused { point(on: &frame, x: x + min(width - 1, span(start..<max(start, cursor))), y: y) }
  }

  private func point(on frame: inout Frame, x: Int, y: Int) {
    frame.recolour(x..<x + 1, y: y, role: .cursor)
    frame.cursor = Frame.Place(x: x, y: y)
    frame.showsCursor = true
  }
}

extension Character {
  fileprivate var isOfWord: Bool { isLetter || isNumber || self == "_" }
}

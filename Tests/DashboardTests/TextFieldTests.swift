import Dashboard
import Testing

/// A line that is typed does what people expect.
@Suite struct TextFieldTests {
  private static func take(_ key: Key, _ field: inout TextField) -> Bool { field.take(key) }

  private static func typed(_ keys: String) throws -> TextField {
    var field = TextField()
    for word in keys.split(separator: " ") {
      for key in try #require(Key.named(String(word)), "\(word)") {
        #expect(TextFieldTests.take(key, &field), "\(word) is not taken")
      }
    }
    return field
  }

  @Test(arguments: [
    ("text:quick q q", "quickqq", 7), ("text:ab Left x", "axb", 2), ("text:ab Home x", "xab", 1),
    ("text:ab C-a x C-e y", "xaby", 4),
    ("text:one Space text:two C-w", "one ", 4), ("text:one Space text:two C-u", "", 0), ("text:one Left Left C-k", "o", 1),
    ("text:one Space text:two C-Left X", "one Xtwo", 5), ("text:one Space text:two Home C-Right X", "oneX two", 4),
    ("text:abc Left BSpace", "ac", 1), ("text:abc Left Del", "ab", 2), ("text:one Space text:two C-_", "one", 3),
    ("text:one Space text:two C-_ C-_", "", 0), ("text:one C-u C-_", "one", 3), ("text:äß日本 Left BSpace", "äß本", 2),
    ("paste:two", "two", 3),
  ]) func `keys edit`(keys: String, text: String, cursor: Int) throws {
    let field = try TextFieldTests.typed(keys)
    #expect(field.text == text)
    #expect(field.cursor == cursor)
  }

  @Test func `a paste loses its control characters and its lines, and nothing else`() {
    var field = TextField()
    #expect(TextFieldTests.take(.paste("one\r\n\ttwo\u{1B}[31m \u{202E}three\u{07} “日本”"), &field))
    #expect(field.text == "one two[31m three “日本”")
  }

  @Test func `a mark joins the letter before it, and one backspace takes both`() {
    var field = TextField()
    for scalar in "e\u{301}a".unicodeScalars { #expect(TextFieldTests.take(.character(scalar), &field)) }
    #expect(field.characters.count == 2)
    #expect(TextFieldTests.take(.backspace, &field))
    #expect(TextFieldTests.take(.backspace, &field))
    #expect(field.isEmpty)
  }

  @Test func `a text does not grow beyond what an entry holds`() {
    var field = TextField()
    _ = field.take(.paste(String(repeating: "word ", count: 400)))
    _ = field.take(.character("x"))
    #expect(field.characters.count == TextField.longest)
  }

  @Test func `keys that move between fields are not taken`() {
    var field = TextField("x")
    for key in [Key.enter, .tab, .backTab, .escape, .up, .down] { #expect(!TextFieldTests.take(key, &field)) }
  }
}

import Cells
import Testing

@Suite struct WordsTests {
  @Test func `words are wrapped by columns and keep their roles`() {
    let lines = wrap(["1,000 ", .marketing("booth scans"), " are followed by about 4 ", .sales("deals")], to: 18)
    #expect(lines.map(\.plain) == ["1,000 booth scans", "are followed by", "about 4 deals"])
    #expect(lines[0] == ["1,000 ", .marketing("booth scans")])
    #expect(lines[2] == ["about 4 ", .sales("deals")])
  }

  @Test func `a word that changes its role in the middle stays one word`() {
    let lines = wrap(["about 4 ", .sales("deals"), ", half"], to: 13)
    #expect(lines.map(\.plain) == ["about 4", "deals, half"])
  }

  @Test func `a word longer than a line is broken, wide characters whole`() {
    #expect(wrap(["abcdefgh ij"], to: 3).map(\.plain) == ["abc", "def", "gh", "ij"])
    #expect(wrap(["日本語"], to: 3).map(\.plain) == ["日", "本", "語"])
    #expect(wrap([], to: 3).isEmpty)
  }

  @Test func `following lines hang`() {
    #expect(wrap(["one two three"], to: 7, hanging: 2).map(\.plain) == ["one two", "  three"])
  }

  @Test func `a paragraph that is cut says so, and its mark stands beside every row`() {
    var frame = Frame(width: 12, height: 3)
    let next = frame.paragraph(["one two three four"], x: 2, y: 0, columns: 9, rows: 1, beside: .marketing("▌"))
    #expect(next == 1)
    #expect(frame.text[0] == "▌ one two…  ")
    #expect(frame.roles[0] == "a.ttt.tttt..")
  }

  @Test func `names are cut with an ellipsis and numbers stand right or on their point`() {
    #expect(cut("Customer webinars", to: 9) == "Customer…")
    #expect(cut("Posts", to: 9) == "Posts")
    #expect(cut("日本語", to: 5) == "日本…")
    var frame = Frame(width: 8, height: 2)
    frame.put("12.3", pointAfter: 4, y: 0, role: .text)
    frame.put("19", pointAfter: 4, y: 1, role: .text)
    #expect(frame.text == ["   12.3 ", "   19   "])
    frame.put("7", endingAt: 7, y: 0, role: .text)
    #expect(frame.text[0] == "   12.37")
  }
}

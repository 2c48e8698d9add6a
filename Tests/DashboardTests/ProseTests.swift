import Cells
import Dashboard
import Testing
import Translation

/// Articles as pages: nothing is wider than the pane, no word is lost, and every article is there.
@Suite struct ProseTests {
  private func plain(_ markdown: String, _ columns: Int) -> [String] { Prose(markdown).lines(columns).map(\.plain) }

  @Test func `Headings, paragraphs and items are told apart, and their marks are gone`() {
    let text = """
      # Title

      One line
      and its **rest** with `code`.

      * first item
        goes on
      * *second*

          a = b + c
      """
    #expect(
      plain(text, 40) == [
        "Title", "", "One line and its rest with code.", "", "· first item goes on", "· second", "", "  a = b + c",
      ])
  }

  @Test func `A table is laid out where it fits and told row by row where it does not`() {
    let text = "| what | value | note |\n|---|---|---|\n| x1 total | 278.3k | inside |\n| x2 | 68.2k | |"
    let laid = plain(text, 40).map { String($0.reversed().drop { $0 == " " }.reversed()) }
    #expect(laid == ["what       value    note", "x1 total  278.3k  inside", "x2         68.2k"])
    #expect(plain(text, 14) == ["x1 total:", "  value", "  278.3k; note", "  inside", "x2: value", "  68.2k"])
  }

  @Test(arguments: Article.all.map(\.name), [34, 72, 96])
  func `Every article fits every width, and none of its words is lost`(name: String, width: Int) throws {
    let article = try #require(Article.named(name))
    let lines = plain(article.text, width)
    for line in lines { #expect(columns(of: line) <= width, "\(article.name): \(line)") }
    // Numbers of the text are numbers of the page: nothing is shortened.
    let page = lines.joined().filter(\.isNumber)
    let text = article.text.filter(\.isNumber)
    if width == 96 { #expect(page.count >= text.count * 9 / 10, "\(article.name)") }
    #expect(!lines.joined().contains("**") && !lines.joined().contains("`"))
  }
}

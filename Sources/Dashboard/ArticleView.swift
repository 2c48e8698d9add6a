import Cells
import Translation

/// An article as a page: the method behind a number, in full.
package struct ArticleView: View, Sendable {
  var search = ""
  private var scrolled = 0
  private var name: String

  /// Sentences get no longer than this, however wide the screen.
  package static let widest = 96

  init(_ article: Article) { name = article.name }

  let hints: [(keys: [Command], word: String)] = [
    ([.up, .down], "scroll"), ([.otherSide], "next article"), ([.copy], "copy"), ([.back], "back"), ([.help], "help"),
    ([.quit], "quit"),
  ]
  let purpose =
    "The method behind a number: the question it answers, what it assumes, the formula, when it refuses, how it was checked, and where it comes from."
  let commands: [Command] = [.up, .down, .pageUp, .pageDown, .first, .last, .otherSide, .copy, .back]

  func found(_ facts: Facts) -> (shown: Int, of: Int) { (0, 0) }

  private var article: Article { Article.named(name) ?? Article.all[0] }

  private func lines(_ area: Area) -> [[Span]] { Prose(article.text).lines(columns(area).count) }

  private func columns(_ area: Area) -> Range<Int> {
    let left = area.x + (area.width >= 72 ? Chrome.margin(area.width) + 2 : 0)
    return left..<min(area.columns.upperBound, left + min(Self.widest, area.width - 2 * (left - area.x)))
  }

  mutating func perform(_ command: Command, _ facts: Facts, _ area: Area) -> [Effect] {
    let page = max(1, area.height - 2)
    let most = max(0, lines(area).count - area.height)
    scrolled += command.steps(page: page) ?? 0
    switch command {
    case .otherSide:
      let at = Article.all.firstIndex { $0.name == name } ?? 0
      name = Article.all[(at + 1) % Article.all.count].name
      scrolled = 0
      return []
    case .copy: return [.copy(article.text)]
    default: break
    }
    scrolled = max(0, min(most, scrolled))
    return []
  }

  mutating func point(at x: Int, _ y: Int, wheel: Int?, _ facts: Facts, _ area: Area) -> Bool {
    guard let wheel else { return false }
    _ = perform(wheel < 0 ? .up : .down, facts, area)
    return true
  }

  func paint(on frame: inout Frame, _ area: Area, _ facts: Facts) {
    let lines = lines(area)
    let start = max(0, min(scrolled, lines.count - area.height))
    let columns = columns(area)
    for (row, line) in lines[start..<min(lines.count, start + area.height)].enumerated() {
      frame.put(line, x: columns.lowerBound, y: area.y + row, limit: columns.count)
    }
    let left = lines.count - start - area.height
    if left > 0 {
      frame.put(
        [.muted(" ↓ \(left) more ")], endingAt: area.columns.upperBound - 1 - Chrome.margin(area.width),
        y: area.rows.upperBound - 1)
    }
  }
}

import ArgumentParser
import Dashboard
import Translation

/// `parley explain`
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "How a number is made: the article behind a method. Without one: the list.")

  @Argument(help: "A method, as the list names it: tracked, weekly, rulers …") var method: String?

  func run() throws {
    guard let method else {
      let width = Article.all.map(\.name.count).max() ?? 0
      for article in Article.all {
        say("\(article.name)\(String(repeating: " ", count: width - article.name.count))  \(article.title)")
      }
      return
    }
    guard let article = Article.named(method.lowercased()) else {
      throw refuse(
        "explain: there is no method “\(method)”. There are: \(Article.all.map(\.name).joined(separator: ", ")).")
    }
    for line in Prose(article.text).lines(ArticleView.widest) { say(line.plain) }
  }
}

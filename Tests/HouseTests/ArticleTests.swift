import Testing

/// The articles of the folder are the ones in the program.
@Suite struct ArticleTests {
  @Test func `every article is built in, and has a title, a question and its limits`() throws {
    let code = try #require(SourceText.read("Sources/Translation/Article.swift"))
    let names = SourceText.names("Sources/Translation/Articles")
    #expect(!names.isEmpty)
    for name in names {
      let bare = name.split(separator: ".").first.map(String.init) ?? name
      let resource = bare.split(separator: "-").joined(separator: "_") + "_md"
      #expect(code.contains("Article(\"\(bare)\", PackageResources.\(resource))"), "\(name) is not in Article.all")
      let text = try #require(SourceText.read("Sources/Translation/Articles/" + name))
      #expect(text.hasPrefix("# "), "\(name) has no title")
      #expect(text.lowercased().contains("refuses"), "\(name) does not say when it refuses")
    }
  }
}

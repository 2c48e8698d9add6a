import Cells
import Glibc
import Testing

@testable import parley

@Suite struct ThemeTests {
  static let files = ThemeFiles(environment: { _ in nil })
  static let shipped = ["contrast", "dark", "light", "mono", "okabe", "sixteen"]

  @Test func `the files of the folder themes are all inside the program`() throws {
    #expect(ThemeTests.files.names == ThemeTests.shipped)
    var listed: [String] = []
    let folder = try #require(opendir(Tmux.packageRoot + "/themes"))
    defer { closedir(folder) }
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name.hasSuffix(".toml") { listed.append(String(name.dropLast(5))) }
    }
    #expect(listed.sorted() == ThemeTests.shipped)
  }

  @Test(arguments: shipped) func `every word can be read and every mark be seen, at every depth`(name: String) throws {
    let theme = try ThemeTests.files.read(name)
    #expect(theme.name == name)
    #expect(!theme.about.isEmpty)
    #expect(!theme.depths.isEmpty)
    let ownGround = theme.background != .terminal
    for depth in theme.depths {
      for (ink, ground) in [(Paint.white, Paint.black), (.black, .white)].prefix(ownGround ? 1 : 2) {
        let faint = theme.faint(at: depth, ink: ink, ground: ground)
        #expect(faint.isEmpty, "\(name) at \(depth): \(faint)")
        for role in Role.allCases {
          let (front, back) = theme.painted(role, at: depth, ink: ink, ground: ground)
          #expect(front != back, "\(name) at \(depth): \(role) is invisible")
        }
      }
    }
  }

  @Test func `contrast is measured as the published formula does`() {
    #expect(abs(Paint.black.contrast(against: .white) - 21) < 1e-9)
    #expect(abs(Paint(rgb: 0x777777).contrast(against: .white) - 4.478) < 0.001)
    #expect(abs(Paint(rgb: 0xFF0000).luminance - 0.2126) < 1e-9)
    #expect(Paint(indexed: 233) == Paint(rgb: 0x121212))
    #expect(Paint(indexed: 205) == Paint(rgb: 0xFF5FAF))
  }

  @Test func `the compiled-in theme is the file mono`() throws {
    #expect(try ThemeTests.files.read("mono") == .mono)
  }

  @Test func `a theme nobody has is named with those there are, and the usual one is shown`() {
    let chosen = ThemeTests.files.choose("drak", depth: .indexed)
    #expect(chosen.theme.name == "dark")
    #expect(
      chosen.complaint == "--theme: there is no theme \"drak\". There are: \(ThemeTests.shipped.joined(separator: ", ")).")
  }

  @Test func `what suits the terminal is taken unless somebody chose`() {
    let files = ThemeTests.files
    #expect(Depth.allCases.map { files.choose(nil, depth: $0).theme.name } == ["mono", "sixteen", "dark", "dark"])
    #expect(files.choose("light", depth: .sixteen).theme.name == "light")
  }

  @Test func `a theme may inherit, name its colours, and let the rest be picked`() throws {
    let theme = try read(
      """
      inherits = "dark"
      about = "mine"
      [palette]
      rose = ["#ff74ab", 205, 13]
      [roles]
      sales = { fg = "rose", attrs = ["bold", "underline"] }
      good = { fg = "#00ff00", bg = "default" }
      """)
    let dark = try ThemeTests.files.read("dark")
    #expect(theme.about == "mine")
    #expect(theme[.text] == dark[.text])
    #expect(theme[.sales].foreground == dark[.marketing].foreground)
    #expect(theme[.sales].attributes == [.bold, .underline])
    #expect(theme[.good] == Style(foreground: .picked(rgb: 0x00FF00, indexed: 46, sixteen: 10), background: .terminal))
  }

  @Test(
    arguments: [
      ("roles = 3 = 4", 1, "this is not TOML"),
      ("inherits = \"dark\"\n[", 2, "this heading has no name. Write it as [roles]."),
      ("[roles]\ntext = {}", 1, "the role blank has no look. Give it one, or write at the top: inherits = \"dark\""),
      ("inherits = \"nope\"", 1, "there is no theme \"nope\" to inherit from."),
      ("inherits = \"dark\"\n[roles]\n\ntxt = {}", 4, "there is no role \"txt\". themes/README.md lists them."),
      (
        "inherits = \"dark\"\n[roles]\ntext = { fg = \"pink\" }", 3,
        "\"pink\" is no colour. Write \"default\", \"#rrggbb\", or a name from [palette]."
      ),
      (
        "inherits = \"dark\"\n[roles]\ntext = { fg = [\"#ffffff\", 256, 1] }", 3,
        "an index of 256 colours is \"default\" or from 0 to 255."
      ),
      (
        "inherits = \"dark\"\n[roles]\ntext = { attrs = [\"blink\"] }", 3,
        "attrs of text are some of bold, dim, italic, underline, reverse."
      ),
      (
        "inherits = \"dark\"\n[roles]\ntext = { fg = [\"#ffffff\", 1, 1], bg = [\"#ffffff\", 1, 1] }", 3,
        "text would be invisible: fg and bg are the same."
      ),
      ("inherits = \"dark\"\ndepths = [7]", 2, "depths are some of 24, 256, 16 and 1."),
    ])
  func `a broken theme says where and what`(text: String, line: Int, says: String) throws {
    do {
      _ = try read(text)
      Issue.record("this was read as a theme: \(text)")
    } catch let failure as ThemeFailure {
      guard case .broken(let path, let found, let what) = failure else {
        Issue.record("another failure: \(failure)")
        return
      }
      #expect(found == line)
      #expect(what.hasPrefix(says), "\(what)")
      #expect(failure.sentence == "\(path):\(line): \(what)")
    }
  }

  /// Reads `text` as a theme file beside the shipped ones.
  func read(_ text: String) throws -> Theme {
    var path = Array("/tmp/parley-theme-XXXXXX.toml".utf8CString)
    let file = mkstemps(&path, 5)
    try #require(file >= 0)
    let name = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(name) }
    var text = text
    _ = text.withUTF8 { Glibc.write(file, $0.baseAddress, $0.count) }
    close(file)
    return try ThemeTests.files.read(name)
  }
}

/// `--name value` pairs of a command line.
struct Flags: Sendable {
  private let words: [String]

  init(_ words: [String]) { self.words = words }

  func text(_ name: String, or other: String) -> String {
    guard let at = words.firstIndex(of: "--" + name), at + 1 < words.count else { return other }
    return words[at + 1]
  }

  func number(_ name: String, or other: Int) -> Int { Int(text(name, or: "")) ?? other }
}

import Cells

/// A recorded session: a sentence, the data it looks at, a size, keys, and the screen they lead to.
///
/// ```
/// sentence: Down moves to the next metric
/// data: sample
/// size: 80x24
/// keys: Down Down Enter
/// ---
/// the screen, as many lines as it has
/// ```
/// A second `---` may be followed by the roles, one letter a cell. A test, a bug report and a demonstration at once.
package struct Session: Sendable {
  package var sentence = ""
  /// `sample`, or a folder relative to the session's own file.
  package var data = "sample"
  /// `--as-of`, where the session looks at the past.
  package var asOf: String?
  package var columns = 80
  package var rows = 24
  package var keys: [Key] = []
  package var keyText = ""
  package var isASCII = false
  /// What is wrong with the screen as it is: it is not recorded until that is put right.
  package var awaits: String?
  package var screen: [String]?
  package var roles: [String]?

  package enum Failure: Error, Equatable, Sendable {
    case notASetting(line: Int, text: String)
    case notASize(line: Int, text: String)
    case notAKey(line: Int, text: String)

    package var sentence: String {
      switch self {
      case .notASetting(let line, let text):
        "line \(line): “\(text)” is no setting. Write sentence:, data:, as-of:, size:, keys:, ascii: or awaits:."
      case .notASize(let line, let text): "line \(line): “\(text)” is no size. Write columns x rows, as in 80x24."
      case .notAKey(let line, let text): "line \(line): “\(text)” is no key. Write Down, Enter, C-c, q or text:words."
      }
    }
  }

  package init(_ text: String) throws(Failure) {
    var parts: [[String]] = [[]]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line == "---", parts.count < 3 { parts.append([]) } else { parts[parts.count - 1].append(line) }
    }
    for (i, line) in parts[0].enumerated() where !line.isEmpty && !line.hasPrefix("#") {
      try set(line, number: i + 1)
    }
    if parts.count > 1 { screen = Self.block(parts[1]) }
    if parts.count > 2 { roles = Self.block(parts[2]) }
  }

  private static func block(_ lines: [String]) -> [String] { lines.last == "" ? lines.dropLast() : lines }

  private mutating func set(_ line: String, number: Int) throws(Failure) {
    guard let colon = line.firstIndex(of: ":") else { throw .notASetting(line: number, text: line) }
    let value = String(line[line.index(after: colon)...].drop { $0 == " " })
    switch line[..<colon] {
    case "sentence": sentence = value
    case "data": data = value
    case "as-of": asOf = value
    case "ascii": isASCII = value == "yes"
    case "awaits": awaits = value
    case "size":
      guard let size = Self.size(value) else { throw .notASize(line: number, text: value) }
      (columns, rows) = size
    case "keys":
      keyText = value
      keys = []
      for word in value.split(separator: " ") {
        guard let read = Key.named(String(word)) else { throw .notAKey(line: number, text: String(word)) }
        keys += read
      }
    default: throw .notASetting(line: number, text: line)
    }
  }

  /// `80x24` → (80, 24); sizes above 1,000 are no terminals.
  package static func size(_ text: String) -> (columns: Int, rows: Int)? {
    let parts = text.split { $0 == "x" || $0 == "×" }
    guard parts.count == 2, let columns = Int(parts[0]), let rows = Int(parts[1]), (1...1000).contains(columns),
      (1...1000).contains(rows)
    else { return nil }
    return (columns, rows)
  }

  /// The session as a file, with `frame` as its screen.
  package func written(_ frame: Frame, withRoles: Bool) -> String {
    var lines = ["sentence: \(sentence)", "data: \(data)"]
    if let asOf { lines.append("as-of: \(asOf)") }
    lines.append("size: \(columns)x\(rows)")
    if isASCII { lines.append("ascii: yes") }
    lines.append("keys: \(keyText)")
    lines.append("---")
    lines += frame.text
    if withRoles { lines += ["---"] + frame.roles }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Key {
  /// Keys by the names that sessions, `--keys` and the probe use: `Down`, `C-c`, `F1`, `q`, `text:booth`, `paste:booth`,
  /// `click:3,5`, `wheel-up:3,5`.
  package static func named(_ word: String) -> [Key]? {
    if word.hasPrefix("text:") { return word.dropFirst(5).unicodeScalars.map { .character($0) } }
    if word.hasPrefix("paste:") { return [.paste(String(word.dropFirst(6)))] }
    switch word {
    case "Up": return [.up]
    case "Down": return [.down]
    case "Left": return [.left]
    case "Right": return [.right]
    case "C-Left": return [.wordLeft]
    case "C-Right": return [.wordRight]
    case "PgUp": return [.pageUp]
    case "PgDn": return [.pageDown]
    case "Home": return [.home]
    case "End": return [.end]
    case "Tab": return [.tab]
    case "BTab": return [.backTab]
    case "Enter": return [.enter]
    case "Esc": return [.escape]
    case "Space": return [.character(" ")]
    case "BSpace": return [.backspace]
    case "Del": return [.delete]
    case "Ins": return [.insert]
    default: break
    }
    let scalars = Array(word.unicodeScalars)
    if scalars.count == 3, word.hasPrefix("C-") { return [.control(scalars[2])] }
    if word.hasPrefix("F"), let number = Int(word.dropFirst()), (1...12).contains(number) { return [.function(number)] }
    if let colon = word.firstIndex(of: ":"), colon > word.startIndex {
      let at = word[word.index(after: colon)...].split(separator: ",").compactMap { Int($0) }
      guard at.count == 2 else { return nil }
      switch word[..<colon] {
      case "click": return [.click(x: at[0], y: at[1])]
      case "wheel-up": return [.wheel(up: true, x: at[0], y: at[1])]
      case "wheel-down": return [.wheel(up: false, x: at[0], y: at[1])]
      default: return nil
      }
    }
    return scalars.count == 1 && Glyph(scalars[0]).columns > 0 ? [.character(scalars[0])] : nil
  }
}

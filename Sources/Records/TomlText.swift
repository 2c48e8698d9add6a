/// The text of a TOML file with its places known, so that one answer can be changed and every other byte stays: comments, order,
/// blank lines and the way things are written. TOMLKit reads such a file; written by it, it would be another one.
struct TomlText {
  /// A key with its value: where the two stand in the text.
  struct Entry {
    /// Table and key, with the quotes taken off.
    var path: [String]
    /// How many of the path's words are the header's.
    var table: Int
    var line: Range<Int>
    var value: Range<Int>
  }
  struct Header {
    var path: [String]
    /// Behind the header's line, and behind the last entry of its table.
    var end: Int
  }

  private(set) var bytes: [UInt8]
  private(set) var entries: [Entry] = []
  private(set) var headers: [Header] = []

  init(_ text: String) {
    bytes = Array(text.utf8)
    scan()
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  // MARK: Changing

  /// Sets a key, where it stands or at the end of its table; the table is added at the end of the text where it is missing.
  mutating func set(_ path: [String], to value: String) {
    if let entry = entries.first(where: { $0.path == path }) {
      replace(entry.value, by: value)
    } else if let around = inline(around: path) {
      setInline(around, Array(path.dropFirst(around.path.count)), to: value)
    } else {
      insert(path, value)
    }
  }

  /// Takes a key out with its line, and its table where nothing is left in it.
  mutating func remove(_ path: [String]) {
    if let entry = entries.first(where: { $0.path == path }) {
      replace(entry.line, by: "")
    } else if let around = inline(around: path) {
      var pairs = TomlText.pairs(in: around.value, bytes)
      let wanted = Array(path.dropFirst(around.path.count))
      pairs.removeAll { $0.path == wanted }
      replace(around.value, by: TomlText.inlineTable(pairs))
    }
  }

  /// Adds a text to a list, which is made where it is missing.
  mutating func append(_ item: String, to path: [String]) {
    let quoted = Reading.quoted(item)
    guard let entry = entries.first(where: { $0.path == path }), bytes[entry.value.lowerBound] == UInt8(ascii: "[") else {
      set(path, to: "[\(quoted)]")
      return
    }
    guard !items(entry.value).contains(where: { $0.text == item }) else { return }
    let last = items(entry.value).last
    let at = last?.range.upperBound ?? entry.value.lowerBound + 1
    replace(at..<at, by: last == nil ? quoted : ", " + quoted)
  }

  /// Takes a text out of a list with its comma.
  mutating func drop(_ item: String, from path: [String]) {
    guard let entry = entries.first(where: { $0.path == path }) else { return }
    let all = items(entry.value)
    guard let at = all.firstIndex(where: { $0.text == item }) else { return }
    if all.count == 1 {
      replace(entry.line, by: "")
    } else if at > 0 {
      replace(all[at - 1].range.upperBound..<all[at].range.upperBound, by: "")
    } else {
      replace(all[0].range.lowerBound..<all[1].range.lowerBound, by: "")
    }
  }

  private mutating func replace(_ range: Range<Int>, by text: String) {
    bytes.replaceSubrange(range, with: Array(text.utf8))
    scan()
  }

  private mutating func insert(_ path: [String], _ value: String) {
    let table = Array(path.dropLast())
    // Written as dotted keys of another table, a table may not be opened again: one more dotted key follows the last.
    if let dotted = entries.last(where: { $0.table < table.count && $0.path.starts(with: table) }) {
      let key = path.dropFirst(dotted.table).map(TomlText.key).joined(separator: ".")
      add("\(key) = \(value)\n", at: dotted.line.upperBound)
    } else if let header = headers.first(where: { $0.path == table }) {
      add("\(TomlText.key(path[path.count - 1])) = \(value)\n", at: header.end)
    } else {
      let gap = bytes.isEmpty ? "" : "\n"
      let head = "[\(table.map(TomlText.key).joined(separator: "."))]\n"
      let line = "\(TomlText.key(path[path.count - 1])) = \(value)\n"
      // A file's table stands with the file's other tables.
      let kin = headers.last { $0.path.count >= 2 && table.count >= 2 && Array($0.path.prefix(2)) == Array(table.prefix(2)) }
      add(kin == nil ? gap + head + line : head + line, at: kin?.end ?? bytes.count)
    }
  }

  /// A whole line, after a line that may have no end.
  private mutating func add(_ lines: String, at place: Int) {
    let isOpen = place > 0 && bytes[place - 1] != 0x0A
    replace(place..<place, by: (isOpen ? "\n" : "") + lines)
  }

  // MARK: Inline tables and lists

  private func inline(around path: [String]) -> Entry? {
    entries.first {
      path.count > $0.path.count && path.starts(with: $0.path) && bytes[$0.value.lowerBound] == UInt8(ascii: "{")
    }
  }

  private mutating func setInline(_ around: Entry, _ path: [String], to value: String) {
    var pairs = TomlText.pairs(in: around.value, bytes)
    if let at = pairs.firstIndex(where: { $0.path == path }) {
      pairs[at].text = path.map(TomlText.key).joined(separator: ".") + " = " + value
    } else {
      pairs.append((path, path.map(TomlText.key).joined(separator: ".") + " = " + value))
    }
    replace(around.value, by: TomlText.inlineTable(pairs))
  }

  private static func inlineTable(_ pairs: [(path: [String], text: String)]) -> String {
    pairs.isEmpty ? "{}" : "{ " + pairs.map(\.text).joined(separator: ", ") + " }"
  }

  private static func pairs(in range: Range<Int>, _ bytes: [UInt8]) -> [(path: [String], text: String)] {
    var scanner = TomlScanner(bytes: bytes, at: range.lowerBound + 1)
    var pairs: [(path: [String], text: String)] = []
    while scanner.at < range.upperBound - 1 {
      scanner.skip { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D || $0 == UInt8(ascii: ",") }
      let start = scanner.at
      guard start < range.upperBound - 1, let path = scanner.keyPath() else { break }
      scanner.skip { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: "=") }
      scanner.value(endsAtComma: true)
      pairs.append((path, String(decoding: bytes[start..<min(scanner.at, range.upperBound - 1)], as: UTF8.self).trimmedEnd))
    }
    return pairs
  }

  /// The texts of a list with their places.
  private func items(_ range: Range<Int>) -> [(text: String, range: Range<Int>)] {
    var scanner = TomlScanner(bytes: bytes, at: range.lowerBound + 1)
    var items: [(text: String, range: Range<Int>)] = []
    while scanner.at < range.upperBound - 1 {
      let byte = bytes[scanner.at]
      if byte == UInt8(ascii: "#") {
        scanner.skip { $0 != 0x0A }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        let start = scanner.at
        let text = scanner.string()
        items.append((text, start..<scanner.at))
      } else {
        scanner.at += 1
      }
    }
    return items
  }

  static func key(_ word: String) -> String {
    return !word.isEmpty && word.utf8.allSatisfy(TomlScanner.isBare) ? word : Reading.quoted(word)
  }

  // MARK: Reading

  private mutating func scan() {
    entries = []
    headers = []
    var scanner = TomlScanner(bytes: bytes, at: 0)
    var table: [String] = []
    while scanner.at < bytes.count {
      let start = scanner.at
      scanner.skip { $0 == 0x20 || $0 == 0x09 }
      guard scanner.at < bytes.count else { break }
      if bytes[scanner.at] == UInt8(ascii: "[") {
        scanner.skip { $0 == UInt8(ascii: "[") || $0 == 0x20 }
        table = scanner.keyPath() ?? ["?"]
        scanner.line()
        headers.append(Header(path: table, end: scanner.at))
      } else if bytes[scanner.at] == UInt8(ascii: "#") || bytes[scanner.at] == 0x0A || bytes[scanner.at] == 0x0D {
        scanner.line()
      } else if let key = scanner.keyPath() {
        scanner.skip { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: "=") }
        let value = scanner.at
        scanner.value(endsAtComma: false)
        let end = scanner.at
        scanner.line()
        entries.append(Entry(path: table + key, table: table.count, line: start..<scanner.at, value: value..<end))
        if !headers.isEmpty { headers[headers.count - 1].end = scanner.at }
      } else {
        scanner.line()
      }
    }
  }
}

/// Walks over the bytes of TOML: enough of its grammar to know where a key, a value and a comment end.
struct TomlScanner {
  let bytes: [UInt8]
  var at: Int

  /// Letters, digits, `-` and `_`: a key of these needs no quotes.
  static func isBare(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 95
  }

  mutating func skip(_ isPassed: (UInt8) -> Bool) { while at < bytes.count, isPassed(bytes[at]) { at += 1 } }

  /// Behind the end of the line.
  mutating func line() {
    skip { $0 != 0x0A }
    if at < bytes.count { at += 1 }
  }

  /// `a."b c".d`, with blanks around the points; `nil` where no key begins.
  mutating func keyPath() -> [String]? {
    var path: [String] = []
    while at < bytes.count {
      skip { $0 == 0x20 || $0 == 0x09 }
      guard at < bytes.count else { break }
      if bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'") {
        path.append(string())
      } else {
        let start = at
        skip { TomlScanner.isBare($0) || $0 > 127 }
        if start == at { return nil }
        path.append(String(decoding: bytes[start..<at], as: UTF8.self))
      }
      skip { $0 == 0x20 || $0 == 0x09 }
      guard at < bytes.count, bytes[at] == UInt8(ascii: ".") else { break }
      at += 1
    }
    return path.isEmpty ? nil : path
  }

  /// The text of a string in any of the four ways, its escapes read.
  mutating func string() -> String {
    let quote = bytes[at]
    let isLong = at + 2 < bytes.count && bytes[at + 1] == quote && bytes[at + 2] == quote
    at += isLong ? 3 : 1
    var text: [UInt8] = []
    while at < bytes.count {
      let byte = bytes[at]
      if byte == quote {
        if !isLong {
          at += 1
          break
        }
        if at + 2 < bytes.count, bytes[at + 1] == quote, bytes[at + 2] == quote {
          at += 3
          break
        }
      } else if byte == 0x0A && !isLong {
        break
      } else if byte == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"") {
        text += escape()
        continue
      }
      text.append(byte)
      at += 1
    }
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func escape() -> [UInt8] {
    at += 1
    guard at < bytes.count else { return [] }
    let byte = bytes[at]
    at += 1
    switch byte {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      let length = byte == UInt8(ascii: "u") ? 4 : 8
      let digits = String(decoding: bytes[at..<min(bytes.count, at + length)], as: UTF8.self)
      at = min(bytes.count, at + length)
      return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init).map { Array(String(Character($0)).utf8) } ?? []
    default: return [byte]
    }
  }

  /// Behind a value: a string, a list or table of any depth with its comments, or a plain word.
  mutating func value(endsAtComma: Bool) {
    var depth = 0
    while at < bytes.count {
      let byte = bytes[at]
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        _ = string()
        continue
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        if depth == 0 { return }
        depth -= 1
        if depth == 0 {
          at += 1
          return
        }
      case UInt8(ascii: "#"):
        if depth == 0 { return trim() }
        skip { $0 != 0x0A }
        continue
      case 0x0A: if depth == 0 { return trim() }
      case UInt8(ascii: ","): if depth == 0 && endsAtComma { return trim() }
      default: break
      }
      at += 1
    }
    trim()
  }

  private mutating func trim() {
    while at > 0, bytes[at - 1] == 0x20 || bytes[at - 1] == 0x09 || bytes[at - 1] == 0x0D { at -= 1 }
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    var text = self[...]
    while let last = text.last, last == " " || last == "\t" || last == "\n" { text = text.dropLast() }
    return String(text)
  }
}

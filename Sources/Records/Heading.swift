/// A heading as words: lower case, split at anything that is no letter or digit and where `camelCase` turns.
///
/// `mql_id`, `MQL ID` and `mqlId` are all `mql id`; a vendor's own prefix (`property_`, `hs_`) says nothing and is dropped.
struct Heading: Sendable, Hashable {
  var words: [String]
  var joined: String

  init(_ text: String) {
    var words: [String] = []
    var word: [UInt8] = []
    var wasLower = false
    let text = HeadingNames.apart(text)
    func isLetterOrDigit(_ b: UInt8) -> Bool {
      (97...122).contains(b) || (65...90).contains(b) || (48...57).contains(b) || b >= 128
    }
    for byte in Heading.plain(text) {
      let isUpper = (65...90).contains(byte)
      if !isLetterOrDigit(byte) || (isUpper && wasLower) {
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        word.removeAll(keepingCapacity: true)
      }
      if isLetterOrDigit(byte) { word.append(isUpper ? byte + 32 : byte) }
      wasLower = (97...122).contains(byte)
    }
    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
    while words.count > 1, let first = words.first, Heading.silentPrefixes.contains(first) { words.removeFirst() }
    self.words = words
    joined = words.joined(separator: " ")
  }

  /// Its bytes with quotation marks, dashes, arrows and odd blanks of every kind as blanks, and accented capitals small.
  private static func plain(_ text: String) -> [UInt8] {
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return Array(text.utf8) }
    var plain: [UInt8] = []
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0xA0...0xBF, 0x2000...0x206F, 0x2190...0x21FF, 0xFEFF, 0x3000...0x3003, 0x3008...0x3011, 0xFF08, 0xFF09, 0xFF0F,
        0xFF1A:
        plain.append(0x20)
      case 0xC0...0xDE where scalar.value != 0xD7:
        plain += [0xC3, UInt8(truncatingIfNeeded: scalar.value - 0x40) | 0x20]
      default: plain += Array(String(scalar).utf8)
      }
    }
    return plain
  }

  /// Whether a currency is named last.
  var namesCurrency: Bool {
    guard words.count > 1, let last = words.last, last.utf8.count == 3 else { return false }
    return NumberText.smallCurrencies.contains(last)
  }

  private static let silentPrefixes = ["property", "hs", "v2"]

  /// Its words without accents and without `of` and `the` in any language: `data_criacao` is `Data de criação`.
  var bare: String { Heading.bare(words) }

  static func bare(_ words: some Sequence<String>) -> String {
    let kept = words.filter { !particles.contains($0) }
    return (kept.isEmpty ? Array(words) : kept).map(withoutAccents).joined(separator: " ")
  }

  private static let particles: Set<String> = [
    "of", "the", "de", "do", "da", "dos", "del", "di", "du", "des", "d", "l", "la", "le", "el", "van", "het",
  ]

  static func withoutAccents(_ word: String) -> String {
    guard word.utf8.contains(where: { $0 >= 0x80 }) else { return word }
    var plain = ""
    for scalar in word.unicodeScalars {
      switch scalar.value {
      case 0xE0...0xE5: plain += "a"
      case 0xE7: plain += "c"
      case 0xE8...0xEB: plain += "e"
      case 0xEC...0xEF: plain += "i"
      case 0xF1: plain += "n"
      case 0xF2...0xF6: plain += "o"
      case 0xF9...0xFC: plain += "u"
      // Accents that stand as characters of their own.
      case 0x300...0x36F: break
      default: plain.unicodeScalars.append(scalar)
      }
    }
    return plain
  }

  func contains(_ word: String) -> Bool { words.contains(word) }
  func containsAny(of list: [String]) -> Bool { words.contains { list.contains($0) } }

  /// How well a phrase names this heading: 1 the same words, less where the phrase is only part of it, 0 not at all. `bare`: its own.
  func likeness(to phrase: Phrase, bare: String) -> Double {
    if phrase.joined == joined { return 1 }
    if phrase.bare == bare { return 0.97 }
    // `Start Date (UTC)`: whose clock it is does not belong to the name.
    if let last = words.last, last == "utc" || last == "gmt" {
      let clock = words.count > 2 && ["in", "en", "em"].contains(words[words.count - 2]) ? 2 : 1
      if words.count > clock, words.dropLast(clock).joined(separator: " ") == phrase.joined { return 0.99 }
    }
    guard phrase.words.count < words.count, !phrase.isWholeOnly else { return 0 }
    let extra = words.count - phrase.words.count
    guard extra <= 4 else { return 0 }
    for start in 0...extra where words[start] == phrase.words[0] {
      if Array(words[start..<start + phrase.words.count]) == phrase.words {
        return 0.7 * Double(phrase.words.count) / Double(words.count) + 0.15
      }
    }
    return 0
  }
}

/// Words that name a field in somebody's export.
struct Phrase: Sendable {
  var words: [String]
  var joined: String
  var bare: String
  /// A word too common to be trusted inside a longer heading (`id`, `at`, `type`).
  var isWholeOnly: Bool

  init(_ text: String) {
    words = text.split(separator: " ").map(String.init)
    joined = text
    bare = Heading.bare(words)
    isWholeOnly = words.count == 1 && Phrase.common.contains(text)
  }

  init(_ text: String, isWholeOnly: Bool) {
    self.init(text)
    self.isWholeOnly = isWholeOnly
  }

  private static let common: Set<String> = [
    "id", "at", "date", "day", "type", "kind", "name", "status", "value", "time", "event", "lead", "deal", "contact", "account",
    "won", "lost", "closed", "opened", "created", "start", "end", "stage", "reason", "source", "company", "notes", "total",
    "price", "close", "bookings", "customer", "subject", "action", "order", "owner", "need", "title", "revenue", "duration",
    "length", "score", "rating",
    "accepted", "rejected", "qualified", "campaign", "platform", "member", "result", "state", "since", "email", "mail", "hours",
  ]
}

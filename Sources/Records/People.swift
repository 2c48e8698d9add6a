/// By which rule two rows are one person (or one deal), or a row is nobody at all.
package enum PeopleRule: String, CaseIterable, Sendable {
  /// One id in two rows of a file.
  case sameID = "same_id"
  /// One e-mail, in any case of its letters, under two ids or in two files.
  case sameEmail = "same_email"
  /// One name and company, where a row has neither id nor e-mail.
  case sameName = "same_name"
  /// Somebody of a list once more.
  case again
  /// Somebody of a list on another list, or in another file of its kind.
  case otherList = "other_list"
  /// The same in other letters: `b2` for `B2`.
  case otherCase = "other_case"
  /// Somebody of a list, known by the lead's id, under a second address.
  case otherAddress = "other_address"
  /// One deal id in two rows of a file.
  case sameDeal = "same_deal"
  /// Names that almost match and that the user called the same.
  case namesake
  /// A badge `STF-…`, or an address at our own domain.
  case staff
  /// Registered, and cancelled or not come.
  case stayedAway = "stayed_away"
  /// Asked and never said yes, waiting for a place, or off the list again.
  case declined
  /// An address or a name that people type to try a form.
  case testRecord = "test_record"
  /// In the recycle bin of its program, which some exports empty into the file.
  case deleted

  /// Rows that are nobody, not rows of somebody who is there.
  package var isLeftOut: Bool {
    switch self {
    case .staff, .stayedAway, .declined, .testRecord, .deleted: true
    case .sameID, .sameEmail, .sameName, .again, .otherList, .otherCase, .otherAddress, .sameDeal, .namesake: false
    }
  }

  /// The rule, as the Data view and `check` say it.
  package var sentence: String {
    switch self {
    case .sameID: "one id twice: the earlier row is the person"
    case .sameEmail: "one e-mail, whatever its letters: one person"
    case .sameName: "one name and company, no id and no e-mail: one person"
    case .again: "on the list again: one person"
    case .otherList: "on two lists, or in two files: one person"
    case .otherCase: "on the list again in other letters: one person"
    case .otherAddress: "on the list under a second address, by the lead’s id: one person"
    case .sameDeal: "one deal id twice: the first row is the deal"
    case .namesake: "names you called the same: one deal"
    case .staff: "our own badge or address: nobody"
    case .stayedAway: "cancelled, or did not come: nobody"
    case .declined: "declined, only invited, waiting or off the list: nobody yet"
    case .testRecord: "typed to try a form: nobody"
    case .deleted: "deleted in its program: no longer there"
    }
  }
}

/// What the user said about people in `parley.toml`: rules that are off, and keys that were judged one by one.
///
/// A key stands there as a fingerprint and never as itself: it survives the next export, which a line number would not, and the
/// file can be shown to anybody.
package struct PeopleSettings: Sendable, Hashable {
  package var off: [PeopleRule] = []
  /// Fingerprints that make nobody one person any more; those of names that are not the same.
  package var apart: Set<UInt64> = []
  /// Fingerprints of pairs of names that are the same.
  package var same: Set<UInt64> = []
  package init() {}

  package var isEmpty: Bool { off.isEmpty && apart.isEmpty && same.isEmpty }

  func keepsApart(_ key: UInt64) -> Bool { apart.contains(Fingerprint.of(key)) }

  /// Whether the rule holds for rows that have this key in common.
  func holds(_ rule: PeopleRule, _ key: UInt64) -> Bool {
    if isEmpty { return true }
    return !off.contains(rule) && (apart.isEmpty || !keepsApart(key))
  }
}

/// A key that can be written down without saying whose it is.
package enum Fingerprint {
  static func of(_ key: UInt64) -> UInt64 {
    var mixed = key ^ 0x7061_726C_6579_0001
    mixed = (mixed ^ mixed >> 33) &* 0xFF51_AFD7_ED55_8CCD
    mixed = (mixed ^ mixed >> 33) &* 0xC4CE_B9FE_1A85_EC53
    return mixed ^ mixed >> 33
  }

  /// Of two keys, whichever comes first.
  static func of(_ a: UInt64, _ b: UInt64) -> UInt64 { of(min(a, b) ^ (max(a, b) &* 0x9E37_79B9_7F4A_7C15)) }

  /// Sixteen hexadecimal digits.
  package static func text(_ print: UInt64) -> String {
    let hex = String(print, radix: 16)
    return String(repeating: "0", count: 16 - hex.count) + hex
  }

  package static func read(_ text: String) -> UInt64? { text.utf8.count == 16 ? UInt64(text, radix: 16) : nil }
}

/// One row that was counted with another or left out, as the joining remembers it.
struct MergeRow: Sendable {
  var rule: PeopleRule
  var row: Origin
  /// The row that stands for both; its own where nobody does.
  var into: Origin
  /// What the two have in common.
  var key: UInt64
}

/// One merge, or one row that is nobody, with its places: what the list shows.
package struct Merge: Sendable, Hashable {
  package var rule: PeopleRule
  package var file: String
  package var line: Int
  /// The row that stands for both; `nil` where the row is nobody.
  package var intoFile: String?
  package var intoLine: Int?
  /// What `parley.toml` calls the key by.
  package var fingerprint: UInt64
  /// What the rows have in common, as the file has it: only for those who ask. Empty beyond the first of a file.
  package var value = ""

  /// The value with everything between its first letter and its shape hidden: `a•• (15)`.
  package var masked: String { Masked.text(value) }
}

/// A value that may be looked at without being read: how it begins, and how long it is.
package enum Masked {
  package static func text(_ value: String) -> String {
    if value.isEmpty { return "" }
    let letters = value.unicodeScalars
    guard letters.count > 1, let first = letters.first else { return "•" }
    if let at = value.lastIndex(of: "@") {
      return (at == value.startIndex ? "" : String(Character(first))) + "••@•• (\(letters.count))"
    }
    return String(Character(first)) + "•• (\(letters.count))"
  }
}

/// Rows that another export of the same kind has again, newer.
package struct Overlap: Sendable, Hashable {
  package var file: String
  package var rows: Int

  /// *n rows are in deals-aug.csv again …*
  package var sentence: String {
    "\(rows == 1 ? "1 row is" : "\(rows) rows are") in \(file) again; the newer row there is counted, once."
  }
}

/// What people type into a form to try it, as keys: an address or a name is a test only as a whole.
enum TestRecords {
  private static let locals = [
    "test", "test1", "test2", "test3", "test123", "testing", "tester", "test.test", "testuser", "test.user", "test-user",
    "asdf", "foo", "dummy", "nobody", "no-reply", "noreply",
  ]
  private static let domains = [
    "test.com", "test.de", "test.org", "test.net", "test.test", "example.com", "example.org", "example.net", "asdf.com",
    "foo.com", "gmail.com", "email.com", "mail.com", "testing.com", "mailinator.com", "yopmail.com", "hubspot.com",
  ]
  private static let names = [
    "test", "test test", "test lead", "test contact", "test user", "test person", "lead test", "user test", "testing",
    "asdf", "asdf asdf", "do not use", "please ignore", "test test test", "dummy", "dummy dummy",
  ]
  private static let deals = [
    "test", "test deal", "deal test", "test opportunity", "opportunity test", "testing", "test test", "dummy deal",
    "do not use", "please ignore",
  ]

  static let addressKeys = table(locals.flatMap { local in domains.map { local + "@" + $0 } })
  static let nameKeys = table(names)
  static let dealKeys = table(deals)

  private static func table(_ texts: [String]) -> FewKeys { FewKeys(texts.map { KeyHash.hash($0) }) }

  /// A column of last names holds people who are really called so.
  static func mayJudge(name heading: String) -> Bool {
    !Heading(heading).containsAny(of: ["last", "surname", "lastname", "first", "firstname"])
  }
}

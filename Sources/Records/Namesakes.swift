/// Two names that almost match: proposed, never joined by themselves.
package struct Namesake: Sendable, Hashable {
  package enum Likeness: Sendable, Hashable {
    /// The same letters and digits; blanks, marks, case or the legal form differ.
    case spelling
    /// One letter is another, missing or too many.
    case letter
  }
  package enum Kind: Sendable, Hashable { case account, deal }
  package struct Place: Sendable, Hashable {
    package var file: String
    package var line: Int
    package var heading: String
    package var value: String
    var key: UInt64
  }

  package var kind: Kind
  package var likeness: Likeness
  package var first: Place
  package var second: Place
  /// What `parley.toml` calls the pair by.
  package var fingerprint: UInt64
  /// What the user said: `nil` while it is open.
  package var isSame: Bool?

  package var sentence: String {
    switch (kind, likeness) {
    case (.account, .spelling): "account names that differ in blanks, marks, case or legal form only"
    case (.account, .letter): "account names that differ in one letter"
    case (.deal, .spelling): "deal names that differ in blanks, marks or case only, with one amount"
    case (.deal, .letter): "deal names that differ in one letter, with one amount"
    }
  }
}

/// Looks for names that almost match: accounts between files, deals with one amount.
struct Namesakes {
  private struct Name {
    var place: Namesake.Place
    var plain: [Unicode.Scalar]
    var row: Int
  }
  /// Files with more different names than this are not compared: no list of that length would be read.
  static let most = 20_000
  private static let legalForms: Set<String> = [
    "inc", "incorporated", "ltd", "limited", "llc", "gmbh", "ag", "bv", "nv", "sa", "sas", "sarl", "srl", "spa", "plc", "corp",
    "corporation", "co", "company", "oy", "ab", "as", "aps", "kg", "se", "pty", "lp", "llp",
  ]

  let building: LedgerBuilding

  func proposed() -> [Namesake] {
    var found = accounts()
    for table in building.those(.deals) { found += deals(of: table) }
    return found
  }

  // MARK: Accounts

  private func accounts() -> [Namesake] {
    var names: [Name] = []
    // Where deals name nobody, their accounts are all that leads can be found by.
    let joinsByName = building.those(.deals).contains { table in
      let recognised = building.recognised[table]
      return recognised.column(.company) != nil && recognised.column(.leadID) == nil && recognised.column(.email) == nil
    }
    for table in building.recognised.indices {
      guard let subject = building.recognised[table].subject,
        subject == .deals || subject == .customers || subject == .reference || subject == .leads && joinsByName
      else { continue }
      for (index, column) in building.tables[table].columns.enumerated() {
        let isAccount =
          building.recognised[table].columns(.company).contains(index)
          || subject == .reference
            && ["account", "company", "account name", "company name", "customer"].contains(
              Heading(column.name).joined)
        guard isAccount, let own = Self.names(of: column, table: building.tables[table]) else { continue }
        names += own
      }
    }
    // A key that stands in another column as it is has found its partner.
    return pairs(names, .account) { $0.place.key != $1.place.key }
  }

  /// The different names of a column, each at its first row; `nil` where they are no names or too many.
  private static func names(of column: Column, table: Table) -> [Name]? {
    var seen = KeyTable(capacity: 256)
    var rows: [Int] = []
    guard column.moments == nil, column.numbers == nil else { return nil }
    let keys = column.keys()
    for row in keys.indices where keys[row] != 0 && seen.insert(keys[row], 0) < 0 {
      rows.append(row)
      if rows.count > most { return nil }
    }
    return rows.compactMap { row in
      let text = column.text(row)
      let plain = plain(text)
      guard plain.count >= 3, plain.contains(where: { $0.properties.isAlphabetic }) else { return nil }
      return Name(
        place: Namesake.Place(
          file: table.file, line: table.lines.line(ofRow: row), heading: column.name, value: text, key: keys[row]),
        plain: plain, row: row)
    }
  }

  /// Letters and digits in lower case, without a legal form at the end.
  static func plain(_ text: String) -> [Unicode.Scalar] {
    var words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    while words.count > 1, let last = words.last, legalForms.contains(last) { words.removeLast() }
    return words.flatMap { Array($0.unicodeScalars) }
  }

  // MARK: Deals

  private func deals(of table: Int) -> [Namesake] {
    guard let index = building.recognised[table].column(.name), let amounts = building.column(.amount, of: table)?.numbers,
      let names = Self.names(of: building.tables[table].columns[index], table: building.tables[table])
    else { return [] }
    return pairs(names, .deal) { amounts[$0.row] == amounts[$1.row] && amounts[$0.row] > 0 }
  }

  // MARK: Pairs

  private func pairs(_ names: [Name], _ kind: Namesake.Kind, where isPossible: (Name, Name) -> Bool) -> [Namesake] {
    var found: [Namesake] = []
    var known: Set<UInt64> = []
    func propose(_ a: Int, _ b: Int, _ likeness: Namesake.Likeness) {
      let (one, other) = (names[min(a, b)], names[max(a, b)])
      guard one.place.key != other.place.key, isPossible(one, other) else { return }
      let print = Fingerprint.of(one.place.key, other.place.key)
      guard known.insert(print).inserted else { return }
      let settings = building.settings.people
      found.append(
        Namesake(
          kind: kind, likeness: likeness, first: one.place, second: other.place, fingerprint: print,
          isSame: settings.same.contains(print) ? true : settings.apart.contains(print) ? false : nil))
    }
    var whole: [UInt64: Int] = [:]
    for (at, name) in names.enumerated() {
      let key = Self.hash(name.plain, without: nil)
      if let other = whole[key] { propose(other, at, .spelling) } else { whole[key] = at }
    }
    // One letter changed, missing or too many: two names that are alike without one letter.
    var without: [UInt64: Int] = [:]
    for (at, name) in names.enumerated() where name.plain.count >= 7 {
      for gone in name.plain.indices where gone == 0 || name.plain[gone] != name.plain[gone - 1] {
        let key = Self.hash(name.plain, without: gone)
        if let other = without[key] ?? whole[key] {
          if other != at, names[other].plain != name.plain, Self.isLetterApart(names[other].plain, name.plain) {
            propose(other, at, .letter)
          }
        }
        if without[key] == nil { without[key] = at }
      }
    }
    return found
  }

  /// What differs are letters: numbers tell years, sites and seats apart.
  private static func isLetterApart(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Bool {
    guard abs(a.count - b.count) <= 1 else { return false }
    let same = zip(a, b).prefix { $0 == $1 }.count
    let (restA, restB) = (a[same...], b[same...])
    let tails = (restA.dropFirst(a.count >= b.count ? 1 : 0), restB.dropFirst(b.count >= a.count ? 1 : 0))
    guard Array(tails.0) == Array(tails.1) else { return false }
    return [restA.first, restB.first].compactMap(\.self).allSatisfy(\.properties.isAlphabetic)
  }

  private static func hash(_ plain: [Unicode.Scalar], without gone: Int?) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for (at, scalar) in plain.enumerated() where at != gone { hash = (hash ^ UInt64(scalar.value)) &* 0x0000_0100_0000_01B3 }
    return hash ^ hash >> 29
  }
}

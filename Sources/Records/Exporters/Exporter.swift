/// One table as one vendor's program exports it: how its headings tell it, what they mean, its habits, and what it is worth.
///
/// Data, not code: a vendor's export is one more entry in one of the lists of this folder, and a specimen.
package struct Exporter: Sendable {
  package let name: String
  let subject: Subject
  /// Each of them has to be among the headings. Of several exporters that fit, the one with most signs is meant.
  let signs: [HeadingPattern]
  /// Headings that speak against it.
  let strangers: [HeadingPattern]
  let columns: [(pattern: HeadingPattern, meaning: Meaning)]
  let habits: Habits
  /// One sentence for the Data view: what the export gives, and what it cannot.
  package let worth: String

  /// What a column is. Columns that no entry names are judged by the words that everybody uses.
  enum Meaning: Sendable {
    case field(Field)
    /// Happened so often: adds up over rows and days.
    case count
    /// Money spent; the millionth part of it in some programs.
    case spent, spentMillionths
    /// Never added up or averaged: made anew of what it is made of, where both parts are in the file.
    case ratio(of: HeadingPattern, by: HeadingPattern)
    /// Different people: those of one row may be those of the next.
    case people
    /// What the platform says it has brought; deals are counted from deals.
    case claimed
    /// The same, of a kind that another column names: `Results`.
    case claimedOfKind(named: HeadingPattern)
    /// Its money.
    case claimedMoney
    /// A setting or a label: nothing that happened.
    case setting
  }

  /// What the program does to its files beyond naming columns.
  struct Habits: Sendable {
    /// Whose figures they are, before every series of the file.
    var platform: String?
    /// How fine its rows can be: campaign, then ad set, then ad.
    var levels: [HeadingPattern] = []
    /// Every channel has a series of its own; else rows of one day are added up.
    var keepsChannels = false
    /// A row is a mail or a post: a day without one has none, and weeks are counted.
    var rowsAreEvents: String?
    /// Amounts are told in the smallest coin.
    var amountsAreCents = false
    /// Those who have left stand in a file of their own, which its name says.
    var listsByStanding = false
    /// A row without its day is no mistake: the person was asked and did not answer.
    var emptyDayIsNo = false
  }

  init(
    _ name: String, _ subject: Subject, signs: [String], unless strangers: [String] = [],
    columns: [(String, Meaning)] = [], habits: Habits = Habits(), worth: String
  ) {
    self.name = name
    self.subject = subject
    self.signs = signs.map(HeadingPattern.init)
    self.strangers = strangers.map(HeadingPattern.init)
    self.columns = columns.map { (HeadingPattern($0), $1) }
    self.habits = habits
    self.worth = worth
  }

  func meaning(of heading: Heading) -> Meaning? { columns.first { $0.pattern.matches(heading) }?.meaning }

  /// What a column is called whatever language the program was set to.
  func name(of column: Column) -> String {
    let heading = Heading(column.name)
    return columns.first { $0.pattern.matches(heading) }?.pattern.name(of: heading) ?? column.name
  }

  /// The exporter that wrote these headings, if one of ours did.
  static func of(_ headings: [Heading]) -> Exporter? {
    var best: Exporter?
    for exporter in all where exporter.signs.count > (best?.signs.count ?? 0) {
      let isIt = exporter.signs.allSatisfy { sign in headings.contains { sign.matches($0) } }
      let isAnother =
        exporter.strangers.contains { sign in headings.contains { sign.matches($0) } } || exporter.isOfSeveral(headings)
      if isIt && !isAnother { best = exporter }
    }
    return best
  }

  /// A column of channels or platforms beside the spend, which the report of one platform does not have.
  private func isOfSeveral(_ headings: [Heading]) -> Bool {
    guard subject == .spend, habits.platform != nil, !habits.keepsChannels else { return false }
    return headings.contains { heading in
      HeadingWords.namesPlatform(heading) && meaning(of: heading) == nil && !habits.levels.contains { $0.matches(heading) }
    }
  }

  /// All of them. Order decides only between exporters with as many signs.
  package static let all =
    hubSpot + salesforce + crms + google + ads + social + mail + events + feedback + connectors

  /// The words that entries of a subject have for a field: what they call it, others may call it, too.
  static func words(for field: Field, of subject: Subject) -> [Phrase] {
    all.filter { $0.subject == subject }.flatMap(\.columns).flatMap { column -> [Phrase] in
      guard case .field(field) = column.meaning else { return [] }
      return column.pattern.names.filter { $0.utf8.contains(0x20) }.map(Phrase.init)
    }
  }
}

/// One or several headings that mean the same: `Post id|Tweet id`, `Date entered *` for everything that begins so.
///
/// `Cost=Kosten=Coût`: one column in several languages, called by the first wherever it is shown.
struct HeadingPattern: Sendable {
  let names: [String]
  private let beginnings: [[String]]
  /// What the headings of `names` are called.
  private var shown: [String] = []

  init(_ text: String) {
    var names: [String] = []
    var beginnings: [[String]] = []
    for part in text.split(separator: "|") {
      if part.hasSuffix("*") {
        beginnings.append(Heading(String(part)).words)
      } else {
        let spellings = part.split(separator: "=")
        for spelling in spellings {
          names.append(Heading(String(spelling)).joined)
          shown.append(String(spellings[0]))
        }
      }
    }
    self.names = names
    self.beginnings = beginnings
  }

  /// A currency at the end of a heading (`Amount spent (EUR)`) is no part of its name.
  func matches(_ heading: Heading) -> Bool {
    if names.contains(heading.joined) { return true }
    if heading.namesCurrency, names.contains(heading.words.dropLast().joined(separator: " ")) { return true }
    return beginnings.contains { heading.words.starts(with: $0) }
  }

  /// What a heading is called in every language; `nil` where it only begins so.
  func name(of heading: Heading) -> String? {
    if let at = names.firstIndex(of: heading.joined) { return shown[at] }
    guard heading.namesCurrency else { return nil }
    return names.firstIndex(of: heading.words.dropLast().joined(separator: " ")).map { shown[$0] }
  }

  /// The column that is called by the first of the names that any is called by.
  func first(in columns: [Column]) -> Int? {
    for name in names {
      if let found = columns.firstIndex(where: { Heading($0.name).joined == name }) { return found }
    }
    return columns.firstIndex { matches(Heading($0.name)) }
  }
}

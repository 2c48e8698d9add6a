/// What a column's cells say about themselves, before its heading is believed; from a sample of the rows.
struct ColumnFacts: Sendable {
  enum Kind: Sendable { case empty, date, ambiguousDate, number, category, key }

  var column: Int
  var heading: Heading
  let bare: String
  var kind: Kind
  /// Share of sampled rows that are filled, and of those the share that repeats an earlier one.
  var filled: Double
  var repeated: Double
  /// Share of sampled texts with an `@`.
  var emails: Double
  /// Only yes and no, however spelled.
  var isFlag: Bool
  var saysWon: Bool
  var saysLost: Bool
  /// Categories most of which are stages of deals.
  var saysStages = false
  /// Categories one of which is of somebody who is not there, or not any more.
  var saysAway = false
  /// Categories that are kinds of deals (new, expansion, renewal).
  var saysDealKind: Bool
  /// Tickets or answers that call themselves negative.
  var saysNegative: Bool
  /// First and last names rather than ids.
  var areNames = false

  init(_ column: Column, at index: Int, rows: Int) {
    self.init(column, at: index, sample: ColumnFacts.sample(of: rows))
  }

  /// `sample`: the rows that are looked at.
  init(_ column: Column, at index: Int, sample: [Int]) {
    self.column = index
    heading = Heading(column.name)
    bare = heading.namesCurrency ? Heading.bare(heading.words.dropLast()) : heading.bare
    isFlag = false
    saysWon = false
    saysLost = false
    saysDealKind = false
    saysNegative = false
    emails = 0
    let filledRows = column.filled(sample)
    filled = sample.isEmpty ? 0 : Double(filledRows.count) / Double(sample.count)
    repeated = ColumnFacts.repeatedShare(column, filledRows)
    guard !filledRows.isEmpty else {
      kind = .empty
      return
    }
    switch column.cells {
    case .moments: kind = .date
    case .ambiguousMoments: kind = .ambiguousDate
    case .numbers(let numbers, _):
      kind = .number
      isFlag = filledRows.allSatisfy { numbers[$0] == 0 || numbers[$0] == 1 }
    case .categories(_, let names):
      kind = .category
      read(names)
    case .keys(_, let text):
      kind = .key
      let few = filledRows.prefix(100).map { text.text(ofRow: $0) }
      emails = Double(few.count { $0.utf8.contains(64) }) / Double(few.count)
      areNames = few.count { $0.contains(" ") && !$0.contains(where: \.isFigure) } * 2 > few.count
    }
  }

  /// A column of the stages that deals are in: called so, or with words for winning and for losing.
  var isStages: Bool {
    saysStages && (saysWon && saysLost || heading.containsAny(of: RecognitionWords.stageHeadings))
  }
  /// What somebody says of a business of their own.
  var describesCustomer: Bool {
    heading.containsAny(of: ["revenue", "turnover", "umsatz", "faturamento", "receita", "ingresos", "facturación"])
      && heading.containsAny(of: ["declared", "annual", "company", "yearly", "anual", "empresa", "unternehmen"])
      && !heading.containsAny(of: ["recurring", "contract", "expected", "deal"])
  }
  /// A word or a yes or no of somebody's being there.
  var saysWhoCame: Bool {
    switch kind {
    case .category: true
    case .number: isFlag
    case .date, .ambiguousDate, .key, .empty: false
    }
  }

  var isDate: Bool { kind == .date || kind == .ambiguousDate }
  /// A column that could name a person, a deal or an account: nearly every row its own value.
  var isIdentity: Bool { (kind == .key || kind == .category || kind == .number) && filled > 0.9 && repeated < 0.02 }

  private mutating func read(_ names: [String]) {
    areNames = names.prefix(100).count { $0.contains(" ") && !$0.contains(where: \.isFigure) } * 2 > min(100, names.count)
    let words = names.prefix(300).map { Heading($0) }
    emails = Double(names.count { $0.utf8.contains(64) }) / Double(max(1, names.count))
    let yesNo = RecognitionWords.yesWords + RecognitionWords.noWords
    isFlag = !names.isEmpty && words.allSatisfy { yesNo.contains($0.joined) }
    saysWon = words.contains { RecognitionWords.saysWon($0) }
    saysLost = words.contains { RecognitionWords.saysLost($0) }
    saysDealKind = words.contains {
      $0.containsAny(of: RecognitionWords.expansionWords + RecognitionWords.renewalWords + RecognitionWords.newWords)
    }
    let known = words.count { StageWords.isKnown($0) }
    saysStages = words.count > 1 && words.count <= 60 && known * 5 >= words.count * 3
    saysAway = words.contains { RecognitionWords.absence($0) != nil }
    saysNegative = words.contains { $0.containsAny(of: RecognitionWords.negativeWords) }
  }

  /// At most 20,000 rows, evenly spread.
  static func sample(of rows: Int) -> [Int] {
    let step = max(1, rows / 20_000)
    return Array(stride(from: 0, to: rows, by: step))
  }

  private static func repeatedShare(_ column: Column, _ rows: [Int]) -> Double {
    guard !rows.isEmpty else { return 0 }
    let keys = column.keys(ofRows: rows)
    guard !keys.isEmpty else { return 0 }
    return Double(KeyHash.repeats(in: keys)) / Double(keys.count)
  }
}

/// One table and what its columns say.
struct TableFacts: Sendable {
  var table: Int
  var name: Heading
  var columns: [ColumnFacts]
  var rows: Int
  /// The program that wrote the table, where its headings tell.
  var exporter: Exporter?

  init(_ table: Table, at index: Int) {
    exporter = Exporter.of(table.columns.map { Heading($0.name) })
    self.table = index
    name = Heading(table.stem)
    rows = table.rowCount
    let sample = ColumnFacts.sample(of: table.rowCount)
    columns = table.columns.enumerated().map { ColumnFacts($1, at: $0, sample: sample) }
      .filter { $0.heading.words.first != "fivetran" }
  }

  /// Our own people: when they were hired, or what they are to sell and where.
  var listsStaff: Bool {
    if columns.contains(where: { $0.isDate && $0.heading.containsAny(of: RecognitionWords.hired) }) { return true }
    let isOfSellers = columns.contains { $0.isIdentity && $0.heading.containsAny(of: RecognitionWords.sellers) }
    return isOfSellers && columns.count { $0.heading.containsAny(of: RecognitionWords.ofSellers) } > 1
  }

  var dates: [ColumnFacts] { columns.filter(\.isDate) }
  var numbers: [ColumnFacts] { columns.filter { $0.kind == .number } }
  var texts: [ColumnFacts] { columns.filter { $0.kind == .key || $0.kind == .category } }
}

/// Why a row (or a cell that its row cannot do without) was not used: a fact; `sentence` says it.
package enum Reason: Hashable, Sendable {
  case tooFewCells(found: Int, expected: Int)
  case tooManyCells(found: Int, expected: Int)
  case unclosedQuote
  case cutOff
  case cellTooLong(bytes: Int)
  case repeatedHeading
  case totalsLine
  /// A line of `# …` among the rows.
  case commentLine
  /// A line of JSON that is no record, or none at all.
  case notAnObject
  case notADate(column: String, cell: String)
  case notANumber(column: String, cell: String)
  case ambiguousDate(column: String, cell: String)
  case missing(column: String)
  case before(column: String, other: String)
  case repeated(column: String, firstLine: Int)
  case noMatch(column: String, cell: String, file: String)
  case outOfRange(column: String, cell: String)
  case laterThanCutoff(column: String)
  /// Figures of more than one month, or of an odd number of days.
  case stretched(from: String, to: String)

  /// A line that was never a row.
  package var isFurniture: Bool {
    switch self {
    case .totalsLine, .commentLine: true
    case .tooFewCells, .tooManyCells, .unclosedQuote, .cutOff, .cellTooLong, .repeatedHeading, .notAnObject, .notADate,
      .notANumber,
      .ambiguousDate, .missing, .before, .repeated, .noMatch, .outOfRange, .laterThanCutoff, .stretched:
      false
    }
  }

  /// The rule a row broke, for programs: the same whatever the vendor calls a column and however it writes a date.
  package var rule: String {
    switch self {
    case .tooFewCells: "too_few_cells"
    case .tooManyCells: "too_many_cells"
    case .unclosedQuote: "unclosed_quote"
    case .cutOff: "cut_off"
    case .cellTooLong: "cell_too_long"
    case .repeatedHeading: "repeated_heading"
    case .totalsLine: "totals_line"
    case .commentLine: "comment_line"
    case .notAnObject: "not_an_object"
    case .notADate: "not_a_date"
    case .notANumber: "not_a_number"
    case .ambiguousDate: "ambiguous_date"
    case .missing: "missing"
    case .before: "before"
    case .repeated: "repeated"
    case .noMatch: "no_match"
    case .outOfRange: "out_of_range"
    case .laterThanCutoff: "later_than_cutoff"
    case .stretched: "stretched"
    }
  }

  /// What is wrong and what to do, in one line. Text from the file is in it raw (but cut): print it through `Cells.printable`.
  package var sentence: String {
    switch self {
    case .tooFewCells(let found, let expected):
      "\(Reason.cells(found)) where the heading has \(expected). Add the missing separators, or quote line breaks inside cells."
    case .tooManyCells(let found, let expected):
      "\(Reason.cells(found)) where the heading has \(expected). Quote the cells that hold a separator."
    case .unclosedQuote: "a quote is opened and never closed. Close it, or write it twice."
    case .cutOff: "the file ends inside this row. Export it again."
    case .cellTooLong(let bytes):
      "a cell of \(bytes) bytes. No cell may be longer than 1 MiB; shorten it or leave the column out."
    case .repeatedHeading: "the heading once more. Nothing to do, unless two exports were pasted together."
    case .totalsLine: "a totals or footer line, not a row. Nothing to do."
    case .notAnObject: "this is not a JSON object. Write one record a line, or export it again."
    case .commentLine: "a comment, not a row. Nothing to do."
    case .notADate(let column, let cell):
      "\(Reason.cut(column)): “\(Reason.cut(cell))” is not a date. Write it like 2026-10-28, or map the column in parley.toml."
    case .notANumber(let column, let cell):
      "\(Reason.cut(column)): “\(Reason.cut(cell))” is not an amount. Write it like 1200, or map the column in parley.toml."
    case .ambiguousDate(let column, let cell):
      "\(Reason.cut(column)): “\(Reason.cut(cell))” may be day first or month first. Answer it in parley.toml."
    case .missing(let column): "\(Reason.cut(column)) is empty. Fill it in, or map the column in parley.toml."
    case .before(let column, let other):
      "\(Reason.cut(column)) is before \(Reason.cut(other)). Correct one of the two dates."
    case .repeated(let column, let firstLine):
      "\(Reason.cut(column)) was already on line \(firstLine.grouped). Keep one of the two rows."
    case .noMatch(let column, let cell, let file):
      "\(Reason.cut(column)): “\(Reason.cut(cell))” is not in \(Reason.cut(file)). Export both files on the same day."
    case .outOfRange(let column, let cell):
      "\(Reason.cut(column)): “\(Reason.cut(cell))” is out of range. Correct it, or map the column in parley.toml."
    case .stretched(let from, let to):
      "it covers “\(Reason.cut(from))” to “\(Reason.cut(to))” and cannot be booked to one month. Export it by day, week or month."
    case .laterThanCutoff(let column):
      "\(Reason.cut(column)) is later than the day everything is counted to. Give a later --as-of."
    }
  }

  /// The sentence with its place: `spend.csv:412: Amount: “1.2k” is not …`.
  package func sentence(file: String, line: Int) -> String { "\(file):\(line): \(sentence)" }

  private static func cells(_ count: Int) -> String { count == 1 ? "1 cell" : "\(count) cells" }

  /// At most 40 characters, and never more than 160 bytes: one character may be made of very many scalars.
  package static func cut(_ text: String) -> String {
    guard text.utf8.count > 40 else { return text }
    var kept = ""
    var bytes = 0
    var characters = 0
    for scalar in text.unicodeScalars {
      bytes += UTF8.width(scalar)
      characters += 1
      if characters > 40 || bytes > 160 { return kept + "…" }
      kept.unicodeScalars.append(scalar)
    }
    return kept
  }
}

/// Counts of refused rows by reason, with the first few examples of each kind and their lines.
package struct Rejections: Sendable, Equatable {
  package struct Example: Sendable, Equatable {
    package var line: Int
    package var reason: Reason
    package init(line: Int, reason: Reason) {
      self.line = line
      self.reason = reason
    }
  }
  package private(set) var count = 0
  /// Those of them that are only later than the day looked at: nothing is wrong with them.
  package private(set) var later = 0
  /// Totals, footers and comments that reports have around their rows: they are no rows, and nothing is wrong with them.
  package private(set) var furniture = 0
  package var refused: Int { count - later - furniture }
  package private(set) var examples: [Example] = []
  /// Every rejection is counted; the first `limit` are kept to be shown.
  package static let limit = 200
  package init() {}
  package mutating func add(line: Int, _ reason: Reason) {
    count += 1
    if case .laterThanCutoff = reason { later += 1 }
    if reason.isFurniture { furniture += 1 }
    if examples.count < Rejections.limit { examples.append(Example(line: line, reason: reason)) }
  }

  /// Appends what a later part of the same file refused, whose lines were counted from `firstLine`.
  mutating func append(_ later: Rejections, firstLine: Int) {
    for example in later.examples where examples.count < Rejections.limit {
      examples.append(Example(line: example.line + firstLine, reason: example.reason))
    }
    count += later.count
    furniture += later.furniture
  }

  /// Adds what was refused before the rest was a table, each on its line of the file.
  mutating func merge(_ earlier: Rejections) {
    guard earlier.count > 0 else { return }
    examples = Array((examples + earlier.examples).sorted { $0.line < $1.line }.prefix(Rejections.limit))
    count += earlier.count
    later += earlier.later
    furniture += earlier.furniture
  }

  /// Lines of one cell under the rows, set off by an empty line, are what a report says of itself. Whether there were any.
  mutating func takeFooter(below line: Int) -> Bool {
    guard examples.count == count else { return false }
    let places = examples.indices.filter { examples[$0].line > line }
    guard let first = places.first, examples[first].line > line + 1 else { return false }
    let areAlone = places.allSatisfy { at in
      switch examples[at].reason {
      case .tooFewCells(found: 1, _), .totalsLine, .commentLine: true
      // A report need not end its last line; a row that was cut off is not set off.
      case .cutOff: places.count > 1
      default: false
      }
    }
    guard areAlone else { return false }
    let taken = places.filter { !examples[$0].reason.isFurniture }
    for at in taken { examples[at].reason = .totalsLine }
    furniture += taken.count
    return !taken.isEmpty
  }

  /// Says each example's line anew.
  mutating func relocate(_ line: (Int) -> Int) {
    for at in examples.indices { examples[at].line = line(examples[at].line) }
  }

  /// Counts rejections whose examples are not kept any more.
  mutating func addWithoutExample(_ more: Int) { count += more }
}

/// What the Data view and `check` show of a reading beyond its ledger: each column with what it was taken for, each merge, each
/// question. A value of its own, because the tables are gone when it is looked at.
package struct Inspection: Sendable {
  package struct File: Sendable {
    package var file: String
    package var columns: [ColumnDetail]
  }
  package var files: [File] = []
  /// Sorted by rule, then file: `tallies` counts them once, not at each paint.
  package var merges: [Merge] = [] { didSet { tallies = PeopleTally.all(merges) } }
  package private(set) var tallies: [PeopleTally] = []
  package var namesakes: [Namesake] = []
  package var doubts: [Doubt] = []
  package var settings = Settings()
  /// What is not as it was at the reading before; `nil`: there was none.
  package var changes: Changes?
  package init() {}

  package func columns(of file: String) -> [ColumnDetail] { files.first { $0.file == file }?.columns ?? [] }
}

/// Rows that one rule merged or left out, of one file.
package struct PeopleTally: Sendable, Hashable {
  package var rule: PeopleRule
  package var file: String
  package var rows: Int

  static func all(_ merges: [Merge]) -> [PeopleTally] {
    var found: [PeopleTally] = []
    for merge in merges {
      if let last = found.indices.last, found[last].rule == merge.rule, found[last].file == merge.file {
        found[last].rows += 1
      } else {
        found.append(PeopleTally(rule: merge.rule, file: merge.file, rows: 1))
      }
    }
    return found
  }
}

/// One column as it was understood, with enough of it shown to judge that and not more.
package struct ColumnDetail: Sendable {
  /// Why a meaning is believed.
  package enum Confidence: Sendable, Hashable {
    /// `parley.toml` says so.
    case yours
    /// How like the heading is to one we know, from 0 to 1.
    case heading(Double)
    /// The heading says nothing; the cells do.
    case cells
  }
  package var heading: String
  /// `date`, `amount`, `category`, `key`.
  package var type: String
  package var field: Field?
  /// Of deals: the stage whose day it is.
  package var stage: String?
  package var confidence: Confidence?
  /// The user said that it is not to be used.
  package var isIgnored = false
  package var filled: Int
  package var rows: Int
  /// Two or three of its values, personal ones only by their first letter and length.
  package var shown: String
  /// How many of its values stand in another file.
  package var joins: [Join]
  package var aside: ColumnReport.Aside?
}

extension Reading {
  /// `today` is the clock's day, for dates that lie ahead of it; without one nobody is asked.
  package func inspection(today: Day? = nil) -> Inspection {
    var inspection = Inspection()
    for at in recognised.indices {
      let file = tables[recognised[at].table].file
      inspection.files.append(Inspection.File(file: file, columns: columns(at)))
    }
    inspection.merges = merges
    inspection.namesakes = namesakes
    inspection.doubts = toldByValues(inspection.files) + joined.doubts + datesAhead(of: today)
    inspection.settings = settings
    return inspection
  }

  private func columns(_ at: Int) -> [ColumnDetail] {
    let table = answered[recognised[at].table]
    let report = joined.reports[at]
    let said = settings.mappings.first { $0.file == table.file }?.fields ?? []
    let subject = recognised[at].subject ?? recognised[at].guess
    return table.columns.enumerated().map { index, column in
      let used = report.columns[index].field ?? recognised[at].uses.first { $0.column == index }?.field
      let own = said.first { $0.heading == column.name }
      var confidence: ColumnDetail.Confidence?
      if own?.field != nil {
        confidence = .yours
      } else if let used, let subject {
        let isKnown = recognised[at].exporter?.meaning(of: Heading(column.name)) != nil
        let likeness = isKnown ? 1 : Recognition.likeness(of: column.name, to: used, in: subject)
        confidence = likeness > 0 ? .heading(likeness) : .cells
      }
      return ColumnDetail(
        heading: column.name, type: column.typeName, field: used, stage: report.columns[index].stage, confidence: confidence,
        isIgnored: own.map { $0.field == nil } ?? false, filled: table.rowCount - column.emptyCount - column.badCells.count,
        rows: table.rowCount, shown: shown(column, of: table, index, as: used),
        joins: report.joins.filter { $0.column == column.name }, aside: report.columns[index].aside)
    }
  }

  private func shown(_ column: Column, of table: Table, _ index: Int, as field: Field?) -> String {
    switch column.cells {
    case .moments(let moments, _):
      var span = DaySpan()
      for moment in moments where !moment.isMissing { span.add(moment.day) }
      return span.isEmpty ? "" : span.first == span.last ? "\(span.first)" : "\(span.first) … \(span.last)"
    case .ambiguousMoments: return examples(column, table, index).joined(separator: ", ")
    case .numbers(let numbers, let currency):
      var (least, most) = (Double.infinity, -Double.infinity)
      for number in numbers where !number.isNaN { (least, most) = (min(least, number), max(most, number)) }
      guard least <= most else { return "" }
      func text(_ number: Double) -> String { Column.idText(of: (number * 100).rounded() / 100) }
      return (least == most ? text(least) : "\(text(least)) … \(text(most))") + (currency.map { " " + $0 } ?? "")
    case .categories(_, let names):
      let plain = names.prefix(3).map { ColumnDetail.isHarmless(field) ? Reason.cut($0) : Masked.text($0) }
      return plain.joined(separator: ", ") + (names.count > 3 ? ", \(names.count - 3) more" : "")
    case .keys: return examples(column, table, index).map(Masked.text).joined(separator: ", ")
    }
  }

  private func examples(_ column: Column, _ table: Table, _ index: Int) -> [String] {
    var found: [String] = []
    for row in 0..<min(table.rowCount, 200) where !column.isMissing(row) {
      let text = table.text(row: row, column: index)
      let value = text.isEmpty ? column.text(row) : text
      if !found.contains(value) { found.append(value) }
      if found.count == 2 { break }
    }
    return found
  }
}

extension ColumnDetail {
  /// Fields whose values are words of the trade and never somebody's.
  static func isHarmless(_ field: Field?) -> Bool {
    switch field {
    case .source, .channel, .stage, .lossReason, .dealKind, .kind, .attended, .rejectionReason, .period, .noted, .won, .lost,
      .reached, .direction, .term:
      true
    default: false
    }
  }
}

extension Recognition {
  /// How like a heading is to those we know for a field, from 0 to 1.
  static func likeness(of heading: String, to field: Field, in subject: Subject) -> Double {
    let heading = Heading(heading)
    let bare = heading.namesCurrency ? Heading.bare(heading.words.dropLast()) : heading.bare
    var best = 0.0
    for slot in RecognitionWords.slots(of: subject) where slot.field == field {
      for phrase in slot.phrases { best = max(best, heading.likeness(to: phrase, bare: bare)) }
    }
    return best
  }

  /// What a column of a subject may mean, the most telling first: what the Data view walks through.
  package static func fields(of subject: Subject) -> [Field] {
    var fields: [Field] = []
    for slot in RecognitionWords.slots(of: subject) where !fields.contains(slot.field) { fields.append(slot.field) }
    return fields
  }
}

extension Subject {
  /// What a column of a file of this subject may mean.
  package var fields: [Field] { Recognition.fields(of: self) }
}

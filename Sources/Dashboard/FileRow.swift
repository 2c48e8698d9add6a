import Cells
import Records

/// One part of what is known about a file: what the Data view shows when it is opened.
enum FilePart: String, CaseIterable, Sendable {
  case columns, refused, people, names, doubts, changed

  var title: String {
    switch self {
    case .columns: "Columns"
    case .refused: "Refused"
    case .people: "People"
    case .names: "Names"
    case .doubts: "Doubts"
    case .changed: "Changed"
    }
  }

  /// What the part's columns are called, and which share of the room each has; the last ones go first where there is none.
  var columns: [(heading: String, share: Int)] {
    switch self {
    case .columns: [("heading", 26), ("means", 18), ("how sure", 16), ("values", 28), ("filled", 8)]
    case .refused: [("line", 8), ("why", 60)]
    case .people: [("line", 8), ("is", 22), ("value", 16), ("rule", 36)]
    case .names: [("one", 28), ("the other", 28), ("said", 12)]
    case .doubts: [("line", 8), ("what", 40), ("value", 16)]
    case .changed: [("what", 30), ("how many", 10), ("example", 24)]
    }
  }

  /// Cells of this many columns at least are worth their room.
  static let least = 7
}

/// One row of a part: its cells, what there is to say about it, and what it stands for.
struct FileRow {
  enum Subject {
    case file
    case column(ColumnDetail)
    case merge(Merge)
    case names(Namesake)
    case fact
  }
  var cells: [Span]
  var detail: [[Span]]
  var subject: Subject
}

/// The rows of each part, from what is known of a file.
struct FileRows {
  let facts: Facts
  let report: FileReport
  /// Values in full; else their first letter and length.
  let isRevealed: Bool
  /// A meaning that is being thought of for a column, and not kept yet.
  let draft: DataView.Draft?

  private var inspection: Inspection { facts.inspection }

  func rows(_ part: FilePart) -> [FileRow] {
    switch part {
    case .columns: [file] + inspection.columns(of: report.file).map(column)
    case .refused: refused
    case .people: merges.map(merge)
    case .names: namesakes.map(names)
    case .doubts: doubts
    case .changed: changed
    }
  }

  func count(_ part: FilePart) -> Int? {
    switch part {
    case .columns: nil
    case .refused: report.rejections.refused
    case .people: merges.count
    case .names: namesakes.count { $0.isSame == nil }
    case .doubts: inspection.doubts.reduce(0) { $0 + ($1.file == report.file ? $1.count : 0) }
    case .changed: facts.inspection.changes?.file(report.file).map { $0.count }
    }
  }

  private func value(_ text: String) -> String { isRevealed ? Reason.cut(text) : Masked.text(text) }

  // MARK: Columns

  /// What the file as a whole was taken for: the first question about it.
  private var file: FileRow {
    let said = inspection.settings.mappings.first { $0.file == report.file }
    let isYours = said?.subject != nil || said?.isLeftOut ?? false
    let taken = draft?.isOf(report.file) ?? false ? draft?.subject : report.subject
    let kind = taken?.description ?? (said?.isLeftOut ?? false ? "left out" : "not recognised")
    let sure =
      draft?.isOf(report.file) ?? false ? "⏎ keeps it" : isYours ? "you said so" : report.subject == nil ? "?" : "proposed"
    let people = report.subject == .entries ? FilePeople(facts: facts, report: report).lines : []
    var detail: [[Span]] = people.isEmpty ? [[.text(FileAccount(report).text)]] : people.map { [.text($0)] }
    if let dialect = report.dialect { detail.append([.muted(dialect.sentence)]) }
    if let from = report.from, let to = report.to, let last = facts.findings?.cutoff {
      let age = last - to
      detail.append([
        .muted("\(Numbers.fullDate(from)) to \(Numbers.fullDate(to)): "), .text(FileList.freshness(age)),
      ])
    }
    for join in report.joins {
      detail.append([
        .text(
          "\(join.column) → \(join.otherFile) \(join.otherColumn): \(Numbers.count(join.matched)) of \(Numbers.count(join.of)) meet"
        )
      ])
    }
    for overlap in report.overlaps { detail.append([.text(overlap.sentence)]) }
    if let found = report.foundAnswers { detail.append([.text(found.sentence)]) }
    if let exporter = report.exporter { detail.append([.joint(exporter.name), .text(": \(exporter.worth).")]) }
    if let refusal = report.refusal {
      detail.insert([.bad(refusal.sentence.capitalisedFirst)], at: 0)
    } else if report.subject == nil, !(said?.isLeftOut ?? false) {
      let guess = report.guess.map { "; nearest to \($0.description)" } ?? ""
      detail.insert([.warning("Not recognised\(guess). + and − choose what it is, ⏎ keeps it.")], at: 0)
    }
    return FileRow(
      cells: [.text("the whole file"), taken == nil ? .warning(kind) : .joint(kind), .muted(sure), .muted(""), .muted("")],
      detail: detail, subject: .file)
  }

  private func column(_ column: ColumnDetail) -> FileRow {
    let drafted = draft?.isOf(report.file, column.heading) ?? false
    let field = drafted ? draft?.field : column.field
    let meaning = column.isIgnored ? "ignored" : ColumnReport.meaning(field, stage: column.stage)
    let sure: String
    switch column.confidence {
    case _ where drafted: sure = "⏎ keeps it"
    case .yours: sure = "you said so"
    case .heading(let likeness): sure = likeness > 0.95 ? "sure" : likeness > 0.6 ? "likely" : "a guess"
    case .cells: sure = "by its values"
    case nil: sure = column.isIgnored ? "you said so" : ""
    }
    let isUsed = field != nil || (column.stage != nil && !column.isIgnored)
    let filled = column.rows > 0 ? Numbers.percent(Double(column.filled) / Double(column.rows)) : "–"
    var detail: [[Span]] = []
    if let aside = column.aside { detail.append([.text("Not a metric: \(aside.sentence).")]) }
    for join in column.joins {
      detail.append([
        .text(
          "\(Numbers.count(join.matched)) of \(Numbers.count(join.of)) values are in \(join.otherFile), \(join.otherColumn)")
      ])
    }
    let empty = column.rows - column.filled
    detail.append([
      .muted("\(column.type), \(Numbers.count(column.filled)) of \(Numbers.count(column.rows)) rows filled"),
      .muted(empty > 0 ? "" : ", every one"),
    ])
    if drafted {
      detail.append([.warning("Not kept yet. ⏎ writes it into parley.toml and reads again, esc forgets it.")])
    }
    return FileRow(
      cells: [
        isUsed ? .text(column.heading) : .muted(column.heading),
        drafted ? .warning(meaning) : isUsed ? .joint(meaning) : .muted(meaning), .muted(sure), .muted(column.shown),
        .muted(filled),
      ], detail: detail, subject: .column(column))
  }

  // MARK: Rows

  private var refused: [FileRow] {
    var rows = report.refusedExamples.map { example in
      FileRow(
        cells: [.muted(Numbers.count(example.line)), .text(example.reason.sentence)],
        detail: [[.text("\(report.file):\(example.line)")], [.text(example.reason.sentence)]], subject: .fact)
    }
    if let failure = report.failure {
      rows.insert(
        FileRow(cells: [.muted("–"), .bad(failure.sentence)], detail: [[.bad(failure.sentence)]], subject: .fact), at: 0)
    }
    let more = report.rejections.refused - rows.count
    if more > 0, report.failure == nil {
      rows.append(
        FileRow(
          cells: [.muted(""), .muted("and \(Numbers.count(more)) more of these kinds")],
          detail: [[.muted("The first \(Rejections.limit) of a file are kept to be shown.")]], subject: .fact))
    }
    return rows
  }

  private var merges: [Merge] { inspection.merges.filter { $0.file == report.file } }

  private func merge(_ merge: Merge) -> FileRow {
    let place = merge.intoLine.map { line in
      merge.intoFile == merge.file ? "line \(Numbers.count(line))" : "\(merge.intoFile ?? "") \(Numbers.count(line))"
    }
    return FileRow(
      cells: [
        .muted(Numbers.count(merge.line)), place.map { .text($0) } ?? .warning("nobody"), .muted(value(merge.value)),
        .text(merge.rule.sentence),
      ],
      detail: [
        [.text(merge.rule.sentence.capitalisedFirst + ".")],
        [
          .muted(
            "x keeps this one apart, 0 takes the last x back; off = [\"\(merge.rule.rawValue)\"] under [people] in parley.toml ends the rule."
          )
        ],
      ], subject: .merge(merge))
  }

  private var namesakes: [Namesake] {
    inspection.namesakes.filter { $0.first.file == report.file || $0.second.file == report.file }
  }

  private func names(_ pair: Namesake) -> FileRow {
    func place(_ place: Namesake.Place) -> String { "\(place.file):\(place.line), \(place.heading)" }
    let said = pair.isSame.map { $0 ? "the same" : "not the same" }
    return FileRow(
      cells: [
        .text(value(pair.first.value)), .text(value(pair.second.value)), said.map { .joint($0) } ?? .warning("open"),
      ],
      detail: [
        [.text(pair.sentence.capitalisedFirst + ".")], [.muted(place(pair.first) + " and " + place(pair.second))],
        [.muted("⏎ they are the same, x they are not, 0 leaves it open.")],
      ], subject: .names(pair))
  }

  private var doubts: [FileRow] {
    inspection.doubts.filter { $0.file == report.file }.flatMap { doubt -> [FileRow] in
      let detail: [[Span]] = [[.text(doubt.sentence)], [.muted(doubt.remedy)]]
      let head = FileRow(
        cells: [.muted(""), .warning(doubt.sentence), .muted("")], detail: detail, subject: .fact)
      return [head]
        + doubt.places.map { place in
          FileRow(
            cells: [
              .muted(Numbers.count(place.line)), .text("  " + (doubt.column.isEmpty ? "this row" : doubt.column)),
              .muted(place.value),
            ], detail: detail,
            subject: .fact)
        }
    }
  }

  private var changed: [FileRow] {
    guard let changes = inspection.changes, !changes.isEmpty else { return [] }
    // This file first, then the others, so that one look tells of all of them.
    let others = changes.files.filter { $0.file != report.file }
    return [changes.file(report.file)].compactMap(\.self).flatMap { changed($0, as: "") }
      + others.flatMap { changed($0, as: "\($0.file): ") }
  }

  private func changed(_ file: Changes.File, as name: String) -> [FileRow] {
    file.lines.map { line in
      FileRow(
        cells: [
          name.isEmpty ? .text(line.what) : .muted(name + line.what), .text(Numbers.count(line.count)), .muted(line.example),
        ],
        detail: [[.text(name + line.sentence)]], subject: .fact)
    }
  }
}

extension ColumnReport {
  /// What a column is in words: its meaning, the stage whose day it is, or nothing that is used.
  static func meaning(_ field: Field?, stage: String?) -> String {
    field?.words ?? stage.map { "came to \(printable($0))" } ?? "not used"
  }
}

extension Field {
  /// `handed over`.
  var words: String { String(rawValue.map { $0 == "_" ? " " : $0 }) }
}

import Cells
import Records
import Translation

/// The list of files, and below it what there is to say about the chosen one.
struct FileList {
  let facts: Facts
  let files: [FileReport]
  let selected: Int
  let scrolled: Int

  func paint(on frame: inout Frame, _ area: Area, top: Int, rows: Int) {
    let margin = Chrome.margin(area.width)
    let columns = area.x + margin..<area.x + area.width - margin
    let unknown = facts.files.count { $0.subject == nil && $0.refusal == nil }
    var sentence =
      "\(Numbers.count(facts.files.count)) \(facts.files.count == 1 ? "file" : "files"), \(Numbers.count(facts.rows)) rows read, \(Numbers.count(facts.refused)) refused."
    if unknown > 0 { sentence += " \(unknown) \(unknown == 1 ? "is" : "are") not recognised." }
    if let changed { sentence += " " + changed }
    let meant = facts.leftAlone.filter { LeftAlone.what($0) != nil }
    if let first = meant.first, let what = LeftAlone.what(first) {
      sentence += " Not read: \(printable(first)) (\(what))\(meant.count > 1 ? " and \(meant.count - 1) more" : "")."
    }
    let left = facts.leftAlone.count - meant.count
    if left > 0 { sentence += " \(left) left alone, no tables." }
    frame.put(
      cut(sentence, to: columns.count), x: columns.lowerBound + (area.width >= 72 ? 2 : 0),
      y: top - (area.height >= 19 ? 2 : 1), role: .headline)
    list(files, rows: rows, on: &frame, columns, y: top)
    let y = top + rows + 2
    guard y < area.rows.upperBound, files.indices.contains(selected) else { return }
    below(files[selected], on: &frame, columns, rows: y..<area.rows.upperBound)
  }

  /// What changed since the last reading, in a word; its key says the rest.
  private var changed: String? {
    guard let changes = facts.inspection.changes, !changes.isEmpty else { return nil }
    let key = Keymap.keys(for: .changes).first?.label ?? ""
    let files = changes.files.count
    return "\(files) \(files == 1 ? "file" : "files") changed since the last reading (\(key))."
  }

  private func list(_ files: [FileReport], rows: Int, on frame: inout Frame, _ columns: Range<Int>, y: Int) {
    // A row is read across: on a wide screen its numbers stand beside its name, not at the other edge.
    let columns = columns.lowerBound..<min(columns.upperBound, columns.lowerBound + 132)
    let width = columns.count
    let wide = width >= 100
    let nameWidth = max(12, width * 28 / 100)
    let kindAt = columns.lowerBound + 2 + nameWidth + 1
    let last = columns.upperBound - 1
    let joined = wide ? last : nil
    let to = wide ? last - 11 : nil
    let from = wide ? last - 23 : nil
    let refused = wide ? last - 35 : last
    let read = refused - 10
    frame.rule(columns, y: y, heading: [.headline("Files")], focused: true)
    frame.columnHeading("recognised as", startingAt: kindAt, y: y)
    frame.columnHeading("rows", endingAt: read, y: y)
    frame.columnHeading("refused", endingAt: refused, y: y)
    if let from { frame.columnHeading("from", endingAt: from, y: y) }
    if let to { frame.columnHeading("to", endingAt: to, y: y) }
    if let joined { frame.columnHeading("joined", endingAt: joined, y: y) }
    if files.isEmpty { frame.put("Nothing found.", x: columns.lowerBound + 2, y: y + 1, role: .muted) }
    let at = selected
    for (row, index) in visibleRows(selected: at, count: files.count, room: rows).enumerated() {
      let report = files[index]
      let line = y + 1 + row
      let known = report.subject != nil
      frame.put(cut(report.file, to: nameWidth), x: columns.lowerBound + 2, y: line, role: known ? .text : .muted)
      let kind =
        report.failure.map { _ in "could not be read" } ?? report.refusal.map { _ in "not counted" }
        ?? report.subject?.description ?? "not recognised"
      frame.put(
        cut(kind, to: max(4, read - 9 - kindAt)), x: kindAt, y: line,
        role: report.failure != nil ? .bad : known ? .text : .warning)
      frame.put(Numbers.count(report.rows), endingAt: read, y: line, role: .text)
      frame.put(
        Numbers.count(report.rejections.refused), endingAt: refused, y: line,
        role: report.rejections.refused > 0 ? .warning : .muted)
      let today = facts.findings?.cutoff ?? report.to ?? Day(number: 0)
      if let from {
        frame.put(report.from.map { Numbers.date($0, today: today) } ?? "–", endingAt: from, y: line, role: .muted)
      }
      if let to { frame.put(report.to.map { Numbers.date($0, today: today) } ?? "–", endingAt: to, y: line, role: .muted) }
      if let joined {
        let share = report.joins.first.map { $0.of > 0 ? Numbers.percent(Double($0.matched) / Double($0.of)) : "–" } ?? "–"
        frame.put(share, endingAt: joined, y: line, role: .muted)
      }
      if index == at { choose(columns, y: line, on: &frame) }
    }
  }

  private func choose(_ columns: Range<Int>, y: Int, on frame: inout Frame) {
    Dashboard.choose(columns, y: y, focused: true, on: &frame)
  }

  private func below(
    _ report: FileReport, on frame: inout Frame, _ columns: Range<Int>, rows: Range<Int>
  ) {
    let wide = columns.count >= 72
    let gutter = 3
    let left = wide ? columns.lowerBound..<columns.lowerBound + (columns.count - gutter) / 2 : columns
    frame.rule(left, y: rows.lowerBound, heading: [.text(cut(report.file, to: left.count - 4))])
    let lines = detail(report, columns: left.count - 3)
    for (i, line) in lines.dropFirst(scrolled).enumerated() where rows.lowerBound + 1 + i < rows.upperBound {
      frame.put(line, x: left.lowerBound + 2, y: rows.lowerBound + 1 + i, limit: left.count - 3)
    }
    let hidden = lines.count - scrolled - (rows.count - 1)
    if hidden > 0 {
      frame.put([.muted(" ↓ \(hidden) more ")], endingAt: left.upperBound - 1, y: rows.upperBound - 1)
    }
    guard wide else { return }
    let right = left.upperBound + gutter..<columns.upperBound
    frame.rule(right, y: rows.lowerBound, heading: [.text("How its headings are understood")])
    let used = report.columns.filter(\.isUsed) + report.columns.filter { !$0.isUsed }
    var y = rows.lowerBound + 1
    let most = max(3, (rows.count - 2) / 2)
    let nameWidth = right.count / 2 - 2
    for column in used.prefix(used.count > most ? most - 1 : most) where y < rows.upperBound {
      frame.put(cut(column.heading, to: nameWidth), x: right.lowerBound + 2, y: y, role: column.isUsed ? .text : .muted)
      let meaning = ColumnReport.meaning(column.field, stage: column.stage)
      frame.put(
        cut(meaning, to: right.count / 4), x: right.lowerBound + 3 + nameWidth, y: y,
        role: column.isUsed ? .joint : .muted)
      frame.put(cut(column.type, to: 14), endingAt: right.upperBound - 1, y: y, role: .muted)
      y += 1
    }
    if used.count > most, y < rows.upperBound {
      frame.put("\(used.count - most + 1) more headings", x: right.lowerBound + 2, y: y, role: .muted)
      y += 1
    }
    y += 1
    guard y < rows.upperBound - 1 else { return }
    frame.rule(right, y: y, heading: [Span("█", .jointMark), " ", .joint("What would improve the grades most")])
    y += 1
    for line in Improvements.lines(facts) where y < rows.upperBound {
      y = frame.paragraph([.text(line)], x: right.lowerBound + 2, y: y, columns: right.count - 3, rows: rows.upperBound - y)
    }
  }

  /// What there is to say about one file: its dialect, its joins, and every refused row that was kept.
  func detail(_ report: FileReport, columns: Int) -> [[Span]] {
    var lines: [[Span]] = []
    if let failure = report.failure { lines += wrap([.bad(failure.sentence)], to: columns) }
    if let refusal = report.refusal { lines += wrap([.bad(refusal.sentence.capitalisedFirst)], to: columns) }
    let isLeftOut = facts.inspection.settings.mappings.contains { $0.file == report.file && $0.isLeftOut }
    if report.subject == nil, report.failure == nil, report.refusal == nil {
      let open = Keymap.keys(for: .why).first?.label ?? ""
      lines += wrap(
        [
          .warning(
            isLeftOut
              ? "Left out, as you said; \(Keymap.keys(for: .reset).first?.label ?? "") takes that back."
              : "Not recognised\(report.guess.map { ", nearest to \($0.description)" } ?? ""): nothing of it is counted. \(open) opens it, and there + says what it is."
          )
        ], to: columns)
    }
    for line in FilePeople(facts: facts, report: report).lines { lines += wrap([.text(line)], to: columns, hanging: 2) }
    if let from = report.from, let to = report.to, let last = facts.findings?.cutoff {
      lines += wrap(
        [
          .muted("\(Numbers.date(from, today: last)) to \(Numbers.date(to, today: last)): "), .text(Self.freshness(last - to)),
        ], to: columns, hanging: 2)
    }
    if let exporter = report.exporter {
      lines += wrap([.joint(exporter.name), .text(": \(exporter.worth).")], to: columns, hanging: 2)
    }
    for join in report.joins {
      lines += wrap(
        [
          .text("\(join.column) → \(join.otherFile) \(join.otherColumn): "),
          Span("\(Numbers.count(join.matched)) of \(Numbers.count(join.of)) meet", join.matched == join.of ? .good : .text),
        ], to: columns, hanging: 2)
    }
    if let found = report.foundAnswers { lines += wrap([.text(found.sentence)], to: columns) }
    if report.rejections.refused == 0 {
      if report.subject != nil { lines.append([.good("✓"), .text(" no row was refused")]) }
    } else {
      let refused = report.rejections.refused
      lines.append([.warning("\(Numbers.count(refused)) \(refused == 1 ? "row" : "rows") refused")])
      for example in report.refusedExamples {
        lines += wrap(
          [.muted("line \(Numbers.count(example.line)): "), .text(example.reason.sentence)], to: columns, hanging: 2)
      }
      let more = refused - report.refusedExamples.count
      if more > 0 { lines.append([.muted("and \(Numbers.count(more)) more of these kinds")]) }
    }
    let said = facts.findings?.remarks.filter { $0.isAbout(report.file) && !$0.isSaidByRows(of: report) } ?? []
    for remark in said {
      // The file's name stands above; here it would only push away what to do.
      let name = report.file + ": "
      let text = remark.sentence.hasPrefix(name) ? String(remark.sentence.dropFirst(name.count)) : remark.sentence
      lines += wrap([.warning(text)], to: columns, hanging: 2)
    }
    for doubt in facts.inspection.doubts where doubt.file == report.file && doubt.kind != .closedBeforeOpened {
      lines += wrap(
        [.warning(doubt.sentence.capitalisedFirst), .text("\(doubt.whereabouts) \(doubt.remedy)")], to: columns, hanging: 2)
    }
    if let dialect = report.dialect { lines += wrap([.muted(dialect.sentence)], to: columns) }
    return lines
  }

  /// How far a file's last day is behind that of all.
  static func freshness(_ age: Int) -> String {
    age <= 0 ? "up to the last day in the data" : "\(Numbers.span(days: age)) behind the last day in the data"
  }
}

extension Remark {
  /// Whether the refused rows, each with its line, already say it.
  fileprivate func isSaidByRows(of report: FileReport) -> Bool {
    guard case .negativeLags(_, let count) = self else { return false }
    return report.refusedExamples.count { if case .before = $0.reason { true } else { false } } >= count
  }
}

/// Which files are missing, the ones that would let most pairs be told first.
enum Improvements {
  static func lines(_ facts: Facts) -> [String] {
    guard let findings = facts.findings else { return [] }
    let lines = Wording(findings).improvements(.max)
    return lines.isEmpty ? ["Nothing is missing for the pairs on Translate."] : lines
  }
}

extension String {
  var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }

  var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension Dialect {
  /// `UTF-8, separated by “;”, decimal comma`.
  var sentence: String {
    let separated: String
    switch separator {
    case UInt8(ascii: "\t"): separated = "tabs"
    case UInt8(ascii: ","): separated = "commas"
    case UInt8(ascii: ";"): separated = "semicolons"
    case UInt8(ascii: "|"): separated = "bars"
    default: separated = "“\(String(decoding: [separator], as: UTF8.self))”"
    }
    var parts = [encoding.rawValue + (hasByteOrderMark ? " with a mark" : ""), "separated by \(separated)", lineEnd.rawValue]
    if decimalComma { parts.append("decimal comma") }
    if preambleLines > 0 { parts.append("\(preambleLines) lines above the headings") }
    if !hasHeader { parts.append("no headings") }
    return parts.joined(separator: ", ")
  }
}

extension FileReport {
  /// The refused rows that were kept to be shown, without those that are only later than the day looked at and lines that are no rows.
  package var refusedExamples: [Rejections.Example] {
    rejections.examples.filter { example in
      if case .laterThanCutoff = example.reason { return false }
      return !example.reason.isFurniture
    }
  }
}

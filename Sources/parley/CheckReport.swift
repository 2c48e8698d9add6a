import Cells
import Dashboard
import Records
import Translation

/// What `parley check` says: each file, who was counted with whom, what is asked, what would help, and what is wrong.
struct CheckReport {
  let ledger: Ledger
  let findings: Findings
  /// What cannot be met at once, if anything.
  var goals: String?
  /// Lines of the journal that are no entries.
  var journal: [String] = []
  let inspection: Inspection
  var listsPeople = false
  var showsNames = false

  private var merges: [Merge] { inspection.merges }
  private var namesakes: [Namesake] { inspection.namesakes }

  // MARK: Text

  var lines: [String] {
    var lines = ["\(ledger.company), \(Numbers.to(ledger.cutoff))"]
    for file in ledger.files {
      lines.append(line(file))
      lines += file.overlaps.map { "  " + $0.sentence }
      if let found = file.foundAnswers { lines.append("  " + found.sentence) }
    }
    lines += peopleLines + stepLines + namesakeLines + doubtLines + changeLines
    let missing = Wording(findings).improvements(3)
    if !missing.isEmpty { lines.append("Files that would improve the grades most:") }
    for (i, line) in missing.enumerated() { lines.append("\(i + 1) \(line)") }
    if let note = LeftAlone.note(ledger.leftAlone) { lines.append(note) }
    lines += problems
    if problems.isEmpty {
      lines.append(doubtLines.isEmpty ? "Nothing to look at." : "Nothing to look at but what is doubtful above.")
    }
    return lines
  }

  /// Remarks, files that could not be used, and the first refused rows of each file.
  var problems: [String] {
    var lines = [goals].compactMap(\.self) + journal
    for remark in ledger.remarks {
      if case .negativeLags = remark { continue }
      lines.append(remark.sentence)
    }
    lines += ledger.leftAlone.compactMap { LeftAlone.problem($0) }
    for file in ledger.files {
      if let failure = file.failure {
        lines.append(failure.sentence)
      } else if let refusal = file.refusal {
        lines.append("\(file.file): \(refusal.sentence)")
      } else if file.subject == nil {
        lines.append("\(file.file): not recognised, so nothing of it is counted. Say its subject in parley.toml.")
      }
      lines += file.refusedExamples.prefix(10).map { "\(file.file):\($0.line): \($0.reason.sentence)" }
      let more = file.rejections.refused - min(10, file.refusedExamples.count)
      if more > 0 { lines.append("\(file.file): and \(Numbers.count(more)) more \(more == 1 ? "row" : "rows") refused.") }
      // A guess is a question, however well it went.
      for doubt in inspection.doubts where doubt.kind == .byValues && doubt.file == file.file {
        lines.append("\(doubt.file): \(doubt.sentence) \(doubt.remedy)")
      }
    }
    return lines
  }

  private func line(_ file: FileReport) -> String {
    let kind =
      file.failure != nil
      ? "could not be read" : file.refusal != nil ? "not counted" : file.subject?.description ?? "not recognised"
    let whose = file.exporter.map { " (\($0.name))" } ?? ""
    let joins = file.joins.map {
      "\($0.column): \(Numbers.count($0.matched)) of \(Numbers.count($0.of)) meet \($0.otherFile)"
    }
    var parts = [
      "\(file.file): \(kind)\(whose), \(Numbers.count(file.rows)) rows, \(Numbers.count(file.rejections.refused)) refused"
    ]
    if file.setAside > 0 { parts.append("\(Numbers.count(file.setAside)) set aside") }
    if let from = file.from, let to = file.to {
      let behind = ledger.cutoff - to
      parts.append("\(from) to \(to)" + (behind > 0 ? ", \(Numbers.span(days: behind)) behind" : ", up to date"))
    }
    return (parts + joins).joined(separator: ", ")
  }

  private var doubtLines: [String] {
    // Rows that were refused are listed with the refused ones, and guesses with the questions: each once.
    let doubts = inspection.doubts.filter { $0.kind != .closedBeforeOpened && $0.kind != .byValues }
    if doubts.isEmpty { return [] }
    return ["Doubtful:"]
      + doubts.map { doubt in
        "  \(doubt.file): \(doubt.sentence)\(doubt.whereabouts) \(doubt.remedy)"
      }
  }

  private var changeLines: [String] {
    guard let changes = inspection.changes, !changes.isEmpty else { return [] }
    return ["Since the dashboard last read this folder:"]
      + changes.files.flatMap { file in
        file.lines.map { "  \(file.file): \(Numbers.count($0.count)) \($0.what)\($0.example.isEmpty ? "" : ", " + $0.example)" }
      }
  }

  // MARK: People

  private var tallies: [PeopleTally] { inspection.tallies }

  /// How many of how many took each step of the way to a won deal, in words.
  private var stepLines: [String] {
    let steps = findings.stepsOfAll
    return steps.isEmpty ? [] : ["From step to step, all sources, so far:"] + Wording.taken(steps).map { "  " + $0 }
  }

  private var peopleLines: [String] {
    let wording = Wording(findings)
    let counted = findings.metrics.filter { $0.counted != nil }
    let untold = findings.metrics.filter { $0.counted == nil }
    var lines: [String] = []
    if !findings.metrics.isEmpty || !merges.isEmpty { lines.append("People, not events:") }
    lines += counted.map { "  \($0.heading): \(wording.people($0))" }
    if !untold.isEmpty {
      let files = untold.compactMap(\.file)
      let named = files.enumerated().filter { files.firstIndex(of: $0.element) == $0.offset }.map(\.element)
      lines.append(
        "  \(Numbers.count(untold.count)) \(untold.count == 1 ? "number" : "numbers") without ids\(named.isEmpty ? "" : " (\(named.joined(separator: ", ")))"): how many people they are cannot be told."
      )
    }
    for rule in PeopleRule.allCases {
      let files = tallies.filter { $0.rule == rule }
      guard let first = files.first else { continue }
      let rows = files.reduce(0) { $0 + $1.rows }
      lines.append(
        "  \(Numbers.count(rows)) \(rows == 1 ? "row" : "rows") of \(files.count == 1 ? first.file : "\(files.count) files"): "
          + "\(rule.sentence) (\(rule.rawValue))")
    }
    if listsPeople { lines += merges.map(line) }
    if !merges.isEmpty && !listsPeople {
      lines.append("  parley check --people lists each of them; parley.toml takes it back.")
    }
    return lines
  }

  private func line(_ merge: Merge) -> String {
    var text = "    \(merge.file):\(merge.line)"
    if let file = merge.intoFile, let line = merge.intoLine {
      text += " is \(file == merge.file ? "line " : file + ":")\(line)"
    } else {
      text += " is nobody"
    }
    text += ", \(merge.rule.rawValue)"
    let value = showsNames ? merge.value : merge.masked
    if !value.isEmpty { text += ", \(Reason.cut(value))" }
    return text + ", \(Fingerprint.text(merge.fingerprint))"
  }

  private var namesakeLines: [String] {
    let open = namesakes.filter { $0.isSame == nil }
    if open.isEmpty { return [] }
    let shown = listsPeople ? open : Array(open.prefix(5))
    var lines = ["Names that almost match, not joined:"]
    for pair in shown {
      func place(_ place: Namesake.Place) -> String {
        "\(place.file):\(place.line) \(Reason.cut(showsNames ? place.value : Masked.text(place.value)))"
      }
      lines.append("  \(place(pair.first)), \(place(pair.second)): \(pair.sentence), \(Fingerprint.text(pair.fingerprint))")
    }
    if open.count > shown.count { lines.append("  and \(Numbers.count(open.count - shown.count)) more") }
    lines.append("  The Data view asks about each; [people] same or apart in parley.toml answers.")
    return lines
  }

  // MARK: JSON

  func json(folder: String) -> Json {
    .object([
      ("parley", .number(1)), ("folder", .string(folder)), ("cutoff", .string(ledger.cutoff.description)),
      ("files", .array(ledger.files.map(json))), ("problems", .array(problems.map { .string($0) })),
      ("rejections", Report.rejections(ledger.files) { [("rule", .string($0.rule)), ("reason", .string($0.sentence))] }),
      ("missing_files", Report.missingFiles(findings)),
      ("people", people), ("namesakes", .array(namesakes.map(json))), ("doubts", .array(inspection.doubts.map(json))),
      ("changes", inspection.changes.map { .array($0.files.flatMap(json)) } ?? .null),
    ])
  }

  private var people: Json {
    .object([
      (
        "metrics",
        .array(
          findings.metrics.compactMap { metric in
            metric.counted.map { count in
              .object([
                ("metric", .string(metric.name)), ("events", .number(count.events)), ("people", .number(count.people)),
                ("again", .number(count.again)), ("other_case", .number(count.otherCase)), ("staff", .number(count.staff)),
              ])
            }
          })
      ),
      (
        "rules",
        .array(
          tallies.map {
            .object([("rule", .string($0.rule.rawValue)), ("file", .string($0.file)), ("rows", .number($0.rows))])
          })
      ),
      ("merges", listsPeople ? .array(merges.map(json)) : .null),
    ])
  }

  private func json(_ merge: Merge) -> Json {
    .object([
      ("rule", .string(merge.rule.rawValue)), ("file", .string(merge.file)), ("line", .number(merge.line)),
      ("into_file", .string(merge.intoFile)), ("into_line", .number(merge.intoLine)),
      ("fingerprint", .string(Fingerprint.text(merge.fingerprint))),
      ("value", .string(showsNames ? merge.value : merge.masked)),
    ])
  }

  private func json(_ pair: Namesake) -> Json {
    func place(_ place: Namesake.Place) -> Json {
      .object([
        ("file", .string(place.file)), ("line", .number(place.line)), ("column", .string(place.heading)),
        ("value", .string(showsNames ? place.value : Masked.text(place.value))),
      ])
    }
    return .object([
      ("kind", .string(pair.kind == .deal ? "deal" : "account")), ("first", place(pair.first)), ("second", place(pair.second)),
      ("fingerprint", .string(Fingerprint.text(pair.fingerprint))), ("same", pair.isSame.map { .truth($0) } ?? .null),
    ])
  }

  private func json(_ doubt: Doubt) -> Json {
    .object([
      ("kind", .string(doubt.kind.rawValue)), ("file", .string(doubt.file)), ("column", .string(doubt.column)),
      ("count", .number(doubt.count)), ("sentence", .string(doubt.sentence)), ("remedy", .string(doubt.remedy)),
      (
        "places",
        .array(doubt.places.map { .object([("line", .number($0.line)), ("value", .string($0.value))]) })
      ),
    ])
  }

  private func json(_ file: Changes.File) -> [Json] {
    file.lines.map { line in
      .object([
        ("file", .string(file.file)), ("kind", .string(line.kind.rawValue)), ("count", .number(line.count)),
        ("lines", .array(line.lines.map { .number($0) })),
      ])
    }
  }

  /// How sure a column's meaning is, how many of its cells are filled, and what is in them, shown safely.
  private func understood(_ file: String, _ index: Int) -> [(String, Json)] {
    let columns = inspection.columns(of: file)
    guard columns.indices.contains(index) else { return [] }
    let column = columns[index]
    let confidence: Json =
      switch column.confidence {
      case .yours: .string("yours")
      case .heading(let likeness): .number((likeness * 100).rounded() / 100)
      case .cells: .string("cells")
      case nil: .null
      }
    return [
      ("confidence", confidence), ("ignored", .truth(column.isIgnored)), ("filled", .number(column.filled)),
      ("shown", .string(column.shown)),
    ]
  }

  private func json(_ file: FileReport) -> Json {
    .object([
      ("file", .string(file.file)), ("subject", .string(file.subject?.rawValue)),
      ("exporter", .string(file.exporter?.name)), ("worth", .string(file.exporter?.worth)),
      ("not_counted", .string(file.refusal?.sentence)), ("rows", .number(file.rows)),
      ("refused", .number(file.rejections.refused)), ("from", .string(file.from?.description)),
      ("to", .string(file.to?.description)),
      (
        "columns",
        .array(
          file.columns.enumerated().map { index, column in
            .object(
              [
                ("heading", .string(column.heading)), ("type", .string(column.type)),
                ("field", .string(column.field?.rawValue)), ("stage", .string(column.stage)),
              ] + understood(file.file, index))
          })
      ),
      (
        "joins",
        .array(
          file.joins.map {
            .object([
              ("column", .string($0.column)), ("file", .string($0.otherFile)), ("other", .string($0.otherColumn)),
              ("matched", .number($0.matched)), ("of", .number($0.of)),
            ])
          })
      ),
      ("set_aside", .number(file.setAside)),
      (
        "overlaps",
        .array(file.overlaps.map { .object([("file", .string($0.file)), ("rows", .number($0.rows))]) })
      ),
    ])
  }
}

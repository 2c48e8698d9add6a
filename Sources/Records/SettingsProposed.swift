extension Reading {
  /// A `parley.toml` that says what the reader takes every file for: to be corrected by hand and kept beside the exports.
  ///
  /// It holds headings and never a cell.
  package var proposedSettings: String {
    var lines = [
      "# What Parley takes these files for. Correct a line and it will be believed; delete one and it will guess again."
    ]
    lines += ["", "[company]", "name = \(Reading.quoted(settings.company ?? name))"]
    lines.append(joined.currency.map { "currency = \(Reading.quoted($0))" } ?? "# currency = \"EUR\"")
    lines.append("fiscal_year_start = \(settings.fiscalYearStart)")
    lines.append(
      settings.emailDomains.first.map { "email_domain = \(Reading.quoted($0))" } ?? "# email_domain = \"example.com\"")
    if !settings.rates.isEmpty {
      lines += ["", "[rates]"] + settings.rates.map { "\($0.currency) = \($0.rate)" }
    }
    lines += settings.people.lines
    for at in recognised.indices { lines += proposal(at) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func proposal(_ at: Int) -> [String] {
    let table = tables[recognised[at].table]
    let isOut = settings.mappings.contains { $0.file == table.file && $0.isLeftOut }
    var lines = ["", "[files.\(Reading.quoted(table.file))]"]
    if let subject = recognised[at].subject {
      lines.append("subject = \"\(subject.rawValue)\"")
    } else if isOut {
      lines.append("subject = \"none\"")
    } else {
      let guess = recognised[at].guess.map { "; nearest to \($0.rawValue)" } ?? ""
      lines.append("# not recognised\(guess)")
      lines.append("# subject = \"\((recognised[at].guess ?? .leads).rawValue)\"")
    }
    lines += dateLines(table)
    guard recognised[at].subject != nil, recognised[at].subject != .reference else { return lines }
    let unused = Set(settings.mappings.first { $0.file == table.file }?.fields.filter { $0.field == nil }.map(\.heading) ?? [])
    lines.append("[files.\(Reading.quoted(table.file)).columns]")
    for (index, column) in table.columns.enumerated() {
      if let use = recognised[at].uses.first(where: { $0.column == index }) {
        lines.append("\(Reading.quoted(column.name)) = \"\(use.field.rawValue)\"")
      } else if unused.contains(column.name) {
        lines.append("\(Reading.quoted(column.name)) = \"none\"")
      } else {
        lines.append("# \(Reading.quoted(column.name)) is not used (\(column.typeName))")
      }
    }
    return lines
  }

  /// Answers that were given stay; open questions stand there to be answered.
  private func dateLines(_ table: Table) -> [String] {
    let answers = settings.dayFirst.filter { $0.file == table.file }
    if let all = answers.first(where: { $0.heading.isEmpty }) {
      return ["dates = \"\(all.isDayFirst ? "day-first" : "month-first")\""]
    }
    if !answers.isEmpty {
      let pairs = answers.map { "\(Reading.quoted($0.heading)) = \"\($0.isDayFirst ? "day-first" : "month-first")\"" }
      return ["dates = { \(pairs.joined(separator: ", ")) }"]
    }
    let isOpen = table.columns.contains { column in
      if case .ambiguousMoments = column.cells { return true }
      return false
    }
    return isOpen ? ["# dates = \"day-first\"  # or \"month-first\": no row decides"] : []
  }

  /// A TOML basic string: control characters escaped, so that a heading can hold anything.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      default:
        if scalar.value < 32 || (127...159).contains(scalar.value) {
          let hex = String(scalar.value, radix: 16, uppercase: true)
          quoted += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        } else {
          quoted.unicodeScalars.append(scalar)
        }
      }
    }
    return quoted + "\""
  }
}

extension PeopleSettings {
  /// The table `[people]`, where anything was said.
  fileprivate var lines: [String] {
    if isEmpty { return [] }
    func list(_ texts: [String]) -> String { "[" + texts.map { "\"\($0)\"" }.joined(separator: ", ") + "]" }
    var lines = ["", "[people]"]
    if !off.isEmpty { lines.append("off = " + list(off.map(\.rawValue))) }
    if !apart.isEmpty { lines.append("apart = " + list(apart.sorted().map(Fingerprint.text))) }
    if !same.isEmpty { lines.append("same = " + list(same.sorted().map(Fingerprint.text))) }
    return lines
  }
}

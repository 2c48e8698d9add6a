/// One answer of the user's, to be kept in `parley.toml`: headings, fields and fingerprints, never a value of the data.
package enum SettingsEdit: Sendable, Hashable {
  /// What a file is; `nil`: it is left out.
  case subject(file: String, Subject?)
  /// What a column means, in a file of that subject; `nil`: it is not used.
  case column(file: String, heading: String, Field?, of: Subject?)
  /// The reader is to guess the column again.
  case forget(file: String, heading: String)
  /// All that was said about the file is taken back.
  case forgetFile(file: String)
  case dates(file: String, heading: String, isDayFirst: Bool)
  /// These rows are not one person; these names are not the same.
  case apart(UInt64)
  /// These names are the same.
  case same(UInt64)
  /// What was said of these rows or names is taken back.
  case open(UInt64)
  /// A rule that is not to merge or leave out anybody, or is to do so again.
  case rule(PeopleRule, isOff: Bool)

  /// It takes away what was said, and says nothing new.
  package var isTakingBack: Bool {
    switch self {
    case .forget, .forgetFile, .open, .rule(_, isOff: false): true
    case .subject, .column, .dates, .apart, .same, .rule(_, isOff: true): false
    }
  }

  /// What was answered, in a few words.
  package var sentence: String {
    switch self {
    case .subject(let file, let subject?): "\(file): \(subject.description)."
    case .subject(let file, nil): "\(file): left out."
    case .column(let file, let heading, let field?, _):
      "\(file): \(Reason.cut(heading)) is \(String(field.rawValue.map { $0 == "_" ? " " : $0 }))."
    case .column(let file, let heading, nil, _): "\(file): \(Reason.cut(heading)) is not used."
    case .forget(let file, let heading): "\(file): \(Reason.cut(heading)) is guessed again."
    case .forgetFile(let file): "\(file): everything is guessed again."
    case .dates(let file, _, let isDayFirst): "\(file): \(isDayFirst ? "the day" : "the month") comes first."
    case .apart: "these are not the same."
    case .same: "these are the same."
    case .open: "this is open again."
    case .rule(let rule, let isOff): "\(rule.rawValue) is \(isOff ? "off" : "on")."
    }
  }

  /// The settings with the answer in them: everything else stays as it was written. Throws where the text was none before.
  package func applied(to text: String) throws(LoadFailure) -> String {
    _ = try Settings(toml: text)
    var toml = TomlText(text)
    switch self {
    case .subject(let file, let subject):
      toml.set(["files", file, "subject"], to: Reading.quoted(subject?.rawValue ?? "none"))
    case .column(let file, let heading, let field, let subject):
      if let subject, !toml.entries.contains(where: { $0.path == ["files", file, "subject"] }) {
        toml.set(["files", file, "subject"], to: Reading.quoted(subject.rawValue))
      }
      toml.set(["files", file, "columns", heading], to: Reading.quoted(field?.rawValue ?? "none"))
    case .forget(let file, let heading): toml.remove(["files", file, "columns", heading])
    case .forgetFile(let file):
      for entry in toml.entries.reversed() where Array(entry.path.prefix(2)) == ["files", file] { toml.remove(entry.path) }
    case .dates(let file, let heading, let isDayFirst):
      let word = Reading.quoted(isDayFirst ? "day-first" : "month-first")
      toml.set(heading.isEmpty ? ["files", file, "dates"] : ["files", file, "dates", heading], to: word)
    case .apart(let print):
      toml.drop(Fingerprint.text(print), from: ["people", "same"])
      toml.append(Fingerprint.text(print), to: ["people", "apart"])
    case .same(let print):
      toml.drop(Fingerprint.text(print), from: ["people", "apart"])
      toml.append(Fingerprint.text(print), to: ["people", "same"])
    case .open(let print):
      toml.drop(Fingerprint.text(print), from: ["people", "same"])
      toml.drop(Fingerprint.text(print), from: ["people", "apart"])
    case .rule(let rule, let isOff):
      let path = ["people", "off"]
      if isOff { toml.append(rule.rawValue, to: path) } else { toml.drop(rule.rawValue, from: path) }
    }
    _ = try Settings(toml: toml.text)
    return toml.text
  }
}

import TOMLKit

/// What `parley.toml` says: names, currency, calendar and mappings the analyst has settled.
package struct Settings: Sendable, Hashable {
  package var company: String?
  package var currency: String?
  /// What an hour of sales costs with everything that belongs to it.
  package var hourCost: Double?
  /// First month of the fiscal year, 1–12.
  package var fiscalYearStart = 1
  /// Mail domains of our own people: their badges and addresses are no leads.
  package var emailDomains: [String] = []
  package var mappings: [Mapping] = []
  /// Day-first answers for date columns nobody could decide: file, heading (empty: every such column of the file), true for day first.
  package var dayFirst: [DayFirst] = []
  /// What one of another currency is worth in the company's, by name.
  package var rates: [Rate] = []
  package struct Rate: Sendable, Hashable {
    package var currency: String
    package var rate: Double
  }
  /// Who is one person, and who is not, where the rules alone do not settle it.
  package var people = PeopleSettings()
  /// What stages mean whose words nobody else uses.
  package var stages = StageWords()
  package struct DayFirst: Sendable, Hashable {
    package var file: String
    package var heading: String
    package var isDayFirst: Bool
    package init(file: String, heading: String, isDayFirst: Bool) {
      self.file = file
      self.heading = heading
      self.isDayFirst = isDayFirst
    }
  }
  /// When somebody works, for waits.
  package var calendar = WorkingHours()
  package init() {}
}

extension Settings {
  static func read(from listing: FolderListing) throws(LoadFailure) -> Settings {
    guard let file = listing.settings else { return Settings() }
    let bytes = try file.load()
    let text = bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    return try Settings(toml: text, file: file.name)
  }

  /// Reads the text of a `parley.toml`. Unknown words are refused, since a misspelled answer would be no answer.
  package init(toml text: String, file: String = FolderListing.settingsName) throws(LoadFailure) {
    if let line = TomlHeadings.brokenLine(in: text) {
      throw .badSettings(file: file, line: line, problem: "this heading has no name. Write it as [company].")
    }
    let root: TOMLTable
    do {
      root = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      let what = error.description.split(separator: "\n").first.map(String.init) ?? "this is not TOML"
      throw .badSettings(file: file, line: Int(error.source.begin.line), problem: "\(what). Correct the line.")
    } catch {
      throw .badSettings(file: file, line: 1, problem: "this is not TOML. Correct the file.")
    }
    self.init()
    let source = SettingsSource(text: text, file: file)
    for (key, value) in root.inOrder {
      switch key {
      case "company": try readCompany(source.table(value, key), source)
      case "calendar": try readCalendar(source.table(value, key), source)
      case "rates": try readRates(source.table(value, key), source)
      case "people": try readPeople(source.table(value, key), source)
      case "stages": try readStages(source.table(value, key), source)
      case "files":
        for (name, value) in try source.table(value, key).inOrder { try readFile(name, source.table(value, name), source) }
      // Other tables belong to other rooms (keys, themes).
      default: continue
      }
    }
  }

  private mutating func readCompany(_ table: TOMLTable, _ source: SettingsSource) throws(LoadFailure) {
    for (key, value) in table.inOrder {
      switch key {
      case "name": company = try source.text(value, key)
      case "currency":
        let code = try source.text(value, key)
        guard code.utf8.count == 3, code.utf8.allSatisfy({ (65...90).contains($0) }) else {
          throw source.problem(
            key, "currency: “\(Reason.cut(code))” is not a currency. Write its three letters: currency = \"EUR\".")
        }
        currency = code
      case "fiscal_year_start":
        guard let month = value.int, (1...12).contains(month) else {
          throw source.problem(key, "fiscal_year_start is a month from 1 to 12. Write fiscal_year_start = 4 for April.")
        }
        fiscalYearStart = month
      case "hour_cost":
        let cost = value.double ?? value.int.map { Double($0) }
        guard let cost, cost > 0, cost < 100_000 else {
          throw source.problem(key, "hour_cost is what an hour of sales costs. Write hour_cost = 60.")
        }
        hourCost = cost
      case "email_domain": emailDomains = [try source.text(value, key).lowercased()]
      default:
        throw source.problem(
          key, "company has no “\(Reason.cut(key))”. It has name, currency, fiscal_year_start, hour_cost, email_domain.")
      }
    }
  }

  private mutating func readRates(_ table: TOMLTable, _ source: SettingsSource) throws(LoadFailure) {
    for (key, value) in table.inOrder {
      guard key.utf8.count == 3, key.utf8.allSatisfy({ (65...90).contains($0) }) else {
        throw source.problem(key, "rates: “\(Reason.cut(key))” is not a currency. Write its three letters: USD = 0.92.")
      }
      let number = value.double ?? value.int.map(Double.init)
      guard let number, number > 0, number.isFinite else {
        throw source.problem(key, "rates: \(key) is worth an amount above 0 of the company’s currency. Write \(key) = 0.92.")
      }
      rates.append(Rate(currency: key, rate: number))
    }
  }

  private mutating func readPeople(_ table: TOMLTable, _ source: SettingsSource) throws(LoadFailure) {
    for (key, value) in table.inOrder {
      let words = try source.texts(value, key)
      switch key {
      case "off":
        for word in words {
          guard let rule = PeopleRule(rawValue: word) else {
            throw source.problem(
              word,
              "“\(Reason.cut(word))” is no rule. Write one of \(PeopleRule.allCases.map(\.rawValue).joined(separator: ", "))."
            )
          }
          if !people.off.contains(rule) { people.off.append(rule) }
        }
      case "apart", "same":
        for word in words {
          guard let print = Fingerprint.read(word) else {
            throw source.problem(
              word, "“\(Reason.cut(word))” is no fingerprint of a key. Write the 16 digits that parley check --people lists.")
          }
          if key == "apart" { people.apart.insert(print) } else { people.same.insert(print) }
        }
      default:
        throw source.problem(key, "people has no “\(Reason.cut(key))”. It has off, apart, same.")
      }
    }
  }

  private mutating func readStages(_ table: TOMLTable, _ source: SettingsSource) throws(LoadFailure) {
    for (key, value) in table.inOrder {
      let words = Set(try source.texts(value, key).map { Heading($0).joined })
      switch key {
      case "won": stages.won = words
      case "lost": stages.lost = words
      case "open": stages.open = words
      default: throw source.problem(key, "stages has no “\(Reason.cut(key))”. It has won, lost, open.")
      }
    }
  }

  private mutating func readFile(_ name: String, _ table: TOMLTable, _ source: SettingsSource) throws(LoadFailure) {
    var mapping = Mapping(file: name, subject: nil)
    for (key, value) in table.inOrder {
      switch key {
      case "subject":
        let word = try source.text(value, key)
        if word == "none" {
          mapping.isLeftOut = true
        } else if let subject = Subject(rawValue: word) {
          mapping.subject = subject
        } else {
          throw source.problem(
            word,
            "“\(Reason.cut(word))” is no subject. Write one of \(Subject.allCases.map(\.rawValue).joined(separator: ", ")), none."
          )
        }
      case "columns":
        for (heading, value) in try source.table(value, key).inOrder {
          let word = try source.text(value, heading)
          guard word == "none" || Field(rawValue: word) != nil else {
            throw source.problem(
              word,
              "“\(Reason.cut(word))” is no field. Write one of \(Field.allCases.map(\.rawValue).joined(separator: ", ")), none."
            )
          }
          mapping.fields.append(Mapping.Assignment(heading: heading, field: Field(rawValue: word)))
        }
      case "dates":
        if let answers = value.table {
          for (heading, value) in answers.inOrder { try addAnswer(name, heading, value, source) }
        } else {
          try addAnswer(name, "", value, source)
        }
      default: throw source.problem(key, "a file has no “\(Reason.cut(key))”. It has subject, columns, dates.")
      }
    }
    if mapping.subject != nil || mapping.isLeftOut || !mapping.fields.isEmpty { mappings.append(mapping) }
  }

  private mutating func addAnswer(
    _ file: String, _ heading: String, _ value: TOMLValueConvertible, _ source: SettingsSource
  ) throws(LoadFailure) {
    let word = try source.text(value, "dates")
    guard word == "day-first" || word == "month-first" else {
      throw source.problem(
        word, "dates: “\(Reason.cut(word))” is no order. Write dates = \"day-first\" or dates = \"month-first\".")
    }
    dayFirst.append(DayFirst(file: file, heading: heading, isDayFirst: word == "day-first"))
  }
}

/// The text of the settings, for the line of what is wrong.
struct SettingsSource {
  var text: String
  var file: String

  func problem(_ word: String, _ sentence: String) -> LoadFailure {
    .badSettings(file: file, line: line(of: word), problem: sentence)
  }

  /// The first line that holds the word: TOMLKit forgets where its values stood.
  private func line(of word: String) -> Int {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let code = line.prefix { $0 != "#" }
      if code.contains(word) { return index + 1 }
    }
    return 1
  }

  func table(_ value: TOMLValueConvertible, _ key: String) throws(LoadFailure) -> TOMLTable {
    guard let table = value.table else {
      throw problem(key, "“\(Reason.cut(key))” is a table. Write [\(key)] on a line of its own.")
    }
    return table
  }

  func texts(_ value: TOMLValueConvertible, _ key: String) throws(LoadFailure) -> [String] {
    guard let array = value.array else {
      throw problem(key, "“\(Reason.cut(key))” is a list of texts. Write \(Reason.cut(key)) = [\"…\"].")
    }
    var texts: [String] = []
    for value in array { texts.append(try text(value, key)) }
    return texts
  }

  func text(_ value: TOMLValueConvertible, _ key: String) throws(LoadFailure) -> String {
    guard let text = value.string else { throw problem(key, "“\(Reason.cut(key))” is a text. Put it in quotes.") }
    return text
  }
}

extension TOMLTable {
  /// Keys in the order of their names, so that the first problem told is always the same.
  var inOrder: [(String, TOMLValueConvertible)] {
    keys.sorted().compactMap { key in self[key].map { (key, $0) } }
  }
}

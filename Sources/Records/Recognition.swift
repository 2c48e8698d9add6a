/// What one table was taken for, and what each of its columns means.
struct Recognised: Sendable {
  struct Use: Sendable, Equatable {
    var column: Int
    var field: Field
  }
  var table: Int
  /// `nil`: not recognised. `guess` then says what it came nearest to, and `uses` what its columns would have been.
  var subject: Subject?
  var guess: Subject?
  var score: Double
  /// In the order of the file.
  var uses: [Use]
  /// The program that wrote the table, where its headings tell.
  var exporter: Exporter?
  /// Why the table cannot be counted although it is known what it is.
  var refusal: TableRefusal?
  /// What amounts are in that their program has converted.
  var homeCurrency: String?
  /// A raw list whose people are the leads, because no file of leads is there.
  var isList = false

  func column(_ field: Field) -> Int? { uses.first { $0.field == field }?.column }
  func columns(_ field: Field) -> [Int] { uses.filter { $0.field == field }.map(\.column) }
}

/// Tables of unknown files → what each is about. By headings and by cells; what the user settled wins.
enum Recognition {
  /// A table below this many points is left out rather than guessed.
  static let threshold = 4.9

  /// What a table is by itself.
  static func alone(_ facts: TableFacts, _ table: Table, _ settings: Settings) -> Recognised {
    if table.isOfPeople, let found = score(facts, as: .leads) {
      let scored = Recognised(table: facts.table, subject: .leads, guess: .leads, score: found.score, uses: found.uses)
      return settled(facts, table, settings) ?? scored
    }
    if let found = settled(facts, table, settings) ?? exported(facts) { return found }
    if CalendarColumns.areAll(of: table) {
      return Recognised(table: facts.table, subject: .reference, guess: .reference, score: threshold, uses: [])
    }
    return best(facts)
  }

  /// What the tables are beside each other.
  static func recognise(
    _ tables: [Table], _ facts: [TableFacts], _ alone: [Recognised], settings: Settings, _ met: inout MetBefore
  ) -> [Recognised] {
    var found = alone
    for at in found.indices where tables[at].isHidden && !settings.mappings.contains(where: { $0.file == tables[at].file }) {
      (found[at].subject, found[at].refusal) = (nil, .hidden)
    }
    for at in found.indices where !settings.mappings.contains(where: { $0.file == tables[at].file }) {
      if let refusal = tables[at].refusal, found[at].exporter == nil { (found[at].subject, found[at].refusal) = (nil, refusal) }
      if tables[at].turned != nil, found[at].subject != .numbers, found[at].subject != .spend { found[at] = turned(facts[at]) }
    }
    for at in found.indices where tables[at].turned == nil { refuseComparison(&found[at], facts[at], tables[at]) }
    leavePeopleOut(&found, tables, settings)
    for at in found.indices where found[at].subject == .deals {
      addMoney(&found[at], facts[at], tables[at], settings)
      addStage(&found[at], facts[at], tables[at], settings)
      takeConverted(&found[at], facts[at], tables[at], settings)
    }
    for at in found.indices where found[at].subject == .customers { addYearly(&found[at], facts[at], tables[at], settings) }
    recogniseByTheirValues(&found, facts, tables, settings, &met)
    for at in found.indices {
      refuseSheets(&found[at], facts[at], tables[at], settings)
      leaveOutHosts(&found[at], tables[at])
    }
    settleRivals(&found, facts, tables, settings, &met)
    link(&found, facts, tables, settings)
    return found
  }

  /// A sheet that was turned has a period, then a channel where its rows are of several.
  private static func turned(_ facts: TableFacts) -> Recognised {
    var uses = [Recognised.Use(column: 0, field: .period)]
    if facts.columns.contains(where: { $0.column == 1 && $0.kind == .category }) {
      uses.append(Recognised.Use(column: 1, field: .channel))
    }
    return Recognised(table: facts.table, subject: .numbers, guess: .numbers, score: threshold, uses: uses)
  }

  /// The subject with most points; reference for a table without a single date; else unrecognised with its best guess.
  private static func best(_ facts: TableFacts) -> Recognised {
    var best = Recognised(table: facts.table, subject: nil, guess: nil, score: 0, uses: [])
    for subject in Subject.allCases {
      guard let scored = score(facts, as: subject), scored.score > best.score else { continue }
      best = Recognised(table: facts.table, subject: subject, guess: subject, score: scored.score, uses: scored.uses)
    }
    if best.score >= threshold { return best }
    if facts.dates.isEmpty || facts.listsStaff, !facts.texts.isEmpty {
      return Recognised(table: facts.table, subject: .reference, guess: .reference, score: 1, uses: [])
    }
    best.subject = nil
    return best
  }

  /// The table as `parley.toml` has it: subject and columns named there are taken, the rest is proposed.
  private static func settled(_ facts: TableFacts, _ table: Table, _ settings: Settings) -> Recognised? {
    guard let mapping = settings.mappings.first(where: { $0.file == table.file }) else { return nil }
    if mapping.isLeftOut { return Recognised(table: facts.table, subject: nil, guess: nil, score: 0, uses: []) }
    let proposed = exported(facts) ?? best(facts)
    let subject = mapping.subject ?? proposed.subject
    var uses: [Recognised.Use] = subject == proposed.subject ? proposed.uses : []
    if let subject, subject != proposed.subject { uses = assign(facts, to: subject).uses }
    for assignment in mapping.fields {
      guard let column = table.columns.firstIndex(where: { $0.name == assignment.heading }) else { continue }
      uses.removeAll { $0.column == column }
      guard let field = assignment.field else { continue }
      if field != .stage && field != .value { uses.removeAll { $0.field == field } }
      uses.append(Recognised.Use(column: column, field: field))
    }
    uses.sort { $0.column < $1.column }
    let exporter = subject == proposed.subject ? proposed.exporter : nil
    return Recognised(table: facts.table, subject: subject, guess: subject, score: 100, uses: uses, exporter: exporter)
  }

  /// Points and columns of a table taken for a subject; `nil` where it lacks what the subject cannot do without.
  static func score(_ facts: TableFacts, as subject: Subject) -> (score: Double, uses: [Recognised.Use])? {
    guard subject != .reference else { return nil }
    var (score, uses) = assign(facts, to: subject)
    // The one day of a row about a person is the day of the touch, whatever it is called.
    if subject == .touches, !uses.contains(where: { $0.field == .day }), facts.dates.count == 1,
      !isPlanned(facts.dates[0].heading), !isOfLeavingOrPaying(facts.dates[0].heading)
    {
      uses.append(Recognised.Use(column: facts.dates[0].column, field: .day))
      uses.sort { $0.column < $1.column }
    }
    if subject == .deals { score += completeDeals(&uses, facts) }
    guard let bonus = bonus(facts, as: subject, uses) else { return nil }
    score += bonus
    if subject == .numbers, !uses.contains(where: { $0.field == .period }),
      let date = facts.dates.first(where: { $0.filled > 0.9 })
    {
      uses.append(Recognised.Use(column: date.column, field: .period))
      uses.sort { $0.column < $1.column }
    }
    for hint in RecognitionWords.fileHints where hint.subject == subject && facts.name.contains(hint.word) {
      score += 1
      break
    }
    return (score, uses)
  }

  /// The best heading for each field, the surest first; a column means one thing, a field has one column (a stage may have more).
  static func assign(_ facts: TableFacts, to subject: Subject) -> (score: Double, uses: [Recognised.Use]) {
    struct Claim {
      var slot: Int
      var column: ColumnFacts
      var likeness: Double
      var weight: Double
    }
    let slots = RecognitionWords.slots(of: subject)
    let exporter = facts.exporter?.subject == subject ? facts.exporter : nil
    var claims: [Claim] = []
    for (index, slot) in slots.enumerated() {
      for column in facts.columns where slot.kinds.contains(column.kind) || (column.kind == .empty && !slot.phrases.isEmpty) {
        var likeness = likeness(of: column, to: slot, of: subject)
        // What its own program calls a column is surer than any word.
        if let meaning = exporter?.meaning(of: column.heading) {
          guard case .field(slot.field) = meaning else { continue }
          likeness = max(likeness, 1.1)
        }
        if likeness <= 0 { continue }
        if column.kind == .empty { likeness *= 0.4 }
        claims.append(Claim(slot: index, column: column, likeness: likeness, weight: slot.weight))
      }
    }
    claims.sort {
      let a = ($0.likeness * 10 + $0.weight * 0.1)
      let b = ($1.likeness * 10 + $1.weight * 0.1)
      return a != b ? a > b : ($0.slot, $0.column.column) < ($1.slot, $1.column.column)
    }
    var takenColumns: Set<Int> = []
    var takenFields: [Field] = []
    var uses: [Recognised.Use] = []
    var score = 0.0
    for claim in claims {
      let field = slots[claim.slot].field
      let isMore = takenFields.contains(field)
      let mayRepeat = (field == .stage || field == .attended && subject != .customers) && claim.likeness > 0.8
      guard !takenColumns.contains(claim.column.column), !isMore || mayRepeat else { continue }
      takenColumns.insert(claim.column.column)
      takenFields.append(field)
      uses.append(Recognised.Use(column: claim.column.column, field: field))
      if !isMore { score += claim.likeness * claim.weight }
    }
    uses.sort { $0.column < $1.column }
    return (score, uses)
  }

  /// Days that a program notes for itself, and plans in words that are not bent.
  private static let notAnEvent = [
    "expected", "est", "current", "anticipated", "projected", "planned", "forecast", "estimated", "due", "modified", "updated",
    "synced", "last", "next", "exited", "vorauss", "letzte", "letzter", "letzten", "letztes", "nächste", "nächster", "geändert",
    "aktualisiert", "prevu", "prevue", "derniere", "dernière", "dernier", "prochaine", "modifié", "modification", "ultima",
    "ultimo", "última", "último", "proxima", "proximo", "próxima", "modificación", "attesa", "atteso", "laatste", "laatst",
    "volgende", "gewijzigd",
  ]

  /// Plans, however a language bends the word: `erwarteter`, `prévues`.
  private static let plannedStems = [
    "erwartet", "geplant", "voraussichtlich", "geschätzt", "vermutlich", "prognosti", "prévu", "prévision", "estimé", "estimad",
    "attendu", "esperad", "previst", "verwacht", "geplande", "geschat",
  ]

  /// A day that is planned, or that a program notes for itself.
  static func isPlanned(_ heading: Heading) -> Bool {
    heading.words.contains { word in notAnEvent.contains(word) || plannedStems.contains { word.hasPrefix($0) } }
  }

  static let owners = [
    "owner", "rep", "assigned", "assignee", "creator", "createdby", "modifiedby", "inhaber", "besitzer", "zuständiger",
    "verantwortlicher",
    "verkäufer", "vertrieb", "eigenaar", "propriétaire", "responsable", "propietario", "proprietario", "proprietário",
  ]
  private static let campaigns = [
    "campaign", "campaigns", "ad", "adset", "kampagne", "kampagnenname", "campagne", "campaña", "campanha", "campagna",
    "campagnenaam", "キャンペーン", "キャンペーン名",
  ]
  static let made = [
    "created", "createdate", "creation", "added", "opened", "erstellt", "erstellungsdatum", "angelegt", "créé", "créée",
    "création",
    "creado", "creada", "creación", "aangemaakt", "gemaakt", "criado", "criada", "criação", "creazione", "creato", "作成日",
  ]

  private static func likeness(of column: ColumnFacts, to slot: RecognitionWords.Slot, of subject: Subject) -> Double {
    // Of a deal that is won or lost the last change of stage is what won or lost it.
    let isLastStage = slot.field == .closed && column.heading.contains("stage") && column.heading.contains("last")
    if column.isDate && isPlanned(column.heading) && !isLastStage { return 0 }
    if slot.field == .dealKind && !column.saysDealKind { return 0 }
    // Whose somebody is is not who somebody is; the day something was made is not the day it ended.
    if [.email, .name, .leadID, .company, .source].contains(slot.field), column.heading.containsAny(of: owners) { return 0 }
    if slot.field == .email && subject == .deals && column.heading.contains("user") { return 0 }
    if [.closed, .won, .lost].contains(slot.field), column.heading.containsAny(of: made) { return 0 }
    // What a customer turns over itself is no deal of ours, unless a heading is known word by word.
    if slot.field == .amount && column.describesCustomer
      && !slot.phrases.contains(where: { $0.joined == column.heading.joined })
    {
      return 0
    }
    // `Won/Lost date` is the day of either.
    if [.won, .lost].contains(slot.field), column.isDate, column.heading.contains("won"), column.heading.contains("lost") {
      return 0
    }
    // Two people of one name are two people: names that come twice are no ids.
    if slot.field == .leadID && subject == .leads && column.areNames && column.repeated > 0 { return 0 }
    if slot.field == .stage && column.kind == .number && !column.isFlag { return 0 }
    if slot.field == .stage && column.heading.joined != "stage" && !column.saysWon && !column.saysLost && !column.isFlag {
      // A status that never says won or lost may still be a stage, but not on the strength of half a heading.
      if !slot.phrases.contains(where: { $0.joined == column.heading.joined || $0.bare == column.bare }) { return 0 }
    }
    // How long somebody waited is no time that was spent on them.
    if slot.field == .minutes, column.heading.containsAny(of: answers + ["wait", "waited", "waiting", "until", "since"]) {
      return 0
    }
    if slot.field == .value && subject == .complaints && column.heading.containsAny(of: RecognitionWords.recommending) {
      return 0.95
    }
    if slot.field == .attended && !column.saysWhoCame { return 0 }
    if slot.field == .source && column.kind == .key && column.repeated < 0.2 && column.emails == 0 { return 0 }
    if slot.field == .email && column.kind != .empty && column.emails == 0 && column.heading.joined != "email" { return 0 }
    var best = 0.0
    for (index, phrase) in slot.phrases.enumerated() {
      best = max(best, column.heading.likeness(to: phrase, bare: column.bare) - 0.001 * Double(index))
    }
    if slot.field == .email && column.emails > 0.8 { best = max(best, 0.9) }
    // Where both are there, the platform is the channel and the campaign is one of its campaigns.
    if slot.field == .channel, best > 0.03, column.heading.containsAny(of: campaigns) { best -= 0.03 }
    // Where nothing else says the day, the one on which somebody came is it.
    return slot.field == .came ? best - 0.05 : best
  }
}

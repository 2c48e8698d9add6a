/// Rows that are nobody: our own people, what somebody typed to try a form, and who registered and did not come.
struct Nobodies {
  private let emails: [UInt64]
  private let names: [UInt64]
  private let staff: EntryTexts?
  private let absence: ((Int) -> PeopleRule?)?
  private let isDeleted: ((Int) -> Bool)?
  private let isTest: ((Int) -> Bool)?
  private let settings: PeopleSettings
  private let tests = (addresses: TestRecords.addressKeys, names: TestRecords.nameKeys)

  init(
    emails: [UInt64], names: [UInt64], staff: EntryTexts?, absence: ((Int) -> PeopleRule?)? = nil,
    isDeleted: ((Int) -> Bool)? = nil, isTest: ((Int) -> Bool)? = nil, settings: PeopleSettings
  ) {
    self.isDeleted = isDeleted
    self.isTest = isTest
    self.emails = emails
    self.names = names
    self.staff = staff
    self.absence = absence
    self.settings = settings
  }

  /// Why a row is nobody, and what the rule went by; `nil`: somebody.
  func callAsFunction(_ row: Int) -> (rule: PeopleRule, key: UInt64)? {
    let email = emails.isEmpty ? 0 : emails[row]
    let name = names.isEmpty ? 0 : names[row]
    if let staff, staff.isStaff(row) {
      let key = email != 0 ? email : staff.key(row)
      if settings.holds(.staff, key) { return (.staff, key) }
    }
    if tests.addresses.holds(email), settings.holds(.testRecord, email) { return (.testRecord, email) }
    if tests.names.holds(name), settings.holds(.testRecord, name) { return (.testRecord, name) }
    if isTest?(row) ?? false {
      let key = email != 0 ? email : name
      if settings.holds(.testRecord, key) { return (.testRecord, key) }
    }
    if isDeleted?(row) ?? false {
      let key = email != 0 ? email : name
      if settings.holds(.deleted, key) { return (.deleted, key) }
    }
    if let rule = absence?(row) {
      let key = emails.isEmpty ? name : email
      if settings.holds(rule, key) { return (rule, key) }
    }
    return nil
  }
}

extension LeadMatching.Keys {
  /// What the two rows of a merge have in common.
  func key(_ rule: PeopleRule, _ row: Int) -> UInt64 { rule == .sameID ? ids[row] : emails[row] }
}

extension LedgerBuilding {
  /// Who in a table is nobody. Our own people are known by a domain only where `parley.toml` names it: a mail of ours in an export
  /// of leads may be anything else. In a list whose people are the leads they are known as in any list.
  func nobodies(of table: Int, _ columns: LeadColumns, _ emails: [UInt64]) -> Nobodies {
    var staff: EntryTexts?
    let isList = recognised[table].isList
    if isList || !ownDomains.isEmpty {
      let (badge, email) = (isList ? recognised[table].column(.badge) : nil, recognised[table].column(.email))
      if badge != nil || email != nil {
        staff = EntryTexts(
          parts[table]?.table ?? tables[table], badge: badge, email: email, own: isList ? domains(of: table) : ownDomains)
      }
    }
    let isJudged = column(.name, of: table).map { TestRecords.mayJudge(name: $0.name) } ?? false
    return Nobodies(
      emails: columns.emails == nil ? [] : emails, names: isJudged ? columns.names ?? [] : [], staff: staff,
      absence: absence(of: table), isDeleted: deletion(of: table), isTest: trial(of: table),
      settings: settings.people)
  }

  /// Whether a row lies in the recycle bin, where a column says it: `IsDeleted`, `_fivetran_deleted`, `deleted_at`.
  func deletion(of table: Int) -> ((Int) -> Bool)? {
    mark(
      in: table,
      called: [
        "is deleted", "isdeleted", "deleted", "fivetran deleted", "archived", "is archived", "deleted at", "deleted date",
      ])
  }

  /// Whether a row was made to try something, where a column says it: LinkedIn’s `Test Lead`, `is_test`.
  func trial(of table: Int) -> ((Int) -> Bool)? {
    mark(
      in: table,
      called: [
        "test lead", "is test", "istest", "test record", "is test record", "is test lead", "testlead", "testdatensatz",
        "is sandbox",
      ])
  }

  /// The rows that a column of one of these names says yes of, or gives a day.
  private func mark(in table: Int, called names: [String]) -> ((Int) -> Bool)? {
    let own = parts[table]?.table ?? tables[table]
    for column in own.columns where names.contains(Heading(column.name).joined) {
      if case .moments(let moments, _) = column.cells { return { !moments[$0].isMissing } }
      if let saysYes = column.saysYes { return saysYes }
    }
    return nil
  }

  mutating func leaveOut(_ table: Int, row: Int, _ rule: PeopleRule, _ key: UInt64) {
    joined.reports[table].setAside += 1
    let origin = Origin(file: UInt16(table), row: Int32(row))
    joined.merges.append(MergeRow(rule: rule, row: origin, into: origin, key: key))
  }

  mutating func merge(_ rule: PeopleRule, _ row: Origin, into: Origin, _ key: UInt64) {
    joined.merges.append(MergeRow(rule: rule, row: row, into: into, key: key))
  }

  /// Rows that newer exports have again.
  mutating func setAside(_ table: Int, _ older: [Int: Int]) {
    for file in older.keys.sorted() {
      let rows = older[file] ?? 0
      joined.reports[table].setAside += rows
      joined.reports[table].overlaps.append(Overlap(file: tables[file].file, rows: rows))
    }
  }

  /// Each entry of the lists that is nobody new, with the row that stands for it; those the user keeps apart are people again.
  mutating func listEntryMerges() {
    var groups: [Int: [Int]] = [:]
    for at in joined.entries.indices { groups[joined.entries[at].source ?? -1 - at, default: []].append(at) }
    for group in groups.keys.sorted() { listEntryMerges(groups[group] ?? []) }
  }

  private mutating func listEntryMerges(_ group: [Int]) {
    let keys = group.map { at -> (emails: [UInt64], badges: [UInt64], lists: [UInt64]) in
      let file = joined.entries[at].file
      return (
        column(.email, of: file)?.keys() ?? [], column(.badge, of: file)?.keys() ?? [], column(.source, of: file)?.keys() ?? []
      )
    }
    // People of a group are numbered from nought: where each came first, as the place of the list and of the row in it.
    let people = group.reduce(0) { $0 + joined.entries[$1].entries.count }
    var first = [(list: Int32, row: Int32)](repeating: (-1, 0), count: people)
    for (place, at) in group.enumerated() {
      let file = joined.entries[at].file
      let (emails, badges, lists) = keys[place]
      for index in joined.entries[at].entries.indices {
        let entry = joined.entries[at].entries[index]
        let row = Int(entry.row)
        if entry.standing == .first, entry.person >= 0 {
          if first[Int(entry.person)].list < 0 { first[Int(entry.person)] = (Int32(place), entry.row) }
          continue
        }
        let origin = Origin(file: UInt16(file), row: entry.row)
        let email = emails.isEmpty ? 0 : emails[row]
        let key = email != 0 ? email : badges.isEmpty ? 0 : badges[row]
        let list = lists.isEmpty ? 0 : lists[row]
        switch entry.standing {
        case .staff: joined.merges.append(MergeRow(rule: .staff, row: origin, into: origin, key: key))
        case .first: break
        case .again, .caseVariant:
          let (list0, row0) = first[Int(entry.person)]
          guard list0 >= 0 else { continue }
          let other = keys[Int(list0)]
          let earlier = (
            origin: Origin(file: UInt16(joined.entries[group[Int(list0)]].file), row: row0),
            email: other.emails.isEmpty ? 0 : other.emails[Int(row0)], list: other.lists.isEmpty ? 0 : other.lists[Int(row0)]
          )
          let rule: PeopleRule =
            entry.standing == .caseVariant
            ? .otherCase
            : email != 0 && earlier.email != 0 && email != earlier.email
              ? .otherAddress : list != earlier.list || origin.file != earlier.origin.file ? .otherList : .again
          if settings.people.holds(rule, key) {
            joined.merges.append(MergeRow(rule: rule, row: origin, into: earlier.origin, key: key))
          } else {
            joined.entries[at].entries[index].standing = .first
          }
        }
      }
    }
  }
}

extension LeadRows {
  /// An older export's row of somebody who is there: only when they came is taken from it, if that is earlier.
  mutating func keepNewer(_ older: LeadRecord, of i: Int) {
    guard older.created < created[i] else { return }
    created[i] = older.created
    source[i] = older.source
  }
}

extension Column {
  /// Whether a row says yes, or 1; `nil` where its cells are no words and no numbers.
  var saysYes: ((Int) -> Bool)? {
    switch cells {
    case .numbers(let numbers, _): return { numbers[$0] == 1 }
    case .categories(let codes, let names):
      let isYes = names.map { RecognitionWords.yesWords.contains(Heading($0).joined) }
      return { codes[$0] != Column.missingCode && isYes[Int(codes[$0])] }
    case .keys, .moments, .ambiguousMoments: return nil
    }
  }
}

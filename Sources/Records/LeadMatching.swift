/// Which person each row of one leads file is: in the order of the file, because who came first decides.
///
/// Only the few rows of people who are there already need a second look; all others are known by their row alone, so that their
/// columns can be filled in parts.
struct LeadMatching {
  /// Ids and e-mails of all rows, and the rows that can be used.
  struct Keys {
    var ids: [UInt64]
    var emails: [UInt64]
    var rows: [Range<Int>]
    /// The two columns with the rows that were matched before.
    var allIDs: [UInt64] = []
    var allEmails: [UInt64] = []
    /// Whether the row has neither id nor e-mail, so that its name and company stand in the place of the e-mail.
    var isNamed: (Int) -> Bool = { _ in false }
  }

  /// A row of somebody who is there already.
  struct Again {
    enum Kind: Equatable {
      case repeated(staysAnyway: Bool)
      case merged
      /// The same id in an older export: its newer row is there.
      case older
    }
    var row: Int32
    var lead: Int32
    var kind: Kind
    /// What the two rows have in common; `nil` where they only share an id that is two people's.
    var rule: PeopleRule?
  }

  let table: Int
  /// Rows and leads of the files before.
  let firstRow: Int
  /// Rows of this file that were matched before, and people that are there.
  let offset: Int
  let firstLead: Int
  let settings: PeopleSettings
  /// The files that have the headings of this one.
  let sameExports: Set<Int>
  /// The row of each new person, in the order of the persons.
  private(set) var newRows: [Int32] = []
  private(set) var again: [Again] = []
  /// People whose row is no more the one they came with.
  private var moved: [Int32: (origin: Origin, created: Day)] = [:]

  init(table: Int, firstRow: Int, offset: Int, firstLead: Int, settings: PeopleSettings, sameExports: Set<Int>) {
    self.settings = settings
    self.sameExports = sameExports
    self.table = table
    self.firstRow = firstRow
    self.offset = offset
    self.firstLead = firstLead
  }

  mutating func match(_ keys: Keys, _ created: Moments, _ people: inout PeopleIndex, _ leads: LeadRows, workers: Int) {
    var ids = people.byID
    var emails = people.byEmail
    var leadOfRow = people.leadOfRow
    // Held once, so that they are changed in place.
    (people.byID, people.byEmail, people.leadOfRow) = (KeyIndex(), KeyIndex(), [])
    var byID: [Int32] = []
    var byEmail: [Int32] = []
    Parallel.both(
      created.count, workers: workers, { byID = ids.add(keys.ids, rows: keys.rows, whole: keys.allIDs) },
      { byEmail = emails.add(keys.emails, rows: keys.rows, whole: keys.allEmails) })
    newRows.reserveCapacity(created.count)
    let isAsked = !settings.isEmpty
    for rows in keys.rows {
      for row in rows {
        var sameID = leadOfRow[Int(byID[row])]
        var sameEmail = leadOfRow[Int(byEmail[row])]
        if isAsked, sameID >= 0 || sameEmail >= 0 {
          if sameID >= 0, !settings.holds(.sameID, keys.ids[row]) {
            // Who keeps two rows of one id apart keeps them apart whatever else they share.
            if sameEmail == sameID, settings.keepsApart(keys.ids[row]) { sameEmail = -1 }
            sameID = -1
          }
          if sameEmail >= 0, !settings.holds(keys.isNamed(row) ? .sameName : .sameEmail, keys.emails[row]) { sameEmail = -1 }
        }
        if sameID < 0 && sameEmail < 0 {
          let lead = Int32(firstLead + newRows.count)
          leadOfRow[firstRow + row] = lead
          // The row that holds the address may have been another person's: then it is this one's from now on.
          if leadOfRow[Int(byEmail[row])] < 0 { leadOfRow[Int(byEmail[row])] = lead }
          newRows.append(Int32(truncatingIfNeeded: row))
          continue
        }
        let kind = kind(of: row, sameID, sameEmail, keys, emails, created, leads)
        let lead = sameID >= 0 ? sameID : sameEmail
        var rule: PeopleRule? = sameID >= 0 ? .sameID : keys.isNamed(row) ? .sameName : .sameEmail
        switch kind {
        case .repeated(staysAnyway: true): rule = nil
        case .older: leadOfRow[firstRow + row] = lead
        case .repeated, .merged:
          leadOfRow[firstRow + row] = lead
          let day = created[row].day
          if day < standing(lead, created, leads).created { moved[lead] = (origin(of: row), day) }
        }
        again.append(Again(row: Int32(truncatingIfNeeded: row), lead: lead, kind: kind, rule: rule))
      }
    }
    (people.byID, people.byEmail, people.leadOfRow) = (ids, emails, leadOfRow)
  }

  private func origin(of row: Int) -> Origin { Origin(file: UInt16(table), row: Int32(offset + row)) }

  /// Where a person's row is, and its day.
  private func standing(_ lead: Int32, _ created: Moments, _ leads: LeadRows) -> (origin: Origin, created: Day) {
    if let moved = moved[lead] { return moved }
    if Int(lead) < firstLead { return (leads.origin[Int(lead)], leads.created[Int(lead)]) }
    let row = Int(newRows[Int(lead) - firstLead])
    return (origin(of: row), created[row].day)
  }

  private func kind(
    of row: Int, _ sameID: Int32, _ sameEmail: Int32, _ keys: Keys, _ emails: KeyIndex, _ created: Moments, _ leads: LeadRows
  ) -> Again.Kind {
    guard sameID >= 0 else { return keys.ids[row] == 0 ? .repeated(staysAnyway: false) : .merged }
    // One id with another address is another person, and nobody can say whose the id is: the first row stays.
    let earlier = standing(sameID, created, leads).origin
    // Another export of the same people: files come newest first. What another program knows of them is added.
    if Int(earlier.file) != table { return sameExports.contains(Int(earlier.file)) ? .older : .merged }
    let address = emails.key(ofRow: firstRow - offset + Int(earlier.row))
    return .repeated(staysAnyway: address != 0 && keys.emails[row] != 0 && address != keys.emails[row])
  }
}

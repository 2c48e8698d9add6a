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
  }

  /// A row of somebody who is there already.
  struct Again {
    enum Kind {
      case repeated(staysAnyway: Bool)
      case merged
    }
    var row: Int32
    var lead: Int32
    var kind: Kind
  }

  let table: Int
  /// Rows and leads of the files before.
  let firstRow: Int
  let firstLead: Int
  /// The row of each new person, in the order of the persons.
  private(set) var newRows: [Int32] = []
  private(set) var again: [Again] = []
  /// People whose row is no more the one they came with.
  private var moved: [Int32: (origin: Origin, created: Day)] = [:]

  init(table: Int, firstRow: Int, firstLead: Int) {
    self.table = table
    self.firstRow = firstRow
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
      created.count, workers: workers, { byID = ids.add(keys.ids, rows: keys.rows) },
      { byEmail = emails.add(keys.emails, rows: keys.rows) })
    newRows.reserveCapacity(created.count)
    for rows in keys.rows {
      for row in rows {
        let sameID = leadOfRow[Int(byID[row])]
        let sameEmail = leadOfRow[Int(byEmail[row])]
        if sameID < 0 && sameEmail < 0 {
          let lead = Int32(firstLead + newRows.count)
          leadOfRow[firstRow + row] = lead
          // The row that holds the address may have been another person's: then it is this one's from now on.
          if leadOfRow[Int(byEmail[row])] < 0 { leadOfRow[Int(byEmail[row])] = lead }
          newRows.append(Int32(truncatingIfNeeded: row))
          continue
        }
        let kind = kind(of: row, sameID, sameEmail, keys, created, leads)
        let lead = sameID >= 0 ? sameID : sameEmail
        if case .repeated(staysAnyway: true) = kind {
        } else {
          leadOfRow[firstRow + row] = lead
          let day = created[row].day
          if day < standing(lead, created, leads).created { moved[lead] = (origin(of: row), day) }
        }
        again.append(Again(row: Int32(truncatingIfNeeded: row), lead: lead, kind: kind))
      }
    }
    (people.byID, people.byEmail, people.leadOfRow) = (ids, emails, leadOfRow)
  }

  private func origin(of row: Int) -> Origin { Origin(file: UInt16(table), row: Int32(row)) }

  /// Where a person's row is, and its day.
  private func standing(_ lead: Int32, _ created: Moments, _ leads: LeadRows) -> (origin: Origin, created: Day) {
    if let moved = moved[lead] { return moved }
    if Int(lead) < firstLead { return (leads.origin[Int(lead)], leads.created[Int(lead)]) }
    let row = Int(newRows[Int(lead) - firstLead])
    return (origin(of: row), created[row].day)
  }

  private func kind(
    of row: Int, _ sameID: Int32, _ sameEmail: Int32, _ keys: Keys, _ created: Moments, _ leads: LeadRows
  ) -> Again.Kind {
    guard sameID >= 0 else { return keys.ids[row] == 0 ? .repeated(staysAnyway: false) : .merged }
    // One id with another address is another person, and nobody can say whose the id is: the first row stays.
    let earlier = standing(sameID, created, leads).origin
    let address = Int(earlier.file) == table ? keys.emails[Int(earlier.row)] : 0
    return .repeated(staysAnyway: address != 0 && keys.emails[row] != 0 && address != keys.emails[row])
  }
}

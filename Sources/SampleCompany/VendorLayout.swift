import Records

/// Whose headings and habits the sample company's people and deals are written in. All other files stay as they are: badge
/// scanners and webinar tools do not change with the CRM.
package enum Layout: String, CaseIterable, Sendable {
  case parley, hubspot, salesforce

  var files: [VendorFile] {
    switch self {
    case .parley: []
    case .hubspot: [VendorFile.hubspotContacts, VendorFile.hubspotDeals]
    case .salesforce:
      [VendorFile.salesforceLeads, VendorFile.salesforceOpportunities, VendorFile.salesforceHistory]
    }
  }
}

/// One file of another vendor's: the records of Parley's own layout under other headings, in other words, dates and bytes.
struct VendorFile: Sendable {
  /// How a cell is written there.
  enum Spelling: Sendable {
    case same
    case firstName, lastName
    /// `2024-10-28 07:35` as `10/28/2024, 7:35 AM`.
    case american
    /// By another word for each of ours.
    case words([String: String])
    /// `true` where ours is this word, else `false`.
    case isWord(String)
    /// The same in every row.
    case always(String)
  }
  struct Column: Sendable {
    var heading: String
    /// Column of Parley's own file.
    var own: Int
    var spelling: Spelling
    init(_ heading: String, _ own: Int, _ spelling: Spelling = .same) {
      self.heading = heading
      self.own = own
      self.spelling = spelling
    }
  }

  /// The file of Parley's layout that it stands for, and how many cells its records have.
  var own: String
  var ownColumns: Int
  var name: String
  var columns: [Column]
  var quotesAll = false
  var lineEnd = "\n"
  /// Written after the last record; `{rows}` is their number.
  var footer = ""
  var isWindows1252 = false
  /// A row for every change instead of one a record: the stages and the columns of Parley's own file that date them, first to last.
  var stages: [(name: String, own: Int)] = []

  /// A piece of Parley's file (whole lines) as a piece of this one. `rows` counts the records written so far.
  func rewritten(_ piece: UnsafeRawBufferPointer, rows: inout Int) -> [UInt8] {
    var out = Lines(name)
    for line in piece.split(separator: UInt8(ascii: "\n")) {
      let cells = VendorFile.cells(of: line)
      if rows < 0 {
        write(columns.map(\.heading), to: &out)
      } else if !stages.isEmpty {
        if cells.count == ownColumns { writeChanges(of: cells, to: &out) }
      } else if cells.count == ownColumns {
        write(columns.map { VendorFile.spelled(cells[$0.own], $0.spelling) }, to: &out)
      } else {
        // A row that is cut off in ours is cut off here, too.
        write(Array(columns.prefix(cells.count).map { $0.own < cells.count ? cells[$0.own] : "" }), to: &out)
      }
      rows += 1
    }
    return isWindows1252 ? VendorFile.windows1252(out.bytes) : out.bytes
  }

  /// The changes of one deal, the newest first, as such reports have them; what changed something else is among them.
  private func writeChanges(of cells: [String], to out: inout Lines) {
    var changes: [(from: String, to: String, day: String)] = []
    for (name, own) in stages where VendorFile.isDay(cells[own]) { changes.append((changes.last?.to ?? "", name, cells[own])) }
    if let last = changes.last, last.to == "Proposal" { changes.append((last.to, last.to, last.day)) }
    let endings = ["won": "Closed Won", "lost": "Closed Lost"]
    if let ending = endings[cells[7]], VendorFile.isDay(cells[6]) { changes.append((changes.last?.to ?? "", ending, cells[6])) }
    for change in changes.reversed() {
      write([cells[0], change.from, change.to, cells[5], VendorFile.spelled(change.day, .american)], to: &out)
    }
  }

  /// `2026-10-28`
  private static func isDay(_ cell: String) -> Bool {
    let parts = cell.split(separator: "-").compactMap { Int($0) }
    return cell.utf8.count == 10 && parts.count == 3 && Day(year: parts[0], month: parts[1], day: parts[2]) != nil
  }

  /// What comes after the last record.
  func ending(rows: Int) -> [UInt8] {
    let text = footer.split(separator: "{rows}", omittingEmptySubsequences: false).joined(separator: "\(rows)")
    return isWindows1252 ? VendorFile.windows1252(Array(text.utf8)) : Array(text.utf8)
  }

  private func write(_ cells: [String], to out: inout Lines) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { out.comma() }
      out.cell(cell, isQuoted: quotesAll)
    }
    out.text(lineEnd)
  }

  private static func cells(of line: Slice<UnsafeRawBufferPointer>) -> [String] {
    var cells: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var wasQuote = false
    for byte in line {
      if byte == UInt8(ascii: "\"") {
        // Twice inside quotes is one of its own.
        if wasQuote && !isQuoted { cell.append(byte) }
        isQuoted.toggle()
        wasQuote = true
        continue
      }
      wasQuote = false
      if byte == UInt8(ascii: ","), !isQuoted {
        cells.append(String(decoding: cell, as: UTF8.self))
        cell.removeAll(keepingCapacity: true)
      } else {
        cell.append(byte)
      }
    }
    return cells + [String(decoding: cell, as: UTF8.self)]
  }

  private static func spelled(_ cell: String, _ spelling: Spelling) -> String {
    switch spelling {
    case .same: return cell
    case .always(let text): return text
    case .isWord(let word): return cell == word ? "true" : "false"
    case .words(let words): return words[cell] ?? cell
    case .firstName: return cell.split(separator: " ").first.map(String.init) ?? ""
    case .lastName: return cell.split(separator: " ").dropFirst().joined(separator: " ")
    case .american:
      let parts = cell.split { $0 == "-" || $0 == " " || $0 == ":" }.compactMap { Int($0) }
      guard parts.count >= 3 else { return cell }
      let day = "\(parts[1])/\(parts[2])/\(parts[0])"
      guard parts.count == 5 else { return day }
      let minute = parts[4] < 10 ? "0\(parts[4])" : "\(parts[4])"
      return "\(day), \((parts[3] + 11) % 12 + 1):\(minute) \(parts[3] < 12 ? "AM" : "PM")"
    }
  }

  private static func windows1252(_ bytes: [UInt8]) -> [UInt8] {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.map { scalar in
      scalar.value < 0x80 || (0xA0...0xFF).contains(scalar.value) ? UInt8(scalar.value) : UInt8(ascii: "?")
    }
  }
}

extension VendorFile {
  static let hubspotContacts = VendorFile(
    own: "contacts.csv", ownColumns: 13, name: "contacts.csv",
    columns: [
      Column("Record ID", 0), Column("First Name", 2, .firstName), Column("Last Name", 2, .lastName), Column("Email", 1),
      Column("Company Name", 3), Column("Contact owner", 0, .always("")), Column("Create Date", 4),
      Column("Original Traffic Source", 5), Column("Became a Marketing Qualified Lead Date", 6),
      Column("Became a Sales Qualified Lead Date", 7), Column("Sent Back Date", 8), Column("Sent Back Reason", 9),
      Column("First Outreach Date", 10), Column("Qualified", 11), Column("Heard of us", 12),
    ])

  static let hubspotDeals = VendorFile(
    own: "deals.csv", ownColumns: 14, name: "deals.csv",
    columns: [
      Column("Record ID", 0), Column("Deal Stage", 4, .words(["closed won": "closedwon", "closed lost": "closedlost"])),
      Column("Create Date", 3), Column("Close Date", 6), Column("Amount", 5), Column("Deal owner", 10),
      Column("Pipeline", 0, .always("Sales Pipeline")),
      Column("Deal Type", 9, .words(["new": "newbusiness", "expansion": "expansion"])),
      Column("Is Closed Won", 7, .isWord("won")), Column("Closed Lost Reason", 8), Column("Associated Contact IDs", 1),
      Column("Associated Company", 2), Column("Date entered \"Qualified (Sales Pipeline)\"", 11),
      Column("Date entered \"Demo (Sales Pipeline)\"", 12), Column("Date entered \"Proposal (Sales Pipeline)\"", 13),
    ])

  private static let salesforceFooter =
    "\r\n\"Grand Totals ({rows} records)\"\r\n\"\"\r\n\"Confidential Information - Do Not Distribute\"\r\n"
    + "\"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.\"\r\n"

  static let salesforceLeads = VendorFile(
    own: "contacts.csv", ownColumns: 13, name: "contacts.csv",
    columns: [
      Column("Lead ID", 0), Column("First Name", 2, .firstName), Column("Last Name", 2, .lastName),
      Column("Company / Account", 3), Column("Email", 1), Column("Lead Source", 5), Column("Create Date", 4, .american),
      Column("MQL Date", 6, .american), Column("Sales Accepted Date", 7, .american),
      Column("Disqualified Date", 8, .american), Column("Disqualified Reason", 9), Column("First Call", 10, .american),
      Column("Qualified", 11, .american), Column("Heard of us", 12),
    ], quotesAll: true, lineEnd: "\r\n", footer: salesforceFooter, isWindows1252: true)

  static let salesforceOpportunities = VendorFile(
    own: "deals.csv", ownColumns: 14, name: "deals.csv",
    columns: [
      Column("Opportunity ID", 0), Column("Opportunity Owner", 10), Column("Account Name", 2), Column("Lead ID", 1),
      Column("Type", 9, .words(["new": "New Business", "expansion": "Existing Customer - Expansion"])),
      Column(
        "Stage", 4,
        .words([
          "closed won": "Closed Won", "closed lost": "Closed Lost", "qualified": "Qualified", "demo": "Demo",
          "proposal": "Proposal",
        ])),
      Column("Amount Currency", 5, .always("EUR")), Column("Amount", 5), Column("Created Date", 3, .american),
      Column("Close Date", 6, .american), Column("Closed Lost Reason", 8),
    ], quotesAll: true, lineEnd: "\r\n", footer: salesforceFooter, isWindows1252: true)

  static let salesforceHistory = VendorFile(
    own: "deals.csv", ownColumns: 14, name: "deals-stages.csv",
    columns: [
      Column("Opportunity ID", 0), Column("From Stage", 0), Column("To Stage", 0), Column("Amount", 5),
      Column("Last Modified", 0),
    ], quotesAll: true, lineEnd: "\r\n", isWindows1252: true,
    stages: [("Qualified", 11), ("Demo", 12), ("Proposal", 13)])
}

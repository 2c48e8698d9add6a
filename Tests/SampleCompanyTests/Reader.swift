import Glibc
import Records
import SampleCompany

/// The company's files as the tests read them: by a reader of their own, forty lines long.
enum Read {
  static let files = Fernhill.files()
  static let contacts = Sheet("contacts.csv", key: "contact_id", days: ["created"])
  static let deals = Sheet("deals.csv", key: "deal_id", days: ["opened"])
  static let touches = Sheet("touches.csv")
  static let activities = Sheet("activities.csv")
  static let customers = Sheet("customers.csv", days: ["start"])
  static let webinars = Sheet("webinars.csv", days: ["held_on"])
  static let mqls = Sheet("mqls-2026-q2.csv")
  static let spend = Sheet("spend.csv", days: ["month"])
  static let weekly = Sheet("weekly.csv", days: ["week"])
  static let plan = Sheet("people-plan.csv")
  static let tickets = Sheet("tickets.csv")
  static let nps = Sheet("nps.csv")

  /// Row of `contacts` by contact.
  static let contact = Dictionary(uniqueKeysWithValues: contacts.rows.enumerated().map { ($1[0], $0) })
  /// Row of `deals` by contact, for deals of people marketing handed over.
  static let deal: [String: Int] = {
    let person = deals.column("contact_id")
    let handed = contacts.column("handed_over")
    return Dictionary(
      uniqueKeysWithValues: deals.rows.enumerated().compactMap { index, row in
        guard let who = contact[row[person]], !contacts.rows[who][handed].isEmpty else { return nil }
        return (row[person], index)
      })
  }()
}

/// One file: its headings, the rows a reader may take, and how many it must refuse.
struct Sheet {
  var headings: [String]
  var rows: [[String]] = []
  var refused = 0

  init(_ name: String, in files: [Folder.MemoryFile] = Read.files, key: String? = nil, days: [String] = []) {
    guard let file = files.first(where: { $0.name == name }) else { fatalError("no file \(name)") }
    var lines = Sheet.cells(file.bytes)
    headings = lines.removeFirst()
    let dates = days.compactMap { headings.firstIndex(of: $0) }
    let id = key.flatMap { headings.firstIndex(of: $0) }
    var seen: Set<String> = []
    for line in lines {
      let isWhole = line.count == headings.count
      let isDated = isWhole && dates.allSatisfy { Day(iso: String(line[$0].prefix(10))) != nil }
      if isDated && (id.map { seen.insert(line[$0]).inserted } ?? true) { rows.append(line) } else { refused += 1 }
    }
  }

  func column(_ name: String) -> Int {
    guard let index = headings.firstIndex(of: name) else { fatalError("no column \(name) in \(headings)") }
    return index
  }

  func values(_ name: String) -> [String] {
    let index = column(name)
    return rows.map { $0[index] }
  }

  func days(_ name: String) -> [Day?] { values(name).map(day) }

  /// Quotes, doubled quotes, a byte order mark, two title lines, CRLF; no cell here holds a line end.
  ///
  /// Looks for bytes with `memchr`: tests are not optimised, the C library is.
  static func cells(_ bytes: [UInt8]) -> [[String]] {
    bytes.withUnsafeBytes { all in
      var rows: [[String]] = []
      var start = all.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      var separator = UInt8(ascii: ",")
      while let end = find(10, in: all, from: start) {
        let last = end > start && all[end - 1] == 13 ? end - 1 : end
        let line = UnsafeRawBufferPointer(rebasing: all[start..<last])
        start = end + 1
        if rows.isEmpty && find(UInt8(ascii: ";"), in: line, from: 0) != nil { separator = UInt8(ascii: ";") }
        let row = find(34, in: line, from: 0) == nil ? plain(line, separator) : quoted(line, separator)
        // Title lines above the heading have fewer cells than any heading.
        if row.count > 2 || !rows.isEmpty { rows.append(row) }
      }
      return rows
    }
  }

  private static func find(_ byte: UInt8, in bytes: UnsafeRawBufferPointer, from: Int) -> Int? {
    guard let base = bytes.baseAddress, from < bytes.count else { return nil }
    guard let found = memchr(base + from, Int32(byte), bytes.count - from) else { return nil }
    return UnsafeRawPointer(found) - base
  }

  private static func plain(_ line: UnsafeRawBufferPointer, _ separator: UInt8) -> [String] {
    var row: [String] = []
    var start = 0
    while let end = find(separator, in: line, from: start) {
      row.append(String(decoding: UnsafeRawBufferPointer(rebasing: line[start..<end]), as: UTF8.self))
      start = end + 1
    }
    row.append(String(decoding: UnsafeRawBufferPointer(rebasing: line[start...]), as: UTF8.self))
    return row
  }

  private static func quoted(_ line: UnsafeRawBufferPointer, _ separator: UInt8) -> [String] {
    var row: [String] = []
    var cell: [UInt8] = []
    var inQuotes = false
    var index = 0
    while index < line.count {
      let byte = line[index]
      index += 1
      switch byte {
      case 34 where inQuotes && index < line.count && line[index] == 34:
        cell.append(34)
        index += 1
      case 34: inQuotes.toggle()
      case separator where !inQuotes:
        row.append(String(decoding: cell, as: UTF8.self))
        cell.removeAll(keepingCapacity: true)
      default: cell.append(byte)
      }
    }
    return row + [String(decoding: cell, as: UTF8.self)]
  }
}

func day(_ text: String) -> Day? { Day(iso: String(text.prefix(10))) }

/// Minutes since 1970 of `YYYY-MM-DD HH:MM`.
func minute(_ text: String) -> Int? {
  guard text.count == 16, let day = day(text), let hour = Int(text.dropFirst(11).prefix(2)), let minute = Int(text.suffix(2))
  else { return nil }
  return Int(day.number) * 1440 + hour * 60 + minute
}

/// Minutes from Monday to Friday, 9 to 17, between two moments.
func workingMinutes(from start: Int, to end: Int) -> Int {
  var total = 0
  for day in start / 1440...end / 1440 where Day(number: Int32(day)).weekday < 5 {
    total += max(0, min(end, day * 1440 + 1020) - max(start, day * 1440 + 540))
  }
  return total
}

func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return sorted.isEmpty ? .nan : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}

let overload = (from: Day(iso: "2026-02-16")!, to: Day(iso: "2026-04-26")!)
let cutoff = Day(iso: Truths.cutoff)!
